"""A group and an instant -> the picture of it.

It exists so that the screen holds no rule: what a row says, who is due and what the clock counts is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trackclock.core.comparisons import Comparison
from trackclock.core.durations import format_distance, format_duration
from trackclock.core.figures import RUNNING
from trackclock.core.group.marks import GroupState, Mark
from trackclock.core.group.picture import AthleteRow, Doing, GroupView, Pass, UnnamedMark
from trackclock.core.group.starts import RestKind, Standing, Wave, next_rep, rest_kind
from trackclock.core.plan import Plan, Step, StepKind
from trackclock.core.results import SplitResult, StepResult
from trackclock.core.session.state import Phase, RunStep, State, initial_state
from trackclock.core.view.steps import FINISHED, count_of, describe_pause, describe_run

FLASH_MS = 2_000
"""How long a pass is flashed."""

FLASHED = 2
"""So many passes are flashed at once: two can be in together."""

_COUNTS_MS = 5_000
"""So near to a start its pips count."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One athlete, for the picture.

    Attributes:
        name: of the athlete.
        standing: their session at the instant.
        newest: their newest rep with a mark, and what it is held against; None before the first mark.
        marks: the numbers of their marks by instant.
        is_saved: whether all of their session is on disk.
    """

    name: str
    standing: Standing
    newest: tuple[StepResult, Comparison | None] | None
    marks: dict[int, int]
    is_saved: bool


def look(
    plan: Plan,
    group: GroupState,
    athletes: Sequence[Looked],
    wave: Wave | None,
    running: int,
    now: int,
    saved_through: int,
) -> GroupView:
    """The picture of a group at an instant.

    Args:
        plan: the group's plan.
        group: the group.
        athletes: everybody, in the order of the keys.
        wave: the rep that runs or was run last.
        running: how many presses are still to come of those who run.
        now: the instant.
        saved_through: the newest entry of the group's log that is on disk; -1 for none.
    """
    present = [one for one in athletes if one.standing.is_in]
    phase = _phase(group, athletes)
    is_over = phase is Phase.FINISHED
    coming = _next_start(group, present, now)
    is_down = not running and coming is not None
    clock_ms = None
    if is_down and coming is not None:
        clock_ms = coming - now
    elif running and wave is not None:
        clock_ms = now - wave.go_ms
    elif _easy_run(athletes) is not None:
        _, clock_ms, is_down = _doing(present[0].standing, now)
    unnamed = tuple(
        UnnamedMark(mark.number, mark.at, mark.at - _start_before(group, mark, wave), mark.number <= saved_through)
        for mark in group.unnamed()
    )
    due = _due(athletes, wave) if unnamed else None
    rows = tuple(_row(number, one, wave, now, is_due=number == due) for number, one in enumerate(athletes))
    rows = _placed(rows, athletes, wave)
    return GroupView(
        phase=phase,
        now_ms=now,
        label=FINISHED
        if is_over
        else _label(plan, wave, athletes, is_down=is_down or (wave is not None and not running)),
        sub=plan.name if is_over else _sub(plan, wave, present),
        clock_ms=clock_ms,
        is_down=is_down,
        is_getting_ready=coming is not None and 0 <= coming - now <= _COUNTS_MS,
        rows=rows,
        unnamed=unnamed,
        flashed=_flashed(rows, unnamed, now),
        space=_space(plan, wave, athletes, running, coming, now),
    )


def _phase(group: GroupState, athletes: Sequence[Looked]) -> Phase:
    if not group.members:
        return Phase.READY
    is_over = all(one.standing.state.phase in (Phase.FINISHED, Phase.STOPPED) for one in athletes)
    return Phase.FINISHED if is_over else Phase.RUNNING


def _next_start(group: GroupState, present: Sequence[Looked], now: int) -> int | None:
    """The next start of anybody; None where none is fixed."""
    after = [one.standing.after_ms for one in present] or [0]
    given = [one.go_ms + ms for one in group.given.values() if one.go_ms is not None for ms in after]
    own = [
        deadline
        for one in present
        if one.standing.state.leads_to_rep and (deadline := one.standing.state.next_deadline()) is not None
    ]
    return min((at for at in (*given, *own) if at > now), default=None)


def _start_before(group: GroupState, mark: Mark, wave: Wave | None) -> int:
    starts = [one.go_ms for one in group.given.values() if one.go_ms is not None and one.go_ms <= mark.at]
    if wave is not None and wave.go_ms <= mark.at:
        starts.append(wave.go_ms)
    return max(starts, default=0)


# --- rows -------------------------------------------------------------------------------------------------------------


def _row(number: int, one: Looked, wave: Wave | None, now: int, *, is_due: bool) -> AthleteRow:
    state = one.standing.state
    doing, figure_ms, is_down = _doing(one.standing, now)
    run = state.run
    rep = ""
    if wave is not None and run is not None and run.step.kind is StepKind.REP and run.uid != wave.rep:
        counted = count_of(state, run)
        rep = "" if counted is None else f"{counted[0]}/{counted[1]}"
    return AthleteRow(
        athlete=number,
        name=one.name,
        doing=doing,
        figure_ms=figure_ms,
        is_down=is_down,
        last=_last(one),
        rep=rep,
        is_due=is_due,
    )


def _doing(standing: Standing, now: int) -> tuple[Doing, int | None, bool]:
    """What one is doing, what counts, and whether it counts down."""
    state = standing.state
    if not standing.is_in:
        return Doing.OUT, None, False
    if state.phase in (Phase.FINISHED, Phase.STOPPED):
        return Doing.DONE, None, False
    step, deadline = state.step, state.next_deadline()
    if state.go_ms is not None or (step is not None and step.is_pause):
        if deadline is None:
            return Doing.WAITING, None, False
        doing = Doing.READY if not state.outcomes else Doing.RESTING
        return doing, max(0, deadline - now), True
    if step is None:
        return Doing.WAITING, None, False
    if deadline is None and step.kind is StepKind.WARMUP and (due := state.deadline_ms()) is not None and due > now:
        deadline = due  # it goes on past that until a press
    doing = Doing.COOLING if step.kind is StepKind.COOLDOWN else Doing.RUNNING
    if deadline is not None:
        return doing, max(0, deadline - now), True
    return doing, max(0, now - state.started_ms), False


def _last(one: Looked) -> Pass | None:
    """The newest mark of the rep that is run or was run last."""
    if one.newest is None:
        return None
    result, comparison = one.newest
    run = one.standing.state.run
    is_running = run is not None and run.step.kind is StepKind.REP
    if is_running and run is not None and run.uid != result.uid:
        return None
    split = result.splits[-1]
    at = result.started_ms + split.split_ms + result.paused_ms
    return Pass(
        mark=one.marks.get(at, -1),
        at=at,
        label="finish" if result.time_ms is not None or split.distance_mm is None else _metres(split),
        split_ms=split.split_ms,
        lap_ms=split.lap_ms,
        delta_ms=_delta_ms(result, split, comparison),
        is_finish=result.time_ms is not None,
        is_saved=one.is_saved,
    )


def _metres(split: SplitResult) -> str:
    return format_distance(split.distance_mm or 0)


def _delta_ms(result: StepResult, split: SplitResult, comparison: Comparison | None) -> int | None:
    if comparison is None or comparison.covered_mm is not None:
        return None
    band = comparison.finish if result.time_ms is not None else None
    if band is None and split.distance_mm is not None:
        band = comparison.band_at(split.distance_mm)
    return None if band is None else band.delta(split.split_ms).shown(RUNNING).shown_ms


def _placed(rows: tuple[AthleteRow, ...], athletes: Sequence[Looked], wave: Wave | None) -> tuple[AthleteRow, ...]:
    """Give those who are in of the wave's rep their places: by their times, since starts may be staggered."""
    if wave is None:
        return rows
    times = {
        number: one.newest[0].time_ms
        for number, one in enumerate(athletes)
        if one.newest is not None and one.newest[0].uid == wave.rep and one.newest[0].time_ms is not None
    }
    return tuple(
        row
        if row.athlete not in times
        else replace(row, place=1 + sum(other < times[row.athlete] for other in times.values()))
        for row in rows
    )


