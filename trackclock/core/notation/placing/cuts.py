"""Where a level falls into blocks, each with pauses of its own: `800m, 400m w/ 90s, then 4 x 200m w/ 60s`.

It exists because a pause is for the reps of its block, and not for those before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trackclock.core.notation.tree import Item, Pause, Repeat, Work

PARTING = ("then", "+", ";", ".", "and")
"""Signs and words that part a repeat from what is run before it, so that a pause behind it is its own."""

_SHORTEST_BLOCK = 2
"""A rep and its pause."""

_SHORTEST_LIST = 2
"""So many reps in a row are a list, whose one pause is for all of it."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is run behind a pause on the same level.

    Attributes:
        is_work: whether anything is.
        is_block: whether it is another block, with pauses of its own.
        is_rep: whether the next of it is a single rep.
    """

    is_work: bool
    is_block: bool
    is_rep: bool = False


def cuts_of(items: Sequence[Item]) -> list[int]:
    """Where a new block begins, whose pauses are not for the reps before it: `800m, 400m w/ 90s, then 4 x 200m w/ 60s`.

    Args:
        items: reps, repeats and pauses in the order of the text.

    Returns:
        The indices of the reps and repeats behind complete blocks.
    """
    cuts: list[int] = []
    for index, item in enumerate(items):
        if index < _SHORTEST_BLOCK or not isinstance(item, (Work, Repeat)) or not isinstance(items[index - 1], Pause):
            continue
        is_told = isinstance(items[index - 2], Pause)
        following = items[index + 1] if index + 1 < len(items) else None
        has_own = isinstance(item, Work) and not isinstance(following, (Work, Repeat))
        if is_told or (item.joint in PARTING and not (has_own and _run_before(items, index) < _SHORTEST_LIST)):
            cuts.append(index)
    return cuts


def _run_before(items: Sequence[Item], index: int) -> int:
    """How many reps of one list stand before the pause that stands before an index, with no pause between them."""
    count, at = 0, index - 2
    while at >= 0 and isinstance(items[at], (Work, Repeat)):
        count, at = count + 1, at - 1
    return count
