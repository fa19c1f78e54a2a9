"""A text -> the lines that are read: each once however often it stands there, and what a mail broke put together.

It exists so that a line is cut into tokens where it has to be, and never where it is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trackclock.core.limits import MAX_STEPS
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.message.audience import without_ages
from trackclock.core.notation.message.chat import Chat, without_chat, without_notes_of_mine
from trackclock.core.notation.message.memory import Known, Memory
from trackclock.core.notation.message.tables import columns_of, is_row, is_rule, row_tokens
from trackclock.core.notation.words.lexer import Token, TokenKind, tokenize

_MOST_NUMBERS = 3 * MAX_STEPS
_MOST_BROKEN = 4
"""A bracket goes on over so many lines at most, as a mail breaks them."""

_LONGEST_END = 40
"""What a line ends in is looked for so near to its end."""

_NEEDS_MORE = Lazily(
    r"(?:(?<![(\w])(?:(?-i:a|an)|with|w/|and|then|plus|followed by|the|at|or"
    r"|(?:recovery|rest|jog|walk|pace|effort|time) of)|\s[+&])\s*$",
    re.IGNORECASE,
)
"""What no line ends in that is not broken in the middle, as a mail breaks it."""

_LAST = frozenset(
    ("with", "w/", "and", "then", "plus", "by", "the", "a", "an", "at", "or", "of", "+", "&", "jog", "run", "walk")
)  # fmt: skip
"""One of these words, or a number, stands last on every line that is broken."""

_NEEDS_LENGTH = Lazily(r"[,;+]\s*(?:easy )?(?:jog|run|walk|sprint)\s*$", re.IGNORECASE)
"""What a line that is broken ends in, if the next one begins with a number: `run 10 min, jog`."""

_NEEDS_UNIT = Lazily(r"\b(?:x|with|w/|of|off|in|and|a|-|,) ?\d[\d.]*\s*$", re.IGNORECASE)
_UNIT = Lazily(r"\s*(?:s|secs?|seconds?|mins?|minutes?|m|met(?:er|re)s?|km|k|miles?|laps?)\b", re.IGNORECASE)
"""What follows a number that stands last on a line that is broken."""

_BULLETED = Lazily(r"\s*(?:[-•*·▪–—]|\d+[.)])\s")


def split_lines(text: str) -> list[str]:
    """The lines of a text, whichever of the three line breaks it has."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@dataclass(slots=True)
class Source:
    """A line before it is read; lines that are the same are one.

    Attributes:
        text: the line, without its break.
        key: the line with all that its reading depends on.
        columns: what its cells are, where it is a row of a table.
        number: which line it is, from 1; the first of those that are the same.
        tokens: its tokens; empty where it is known.
        numbers: how many of them are numbers.
        known: what it said when it was read before.
        bare: the line without comments and what is no part of the session.
        chat: where that stands; None where nobody has looked yet.
        is_wanted: whether what it says is worth keeping: it stands there again, or somebody remembers it.
    """

    text: str
    key: str
    columns: tuple[str, ...]
    number: int
    tokens: list[Token]
    numbers: int
    known: Known | None
    is_wanted: bool
    bare: str = ""
    chat: tuple[Chat, ...] | None = None

    def look(self) -> tuple[Chat, ...]:
        """Tell chat from the rest, once."""
        if self.chat is None:
            self.bare, self.chat = without_chat(without_ages(without_notes_of_mine(self.text)))
        return self.chat

    def cut(self, number: int) -> list[Token]:
        """The tokens of the line where it stands as another one of the text."""
        if self.tokens and self.number == number:
            return self.tokens
        if self.columns:
            return row_tokens(self.text, number, self.columns)
        self.look()
        return [token for token in tokenize(self.bare, number) if token.kind is not TokenKind.NEWLINE]


SAME = Source("", "", (), 0, [], 0, None, is_wanted=False)
"""In the place of a line that is the end of the one above it."""


def sources_of(text: str, lap_mm: int, memory: Memory | None) -> list[Source | None]:
    """The lines of a text, each cut into tokens unless it is known; None for an empty one.

    Raises:
        NotationError: for a sign that says nothing, or more numbers than any session needs.
    """
    seen: dict[str, Source] = {}
    sources: list[Source | None] = []
    numbers = 0
    columns: tuple[str, ...] = ()
    lines = split_lines(text)
    for number, line in enumerate(lines, start=1):
        if len(sources) >= number:
            continue  # it is the end of the line above
        heading = columns_of(line) if "\t" in line or "|" in line else ()
        columns = heading or (columns if columns and (is_rule(line) or is_row(line, columns)) else ())
        if not line or heading or (columns and is_rule(line)):
            sources.append(None if not line else SAME)
            continue
        behind = number if columns else _end_of_line(lines, number - 1)
        line = "\n".join(lines[number - 1 : behind])
        key = f"{chr(0).join(columns)}{chr(0)}{line}" if columns else line
        source = seen.get(key)
        if source is not None:
            source.is_wanted = True
        else:
            known = memory.find(key, lap_mm) if memory is not None else None
            source = seen[key] = Source(line, key, columns, number, [], 0, known, is_wanted=memory is not None)
            if known is None:
                source.tokens = source.cut(number)
            source.numbers = known.numbers if known is not None else len(_numbers(source.tokens))
        sources.append(source)
        sources.extend([SAME] * (behind - number))
        numbers += source.numbers
    if numbers > _MOST_NUMBERS:
        first = _numbers(tokenize("\n".join(map(_bare, split_lines(text)))))[_MOST_NUMBERS]
        what = f"there are more than {_MOST_NUMBERS:,} numbers here"
        raise NotationError(first.line, first.column, what, f"a session has at most {MAX_STEPS:,} steps")
    return sources


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


def _is_unsaid(lines: list[str], index: int) -> bool:
    """Whether a line ends in a word or sign that needs what follows it, and something follows that can be that."""
    line = lines[index][-_LONGEST_END:]
    words = line.split()
    last = words[-1].lower() if words else ""
    if (last not in _LAST and not last[-1:].isdigit()) or index + 1 >= len(lines) or "#" in line:
        return False
    if _NEEDS_MORE.search(line) is not None:
        return True
    if _NEEDS_UNIT.search(line) is not None and _UNIT.match(lines[index + 1]) is not None:
        return True
    return lines[index + 1].lstrip()[:1].isdigit() and _NEEDS_LENGTH.search(line) is not None


def _depth(line: str) -> int:
    """How many brackets a line leaves open; negative where it closes more than it opens."""
    return line.count("(") - line.count(")")


def _bare(line: str) -> str:
    """A line without comments and what is no part of the session; every other character keeps its place."""
    return without_chat(without_ages(without_notes_of_mine(line)))[0]


def _numbers(tokens: list[Token]) -> list[Token]:
    """The tokens that are numbers or clock times."""
    return [token for token in tokens if token.kind is TokenKind.NUMBER or token.kind is TokenKind.CLOCK]
