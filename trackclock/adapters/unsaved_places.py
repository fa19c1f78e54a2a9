"""Where sessions can go that the history does not take.

It exists because a disk that is full or broken seldom comes alone, so that more than one place is tried; none of
them is ever a file that is there already.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trackclock.errors import StoreError

if TYPE_CHECKING:
    from trackclock.ports import SessionStore, StoredSession

_PREFIX: Final = "trackclock-"


def places(session_id: str) -> Iterator[Path]:
    """Files to try, best first: in the home folder, the folder for temporary files, the folder of the call.

    The folder for temporary files belongs to everybody, so that a name in it must not be foreseeable: somebody could
    put a link there that leads to another file.

    Args:
        session_id: the newest session that is to be saved.
    """
    name = f"{_PREFIX}{session_id}"
    with suppress(RuntimeError):  # this user has no home
        yield _free(Path.home() / f"{name}.jsonl")
    with suppress(OSError):  # nothing temporary can be written
        yield Path(tempfile.gettempdir()).absolute() / f"{name}-{secrets.token_hex(8)}.jsonl"
    with suppress(OSError):  # that folder is gone
        yield _free(Path.cwd() / f"{name}.jsonl")


def waiting(store: SessionStore) -> Iterator[Path]:
    """Files of this kind in the home folder with anything in them that is not in the history.

    Whoever lost the terminal together with the disk never saw the name of the file.

    Args:
        store: the history; where it cannot be read, everything is missing.
    """
    from trackclock.adapters.store.backup_file import read_backup

    with suppress(RuntimeError, OSError):
        for path in sorted(Path.home().glob(f"{_PREFIX}*.jsonl")):
            with suppress(StoreError):  # it is something else
                if any(not _is_in(store, session) for session in read_backup(path).sessions):
                    yield path


def _is_in(store: SessionStore, session: StoredSession) -> bool:
    try:
        if session.header.id in store.deleted():
            return True  # it was, and is not wanted there
        return store.read(session.header.id).log[: len(session.log)] == session.log
    except StoreError:
        return False


def _free(path: Path) -> Path:
    """The name, or one beside it where it is taken."""
    with suppress(OSError):
        if path.exists() or path.is_symlink():
            return path.with_name(f"{path.stem}-{secrets.token_hex(4)}{path.suffix}")
    return path