def _due(athletes: Sequence[Looked], wave: Wave | None) -> int | None:
    """Who is the likeliest to be the oldest mark that is nobody's: whoever has run the longest since they were due."""
    if wave is None or not wave.unnamed:
        return None
    at = wave.unnamed[0].at
    waits: list[tuple[int, int]] = []
    for number, one in enumerate(athletes):
        state = one.standing.state
        run = state.run
        if not one.standing.is_in or run is None or run.uid != wave.rep or state.started_ms > at:
            continue
        mark = state.next_mark()
        target = run.step.target
        wanted = target.high_ms if target is not None else None
        if wanted is None and one.newest is not None:
            wanted = one.newest[0].time_ms
        part = 1, 1
        if mark is not None and run.step.marks_mm:
            part = run.step.marks_mm[mark], run.step.marks_mm[-1]
        if wanted is not None:
            waits.append((state.started_ms + wanted * part[0] // part[1], number))
    return min(waits)[1] if waits else None


# --- words ------------------------------------------------------------------------------------------------------------


def _easy_run(athletes: Sequence[Looked]) -> RunStep | None:
    """The warm-up or cool-down that all who are there are in; None where anybody is in anything else."""
    states = [one.standing.state for one in athletes if one.standing.is_in and one.standing.state.go_ms is None]
    runs = [state.run for state in states if state.phase is Phase.RUNNING]
    kinds = {run.step.kind if run is not None else None for run in runs}
    return runs[0] if len(kinds) == 1 and kinds <= {StepKind.WARMUP, StepKind.COOLDOWN} else None


def _label(plan: Plan, wave: Wave | None, athletes: Sequence[Looked], *, is_down: bool) -> str:
    """The rep that runs, or that comes next."""
    state = initial_state(plan)
    uid = None if wave is None else wave.rep
    if (easy := _easy_run(athletes)) is not None:
        return describe_run(state, easy)
    if wave is None:
        uid = next((number for number, step in enumerate(plan.steps) if step.kind is StepKind.REP), 0)
    elif is_down and (following := next_rep(plan, wave.rep)) is not None:
        uid = following[1]
    return describe_run(state, state.steps[uid or 0])


_HOW = {
    RestKind.TOGETHER: "together",
    RestKind.OWN: "each own",
    RestKind.SEND_OFF: "",
    RestKind.PRESS: "",
    RestKind.OWN_PRESS: "each own",
}


def _sub(plan: Plan, wave: Wave | None, present: Sequence[Looked]) -> str:
    """The target that all have, and the rest behind the rep."""
    uid = wave.rep if wave is not None else next((n for n, s in enumerate(plan.steps) if s.kind is StepKind.REP), 0)
    parts: list[str] = []
    targets = {step.target.text for one in present if (step := _step_of(one.standing.state, uid)) and step.target}
    if len(targets) == 1:
        parts.append(targets.pop())
    following = next_rep(plan, uid)
    if following is not None:
        pause = plan.steps[following[0]]
        kind = "rest" if pause.kind is StepKind.REST else "recovery"
        how = _HOW[rest_kind(pause)]
        parts.append(f"{kind} {describe_pause(pause)}{f', {how}' if how else ''}")
    return " · ".join(parts)


def _step_of(state: State, uid: int) -> Step | None:
    return next((run.step for run in state.steps if run.uid == uid), None)


def _flashed(
    rows: Sequence[AthleteRow], unnamed: Sequence[UnnamedMark], now: int
) -> tuple[tuple[int | None, Pass | UnnamedMark], ...]:
    passes: list[tuple[int | None, Pass | UnnamedMark]] = [(row.athlete, row.last) for row in rows if row.last]
    passes += [(None, mark) for mark in unnamed]
    fresh = [one for one in passes if 0 <= now - one[1].at < FLASH_MS]
    return tuple(sorted(fresh, key=lambda one: (-one[1].at, -one[1].mark))[:FLASHED])


def _space(
    plan: Plan, wave: Wave | None, athletes: Sequence[Looked], running: int, coming: int | None, now: int
) -> str:
    """What the one big key does."""
    present = [one.standing.state for one in athletes if one.standing.is_in]
    if running:
        return "somebody passes"
    if not any(state.phase is Phase.RUNNING for state in present):
        return ""
    get_ready = "GO" if not plan.get_ready_ms else f"GO in {format_duration(plan.get_ready_ms)}"
    following = next_rep(plan, wave.rep) if wave is not None else None
    if following is not None and any(state.leads_to_rep for state in present):
        kind = rest_kind(plan.steps[following[0]])
        if kind in (RestKind.OWN, RestKind.OWN_PRESS):
            return ""
        if coming is None:
            return get_ready
        return "" if coming - now <= plan.get_ready_ms else "twice: cut short"
    if coming is not None:
        return ""
    leads = any(state.leads_to_rep for state in present)
    return get_ready if leads else "go on"
