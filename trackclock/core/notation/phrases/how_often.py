"""How often all that stands before is run, told in a sentence of its own: `Six of those.`, `5 cycles`, `8 in all`.

It exists because a number behind a full stop has no unit, and only the words around it say that it counts passes.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    as_remark,
    before,
    count,
    either,
    ends,
    length,
    maybe,
    part,
    row,
    said,
    sign,
    some,
    word,
)
from trackclock.core.notation.phrases.repeating import HOW_OFTEN, MORE, repeat, said_often
from trackclock.core.notation.phrases.turns import JOINT, PIECE
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part, word_set

_WORDS = frozenset((Part.WORD, Part.FILLER, Part.AIM, Part.TOTAL, Part.ADJECTIVE, Part.KIND))
_MOST_WORDS = 14
"""So many words at most stand before the number in its sentence."""

_SIGNS = (".", ";", ":", "-", ",", "(")
_SELECTING = word_set("first last next final other remaining every over than set number lap week")
"""Words before a number that make it one of some reps, or a name."""

_RECOVERING = frozenset((Part.MODE, Part.PAUSE, Part.BACK, Part.EASY, Part.OFF))
"""What is told of a pass that is not all of a run."""

_THESE = ("these", "those", "them", "this", "that", "it", "the above")
_CYCLES = ("passes", "goes", "turns")
_NAMES = ("sprints", "runs", "hills", "efforts", "intervals", "climbs", "shuttles", "strides", "surges", "bursts")


def _begins(line: Line, index: int) -> int | None:
    """Where the sentence of a number begins, if nothing but words stands before it there."""
    at = index
    while at > 0 and index - at < _MOST_WORDS and line.part(at - 1) in _WORDS:
        at -= 1
        if line.text(at).lower() in _SELECTING:
            return None
    is_begun = at == 0 or line.part(at - 1) in (Part.THEN, Part.AND) or line.value(at - 1) in _SIGNS
    return at if is_begun else None


def _counts_passes(line: Line, start: int, first: int, name: str) -> bool:
    """Whether a number can be one of what is run before its sentence: nothing tells how often, and it has that name."""
    before_it = range(start)
    runs = [value for at in before_it if (value := line.quantity(at)) is not None]
    if not runs or line.quantity(first) in runs or any(line.part(at) is Part.TIMES for at in before_it):
        return False
    if line.part(first + 1) is Part.TOTAL:  # but not `7 miles tempo, 12 in all`
        return any(line.part(at) in _RECOVERING for at in before_it)
    if start == first and line.value(start - 1) == "," and line.part(first + 1) in (Part.TIMES, Part.SETS):
        return False  # 300m, 2 times
    return name not in _NAMES or any(line.text(at).lower().rstrip("s") == name.rstrip("s") for at in before_it)


def _so_many(line: Line, found: Match) -> Sequence[Atom] | None:
    """`Six of those` as `6 sets.`, with the words behind it as a remark."""
    first, tail = found.starts[0], found.starts[2]
    start = _begins(line, first)
    number, last = line.atoms[first], line.atoms[tail - 1]
    if start == 0 == first and line.value(tail) == "," and tail < found.behind:
        return [number, as_part(Part.SETS, "sets", last)]  # below what is run: `8 rounds, 10 min in total`
    if not start or not _counts_passes(line, start, first, line.text(tail - 1).lower()):
        return None
    passes = repeat(number, number, is_parted=True)
    if tail == found.behind:
        return passes
    return [*passes, as_part(Part.SIGN, ".", last), *as_remark(line, Match((tail,), found.behind))]


def _again(line: Line, found: Match) -> Sequence[Atom] | None:
    """`hit it again a further 2 times` as `, repeat another 2 times`, where more are said to be run."""
    atoms = said_often(line, Match(found.starts[2:], found.behind))
    is_more = atoms is not None and any(atom.value == "another" for atom in atoms)
    return [as_part(Part.SIGN, ",", line.atoms[found.starts[0]]), *atoms] if atoms is not None and is_more else None


def _list_in_brackets(line: Line, found: Match) -> Sequence[Atom] | None:
    """`2 reps of 60 s running, 90 s walking, ...` as `2 x (60 s running, 90 s walking, ...)`."""
    inside = line.atoms[found.starts[2] : found.starts[3]]
    if sum(atom.part is Part.MODE for atom in inside) < _FEWEST_WALKS:
        return None  # one recovery among reps
    number, last = line.atoms[found.starts[0]], inside[-1]
    joined = [as_part(Part.SIGN, ",", atom) if atom.part in (Part.AND, Part.THEN) else atom for atom in inside]
    opened, closed = as_part(Part.SIGN, "(", inside[0]), as_part(Part.SIGN, ")", last)
    return [number, as_part(Part.TIMES, "x", number), opened, *joined, closed]


_FEWEST_WALKS = 2
"""A list of runs with so many walks among them is run in turn."""


_TELLS = some(either(part(Part.TOTAL), said("more", "through", "over", "or", "so")), 0, 3)
_NOUNS = (Part.TIMES, Part.REPS, Part.SETS)
_OF_KIND = maybe(row(part(Part.KIND), before(part(*_NOUNS))))
_OVER = before(either(ends(), sign(".", ";", ")")))
_TAIL = some(
    either(part(Part.WORD, Part.FILLER, Part.ADJECTIVE, Part.AIM, Part.AND, Part.EFFORT, Part.EACH), said("you're")),
    0,
    12,
)

PHRASES = (
    Phrase(
        "so many passes in a sentence of their own",
        frozenset((Part.QUANTITY,)),
        (
            count(),
            either(
                row(part(Part.OF), said(*_THESE), _TELLS),
                row(_TELLS, _OF_KIND, either(part(*_NOUNS), said(*_CYCLES, *_NAMES)), _TELLS),
                row(part(Part.TOTAL)),
            ),
            row(_TAIL, maybe(row(sign(",", "-"), some(part(Part.FILLER, Part.IN)), length(), _TELLS))),
            _OVER,
        ),
        _so_many,
        then=frozenset((Part.OF, Part.TIMES, Part.REPS, Part.SETS, Part.TOTAL, Part.KIND, Part.WORD, Part.FILLER)),
        measures=frozenset((Measure.BARE,)),
        reads={
            "300m hard, 100m jog; 2 cycles": "300 r100 300",
            "Sprint 15 s then walk 45 s. Two of those.": "15s r45s 15s",
            "Sprint 15 s then walk 45 s. 2-3 rounds and you're done.": "15s r45s 15s r45s 15s",
            "Sprint 15 s then walk 45 s. Two sprints and you're done.": "15s r45s 15s",
            "Sprint 15 s then walk 45 s. Two in all.": "15s r45s 15s",
            "Sprint 15 s then walk 45 s. 2 total sprint rounds.": "15s r45s 15s",
            "Sprint 15 s\nWalk 45 s\n2 rounds, 2 minutes in total": "15s r45s 15s",
            "Hard for 2 min, then 1 min easy. Good athletes manage 2 reps.": "120s r60s 120s",
        },
        not_in=("3 x 300m with 60s. Run the first 2 reps easy.", "300m, 60s. Do 2 strides."),
    ),
    Phrase(
        "again so many times more",
        frozenset((Part.FILLER,)),
        (word("again"), maybe(part(Part.FILLER)), before(either(MORE, HOW_OFTEN)), HOW_OFTEN, _OVER),
        _again,
        values=frozenset(("again",)),
        reads={"Run up the hill for 40 s. Jog back. Then hit it again a further two times.": "40s ro 40s ro 40s"},
        not_in=("300m, 60s, 300m again",),
    ),
    Phrase(
        "so often a list of runs and walks",
        frozenset((Part.QUANTITY,)),
        (
            count(),
            row(maybe(part(Part.REPS, Part.SETS)), part(Part.OF), maybe(sign(":"))),
            row(PIECE, some(row(JOINT, PIECE), 3)),
            before(either(ends(), sign(".", ";"))),
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
