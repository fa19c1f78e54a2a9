"""Where a toast may stand: never on a question that waits for its answer.

It exists because Textual lays toasts over whatever is at the bottom right, which is where a dialog asks and where the
live screen says "c counts it"; and because a toast that there is no room for now is not to be lost.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.containers import Vertical
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets._toast import ToastRack

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

_PALETTE = "--command-palette"

_LEAST_ROWS = 2
"""In fewer rows no toast can be read: it waits."""

_AIRY_ROWS = 9
"""With fewer rows a toast has no empty ones of its own, and all of the width."""


class Toasts:
    """Gives toasts the largest part of a screen on which nothing is asked, and keeps them while there is none."""

    def __init__(self, app: App[Any]) -> None:
        """Watch the screens of an app.

        Args:
            app: the app; it runs already.
        """
        self._app = app
        self._held: list[Callable[[], None]] = []
        app.screen_change_signal.subscribe(app, self._on_screen, immediate=True)
        self._on_screen(app.screen)

    def show(self, toast: Callable[[], None]) -> None:
        """Show a toast, as soon as there is room for it.

        Args:
            toast: shows it.
        """
        if self._place(self._app.screen):
            toast()
        else:
            self._held.append(toast)

    def _on_screen(self, screen: Screen[Any]) -> None:
        signal = screen.screen_layout_refresh_signal
        signal.unsubscribe(self._app)
        signal.subscribe(self._app, self._on_layout, immediate=True)
        self._on_layout(screen)

    def _on_layout(self, screen: Screen[Any]) -> None:
        if screen is self._app.screen and self._place(screen) and self._held:
            held, self._held = self._held, []
            for toast in held:
                toast()

    def _place(self, screen: Screen[Any]) -> bool:
        """Put the toasts of a screen where they may be; False where there is no room for any."""
        height = screen.outer_size.height
        asked = question_regions(screen)
        top, bottom = free_rows(asked, height) if asked else (0, height)
        room = bottom - top
        for rack in screen.query_children(ToastRack):
            rack.set_class(bool(asked), "-kept-off")
            rack.set_class(bool(asked) and room < _AIRY_ROWS, "-tight")
            rack.set_class(room < _LEAST_ROWS, "-no-room")
            if asked:
                rack.styles.margin = (0, 0, height - bottom, 0)
                rack.styles.max_height = max(0, room)
            elif rack.styles.has_rule("max_height"):
                rack.styles.clear_rule("margin")
                rack.styles.clear_rule("max_height")
        return room >= _LEAST_ROWS


class AppWithToasts(App[None]):
    """An app whose toasts cover no question."""

    _toasts: Toasts | None = None

    def place_toasts(self) -> None:
        """From now on, since the app runs, see to it where they are."""
        self._toasts = Toasts(self)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a toast where it covers no question, or later where there is no such place now."""
        show = partial(super().notify, message, title=title, severity=severity, timeout=timeout, markup=markup)
        if self._toasts is None:
            show()
        else:
            self.call_later(self._toasts.show, show)


def question_regions(screen: Screen[Any]) -> list[Region]:
    """Where a screen asks something now: a dialog's box, and what a screen names in its `asks`."""
    asks = getattr(screen, "asks", "")
    found: list[Widget] = list(screen.query(asks)) if asks else []
    if not found and screen.is_modal and screen.id != _PALETTE:
        found = list(screen.query_children(Vertical))
    return [widget.region for widget in found if widget.display and widget.region.area]


def free_rows(taken: list[Region], height: int) -> tuple[int, int]:
    """The largest part of the rows that nothing takes, of equal ones the lowest.

    Args:
        taken: regions that are taken, with all of their rows.
        height: of the screen.

    Returns:
        Its first row, and the first one behind it.
    """
    best, top = (0, 0), 0
    for region in sorted(taken, key=lambda region: region.y):
        if region.y - top >= best[1] - best[0]:
            best = (top, region.y)
        top = max(top, region.bottom)
    return (top, height) if height - top >= best[1] - best[0] else best
