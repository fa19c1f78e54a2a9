"""Whether a session could be saved in the history now.

It exists so that the runner learns of a disk that takes nothing while there is time to choose another folder, and not
after the first press.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from trackclock.adapters.locations import ensure_private_dir
from trackclock.adapters.store.disk import lacks_shared_memory
from trackclock.adapters.store.faults import fault_in_words, is_busy, is_full
from trackclock.adapters.store.locks import FileLock
from trackclock.adapters.store.reader import Reader
from trackclock.errors import StoreError


def trouble_of(path: Path, lock_path: Path, reader: Reader) -> str | None:
    """Try all that saving a session takes, short of saving one; a history that is not there is not made.

    Args:
        path: the database.
        lock_path: a lock that nothing else depends on, among those of the sessions.
        reader: of the database; it is open already, as a rule.

    Returns:
        Why a session could not be saved, in words; None if it could.
    """
    try:
        ensure_private_dir(path.parent)
        if is_full(path):
            return "the disk is full"
        if lock := FileLock.take(lock_path):
            lock.release()
        if path.exists():
            reader.write(_change_nothing, is_kept=True)
        else:
            lacks_shared_memory(path.parent)  # so that the first press, which makes it, need not find out
    except (OSError, StoreError) as error:
        cause = error.__cause__
        # Another program has it for a moment, as it should be.
        return None if isinstance(cause, sqlite3.Error) and is_busy(cause) else fault_in_words(error, path)
    return None


def _change_nothing(_: sqlite3.Connection) -> None:
    """To be allowed to is enough."""
