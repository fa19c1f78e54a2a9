"""Questions that need an answer before something happens.

They exist as one small dialog, since each is a sentence and two keys; space is never one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from trackclock.ui.widgets.keys import Key, KeyLine
from trackclock.ui.words import clean


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        text: the question.
        more: what follows from a yes.
        yes: what yes means, in a word or two.
        no: what no means.
    """

    text: str
    more: str
    yes: str = "yes"
    no: str = "no"


LEAVE = Question(
    "Leave this session?",
    "It is kept as stopped; go on with it from the history.\nThe clock runs on meanwhile, and space still counts.",
    "leave",
    "stay",
)

LEAVE_DEMO = Question(
    "Leave this session?",
    "Nothing of it is kept: a demo has a history of its own.\nThe clock runs on meanwhile, and space still counts.",
    "leave",
    "stay",
)

LOSE_WORDS = Question("Leave without saving?", "What you wrote since the last save is lost.", "leave", "stay")

SAVE_DRAFT = Question(
    "There is an error in it. Save it as a draft?",
    "A draft is listed with your sessions and can be run once\nthe error is put right (F4 goes there).",
    "save as a draft",
    "go on writing",
)


def replacing(name: str) -> Question:
    """Whether a file may be replaced."""
    return Question(
        f"Replace {clean(name)}?",
        "A file of that name is there, or it was changed elsewhere.\nGive this one another name to keep both.",
        "replace it",
        "do not save",
    )


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
        Binding("y,enter,q", "answer(True)", "yes", show=False),
        Binding("n,escape", "answer(False)", "no", show=False),
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
            yield Static(self._question.more, id="more", markup=False)
            yes = Key("enter", "enter", "answer(True)", self._question.yes, self._question.yes)
            no = Key("escape", "esc", "answer(False)", self._question.no, self._question.no)
            yield KeyLine((yes, no), id="answers")

    def on_resize(self, event: events.Resize) -> None:
        """Leave the clock behind it as much room as there can be."""
        self.set_class(event.size.height < _LOW, "-low")
        self.set_class(event.size.height < _LOWEST, "-lowest")

    def action_answer(self, is_yes: bool) -> None:
        """Answer."""
        self.dismiss(is_yes)
