"""Whether a session could be saved in the history now.

It exists so that the runner learns of a disk that takes nothing while there is time to choose another folder, and not
after the first press.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from trackclock.adapters.locations import ensure_private_dir
from trackclock.adapters.store import opening, schema
from trackclock.adapters.store.disk import lacks_shared_memory
from trackclock.adapters.store.faults import fault_in_words, is_busy, is_full
from trackclock.adapters.store.locks import FileLock
from trackclock.errors import StoreError


def trouble_of(path: Path, lock_path: Path, tell: Callable[[str | None], None]) -> str | None:
    """Try all that saving a session takes, short of saving one; a history that is not there is not made.

    Args:
        path: the database.
        lock_path: a lock that nothing else depends on, among those of the sessions.
        tell: takes what the user has to be told about the file.

    Returns:
        Why a session could not be saved, in words; None if it could.
    """
    try:
        ensure_private_dir(path.parent)
        if lock := FileLock.take(lock_path):
            lock.release()
        if path.exists():
            _try(path, tell)
        else:
            lacks_shared_memory(path.parent)  # so that the first press, which makes it, need not find out
    except sqlite3.Error as error:
        # Another program has it for a moment, as it should be.
        return None if is_busy(error) else fault_in_words(error, path)
    except (OSError, StoreError) as error:
        return fault_in_words(error, path)
    return "the disk is full" if is_full(path) else None


def _try(path: Path, tell: Callable[[str | None], None]) -> None:
    opened = opening.open_history(path, is_created=True)
    assert opened is not None  # noqa: S101 - it makes one
    try:
        tell(opened.notice)
        with schema.transaction(opened.connection):
            pass  # to be allowed to write is enough
    finally:
        opened.connection.close()
