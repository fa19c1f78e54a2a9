"""The comparison with the best of this rep.

It exists because a best is what a runner chases when there is no race.
"""

from __future__ import annotations

from trackclock.core.comparisons.model import Comparison, ComparisonGenerator, RepContext, comparison_with


def _generate(context: RepContext) -> Comparison | None:
    """The times of the best like rep of all earlier sessions, with that rep's own splits; None if there is none."""
    rep = context.history.best
    if rep is None:
        return None
    return comparison_with(rep.time_ms, rep.splits, rep.covered_mm)


BEST = ComparisonGenerator("best", "Best of this rep", "best", _generate, is_best=True)
