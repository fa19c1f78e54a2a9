"""How a date is said in a sentence.

It exists below the screens because the sentences of `show` name sessions by their day as well.
"""

from __future__ import annotations

from datetime import date, timedelta

_LONG_AGO_DAYS = 300


def short_date(day: int, today: int | None = None) -> str:
    """A local date as it is said: `3 Aug`; `3 Aug 2025` where that would be taken for another year.

    Args:
        day: days since 1970-01-01.
        today: the day of whatever it is said of; None where the year is plain anyway.
    """
    when = date(1970, 1, 1) + timedelta(days=day)
    year = "" if today is None or abs(today - day) < _LONG_AGO_DAYS else f" {when.year:04}"
    return f"{when.day} {when:%b}{year}"
