"""A session in short before the same in full: `4 x 4: 4 reps of 4 minutes`, `3 run / 1 walk. Run 3 minutes, ...`.

It exists because the numbers of such a heading have no unit, or would be run twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trackclock.core.notation.context import Context
from trackclock.core.notation.tree import Item, Multiplier, Node, Pause, Remark, Repeat, Work
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import MS_UNITS, UM_UNITS

_ENDS = (".", ":", ";")
"""What stands between a heading and what it is of."""

_MOST_PIECES = 6
"""So many pieces with a length are a heading at most."""

_LARGEST_MILLI = 60_000
"""A bare number from this on can be metres, in thousandths."""

_SHORTEST_MS = 10_000
"""Nobody runs for so short a time: `5 x 3s` is five threes."""


def without_summary(items: Sequence[Item], context: Context) -> list[Item]:
    """The pieces of a line, those of a heading that says the others in short being words.

    Args:
        items: the pieces in order, as they were written.
        context: gets what was assumed.
    """
    behind = next((at for at, item in enumerate(items) if at and item.joint in _ENDS and _has_length(items[:at])), 0)
    head, rest = items[:behind], items[behind:]
    if not behind or len(head) > _MOST_PIECES:
        return list(items)
    if not (_is_in_short(list(_lengths_of(head)), _lengths_of(rest)) or _is_turn(head, rest)):
        return list(items)
    kept: list[Item] = []
    for item in head:
        if isinstance(item, (Work, Repeat, Pause)):
            context.assume(item.place, f"'{item.place.text}' is read as a heading, which the rest says in full")
            item = Remark(item.place.text, item.place, joint=item.joint)
        kept.append(item)
    return [*kept, *rest, *_as_often(head, rest)]


def _as_often(head: Sequence[Item], rest: Sequence[Item]) -> list[Item]:
    """The number of a heading where the rest says none: `4 x 4: 4 min hard, 3 min easy`."""
    repeats = [item for item in head if isinstance(item, Repeat)]
    if len(repeats) != 1 or any(isinstance(item, (Repeat, Multiplier)) for item in rest):
        return []
    return [Multiplier(repeats[0].low, repeats[0].high, repeats[0].place, is_all=True)]


def _has_length(items: Sequence[Item]) -> bool:
    return any(isinstance(item, (Work, Repeat)) for item in items)


def _lengths_of(items: Sequence[Item | Node]) -> Iterator[Quantity]:
    """The lengths of reps and recoveries in the order of the text."""
    for item in items:
        if isinstance(item, Repeat):
            yield from _lengths_of([*item.body, *item.between])
        elif isinstance(item, Pause):
            yield from item.quantities
        elif isinstance(item, Work) and item.quantity is not None:
            yield item.quantity


def _is_in_short(short: Sequence[Quantity], full: Iterator[Quantity]) -> bool:
    """Whether lengths without a unit are those of the rest, in the same order."""
    later = iter(quantity for quantity in full if quantity.measure is not Measure.BARE)
    are_bare = all(_is_bare(quantity) for quantity in short)
    return bool(short) and are_bare and all(_has(later, _face(quantity)) for quantity in short)


def _has(later: Iterator[Quantity], face: int) -> bool:
    return any(_face(quantity) == face for quantity in later)


def _is_bare(quantity: Quantity) -> bool:
    is_few = quantity.measure is Measure.BARE and quantity.high <= _LARGEST_MILLI
    return is_few or (quantity.measure is Measure.TIME and quantity.unit == "s" and quantity.high < _SHORTEST_MS)


def _face(quantity: Quantity) -> int:
    """A length as the number that was written, in thousandths."""
    if quantity.measure is Measure.TIME:
        return quantity.low * 1_000 // MS_UNITS.get(quantity.unit, 60_000)
    return quantity.low * 1_000_000 // UM_UNITS.get(quantity.unit, 1_000_000) if quantity.unit else quantity.low


def _is_turn(head: Sequence[Item], rest: Sequence[Item]) -> bool:
    """Whether a rep and its recovery are told, and then the same again with how often they are run."""
    turns = [item for item in head if isinstance(item, (Work, Repeat, Pause))]
    is_pair = len(turns) == _TURN and isinstance(turns[0], Work) and isinstance(turns[1], Pause)
    short, full = ([quantity[:3] for quantity in _lengths_of(part)] for part in (head, rest))
    return is_pair and short == full and any(isinstance(item, (Multiplier, Repeat)) for item in rest)


_TURN = 2
