"""The comparison with the target of the rep.

It exists because a coach asks one thing at every mark: is that on the time we said?
"""

from __future__ import annotations

from itertools import accumulate

from trackclock.core.comparisons.keys import is_exercise
from trackclock.core.comparisons.model import Band, Comparison, ComparisonGenerator, RepContext
from trackclock.core.comparisons.rounding import divide
from trackclock.core.plan import ByTime


def _generate(context: RepContext) -> Comparison | None:
    """The target's times: at the marks by its own laps where it names one for each, else by even pace.

    Returns:
        None where the rep has no target, or one without a time ("80 % effort"), for a timed rep, whose time is
        always the same, and for an exercise, which is not done for the time.
    """
    step = context.step
    if step.target is None or isinstance(step.end, ByTime) or is_exercise(step):
        return None
    low_ms, high_ms, laps_ms = step.target.low_ms, step.target.high_ms, step.target.laps_ms
    if low_ms is None or high_ms is None:
        if not laps_ms:
            return None
        low_ms = high_ms = sum(laps_ms)
    finish = Band(low_ms, high_ms)
    distance_mm = step.distance_mm
    if distance_mm is None:
        return Comparison(finish)
    marks = step.marks_mm or (distance_mm,)
    if len(laps_ms) == len(marks):
        bands = [Band(split_ms, split_ms) for split_ms in accumulate(laps_ms)]
    else:
        bands = [Band(divide(low_ms * mark, distance_mm), divide(high_ms * mark, distance_mm)) for mark in marks]
    return Comparison(finish, (*zip(marks[:-1], bands[:-1], strict=True), (marks[-1], finish)))


TARGET = ComparisonGenerator("target", "Target", "target", _generate, leads=True)
