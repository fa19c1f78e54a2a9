"""How the rows of the live screen are shared out.

It exists apart from the style sheet because the digits get what the other lines leave, and how many of those there are
changes with the reps that have been run.
"""

from __future__ import annotations

TALL_ROWS = 34
"""From so many rows on smaller digits stand below the clock."""

LOW_ROWS = 16
"""Under so many, nothing stands below the digits but target, sound and keys."""

SMALL_ROWS = 20
"""Under so many, the lines go that a runner can do without."""

_LETTERS = ((48, 120, 8), (28, 80, 5))
"""In a terminal of so many rows and columns the letters of the band have so many rows, else ..."""

_LEAST_LETTERS = 3
"""... so many."""

_LINES = 8
"""Rows of the lines that always stand: head, under, facts, coming, progress, message, status, keys."""

_SECOND = 7
"""Rows of the smaller digits, and of what keeps them and the band apart."""

_LEAST_DIGITS = 10
"""The list of reps leaves the digits so many rows, or a third of all."""

_MOST_REPS = 12


def letter_rows(columns: int, rows: int) -> int:
    """How many rows the letters of the band have in a terminal of that size."""
    fitting = (height for most_rows, wide, height in _LETTERS if rows >= most_rows and columns >= wide)
    return next(fitting, _LEAST_LETTERS)


def rep_rows(columns: int, rows: int, wanted: int) -> int:
    """How many rows the list of reps has in a terminal of that size; what it does not fill is the digits'.

    Args:
        columns: of the terminal.
        rows: of the terminal.
        wanted: how many lines it has to show.
    """
    if rows < SMALL_ROWS:
        return 1
    free = rows - _LINES - letter_rows(columns, rows) - (_SECOND if rows >= TALL_ROWS else 0)
    most = free - max(_LEAST_DIGITS, rows // 3)
    return max(1, min(wanted, most, _MOST_REPS))
