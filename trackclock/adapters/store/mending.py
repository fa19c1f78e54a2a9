"""A history moved aside and a new one begun with what can be read of it, however often that is cut short.

It exists apart from the opening because it is the one thing that touches what lies there: it is put down before it is
begun, and gone on with by whoever opens the history next.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from trackclock.adapters.locations import create_private, ensure_private_dir, ensure_private_file
from trackclock.adapters.store import schema
from trackclock.adapters.store.disk import lacks_shared_memory
from trackclock.adapters.store.faults import is_damage
from trackclock.adapters.store.locks import session_lock_path
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
from trackclock.adapters.store.wal import log_of
from trackclock.errors import StoreError
from trackclock.whole_file import sync_dir


def is_anything(path: Path) -> bool:
    """Whether a file is there and not empty."""
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def make_or_migrate(path: Path) -> None:
    """Bring whatever is there, or nothing, to a history of this version.

    Raises:
        StoreError: if its folder cannot be made or written.
        OSError: if the file cannot be made.
        sqlite3.Error: if the tables cannot.
    """
    ensure_private_dir(path.parent)
    if not is_anything(path) and any(path.with_name(path.name + end).exists() for end in SIDE_FILES):
        move_aside(path, "stray")
    ensure_private_file(path)
    connection = schema.connect(path)
    try:
        if not lacks_shared_memory(path.parent):
            connection.execute("PRAGMA journal_mode = WAL")
        schema.migrate(connection)
    finally:
        connection.close()
    sync_dir(path.parent)


def set_aside(path: Path, why: str) -> str:
    """Move the file aside and begin a new one.

    Args:
        path: the history.
        why: "damaged", "foreign" or `STRANGE`.

    Returns:
        What to tell the user.

    Raises:
        StoreError, OSError, sqlite3.Error: as `make_or_migrate`, or if the file cannot be moved.
    """
    if why == "foreign" and Salvage.of(path).sessions:
        why = "damaged"  # its beginning no longer says whose it is, but the rest of it does
    if why == "foreign":
        aside = move_aside(path, why)
        make_or_migrate(path)
        return f"The file {path.name} was no trackclock history. It is now {aside}; a new history was begun."
    aside = aside_name(path, why)
    _note_rescue(path, aside)
    return _rescue(path, aside)


def is_being_rescued(path: Path) -> bool:
    """Whether a history is being moved aside, or was when that was cut short."""
    return _rescue_of(path).exists()


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


def finish_rescue(path: Path) -> str | None:
    """Go on with a rescue that was cut short.

    Args:
        path: the history.

    Returns:
        What to tell the user; None if there was none.

    Raises:
        StoreError, OSError, sqlite3.Error: as `set_aside`.
    """
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
        _move(path, aside)
    try:
        rescued = _begin_with(path, aside)
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        # The new one was damaged meanwhile. Nobody has used it: all that it has came from the other.
        move_aside(path, "damaged")
        rescued = _begin_with(path, aside)
    notice = f"{_what_was_wrong(path, aside)} {rescued.describe()}."
    _rescue_of(path).unlink()
    sync_dir(path.parent)
    return notice


def _begin_with(path: Path, aside: Path) -> Rescued:
    """Begin a history with what can be read of a damaged one."""
    make_or_migrate(path)
    with closing(schema.connect(path)) as connection:
        return rescue(aside, connection, partial(session_lock_path, path))


def _move(path: Path, aside: Path) -> None:
    """Move it; where somebody else keeps it from being moved, say who can help."""
    try:
        move_to(path, aside)
    except PermissionError as error:
        if sys.platform != "win32":
            raise
        raise StoreError(
            f"another program has {error.filename} open; close it, a second trackclock as a rule"
        ) from error


def _what_was_wrong(path: Path, aside: Path) -> str:
    log, name = strange_log_of(aside), log_of(path).name
    if not log.exists():
        return f"The history was damaged. It is now {aside}; a new one was begun with"
    if not is_anything(aside):
        return f"There was a log of the history, {name}, without the history. It is now {log}; taken in were"
    return (
        f"The history and the log beside it, {name}, did not belong together: one of them was copied or moved there. "
        f"They are now {aside} and {log}; a new history was begun with"
    )
