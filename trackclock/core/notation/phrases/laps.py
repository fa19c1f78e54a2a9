"""The times of the laps inside a rep: `3 x 1k: first lap in 80, second in 76`, `laps of 80, 78, 76`.

It exists because they say how a rep is run, and are no reps and no rests of their own.
"""

from __future__ import annotations

from trackclock.core.notation.phrases.counts import is_bare_metres
from trackclock.core.notation.phrases.in_order import LAST, NUMBERS
from trackclock.core.notation.phrases.matching import (
    Line,
    Phrase,
    as_remark_on_rep,
    either,
    maybe,
    part,
    quantity,
    row,
    said,
    sign,
    some,
)
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part

_TIME = quantity(lambda value: value.measure is not Measure.DISTANCE and not value.is_plural)
_RESTED = (Part.PAUSE, Part.MODE, Part.BETWEEN)


def _time(line: Line, index: int) -> int | None:
    """A time that is not that of a rest."""
    behind = _TIME(line, index)
    return None if behind is None or line.part(behind) in _RESTED else behind


_LAP = either(
    said("lap", "half", "half lap", "round", "mile", "km", "kilometre", "quarter"),
    quantity(lambda value: value.measure is Measure.DISTANCE or is_bare_metres(value)),
)
_IN = some(either(part(Part.IN, Part.AT), sign("-", ":", "=")), 0, 2)
_NEXT = some(either(sign(",", ";", "/", "-"), part(Part.AND, Part.THEN)), 1, 2)
_LAP_IN = row(_LAP, _IN, _time)
_FIRST_IN = row(maybe(said("the")), said(*(word for word, number in NUMBERS.items() if number == 1)), _LAP_IN)
_LATER_IN = row(maybe(said("the")), said(*NUMBERS, *LAST), _LAP_IN)


PHRASES = (
    Phrase(
        "the times of the laps of a rep",
        (
            some(either(sign(":", "-", "(", ",", "."), part(Part.WITH, Part.AS)), 0, 2),
            either(
                row(_FIRST_IN, some(row(_NEXT, _LATER_IN), 1)),
                row(
                    said("laps", "splits"), some(part(Part.OF, Part.IN, Part.AT), 1), _time, some(row(_NEXT, _time), 1)
                ),
            ),
            maybe(sign(")")),
        ),
        as_remark_on_rep,
        needs=frozenset(("lap", "laps", "half", "splits", "round", "mile", "km", "kilometre", "quarter", *NUMBERS)),
        reads={
            "2 x 2k: 1st lap 80 secs, 2nd lap 76 secs, 3rd lap 72 secs. Rest 5 mins": "2000 r300s 2000",
            "2 x 900m, first lap 75, second lap 73, with 2 min rest": "900 r120s 900",
            "1 mile with laps of 80, 78, 76, 74": "1609",
        },
        not_in=("First lap in 80, second lap in 78, all with 2 min rest",),
    ),
)
