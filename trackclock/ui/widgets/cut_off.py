"""Words that end in a sign where there is no room for the rest of them.

It exists because errors and assumptions of any length stand in a few rows, and whoever has read the last of these has
to know that more was said.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import Static

_SIGN = "…"


class CutOff(Static):
    """Words whose last visible row ends in "…" if they have more rows than the widget."""

    def render_line(self, y: int) -> Strip:
        """A row, the last one with its sign if need be."""
        row = super().render_line(y)
        width, height = self.size
        if not width or y + 1 != height or self.get_content_height(self.size, self.screen.size, width) <= height:
            return row
        place = min(cell_len(row.text.rstrip()), width - 1)
        row = row.adjust_cell_length(width, self.visual_style.rich_style)  # Textual's ends with its words
        sign = Strip([Segment(_SIGN, next(iter(row.crop(place, place + 1))).style)])
        return Strip.join([row.crop(0, place), sign, row.crop(place + 1, width)])
