"""A text -> its lines, each read and settled in itself, and then joined.

It exists to know what a line begins with, a bullet, a number, a heading, and to tell the errors of all lines at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from trackclock.core.notation.attach import settle_level
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.joining import Blocks, Line, absorbed, join
from trackclock.core.notation.lexer import Token, TokenKind, tokenize
from trackclock.core.notation.parser import LineParser
from trackclock.core.notation.sections import without_titles
from trackclock.core.notation.tree import (
    Item,
    Remark,
)
from trackclock.core.plan import MAX_STEPS

_MOST_NUMBERS = 3 * MAX_STEPS
_LONGEST_HEADING = 7
_SAYS_NOTHING = frozenset(("set", "session", "workout", "main", "track", "the", "part"))
_HEADINGS = _SAYS_NOTHING | frozenset(("part", "week", "day", "round", "block", "date", "option", "group"))
_HEADINGS |= frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_HEADINGS |= frozenset(("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"))
"""First words of a heading that tells the place of a line and nothing about it."""

_BULLETS = frozenset(("-", "bullet", "#", "+", ",", ";", ".", ":", "=", "_"))
"""Signs that a list puts before its lines."""

_LABELS = frozenset(("recovery", "rest", "recoveries", "jog recovery"))


def split_lines(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens line by line, line breaks dropped, empty lines as empty lists."""
    line: list[Token] = []
    for token in tokens:
        if token.kind is TokenKind.NEWLINE:
            yield line
            line = []
        else:
            line.append(token)
    yield line


def _without_bullet(tokens: list[Token]) -> list[Token]:
    """The line without the dash, dot or number of a list."""
    if (
        len(tokens) > 2
        and tokens[0].text == "-"
        and tokens[1].kind is TokenKind.NUMBER
        and tokens[1].glued
        and tokens[2].text in ("x", "times")
    ):
        first = tokens[0]
        what = f"'-{tokens[1].text}' repeats nothing"
        raise NotationError(first.line, first.column, what, "write how often it is run, from 1 on", width=2)
    bullets = 0
    while bullets < len(tokens) and tokens[bullets].text in _BULLETS:
        bullets += 1
    tokens = tokens[bullets:] if bullets else tokens  # cut once: a line of nothing but dots is cut no 10,000 times
    if (
        len(tokens) > 2
        and tokens[0].kind is TokenKind.NUMBER
        and tokens[0].milli < 30_000
        and tokens[0].milli % 1_000 == 0
    ):
        is_ordinal = tokens[1].glued and tokens[1].text in (".", ")") and not tokens[2].glued
        if is_ordinal and "." not in tokens[0].text:
            return tokens[2:]
    return tokens


def _split_heading(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """The heading of a line that says only where it belongs (`Set 1:`, `Tuesday 5th May:`, `A:`), and the rest."""
    if not tokens or tokens[0].kind is not TokenKind.WORD:
        return [], tokens
    if tokens[0].text not in _HEADINGS and not (len(tokens[0].text) == 1 and tokens[0].text in "abcdef"):
        return [], tokens
    for index, token in enumerate(tokens[:_LONGEST_HEADING]):
        if token.text == ":" and index + 1 < len(tokens):
            return tokens[:index], tokens[index + 1 :]
        if token.kind not in (TokenKind.WORD, TokenKind.NUMBER) or token.text in ("x", "of"):
            break
    return [], tokens


def _read_items(heading: list[Token], tokens: list[Token], context: Context) -> list[Item]:
    """The items of a line, its heading first, as a note, if it says more than that this is the session."""
    items = LineParser(context, tokens).parse()
    if any(token.text not in _SAYS_NOTHING for token in heading):
        place = context.place(heading[0], heading[-1])
        items.insert(0, Remark(place.text, place))
    return items


def _check_numbers(tokens: list[Token]) -> None:
    """Refuse a text with more numbers than any session needs, before they are read one by one."""
    if len(tokens) <= _MOST_NUMBERS:
        return
    numbers = [token for token in tokens if token.kind in (TokenKind.NUMBER, TokenKind.CLOCK)]
    if len(numbers) > _MOST_NUMBERS:
        first = numbers[_MOST_NUMBERS]
        what = f"there are more than {_MOST_NUMBERS:,} numbers here"
        raise NotationError(first.line, first.column, what, f"a session has at most {MAX_STEPS:,} steps")


def read_lines(text: str, context: Context, errors: list[NotationError] | None = None) -> Blocks:
    """Read a whole text.

    Args:
        text: any text at all.
        context: gets what was assumed.
        errors: gets the error of each line that cannot be read; without it the first is raised.

    Returns:
        The blocks.

    Raises:
        NotationError: where the text cannot be read in one way.
    """
    lines: list[Line] = []
    gap = False
    tokens = tokenize(text)
    _check_numbers(tokens)
    for raw in split_lines(tokens):
        try:
            heading, tokens = _split_heading(_without_bullet(raw))
            if not tokens:
                gap = gap or bool(lines)
                continue
            settled = settle_level(_read_items(heading, tokens, context), context)
            line = Line(settled, context.place(tokens[0], tokens[-1]), after_gap=gap)
            line.is_heading = all(token.text in _SAYS_NOTHING or token.text in (":", "-") for token in tokens)
            line.is_label = tokens[0].text in _LABELS and len(tokens) > 1 and tokens[1].text in (":", "-", "=")
        except NotationError as error:
            if errors is None:
                raise
            errors.append(error)
            continue
        lines.append(line)
        gap = False
        if len(lines) > MAX_STEPS:
            raise failure(
                line.place, f"this makes more than {MAX_STEPS:,} steps", f"a session has at most {MAX_STEPS:,}"
            )
    if errors:
        return Blocks()
    lines = absorbed(without_titles(lines, context), context)
    last_work = max((index for index, line in enumerate(lines) if line.settled.nodes), default=-1)
    for index, line in enumerate(lines):
        is_end = index == len(lines) - 1
        line.is_last = is_end or (index > last_work and not lines[index + 1].settled.loose)
    return join(lines, context)
