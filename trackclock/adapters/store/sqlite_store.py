"""The store as the app knows it: one object that writes logs and reads them.

It exists to put the writer, the readers and the locks together behind `ports.SessionStore`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from trackclock.adapters.locations import HISTORY_NAME
from trackclock.adapters.store import left, rows
from trackclock.adapters.store.cache import Cache
from trackclock.adapters.store.handles import Handles
from trackclock.adapters.store.locks import FileLock, is_session_id
from trackclock.adapters.store.reader import Reader
from trackclock.adapters.store.readiness import trouble_of
from trackclock.adapters.store.writer import OpenSession, Writer
from trackclock.core.events import Entry
from trackclock.errors import StoreError
from trackclock.ports import SessionHeader, StoredGroup, StoredSession

_CHECKED: Final = "check"
"""The name of the lock that is taken only to see whether one can be."""

_LET_GO_S: Final = 1.0
"""So long a change just made to a session may take to reach the disk before it is deleted."""

_UNFINISHED_OF: Final = 40
"""When every log has to be summed up anew, the start of the app waits for no more than the newest few."""


class SqliteStore:
    """The history in one folder. Making it opens nothing; `begin` and `append` never wait.

    Attributes:
        path: the database, past all links.
        handles: whose connections there are.
        reader: the connection for reading, for whoever answers other questions from the same history.
        cache: keeps the derived tables up with the logs.
    """

    def __init__(self, folder: Path, on_saved: Callable[[], None] | None = None) -> None:
        """Prepare.

        Args:
            folder: the data folder; made when something is first written.
            on_saved: called from the writing thread whenever `saved_through`, `fault` or `notice` may have changed.
        """
        # Wherever links lead to: there SQLite keeps its log, and there alone two apps meet that come by two links.
        self.path = Path(os.path.realpath(folder / HISTORY_NAME))
        self.handles = Handles()
        self._writer = Writer(self.path, self.handles, on_saved)
        self.reader = Reader(self.path, self.handles, self._writer.tell)
        # The reader first: it waits for the writer in its turn, and the writer for nobody in its own.
        self.handles.join(self.reader)
        self.handles.join(self._writer)
        self.cache = Cache(self.reader)

    @property
    def fault(self) -> str | None:
        """Why the newest write has not reached the disk, or why none could, in words; None while all is well."""
        return self._writer.fault

    @property
    def notice(self) -> str | None:
        """What the user has to be told of the history's file (it was damaged and moved aside); None as a rule."""
        return self._writer.notice

    def check(self) -> None:
        """Find out before the first press whether a session could be saved; `fault` says why not. For a thread."""
        self._writer.check(lambda: trouble_of(self.path, self.lock_path(_CHECKED), self.reader))

    def begin(self, header: SessionHeader) -> None:
        """Queue a new session, which this app holds from then on.

        Raises:
            StoreError: if it is open already, or its id cannot be the name of a file.
        """
        self._checked(header.id)
        self._writer.add(OpenSession(header))

    def append(self, session_id: str, entries: Sequence[Entry]) -> None:
        """Queue entries of a session that this app holds; those of one call are saved together or not at all.

        Raises:
            StoreError: if this app does not hold the session.
            ValueError: if their numbers do not go on where the log ends.
        """
        self._writer.append(session_id, entries)

    def together(self) -> AbstractContextManager[object]:
        """What is begun and appended within it, of whatever sessions, is saved together or not at all."""
        return self._writer.condition  # the thread takes under it what it writes next, all in one transaction

    def saved_through(self, session_id: str) -> int:
        """The highest sequence number of that session that is on disk; -1 for none. Never blocks."""
        return self._writer.saved_through(session_id)

    def unsaved(self) -> tuple[StoredSession, ...]:
        """The sessions of which anything is not on disk, each whole, to be saved elsewhere on leaving."""
        return self._writer.unsaved()

    def save_unsaved(self, path: Path) -> int:
        """Write the sessions of which anything is not on disk into a file that `restore` reads.

        Args:
            path: the file, on a disk that works; an older one is replaced.

        Returns:
            How many sessions there were; for none nothing is written.

        Raises:
            StoreError: if it cannot be written.
        """
        from trackclock.adapters.store.backup_file import write_backup

        unsaved = self.unsaved()
        return write_backup(path, unsaved) if unsaved else 0

    def flush(self, timeout_s: float) -> bool:
        """Wait until everything queued is on disk; False if it is not in time."""
        return self._writer.flush(timeout_s)

    def read(self, session_id: str) -> StoredSession:
        """One session whole, with what is not on the disk yet.

        Raises:
            StoreError: if there is none of that id, or it cannot be read.
        """
        with self._writer.condition:
            if session := self._writer.sessions.get(session_id):
                return StoredSession(session.header, tuple(session.entries))
        found = self.reader.ask(lambda connection: rows.read_session(connection, session_id), None)
        if found is None:
            raise StoreError(f"there is no session {session_id} in the history")
        return found

    def unfinished(self) -> tuple[StoredSession, ...]:
        """The newest sessions without a goodbye that no running app holds, newest first; no unreadable ones.

        Those of a group that can be gone on with as a whole are none of them.

        Raises:
            StoreError: if the history cannot be read.
        """
        nothing: tuple[str, ...] = ()
        ids = self.cache.ask(left.sessions, nothing, at_most=_UNFINISHED_OF)
        return tuple(each[0] for session_id in ids if (each := self._read_free((session_id,))))

    def unfinished_groups(self) -> tuple[StoredGroup, ...]:
        """The newest groups without a goodbye of which no running app holds anything, newest first.

        Raises:
            StoreError: if the history cannot be read.
        """
        nothing: tuple[tuple[str, ...], ...] = ()
        groups = self.cache.ask(left.groups, nothing, at_most=_UNFINISHED_OF)
        return tuple(StoredGroup(each[0], each[1:]) for ids in groups if (each := self._read_free(ids)))

    def _read_free(self, session_ids: Sequence[str]) -> tuple[StoredSession, ...]:
        """Some sessions whole, read under their locks; none where a running app has one, or one cannot be read."""
        locks: list[FileLock] = []
        try:
            for session_id in session_ids:
                lock = FileLock.take(self.lock_path(session_id)) if is_session_id(session_id) else None
                if lock is None:
                    return ()
                locks.append(lock)
            return tuple(map(self.read, session_ids))
        except (OSError, StoreError):
            return ()
        finally:
            for lock in locks:
                lock.release()

    def hold(self, session_id: str) -> bool:
        """Take hold of a stored session to go on with it; False if another app has it.

        Raises:
            StoreError: if there is none of that id, or it cannot be read or locked.
        """
        if self._writer.keep(session_id):
            return True
        try:
            lock = FileLock.take(self.lock_path(self._checked(session_id)))
        except OSError as error:
            raise StoreError(f"session {session_id} cannot be locked: {error}") from error
        if lock is None:
            return False
        try:
            # Read under the lock: nobody adds to it any more.
            stored = self.read(session_id)
            self._writer.add(OpenSession(stored.header, list(stored.log), lock, saved=len(stored.log)))
        except BaseException:
            lock.release()
            raise
        return True

    def hold_all(self, session_ids: Sequence[str]) -> bool:
        """Take hold of several stored sessions; of none if another app has any, or any cannot be read.

        Raises:
            StoreError: as `hold`.
        """
        held: list[str] = []
        try:
            held.extend(session_id for session_id in session_ids if self.hold(session_id))
        finally:
            if len(held) < len(session_ids):
                for session_id in held:
                    self.release(session_id)
        return len(held) == len(session_ids)

    def release(self, session_id: str) -> None:
        """Let go of a session as soon as it is saved."""
        self._writer.release(session_id)

    def delete(self, session_id: str, wall_ms: int) -> None:
        """Take a session out of sight and out of every total; it can be brought back.

        Raises:
            StoreError: if there is none of that id, a running app has it, or it cannot be written.
        """
        self._decide(session_id, "deleted", wall_ms)

    def bring_back(self, session_id: str, wall_ms: int) -> None:
        """Bring a deleted session back.

        Raises:
            StoreError: as `delete`.
        """
        self._decide(session_id, "kept", wall_ms)

    def erase(self, session_id: str, wall_ms: int) -> None:
        """Delete a session for good that is deleted already.

        Raises:
            StoreError: as `delete`, or if it is not deleted.
        """
        self._decide(session_id, "erased", wall_ms)

    def deleted(self) -> frozenset[str]:
        """The ids of all sessions that were deleted, for good or not.

        Raises:
            StoreError: if they cannot be read.
        """
        from trackclock.adapters.store.deletions import out_of_sight

        nobody: frozenset[str] = frozenset()
        return self.reader.ask(out_of_sight, nobody)

    def _decide(self, session_id: str, fate: str, wall_ms: int) -> None:
        from trackclock.adapters.store.deleting import decide
        from trackclock.adapters.store.deletions import Deletion, Fate

        if not self._writer.has_let_go(session_id, _LET_GO_S):
            raise StoreError("this session is still being written; wait until it is saved")
        decide(self.path, self.handles, self.lock_path, Deletion(session_id, Fate(fate), wall_ms))

    def close(self) -> None:
        """Write what is queued, with one attempt, and let go of everything; safe to call twice.

        The last app to do so leaves all of the history in its one file.
        """
        self._writer.close()
        self.reader.close()

    def lock_path(self, session_id: str) -> Path:
        """The file whose lock says that a running app holds the session."""
        return self._writer.lock_path(session_id)

    @staticmethod
    def _checked(session_id: str) -> str:
        if not is_session_id(session_id):
            raise StoreError(f"{session_id!r} cannot be the id of a session")
        return session_id
