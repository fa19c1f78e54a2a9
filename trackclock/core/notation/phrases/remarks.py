"""Words that no clock can act on though they have numbers in them: times of day, and what is told of the last rep.

It exists so that every number of a text is owned by something: these are remarks by name.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.atoms import Atom
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    either,
    maybe,
    part,
    quantity,
    sign,
    some,
    word,
)
from trackclock.core.notation.quantities import Measure
from trackclock.core.notation.vocabulary import Part


def _anything_in_brackets(line: Line, index: int) -> int | None:
    """An atom that is no bracket."""
    is_bracket = line.part(index) is Part.SIGN and line.value(index) in ("(", ")")
    return None if is_bracket or index >= len(line.atoms) else index + 1


_OF_THE_DAY = ("am", "pm", "o'clock", "oclock", "a.m", "p.m")


def _remark(line: Line, found: Match) -> Sequence[Atom]:
    """All of it as one word."""
    first, last = line.atoms[found.starts[0]], line.atoms[found.behind - 1]
    return [Atom(Part.WORD, "", first.first, last.last, glued=first.glued)]


def _nothing(_line: Line, _found: Match) -> Sequence[Atom]:
    """It says nothing that is not seen anyway."""
    return []


PHRASES = (
    Phrase(
        "a time of day",
        frozenset((Part.AT, Part.QUANTITY)),
        (
            maybe(part(Part.AT)),
            quantity(lambda value: value.measure is not Measure.DISTANCE and not value.is_plural),
            word(*_OF_THE_DAY),
        ),
        _remark,
        then=frozenset((Part.QUANTITY, Part.WORD)),
        reads={"Track at 7pm! 2 x 300m with 60s": "300 r60s 300", "Tonight 6.30pm, 2 x 300m, 60s": "300 r60s 300"},
    ),
    Phrase(
        "a mean that was worked out",
        frozenset((Part.SIGN,)),
        (sign("("), part(Part.QUANTITY), word("avg", "average", "ave", "mean", "avg."), sign(")")),
        _remark,
        values=frozenset(("(",)),
        then=frozenset((Part.QUANTITY,)),
        reads={"2 x 300m - 50.5, 52.5 (51.5 avg)": "300 ro 300"},
    ),
    Phrase(
        "a second thought in brackets",
        frozenset((Part.SIGN,)),
        (sign("("), part(Part.OR), some(_anything_in_brackets, 1), sign(")")),
        _remark,
        values=frozenset(("(",)),
        then=frozenset((Part.OR,)),
        reads={"2 x 400m at mile pace (or a second or two faster), 40s rest": "400 r40s 400"},
        not_in=("2 x 400m or 2 x 300m",),
    ),
    Phrase(
        "how the first or the last rep is run",
        frozenset((Part.WORD,)),
        (
            word("first", "last", "final"),
            either(word("one"), part(Part.REPS), quantity(lambda value: value.is_count and value.low == 1_000)),
            some(part(Part.FILLER)),
            some(part(Part.EFFORT, Part.EASY, Part.FASTER), 1),
        ),
        _remark,
        values=frozenset(("first", "last", "final")),
        reads={"2 x 400m, last one flat out, 2 min": "400 r120s 400"},
        not_in=("2 x 400m, 60s, last 1 x 300m",),
    ),
    Phrase(
        "where the recoveries stand",
        frozenset((Part.PAUSE,)),
        (
            part(Part.PAUSE),
            part(Part.IN),
            word("brackets", "bracket", "parentheses", "parenthesis"),
            maybe(sign(":", ".")),
        ),
        _nothing,
        then=frozenset((Part.IN,)),
        reads={"Rest in brackets: 1200m (3 min), 800m (2 min), 400m": "1200 r180s 800 r120s 400"},
    ),
)
