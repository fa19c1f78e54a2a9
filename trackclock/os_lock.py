"""The lock that an operating system keeps on an open file, for as long as the file is open.

It exists because such a lock goes away with its process however that ends, which no note in a file does.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def try_lock(fd: int) -> bool:
        """Lock an open file; False if somebody else has it. Never waits.

        Raises:
            OSError: if something is wrong with the disk.
        """
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
else:
    import fcntl

    def try_lock(fd: int) -> bool:
        """Lock an open file; False if somebody else has it. Never waits.

        Raises:
            OSError: if the disk has no locks.
        """
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


if sys.platform == "linux":
    _LOCKS = Path("/proc/locks")
    """A line a lock: number, kind, mode, access, process, device:inode, first and last byte (proc(5))."""

    def is_locked(path: Path) -> bool | None:
        """Whether somebody has a file that is there locked; it is only looked at, not locked. None: nobody can tell."""
        try:
            inode = str(path.stat().st_ino)
            lines = _LOCKS.read_text(encoding="ascii", errors="replace").splitlines()
        except FileNotFoundError:
            return False if _LOCKS.exists() else None
        except OSError:
            return None
        # By the inode alone: some file systems tell stat(2) of another device than they tell the kernel.
        return any(inode in part.split(":")[-1:] for line in lines for part in line.split()[5:6])
else:

    def is_locked(path: Path) -> bool | None:
        """Whether somebody has a file that is there locked; None: nobody can tell here without locking it."""
        return None if path.exists() else False


def keep(fd: int) -> None:
    """Lock an open file for as long as it is open, where that can be done; `is_left_behind` tells others of it."""
    with suppress(OSError):
        try_lock(fd)


def is_left_behind(path: Path) -> bool:
    """Whether a file that its maker would `keep` has lost it: the maker was killed."""
    try:
        fd = os.open(path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return False
    try:
        return try_lock(fd)
    except OSError:  # nobody can tell here
        return False
    finally:
        os.close(fd)
