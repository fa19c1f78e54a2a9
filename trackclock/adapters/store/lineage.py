"""Whether a history and the write-ahead log beside it belong together.

It exists because SQLite does not know: it plays a log into any database that it finds beside it. An old copy put over
a history whose newest sessions lie in its log becomes a mixture of both, a new one put over an old log loses what is
new, and neither is said. So every commit leaves a seal that names the one before it: a log belongs to whatever bears
a seal of its chain.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from enum import Enum, auto
from pathlib import Path
from typing import Final

from trackclock.adapters.store import rows, schema
from trackclock.adapters.store.deletions import Fate, standing
from trackclock.adapters.store.faults import is_refusal
from trackclock.adapters.store.salvage import rows_on
from trackclock.adapters.store.wal import Log, Page, log_of, read_log
from trackclock.errors import StoreError
from trackclock.ports import StoredSession

_LOOKS: Final = 5
_BETWEEN_LOOKS_S: Final = 0.1
"""What another app is writing right now changes from look to look; only what stands still is judged."""

_ROW: Final = (type(None), str, str, str)


class Kinship(Enum):
    """What a log is to the history that it lies beside."""

    OWN = auto()
    BROKEN = auto()
    """Its own, but with commits behind something damaged, which SQLite would pass over."""
    STRANGE = auto()


_own: Final[dict[Path, tuple[object, ...]]] = {}
"""The pairs that this process has looked at: it opens the same one again and again."""


def kinship_of(path: Path) -> Kinship:
    """What the log beside a history is to it; without a log there is nothing strange.

    Args:
        path: the history, which is there.

    Raises:
        OSError: if the files cannot be read.
    """
    if not log_of(path).exists() or _own.get(path) == _identity(path):
        return Kinship.OWN
    for _ in range(_LOOKS):
        identity, state = _identity(path), _state(path)
        found = _judge(path, _seal_of(path), read_log(log_of(path)))
        if found is Kinship.OWN:
            _own[path] = identity
            return found
        time.sleep(_BETWEEN_LOOKS_S)
        if _state(path) == state:
            return found
    return Kinship.OWN  # another app writes it all the time, and has looked at it itself


def _identity(path: Path) -> tuple[object, ...]:
    """What stays the same while a log grows and no other takes the place of it or of its history."""
    try:
        history, log = path.stat(), log_of(path).stat()
        with log_of(path).open("rb") as file:
            salts = file.read(24)[16:]
    except OSError:
        return ()
    return history.st_dev, history.st_ino, log.st_ino, salts


def _state(path: Path) -> tuple[object, ...]:
    """What changes with everything that is written."""
    found: list[object] = []
    for file in (path, log_of(path)):
        with suppress(OSError):
            status = file.stat()
            found += [status.st_ino, status.st_size, status.st_mtime_ns]
    return tuple(found)


def _judge(path: Path, seal: str | None, log: Log) -> Kinship:
    if not log.played and not log.is_broken:
        return Kinship.OWN  # there is nothing in it
    chain = _chain_of((*log.played, *log.beyond))
    is_own = seal in chain if seal and chain else _makes_sense(path)
    if not is_own:
        return Kinship.STRANGE
    return Kinship.BROKEN if log.is_broken else Kinship.OWN


def _seal_of(path: Path) -> str | None:
    """The seal in a history, its log left aside; None if an older trackclock made it, or it cannot be read."""
    try:
        with closing(schema.connect(path, is_immutable=True)) as connection:
            row = connection.execute("SELECT seal FROM store").fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None


def _chain_of(pages: tuple[Page, ...]) -> frozenset[str]:
    """Every seal that the commits of a log put in, and the one that the first of them found."""
    found: set[str] = set()
    for number, page in pages:
        if schema.SEALED.encode() not in page:
            continue
        for _, row in rows_on({number: page}, page, is_first=number == 1):
            if tuple(type(value) for value in row) == _ROW and row[1] == schema.SEALED:
                found.update(str(value) for value in row[2:])
    return frozenset(found)


def _makes_sense(path: Path) -> bool:
    """Where there is no seal: whether the log, played in, leaves the history sound, and with all that it holds now."""
    try:
        with tempfile.TemporaryDirectory(prefix="kinship-", dir=path.parent) as folder:
            copy = Path(folder) / "copy.db"
            shutil.copyfile(path, copy)
            shutil.copyfile(log_of(path), log_of(copy))
            with closing(schema.connect(copy)) as both:
                return _is_sound(both) and _holds(both, path)
    except sqlite3.Error as error:
        return is_refusal(error)  # nothing can be tried there
    except OSError:  # there is no room for a copy
        return True


def _is_sound(connection: sqlite3.Connection) -> bool:
    is_whole = connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    return is_whole and not connection.execute("PRAGMA foreign_key_check(events)").fetchone()


def _holds(both: sqlite3.Connection, path: Path) -> bool:
    """Whether every session of a history, its log left aside, is there, and none that cannot be read but those."""
    try:
        with closing(schema.connect(path, is_immutable=True)) as alone:
            before = dict(_sessions_of(alone))
    except sqlite3.DatabaseError:
        return True  # a kill while the log was being played in: only with the log it is whole
    after = dict(_sessions_of(both))
    unread = {session_id for session_id, stored in after.items() if stored is None}
    erased = {one.session_id for one in standing(both).values() if one.fate is Fate.ERASED}
    return all(before.get(session_id, both) is None for session_id in unread) and all(
        stored is None or session_id in erased or _goes_on(after.get(session_id), stored)
        for session_id, stored in before.items()
    )


def _goes_on(now: StoredSession | None, then: StoredSession) -> bool:
    return now is not None and now.header == then.header and now.log[: len(then.log)] == then.log


def _sessions_of(connection: sqlite3.Connection) -> Iterator[tuple[str, StoredSession | None]]:
    """Every session by its id; None for one that cannot be read."""
    for (session_id,) in connection.execute("SELECT id FROM sessions").fetchall():
        try:
            yield str(session_id), rows.read_session(connection, session_id)
        except StoreError:
            yield str(session_id), None
