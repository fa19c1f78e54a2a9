"""Several lengths or several numbers in a row that belong to one pause: `60s, 70s and 80s recoveries`, `after 4/5/6`.

It exists apart from the pause because it looks ahead, and has to know where to stop.
"""

from __future__ import annotations

from trackclock.core.notation.line.level import HALFWAY, PAUSE_LEADS, SMALL_PARTS, Level, is_before_rep, is_ordinal
from trackclock.core.notation.tree import Repeat, levels_of
from trackclock.core.notation.words.values import ORDINALS, Measure, Quantity, is_jog_of_its_own
from trackclock.core.notation.words.vocabulary import Part

LONGEST_LIST = 60
"""More lengths than this are not looked through for the one word behind them, so that the cost stays linear."""

_MOST_REPS = 60_000
"""So many reps can be told by their number, in thousandths."""


def pause_list(level: Level, index: int, *, is_named: bool = False) -> tuple[list[Quantity], int] | None:
    """Several lengths that share their words before (`is_named`) or behind them: `60s, 70s and 80s recoveries`."""
    if level.part(index + 1) not in (Part.SIGN, Part.AND):
        return None
    quantities: list[Quantity] = []
    position = behind = index
    level.spend(1, index)
    while (quantity := level.quantity(behind)) is not None:
        if quantity.is_plural or len(quantities) >= LONGEST_LIST:
            return None
        if quantities and (level.end_of(behind) or is_apart(level, behind, quantities[-1])):
            break
        quantities.append(quantity)
        position, behind = behind, behind + 1
        behind += level.is_sign(behind, ",", "/", *"+" * is_named) or _falls(level, behind)
        behind += level.part(behind) is Part.AND
        if behind == position + 1:
            break
    if len(quantities) < 2 or _is_for_one(level, index, position + 1):
        return None
    if not (level.is_pause(position) or (is_named and _ends(level, position + 1))):
        return None
    measures = {quantity.measure for quantity in quantities}
    if measures == {Measure.DISTANCE, Measure.TIME} and position == index + 2:
        _refuse_two(level, index, position)
    if measures - {Measure.BARE, quantities[-1].measure}:
        return None
    return quantities, position + 1


def _refuse_two(level: Level, index: int, other: int) -> None:
    """Ask which of two lengths is meant: `200m/90s recovery`."""
    if level.is_sign(index + 1, "/"):
        choices = tuple(f"{level.text(at)} recovery" for at in (index, other))
        raise level.doubt(index, other, "'{}' names two lengths for one recovery", "", choices)


def _ends(level: Level, index: int) -> bool:
    """Whether a list whose words stood before it ends before an atom."""
    return level.part(index) is None or level.is_sign(index, ".", ";", "(")


def _is_for_one(level: Level, first: int, index: int) -> bool:
    """Whether the last length is for one rep alone, or for the sets, while words for the first stand before it.

    `60 s, 2 min after the 3rd`, `60 s, 2 min before the last`, `rest 60 s, 4 min between sets`.
    """
    is_after = level.part(index) is Part.AFTER and level.part(index + 1) not in (Part.EACH, Part.SETS, Part.REPS)
    is_after |= level.part(index) is Part.BETWEEN and level.part(level.past(index + 1, (Part.FILLER,))) is Part.QUANTITY
    if is_after or is_before_rep(level, index):
        return True
    position = level.past(index, PAUSE_LEADS - {Part.BETWEEN} | SMALL_PARTS)
    is_led = level.part(first - 1) in (*PAUSE_LEADS, Part.REPS, Part.EACH, Part.FILLER)
    is_scoped = is_led and level.part(position) in (Part.BETWEEN, Part.AFTER)
    return is_scoped and level.part(level.past(position + 1, (Part.EACH, Part.FILLER))) is Part.SETS


def is_apart(level: Level, index: int, before: Quantity, *, is_other: bool = False) -> bool:
    """Whether a length behind a recovery is a jog by itself, being so much longer: `90s, 10 min jog`."""
    quantity = level.length(index)
    is_long = is_jog_of_its_own(quantity, before)
    is_long = is_long or (is_other and quantity.measure is not before.measure and quantity.is_long_jog)
    return is_long and level.part(level.past(index + 1, SMALL_PARTS)) is Part.MODE


