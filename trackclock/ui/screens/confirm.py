"""Questions that need an answer before something happens.

They exist as one small dialog, since each is a sentence and two keys; space is never one of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from trackclock.keys import Scope, commands_of, spoken
from trackclock.ui.access import keymap_of
from trackclock.ui.questions import Question
from trackclock.ui.widgets.keys import KeyLine, bindings_of

_LOW = 20
"""With fewer rows the clock behind the dialog needs all that the dialog can spare, and ..."""

_LOWEST = 11
"""... with fewer than these there is room for the question only."""


class ConfirmDialog(ModalScreen[bool]):
    """One question; enter or y is yes, escape or n is no."""

    DEFAULT_CSS = """
    ConfirmDialog { align: center bottom; background: transparent; overflow: hidden hidden;
        & > Vertical { width: 64; max-width: 100%; height: auto; max-height: 100%; padding: 1 2;
            background: $panel; color: $foreground; border: heavy $accent; }
        & #question { text-style: bold; }
        & #answers { margin-top: 1; padding: 0; text-style: bold; }
        &.-low > Vertical { width: 100%; padding: 0 1; border: none; border-top: heavy $accent; }
        &.-low #answers { margin-top: 0; }
        &.-lowest #more { display: none; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(commands_of(Scope.QUESTION)),
    ]

    def __init__(self, question: Question) -> None:
        """Ask.

        Args:
            question: what is asked.
        """
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question, its consequences and the two keys."""
        with Vertical():
            yield Static(self._question.text, id="question", markup=False)
            yield Static(spoken(self._question.more, keymap_of(self)), id="more", markup=False)
            yes, no = commands_of(Scope.QUESTION)
            answers = (replace(yes, footer=self._question.yes), replace(no, footer=self._question.no))
            yield KeyLine(answers, id="answers")

    def on_resize(self, event: events.Resize) -> None:
        """Leave the clock behind it as much room as there can be."""
        self.set_class(event.size.height < _LOW, "-low")
        self.set_class(event.size.height < _LOWEST, "-lowest")

    def action_answer(self, is_yes: bool) -> None:
        """Answer."""
        self.dismiss(is_yes)
