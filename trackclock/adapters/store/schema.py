"""The tables of the history and how older ones become these.

It exists so that every change to the tables is a named function that runs once, in order, on whatever file is
found. Only sessions and their events are here; the tables that are derived from them belong to `cache`.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import quote_from_bytes

APPLICATION_ID: Final = 0x54434C4B
"""Marks a SQLite file as ours: "TCLK" (sqlite.org, "PRAGMA application_id")."""

BUSY_MS: Final = 2_000
"""How long a statement waits for another app; transactions here take a few milliseconds."""


def create_sessions_and_events(connection: sqlite3.Connection) -> None:
    """The first schema."""
    connection.execute(
        """
        CREATE TABLE sessions (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL,
            started_wall_ms INTEGER NOT NULL,
            utc_offset_s INTEGER NOT NULL,
            clock_ms INTEGER NOT NULL,
            boot_id TEXT NOT NULL,
            plan TEXT NOT NULL
        )
        """
    )
    connection.execute(
        """
        CREATE TABLE events (
            session INTEGER NOT NULL REFERENCES sessions (key),
            seq INTEGER NOT NULL,
            batch INTEGER NOT NULL,
            at INTEGER NOT NULL,
            type TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (session, seq)
        ) WITHOUT ROWID
        """
    )
    connection.execute("CREATE INDEX sessions_by_start ON sessions (started_wall_ms)")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def admit_sessions_dated_anew(connection: sqlite3.Connection) -> None:
    """No table changes, but a log may say what no older trackclock can read, which then has to say so in words."""


def create_deletions(connection: sqlite3.Connection) -> None:
    """What is deleted; older versions show it all the same, so that they have to refuse such a history in words.

    The derived tables need it too, in a history that is only looked at: it may be there already.
    """
    connection.execute(
        """
        CREATE TABLE IF NOT EXISTS deletions (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            fate TEXT NOT NULL,
            wall_ms INTEGER NOT NULL,
            session INTEGER NOT NULL
        )
        """
    )


def admit_imports_and_athletes(connection: sqlite3.Connection) -> None:
    """Room for whose session it is, and logs that say where they came from, which no older trackclock can read.

    Both at once, so that a history changes once: whoever comes to fill the columns needs no other step.
    """
    connection.execute("ALTER TABLE sessions ADD COLUMN athlete TEXT")
    connection.execute('ALTER TABLE sessions ADD COLUMN "group" TEXT')


def admit_groups(connection: sqlite3.Connection) -> None:
    """No table changes, but from here on a row can be a group's own log, which older versions take for a session."""


MIGRATIONS: Final[tuple[Callable[[sqlite3.Connection], None], ...]] = (
    create_sessions_and_events,
    admit_sessions_dated_anew,
    create_deletions,
    admit_imports_and_athletes,
    admit_groups,
)
"""In order; the file's `user_version` says how many of them it has had. Only ever add at the end."""

VERSION: Final = len(MIGRATIONS)

SAME_TABLES: Final = frozenset({1, 2, 3, 4})
"""Older versions with the logs of this one, whose headers lack what was nobody's then (`rows.header_columns`): they are
read as they are, and brought up to date by the first write, so that a disk that takes nothing more, or nothing at all,
keeps nobody from looking."""


_WITHOUT_LOCKS: Final = "win32-none" if sys.platform == "win32" else "unix-none"
"""SQLite's own file system that takes no locks (sqlite.org, "The OS Interface or VFS", 2.1)."""


def connect(path: Path, *, is_immutable: bool = False) -> sqlite3.Connection:
    """Open a database that is there; SQLite is never left to make the file, for its rights would be wrong.

    Args:
        path: the file.
        is_immutable: for a file that is read without its log, as it stands.

    Raises:
        sqlite3.Error: if it cannot be opened.
    """
    return _prepared(_connect(path, "mode=ro&immutable=1" if is_immutable else "mode=rw"))


