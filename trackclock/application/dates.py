"""How dates and instants are written.

It exists so that every screen, and what is said of a session before there is a screen, puts them the same way.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Final

from trackclock.errors import UsageError
from trackclock.formats.dates import short_date as short_date

_EPOCH = date(1970, 1, 1)
_AGO: Final = re.compile(r"([0-9]{1,4})([dw])")
_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_DAYS: Final = {"d": 1, "w": 7}


def day_text(day: int) -> str:
    """A local date: `2026-05-01`.

    Args:
        day: days since 1970-01-01.
    """
    return (_EPOCH + timedelta(days=day)).isoformat()


def date_text(day: int) -> str:
    """A local date as it is said: `3 Aug 2026`; days since 1970-01-01."""
    when = _EPOCH + timedelta(days=day)
    return f"{when.day} {when:%b} {when.year:04}"


def axis_date(day: int, *, is_long: bool) -> str:
    """A local date on the axis of a chart: `Sep 10`; `Sep 2026` on a long one; days since 1970-01-01."""
    when = _EPOCH + timedelta(days=day)
    return f"{when:%b} {when.year:04}" if is_long else f"{when:%b} {when.day}"


def month_text(day: int) -> str:
    """The month of a local date: `August 2026`; days since 1970-01-01."""
    when = _EPOCH + timedelta(days=day)
    return f"{when:%B} {when.year:04}"


def local_weekday_text(wall_ms: int, utc_offset_s: int) -> str:
    """The local weekday, date and time of an instant, in columns: `Fri  1 May 17:30`; as for `local_text`."""
    when = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=wall_ms, seconds=utc_offset_s)
    return f"{when:%a} {when.day:>2} {when:%b %H:%M}"


def weekday_text(day: int) -> str:
    """A local date with its weekday: `Fri 1 May`; days since 1970-01-01."""
    when = _EPOCH + timedelta(days=day)
    return f"{when:%a} {when.day} {when:%b}"


def day_since(text: str, today: int) -> int:
    """The first day that is meant: `2026-05-01`, `2026-05` or `2026`, or so long ago: `30d`, `8w`.

    Args:
        text: what was typed.
        today: the local date, in days since 1970-01-01.

    Returns:
        Days since 1970-01-01.

    Raises:
        UsageError: if it is none of these.
    """
    typed = text.strip().lower()
    if ago := _AGO.fullmatch(typed):
        return today - int(ago[1]) * _DAYS[ago[2]]
    if _DATE.fullmatch(typed):
        with suppress(ValueError):  # there is no such day
            return (date.fromisoformat(f"{typed}{'-01' * (2 - typed.count('-'))}") - _EPOCH).days
    raise UsageError(f"{text!r} is no date; write 2026-05-01, 2026-05, or how long ago: 30d, 8w")


def local_text(wall_ms: int, utc_offset_s: int) -> str:
    """The local date and time of an instant, where it happened: `2026-05-01 17:30`.

    Args:
        wall_ms: milliseconds since 1970 in UTC.
        utc_offset_s: how far local time was ahead of UTC there.
    """
    when = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=wall_ms, seconds=utc_offset_s)
    return f"{when:%Y-%m-%d %H:%M}"
