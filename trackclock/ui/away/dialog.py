"""The base of every dialog: a box over the screen below, what is asked in it, and its keys.

It exists so that all dialogs have one frame, which in few rows gives up its margins before anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from trackclock.ui.widgets.keys import Key, KeyLine

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

    def body(self) -> ComposeResult:
        """What is asked or shown."""
        raise NotImplementedError

    def answers(self) -> Sequence[Key]:
        """What can be answered; nothing where the body says so itself."""
        return ()

    def compose(self) -> ComposeResult:
        """The box: what is asked, and below it the keys."""
        with Vertical():
            yield from self.body()
            if answers := self.answers():
                yield KeyLine(answers, id="answers")

    def show_wrong(self, words: str) -> None:
        """Say below the field what is wrong with it; empty where nothing is."""
        self.query_one("#wrong", Static).update(Content(words))

    def action_cancel(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)
