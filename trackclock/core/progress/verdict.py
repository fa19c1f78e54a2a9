"""The verdict on a session: whether each aim of its plan was met, by the reps of each size.

It exists because a runner is judged by what was asked: by the run of ever faster reps where the plan wants one, by the
target where there is one, by evenness where the reps are simply alike. An aim that nobody set is never missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from trackclock.core.comparisons import NO_HISTORY, PastRep, SizeKey, deltas_at, is_counting, size_key
from trackclock.core.comparisons.target import TARGET
from trackclock.core.figures import LEVEL_MS, Difference
from trackclock.core.plan import StepKind
from trackclock.core.progress.asked import asks_each_faster
from trackclock.core.progress.runs import FasterRun, RunState, comparable_reps, run_of
from trackclock.core.progress.spread import spread_of
from trackclock.core.results import SessionResults, StepResult

EVEN_PERCENT = 2
"""Reps of one size are even where the slowest took at most this much longer than the fastest: 1.6 s of 80 s a lap,
which is what a pace table tells from one line to the next."""

_FEWEST_FOR_PRAISE = 3
"""A run of ever faster reps that nobody asked for is worth a word from so many reps on: of two, one always is."""


class Aim(StrEnum):
    """What reps are judged by."""

    EACH_FASTER = "each_faster"
    TARGET = "target"
    EVEN = "even"


class VerdictState(StrEnum):
    """What became of an aim.

    Met: kept to the end. Partly: no rep too slow in a run, though not each clearly faster; of targets at least half
    met. Missed: an aim of the plan was missed. Open: nobody had set one, so that there is only a fact to tell.
    """

    MET = "met"
    PARTLY = "partly"
    MISSED = "missed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class TargetTally:
    """How many reps met their target: `inside` is within 0.2 s of its bounds.

    Attributes:
        faster: reps that were faster than the target, or than all of its range.
        inside: reps on the target or inside its range.
        slower: reps that were slower.
        met: the reps that did what was asked: not slower than a single time, inside a range, and where the target is
            "slower than" a time not faster.
        worst: of those that missed it the one farthest off, to the nearer bound, as shown; None where none did.
    """

    faster: int = 0
    inside: int = 0
    slower: int = 0
    met: int = 0
    worst: Difference | None = None

    @property
    def reps(self) -> int:
        """How many reps had a target with a time."""
        return self.faster + self.inside + self.slower


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on the reps of one size that had one aim.

    Attributes:
        size: their size.
        aim: what they are judged by.
        state: what became of it.
        reps: how many of them count.
        run: the run of them; None where fewer than two can be held against each other.
        tally: of targets, how they were met.
        bounds_ms: of targets, the fastest and the slowest time wanted, where all of them are the same.
        spread: the slowest minus the fastest, as both are shown; None like `run`.
    """

    size: SizeKey
    aim: Aim
    state: VerdictState
    reps: int
    run: FasterRun | None = None
    tally: TargetTally | None = None
    bounds_ms: tuple[int, int] | None = None
    spread: Difference | None = None

    @property
    def is_each_faster(self) -> bool:
        """Whether the run was kept, where it was asked for or is long enough for a word of praise."""
        is_long = self.aim is Aim.EACH_FASTER or self.reps >= _FEWEST_FOR_PRAISE
        return self.run is not None and self.run.state is RunState.KEPT and is_long

    @property
    def is_worth_saying(self) -> bool:
        """Whether it says more than the mean and the spread of the reps do: an aim, evenness, or a run."""
        return self.state is not VerdictState.OPEN or self.is_each_faster


