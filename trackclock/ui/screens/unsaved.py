"""The dialog that stands between leaving and losing what the history did not take.

It exists because a session cannot be run twice: who leaves is told what is not saved and why, and is offered a file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from trackclock.errors import StoreError, TrackclockError
from trackclock.keys import Scope, commands_of
from trackclock.ui.away.dialog import Dialog
from trackclock.ui.background import Background
from trackclock.ui.widgets.keys import bindings_of
from trackclock.ui.widgets.line_input import LineInput
from trackclock.ui.words import clean, plural

if TYPE_CHECKING:
    from trackclock.application.unsaved import Unsaved
    from trackclock.ports import SessionStore

_KEYS = commands_of(Scope.UNSAVED)

_LOOK_AGAIN_S = 0.5
"""How soon the dialog goes away once the history has taken everything after all."""

_LONGEST = 1_000


class UnsavedScreen(Dialog[bool], Background):
    """Gives back whether the app can be left."""

    DEFAULT_CSS = """
    UnsavedScreen > Vertical { width: 84; }
    UnsavedScreen #why { color: $background; background: $error; text-style: bold; padding: 0 1; }
    UnsavedScreen #what { margin-top: 1; }
    UnsavedScreen #answers { padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(_KEYS),
    ]

    def __init__(self, unsaved: Unsaved, store: SessionStore, *, can_stay: bool) -> None:
        """Ask.

        Args:
            unsaved: what is not saved.
            store: for the reason.
            can_stay: whether there is a screen to go back to.
        """
        super().__init__()
        self._unsaved = unsaved
        self._store = store
        self._can_stay = can_stay
        self.answers = tuple(key for key in _KEYS if can_stay or key.id != "back")

    def body(self) -> ComposeResult:
        """What is not saved and why, the file, the keys."""
        sessions = self._unsaved.sessions
        names = ", ".join(clean(session.header.plan.name)[:60] for session in sessions[:3])
        yield Static(id="why")
        yield Static(
            Content(
                f"{plural(len(sessions), 'session')} would be lost, in part or whole: {names}.\n"
                "Save it in this file; `trackclock restore FILE` brings it back. It is also tried again and "
                "again to save it in the history as long as this stands here."
            ),
            id="what",
        )
        yield LineInput(str(self._unsaved.proposal()), max_length=_LONGEST)
        yield Static(id="wrong")

    def on_mount(self) -> None:
        """Say why, and look whether it is over by itself."""
        self._look()
        self.set_interval(_LOOK_AGAIN_S, self._look)

    def _look(self) -> None:
        if not self._unsaved.is_needed and not self.is_asking("save"):
            self.dismiss(True)
            return
        why = self._store.fault
        self.query_one("#why", Static).update(Content(f"NOT SAVED: {clean(why)}" if why else "NOT SAVED"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Nothing is wrong with what is still being typed."""
        event.stop()
        self.show_wrong("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save it in that file."""
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Save it in that file; a disk that hangs must not hold up the dialog."""
        typed = self.query_one(Input).value.strip()
        if not typed:
            self._refuse(StoreError("write the name of a file"))
            return
        self.ask(lambda: self._save(typed), self._saved, group="save", failed=self._refuse)

    def _save(self, typed: str) -> None:
        try:
            path = Path(typed).expanduser().absolute()
            if path.is_dir():
                path /= self._unsaved.proposal().name
            self._unsaved.save(path)
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreError(f"cannot write {typed}: {error}") from error

    def _saved(self, _: None) -> None:
        self.dismiss(True)

    def _refuse(self, error: TrackclockError) -> None:
        self.show_wrong(clean(str(error)))

    def action_stay(self) -> None:
        """Back to the app."""
        if self._can_stay:
            self.dismiss(False)

    def action_give_up(self) -> None:
        """Leave without it."""
        self._unsaved.is_given_up = True
        self.dismiss(True)
