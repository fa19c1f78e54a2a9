"""The dialog that asks for one line of text.

It exists because a time, a distance and a reason are all typed the same way: with what is wrong said below the field.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from trackclock.keys import Scope, commands_of
from trackclock.ui.away.dialog import Dialog
from trackclock.ui.widgets.keys import bindings_of
from trackclock.ui.widgets.line_input import LineInput
from trackclock.ui.words import clean

MAX_LENGTH = 500

_KEYS = commands_of(Scope.LINE)


class AskScreen(Dialog[str | None]):
    """Asks for a line; gives it back, or None."""

    DEFAULT_CSS = """
    AskScreen > Vertical { width: 72; }
    AskScreen #answers { padding: 0; }
    """

    answers = _KEYS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(_KEYS)]

    def __init__(self, title: str, value: str = "", hint: str = "", check: Callable[[str], str] | None = None) -> None:
        """Ask.

        Args:
            title: the question.
            value: what stands in the field at first.
            hint: what the empty field says.
            check: takes a line or says why it cannot, in words; empty if it can. The dialog stays open with what was
                typed until a line is taken.
        """
        super().__init__()
        self._title, self._value, self._hint = title, value, hint
        self._check = check or (lambda _: "")

    def body(self) -> ComposeResult:
        """The question, the field, what is wrong."""
        yield Static(Content.styled(clean(self._title), "bold"))
        yield LineInput(clean(self._value), placeholder=self._hint, max_length=MAX_LENGTH)
        yield Static(id="wrong")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Nothing is wrong with what is still being typed."""
        event.stop()
        self.show_wrong("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the line back if nothing is wrong with it."""
        event.stop()
        self.action_go_on()

    def action_go_on(self) -> None:
        """Give the line back if nothing is wrong with it."""
        value = clean(self.query_one(Input).value)
        wrong = self._check(value)
        if wrong:
            self.show_wrong(wrong)
        else:
            self.dismiss(value)
