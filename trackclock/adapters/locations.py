"""Where the files lie, and that they are the user's alone.

It exists so that one place decides on folders and their rights, and one clear error says what to do where they
cannot be written.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import Final

from trackclock.errors import StoreError

DATA_DIR_VARIABLE: Final = "TRACKCLOCK_DATA_DIR"
CONFIG_DIR_VARIABLE: Final = "TRACKCLOCK_CONFIG_DIR"

HISTORY_NAME: Final = "history.db"
"""The database in the data folder."""

_PRIVATE_DIR: Final = 0o700
_PRIVATE_FILE: Final = 0o600


def data_dir() -> Path:
    """The folder of the history; it need not exist.

    Raises:
        StoreError: if this user has no home folder and none is named.
    """
    return _place(DATA_DIR_VARIABLE)


def config_dir() -> Path:
    """The folder of what the user has set; it need not exist.

    Raises:
        StoreError: as `data_dir`.
    """
    return _place(CONFIG_DIR_VARIABLE)


def sessions_dir() -> Path:
    """The folder of the user's own session files; it need not exist.

    They lie with the settings and not with the history: both are written by hand.

    Raises:
        StoreError: as `data_dir`.
    """
    return config_dir() / "sessions"


def exports_dir() -> Path:
    """The folder of what the user takes away as a file: that for documents where there is one, else the home folder.

    Raises:
        StoreError: if this user has no home folder.
    """
    try:
        # Imported here: the first painted frame does not need it.
        import platformdirs

        documents = platformdirs.user_documents_path()
        return documents if documents.is_dir() else Path.home()
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"no folder for a file ({error})") from error


def _place(variable: str) -> Path:
    """What the variable says, else the platform's folder for that purpose."""
    try:
        if named := os.environ.get(variable):
            return Path(named).expanduser().absolute()
        # Imported here: the first painted frame does not need it.
        import platformdirs

        if variable == DATA_DIR_VARIABLE:
            return platformdirs.user_data_path("trackclock", appauthor=False)
        return platformdirs.user_config_path("trackclock", appauthor=False)
    except (OSError, RuntimeError, ValueError) as error:  # the last one where Windows has none for this account
        raise StoreError(f"no folder for trackclock's files ({error}); name one in {variable}") from error


def ensure_private_dir(path: Path, variable: str = DATA_DIR_VARIABLE) -> Path:
    """Make the folder, for the user alone (0700), unless it is there.

    A folder that was there keeps its rights unless it is the user's and plainly ours (empty, or with a history in
    it): somebody may well point the variable at a shared one.

    Args:
        path: the folder.
        variable: what to set to have it elsewhere, for the message.

    Returns:
        The folder.

    Raises:
        StoreError: if it cannot be made or written; the message says what to do.
    """
    try:
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(mode=_PRIVATE_DIR, exist_ok=True)
        if not missing:
            _tighten(path)
    except OSError as error:
        raise _unwritable(path, variable, error.strerror or str(error)) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise _unwritable(path, variable, os.strerror(errno.EROFS if _is_read_only(path) else errno.EACCES))
    return path


def _is_read_only(path: Path) -> bool:
    """Whether a folder lies on a disk that nobody can write to, whatever the folder's rights are."""
    return sys.platform != "win32" and bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def _unwritable(path: Path, variable: str, why: str) -> StoreError:
    return StoreError(f"cannot write to {path}: {why}; make that folder writable, or name another one in {variable}")


def _tighten(path: Path) -> None:
    """Take the rights of others away from a folder that is ours."""
    status = path.stat()
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError(20, "it is not a folder")
    is_open = bool(stat.S_IMODE(status.st_mode) & 0o077)
    is_shared = bool(status.st_mode & stat.S_ISVTX) or path == Path.home()
    if sys.platform == "win32" or not is_open or is_shared or status.st_uid != os.geteuid():
        return
    with os.scandir(path) as found:
        names = {entry.name for entry in found}
    if not names or HISTORY_NAME in names:
        path.chmod(_PRIVATE_DIR)


def create_private(path: Path) -> int:
    """Open a file for writing that did not exist, readable by the user alone (0600).

    Returns:
        The file descriptor.

    Raises:
        OSError: as `os.open`; `FileExistsError` if it is there.
    """
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), _PRIVATE_FILE)


def ensure_private_file(path: Path) -> None:
    """Make an empty file for the user alone, or take the rights of others away from one that is there.

    SQLite gives the files beside a database (`-wal`, `-shm`) the rights of the database itself, so this
    is enough for all of them.

    Raises:
        OSError: if it cannot be made.
    """
    try:
        os.close(create_private(path))
    except FileExistsError:
        status = path.stat()
        if sys.platform != "win32" and status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) & 0o077:
            path.chmod(_PRIVATE_FILE)
