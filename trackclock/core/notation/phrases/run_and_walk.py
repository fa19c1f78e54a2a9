"""Runs and walks in a row: `6 min run 3 min walk 9 min run`, `8 mins run walk 2 mins 6 mins run`.

It exists because beginners' plans say before or behind each length how it is spent, with nothing to part them: two and
two belong together from the first on, and a word is never that of the next length because it stands nearer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    closes,
    count,
    doubt,
    either,
    in_brackets,
    maybe,
    part,
    quantity,
    row,
    said,
    search,
    sign,
    so_often,
    some,
)
from trackclock.core.notation.phrases.turns import JOINT, PIECE
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part

_RUN = ("run", "runs", "running", "ran")
_BESIDE = frozenset((Part.FILLER, Part.OF, Part.ADJECTIVE, Part.EASY))
_JOINTS = frozenset((Part.AND, Part.THEN))
_FEWEST = 3
"""Fewer pieces in a row are read without this."""

_MOST = 24


def _is_way(line: Line, index: int) -> bool:
    """Whether an atom says that it is run, jogged or walked."""
    return line.part(index) is Part.MODE or (line.part(index) is Part.FILLER and line.said(index) in _RUN)


def _is_length(line: Line, index: int) -> bool:
    value = line.quantity(index)
    return value is not None and value.measure in (Measure.TIME, Measure.DISTANCE) and not value.is_plural


def _piece(line: Line, index: int) -> int | None:
    """The index behind a length and the one word for how it is spent, before or behind it."""
    told = 0
    has_length = has_way = False
    while index < len(line.atoms) and told < 2:
        is_length, is_way = _is_length(line, index), _is_way(line, index)
        if (is_length and has_length) or (is_way and has_way):
            return None
        if not is_length and not is_way and line.part(index) not in _BESIDE:
            return None
        has_length, has_way, told = has_length or is_length, has_way or is_way, told + (is_length or is_way)
        index += 1
    return index if told == 2 else None


def _pieces(line: Line, index: int) -> Iterator[range]:
    """The pieces in a row from an index on, without what stands between them."""
    for _ in range(_MOST):
        behind = _piece(line, index)
        if behind is None:
            return
        yield range(index, behind)
        index = behind
        while line.part(index) in _JOINTS or line.value(index) == ",":
            index += 1


def _in_a_row(line: Line, index: int) -> int | None:
    """Pieces in a row of which some are walked and some are not, where no sign parts the first two."""
    if index and line.part(index - 1) not in (Part.SIGN, *_JOINTS):
        return None
    pieces = list(_pieces(line, index))
    is_going_on = line.value(index - 1) == "," and (_is_way(line, index - 2) or _is_length(line, index - 2))
    if len(pieces) < _FEWEST - is_going_on or _joint(line, *pieces[:2]):
        return None
    places = [at for piece in pieces for at in piece if _is_way(line, at)]
    ways = {line.value(at) if line.part(at) is Part.MODE else "run" for at in places}
    return pieces[-1].stop if len(ways) > 1 else None


def _joint(line: Line, before: range, after: range) -> list[Atom]:
    """What parts two pieces; nothing where it is "and" alone."""
    joint = list(line.atoms[before.stop : after.start])
    return [] if len(joint) == 1 and joint[0].part is Part.AND else joint


def _parted(line: Line, found: Match) -> Sequence[Atom]:
    """The pieces with a comma where nothing parts them."""
    pieces = [piece for piece in _pieces(line, found.starts[0]) if piece.stop <= found.behind]
    told = list(line.atoms[pieces[0].start : pieces[0].stop])
    for before, after in pairwise(pieces):
        first = line.atoms[after.start]
        told += [
            *(_joint(line, before, after) or [as_part(Part.SIGN, ",", first)]),
            *line.atoms[after.start : after.stop],
        ]
    return told


def _walked_first(line: Line, found: Match) -> Sequence[Atom]:
    """`6 rounds of 1 min jog and 2 min hard` as `6 x (1 min jog, 2 min hard)`.

    Raises:
        NotationError: where only a comma parts them behind a cross.
    """
    walk, joint, run = found.starts[1:4]
    if line.part(walk - 1) is Part.TIMES and line.value(joint) == ",":
        start, last = found.starts[0], found.behind - 1
        often, first, second = line.text(start), line.text(walk, joint - 1), line.text(run, last).replace(" of ", " ")
        choices = (f"{often} x ({first}, {second})", f"{often} x {first}, then {second}")
        raise doubt(line, start, last, "'{}' can be so many of both, or of the first", "", choices)
    inside = [*line.atoms[walk:joint], as_part(Part.SIGN, ",", line.atoms[joint]), *line.atoms[run : found.behind]]
    return [*so_often(line.atoms[found.starts[0]]), *in_brackets(inside)]


def _list_in_brackets(line: Line, found: Match) -> Sequence[Atom] | None:
    """`2 reps of 60 s running, 90 s walking, ...` as `2 x (60 s running, 90 s walking, ...)`."""
    inside = line.atoms[found.starts[2] : found.starts[3]]
    joined = [as_part(Part.SIGN, ",", atom) if atom.part in _JOINTS else atom for atom in inside]
    return [*so_often(line.atoms[found.starts[0]]), *in_brackets(joined)]


_LENGTH = quantity(lambda value: value.measure is not Measure.BARE and not value.is_plural)
_LIKE = some(part(Part.OF, Part.FILLER, Part.ADJECTIVE, Part.EASY))
_WALK = either(row(part(Part.MODE, Part.PAUSE), _LIKE, _LENGTH), row(_LENGTH, _LIKE, part(Part.MODE, Part.PAUSE)))
_HARD = part(Part.EFFORT, Part.KIND)
_RUNS = either(
    row(either(said(*_RUN), _HARD), _LIKE, _LENGTH),
    row(_LENGTH, _LIKE, _HARD),
    row(_LENGTH, some(part(Part.OF, Part.ADJECTIVE)), said(*_RUN)),
)

PHRASES = (
    Phrase(
        "runs and walks in a row",
        (search(either(_LENGTH, part(Part.MODE), said(*_RUN)), _in_a_row),),
        _parted,
        needs=frozenset(("walk", "walking", "jog", "jogging", "walks", "jogs")),
        reads={
            "6 min run 3 min walk 9 min run": "360s r180s 540s",
            "8 mins run walk 2 mins 6 mins run walk 1 min run 2 mins": "480s r120s 360s r60s 120s",
        },
        not_in=("run 6 min, walk 3 min, run 9 min",),
    ),
    Phrase(
        "so many walks and runs, the walk first",
        (
            row(count(), maybe(part(Part.REPS, Part.SETS)), maybe(part(Part.TIMES)), maybe(part(Part.OF))),
            _WALK,
            either(row(maybe(sign(",")), part(Part.AND, Part.THEN)), sign(",", "/", "+")),
            _RUNS,
            closes(),
        ),
        _walked_first,
        needs=frozenset(("walk", "walking", "jog", "jogging", "recovery", "easy")),
        reads={
            "2 rounds of 2 minutes walk then 90s run": "r120s 90s r120s 90s",
            "2 rounds of 1 min jog and 2 min hard": "r60s 120s r60s 120s",
        },
        not_in=("2 x 100m hard, 100m jog",),
    ),
    Phrase(
        "so often a list of runs and walks",
        (
            count(),
            row(maybe(part(Part.REPS, Part.SETS)), part(Part.OF), maybe(sign(":"))),
            row(PIECE, some(row(JOINT, PIECE), 3)),
            closes(),
        ),
        _list_in_brackets,
        needs=frozenset(("walk", "walking", "jog", "jogging")),
        reads={
            "2 repetitions of 60 s of running, 90 s of walking, 2 min of running, 2 min of walking": (
                "60s r90s 120s r120s 60s r90s 120s"
            ),
        },
        not_in=("2 reps of 300m, 60s jog",),
    ),
)
