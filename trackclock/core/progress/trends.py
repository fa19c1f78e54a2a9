"""Whether times go up or down: over the last eight weeks, and since a year ago.

It exists because a season has bad days, and a line drawn through the last two sessions says nothing; and because a
change that is too small to see in a week is nine seconds in a year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trackclock.core.comparisons.rounding import divide
from trackclock.core.figures import ESTIMATE, Difference, difference

TREND_OF = 60
"""A trend is taken over this many of the newest points: a season of one workout, and its pairs stay countable."""

RECENT_DAYS = 56
"""Eight weeks: a block of training, and long enough for three sessions of one workout."""

YEAR_DAYS = 365
"""A year, so that a summer stands beside a summer."""

FEWEST_POINTS = 3
"""Two points always lie on a line."""

_NS = 1_000_000


class Course(StrEnum):
    """Where times go."""

    FASTER = "faster"
    LEVEL = "level"
    SLOWER = "slower"


@dataclass(frozen=True, slots=True)
class Line:
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
    def change_ms(self) -> int:
        """Change along the line from the first day to the last."""
        return divide(self.slope_ns * (self.last_day - self.first_day), _NS)

    @property
    def change(self) -> Difference:
        """The same as it is shown, with its sign; level under 0.2 s."""
        return difference(self.change_ms, 0, ESTIMATE)

    @property
    def course(self) -> Course:
        """Where the times go; level where the whole change is too small to tell."""
        change = self.change
        if change.is_level:
            return Course.LEVEL
        return Course.FASTER if change.is_faster else Course.SLOWER

    def at_ms(self, day: int) -> int:
        """The line at a day, in milliseconds."""
        return self.start_ms + divide(self.slope_ns * (day - self.first_day), _NS)


@dataclass(frozen=True, slots=True)
class Trend:
    """Where the times of one thing go, in two windows that end today; at least one of them has a line.

    Attributes:
        today: the date, in days since 1970-01-01.
        recent: through the sessions of the last eight weeks; None where they are too few.
        year: through those of the last year; None where they are too few, or the same as the recent ones.
    """

    today: int
    recent: Line | None
    year: Line | None

    @property
    def course(self) -> Course:
        """What its arrow says: where the recent line goes, and where that stands still the one of the year."""
        courses = [line.course for line in (self.recent, self.year) if line is not None]
        return next((course for course in courses if course is not Course.LEVEL), Course.LEVEL)

    @property
    def is_whole_year(self) -> bool:
        """Whether the line of the year goes back to about a year ago, a month more or less."""
        return self.year is not None and self.today - self.year.first_day > YEAR_DAYS - 31


def trend_of(points: Sequence[tuple[int, int]], today: int) -> Trend | None:
    """Where times go, in the two windows that end today.

    Args:
        points: day (days since 1970-01-01) and time in milliseconds, in any order.
        today: the date; points after it are left out.

    Returns:
        None where neither window has enough of them.
    """
    known = sorted(point for point in points if today - YEAR_DAYS < point[0] <= today)[-TREND_OF:]
    late = [point for point in known if point[0] > today - RECENT_DAYS]
    recent = line_of(late)
    year = line_of(known) if len(late) < len(known) else None
    return Trend(today, recent, year) if recent or year else None


def line_of(points: Sequence[tuple[int, int]]) -> Line | None:
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
    return Line(slope_ns, first_day, newest[-1][0], divide(start_ns, _NS), len(newest))


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
