"""A history into one file and back.

It exists so that a new laptop begins with the old one's sessions. Restoring merges: what is there stays as it is,
what is missing is added, and nothing is there twice however often the same file is restored.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from trackclock.adapters.locations import ensure_private_dir
from trackclock.adapters.store import opening, rows, schema
from trackclock.adapters.store.backup_file import read_backup, write_backup
from trackclock.adapters.store.faults import fault_in_words
from trackclock.adapters.store.merging import Merge, Restored
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.errors import StoreError
from trackclock.ports import StoredSession

__all__ = ["BackedUp", "Restored", "back_up", "restore"]


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds.

    Attributes:
        sessions: how many.
        unreadable: the ids of those that could not be read, and so are not in it.
    """

    sessions: int
    unreadable: tuple[str, ...] = ()


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

    A file that was cut off gives back the sessions before the cut.

    Args:
        store: the history; made if there is none.
        path: the file.

    Returns:
        What became of its sessions.

    Raises:
        StoreError: if the file cannot be read, or the history cannot be written.
    """
    found = read_backup(path)
    try:
        ensure_private_dir(store.path.parent)
        opened = opening.open_history(store.path, is_created=True)
        assert opened is not None  # noqa: S101 - it makes one
        try:
            with schema.transaction(opened.connection):
                restored = Merge(opened.connection, store.lock_path).all(found.sessions)
        finally:
            opened.connection.close()
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the history cannot be written: {fault_in_words(error, store.path)}") from error
    store.cache.refresh()
    return replace(restored, cut_off=found.cut_off)
