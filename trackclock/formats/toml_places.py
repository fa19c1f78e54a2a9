"""Where the keys and values of a TOML file stand, which the parser of the standard library does not tell.

It exists so that an error inside the workout can point at the line of the file and not at the line of the workout.
"""

from __future__ import annotations

import re

_KEY = re.compile(
    r"""^[ \t]*(?:\[+[ \t]*)?(?:"([^"\n]*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*(?:\.|=|\])""", re.MULTILINE
)
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ \t]*\n\s*|.)", re.DOTALL)


class Places:
    """The places of one file's keys and values.

    Attributes:
        text: the whole file, lines parted by line feeds.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = text.split("\n")
        self._keys = self._find_keys()

    @property
    def last_line(self) -> int:
        """Number of the last line with anything on it, from 1."""
        return max(len(self.text.rstrip().split("\n")), 1)

    def line(self, number: int) -> str:
        """A line of the file by its number, from 1."""
        return self._lines[number - 1] if 1 <= number <= len(self._lines) else ""

    def _find_keys(self) -> dict[str, tuple[int, int, int]]:
        """Offset of each top-level key, its end, and the offset of its value."""
        keys: dict[str, tuple[int, int, int]] = {}
        position = 0
        while (match := _KEY.search(self.text, position)) is not None:
            group = next(index for index in (1, 2, 3) if match[index] is not None)
            value = match.end()
            while value < len(self.text) and self.text[value] in " \t":
                value += 1
            keys.setdefault(match[group], (match.start(group), match.end(group), value))
            position = self._behind_value(value)
        return keys

    def _behind_value(self, start: int) -> int:
        """The offset behind a value: behind a string as a whole, else at the end of its line."""
        for quote in ('"""', "'''"):
            if self.text.startswith(quote, start):
                position = start + 3
                while (end := self.text.find(quote, position)) >= 0:
                    if quote == "'''" or not self._is_escaped(end):
                        return end + 3
                    position = end + 1
                return len(self.text)
        end = self.text.find("\n", start)
        return len(self.text) if end < 0 else end

    def _is_escaped(self, offset: int) -> bool:
        """Whether an odd number of backslashes stands before."""
        count = 0
        while offset > count and self.text[offset - 1 - count] == "\\":
            count += 1
        return count % 2 == 1

    def _at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        before = self.text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1

    def key(self, name: str) -> tuple[int, int, int]:
        """Line, column and width of a key."""
        if name not in self._keys:
            return 1, 1, 1
        start, end, _ = self._keys[name]
        return *self._at(start), end - start

    def value(self, name: str) -> tuple[int, int, int]:
        """Line, column and width (on its first line) of a value."""
        if name not in self._keys:
            return self.key(name)
        start = self._keys[name][2]
        if self.text[self._keys[name][1] : start].rstrip()[-1:] != "=":
            return self.key(name)
        line, column = self._at(start)
        end = min(self._behind_value(start), start + len(self.line(line)) - column + 1)
        text = self.text[start:end]
        if not text.startswith(('"', "'")):
            text = text.split("#", 1)[0].rstrip()
        return line, column, max(len(text), 1)

    def inside(self, name: str, line: int, column: int, value: str) -> tuple[int, int]:
        """The place in the file of a place inside a value's text.

        Args:
            name: the key.
            line: line inside the text, from 1.
            column: column inside the text, from 1.
            value: the text as TOML reads it.

        Returns:
            Line and column in the file. Escapes are followed one by one; where that fails, the value's own place.
        """
        if name not in self._keys:
            return 1, 1
        start = self._keys[name][2]
        quote = next((mark for mark in ('"""', "'''", '"', "'") if self.text.startswith(mark, start)), "")
        if not quote:
            return self._at(start)
        position = start + len(quote)
        if len(quote) == 3 and self.text.startswith("\n", position):
            position += 1
        wanted = _offset(value, line, column)
        seen = 0
        while seen < wanted and position < len(self.text):
            escape = _ESCAPE.match(self.text, position) if quote[0] == '"' else None
            if escape is None:
                position, seen = position + 1, seen + 1
            else:
                is_fold = escape[0][1:2] in ("\n", " ", "\t")
                position, seen = escape.end(), seen + (not is_fold)
        return self._at(position)

    def assumption(self, entry: str) -> str:
        """An assumption with the line of the workout turned into that of the file."""
        match = re.match(r"line (\d+): ", entry)
        if match is None or "workout" not in self._keys:
            return entry
        start = self._keys["workout"][2]
        first = self._at(start)[0]
        is_block = self.text.startswith(('"""\n', "'''\n"), start)
        return f"line {first + int(match[1]) - (not is_block)}: {entry[match.end() :]}"


def _offset(text: str, line: int, column: int) -> int:
    """The offset of a place in a text."""
    offset = 0
    for _ in range(line - 1):
        following = text.find("\n", offset)
        if following < 0:
            break
        offset = following + 1
    return offset + column - 1