def verdicts_of(results: SessionResults) -> tuple[Verdict, ...]:
    """The verdict on each aim of a session, those on "each faster than the last" first, then in order of the reps.

    The reps of one size are judged by what the plan asks of them: the run where it is to be each faster than the last
    (`asks_each_faster`), the targets where they have one with a time, and where neither is asked how even they were.
    Reps that do not count (`comparisons.is_counting`) are in none of it.
    """
    groups = comparable_reps(results)
    by_position = {result.position: result for result in results.steps}
    asked: list[Verdict] = []
    others: list[Verdict] = []
    for size in _sizes(results):
        reps = groups.get(size, [])
        wanted = [rep for rep in reps if asks_each_faster(results.plan, by_position[rep.position].step)]
        if len(wanted) > 1:
            asked.append(_run_verdict(results, wanted))
        if (target := _target_verdict(results, size, reps)) is not None:
            others.append(target)
        elif len(wanted) < 2 <= len(reps):
            others.append(_even_verdict(results, reps))
    return (*asked, *others)


def target_tally(results: SessionResults) -> TargetTally | None:
    """How the targets of a whole session were met; None if no rep had one with a time."""
    return _tally(results, (result.position for result in results.steps))


def _sizes(results: SessionResults) -> list[SizeKey]:
    reps = (result for result in results.steps if result.step.kind is StepKind.REP and is_counting(result))
    return list(dict.fromkeys(size_key(result.step) for result in reps))


def _run_verdict(results: SessionResults, reps: Sequence[PastRep]) -> Verdict:
    run = run_of(results, reps)
    states = {
        RunState.KEPT: VerdictState.MET,
        RunState.HELD: VerdictState.PARTLY,
        RunState.BROKEN: VerdictState.MISSED,
    }
    return Verdict(run.size, Aim.EACH_FASTER, states[run.state], len(reps), run, spread=spread_of(reps))


def _target_verdict(results: SessionResults, size: SizeKey, reps: Sequence[PastRep]) -> Verdict | None:
    found = [result for result in results.steps if is_counting(result) and size_key(result.step) == size]
    tally = _tally(results, (result.position for result in found))
    if tally is None:
        return None
    if tally.met == tally.reps:
        state = VerdictState.MET
    else:
        state = VerdictState.PARTLY if tally.met * 2 >= tally.reps else VerdictState.MISSED
    bounds = {bounds for result in found if (bounds := _bounds_ms(result)) is not None}
    run = run_of(results, reps) if len(reps) > 1 else None
    only = bounds.pop() if len(bounds) == 1 else None
    return Verdict(size, Aim.TARGET, state, tally.reps, run, tally, only, spread_of(reps))


def _even_verdict(results: SessionResults, reps: Sequence[PastRep]) -> Verdict:
    spread = spread_of(reps)
    fastest_ms = min(rep.time_ms for rep in reps)
    is_even = spread is not None and (spread.shown_ms < LEVEL_MS or spread.shown_ms * 100 <= fastest_ms * EVEN_PERCENT)
    state = VerdictState.MET if is_even else VerdictState.OPEN
    return Verdict(reps[0].key.size, Aim.EVEN, state, len(reps), run_of(results, reps), spread=spread)


def _tally(results: SessionResults, positions: Iterable[int]) -> TargetTally | None:
    wanted = frozenset(positions)
    faster = inside = slower = met = 0
    worst: Difference | None = None
    for index, result in enumerate(results.steps):
        delta = deltas_at(results, index, NO_HISTORY).against(TARGET) if result.position in wanted else None
        if delta is None:
            continue
        shown = delta.shown()
        is_inside, is_faster = shown.is_level, shown.is_faster
        faster, inside, slower = faster + is_faster, inside + is_inside, slower + (not is_inside and not is_faster)
        if is_inside or (is_faster is not _is_slower_than(result) and delta.low_ms == delta.high_ms):
            met += 1
        elif worst is None or abs(shown.shown_ms) > abs(worst.shown_ms):
            worst = shown
    return TargetTally(faster, inside, slower, met, worst) if faster + inside + slower else None


def _is_slower_than(result: StepResult) -> bool:
    """Whether the target asks for no more than a time: "slower than goal pace"."""
    return result.step.target is not None and result.step.target.text.casefold().startswith("slower")


def _bounds_ms(result: StepResult) -> tuple[int, int] | None:
    target = result.step.target
    if target is None or target.low_ms is None or target.high_ms is None:
        return None
    return target.low_ms, target.high_ms
