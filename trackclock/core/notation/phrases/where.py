"""Where a recovery lies, inside a set, between the sets, in the middle, after some lengths, and for whom it counts.

It exists because where is told in as many ways as how long, and the grammar reads "between" and "after".
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    before,
    closes,
    count,
    counted,
    either,
    length,
    maybe,
    part,
    quantity,
    row,
    said,
    sign,
    some,
    stops,
    word,
)
from trackclock.core.notation.phrases.repeating import is_counted
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import ORDINALS, Measure
from trackclock.core.notation.words.vocabulary import Part
from trackclock.core.plan import Rests

_TIME = quantity(lambda value: value.measure is Measure.TIME and not value.is_plural and not value.is_range)


def _half_way(line: Line, found: Match) -> Sequence[Atom] | None:
    """`3 min in the middle` as `3 min after halfway`, where reps were counted, which have one."""
    rest, where = line.atoms[found.starts[0] : found.starts[2]], line.atoms[found.behind - 1]
    told = [*rest, as_part(Part.AFTER, "after", where), as_part(Part.WORD, "halfway", where)]
    return told if where.value != "middle" or is_counted(line, found.starts[0]) else None


def _within(line: Line, found: Match) -> Sequence[Atom] | None:
    """`60 s rest within each set` as `60 s rest between reps`, `3 min between distances` as `3 min between sets`."""
    before = line.quantity(found.starts[0] - 1)
    is_time = before is not None and before.measure is Measure.TIME
    first, last = line.atoms[found.starts[0]], line.atoms[found.behind - 1]
    is_between = first.part is Part.BETWEEN
    is_told = is_time or line.part(found.starts[0] - 1) in (Part.PAUSE, Part.MODE)
    if is_between == (last.part is Part.SETS) or not is_told:
        return None
    where = as_part(Part.SETS, "sets", last) if is_between else as_part(Part.REPS, "reps", last)
    return [as_part(Part.BETWEEN, "between", first), where]


def _rest_of(line: Line, found: Match) -> Sequence[Atom]:
    """`4 min set rest`, and `4 min sets` behind `1 min reps`, as `4 min rest between sets`."""
    run, what = (line.atoms[at] for at in found.starts[:2])
    return [run, as_part(Part.PAUSE, "rest", what), as_part(Part.BETWEEN, "between", what), what]


def _behind_reps(line: Line, index: int) -> int | None:
    """Nothing more, where the rest between the reps was told right before that between the sets."""
    return index if line.part(index - 1) is Part.SETS and line.part(index - 4) is Part.REPS else None


def _rests(line: Line, found: Match) -> Sequence[Atom] | None:
    """The words as a piece of their own; `90 s own rest` is the recovery as well, "run together" says another thing."""
    start, before = found.starts[0], line.part(found.starts[0] - 1)
    first, last = line.atoms[start], line.atoms[found.behind - 1]
    if before is Part.QUANTITY and first.value == "own":
        return [last, as_part(Part.RESTS, Rests.OWN.value, first)]
    if before not in (None, Part.SIGN, Part.PAUSE, Part.MODE, Part.BETWEEN, Part.REPS):
        return None
    rests = Rests.TOGETHER if last.value == "together" else Rests.OWN
    return [Atom(Part.RESTS, rests.value, first.first, last.last, glued=first.glued)]


def _numbered(line: Line, index: int) -> int | None:
    """A word such as "5th"."""
    is_so = line.part(index) is Part.WORD and line.text(index)[:1].isdigit()
    return index + 1 if is_so else None


def _before_it(line: Line, found: Match) -> Sequence[Atom] | None:
    """`then 400m after 5 min rest` as `then 5 min rest, 400m`."""
    run, rest = line.atoms[found.starts[0] : found.starts[1]], line.atoms[found.starts[3] : found.starts[5]]
    told = next(atom.quantity for atom in rest if atom.quantity is not None)
    is_rep = any(line.quantity(at) == told for at in line.before(found.starts[0]))  # 2 min after the 5 min of a ladder
    aim = line.atoms[found.starts[1] : found.starts[2]]
    return None if is_rep else [*rest, as_part(Part.SIGN, ",", run[0]), *run, *aim]


def _but_there(line: Line, found: Match) -> Sequence[Atom]:
    """`except for the middle where we had 3 min` as `, 3 min rest in the middle`."""
    lead, rest = line.atoms[found.starts[0]], line.atoms[found.starts[4]]
    where = line.atoms[found.starts[2] : found.starts[3]]
    return [as_part(Part.SIGN, ",", lead), rest, as_part(Part.PAUSE, "rest", rest), *where]


_ORDINAL = either(said(*ORDINALS), _numbered)
_AT_PLACE = either(
    row(part(Part.AFTER, Part.THEN), some(part(Part.FILLER)), _ORDINAL, maybe(either(part(Part.REPS), said("one")))),
    row(some(part(Part.IN, Part.AT, Part.FILLER)), word("middle", "halfway")),
)


def _is_bracketed(line: Line, found: Match) -> bool:
    """Whether the length before brackets is one of repeated reps, or others of the list have brackets as well."""
    is_counted = line.part(found.starts[0] - 2) is Part.TIMES
    others = (*line.before(found.starts[0]), *line.behind(found.behind))
    return is_counted or any(line.value(at) == "(" for at in others)


def _in_brackets(line: Line, found: Match) -> Sequence[Atom] | None:
    """`, (90s)` as `(90s)` behind a rep, and such brackets alone on their line as a rest."""
    if line.part(found.starts[0]) is Part.SIGN and line.value(found.starts[0]) != "(":
        before, told = line.quantity(found.starts[0] - 1), line.quantity(found.starts[2])
        if before is None or told is None or not found.starts[0]:
            return None
        is_one_less = before.measure is told.measure and not _is_bracketed(line, found)  # 400m, 300m, (200m)
        return None if is_one_less else line.atoms[found.starts[1] : found.behind]
    run = line.atoms[found.starts[2]]
    is_alone = found.starts[0] == 0 and all(line.quantity(at) is None for at in line.behind(found.behind))
    is_alone = is_alone and line.value(found.behind) in ("", ".", ";", "!")
    return [run, as_part(Part.PAUSE, "rest", run)] if is_alone else None


_LETTERS = "abcdef"
_NAME = either(count(20), said(*_LETTERS))
_NUMBER = either(_ORDINAL, row(maybe(either(part(Part.SETS, Part.REPS), said("part", "parts"))), _NAME))


def _after_the_first(line: Line, found: Match) -> Sequence[Atom] | None:
    """`3 min between the 2nd and 3rd` as `3 min after the 2nd`, `between A and B` as `after set 1`."""
    rest, first = line.atoms[found.starts[0] : found.starts[2]], line.atoms[found.starts[4] - 1]
    after = as_part(Part.AFTER, "after", line.atoms[found.starts[2]])
    one, other = (_place_of(line, behind - 1) for behind in (found.starts[4], found.starts[6]))
    if not one or not other:
        return [*rest, after, first] if one == other else None
    is_said = first.quantity is None or found.starts[4] - found.starts[3] > 1 or found.behind > found.starts[6]
    if other != one + 1 or not (is_said or all(line.quantity(at) is None for at in line.before(found.starts[0]))):
        return None
    is_rep = Part.REPS in (line.part(found.starts[3]), line.part(found.behind - 1))
    number = [as_part(Part.REPS, "reps", first), counted(one * 1_000, first, first)]
    return [*rest, after, *number, *([] if is_rep else [as_part(Part.SETS, "sets", first)])]


def _place_of(line: Line, index: int) -> int:
    """The number of a set, `2` or `B`; 0 for a word such as "2nd"."""
    value = line.quantity(index)
    return value.low // 1_000 if value is not None else _LETTERS.find(line.said(index)) + 1


PHRASES = (
    Phrase(
        "a walk back in short",
        (either(row(part(Part.WITH), said("b")), said("wb")),),
        lambda line, found: (
            [as_part(Part.BACK, "back", line.atoms[found.behind - 1])]
            if any(line.quantity(at) is not None for at in line.before(found.starts[0]))
            else None
        ),
        reads={"2 x 2 x 150m w/b, 6 min between": "150 r150 150 r360s 150 r150 150"},
        not_in=("w/b 7 May: 2 x 150m, 60s",),
    ),
    Phrase(
        "a recovery alone in brackets",
        (maybe(sign(",", ";", "-", ":")), sign("("), length(), sign(")")),
        _in_brackets,
        reads={
            "2 x 5 min, (2 min), then 2 x 1 min; (30s)": "300s r120s 300s ro 60s r30s 60s",
            "2 x 300m\n(100m)": "300 r100 300",
        },
        not_in=("2 x 300m\n(100m jog)",),
    ),
    Phrase(
        "a rest between one rep and the next, by their numbers",
        (
            length(),
            some(part(Part.PAUSE, Part.MODE)),
            row(part(Part.BETWEEN), some(said("the"))),
            _NUMBER,
            row(part(Part.AND), some(said("the"))),
            _NUMBER,
            maybe(part(Part.REPS, Part.SETS)),
        ),
        _after_the_first,
        reads={
            "3 x 350m with 60s, 3 min between the 2nd and 3rd": "350 r60s 350 r180s 350",
            "A: 2 x 350m, 60s\nB: 2 x 150m, 30s\n3 min between A and B": "350 r60s 350 r180s 150 r30s 150",
        },
        not_in=("2 x 350m, 60s between the reps",),
    ),
    Phrase(
        "a rest before a length, told behind it",
        (
            row(maybe(row(count(), part(Part.TIMES))), length()),
            maybe(row(part(Part.AT, Part.IN), quantity(lambda value: not value.is_range))),
            part(Part.AFTER),
            row(some(part(Part.FILLER)), _TIME),
            part(Part.PAUSE, Part.MODE),
            stops(),
        ),
        _before_it,
        needs=frozenset(("after", "following")),
        reads={"2 x 800m with 2 min rest, then 400m after 5 min rest": "800 r120s 800 r300s 400"},
        not_in=("2 x 800m with 2 min rest, 400m jog after each rep",),
    ),
    Phrase(
        "inside a set, and between one distance and the next",
        (
            either(part(Part.BETWEEN), word("in", "inside", "within")),
            some(part(Part.FILLER, Part.EACH)),
            either(
                part(Part.SETS),
                said("distances", "distance", "lengths", "parts", "sections", "halves"),
                row(count(2), closes()),
            ),
        ),
        _within,
        reads={
            "2 x 2 x 350m with 1 min rest inside each set, 4 min between sets": "350 r60s 350 r240s 350 r60s 350",
            "2 x 500m, 2 x 300m with 60s between reps, 3 min between distances": "500 r60s 500 r180s 300 r60s 300",
            "2 x 500m, 2 x 300m with 60s, 8 min between the two": "500 r60s 500 r480s 300 r60s 300",
        },
        not_in=("2 sets of 2 x 350m in 60s, 3 min",),
    ),
    Phrase(
        "a set rest",
        (
            length(),
            part(Part.SETS, Part.REPS),
            either(
                part(Part.PAUSE),
                before(sign(",", ";", "/"), length(), part(Part.SETS), sign(")")),
                row(_behind_reps, before(sign(")"))),
            ),
        ),
        _rest_of,
        reads={
            "2 sets of (2 x 350m, 60s rest), 4 min set rest": "350 r60s 350 r240s 350 r60s 350",
            "2 x 2 x 350m (1 min reps, 4 min sets)": "350 r60s 350 r240s 350 r60s 350",
        },
        not_in=("2 sets of 2 x 350m, 60s rest",),
    ),
    Phrase(
        "a rest in the middle of the reps",
        (
            _TIME,
            maybe(part(Part.PAUSE, Part.MODE)),
            some(part(Part.AT, Part.FILLER)),
            either(
                word("halfway", "midway"),
                row(word("half"), maybe(sign("-")), word("way")),
                row(some(part(Part.IN, Part.FILLER)), word("middle"), closes()),
            ),
            some(word("point", "mark", "through")),
        ),
        _half_way,
        reads={
            "4 x 350m with 60s rest, 3 min at halfway": "350 r60s 350 r180s 350 r60s 350",
            "4 x 350m with 60s rest (3 min in the middle)": "350 r60s 350 r180s 350 r60s 350",
        },
        not_in=("20 min easy, 5 min in the middle",),
    ),
    Phrase(
        "another recovery at one place",
        (
            some(sign(",", "(", ";")),
            row(word("except", "but", "apart", "excluding"), some(either(part(Part.FILLER), word("from")))),
            _AT_PLACE,
            some(either(part(Part.FILLER, Part.WORD, Part.WITH, Part.PAUSE), sign(",", ":")), 0, 6),
            _TIME,
            row(maybe(part(Part.PAUSE)), maybe(sign(")")), closes()),
        ),
        _but_there,
        is_again=True,
        reads={
            "4 x 350m, 60s recovery, except for the middle where we had 3 min": "350 r60s 350 r180s 350 r60s 350",
            "4 x 350m with 60s (but after the 3rd one 2 min)": "350 r60s 350 r60s 350 r120s 350",
        },
        not_in=("4 x 350m with 60s but 3 min after the 2nd",),
    ),
    Phrase(
        "whose the rests are",
        (
            either(
                row(word("own"), part(Part.PAUSE)),
                row(part(Part.EACH), part(Part.ON), word("their", "your"), word("own")),
                row(maybe(part(Part.PAUSE)), word("together")),
            ),
            closes(sign("-"), part(Part.RAW)),
        ),
        _rests,
        reads={
            "3 x 300m with 60s recovery; own rest": "300 r60s 300 r60s 300",
            "2 x 300m with 60s own rest": "300 r60s 300",
            "2 x 300m, 60s recovery, each on their own": "300 r60s 300",
            "2 x 300m with 60s recovery, together": "300 r60s 300",
            "2 x 300m, 60s recovery; rest together": "300 r60s 300",
        },
        not_in=("2 x 300m, find your own rest, 60s", "2 x 300m, each 60s, 60s", "2 x 300m run together, 60s"),
    ),
)
