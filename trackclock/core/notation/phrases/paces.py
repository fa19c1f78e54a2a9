"""Targets that are told in several words: from one pace to another, by a letter, or by what stands in for a pace.

It exists because the numbers in them are no lengths, whatever stands around them.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    before,
    either,
    ends,
    maybe,
    part,
    quantity,
    row,
    said,
    sign,
    some,
)
from trackclock.core.notation.phrases.times import REST_STEP_MS, is_likely
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part


def as_target(line: Line, first: int, behind: int) -> Sequence[Atom]:
    """All from one atom to another as one pace by name, brought in by an "at" where none stands before it."""
    one, last = line.atoms[first], line.atoms[behind - 1]
    named = Atom(Part.NAMED, "", one.first, last.last, glued=one.glued)
    is_led = line.part(first - 1) in (Part.AT, Part.IN)
    return [named] if is_led else [Atom(Part.AT, "@", one.first, one.first, glued=one.glued), named]


def _comes_to(line: Line, found: Match) -> Sequence[Atom] | None:
    """`7:10/mile or 4:27`, `4:27 = 7:10/mile` as the first, where the rep takes that time; the other one is words."""
    first, joint, second = found.starts[:3]
    is_pace_first = line.part(first) is not Part.QUANTITY
    pace, time = (line.atoms[at] for at in ((first, second) if is_pace_first else (second, first)))
    run = next((value for at in range(first - 1, -1, -1) if (value := line.quantity(at))), None)
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

PHRASES = (
    Phrase(
        "a pace and what it comes to",
        (
            either(part(Part.PACED, Part.NAMED), _TIME),
            either(part(Part.OR), sign("=", ",", "/", "-", "~")),
            either(part(Part.PACED), _TIME),
            before(either(ends(), sign(")", ",", ".", ";"), part(Part.WITH, Part.OFF, Part.EACH))),
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
        lambda line, found: as_target(line, found.starts[0], found.behind),
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
)
