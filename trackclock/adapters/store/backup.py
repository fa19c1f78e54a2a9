"""A history into one file and back.

It exists so that a new laptop begins with the old one's sessions. Restoring merges: what is there stays as it is,
what is missing is added, and nothing is there twice however often the same file is restored.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from trackclock.adapters.locations import ensure_private_dir
from trackclock.adapters.store import opening, rows, schema
from trackclock.adapters.store.backup_file import read_backup, write_backup
from trackclock.adapters.store.deletions import Fate, standing
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
        sessions: how many, the deleted ones too.
        unreadable: the ids of those that could not be read, and so are not in it.
        deleted: how many of the sessions are deleted.
    """

    sessions: int
    unreadable: tuple[str, ...] = ()
    deleted: int = 0


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
    groups = 0
    unsaved = {session.header.id: session for session in store.unsaved()}

    def counted(sessions: Iterable[StoredSession]) -> Iterator[StoredSession]:
        nonlocal groups
        for session in sessions:
            groups += session.header.is_group  # in the file it is a log like any other, but it is no session
            yield session

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

    def write(connection: sqlite3.Connection) -> tuple[int, int]:
        decided = standing(connection)
        count = write_backup(path, counted(stored(connection)), decided) - groups
        deleted = {one.session_id for one in decided.values() if one.fate is Fate.DELETED}
        return count, len(deleted - set(unreadable))

    found = store.reader.ask(write, None)
    if found is None:  # there is no database yet
        return BackedUp(write_backup(path, counted(unsaved.values())) - groups)
    return BackedUp(found[0], tuple(unreadable), found[1])


def restore(store: SqliteStore, path: Path, *, with_deleted: bool = False) -> Restored:
    """Merge a backup into the history: all of it, or nothing if anything is wrong.

    A file that was cut off gives back the sessions before the cut.

    Args:
        store: the history; made if there is none.
        path: the file.
        with_deleted: whether what was deleted, here or there, comes back as well.

    Returns:
        What became of its sessions.

    Raises:
        StoreError: if the file cannot be read, or the history cannot be written.
    """
    found = read_backup(path)
    try:
        ensure_private_dir(store.path.parent)
        opened = opening.open_or_make(store.path, store.handles)
        try:
            with schema.transaction(opened.connection):
                merge = Merge(opened.connection, store.lock_path, found.deletions, with_deleted=with_deleted)
                restored = merge.all(found.sessions)
        finally:
            opened.connection.close()
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the history cannot be written: {fault_in_words(error, store.path)}") from error
    store.cache.refresh()
    return replace(restored, cut_off=found.cut_off)
