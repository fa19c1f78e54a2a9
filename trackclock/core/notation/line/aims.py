"""A target: a time, a pace, a name, an effort, or several of them, and the reps that it is for.

It exists apart from the grammar of the line because a target can stand nearly anywhere in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from trackclock.core.limits import MILE_MM
from trackclock.core.notation.line.level import HARD_SIGNS, PAUSE_PARTS, RUN_WORDS, WISH_PARTS, Found, Level
from trackclock.core.notation.line.pause_lists import LONGEST_LIST
from trackclock.core.notation.phrases.times import REST_STEP_MS
from trackclock.core.notation.targets import TargetPart, TargetSpec, read_part
from trackclock.core.notation.tree import Aim, Repeat, Work
from trackclock.core.notation.words.atoms import Atom, Reader
from trackclock.core.notation.words.lexer import Token
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_AT = frozenset((Part.AT, Part.IN))
_LEADS = _AT | {Part.AIM, Part.PACE, Part.FILLER, Part.OF}

_PLACES = ("track", "session", "workout")
"""Where or when it is run, `at the track`, which is no target."""

_BETWEEN_TIMES = re.compile(r"[-/,]| and ")
_FURTHEST_WISH = 6
"""How many atoms behind a word such as "aim" its target is looked for."""

_SHORTEST_NEXT_MS = 60_000
"""A time with its unit from this on, behind a dash, is the next rep and no offset."""

_MOST_OFFSET_MS = 30_000
"""Seconds up to this behind a pace are an offset; bare numbers are thousandths and thus seconds too."""


def aim(level: Level, index: int) -> Found | None:
    """A target for the reps before it; None for words that only look like one."""
    part = level.part(index)
    if part in _MAYBE and not _leads_to_target(level, index):
        return None
    behind = level.past(index + 1, (Part.FILLER,))
    is_place = any(level.value(at) in _PLACES for at in range(index + 1, behind))
    if is_place and _wish_end(level, behind, is_first=True) == behind:
        return [level.remark(index, behind - 1)], behind
    last = next((item for item in reversed(level.items[-4:]) if isinstance(item, (Work, Repeat))), None)
    size = last.low if isinstance(last, Repeat) and last.low == last.high and len(last.body) == 1 else 0
    is_label = part is Part.AIM and level.is_sign(index + 1, ":", "-")
    aims, behind = read_aims(level, index, size, is_label=is_label)
    return [*aims], behind


def aim_of_some(level: Level, index: int) -> Found | None:
    """`The 1000s at 5k pace`, `each 800 in 4 minutes`: a target for the reps of one length among those before."""
    index += level.part(index) is Part.EACH
    if level.part(index) is not Part.QUANTITY or level.part(index + 1) not in _AT:
        return None
    aims, behind = read_aims(level, index, is_label=True)
    return [*aims], behind


_MAYBE = frozenset((Part.IN, Part.AIM, Part.NAME, Part.PACE, Part.FASTER, Part.SLOWER))
"""Words that lead to a target, or are mere words."""


_BEFORE_RUN = ("target", "aim", "goal")
"""What can stand before a session as well: `Target: 600m, 1000m`; behind other words a distance is that of a race."""


def _leads_to_target(level: Level, index: int) -> bool:
    """Whether a target follows a word such as "aim" or "faster"."""
    for position in range(index + 1, index + _FURTHEST_WISH):
        part = level.part(position)
        if part is Part.QUANTITY:
            is_length = level.length(position).measure is Measure.DISTANCE and level.part(position + 1) not in _AT
            is_run = is_length and level.value(index) in _BEFORE_RUN
            return not (is_run or level.is_pause(position) or level.part(position + 1) is Part.TIMES)
        if part in WISH_PARTS or part in (Part.NAME, Part.AT, Part.PACE):
            return True
        is_between = part in (Part.FILLER, Part.OF, Part.EASY, Part.KIND, Part.IN)
        is_session = level.value(position) in ("session", "workout", "sessions", "workouts")
        if is_session or not (is_between or level.is_sign(position, ":", "-", "~")):
            return False
    return False


def read_aims(level: Level, index: int, list_size: int = 0, *, is_label: bool = False) -> tuple[list[Aim], int]:
    """Read a target, or several that are told apart by the reps that they are for; and the index behind them.

    Args:
        level: the level.
        index: the word that leads to it, or its first atom.
        list_size: how many reps there are to share a list of times among; 0 where there is no such list.
        is_label: whether it was brought in by a label such as "Intensity:".
    """
    first = index
    while level.part(index) in _LEADS or level.is_sign(index, ":", "-", "~", "="):
        index += 1
    aims: list[Aim] = []
    while True:
        selector: Quantity | None = None
        if level.part(index + 1) in _AT and (selector := level.quantity(index)) is not None:
            index += 2
        spec, behind = _read_spec(level, index, list_size, first)
        aims.append(Aim(spec, level.place(first, max(behind - 1, first)), selector, is_label=is_label))
        is_more = selector is not None and (level.is_sign(behind, ",", ";") or level.part(behind) is Part.AND)
        first = index = behind + 1
        if not (is_more and level.part(index) is Part.QUANTITY and level.part(index + 1) in _AT):
            return aims, behind


def _read_spec(level: Level, index: int, list_size: int, lead: int) -> tuple[TargetSpec, int]:
    """The wishes from here on, and the index behind them."""
    parts: list[TargetPart] = []
    start = index
    while (behind := _wish_end(level, index, is_first=not parts)) > index:
        wish = _one_wish(level, index, behind)
        if not parts:
            wish, behind = _with_list(level, wish, start, behind, list_size)
        parts.append(wish)
        index = behind
        follows = level.quantity(index + 1)
        is_time = follows is not None and follows.is_clock and not level.is_pause(index + 1)
        if level.part(index) is not Part.AND or not (is_time or level.part(index + 1) in WISH_PARTS | _AT):
            break
        index = level.past(index + 1, _AT)
    if not parts and (level.part(lead) in _AT or level.value(lead) == "@"):
        own = next((at for at in range(lead, index) if level.value(at) == "target pace"), None)
        if own is not None:
            parts, start = [TargetPart(level.text(own))], own
    if not parts:
        instead = "write a time or a pace, such as @ 2:44 or @ 5k pace"
        raise level.doubt(lead, max(index - 1, lead), "a target is missing after '{}'", instead)
    place = level.place(start, index - 1)
    return TargetSpec(tuple(parts), place.line, place.column, place.width), index


def _one_wish(level: Level, index: int, behind: int) -> TargetPart:
    """One wish from its atoms."""
    level_atoms = level.atoms[index:behind]
    atoms = [_with_race(level, atom, index + at) for at, atom in enumerate(level_atoms)]
    while behind - 1 > index and (level.part(behind - 1) is Part.FILLER or level.is_sign(behind - 1, "/", "-", "+")):
        behind -= 1
    return read_part(atoms, level.text(index, behind - 1))


def _with_race(level: Level, atom: Atom, index: int) -> Atom:
    """An atom of a wish; a pace by name with the race that it names."""
    if atom.part is Part.WORD:
        level.check_words(index, index)
    if atom.part is not Part.NAMED:
        return atom
    name, races = level.word(index), level.context.races
    if name not in races:
        races[name] = _race_of(level, level.tokens[atom.first : atom.last])
    return atom._replace(value=name, quantity=races[name])


def _race_of(level: Level, tokens: list[Token]) -> Quantity | None:
    """The one race distance inside a pace by name; None for none or a range of two."""
    atoms = Reader(tokens, level.context.source, level.context.options.lap_mm).read()
    found = [atom.quantity for atom in atoms if atom.part is Part.QUANTITY and atom.quantity is not None]
    if not found and any(token.text == "mile" for token in tokens):
        return Quantity(Measure.DISTANCE, MILE_MM, MILE_MM, "mile")
    is_other = any(token.text in ("hm", "mp", "marathon") for token in tokens)
    return found[0] if len(found) == 1 and not found[0].is_range and not is_other else None


@dataclass(slots=True)
class _Wish:
    """A wish at work: where it starts, whether it is the first, and whether a time or a pace has been said in it."""

    level: Level
    start: int
    is_first: bool
    has_length: bool = False


def _wish_end(level: Level, index: int, *, is_first: bool) -> int:
    """The index behind one wish: where its phrase ends or something else begins."""
    wish = _Wish(level, index, is_first)
    for position in range(index, level.end):
        part = level.part(position)
        ends = _ENDS.get(part)
        if ends is not None and ends(wish, position):
            return position
        wish.has_length = wish.has_length or part in (Part.QUANTITY, Part.NAMED, Part.PACED)
    return level.end


def _at_sign(wish: _Wish, index: int) -> bool:
    """A sign: a dash before a pause or the next rep, `800m at 5k pace - 1600m at 10k pace`, but no offset."""
    level, sign = wish.level, wish.level.value(index)
    if sign in HARD_SIGNS or sign == ":":
        return True
    quantity = level.quantity(index + 1)
    if quantity is None:
        return False
    if sign == "-":
        is_long = quantity.measure is Measure.TIME and not quantity.is_clock and quantity.low >= _SHORTEST_NEXT_MS
        is_run = quantity.measure is Measure.DISTANCE or level.part(index + 2) in _AT | {Part.TIMES}
        return level.is_pause(index + 1) or is_long or (wish.has_length and is_run)
    return sign == "/" or (sign == "+" and not _is_offset(wish, index + 1))


def _is_offset(wish: _Wish, index: int) -> bool:
    """Whether a few seconds follow, as in "goal pace plus 3", and not another rep."""
    level, part = wish.level, wish.level.part(index)
    quantity = level.atoms[index].quantity if part in (Part.QUANTITY, Part.PACED) else None
    if quantity is None or quantity.measure is Measure.DISTANCE or level.part(index + 1) is Part.TIMES:
        return False
    most = _MOST_OFFSET_MS if part is Part.QUANTITY else 4 * _MOST_OFFSET_MS
    return wish.has_length and quantity.high <= most and not quantity.is_clock


def _at_length(wish: _Wish, index: int) -> bool:
    """A length that is a number of passes or belongs to a pause, and a second one: `2 s faster than 5k` has two.

    Behind "for" it is how long that is run, `at 90% of MAS for 2 min`, as it is behind "do" and the like.
    """
    level = wish.level
    if index - 1 > wish.start and level.value(index - 1) in RUN_WORDS | {"for"}:
        return True
    if level.part(index + 1) is Part.TIMES or level.is_pause(index) or level.end_of(index):
        return True
    if _says_how_long(level, index):
        return False
    is_offset = level.is_sign(index - 1, "-", "+") or level.value(index - 1) in ("minus", "plus", "less")
    compared = (Part.FASTER, Part.SLOWER, Part.PERCENT)
    is_compared = level.part(index - 1) in compared or level.part(index - 2) in compared
    return wish.has_length and not is_offset and not is_compared


def _says_how_long(level: Level, index: int) -> bool:
    """Whether a time tells what the pace before it is, which names no race: `goal pace 2:55-3:00`."""
    is_named = level.part(index - 1) is Part.NAMED and level.word(index - 1).split()[0] in ("goal", "target", "race")
    return is_named and level.length(index).is_clock


def _at_each(wish: _Wish, index: int) -> bool:
    """`in 80 s each`, but not `each 3 min`."""
    wish.level.refuse_send_off(index)
    return False


_NEVER_IN_WISH = (Part.WITH, Part.THEN, Part.WARM, Part.COOL, Part.RAW, Part.REPEAT, Part.AS, Part.OR, Part.SEND_OFF)
_ENDS: dict[Part | None, Callable[[_Wish, int], bool]] = {
    Part.SIGN: _at_sign,
    Part.AND: lambda wish, index: wish.level.value(index) != "plus" or not _is_offset(wish, index + 1),
    Part.EACH: _at_each,
    Part.QUANTITY: _at_length,
    **dict.fromkeys(_NEVER_IN_WISH, lambda _wish, _index: True),
    **dict.fromkeys((PAUSE_PARTS - {Part.EQUAL}) | {Part.TIMES}, lambda wish, index: index > wish.start),
    **dict.fromkeys(_AT, lambda wish, index: index > wish.start and wish.level.part(index + 1) is Part.QUANTITY),
    Part.PROGRESS: lambda wish, index: index > wish.start and wish.is_first,
}
"""What may end a wish before it, and whether it does; everything else belongs to the wish."""


def _with_list(level: Level, wish: TargetPart, start: int, behind: int, size: int) -> tuple[TargetPart, int]:
    """A wish with its laps, `2:44 as 80, 84`, or that is a list of times, one a rep; and the index behind it."""
    laps, end = _times_from(level, behind + 1) if level.part(behind) is Part.AS else ([], behind)
    if laps:
        return wish._replace(laps_ms=tuple(laps), text=level.text(start, end - 1)), end
    times, end = _times_from(level, start, size) if size > 1 else ([], behind)
    if len(times) != size or not times:
        return wish, behind
    text = level.text(start, end - 1)
    texts = [piece.strip() for piece in _BETWEEN_TIMES.split(text) if piece.strip()]
    texts = texts if len(texts) == len(times) else [text] * len(times)
    each = tuple(TargetPart(said, times_ms=(time, time)) for said, time in zip(texts, times, strict=True))
    return wish._replace(each=each, times_ms=None, text=text), end


_MOST_APART = 2
"""A round time with its unit that is so many times another, or so small a part of it, is a rest: `@ 2:24, 6 min`."""


def _times_from(level: Level, index: int, most: int = LONGEST_LIST) -> tuple[list[int], int]:
    """Times parted by commas or slashes, a bare number being seconds, and the index behind them.

    Where there are as many as reps, a time with its unit behind them is the recovery: `in 47, 46, 45, 3 min`.
    """
    times: list[int] = []
    position = behind = index
    while (quantity := level.quantity(position)) is not None and len(times) <= LONGEST_LIST:
        if quantity.measure is Measure.DISTANCE or quantity.is_range or level.is_pause(position):
            break
        is_near = bool(times) and times[-1] <= _MOST_APART * quantity.low <= _MOST_APART**2 * times[-1]
        is_apart = bool(times) and not is_near and quantity.low % REST_STEP_MS == 0
        is_recovery = (len(times) == most or is_apart) and bool(quantity.unit) and not quantity.is_clock
        if is_recovery or level.part(position + 1) is Part.TIMES:
            break
        times.append(quantity.low)
        behind, position = position + 1, position + 2
        if not level.is_sign(behind, ",", "/") and level.part(behind) is not Part.AND:
            break
    return times, behind
