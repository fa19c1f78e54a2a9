"""Reading what a screen shows: when it opens, and again when it is back in front.

It exists because a session can be mended, and a file be written, on any screen above the one that shows it.
"""

from __future__ import annotations

from textual.widget import Widget


class Reading(Widget):
    """A mixin for screens that show what is on the disk."""

    _was_in_front = False

    def load(self) -> None:
        """Read what is shown, and show it; the cursor stays where it is."""
        raise NotImplementedError

    def begin(self) -> None:
        """Read for the first time."""
        self.load()

    def may_load_again(self) -> bool:
        """Whether it is read again now that it is back in front."""
        return True

    def on_mount(self) -> None:
        """Read for the first time."""
        self.begin()

    def on_screen_resume(self) -> None:
        """Read again, unless this is the first time that the screen is in front."""
        if self._was_in_front and self.may_load_again():
            self.load()
        self._was_in_front = True
