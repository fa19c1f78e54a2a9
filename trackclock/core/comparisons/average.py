"""The comparison with the average of this rep.

It exists because one past session may have been a bad day, and the mean of several is not.
"""

from __future__ import annotations

from trackclock.core.comparisons.model import (
    Band,
    Comparison,
    ComparisonGenerator,
    RepContext,
    comparison_with,
)
from trackclock.core.comparisons.rounding import divide


def _generate(context: RepContext) -> Comparison | None:
    """The arithmetic mean of the newest like reps (`AVERAGE_OF` at most), at the finish and at each mark.

    The marks are those of the newest of them; where another rep lacks one, its time there is interpolated.

    Returns:
        None if there is no earlier rep.
    """
    reps = context.history.newest
    if not reps:
        return None
    comparisons = [comparison_with(rep.time_ms, rep.splits, rep.covered_mm) for rep in reps]
    marks: list[tuple[int, Band]] = []
    for distance_mm, _ in reps[0].splits:
        bands = [band for comparison in comparisons if (band := comparison.band_at(distance_mm))]
        marks.append((distance_mm, _mean([band.low_ms for band in bands])))
    covered = [rep.covered_mm for rep in reps if rep.covered_mm]
    return Comparison(
        _mean([rep.time_ms for rep in reps]),
        tuple(marks),
        divide(sum(covered), len(covered)) if covered else None,
    )


def _mean(times_ms: list[int]) -> Band:
    mean_ms = divide(sum(times_ms), len(times_ms))
    return Band(mean_ms, mean_ms)


AVERAGE = ComparisonGenerator("average", "Average", "average", _generate, has_column=False)
