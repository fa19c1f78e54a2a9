"""From when on a recovery counts for the athletes of a group: from the last one in, or from everybody's own finish.

It exists because such words belong to a whole line, and stand behind any of its pieces.
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
    ends,
    maybe,
    part,
    row,
    sign,
    word,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.vocabulary import Part
from trackclock.core.plan import Rests

_BEHIND = before(either(ends(), sign(",", ";", ".", ")", "-"), part(Part.RAW)))


def _alone(line: Line, found: Match, rests: Rests) -> Sequence[Atom] | None:
    """The words as a piece of their own; none where they go on from others, such as "run together"."""
    first, last = line.atoms[found.starts[0]], line.atoms[found.behind - 1]
    if line.part(found.starts[0] - 1) not in (None, Part.SIGN, Part.PAUSE, Part.MODE, Part.BETWEEN, Part.REPS):
        return None
    return [Atom(Part.RESTS, rests.value, first.first, last.last, glued=first.glued)]


def _own_rest(line: Line, found: Match) -> Sequence[Atom] | None:
    """`own rest`, and `90 s own rest`, where the word is that of the recovery as well."""
    start = found.starts[0]
    own, pause = line.atoms[start], line.atoms[start + 1]
    if line.part(start - 1) is Part.QUANTITY:
        return [pause, as_part(Part.RESTS, Rests.OWN.value, own)]
    return _alone(line, found, Rests.OWN)


PHRASES = (
    Phrase(
        "a rest that is everybody's own",
        (word("own"), part(Part.PAUSE), _BEHIND),
        _own_rest,
        reads={
            "3 x 300m with 60s recovery; own rest": "300 r60s 300 r60s 300",
            "2 x 300m with 60s own rest": "300 r60s 300",
        },
        not_in=("2 x 300m, find your own rest, 60s",),
    ),
    Phrase(
        "rests that each takes for themselves",
        (part(Part.EACH), part(Part.ON), word("their", "your"), word("own"), _BEHIND),
        lambda line, found: _alone(line, found, Rests.OWN),
        reads={"2 x 300m, 60s recovery, each on their own": "300 r60s 300"},
        not_in=("2 x 300m, each 60s, 60s",),
    ),
    Phrase(
        "rests that all take together",
        (either(row(maybe(part(Part.PAUSE)), word("together"))), _BEHIND),
        lambda line, found: _alone(line, found, Rests.TOGETHER),
        reads={
            "2 x 300m with 60s recovery, together": "300 r60s 300",
            "2 x 300m, 60s recovery; rest together": "300 r60s 300",
        },
        not_in=("2 x 300m run together, 60s",),
    ),
)
