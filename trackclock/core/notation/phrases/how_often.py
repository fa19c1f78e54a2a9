"""How often what was told is run again, `hit it again a further two times`, and lists of runs and walks.

It exists beside the words for "repeat" because "again" says so of what was done, and a list has no brackets in speech.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    before,
    count,
    either,
    ends,
    maybe,
    part,
    row,
    sign,
    some,
    word,
)
from trackclock.core.notation.phrases.repeating import HOW_OFTEN, MORE, said_often
from trackclock.core.notation.phrases.turns import JOINT, PIECE
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.vocabulary import Part


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


_OVER = before(either(ends(), sign(".", ";", ")")))
PHRASES = (
    Phrase(
        "again so many times more",
        (word("again"), maybe(part(Part.FILLER)), before(either(MORE, HOW_OFTEN)), HOW_OFTEN, _OVER),
        _again,
        reads={"Run up the hill for 40 s. Jog back. Then hit it again a further two times.": "40s ro 40s ro 40s"},
        not_in=("300m, 60s, 300m again",),
    ),
    Phrase(
        "so often a list of runs and walks",
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