def is_next(level: Level, index: int) -> bool:
    """Whether a length behind a way back is that of another pause: `walk back, 6 min between`."""
    is_between = level.part(index + 1) is Part.BETWEEN and level.part(index + 2) in (None, Part.SIGN)
    last = level.items[-1] if level.items else None
    has_sets = level.depth > 1 or (isinstance(last, Repeat) and levels_of(last) > 1)
    return (has_sets and level.is_sign(index - 1, "/", ";")) or (is_between and level.is_sign(index - 1, ",", ";", "/"))


def is_closed(level: Level, index: int) -> bool:
    """Whether a recovery ends there, or only says what it lies between."""
    is_of_sets = level.part(level.past(index + 1, (Part.FILLER, Part.EACH))) is Part.SETS
    if level.part(index) is Part.BETWEEN:
        return not is_of_sets
    return level.part(index) in (None, Part.PAUSE) or level.is_sign(index, ".", ";", ")")


def _falls(level: Level, index: int) -> bool:
    """Whether a dash stands between two lengths of which the second is the shorter, so that they are no range."""
    if not level.is_sign(index, "-") or (follows := level.quantity(index + 1)) is None:
        return False
    before = level.quantity(index - 1)
    return before is not None and follows.low < before.low


def other_reps(level: Level, index: int, *, is_several: bool) -> tuple[tuple[Quantity, ...], int]:
    """The lengths of reps behind that of one, `between the 800 and the 400`, `after the 6, 5 and 4`; the index behind.

    With `is_several` there may be more than one; the last has an "and" or a slash before it.
    """
    first, others, behind = level.length(index), list[Quantity](), index + 1
    while level.is_sign(behind, ",", "/") or level.part(behind) is Part.AND:
        is_last = level.part(behind + level.is_sign(behind, ",")) is Part.AND
        at = level.past(behind + 1, (Part.AND, Part.FILLER))
        other = level.quantity(at)
        is_time = other is not None and other.measure is Measure.TIME is not first.measure and not other.is_plural
        if other is None or is_time or level.is_pause(at) or level.part(at + 1) not in _BEHIND_REPS:
            break
        others.append(other)
        behind = at + 1
        if is_last or not is_several:
            return tuple(others), behind
    return (), index + 1


_BEHIND_REPS = (None, Part.SIGN, Part.AND, Part.REPS, Part.THEN)


def numbers_of_reps(level: Level, index: int) -> tuple[tuple[int, ...], int]:
    """The numbers of reps, `after the 4th`, `after reps 2 and 4`, `after 4/5/6`, and the index behind them."""
    if level.part(index) is Part.EACH and (level.word(index + 1) in ORDINALS or is_ordinal(level, index + 1)):
        every = max(ordinal(level.word(index + 1)), 1)  # after every 4th
        behind = index + 2 + (level.part(index + 2) in (Part.REPS, Part.SETS) or level.word(index + 2) == "one")
        return tuple(range(every, _MOST_REPS // 1_000, every)), behind
    numbers: list[int] = []
    is_said, behind, at = False, index, index
    while len(numbers) < LONGEST_LIST:
        at = level.past(at, (Part.FILLER,))
        is_said = is_said or level.part(at) is Part.REPS or level.value(at - 1) == "number"
        at += level.part(at) is Part.REPS
        number = _number_of_rep(level, at)
        if number is None:
            break
        numbers.append(number)
        behind = at + 1
        is_said = is_said or level.quantity(at) is None or level.part(behind) is Part.REPS
        behind += level.part(behind) in (Part.REPS, Part.SETS) or level.word(behind) == "one"
        at = behind + (level.is_sign(behind, "/", ",") or level.part(behind) is Part.AND)
        if at == behind:
            break
    return (tuple(numbers), behind) if numbers and (is_said or len(numbers) > 1) else ((), index)


def _number_of_rep(level: Level, index: int) -> int | None:
    """The number of a rep: `third`, `3rd`, 3; 0 is the middle of them."""
    word, quantity = level.word(index), level.quantity(index)
    if word in ORDINALS or is_ordinal(level, index):
        return ordinal(word)
    if quantity is None:
        return 0 if level.value(index) == HALFWAY else None
    is_rep = quantity.is_count and 0 < quantity.low == quantity.high <= _MOST_REPS
    is_length = level.part(index + 1) in (Part.AFTER, *PAUSE_LEADS)  # 3 min after the first, 2 after the second
    return quantity.low // 1_000 if is_rep and not is_length else None


def ordinal(word: str) -> int:
    """The number of `third` and `3rd`."""
    return ORDINALS.get(word) or int("".join(char for char in word if char.isdigit()))
