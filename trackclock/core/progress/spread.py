"""How far the reps of one size lie apart: the slowest beside the fastest, the last beside the first.

It exists apart from the summary because the verdict on even reps goes by the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.comparisons import PastRep, delta_between
from trackclock.core.figures import Delta, Difference


def deltas_on_best(reps: Sequence[PastRep]) -> tuple[Delta, ...]:
    """Each of some comparable reps of one size beside the best of them; timed ones by pace."""
    best = reps[0]
    for rep in reps:
        best = rep if rep.is_better_than(best) else best
    return tuple(delta for rep in reps if (delta := delta_between(rep, best)))


def spread_of(reps: Sequence[PastRep]) -> Difference | None:
    """The slowest minus the fastest, as both are shown; None for fewer than two comparable reps."""
    if len(reps) < 2:
        return None
    return max((delta.shown() for delta in deltas_on_best(reps)), key=lambda one: one.shown_ms, default=None)
