"""A screen that looks at the past: it reads when it opens, and again when it is back in front.

It exists because a session can be mended on any screen above it, and every such screen opens, looks and leaves alike.
"""

from __future__ import annotations

from trackclock.ui import navigation
from trackclock.ui.copying import Copying
from trackclock.ui.sized import SizedScreen


class PastScreen(SizedScreen[None], Copying):
    """A head, a list with the keyboard in it, and what is said where there is nothing to list."""

    DEFAULT_CSS = """
    PastScreen { layout: vertical; }
    PastScreen > #head { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }
    PastScreen > #list { padding: 0 1; }
    PastScreen > #empty { height: 1fr; content-align: center middle; text-align: center; display: none; }
    PastScreen.-empty > #list { display: none; }
    PastScreen.-empty > #empty { display: block; }
    """

    AUTO_FOCUS = "#list"
    COMMANDS = {navigation.palette}  # noqa: RUF012 - Textual's own way

    _is_open = False

    def load(self) -> None:
        """Read what it shows, and show it."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Read for the first time."""
        self.load()

    def on_screen_resume(self) -> None:
        """Read again: a session may have been mended on a screen that was above this one."""
        if self._is_open:
            self.load()
        self._is_open = True

    def action_back(self) -> None:
        """Leave."""
        self.dismiss(None)
