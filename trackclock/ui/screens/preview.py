"""The dialog that shows a change before it is made.

It exists because a repair decides every press behind it again, and nobody should have to guess what that comes to.
"""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trackclock.application.preview import Preview
from trackclock.keys import Scope, commands_of
from trackclock.ui.away.dialog import LOW, Dialog
from trackclock.ui.cells import filled
from trackclock.ui.widgets.keys import bindings_of
from trackclock.ui.words import MUTED_STYLE, SLOWER_STYLE, clean

_KEYS = commands_of(Scope.PREVIEW)

_MOST_ROWS = 14
"""So many rows of changes are enough; the others are scrolled to."""


class PreviewScreen(Dialog[bool]):
    """Before and after; gives back whether the change is wanted."""

    DEFAULT_CSS = """
    PreviewScreen > Vertical { max-height: 100%; }
    PreviewScreen VerticalScroll { height: auto; max-height: 14; margin: 1 0; scrollbar-size-vertical: 1; }
    PreviewScreen.-low VerticalScroll { margin: 0; }
    """

    answers = _KEYS
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(_KEYS),
    ]

    def __init__(self, preview: Preview) -> None:
        """Show a change."""
        super().__init__()
        self._preview = preview

    def body(self) -> ComposeResult:
        """What is changed, from what to what."""
        yield Static(Content.styled(clean(self._preview.title), "bold"))
        if self._preview.warning:
            yield Static(Content.styled(self._preview.warning, SLOWER_STYLE))
        with VerticalScroll():
            yield Static(id="changes")

    def on_resize(self, event: events.Resize) -> None:
        """The changes scroll; the keys below them are always in sight."""
        width, height = event.size
        rows = height - (5 if height < LOW else 9) - (2 if self._preview.warning else 0)
        self.query_one(VerticalScroll).styles.max_height = max(2, min(_MOST_ROWS, rows))
        self.query_one("#changes", Static).update(self._changes(min(76, width) - 5))

    def _changes(self, room: int) -> Content:
        changes = self._preview.changes
        if not changes:
            return Content("No time changes.")
        width = max(cell_len(change.what) for change in changes)
        before = max(len(change.before) for change in changes)
        after = max(len(change.after) for change in changes)
        is_wide = width + before + after + 5 <= room
        lines = [
            Content.assemble(
                (f"{filled(change.what, width)}  " if is_wide else f"{change.what}\n  ", "bold"),
                ((change.before or "–").ljust(before if is_wide else 0), MUTED_STYLE),
                " → ",
                (change.after or "gone", "bold"),
            )
            for change in changes
        ]
        return Content("\n").join(lines)

    def action_agree(self) -> None:
        """Make the change."""
        self.dismiss(True)

    def action_refuse(self) -> None:
        """Leave everything as it is."""
        self.dismiss(False)
