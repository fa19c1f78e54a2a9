"""Numbers that count no part of the session: how often a week, over how many hurdles, how much faster than before.

It exists because a sentence has such numbers where a list has none, and each of them is a remark by name.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_remark,
    before,
    count,
    either,
    ends,
    maybe,
    part,
    quantity,
    row,
    said,
    sign,
    some,
    word,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.slips import near_miss
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part

_SPANS = ("week", "weeks", "month", "season", "fortnight", "year")
_BEFORE_THINGS = ("over", "from", "within", "around", "across")
_MOST_FASTER_MS = 15_000
"""Nobody runs one rep faster than the last by more."""


def _thing(line: Line, index: int) -> int | None:
    """A word that names no part of a session, and is no slip for one."""
    is_name = line.part(index) in (Part.WORD, Part.EXERCISE) and line.text(index).isalpha()
    return index + 1 if is_name and near_miss(line.text(index).lower()) is None else None


def _pronoun(line: Line, found: Match) -> Sequence[Atom] | None:
    """`a longish one`, `the last two`, `this one is`, `one for the milers` as words: what they stand for is known."""
    index, is_one = found.starts[0], line.said(found.starts[0]) == "one"
    is_pointed = line.value(1) == "for" if index == 0 else line.said(index - 1) in ("this", "that", "which")
    if is_one and is_pointed and line.quantity(index + 2) is None:
        return as_remark(line, found)
    is_like = (
        is_one and line.part(index - 1) in (Part.WORD, Part.ADJECTIVE, Part.EASY) and not _is(line, index, "first")
    )
    is_ended = line.part(index + 1) in (None, Part.SIGN, Part.THEN, Part.OF) and (is_like or _is(line, index, *_OTHERS))
    is_told = _tells(line, index + 1, is_one) and (is_like or _is(line, index, "first", *_OTHERS))
    return as_remark(line, found) if index and (is_ended or is_told) else None


_OTHERS = ("last", "on the last", "final", "next", "other", "into")


def _is(line: Line, index: int, *words: str) -> bool:
    """Whether one of the words stands before an atom."""
    return line.value(index - 1) in words


def _tells(line: Line, index: int, is_one: bool) -> bool:
    """Whether a word tells of a pronoun, and is no noun that it counts: `two felt` and not `two bits`."""
    is_verb = line.part(index) is Part.WORD and (is_one or not line.text(index).endswith("s"))
    return is_verb or line.part(index) is Part.FILLER


_BEHIND = before(either(ends(), sign(".", ";", ",", ")")))

PHRASES = (
    Phrase(
        "how often in a week",
        (
            either(
                word("once", "twice"), row(count(14), either(part(Part.TIMES), said("runs", "sessions", "workouts")))
            ),
            some(either(part(Part.FILLER, Part.PER, Part.EACH, Part.IN), said("during", "over", "that"))),
            word(*_SPANS),
            maybe(count()),
        ),
        as_remark,
        reads={
            "2 x 350m, 60s, twice a week": "350 r60s 350",
            "2 x 3 min, 60s rest. Do this 3 times per week": "180s r60s 180s",
            "For your 3 runs in week 4, 2 x 2 min, 60s rest": "120s r60s 120s",
            "2 x 2 min, 60s rest. You do it 3 times during the week": "120s r60s 120s",
        },
        not_in=("350m, 60s. Do this twice", "week 3: 2 x 350m, 60s"),
    ),
    Phrase(
        "so many things on the way",
        (
            said(*_BEFORE_THINGS),
            some(either(part(Part.FILLER), word("first", "last", "next"))),
            count(),
            maybe(sign("-")),
            _thing,
        ),
        as_remark,
        reads={
            "2 x 300m over the first seven hurdles, 3 min": "300 r180s 300",
            "2 x 60m from a three-point start, 2 min": "60 r120s 60",
        },
        not_in=("2 x 60m from a standing start, 2 min", "run for 3 minutes"),
    ),
    Phrase(
        "how much faster than the one before",
        (
            quantity(lambda value: value.measure is Measure.TIME and value.high <= _MOST_FASTER_MS),
            either(row(part(Part.PROGRESS), maybe(count(1))), row(part(Part.FASTER, Part.SLOWER), _BEHIND)),
        ),
        as_remark,
        reads={"2 x 350m, 90s, each rep one second faster than the previous one": "350 r90s 350"},
        not_in=("2 x 350m 5 seconds faster than mile pace, 2 min",),
    ),
    Phrase(
        "a pronoun",
        (
            said("one", "two", "three", "four"),
            before(
                either(ends(), sign(*".,;):!"), part(Part.THEN, Part.OF, Part.FILLER, Part.WORD, Part.IN, Part.WITH))
            ),
        ),
        _pronoun,
        reads={
            "2 x 300m, 60s. A bit of a push on the last one.": "300 r60s 300",
            "Keep it a simple one: 2 x 300m, 60s": "300 r60s 300",
            "This was the hardest one so far. 2 x 300m, 60s": "300 r60s 300",
            "2 x 300m, 60s. The first two felt easy": "300 r60s 300",
            "One for the marathoners: 2 x 300m, 60s": "300 r60s 300",
        },
        not_in=("2 x 300m, 60s, then one last 300m",),
    ),
)
