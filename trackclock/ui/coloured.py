"""An app whose colours can be suited to the terminal.

It exists apart from what suits them (`few_colours.py`), which is read once the first frame is painted.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App
from textual.filter import LineFilter


class ColouredApp(App[None]):
    """Its colours pass further filters on their way to the terminal."""

    colour_filters: tuple[LineFilter, ...] = ()
    """Those that this terminal needs."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and these."""
        return (*super().get_line_filters(), *self.colour_filters)
