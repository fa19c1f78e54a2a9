"""The dialog in which one of several people is chosen.

It exists because whose past is looked at, and to whom a session is given, are asked in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.keys import Scope, commands_of
from trackclock.ui.away.dialog import Dialog
from trackclock.ui.widgets.keys import bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import clean

_KEYS = commands_of(Scope.WHOSE)
_MOST_ROWS = 13


class WhoseScreen(Dialog[int | None]):
    """Gives back the number of the line that was taken, or None."""

    DEFAULT_CSS = """
    WhoseScreen > Vertical { width: 48; max-height: 95%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(_KEYS)]
    AUTO_FOCUS = "RowList"
    answers = _KEYS

    def __init__(self, title: str, choices: Sequence[str], chosen: int = 0) -> None:
        """Open the list.

        Args:
            title: the question.
            choices: the lines.
            chosen: the line that the cursor stands on.
        """
        super().__init__()
        self._title, self._choices, self._chosen = title, tuple(choices), chosen

    def body(self) -> ComposeResult:
        """The question and the lines."""
        yield Static(Content.styled(clean(self._title), "bold"))
        yield RowList((Column("Who", 16, grows=True),))

    def on_mount(self) -> None:
        """List them."""
        rows = self.query_one(RowList)
        rows.styles.height = min(len(self._choices) + 1, _MOST_ROWS)
        rows.show(len(self._choices), lambda index: (clean(self._choices[index]),), cursor=self._chosen)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Take the line that was clicked."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Take the line under the cursor."""
        self.dismiss(self.query_one(RowList).cursor)
