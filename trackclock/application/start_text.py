"""The date and start of a session as they are typed: `2026-05-01 17:30`, or only what is wrong of it.

It exists apart from the dialog so that what is read as a date can be tested without a screen.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from trackclock.application.dates import local_text
from trackclock.errors import TrackclockError
from trackclock.ports import Clock, Start

PROPOSAL = "such as 2026-05-01 17:30"

_SLACK_MS = 60_000
"""A start is typed to the minute, and one of this very minute lies in no future."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WHEN = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2}))?(?:(?:^|[T ,]+)(\d{1,2}):(\d{2}))?", re.ASCII)


class StartError(TrackclockError):
    """What was typed cannot be taken."""


def start_of_text(text: str, start: Start, clock: Clock) -> tuple[int, int]:
    """Read when a session began, in the local time of its place.

    Args:
        text: `2026-05-01 17:30`; a date alone keeps the time of day, a time alone keeps the date.
        start: when it is said to have begun so far.
        clock: for what time it is now, and for summer and winter time.

    Returns:
        The first press in milliseconds since 1970 in UTC, and how far local time was ahead of UTC then, in seconds.

    Raises:
        StartError: if it is no date, or one in the future.
    """
    local = _local_of(text, start)
    local_ms = round((local - _EPOCH).total_seconds() * 1_000)
    # The place is that of the session, which may be another than this machine's; summer time is this machine's.
    guess_ms = local_ms - start.utc_offset_s * 1_000
    offset_s = start.utc_offset_s + clock.utc_offset_s(guess_ms) - clock.utc_offset_s(start.wall_ms)
    wall_ms = local_ms - offset_s * 1_000
    now_ms = clock.wall_ms()
    if wall_ms > now_ms + _SLACK_MS:
        now = local_text(now_ms, clock.utc_offset_s())
        raise StartError(f"That lies in the future: this machine says that it is {now}")
    if wall_ms < 0:
        raise StartError(f"No session began before 1970; write it {PROPOSAL}")
    return wall_ms, offset_s


def _local_of(text: str, start: Start) -> datetime:
    """The local date and time, as if they were in UTC."""
    match = _WHEN.fullmatch(text.strip())
    if not text.strip() or match is None:
        raise StartError(f"That is not a date and a time; write them {PROPOSAL}")
    year, month, day, hour, minute = (None if part is None else int(part) for part in match.groups())
    was = _EPOCH + timedelta(milliseconds=start.wall_ms, seconds=start.utc_offset_s)
    try:
        if year is not None and month is not None and day is not None:
            was = was.replace(year=year, month=month, day=day)
        if hour is not None and minute is not None:
            was = was.replace(hour=hour, minute=minute, second=0, microsecond=0)
    except ValueError as error:
        raise StartError(f"There is no such date or time; write them {PROPOSAL}") from error
    return was
