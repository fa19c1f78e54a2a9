"""One row of text made of parts, of which the least important go first where the terminal is narrow.

It exists so that the live screen works from 40 columns up without a layout of its own for each width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from trackclock.ui.cells import cut


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line.

    Attributes:
        text: what it says.
        style: its style, in Textual's words.
        rank: the larger, the sooner it is left out where there is no room; 0 stays, cut off if need be.
        is_right: whether it stands at the right end.
        key: a key that stands before the text, in a style of its own.
        least: to how many columns the text may be cut off before anything is left out for it; 0: it is not cut off.
        action: what a click on it does, in Textual's words; empty for nothing.
    """

    text: str
    style: str = ""
    rank: int = 0
    is_right: bool = False
    key: str = ""
    least: int = 0
    action: str = ""

    @property
    def content(self) -> Content:
        """The piece as it is painted."""
        content = Content.assemble((f"{self.key} ", "bold $accent") if self.key else "", (self.text, self.style))
        return content.stylize(Style.from_meta({"@click": self.action})) if self.action else content


class Line(Widget):
    """One row, painted again only when it says something else."""

    DEFAULT_CSS = "Line { height: 1; width: 1fr; padding: 0 1; }"

    def __init__(
        self,
        parts: Sequence[Part] = (),
        *,
        separator: str = "  ",
        is_wrapping: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        """Show some parts.

        Args:
            parts: from left to right.
            separator: what stands between two of them.
            is_wrapping: whether what is too long goes on in the next row, where there is one, and is not cut off.
            id: as for every widget.
            classes: as for every widget.
        """
        super().__init__(id=id, classes=classes)
        self._parts = tuple(parts)
        self._separator = separator
        self._is_wrapping = is_wrapping
        self.auto_links = False  # what can be clicked is not underlined

    @property
    def parts(self) -> tuple[Part, ...]:
        """What it says."""
        return self._parts

    @property
    def text(self) -> str:
        """What it says, without colours."""
        return self._separator.join(part.content.plain for part in self._parts)

    def show(self, parts: Sequence[Part]) -> None:
        """Say something else."""
        given = tuple(part for part in parts if part.text)
        if given != self._parts:
            self._parts = given
            self.refresh()

    def render(self) -> Content:
        """The parts that fit."""
        width = self.content_size.width
        if self._is_wrapping and self.content_size.height > 1:
            return self._joined(self._parts)
        parts = fitting(self._parts, width, len(self._separator))
        left = self._joined([part for part in parts if not part.is_right])
        right = self._joined([part for part in parts if part.is_right])
        room = width - right.cell_length - (1 if right else 0)
        if left.cell_length > room:
            left = cut(left, max(0, room))
        space = " " * max(0, width - left.cell_length - right.cell_length)
        return Content.assemble(left, space, right)

    def _joined(self, parts: Sequence[Part]) -> Content:
        return Content(self._separator).join([part.content for part in parts])


def fitting(parts: Sequence[Part], width: int, separator: int) -> list[Part]:
    """The parts that fit side by side, the ones of the highest rank left out first, of equal ones the last.

    Those that may be cut off are, before anything is left out for them. What is left of the parts of rank 0 may still
    be too long for the room, and is then cut off as well.
    """
    kept = list(parts)
    while kept and _length(kept, separator) > width:
        highest = max(part.rank for part in kept)
        if highest == 0:
            break
        index = max(index for index, part in enumerate(kept) if part.rank == highest)
        del kept[index]
    spare = width - _length(kept, separator)
    for index, part in enumerate(kept):
        cut = _cut(part)
        if cut:
            kept[index] = _shortened(part, cut - max(0, spare))
            spare -= cut
    return kept


def _cut(part: Part) -> int:
    """By how many columns it may be shortened."""
    return max(0, Content(part.text).cell_length - part.least) if part.least else 0


def _shortened(part: Part, by: int) -> Part:
    if by <= 0:
        return part
    text = Content(part.text)
    return replace(part, text=cut(text, text.cell_length - by).plain)


def _length(parts: Sequence[Part], separator: int) -> int:
    return sum(part.content.cell_length - _cut(part) for part in parts) + separator * (len(parts) - 1)
