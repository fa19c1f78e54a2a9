"""Reps told one by one, by their numbers: `first 1k at 60%, jog back, second 1k at 75%`.

It exists because a number such as "second" says which of the reps above it is meant, unless nothing stands above it.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_quantity,
    before,
    either,
    maybe,
    part,
    said,
    some,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.quantities import in_unit
from trackclock.core.notation.words.values import ORDINALS, Measure, Quantity
from trackclock.core.notation.words.vocabulary import LAP_UNITS, UM_UNITS, Part

NUMBERS = {**ORDINALS, "1st": 1, "2nd": 2, "3rd": 3, **{f"{number}th": number for number in range(4, 13)}}
LAST = ("last", "final")
_UNITS = frozenset(unit for unit in (*UM_UNITS, *LAP_UNITS) if len(unit) > 2) | {"km"}
_POINTING = (Part.AFTER, Part.BETWEEN, Part.WITH, Part.ON, Part.OF, Part.OFF)
"""Behind one of these a number says which of the reps is meant."""

_REACH = 40
"""So many atoms on either side of a number the others are looked for."""

_NAME = some(either(part(Part.REPS, Part.EACH), said("one", "rep", "interval", "effort", "a")), 0, 2)
_HOW = part(Part.AT, Part.IN, Part.EASY, Part.EFFORT, Part.NAMED, Part.PACED, Part.PERCENT)


def _in_order(line: Line, found: Match) -> Sequence[Atom] | None:
    """`second 1k` as `1k`, and `second` as long as the first, where the reps are told in the order of their numbers."""
    near = range(max(found.starts[0] - _REACH, 0), min(found.starts[0] + _REACH, len(line.atoms)))
    places = [at for at in near if _number_of(line, at) is not None]
    numbers = [_number_of(line, at) for at in places]
    is_in_order = all(number in (0, at) for at, number in enumerate(numbers, 1))
    if len(numbers) < 2 or numbers[0] != 1 or not is_in_order or _is_told_above(line, places[0]):
        return None
    last, own = found.behind - 1, _length_at(line, found.behind - 1)
    value = own or line.quantity(places[0])
    return [as_quantity(value, line.atoms[found.starts[0]], line.atoms[last])] if value is not None else None


def _number_of(line: Line, index: int) -> int | None:
    """The number that an atom begins with, 0 for the last one; None for any other."""
    word = line.said(index).partition(" ")[0]
    return 0 if word in LAST else NUMBERS.get(word)


def _length_at(line: Line, index: int) -> Quantity | None:
    """The length at an index, or that of a unit alone."""
    if line.said(index) in _UNITS:
        return in_unit(1_000, Quantity(Measure.BARE, 0, 0, line.said(index)), line.lap_mm)
    return line.quantity(index)


def _is_told_above(line: Line, first: int) -> bool:
    """Whether what the numbers count stands before them on the line."""
    earlier = range(max(first - _REACH, 0), first)
    is_told = any(line.part(at) is Part.TIMES or line.quantity(at) is not None for at in earlier)
    return is_told or line.part(first - 1) in _POINTING


PHRASES = (
    Phrase(
        "reps told one by one by their numbers",
        (
            said(*NUMBERS, *LAST),
            maybe(_NAME),
            either(part(Part.QUANTITY), said(*_UNITS), before(_HOW)),
        ),
        _in_order,
        reads={
            "First 1k at 60%, jog 200m. Second 1k at 75%": "1000 r200 1000",
            "The first 900 in 3:00, the second in 2:55, all with 2 min": "900 r120s 900",
            "First mile in 6:00, second mile hard, all with 2 min rest": "1609 r120s 1609",
        },
        not_in=("2 x 900m, first in 3:00, second in 2:55, 2 min",),
    ),
)
