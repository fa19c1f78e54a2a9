"""The keys of the user's own file on whatever screen is shown.

It exists light, apart from `own_keys.py`, which is read once the first frame is painted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from trackclock.errors import TrackclockError
from trackclock.ui.keyboard import AppWithKeys

if TYPE_CHECKING:
    from trackclock.keys import Keymap


class AppWithOwnKeys(AppWithKeys):
    """An app whose screens have the keys as they are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As for any app."""
        super().__init__(*args, **kwargs)
        self.keymap: Keymap
        """Which keys each command has; once the first frame is painted."""
        self.keys_fault: TrackclockError | None = None
        """Why those are not the keys of the user's own file."""
        self.is_painted = False
        """Whether the first frame is on the screen."""

    def say_keys_fault(self) -> None:
        """Say why the user's own keys do not count, if anything is wrong with them."""
        if self.keys_fault is not None:
            from trackclock.ui.own_keys import say_fault

            say_fault(self, self.keys_fault)

    def take_keys(self, keymap: Keymap) -> None:
        """Let these keys count from now on, on every screen that is open."""
        from trackclock.ui.own_keys import take

        self.marks = keymap.marks
        take(self, keymap)

    def push_screen(self, screen: Any, *args: Any, **kwargs: Any) -> Any:
        """Show a screen, with the keys as they are."""
        self._give_keys(screen)
        return super().push_screen(screen, *args, **kwargs)

    def switch_screen(self, screen: Any) -> Any:
        """Show a screen in the place of the one in front, with the keys as they are."""
        self._give_keys(screen)
        return super().switch_screen(screen)

    def _give_keys(self, screen: Any) -> None:
        if isinstance(screen, Screen) and self.is_painted and self.keymap.changed:
            from trackclock.ui.own_keys import bind

            bind(screen, self.keymap)
