"""What is painted first when the app starts.

It exists so that the first frame needs nothing but Textual itself; the list, or the session, is read behind it.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen

from trackclock.ui.widgets.line import Line, Part


class StartScreen(Screen[None]):
    """A title, for the blink of an eye."""

    def __init__(self, file: str = "") -> None:
        """Name the file that is about to be read.

        Args:
            file: its name; empty for the list of sessions.
        """
        super().__init__()
        self._file = file

    def compose(self) -> ComposeResult:
        """The band at the top."""
        yield Line([Part("trackclock", "bold"), Part(self._file)], id="head")
