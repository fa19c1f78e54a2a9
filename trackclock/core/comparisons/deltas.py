"""The deltas of finished reps against every comparison.

It exists so that the summary, the history and the JSON print the same numbers from one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from trackclock.core.comparisons.keys import LikeKey, SizeKind, like_keys
from trackclock.core.comparisons.known import TABLED
from trackclock.core.comparisons.model import (
    NO_HISTORY,
    Comparison,
    ComparisonGenerator,
    LikeHistory,
    PastRep,
    RepContext,
    is_counting,
)
from trackclock.core.comparisons.rounding import divide
from trackclock.core.figures import Delta, Difference
from trackclock.core.plan import ByTime
from trackclock.core.results import SessionResults, StepResult


@dataclass(frozen=True, slots=True)
class Deltas:
    """What a rep came to against its comparisons.

    Attributes:
        found: each comparison of `TABLED` that the rep has, with the delta against it.
    """

    found: tuple[tuple[ComparisonGenerator, Delta], ...] = ()

    def against(self, comparison: ComparisonGenerator) -> Delta | None:
        """The one against a comparison; None where the rep has none."""
        return next((delta for other, delta in self.found if other is comparison), None)

    def shown(self, comparison: ComparisonGenerator) -> Difference | None:
        """The one against a comparison, in the figures of a result."""
        delta = self.against(comparison)
        return None if delta is None else delta.shown()

    def exact_ms(self) -> dict[str, int | None]:
        """The deltas in milliseconds, by the names that the JSON uses."""
        found = {comparison.kind: delta.exact_ms for comparison, delta in self.found}
        return {comparison.kind: found.get(comparison.kind) for comparison in TABLED}

    @property
    def is_best(self) -> bool:
        """Whether it is a new best, which the digits of the result show: the star, the gold and the sound of a best."""
        return any(comparison.is_best and delta.shown().shown_ms < 0 for comparison, delta in self.found)


NO_DELTAS = Deltas()
"""What a step has that is held against nothing."""


def delta_of(result: StepResult, comparison: Comparison | None) -> Delta | None:
    """The time of a finished rep beside its comparison.

    A timed rep always takes the same time, so it is held against the other one's pace, once both distances are
    known: its time beside the time that the other would have needed, at its own even pace, for the distance covered
    now: `time - other_time * covered / other_covered`. Negative is faster here too.

    Returns:
        None without a comparison, for a rep without a time and for a timed rep whose distance, or the other's, is
        not known. Open reps have no comparison but their target.
    """
    if comparison is None or result.time_ms is None:
        return None
    if not isinstance(result.step.end, ByTime):
        return comparison.finish.delta(result.time_ms)
    return _by_pace(result.time_ms, result.covered_mm, comparison.finish.high_ms, comparison.covered_mm)


def delta_between(rep: PastRep, other: PastRep) -> Delta | None:
    """The time of one rep beside that of another of equal size, timed reps by pace as in `delta_of`.

    Returns:
        None for open reps and for timed ones without distances.
    """
    if not (rep.is_comparable and other.is_comparable):
        return None
    if rep.key.size.kind is SizeKind.TIME:
        return _by_pace(rep.time_ms, rep.covered_mm, other.time_ms, other.covered_mm)
    return Delta(rep.time_ms, other.time_ms, other.time_ms)


def _by_pace(time_ms: int, covered_mm: int | None, other_ms: int, other_mm: int | None) -> Delta | None:
    if not covered_mm or not other_mm:
        return None
    needed_ms = divide(other_ms * covered_mm, other_mm)
    return Delta(time_ms, needed_ms, needed_ms)


def deltas_at(results: SessionResults, index: int, history: LikeHistory = NO_HISTORY) -> Deltas:
    """The deltas of one result.

    Args:
        results: what the session came to.
        index: which of `results.steps`.
        history: the like reps of earlier sessions.

    Returns:
        No deltas at all for whatever is not a rep that counts (`is_counting`).
    """
    result = results.steps[index]
    if not is_counting(result):
        return NO_DELTAS
    context = RepContext(result.step, results.steps[:index], history)
    found: list[tuple[ComparisonGenerator, Delta]] = []
    for comparison in TABLED:
        delta = delta_of(result, comparison.generate(context))
        if delta is not None:
            found.append((comparison, replace(delta, is_against_best=True) if comparison.is_best else delta))
    return Deltas(tuple(found))


def deltas_of(results: SessionResults, history: Mapping[LikeKey, LikeHistory]) -> tuple[Deltas, ...]:
    """The deltas of every result of a session.

    Args:
        results: what the session came to.
        history: the like reps of the sessions that were started before this one, by key.

    Returns:
        One for each of `results.steps`, in order; recoveries have none.
    """
    keys = like_keys(results.plan.steps)
    return tuple(
        deltas_at(results, index, history.get(key, NO_HISTORY) if key else NO_HISTORY)
        for index, key in enumerate(keys[result.position - 1] for result in results.steps)
    )
