"""Lists and sets: ladders, lists with their number behind them, sets of a list.

It exists because a number beside several lengths is for one of them or for all, and other words on the line tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.limits import MILE_MM
from trackclock.core.notation.phrases.counts import SETS, is_at_start, is_bare_metres
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    as_quantity,
    before,
    count,
    either,
    ends,
    length,
    maybe,
    nothing,
    part,
    quantity,
    row,
    said,
    sign,
    some,
    word,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_QUANTITY = frozenset((Part.QUANTITY,))


def _in_sets(line: Line, found: Match) -> Sequence[Atom] | None:
    """`12 x 300m in 3 sets of 4` as `3 x 4 x 300m`."""
    whole, sets, each = (line.quantity(found.starts[index]) for index in (0, 4, 6))
    if whole is None or sets is None or each is None or sets.low * each.low != whole.low * 1_000:
        return None
    one, other = line.atoms[found.starts[4]], line.atoms[found.starts[6]]
    cross = as_part(Part.TIMES, "x", other)
    return [one, cross, other, cross, *line.atoms[found.starts[2] : found.starts[3]]]


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
    if (len(lengths) < 2 and not is_alone) or any(line.part(at) is Part.TIMES for at in before):
        return None
    last = line.atoms[found.behind - 1]
    until = next((line.quantity(at) for at in range(found.starts[-2], found.behind) if line.quantity(at)), None)
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
_AND_SO_ON = some(
    either(
        sign(".", ",", "-"), said("and", "so", "on", "etc", "continuing", "continue", "all", "the", "way", "increasing")
    ),
    1,
)
_ENDS = before(either(ends(), sign(",", ";", "(", ".", "-"), part(Part.WITH, Part.OFF, Part.AND, Part.THEN, Part.AT)))


_BEHIND_MILE = (Part.AND, Part.THEN, Part.WITH, Part.AT, Part.IN, Part.EASY, Part.EFFORT)


def _one_mile(line: Line, found: Match) -> Sequence[Atom] | None:
    """`800m, mile` as `800m, 1 mile`."""
    before = range(max(found.starts[0] - 2, 0), found.starts[0])
    if not any(line.quantity(at) for at in (*before, found.behind + 1)):
        return None
    mile = line.atoms[found.starts[1]]
    length_of = as_quantity(Quantity(Measure.DISTANCE, MILE_MM, MILE_MM, "mile"), mile, mile)
    return [*line.atoms[found.starts[0] : found.starts[1]], length_of]


_BARE = quantity(lambda value: value.is_count and not value.is_range)


_LENGTH = quantity(lambda value: value.measure is not Measure.BARE and not value.is_range and not value.is_plural)


def _sets_behind(line: Line, found: Match) -> Sequence[Atom] | None:
    """`4 x 200m with 30s. 3 sets with 5 min between` as `4 x 200m with 30s, x 3 sets with 5 min between`."""
    if not any(line.part(at) is Part.QUANTITY for at in range(found.starts[0])):
        return None
    parted, number, sets = line.atoms[found.starts[0]], line.atoms[found.starts[1]], line.atoms[found.starts[2]]
    return [as_part(Part.SIGN, ",", parted), as_part(Part.TIMES, "x", number), number, sets]


_REST = row(
    quantity(lambda value: value.measure is Measure.TIME), some(part(Part.PAUSE, Part.MODE, Part.EASY, Part.ADJECTIVE))
)


def _as_label(line: Line, found: Match) -> Sequence[Atom] | None:
    """`2 sets of 350m, 60s, 150m` as `2 sets: 350m, 60s, 150m`."""
    if line.text(found.starts[1]).lower() == "of":
        return None
    number, sets = line.atoms[found.starts[0]], line.atoms[found.starts[1]]
    return [number, as_part(Part.SETS, "sets", sets), as_part(Part.SIGN, ":", sets)]


def _sets_of(line: Line, found: Match) -> Sequence[Atom] | None:
    """`2 sets of 600m reps x 3` as `2 sets of 3 x 600m reps`."""
    start = found.starts[0]
    if not line.text(start).lower().startswith(SETS):
        return None
    number, times = line.atoms[found.starts[4]], line.atoms[found.starts[3]]
    return [line.atoms[start], number, times, *line.atoms[found.starts[1] : found.starts[3]]]


def _sets_of_list(line: Line, found: Match) -> Sequence[Atom] | None:
    """`3 x 400, 200, ... 5 min between sets` as `3 x (400, 200), ... 5 min between sets`: there are sets of it."""
    if not _has_sets(line, found.behind):
        return None
    number, times, first = line.atoms[found.starts[0]], line.atoms[found.starts[1]], line.atoms[found.starts[2]]
    inside = line.atoms[found.starts[2] : found.behind]
    opened, closed = as_part(Part.SIGN, "(", first), as_part(Part.SIGN, ")", inside[-1])
    return [number, as_part(Part.TIMES, "x", times), opened, *inside, closed]


_BETWEEN = (Part.BETWEEN, Part.FILLER, Part.EACH)


def _has_sets(line: Line, index: int) -> bool:
    """Whether something is told behind an atom of what lies between sets."""
    for at in range(index, len(line.atoms)):
        if line.part(at) is Part.TIMES:
            return False
        if line.part(at) is Part.SETS and line.part(at - 1) in _BETWEEN:
            return True
    return False


def _is_distance(value: Quantity) -> bool:
    """Whether a number is a distance, with its unit or without."""
    return value.measure is Measure.DISTANCE or is_bare_metres(value)


def _is_length(value: Quantity) -> bool:
    """Whether a number is a length, or metres without their unit."""
    return value.measure is Measure.TIME or _is_distance(value)


PHRASES = (
    Phrase(
        "a ladder of lengths",
        frozenset((Part.KIND,)),
        (part(Part.KIND), part(Part.OF), before(part(Part.QUANTITY), sign("+", "/", "-", ","))),
        lambda line, found: [line.atoms[found.starts[0]]] if is_at_start(line, found.starts[0]) else None,
        then=frozenset((Part.OF,)),
        values=frozenset(("ladder", "pyramid")),
        reads={"Ladder of 900 + 600 + 300 with 2 min": "900 r120s 600 r120s 300"},
        not_in=("2 x 900m hills",),
    ),
    Phrase(
        "sets of a list",
        _QUANTITY,
        (
            count(20),
            part(Part.TIMES),
            quantity(_is_distance),
            some(row(sign("/", "-", "+", ","), quantity(_is_distance)), 1),
            before(either(ends(), part(Part.WITH), sign(",", ".", ";"))),
        ),
        _sets_of_list,
        then=frozenset((Part.TIMES,)),
        measures=frozenset((Measure.BARE,)),
        needs=frozenset(("sets", "set", "rounds")),
        reads={
            "2 x 450, 250, 60s rest between reps, 3 min between sets": "450 r60s 250 r180s 450 r60s 250",
        },
        not_in=("2 x 450, 250, 60s rest",),
    ),
    Phrase(
        "sets of reps with their recoveries between them",
        _QUANTITY,
        (
            count(20),
            either(part(Part.OF), row(part(Part.SETS), either(part(Part.OF), sign("-")))),
            before(quantity(_is_distance), sign(","), _REST, sign(","), quantity(_is_distance)),
        ),
        _as_label,
        then=frozenset((Part.OF, Part.SETS)),
        measures=frozenset((Measure.BARE,)),
        reads={
            "2 circuits of 350m, 60s, 150m. 3 min between circuits": "350 r60s 150 r180s 350 r60s 150",
            "2 sets - 350m, 60s jog, 150m - 3 min between sets": "350 r60s 150 r180s 350 r60s 150",
        },
        not_in=("2 sets of 350m, 150m, 60s",),
    ),
    Phrase(
        "sets of reps that are listed",
        _QUANTITY,
        (count(20), part(Part.SETS), some(either(part(Part.REPS, Part.KIND), sign("(", ")")), 1), part(Part.OF)),
        lambda line, found: [line.atoms[at] for at in (found.starts[0], found.starts[1], found.starts[3])],
        then=frozenset((Part.SETS,)),
        reads={"2 sets (intervals) of 450/250 with 60s between each": "450 r60s 250 r60s 450 r60s 250"},
        not_in=("2 sets of 2 x 250m with 60s between each, 3 min between sets",),
    ),
    Phrase(
        "another set",
        frozenset((Part.QUANTITY, Part.FILLER, Part.WORD)),
        (
            either(
                said("a second", "another"), row(said("a", "the"), said("second", "third", "final", "last", "next"))
            ),
            some(either(row(part(Part.OF), some(part(Part.REPS))), part(Part.SETS)), 1),
            before(either(row(sign("("), count()), count())),
        ),
        nothing,
        needs=frozenset(("another", "second", "third", "final", "last", "next")),
        reads={
            "3 x 350m with 60s. 90s rest, another set of 3 x 350m": "350 r60s 350 r60s 350 r90s 350 r60s 350 r60s 350"
        },
        not_in=("2 x 350m with 60s, 3 min rest, 2 x 350m",),
    ),
    Phrase(
        "a number of reps behind them, in sets",
        frozenset((Part.OF,)),
        (part(Part.OF), length(), some(part(Part.REPS, Part.KIND)), part(Part.TIMES), count()),
        _sets_of,
        then=_QUANTITY,
        reads={
            "2 sets of 350m reps x 3 with 60s, 4 min between sets": "350 r60s 350 r60s 350 r240s 350 r60s 350 r60s 350"
        },
        not_in=("2 x 350m x 2",),
    ),
    Phrase(
        "a number of sets behind what is in them",
        frozenset((Part.SIGN,)),
        (
            sign(".", ";", ","),
            count(12),
            part(Part.SETS),
            some(either(part(Part.TOTAL), said("through"))),
            before(either(ends(), part(Part.WITH, Part.OFF), sign(",", "(", ".", ";", "-"))),
        ),
        _sets_behind,
        values=frozenset((".", ";", ",")),
        then=_QUANTITY,
        needs=frozenset(("set", "sets", "round", "rounds", "series", "circuits", "blocks")),
        reads={
            "2 x 350m with 60s. 2 sets with 4 min between sets": "350 r60s 350 r240s 350 r60s 350",
            "350m, 60s jog, 150m, 3 min jog. 2 sets total.": "350 r60s 150 r180s 350 r60s 150",
            "2 x 350m with 60s, 2 sets, 4 min between sets": "350 r60s 350 r240s 350 r60s 350",
        },
        not_in=("2 x 350m with 60s. 2 sets of 2 x 250m with 60s",),
    ),
    Phrase(
        "reps that are put into sets",
        _QUANTITY,
        (
            count(),
            part(Part.TIMES),
            either(length(), quantity(is_bare_metres)),
            either(part(Part.IN, Part.AS), sign("=", ":", ",", "-", "(")),
            count(),
            either(row(part(Part.SETS), part(Part.OF)), part(Part.OF, Part.TIMES)),
            count(),
            maybe(sign(")")),
            before(either(ends(), sign(",", ";", "(", ".", "-", ":"), part(Part.WITH, Part.OFF, Part.AT))),
        ),
        _in_sets,
        then=frozenset((Part.TIMES,)),
        measures=frozenset((Measure.BARE,)),
        reads={
            "4 x 250m in 2 sets of 2, 45s between reps, 4 min between sets": "250 r45s 250 r240s 250 r45s 250",
            "4 x 250m (2 sets of 2), 45s, 4 min between sets": "250 r45s 250 r240s 250 r45s 250",
            "4 x 250m as 2 x 2, 45s and 4 min": "250 r45s 250 r240s 250 r45s 250",
        },
        not_in=("4 x 250m, 2 x 2 min, 45s",),
    ),
    Phrase(
        "a ladder with blanks between its steps",
        _QUANTITY,
        (
            _BARE,
            _BARE,
            either(
                row(some(_BARE), _LENGTH),
                row(some(_BARE, 1), before(either(ends(), part(Part.WITH, Part.OFF), sign(",", "(", ";")))),
            ),
        ),
        _listed,
        then=_QUANTITY,
        measures=frozenset((Measure.BARE,)),
        reads={
            "Pyramid 1 2 1 minutes with 1 minute recovery": "60s r60s 120s r60s 60s",
        },
        not_in=("3 400m, 60s",),
    ),
    Phrase(
        "a mile that is a step of a list",
        frozenset((Part.SIGN, Part.AND, Part.THEN)),
        (
            some(either(sign(",", "-", "/"), part(Part.AND, Part.THEN)), 1),
            word("mile"),
            before(either(ends(), sign(",", ";", "-", "(", "/"), part(*_BEHIND_MILE))),
        ),
        _one_mile,
        needs=frozenset(("mile",)),
        reads={
            "400m, 800m, mile, 800m with 2 min": "400 r120s 800 r120s 1609 r120s 800",
            "400m, then 800m, and mile, then back down": "400 ro 800 ro 1609 ro 800 ro 400",
        },
        not_in=("2 x 300m, mile pace", "2 x 300m and mile repeats with 60s"),
    ),
    Phrase(
        "a ladder and the same way back",
        frozenset((Part.AND, Part.THEN, Part.SIGN)),
        (
            _JOINED,
            _UP_OR_BACK,
            either(row(maybe(part(Part.KIND)), part(Part.BACK)), row(maybe(said("in")), said("reverse", "reversed"))),
            some(said("again", "in", "reverse", "order", "the", "ladder", "pyramid", "same", "way", "down", "steps")),
            maybe(row(said("to", "until", "till"), some(part(Part.FILLER)), part(Part.QUANTITY))),
            _ENDS,
        ),
        lambda line, found: _course(line, found, "back"),
        needs=frozenset(("back", "down", "reverse", "reversed")),
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
        frozenset((Part.SIGN, Part.AND, Part.FILLER, Part.WORD)),
        (
            maybe(_AND_SO_ON),
            maybe(row(maybe(said("up")), said("up to", "to", "until"))),
            part(Part.QUANTITY),
            _ENDS,
        ),
        lambda line, found: _course(line, found, "on") if _is_left_out(line, found) else None,
        needs=frozenset(("up", "to", ".", "until")),
        reads={
            "200m, 400m and so on up to 800m, 90s rest": "200 r90s 400 r90s 600 r90s 800",
            "200m, 400m ... 800m with 60s": "200 r60s 400 r60s 600 r60s 800",
            "1 min, 60s jog, 2 min, 60s jog and so on up to 4 min": "60s r60s 120s r60s 180s r60s 240s",
        },
        not_in=("200m, 400m, up to 3 min rest",),
    ),
)
