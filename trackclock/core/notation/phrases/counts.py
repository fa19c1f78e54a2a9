"""How often: numbers of passes in words, in a row, or without a sign behind them.

It exists because "x" is the one sign for it that the grammar knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.atoms import Atom
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
    lap = Quantity(Measure.DISTANCE, 400_000, 400_000, "m")
    return [number, as_part(Part.TIMES, "x", number), as_quantity(lap, quarters, quarters)]


def _times_length(line: Line, found: Match) -> Sequence[Atom]:
    """`5 of 600m` and `5 timed miles` as `5 x 600m`."""
    number = line.atoms[found.starts[0]]
    return [number, as_part(Part.TIMES, "x", number)]


def _dozen(line: Line, found: Match) -> Sequence[Atom]:
    """`half a dozen` as `6 x`."""
    value = line.quantity(found.starts[0])
    passes = 6_000 if line.text(found.starts[0]).lower() == "half" else 12 * (value.low if value is not None else 1_000)
    first, last = line.atoms[found.starts[0]], line.atoms[found.behind - 1]
    return [as_quantity(Quantity(Measure.BARE, passes, passes), first, last), as_part(Part.TIMES, "x", last)]


def _in_sets(line: Line, found: Match) -> Sequence[Atom] | None:
    """`12 x 300m in 3 sets of 4` as `3 x 4 x 300m`."""
    whole, sets, each = (line.quantity(found.starts[index]) for index in (0, 4, 6))
    if whole is None or sets is None or each is None or sets.low * each.low != whole.low * 1_000:
        return None
    one, other = line.atoms[found.starts[4]], line.atoms[found.starts[6]]
    cross = as_part(Part.TIMES, "x", other)
    return [one, cross, other, cross, *line.atoms[found.starts[2] : found.starts[3]]]


def _listed(line: Line, found: Match) -> Sequence[Atom]:
    """`1 2 3 2 1 minutes` as `1, 2, 3, 2, 1 minutes`."""
    atoms: list[Atom] = []
    for index in range(found.starts[0], found.behind):
        atoms += [line.atoms[index], as_part(Part.SIGN, ",", line.atoms[index])]
    return atoms[:-1]


def _and_back(line: Line, found: Match) -> Sequence[Atom] | None:
    """`200m, 400m, 600m and back down` as `200m, 400m, 600m, 400m, 200m`."""
    index, lengths = found.starts[0] - 1, list[Atom]()
    while index >= 0 and line.quantity(index) is not None and len(lengths) <= _MOST_STEPS:
        lengths.append(line.atoms[index])
        if line.value(index - 1) not in (",", "-", "/") and line.part(index - 1) is not Part.AND:
            break
        index -= 2
    sizes = [atom.quantity.low for atom in lengths if atom.quantity is not None]
    if len(sizes) < 2 or sizes != sorted(set(sizes), reverse=True) or line.part(index - 1) is Part.TIMES:
        return None
    atoms: list[Atom] = []
    for atom in lengths[1:]:
        atoms += [as_part(Part.SIGN, ",", line.atoms[found.starts[0]]), atom]
    return atoms


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


def _time_of(line: Line, found: Match) -> Sequence[Atom] | None:
    """`12 min of 90s hard, 30s easy` as `6 x (90s hard, 30s easy)`."""
    return _until(line, found, line.quantity(found.starts[0]), found.starts[2], found.behind)


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


_MOST_STEPS = 12
"""A ladder has no more steps."""


def _just_of(line: Line, index: int) -> int | None:
    """The bare word, and not the one of `sets of`."""
    return index + 1 if line.part(index) is Part.OF and line.text(index).lower() == "of" else None


_BARE = quantity(lambda value: value.is_count and not value.is_range)
_TIME = quantity(lambda value: value.measure is Measure.TIME and not value.is_range and not value.is_plural)
_LENGTH = quantity(lambda value: value.measure is not Measure.BARE and not value.is_range and not value.is_plural)
_RUN = quantity(lambda value: value.measure is Measure.DISTANCE and not value.is_range and not value.is_plural)
_SAYS_HOW = frozenset((Part.FILLER, Part.EFFORT, Part.EASY, Part.MODE, Part.ADJECTIVE, Part.KIND))
_SAYS_HOW |= {Part.ON, Part.OFF, Part.PAUSE, Part.NAMED}


def _how(line: Line, index: int) -> int | None:
    """A word for how a length is run."""
    return index + 1 if line.part(index) in _SAYS_HOW and line.value(index) != "for" else None


_HOW = some(_how)
_WISHED = some(either(_how, row(part(Part.AT, Part.IN), part(Part.NAMED, Part.PACED, Part.NAME, Part.KIND))))
_JOINED = some(either(sign(",", "/", "+"), part(Part.AND, Part.THEN)), 1)
_ENDS = before(either(ends(), sign(".", ";", ",")))

PHRASES = (
    Phrase(
        "so many of a length",
        _QUANTITY,
        (
            count(),
            either(_just_of, row(word("timed"), before(word("mile", "miles")))),
            before(either(length(), word("mile", "miles"))),
        ),
        _times_length,
        then=frozenset((Part.OF, Part.WORD)),
        measures=frozenset((Measure.BARE,)),
        reads={"2 of 600m, 2 min rest": "600 r120s 600", "two timed miles, 4 min rest": "1609 r240s 1609"},
        not_in=("2 sets of 2 x 600m, 2 min rest",),
    ),
    Phrase(
        "dozens",
        frozenset((Part.FILLER, Part.QUANTITY, Part.WORD, Part.NAME)),
        (either(row(word("half"), word("a")), word("a"), count(3)), word("dozen"), before(part(Part.QUANTITY))),
        _dozen,
        then=frozenset((Part.WORD, Part.FILLER)),
        needs=frozenset(("dozen",)),
        reads={
            "a dozen 200s with 45s": " r45s ".join(["200"] * 12),
            "half a dozen 300s, 90 sec rest": " r90s ".join(["300"] * 6),
        },
        not_in=("2 x 300m, a dozen bananas",),
    ),
    Phrase(
        "reps that are put into sets",
        _QUANTITY,
        (
            count(),
            part(Part.TIMES),
            length(),
            either(part(Part.IN, Part.AS), sign("=", ":", ",", "-")),
            count(),
            either(row(part(Part.SETS), part(Part.OF)), part(Part.OF, Part.TIMES)),
            count(),
            before(either(ends(), sign(",", ";", "(", ".", "-", ":"), part(Part.WITH, Part.OFF, Part.AT))),
        ),
        _in_sets,
        then=frozenset((Part.TIMES,)),
        measures=frozenset((Measure.BARE,)),
        reads={
            "4 x 250m in 2 sets of 2, 45s between reps, 4 min between sets": "250 r45s 250 r240s 250 r45s 250",
            "4 x 250m as 2 x 2, 45s and 4 min": "250 r45s 250 r240s 250 r45s 250",
        },
        not_in=("4 x 250m, 2 x 2 min, 45s",),
    ),
    Phrase(
        "a ladder with blanks between its steps",
        _QUANTITY,
        (
            _BARE,
            _BARE,
            either(
                row(some(_BARE), _LENGTH),
                row(some(_BARE, 1), before(either(ends(), part(Part.WITH, Part.OFF), sign(",", "(", ";")))),
            ),
        ),
        _listed,
        then=_QUANTITY,
        measures=frozenset((Measure.BARE,)),
        reads={
            "Pyramid 1 2 1 minutes with 1 minute recovery": "60s r60s 120s r60s 60s",
        },
        not_in=("3 400m, 60s",),
    ),
    Phrase(
        "a ladder and the same way back",
        frozenset((Part.AND, Part.THEN, Part.SIGN)),
        (
            either(part(Part.AND, Part.THEN), row(sign(","), maybe(part(Part.AND, Part.THEN)))),
            part(Part.BACK),
            before(either(ends(), sign(",", ";", "(", "."), part(Part.WITH, Part.OFF))),
        ),
        _and_back,
        needs=frozenset(("back", "down")),
        reads={"200m, 400m, 600m and back down, 90s rest": "200 r90s 400 r90s 600 r90s 400 r90s 200"},
        not_in=("200m, 400m, walk back",),
    ),
    Phrase(
        "running and walking so many times",
        frozenset((Part.FILLER, Part.MODE, Part.QUANTITY)),
        (
            maybe(either(word("run", "running"), part(Part.MODE))),
            _LENGTH,
            _HOW,
            some(either(sign(",", "/", "+"), part(Part.AND, Part.THEN)), 1),
            either(row(part(Part.MODE), _LENGTH), row(_LENGTH, some(part(Part.FILLER)), part(Part.MODE))),
            _HOW,
            maybe(sign(",")),
            either(row(part(Part.TIMES), count()), row(count(), part(Part.TIMES))),
            before(either(ends(), sign(".", ";"))),
        ),
        _bracketed,
        needs=frozenset(("walk", "walking", "jog", "jogging")),
        reads={
            "Jog 200m, walk 200m x 3": "200 r200 200 r200 200",
            "Run 100m, walk 100m x 2": "100 r100 100",
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
        },
        not_in=("4 x 300m alternating 52 and 56, 60s",),
    ),
    Phrase(
        "a time of two lengths in turn",
        _QUANTITY,
        (_TIME, part(Part.OF), _TIME, _HOW, maybe(_JOINED), _TIME, _HOW, _ENDS),
        _time_of,
        then=frozenset((Part.OF,)),
        measures=frozenset((Measure.TIME,)),
        reads={"2 min of 40s on 20s off": "40s r20s 40s", "6 min of 2 min hard, 1 min easy": "120s r60s 120s"},
        not_in=("5 min of 2 min hard, 1 min easy",),
    ),
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
                row(part(Part.REPS, Part.SETS, Part.TIMES), either(ends(), before(sign("-", ",", ";")))),
                ends(),
            ),
        ),
        _all_so_often,
        values=frozenset(("do", "complete", "run")),
        reads={
            "300m\n60s jog\nDo 3 of these": "300 r60s 300 r60s 300",
            "300m hard, 100m jog. Do at least 2": "300 r100 300",
            "20s hard, 40s jog x 2\nComplete 2 sets - 2 min break between sets": "20s r40s 20s r120s 20s r40s 20s",
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
        needs=frozenset(("quarters",)),
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
