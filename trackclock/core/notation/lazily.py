"""Patterns that are made when they are first asked for.

They exist because most texts need few of them, and making them all would cost the start of the app 50 ms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_BLANK: Final = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?<[=!](?:[^()]|\([^()]*\))*\)| (?![*+{])(\??)", re.DOTALL)
"""What stays as it is, an escape, a class of characters or a look back, and a blank outside of these."""

_BLANKS: Final = {"": "[ \t]{1,4}", "?": "[ \t]{0,4}"}
"""A blank, and one that may be left out, as whoever aligns or justifies a text writes them."""


class Lazily:
    """A regular expression that is compiled at its first use; each blank in it stands for several as well.

    Attributes:
        pattern: its text.
        flags: its flags.
    """

    __slots__ = ("_made", "flags", "pattern")

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self.pattern, self.flags = pattern, flags
        self._made: re.Pattern[str] | None = None

    @property
    def made(self) -> re.Pattern[str]:
        """The compiled expression."""
        if self._made is None:
            self._made = re.compile(_BLANK.sub(_with_blanks, self.pattern), self.flags)
        return self._made

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As that of `re`."""
        return self.made.match(text, start)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As that of `re`."""
        return self.made.search(text, start)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As that of `re`."""
        return self.made.sub(new, text)

    def findall(self, text: str) -> list[str]:
        """As that of `re`."""
        return self.made.findall(text)


def _with_blanks(piece: re.Match[str]) -> str:
    """A piece of a pattern; a blank as several."""
    return piece[0] if piece[1] is None else _BLANKS[piece[1]]
