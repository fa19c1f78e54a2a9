"""What can still be read of a damaged history, moved into a new one.

It exists because a bad sector in one session must not cost the others; the damaged file itself is only moved.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from trackclock.adapters.store import rows, schema
from trackclock.adapters.store.deletions import Fate, put, standing
from trackclock.adapters.store.locks import is_session_id
from trackclock.adapters.store.merging import Merge, Restored
from trackclock.adapters.store.salvage import Salvage
from trackclock.core.events import Log
from trackclock.errors import StoreError
from trackclock.ports import StoredSession

SIDE_FILES: Final = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database."""

STRANGE: Final = "strange"
"""The word in the name of a history that was moved aside because the log beside it was not its own."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """What came over.

    Attributes:
        whole: sessions with every entry.
        partly: sessions whose newest entries may be missing.
        lost: sessions of which nothing could be read, as far as they could be counted.
    """

    whole: int
    partly: int
    lost: int

    def describe(self) -> str:
        """What came over, in words that follow "a new one was begun with"."""
        count = self.whole + self.partly
        parts = [f"{count} session{'s' if count > 1 else ''} read from it" if count else ""]
        if self.partly:
            parts.append(f"{self.partly} of them perhaps not to their end")
        if self.lost:
            parts.append(f"{self.lost} could not be read")
        return ", ".join(part for part in parts if part) or "nothing, since nothing in it could be read"


def aside_name(path: Path, why: str) -> Path:
    """A dated name in the same folder that nothing has.

    Args:
        path: the file that is to be moved there.
        why: one word for the name ("damaged").
    """
    stamp = datetime.now().astimezone().strftime("%Y-%m-%dT%H%M%S")
    aside, number = path.with_name(f"{path.name}.{why}-{stamp}"), 1
    while any(aside.with_name(aside.name + end).exists() for end in (*SIDE_FILES, ".log", "")):
        number += 1
        aside = path.with_name(f"{path.name}.{why}-{stamp}-{number}")
    return aside


def move_aside(path: Path, why: str) -> Path:
    """Give a file and what SQLite keeps beside it another, dated name in the same folder.

    Args:
        path: the file; it need not be there itself.
        why: one word for the name ("damaged").

    Returns:
        Its new name.

    Raises:
        OSError: if it cannot be renamed.
    """
    aside = aside_name(path, why)
    move_to(path, aside)
    return aside


def strange_log_of(aside: Path) -> Path:
    """Where the log goes that is not the history's own: under a name that SQLite plays into nothing."""
    return aside.with_name(f"{aside.name}.log")


def move_to(path: Path, aside: Path) -> None:
    """Rename a file and what SQLite keeps beside it, as far as they are there.

    Args:
        path: the file.
        aside: its new name; with `STRANGE` in it, the log is kept apart from it.

    Raises:
        OSError: if it cannot be renamed.
    """
    # The file itself goes last: a new one must never lie beside the old one's -wal, which would be played into it.
    for end in (*SIDE_FILES, ""):
        found, place = path.with_name(path.name + end), aside.with_name(aside.name + end)
        if end == "-wal" and f".{STRANGE}-" in aside.name:
            place = strange_log_of(aside)
        if found.exists():
            found.rename(place)


def is_moved(aside: Path) -> bool:
    """Whether a history has come to its new name, or the log that is not its own: that goes first and is enough."""
    return aside.exists() or strange_log_of(aside).exists()


def rescue(aside: Path, target: sqlite3.Connection, lock_path: Callable[[str], Path]) -> Rescued:
    """Copy every session that can be read into another history.

    Args:
        aside: the damaged file, which is not written to; a log that is not its own is read by itself.
        target: an open history.
        lock_path: the file whose lock says that a running app holds a session.

    Returns:
        How much came over.

    Raises:
        sqlite3.Error: if the target cannot be written.
    """
    with schema.transaction(target):
        rescued = Rescued(0, 0, 0)
        if aside.exists():
            rescued = _copy_unreachable(aside, target, _copy_reachable(aside, target))
        if strange_log_of(aside).exists():
            found = _merge_log(strange_log_of(aside), target, lock_path)
            rescued = replace(rescued, whole=rescued.whole + found.added + len(found.beside))
        return rescued


def _merge_log(log: Path, target: sqlite3.Connection, lock_path: Callable[[str], Path]) -> Restored:
    """Take in what a log holds by itself."""
    found = Salvage.of_log(log)
    deletions = [deletion for deletion, _ in found.decided().values()]
    erased = {one.session_id for one in deletions if one.fate is Fate.ERASED}
    sessions = (one for one in _sessions_in(found, target) if one.header.id not in erased)
    return Merge(target, lock_path, deletions).all(sessions)


