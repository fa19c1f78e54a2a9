"""The error of a session file: `FILE:LINE:COLUMN: what is wrong; what to write instead`, the line, and a caret.

It exists so that every way to fail at a file ends in the same one clear message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from trackclock.errors import TrackclockError, with_way_out
from trackclock.safe_text import cells
from trackclock.safe_text import printable as printable

if TYPE_CHECKING:
    from trackclock.core.notation import Candidate, NotationError

_WIDEST_LINE = 200
_TAB = "    "


class FileError(TrackclockError):
    """A session file that cannot be used.

    Attributes:
        file: the file's name as the user gave it.
        line: the line at fault, from 1; None where it is the whole file.
        column: the column at fault, from 1, in characters; None where it is the whole line or file.
        width: how many characters are at fault.
        what: what is wrong.
        instead: what to write instead; may be empty.
        source: the line at fault as it stands in the file; empty where there is none.
        ask: tells the sessions that the text may mean; None where there is nothing to choose from.
    """

    def __init__(
        self,
        file: str,
        what: str,
        instead: str = "",
        *,
        line: int | None = None,
        column: int | None = None,
        width: int = 1,
        source: str = "",
        ask: Callable[[], Iterable[Candidate]] | None = None,
    ) -> None:
        self.file = file
        self.line = line
        self.column = column
        self.width = max(width, 1)
        self.what = what
        self.instead = instead
        self.source = source
        self.ask = ask
        super().__init__(str(self))

    @property
    def message(self) -> str:
        """What is wrong and what to write instead, without the place."""
        return printable(with_way_out(self.what, self.instead))

    @property
    def place(self) -> str:
        """`FILE:LINE:COLUMN` as far as it is known."""
        parts = [self.file, *(str(number) for number in (self.line, self.column) if number is not None)]
        return printable(":".join(parts))

    def sessions(self) -> list[str]:
        """The sessions to choose from, each in one line of tidy notation; reckoned anew each time."""
        return [candidate.session.replace("\n", " / ") for candidate in self.ask()] if self.ask is not None else []

    def report(self) -> str:
        """The whole message, and below it the sessions that can be meant."""
        return "\n".join([str(self), *(f"  {number}  {one}" for number, one in enumerate(self.sessions(), 1))])

    def __str__(self) -> str:
        """The whole message; with the line and a caret under it where the place is known."""
        head = f"{self.place}: {self.message}"
        if self.column is None or not self.source:
            return head
        return f"{head}\n{marked(self.source, self.column - 1, self.width)}"


def marked(source: str, start: int, width: int) -> str:
    """A line with carets under what is at fault in it, both indented by two.

    Args:
        source: the line.
        start: where the fault begins, from 0.
        width: how many characters are at fault.
    """
    if len(source) > _WIDEST_LINE:
        cut = max(0, start - _WIDEST_LINE // 2)
        source, start = source[cut : cut + _WIDEST_LINE], start - cut
    before = printable(source[:start].replace("\t", _TAB))
    behind = printable(source[start:].replace("\t", _TAB))
    carets = "^" * max(1, min(width, len(behind)))
    return f"  {before}{behind}\n  {' ' * cells(before)}{carets}"


def from_notation(
    error: NotationError, file: str, text: str, ask: Callable[[], Iterable[Candidate]] | None = None
) -> FileError:
    """The error of a text that stands in a file from its first line on.

    Args:
        error: the notation's error.
        file: the file's name.
        text: the whole text.
        ask: tells the sessions that the text may mean.

    Returns:
        The same error with the file's name and the line at fault.
    """
    lines = split_lines(text)
    source = lines[error.line - 1] if error.line <= len(lines) else ""
    return FileError(
        file, error.what, error.instead, line=error.line, column=error.column, width=error.width, source=source,
        ask=ask,
    )  # fmt: skip


def split_lines(text: str) -> list[str]:
    r"""The lines as the notation counts them: parted by `\n`, `\r\n` or `\r` alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
