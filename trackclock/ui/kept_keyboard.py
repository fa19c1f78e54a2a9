"""What had the keyboard has it again once it is in sight again.

It exists because Textual takes the keyboard away from whatever is hidden, a list behind a diagram or in a window that
is too small, and gives it to nobody: from then on no arrow moved anything.
"""

from __future__ import annotations

from textual import events
from textual.screen import Screen
from textual.widget import Widget


def _is_shown(widget: Widget) -> bool:
    nodes = widget.ancestors_with_self
    return widget.is_attached and all(node.display for node in nodes if isinstance(node, Widget))


class KeepsKeyboard(Widget):
    """A mixin for screens parts of which come and go; it stands behind the screen's own class among the bases."""

    _had_keyboard: Widget | None = None
    """What has lost the keyboard because it was hidden."""

    def on_mount(self) -> None:
        """Look whenever something comes or goes."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._give_back)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Remember what was hidden, but nothing that has let go."""
        if self.screen.focused is None and not _is_shown(event.widget):
            self._had_keyboard = event.widget

    def _give_back(self, screen: Screen[object]) -> None:
        had = self._had_keyboard
        if had is not None and (screen.focused is not None or _is_shown(had)):
            self._had_keyboard = None
            if screen.focused is None:
                screen.set_focus(had)
