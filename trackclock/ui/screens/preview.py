"""The dialog that shows a change before it is made.

It exists because a repair decides every press behind it again, and nobody should have to guess what that comes to.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from trackclock.ui.preview import Preview
from trackclock.ui.widgets.keys import Key, KeyLine
from trackclock.ui.words import MUTED_STYLE, clean

_KEYS = (
    Key("enter", "enter", "agree", "do it", "Make the change"),
    Key("escape", "esc", "refuse", "leave it as it is", "Leave it as it is"),
)


class PreviewScreen(ModalScreen[bool]):
    """Before and after; gives back whether the change is wanted."""

    DEFAULT_CSS = """
    PreviewScreen { align: center middle; }
    PreviewScreen > Vertical { width: 76; max-width: 95%; height: auto; max-height: 90%; padding: 1 2;
        background: $panel; }
    PreviewScreen VerticalScroll { height: auto; max-height: 14; margin: 1 0; }
    PreviewScreen Static { height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "agree", "Make the change", show=False, priority=True),
        Binding("escape,n", "refuse", "Leave it as it is", show=False, priority=True),
    ]

    def __init__(self, preview: Preview) -> None:
        """Show a change."""
        super().__init__()
        self._preview = preview

    def compose(self) -> ComposeResult:
        """What is changed, from what to what."""
        with Vertical():
            yield Static(Content.styled(clean(self._preview.title), "bold"))
            with VerticalScroll():
                yield Static(self._changes())
            yield KeyLine(_KEYS)

    def _changes(self) -> Content:
        changes = self._preview.changes
        if not changes:
            return Content("No time changes.")
        width = max(len(change.what) for change in changes)
        before = max(len(change.before) for change in changes)
        lines = [
            Content.assemble(
                (f"{change.what.ljust(width)}  ", "bold"),
                ((change.before or "–").ljust(before), MUTED_STYLE),
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
