"""A list under whatever has to be said above it: in a small terminal that takes fewer rows, and the list has some.

It exists because an unfinished session, bad news and words for newcomers together took every row of a low terminal, so
that nobody saw what enter would run.
"""

from __future__ import annotations

from textual import events

from trackclock.ui.background import Background

_LEAST = 5
"""Rows of the list: its head and four to choose from."""

_AROUND = 3
"""The head of the screen, a line of words that were left, and the keys."""

_BELOW = ((18, 4), (40, 9))
"""In a terminal of fewer rows what stands below the list takes so many."""

_ABOVE = (
    ("-first", "#first", 9),
    ("-notice", "#notice", 3),
    ("-offer", "#offered", 9),
    ("-offer", "#offer KeyLine", 1),
)
"""What is said above it: the class of the screen while it is, its selector, and the most rows that it takes."""


class Crowded(Background):
    """A mixin for a screen with a list below lines that come and go; it has the class `-crowded` where few are left."""

    def on_mount(self) -> None:
        """Look again whenever something comes or goes."""
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: self._look(*self.screen.size))

    def on_resize(self, event: events.Resize) -> None:
        """Look before anything is laid out."""
        self._look(*event.size)

    def _look(self, width: int, height: int) -> None:
        size = self.screen.size
        below = 0 if self.has_class("-beside") else next((rows for least, rows in _BELOW if height < least), 22)
        said = ((self.query_one(name), most) for flag, name, most in _ABOVE if self.has_class(flag))
        taken = sum(min(most, one.get_content_height(size, size, max(1, width - 2))) for one, most in said)
        self.set_class(height - _AROUND - below - taken < _LEAST, "-crowded")
