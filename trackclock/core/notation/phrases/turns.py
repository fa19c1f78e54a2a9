"""Lengths in turn: so many times, for a time, or by the clock, with no sign of a repeat before them.

It exists because the grammar knows a number, an x and a bracket, and runners say "for 20 minutes".
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    as_quantity,
    before,
    count,
    doubt,
    either,
    ends,
    maybe,
    part,
    quantity,
    row,
    sign,
    some,
    word,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_QUANTITY = frozenset((Part.QUANTITY,))


def _bracketed(line: Line, found: Match) -> Sequence[Atom]:
    """`run 200m, walk 200m x 6` as `6 x (run 200m, walk 200m)`."""
    first, last = line.atoms[found.starts[0]], line.atoms[found.behind - 1]
    number = next(line.atoms[at] for at in range(found.starts[-2], found.behind) if line.part(at) is Part.QUANTITY)
    inside = line.atoms[found.starts[0] : found.starts[-3]]
    cross = as_part(Part.TIMES, "x", last)
    return [number, cross, as_part(Part.SIGN, "(", first), *inside, as_part(Part.SIGN, ")", last)]


def _until(line: Line, found: Match, total: Quantity | None, start: int, behind: int) -> Sequence[Atom] | None:
    """Two lengths in turn, as often as they fit into a time: `8 x (90s ..., 60s ...)`."""
    lengths = [value for index in range(start, behind) if (value := line.quantity(index)) is not None]
    once = sum(value.low for value in lengths)
    if total is None or len(lengths) != 2 or once <= 0 or total.low % once or not 1 < total.low // once <= 60:
        return None
    passes = total.low // once * 1_000
    first, last = line.atoms[found.starts[0]], line.atoms[found.behind - 1]
    inside = [
        as_part(Part.SIGN, ",", atom) if atom.part in (Part.AND, Part.THEN, Part.SIGN) else atom
        for atom in line.atoms[start:behind]
    ]
    if not any(atom.part in (Part.SIGN, Part.WITH) for atom in inside[1:]):
        places = [at for at, atom in enumerate(inside) if atom.part is Part.QUANTITY]
        parted = next((at for at in range(places[0], places[1]) if inside[at].part is Part.MODE), places[1])
        inside.insert(parted, as_part(Part.SIGN, ",", inside[parted]))
    count_of = as_quantity(Quantity(Measure.BARE, passes, passes), first, first)
    return [
        count_of,
        as_part(Part.TIMES, "x", first),
        as_part(Part.SIGN, "(", first),
        *inside,
        as_part(Part.SIGN, ")", last),
    ]


def _in_turn_for(line: Line, found: Match) -> Sequence[Atom] | None:
    """`alternate 2 min running and 1 min walking for 18 min` as `6 x (2 min running, 1 min walking)`."""
    last = found.behind - 1
    atoms = _until(line, found, line.quantity(last), found.starts[0], found.starts[-3])
    if atoms is None:
        instead = "write how often they are run, such as 6 x (2 min run, 1 min walk)"
        raise doubt(line, found.starts[-3], last, "'{}' is no whole number of turns", instead)
    return atoms


def _every_for(line: Line, found: Match) -> Sequence[Atom] | None:
    """`300m every 90 s for 15 min` as `10 x 300m every 90 s`, the length before or behind it."""
    cycle, total = line.quantity(found.starts[2]), line.quantity(found.starts[5])
    if cycle is None or total is None or total.low % cycle.low or not 1 < total.low // cycle.low <= 60:
        return None
    passes = total.low // cycle.low * 1_000
    run = next((line.atoms[at] for at in (found.starts[0], found.behind - 1) if _is_run(line.quantity(at))), None)
    if run is None:
        return None
    number = as_quantity(Quantity(Measure.BARE, passes, passes), run, run)
    return [number, as_part(Part.TIMES, "x", run), run, *line.atoms[found.starts[1] : found.starts[3]]]


def _is_run(value: Quantity | None) -> bool:
    """Whether a quantity is a distance."""
    return value is not None and value.measure is Measure.DISTANCE


_TIME = quantity(lambda value: value.measure is Measure.TIME and not value.is_range and not value.is_plural)


_LENGTH = quantity(lambda value: value.measure is not Measure.BARE and not value.is_range and not value.is_plural)


_RUN = quantity(lambda value: value.measure is Measure.DISTANCE and not value.is_range and not value.is_plural)


_SAYS_HOW = frozenset((Part.FILLER, Part.EFFORT, Part.EASY, Part.MODE, Part.ADJECTIVE, Part.KIND))


_SAYS_HOW |= {Part.ON, Part.OFF, Part.PAUSE, Part.NAMED, Part.OF}


def _how(line: Line, index: int) -> int | None:
    """A word for how a length is run."""
    return index + 1 if line.part(index) in _SAYS_HOW and line.value(index) != "for" else None


_HOW = some(_how)


_WISHED = some(either(_how, row(part(Part.AT, Part.IN), part(Part.NAMED, Part.PACED, Part.NAME, Part.KIND))))


_JOINED = some(either(sign(",", "/", "+"), part(Part.AND, Part.THEN)), 1)


_ENDS = before(either(ends(), sign(".", ";", ",")))

PHRASES = (
    Phrase(
        "running and walking so many times",
        frozenset((Part.FILLER, Part.MODE, Part.QUANTITY)),
        (
            maybe(either(word("run", "running"), part(Part.MODE))),
            _LENGTH,
            _HOW,
            some(either(sign(",", "/", "+"), part(Part.AND, Part.THEN)), 1),
            either(
                row(_LENGTH, some(part(Part.FILLER)), part(Part.MODE)),
                row(some(part(Part.MODE, Part.FILLER), 1), _LENGTH),
            ),
            _HOW,
            maybe(sign(",")),
            either(
                row(part(Part.TIMES), count()),
                row(count(), part(Part.TIMES)),
                row(word("for"), count(), word("cycles", "rotations")),
            ),
            before(either(ends(), sign(".", ";", ",", "+"), part(Part.THEN, Part.AND, Part.WORD, Part.ON))),
        ),
        _bracketed,
        needs=frozenset(("walk", "walking", "jog", "jogging")),
        reads={
            "Jog 200m, walk 200m x 3": "200 r200 200 r200 200",
            "Run 100m, walk 100m x 2, 5 min rest, 300m": "100 r100 100 r300s 300",
            "walk 2 minutes, run 3 minutes for 2 cycles": "r120s 180s r120s 180s",
        },
        not_in=("run 100m, walk 100m",),
    ),
    Phrase(
        "a length by the clock for a time",
        frozenset((Part.QUANTITY, Part.EACH)),
        (
            maybe(_RUN),
            part(Part.EACH, Part.ON),
            _TIME,
            word("for"),
            some(part(Part.FILLER, Part.TOTAL, Part.OF)),
            _TIME,
            some(either(part(Part.FILLER), sign(",", ":"))),
            either(_RUN, _ENDS),
        ),
        _every_for,
        needs=frozenset(("for",)),
        reads={
            "run 300m every 90 seconds for 3 minutes": "300 ro 300",
            "every 90 seconds for 3 minutes run 300m": "300 ro 300",
        },
        not_in=("2 x 300m every 90 seconds",),
    ),
    Phrase(
        "two lengths in turn for a time",
        _QUANTITY,
        (
            _TIME,
            _WISHED,
            some(either(_JOINED, part(Part.WITH))),
            row(_WISHED, _TIME, _WISHED),
            word("for"),
            some(part(Part.FILLER, Part.TOTAL, Part.OF)),
            _TIME,
            before(either(ends(), sign(".", ";"))),
        ),
        _in_turn_for,
        needs=frozenset(("for",)),
        measures=frozenset((Measure.TIME,)),
        reads={
            "Alternate 2 min running and 1 min walking for 6 min": "120s r60s 120s",
            "Alternate running 1 minute at 5K pace with 1 minute recovery for a total of 4 minutes": "60s r60s 60s",
            "Run 9 min walk 1 min for 20 min": "540s r60s 540s",
            "Alternate 60 seconds of jogging and 90 seconds of walking for a total of 5 minutes": "60s r90s 60s",
        },
        not_in=("4 x 300m alternating 52 and 56, 60s",),
    ),
)
