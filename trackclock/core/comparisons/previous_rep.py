"""The comparison with the rep before.

It exists because "each faster than the last" is the seed of this project.
"""

from __future__ import annotations

from trackclock.core.comparisons.keys import size_key
from trackclock.core.comparisons.model import (
    Comparison,
    ComparisonGenerator,
    RepContext,
    comparison_with,
    distance_splits,
    is_counting,
)
from trackclock.core.plan import ByTime, Open
from trackclock.core.results import StepResult


def find(context: RepContext) -> StepResult | None:
    """The last rep of equal size in this session that counts; a timed one only with the distance it covered.

    An open rep has none: it has no size (`PastRep.is_comparable`).
    """
    if isinstance(context.step.end, Open):
        return None
    size = size_key(context.step)
    is_timed = isinstance(context.step.end, ByTime)
    for result in reversed(context.before):
        if is_counting(result) and size_key(result.step) == size and (result.covered_mm or not is_timed):
            return result
    return None


def _generate(context: RepContext) -> Comparison | None:
    """The times of the last rep of equal size in this session that counts; None if there is none."""
    result = find(context)
    if result is None or result.time_ms is None:
        return None
    return comparison_with(result.time_ms, distance_splits(result), result.covered_mm)


PREVIOUS_REP = ComparisonGenerator("previous_rep", "Previous rep", "rep before", _generate, tight_name="Before")
