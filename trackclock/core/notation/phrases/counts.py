"""How often: numbers of passes in words, in a row, or without a sign behind them.

It exists because "x" is the one sign for it that the grammar knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.limits import LAP_MM
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
    said,
    sign,
    some,
    word,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_QUANTITY = frozenset((Part.QUANTITY,))


def _range(line: Line, found: Match) -> Sequence[Atom] | None:
    """`four, five or six` as `4-6`."""
    values = [value for index in range(found.starts[0], found.starts[-1]) if (value := line.quantity(index))]
    low, high = min(value.low for value in values), max(value.high for value in values)
    first, last = line.atoms[found.starts[0]], line.atoms[found.starts[-1] - 1]
    return [as_quantity(Quantity(Measure.BARE, low, high), first, last)]


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


def _just_of(line: Line, index: int) -> int | None:
    """The bare word, and not the one of `sets of`."""
    return index + 1 if line.part(index) is Part.OF and line.text(index).lower() == "of" else None


def _each_so_long(line: Line, found: Match) -> Sequence[Atom] | None:
    """`5 hills, 60 seconds each` as `5 x 60 seconds hills`."""
    number = line.atoms[found.starts[0]]
    how = line.atoms[found.starts[2] : found.starts[3]]
    told = [line.atoms[at] for at in range(found.starts[3], found.behind) if line.part(at) is Part.QUANTITY]
    run = told[0].quantity
    is_pace = run is not None and run.measure is Measure.DISTANCE and run.low >= _SHORTEST_RACE_MM
    if len(told) != 1 or (line.part(found.starts[3]) is Part.AT and is_pace):
        return None
    return [number, as_part(Part.TIMES, "x", number), told[0], *how]


_SHORTEST_RACE_MM = 1_000_000
"""Behind "at" a distance from this on is the race whose pace is meant."""

_LASTING = (
    *("incline", "uphill", "hill"),
    "being",
    "is",
    "lasts",
    "lasting",
    "last",
    "takes",
    "taking",
    "one",
    "should",
    "are",
    "of",
    "run",
    "sprint",
)


def is_bare_metres(value: Quantity) -> bool:
    """Whether a number without a unit can only be metres: hundreds, from a hundred on."""
    return value.measure is Measure.BARE and not value.is_range and value.low >= 100_000 and value.low % 50_000 == 0


def is_at_start(line: Line, index: int) -> bool:
    """Whether nothing of a list stands right before an atom."""
    is_of_sets = line.part(index - 1) is Part.OF and line.text(index - 1).lower().startswith(SETS)
    is_apart = line.part(index - 1) not in (Part.QUANTITY, Part.TIMES, Part.OF) or is_of_sets
    return is_apart and line.value(index - 1) not in ("/", "-")


def _says_number(line: Line, found: Match) -> bool:
    """Whether a number in brackets is one of reps, by a word or a sign with it, and no time of the rep."""
    return any(line.part(at) in (Part.REPS, Part.KIND, Part.TIMES) for at in range(found.starts[0], found.behind))


def _count_before(line: Line, found: Match) -> Sequence[Atom] | None:
    """`400m reps (6)` and `3 min (8 times)` as `6 x 400m reps`."""
    if line.part(found.starts[0] - 1) is Part.TIMES:
        return None
    number = next(line.atoms[at] for at in range(found.starts[2], found.behind) if line.part(at) is Part.QUANTITY)
    return [number, as_part(Part.TIMES, "x", number), *line.atoms[found.starts[0] : found.starts[2]]]


def _between(line: Line, found: Match) -> Sequence[Atom] | None:
    """`between 5 and 10 reps of` as `5-10 reps of`."""
    one, other = line.quantity(found.starts[1]), line.quantity(found.starts[3])
    if one is None or other is None or other.low <= one.low:
        return None
    first, last = line.atoms[found.starts[0]], line.atoms[found.starts[3]]
    return [as_quantity(Quantity(Measure.BARE, one.low, other.low), first, last)]


SETS = ("set", "round", "series", "block", "circuit")


_EACH = either(part(Part.EACH), said("each one", "each rep", "each effort", "each run", "each interval", "each repeat"))
_ABOUT = some(either(part(Part.FILLER, Part.KIND, Part.REPS, Part.ADJECTIVE), said(*_LASTING), sign("~")))


PHRASES = (
    Phrase(
        "between one number of reps and another",
        frozenset((Part.BETWEEN,)),
        (
            part(Part.BETWEEN),
            count(),
            part(Part.AND),
            count(),
            before(part(Part.OF, Part.TIMES, Part.REPS, Part.QUANTITY)),
        ),
        _between,
        then=_QUANTITY,
        reads={"between 2 and 3 reps of 350m with 60s": "350 r60s 350 r60s 350"},
        not_in=("2 x 350m, 60s between the 1st and the 2nd",),
    ),
    Phrase(
        "a number of reps in brackets behind them",
        _QUANTITY,
        (
            length(),
            some(part(Part.REPS, Part.KIND, Part.EFFORT)),
            row(sign("("), maybe(part(Part.TIMES)), count(), maybe(part(Part.TIMES)), sign(")")),
        ),
        lambda line, found: _count_before(line, found) if _says_number(line, found) else None,
        then=frozenset((Part.REPS, Part.SIGN)),
        then_values=frozenset(("reps", "(")),
        measures=frozenset((Measure.DISTANCE, Measure.TIME)),
        needs=frozenset(("(",)),
        reads={"350m reps (2) with 90s": "350 r90s 350", "3 min (2 times), 60s rest": "180s r60s 180s"},
        not_in=("2 x 350m (47), 90s",),
    ),
    Phrase(
        "a number of times or lengths told as reps",
        _QUANTITY,
        (count(), before(length(), part(Part.REPS, Part.KIND, Part.EFFORT))),
        lambda line, found: _times_length(line, found) if is_at_start(line, found.starts[0]) else None,
        measures=frozenset((Measure.BARE,)),
        then=_QUANTITY,
        reads={
            "2 90s repeats, 60s rest": "90s r60s 90s",
            "two 4:00 reps with 400m float": "240s r400 240s",
            "2 to 3 2 minute efforts with 1 min": "120s r60s 120s r60s 120s",
        },
        not_in=("2 x 90s, 60s rest between reps",),
    ),
    Phrase(
        "a number and bare metres",
        _QUANTITY,
        (
            count(20),
            maybe(row(word("yasso", "yassos"), maybe(sign("-")))),
            before(
                quantity(is_bare_metres),
                either(ends(), part(Part.AT, Part.IN, Part.WITH, Part.OFF), sign(",", ";", "(", "."), part(Part.AND)),
            ),
        ),
        lambda line, found: _times_length(line, found) if is_at_start(line, found.starts[0]) else None,
        measures=frozenset((Measure.BARE,)),
        then=frozenset((Part.QUANTITY, Part.WORD)),
        reads={
            "1 1000 at 5k race pace, 2 800s at 3k pace": "1000 ro 800 ro 800",
            "2 Yasso-800's, 3 min": "800 r180s 800",
        },
        not_in=("400 - 800 - 400",),
    ),
    Phrase(
        "reps by their name, each so long",
        _QUANTITY,
        (
            count(),
            maybe(part(Part.TIMES)),
            row(some(part(Part.EASY, Part.EFFORT, Part.ADJECTIVE)), some(part(Part.KIND), 1)),
            either(
                row(maybe(sign(",", "-", ":")), length(), part(Part.EACH)),
                row(either(part(Part.AT, Part.OF), said("lasting", "for")), _ABOUT, length(), maybe(part(Part.EACH))),
                row(some(sign(",", "-", ":", ".", ";"), 1), some(part(Part.FILLER)), _EACH, _ABOUT, length()),
            ),
            before(either(ends(), sign(",", ";", "."), part(Part.WITH, Part.THEN, Part.AND))),
        ),
        _each_so_long,
        measures=frozenset((Measure.BARE,)),
        then=frozenset((Part.KIND, Part.TIMES, Part.EASY, Part.EFFORT, Part.ADJECTIVE)),
        reads={
            "2 hills, 60 seconds each, jog down": "60s ro 60s",
            "2 x hill sprints, 60m each": "60 ro 60",
            "2 uphill sprints of about 70 yards": "64 ro 64",
            "2 short hill sprints. Each sprint is about 12 seconds.": "12s ro 12s",
            "2 hills, each one lasting 45 seconds": "45s ro 45s",
            "2-3 hills at 30-40 metres each, walk down": "30 r30 30 r30 30",
        },
        not_in=("2 hills, jog down",),
    ),
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
        "several numbers of passes to choose from",
        _QUANTITY,
        (
            count(),
            some(row(either(sign(","), part(Part.OR)), count()), least=1),
            before(maybe(word("timed")), either(part(Part.TIMES), length(), word("mile", "miles", "laps"))),
        ),
        _range,
        then=frozenset((Part.SIGN, Part.OR)),
        needs=frozenset(("or",)),
        reads={"three, four or five x 300m, 60s": "300 r60s 300 r60s 300 r60s 300 r60s 300"},
        not_in=("300m, 4 min or 5 min jog, 300m",),
    ),
    Phrase(
        "do so many of these",
        frozenset((Part.FILLER,)),
        (
            word("do", "complete", "run", "doing"),
            some(part(Part.FILLER)),
            count(),
            either(
                row(part(Part.OF), word("these", "those", "them", "this", "that")),
                row(part(Part.REPS, Part.SETS, Part.TIMES), either(ends(), before(sign("-", ",", ";")))),
                ends(),
            ),
        ),
        _all_so_often,
        values=frozenset(("do", "complete", "run", "doing")),
        reads={
            "300m\n60s jog\nDo 3 of these": "300 r60s 300 r60s 300",
            "300m hard, 100m jog, doing two of this": "300 r100 300",
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
