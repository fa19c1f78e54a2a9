"""The giant digits of the live screen.

They exist as a widget of their own because they change ten times a second: only the characters that changed are
painted again (DESIGN.md, 7).
"""

from __future__ import annotations

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from trackclock.core.durations import format_countdown, format_duration
from trackclock.core.view import Counting
from trackclock.ui.widgets.glyphs import char_width, fit, gap, glyph, text_width

HOUR_MS = 3_600_000


def clock_text(clock_ms: int, counting: Counting, *, was_counting_up: bool = False) -> str:
    """What the clock shows (DESIGN.md, 4).

    Args:
        clock_ms: the time.
        counting: which way it runs.
        was_counting_up: whether a clock that stands still counted up before.

    Returns:
        Tenths while counting up, under an hour; whole seconds while counting down, reading zero only at the end; a
        plus past zero.
    """
    if counting is Counting.OVER:
        return "+" + format_duration(clock_ms)
    if counting is Counting.UP or was_counting_up:
        return format_duration(clock_ms, 1 if clock_ms < HOUR_MS else 0)
    return format_countdown(clock_ms)


class BigClock(Widget):
    """A time in digits that fill the width."""

    DEFAULT_CSS = "BigClock { height: 1fr; width: 1fr; }"

    def __init__(self, text: str = "0:00", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Show a time.

        Args:
            text: the time.
            id: as for every widget.
        """
        super().__init__(id=id)
        self._text = text
        self._width = 0
        self._height = 1

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text

    def show(self, text: str) -> None:
        """Show another time, painting only what differs."""
        if text == self._text:
            return
        before, self._text = self._text, text
        if _shape(before) != _shape(text) or self._width == 0:
            self._refit(self.size)
            self.refresh()
            return
        left = self._left()
        regions: list[Region] = []
        for old, new in zip(before, text, strict=True):
            width = char_width(new, self._width)
            if old != new:
                regions.append(Region(left, self._top(), width, self._height))
            left += width + gap(self._width)
        self.refresh(*regions)

    def on_resize(self) -> None:
        """Grow or shrink."""
        self._refit(self.size)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of cells."""
        width, style = self.size.width, self.rich_style
        row = y - self._top()
        if self._width == 0:
            line = self._text.center(width) if y == self.size.height // 2 else " " * width
        elif 0 <= row < self._height:
            parts = [glyph(char, self._width, self._height)[row] for char in self._text]
            line = (" " * self._left() + (" " * gap(self._width)).join(parts)).ljust(width)
        else:
            line = " " * width
        return Strip([Segment(line[:width], style)], width)

    def _refit(self, size: Size) -> None:
        margin = 0 if size.height < 7 else 1 if size.height < 16 else 2
        self._width, self._height = fit(_shape(self._text), size.width - 2, max(1, size.height - margin))

    def _left(self) -> int:
        return max(0, (self.size.width - text_width(self._text, self._width)) // 2)

    def _top(self) -> int:
        return max(0, (self.size.height - self._height) // 2)


def _shape(text: str) -> str:
    return "".join("0" if char.isdigit() else char for char in text)
