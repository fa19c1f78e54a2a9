"""How often what stands before is run: `x 3`, `twice`, `repeat for 3 rounds`, `repeat another 2 times`.

It exists apart from the repeats because here the number stands behind what is repeated.
"""

from __future__ import annotations

from trackclock.core.notation.context import failure
from trackclock.core.notation.line.counts import passes
from trackclock.core.notation.line.level import Found, Level
from trackclock.core.notation.line.repeats import labelled
from trackclock.core.notation.tree import Multiplier, Pause, Place, Repeat, Work
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import REPEAT_WORDS, Part

_MORE = frozenset(("another", "further"))
_NOT_ALONE = frozenset(("repeated", "repeating", "repeat for", "repeat x"))
_COURSES = frozenset(("on", "back"))
_AGAIN = frozenset((Part.REPEAT, Part.TIMES, Part.FILLER, Part.SETS, Part.OF))
_BRINGING = frozenset((Part.FILLER, Part.WORD, Part.TOTAL, Part.AND))
_COMING_TO = frozenset(("making", "makes", "total of", "a total of", "total", "get", "giving", "gives", "equals"))
"""Words that bring in what the passes come to: `repeat 3 times, making a total of 4`."""

_FURTHEST_SUM = 8
"""So many atoms behind a number of passes at most stands what they come to."""

_PASSES = frozenset((Part.TIMES, Part.SETS, Part.REPS))


def multiplier(level: Level, index: int) -> Found | None:
    """A number of passes behind what is repeated; None if it is none."""
    if level.part(index) is Part.REPEAT and level.value(index) in _COURSES:
        place, until = level.place(index), level.atoms[index].quantity
        return [Multiplier(1, 1, place, is_all=True, until=until, course=level.value(index))], index + 1
    position = level.past(index, _AGAIN)
    is_all = any(level.part(at) is Part.REPEAT for at in range(index, position))
    if _is_once_more(level, index, position):
        place = level.place(index)
        _refuse_counted(level, index)
        level.context.assume(place, f"'{place.text}' is read as once more: two passes in all")
        return [Multiplier(2, 2, place, is_all=True, is_more=True)], position
    if is_all and level.value(position) in _MORE and level.part(position + 1) is Part.QUANTITY:
        return _some_more(level, index, position + 1)
    quantity = _number(level, position)
    if quantity is None:
        return None
    low, high = passes(quantity, level.place(position))
    behind = level.past(position + 1, _PASSES)
    place = level.place(index, behind - 1)
    if is_all and level.is_sign(behind, ":") and not level.has_work:
        return labelled(level, (quantity, place), behind + 1)
    if is_all and low == high == 1:
        level.context.assume(place, f"'{place.text}' is read as once more: two passes in all")
        return [Multiplier(2, 2, place, is_all=True, is_more=True)], behind
    if is_all and (told := _in_all(level, place, (low, high), behind)) is not None:
        low, behind = told
        high = low
    return [Multiplier(low, high, place, is_all=is_all)], behind


def _number(level: Level, index: int) -> Quantity | None:
    """`3`, `twice`: a number of passes."""
    quantity = level.quantity(index)
    if quantity is not None:
        return quantity if quantity.is_count else None
    is_relative = level.word(index + 1) in ("what", "as", "the", "your", "that")  # twice what the rep took
    times = 0 if is_relative else REPEAT_WORDS.get(level.value(index), 0) * 1_000
    return Quantity(Measure.BARE, times, times) if times else None


def _in_all(level: Level, place: Place, told: tuple[int, int], index: int) -> tuple[int, int] | None:
    """The passes of `repeat 3 times (so 4 in total)`, the first counted or not, and the index behind it."""
    is_bracket = level.is_sign(index, "(")
    position = level.past(index + level.is_sign(index, "(", ",", "-", ";"), _BRINGING)
    quantity, behind = level.quantity(position), level.past(position + 1, _PASSES)
    is_total = level.part(behind) is Part.TOTAL or any(level.value(at) in _COMING_TO for at in range(index, position))
    if position > index + _FURTHEST_SUM or not is_total:
        return None
    behind += level.part(behind) is Part.TOTAL
    if quantity is None or not quantity.is_count or quantity.is_range:
        return None
    (low, high), total = told, quantity.low // 1_000
    level.spend(behind - index, index)
    if total not in (low, low + 1) or low != high:
        what = f"'{place.text}' does not come to {total}"
        raise failure(place, what, f"write {total} x (...), or repeat {total} times")
    if total > low:
        level.context.assume(place, f"'{place.text}' is read as {total} passes in all")
    return total, level.closing[index] + 1 if is_bracket else behind


def _some_more(level: Level, index: int, position: int) -> Found | None:
    """`repeat another 2 times`: so many passes beside the first."""
    quantity = level.quantity(position)
    if quantity is None or not quantity.is_count:
        return None
    behind = level.past(position + 1, _PASSES)
    place = level.place(index, behind - 1)
    low, high = passes(quantity, place)
    level.context.assume(place, f"'{place.text}' is read as {low + 1} passes in all")
    if (told := _in_all(level, place, (low + 1, high + 1), behind)) is not None and told[0] == low + 1:
        behind = told[1]
    return [Multiplier(low + 1, high + 1, place, is_all=True, is_more=True)], behind


def _refuse_counted(level: Level, index: int) -> None:
    """Ask whether `8 x 80m. Sprint, walk back, repeat` is done twice, or tells how its reps follow one another."""
    run = [item for item in level.items if isinstance(item, (Work, Repeat))]
    is_counted = len(run) == 1 and isinstance(run[0], Repeat) and run[0].high > 1
    if is_counted and not any(isinstance(item, Pause) and item.quantities for item in level.items):
        text = level.text(index)
        what = "'{}' can be once more, or what is done from rep to rep"
        raise level.doubt(index, index, what, "", (f"[note: {text}]", f"{text} 2 times"))


def _is_once_more(level: Level, index: int, behind: int) -> bool:
    """Whether a sentence ends in "repeat" and nothing says how often."""
    is_last = behind >= level.end or level.is_sign(behind, ".", ";", ",", "(") or level.part(behind) is Part.WITH
    before, value = level.part(index - 1), level.value(index)
    is_alone = value not in _NOT_ALONE or (value == "repeating" and before is Part.THEN)
    is_once = is_alone and level.part(index) is Part.REPEAT and behind == index + 1
    return is_last and is_once and before in (None, Part.SIGN, Part.AND, Part.THEN)
