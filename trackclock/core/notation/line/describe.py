"""The words beside a length: what a rep is called, how hard it is, and what is only a note.

It exists apart from the grammar of lengths because a word plays the same part before and behind the length.
"""

from __future__ import annotations

from collections.abc import Callable

from trackclock.core.notation.line.aims import read_aims
from trackclock.core.notation.line.level import WISH_PARTS, Level
from trackclock.core.notation.targets import TargetPart, TargetSpec
from trackclock.core.notation.tree import Work
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part

_HEADINGS = frozenset(("ladder", "pyramid", "relay", "steps", "relays", "ladders", "pyramids"))
"""Words for the shape of a session, which its lengths show anyway."""

_MANY = frozenset(("sprints", "strides", "striders", "hills", "hill reps", "hill sprints", "hill repeats"))
"""Kinds of reps that are named in the plural."""

_EASIEST = {Part.ZONED: 2_000, Part.RPED: 5_000}
"""Up to this, in thousandths, running is easy: zones of 5, exertion of 10 (Foster's scale calls 5 hard work for
starters)."""

_DESCRIBING = frozenset((Part.KIND, Part.EFFORT, Part.EASY))
_PREFIXED = _DESCRIBING | {Part.FILLER, Part.OF, Part.REPS}


def is_prefix(level: Level, index: int) -> bool:
    """Whether a word such as "tempo" or "easy" belongs to the length that follows it."""
    if level.part(index) not in _DESCRIBING:
        return False
    position = level.past(index + 1, _PREFIXED)
    level.spend(position - index, index)
    position += level.is_sign(position, ":")
    if level.part(position) is not Part.QUANTITY:
        return False
    return level.part(position + 1) is Part.TIMES or not level.is_pause(position)


def tail(level: Level, work: Work, index: int) -> int:
    """Give a rep the words behind its length that describe it, from an index on; the index behind them."""
    position = index
    while (give := _BESIDE.get(level.part(position))) is not None:
        position = give(level, work, position)
    return position


def describe(level: Level, work: Work, index: int) -> int:
    """Give a rep one describing word; the index behind it."""
    part, text = level.part(index), level.word(index)
    work.is_spoken_for = True
    work.is_many = work.is_many or (text in _MANY and _is_distance(work))
    if (part is Part.KIND and text not in _HEADINGS) or part is Part.EXERCISE:
        work.words.append(text)
        work.is_exercise = work.is_exercise or part is Part.EXERCISE
    elif part in (Part.EFFORT, Part.EASY):
        place = level.place(index)
        wish = TargetSpec((TargetPart(text),), place.line, place.column, place.width)
        work.target = work.target.joined(wish)
        work.is_easy = work.is_easy or part is Part.EASY
    else:
        work.notes.append(level.text(index))
    return index + 1


def _wish(level: Level, work: Work, index: int) -> int:
    """`400m 5k pace`: what the rep is run in."""
    aims, behind = read_aims(level, index)
    level.spend(len(work.target.parts), index)
    work.target = work.target.joined(aims[0].target)
    work.is_spoken_for = True
    quantity, part = level.atoms[index].quantity, level.part(index)
    is_low = quantity is not None and part is not None and quantity.high <= _EASIEST.get(part, -1)
    work.is_easy = work.is_easy or is_low
    return behind


def _passed(level: Level, work: Work, index: int) -> int:
    """`400m repeats`, `5 lunges each leg`, `1 min on`; but `400m on 2:00` tells when each starts."""
    part, work.is_spoken_for = level.part(index), True
    work.is_many = work.is_many or (part is Part.REPS and level.word(index).endswith("s"))
    if part is Part.EACH or (part is Part.ON and _is_distance(work) and not level.is_pause(index + 1)):
        level.refuse_send_off(index)
    if part is Part.EACH and level.part(index + 1) is Part.WORD:
        work.notes.append(level.text(index, index + 1))
        return index + 2
    return index + 1


_BESIDE: dict[Part | None, Callable[[Level, Work, int], int]] = {
    **dict.fromkeys(_DESCRIBING | {Part.EXERCISE}, describe),
    **dict.fromkeys(WISH_PARTS - {Part.FASTER, Part.SLOWER, Part.EFFORT}, _wish),
    **dict.fromkeys((Part.ON, Part.REPS, Part.EACH), _passed),
    Part.FILLER: lambda _level, _work, index: index + 1,
}
"""What may stand behind a length, and what it gives the rep."""


def _is_distance(work: Work) -> bool:
    return work.measure not in (None, Measure.TIME)
