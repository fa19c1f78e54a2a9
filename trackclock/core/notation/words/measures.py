"""Units: what a word or a sign behind a number measures, and the full stop or the hyphen beside it.

It exists apart from the numbers since every way to write one asks for it.
"""

from __future__ import annotations

from typing import NamedTuple

from trackclock.core.notation.words.lexer import TokenKind
from trackclock.core.notation.words.token_line import TokenLine
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import LAP_UNITS, MS_UNITS, UM_UNITS, word_set


class Unit(NamedTuple):
    """A unit in the text: what it measures, micrometres or milliseconds in one, its spelling, the index behind it."""

    measure: Measure
    size: int
    text: str
    after: int


SIZES: dict[str, tuple[Measure, int]] = {
    **{unit: (Measure.DISTANCE, um) for unit, um in UM_UNITS.items()},
    **{unit: (Measure.TIME, ms) for unit, ms in MS_UNITS.items()},
    **dict.fromkeys(LAP_UNITS, (Measure.DISTANCE, 0)),
}

_ENDS = word_set("wu cd w/u c/d wup w d")
"""Letters for a warm-up or cool-down: a full stop before them ends no sentence."""


def unit_at(line: TokenLine, index: int, *, words_only: bool = False) -> Unit | None:
    """A unit; with `words_only` one that is no sign and no letter or two."""
    token = line.at(index)
    text = token.text
    if (known := SIZES.get(text)) is None or (words_only and len(text) < 3):
        return None
    measure, size = known
    if token.kind is TokenKind.SIGN:
        if not token.glued:
            return None
        is_double = text == "'" and line.is_glued(index + 1, "'")
        return Unit(measure, 1_000, '"', index + 2) if is_double else Unit(measure, size, text, index + 1)
    if text in LAP_UNITS:
        return Unit(measure, line.lap_mm * 1_000, text, index + 1)
    return Unit(measure, size, text, past_dot(line, index + 1))


def hyphenated(line: TokenLine, index: int) -> Unit | None:
    """A unit, with a hyphen before it or without: that of `20-minute`, `5-k` and `30-s`."""
    if not line.is_glued(index, "-"):
        return unit_at(line, index)
    unit = line.at(index + 1)
    return unit_at(line, index + 1, words_only=not unit.glued or unit.kind is not TokenKind.WORD)


def past_dot(line: TokenLine, index: int) -> int:
    """The index behind the full stop of an abbreviation: one that does not end a sentence."""
    after = line.at(index + 1)
    if not line.is_glued(index, "."):
        return index
    begins = line.source[after.offset : after.offset + 2]
    is_end = after.text in _ENDS and line.at(index + 2).kind is not TokenKind.NUMBER  # 2 mi. WU, 4 x 400m
    is_in_capitals = line.source[line.at(index - 1).offset].isupper() or begins.replace("/", "A").isupper()
    is_short = after.kind is TokenKind.WORD and (is_in_capitals or begins[:1].islower())
    return index + (is_short or is_end or after.text in (",", ";"))
