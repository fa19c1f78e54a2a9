"""That what stands before is done once more: `repeat after 4 min`, `same again`, `hit it again a further two times`.

It exists because nothing but a word says so, and what lies between stands on either side of that word.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.counts import is_bare_metres
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    before,
    count,
    doubt,
    either,
    ends,
    length,
    maybe,
    part,
    quantity,
    row,
    said,
    sign,
    so_often,
    some,
    word,
)
from trackclock.core.notation.phrases.repeating import HOW_OFTEN, MORE, called, repeat, said_often
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part, word_set

_JOINTS = (Part.AND, Part.THEN)


def _once_more(line: Line, found: Match) -> Sequence[Atom] | None:
    """`repeat the set again`, `same again` and `2nd set: same` as `repeat`."""
    start = found.starts[0]
    lead = line.atoms[start]
    words = [line.text(at).lower() for at in range(start, found.behind)]
    if "again" not in words and not _OPEN.isdisjoint(words):
        return None  # `repeat the cycle` goes on until somebody says when
    is_joined = lead.part in _JOINTS
    says_all = any(line.part(at) is Part.SETS for at in range(start, found.behind)) or not _ALL.isdisjoint(words)
    is_behind_sign = line.part(start - 1) is Part.SIGN and says_all
    is_apart = start == 0 or is_behind_sign or (is_joined and says_all) or lead.part is Part.REPEAT
    return repeat(lead, is_parted=is_joined and start > 0) if is_apart else None


def _after(line: Line, found: Match) -> Sequence[Atom]:
    """`repeat after 4 min rest` as `4 min rest, repeat`."""
    lead = line.atoms[found.starts[0]]
    return [
        as_part(Part.SIGN, ",", lead),
        *line.atoms[found.starts[3] : found.starts[4]],
        *repeat(lead, is_parted=True),
    ]


_DO = ("do", "does", "go", "run", "complete", "did", "ran", "went", "doing", "going", "running", "start")
_IT = ("it", "this", "that", "all", "the", "whole", "entire", "thing", "set", "workout", "session")
_DONE_OVER = row(
    maybe(said("we", "i", "you")), said(*_DO), some(said(*_IT)), said("again", "over"), maybe(said("again"))
)
_OPEN = word_set("cycle cycles sequence pattern process combo combination routine loop interval")
_ALL = word_set("again over thing set")
_NAMED = called(1)


def _called_again(line: Line, index: int) -> int | None:
    """The index behind a name of what is done, with "again" before or behind it."""
    behind = _NAMED(line, index)
    return behind if behind is not None and any(line.value(at) == "again" for at in range(index, behind)) else None


_AS_FIRST = row(
    said("as"), some(either(part(Part.FILLER, Part.SETS, Part.AFTER), said("above", "before", "first"))), maybe(count())
)


def _again(line: Line, found: Match) -> Sequence[Atom] | None:
    """`hit it again a further 2 times` as `, repeat another 2 times`, where more are said to be run."""
    atoms = said_often(line, Match(found.starts[2:], found.behind))
    is_more = atoms is not None and any(atom.value == "another" for atom in atoms)
    return [as_part(Part.SIGN, ",", line.atoms[found.starts[0]]), *atoms] if atoms is not None and is_more else None


def _same_with(line: Line, found: Match) -> Sequence[Atom] | None:
    """`4 x 400m with 60s, then the same with 200m` as `4 x 400m with 60s, then 4 x 200m with 60s`.

    Raises:
        NotationError: where it is not one length that was repeated.
    """
    start, run = found.starts[0], found.behind - 1
    at = next((at for at in range(start - 1, 0, -1) if line.part(at) is Part.TIMES and line.quantity(at + 1)), 0)
    is_counted = found.starts[5] > found.starts[4]
    if is_counted:
        number, tail = line.atoms[found.starts[4]], _recovery_of(line, at + 2, start) if at else ()
    elif not at or not _is_alike(line.quantity(at + 1), line.quantity(run)):
        what = "'{}' does not say what is run"
        raise doubt(line, found.starts[1], run, what, "write all of it, such as 4 x 300m with 60 s recovery")
    else:
        number, tail = line.atoms[at - 1], _recovery_of(line, at + 2, start)
    then = as_part(Part.THEN, "then", line.atoms[start])
    return [then, *so_often(number), line.atoms[run], *tail]


def _is_alike(one: Quantity | None, other: Quantity | None) -> bool:
    """Whether two lengths are of one measure; a bare number is one of metres."""
    measures = {value.measure if value is not None else None for value in (one, other)} - {Measure.BARE}
    return None not in measures and len(measures) < 2


def _recovery_of(line: Line, index: int, end: int) -> Sequence[Atom]:
    """The recovery that is told behind a length: up to the next length, sentence or bracket."""
    lengths, behind = 0, index
    while behind < end and not (line.part(behind) is Part.SIGN and line.value(behind) in ".;("):
        lengths += line.part(behind) is Part.QUANTITY
        if lengths > 1:
            break
        behind += 1
    while line.part(behind - 1) in (Part.SIGN, *_JOINTS):
        behind -= 1
    return line.atoms[index:behind]


_OVER = before(either(ends(), sign(".", ";", ")")))

PHRASES = (
    Phrase(
        "repeat after a rest",
        (
            part(Part.REPEAT),
            called(0),
            part(Part.AFTER),
            row(some(part(Part.FILLER)), length(), some(part(Part.PAUSE, Part.MODE, Part.ADJECTIVE, Part.EASY), 1)),
            before(either(ends(), sign(".", ";", ","))),
        ),
        _after,
        reads={"350m, 60s, 150m. Repeat the series again after 3 min rest": "350 r60s 150 r180s 350 r60s 150"},
        not_in=("350m, 60s, 150m. Repeat 2 times",),
    ),
    Phrase(
        "the same again",
        (
            either(
                row(some(part(*_JOINTS)), _DONE_OVER),
                row(either(row(some(part(*_JOINTS)), said(*_DO)), some(part(*_JOINTS), 1)), _called_again),
                row(
                    some(part(Part.FILLER, *_JOINTS)),
                    maybe(said("2nd", "second", "next")),
                    some(either(part(Part.SETS, Part.FILLER), sign(":", "-"))),
                    said("same", "the same"),
                    some(said("thing", "set", "again")),
                    maybe(_AS_FIRST),
                ),
                row(part(Part.REPEAT), called(1)),
            ),
            before(either(ends(), sign("."))),
        ),
        _once_more,
        reads={
            "2 x 350m with 60s\n3 min rest\nSame again": "350 r60s 350 r180s 350 r60s 350",
            "Set 1: 2 x 350m, 60s\n3 min rest\nSet 2: same as set 1": "350 r60s 350 r180s 350 r60s 350",
            "350m, 60s rest, 150m, 3 min rest, 2nd set the same": "350 r60s 150 r180s 350 r60s 150",
            "350m, 60s rest, 150m, 3 min rest and again": "350 r60s 150 r180s 350 r60s 150",
        },
        not_in=(
            "2 x 350m, same rest again",
            "2 x 350m, same rest",
            "350m, 90s jog, repeat the cycle",
            "2 x 350m, 60s\n2 x 150m, recovery: same",
        ),
    ),
    Phrase(
        "again so many times more",
        (word("again"), maybe(part(Part.FILLER)), before(either(MORE, HOW_OFTEN)), HOW_OFTEN, _OVER),
        _again,
        reads={"Run up the hill for 40 s. Jog back. Then hit it again a further two times.": "40s ro 40s ro 40s"},
        not_in=("300m, 60s, 300m again",),
    ),
    Phrase(
        "the same with another length",
        (
            some(either(part(Part.FILLER, *_JOINTS), said("was", "we", *_DO))),
            either(said("same", "the same"), part(Part.REPEAT)),
            maybe(said("again", "thing", "session", "set")),
            either(part(Part.WITH), said("over", "for", "at", "using", "but", "but with")),
            maybe(row(count(), part(Part.TIMES))),
            quantity(lambda value: value.measure is not Measure.BARE or value.is_plural or is_bare_metres(value)),
            before(either(ends(), sign(".", ",", ";", ")"), part(Part.KIND, Part.REPS, Part.AT, Part.IN, Part.EFFORT))),
        ),
        _same_with,
        reads={
            "2 x 350m with 60s. Then the same with 150m": "350 r60s 350 ro 150 r60s 150",
            "2 x 350m, 60s. This was repeated with 3 x 150m": "350 r60s 350 ro 150 r60s 150 r60s 150",
        },
        not_in=("2 x 350m with 60s, repeat with 3 min rest",),
    ),
)
