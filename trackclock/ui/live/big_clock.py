"""The giant digits of the live screen.

They exist as a widget of their own because they change ten times a second: only the characters that changed are
painted again (ARCHITECTURE.md, "Repaint only what changed").
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from trackclock.core.durations import format_countdown, format_duration
from trackclock.core.view import Counting
from trackclock.ui.live.glyphs import changes, char_width, fit, gap, glyph, text_width
from trackclock.ui.widgets.direct import DirectPaint

HOUR_MS = 3_600_000

_LEAST_LOWERED = 3
"""Digits of so few rows need all of them."""


def clock_text(clock_ms: int, counting: Counting, *, was_counting_up: bool = False) -> str:
    """What the clock shows (ARCHITECTURE.md, "The table of states").

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
    """A time in digits that fill the width.

    It draws its rows itself, past Textual's cache of styled lines, which would style every row anew at each tick: it
    has no border, padding or opacity that it would miss.
    """

    DEFAULT_CSS = "BigClock { height: 1fr; width: 1fr; }"
    ALLOW_SELECT = False

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
        self._is_lowered = False
        self._fitted = Size(0, 0)
        self._rows: list[Strip] = []
        self._style: Style | None = None
        self._pieces: dict[str, list[Segment]] = {}
        self._direct: DirectPaint | None = None

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text

    def show(self, text: str) -> None:
        """Show another time, painting only what differs."""
        if text == self._text:
            return
        before, self._text = self._text, text
        self._rows = []
        if _shape(before) != _shape(text) or self._width == 0:
            self._refit(self.size)
            self.refresh()
            return
        if not self._write(before):
            self.refresh(Region(0, self._top(), self.size.width, self._height))

    def _write(self, before: str) -> bool:
        """Write the cells that changed past the compositor; False where it has to paint them."""
        if self._direct is None or self._fitted != self.size:
            return False
        left, top = self._left(), self._top()
        cells: list[tuple[int, int, str]] = []
        for old, new in zip(before, self._text, strict=True):
            if old != new:
                pieces = changes(old, new, self._width, self._height, is_lowered=self._is_lowered)
                cells.extend((left + x, top + y, text) for x, y, text in pieces)
            left += char_width(new, self._width) + gap(self._width)
        return self._direct.write(cells, self._painted_style())

    def on_mount(self) -> None:
        """From now on there is a screen to write to."""
        self._direct = DirectPaint(self)

    def on_resize(self) -> None:
        """Grow or shrink."""
        self._refit(self.size)
        self.refresh()

    def notify_style_update(self) -> None:
        """Another tone or theme."""
        super().notify_style_update()
        self._rows, self._style = [], None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of cells within a region."""
        width, height = self.size
        if self._fitted != self.size:  # laid out anew, and painted before anybody was told
            self._refit(self.size)
        if len(self._rows) != height:
            self._rows = self._draw(width, height)
        rows = self._rows[crop.y : crop.bottom]
        if crop.column_span != (0, width):
            rows = [row.crop(*crop.column_span) for row in rows]
        return rows

    def _draw(self, width: int, height: int) -> list[Strip]:
        style = self._painted_style()
        blank = Strip([Segment(" " * width, style)], width)
        rows = [blank] * height
        if self._width == 0:
            if height:
                rows[height // 2] = Strip([Segment(self._text.center(width)[:width], style)], width)
            return rows
        left, top = self._left(), self._top()
        between = Segment(" " * gap(self._width), style)
        margin = Segment(" " * left, style)
        rest = Segment(" " * max(0, width - left - text_width(self._text, self._width)), style)
        pieces = [self._piece(char, style) for char in self._text]
        for row in range(self._height):
            segments = [margin]
            for index, piece in enumerate(pieces):
                if index:
                    segments.append(between)
                segments.append(piece[row])
            segments.append(rest)
            rows[top + row] = Strip(segments, width)
        return rows

    def _piece(self, char: str, style: Style) -> list[Segment]:
        if char not in self._pieces:
            lines = glyph(char, self._width, self._height, is_lowered=self._is_lowered)
            self._pieces[char] = [Segment(line, style) for line in lines]
        return self._pieces[char]

    def _painted_style(self) -> Style:
        """The style as it reaches the terminal: with NO_COLOR, say, without colours."""
        if self._style is None:
            segments = [Segment(" ", self.rich_style)]
            background = self.background_colors[1]
            for line_filter in self.get_line_filters():
                segments = line_filter.apply(segments, background)
            self._style = segments[0].style or Style()
            self._pieces = {}
        return self._style

    def _refit(self, size: Size) -> None:
        # A row stays free above, or half of one: the band there has the colour of the digits.
        margin = 0 if size.height < 6 else 1 if size.height < 16 else 2
        self._is_lowered = margin == 0 and size.height > _LEAST_LOWERED
        self._width, self._height = fit(_shape(self._text), size.width - 2, max(1, size.height - margin))
        self._fitted = size
        self._rows, self._pieces = [], {}

    def _left(self) -> int:
        return max(0, (self.size.width - text_width(self._text, self._width)) // 2)

    def _top(self) -> int:
        return max(0, (self.size.height - self._height + 1) // 2)


def _shape(text: str) -> str:
    return "".join("0" if char.isdigit() else char for char in text)
