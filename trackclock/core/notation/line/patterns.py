"""What changes inside one rep: `1 mile of (100m sprint, 100m jog)`, `4 laps alternating 100m fast, 100m slow`.

It exists apart from the repeats because all of it is one rep, whatever numbers stand in it.
"""

from __future__ import annotations

from trackclock.core.notation.line.describe import tail
from trackclock.core.notation.line.level import Level
from trackclock.core.notation.tree import Work
from trackclock.core.notation.words.quantities import Measure
from trackclock.core.notation.words.vocabulary import Part

_LIKE_THIS = "write metres, such as (100m sprint, 100m jog)"


def work_behind(level: Level, work: Work, index: int) -> int:
    """Read the pattern of a rep of a repeat, or its words; the index behind them."""
    if level.part(index) not in (Part.OF, Part.AS) or not level.is_sign(index + 1, "("):
        return tail(level, work, index)
    close = level.closing[index + 1]
    _give_pattern(level, work, index + 2, close)
    if not work.pattern:
        raise level.doubt(index + 1, close, "the pattern is empty", _LIKE_THIS)
    return tail(level, work, close + 1)


def lone_work_behind(level: Level, work: Work, index: int) -> int:
    """The same for a rep that is run once, which may alternate: `4 laps alternating 100m fast, 100m slow`."""
    first = level.past(index, (Part.FILLER,))
    if level.value(first) in ("alternating", "alternate") and level.part(first + 1) is Part.QUANTITY:
        behind = first + 1
        while behind < level.end and not level.is_sign(behind, ".", ";", "(") and level.part(behind) is not Part.WITH:
            behind += 1
        _give_pattern(level, work, first + 1, behind)
        return behind
    return work_behind(level, work, index)


def _give_pattern(level: Level, work: Work, index: int, behind: int) -> None:
    """Give a rep the pieces of its pattern."""
    position = index
    while position < behind:
        quantity = level.quantity(position)
        if level.is_sign(position, ",", "/", "-", "+", ";") or level.part(position) in (Part.AND, Part.THEN):
            position += 1
            continue
        if quantity is None:
            raise level.doubt(position, position, "'{}' has no length in the pattern", _LIKE_THIS)
        if quantity.measure is not Measure.DISTANCE or quantity.is_range or quantity.low <= 0:
            raise level.doubt(position, position, "'{}' cannot be part of a pattern", _LIKE_THIS)
        first, position = position + 1, position + 1
        while position < behind and level.part(position) not in (Part.QUANTITY, Part.SIGN, Part.AND, Part.THEN):
            position += 1
        work.pattern.append((quantity, level.text(first, position - 1).lower()))
