"""Opening the history: whatever lies at its place, nothing is overwritten and nothing of it is lost.

It exists so that the writer and the readers meet only a database of this version. What is damaged or not ours is
moved aside under a dated name; what a newer trackclock wrote is refused and not touched.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from trackclock.adapters.locations import create_private, ensure_private_dir, ensure_private_file, sync_dir
from trackclock.adapters.store import schema
from trackclock.adapters.store.faults import is_full
from trackclock.adapters.store.lineage import Kinship, kinship_of
from trackclock.adapters.store.locks import FileLock, session_lock_path
from trackclock.adapters.store.rescue import (
    SIDE_FILES,
    STRANGE,
    Rescued,
    aside_name,
    is_moved,
    move_aside,
    move_to,
    rescue,
    strange_log_of,
)
from trackclock.adapters.store.salvage import Salvage
from trackclock.adapters.store.wal import log_of, read_log
from trackclock.errors import StoreError

_MAGIC: Final = b"SQLite format 3\x00"
_VERSION_AT: Final = 60
"""Where a database keeps its `user_version`, four bytes (sqlite.org, "Database File Format", 1.3)."""

_APPLICATION_AT: Final = 68
"""Where it keeps its `application_id`, likewise."""

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


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file is broken, rather than busy, full or out of reach."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)


def open_history(path: Path, *, is_created: bool) -> Opened | None:
    """Open the history.

    Args:
        path: the file.
        is_created: whether it is to be written, and made if there is none.

    Returns:
        The history, or None if there is none and none was to be made.

    Raises:
        NewerHistoryError: if a newer trackclock wrote it.
        StoreError: if its folder cannot be made or written.
        OSError: if the file cannot be made or moved.
        sqlite3.Error: if it cannot be opened.
    """
    if not is_created and not (_is_anything(path) or _rescue_of(path).exists() or _has_lost_log(path)):
        return None
    try:
        if not _rescue_of(path).exists() and (opened := _open_if_current(path, is_written=is_created)):
            return opened
    except _NotUsable:
        pass
    lock = _preparing(path)
    try:
        notice = _finish_rescue(path)
        try:
            opened = _open_if_current(path, is_written=is_created)
        except _NotUsable as problem:
            opened, notice = None, _joined(notice, _set_aside(path, str(problem)))
        if opened is None:
            _make_or_migrate(path)
            opened = _open_if_current(path, is_written=is_created)
        if opened is None:
            raise StoreError(f"the history {path} was replaced while it was opened; start again")
        return replace(opened, notice=notice)
    finally:
        lock.release()


def recover(path: Path, damaged: tuple[int, int]) -> str | None:
    """Move a history aside that has turned out to be damaged, and begin a new one with what can be read of it.

    Args:
        path: the file.
        damaged: its identity; if another file has taken its place, nothing is done.

    Returns:
        What the user has to be told of; None if somebody else has done it.

    Raises:
        OSError: if it cannot be moved.
        sqlite3.Error: if the new one cannot be written.
        StoreError: if its folder cannot be written.
    """
    lock = _preparing(path)
    try:
        return _set_aside(path, "damaged") if identity_of(path) == damaged else None
    finally:
        lock.release()


def _is_anything(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def _has_lost_log(path: Path) -> bool:
    """Whether there is a log with anything in it, and no history that it could belong to."""
    if _is_anything(path) or not _is_anything(log_of(path)):
        return False
    log = read_log(log_of(path))
    return bool(log.played or log.beyond)


def _preparing(path: Path) -> FileLock:
    """Keep other apps from making or mending the file at the same time."""
    deadline = time.monotonic() + _PREPARING_S
    while True:
        if lock := FileLock.take(path.with_name(f"{path.name}.lock")):
            return lock
        if time.monotonic() > deadline:
            raise StoreError("another running trackclock is busy with the history; close it and try again")
        time.sleep(0.01)


def _open_if_current(path: Path, *, is_written: bool) -> Opened | None:
    """Open a file that needs nothing done; None if it has to be made or migrated.

    Raises:
        _NotUsable: if it is damaged or not ours.
        NewerHistoryError: if a newer trackclock wrote it.
    """
    if not _is_anything(path):
        if _has_lost_log(path):
            raise _NotUsable(STRANGE)
        return None
    head = _head_of(path)
    if not head.startswith(_MAGIC):
        raise _NotUsable("foreign" if any(head) else "damaged")
    # Read here before SQLite opens it, which may already write to it.
    if int.from_bytes(head[_APPLICATION_AT : _APPLICATION_AT + 4], "big") == schema.APPLICATION_ID:
        _refuse_newer(path, int.from_bytes(head[_VERSION_AT : _VERSION_AT + 4], "big"))
        _look_at_log(path)
    identity = identity_of(path)
    try:
        opened = _connect_if_current(path, identity or (0, 0), is_written=is_written)
    except sqlite3.Error as error:
        if is_damage(error):
            raise _NotUsable("damaged") from error
        raise
    if opened is None:
        return None
    if identity is None or identity_of(path) != identity:
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
    if os.name != "posix":  # elsewhere locks belong to the descriptor, and an open file could not be moved aside
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


def _connect_if_current(path: Path, identity: tuple[int, int], *, is_written: bool) -> Opened | None:
    """Connect for writing, or just for reading where the disk lets nobody write; None if it is older."""
    try:
        connection = _checked(path, schema.connect(path))
        return Opened(connection, identity) if connection else None
    except sqlite3.OperationalError:
        has_room = is_written or not is_full(path) or _is_anything(path.with_name(f"{path.name}-wal"))
        if os.access(path.parent, os.W_OK) and has_room:
            raise
    # A history in WAL mode needs to write beside itself even to be read, unless it is declared to stand still.
    connection = _checked(path, schema.connect(path, is_immutable=True))
    if connection is None:
        raise StoreError(f"the history {path} is of an older trackclock, and its disk cannot be written")
    return Opened(connection, identity, stands_still=True)


def _checked(path: Path, connection: sqlite3.Connection) -> sqlite3.Connection | None:
    """The connection, if it is to a history of this version; else None, and it is closed."""
    is_current = False
    try:
        is_current = _check(path, connection)
    finally:
        if not is_current:
            connection.close()
    return connection if is_current else None


def _check(path: Path, connection: sqlite3.Connection) -> bool:
    """Whether the database is a history of this version; False if it is older or still empty."""
    version = schema.version_of(connection)
    tables = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        if tables or version:
            raise _NotUsable("foreign")
        return False
    _refuse_newer(path, version)
    if not {"sessions", "events"} <= tables:
        raise _NotUsable("damaged")
    return version == schema.VERSION


def _refuse_newer(path: Path, version: int) -> None:
    if version > schema.VERSION:
        raise NewerHistoryError(
            f"a newer trackclock wrote the history {path} (version {version}, this one knows {schema.VERSION}); "
            "update trackclock, or name another folder in TRACKCLOCK_DATA_DIR"
        )


def _make_or_migrate(path: Path) -> None:
    """Bring whatever is there, or nothing, to a history of this version."""
    ensure_private_dir(path.parent)
    if not _is_anything(path) and any(path.with_name(path.name + end).exists() for end in SIDE_FILES):
        move_aside(path, "stray")
    ensure_private_file(path)
    connection = schema.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        schema.migrate(connection)
    finally:
        connection.close()
    sync_dir(path.parent)


def _set_aside(path: Path, why: str) -> str:
    """Move the file aside and begin a new one; returns what to tell the user."""
    if why == "foreign" and Salvage.of(path).sessions:
        why = "damaged"  # its beginning no longer says whose it is, but the rest of it does
    if why == "foreign":
        aside = move_aside(path, why)
        _make_or_migrate(path)
        return f"The file {path.name} was no trackclock history. It is now {aside}; a new history was begun."
    aside = aside_name(path, why)
    _note_rescue(path, aside)
    return _rescue(path, aside)


# --- a rescue that a kill cuts short is gone on with by whoever opens the history next --------------------------------


def _rescue_of(path: Path) -> Path:
    """The file that is there as long as a history is moved aside but not all of it has come over."""
    return path.with_name(f"{path.name}.rescue")


def _note_rescue(path: Path, aside: Path) -> None:
    """Put down where the history goes before it is touched: from then on the rescue is finished, whoever does it."""
    draft = path.with_name(f"{path.name}.rescue.part")
    with suppress(FileNotFoundError):
        draft.unlink()
    with os.fdopen(create_private(draft), "w", encoding="utf-8") as file:
        file.write(aside.name)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(_rescue_of(path))
    sync_dir(path.parent)


def _finish_rescue(path: Path) -> str | None:
    """Go on with a rescue that was cut short; returns what to tell the user, None if there was none."""
    try:
        name = _rescue_of(path).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    is_ours = name.startswith((f"{path.name}.damaged-", f"{path.name}.{STRANGE}-")) and "/" not in name
    aside = path.with_name(name) if is_ours else path
    if aside == path or not (path.exists() or log_of(path).exists() or is_moved(aside)):
        _rescue_of(path).unlink()  # not written here, or somebody has taken the files away
        return None
    return _rescue(path, aside)


def _rescue(path: Path, aside: Path) -> str:
    """Move a damaged history aside, as far as that is not done, and bring what can be read of it into a new one."""
    if not is_moved(aside):
        move_to(path, aside)
    _make_or_migrate(path)
    connection = schema.connect(path)
    try:
        rescued = rescue(aside, connection, partial(session_lock_path, path))
    finally:
        connection.close()
    notice = f"{_what_was_wrong(path, aside)} {_said(rescued)}."
    _rescue_of(path).unlink()
    sync_dir(path.parent)
    return notice


def _what_was_wrong(path: Path, aside: Path) -> str:
    log, name = strange_log_of(aside), log_of(path).name
    if not log.exists():
        return f"The history was damaged. It is now {aside}; a new one was begun with"
    if not _is_anything(aside):
        return f"There was a log of the history, {name}, without the history. It is now {log}; taken in were"
    return (
        f"The history and the log beside it, {name}, did not belong together: one of them was copied or moved there. "
        f"They are now {aside} and {log}; a new history was begun with"
    )


def _joined(first: str | None, second: str) -> str:
    return f"{first} {second}" if first else second


def _said(rescued: Rescued) -> str:
    count = rescued.whole + rescued.partly
    parts = [f"{count} session{'s' if count > 1 else ''} read from it" if count else ""]
    if rescued.partly:
        parts.append(f"{rescued.partly} of them perhaps not to their end")
    if rescued.lost:
        parts.append(f"{rescued.lost} could not be read")
    return ", ".join(part for part in parts if part) or "nothing, since nothing in it could be read"
