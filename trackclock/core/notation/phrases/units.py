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
    as_remark,
    before,
    either,
    maybe,
    part,
    quantity,
    row,
    said,
    sign,
    some,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.quantities import in_unit
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import LAP_UNITS, MS_UNITS, UM_UNITS, Part

_NAMES = frozenset(unit for unit in (*UM_UNITS, *MS_UNITS, *LAP_UNITS) if len(unit) > 2) | {"km"}
"""Units that are words of their own."""

_HOW = (Part.EASY, Part.EFFORT, Part.KIND, Part.PAUSE, Part.MODE, Part.WARM, Part.COOL)
_WHOLE = ("full", "whole", "entire")
_RUNNING = ("run", "running", "ran", "jog", "walk", "sprint", "do", "stride", "jogging", "walking")
_STRAY = (
    *("full", "whole", "measured", "solid", "complete", "good", "straight", "continuous", "flat", "more", "extra"),
    *("consecutive", "timed", "single", "long", "very", "nice", "big", "total", "further", "additional"),
    *("entire", "final", "last"),
)
"""What can stand between a number and its unit and says nothing of how it is run."""


def _with_unit(line: Line, found: Match) -> Sequence[Atom] | None:
    """`two full minutes` as `two minutes`, `2 easy miles` as `2 miles easy`."""
    start, unit = found.starts[0], found.behind - 1
    if line.value(start) == "the" and line.text(start - 1).lower() not in _RUNNING:
        return None  # relax for the whole lap
    first, last = line.atoms[start], line.atoms[unit]
    number = line.quantity(start) or Quantity(Measure.BARE, 1_000, 1_000)
    like = Quantity(Measure.BARE, 0, 0, line.text(unit).lower())
    low, high = (in_unit(end, like, line.lap_mm) for end in (number.low, number.high))
    if line.text(start + 1).lower() == "timed" and number.low > 1_000:
        return None  # two timed miles are two reps
    how = [line.atoms[at]._replace(glued=False) for at in range(start + 1, unit) if line.part(at) in _HOW]
    how += [line.atoms[at] for at in range(start + 1, unit) if line.part(at) is Part.TOTAL]
    return [as_quantity(low._replace(high=high.high), first, last), *how]


_SETTING = ("incline", "gradient", "grade", "slope", "speed", "resistance", "cadence", "elevation", "inclination")
"""What of a machine or a hill is set, and is no length."""

_NUMBER = quantity(lambda value: value.measure is Measure.BARE and not value.is_plural and value.high < 250_000)
_COUNTED = (Part.TIMES, Part.SETS, Part.REPS, Part.KIND, Part.QUANTITY, Part.OF)


def _is_set(line: Line, index: int) -> int | None:
    """Nothing that the number before it could count."""
    return index if line.part(index) not in _COUNTED else None


_RATE = quantity(lambda value: value.measure is Measure.BARE and value.is_range and 90_000 <= value.low < 220_000)


PHRASES = (
    Phrase(
        "what a machine is set to",
        (
            some(either(part(Part.AT, Part.FILLER), sign("/", "("))),
            said(*_SETTING),
            some(either(part(Part.AT, Part.FILLER, Part.OF, Part.BETWEEN), sign(":", "=", "~"))),
            either(_NUMBER, part(Part.PERCENT)),
            some(row(either(part(Part.OR, Part.AND), sign("-", "/"), said("to")), either(_NUMBER, part(Part.PERCENT)))),
            maybe(sign(")")),
            _is_set,
        ),
        as_remark,
        reads={
            "7 min @ 10k pace / incline 1 or 3, 3 min @ 5k pace / incline 2.5": "420s ro 180s",
            "2 x 3 min at incline 4, 90s jog": "180s r90s 180s",
            "2 x 3 min, speed 11, 90s jog": "180s r90s 180s",
        },
        not_in=("short speed of 2 x 350m, 90s",),
    ),
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
)
