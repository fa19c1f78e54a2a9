"""Recoveries: as a ratio, shrinking, told behind their word, or for the reps of several lengths.

It exists because a recovery is told in more ways than anything else, and the grammar reads one of each.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
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
from trackclock.core.notation.words.vocabulary import MS_UNITS, Part


def _ratio(line: Line, found: Match) -> Sequence[Atom] | None:
    """`1:1 rest` as a recovery as long as the rep, `1:2 work to rest` as one twice as long."""
    work, rest = (line.quantity(found.starts[index]) for index in (0, 2))
    if work is None or rest is None:
        return None
    like = line.atoms[found.starts[0]]
    kinds = {1: (Part.EQUAL, "equal time"), 2: (Part.DOUBLE, "double time")}
    if work.low == 2 * rest.low:
        kind = (Part.HALF_PAUSE, "half time")
    elif work.low == 1_000 and rest.low // 1_000 in kinds:
        kind = kinds[rest.low // 1_000]
    else:
        return None
    last = line.atoms[found.behind - 1]
    return [as_part(kind[0], kind[1], like)._replace(last=last.last), as_part(Part.PAUSE, "recovery", last)]


def _only_between(line: Line, found: Match) -> Sequence[Atom] | None:
    """`10 min between the 300s and the 150s` as `10 min between`, where those two repeats are all that is run."""
    counted = sum(line.part(index) is Part.TIMES for index in range(found.starts[0]))
    return [line.atoms[found.starts[0]]] if counted == 2 else None


def _rest_of(line: Line, found: Match) -> Sequence[Atom]:
    """`4 min set rest` as `4 min rest between sets`."""
    what, pause = line.atoms[found.starts[1]], line.atoms[found.starts[2]]
    return [line.atoms[found.starts[0]], pause, as_part(Part.BETWEEN, "between", pause), what]


def _comma_behind(line: Line, found: Match) -> Sequence[Atom] | None:
    """`600m rest 8 min 500m` as `600m, rest 8 min 500m`: what is rested is told behind the word."""
    index = found.starts[0]
    before = line.quantity(index - 1)
    is_first = index == 0 or line.part(index - 1) in (Part.TIMES, Part.THEN, Part.FILLER)
    is_listed = line.value(index - 1) in ("-", "/", "+", ",") and line.part(index - 3) is not Part.TIMES
    is_listed = is_listed and line.quantity(index - 2) is not None
    if not is_first and not is_listed and (before is None or before.measure is not Measure.TIME):
        return None
    atom = line.atoms[index]
    return [atom, as_part(Part.SIGN, ",", atom)]


def _one_by_one(line: Line, found: Match) -> Sequence[Atom] | None:
    """`400m jog after the 1200 and the 1000` as `400m jog after the 1200, 400m jog after the 1000`."""
    told = line.atoms[found.starts[0] : found.starts[2] + 1]
    one, other = line.atoms[found.starts[4]], line.atoms[found.starts[7]]
    lengths = [value.low for index in range(found.starts[0]) if (value := line.quantity(index)) is not None]
    if not all(atom.quantity is not None and atom.quantity.low in lengths for atom in (one, other)):
        return None
    return [*told, one, as_part(Part.SIGN, ",", one), *told, other]


def _half(line: Line, found: Match) -> Sequence[Atom] | None:
    """`1/2 run time` as `half the time`."""
    one, two = (line.quantity(found.starts[index]) for index in (0, 2))
    if one is None or two is None or (one.low, two.low) != (1_000, 2_000):
        return None
    first, last = line.atoms[found.starts[0]], line.atoms[found.behind - 1]
    return [as_part(Part.HALF_PAUSE, "half time", first)._replace(last=last.last)]


_PAUSED = quantity(lambda value: value.measure is not Measure.DISTANCE and not value.is_range and not value.is_plural)


def _shrinking(line: Line, found: Match) -> Sequence[Atom] | None:
    """`recovery decreasing 4, 3, 2, 1 min` as `4, 3, 2, 1 min recoveries`."""
    start = found.starts[2]
    places = [index for index in range(start, found.behind) if line.part(index) is Part.QUANTITY]
    values = [value.low for index in places if (value := line.quantity(index)) is not None]
    last = line.quantity(places[-1])
    if last is None or last.measure is Measure.BARE:
        return None
    scaled = [value.low if value.measure is Measure.TIME else value.low // 1_000 * _unit_ms(last)
              for index in places if (value := line.quantity(index)) is not None]  # fmt: skip
    if len(values) < 2 or scaled != sorted(set(scaled), reverse=True):
        return None
    if len(values) == 2 and line.value(places[0] + 1) not in ("/", "-"):
        return None
    atoms: list[Atom] = []
    for index in places:
        atoms += [line.atoms[index], as_part(Part.SIGN, ",", line.atoms[index])]
    pause = line.atoms[found.starts[0]]
    is_led = any(line.part(at) is Part.WITH for at in range(max(found.starts[0] - 2, 0), found.starts[0]))
    lead = [] if is_led else [as_part(Part.WITH, "with", pause)]
    return [*lead, *atoms[:-1], pause]


def _unit_ms(value: Quantity) -> int:
    """Milliseconds in one of the unit of a time."""
    return MS_UNITS.get(value.unit, 60_000 if value.is_clock else 1_000)


_SHRINKING = ("decreasing", "shrinking", "reducing", "descending", "dropping", "shortening", "going", "falling")


def _is_pause(value: Quantity) -> bool:
    """Whether a length is short enough for a recovery, and no sum."""
    return value.measure is not Measure.DISTANCE or value.low < 1_000_000


def _is_long(value: Quantity) -> bool:
    """Whether a number is a length, with its unit or as metres without one."""
    return value.measure is not Measure.BARE or value.low >= 100_000


def _told_first(line: Line, found: Match) -> Sequence[Atom]:
    """`between sets, 3 min rest` as `3 min rest between sets`."""
    start, told, behind = found.starts[0], found.starts[4], found.behind
    scope = [atom for atom in line.atoms[start : found.starts[3]] if atom.part is not Part.EACH]
    return [*line.atoms[told:behind], *scope]


PHRASES = (
    Phrase(
        "between what, and then how long",
        frozenset((Part.BETWEEN,)),
        (
            part(Part.BETWEEN),
            some(part(Part.FILLER, Part.EACH)),
            part(Part.REPS, Part.SETS),
            some(either(sign(",", ":", "-", "="), part(Part.FILLER)), 1),
            part(Part.QUANTITY),
            some(part(Part.PAUSE, Part.MODE, Part.EASY, Part.ADJECTIVE)),
            before(either(ends(), sign(".", ";", ",", ")"), part(Part.AND))),
        ),
        _told_first,
        reads={
            "2 x 350m\nbetween each repetition, 200 jog recovery": "350 r200 350",
        },
        not_in=("2 x 350m, 60s between reps",),
    ),
    Phrase(
        "a recovery behind its letter",
        frozenset((Part.QUANTITY,)),
        (quantity(_is_long), before(part(Part.PAUSE), sign("=", ":"), quantity(_is_pause))),
        lambda line, found: [line.atoms[found.starts[0]], as_part(Part.SIGN, ",", line.atoms[found.starts[0]])],
        then=frozenset((Part.PAUSE,)),
        reads={
            "450m, 650m, 850m R=90 sec": "450 r90s 650 r90s 850",
            "900/600/300 R=2'": "900 r120s 600 r120s 300",
        },
        not_in=("2 x 450m, 60s recovery",),
    ),
    Phrase(
        "recoveries that get shorter",
        frozenset((Part.PAUSE,)),
        (
            part(Part.PAUSE),
            some(
                either(
                    word(*_SHRINKING), part(Part.FILLER, Part.ADJECTIVE, Part.PROGRESS, Part.OF), sign(":", "-", "=")
                )
            ),
            row(_PAUSED, some(row(some(either(sign(",", "/", "-"), part(Part.AND, Part.THEN)), 1), _PAUSED), 1)),
            before(either(ends(), sign(")", ".", ";"))),
        ),
        _shrinking,
        reads={
            "4 x 300m, recovery decreasing 3,2,1 mins": "300 r180s 300 r120s 300 r60s 300",
            "4 x 300m with decreasing recovery: 3 min, 2 min, 1 min": "300 r180s 300 r120s 300 r60s 300",
            "300m + 200m + 100m, rec 3'/2'": "300 r180s 200 r120s 100",
            "800m, 600m, 400m rec 2-1 min": "800 r120s 600 r60s 400",
        },
        not_in=("2 x 2 x 300m, rec 60s, 3 min",),
    ),
    Phrase(
        "half of what was run",
        frozenset((Part.QUANTITY,)),
        (
            count(1),
            sign("/"),
            count(2),
            some(part(Part.FILLER)),
            either(
                row(said("time"), maybe(said("run"))),
                said("run time", "running time", "distance", "duration", "rep time"),
            ),
        ),
        _half,
        then=frozenset((Part.SIGN,)),
        needs=frozenset(("time", "distance", "duration")),
        measures=frozenset((Measure.BARE,)),
        reads={"2 x 2 min, rest = 1/2 run time": "120s r60s 120s"},
        not_in=("2 x 1/2 mile, 60s",),
    ),
    Phrase(
        "a recovery told behind its word",
        frozenset((Part.QUANTITY,)),
        (
            quantity(lambda value: _is_long(value) and value.measure is not Measure.TIME and not value.is_range),
            before(
                part(Part.PAUSE),
                some(part(Part.FILLER)),
                quantity(lambda value: value.measure is Measure.TIME and not value.is_plural),
                either(ends(), part(Part.QUANTITY, Part.THEN), sign(",", ";", "-", "+", "/")),
            ),
        ),
        _comma_behind,
        then=frozenset((Part.PAUSE,)),
        measures=frozenset((Measure.DISTANCE, Measure.BARE)),
        reads={
            "900, 700, 500 rec 150 sec": "900 r150s 700 r150s 500",
            "600m rest 8 min 500m rest 6 min 300m": "600 r480s 500 r360s 300",
            "600m rest for 8 mins then 500m rest for 6 mins then 300m": "600 r480s 500 r360s 300",
        },
        not_in=("2 x 300m with 200m rest 3 min", "2 x 300m, 100m recovery"),
    ),
    Phrase(
        "a recovery after the reps of several lengths",
        frozenset((Part.QUANTITY,)),
        (
            length(),
            part(Part.MODE, Part.PAUSE),
            part(Part.AFTER),
            some(part(Part.FILLER)),
            part(Part.QUANTITY),
            part(Part.AND),
            some(part(Part.FILLER)),
            part(Part.QUANTITY),
            before(either(ends(), sign(",", ";", ".", ")"))),
        ),
        _one_by_one,
        then=frozenset((Part.MODE, Part.PAUSE)),
        needs=frozenset(("after",)),
        reads={"900, 700, 500 with 400m jog after the 900 and the 700": "900 r400 700 r400 500"},
        not_in=("900m, 400m jog after the 900 and walk",),
    ),
    Phrase(
        "a recovery as a ratio",
        frozenset((Part.QUANTITY,)),
        (
            count(9),
            sign(":"),
            count(9),
            either(
                row(word("work"), either(word("to"), sign("/", ":", "-")), part(Part.PAUSE), maybe(word("ratio"))),
                part(Part.PAUSE),
            ),
        ),
        _ratio,
        then=frozenset((Part.SIGN,)),
        measures=frozenset((Measure.BARE,)),
        then_values=frozenset((":",)),
        reads={"2 x 1 min, 1:1 rest": "60s r60s 60s", "2 x 30s, 1:2 work to rest": "30s r60s 30s"},
        not_in=("2 x 1 min, 1:10 rest",),
    ),
    Phrase(
        "a recovery between the reps of one length and those of another",
        frozenset((Part.BETWEEN,)),
        (
            part(Part.BETWEEN),
            some(part(Part.FILLER)),
            part(Part.QUANTITY),
            part(Part.AND),
            some(part(Part.FILLER)),
            part(Part.QUANTITY),
        ),
        _only_between,
        reads={
            "2 x 500m w/ 4 min; 2 x 300m w/ 3 min [8 min rest between 500 & 300]": "500 r240s 500 r480s 300 r180s 300"
        },
        not_in=("2 x 500m, 4 min between each 500 and walk",),
    ),
    Phrase(
        "a set rest",
        frozenset((Part.QUANTITY,)),
        (length(), part(Part.SETS, Part.REPS), part(Part.PAUSE)),
        _rest_of,
        then=frozenset((Part.SETS, Part.REPS)),
        reads={"2 sets of (2 x 350m, 60s rest), 4 min set rest": "350 r60s 350 r240s 350 r60s 350"},
        not_in=("2 sets of 2 x 350m, 60s rest",),
    ),
)
