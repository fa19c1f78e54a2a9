"""Questions that need an answer before something happens.

They exist as one small dialog, since each is a sentence and two keys; space is never one of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from trackclock.keys import Scope, commands_of, spoken
from trackclock.ui import navigation
from trackclock.ui.access import keymap_of
from trackclock.ui.away.dialog import LOW, Dialog
from trackclock.ui.questions import Question
from trackclock.ui.widgets.cut_off import CutOff
from trackclock.ui.widgets.keys import bindings_of


class ConfirmDialog(Dialog[bool]):
    """One question; enter or y is yes, escape or n is no."""

    DEFAULT_CSS = """
    ConfirmDialog { background: transparent; overflow: hidden hidden;
        & > Vertical { width: 64; max-height: 100%; color: $foreground; border: heavy $accent; }
        & #question { text-style: bold; }
        & #answers { margin-top: 1; padding: 0; text-style: bold; }
        &.-low > Vertical, &.-lowest > Vertical { width: 100%; padding: 0 1; border: none; border-top: heavy $accent; }
        &.-low #answers, &.-lowest #answers { margin-top: 0; }
        &.-lowest #more { display: none; }
        /* Over a running session it lies on the band, and in the fewest rows on the keys: never on the clock, nor on
           the line that says whether all is saved. */
        &.-over-clock { align: center top;
            & > Vertical { padding: 0 1; border: none; border-left: heavy $accent; border-right: heavy $accent; }
            & #more { max-height: 2; }
            & #answers { margin-top: 0; } }
        &.-over-clock.-lowest { align: center bottom; } }
    """
    # In few rows the clock behind it needs all the room there is, and in the fewest the question says it all.
    VERTICAL_BREAKPOINTS = [(0, "-lowest"), (11, "-low"), (LOW, "-high")]  # noqa: RUF012 - Textual's own way
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
        yes, no, _ = commands_of(Scope.QUESTION)
        self.answers = (replace(yes, footer=question.yes), replace(no, footer=question.no))

    def on_mount(self) -> None:
        """See what lies below."""
        self.set_class(any(navigation.shows(below, "run") for below in self.app.screen_stack[-2:-1]), "-over-clock")

    def body(self) -> ComposeResult:
        """The question and its consequences."""
        yield Static(self._question.text, id="question", markup=False)
        yield CutOff(spoken(self._question.more, keymap_of(self)), id="more", markup=False)

    def action_leave(self) -> None:
        """Leave, where that is what is asked: the key that leaves says yes to nothing else."""
        if self._question.is_leaving:
            self.dismiss(True)

    def action_answer(self, is_yes: bool) -> None:
        """Answer."""
        self.dismiss(is_yes)
