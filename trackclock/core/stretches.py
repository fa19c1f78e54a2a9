"""Log -> the whole session, parted without a gap or an overlap: each lap, recovery, rest, warm-up and cool-down.

It exists because results speak of steps and of marks, while whoever takes a session elsewhere wants each instant of it
to belong to just one piece, and the pieces to add up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trackclock.core.events import Log
from trackclock.core.pauses import Pause
from trackclock.core.plan import Plan
from trackclock.core.progress.volume import distance_run_mm
from trackclock.core.results import SessionResults, SplitResult, StepResult
from trackclock.core.session.changing import changed
from trackclock.core.session.log import holds, timing_entries
from trackclock.core.session.state import Outcome, State, initial_state
from trackclock.core.session.summing import marks_taken, results_at
from trackclock.core.session.transitions import evolve, newest_state


@dataclass(frozen=True, slots=True)
class Stretch:
    """One piece of a session.

    Attributes:
        started_ms: its start, from the session's first press.
        elapsed_ms: how long it took.
        paused_ms: how long the clock stood still in it.
        distance_mm: how far it went; None where nobody knows.
        result: what its step came to; None for the countdown before the first step.
        split: the mark that it ends with; None for what is no lap of a rep.
        lap: number of the lap within its rep, from 1; None together with `split`.
    """

    started_ms: int
    elapsed_ms: int
    paused_ms: int
    distance_mm: int | None = None
    result: StepResult | None = None
    split: SplitResult | None = None
    lap: int | None = None

    @property
    def ended_ms(self) -> int:
        """Its end, from the session's first press."""
        return self.started_ms + self.elapsed_ms

    @property
    def timer_ms(self) -> int:
        """How long the clock ran in it."""
        return self.elapsed_ms - self.paused_ms


@dataclass(frozen=True, slots=True)
class Parted:
    """A session in pieces.

    Attributes:
        results: what it came to.
        stretches: its pieces, in order, never empty: each begins where the one before it ends, the first one at the
            first press, and the last one ends with the session. A rep is one for each lap that was pressed, and one
            for what followed the last mark; every other step is one, whatever its length.
        pauses: while the clock stood still, in order; what a step was left running for with nobody there, as a
            repair says, is one of them.
    """

    results: SessionResults
    stretches: tuple[Stretch, ...]
    pauses: tuple[Pause, ...]


def parted(plan: Plan, log: Log) -> Parted:
    """Part a session, folded to its newest timing event.

    Args:
        plan: the plan as loaded.
        log: everything that happened.

    Raises:
        IllegalTransition: if the log cannot have happened.
    """
    state = newest_state(plan, log)
    results = results_at(plan, log, state)
    pauses = tuple(_pauses(plan, log, results.ended_ms))
    return Parted(results, tuple(_stretches(state, results, pauses)), pauses)


def _pauses(plan: Plan, log: Log, ended_ms: int) -> Iterator[Pause]:
    """While the clock stood still, from the log itself: a rep that was begun anew forgets what it was paused for."""
    state = changed(initial_state(plan), holds=holds(log))
    for entry in timing_entries(log):
        since_ms, state = state.paused_since, evolve(state, entry)
        until_ms = min(entry.event.at, ended_ms)  # a session may have ended before what was pressed in it
        if since_ms is not None and state.paused_since != since_ms and until_ms > since_ms:
            yield Pause(since_ms, until_ms - since_ms)
    if state.paused_since is not None and ended_ms > state.paused_since:
        yield Pause(state.paused_since, ended_ms - state.paused_since)


def _stretches(state: State, results: SessionResults, pauses: tuple[Pause, ...]) -> Iterator[Stretch]:
    outcomes = list(state.outcomes)
    if state.run is not None:
        ended_ms = results.ended_ms
        outcomes.append(Outcome(state.run, state.started_ms, ended_ms, state.paused_ms, state.taken, is_skipped=True))
    begin_ms = outcomes[0].started_ms if outcomes else results.ended_ms
    if begin_ms or not outcomes:
        yield _stretch(0, begin_ms, pauses)
    for outcome, result in zip(outcomes, results.steps, strict=True):
        yield from _of_step(outcome, result, pauses)


def _of_step(outcome: Outcome, result: StepResult, pauses: tuple[Pause, ...]) -> Iterator[Stretch]:
    """The laps of a step, then what followed the last mark; a step without a mark is one piece."""
    start_ms, before_mm = outcome.started_ms, 0
    for lap, (split, taken) in enumerate(zip(result.splits, marks_taken(outcome), strict=True), start=1):
        lap_mm = None if split.distance_mm is None else split.distance_mm - before_mm
        before_mm = split.distance_mm or 0
        yield _stretch(start_ms, taken.at, pauses, lap_mm, result, split, lap)
        start_ms = taken.at
    if not result.splits:
        yield _stretch(start_ms, outcome.ended_ms, pauses, distance_run_mm(result), result)
    elif outcome.ended_ms > start_ms:
        yield _stretch(start_ms, outcome.ended_ms, pauses, None, result)


def _stretch(
    start_ms: int,
    end_ms: int,
    pauses: tuple[Pause, ...],
    distance_mm: int | None = None,
    result: StepResult | None = None,
    split: SplitResult | None = None,
    lap: int | None = None,
) -> Stretch:
    within = (min(end_ms, pause.end_ms) - max(start_ms, pause.start_ms) for pause in pauses)
    paused_ms = sum(ms for ms in within if ms > 0)
    return Stretch(start_ms, end_ms - start_ms, paused_ms, distance_mm, result, split, lap)
