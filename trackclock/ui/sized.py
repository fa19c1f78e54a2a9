"""A screen that says so when the terminal is too small for it.

It exists so that no screen is ever shown half: below 40 columns or 12 rows there is one clear message instead.
"""

from __future__ import annotations

from typing import TypeVar

from textual import events
from textual.screen import Screen
from textual.widgets import Static

LEAST_WIDTH = 40
LEAST_HEIGHT = 12

Result = TypeVar("Result")


class TooSmall(Static):
    """The message in place of everything else."""

    DEFAULT_CSS = """
    TooSmall { display: none; layer: too-small; dock: top; width: 100%; height: 100%; background: $background;
        content-align: center middle; text-align: center; }
    """


class SizedScreen(Screen[Result]):
    """A screen of at least 40 columns and 12 rows; its children are hidden where there is less room."""

    DEFAULT_CSS = """
    SizedScreen.-too-small { overflow: hidden hidden; layers: default too-small;
        & > * { display: none !important; } & > TooSmall { display: block !important; } }
    """

    def on_resize(self, event: events.Resize) -> None:
        """Show the message instead of the screen where there is no room."""
        width, height = event.size
        is_too_small = width < LEAST_WIDTH or height < LEAST_HEIGHT
        if is_too_small:
            text = f"Make the terminal larger:\nat least {LEAST_WIDTH} x {LEAST_HEIGHT}\n(now {width} x {height})"
            found = self.query_children(TooSmall)
            if found:
                found.first().update(text)
            else:
                self.mount(TooSmall(text))
        self.set_class(is_too_small, "-too-small")
