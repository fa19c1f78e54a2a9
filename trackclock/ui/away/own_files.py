"""The user's own session files, deleted, brought back and renamed from the list of them.

It exists apart from the list, which only says what is under its cursor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackclock.ui import navigation
from trackclock.ui.access import keymap_of
from trackclock.ui.background import Background
from trackclock.ui.words import clean

if TYPE_CHECKING:
    from trackclock.application.own_files import PutAway
    from trackclock.application.session_file import SessionFile


class KeepsFiles(Background):
    """A mixin for a screen with a list of session files."""

    _put_away: tuple[PutAway, ...] = ()
    """What was deleted since the app was started, the newest last."""

    @property
    def chosen(self) -> SessionFile | None:
        """The file under the cursor."""
        raise NotImplementedError

    def select(self, name: str) -> None:
        """Read the list again, the cursor on the user's own file of a name, or where it was."""
        raise NotImplementedError

    def action_delete(self) -> None:
        """Delete the file under the cursor; it can be brought back."""
        if (file := self._own_file("deleted")) is None:
            return

        def question() -> PutAway:
            from trackclock.application.own_files import put_away

            return put_away(file)

        def then(away: PutAway) -> None:
            self._put_away = (*self._put_away, away)
            key = keymap_of(self).key_of("undo")
            self.notify(f"{clean(file.name)} is deleted. {key} brings it back.", markup=False)
            self.select("")

        self.ask(question, then, group=f"delete {file.name}", is_awaited=True)

    def action_undo(self) -> None:
        """Bring back the file that was deleted last."""
        if not self._put_away:
            self.notify("Nothing was deleted here.")
            return
        away, self._put_away = self._put_away[-1], self._put_away[:-1]

        def question() -> SessionFile:
            from trackclock.application.own_files import bring_back

            return bring_back(away)

        def then(file: SessionFile) -> None:
            self.notify(f"{clean(file.name)} is back.", markup=False)
            self.select(file.name)

        self.ask(question, then, group=f"bring back {away.place}", is_awaited=True)

    def action_rename(self) -> None:
        """Give the file under the cursor another name."""
        if (file := self._own_file("renamed")) is None:
            return
        from trackclock.application.own_files import refusal_of, rename

        def then(name: str | None) -> None:
            if name is not None and name != file.stem:
                self.ask(
                    lambda: rename(file, name),
                    lambda renamed: self.select(renamed.name),
                    group="rename",
                    is_awaited=True,
                )

        title = f"Another name for the file {file.name}"
        self.app.push_screen(
            navigation.ask_line(title, file.stem, "its name", lambda name: refusal_of(file, name)), then
        )

    def _own_file(self, what: str) -> SessionFile | None:
        file = self.chosen
        if file is not None and not file.is_own:
            key = keymap_of(self).key_of("duplicate")
            words = f"{clean(file.name)} comes with trackclock and cannot be {what}; {key} copies it."
            self.notify(words, markup=False)
            return None
        return file
