"""How much was run, and how hard: volume per week, days since the last hard session.

It exists because what to do tomorrow depends on what was done this week.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trackclock.core.limits import DAY_MS

HARD_EFFORT = 7
"""A session that the runner rates this high, on the scale of 1 to 10, was hard."""

HARD_WORK_MS = 180_000
"""An unrated session was hard if its reps came to this much running."""

_MONDAY_OFFSET = 3
"""1970-01-01, day 0, was a Thursday."""


@dataclass(frozen=True, slots=True)
class SessionLoad:
    """What a session cost.

    Attributes:
        session_id: the session.
        day: its local date, in days since 1970-01-01.
        work_mm: `Volume.work_mm`.
        total_mm: `Volume.total_mm`.
        work_ms: `Volume.work_ms`.
        effort: how hard the runner found it, 1 to 10; None if unrated.
        reps: `Volume.reps`.
    """

    session_id: str
    day: int
    work_mm: int
    total_mm: int
    work_ms: int
    effort: int | None = None
    reps: int = 0

    @property
    def is_hard(self) -> bool:
        """Whether the session was hard.

        The runner's word decides: an effort of 7 or more is hard, one of 6 or less is not. Unrated, three minutes
        of running in reps make it hard: intervals are, until the runner says otherwise.
        """
        return self.work_ms >= HARD_WORK_MS if self.effort is None else self.effort >= HARD_EFFORT


@dataclass(frozen=True, slots=True)
class WeekVolume:
    """What was run in one week.

    Attributes:
        monday: its first day, in days since 1970-01-01.
        sessions: how many sessions.
        hard: how many of them were hard.
        work_mm: the sum of `Volume.work_mm`.
        total_mm: the sum of `Volume.total_mm`.
        work_ms: the sum of `Volume.work_ms`.
        reps: the sum of `Volume.reps`.
    """

    monday: int
    sessions: int = 0
    hard: int = 0
    work_mm: int = 0
    total_mm: int = 0
    work_ms: int = 0
    reps: int = 0


def local_day(wall_ms: int, utc_offset_s: int) -> int:
    """The local date of an instant, in days since 1970-01-01.

    Args:
        wall_ms: milliseconds since 1970 in UTC.
        utc_offset_s: how far local time was ahead of UTC then.
    """
    return (wall_ms + utc_offset_s * 1_000) // DAY_MS


def monday_of(day: int) -> int:
    """The Monday of the week that a day lies in."""
    return day - (day + _MONDAY_OFFSET) % 7


def week_volumes(loads: Iterable[SessionLoad], today: int) -> tuple[WeekVolume, ...]:
    """What was run week by week, from the first session to this week; idle weeks included.

    Args:
        loads: the sessions in any order; those after `today`, which only a wrong clock can have made, are left out.
        today: the date, in days since 1970-01-01.
    """
    weeks: dict[int, WeekVolume] = {}
    for load in loads:
        if load.day > today:
            continue
        monday = monday_of(load.day)
        week = weeks.get(monday, WeekVolume(monday))
        weeks[monday] = WeekVolume(
            monday,
            week.sessions + 1,
            week.hard + load.is_hard,
            week.work_mm + load.work_mm,
            week.total_mm + load.total_mm,
            week.work_ms + load.work_ms,
            week.reps + load.reps,
        )
    if not weeks:
        return ()
    return tuple(weeks.get(monday, WeekVolume(monday)) for monday in range(min(weeks), monday_of(today) + 1, 7))


def days_since_hard(loads: Iterable[SessionLoad], today: int) -> int | None:
    """Days since the last hard session, 0 if it was today; None if there was none."""
    days = [load.day for load in loads if load.is_hard and load.day <= today]
    return today - max(days) if days else None
