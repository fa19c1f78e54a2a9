"""Sessions deleted from a list of them, brought back, and deleted for good.

It exists apart from the list because it is the same whatever else the list shows. A deletion is on the disk at once;
the line stays in sight, struck through, until the list is left, so that a slip of a key is seen and undone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from trackclock.core.commands import key_of
from trackclock.ui import navigation
from trackclock.ui.access import keymap_of, services_of
from trackclock.ui.background import Background
from trackclock.ui.questions import Question
from trackclock.ui.words import clean, local_text

if TYPE_CHECKING:
    from trackclock.ports import SessionRow, SessionStore


class Deletes(Background):
    """A mixin for a screen with a list of past sessions."""

    _deleted_here: dict[str, str] | None = None
    is_bin = False
    """Whether the deleted sessions are shown, and no others."""

    @property
    def chosen(self) -> SessionRow | None:
        """The session under the cursor."""
        raise NotImplementedError

    def load(self) -> None:
        """Read what is shown again, the cursor where it is."""
        raise NotImplementedError

    def show_filtered(self) -> None:
        """Read what is shown, the cursor on the first line."""
        raise NotImplementedError

    @property
    def deleted_here(self) -> dict[str, str]:
        """What was deleted since the list was opened, and stays in sight: names by id, the newest last."""
        if self._deleted_here is None:
            self._deleted_here = {}
        return self._deleted_here

    def action_delete(self) -> None:
        """Delete the session under the cursor; one that is deleted for good, which is asked about."""
        row = self.chosen
        if row is None:
            return
        if not row.is_deleted:
            again = f"{clean(row.name)} is deleted and counts nowhere. {self._key('undo')} brings it back"
            self._decide(row, lambda store, now: store.delete(row.id, now), f"{again}.", deleted=True)
            return

        def decide(is_wanted: bool | None) -> None:
            if is_wanted:
                gone = f"{clean(row.name)} is deleted for good."
                self._decide(row, lambda store, now: store.erase(row.id, now), gone, deleted=False)

        self.app.push_screen(navigation.confirm(for_good(row)), decide)

    def action_undo(self) -> None:
        """Bring back the deleted session under the cursor, or else the one that was deleted last."""
        row = self.chosen
        if row is not None and row.is_deleted:
            session_id, name = row.id, row.name
        elif self.deleted_here:
            session_id, name = list(self.deleted_here.items())[-1]
        else:
            where = "" if self.is_bin else f" {self._key('deleted')} shows what was deleted before."
            self.notify(f"Nothing was deleted here.{where}")
            return
        back = f"{clean(name)} is back, and counts again."
        self._ask_store(
            session_id, lambda store, now: store.bring_back(session_id, now), lambda: self._take_back(session_id), back
        )

    def action_bin(self) -> None:
        """Show the deleted sessions, or all others again."""
        self.is_bin = not self.is_bin
        self.show_filtered()

    def _take_back(self, session_id: str) -> None:
        self.deleted_here.pop(session_id, None)

    def _decide(
        self, row: SessionRow, decision: Callable[[SessionStore, int], None], words: str, *, deleted: bool
    ) -> None:
        def then() -> None:
            self._take_back(row.id)
            if deleted:
                self.deleted_here[row.id] = row.name

        self._ask_store(row.id, decision, then, words)

    def _ask_store(
        self, session_id: str, decision: Callable[[SessionStore, int], None], then: Callable[[], None], words: str
    ) -> None:
        services = services_of(self)
        now_ms = services.clock.wall_ms()

        def done(_: None) -> None:
            then()
            self.notify(words, markup=False)
            self.awaited.add("load")  # the next key is about what the line says then
            self.load()

        # A group for each session: that another one is deleted must not make this one void.
        self.ask(lambda: decision(services.store, now_ms), done, group=f"delete {session_id}", is_awaited=True)

    def _key(self, command_id: str) -> str:
        return keymap_of(self).key_of(command_id)


def for_good(row: SessionRow) -> Question:
    """Whether a session may be deleted for good."""
    return Question(
        "Delete it for good?",
        f"{clean(row.name)}, {local_text(row.started_wall_ms, row.utc_offset_s)}\n"
        "Its times are taken out of the history; no key brings them back.",
        "delete it for good",
        "leave it deleted",
    )


NOTHING_DELETED = f"No session is deleted.\nPress {key_of('back')} to see your sessions."