def connect_still(path: Path) -> sqlite3.Connection:
    """Open a database for reading as it stands, log and all, where nothing can be locked or written beside it.

    Who has it alone keeps the index of the log in memory (sqlite.org, "WAL-mode", 8); who asks for no locks gets it
    alone. Whoever writes to it meanwhile is not kept from it, and can make it seem damaged.

    Args:
        path: the file; neither it nor its log is changed.

    Raises:
        OSError: if its log cannot be looked at.
        sqlite3.Error: if it cannot be opened.
    """
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return connect(path, is_immutable=True)  # the other way would have to make a log first
    return _prepared(_connect(path, f"mode=ro&vfs={_WITHOUT_LOCKS}"), is_alone=True)


def connect_to_look(path: Path) -> sqlite3.Connection:
    """Open a database for reading beside whoever writes to it; it never writes to the database or to its log.

    Raises:
        sqlite3.Error: if it cannot be opened.
    """
    return _prepared(_connect(path, "mode=ro"))


def connect_alone(path: Path) -> sqlite3.Connection:
    """Open a database that nobody else has open; its log then needs no shared memory.

    Raises:
        sqlite3.Error: if it cannot be opened, or somebody has it open.
    """
    return _prepared(_connect(path, "mode=rw"), is_alone=True)


def uri_of(path: PurePath) -> str:
    """An absolute path as SQLite takes it.

    It knows no machine in front of a path (sqlite.org, "Uniform Resource Identifiers", 3.1): a folder of Windows'
    network is a path that begins with two slashes.
    """
    text = path.as_posix()
    return f"file://{'' if text.startswith('/') else '/'}{quote_from_bytes(os.fsencode(text), safe='/:')}"


def _connect(path: Path, how: str) -> sqlite3.Connection:
    uri = f"{uri_of(path.absolute())}?{how}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_MS / 1_000, isolation_level=None, check_same_thread=False)


def connect_to_memory() -> sqlite3.Connection:
    """Open an empty database that lies in memory alone."""
    return _prepared(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))


def _prepared(connection: sqlite3.Connection, *, is_alone: bool = False) -> sqlite3.Connection:
    try:
        if is_alone:  # before anything else, since that would look for the index of the log
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        if sys.platform == "darwin":
            # There fsync(2) leaves it to the drive when it writes (sqlite.org, "PRAGMA fullfsync").
            connection.execute("PRAGMA fullfsync = ON")
            connection.execute("PRAGMA checkpoint_fullfsync = ON")
        # With FULL, a commit is on the disk when it returns; WAL makes that one sync (sqlite.org, "WAL-mode").
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # The text in a damaged row may be anything; whoever decodes the row refuses it by itself.
        connection.text_factory = _text
    except BaseException:
        connection.close()
        raise
    return connection


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


SEALED: Final = "trackclock seal"
"""Begins the row that every commit writes, so that it is found in a page without the database that it belongs to."""

_STORE: Final = """
    CREATE TABLE IF NOT EXISTS store (
        key INTEGER PRIMARY KEY CHECK (key = 1),
        kind TEXT NOT NULL,
        seal TEXT NOT NULL,
        before TEXT NOT NULL
    )
"""
"""No migration: a trackclock that does not know of it reads and writes the history as before."""

_SEAL: Final = """
    INSERT INTO store VALUES (1, ?, lower(hex(randomblob(8))), '')
    ON CONFLICT (key) DO UPDATE SET before = seal, seal = excluded.seal
"""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write as one: committed at the end, nothing written if anything fails.

    Every commit leaves a seal of its own and the one that it found: see `lineage`.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(_STORE)
        connection.execute(_SEAL, (SEALED,))
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def version_of(connection: sqlite3.Connection) -> int:
    """How many migrations the file has had."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables up to date, one migration a transaction.

    Raises:
        sqlite3.Error: if it cannot be done; what was there before is still there.
    """
    while (version := version_of(connection)) < VERSION:
        with transaction(connection):
            if version_of(connection) == version:  # else another app was faster
                MIGRATIONS[version](connection)
                connection.execute(f"PRAGMA user_version = {version + 1}")
