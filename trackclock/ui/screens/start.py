"""What is painted first when the app starts with the list of sessions.

It exists so that the first frame needs nothing but Textual itself; the list is imported behind it.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen

from trackclock.ui.widgets.line import Line, Part


class StartScreen(Screen[None]):
    """A title, for the blink of an eye."""

    def compose(self) -> ComposeResult:
        """The band at the top."""
        yield Line([Part("trackclock", "bold")], id="head")
