"""What a whole session came to: fade, spread, splits, targets and the recoveries that were really taken.

It exists because a row of times does not say by itself whether the runner held on, and a faster rep that was bought
with a longer rest is not the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trackclock.core.comparisons import PastRep, SizeKey, SizeKind, delta_between, past_reps
from trackclock.core.comparisons.keys import prescribed_cycles_ms, prescribed_recoveries_ms
from trackclock.core.comparisons.model import Band, Comparison, distance_splits
from trackclock.core.comparisons.rounding import divide
from trackclock.core.figures import PAUSE, Difference, difference, laps_ms, mean_ms, total_ms
from trackclock.core.plan import StepKind
from trackclock.core.progress.runs import FasterRun, faster_runs
from trackclock.core.progress.spread import deltas_on_best, spread_of
from trackclock.core.progress.verdict import TargetTally, Verdict, target_tally, verdicts_of
from trackclock.core.progress.volume import volume_of, was_run
from trackclock.core.results import SessionResults, StepResult


class SplitShape(StrEnum):
    """How a rep was paced: negative is a faster second half, positive a slower one."""

    NEGATIVE = "negative"
    EVEN = "even"
    POSITIVE = "positive"


@dataclass(frozen=True, slots=True)
class RepSplits:
    """How a rep was paced.

    Attributes:
        shape: negative, even (under 0.2 s apart, as shown) or positive.
        difference: time of the second half minus that of the first, as both are shown.
        difference_ms: the same to the millisecond.
    """

    shape: SplitShape
    difference: Difference
    difference_ms: int


@dataclass(frozen=True, slots=True)
class RecoveryTaken:
    """The recovery before a rep, as it was.

    Attributes:
        position: number of the rep's step in the session, from 1.
        actual_ms: how long the runner really rested, what it was paused for included (`StepResult.recovery_ms`).
        prescribed_ms: how long it should have taken; None where it goes by distance, is open or ends with a cycle.
        paused_ms: what it was paused for.
        cycle_ms: the cycle that it should have ended with, from the start of the rep before; None without one.
    """

    position: int
    actual_ms: int
    prescribed_ms: int | None
    paused_ms: int = 0
    cycle_ms: int | None = None


@dataclass(frozen=True, slots=True)
class SizeSummary:
    """The reps of one size.

    Attributes:
        size: their size.
        count: how many of them count.
        best_ms: the fastest of them (of timed reps their duration); None for open reps, which have no best.
        mean_ms: the arithmetic mean of their times.
        mean_shown_ms: that of their times as they are shown.
        fade_ms: the last one minus the first one: positive is a fade; None for a single rep and for open reps.
        spread_ms: the slowest one minus the fastest one; None like `fade_ms`.
        fade: `fade_ms` of the times as they are shown.
        spread: `spread_ms` of the times as they are shown.
        mean_covered_mm: of timed reps the mean distance covered; None if none was given.
    """

    size: SizeKey
    count: int
    best_ms: int | None
    mean_ms: int
    mean_shown_ms: int
    fade_ms: int | None
    spread_ms: int | None
    fade: Difference | None
    spread: Difference | None
    mean_covered_mm: int | None = None


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """What a session came to.

    Attributes:
        reps: `Volume.reps`: those that were run, the excluded ones too.
        excluded: how many of them the runner has left out of comparisons; means, bests and verdicts are without them.
        unconfirmed: the steps of imported reps that nobody has confirmed, from 1: they are no bests.
        doubtful: the steps of reps that are too fast to be true, neither confirmed nor left out, from 1: they count
            for as little as those that are left out.
        skipped: reps that were given up.
        work_mm: `Volume.work_mm`: distance of the reps that were run.
        work_ms: `Volume.work_ms`: running time.
        work_shown_ms: `Volume.work_shown_ms`: what the times of those reps come to as they are shown.
        recovery_ms: time of all recoveries and rests as they were taken, what they were paused for included.
        recovery_shown_ms: what they come to as they are shown.
        recovery_paused_ms: what they were paused for.
        elapsed_ms: from the first press to the newest instant known.
        sizes: the reps size by size, in order of their first rep.
        runs: the run of ever faster reps, size by size, whether or not anybody asked for one.
        verdicts: what became of each aim of the plan, "each faster than the last" first.
        target: how the targets were met; None if no rep had one with a time.
        recoveries: the recovery before each rep that was started, the first one excepted.
    """

    reps: int
    excluded: int
    doubtful: tuple[int, ...]
    unconfirmed: tuple[int, ...]
    skipped: int
    work_mm: int
    work_ms: int
    work_shown_ms: int
    recovery_ms: int
    recovery_shown_ms: int
    recovery_paused_ms: int
    elapsed_ms: int
    sizes: tuple[SizeSummary, ...]
    runs: tuple[FasterRun, ...]
    verdicts: tuple[Verdict, ...]
    target: TargetTally | None
    recoveries: tuple[RecoveryTaken, ...]


def main_summary(sizes: Sequence[SizeSummary]) -> SizeSummary | None:
    """What a session is about: the size over which most metres were run, as `workouts.main_size` has it.

    Returns:
        Where no rep goes by distance the first size that has a best; None where none has.
    """
    by_distance = [size for size in sizes if size.size.kind is SizeKind.DISTANCE]
    if by_distance:
        return max(by_distance, key=lambda size: size.size.amount * size.count)
    return next((size for size in sizes if size.best_ms is not None), None)


def rep_splits(result: StepResult) -> RepSplits | None:
    """How a rep was paced: the time of its second half minus that of its first.

    Where no mark lies at half of the distance (600 m with a mark at 200 m), the time there is interpolated linearly
    between the marks around it.

    Returns:
        None for a rep without an inner mark: nothing is known of its halves.
    """
    splits = distance_splits(result)
    if len(splits) < 2:
        return None
    distance_mm, time_ms = splits[-1]
    marks = tuple((mark, Band(split_ms, split_ms)) for mark, split_ms in splits)
    half = Comparison(Band(time_ms, time_ms), marks).band_at(distance_mm // 2)
    if half is None:
        return None
    first_ms, second_ms = laps_ms((half.low_ms, time_ms))
    apart = difference(second_ms, first_ms)
    shape = SplitShape.EVEN if apart.is_level else SplitShape.NEGATIVE if apart.is_faster else SplitShape.POSITIVE
    return RepSplits(shape, apart, time_ms - 2 * half.low_ms)


def recoveries_of(results: SessionResults) -> tuple[RecoveryTaken, ...]:
    """The recovery before each rep that was started, beside what was prescribed."""
    prescribed = prescribed_recoveries_ms(results.plan.steps)
    cycles = prescribed_cycles_ms(results.plan.steps)
    return tuple(
        RecoveryTaken(
            result.position,
            result.recovery_ms,
            prescribed[result.position - 1],
            result.recovery_paused_ms,
            cycles[result.position - 1],
        )
        for result in results.steps
        if result.step.kind is StepKind.REP and result.recovery_ms is not None
    )


def size_summaries(results: SessionResults) -> tuple[SizeSummary, ...]:
    """Count, mean, fade and spread of the reps of each size that count, in order of their first rep.

    Timed reps are held against each other by pace (`comparisons.delta_of`), those without a distance left out of fade
    and spread, as are exercises and other open reps: how long a set of squats takes says nothing about form.
    """
    groups: dict[SizeKey, list[PastRep]] = {}
    for rep in past_reps("", 0, results):
        groups.setdefault(rep.key.size, []).append(rep)
    return tuple(_size_summary(size, reps) for size, reps in groups.items())


def _size_summary(size: SizeKey, reps: Sequence[PastRep]) -> SizeSummary:
    comparable = [rep for rep in reps if rep.is_comparable]
    times_ms = [rep.time_ms for rep in reps if size.kind is not SizeKind.OPEN]
    fade_ms = spread_ms = fade = spread = None
    if len(comparable) > 1:
        if faded := delta_between(comparable[-1], comparable[0]):
            fade_ms, fade = faded.exact_ms, faded.shown()
        exact = [delta.exact_ms for delta in deltas_on_best(comparable)]
        spread_ms = max(exact) - min(exact)
        spread = spread_of(comparable)
    covered = [rep.covered_mm for rep in reps if rep.covered_mm]
    return SizeSummary(
        size,
        len(reps),
        min(times_ms, default=None),
        divide(sum(rep.time_ms for rep in reps), len(reps)),
        mean_ms([rep.time_ms for rep in reps]),
        fade_ms,
        spread_ms,
        fade,
        spread,
        divide(sum(covered), len(covered)) if covered else None,
    )


def summary_of(results: SessionResults) -> SessionSummary:
    """Everything about one session that needs no other session."""
    reps = [result for result in results.steps if result.step.kind is StepKind.REP]
    volume = volume_of(results)
    taken = [result for result in results.steps if result.step.is_pause and result.time_ms is not None]
    taken_ms = [result.time_ms or 0 for result in taken]
    return SessionSummary(
        reps=volume.reps,
        excluded=sum(result.excluded is not None for result in reps if was_run(result)),
        doubtful=tuple(result.position for result in reps if result.doubtful and result.excluded is None),
        unconfirmed=tuple(result.position for result in reps if result.unconfirmed and result.excluded is None),
        skipped=sum(result.skipped for result in reps),
        work_mm=volume.work_mm,
        work_ms=volume.work_ms,
        work_shown_ms=volume.work_shown_ms,
        recovery_ms=sum(taken_ms),
        recovery_shown_ms=total_ms(taken_ms, PAUSE),
        recovery_paused_ms=sum(result.paused_ms for result in taken),
        elapsed_ms=results.ended_ms,
        sizes=size_summaries(results),
        runs=faster_runs(results),
        verdicts=verdicts_of(results),
        target=target_tally(results),
        recoveries=recoveries_of(results),
    )
