"""Signs and small words that say what another sign says: a comma before "and", letters for paces, `@ WU`.

It exists so that the grammar has one sign for each thing.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.atoms import Atom
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    Test,
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

_LETTERS = frozenset("RITME")
"""Daniels's letters for the paces of repetitions, intervals, threshold, marathon and easy running."""


def _letter(line: Line, index: int) -> int | None:
    """A capital that stands for a pace."""
    return index + 1 if index < len(line.atoms) and line.text(index) in _LETTERS else None


def _named_pace(line: Line, found: Match) -> Sequence[Atom]:
    """`@ R` as `@ R pace`."""
    letter = line.atoms[found.starts[1]]
    return [line.atoms[found.starts[0]], letter._replace(part=Part.NAME, value=f"{letter.value} pace", quantity=None)]


def _laps(line: Line, found: Match) -> Sequence[Atom]:
    """`laps: 1-2-3` as lengths."""
    atoms: list[Atom] = []
    for index in range(found.starts[2], found.behind):
        atom, value = line.atoms[index], line.quantity(index)
        if value is not None:
            low_mm = value.low * line.lap_mm // 1_000
            atom = as_quantity(Quantity(Measure.DISTANCE, low_mm, low_mm, "laps"), atom, atom)
        atoms.append(atom)
    return atoms


def _warm(line: Line, found: Match) -> Sequence[Atom]:
    """`2 mi @ WU` as `2 mi WU`, and `2 min rest @ WU` as `2 min rest easy`."""
    end = line.atoms[found.starts[1]]
    is_pause = line.part(found.starts[0] - 1) in (Part.PAUSE, Part.MODE)
    return [as_part(Part.EASY, "easy", end)] if is_pause else [end]


def _as_on_off(line: Line, found: Match) -> Sequence[Atom] | None:
    """`1 on 1 off` as `1 min on 1 min off`, `40 on 20 off` as seconds."""
    places = (found.starts[0], found.starts[3])
    values = [value.low for index in places if (value := line.quantity(index)) is not None]
    if max(values) <= _MOST_MINUTES:
        scale, unit = 60, "min"
    elif min(values) >= _LEAST_SECONDS:
        scale, unit = 1, "sec"
    else:
        return None
    atoms = list(line.atoms[found.starts[0] : found.behind])
    for index, number in zip(places, values, strict=True):
        time = Quantity(Measure.TIME, number * scale, number * scale, unit)
        atoms[index - found.starts[0]] = as_quantity(time, line.atoms[index], line.atoms[index])
    return atoms


_MOST_MINUTES, _LEAST_SECONDS = 6_000, 15_000
"""Bare numbers up to the one are minutes on and off, from the other on they are seconds, in thousandths."""


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


def _laps_of(line: Line, found: Match) -> Sequence[Atom] | None:
    """`5 laps of a 200m track` as so many metres."""
    laps, track = line.quantity(found.starts[0]), line.quantity(found.starts[3])
    if laps is None or track is None or not 100_000 <= track.low <= 1_000_000:
        return None
    length_mm = laps.low * track.low // line.lap_mm
    first, last = line.atoms[found.starts[0]], line.atoms[found.behind - 1]
    return [as_quantity(Quantity(Measure.DISTANCE, length_mm, length_mm, "m"), first, last)]


def _minute(line: Line, found: Match) -> Sequence[Atom]:
    """`on the minute` as `on the 1:00`, a send-off."""
    minute = line.atoms[found.behind - 1]
    time = Quantity(Measure.TIME, 60_000, 60_000, is_clock=True)
    return [*line.atoms[found.starts[0] : found.behind - 1], as_quantity(time, minute, minute)]


def _length_first(line: Line, found: Match) -> Sequence[Atom]:
    """`jog 10 minutes to cool down` as `10 minutes jog to cool down`."""
    how, length_atom = line.atoms[found.starts[0]], line.atoms[found.starts[1]]
    return [length_atom._replace(glued=False), how]


def _comma_behind(line: Line, found: Match) -> Sequence[Atom] | None:
    """`600m rest 8 min 500m` as `600m, rest 8 min 500m`: what is rested is told behind the word."""
    index = found.starts[0]
    before = line.quantity(index - 1)
    is_first = index == 0 or line.part(index - 1) in (Part.TIMES, Part.THEN, Part.FILLER)
    if not is_first and (before is None or before.measure is not Measure.TIME):
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


def _said(*words: str) -> Test:
    """One of the words as it was written, whatever part it plays."""
    return lambda line, index: index + 1 if index < len(line.atoms) and line.text(index).lower() in words else None


def _said_as(text: str) -> Test:
    """A word exactly as it was written."""
    return lambda line, index: index + 1 if index < len(line.atoms) and line.text(index) == text else None


def _easy(line: Line, found: Match) -> Sequence[Atom]:
    """`20 min E` as `20 min easy`."""
    return [line.atoms[found.starts[0]], as_part(Part.EASY, "easy", line.atoms[found.starts[1]])]


def _which_unit(line: Line, found: Match) -> Sequence[Atom] | None:
    """Ask for the unit of `2E`: who writes so runs miles or kilometres."""
    number = line.text(found.starts[0])
    choices = (f"{number} miles easy", f"{number} km easy")
    instead = "write " + " or ".join(choices)
    raise doubt(line, found.starts[0], found.starts[1], "'{}' can be miles or kilometres", instead, choices)


