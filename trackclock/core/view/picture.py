"""State + now -> LiveView, a frozen picture of one instant.

It exists so that widgets decide nothing: all that the live screen says is worked out here, as plain data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trackclock.core.commands import Command
from trackclock.core.comparisons import Comparison, LiveDelta, live_delta
from trackclock.core.durations import format_distance, format_duration
from trackclock.core.estimates import estimates_ms, step_estimate_ms
from trackclock.core.figures import tells_times, told_text, wanted_text, with_unit
from trackclock.core.pacer import Pacer, position_at, wanted_ms
from trackclock.core.plan import Step, StepKind
from trackclock.core.results import StepResult
from trackclock.core.session.space import use_of
from trackclock.core.session.state import Phase, State, cycle_began_ms
from trackclock.core.view.band import BandPiece, band_of
from trackclock.core.view.steps import FINISHED, describe_pause, describe_run


class Tone(StrEnum):
    """What an instant is, from afar: the colour of the screen."""

    READY = "ready"
    GET_READY = "get_ready"
    WORK = "work"
    RECOVERY = "recovery"
    REST = "rest"
    WARMUP = "warmup"
    COOLDOWN = "cooldown"
    PAUSED = "paused"
    FINISHED = "finished"


class Counting(StrEnum):
    """Which way the clock runs."""

    UP = "up"
    DOWN = "down"
    OVER = "over"
    STILL = "still"


class Urgency(StrEnum):
    """How near the start of the next rep is in a pause or a countdown: the colour of the screen follows it."""

    CALM = "calm"
    SOON = "soon"
    NOW = "now"
    OVERDUE = "overdue"


SOON_MS = 10_000
"""So long before the end of a recovery its colour says that it is over soon, as the cue does then, and ..."""

NOW_MS = 3_000
"""... so long before it, 3-2-1."""


@dataclass(frozen=True, slots=True)
class LiveView:
    """One instant of a session, ready to be painted.

    Attributes:
        phase: how far the session is.
        tone: what the instant is, from afar.
        urgency: how near the next rep is.
        title: what is being run ("REP 2 of 3 · 800 m").
        band: what the band names in large letters; empty once no rep is left.
        subtitle: the set, the pattern's part or the coach's notes; may be empty.
        sets: which set of how many ("set 1 of 2"); empty where there is only one.
        clock_ms: what the big clock shows, zero or more; counting down it is what is left.
        counting: which way it runs.
        target: the target in words, with its time where it has one; empty without one.
        delta: how the running rep stands against `comparison`, None where nothing is known.
        comparison: the name of what `delta` is against; empty without one.
        next_mark: where the next press is expected ("400 m", "finish"); empty where none is.
        space: what the space bar does now, in two or three words; empty where it does nothing.
        coming: the next steps in words, nearest first.
        rep_number: number of the current rep, or of the newest one begun, among the reps of the session; 0 before.
        rep_count: how many reps the plan as run has.
        left_ms: estimated time to the end of the session.
        is_waiting: whether the pause goes on until a press.
        notes: the coach's words for the current step.
        part: which part of the rep's pattern a runner at goal pace, or at an estimate of it, is in; empty without one.
        pacer_mm: where the pacer is, from the start of the rep; None where nobody paces.
        offered: the commands, besides the press, that do something now.
    """

    phase: Phase
    tone: Tone
    urgency: Urgency
    title: str
    band: tuple[BandPiece, ...]
    subtitle: str
    sets: str
    clock_ms: int
    counting: Counting
    target: str
    delta: LiveDelta | None
    comparison: str
    next_mark: str
    space: str
    coming: tuple[str, ...]
    rep_number: int
    rep_count: int
    left_ms: int
    is_waiting: bool
    notes: tuple[str, ...]
    part: str
    pacer_mm: int | None
    offered: frozenset[Command] = frozenset()


_TONES = {
    StepKind.WARMUP: Tone.WARMUP,
    StepKind.REP: Tone.WORK,
    StepKind.RECOVERY: Tone.RECOVERY,
    StepKind.REST: Tone.REST,
    StepKind.COOLDOWN: Tone.COOLDOWN,
}


def live_view(
    state: State,
    running: StepResult | None,
    comparison: Comparison | None,
    name: str,
    pacer: Pacer | None = None,
    before: Sequence[StepResult] = (),
    offered: frozenset[Command] = frozenset(),
) -> LiveView:
    """Picture one instant.

    Args:
        state: the session advanced to the instant.
        running: the result so far of the rep that runs; None outside a rep.
        comparison: what that rep is held against.
        name: the name of the comparison.
        pacer: how the runner is paced; None where nobody paces.
        before: the results of the session so far, in order: a rep "each faster" is paced by them.
        offered: the commands that do something now.

    Returns:
        The picture.
    """
    clock_ms, counting = clock_of(state)
    step = _shown_step(state)
    delta = None
    if running is not None and state.phase is Phase.RUNNING and state.step is not None:
        delta = live_delta(comparison, state.step.marks_mm, running.splits, state.elapsed_ms())
    return LiveView(
        phase=state.phase,
        tone=tone_of(state),
        urgency=urgency_of(state),
        title=title_of(state),
        band=band_of(state),
        subtitle=_subtitle(state),
        sets=_sets(step),
        clock_ms=clock_ms,
        counting=counting,
        target=_target(step),
        delta=delta,
        comparison=name if comparison is not None else "",
        next_mark=_next_mark(state),
        space=space_of(state),
        coming=tuple(describe_run(state, run) for run in state.steps[coming_index(state) :][:3]),
        rep_number=_rep_number(state),
        rep_count=sum(run.step.kind is StepKind.REP for run in state.steps),
        left_ms=left_ms(state),
        is_waiting=state.waits,
        notes=step.notes if step is not None else (),
        part=_part(state, before),
        pacer_mm=_pacer_mm(state, pacer, before),
        offered=offered,
    )


def _pacer_mm(state: State, pacer: Pacer | None, before: Sequence[StepResult]) -> int | None:
    step = state.step
    if pacer is None or step is None or step.kind is not StepKind.REP or not step.marks_mm:
        return None
    total_ms = wanted_ms(step, before, pacer.margin_ms)
    if total_ms is None or state.phase is not Phase.RUNNING:
        return None
    return position_at(step, total_ms, state.elapsed_ms())


def _part(state: State, before: Sequence[StepResult]) -> str:
    """The part of the pattern that is due: at goal pace where there is one, else at the estimate."""
    step = state.step
    if step is None or not step.pattern or state.phase is not Phase.RUNNING or not step.marks_mm:
        return ""
    total_ms = wanted_ms(step, before, 0) or step_estimate_ms(step, state.plan)
    position = position_at(step, total_ms, state.elapsed_ms()) % sum(part.distance_mm for part in step.pattern)
    for part in step.pattern:
        if position < part.distance_mm:
            return f"{format_distance(part.distance_mm)} {part.label}"
        position -= part.distance_mm
    return ""


def clock_of(state: State) -> tuple[int, Counting]:
    """What the big clock shows and which way it runs (ARCHITECTURE.md, "The table of states")."""
    still = state.is_paused
    if state.phase is Phase.READY:
        step = state.steps[0].step
        return (step.duration_ms or 0), Counting.STILL
    if state.phase is not Phase.RUNNING:
        return (state.outcomes[-1].ended_ms if state.outcomes else state.now_ms), Counting.STILL
    if (times := state.gun_times()) is not None and state.is_on_marks:
        # When the bang comes nobody is to know: what is counted is how long it has been on the marks.
        return state.now_ms - times.marks_ms, Counting.STILL if still else Counting.OVER
    if state.go_ms is not None:
        at = state.paused_since if state.paused_since is not None else state.now_ms
        return max(0, state.go_ms - at), Counting.STILL if still else Counting.DOWN
    step_ = state.step
    if step_ is None:
        return 0, Counting.STILL
    deadline = state.deadline_ms()
    if deadline is None:
        return state.elapsed_ms(), Counting.STILL if still else Counting.UP
    left = deadline - state.now_ms
    if left >= 0:
        return left, Counting.STILL if still else Counting.DOWN
    return -left, Counting.STILL if still else Counting.OVER


def tone_of(state: State) -> Tone:
    """What the instant is, from afar."""
    if state.phase is Phase.READY:
        return Tone.READY
    if state.phase is not Phase.RUNNING:
        return Tone.FINISHED
    if state.is_paused:
        return Tone.PAUSED
    if state.step is None or (state.is_getting_ready and state.leads_to_rep):
        return Tone.GET_READY
    return _TONES[state.step.kind]


def urgency_of(state: State) -> Urgency:
    """How near the next rep is: in a recovery or rest before one, and in the countdown to it."""
    if state.phase is not Phase.RUNNING or state.is_paused or not state.leads_to_rep:
        return Urgency.CALM
    if state.is_on_marks:
        return Urgency.NOW
    if state.go_ms is not None:
        return Urgency.NOW if state.go_ms - state.now_ms <= NOW_MS else Urgency.CALM
    deadline = state.deadline_ms()
    if state.step is None or not state.step.is_pause or deadline is None:
        return Urgency.CALM
    left_ms = deadline - state.now_ms
    if left_ms <= 0:
        return Urgency.OVERDUE
    return Urgency.NOW if left_ms <= NOW_MS else Urgency.SOON if left_ms <= SOON_MS else Urgency.CALM


def title_of(state: State) -> str:
    """What is being run, in a line."""
    if state.phase is Phase.FINISHED:
        return FINISHED
    if state.phase is Phase.STOPPED:
        return "STOPPED"
    if state.phase is Phase.READY:
        return "READY · " + describe_run(state, state.steps[0])
    following = state.next_run
    if state.is_paused and state.run is not None:
        return "PAUSED · " + describe_run(state, state.run)
    if (state.is_getting_ready or state.step is None) and following is not None and state.leads_to_rep:
        return f"{_ready_word(state)} · {describe_run(state, following)}"
    return describe_run(state, state.run) if state.run is not None else ""


def _ready_word(state: State) -> str:
    """How near the next rep is, in capital letters."""
    if state.is_on_marks:
        return "SET" if state.is_on_set else "ON YOUR MARKS"
    return "GET READY" if state.is_getting_ready else "READY"


def space_of(state: State) -> str:
    """What the space bar does at this instant, in two or three words."""
    return use_of(state, state.now_ms).words(state)


def left_ms(state: State) -> int:
    """Estimated time to the end of the session: what is left of the current step and all that follow."""
    if state.phase not in (Phase.READY, Phase.RUNNING):
        return 0
    current_ms = _left_of_step_ms(state)
    step = state.step
    rep_ms = state.elapsed_ms() + current_ms if step is not None and step.kind is StepKind.REP else 0
    ahead = [run.step for run in state.steps[max(0, state.index + 1) :]]
    return current_ms + sum(estimates_ms(ahead, state.plan, rep_ms))


def _left_of_step_ms(state: State) -> int:
    step = state.step
    times, gun = state.gun_times(), state.plan.gun
    if times is not None and gun is not None:
        return max(0, times.marks_ms + gun.usual_ms - state.now_ms)
    if state.phase is Phase.RUNNING and step is not None and state.go_ms is not None:
        return max(0, state.go_ms - state.now_ms)
    if state.phase is not Phase.RUNNING or step is None:
        return 0
    deadline = state.deadline_ms()
    if deadline is not None:
        return max(0, deadline - state.now_ms)
    behind = state.next_run.step if state.next_run is not None else None
    return max(0, step_estimate_ms(step, state.plan, behind) - state.elapsed_ms())


def _shown_step(state: State) -> Step | None:
    """The step whose target and notes matter: the coming rep while one gets ready."""
    if state.phase is Phase.READY:
        return state.steps[0].step
    following = state.next_run
    if following is not None and (state.is_getting_ready or state.step is None):
        return following.step
    return state.step


def coming_index(state: State) -> int:
    """Where in `state.steps` the steps begin that are next; while one gets ready for a rep that is what follows it."""
    if state.phase is Phase.READY:
        return 1
    if state.phase is not Phase.RUNNING:
        return len(state.steps)
    is_ahead = state.leads_to_rep and (state.is_getting_ready or state.step is None)
    return max(0, state.index + (2 if is_ahead else 1))


def _subtitle(state: State) -> str:
    step = _shown_step(state)
    if step is None:
        return ""
    parts = [_sets(step)] if _sets(step) else []
    if step.optional:
        parts.append("optional")
    if step.pattern:
        parts.append(", ".join(f"{format_distance(part.distance_mm)} {part.label}" for part in step.pattern))
    parts.extend(_cycle_words(state))
    parts.extend(step.notes)
    return " · ".join(parts)


def _cycle_words(state: State) -> list[str]:
    """Which cycle the rep is on that is run or comes next, and whether its runner is late for it."""
    step = state.step
    began_ms = cycle_began_ms(state.outcomes)
    if step is not None and step.cycle_ms is not None and began_ms is not None and not state.is_getting_ready:
        late_ms = state.started_ms - began_ms - step.cycle_ms
        return [f"late by {format_duration(late_ms)}"] if late_ms > 0 else []
    index = coming_index(state)
    behind = state.steps[index].step if index < len(state.steps) else None
    if behind is None or behind.cycle_ms is None:
        return []
    is_running = step is not None and step.kind is StepKind.REP and state.phase is Phase.RUNNING
    is_late = is_running and state.elapsed_ms() > behind.cycle_ms
    return [describe_pause(behind)] + (["late"] if is_late else [])


def _target(step: Step | None) -> str:
    """The target in words; what is called by a name or a pace is given its time, which is what can be run by."""
    target = step.target if step is not None else None
    if target is None:
        return ""
    text = told_text(target.text)
    if target.low_ms is None:
        return text
    bounds = target.low_ms, target.high_ms or target.low_ms
    return text if tells_times(target.text, *bounds) else f"{text} {with_unit(wanted_text(*bounds))}"


def _sets(step: Step | None) -> str:
    return f"set {step.set} of {step.sets}" if step is not None and (step.sets or 1) > 1 else ""


def _next_mark(state: State) -> str:
    step = state.step
    mark = state.next_mark()
    if state.phase is not Phase.RUNNING or step is None or mark is None or step.kind is not StepKind.REP:
        return ""
    return "finish" if mark == len(step.marks_mm) - 1 else format_distance(step.marks_mm[mark])


def _rep_number(state: State) -> int:
    return sum(run.step.kind is StepKind.REP for run in state.steps[: state.index + 1])
