"""Which presses of the one big key were the key held down.

It exists because the guard of one runner would refuse the second of two who pass together: of a group any two presses
can be two athletes, and only the evenness of a keyboard's repeats tells them from feet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from trackclock.core.session.guard import FIRST_REPEAT_MS

REPEAT_MS: Final = 60
"""A key that is held repeats faster than this: keyboards send 10 to 40 repeats a second, most of them 25 to 33."""

EVEN_MS: Final = 12
"""So much the gaps of a key that is held may differ: the keyboard has a clock, and a terminal may be read late."""

REPEATS: Final = 3
"""So many repeats in a row no hand makes."""


def held_repeats(instants: Sequence[int]) -> tuple[int, ...]:
    """The places of the presses at the end that were repeats of a key that was held, once they can be told.

    Args:
        instants: of the presses of the one big key, ascending.

    Returns:
        The places of the repeats in the run that the newest press belongs to; empty where it is no such run. The first
        of the run is the press itself, unless the one before it was: the first repeat comes later than the others.
    """
    gaps = [later - earlier for earlier, later in pairwise(instants)]
    first = len(instants) - 1
    smallest, largest = REPEAT_MS, 0
    while first > 0 and gaps[first - 1] < REPEAT_MS:
        smallest, largest = min(smallest, gaps[first - 1]), max(largest, gaps[first - 1])
        if largest - smallest > EVEN_MS:
            break
        first -= 1
    if len(instants) - 1 - first < REPEATS:
        return ()
    is_first_repeat = first > 0 and REPEAT_MS <= gaps[first - 1] <= FIRST_REPEAT_MS
    return tuple(range(first if is_first_repeat else first + 1, len(instants)))
