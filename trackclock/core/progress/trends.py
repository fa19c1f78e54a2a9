"""Whether times go up or down over weeks.

It exists because a season has bad days, and a line drawn through the last two sessions says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trackclock.core.comparisons.rounding import divide

TREND_OF = 60
"""A trend is taken over this many of the newest points: a season of one workout, and its pairs stay countable."""

LEVEL_WEEK_MS = 100
"""A change of less than this a week is level: it is the least that is shown."""

FEWEST_POINTS = 3
"""Two points always lie on a line."""

_NS = 1_000_000


class Course(StrEnum):
    """Where times go."""

    FASTER = "faster"
    LEVEL = "level"
    SLOWER = "slower"


@dataclass(frozen=True, slots=True)
class Trend:
    """A straight line through times over days.

    Attributes:
        slope_ns: change of the time in nanoseconds a day; negative is getting faster.
        first_day: day of the first point, from which the line is counted.
        last_day: day of the last point.
        start_ms: the line at `first_day`.
        points: how many points it was drawn through.
    """

    slope_ns: int
    first_day: int
    last_day: int
    start_ms: int
    points: int

    @property
    def per_week_ms(self) -> int:
        """Change a week in milliseconds; negative is getting faster."""
        return divide(self.slope_ns * 7, _NS)

    @property
    def course(self) -> Course:
        """Where the times go; level where a week changes them by less than 0.1 s."""
        if abs(self.per_week_ms) < LEVEL_WEEK_MS:
            return Course.LEVEL
        return Course.FASTER if self.per_week_ms < 0 else Course.SLOWER

    @property
    def change_ms(self) -> int:
        """Change along the line from the first day to the last."""
        return divide(self.slope_ns * (self.last_day - self.first_day), _NS)

    def at_ms(self, day: int) -> int:
        """The line at a day, in milliseconds."""
        return self.start_ms + divide(self.slope_ns * (day - self.first_day), _NS)


def trend_of(points: Sequence[tuple[int, int]]) -> Trend | None:
    """The Theil-Sen line through times over days, which bad days do not bend.

    The slope is the median of the slopes of all pairs of points on different days, the intercept the median of what is
    left (P. K. Sen, J. Am. Stat. Assoc. 63, 1968). Unlike least squares it stays where it is as long as no more than
    29 % of the sessions are far off.

    Args:
        points: day (days since 1970-01-01) and time in milliseconds, in any order. Only the newest `TREND_OF` count.

    Returns:
        None for fewer than `FEWEST_POINTS` points or where all lie on one day. Slopes are kept in whole nanoseconds a
        day, the median of an even number is the mean of the two in the middle.
    """
    newest = sorted(points)[-TREND_OF:]
    if len(newest) < FEWEST_POINTS:
        return None
    # `divide`, written out: a table asks for tens of thousands of these while its reader waits.
    slopes = [
        (2 * _NS * (later_ms - earlier_ms) + days) // (2 * days)
        for index, (earlier, earlier_ms) in enumerate(newest)
        for later, later_ms in newest[index + 1 :]
        if (days := later - earlier)
    ]
    if not slopes:
        return None
    slope_ns = median(slopes)
    first_day = newest[0][0]
    start_ns = median([time_ms * _NS - slope_ns * (day - first_day) for day, time_ms in newest])
    return Trend(slope_ns, first_day, newest[-1][0], divide(start_ns, _NS), len(newest))


def median(values: Sequence[int]) -> int:
    """The middle of the sorted values, or the mean of the two in the middle, rounded to the nearest integer.

    Raises:
        ValueError: if there are none.
    """
    if not values:
        raise ValueError("the median of nothing")
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else divide(ordered[middle - 1] + ordered[middle], 2)
