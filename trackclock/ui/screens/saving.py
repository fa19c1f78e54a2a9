"""The question on the way out of what is not saved.

It exists apart from the other questions because it has three answers, and the first of them loses nothing.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.keys import Scope, commands_of
from trackclock.ui.away.dialog import Dialog
from trackclock.ui.widgets.keys import bindings_of


class SavingDialog(Dialog[bool | None]):
    """Gives back True to save, False to leave without, None to stay."""

    DEFAULT_CSS = """
    SavingDialog > Vertical { width: 64; border: heavy $accent; }
    SavingDialog #answers { margin-top: 1; padding: 0; }
    SavingDialog.-low #answers { margin-top: 0; }
    """

    answers = commands_of(Scope.SAVING)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(commands_of(Scope.SAVING))]

    def body(self) -> ComposeResult:
        """The question."""
        yield Static(Content.styled("Save what you wrote?", "bold"))

    def action_save(self) -> None:
        """Save it and leave."""
        self.dismiss(True)

    def action_discard(self) -> None:
        """Leave without saving."""
        self.dismiss(False)

    def action_stay(self) -> None:
        """Stay."""
        self.dismiss(None)
