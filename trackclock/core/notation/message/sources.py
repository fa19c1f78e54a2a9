"""A text -> the lines that are read: each once however often it stands there, and what a mail broke put together.

It exists so that a line is cut into tokens where it has to be, and never where it is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

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

_BROKEN = (
    (
        Lazily(
            r"(?:(?<![(\w])(?:(?-i:a|an)|with|w/|and|then|plus|followed by|the|at|or"
            r"|(?:recovery|rest|jog|walk|pace|effort|time) of)|\s[+&])\s*$",
            re.IGNORECASE,
        ),
        Lazily(""),
    ),
    (
        Lazily(r"\b(?:x|with|w/|of|off|in|and|a|-|,) ?\d[\d.]*\s*$", re.IGNORECASE),
        Lazily(r"\s*(?:s|secs?|seconds?|mins?|minutes?|m|met(?:er|re)s?|km|k|miles?|laps?)\b", re.IGNORECASE),
    ),
    (Lazily(r"[,;+]\s*(?:easy )?(?:jog|run|walk|sprint)\s*$", re.IGNORECASE), Lazily(r"\s*\d")),
)
"""What a line ends in that a mail broke, `with`, `6 x 400`, `10 min, jog`, and how the next one begins then."""

_LAST = frozenset(
    ("with", "w/", "and", "then", "plus", "by", "the", "a", "an", "at", "or", "of", "+", "&", "jog", "run", "walk")
)  # fmt: skip
"""One of these words, or a number, stands last on every line that is broken."""

_BULLETED = Lazily(r"\s*(?:[-•*·▪–—]|\d+[.)])\s")


def split_lines(text: str) -> list[str]:
    """The lines of a text, whichever of the three line breaks it has."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@dataclass(slots=True)
class Source:
    """A line before it is read; lines that are the same are one.

    Attributes:
        text: the line, without its break; one that was broken in the middle has the breaks in it.
        columns: what its cells are, where it is a row of a table.
        number: which line it is, from 1; the first of those that are the same.
        key: the line with all that its reading depends on.
        known: what it said when it was read before.
        is_wanted: whether what it says is worth keeping: it stands there again, or somebody remembers it.
        tokens: its tokens; empty where it is known.
        numbers: how many of them are numbers.
        bare: the line without comments and what is no part of the session.
        chat: where that stands; None where nobody has looked yet.
    """

    text: str
    columns: tuple[str, ...]
    number: int
    key: str
    known: Known | None
    is_wanted: bool
    tokens: list[Token] = field(default_factory=list)
    numbers: int = 0
    bare: str = ""
    chat: tuple[Chat, ...] | None = None

    def look(self) -> tuple[Chat, ...]:
        """Tell chat from the rest, once."""
        if self.chat is None:
            self.bare, self.chat = _bare(self.text)
        return self.chat

    def cut(self, number: int) -> list[Token]:
        """The tokens of the line where it stands as another one of the text."""
        if self.tokens and self.number == number:
            return self.tokens
        if self.columns:
            return row_tokens(self.text, number, self.columns)
        self.look()
        return [token for token in tokenize(self.bare, number) if token.kind is not TokenKind.NEWLINE]


def sources_of(text: str, lap_mm: int, memory: Memory | None) -> list[tuple[int, Source | None]]:
    """The lines of a text with their numbers, each cut into tokens unless it is known; None for an empty one.

    Args:
        text: any text at all.
        lap_mm: one lap of the track.
        memory: what lines said when they were read before.

    Raises:
        NotationError: for a sign that says nothing, or more numbers than any session needs.
    """
    seen: dict[str, Source] = {}
    sources: list[tuple[int, Source | None]] = []
    for number, line, columns in _pieces(split_lines(text)):
        key = "\0".join((*columns, line))
        source = seen.get(key)
        if source is not None:
            source.is_wanted = True
        elif line:
            known = memory.find(key, lap_mm) if memory is not None else None
            source = seen[key] = Source(line, columns, number, key, known, is_wanted=memory is not None)
            if known is None:
                source.tokens = source.cut(number)
            source.numbers = known.numbers if known is not None else len(_numbers(source.tokens))
        sources.append((number, source))
    if sum(source.numbers for _, source in sources if source is not None) > _MOST_NUMBERS:
        first = _numbers(tokenize("\n".join(_bare(line)[0] for line in split_lines(text))))[_MOST_NUMBERS]
        what = f"there are more than {_MOST_NUMBERS:,} numbers here"
        raise NotationError(first.line, first.column, what, f"a session has at most {MAX_STEPS:,} steps")
    return sources


def _pieces(lines: list[str]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """The lines, each with its number from 1 and the columns of the table that it is a row of, empty for most.

    A line that was broken is one with those that it goes on to; what only heads or rules a table is none.
    """
    columns: tuple[str, ...] = ()
    behind = 0
    for index, line in enumerate(lines):
        if index < behind:
            continue
        heading = columns_of(line)
        columns = heading or (columns if columns and (is_rule(line) or is_row(line, columns)) else ())
        if heading or (columns and is_rule(line)):
            continue
        behind = index + 1 if columns else _end_of_line(lines, index)
        yield index + 1, "\n".join(lines[index:behind]), columns


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
    if (last not in _LAST and not last[-1:].isdigit()) or index + 1 >= len(lines) or "#" in line:
        return False
    return any(end.search(line) and start.match(lines[index + 1]) for end, start in _BROKEN)


def _bare(line: str) -> tuple[str, tuple[Chat, ...]]:
    """A line without comments and what is no part of the session, and where that stands; all else keeps its place."""
    return without_chat(without_ages(without_notes_of_mine(line)))


def _numbers(tokens: list[Token]) -> list[Token]:
    """The tokens that are numbers or clock times."""
    return [token for token in tokens if token.kind is TokenKind.NUMBER or token.kind is TokenKind.CLOCK]
