"""The comparison with the same rep of the last session that has it.

It exists because a runner wants to know whether this week is faster than the last one, like for like.
"""

from __future__ import annotations

from trackclock.core.comparisons.model import Comparison, ComparisonGenerator, RepContext, comparison_with


def _generate(context: RepContext) -> Comparison | None:
    """The times of the like rep in the newest earlier session that has one; None if there is none."""
    rep = context.history.last
    if rep is None:
        return None
    return comparison_with(rep.time_ms, rep.splits, rep.covered_mm)


LAST_SESSION = ComparisonGenerator(
    "last_session", "Same rep last session", "last session", _generate, tight_name="Last ses"
)
