"""A text -> its lines, each read and settled in itself, and then joined.

It exists to know what a line begins with, a bullet, a number, a heading, and to tell the errors of all lines at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from trackclock.core.notation.attach import settle_level
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.headings import SAYS_NOTHING, split_heading, without_bullet
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


def _remark_of(heading: list[Token], context: Context) -> list[Item]:
    """The heading of a line as a note, if it says more than that this is the session."""
    if all(token.text in SAYS_NOTHING for token in heading):
        return []
    place = context.place(heading[0], heading[-1])
    return [Remark(place.text, place)]


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
    announced: list[Item] = []
    tokens = tokenize(text)
    _check_numbers(tokens)
    for raw in split_lines(tokens):
        try:
            heading, tokens = split_heading(without_bullet(raw))
            announced.extend(_remark_of(heading, context))
            if not tokens:
                gap = gap or bool(lines)
                continue
            items = [*announced, *LineParser(context, tokens).parse()]
            announced = []
            settled = settle_level(items, context)
            line = Line(settled, context.place(tokens[0], tokens[-1]), after_gap=gap)
            line.is_heading = all(token.text in SAYS_NOTHING or token.text in (":", "-") for token in tokens)
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
    if announced:
        lines.append(Line(settle_level(announced, context), announced[0].place))
    lines = absorbed(without_titles(lines, context), context)
    last_work = max((index for index, line in enumerate(lines) if line.settled.nodes), default=-1)
    for index, line in enumerate(lines):
        is_end = index == len(lines) - 1
        below = lines[index + 1].settled if not is_end else None
        line.is_last = below is None or (index > last_work and not below.loose and below.multiplier is None)
    return join(lines, context)
