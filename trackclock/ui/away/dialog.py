"""The base of every dialog: a box over the screen below, what is asked in it, and its keys.

It exists so that all dialogs have one frame, which in few rows gives up its margins before anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from trackclock.errors import TrackclockError
from trackclock.keys import Command
from trackclock.ui import navigation
from trackclock.ui.widgets.keys import KeyLine
from trackclock.ui.words import clean

Result = TypeVar("Result")

LOW = 20
"""In fewer rows there is no room for margins."""


class Dialog(ModalScreen[Result]):
    """A box in the middle of the screen; it has the class `-low` where there are few rows."""

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        & > Vertical { width: 76; max-width: 100%; height: auto; padding: 1 2; background: $panel; }
        & Static { height: auto; }
        & RowList { margin: 1 0; }
        & #wrong { color: $error; }
        &.-low > Vertical { padding: 0 1; }
        &.-low RowList { margin: 0; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012 - Textual's own way

    answers: tuple[Command, ...] = ()
    """What can be answered; nothing where the body says so itself."""

    def body(self) -> ComposeResult:
        """What is asked or shown."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The box: what is asked, and below it the keys."""
        with Vertical():
            yield from self.body()
            if self.answers:
                yield KeyLine(self.answers, id="answers")

    def ask_for(
        self, title: str, value: str, hint: str, make: Callable[[str], Result], refusal_of: Callable[[Any], str]
    ) -> None:
        """Ask for a line until what it makes can be made use of, and give that back.

        Args:
            title: the question.
            value: what stands in the field at first.
            hint: what the empty field says.
            make: makes something of the line, or None where there is nothing to do; an error says why it cannot.
            refusal_of: says why that cannot be made use of, empty if it can.
        """

        def check(text: str) -> str:
            try:
                made = make(text)
            except TrackclockError as error:
                return clean(str(error))
            return "" if made is None else refusal_of(made)

        def then(text: str | None) -> None:
            if text is not None and (made := make(text)) is not None:
                self.dismiss(made)

        self.app.push_screen(navigation.ask_line(title, value, hint, check), then)

    def show_wrong(self, words: str) -> None:
        """Say below the field what is wrong with it; empty where nothing is."""
        self.query_one("#wrong", Static).update(Content(words))

    def action_cancel(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)


def parsed(parse: Callable[[str], int], text: str, otherwise: str) -> int:
    """What a line says; where it cannot be read, an error in these words."""
    try:
        return parse(text)
    except ValueError as error:
        raise TrackclockError(otherwise) from error
