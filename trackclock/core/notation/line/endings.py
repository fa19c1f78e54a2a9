"""Warm-ups and cool-downs: pieces that begin with their name or with their length.

It exists apart from the lengths because each of them has words and notes of its own.
"""

from __future__ import annotations

from trackclock.core.notation.line.exercises import past_listed
from trackclock.core.notation.line.level import END_PARTS, RUN_WORDS, WISH_PARTS, Found, Level
from trackclock.core.notation.tree import End
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part
from trackclock.core.plan import StepKind

_KINDS = {Part.WARM: StepKind.WARMUP, Part.COOL: StepKind.COOLDOWN}
_BEHIND_NAMED = frozenset((Part.RAW, Part.THEN, Part.WARM, Part.COOL, Part.SETS, None))
"""What ends a warm-up that began with its name."""

_BEHIND_LENGTH = frozenset((Part.QUANTITY, Part.SIGN, Part.AND, Part.THEN, Part.WITH, Part.RAW, None))
"""What ends one that began with its length."""

_WHICH = frozenset((Part.WORD, Part.ADJECTIVE, Part.FULL, Part.EASY, Part.EFFORT))
_MOST_WORDS = 3
"""Words before the name of a warm-up that say which."""

_KEPT = WISH_PARTS | {Part.MODE, Part.EASY, Part.KIND, Part.WORD, Part.EXERCISE, Part.AND, Part.OR}
"""The words that say how it is run."""


def ending(level: Level, index: int) -> Found:
    """`warm up 10 min easy`: one that begins with its name."""
    item = End(_KINDS[level.atoms[index].part], None, level.place(index))
    if level.word(index).endswith("jog"):
        item.notes.append("jog")
    position = index + 1
    while not _is_behind(level, item, index, position):
        if (behind := _past_time(level, item, position)) > position:
            position = behind
            continue
        item.quantity = level.quantity(position) or item.quantity
        item.is_open = item.is_open or level.part(position) is Part.FULL
        position += 1
    return _ended(level, item, index, position)


def described_ending(level: Level, index: int) -> Found | None:
    """`usual warm up`, `full warm up`: one that begins with words for which."""
    position = min(level.past(index, _WHICH), index + _MOST_WORDS)
    level.spend(position - index, index)
    if level.part(position) not in END_PARTS or position == index:
        return None
    items, behind = ending(level, position)
    end = items[0]
    if isinstance(end, End):
        end.notes.insert(0, level.text(index, position - 1).lower())
    return items, behind


def _is_behind(level: Level, item: End, index: int, position: int) -> bool:
    """Whether a warm-up that began with its name at an index is over."""
    part = level.part(position)
    if part is Part.QUANTITY:
        is_other = level.part(position + 1) is Part.TIMES or bool(level.end_of(position))
        return item.quantity is not None or is_other or _is_run_after(level, index, position)
    if part is Part.SIGN:
        is_time = _past_time(level, item, position) > position
        return not is_time and (item.quantity is not None or not level.is_sign(position, ":", "-", "~"))
    if part is Part.AND:
        return level.part(position + 1) not in (Part.WORD, Part.EXERCISE, Part.KIND)
    return part in _BEHIND_NAMED


def _is_run_after(level: Level, index: int, position: int) -> bool:
    """Whether a length is run when the warm-up is over: `after the warm-up we did 600m`, not `after one of 2 km`."""
    lead = range(max(index - _LONGEST_LEAD, 0), index)
    is_over = any(level.part(at) is Part.AFTER or level.value(at) in _OVER for at in lead)
    return is_over and any(level.value(at) in RUN_WORDS for at in range(index + 1, position))


_OVER, _LONGEST_LEAD = ("once", "when", "having"), 5


def length_of_ending(level: Level, index: int) -> Found | None:
    """`10 min easy warm up`: one that begins with its length."""
    name = level.end_of(index)
    if name is None:
        return None
    item = End(_KINDS[name], level.quantity(index), level.place(index))
    position = index + 1
    if level.is_sign(position, "("):
        position = level.closing[position] + 1
        item.notes.append(level.text(index + 2, position - 2))
    while level.part(position) not in END_PARTS:
        position += 1
    position = _past_time(level, item, position + 1)
    while level.part(position) not in _BEHIND_LENGTH | END_PARTS:
        position = max(_past_time(level, item, position), position + 1)
    if level.part(position) is Part.AND:
        position = max(past_listed(level, position + 1), position)
    return _ended(level, item, index, position)


def _past_time(level: Level, item: End, position: int) -> int:
    """The index behind the time or pace that a warm-up is run in, `2 mi @ 8:40`, which is kept as words."""
    time, of = level.quantity(position + 1), item.quantity
    is_led = level.part(position) in (Part.AT, Part.IN)
    if of is None or time is None or time.measure is not Measure.TIME:
        return position
    is_told = is_led or (
        level.is_sign(position, "-") and time.is_clock and level.part(position + 2) in (None, Part.SIGN, Part.RAW)
    )
    if of.measure is not Measure.DISTANCE and (of.is_clock or not time.is_clock or level.part(position) is Part.IN):
        return position
    if not is_told or level.part(position + 2) is Part.TIMES or level.is_pause(position + 1):
        return position
    item.notes.append(level.text(position + 1))
    return position + 2


def _ended(level: Level, item: End, index: int, behind: int) -> Found:
    """The piece with the words that say how it is run, and what else was said."""
    for position in range(index, behind):
        if level.part(position) is Part.WORD:
            level.check_words(position, position)
    words = [level.text(position) for position in range(index + 1, behind) if level.part(position) in _KEPT]
    if words:
        item.notes.append(" ".join(words))
    item.place = level.place(index, behind - 1)
    return [item], behind
