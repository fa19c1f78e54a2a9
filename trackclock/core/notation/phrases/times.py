"""Times of reps: one after the other behind a dash or in brackets, and minutes with a full stop.

It exists because who writes down what was run has as many signs for it as there are coaches.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trackclock.core.limits import LAP_MM, LIKELY_FASTEST_MS_PER_M, LIKELY_SLOWEST_MS_PER_M, MILE_MM
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    as_quantity,
    before,
    closes,
    either,
    maybe,
    part,
    quantity,
    row,
    said,
    sign,
    some,
    stops,
    word,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.quantities import in_unit
from trackclock.core.notation.words.values import FEWEST_BARE_METRES, Measure, Quantity, is_jog_of_its_own
from trackclock.core.notation.words.vocabulary import Part

FURTHEST = 14
"""So far before the times the repeat is looked for that they are of."""


POINTED = re.compile(r"\d{1,2}\.[0-5]\d")
"""Minutes and seconds with a full stop between them."""


_TIMES = quantity(lambda value: value.measure is not Measure.DISTANCE and not value.is_range and not value.is_plural)


def repeat_before(line: Line, index: int) -> tuple[int, int] | None:
    """Passes and millimetres of the repeat before an index; None if there is none."""
    for at in range(index - 1, max(index - FURTHEST, 0), -1):
        number, run = line.quantity(at - 1), line.quantity(at + 1)
        if line.part(at) is Part.TIMES and number is not None and run is not None:
            metres_mm = run.low if run.measure is not Measure.TIME else 0
            return (number.low // 1_000, metres_mm) if number.is_count and metres_mm else None
    return None


def is_likely(time_ms: int, distance_mm: int) -> bool:
    """Whether a runner may take so long for a distance."""
    return LIKELY_FASTEST_MS_PER_M <= time_ms * 1_000 // max(distance_mm, 1) <= LIKELY_SLOWEST_MS_PER_M


def _as_minutes(line: Line, found: Match) -> Sequence[Atom] | None:
    """`4.00` as `4:00`, where a time is told."""
    index = found.starts[-1]
    text = line.text(index)
    if POINTED.fullmatch(text) is None:
        return None
    minutes, _, seconds = text.partition(".")
    value = (int(minutes) * 60 + int(seconds)) * 1_000
    time = Quantity(Measure.TIME, value, value, is_clock=True)
    return [*line.atoms[found.starts[0] : index], as_quantity(time, line.atoms[index], line.atoms[index])]


_BARE = quantity(lambda value: value.measure is Measure.BARE)


LISTED_REST_MS = 5_000
"""What is rested is told in so many seconds at least, where it stands in a list."""

REST_STEP_MS = 15_000
"""Elsewhere it is told in quarters of a minute: nobody rests 1:40."""


def is_never_rested(value: Quantity) -> bool:
    """Whether it is a time that nobody rests, such as 72 s."""
    return value.measure is not Measure.DISTANCE and value.low % LISTED_REST_MS != 0


def is_jog_home(jog: Quantity, time: Quantity, run: Quantity) -> bool:
    """Whether a jog behind a time that can be rested is run when the reps are over: `4 x 400m, 60s, 10 min jog`."""
    return time.low % LISTED_REST_MS == 0 and (is_jog_of_its_own(jog, time) or is_jog_of_its_own(jog, run))


def _roughly(line: Line, found: Match) -> Sequence[Atom] | None:
    """`5 x 100m hills ~ 18` as `5 x 100m hills @ 18`."""
    time, repeat = line.quantity(found.starts[1]), repeat_before(line, found.starts[0])
    if time is None or repeat is None or not is_likely(time.low, repeat[1]):
        return None
    return [as_part(Part.AT, "@", line.atoms[found.starts[0]]), line.atoms[found.starts[1]]]


_HELD = ("holding", "hitting", "averaging", "clocking", "hit", "hold", "average")
_STARTING = ("starting", "start", "begin", "beginning")
_GETTING = ("working", "getting", "moving", "progressing", "cutting", "finishing")
_CLOCKED = quantity(lambda value: value.measure is Measure.TIME)
_TRIED = ("trying", "try", "looking", "attempting", "hoping", "shooting", "looking to")


def _held(line: Line, found: Match) -> Sequence[Atom] | None:
    """The word as the sign of a target; but `try 4 x 800m` is what is run."""
    earlier = (value for at in line.before(found.starts[0]) if (value := line.quantity(at)) is not None)
    is_told = any(not value.is_count or value.low >= FEWEST_BARE_METRES for value in earlier)
    is_run = line.part(found.behind + 1) is Part.TIMES or (not is_told and line.said(found.starts[0]) in _TRIED)
    return None if is_run else [as_part(Part.AT, "@", line.atoms[found.starts[0]])]


def _with_unit_of(other: Quantity | None, one: Quantity | None, line: Line) -> Quantity | None:
    """The 30 of `30/31s` in seconds."""
    is_bare = one is not None and one.is_count and other is not None and other.measure is Measure.TIME
    return in_unit(one.low, other, line.lap_mm) if is_bare and one is not None and other is not None else one


def _between_times(line: Line, found: Match) -> Sequence[Atom] | None:
    """`at 52/53`, `in 76 down to 70`, `(3:20 - 3:15)` and `starting at 90 and working down to 80` as one target."""
    lead, first, last = (line.atoms[found.starts[at]] for at in (0, 1, 3))
    other, repeat = last.quantity, repeat_before(line, found.starts[0])
    one = _with_unit_of(other, first.quantity, line) if lead.part is Part.SIGN else first.quantity
    if one is None or other is None or one.measure is not other.measure:
        return None
    low, high = sorted((one.low, other.low))
    is_listed = line.value(found.starts[2]) in ("/", "-")
    is_one_each = is_listed and (high > low * 6 // 5 or (repeat is not None and repeat[0] == 2))
    is_run = repeat is not None and is_likely(low, repeat[1]) and is_likely(high, repeat[1])
    if low == high or is_one_each or not (is_run or (repeat is None and lead.part in (Part.AT, Part.IN))):
        return None
    opened = [lead] if lead.part is Part.SIGN else []
    start = first if lead.part in (Part.AT, Part.IN, Part.SIGN) else lead
    return [*opened, as_part(Part.AT, "@", lead), as_quantity(one._replace(low=low, high=high), start, last)]


def _faster_each(line: Line, found: Match) -> Sequence[Atom]:
    """`, dropping 2 seconds each rep` as `, each faster`."""
    lead, first, last = (line.atoms[at] for at in (found.starts[0], found.starts[1], found.behind - 1))
    told = as_part(Part.PROGRESS, "each faster", first)._replace(last=last.last)
    return [as_part(Part.SIGN, ",", lead), told] if lead.part is Part.SIGN else [told]


def _is_behind_progress(line: Line, index: int) -> int | None:
    """Nothing more, where "faster each time" stands right before it."""
    return index if line.part(index - 1) is Part.PROGRESS else None


_FEW = quantity(lambda value: value.measure is Measure.TIME and not value.is_clock and value.high <= 30_000)
_DROPPING = ("drop", "dropping", "cut", "cutting", "take", "lose", "losing")
_OFF = either(part(Part.OFF, Part.FILLER), said("by"))
_EACH = either(part(Part.EACH, Part.PER), said("each rep", "each one", "each effort", "each interval", "each repeat"))


_LONGEST_TIMED_MM = 2_000_000
_BY_NAME = {"quarter": LAP_MM, "half": 2 * LAP_MM, "mile": MILE_MM}
_BEHIND_TIMED = (Part.WITH, Part.OFF, Part.THEN, Part.AND, Part.AFTER, Part.EACH, Part.REPS)
_RUN = either(
    quantity(lambda value: value.measure is Measure.DISTANCE and value.high <= _LONGEST_TIMED_MM),
    quantity(lambda value: value.measure is Measure.BARE and value.low >= FEWEST_BARE_METRES),
    word(*_BY_NAME, "quarters", "miles"),
)


def _time_first(line: Line, found: Match) -> Sequence[Atom] | None:
    """`a 70 second 400` and `4 x 70-second quarters` as `400 in 70 s`, unless nobody runs that in the time."""
    index, behind = found.starts[0], found.behind - 1
    time, run = line.quantity(index), line.quantity(behind)
    run_mm = _BY_NAME.get(line.value(behind).removesuffix("s"), 0) if run is None else run.low
    number = line.quantity(index - 1)
    is_counted = number is not None and number.is_count
    is_led = is_counted or line.part(index - 1) in (Part.FILLER, Part.TIMES, Part.REPS, None, Part.THEN)
    if time is None or not is_led or not is_likely(time.low, run_mm):
        return None
    length = line.atoms[behind]
    told = length if run is not None else as_quantity(Quantity(Measure.DISTANCE, run_mm, run_mm, "m"), length, length)
    cross = [as_part(Part.TIMES, "x", length)] if is_counted else []
    return [*cross, told, as_part(Part.AT, "@", length), line.atoms[index]]


def _abbreviated(line: Line, found: Match) -> Sequence[Atom] | None:
    """`3:58/48/44/45` as `3:58, 3:48, 3:44, 3:45`."""
    first = line.quantity(found.starts[0])
    repeat = repeat_before(line, found.starts[0])
    inside = range(found.starts[0] + 1, found.behind)
    rest = [index for index in inside if line.quantity(index) is not None]
    if first is None or repeat is None or repeat[0] != len(rest) + 1 or not is_likely(first.low, repeat[1]):
        return None
    minutes_ms = first.low // 60_000 * 60_000
    is_told = line.part(found.starts[0] - 1) in (Part.IN, Part.AT)
    atoms = [] if is_told else [as_part(Part.AT, "@", line.atoms[found.starts[0]])]
    atoms.append(line.atoms[found.starts[0]])
    for index in rest:
        value = line.quantity(index)
        low = minutes_ms + (value.low if value is not None else 0)
        atom = line.atoms[index]
        time = Quantity(Measure.TIME, low, low, is_clock=True)
        atoms += [as_part(Part.SIGN, ",", atom), as_quantity(time, atom, atom)]
    return atoms


_SECONDS = quantity(lambda value: value.is_count and not value.is_range and value.low < 60_000)

PHRASES = (
    Phrase(
        "the time of a rep before its length",
        (
            quantity(lambda value: value.measure is Measure.TIME and not value.is_clock and value.high <= 420_000),
            _RUN,
            closes(part(*_BEHIND_TIMED)),
        ),
        _time_first,
        is_again=True,
        reads={
            "2 x 800m with 2 min rest, then a 70 second 400": "800 r120s 800 ro 400",
            "2 x 70 sec 400m, 2 min rest": "400 r120s 400",
            "three 72-second quarters with 2 min rest": "400 r120s 400 r120s 400",
        },
        not_in=("2 x 30 second 200m jog", "20s, 400m, 20s"),
    ),
    Phrase(
        "a word for holding a time",
        (
            either(
                word(*_HELD),
                row(word("target", "goal"), word("time", "times")),
                row(word("target", "goal", "aim"), sign(":", "-", "="), before(_CLOCKED)),
                row(word(*_TRIED), some(part(Part.FILLER)), maybe(word(*_HELD))),
            ),
            some(part(Part.FILLER)),
            before(quantity(lambda value: value.measure is not Measure.DISTANCE and not value.is_plural)),
        ),
        _held,
        reads={
            "2 x 600m hitting 2:00 with 100m jog": "600 r100 600",
            "2 x 400m trying to run 72-73. Rest is 4 min": "400 r240s 400",
            "2 x 1200m, target time 4:00 (300m jog)": "1200 r300 1200",
            "6 km tempo (goal: 24-25 min), 3 min, 150m": "6000 r180s 150",
        },
        not_in=("2 x 300m holding form, 60s",),
    ),
    Phrase(
        "from one time to another",
        (
            either(
                row(part(Part.AT, Part.IN), before(_TIMES, either(sign("/"), said("down", "down to")))),
                row(sign("("), before(_TIMES, sign("-", "/"), _TIMES, sign(")"))),
                row(some(part(Part.PROGRESS)), either(row(said(*_STARTING), part(Part.AT, Part.IN)), said("from"))),
            ),
            _TIMES,
            row(
                some(either(part(Part.AND), said(*_GETTING))),
                either(said("down to", "to", "at", "in"), sign("-", "/"), row(said("down"), maybe(said("to", "-")))),
                some(part(Part.FILLER)),
            ),
            _TIMES,
            stops(part(Part.PAUSE)),
        ),
        _between_times,
        reads={
            "3 x 300m starting at 60 and working down to 54, 60s rest": "300 r60s 300 r60s 300",
            "3 x 300m cutting down from 60 to 54, 60s rest": "300 r60s 300 r60s 300",
            "3 x 300m at 52/53 w/ 100m walk": "300 r100 300 r100 300",
            "2 x 400 in 76 down to 70, 200 jog": "400 r200 400",
            "4 x 1000m (3:20 - 3:15) r: 2 min": "1000 r120s 1000 r120s 1000 r120s 1000",
        },
        not_in=(
            "3 x 300m starting with 60s rest",
            "3 x 300m in 52/53/54 with 100m walk",
            "2 x 400 in 76, walk back down",
            "4 x 1000m (90s - 60s)",
        ),
    ),
    Phrase(
        "so much faster each time",
        (
            some(either(sign(",", ";", "("), part(Part.AND, Part.FILLER))),
            either(
                row(
                    either(row(said(*_DROPPING), some(_OFF), _FEW), row(maybe(said("get", "getting", "be")), _FEW)),
                    some(either(part(Part.PROGRESS, Part.FASTER), _OFF)),
                    either(_EACH, _is_behind_progress),
                    some(either(part(Part.REPS), word("time", "lap"))),
                ),
                row(_EACH, some(part(Part.FILLER)), _FEW, part(Part.FASTER), some(part(Part.FILLER))),
            ),
        ),
        _faster_each,
        needs=frozenset(("each", "every", "per", "faster", "quicker")),
        reads={
            "3 x 300m in 60, dropping 2 seconds each rep, 60s rest": "300 r60s 300 r60s 300",
            "3 x 1500m getting 5 seconds faster each time, 2 min": "1500 r120s 1500 r120s 1500",
            "2 x 1500m, each 5 seconds faster, 2 min": "1500 r120s 1500",
        },
        not_in=("3 x 300m, 2 s faster than 5k pace, 60s each", "2 x 1500m, each 5 minutes"),
    ),
    Phrase(
        "about so many seconds",
        (
            sign("~"),
            quantity(lambda value: value.measure is Measure.BARE and value.low < 120_000),
            closes(),
        ),
        _roughly,
        reads={"2 x 100m hill sprints ~ 18-18.5": "100 ro 100"},
        not_in=("2 x 300m, ~60s",),
    ),
    Phrase(
        "minutes with a full stop",
        (either(part(Part.IN, Part.AT, Part.OF), before(_BARE, part(Part.PAUSE, Part.MODE))), _BARE),
        _as_minutes,
        reads={
            "2 x 800m in 4.00 with a jog of 3.30": "800 r210s 800",
            "2 x 800 in 3.10 with 2.30 recovery": "800 r150s 800",
        },
        not_in=("2 x 2.50 km, 3 min", "2 x 800m with 2.5 min recovery"),
    ),
    Phrase(
        "times of which only the seconds are told",
        (quantity(lambda value: value.is_clock and value.low >= 60_000), some(row(sign("/", ","), _SECONDS), 1)),
        _abbreviated,
        reads={"3 x 1000m 3:28/25/24": "1000 ro 1000 ro 1000", "2 x 1k in 3:58/48 off 2 min": "1000 r120s 1000"},
    ),
)
