"""A history into one file and back.

It exists so that a new laptop begins with the old one's sessions. Restoring merges: what is there stays as it is,
what is missing is added, and nothing is there twice however often the same file is restored.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from trackclock.adapters.locations import ensure_private_dir
from trackclock.adapters.store import opening, rows, schema
from trackclock.adapters.store.backup_file import read_backup, write_backup
from trackclock.adapters.store.faults import fault_in_words
from trackclock.adapters.store.locks import FileLock
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.errors import StoreError
from trackclock.ports import StoredSession


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds.

    Attributes:
        sessions: how many.
        unreadable: the ids of those that could not be read, and so are not in it.
    """

    sessions: int
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of the sessions of a backup.

    Attributes:
        added: were not there.
        extended: were there with a shorter log, which now goes on.
        unchanged: were there already, with all of it or more.
        beside: ids of those of which something else was there under the same id; both are kept, this one under
            the id given here.
        held: ids of those that a running app is writing, and that were left alone.
    """

    added: int = 0
    extended: int = 0
    unchanged: int = 0
    beside: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


def back_up(store: SqliteStore, path: Path) -> BackedUp:
    """Write the whole history into one file, with what is not on the disk yet.

    Args:
        store: the history.
        path: the file; an older one is replaced once the new one is whole.

    Returns:
        How much is in it.

    Raises:
        StoreError: if the history cannot be read or the file cannot be written.
    """
    unreadable: list[str] = []
    unsaved = {session.header.id: session for session in store.unsaved()}

    def stored(connection: sqlite3.Connection) -> Iterator[StoredSession]:
        for (session_id,) in connection.execute("SELECT id FROM sessions ORDER BY started_wall_ms, id"):
            try:
                session = unsaved.pop(session_id, None) or rows.read_session(connection, session_id)
            except StoreError:
                unreadable.append(session_id)
            else:
                if session:
                    yield session
        yield from unsaved.values()

    count = store.reader.ask(lambda connection: write_backup(path, stored(connection)), -1)
    if count < 0:  # there is no database yet
        count = write_backup(path, unsaved.values())
    return BackedUp(count, tuple(unreadable))


def restore(store: SqliteStore, path: Path) -> Restored:
    """Merge a backup into the history: all of it, or nothing if anything is wrong.

    Args:
        store: the history; made if there is none.
        path: the file.

    Returns:
        What became of its sessions.

    Raises:
        StoreError: if the file cannot be read, or the history cannot be written.
    """
    sessions = read_backup(path)
    try:
        ensure_private_dir(store.path.parent)
        opened = opening.open_history(store.path, is_created=True)
        assert opened is not None  # noqa: S101 - it makes one
        try:
            with schema.transaction(opened.connection):
                restored = _Merge(store, opened.connection).all(sessions)
        finally:
            opened.connection.close()
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the history cannot be written: {fault_in_words(error, store.path)}") from error
    store.cache.refresh()
    return restored


class _Merge:
    """Merges sessions within one transaction."""

    def __init__(self, store: SqliteStore, connection: sqlite3.Connection) -> None:
        self._store = store
        self._connection = connection
        self._counts = {"added": 0, "extended": 0, "unchanged": 0}
        self._beside: list[str] = []
        self._held: list[str] = []

    def all(self, sessions: tuple[StoredSession, ...]) -> Restored:
        """Merge every one of them."""
        for session in sessions:
            self._merge(session)
        return Restored(**self._counts, beside=tuple(self._beside), held=tuple(self._held))

    def _merge(self, session: StoredSession) -> None:
        session_id = session.header.id
        try:
            known = rows.read_session(self._connection, session_id)
        except StoreError:
            # What is there cannot be read, so it cannot be compared either: it stays, and this one comes beside it.
            self._merge_beside(session, "")
            return
        if known is None:
            self._put(session)
            self._counts["added"] += 1
            return
        if known.header != session.header:
            self._merge_beside(session, "")
            return
        for here, there in zip(known.log, session.log, strict=False):
            if here != there:
                self._merge_beside(session, repr(rows.entry_row(there)))
                return
        if len(known.log) >= len(session.log):
            self._counts["unchanged"] += 1
            return
        lock = FileLock.take(self._store.lock_path(session_id))
        if lock is None:
            self._held.append(session_id)
            return
        try:
            self._put(session)
            self._counts["extended"] += 1
        finally:
            lock.release()

    def _merge_beside(self, session: StoredSession, first_difference: str) -> None:
        """Keep a session under another id, made of what sets it apart, so that it is the same one the next time."""
        apart = repr(rows.header_row(session.header)) + first_difference
        digest = hashlib.sha256(apart.encode("utf-8", "backslashreplace")).hexdigest()[:8]
        other = f"{session.header.id[:55]}-{digest}"
        self._merge(replace(session, header=replace(session.header, id=other)))
        self._beside.append(other)

    def _put(self, session: StoredSession) -> None:
        rows.put_entries(self._connection, rows.put_header(self._connection, session.header), session.log)
