"""Looking at the history from beside the app that writes it, for whoever watches a running session.

It exists apart from the reader because that one mends, migrates and derives what it finds. A watcher opens the history
for the few milliseconds of a look, once something has changed, and never for writing: between two looks it has nothing
open that SQLite knows of, so that no checkpoint waits for it and whoever closes the history last still is the last.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

from trackclock.adapters.locations import HISTORY_NAME
from trackclock.adapters.store import rows, schema
from trackclock.adapters.store.cache import is_current
from trackclock.adapters.store.deletions import out_of_sight
from trackclock.adapters.store.faults import fault_in_words
from trackclock.adapters.store.likes import NamesOf, keys_of, like_of, only_that
from trackclock.adapters.store.locks import is_session_id, session_lock_path
from trackclock.adapters.store.opening import refuse_newer
from trackclock.adapters.store.wal import log_of
from trackclock.core.comparisons import LikeHistory, LikeKey
from trackclock.errors import StoreError
from trackclock.os_lock import is_locked
from trackclock.ports import Watched

_HEAD: Final = 100
"""Bytes in which a database has a counter of its changes (sqlite.org, "Database File Format", 1.3)."""

_INDEX_HEAD: Final = 48
"""Those in which the index of its log has one; what follows is written by readers too (sqlite.org, "WAL-mode File
Format", 2.1)."""

_READ_VERSION_AT: Final = 19
"""Where a database says how it is read, a byte: 2 with a write-ahead log."""

_MOST_HELD: Final = 8
"""So many of the newest sessions that have a lock are looked at: who was killed leaves the file of one behind."""

_T = TypeVar("_T")
_Mark: TypeAlias = tuple[int, int, int, int, bytes] | None
"""Device, inode, size, time of the last change and the first bytes of a file; None where there is none."""

_Holds: TypeAlias = tuple[tuple[str, bool | None], ...]


class SqliteWatch:
    """The `ports.SessionWatch` of the history in one folder."""

    def __init__(self, folder: Path, boot_id: str, names_of: NamesOf = only_that) -> None:
        """Prepare; nothing is opened.

        Args:
            folder: the data folder.
            boot_id: names the boot of this machine: locks of another one cannot be seen from here.
            names_of: every name of an athlete by any of them, the one that is used now first.
        """
        self._path = Path(os.path.realpath(folder / HISTORY_NAME))
        self._boot_id = boot_id
        self._names_of = names_of
        self._files = (_Head(self._path), _Head(log_of(self._path)), _Head(_index_of(self._path), is_memory=True))
        self._seen: tuple[str | None, _Holds, list[_Mark]] | None = None

    def look(self, known: str | None) -> tuple[Watched, ...] | None:
        """The sessions that running apps may have, and the known one; None where nothing has changed.

        Raises:
            StoreError: if the history cannot be read; the next look tries again.
        """
        holds = self._holds(known)
        # Before it is read: what is committed meanwhile is another change.
        seen = known, holds, [file.mark() for file in self._files]
        if seen == self._seen:
            return None
        self._seen = None
        nothing: tuple[Watched, ...] = ()
        found = self._ask(lambda connection: tuple(self._found(connection, holds, known)), nothing)
        self._seen = seen
        return found

    def is_held(self, session_id: str) -> bool | None:
        """Whether a running app has a session; None where this system cannot tell."""
        return is_locked(session_lock_path(self._path, session_id))

    def like(
        self, keys: Iterable[LikeKey], before_wall_ms: int, athlete: str | None = None
    ) -> Mapping[LikeKey, LikeHistory]:
        """The like reps of the sessions of an athlete before an instant, as far as the derived tables have them.

        Raises:
            StoreError: if the history cannot be read.
        """
        whose = keys_of(athlete, self._names_of)

        def question(connection: sqlite3.Connection) -> dict[LikeKey, LikeHistory]:
            return like_of(connection, whose, keys, before_wall_ms) if is_current(connection) else {}

        nothing: dict[LikeKey, LikeHistory] = {}
        return self._ask(question, nothing)

    def _holds(self, known: str | None) -> _Holds:
        """The sessions that have the file of a lock, newest first, and whether somebody has it; then the known one."""
        names: list[str] = []
        with suppress(OSError):
            names = [path.stem for path in session_lock_path(self._path, "any").parent.glob("*.lock")]
        newest = sorted(filter(is_session_id, names), reverse=True)[:_MOST_HELD]
        if known is not None and known not in newest:
            newest.append(known)
        return tuple((name, self.is_held(name)) for name in newest)

    def _found(self, connection: sqlite3.Connection, holds: _Holds, known: str | None) -> Iterator[Watched]:
        gone = out_of_sight(connection)
        for name, is_held in holds:
            try:
                stored = rows.read_session(connection, name) if name not in gone else None
            except StoreError:
                if name == known:
                    raise
                continue
            if stored is not None and not stored.header.is_group:
                is_elsewhere = is_held is False and stored.header.boot_id != self._boot_id
                has_lock = is_elsewhere and session_lock_path(self._path, name).exists()
                yield Watched(stored, None if has_lock else is_held)

    def _ask(self, question: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """Read something in one transaction, in the first way that is open.

        Raises:
            StoreError: if there is none.
        """
        trouble: Exception | None = None
        for connect in self._ways():
            try:
                with closing(connect(self._path)) as connection:
                    connection.execute("BEGIN")
                    return question(connection) if self._is_history(connection) else otherwise
            except (OSError, sqlite3.Error) as error:
                trouble = trouble or error
        if trouble is None or not self._path.exists():
            return otherwise
        raise StoreError(f"the history cannot be read: {fault_in_words(trouble, self._path)}") from trouble

    def _ways(self) -> tuple[Callable[[Path], sqlite3.Connection], ...]:
        """How the history can be opened now; none of them while there is nothing in it.

        With a log that nobody else has open, or on a disk that takes nothing, it is read as it stands; else a look
        would make the log that SQLite asks for.
        """
        mark, log, index = (file.mark() for file in self._files)
        if mark is None or not mark[2]:
            return ()
        has_log = mark[4][_READ_VERSION_AT : _READ_VERSION_AT + 1] == b"\x02"
        if has_log and (log is None or not log[2] or index is None):
            return (schema.connect_still,)
        return schema.connect_to_look, schema.connect_still

    def _is_history(self, connection: sqlite3.Connection) -> bool:
        """Whether there is a history of ours; False while one is being made.

        Raises:
            StoreError: if it is a newer one's, or somebody else's.
        """
        version = schema.version_of(connection)
        if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
            if not version:
                return False
            raise StoreError(f"{self._path} is no history of trackclock's")
        refuse_newer(self._path, version)
        return version == schema.VERSION or version in schema.SAME_TABLES


class _Head:
    """What tells one state of a file from the next without reading it.

    On POSIX its descriptor is kept as long as the file is the same: to close one lets go of every lock that this
    process has on it (fcntl(2)). Elsewhere an open file could not be moved or removed.
    """

    def __init__(self, path: Path, *, is_memory: bool = False) -> None:
        """Of a file, which need not be there.

        Args:
            path: the file.
            is_memory: whether it is shared as memory: then its time is what the kernel makes of that.
        """
        self._path = path
        self._is_memory = is_memory
        self._fd: int | None = None

    def mark(self) -> _Mark:
        """The state that it is in now."""
        try:
            status = self._path.stat()
            if self._fd is not None and not os.path.samestat(os.fstat(self._fd), status):
                self._close()
            if self._fd is None:
                self._fd = os.open(self._path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
            status = os.fstat(self._fd)
            os.lseek(self._fd, 0, os.SEEK_SET)
            head = os.read(self._fd, _INDEX_HEAD if self._is_memory else _HEAD)
        except OSError:
            self._close()
            return None
        if os.name != "posix":
            self._close()
        changed_ns = 0 if self._is_memory else status.st_mtime_ns
        return status.st_dev, status.st_ino, status.st_size, changed_ns, head

    def __del__(self) -> None:
        """Let go of the file."""
        self._close()

    def _close(self) -> None:
        fd, self._fd = self._fd, None
        if fd is not None:
            os.close(fd)


def _index_of(path: Path) -> Path:
    """The index of the write-ahead log of a database, which all who have it open share as memory."""
    return path.with_name(f"{path.name}-shm")
