"""Targets that are shared out among the reps of a repeat: `alternating 72 and 76`, `first 4 at 72, last 4 at 70`.

It exists apart from the targets because here the number of reps decides what a line means.
"""

from __future__ import annotations

from trackclock.core.notation.line.level import WISH_PARTS, Found, Level
from trackclock.core.notation.placing.results import aim_of_each
from trackclock.core.notation.targets import TargetPart, read_part
from trackclock.core.notation.tree import Repeat, Work
from trackclock.core.notation.words.values import ORDINALS, Measure
from trackclock.core.notation.words.vocabulary import Part

_ALTERNATING = frozenset(("alternating", "alternate", "alternately"))
_ONES = frozenset((*ORDINALS, "1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th"))
_TURNS = frozenset((*_ONES, "next", "last", "final", "remaining", "other"))
_ODD, _EVEN = frozenset(("odd", "odds")), frozenset(("even", "evens"))
_OTHERS = frozenset(("rest", "others", "remainder"))
_EFFORTS = WISH_PARTS | {Part.EASY}
_RACES = ("k", "km", "mile")
_MOST_MS = 900_000
"""A time above this is no time of a rep on the track."""


def share(level: Level, index: int) -> Found | None:
    """A target that is shared out among the reps before it."""
    value = level.word(index)
    if value not in _ALTERNATING | _TURNS | _ODD and not _is_number(level, index):
        return None  # asked first: few words do, and it keeps a line of words from being looked back over each time
    repeat = next((item for item in reversed(level.items) if isinstance(item, Repeat)), level.beside)
    if not isinstance(repeat, Repeat) or repeat.low != repeat.high or not 1 <= len(repeat.body) <= 2:
        return None
    work = repeat.body[0]
    if not isinstance(work, Work) or work.quantity is None:
        return None
    if value in _ODD:
        return _odd_and_even(level, index, repeat.high)
    return _alternate(level, index, repeat.high) if value in _ALTERNATING else _in_turn(level, index, repeat.high)


def _alternate(level: Level, index: int, reps: int) -> Found | None:
    """`alternating 72 and 76`: one time for the odd reps, one for the even."""
    first = level.past(index + 1, (Part.AT, Part.IN, Part.FILLER))
    one, two = _wish(level, first), _wish(level, first + 2)
    is_joined = level.part(first + 1) is Part.AND or level.is_sign(first + 1, "/", ",")
    if one is None or two is None or not is_joined:
        return None
    place = level.place(index, first + 2)
    return [aim_of_each(([one, two] * reps)[:reps], place.text, place)], first + 3


def _odd_and_even(level: Level, index: int, reps: int) -> Found | None:
    """`odd ones in 80, even ones in 90`."""
    wishes: list[TargetPart] = []
    position = index
    for names in (_ODD, _EVEN):
        lead = level.past(position + 1, (Part.REPS, Part.QUANTITY, Part.FILLER, Part.WORD))
        wish = _wish(level, lead + 1) if level.part(lead) in (Part.AT, Part.IN) else None
        if level.value(position) not in names or wish is None:
            return None
        wishes.append(wish)
        behind = position = lead + 2
        while level.is_sign(position, ",", ";") or level.part(position) in (Part.AND, Part.THEN, Part.FILLER):
            position += 1
    place = level.place(index, behind - 1)
    return [aim_of_each((wishes * reps)[:reps], place.text, place)], behind


def _in_turn(level: Level, index: int, reps: int) -> Found | None:
    """`first 4 at 72, last 4 at 70`: as many times as there are reps."""
    position = behind = index
    wishes: list[TargetPart] = []
    names = _TURNS
    while level.word(position) in names or _is_number(level, position):
        at = position + (level.quantity(position) is None)
        count = level.quantity(at)
        at = level.past(at + (count is not None), (Part.REPS, Part.AT, Part.IN))
        wish = _wish(level, at) if level.part(at) in _EFFORTS or level.part(at - 1) in (Part.AT, Part.IN) else None
        is_told = level.word(position) in _ONES or bool(wishes) if count is None else count.is_count
        if wish is None or not is_told:
            return None
        rest = 1 if level.word(position) in _ONES else max(reps - len(wishes), 0)
        number = rest if count is None else min(count.low // 1_000, reps + 1)
        wishes += [wish] * number
        names = _TURNS | _OTHERS
        position = behind = at + 1
        while level.is_sign(position, ",", ";") or _is_joint(level, position):
            position += 1
    is_of_one = len(set(wishes)) == 1 and wishes[0].times_ms is None  # last one all out
    if not wishes or (len(wishes) < reps and is_of_one) or (len(wishes) != reps and _is_number(level, index)):
        return None
    if len(wishes) != reps:
        what = f"'{{}}' tells of {len(wishes)} reps, and there are {reps}"
        raise level.doubt(index, behind - 1, what, "tell of all of them, or write them as repeats of their own")
    place = level.place(index, behind - 1)
    return [aim_of_each(wishes, place.text, place)], behind


def _is_number(level: Level, index: int) -> bool:
    """`2 @ 80, 2 @ 78`: how many of the reps have a target of their own."""
    number = level.quantity(index) if level.part(index + 1) in (Part.AT, Part.IN) else None
    return number is not None and number.is_count


def _is_joint(level: Level, index: int) -> bool:
    """Whether a word leads to the next reps and does not name them: `next` does both."""
    return level.part(index) in (Part.AND, Part.THEN, Part.FILLER) and level.word(index) not in _TURNS


def _wish(level: Level, index: int) -> TargetPart | None:
    """What some of the reps are run in: a pace or an effort, a clock time or bare seconds."""
    text = level.text(index)
    quantity = level.quantity(index)
    is_race = quantity is not None and quantity.measure is Measure.DISTANCE and quantity.unit in _RACES
    if level.part(index) in _EFFORTS or level.part(index) is Part.KIND or is_race:
        return read_part(level.atoms[index : index + 1], text)
    if quantity is None or quantity.measure is Measure.DISTANCE or quantity.is_range or quantity.is_plural:
        return None
    if quantity.low > _MOST_MS or level.is_pause(index) or level.part(index + 1) is Part.TIMES:
        return None
    return TargetPart(text, times_ms=(quantity.low, quantity.low))
