"""Warm-ups and cool-downs: a length that is for both, how they are run, and lengths told roughly.

It exists because coaches tell both ends of a session in one breath: `10 min warm-up and down`, `a mile either side`.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    as_quantity,
    as_remark,
    before,
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
)
from trackclock.core.notation.phrases.times import is_likely
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_JOINT = either(part(Part.AND), sign("/", "+"))
_HOW = some(part(Part.EASY, Part.MODE, Part.FILLER))
_COOL = either(part(Part.COOL), said("down", "dn", "off"))
_SIDES = ("side", "sides", "end", "ends")


def _cool(line: Line, index: int) -> Atom:
    """The cool-down, of which only "down" may be said."""
    return as_part(Part.COOL, "cool-down", line.atoms[index])


def _both(line: Line, found: Match) -> Sequence[Atom] | None:
    """`2 miles easy warm-up and down` as `2 miles easy warm-up, 2 miles easy cool-down`."""
    warm, joint, _, cool, behind = found.starts[2:7]
    run = line.atoms[found.starts[0] : warm]
    tail = line.atoms[behind : found.behind]
    return [*run, line.atoms[warm], as_part(Part.SIGN, ",", line.atoms[joint]), *run, _cool(line, cool), *tail]


def _both_before(line: Line, found: Match) -> Sequence[Atom] | None:
    """`warm-up and cool-down 2 miles` as `2 miles warm-up, 2 miles cool-down`; `warm-up and down` as both."""
    warm, joint, cool, _, first, _ = found.starts
    run = line.quantity(first) if line.part(first + 1) is not Part.TIMES else None
    name = line.atoms[warm]
    own = [as_quantity(run, name, name)] if run is not None else []
    return [
        name,
        *own,
        as_part(Part.SIGN, ",", line.atoms[joint]),
        _cool(line, cool),
        *line.atoms[first : found.behind],
    ]


def _either_side(line: Line, found: Match) -> Sequence[Atom]:
    """`2 miles easy either side` as `2 miles easy warm-up, 2 miles easy cool-down`."""
    run, last = line.atoms[found.starts[0] : found.starts[2]], line.atoms[found.behind - 1]
    warm = as_part(Part.WARM, "warm-up", last)
    return [*run, warm, as_part(Part.SIGN, ",", last), *run, _cool(line, found.behind - 1)]


def _length_first(line: Line, found: Match) -> Sequence[Atom]:
    """`jog 10 minutes to cool down` as `10 minutes jog to cool down`, and `5 min of brisk walking` as `5 min walk`."""
    atoms = line.atoms[found.starts[0] : found.starts[1]]
    is_first = atoms[0].part is Part.QUANTITY
    told = [atom for atom in atoms if not is_first or atom.part is Part.MODE]
    run = next(atom for atom in atoms if atom.part is Part.QUANTITY)
    return [run._replace(glued=False), *(atom for atom in told if atom is not run)]


def _is_time(value: Quantity) -> bool:
    """Whether a length is a time."""
    return value.measure is Measure.TIME


def _easy_end(line: Line, found: Match) -> Sequence[Atom]:
    """`2 miles easy pace warm up` as `2 miles easy warm up`."""
    return [line.atoms[found.starts[0]], as_part(Part.EASY, "easy", line.atoms[found.starts[1]])]


def _warm(line: Line, found: Match) -> Sequence[Atom]:
    """`2 mi @ WU` as `2 mi WU`, and `2 min rest @ WU` as `2 min rest easy`."""
    end = line.atoms[found.starts[1]]
    is_pause = line.part(found.starts[0] - 1) in (Part.PAUSE, Part.MODE)
    return [as_part(Part.EASY, "easy", end)] if is_pause else [end]


def _without_time(line: Line, found: Match) -> Sequence[Atom] | None:
    """`warm up 2 miles in 16:30` as `warm up 2 miles` and words: how long it took, or the pace of it."""
    at = found.behind - 1
    run = next((value for near in range(found.starts[0], at) if (value := line.quantity(near)) is not None), None)
    time = line.quantity(at)
    if run is None or time is None or not (is_likely(time.low, run.low) or is_likely(time.low, 1_000_000)):
        return None
    joint = found.starts[-2] if len(found.starts) > 1 else at
    first, last = line.atoms[joint], line.atoms[at]
    words = Atom(Part.WORD, "", first.first, last.last, glued=first.glued)
    return [*line.atoms[found.starts[0] : joint], words]


_FAR = quantity(lambda value: value.measure is Measure.DISTANCE)
_END = part(Part.WARM, Part.COOL)
_TOOK = some(either(sign("-", ":"), part(Part.AT, Part.IN)), 1)
_CLOCK = quantity(lambda value: value.is_clock)

_ENDING = ("finish", "finished", "finishing", "end", "ended", "ending", "close", "closed")
_BETWEEN = (Part.WORD, Part.FILLER, Part.BACK, Part.EFFORT, Part.AT, Part.ADJECTIVE, Part.ON)


def _then(line: Line, first: int) -> Sequence[Atom] | None:
    """`finish strong with` as `then`; what one ends up with is a sum."""
    return None if line.value(first + 1) == "up" else [as_part(Part.THEN, "then", line.atoms[first])]


_FOR_EACH = either(part(Part.BETWEEN), row(part(Part.AFTER), part(Part.EACH, Part.REPS)))
_LENGTH_OF = either(part(Part.OF, Part.QUANTITY), said("lap", "a"))
_METRES = quantity(lambda value: value.measure is not Measure.TIME and not value.is_plural)


def _recovered(line: Line, found: Match) -> Sequence[Atom] | None:
    """`cool down lap in between` as `recovery lap in between`; behind a stroke it is no longer than the rep."""
    inside = line.atoms[found.starts[0] : found.behind]
    if inside[0].value == "/":
        run = line.quantity(found.starts[0] - 1) or line.quantity(found.starts[0] - 2)
        jog = line.quantity(found.starts[0] + 1)
        if run is None or jog is None or run.measure is Measure.TIME or run.low < jog.low:
            return None
    return [as_part(Part.PAUSE, "recovery", atom) if atom.part is Part.COOL else atom for atom in inside]


def _lap(line: Line, index: int) -> Atom:
    """The lap that a word at an index is."""
    lap = Quantity(Measure.DISTANCE, line.lap_mm, line.lap_mm, "lap")
    return as_quantity(lap, line.atoms[index], line.atoms[index])


def _named(line: Line, found: Match) -> Sequence[Atom] | None:
    """`4 x 100m to warm up for 5 x 1k` as `4 x 100m, then 5 x 1k`: such reps are the warm-up, and nothing else is."""
    at = found.starts[0] - 1
    while at > 0 and (line.part(at) in _OF_REPS or line.value(at) in (":", "/", "(")):
        at -= 1
    if line.part(at) is not Part.TIMES or line.part(at + 1) is not Part.QUANTITY:
        return None
    if found.behind > found.starts[4]:
        return [as_part(Part.THEN, "then", line.atoms[found.starts[0]])]
    return as_remark(line, found)


_OF_REPS = (Part.QUANTITY, Part.KIND, Part.EFFORT, Part.EASY, Part.MODE, Part.PAUSE, Part.WITH, Part.REPS, Part.AT)
"""What stands between a count and what names its reps."""


PHRASES = (
    Phrase(
        "a length and what it is for",
        (
            length(),
            sign("-"),
            either(
                row(_END, before(some(part(Part.MODE, Part.EASY, Part.FILLER)), ends())),
                row(part(Part.PAUSE), before(either(ends(), part(Part.PACED)))),
            ),
        ),
        lambda line, found: [line.atoms[found.starts[0]], line.atoms[found.starts[2]]],
        is_first=True,
        reads={
            "3 minutes - warm-up\n2 x 800m, 2 min\n4 minutes - cool-down walk": "w180s 800 r120s 800 c240s",
            "4 minutes - 8 mph\n1 minute - recovery 5mph\n3 minutes - 9 mph": "240s r60s 180s",
        },
        not_in=("2 x 800m, 2 min - cool-down", "800m\n800m - recovery 2 min"),
    ),
    Phrase(
        "how long a warm-up took",
        (row(_END, some(sign(":", "-")), _FAR, _HOW), _TOOK, _CLOCK),
        _without_time,
        reads={
            "Warm up 2 miles in 16:30, 2 x 800m, 2 min": "w3218 800 r120s 800",
            "Warmup 1.5 miles - 13:22.74\n2 x 800m, 2 min": "w2414 800 r120s 800",
        },
        not_in=("Warm-up 1 mile, 4:30 jog, 2 x 800m",),
    ),
    Phrase(
        "how long so much of a warm-up took",
        (row(_FAR, _HOW, _END), _TOOK, _CLOCK),
        _without_time,
        reads={"2 x 800m, 2 min, 2 km cool-down @ 9:20": "800 r120s 800 c2000"},
        not_in=("2 miles warm up, 12:30 tempo",),
    ),
    Phrase(
        "what a session is finished with",
        (
            said(*_ENDING),
            some(part(*_BETWEEN), 0, 6),
            either(part(Part.WITH), said("by")),
            before(some(part(Part.FILLER, Part.WORD, Part.ADJECTIVE, Part.EFFORT, Part.KIND)), part(Part.QUANTITY)),
        ),
        lambda line, found: _then(line, found.starts[0]),
        reads={
            "2 x 300m, 60s, finished with a 200m in 35": "300 r60s 300 ro 200",
            "4 min tempo, 60s jog. Finish strong with a final 1-minute tempo run": "240s r60s 60s",
        },
        not_in=("2 x 300m, 60s, finish with 200m",),
    ),
    Phrase(
        "a length for the warm-up and the cool-down",
        (length(), _HOW, part(Part.WARM), _JOINT, some(part(Part.FILLER, Part.EASY)), _COOL, maybe(length())),
        _both,
        reads={
            "2 miles warm-up and cool-down, 2 x 800m, 2 min": "w3218 800 r120s 800 c3218",
            "2 x 800m, 2 min with a mile jog warm-up and down": "w1609 800 r120s 800 c1609",
        },
        not_in=("2 miles warm-up, 2 x 800m, 2 min, cool-down", "2 km warm-up and 1 km cool-down, 800m"),
    ),
    Phrase(
        "a warm-up and a cool-down told in one",
        (part(Part.WARM), _JOINT, _COOL, maybe(sign(":", "-")), maybe(length()), maybe(part(Part.EACH))),
        _both_before,
        reads={
            "2 x 800m, 2 min; warm-up and cool-down: 2 km each": "w2000 800 r120s 800 c2000",
            "2 x 800m, 2 min + warm-up and down": "wo 800 r120s 800 co",
        },
        not_in=("2 x 800m, 2 min, warm-up and cool-down",),
    ),
    Phrase(
        "easy running on either side",
        (
            length(),
            _HOW,
            maybe(said("on", "at")),
            either(
                row(said("either", "each", "both"), said(*_SIDES)), row(said("before"), part(Part.AND), said("after"))
            ),
        ),
        _either_side,
        reads={
            "2 x 800m, 2 min, 2 km easy either side": "w2000 800 r120s 800 c2000",
            "2 x 800m, 2 min with 9 min jog before and after": "w540s 800 r120s 800 c540s",
        },
    ),
    Phrase(
        "the pace of a warm-up",
        (
            length(),
            either(
                row(maybe(part(Part.AT)), part(Part.NAMED, Part.PACED)),
                row(part(Part.AT), quantity(_is_time), part(Part.PACE)),
            ),
            before(part(Part.WARM, Part.COOL)),
        ),
        _easy_end,
        reads={
            "2 miles easy pace warm up 2 x 850m, 3 min": "w3218 850 r180s 850",
            "1200m @ 10 min pace warm up, 2 x 850m, 3 min": "w1200 850 r180s 850",
        },
        not_in=("2 miles easy pace, 2 x 850m, 3 min",),
    ),
    Phrase(
        "a jog to warm up or cool down",
        (
            either(
                row(part(Part.MODE), some(part(Part.FILLER, Part.EASY, Part.EFFORT)), length()),
                row(length(), some(part(Part.OF, Part.EASY, Part.EFFORT), 1), part(Part.MODE)),
            ),
            before(some(part(Part.FILLER, Part.EASY)), part(Part.WARM, Part.COOL)),
        ),
        _length_first,
        reads={
            "2 x 2 minutes with 1 minute jog, then jog 10 minutes to cool down": "120s r60s 120s c600s",
            "2 x 20s, walk 40s. Walk slowly for 4 minutes to cool down": "20s r40s 20s c240s",
        },
        not_in=("2 x 300m, jog 100m, cool down",),
    ),
    Phrase(
        "a warm-up behind the sign of a pace",
        (part(Part.AT), part(Part.WARM, Part.COOL)),
        _warm,
        reads={
            "2 mi @ WU, 2 x 300m, 60s": "w3218 300 r60s 300",
            "2 x 3 min w/ 2 min rest @ WU + 300m": "180s r120s 180s ro 300",
        },
    ),
    Phrase(
        "a cool-down between reps",
        (
            either(
                row(part(Part.COOL), some(_LENGTH_OF), before(_FOR_EACH)),
                row(sign("/"), _METRES, part(Part.COOL)),
            ),
        ),
        _recovered,
        reads={
            "2 x 400m/300m cool down": "400 r300 400",
            "2 x 400m with a cool down of 200m between each": "400 r200 400",
            "2 x 400m with a cool down lap in between each one": "400 r400 400",
            "2 x 400m with 200m cool down after each rep": "400 r200 400 r200",
        },
        not_in=(
            "2 x 400m, 60s / 10 min cool down",
            "2 x 400m / 800m cool down",
            "2 x 400m with 90s and a cool down after the last",
        ),
    ),
    Phrase(
        "reps to warm up or cool down",
        (
            maybe(sign(",")),
            either(said("to", "as", "as a", "for", "as the", "as your"), sign("(")),
            some(said("a", "the", "your", "my")),
            part(Part.WARM, Part.COOL),
            either(
                row(some(part(Part.FILLER), 1), before(part(Part.QUANTITY))),
                before(either(ends(), part(Part.THEN, Part.SIGN))),
            ),
        ),
        _named,
        reads={
            "2 x 300m with 60s to warm up for 2 x 900m with 3 min": "300 r60s 300 ro 900 r180s 900",
            "2 x 2 min with 1 min as a warm-up, then 900m": "120s r60s 120s ro 900",
            "2 x 900m with 3 min, then 2 x 300m strides to cool down": "900 r180s 900 ro 300 ro 300",
        },
        not_in=("2 x 900m with 3 min, 9 min jog to cool down", "2 x 900m with 3 min, then jog to cool down"),
    ),
    Phrase(
        "laps of a warm-up",
        (length(), part(Part.OF), before(some(part(Part.EASY)), part(Part.WARM, Part.COOL))),
        lambda line, found: [line.atoms[found.starts[0]]],
        reads={"4 laps of warm-up, 2 x 800m, 2 min, 2 laps of cool-down": "w1600 800 r120s 800 c800"},
        not_in=("4 laps of 400m, warm-up",),
    ),
    Phrase(
        "a lap to cool down",
        (
            part(Part.WARM, Part.COOL),
            said("lap"),
            before(either(ends(), sign(",", ".", ";", ")", "/"), part(Part.THEN))),
        ),
        lambda line, found: [_lap(line, found.starts[1]), line.atoms[found.starts[0]]],
        reads={"900m, cool down lap, 900m, cool down lap, 900m": "900 r400 900 r400 900"},
        not_in=("2 x 900m, 2 min, cool down a lap",),
    ),
)
