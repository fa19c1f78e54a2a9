"""Where each assignment of a TOML file stands, table by table, so that one can be named or changed and the rest stays.

It exists because the parser of the standard library tells no places, and nothing in it writes: a file that belongs to
the user keeps its comments and its order. It is given only what that parser has taken, and judges nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_PART = re.compile(r"""[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*""")
_STRING = re.compile(r'''"""(?:[^\\]|\\.)*?"{3,5}|\'{3}.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'''', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a file.

    Attributes:
        start: offset of its first character.
        end: offset behind its last.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """One `KEY = VALUE`.

    Attributes:
        path: the tables that it stands in, and its name, the outermost first.
        name: where the name stands, as it is written.
        value: where the value stands.
        texts: where the strings of the value stand.
    """

    path: tuple[str, ...]
    name: Span
    value: Span
    texts: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One `[TABLE]`.

    Attributes:
        path: its name, the outermost first.
        name: where the line with it stands, brackets and all.
        end: offset behind its last assignment, or behind its own line.
    """

    path: tuple[str, ...]
    name: Span
    end: int


@dataclass(frozen=True, slots=True)
class TomlLines:
    """What stands in a file, in its order.

    Attributes:
        tables: those with a line of their own.
        assignments: all of them; those in braces belong to the one that the braces are the value of.
    """

    tables: tuple[Table, ...]
    assignments: tuple[Assignment, ...]

    def of_table(self, path: tuple[str, ...], number: int) -> TomlLines:
        """What belongs to one of the tables `[[PATH]]`, with what stands below it; all of it where there are none.

        Args:
            path: their name.
            number: which of them, from 0.
        """
        starts = [table.name.start for table in self.tables if table.path == path]
        if number >= len(starts):
            return self
        end = starts[number + 1] if number + 1 < len(starts) else None
        span = range(starts[number], end if end is not None else max(self.tables[-1].end, starts[number]) + 1)
        return TomlLines(
            tuple(one for one in self.tables if one.name.start in span),
            tuple(one for one in self.assignments if one.name.start in span),
        )


def toml_lines(text: str) -> TomlLines:
    """Find every table and every assignment.

    Args:
        text: a file that `tomllib` takes.
    """
    tables: list[Table] = []
    assignments: list[Assignment] = []
    position = _behind_blank(text, 0)
    while position < len(text):
        if text[position] == "[":
            opening = len(text[position:]) - len(text[position:].lstrip("["))
            path, end = _path(text, position + opening)
            end += opening
            tables.append(Table(path, Span(position, end), end))
        else:
            path, end = _path(text, position)
            name = Span(position, position + len(text[position:end].rstrip()))
            value = _value(text, _behind_sign(text, end))
            above = tables[-1].path if tables else ()
            assignments.append(Assignment(above + path, name, value, tuple(_texts(text, value))))
            end = value.end
            if tables:
                tables[-1] = Table(tables[-1].path, tables[-1].name, end)
        position = _behind_blank(text, end)
    return TomlLines(tuple(tables), tuple(assignments))


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _behind_blank(text: str, position: int) -> int:
    found = _BLANK.match(text, position)
    return found.end() if found else position


def _behind_sign(text: str, position: int) -> int:
    position += 1  # the equals sign
    while text[position] in " \t":
        position += 1
    return position


def _path(text: str, position: int) -> tuple[tuple[str, ...], int]:
    """A dotted name, and the offset behind it."""
    parts: list[str] = []
    while (found := _PART.match(text, position)) is not None:
        quoted = found[1]
        parts.append(tomllib.loads(f'x = "{quoted}"')["x"] if quoted is not None else found[2] or found[3] or "")
        position = found.end()
        if position >= len(text) or text[position] != ".":
            break
        position += 1
    return tuple(parts), position


def _value(text: str, start: int) -> Span:
    """A value, from its first character to its last."""
    depth, position, end = 0, start, start
    while position < len(text):
        character = text[position]
        if (string := _STRING.match(text, position)) is not None:
            position = end = string.end()
            continue
        if character == "#":
            position = text.find("\n", position) if "\n" in text[position:] else len(text)
            continue
        if character == "\n" and depth == 0:
            break
        depth += (character in "[{") - (character in "]}")
        position += 1
        if not character.isspace():
            end = position
    return Span(start, end)


def _texts(text: str, value: Span) -> Iterator[Span]:
    """The strings in a value; comments between them have none."""
    position = value.start
    while position < value.end:
        if (string := _STRING.match(text, position)) is not None:
            yield Span(string.start(), string.end())
            position = string.end()
        elif text[position] == "#":
            position = text.find("\n", position)
        else:
            position += 1
