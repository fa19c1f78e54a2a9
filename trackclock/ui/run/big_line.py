"""The line of large letters in the band of the live screen.

It exists beside the clock because it says words as well as numbers and changes only with the state: what has no room is
left out by its rank, and what has no large letters stands in bold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.content import Content
from textual.widget import Widget

from trackclock.core.view import BandPiece
from trackclock.safe_text import clean
from trackclock.ui.cells import cut, cut_text
from trackclock.ui.live.letters import can_draw, drawn, drawn_width, scale_for

_BETWEEN = 3
"""Dots between two pieces; between two characters there is one."""

_LEAST_NAME = 8
"""To so many columns a name may be cut off before anything is left out for it."""


class BigLine(Widget):
    """Some pieces side by side, as large as its rows allow."""

    DEFAULT_CSS = "BigLine { height: 3; width: 1fr; }"
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Show nothing."""
        super().__init__(id=id, classes=classes)
        self._given: tuple[BandPiece, ...] = ()
        self._pieces: tuple[BandPiece, ...] = ()

    @property
    def text(self) -> str:
        """What it says where there is room for all of it."""
        return "  ".join(piece.text for piece in self._pieces)

    def show(self, pieces: Sequence[BandPiece]) -> None:
        """Say something else."""
        given = tuple(pieces)
        if given != self._given:  # asked ten times a second
            self._given = given
            self._pieces = tuple(replace(piece, text=clean(piece.text)) for piece in given)
            self.refresh()

    def render(self) -> Content:
        """The pieces that fit."""
        return Content.styled("\n".join(big_rows(self._pieces, *self.content_size)), "bold")


def big_rows(pieces: Sequence[BandPiece], columns: int, rows: int) -> list[str]:
    """Some pieces in large letters.

    Args:
        pieces: from left to right.
        columns: the room.
        rows: the room.

    Returns:
        As many rows; what does not fit is left out, of the highest rank first. Where the last piece is too wide, or
        too few rows are there, the letters are smaller, and in the end plain ones.
    """
    for scale in range(scale_for(rows), 0, -1):
        kept = list(pieces)
        while len(kept) > 1 and _least_width(kept, scale) > columns:
            kept.remove(max(kept, key=lambda piece: piece.rank))
        if kept and _least_width(kept, scale) <= columns:
            return _joined(kept, scale, columns, rows)
    text = " ".join(piece.text for piece in pieces)
    return [cut_text(text if row == rows // 2 else "", columns) for row in range(rows)]


def _least_width(pieces: Sequence[BandPiece], scale: int) -> int:
    width = sum(
        drawn_width(piece.text, scale) if _is_large(piece) else min(_LEAST_NAME, _cells(piece)) for piece in pieces
    )
    return width + _BETWEEN * scale * (len(pieces) - 1)


def _is_large(piece: BandPiece) -> bool:
    return not piece.is_name and can_draw(piece.text)


def _cells(piece: BandPiece) -> int:
    return Content(piece.text).cell_length


def _joined(pieces: Sequence[BandPiece], scale: int, columns: int, rows: int) -> list[str]:
    """The pieces side by side, a column in from the left where there is one; names have what is left."""
    spare = columns - _least_width(pieces, scale)
    lines = [" " * min(1, spare)] * rows
    spare = max(0, spare - 1)
    for index, piece in enumerate(pieces):
        between = " " * (_BETWEEN * scale if index else 0)
        if _is_large(piece):
            cells = list(drawn(piece.text, scale, rows))
        else:
            name = cut(Content(piece.text), min(_LEAST_NAME, _cells(piece)) + spare)
            spare -= name.cell_length - min(_LEAST_NAME, _cells(piece))
            cells = [name.plain if row == (rows - 1) // 2 else " " * name.cell_length for row in range(rows)]
        lines = [line + between + cell for line, cell in zip(lines, cells, strict=True)]
    return lines
