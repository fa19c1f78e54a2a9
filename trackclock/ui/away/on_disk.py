"""Whether a change of the past has reached the disk, said where nobody can miss it for as long as it has not.

It exists because a session and a group are mended on screens of their own, and NOT SAVED is one thing.
"""

from __future__ import annotations

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from trackclock.recorder import NOT_SAVED_MS
from trackclock.ui.access import services_of
from trackclock.ui.words import clean


class OnDisk(Widget):
    """A mixin for screens that change what is stored."""

    _watch: Timer | None = None
    _is_not_saved = False

    def is_on_disk(self) -> bool:
        """Whether every change is on the disk."""
        raise NotImplementedError

    def show_again(self) -> None:
        """Show the head anew."""
        raise NotImplementedError

    def watch_disk(self) -> None:
        """Look from now on whether the newest change gets there."""
        if self._watch is None:
            self._watch = self.set_interval(NOT_SAVED_MS / 1_000, self._look_at_disk)

    def not_saved(self) -> list[Content | str | tuple[str, str]]:
        """What the head begins with while a change is not there; nothing as a rule."""
        if not self._is_not_saved:
            return []
        why = services_of(self).store.fault
        return [(f" NOT SAVED{f': {clean(why)}' if why else ''} ", "bold $background on $error"), "  "]

    def _look_at_disk(self) -> None:
        is_saved, watch = self.is_on_disk(), self._watch
        if watch is None:
            return
        if is_saved:
            watch.stop()
            self._watch = None
        if self._is_not_saved is is_saved:
            self._is_not_saved = not is_saved
            self.show_again()
