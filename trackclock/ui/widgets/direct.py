"""Cells written to the terminal past Textual's compositor, where that is certain to come out the same.

It exists because the clock changes ten times a second: the compositor paints whole rows of a widget again and costs
several times as much as the digits that changed (ARCHITECTURE.md, "Repaint only what changed"). Whoever writes here has
changed the widget before, so that whatever Textual paints later, for whatever reason, shows the same; and where
anything lies over the widget, or the screen is not the one in front, nothing is written and Textual paints as ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver

_SAVE_CURSOR, _RESTORE_CURSOR = "\x1b7", "\x1b8"

_WIPE = "\x1b[?1049h\x1b[r\x1b[0m\x1b[?25l\x1b[2J"
"""The app's own screen, all of it free to scroll, no style, no cursor and nothing on it (ECMA-48, 8.3; xterm)."""


def driver_of(app: App[Any]) -> Driver | None:
    """What writes to the terminal; None where that cannot be had.

    The one private name that is used. Without it, painting is Textual's business again.
    """
    return getattr(app, "_driver", None)


def wipe(app: App[Any]) -> None:
    """Empty the terminal, whatever another program has left there; the app has to be painted afterwards."""
    driver = driver_of(app)
    if driver is not None and app.is_running:
        driver.write(_WIPE)


class DirectPaint:
    """The way past the compositor for one mounted widget, which paints itself in one style."""

    def __init__(self, widget: Widget) -> None:
        """Begin without knowing whether anything is in the way.

        Args:
            widget: whose cells are written; already on a screen.
        """
        self._widget = widget
        self._is_clear: bool | None = None
        self._style: Style | None = None
        self._around = ("", "")
        # Whatever may cover the widget (a toast, a tooltip) or move it comes with a new layout.
        widget.screen.screen_layout_refresh_signal.subscribe(widget, self._on_layout, immediate=True)

    def write(self, cells: Iterable[tuple[int, int, str]], style: Style) -> bool:
        """Write cells of the widget.

        Args:
            cells: column and row within the widget, and the text that stands there now.
            style: as it reaches the terminal, after the filters of the app.

        Returns:
            False where Textual has to do it; nothing was written then.
        """
        app, screen = self._widget.app, self._widget.screen
        driver = driver_of(app)
        # Not `is_current`: that holds for a screen behind a dialog as well.
        if driver is None or not app.is_running or app.screen is not screen:
            return False
        if self._is_clear is None:
            self._is_clear = self._look_around()
        if not self._is_clear or app.size != screen.outer_size:
            return False
        if style is not self._style:
            self._style = style
            before, _, after = Strip([Segment("\0", style)]).render(app.console).partition("\0")
            self._around = (before, after)
        left, top, _, _ = self._widget.region
        text = "".join(f"\x1b[{top + y + 1};{left + x + 1}H{text}" for x, y, text in cells)
        before, after = self._around
        driver.write(f"{_SAVE_CURSOR}{before}{text}{after}{_RESTORE_CURSOR}")
        return True

    def _on_layout(self, _: object) -> None:
        self._is_clear = None

    def _look_around(self) -> bool:
        """Whether all of the widget is on the screen, and nothing else where it is."""
        widget = self._widget
        region = widget.region
        if not region or not widget.visible or not widget.is_attached:
            return False
        above = set(widget.ancestors)
        for node in widget.ancestors:
            if isinstance(node, Widget) and not node.region.contains_region(region):
                return False
        return not any(
            other.display and other.visible and other.region.overlaps(region)
            for other in widget.screen.walk_children(Widget)
            if other is not widget and other not in above
        )
