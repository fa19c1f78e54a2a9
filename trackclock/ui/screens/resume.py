"""The dialog that asks how to go on with a session that did not finish.

It exists because only the runner knows whether the clock should have kept running.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.core.durations import format_duration
from trackclock.keys import Scope, commands_of
from trackclock.ui.away.dialog import Dialog
from trackclock.ui.widgets.keys import bindings_of

_KEYS = (*(command for command in commands_of(Scope.OFFER) if command.id != "file_away"), *commands_of(Scope.RESUME))


class ResumeScreen(Dialog[bool | None]):
    """Gives back True for a clock that kept running, False for one that stood still, None for neither."""

    DEFAULT_CSS = """
    ResumeScreen KeyLine { margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(_KEYS),
    ]

    def __init__(self, gone_ms: int, *, can_keep: bool) -> None:
        """Ask.

        Args:
            gone_ms: how long ago the log ends.
            can_keep: whether the clock may have kept running.
        """
        super().__init__()
        self._gone_ms = gone_ms
        self._can_keep = can_keep
        self.answers = _KEYS if can_keep else _KEYS[1:]

    def body(self) -> ComposeResult:
        """What there is to choose from."""
        yield Static(Content.styled("Go on with this session?", "bold"))
        words = "It lies too far back for its clock to have kept running. Carry on from where it stopped?"
        if self._can_keep:
            words = (
                f"It was last seen {format_duration(self._gone_ms)} ago. Keep the clock running, as if nothing "
                "had happened, or carry on from where it stopped."
            )
        yield Static(Content(words))

    def action_keep_running(self) -> None:
        """As if nothing had happened."""
        if self._can_keep:
            self.dismiss(True)

    def action_carry_on(self) -> None:
        """From where it stopped."""
        self.dismiss(False)

    def action_back(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
