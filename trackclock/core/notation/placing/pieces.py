"""Pauses that were told in pieces, made one: `recover actively by jogging 150 m`, `2 min rest (walk, no jogging)`.

It exists because a length, a name and a way to spend a pause may each stand for themselves, and are one pause all the
same: a length that stands beside the words for a pause is its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trackclock.core.notation.context import Context
from trackclock.core.notation.placing.send_offs import beside_send_off
from trackclock.core.notation.tree import Aim, Item, Lead, Pause, Place, Relative, Remark, Repeat, Scope, Work
from trackclock.core.notation.words.values import Measure
from trackclock.core.plan import RecoveryMode

_CLOSE = ("", "-", ":", "/", "and")
"""What can part the pieces of one pause though more is run behind them."""

_PARTED = ("then", ";", "into")
"""What begins another pause in any case."""

_BRACKET = "("
"""The sign before a rep that a bracket holds alone."""

_APART = (".", ",", ";", "and", "then")
"""What parts a recovery from the rest behind a pass."""

_STILL = (None, RecoveryMode.STAND)

_FURTHEST = 2
"""So many words without a meaning can stand between two pieces."""

_OPEN = (None, Relative.BACK)
"""How a pause can be told that a length can be told of as well."""


def told_in_pieces(items: Sequence[Item], context: Context, *, is_repeated: bool = False) -> list[Item]:
    """The pieces of a line, those of one pause put together.

    Args:
        items: the pieces of the line in order; the pauses among them are changed.
        context: gets what was assumed.
        is_repeated: whether they are the body of a repeat, so that the last pause can be the rest behind a pass.
    """
    if not any(isinstance(item, Pause) for item in items):
        return list(items)
    kept: list[Item] = []
    last_work = max((index for index, item in enumerate(items) if isinstance(item, (Work, Repeat))), default=-1)
    for index, item in enumerate(items):
        if isinstance(item, Pause) and _is_in_send_off(kept, item):
            item = Remark(item.place.text, item.place, joint=item.joint)
        if isinstance(item, Pause):
            item = _beside(kept, item, context)
        at = _pause_before(kept)
        before = kept[at] if at is not None else None
        is_of_passes = index > last_work and (is_repeated or _has_passes(items[last_work]))
        is_apart = is_of_passes and _is_rest_behind(before, item)
        if is_apart or not (isinstance(before, Pause) and _is_taken(before, item, context, is_last=index > last_work)):
            kept.append(item)
    return kept


def _has_passes(item: Item) -> bool:
    """Whether several reps are repeated: `2 x (4 x 200m)`, `2 x (300m, 200m)`."""
    reps = [node for node in item.body if isinstance(node, (Work, Repeat))] if isinstance(item, Repeat) else []
    return len(reps) > 1 or any(isinstance(node, Repeat) for node in reps)


def _beside(kept: list[Item], pause: Pause, context: Context) -> Pause:
    """A pause with the length before it, where that is its own, or in the place of the send-off that agrees with it."""
    if not pause.quantities and (work := _length_before(kept, pause)) is not None:
        kept.pop()
        pause = with_length(pause, work, context)
    if pause.scope is not Scope.SETS and pause.selector is None:
        beside_send_off(kept, pause, context, is_theirs=pause.lead is not Lead.LIST)
    return pause


def _is_in_send_off(kept: Sequence[Item], pause: Pause) -> bool:
    """Whether a pause without a length only tells of what a send-off leaves: `every 4 minutes, rest included`."""
    before = kept[-1] if kept else None
    is_by_clock = isinstance(before, Repeat) and bool(before.between) and before.between[0].is_cycle
    is_open = not pause.quantities and pause.relative in (*_OPEN, Relative.FULL)
    return (
        is_by_clock
        and is_open
        and "open" not in pause.place.text.lower()
        and pause.scope is not Scope.SETS
        and not pause.is_cycle
    )


def _is_taken(before: Pause, item: Item, context: Context, *, is_last: bool) -> bool:
    """Whether a piece only tells more of the pause before it, which has it then."""
    if isinstance(item, Work) and _is_length_of(before, item):
        context.assume(item.place, f"'{item.place.text}' is read as the length of '{before.place.text}'")
        before.quantities, before.relative = [item.quantity] if item.quantity is not None else [], None
        return True
    if isinstance(item, Pause) and _is_one(before, item, is_last=is_last):
        _join(before, item)
        return True
    return False


def _pause_before(kept: Sequence[Item]) -> int | None:
    """Where the pause stands that the next piece can belong to."""
    for at in range(len(kept) - 1, max(len(kept) - 2 - _FURTHEST, -1), -1):
        if isinstance(kept[at], Pause):
            return at
        if not isinstance(kept[at], Remark):
            return None
    return None


def _is_length_of(pause: Pause, work: Work) -> bool:
    """Whether a rep is a bare time right behind a pause without a length: `rest should be short - 45 s`."""
    quantity = work.quantity
    if pause.quantities or pause.relative not in (None, Relative.FULL) or quantity is None or quantity.is_plural:
        return False
    return quantity.measure is Measure.TIME and work.is_bare and work.joint in ("", "-", ":", ",", _BRACKET)


def _length_before(kept: Sequence[Item], pause: Pause) -> Work | None:
    """The last rep, where it is the length of the pause behind it: `3 min hard, 2 min - walk`, `2 min (jog)`."""
    if len(kept) < 2 or pause.mode is None or pause.relative not in _OPEN or pause.scope is not Scope.UNSAID:
        return None
    work, before = kept[-1], kept[-2]
    is_told = isinstance(before, Aim) or (isinstance(before, Work) and not before.is_bare)
    if not isinstance(work, Work) or not is_told or not work.is_bare:
        return None
    is_shortened = pause.joint == "." and work.quantity is not None and work.quantity.unit in ("min", "sec")
    return work if pause.joint in ("-", ":") or pause.lead is Lead.PAREN or is_shortened else None


def with_length(pause: Pause, work: Work, context: Context) -> Pause:
    """The pause with the length that stands before it, which is no rep."""
    context.assume(work.place, f"'{work.place.text}' is read as the length of '{pause.place.text}'")
    quantities = [work.quantity] if work.quantity is not None else []
    words = f"{work.target.text.lower()} {pause.words}" if work.is_easy else pause.words
    return replace(pause, quantities=quantities, words=words, joint=work.joint, lead=Lead.LIST, is_fixed=True)


def _is_one(first: Pause, second: Pause, *, is_last: bool) -> bool:
    """Whether two pauses side by side are one, of which each piece tells something."""
    if first.is_cycle or _are_told_apart(first, second):
        return False
    is_close = second.joint in _CLOSE or (second.joint in (",", ":") and _says_only_where(first))
    if second.joint in _PARTED or not (is_close or is_last):
        return False
    if first.scope is not second.scope and Scope.SETS in (first.scope, second.scope):
        if _says_only_where(first) and second.scope is Scope.UNSAID:
            return True
        is_where = second.joint == "" and _says_only_where(second)
        return is_where or (second.scope is Scope.UNSAID and second.lead is Lead.PAREN)
    return True


def _is_rest_behind(first: Item | None, second: Item) -> bool:
    """Whether a still rest of a length stands behind a recovery that is a walk or a jog: `jog back and 4 min rest`."""
    if not isinstance(first, Pause) or not isinstance(second, Pause) or second.mode not in _STILL:
        return False
    is_moving = first.mode is not None and not first.is_rest
    is_other = first.relative is Relative.BACK and second.joint in ("/", ";")  # walk back / 6 min
    is_still = second.is_rest and second.joint in _APART
    return bool(second.quantities) and ((is_moving and is_still) or is_other)


def _are_told_apart(first: Pause, second: Pause) -> bool:
    """Whether both tell how long they are."""
    lengths = bool(first.quantities) + bool(second.quantities)
    relatives = {first.relative, second.relative} - {None}
    return lengths == 2 or len(relatives) > 1 or bool(lengths and relatives - {Relative.BACK, Relative.FULL})


def _says_only_where(pause: Pause) -> bool:
    """Whether nothing is said of a pause but what it lies between."""
    return not (pause.quantities or pause.mode or pause.relative or pause.is_rest)


def _join(first: Pause, second: Pause) -> None:
    """Tell the one pause what the other piece says of it."""
    first.place = _both(first.place, second.place, is_second=bool(second.quantities))
    first.quantities = first.quantities or second.quantities
    first.relative = first.relative or second.relative
    first.mode = first.mode or second.mode
    first.words = first.words or second.words
    first.is_rest = first.is_rest or second.is_rest
    first.scope = first.scope if second.scope is Scope.UNSAID else second.scope
    first.notes.extend(second.notes)


def _both(first: Place, second: Place, *, is_second: bool) -> Place:
    """The place of the piece with the length, with the words of both."""
    text = f"{first.text} ... {second.text}"
    return second._replace(text=text) if is_second else first._replace(text=text)
