"""What the file system of the data folder can do, and whether a session could be saved there now.

It exists because some file systems (network folders, shares of a virtual machine, what a phone or a sandbox mounts)
have no shared memory, some have no locks and some take nothing: the runner has to learn of that before the first press.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import Final

from trackclock.adapters.locations import DATA_DIR_VARIABLE, create_private
from trackclock.adapters.store import schema
from trackclock.errors import StoreError

_NO_LOCKS: Final = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL)
"""What a file system says that has none (flock(2), fcntl(2))."""

_A_BYTE: Final = 0
"""Which byte is locked to see whether one can be: not one of those that SQLite locks, from 0x40000000 on
(sqlite.org, "File Locking And Concurrency", 3)."""


class NoLocksError(StoreError):
    """Two apps could write to one history at once and spoil it, so that this one writes nothing."""

    def __init__(self, folder: Path) -> None:
        """Say what to do instead.

        Args:
            folder: where there are no locks.
        """
        super().__init__(
            f"the disk of {folder} has no locks, without which two apps could spoil the history; "
            f"name a folder on another disk in {DATA_DIR_VARIABLE}"
        )


def says_no_locks(error: OSError) -> bool:
    """Whether a lock was refused because there are none, and not because another holder has it."""
    return error.errno in _NO_LOCKS


if sys.platform != "win32":
    import fcntl

    def has_locks(fd: int) -> bool:
        """Whether SQLite could lock an open file; it would take a disk without locks for one that is always busy.

        Args:
            fd: the file, open for reading. Nothing is closed here, and no lock of SQLite's is touched.
        """
        try:
            fcntl.lockf(fd, fcntl.LOCK_SH | fcntl.LOCK_NB, 1, _A_BYTE)
            fcntl.lockf(fd, fcntl.LOCK_UN, 1, _A_BYTE)
        except OSError as error:
            return not says_no_locks(error)
        return True
else:

    def has_locks(fd: int) -> bool:  # noqa: ARG001 - as above
        """Whether SQLite could lock an open file: a disk of Windows has locks."""
        return True


_known: Final[dict[int, bool]] = {}
"""What was found out of each file system: so the first press does not wait for it."""


def lacks_shared_memory(folder: Path) -> bool:
    """Whether a history can be kept in a folder, but not with a write-ahead log, which needs shared memory.

    It is tried, with databases of a page or two that are removed again: what a file system is called says little.

    Args:
        folder: it is there.

    Returns:
        False as well where nothing can be kept at all, for lack of room or of rights.
    """
    try:
        device = folder.stat().st_dev
        if device not in _known:
            with tempfile.TemporaryDirectory(prefix="probe-", dir=folder) as made:
                if _can_keep(Path(made) / "log.db", "wal"):
                    _known[device] = False
                elif _can_keep(Path(made) / "journal.db", "delete"):
                    _known[device] = True
        return _known.get(device, False)
    except OSError:
        return False


def do_without_shared_memory(path: Path) -> None:
    """Bring a history into the mode with a rollback journal; whoever opens it alone needs no shared memory for that.

    Raises:
        sqlite3.Error: if it cannot be done, or somebody has it open.
    """
    connection = schema.connect_alone(path)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()


def _can_keep(path: Path, journal_mode: str) -> bool:
    os.close(create_private(path))
    try:
        connection = schema.connect(path)
        try:
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("PRAGMA synchronous = OFF")
            if connection.execute(f"PRAGMA journal_mode = {journal_mode}").fetchone()[0] != journal_mode:
                return False
            connection.execute("CREATE TABLE probe (id INTEGER)")
            return bool(connection.execute("SELECT count(*) FROM probe").fetchone() == (0,))
        finally:
            connection.close()
    except sqlite3.Error:
        return False
