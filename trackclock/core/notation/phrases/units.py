"""Numbers and their units with words between them, and numbers that count something else than what is run.

It exists because a coach says "two full minutes" and "1 measured mile", sets a belt to "incline 4", and says a length
again in other words; none of these numbers is a length by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_quantity,
    either,
    part,
    quantity,
    said,
    some,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.quantities import in_unit
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import LAP_UNITS, MS_UNITS, UM_UNITS, Part

_NAMES = frozenset(unit for unit in (*UM_UNITS, *MS_UNITS, *LAP_UNITS) if len(unit) > 2)
"""Units that are words of their own."""

_HOW = (Part.EASY, Part.EFFORT, Part.KIND)
_STRAY = (
    *("full", "whole", "measured", "solid", "complete", "good", "straight", "continuous", "flat", "more", "extra"),
    *("consecutive", "timed", "single", "long", "very", "nice", "big", "total", "further", "additional"),
)
"""What can stand between a number and its unit and says nothing of how it is run."""


def _with_unit(line: Line, found: Match) -> Sequence[Atom] | None:
    """`two full minutes` as `two minutes`, `2 easy miles` as `2 miles easy`."""
    start, unit = found.starts[0], found.behind - 1
    first, last = line.atoms[start], line.atoms[unit]
    number = line.quantity(start) or Quantity(Measure.BARE, 1_000, 1_000)
    like = Quantity(Measure.BARE, 0, 0, line.text(unit).lower())
    low, high = (in_unit(end, like, line.lap_mm) for end in (number.low, number.high))
    if line.text(start + 1).lower() == "timed" and number.low > 1_000:
        return None  # two timed miles are two reps
    how = [line.atoms[at]._replace(glued=False) for at in range(start + 1, unit) if line.part(at) in _HOW]
    return [as_quantity(low._replace(high=high.high), first, last), *how]


PHRASES = (
    Phrase(
        "a number and its unit with words between",
        frozenset((Part.QUANTITY, Part.FILLER, Part.WORD)),
        (
            either(quantity(lambda value: value.measure is Measure.BARE and not value.is_plural), said("a", "an")),
            some(either(part(*_HOW), said(*_STRAY)), 1),
            said(*_NAMES),
        ),
        _with_unit,
        measures=frozenset((Measure.BARE,)),
        needs=_NAMES,
        reads={
            "2 x two full minutes with one whole minute of jogging": "120s r60s 120s",
            "8 min jog, then 1 measured mile, 300m": "w480s 1609 ro 300",
            "2 easy miles, 300m": "3218 ro 300",
            "three hard minutes, 2 easy minutes, 300m": "180s r120s 300",
            "5 full laps, 2 min rest, a hard mile": "2000 r120s 1609",
        },
        not_in=("3 hard 300s, 2 min",),
    ),
)
