"""The runner's own goal as a line of text: `mile 5:30 on 27 September 2026`.

It exists so that the goal and the day of the race are typed as they are said, and kept as they were typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.goal import parse_goal
from trackclock.core.plan import Goal
from trackclock.errors import TrackclockError

PROPOSAL = "write it as: mile 5:30 on 27 September"

MAX_LENGTH = 80
"""A goal is a line, not a letter."""

_LONGEST_GAP_YEARS = 8
"""From one 29 February to the next it is never longer, as from 2096 to 2104."""

_EPOCH = date(1970, 1, 1)
_ON = re.compile(r"\s+(?:on|by)\s+", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+([A-Za-z]+)\.?,?(?:\s+(\d{4}))?")
_MONTH_FIRST = re.compile(r"([A-Za-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class GoalError(TrackclockError):
    """The line is no goal."""


@dataclass(frozen=True, slots=True)
class RunnersGoal:
    """What the runner trains for.

    Attributes:
        goal: the race.
        race_day: its date, in days since 1970-01-01; None where none was given.
    """

    goal: Goal
    race_day: int | None


def read_goal(text: str, today: int) -> RunnersGoal:
    """Read a goal.

    Args:
        text: such as `mile 5:30`, `mile 5:30 on 27 September`, `5k 19:30 on 2026-10-04`.
        today: the date, in days since 1970-01-01: a race without a year is on the next day of that date.

    Returns:
        The goal.

    Raises:
        GoalError: if it is none.
    """
    parts = _ON.split(text.strip(), maxsplit=1)
    try:
        goal = parse_goal(parts[0])
    except NotationError as error:
        raise GoalError(error.message) from error
    return RunnersGoal(goal, _race_day(parts[1], today) if len(parts) > 1 else None)


def with_year(text: str, today: int) -> str:
    """The line with the year of its race written out, so that it means the same next year.

    Raises:
        GoalError: if it is no goal.
    """
    found = read_goal(text, today)
    if found.race_day is None:
        return " ".join(text.split())
    day = date.fromordinal(_EPOCH.toordinal() + found.race_day)
    return f"{found.goal.text} on {day.day} {day:%B} {day.year}"


def _race_day(text: str, today: int) -> int:
    stripped = text.strip()
    if match := _ISO.fullmatch(stripped):
        return _day_of(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.fullmatch(stripped):
        month, day, year = _month(match[2]), int(match[1]), match[3]
    elif match := _MONTH_FIRST.fullmatch(stripped):
        month, day, year = _month(match[1]), int(match[2]), match[3]
    else:
        raise GoalError(f"'{stripped}' is not a date; {PROPOSAL}")
    if year is not None:
        return _day_of(int(year), month, day)
    this_year = date.fromordinal(_EPOCH.toordinal() + today).year
    for next_year in range(this_year, this_year + _LONGEST_GAP_YEARS + 1):
        found = _days(next_year, month, day)
        if found is not None and found >= today:
            return found
    raise GoalError(f"no year has a {day} {_name_of(month)}; {PROPOSAL}")


def _month(name: str) -> int:
    for number, short in enumerate(_MONTHS, start=1):
        full = date(2000, number, 1).strftime("%B").casefold()
        if name.casefold() in (short, full, "sept" if number == 9 else short):
            return number
    raise GoalError(f"'{name}' is not a month; {PROPOSAL}")


def _name_of(month: int) -> str:
    """A month as it is written; its number where there is no such month."""
    return date(2000, month, 1).strftime("%B") if 1 <= month <= 12 else f"month {month}"


def _day_of(year: int, month: int, day: int) -> int:
    """A date whose year was given, in days since 1970-01-01.

    Raises:
        GoalError: if that year has no such day.
    """
    found = _days(year, month, day)
    if found is None:
        raise GoalError(f"the year {year} has no {day} {_name_of(month)}; {PROPOSAL}")
    return found


def _days(year: int, month: int, day: int) -> int | None:
    """A date in days since 1970-01-01; None where there is no such day, as 29 February in most years."""
    try:
        return date(year, month, day).toordinal() - _EPOCH.toordinal()
    except ValueError:
        return None
