"""A text -> the lines that are read: what a mail broke put together, and the rows of a table under their heading.

It exists since what is written as several lines can be one, and a row says nothing without its heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.message.audience import without_ages
from trackclock.core.notation.message.chat import Span, without_chat, without_notes_of_mine
from trackclock.core.notation.message.tables import (
    Columns,
    columns_of,
    day_of,
    is_row,
    is_rule,
    may_be_heading,
    row_tokens,
)
from trackclock.core.notation.words.lexer import Token, TokenKind, split_lines, tokenize, veiled
from trackclock.core.notation.words.vocabulary import LAP_UNITS, MS_UNITS, UM_UNITS

_MOST_BROKEN = 4
"""A bracket goes on over so many lines at most, as a mail breaks them."""

_LONGEST_END = 40
"""What a line ends in is looked for so near to its end."""

_UNIT = "(?:s|secs?|seconds?|mins?|minutes?|hours?|met(?:er|re)s?|m|km|miles?|yards?|laps?)"

_GOES_ON = (
    r"\s*(?:of )?(?:(?:hard|easy|fast|slow|steady|brisk|tempo) (?:run|jog|walk|effort|pace|with)\b"
    r"|(?:jog|walk|recovery|rest|run|running|jogging|walking|sprint|efforts?|intervals?|repeats?|reps)"
    r" (?:between|in between|after|for|at|with|and|then|recovery)\b|[a-z]+, for\b)"
)
"""How a line begins whose length stands on the one before it: `hard run`, `jog recovery between`, `walking, for`."""

_BROKEN = (
    (
        Lazily(
            r"(?:(?<![(\w])(?:(?-i:a|an)|with|w/|and|then|plus|followed by|the|at|or|including|for|by|your|my|from"
            rf"|(?:recovery|rest|jog|walk|pace|effort|time|{_UNIT}) of)|\s[+&])\s*$",
            re.IGNORECASE,
        ),
        Lazily(""),
    ),
    (Lazily(r"\b(?:with|including|of|then|and|is) \d+ ?[x×*] *$", re.IGNORECASE), Lazily(r"\s*\d")),
    (Lazily(r"\b(?:with|including|of|then|and|is) \d+ *$", re.IGNORECASE), Lazily(r"\s*[x×*] ?\d", re.IGNORECASE)),
    (Lazily(rf"(?:^|\W)\d[\d.]* ?-?{_UNIT} *$", re.IGNORECASE), Lazily(_GOES_ON)),
    (
        Lazily(r"\b(?:x|with|w/|of|off|in|and|a|-|,) ?\d[\d.]*\s*$", re.IGNORECASE),
        Lazily(r"\s*(?:x ?\d+|s|secs?|seconds?|mins?|minutes?|m|met(?:er|re)s?|km|k|miles?|laps?)\b", re.IGNORECASE),
    ),
    (Lazily(r"\d ?[x×]\s*$", re.IGNORECASE), Lazily(r"\s*\d")),
    (Lazily(r"[,;+]\s*(?:easy )?(?:jog|run|walk|sprint)\s*$", re.IGNORECASE), Lazily(r"\s*\d")),
)
"""What a line ends in that a mail broke, `with`, `6 x 400`, `10 min, jog`, and how the next one begins then."""

_LAST = frozenset(
    ("with", "w/", "and", "then", "plus", "by", "the", "a", "an", "at", "or", "of", "+", "&", "jog", "run", "walk",
     "including", "for", "your", "my", "from", "x")
)  # fmt: skip
"""One of these words, or a number or the unit of one, stands last on every line that is broken."""

_UNITS = frozenset((*MS_UNITS, *UM_UNITS, *LAP_UNITS))

_OTHER_BLANK = re.compile(r"[^\S\x00-\x7f]")
"""A blank that is none of a keyboard, as pages have them; one of these for it keeps every place."""

_BULLETED = Lazily(r"\s*(?:[-•*·▪–—]|\d+[.)])\s")


class Source(NamedTuple):
    """A line before it is read.

    Attributes:
        number: which line it is, from 1.
        text: the line, without its break; one that was broken in the middle has the breaks in it; empty for a gap.
        columns: what its cells are, where it is a row of a table.
        key: the line with all that its reading depends on.
        veiled: the line with its notes veiled and all blanks alike, as all looks at it that takes no note itself.
    """

    number: int
    text: str
    columns: Columns
    key: str
    veiled: str

    def without_chat(self) -> tuple[str, tuple[Span, ...]]:
        """The line without comments and what is no part of the session, and where that stands."""
        return without_chat(without_ages(without_notes_of_mine(self.veiled)))

    def cut(self, bare: str) -> list[Token]:
        """The tokens of the line.

        Raises:
            NotationError: for a sign that says nothing.
        """
        if self.columns:
            return row_tokens(self.text, self.number, self.columns)
        return [
            token._replace(text=self.text[token.offset : token.end]) if token.kind is TokenKind.RAW else token
            for token in tokenize(bare, self.number)
            if token.kind is not TokenKind.NEWLINE
        ]


def sources_of(text: str) -> Iterator[Source]:
    """The lines of a text, and the empty ones between them.

    A line that was broken is one with those that it goes on to; what only heads or rules a table is none.
    """
    columns: Columns = ()
    behind = 0
    whole_lines = split_lines(text)
    lines = [veiled(line) if line.isascii() else _OTHER_BLANK.sub(" ", veiled(line)) for line in whole_lines]
    for index, line in enumerate(lines):
        if index < behind:
            continue
        heading = columns_of(line, _first_row(lines, index)) if may_be_heading(line) else ()
        columns = heading or (columns if columns and _goes_on(line, columns) else ())
        if not heading and not (columns and is_rule(line)):
            behind = index + 1 if columns else _end_of_line(lines, index)
            whole = "\n".join(whole_lines[index:behind])
            is_row_read = columns and line.strip() and not line.lstrip().startswith("# ")
            key = f"{columns}\0{whole}" if is_row_read else whole
            shown = day_of(line, columns) if is_row_read else "\n".join(lines[index:behind])
            yield Source(index + 1, whole, columns if is_row_read else (), key, shown)


def _first_row(lines: list[str], heading: int) -> str:
    """The line below the heading of a table that is no rule and not empty."""
    return next((line for line in lines[heading + 1 : heading + 3] if line.strip() and not is_rule(line)), "")


def _goes_on(line: str, columns: Columns) -> bool:
    """Whether a table goes on with a line."""
    return not line.strip() or is_rule(line) or is_row(line, columns)


def _end_of_line(lines: list[str], index: int) -> int:
    """The index behind the line that one goes on to: where its bracket is closed, or where its last word is told of.

    A line of which neither is so ends with itself.
    """
    depth, behind = _depth(lines[index]), index + 1
    is_open = depth > 0
    is_unsaid = not is_open and _is_unsaid(lines, index)
    for at in range(index + 1, min(index + _MOST_BROKEN, len(lines))) if is_open or is_unsaid else ():
        if not lines[at].strip() or _BULLETED.match(lines[at]):
            break
        depth += _depth(lines[at])
        is_unsaid = _is_unsaid(lines, at)
        if depth <= 0 and not is_unsaid:
            return at + 1
        behind = behind if is_open else at + 1
    return behind


def _depth(line: str) -> int:
    """How many brackets a line leaves open; negative where it closes more than it opens."""
    return line.count("(") - line.count(")")


def _is_unsaid(lines: list[str], index: int) -> bool:
    """Whether a line ends in a word or sign that needs what follows it, and something follows that can be that."""
    line = lines[index][-_LONGEST_END:]
    words = line.split()
    last = words[-1].lower() if words else ""
    if index + 1 >= len(lines) or "#" in line:
        return False
    is_number = last[-1:].isdigit() or (
        lines[index + 1].lstrip()[:1].islower() and last.lstrip("0123456789.:-") in _UNITS
    )
    if last not in _LAST and not is_number:
        return False
    return any(end.search(line) and start.match(lines[index + 1]) for end, start in _BROKEN)
