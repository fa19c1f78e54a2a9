"""Locks of the operating system on files of the data folder.

They exist so that two running apps never write to one session, and because a lock of the operating system goes
away with its process however that ends, which a note in the database would not.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from trackclock.adapters.locations import ensure_private_dir
from trackclock.adapters.store.disk import NoLocksError, says_no_locks
from trackclock.file_names import is_device
from trackclock.os_lock import try_lock

_ID: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}")


def is_session_id(text: str) -> bool:
    """Whether this can name a session: letters, digits, - and _, so that it can be part of a file's name."""
    return _ID.fullmatch(text) is not None and not is_device(text)


def session_lock_path(history: Path, session_id: str) -> Path:
    """The file whose lock says that a running app holds a session of a history."""
    return history.parent / "locks" / f"{session_id}.lock"


_MOST_TRIES: Final = 100
"""So often a lock's file may be gone again before it is locked: somebody would have to let go of it each time."""


class FileLock:
    """A lock that this process holds until `release` or its end.

    Make one with `take`.
    """

    def __init__(self, fd: int, path: Path) -> None:
        self._fd: int | None = fd
        self._path = path

    @classmethod
    def take(cls, path: Path) -> FileLock | None:
        """Take the lock; None if another holder has it (in this process or another). Never waits.

        Raises:
            NoLocksError: if the disk has no locks.
            OSError: if the file cannot be made.
            StoreError: if its folder cannot, or what is locked never has that name.
        """
        ensure_private_dir(path.parent)
        for _ in range(_MOST_TRIES):
            fd = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), 0o600)
            is_ours = False
            try:
                if not try_lock(fd):
                    return None
                # The last holder may have removed the file between our opening and locking it: then what we
                # hold has no name any more, and the next one would lock another file.
                is_ours = _is_at(fd, path)
                if is_ours:
                    return cls(fd, path)
            except OSError as error:
                if says_no_locks(error):
                    with suppress(OSError):
                        path.unlink()  # nobody can hold it
                    raise NoLocksError(path.parent) from error
                raise
            finally:
                if not is_ours:
                    os.close(fd)
        # A file system that gives a file another number each time it is asked.
        raise NoLocksError(path.parent)

    def release(self) -> None:
        """Let go of it and remove its file; safe to call twice."""
        fd, self._fd = self._fd, None
        if fd is None:
            return
        # The name goes first, so that nobody locks a file that is about to have none; but Windows removes no open file,
        # and so not that of the next holder either.
        steps = (self._path.unlink, partial(os.close, fd))
        for step in steps[::-1] if sys.platform == "win32" else steps:
            with suppress(OSError):
                step()


def _is_at(fd: int, path: Path) -> bool:
    """Whether the open file is still the one of that name."""
    if sys.platform == "win32":
        return True  # nobody can have removed it, and the numbers of files need not agree (cpython issue 78116)
    try:
        return os.path.samestat(os.fstat(fd), path.stat())
    except FileNotFoundError:
        return False
