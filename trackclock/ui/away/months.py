"""A list of sessions by date with a line above each month.

It exists apart from the screen because which row is which is arithmetic, and can be tested without one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from trackclock.ports import MonthRow


class Months:
    """Where the sessions and the lines of their months stand in a list."""

    def __init__(self, months: Sequence[MonthRow] = ()) -> None:
        """Take the months in the order of the list; none where it has no such lines."""
        self._months = tuple(months)
        starts = accumulate((month.sessions + month.deleted + 1 for month in self._months), initial=0)
        self._starts = tuple(starts)[:-1] if self._months else ()
        self._known = frozenset(self._starts)

    @property
    def headings(self) -> frozenset[int]:
        """The rows that are lines of months."""
        return self._known

    def month(self, row: int) -> MonthRow | None:
        """The month that a row is the line of; None where it is a session's."""
        return self._months[self._starts.index(row)] if row in self._known else None

    def place(self, row: int) -> int:
        """Which session, from 0, a row is; of a month's line the one below it."""
        above = bisect_right(self._starts, row)
        return row - above + (row in self._known)
