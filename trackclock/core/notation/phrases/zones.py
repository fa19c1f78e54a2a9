"""The zones of one sprint: `10 x 20m build, 30m flat out`, `30m accelerate / 30m fast / 30m float / 30m fast`.

It exists because who accelerates does not stop before he is fast: the pieces are one run, which ends with the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    as_quantity,
    as_remark_on_rep,
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
    word,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part

_STARTS = (
    *("accelerate", "accelerating", "acceleration", "accelerations", "accel", "build", "building", "build-up"),
    *("buildup", "build up", "build ups", "zone", "fly", "flying", "fly-in", "float", "roll", "rolling", "coast"),
)
"""One of these words is said of one zone at least ..."""

_RUN_UP = row(said("run", "roll", "lead", "build", "fly"), maybe(sign("-")), said("up", "in"))
"""... or these."""

_LONGEST_ZONE_MM, _LONGEST_MM = 60_000, 200_000
_METRES = quantity(
    lambda value: value.high <= _LONGEST_ZONE_MM and value.measure is Measure.DISTANCE and not value.is_plural,
    Measure.DISTANCE,
)
_HOW = some(
    either(
        part(
            Part.EFFORT, Part.KIND, Part.PERCENT, Part.FILLER, Part.WORD, Part.EASY, Part.ZONE, Part.OF, Part.ADJECTIVE
        ),
        word("at", "@", "in"),
    ),
    0,
    5,
)
_JOINTS = ("/", "+", ",")
_JOINT = either(row(sign(","), part(Part.AND, Part.THEN)), sign(*_JOINTS), part(Part.AND, Part.THEN))


_GATHERED = row(
    some(part(Part.FILLER)),
    _METRES,
    either(_RUN_UP, said(*_STARTS)),
    some(either(part(Part.FILLER, Part.ZONE), said("start")), 0, 3),
)
"""`a 20m run-in`."""

_TELLING = (Part.EFFORT, Part.KIND, Part.PERCENT, Part.EASY)


def _says_how(line: Line, zone: range) -> bool:
    """Whether something is said of how a zone is run."""
    return _is_start(line, zone) or any(line.part(at) in _TELLING for at in zone)


def _is_start(line: Line, zone: range) -> bool:
    """Whether speed is gathered in a zone, or kept without effort."""
    return any(line.text(at).lower() in _STARTS or _RUN_UP(line, at) is not None for at in zone)


def _one_run(line: Line, found: Match) -> Sequence[Atom] | None:
    """The zones as one length with the words for them, where each has its own and speed is gathered in one."""
    start, behind = found.starts[0], found.behind
    joints = [at for at in range(start, behind) if line.part(at) in (Part.AND, Part.THEN) or line.value(at) in _JOINTS]
    pieces = (range(first + 1, last) for first, last in pairwise((start - 1, *joints, behind)))
    zones = [piece for piece in pieces if piece]
    lengths = [value for at in range(start, behind) if (value := line.quantity(at)) is not None]
    total = sum(value.low for value in lengths)
    is_one = all(_says_how(line, zone) for zone in zones) and any(_is_start(line, zone) for zone in zones)
    if not is_one or total > _LONGEST_MM:
        return None
    first, last = line.atoms[start], line.atoms[behind - 1]
    words = as_part(Part.WORD, "", first)._replace(last=last.last)
    return [as_quantity(lengths[0]._replace(low=total, high=total), first, last), words]


PHRASES = (
    Phrase(
        "the zones of a sprint",
        (_HOW, _METRES, _HOW, some(row(_JOINT, _HOW, _METRES, _HOW), 1, 5)),
        _one_run,
        needs=frozenset((*_STARTS, "up", "in")),
        reads={
            "2 x 20m accelerate, 30m flat out with 3 min": "50 r180s 50",
            "2 x (run up 20m fast and sprint 30m full out), 3 min": "50 r180s 50",
            "Accelerate for 30m / 100% 30m / easy 30m / 100% 30m": "120",
        },
        not_in=("20m, 30m, 40m accelerations", "2 x 300m build, 200m fast with 3 min"),
    ),
    Phrase(
        "the run-in before a flying sprint",
        (
            either(
                row(
                    part(Part.WITH),
                    _GATHERED,
                    before(either(ends(), sign(",", ".", ";", ")"), part(Part.WITH, Part.AND))),
                ),
                row(sign("("), _GATHERED, sign(")")),
            ),
        ),
        as_remark_on_rep,
        needs=frozenset((*_STARTS, "up", "in")),
        reads={
            "2 x 30m flying with 20m run-in, 3 min": "30 r180s 30",
            "2 x 30m flying (20m build up), 3 min": "30 r180s 30",
        },
        not_in=("2 x 30m with 20m walk", "30m, 40m accelerations"),
    ),
)
