"""Log -> results: what every started step came to.

It exists so that the screen, the history, the commands and the caches all read one and the same sum.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from trackclock.core.events import (
    Cause,
    DistanceGiven,
    EffortRated,
    Entry,
    Log,
    NoteWritten,
    Repaired,
    RepExcluded,
    RepFinished,
    RepIncluded,
    SessionStopped,
    SplitMarked,
)
from trackclock.core.plan import Plan, StepKind
from trackclock.core.results import SessionResults, SplitResult, Status, StepResult
from trackclock.core.session.guard import is_too_fast
from trackclock.core.session.log import counting, deserted, origin_of, remarks, timing_entries
from trackclock.core.session.state import Outcome, Phase, State, Taken
from trackclock.core.session.transitions import newest_state

_STATUS = {Phase.FINISHED: Status.FINISHED, Phase.STOPPED: Status.STOPPED}


def results_of(plan: Plan, log: Log) -> SessionResults:
    """Sum a session up, folded to its newest timing event.

    Args:
        plan: the plan as loaded.
        log: everything that happened.

    Returns:
        The results; a step that is still running, or that was skipped, has no time.

    Raises:
        IllegalTransition: if the log cannot have happened.
    """
    return results_at(plan, log, newest_state(plan, log))


def results_at(plan: Plan, log: Log, state: State) -> SessionResults:
    """Sum a session up as of one state of it, which must come from this plan and log."""
    stretches = deserted(log)
    steps = [_result(position, outcome, stretches) for position, outcome in _started(state)]
    steps = _with_recoveries(steps, state)
    steps = _with_edits(steps, log)
    note, effort = "", None
    confirmed: set[int] = set()
    for entry in remarks(log):
        match entry.event:
            case NoteWritten(text=text):
                note = text
            case EffortRated(effort=rated):
                effort = rated
            case RepExcluded(step=uid, reason=reason):
                steps = [replace(s, excluded=reason) if s.uid == uid else s for s in steps]
            case RepIncluded(step=uid):
                steps = [replace(s, excluded=None) if s.uid == uid else s for s in steps]
                confirmed.add(uid)
            case DistanceGiven(step=uid, distance_mm=distance_mm):
                steps = [replace(s, covered_mm=distance_mm) if s.uid == uid else s for s in steps]
    steps = _with_doubts(plan, steps, confirmed)
    if (origin := origin_of(log)) is not None:
        steps = [replace(s, unconfirmed=True) if _is_run(s) and s.uid not in confirmed else s for s in steps]
    as_run = replace(plan, steps=tuple(run.step for run in state.steps))
    ended_ms = _ended_ms(state, log)
    status = _STATUS.get(state.phase, Status.UNFINISHED)
    return SessionResults(as_run, status, tuple(steps), ended_ms, note, effort, origin)


def _ended_ms(state: State, log: Log) -> int:
    """How far the session got, however much later it is looked at or mended."""
    if state.phase is Phase.FINISHED and state.outcomes:
        return state.outcomes[-1].ended_ms
    if state.phase is Phase.STOPPED:
        return max(entry.event.at for entry in timing_entries(log) if isinstance(entry.event, SessionStopped))
    return state.now_ms


def _started(state: State) -> Iterable[tuple[int, Outcome]]:
    """The steps that have begun, with their positions in the plan as it is run, the running one open-ended."""
    positions = {run.uid: position for position, run in enumerate(state.steps, start=1)}
    for outcome in state.outcomes:
        yield positions.get(outcome.run.uid, 0), outcome
    run = state.run
    if run is not None:
        open_end = Outcome(run, state.started_ms, state.started_ms, state.paused_ms, state.taken, is_skipped=True)
        yield positions[run.uid], open_end


def _result(position: int, outcome: Outcome, stretches: tuple[tuple[int, int], ...]) -> StepResult:
    step = outcome.run.step
    deserted_ms = sum(ms for at, ms in stretches if outcome.started_ms <= at < outcome.ended_ms)
    splits: list[SplitResult] = []
    before_ms = 0
    for taken in marks_taken(outcome):
        distance_mm = step.marks_mm[taken.mark] if taken.mark is not None else None
        split_ms = taken.at - outcome.started_ms - taken.paused_ms
        splits.append(SplitResult(distance_mm, split_ms, split_ms - before_ms, taken.seq))
        before_ms = split_ms
    return StepResult(
        position=position,
        uid=outcome.run.uid,
        step=step,
        started_ms=outcome.started_ms,
        time_ms=outcome.rested_ms - deserted_ms if step.is_pause else outcome.time_ms,
        splits=tuple(splits),
        paused_ms=outcome.paused_ms - deserted_ms,
        deserted_ms=deserted_ms,
        skipped=outcome.is_skipped,
    )


def marks_taken(outcome: Outcome) -> tuple[Taken, ...]:
    """The presses that the splits of a rep stand for, in order; in what has no splits there are none."""
    step = outcome.run.step
    if step.kind is not StepKind.REP:
        return ()
    return tuple(taken for taken in outcome.taken if taken.mark is not None or not step.marks_mm)


def _with_recoveries(steps: list[StepResult], state: State) -> list[StepResult]:
    """Say before each rep how long the pause since the rep before it really took, and what it was paused for."""
    ends = {outcome.run.uid: outcome.ended_ms for outcome in state.outcomes}
    running = state.run
    previous_end: int | None = None
    paused_ms = deserted_ms = 0
    summed: list[StepResult] = []
    for result in steps:
        if running is not None and result.uid == running.uid:
            result = replace(result, skipped=False, time_ms=None)
        if result.step.kind is StepKind.REP:
            if previous_end is not None:
                rested_ms = result.started_ms - previous_end - deserted_ms
                result = replace(result, recovery_ms=rested_ms, recovery_paused_ms=paused_ms)
            previous_end, paused_ms, deserted_ms = ends.get(result.uid), 0, 0
        elif previous_end is not None:
            paused_ms += result.paused_ms
            deserted_ms += result.deserted_ms
        summed.append(result)
    return summed


def _with_edits(steps: list[StepResult], log: Log) -> list[StepResult]:
    """Mark every rep that a repair has touched: a mark replaced, moved, put in, or deleted from within it."""
    alive = counting(log)
    # Who says later whose a mark was has mended nothing.
    repairs = [e for e in alive if isinstance(e.event, Repaired) and e.event.cause not in (Cause.NAMED, Cause.GROUP)]
    repaired = {entry.batch for entry in repairs}
    masked = {seq for entry in repairs if isinstance(entry.event, Repaired) for seq in entry.event.masked}
    gone = [entry.event.at for entry in log if entry.seq in masked and _is_mark(entry)]
    replaced = {entry.seq for entry in alive if entry.batch in repaired}

    def touched(result: StepResult) -> bool:
        if result.step.kind is not StepKind.REP:
            return False
        end_ms = result.started_ms + (result.time_ms or 0) + result.paused_ms
        in_it = any(result.started_ms <= at <= end_ms for at in gone)
        return in_it or any(split.seq in replaced for split in result.splits)

    return [replace(result, edited=True) if touched(result) else result for result in steps]


def _with_doubts(plan: Plan, steps: list[StepResult], confirmed: set[int]) -> list[StepResult]:
    """Mark every rep that is too fast to be true and that nobody has let count in so many words.

    The rule is that of the automatic press guard, which enter, a repair or a typed time can get past: under 0.08 s a
    metre, over the whole rep, over any lap of it, or by the distance given for a timed one. A plan with a gap in place
    of that guard has said that any time can be: whoever times bicycles writes it so.
    """
    if plan.press_guard_ms is not None:
        return steps
    return [
        replace(step, doubtful=True) if _is_impossible(step) and step.uid not in confirmed else step for step in steps
    ]


def _is_run(result: StepResult) -> bool:
    return result.step.kind is StepKind.REP and result.time_ms is not None and not result.skipped


def _is_impossible(result: StepResult) -> bool:
    if result.time_ms is None or not _is_run(result):
        return False
    distance_mm = result.step.distance_mm or result.covered_mm
    if distance_mm is not None and is_too_fast(distance_mm, result.time_ms):
        return True
    before_mm = 0
    for split in result.splits:
        if split.distance_mm is not None:
            if is_too_fast(split.distance_mm - before_mm, split.lap_ms):
                return True
            before_mm = split.distance_mm
    return False


def _is_mark(entry: Entry) -> bool:
    return isinstance(entry.event, SplitMarked | RepFinished)
