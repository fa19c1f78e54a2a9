"""Targets that are told in several words, and beside a recovery: `from 10k pace to 5k pace`, `75s 60s rest`.

It exists because the numbers in them are no lengths, and two times behind a length are the rep's and the recovery's.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    before,
    either,
    maybe,
    part,
    quantity,
    row,
    said,
    sign,
    some,
    stops,
)
from trackclock.core.notation.phrases.times import FURTHEST, REST_STEP_MS, is_jog_home, is_likely, repeat_before
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part


def as_target(line: Line, first: int, behind: int) -> Sequence[Atom]:
    """All from one atom to another as one pace by name, brought in by an "at" where none stands before it."""
    one, last = line.atoms[first], line.atoms[behind - 1]
    named = Atom(Part.NAMED, "", one.first, last.last, glued=one.glued)
    is_led = line.part(first - 1) in (Part.AT, Part.IN)
    return [named] if is_led else [Atom(Part.AT, "@", one.first, one.first, glued=one.glued), named]


def _off_pace(line: Line, found: Match) -> Sequence[Atom] | None:
    """`5 seconds faster than 5k pace` as `@ 5 seconds faster than 5k pace`, which the grammar knows behind an "at"."""
    told = as_target(line, found.starts[0], found.behind)
    is_known = line.part(found.starts[1]) in (Part.FASTER, Part.SLOWER)
    if is_known and line.part(found.starts[0] - 1) in (Part.AT, Part.IN, Part.AIM):
        return None
    return [told[0], *line.atoms[found.starts[0] : found.behind]] if is_known else told


def _comes_to(line: Line, found: Match) -> Sequence[Atom] | None:
    """`7:10/mile or 4:27`, `4:27 = 7:10/mile` as the first, where the rep takes that time; the other one is words."""
    first, joint, second = found.starts[:3]
    is_pace_first = line.part(first) is not Part.QUANTITY
    pace, time = (line.atoms[at] for at in ((first, second) if is_pace_first else (second, first)))
    run = next((value for at in reversed(line.before(first)) if (value := line.quantity(at))), None)
    if run is None or time.quantity is None or run.measure is Measure.TIME or pace.part is time.part:
        return None
    is_listed = line.part(joint) is Part.SIGN and line.value(joint) != "="
    is_rest = is_pace_first and not time.quantity.low % REST_STEP_MS and line.part(found.behind + 1) is not Part.WITH
    if is_listed and (line.value(found.behind) != ")" or pace.part is Part.NAMED or is_rest):
        return None
    told = pace.quantity.low * run.low // pace.per_mm if pace.quantity is not None and pace.per_mm else 0
    is_same = abs(told - time.quantity.low) * 25 <= told if told else is_likely(time.quantity.low, run.low)
    words = line.atoms[joint]._replace(part=Part.WORD, value="", last=line.atoms[second].last)
    return [*as_target(line, first, joint)[:-1], line.atoms[first], words] if is_same else None


_TIME = quantity(lambda value: value.measure is not Measure.DISTANCE)

_MOST_OFF_MS = 180_000
"""By more nobody is off a pace."""

_PACE = part(Part.NAMED)
_DOWN = row(maybe(said("down", "up", "building", "progressing", "and")), said("to", "down to", "up to", "-"))


def _time_in_brackets(line: Line, found: Match) -> Sequence[Atom] | None:
    """`1200m (4:00)` as `1200m @ 4:00`, where the recovery stands behind it."""
    run, time = line.quantity(found.starts[0]), line.quantity(found.starts[2])
    if run is None or time is None or not is_likely(time.low, run.low):
        return None
    length, seconds = line.atoms[found.starts[0]], line.atoms[found.starts[2]]
    return [length, as_part(Part.AT, "@", seconds), seconds]


def _parted(line: Line, found: Match) -> Sequence[Atom]:
    """`@ 3:30 rec 2 min` as `@ 3:30, rec 2 min`."""
    time = line.atoms[found.starts[1]]
    return [line.atoms[found.starts[0]], time, as_part(Part.SIGN, ",", time)]


_REPS_OF_TWO_GAPS = 3_000
"""So many reps, in thousandths, have a gap for each of two recoveries; those are written alike."""


def _is_rested(line: Line, index: int, reps: Quantity, run: Quantity, time: Quantity) -> bool:
    """Whether a time is rested as well, by the length behind it: the other one of two recoveries, or a jog home."""
    behind = line.quantity(index)
    if reps.high == _REPS_OF_TWO_GAPS and (behind is None or time.is_clock == behind.is_clock):
        return True  # 3 x 800m, 3 min, 2 min rest
    is_jog = any(line.value(at) == "jog" for at in (index + 1, index + 2))
    return behind is not None and is_jog and is_jog_home(behind, time, run)


def _time_before_pause(line: Line, found: Match) -> Sequence[Atom] | None:
    """`8 x 400m 75s 60s rest` as `8 x 400m @ 75s, 60s rest`, where there are no sets with a rest of their own."""
    start = found.starts[0]
    run, time, number = line.quantity(start), line.quantity(found.starts[2]), line.quantity(start - 2)
    crosses = sum(
        line.part(index) in (Part.TIMES, Part.SETS, Part.OF) for index in range(max(start - FURTHEST, 0), start)
    )
    if line.part(start - 1) is not Part.TIMES or number is None or crosses != 1:
        return None
    if line.value(start + 1) == "," and any(atom.part is Part.TIMES for atom in line.atoms[found.behind :]):
        return None
    if run is None or time is None or not is_likely(time.low, run.low) or not (time.is_clock or time.low < 120_000):
        return None
    if _is_rested(line, found.behind, number, run, time):
        return None
    length, seconds = line.atoms[start], line.atoms[found.starts[2]]
    atoms = [length, as_part(Part.AT, "@", seconds), seconds]
    return atoms if line.value(found.behind) == "(" else [*atoms, as_part(Part.SIGN, ",", seconds)]


def _time_and_pause(line: Line, found: Match) -> Sequence[Atom] | None:
    """`6 x 1000m (3:30 / 2')` as `6 x 1000m @ 3:30, 2' recovery`."""
    repeat, time = repeat_before(line, found.starts[0]), line.quantity(found.starts[1])
    if repeat is None or repeat[0] in (2, 3) or time is None or not is_likely(time.low, repeat[1]):
        return None
    lead, last = line.atoms[found.starts[0]], line.atoms[found.behind - 1]
    seconds, pause = line.atoms[found.starts[1]], line.atoms[found.starts[3]]
    told = [as_part(Part.AT, "@", lead), seconds]
    return [*told, as_part(Part.SIGN, ",", pause), pause, as_part(Part.PAUSE, "recovery", last)]


_SIGNS = some(either(sign(":", "=", "-", "~"), part(Part.FILLER, Part.ADJECTIVE)))


_BREAK = quantity(lambda value: value.measure is Measure.TIME and not value.is_clock and not value.is_plural)


_PARTED = sign("-", ",", ";", "/")

PHRASES = (
    Phrase(
        "a pace and what it comes to",
        (
            either(part(Part.PACED, Part.NAMED), _TIME),
            either(part(Part.OR), sign("=", ",", "/", "-", "~")),
            either(part(Part.PACED), _TIME),
            stops(part(Part.EACH)),
        ),
        _comes_to,
        needs=frozenset(("/", "per", "a", "pace", "effort")),
        reads={
            "2 x 900m at 6:00/mile or 3:21 with 60s": "900 r60s 900",
            "2 x 900m (3:21, 6:00/mile), 60s": "900 r60s 900",
        },
        not_in=("2 x 900m at 6:00/mile, 3 min",),
    ),
    Phrase(
        "so many seconds off a pace",
        (
            quantity(lambda value: value.measure is Measure.TIME and value.high <= _MOST_OFF_MS),
            either(part(Part.FASTER, Part.SLOWER), said("above", "over", "below", "under")),
            some(either(part(Part.FILLER), said("than", "your", "their"))),
            part(Part.NAMED, Part.NAME, Part.PACED),
            some(part(Part.PACE, Part.NAME)),
        ),
        _off_pace,
        reads={
            "350m, 2 times about 5 seconds faster than 5k pace [1 min rest]": "350 r60s 350",
            "2 x 850m 30 seconds above mile pace, 2 min": "850 r120s 850",
            "2 x 1 mile @ 30 seconds over race pace, 2 min": "1609 r120s 1609",
        },
        not_in=("2 x 850m, 30 seconds jog",),
    ),
    Phrase(
        "from one pace to another",
        (
            either(part(Part.BETWEEN), row(maybe(said("from", "starting at")), before(_PACE, _DOWN, _PACE))),
            _PACE,
            maybe(row(_DOWN, _PACE)),
        ),
        lambda line, found: as_target(line, found.starts[1], found.behind),
        reads={
            "2 x 1100m from half marathon pace down to 5k pace, 60s": "1100 r60s 1100",
            "2 x 1100m somewhere between 3k and 5k pace, 2 min jog": "1100 r120s 1100",
        },
        not_in=("2 x 1100m at 10k pace, 60s jog between",),
    ),
    Phrase(
        "an exertion behind at",
        (quantity(lambda value: value.measure is not Measure.BARE), part(Part.AT), part(Part.RPED, Part.ZONED)),
        lambda line, found: [line.atoms[found.starts[0]], line.atoms[found.starts[2]]],
        reads={"3 min at RPE 7, 2 min at RPE 3, 3 min at RPE 7": "180s r120s 180s"},
        not_in=("3 min at 5k pace, 2 min at RPE",),
    ),
    Phrase(
        "a target and a recovery with nothing between them",
        (
            part(Part.AT, Part.IN, Part.AIM),
            quantity(lambda value: value.measure is not Measure.DISTANCE),
            before(part(Part.PAUSE, Part.MODE), _SIGNS, part(Part.QUANTITY)),
        ),
        _parted,
        reads={"2 x 1000m - target 3:30-3:34 rec 2'": "1000 r120s 1000", "2 x 1000m in 3:30 rec 2'": "1000 r120s 1000"},
        not_in=("2 x 1000m in 3:30, rec 2'",),
    ),
    Phrase(
        "the time of the reps and then their recovery",
        (
            quantity(lambda value: value.measure is Measure.DISTANCE and not value.is_range),
            maybe(sign(",", "-", ":")),
            quantity(lambda value: value.measure is Measure.TIME and not value.is_range),
            maybe(sign(",", "-", "/", ";")),
            before(
                either(
                    row(quantity(lambda value: value.measure is Measure.TIME), _SIGNS, part(Part.PAUSE, Part.MODE)),
                    row(part(Part.PAUSE, Part.MODE), _SIGNS, part(Part.QUANTITY)),
                    row(either(part(Part.WITH, Part.OFF), sign("(")), _BREAK),
                )
            ),
        ),
        _time_before_pause,
        reads={
            "2 x 400m 75s 60s rest": "400 r60s 400",
            "2 x 800m 2:45 (2 min)": "800 r120s 800",
            "4 x 1000m, 3:30, 2 min rest": "1000 r120s 1000 r120s 1000 r120s 1000",
        },
        not_in=("2 x 5 x 250m, 45s, 4 min rest", "2 x 400m, 60s jog", "2 x 400m, 60s, 3 min rest, 2 x 200m"),
    ),
    Phrase(
        "the time of the reps and their recovery in brackets",
        (
            sign("("),
            quantity(lambda value: value.is_clock and not value.is_range),
            sign("/", ",", ";"),
            quantity(lambda value: value.measure is Measure.TIME and not value.is_clock),
            maybe(part(Part.PAUSE)),
            sign(")"),
        ),
        _time_and_pause,
        reads={"4 x 1000m (3:30 / 2')": "1000 r120s 1000 r120s 1000 r120s 1000"},
        not_in=("4 x 1000m (1:00 / 2')",),
    ),
    Phrase(
        "the time of one rep in brackets, its recovery behind it",
        (
            quantity(lambda value: value.measure is Measure.DISTANCE and not value.is_range),
            sign("("),
            quantity(lambda value: value.is_clock and not value.is_range),
            sign(")"),
            before(_PARTED, _BREAK, _PARTED, part(Part.QUANTITY)),
        ),
        _time_in_brackets,
        reads={"1200m (4:00) - 3 min - 800m (2:30) - 2 min - 400m": "1200 r180s 800 r120s 400"},
        not_in=("1200m (3:00), 800m (2:00), 400m",),
    ),
)
