"""How the rows of a terminal are shared out between the clock of a group and its athletes.

It exists apart from the widgets so that it can be asked of every size: whoever fits is shown, the others are
counted.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.ui.group.athlete_line import name_room
from trackclock.ui.live.letters import scale_for
from trackclock.ui.sized import LEAST_HEIGHT, LEAST_WIDTH

MOST_LARGE = 4
"""So many athletes have rows of large letters."""

_LOW = 18
"""Under so many rows, what is said stands in the place of what is saved."""

_LARGE = (5, 3)
"""Rows of the large letters, the larger first; the clock beside them has two more at least."""

_LEAST_NAME = 8
"""So many columns they leave for a name."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a terminal has room for.

    Attributes:
        shown: how many athletes.
        each: rows that each of them has; from 3 on in large letters.
        has_more: whether a line tells how many more there are.
        has_message: whether what is said has a line of its own.
    """

    shown: int
    each: int
    has_more: bool
    has_message: bool


def share(columns: int, rows: int, athletes: int) -> Room:
    """Share out the rows of a terminal; the clock has what is left.

    Args:
        columns: of the terminal.
        rows: of the terminal.
        athletes: how many there are.
    """
    has_message = rows >= _LOW
    free = free_rows(rows)
    if columns < LEAST_WIDTH or rows < LEAST_HEIGHT:
        return Room(0, 1, has_more=False, has_message=False)
    if athletes <= MOST_LARGE:
        for each in _LARGE:
            if (
                name_room(columns - 2, scale_for(each)) >= _LEAST_NAME
                and free - each * athletes >= each + _LEAST_CLOCK - _SMALL_CLOCK
            ):
                return Room(athletes, each, has_more=False, has_message=has_message)
    if athletes <= free - 1:
        return Room(athletes, 1, has_more=False, has_message=has_message)
    return Room(free - 2, 1, has_more=True, has_message=has_message)


def free_rows(rows: int) -> int:
    """The rows of the clock and the athletes: what the label, the marks without a name and the foot leave."""
    return rows - (5 if rows >= _LOW else 4)


def first_shown(first: int, shown: int, athletes: int, chosen: int | None) -> int:
    """The first athlete of those that are shown, so that the chosen one is among them.

    Args:
        first: the first one so far.
        shown: how many there is room for.
        athletes: how many there are.
        chosen: the one who has to be seen; None for nobody.
    """
    if chosen is not None and chosen < first:
        first = chosen
    elif chosen is not None and chosen >= first + shown:
        first = chosen - shown + 1
    return max(0, min(first, athletes - shown))