PHRASES = (
    Phrase(
        "half of what was run",
        frozenset((Part.QUANTITY,)),
        (
            count(1),
            sign("/"),
            count(2),
            some(part(Part.FILLER)),
            either(
                row(_said("time"), maybe(_said("run"))),
                _said("run time", "running time", "distance", "duration", "rep time"),
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
        "easy running by its letter",
        frozenset((Part.QUANTITY,)),
        (
            length(),
            _said_as("E"),
            before(either(ends(), sign("+", ",", ";", "/", ".", ")"), part(Part.THEN, Part.AND))),
        ),
        _easy,
        then=frozenset((Part.WORD,)),
        needs=frozenset(("e",)),
        reads={"2 x 3 min w/ 2 min jog + 10 min E": "180s r120s 180s ro 600s"},
        not_in=("2 x 3 min e, 60s",),
    ),
    Phrase(
        "easy running by its letter, the unit left out",
        frozenset((Part.QUANTITY,)),
        (
            count(20),
            _said_as("E"),
            before(either(ends(), sign("+", ",", ";", "/", ".", ")"), part(Part.THEN, Part.AND))),
        ),
        _which_unit,
        then=frozenset((Part.WORD,)),
        needs=frozenset(("e",)),
        asks={"2E + 2 x 1K I w/3 min jg": "3218 ro 1000 r180s 1000"},
    ),
    Phrase(
        "on the minute",
        frozenset((Part.ON, Part.EACH)),
        (part(Part.ON, Part.EACH), some(part(Part.FILLER)), word("minute")),
        _minute,
        reads={"2 x 200m on the minute": "200 ro 200", "2 x 200m every minute": "200 ro 200"},
        not_in=("2 x 200m, each one fast",),
    ),
    Phrase(
        "a jog to warm up or cool down",
        frozenset((Part.MODE,)),
        (part(Part.MODE), length(), before(some(part(Part.FILLER, Part.EASY)), part(Part.WARM, Part.COOL))),
        _length_first,
        then=frozenset((Part.QUANTITY,)),
        reads={"2 x 2 minutes with 1 minute jog, then jog 10 minutes to cool down": "120s r60s 120s c600s"},
        not_in=("2 x 300m, jog 100m, cool down",),
    ),
    Phrase(
        "a recovery told behind its word",
        frozenset((Part.QUANTITY,)),
        (
            quantity(lambda value: value.measure is Measure.DISTANCE and not value.is_range),
            before(
                part(Part.PAUSE),
                some(part(Part.FILLER)),
                quantity(lambda value: value.measure is Measure.TIME and not value.is_plural),
                either(ends(), part(Part.QUANTITY, Part.THEN), sign(",", ";", "-", "+", "/")),
            ),
        ),
        _comma_behind,
        then=frozenset((Part.PAUSE,)),
        measures=frozenset((Measure.DISTANCE,)),
        reads={
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
        "on and off without a unit",
        frozenset((Part.QUANTITY,)),
        (count(), part(Part.ON), maybe(sign(",", "/", "-")), count(), part(Part.OFF)),
        _as_on_off,
        then=frozenset((Part.ON,)),
        measures=frozenset((Measure.BARE,)),
        reads={"3 x 1 on 1 off": "60s r60s 60s r60s 60s", "2 x 40 on, 20 off": "40s r20s 40s"},
        not_in=("2 x 90 sec on 90 sec off",),
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
    Phrase(
        "laps of another track",
        frozenset((Part.QUANTITY,)),
        (
            quantity(lambda value: value.unit in ("lap", "laps") and not value.is_range),
            part(Part.OF, Part.ON),
            some(part(Part.FILLER)),
            quantity(lambda value: value.measure is Measure.DISTANCE),
            word("track", "loop", "oval"),
        ),
        _laps_of,
        then=frozenset((Part.OF, Part.ON)),
        needs=frozenset(("track", "loop", "oval")),
        reads={"2 x 3 laps of a 200m track, 2 min": "600 r120s 600"},
    ),
    Phrase(
        "a comma before and",
        frozenset((Part.SIGN,)),
        (sign(","), part(Part.AND), before(part(Part.QUANTITY))),
        lambda line, found: [line.atoms[found.starts[0]]],
        values=frozenset((",",)),
        then=frozenset((Part.AND,)),
        reads={"2 sets of 2, 3, and 2 mins with 60s": "120s r60s 180s r60s 120s r60s 120s r60s 180s r60s 120s"},
    ),
    Phrase(
        "a warm-up behind the sign of a pace",
        frozenset((Part.AT,)),
        (part(Part.AT), part(Part.WARM, Part.COOL)),
        _warm,
        then=frozenset((Part.WARM, Part.COOL)),
        reads={
            "2 mi @ WU, 2 x 300m, 60s": "w3218 300 r60s 300",
            "2 x 3 min w/ 2 min rest @ WU + 300m": "180s r120s 180s ro 300",
        },
    ),
    Phrase(
        "a letter for a pace",
        frozenset((Part.AT,)),
        (
            part(Part.AT),
            _letter,
            before(either(ends(), part(Part.WITH, Part.SIGN, Part.AND, Part.THEN, Part.OFF, Part.QUANTITY))),
        ),
        _named_pace,
        reads={"2 x 4 min @ I w/ 3 min": "240s r180s 240s"},
    ),
    Phrase(
        "a list of laps",
        frozenset((Part.WORD,)),
        (word("laps"), sign(":", "-"), row(count(12), some(row(sign("-", ",", "/"), count(12)), 1))),
        _laps,
        values=frozenset(("laps",)),
        then=frozenset((Part.SIGN,)),
        reads={"ladder of laps: 1-2-1, 90s": "400 r90s 800 r90s 400"},
    ),
)
