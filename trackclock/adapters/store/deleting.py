"""A session deleted, brought back, or deleted for good.

It exists apart from the writer because none of it concerns a running session: it is done at once, by whoever asks, on a
connection of its own, and is on the disk when it is said to be.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from trackclock.adapters.store import opening, rows, schema
from trackclock.adapters.store.deletions import Deletion, Fate, put, standing
from trackclock.adapters.store.faults import fault_in_words
from trackclock.adapters.store.handles import Handles
from trackclock.adapters.store.locks import FileLock, is_session_id
from trackclock.adapters.store.tables import DERIVED
from trackclock.errors import StoreError

_LAST_OF_GROUP: Final = """
    SELECT g.id FROM sessions s JOIN sessions g ON g.id = s."group" AND g."group" = g.id
    WHERE s.id = ? AND NOT EXISTS (SELECT 1 FROM sessions o WHERE o."group" = g.id AND o.id NOT IN (s.id, g.id))
"""


def decide(path: Path, handles: Handles, lock_path: Callable[[str], Path], decided: Deletion) -> None:
    """Decide about a session that nobody is writing; it is on the disk when this returns. Not for the UI thread.

    Args:
        path: the history.
        handles: who of this process has it open.
        lock_path: the file whose lock says that a running app holds a session.
        decided: what; twice the same is once.

    Raises:
        StoreError: if there is no such session, or none that can be deleted for good or brought back; if a running app
            holds it; if the history cannot be written.
    """
    session_id = decided.session_id
    try:
        # What has no name for a lock, as a damaged row may not, can be held by nobody.
        lock = FileLock.take(lock_path(session_id)) if is_session_id(session_id) else None
        if lock is None and is_session_id(session_id):
            raise StoreError("this session is being run or mended in another trackclock; leave it there first")
        try:
            _write(path, handles, decided)
        finally:
            if lock is not None:
                lock.release()
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the history cannot be written: {fault_in_words(error, path)}") from error


def _write(path: Path, handles: Handles, decided: Deletion) -> None:
    opened = opening.open_or_make(path, handles)
    is_for_good = decided.fate is Fate.ERASED
    with closing(opened.connection) as connection:
        if is_for_good:
            connection.execute("PRAGMA secure_delete = ON")  # what is taken out is overwritten
        with schema.transaction(connection):
            before = standing(connection).get(decided.session_id)
            fate = before.fate if before is not None else Fate.KEPT
            if fate is decided.fate:
                return
            _refuse(connection, decided, fate)
            put(connection, decided)
            if is_for_good:
                group_id = _group_left_over(connection, decided.session_id)
                _take_out(connection, decided.session_id)
                if group_id is not None:
                    put(connection, replace(decided, session_id=group_id))
                    _take_out(connection, group_id)
        if is_for_good:
            with suppress(sqlite3.Error):  # another app reads it right now: the next round of the log overwrites it
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _refuse(connection: sqlite3.Connection, decided: Deletion, fate: Fate) -> None:
    """Say why a decision cannot follow the one before it.

    Raises:
        StoreError: if it cannot.
    """
    if fate is Fate.ERASED or not rows.is_known(connection, decided.session_id):
        raise StoreError(f"there is no session {decided.session_id} in the history any more")
    if decided.fate is Fate.ERASED and fate is not Fate.DELETED:
        raise StoreError("only a session that is deleted can be deleted for good")


def _group_left_over(connection: sqlite3.Connection, session_id: str) -> str | None:
    """The id of the group of which a session is the last one there; its own log tells of nobody then."""
    found = connection.execute(_LAST_OF_GROUP, (session_id,)).fetchone()
    return str(found[0]) if found is not None else None


def _take_out(connection: sqlite3.Connection, session_id: str) -> None:
    """Remove a session and all that was derived from it."""
    (key,) = connection.execute("SELECT key FROM sessions WHERE id = ?", (session_id,)).fetchone()
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in DERIVED:
        if table in tables:
            connection.execute(f"DELETE FROM {table} WHERE session = ?", (key,))  # noqa: S608 - names of ours
    connection.execute("DELETE FROM events WHERE session = ?", (key,))
    connection.execute("DELETE FROM sessions WHERE key = ?", (key,))
