"""Files that are there whole or not at all, whoever pulls the plug meanwhile.

It exists so that a backup, a session file and an export are written in one way: into a draft beside the file, to the
disk, and only then under its name. It knows nothing of what is in them.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import IO

from trackclock.os_lock import is_left_behind, keep

PRIVATE = 0o600
"""For the user alone."""

ORDINARY = 0o666
"""As every program makes its files: the system's own mask decides."""

_MOST_OF_NAME = 50
"""So many characters of a name stand in that of its draft, which has to be a name as well."""


@contextmanager
def replacing(path: Path, mode: int = PRIVATE) -> Iterator[IO[bytes]]:
    """A new file that takes the place of the old one, if there is one, once it is whole and on the disk.

    Args:
        path: the file; a link is followed.
        mode: its rights.

    Raises:
        OSError: if it cannot be written; then no part of it is there, and the old one is as it was.
    """
    place = path.resolve()
    if place.exists() and not place.is_file():
        raise OSError(None, "it is there and no file")
    with _draft(place, mode) as (draft, file):
        yield file
        _finish(file)
        draft.replace(place)
    _keep_name(place)


@contextmanager
def creating(path: Path, mode: int = PRIVATE) -> Iterator[IO[bytes]]:
    """A new file under a name that nothing has, once it is whole and on the disk.

    Args:
        path: the file; its folder is there.
        mode: its rights.

    Raises:
        FileExistsError: if something has that name, were it a link to nowhere; it is as it was.
        OSError: if it cannot be written; then no part of it is there.
    """
    if os.path.lexists(path):  # said before anything is made; the file system has the last word
        raise FileExistsError(None, "there is such a file already", str(path))
    with _draft(path, mode) as (draft, file):
        yield file
        _finish(file)
        try:
            os.link(draft, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if os.path.lexists(path):
                raise FileExistsError(None, "there is such a file already", str(path)) from None
            draft.replace(path)
    _keep_name(path)


def create_first(paths: Iterable[Path], data: bytes, mode: int = ORDINARY) -> Path | None:
    """Write a file under the first name that nothing has.

    Args:
        paths: the names, in order.
        data: what goes into it.
        mode: its rights.

    Returns:
        Its name; None where all were taken.

    Raises:
        OSError: as `creating`.
    """
    for path in paths:
        with suppress(FileExistsError), creating(path, mode) as file:
            file.write(data)
            return path
    return None


@contextmanager
def _draft(place: Path, mode: int) -> Iterator[tuple[Path, IO[bytes]]]:
    """A file beside another one that is to have its name; gone in the end, whatever happened."""
    name = place.name[:_MOST_OF_NAME]
    draft = place.with_name(f".{name}.{os.getpid()}.part")
    # A draft of this name or another was left by a process that was killed; one that is being written is kept.
    for left in place.parent.glob(f".{escape(name)}.*.part"):
        if left == draft or is_left_behind(left):
            with suppress(OSError):
                left.unlink()
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(draft, flags, mode), "wb") as file:
            keep(file.fileno())
            yield draft, file
    finally:
        with suppress(OSError):
            draft.unlink()


def _finish(file: IO[bytes]) -> None:
    """Bring what was written to the disk; closed, since Windows gives no open file another name."""
    file.flush()
    os.fsync(file.fileno())
    file.close()


def _keep_name(path: Path) -> None:
    """Bring the name of a file to the disk, where the system can."""
    try:
        sync_dir(path.parent)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EACCES):
            raise


def sync_dir(path: Path) -> None:
    """Bring the names in a folder to the disk: without it a new file may be gone after a power cut.

    Raises:
        OSError: if that fails; Windows has no such call and needs none.
    """
    if sys.platform == "win32":
        return
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
