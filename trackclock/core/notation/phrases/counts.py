"""How often: numbers of passes in words, in a row, or without a sign behind them.

It exists because "x" is the one sign for it that the grammar knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.limits import LAP_MM
from trackclock.core.notation.atoms import Atom
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    as_quantity,
    before,
    count,
    either,
    ends,
    length,
    maybe,
    part,
    quantity,
    row,
    sign,
    some,
    word,
)
from trackclock.core.notation.quantities import Measure, Quantity
from trackclock.core.notation.vocabulary import Part

_QUANTITY = frozenset((Part.QUANTITY,))


def _range(line: Line, found: Match) -> Sequence[Atom] | None:
    """`four, five or six` as `4-6`."""
    values = [value for index in range(found.starts[0], found.starts[-1]) if (value := line.quantity(index))]
    low, high = min(value.low for value in values), max(value.high for value in values)
    first, last = line.atoms[found.starts[0]], line.atoms[found.starts[-1] - 1]
    return [as_quantity(Quantity(Measure.BARE, low, high), first, last)]


def _counted(line: Line, found: Match) -> Sequence[Atom] | None:
    """A number with the sign for how often behind it."""
    number = line.atoms[found.starts[0]]
    return [number, as_part(Part.TIMES, "x", number), *line.atoms[found.starts[0] + 1 : found.behind]]


def _all_so_often(line: Line, found: Match) -> Sequence[Atom] | None:
    """`do 8 of these` as `repeat 8 times`."""
    number = next(index for index in range(found.starts[0], found.behind) if line.part(index) is Part.QUANTITY)
    like = line.atoms[found.starts[0]]
    return [as_part(Part.REPEAT, "repeat", like), line.atoms[number], as_part(Part.TIMES, "x", like)]


def _more(line: Line, found: Match) -> Sequence[Atom]:
    """`two more times` as `another two times`."""
    lead, number, more = line.atoms[found.starts[0] : found.starts[0] + 3]
    return [lead, as_part(Part.WORD, "another", more), number, as_part(Part.TIMES, "x", more)]


def _quarters(line: Line, found: Match) -> Sequence[Atom]:
    """`12 quarters` as `12 x 400m`: runners on a track of 400 m call a lap so."""
    number, quarters = line.atoms[found.starts[0]], line.atoms[found.starts[1]]
    lap = Quantity(Measure.DISTANCE, LAP_MM, LAP_MM, "m")
    return [number, as_part(Part.TIMES, "x", number), as_quantity(lap, quarters, quarters)]


PHRASES = (
    Phrase(
        "several numbers of passes to choose from",
        _QUANTITY,
        (
            count(),
            some(row(either(sign(","), part(Part.OR)), count()), least=1),
            before(maybe(word("timed")), either(part(Part.TIMES), length(), word("mile", "miles", "laps"))),
        ),
        _range,
        then=frozenset((Part.SIGN, Part.OR)),
        reads={"three, four or five x 300m, 60s": "300 r60s 300 r60s 300 r60s 300 r60s 300"},
        not_in=("300m, 4 min or 5 min jog, 300m",),
    ),
    Phrase(
        "a range of numbers and a length",
        _QUANTITY,
        (
            quantity(lambda value: value.is_count and value.is_range and value.high <= 60_000),
            before(length(), part(Part.REPS, Part.KIND, Part.EFFORT, Part.AT, Part.WITH, Part.IN)),
        ),
        _counted,
        then=_QUANTITY,
        reads={"2 to 3 2 minute efforts with 1 min": "120s r60s 120s r60s 120s"},
    ),
    Phrase(
        "do so many of these",
        frozenset((Part.FILLER,)),
        (
            word("do", "complete", "run"),
            some(part(Part.FILLER)),
            count(),
            either(
                row(part(Part.OF), word("these", "those", "them")),
                row(part(Part.REPS, Part.SETS, Part.TIMES), ends()),
                ends(),
            ),
        ),
        _all_so_often,
        values=frozenset(("do", "complete", "run")),
        reads={
            "300m\n60s jog\nDo 3 of these": "300 r60s 300 r60s 300",
            "300m hard, 100m jog. Do at least 2": "300 r100 300",
        },
        not_in=("do 3 x 300m, 60s",),
    ),
    Phrase(
        "so many more times",
        frozenset((Part.REPEAT,)),
        (part(Part.REPEAT), count(), word("more"), maybe(part(Part.TIMES))),
        _more,
        then=_QUANTITY,
        reads={"400m\n200m jog\nrepeat two more times": "400 r200 400 r200 400"},
    ),
    Phrase(
        "quarters of a mile on the track",
        _QUANTITY,
        (count(), word("quarters")),
        _quarters,
        then=frozenset((Part.WORD,)),
        reads={"2 quarters at 72, 90s rest": "400 r90s 400"},
        not_in=("quarters 5 x 300m, 60s",),
    ),
    Phrase(
        "a set with its number in the middle of a line",
        frozenset((Part.SIGN,)),
        (sign(".", ";"), part(Part.SETS), count(12), sign(":", "-")),
        lambda line, found: [line.atoms[found.starts[0]]],
        values=frozenset((".", ";")),
        then=frozenset((Part.SETS,)),
        reads={"Set 1: 2 x 200m, 30s. Set 2: 2 x 400m, 60s": "200 r30s 200 ro 400 r60s 400"},
    ),
)
