"""Where the keys and values of a TOML file stand, which the parser of the standard library does not tell.

It exists so that an error inside the workout can point at the line of the file and not at the line of the workout.
"""

from __future__ import annotations

import re

_KEY = re.compile(
    r"""^[ \t]*(?:\[+[ \t]*)?(?:"([^"\n]*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*(?:\.|=|\])""", re.MULTILINE
)
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ \t]*\n\s*|.)", re.DOTALL)

_LINE_BREAKS = frozenset(("\n", "\\n", "\\u000A", "\\u000a", "\\U0000000A", "\\U0000000a"))
"""A line break as it may stand in a value."""


class Places:
    """The places of one file's keys and values.

    Attributes:
        text: the whole file, lines parted by line feeds.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = text.split("\n")
        self._keys = self._find_keys()
        self._workout_lines: list[int] | None = None

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
        found = self._text_of(name)
        if found is None:
            return self._at(self._keys[name][2])
        position, is_basic = found
        wanted = _offset(value, line, column)
        seen = 0
        while seen < wanted and position < len(self.text):
            position, char = self._step(position, is_basic=is_basic)
            seen += bool(char)
        return self._at(position)

    def inside_text_of(self, name: str, index: int, column: int) -> tuple[int, int]:
        """The place in the file of a place inside one of the texts of a list.

        Args:
            name: the key.
            index: which text, from 0.
            column: column inside it, from 1.

        Returns:
            Line and column in the file; the value's own place where there is no such text.
        """
        from trackclock.formats.toml_lines import toml_lines  # wanted where something is wrong

        lines = (line for line in toml_lines(self.text).assignments if line.path == (name,))
        line = next(lines, None)
        if line is None or index >= len(line.texts):
            return self.value(name)[:2]
        start = line.texts[index].start
        position = start + 1
        for _ in range(column - 1):
            position, _char = self._step(position, is_basic=self.text[start] == '"')
        return self._at(position)

    def _text_of(self, name: str) -> tuple[int, bool] | None:
        """Where the text of a value begins, and whether it has escapes; None if it is no text."""
        start = self._keys[name][2]
        quote = next((mark for mark in ('"""', "'''", '"', "'") if self.text.startswith(mark, start)), "")
        if not quote:
            return None
        position = start + len(quote)
        if len(quote) == 3 and self.text.startswith("\n", position):
            position += 1
        return position, quote[0] == '"'

    def _step(self, position: int, *, is_basic: bool) -> tuple[int, str]:
        """The place behind the next character of a value's text, and what stands there; nothing for a folded line."""
        escape = _ESCAPE.match(self.text, position) if is_basic else None
        if escape is None:
            return position + 1, self.text[position]
        return escape.end(), "" if escape[0][1:2] in ("\n", " ", "\t") else escape[0]

    def assumption(self, entry: str, workout: str) -> str:
        """An assumption with the line of the workout turned into that of the file; `workout` is its text."""
        match = re.match(r"line (\d+): ", entry)
        if match is None or "workout" not in self._keys:
            return entry
        if self._workout_lines is None:
            self._workout_lines = self._lines_of("workout", workout)
        line = self._workout_lines[min(int(match[1]), len(self._workout_lines)) - 1]
        return f"line {line}: {entry[match.end() :]}"

    def _lines_of(self, name: str, value: str) -> list[int]:
        """The lines of the file on which those of a value's text begin, all in one pass."""
        found = self._text_of(name)
        if found is None:
            return [self._at(self._keys[name][2])[0]]
        position, is_basic = found
        current = self._at(position)[0]
        lines = [current]
        breaks = value.count("\n")
        while len(lines) <= breaks and position < len(self.text):
            before = position
            position, char = self._step(position, is_basic=is_basic)
            current += self.text.count("\n", before, position)
            if char in _LINE_BREAKS:
                lines.append(current)
        return lines


def _offset(text: str, line: int, column: int) -> int:
    """The offset of a place in a text."""
    offset = 0
    for _ in range(line - 1):
        following = text.find("\n", offset)
        if following < 0:
            break
        offset = following + 1
    return offset + column - 1
