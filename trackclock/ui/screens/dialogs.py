"""Questions that need an answer before something happens.

They exist as one small dialog, since each is a sentence and two keys; space is never one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static


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


class ConfirmDialog(ModalScreen[bool]):
    """One question; enter or y is yes, escape or n is no."""

    DEFAULT_CSS = """
    ConfirmDialog { align: center bottom; background: transparent; }
    ConfirmDialog > Vertical {
        width: 64; max-width: 100%; height: auto; padding: 1 2;
        background: $panel; color: $foreground; border: heavy $accent;
    }
    ConfirmDialog #question { text-style: bold; }
    ConfirmDialog #answers { margin-top: 1; text-style: bold; }
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
            yield Static(f"enter  {self._question.yes}      esc  {self._question.no}", id="answers", markup=False)

    def action_answer(self, is_yes: bool) -> None:
        """Answer."""
        self.dismiss(is_yes)
