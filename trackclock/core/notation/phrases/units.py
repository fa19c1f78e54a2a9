"""Units with words between them and their number, and signs and small words that say what another sign says.

It exists because a coach says "two full minutes" and "5 laps of a 200m track", and the grammar has one sign for each.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    Test,
    as_part,
    as_quantity,
    as_remark,
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
    said,
    search,
    sign,
    some,
    stops,
    word,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.quantities import in_unit
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import LAP_UNITS, MS_UNITS, UM_UNITS, Part

_NAMES = frozenset(unit for unit in (*UM_UNITS, *MS_UNITS, *LAP_UNITS) if len(unit) > 2) | {"km"}
"""Units that are words of their own."""

_HOW = (Part.EASY, Part.EFFORT, Part.KIND, Part.PAUSE, Part.MODE, Part.WARM, Part.COOL)
_WHOLE = ("full", "whole", "entire")
_STRAY = (
    *("full", "whole", "measured", "solid", "complete", "good", "straight", "continuous", "flat", "more", "extra"),
    *("consecutive", "timed", "single", "long", "very", "nice", "big", "total", "further", "additional"),
    *("entire", "final", "last"),
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
    how += [line.atoms[at] for at in range(start + 1, unit) if line.part(at) is Part.TOTAL]
    return [as_quantity(low._replace(high=high.high), first, last), *how]


_RATE = quantity(lambda value: value.measure is Measure.BARE and value.is_range and 90_000 <= value.low < 220_000)


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


def _as_on_off(line: Line, found: Match) -> Sequence[Atom] | None:
    """`1 on 1 off` as `1 min on 1 min off`, `40 on 20 off` as seconds."""
    places = (found.starts[0], found.starts[3])
    values = [value.low for index in places if (value := line.quantity(index)) is not None]
    if max(values) <= _MOST_MINUTES:
        scale, unit = 60, "min"
    elif min(values) >= _LEAST_SECONDS and max(values) > _MOST_OF_BOTH:
        scale, unit = 1, "sec"
    else:
        return None
    atoms = list(line.atoms[found.starts[0] : found.behind])
    for index, number in zip(places, values, strict=True):
        time = Quantity(Measure.TIME, number * scale, number * scale, unit)
        atoms[index - found.starts[0]] = as_quantity(time, line.atoms[index], line.atoms[index])
    return atoms


_MOST_MINUTES, _LEAST_SECONDS, _MOST_OF_BOTH = 6_000, 10_000, 14_000
"""Bare numbers up to the one are minutes on and off, from the other on they are seconds, in thousandths."""


def _laps_of(line: Line, found: Match) -> Sequence[Atom] | None:
    """`5 laps of a 200m track` as so many metres."""
    laps, track = line.quantity(found.starts[0]), line.quantity(found.starts[3])
    if laps is None or track is None or not 100_000 <= track.low <= 1_000_000:
        return None
    length_mm = laps.low * track.low // line.lap_mm
    first, last = line.atoms[found.starts[0]], line.atoms[found.behind - 1]
    return [as_quantity(Quantity(Measure.DISTANCE, length_mm, length_mm, "m"), first, last)]


def _one(line: Line, found: Match) -> Sequence[Atom] | None:
    """`kilometre reps`, `minute rest`, `mins on/off` as `1 km reps`, `1 min rest`, `1 min on/off`."""
    unit, like = line.atoms[found.starts[0]], Quantity(Measure.BARE, 0, 0, line.said(found.starts[0]))
    is_told = line.part(found.starts[0] - 1) is Part.QUANTITY
    return [as_quantity(in_unit(1_000, like, line.lap_mm), unit, unit)] if not is_told else None


def _minute(line: Line, found: Match) -> Sequence[Atom] | None:
    """`every minute`, `on the minute` and both as `on the 1:00`, a send-off; beside another time it says no more."""
    behind = found.starts[2]
    if line.quantity(behind - 1) is not None:
        return line.atoms[found.starts[0] : behind] if found.behind > behind else None
    minute = line.atoms[behind - 1]
    time = Quantity(Measure.TIME, 60_000, 60_000, is_clock=True)
    return [*line.atoms[found.starts[0] : behind - 1], as_quantity(time, minute, minute)]


_ONE_MINUTE = row(
    some(part(Part.FILLER)), either(word("minute"), quantity(lambda value: value.measure is Measure.TIME))
)
_AGAIN = maybe(row(maybe(sign(",")), part(Part.ON), some(part(Part.FILLER)), word("minute")))


def _said_as(text: str, test: Test) -> Test:
    """A word or sign exactly as it was written."""
    return search(test, lambda line, index: index + 1 if index < len(line.atoms) and line.text(index) == text else None)


def _easy(line: Line, found: Match) -> Sequence[Atom]:
    """`20 min E` as `20 min easy`; the unit of `2E` is asked for: who writes so runs miles or kilometres."""
    run, number = line.atoms[found.starts[0]], line.text(found.starts[0])
    if run.quantity is not None and run.quantity.measure is not Measure.BARE:
        return [run, as_part(Part.EASY, "easy", line.atoms[found.starts[1]])]
    choices = (f"{number} miles easy", f"{number} km easy")
    instead = "write " + " or ".join(choices)
    raise doubt(line, found.starts[0], found.starts[1], "'{}' can be miles or kilometres", instead, choices)


_ON_OR_OFF = row(part(Part.ON, Part.OFF), either(ends(), sign("/", ",", "-"), part(Part.AND, Part.TIMES)))

PHRASES = (
    Phrase(
        "the beats of the heart",
        (maybe(part(Part.AT)), _RATE),
        as_remark,
        needs=frozenset(("hr", "bpm", "heartrate", "heart", "pulse", "hrm")),
        reads={"9 min at HR 150-160, 5 min at 160-170, 4 min 170-180": "540s ro 300s ro 240s"},
        not_in=("2 x 350m at 100-110",),
    ),
    Phrase(
        "a number and its unit with words between",
        (
            either(
                quantity(lambda value: value.measure is Measure.BARE and not value.is_plural),
                said("a", "an"),
                row(said("the"), before(said(*_WHOLE))),
            ),
            some(either(part(*_HOW), said(*_STRAY)), 1),
            said(*_NAMES),
        ),
        _with_unit,
        is_again=True,
        reads={
            "2 x two full minutes with one whole minute of jogging": "120s r60s 120s",
            "8 min jog, then 1 measured mile, 300m": "w480s 1609 ro 300",
            "2 easy miles, 300m": "3218 ro 300",
            "2 x 900m, 3 min. 4 total miles": "900 r180s 900",
            "three hard minutes, 2 easy minutes, 300m": "180s r120s 300",
            "5 full laps, 2 min rest, a hard mile": "2000 r120s 1609",
            "Run an entire lap, 2 min rest, run the whole lap hard": "400 r120s 400",
        },
        not_in=("3 hard 300s, 2 min",),
    ),
    Phrase(
        "the sum behind an arrow",
        (_said_as("→", sign(";")), part(Part.QUANTITY), ends()),
        as_remark,
        reads={"2 x 850m with 3 min jog → 26-33 min": "850 r180s 850"},
    ),
    Phrase(
        "easy running by its letter",
        (
            either(length(), count(20)),
            _said_as("E", said("e")),
            stops(sign("+", "/")),
        ),
        _easy,
        reads={"2 x 3 min w/ 2 min jog + 10 min E": "180s r120s 180s ro 600s"},
        asks={"2E + 2 x 1K I w/3 min jg": "3218 ro 1000 r180s 1000"},
        not_in=("2 x 3 min e, 60s",),
    ),
    Phrase(
        "on the minute",
        (part(Part.ON, Part.EACH), _ONE_MINUTE, _AGAIN),
        _minute,
        reads={
            "2 x 200m on the minute": "200 ro 200",
            "2 x 200m every minute": "200 ro 200",
            "2 x 200m every 90 seconds on the minute": "200 ro 200",
        },
        not_in=("2 x 200m, each one fast",),
    ),
    Phrase(
        "a unit without its number",
        (
            either(
                row(word("minute"), before(part(Part.PAUSE, Part.MODE))),
                row(word("minute", "min", "minutes", "mins"), before(_ON_OR_OFF)),
                row(word("kilometre", "kilometer", "km", "minute", "min", "mile", "lap"), before(part(Part.REPS))),
            ),
        ),
        _one,
        is_again=True,
        reads={
            "2 x 350m with minute rest": "350 r60s 350",
            "Mins on/off x 2": "60s r60s 60s",
            "Kilometre reps x 2, 60s": "1000 r60s 1000",
        },
        not_in=("2 x 350m with 2 minute rest",),
    ),
    Phrase(
        "on and off for as long",
        (length(), part(Part.ON), either(sign("/", ","), part(Part.AND)), part(Part.OFF)),
        lambda line, found: [
            line.atoms[found.starts[0]],
            as_part(Part.SIGN, ",", line.atoms[found.starts[2]]),
            as_part(Part.EQUAL, "equal time", line.atoms[found.starts[3]]),
            as_part(Part.PAUSE, "recovery", line.atoms[found.starts[3]]),
        ],
        reads={"2 x 75s on/off": "75s r75s 75s"},
    ),
    Phrase(
        "on and off without a unit",
        (count(), part(Part.ON), maybe(sign(",", "/", "-")), count(), part(Part.OFF)),
        _as_on_off,
        reads={"3 x 1 on 1 off": "60s r60s 60s r60s 60s", "2 x 40 on, 20 off": "40s r20s 40s"},
        not_in=("2 x 90 sec on 90 sec off",),
    ),
    Phrase(
        "laps of another track",
        (
            quantity(lambda value: value.unit in ("lap", "laps") and not value.is_range),
            part(Part.OF, Part.ON),
            some(part(Part.FILLER)),
            quantity(lambda value: value.measure is Measure.DISTANCE),
            word("track", "loop", "oval"),
        ),
        _laps_of,
        reads={"2 x 3 laps of a 200m track, 2 min": "600 r120s 600"},
    ),
    Phrase(
        "what says nothing more",
        (
            either(
                row(part(Part.TIMES), sign("~"), before(length())),
                row(length(), either(row(part(Part.AND), said("a"), said("bit")), row(part(Part.OR), said("so")))),
            ),
        ),
        lambda line, found: [line.atoms[found.starts[0]]],
        reads={
            "2x~250m, 60s": "250 r60s 250",
            "a mile and a bit warm up, 2 x 800m, 2 min": "w1609 800 r120s 800",
        },
        not_in=("12 min warm-up or so, 800m",),
    ),
    Phrase(
        "a letter for a pace",
        (
            part(Part.AT),
            _letter,
            stops(part(Part.SIGN, Part.QUANTITY)),
        ),
        _named_pace,
        reads={"2 x 4 min @ I w/ 3 min": "240s r180s 240s"},
    ),
    Phrase(
        "a list of laps",
        (word("laps"), sign(":", "-"), row(count(12), some(row(sign("-", ",", "/"), count(12)), 1))),
        _laps,
        reads={"ladder of laps: 1-2-1, 90s": "400 r90s 800 r90s 400"},
    ),
)