def _sessions_in(found: Salvage, target: sqlite3.Connection) -> Iterator[StoredSession]:
    """The sessions that a log holds by itself, or that go on in it from where they end in another history."""
    for key, row in found.sessions.items():
        try:
            header = rows.header_of(row)
            entries = found.events.get(key, {})
            if 0 not in entries:
                known = rows.read_session(target, header.id)
                same = known.log if known and known.header == header else ()
                entries = {**entries, **{entry.seq: rows.entry_row(entry) for entry in same}}
            entries_in_order = [entries[seq] for seq in range(len(entries)) if seq in entries]
        except (ValueError, TypeError, RecursionError, StoreError):
            continue
        if is_session_id(header.id) and (whole := _log_prefix(entries_in_order)):
            yield StoredSession(header, whole)


def _copy_reachable(aside: Path, target: sqlite3.Connection) -> Mapping[int, bool]:
    """Copy what SQLite still reads.

    Returns:
        The keys, in the damaged file, of what came over whole, and whether each is a group's own log.
    """
    whole: dict[int, bool] = {}
    with tempfile.TemporaryDirectory(prefix="rescue-", dir=aside.parent) as folder:
        source = _open(aside, Path(folder) / "copy.db")
        if source is None:
            return {}
        try:
            for row in _session_rows(source):
                found, is_whole = _log_rows(source, row[0])
                if _put(target, row[1:], found) and is_whole:
                    whole[row[0]] = rows.is_group_row(row[1:])
        finally:
            source.close()
    return whole


def _open(aside: Path, copy: Path) -> sqlite3.Connection | None:
    """Open a damaged file without writing to it."""
    try:
        # A copy, since opening a database plays its -wal into it, or its -journal back.
        for end in ("", "-wal", "-journal"):
            if (found := aside.with_name(aside.name + end)).exists():
                shutil.copyfile(found, copy.with_name(copy.name + end))
        return schema.connect(copy)
    except (OSError, sqlite3.Error):
        try:
            return schema.connect(aside, is_immutable=True)
        except sqlite3.Error:
            return None


def _copy_unreachable(aside: Path, target: sqlite3.Connection, whole: Mapping[int, bool]) -> Rescued:
    """Copy what can only be found page by page."""
    found = Salvage.of(aside)
    # What SQLite has read was not deleted for good; what only lies in a page may be of a session that was.
    erased = {key for one, key in found.decided().values() if one.fate is Fate.ERASED} - whole.keys()
    # One that seemed whole may go on behind the place at which SQLite stops to read a log.
    came = {key for key, row in found.sessions.items() if key not in erased and _put(target, row, found.log_rows(key))}
    lost = (found.sessions.keys() | found.events.keys()) - came - whole.keys() - erased
    groups = {key for key, is_group in whole.items() if is_group}
    groups |= {key for key, row in found.sessions.items() if rows.is_group_row(row)}  # no sessions
    _decide_again(target, found)
    return Rescued(*(len(keys - groups) for keys in (whole.keys(), came - whole.keys(), lost)))


def _decide_again(target: sqlite3.Connection, found: Salvage) -> None:
    """Take over what was deleted, except about what has come over although it is said to be gone for good."""
    here = standing(target)
    for one, _ in found.decided().values():
        is_there = rows.is_known(target, one.session_id)
        if one.session_id not in here and is_there is not (one.fate is Fate.ERASED):
            put(target, one)


def _put(target: sqlite3.Connection, row: tuple[Any, ...], found: Sequence[tuple[Any, ...]]) -> bool:
    """Write a session as far as its log makes sense; False if nothing of it does."""
    try:
        header = rows.header_of(row)
        log = _log_prefix(found)
        if not is_session_id(header.id) or not log:
            return False
        rows.put_entries(target, rows.put_header(target, header), log)
    except (ValueError, TypeError, RecursionError, rows.ConflictError):
        return False
    return True


def _log_prefix(found: Sequence[tuple[Any, ...]]) -> Log:
    """The entries up to the first that cannot be read."""
    for length in range(len(found), 0, -1):
        try:
            return rows.log_of(found[:length])
        except (ValueError, TypeError, RecursionError):
            continue
    return ()


def _session_rows(source: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """Every readable row of `sessions`: from the front to the damage, then from the back to it."""
    seen: set[int] = set()
    for order in ("ASC", "DESC"):
        try:
            for row in source.execute(f"SELECT * FROM sessions NOT INDEXED ORDER BY key {order}"):  # noqa: S608
                if row[0] in seen:
                    return
                seen.add(row[0])
                yield row
        except sqlite3.DatabaseError:
            continue
        return


def _log_rows(source: sqlite3.Connection, key: int) -> tuple[list[tuple[Any, ...]], bool]:
    """A session's rows up to the first that cannot be reached, and whether that is all of them and all make sense."""
    found: list[tuple[Any, ...]] = []
    try:
        for row in source.execute(rows.SELECT_LOG, (key,)):
            found.append(row)  # noqa: PERF402 - what was read before the error has to stay
    except sqlite3.DatabaseError:
        return found, False
    return found, len(_log_prefix(found)) == len(found)
