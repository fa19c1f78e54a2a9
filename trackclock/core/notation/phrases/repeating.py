"""That what stands before is done again, and how often: `repeat this cycle 5 times`, `(4 repeats)`, `do it twice`.

It exists because there are as many names for a pass as there are coaches, and the grammar knows one.
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
    said,
    sign,
    some,
    word,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.vocabulary import Part

_PASS = (
    *("cycle", "cycles", "sequence", "pattern", "process", "combo", "combination", "whole", "routine", "loop", "thing"),
    *("pair", "series", "circuit", "set", "from", "start", "beginning", "top", "segment", "minute", "mins", "entire"),
)
"""What a pass is called behind "repeat", beside the words that the grammar knows."""

_STOPS = before(either(ends(), sign(".", ",", ";", "-", "(", ")"), part(Part.WITH, Part.THEN, Part.WORD)))


def _repeated(line: Line, found: Match) -> Sequence[Atom] | None:
    """`repeat this cycle 5 times` as `repeat 5 times`."""
    first, number = line.atoms[found.starts[0]], line.atoms[found.starts[2]]
    return [as_part(Part.REPEAT, "repeat", first), number, as_part(Part.TIMES, "x", number)]


def _in_words(line: Line, found: Match) -> Sequence[Atom]:
    """`repeat the sequence twice` as `repeat twice`."""
    return [as_part(Part.REPEAT, "repeat", line.atoms[found.starts[0]]), line.atoms[found.starts[2]]]


def _in_brackets(line: Line, found: Match) -> Sequence[Atom] | None:
    """`(4 repeats)` behind all that is run as `, repeat 4 times`."""
    if any(line.part(at) is Part.TIMES for at in range(found.starts[0])):
        return None
    opened, number = line.atoms[found.starts[0]], line.atoms[found.starts[2]]
    times = as_part(Part.TIMES, "x", number)
    return [as_part(Part.SIGN, ",", opened), as_part(Part.REPEAT, "repeat", opened), number, times]


_CALLED = some(either(part(Part.FILLER, Part.SETS, Part.ADJECTIVE), said(*_PASS)), 1)

PHRASES = (
    Phrase(
        "repeat what a pass is called",
        frozenset((Part.REPEAT,)),
        (
            part(Part.REPEAT),
            _CALLED,
            count(),
            maybe(word("more")),
            part(Part.TIMES, Part.REPS, Part.SETS),
            _STOPS,
        ),
        lambda line, found: None if found.starts[4] > found.starts[3] else _repeated(line, found),
        reads={
            "350m, 60s jog\nRepeat this cycle 2 times": "350 r60s 350",
            "350m hard, 60s easy. Repeat from the start for 2 rounds": "350 r60s 350",
        },
        not_in=("350m, 60s jog\nrepeat 2 times",),
    ),
    Phrase(
        "repeat it twice",
        frozenset((Part.REPEAT,)),
        (part(Part.REPEAT), _CALLED, word("once", "twice", "thrice"), _STOPS),
        _in_words,
        reads={"350m, 60s jog\nRepeat the sequence twice": "350 r60s 350"},
    ),
    Phrase(
        "a number of passes in brackets at the end",
        frozenset((Part.SIGN,)),
        (
            sign("("),
            maybe(part(Part.TIMES)),
            count(),
            maybe(part(Part.REPS, Part.TIMES, Part.SETS)),
            row(sign(")"), ends()),
        ),
        lambda line, found: _in_brackets(line, found) if found.starts[4] - found.starts[1] > 1 else None,
        values=frozenset(("(",)),
        then=frozenset((Part.QUANTITY, Part.TIMES)),
        reads={
            "Six minute runs with three minutes walk (2 repeats).": "360s r180s 360s",
        },
        not_in=("2 x 350m, 60s (3 reps)",),
    ),
)
