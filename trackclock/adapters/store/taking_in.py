"""A session from elsewhere into the history: once, whoever brings it and however often.

It exists apart from the writer because none of it concerns a running session, and apart from the merging of backups
because what is here is never extended by a file: it may have been mended since.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from enum import StrEnum

from trackclock.adapters.locations import ensure_private_dir
from trackclock.adapters.store import opening, rows, schema
from trackclock.adapters.store.deletions import Deletion, Fate, put, standing
from trackclock.adapters.store.faults import fault_in_words
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.errors import StoreError
from trackclock.ports import StoredSession


class Known(StrEnum):
    """What a history knows of a session."""

    NEW = "new"
    """Nothing."""
    THERE = "there"
    """It is there."""
    DELETED = "deleted"
    """It is there, and the runner has deleted it."""
    ERASED = "erased"
    """The runner has deleted it for good."""


def known_of(store: SqliteStore, session_id: str) -> Known:
    """What a history knows of a session.

    Raises:
        StoreError: if that cannot be read.
    """
    return store.reader.ask(lambda connection: _known(connection, session_id), Known.NEW)


def take_in(store: SqliteStore, session: StoredSession, wall_ms: int, *, with_deleted: bool = False) -> Known:
    """Take a session in unless it is known; all of it is on the disk when this returns, or nothing.

    Args:
        store: the history; made if there is none.
        session: what to take in.
        wall_ms: now, milliseconds since 1970 in UTC.
        with_deleted: whether it comes back if it was deleted.

    Returns:
        What was known of it before: a new one is there now, and with `with_deleted` so is one that was deleted.

    Raises:
        StoreError: if the history cannot be written.
    """

    def change(connection: sqlite3.Connection) -> Known:
        known = _known(connection, session.header.id)
        is_deleted = known in (Known.DELETED, Known.ERASED)
        if known is Known.THERE or (is_deleted and not with_deleted):
            return known
        if known is not Known.DELETED:
            rows.put_entries(connection, rows.put_header(connection, session.header), session.log)
        if is_deleted:
            put(connection, Deletion(session.header.id, Fate.KEPT, wall_ms))
        return known

    return _written(store, change)


def _written(store: SqliteStore, change: Callable[[sqlite3.Connection], Known]) -> Known:
    """Change the history in one transaction, on a connection of its own."""
    try:
        ensure_private_dir(store.path.parent)
        opened = opening.open_or_make(store.path, store.handles)
        with closing(opened.connection) as connection, schema.transaction(connection):
            return change(connection)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the history cannot be written: {fault_in_words(error, store.path)}") from error


def _known(connection: sqlite3.Connection, session_id: str) -> Known:
    decided = standing(connection).get(session_id)
    if decided is not None and decided.fate is Fate.ERASED:
        return Known.ERASED
    if not rows.is_known(connection, session_id):
        return Known.NEW
    return Known.DELETED if decided is not None and decided.fate is Fate.DELETED else Known.THERE
