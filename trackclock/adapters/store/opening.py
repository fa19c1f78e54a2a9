"""Opening the history: whatever lies at its place, nothing is overwritten and nothing of it is lost.

It exists so that the writer and the readers meet only a database of this version. What is damaged or not ours is
moved aside under a dated name; what a newer trackclock wrote is refused and not touched.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from trackclock.adapters.store import schema
from trackclock.adapters.store.disk import NoLocksError, do_without_shared_memory, has_locks, lacks_shared_memory
from trackclock.adapters.store.faults import is_busy, is_damage, is_full
from trackclock.adapters.store.handles import Handles
from trackclock.adapters.store.lineage import Kinship, kinship_of
from trackclock.adapters.store.locks import FileLock
from trackclock.adapters.store.mending import finish_rescue, is_anything, is_being_rescued, make_or_migrate, set_aside
from trackclock.adapters.store.rescue import STRANGE
from trackclock.adapters.store.wal import log_of, read_log
from trackclock.errors import StoreError

_MAGIC: Final = b"SQLite format 3\x00"
_VERSION_AT: Final = 60
"""Where a database keeps its `user_version`, four bytes (sqlite.org, "Database File Format", 1.3)."""

_APPLICATION_AT: Final = 68
"""Where it keeps its `application_id`, likewise."""

_READ_VERSION_AT: Final = 19
"""Where it says how it is read, a byte: 2 with a write-ahead log (the same, 1.3.3)."""

_HEAD: Final = 100
"""The length of a database's head in bytes (the same, 1.3)."""

_PREPARING_S: Final = 5.0
"""How long to wait for another app that is making or mending the file."""


class NewerHistoryError(StoreError):
    """A newer trackclock has written the history."""


class _NotUsable(Exception):  # noqa: N818 - it never leaves this module
    """The file has to be moved aside; the argument is one word that says why."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open history.

    Attributes:
        connection: at this version; writable unless the disk is not.
        identity: of the file, so that it can be told when another one takes its place.
        stands_still: whether it shows the file as it was when it was opened, since nothing can be written beside it.
        notice: what the user has to be told of; None if nothing.
    """

    connection: sqlite3.Connection
    identity: tuple[int, int]
    stands_still: bool = False
    notice: str | None = None


