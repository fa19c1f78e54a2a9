"""What is neither in the history nor in a file when the app is left, and how it gets into one.

It exists so that the dialog, a signal and the command line save it by the same rules: no file that was there is
replaced, nothing is saved twice, and it is known afterwards what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from trackclock.application.lazy import Lazy
from trackclock.errors import StoreError

if TYPE_CHECKING:
    from trackclock.ports import SessionStore, StoredSession


class Unsaved:
    """What the history does not take, and saves it beside the history.

    Attributes:
        path: the file in which everything that was unsaved was put last; None while there is none.
        is_given_up: whether the user wants to leave without it.
        trouble: why no place took it; empty as a rule.
    """

    def __init__(
        self, store: Lazy[SessionStore], places: Callable[[str], Iterable[Path]], *, is_throwaway: bool
    ) -> None:
        """Prepare; nothing is looked at yet.

        Args:
            store: the history, which is not made only to be asked.
            places: files to be tried, best first; given the id of the newest session that is not saved.
            is_throwaway: whether nothing of this history is worth keeping.
        """
        self._store = store
        self._places = places
        self._is_throwaway = is_throwaway
        self._kept: tuple[StoredSession, ...] = ()
        self.path: Path | None = None
        self.is_given_up = False
        self.trouble = ""

    @property
    def sessions(self) -> tuple[StoredSession, ...]:
        """The sessions of which anything is not in the history; none of a throwaway one's."""
        store = self._store.made
        return () if store is None or self._is_throwaway else store.unsaved()

    @property
    def is_needed(self) -> bool:
        """Whether anything would be lost if the app ended now, and the user does not want that."""
        return not self.is_given_up and any(session not in self._kept for session in self.sessions)

    def proposal(self) -> Path:
        """The file to be proposed."""
        return next(iter(self._places(self._newest())), Path(f"trackclock-{self._newest()}.jsonl"))

    def save(self, path: Path) -> None:
        """Save everything that is not in the history into one file.

        Args:
            path: the file; nothing but an earlier one of ours is replaced.

        Raises:
            StoreError: if it cannot be written, or there is another file of that name.
        """
        if path != self.path and (path.exists() or path.is_symlink()):
            raise StoreError(f"choose another name: {path} is there already")
        sessions = self.sessions
        if self._store.get().save_unsaved(path):
            self._kept, self.path, self.trouble = sessions, path, ""

    def save_anywhere(self) -> bool:
        """Save it at the first place that takes it, without asking.

        Returns:
            Whether nothing is lost.
        """
        if not self.is_needed:
            return True
        for path in self._places(self._newest()):
            try:
                self.save(path)
            except (StoreError, OSError) as error:
                self.trouble = str(error)
            else:
                return True
        return False

    def _newest(self) -> str:
        return max((session.header.id for session in self.sessions), default="session")
