"""The calendar of a year: which days had a session, and which a hard one.

It exists because a year at a glance says what no total does: where the gaps are.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from trackclock.core.progress.load import SessionLoad, monday_of

WEEKS = 53
"""A year and the week that it began in."""


class DayMark(IntEnum):
    """What a day had."""

    AHEAD = -1
    """It is still to come."""
    NONE = 0
    SESSION = 1
    HARD = 2


def year_calendar(loads: Iterable[SessionLoad], today: int) -> tuple[tuple[DayMark, ...], ...]:
    """The last `WEEKS` weeks, oldest first, each from Monday to Sunday; a day with several sessions has its hardest.

    Args:
        loads: the sessions, in any order.
        today: the date, in days since 1970-01-01.
    """
    marks: dict[int, DayMark] = {}
    for load in loads:
        mark = DayMark.HARD if load.is_hard else DayMark.SESSION
        marks[load.day] = max(mark, marks.get(load.day, mark))
    first = monday_of(today) - 7 * (WEEKS - 1)
    return tuple(
        tuple(DayMark.AHEAD if day > today else marks.get(day, DayMark.NONE) for day in range(monday, monday + 7))
        for monday in range(first, today + 1, 7)
    )
