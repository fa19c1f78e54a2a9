"""The deltas of finished reps against every comparison.

It exists so that the summary, the history and the JSON print the same numbers from one place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from trackclock.core.comparisons import average, best, last_session, previous_rep, target
from trackclock.core.comparisons.keys import LikeKey, SizeKind, like_keys
from trackclock.core.comparisons.model import (
    NO_HISTORY,
    Comparison,
    ComparisonKind,
    LikeHistory,
    PastRep,
    RepContext,
    is_counting,
)
from trackclock.core.comparisons.rounding import divide
from trackclock.core.plan import ByTime
from trackclock.core.results import SessionResults, StepResult

GENERATORS: Mapping[ComparisonKind, Callable[[RepContext], Comparison | None]] = {
    ComparisonKind.TARGET: target.generate,
    ComparisonKind.PREVIOUS_REP: previous_rep.generate,
    ComparisonKind.LAST_SESSION: last_session.generate,
    ComparisonKind.BEST: best.generate,
    ComparisonKind.AVERAGE: average.generate,
}
"""Every comparison, in the order in which one key cycles through them."""

NAMES: Mapping[ComparisonKind, tuple[str, str]] = {
    ComparisonKind.TARGET: (target.NAME, target.SHORT_NAME),
    ComparisonKind.PREVIOUS_REP: (previous_rep.NAME, previous_rep.SHORT_NAME),
    ComparisonKind.LAST_SESSION: (last_session.NAME, last_session.SHORT_NAME),
    ComparisonKind.BEST: (best.NAME, best.SHORT_NAME),
    ComparisonKind.AVERAGE: (average.NAME, average.SHORT_NAME),
}
"""The name and the short name of each comparison, for the screens."""


@dataclass(frozen=True, slots=True)
class Deltas:
    """What a rep came to against its comparisons, in milliseconds; negative is faster, None where there is none.

    Attributes:
        previous_rep: against the last rep of equal size in the session that counts.
        target: against the nearer bound of the target, 0 inside.
        last_session: against the like rep of the newest earlier session that has one.
        best: against the best like rep of all earlier sessions: negative is a new best.
    """

    previous_rep: int | None = None
    target: int | None = None
    last_session: int | None = None
    best: int | None = None

    def as_dict(self) -> dict[str, int | None]:
        """The deltas by the names that the JSON uses."""
        return asdict(self)


NO_DELTAS = Deltas()
"""What a step has that is held against nothing."""


def delta_ms(result: StepResult, comparison: Comparison | None) -> int | None:
    """The time of a finished rep minus its comparison.

    A timed rep always takes the same time, so it is held against the other one's pace, once both distances are
    known: its time minus the time that the other would have needed, at its own even pace, for the distance covered
    now: `time - other_time * covered / other_covered`. Negative is faster here too.

    Returns:
        The delta in milliseconds, negative is faster; None without a comparison, for a rep without a time and for
        a timed rep whose distance, or the other's, is not known. Open reps have no comparison but their target.
    """
    if comparison is None or result.time_ms is None:
        return None
    if not isinstance(result.step.end, ByTime):
        return comparison.finish.delta_ms(result.time_ms)
    return _by_pace(result.time_ms, result.covered_mm, comparison.finish.high_ms, comparison.covered_mm)


def delta_between(rep: PastRep, other: PastRep) -> int | None:
    """The time of one rep minus that of another of equal size, timed reps by pace as in `delta_ms`.

    Returns:
        The delta in milliseconds, negative is faster; None for open reps and for timed ones without distances.
    """
    if not (rep.is_comparable and other.is_comparable):
        return None
    if rep.key.size.kind is SizeKind.TIME:
        return _by_pace(rep.time_ms, rep.covered_mm, other.time_ms, other.covered_mm)
    return rep.time_ms - other.time_ms


def _by_pace(time_ms: int, covered_mm: int | None, other_ms: int, other_mm: int | None) -> int | None:
    if not covered_mm or not other_mm:
        return None
    return time_ms - divide(other_ms * covered_mm, other_mm)


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
    return Deltas(
        previous_rep=delta_ms(result, previous_rep.generate(context)),
        target=delta_ms(result, target.generate(context)),
        last_session=delta_ms(result, last_session.generate(context)),
        best=delta_ms(result, best.generate(context)),
    )


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
