"""The question as what a session is to be written into a file: one key each."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.keys import Scope, commands_of
from trackclock.ui.away.dialog import Dialog
from trackclock.ui.widgets.keys import bindings_of

_KEYS = commands_of(Scope.EXPORT)


class ExportDialog(Dialog[str | None]):
    """Asks for a form; gives back the name of one (`application.exporting.Form`), or None."""

    DEFAULT_CSS = """
    ExportDialog > Vertical { width: 64; }
    ExportDialog #answers { margin-top: 1; padding: 0; }
    ExportDialog.-low #answers { margin-top: 0; }
    """

    answers = _KEYS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(_KEYS)]

    def body(self) -> ComposeResult:
        """The question, and what each form is good for."""
        yield Static(Content.styled("Write this session into a file as", "bold"))
        yield Static(
            "FIT for Garmin Connect, Strava, intervals.icu and Runalyze, TCX for what takes no FIT, CSV for a "
            "spreadsheet, JSON for programs"
        )

    def action_answer(self, form: str) -> None:
        """Give the form back."""
        self.dismiss(form)