def identity_of(path: Path) -> tuple[int, int] | None:
    """What tells a file from another one of the same name; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def is_in_place(path: Path, opened: Opened) -> bool:
    """Whether an open history is still the one that lies at its place, and may stay open."""
    if sys.platform == "win32":
        # What is open there can be moved by nobody, whatever its number says; who has to move it waits for the others.
        return not is_being_rescued(path)
    return identity_of(path) == opened.identity


def open_or_make(path: Path, handles: Handles) -> Opened:
    """Open the history to write to it; made if there is none.

    Args:
        path: the file.
        handles: who else of this process has it open.

    Raises:
        NewerHistoryError: if a newer trackclock wrote it.
        StoreError: if its folder cannot be made or written.
        OSError: if the file cannot be made or moved.
        sqlite3.Error: if it cannot be opened.
    """
    return _open_or_prepare(path, handles, is_created=True)


def open_to_read(path: Path, handles: Handles) -> Opened | None:
    """Open the history to read it.

    Args:
        path: the file.
        handles: who else of this process has it open.

    Returns:
        The history, or None if there is none.

    Raises:
        NewerHistoryError, StoreError, OSError, sqlite3.Error: as `open_or_make`.
    """
    if not (is_anything(path) or is_being_rescued(path) or _has_lost_log(path)):
        return None
    try:
        return _open_or_prepare(path, handles, is_created=False)
    except (OSError, StoreError, sqlite3.OperationalError) as error:
        # What has to be migrated can be read on a disk that takes nothing, as what is of this version can.
        if isinstance(error, NewerHistoryError) or not (opened := _older_in_memory(path)):
            raise
        return opened


def _open_or_prepare(path: Path, handles: Handles, *, is_created: bool) -> Opened:
    """Open a history, having made, migrated or mended it where that is needed."""
    try:
        if not is_being_rescued(path) and (opened := _open_if_current(path, is_written=is_created)):
            return opened
    except _NotUsable:
        pass
    except sqlite3.OperationalError:
        if not is_created or not _needs_shared_memory(path):
            raise
    with handles.let_go(), _preparing(path):
        notice = finish_rescue(path)
        try:
            if is_created and _needs_shared_memory(path):
                _look_at_log(path)
                do_without_shared_memory(path)
            opened = _open_if_current(path, is_written=is_created)
        except _NotUsable as problem:
            opened, notice = None, _joined(notice, set_aside(path, str(problem)))
        if opened is None:
            make_or_migrate(path)
            opened = _open_if_current(path, is_written=is_created)
        if opened is None:
            raise StoreError(f"the history {path} was replaced while it was opened; start again")
        return replace(opened, notice=notice)


def recover(path: Path, handles: Handles, damaged: tuple[int, int]) -> str | None:
    """Move a history aside that has turned out to be damaged, and begin a new one with what can be read of it.

    Args:
        path: the file.
        handles: who of this process has it open.
        damaged: its identity; if another file has taken its place, nothing is done.

    Returns:
        What the user has to be told of; None if somebody else has done it.

    Raises:
        OSError: if it cannot be moved.
        sqlite3.Error: if the new one cannot be written.
        StoreError: if its folder cannot be written.
    """
    with handles.let_go(), _preparing(path):
        return set_aside(path, "damaged") if identity_of(path) == damaged else None


def _has_lost_log(path: Path) -> bool:
    """Whether there is a log with anything in it, and no history that it could belong to."""
    if is_anything(path) or not is_anything(log_of(path)):
        return False
    log = read_log(log_of(path))
    return bool(log.played or log.beyond)


@contextmanager
def _preparing(path: Path) -> Iterator[None]:
    """Keep other apps from making or mending the file at the same time."""
    deadline = time.monotonic() + _PREPARING_S
    # Not `.lock`: SQLite itself puts a folder of that name there, where a file system has no other locks.
    while not (lock := FileLock.take(path.with_name(f"{path.name}.opening"))):
        if time.monotonic() > deadline:
            raise StoreError("another running trackclock is busy with the history; close it and try again")
        time.sleep(0.01)
    try:
        yield
    finally:
        lock.release()


def _open_if_current(path: Path, *, is_written: bool) -> Opened | None:
    """Open a file that needs nothing done; None if it has to be made or migrated.

    Raises:
        _NotUsable: if it is damaged or not ours.
        NewerHistoryError: if a newer trackclock wrote it.
    """
    if not is_anything(path):
        if _has_lost_log(path):
            raise _NotUsable(STRANGE)
        return None
    head = _head_of(path)
    if not head.startswith(_MAGIC):
        raise _NotUsable("foreign" if any(head) else "damaged")
    # Read here before SQLite opens it, which may already write to it.
    if int.from_bytes(head[_APPLICATION_AT : _APPLICATION_AT + 4], "big") == schema.APPLICATION_ID:
        refuse_newer(path, int.from_bytes(head[_VERSION_AT : _VERSION_AT + 4], "big"))
        _look_at_log(path)
    identity = identity_of(path)
    if is_written and not _has_locks(path):
        raise NoLocksError(path.parent)
    try:
        opened = _connect_if_current(path, identity or (0, 0), is_written=is_written)
    except sqlite3.Error as error:
        if is_damage(error):
            raise _NotUsable("damaged") from error
        raise
    if opened is None:
        return None
    if identity is None or not is_in_place(path, opened):
        opened.connection.close()
        return None
    return opened


def _look_at_log(path: Path) -> None:
    """See that the log beside a history is its own, as long as it is not played in.

    Raises:
        _NotUsable: if it is another's, or damaged.
    """
    if not os.access(path.parent, os.W_OK):
        return  # nothing is played in there, and nothing can be moved
    kinship = kinship_of(path)
    if kinship is not Kinship.OWN:
        raise _NotUsable(STRANGE if kinship is Kinship.STRANGE else "damaged")


_heads: Final[dict[tuple[int, int], int]] = {}
"""Descriptors of the files whose heads were read, by identity."""


def _head_of(path: Path) -> bytes:
    """The first bytes of a file.

    On POSIX its descriptor is kept for good: closing any descriptor of a file lets go of every lock that this process
    has on it (fcntl(2)), those of SQLite's open connections among them. Another process would then take itself for
    the last one, remove the write-ahead log when it closes, and whatever is committed after that is gone
    (sqlite.org, "How To Corrupt An SQLite Database File", 2.2).
    """
    if sys.platform == "win32":  # there locks belong to the descriptor, and an open file could not be moved aside
        with path.open("rb") as file:
            return file.read(_HEAD)
    kept = _heads.get(identity_of(path) or (0, 0))
    if kept is None:
        kept = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        status = os.fstat(kept)
        _heads[status.st_dev, status.st_ino] = kept
    try:
        return os.pread(kept, _HEAD, 0)
    except OSError as error:  # a folder, for one
        raise type(error)(error.errno, error.strerror, str(path)) from error


def _has_locks(path: Path) -> bool:
    """Whether a history that is there lies on a disk with locks."""
    kept = _heads.get(identity_of(path) or (0, 0))
    return kept is None or has_locks(kept)


def _connect_if_current(path: Path, identity: tuple[int, int], *, is_written: bool) -> Opened | None:
    """Connect for writing, or just for reading where nothing can be written or locked; None if it is older."""
    if _has_locks(path):
        try:
            connection = _checked(path, schema.connect(path), is_written=is_written)
            return Opened(connection, identity) if connection else None
        except sqlite3.OperationalError as error:
            if is_written or is_busy(error) or not _stands_still(path):
                raise
    # A history in WAL mode needs locks, and to write beside itself, even to be read, unless it is read as it stands.
    connection = _checked(path, schema.connect_still(path), is_written=False)
    return Opened(connection, identity, stands_still=True) if connection else None


def _stands_still(path: Path) -> bool:
    """Whether nobody writes to a history that could not be opened: who does has shared memory there."""
    return not path.with_name(f"{path.name}-shm").exists() or is_full(path) or not os.access(path.parent, os.W_OK)


def _older_in_memory(path: Path) -> Opened | None:
    """A history of an older version, brought to this one in memory; None if it is none, or cannot be read."""
    identity = identity_of(path)
    if identity is None or is_being_rescued(path):
        return None
    with suppress(_NotUsable, sqlite3.Error), closing(schema.connect_still(path)) as older:
        if not _check(path, older, is_written=True) and schema.version_of(older):
            copy = schema.connect_to_memory()
            older.backup(copy)
            schema.migrate(copy)
            return Opened(copy, identity, stands_still=True)
    return None


def _needs_shared_memory(path: Path) -> bool:
    """Whether a history is in a mode that its disk cannot have: it was made on another one."""
    has_log = is_anything(path) and _head_of(path)[_READ_VERSION_AT : _READ_VERSION_AT + 1] == b"\x02"
    return has_log and lacks_shared_memory(path.parent)


def _checked(path: Path, connection: sqlite3.Connection, *, is_written: bool) -> sqlite3.Connection | None:
    """The connection, if it is to a history that can be used as it is; else None, and it is closed."""
    is_current = False
    try:
        is_current = _check(path, connection, is_written=is_written)
    finally:
        if not is_current:
            connection.close()
    return connection if is_current else None


def _check(path: Path, connection: sqlite3.Connection, *, is_written: bool) -> bool:
    """Whether the database is a history of this version, or one as good to read; False if it is older or empty."""
    version = schema.version_of(connection)
    tables = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        if tables or version:
            raise _NotUsable("foreign")
        return False
    refuse_newer(path, version)
    if not {"sessions", "events"} <= tables:
        raise _NotUsable("damaged")
    return version == schema.VERSION or (not is_written and version in schema.SAME_TABLES)


def refuse_newer(path: Path, version: int) -> None:
    """Refuse a history of a version that this trackclock does not know.

    Raises:
        NewerHistoryError: if it is one.
    """
    if version > schema.VERSION:
        raise NewerHistoryError(
            f"a newer trackclock wrote the history {path} (version {version}, this one knows {schema.VERSION}); "
            "update trackclock, or name another folder in TRACKCLOCK_DATA_DIR"
        )


def _joined(first: str | None, second: str) -> str:
    return f"{first} {second}" if first else second
