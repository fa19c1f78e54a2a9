"""Why the history could not be read or written, in the words that the screen shows.

It exists because SQLite's codes name what it was doing, not what the user can do: with no room left for its own side
files it reports an input or output error, or a file that cannot be opened, where the remedy is to make room.
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Final

from trackclock.errors import StoreError

_FULL: Final = "the disk is full"

_WORDS: Final = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: "the history is read-only",
    sqlite3.SQLITE_BUSY: "another program keeps the history locked",
    sqlite3.SQLITE_LOCKED: "another program keeps the history locked",
    sqlite3.SQLITE_CANTOPEN: "the history cannot be opened",
    sqlite3.SQLITE_PERM: "the history may not be written",
    sqlite3.SQLITE_IOERR: "the disk reports an error",
}

_OF_A_FULL_DISK: Final = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
"""What SQLite also reports when a side file finds no room, or when the history is read without any for that reason."""

_REFUSALS: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR)
"""What a disk says that takes nothing, though all that is on it can be read."""

_NO_ROOM_BYTES: Final = 64 * 1_024
"""With less than this free a side file finds no room: the index of the log alone takes 32 KiB (sqlite.org, "WAL-mode
File Format", 2)."""


def fault_in_words(error: Exception, path: Path) -> str:
    """Why a read or a write of the history failed.

    Args:
        error: what was raised.
        path: the history's file.
    """
    if isinstance(error, StoreError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.strerror or error}: {error.filename}" if error.filename else str(error.strerror or error)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    words = _FULL if code in _OF_A_FULL_DISK and is_full(path) else _WORDS.get(code)
    if code == sqlite3.SQLITE_BUSY and (left := path.with_name(f"{path.name}.lock")).is_dir():
        words = f"{words}; if none does, remove the folder {left}"
    return f"{words} ({error})" if words else f"{type(error).__name__}: {error}"


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file is broken, rather than busy, full or out of reach."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)


def is_refusal(error: sqlite3.Error) -> bool:
    """Whether an error says that the disk takes nothing."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _REFUSALS


def is_busy(error: sqlite3.Error) -> bool:
    """Whether an error says that another program has the file."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_full(path: Path) -> bool:
    """Whether nothing finds room beside a file any more."""
    try:
        usage = shutil.disk_usage(path.parent)
    except OSError:
        return False
    return usage.free < _NO_ROOM_BYTES and usage.total > 0  # some file systems count nothing
