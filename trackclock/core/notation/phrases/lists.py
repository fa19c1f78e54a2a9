"""Lists: ladders, also those that are told by their ends.

It exists because nobody writes all the steps of a pyramid with a comma between every two.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.counts import is_at_start
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
    quantity,
    row,
    said,
    search,
    sign,
    some,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part


def _listed(line: Line, found: Match) -> Sequence[Atom]:
    """`1 2 3 2 1 minutes` as `1, 2, 3, 2, 1 minutes`."""
    atoms: list[Atom] = []
    for index in range(found.starts[0], found.behind):
        atoms += [line.atoms[index], as_part(Part.SIGN, ",", line.atoms[index])]
    return atoms[:-1]


def _course(line: Line, found: Match, value: str) -> Sequence[Atom] | None:
    """`and back down to 200m` as one atom with the length, behind a list that rises, or on a line of its own."""
    before = range(max(found.starts[0] - _FURTHEST_STEP, 0), found.starts[0])
    lengths = [quantity for at in before if (quantity := line.quantity(at)) is not None]
    is_alone = not any(line.part(at) is Part.QUANTITY for at in range(len(line.atoms)))
    counts = sum(line.part(at) is Part.TIMES for at in before)
    if (len(lengths) < 2 and not is_alone) or (counts and 2 * counts < len(lengths)):
        return None
    last = line.atoms[found.behind - 1]
    until = next(
        (line.quantity(at) for at in range(found.behind - 1, found.starts[-2] - 1, -1) if line.quantity(at)), None
    )
    lead = line.atoms[found.starts[0]]
    return [as_part(Part.SIGN, ",", lead), Atom(Part.REPEAT, value, lead.first, last.last, until)]


def _is_left_out(line: Line, found: Match) -> bool:
    """Whether words or dots say that steps of the ladder are left out."""
    dots = sum(line.value(at) == "." for at in range(found.starts[0], found.starts[1]))
    is_ellipsis = dots >= len("...") or "…" in line.text(found.starts[0])
    is_told = found.starts[2] > found.starts[1]
    return is_ellipsis or (is_told and (found.starts[1] > found.starts[0] or line.value(found.starts[1]) == "up to"))


_FURTHEST_STEP = 30
"""So far before its end the steps of a ladder are looked for."""

_UP_OR_BACK = some(
    either(
        part(Part.FILLER),
        said("go", "come", "work", "way", "climb", "make", "drop", "descend", "step", "coming", "going", "working"),
    )
)
_JOINED = some(either(part(Part.AND, Part.THEN), sign(",", "-", ".", ";")), 1)
_EACH_STEP = row(
    said("adding", "increasing", "dropping", "decreasing"),
    some(part(Part.FILLER)),
    part(Part.QUANTITY),
    some(either(part(Part.EACH, Part.REPS), said("time", "off"))),
)
"""`adding 20m each time`."""

_AND_SO_ON = some(
    either(
        sign(".", ",", "-"),
        said("and", "so", "on", "etc", "continuing", "continue", "all", "the", "way", "increasing"),
        _EACH_STEP,
    ),
    1,
)
_TO = row(
    maybe(said("up", "down")),
    said("up to", "to", "until", "till"),
    some(either(part(Part.FILLER), said("you", "we", "they", "reach", "reached", "reaching", "get", "hit"))),
)
_ON_WORDS = ("so", "on", "etc", "continuing", "continue", "all", "the", "way", "increasing", "up", "until", "to")


def _leads_on(line: Line, index: int) -> int | None:
    """Nothing, where the next word can go on with a ladder; it is asked first since most words cannot."""
    return None if line.part(index + 1) is Part.WORD and line.value(index + 1) not in _ON_WORDS else index


_ENDS = before(either(ends(), sign(",", ";", "(", ".", "-"), part(Part.WITH, Part.OFF, Part.AND, Part.THEN, Part.AT)))


_BARE = quantity(lambda value: value.is_count and not value.is_range)


_LENGTH = quantity(lambda value: value.measure is not Measure.BARE and not value.is_range and not value.is_plural)


PHRASES = (
    Phrase(
        "a ladder of lengths",
        (part(Part.KIND), part(Part.OF), before(part(Part.QUANTITY), sign("+", "/", "-", ","))),
        lambda line, found: [line.atoms[found.starts[0]]] if is_at_start(line, found.starts[0]) else None,
        reads={"Ladder of 900 + 600 + 300 with 2 min": "900 r120s 600 r120s 300"},
        not_in=("2 x 900m hills",),
    ),
    Phrase(
        "a ladder with blanks between its steps",
        (
            _BARE,
            _BARE,
            either(
                row(some(_BARE), _LENGTH),
                row(some(_BARE, 1), before(either(ends(), part(Part.WITH, Part.OFF), sign(",", "(", ";")))),
            ),
        ),
        _listed,
        reads={"Pyramid 1 2 1 minutes with 1 minute recovery": "60s r60s 120s r60s 60s"},
        not_in=("3 400m, 60s",),
    ),
    Phrase(
        "a ladder and the same way back",
        (
            _JOINED,
            _UP_OR_BACK,
            either(row(maybe(part(Part.KIND)), part(Part.BACK)), row(maybe(said("in")), said("reverse", "reversed"))),
            some(said("again", "in", "reverse", "order", "the", "ladder", "pyramid", "same", "way", "down", "steps")),
            maybe(row(said("to", "until", "till"), some(part(Part.FILLER)), part(Part.QUANTITY))),
            _ENDS,
        ),
        lambda line, found: _course(line, found, "back"),
        reads={
            "200m, 400m, 600m and back down, 90s rest": "200 r90s 400 r90s 600 r90s 400 r90s 200",
            "200m, 400m, 600m, then go back down in reverse with 60s": "200 r60s 400 r60s 600 r60s 400 r60s 200",
            "200m, 60s, 400m, 90s, 600m and back down to 400m": "200 r60s 400 r90s 600 r90s 400",
            "1 min hard, 1 min easy\n2 min hard, 90s easy\nthen back down": "60s r60s 120s r90s 60s",
        },
        not_in=("200m, 400m, walk back",),
    ),
    Phrase(
        "a ladder that goes on to its top",
        (
            row(search(part(Part.SIGN, Part.AND, Part.FILLER, Part.WORD), _leads_on), maybe(_AND_SO_ON)),
            maybe(_TO),
            row(maybe(row(count(), part(Part.TIMES))), part(Part.QUANTITY)),
            _ENDS,
        ),
        lambda line, found: _course(line, found, "on") if _is_left_out(line, found) else None,
        needs=frozenset(("up", "to", ".", "until", "till")),
        reads={
            "200m, 400m and so on up to 800m, 90s rest": "200 r90s 400 r90s 600 r90s 800",
            "50m, 60s, 70m, 60s, and so on adding 20m each time until you reach 90m": "50 r60s 70 r60s 90",
            "200m, 400m ... 800m with 60s": "200 r60s 400 r60s 600 r60s 800",
            "1 min, 60s jog, 2 min, 60s jog and so on up to 4 min": "60s r60s 120s r60s 180s r60s 240s",
        },
        not_in=("200m, 400m, up to 3 min rest",),
    ),
)
