"""Sets: of a list, of reps that are counted first, with their number on either side.

It exists because a number beside several lengths is for one of them or for all, and other words on the line tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.counts import SETS, SHAPES, is_bare_metres
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    Test,
    as_part,
    before,
    closes,
    count,
    counted,
    either,
    ends,
    in_brackets,
    length,
    listed,
    maybe,
    part,
    quantity,
    row,
    said,
    sign,
    so_often,
    some,
    stops,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part


def _in_sets(line: Line, found: Match) -> Sequence[Atom] | None:
    """`12 x 300m in 3 sets of 4`, `12 x 300m in sets of 4` and `12 x 300m (3 sets)` as `3 x 4 x 300m`."""
    told = [line.atoms[at] for at in range(found.starts[4], found.behind) if line.quantity(at) is not None]
    counts = [atom.quantity.low // 1_000 for atom in (line.atoms[found.starts[0]], *told) if atom.quantity is not None]
    whole, first = counts[0], counts[1]
    if whole % first or (len(told) > 1 and counts[1] * counts[2] != whole):
        return None
    is_of = len(told) > 1 or line.part(found.starts[4]) is Part.QUANTITY
    rows = first if is_of else whole // first
    like, cross = told[0], as_part(Part.TIMES, "x", told[-1])
    one, other = (counted(number * 1_000, like, like) for number in (rows, whole // rows))
    return [one, cross, other, cross, *line.atoms[found.starts[2] : found.starts[3]]]


def _sets_behind(line: Line, found: Match) -> Sequence[Atom] | None:
    """`4 x 200m with 30s. 3 sets with 5 min between` as `4 x 200m with 30s, x 3 sets with 5 min between`."""
    parted, number, sets = line.atoms[found.starts[0]], line.atoms[found.starts[1]], line.atoms[found.starts[2]]
    return [as_part(Part.SIGN, ",", parted), as_part(Part.TIMES, "x", number), number, sets]


_REST = row(
    quantity(lambda value: value.measure is Measure.TIME), some(part(Part.PAUSE, Part.MODE, Part.EASY, Part.ADJECTIVE))
)


_EACH_IS = row(
    said("each", "each one", "each set", "each round", "each block", "every set"),
    some(either(part(Part.OF, Part.FILLER), said("is", "being", "consists", "consisting"), sign(":"))),
)


def _as_label(line: Line, found: Match) -> Sequence[Atom] | None:
    """`2 sets of 350m, 60s, 150m` as `2 sets: 350m, 60s, 150m`."""
    number, sets = line.atoms[found.starts[0]], line.atoms[found.starts[1]]
    return [number, as_part(Part.SETS, "sets", sets), as_part(Part.SIGN, ":", sets)]


def _sets_of_list(line: Line, found: Match) -> Sequence[Atom] | None:
    """`3 x 400, 200, ... 5 min between sets` and `3 sets of a 400, a 300 and a 200` as `3 x (400, 300, 200)`."""
    places = range(found.starts[2], found.starts[3])
    lengths = [line.atoms[at] for at in places if line.part(at) is Part.QUANTITY]
    is_said = line.part(found.starts[1]) is Part.OF and line.said(found.starts[1]) != "of"
    is_far = all(atom.quantity is not None and _is_distance(atom.quantity) for atom in lengths)
    is_listed = (is_said or _has_sets(line, found.behind)) and (is_far or len(lengths) > 2)
    if not is_listed and found.starts[3] == found.starts[4]:
        return None
    return [*so_often(line.atoms[found.starts[0]]), *in_brackets(listed(lengths))]


_BETWEEN = (Part.BETWEEN, Part.FILLER, Part.EACH)


def _has_sets(line: Line, index: int) -> bool:
    """Whether something is told behind an atom of what lies between sets."""
    for at in line.behind(index):
        if line.part(at) is Part.TIMES:
            return False
        if line.part(at) is Part.SETS and line.part(at - 1) in _BETWEEN:
            return True
    return False


def _is_distance(value: Quantity) -> bool:
    """Whether a number is a distance, with its unit or without."""
    return value.measure is Measure.DISTANCE or is_bare_metres(value)


def _list_of(run: Test) -> Test:
    """`the 800, 600 and 400`: two lengths or more."""
    articles = some(part(Part.FILLER))
    joint = either(part(Part.AND), row(sign("/", "-", "+", ","), maybe(part(Part.AND))))
    return row(articles, run, some(row(joint, articles, run), 1))


_A_TIME = quantity(lambda value: value.is_count or value.measure is Measure.TIME)


_HOW = some(
    either(
        part(Part.EFFORT, Part.EASY, Part.KIND, Part.ADJECTIVE, Part.NAME, Part.MODE),
        row(part(Part.AT, Part.IN), part(Part.NAMED, Part.PACED, Part.NAME)),
    )
)


def _into_another(line: Line, found: Match) -> Sequence[Atom] | None:
    """`3 x 400m into 200m` as `3 x (400m into 200m)`: each is followed by the other."""
    inside = line.atoms[found.starts[2] : found.behind]
    if not any(atom.value == "into" for atom in inside):
        return None
    return [*line.atoms[found.starts[0] : found.starts[2]], *in_brackets(inside)]


_NAMES = (*SHAPES, "following", "circuit", "circuits", "block", "blocks", "series", "sequence",
          "set of", "sets of", "round of", "rounds of")  # fmt: skip
_NEXT = ("second", "third", "final", "last", "next")
_OPENED = either(sign(":", "-", "(", ","), row(part(Part.OF), maybe(sign(":", "("))))


def _named_list(line: Line, found: Match) -> Sequence[Atom] | None:
    """`3 x pyramid - 200m, 400m, 200m` as `3 sets: 200m, 400m, 200m`: the name is that of the whole list."""
    lengths = sum(line.part(at) is Part.QUANTITY for at in line.behind(found.behind))
    is_shape = any(line.text(at).lower() in SHAPES for at in range(found.starts[1], found.starts[3]))
    is_told = line.value(found.behind - 1) in (":", "-", "(") or found.starts[3] == found.behind
    number, name, last = line.atoms[found.starts[0]], line.atoms[found.starts[3] - 1], line.atoms[found.behind - 1]
    if not (is_told or is_shape) or (lengths < 2 and found.behind < len(line.atoms)):
        return None
    if last.value == "(":
        return [*so_often(number), last]
    return [number, as_part(Part.SETS, "sets", name), as_part(Part.SIGN, ":", last)]


def _in_each(line: Line, found: Match) -> Sequence[Atom]:
    """`4 runs per set` as `x 4`."""
    number, last = line.atoms[found.starts[0]], line.atoms[found.behind - 1]
    return [as_part(Part.TIMES, "x", number), number._replace(last=last.last)]


PHRASES = (
    Phrase(
        "so many times a list that has a name",
        (
            count(20),
            maybe(part(Part.TIMES, Part.OF)),
            either(said("this"), row(some(part(Part.FILLER)), either(said(*_NAMES), part(Part.SETS)))),
            either(ends(), row(_OPENED, before(part(Part.QUANTITY)))),
        ),
        _named_list,
        reads={
            "2 x pyramid - 150m, 250m, 150m with 60s": "150 r60s 250 r60s 150 r60s 150 r60s 250 r60s 150",
            "2 x ladder of 150m, 250m with 60s": "150 r60s 250 r60s 150 r60s 250",
        },
        not_in=("2 x 350m, 60s", "2 x hills, 60s, 90s"),
    ),
    Phrase(
        "before the next set of reps",
        (
            said("before", "between", "after"),
            some(part(Part.FILLER)),
            said("next", "each", "every"),
            either(said("set of", "round of", "sets of"), row(part(Part.SETS), part(Part.OF))),
            count(),
            part(Part.TIMES),
            part(Part.QUANTITY),
        ),
        lambda line, found: [
            as_part(Part.BETWEEN, "between", line.atoms[found.starts[0]]),
            as_part(Part.SETS, "sets", line.atoms[found.starts[3]]),
        ],
        reads={"2 x 2 x 350m, jog 100m; rest 5 min before next set of 2 x 350m": "350 r100 350 r300s 350 r100 350"},
        not_in=("2 x 350m, 3 min, before 2 x 600m",),
    ),
    Phrase(
        "each followed by another length",
        (
            count(),
            part(Part.TIMES),
            row(length(), _HOW, part(Part.THEN), length(), _HOW),
            stops(said("all")),
        ),
        _into_another,
        reads={
            "2 x 350m into 150m, 2 min": "350 150 r120s 350 150",
            "2 x 1 min hard straight into 1 min steady off 2 min jog": "60s 60s r120s 60s 60s",
        },
        not_in=("2 x 350m, 2 min, 350m into 150m",),
    ),
    Phrase(
        "reps that are put into sets",
        (
            count(),
            part(Part.TIMES),
            row(either(length(), quantity(is_bare_metres)), some(part(Part.REPS, Part.KIND, Part.EFFORT))),
            either(
                part(Part.IN, Part.AS),
                sign("=", ":", ",", "-", "("),
                row(said("split", "broken", "divided"), some(either(said("up", "into", "in"), part(Part.THEN)))),
            ),
            either(
                row(count(), either(row(part(Part.SETS), part(Part.OF)), part(Part.OF, Part.TIMES)), count()),
                row(some(part(Part.SETS)), part(Part.OF), count()),
                row(count(), part(Part.SETS)),
            ),
            maybe(sign(")")),
            stops(sign(":")),
        ),
        _in_sets,
        reads={
            "4 x 250m in 2 sets of 2, 45s between reps, 4 min between sets": "250 r45s 250 r240s 250 r45s 250",
            "4 x 250m (2 sets of 2), 45s, 4 min between sets": "250 r45s 250 r240s 250 r45s 250",
            "4 x 250m as 2 x 2, 45s and 4 min": "250 r45s 250 r240s 250 r45s 250",
            "4 x 250m in groups of 2, 45s between reps, 4 min between groups": "250 r45s 250 r240s 250 r45s 250",
            "4 x 250m split into two sets, 45s between reps, 4 min between sets": "250 r45s 250 r240s 250 r45s 250",
        },
        not_in=("4 x 250m, 2 x 2 min, 45s", "4 x 250m in 3 sets of 2, 45s"),
    ),
    Phrase(
        "sets of a list",
        (
            count(20),
            part(Part.TIMES, Part.OF),
            either(_list_of(quantity(_is_distance)), _list_of(_A_TIME)),
            some(said(*SHAPES)),
            stops(),
        ),
        _sets_of_list,
        reads={
            "2 x 450, 250, 60s rest between reps, 3 min between sets": "450 r60s 250 r180s 450 r60s 250",
            "2 sets of a 450 and a 250 with 60s": "450 r60s 250 r60s 450 r60s 250",
            "2 x 450, 250 ladder with 60s": "450 r60s 250 r60s 450 r60s 250",
        },
        not_in=("2 x 450, 250, 60s rest",),
    ),
    Phrase(
        "sets of reps with their recoveries between them",
        (
            count(20),
            row(part(Part.SETS), either(row(sign(*",.;:-"), _EACH_IS), sign(","))),
            before(
                either(
                    row(quantity(_is_distance), sign(","), _REST, sign(","), quantity(_is_distance)),
                    row(count(), part(Part.TIMES), length()),
                )
            ),
        ),
        _as_label,
        reads={
            "2 sets, 2 x 350m each, 60s between reps, 3 min between sets": "350 r60s 350 r180s 350 r60s 350",
            "Two sets. Each set is 350m, 60s rest, 150m. 3 min between sets": "350 r60s 150 r180s 350 r60s 150",
        },
        not_in=("2 sets of 350m, 150m, 60s",),
    ),
    Phrase(
        "one set, and another one",
        (
            either(
                said(*(f"{name} of" for name in SETS)),
                row(
                    either(said("a second", "another"), row(said("a", "the"), said(*_NEXT))),
                    some(either(row(part(Part.OF), some(part(Part.REPS))), part(Part.SETS)), 1),
                ),
            ),
            before(maybe(sign("(")), count()),
        ),
        lambda line, found: [] if line.part(found.starts[0] - 1) is not Part.QUANTITY else None,
        reads={
            "a set of 2 x 350m, 60s": "350 r60s 350",
            "3 x 350m with 60s. 90s rest, another set of 3 x 350m": "350 r60s 350 r60s 350 r90s 350 r60s 350 r60s 350",
        },
        not_in=("2 x 350m with 60s, 3 min rest, 2 x 350m", "2 sets of 2 x 350m, 60s"),
    ),
    Phrase(
        "a number of sets behind what is in them",
        (
            sign(".", ";", ","),
            count(12),
            part(Part.SETS),
            some(either(part(Part.TOTAL), said("through"))),
            closes(sign("(", "-"), part(Part.WITH, Part.OFF)),
        ),
        _sets_behind,
        reads={
            "2 x 350m with 60s. 2 sets with 4 min between sets": "350 r60s 350 r240s 350 r60s 350",
            "2 x 350m with 60s, 2 sets, 4 min between sets": "350 r60s 350 r240s 350 r60s 350",
        },
        not_in=("2 x 350m with 60s. 2 sets of 2 x 250m with 60s",),
    ),
    Phrase(
        "so many reps in each set",
        (
            count(),
            either(part(Part.REPS), said("runs", "sprints", "times", "efforts", "hills")),
            either(part(Part.PER, Part.IN), said("a", "each")),
            part(Part.SETS),
        ),
        _in_each,
        reads={"150m\n2 runs per set, 2 sets\n60s between reps, 3 min between sets": "150 r60s 150 r180s 150 r60s 150"},
        not_in=("2 reps of 150m per set, 2 sets with 60s",),
    ),
)
