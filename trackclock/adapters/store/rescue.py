"""What can still be read of a damaged history, moved into a new one.

It exists because a bad sector in one session must not cost the others; the damaged file itself is only moved.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from trackclock.adapters.store import rows, schema
from trackclock.core.events import Entry

SIDE_FILES: Final = ("-wal", "-shm")
"""What SQLite keeps beside a database."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """What came over.

    Attributes:
        whole: sessions with every entry.
        partly: sessions whose newest entries could not be read.
        lost: sessions of which nothing could be read, as far as they could be counted.
    """

    whole: int
    partly: int
    lost: int


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
    stamp = datetime.now().astimezone().strftime("%Y-%m-%dT%H%M%S")
    aside, number = path.with_name(f"{path.name}.{why}-{stamp}"), 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.{why}-{stamp}-{number}")
    # The file itself goes last: a new one must never lie beside the old one's -wal, which would be played into it.
    for end in (*SIDE_FILES, ""):
        found = path.with_name(path.name + end)
        if found.exists():
            found.rename(aside.with_name(aside.name + end))
    return aside


def rescue(aside: Path, target: sqlite3.Connection) -> Rescued:
    """Copy every session that can be read into another history.

    Args:
        aside: the damaged file, which is not written to.
        target: an open history.

    Returns:
        How much came over.

    Raises:
        sqlite3.Error: if the target cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="rescue-", dir=aside.parent) as folder:
        copy = Path(folder) / "copy.db"
        try:
            # A copy, since opening a database plays its -wal into it.
            for end in ("", "-wal"):
                if (found := aside.with_name(aside.name + end)).exists():
                    shutil.copyfile(found, copy.with_name(copy.name + end))
            source = schema.connect(copy)
        except (OSError, sqlite3.Error):
            try:
                source = schema.connect(aside, is_immutable=True)
            except sqlite3.Error:
                return Rescued(0, 0, 0)
        try:
            with schema.transaction(target):
                return _copy(source, target)
        finally:
            source.close()


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> Rescued:
    whole = partly = lost = 0
    for row in _session_rows(source):
        log, is_whole = _readable_log(source, row[0])
        try:
            header = rows.header_of(row[1:])
            if not log:
                raise ValueError("nothing of its log is left")
            rows.put_entries(target, rows.put_header(target, header), log)
        except (ValueError, TypeError, rows.ConflictError):
            lost += 1
        else:
            whole, partly = whole + is_whole, partly + (not is_whole)
    return Rescued(whole, partly, lost)


def _session_rows(source: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """Every readable row of `sessions`: from the front to the damage, then from the back to it."""
    seen: set[int] = set()
    columns = "key, id, source, started_wall_ms, utc_offset_s, clock_ms, boot_id, plan"
    for order in ("ASC", "DESC"):
        try:
            for row in source.execute(f"SELECT {columns} FROM sessions NOT INDEXED ORDER BY key {order}"):  # noqa: S608
                if row[0] in seen:
                    return
                seen.add(row[0])
                yield row
        except sqlite3.DatabaseError:
            continue
        return


def _readable_log(source: sqlite3.Connection, key: int) -> tuple[tuple[Entry, ...], bool]:
    """A session's entries up to the first that cannot be read, and whether that is all of them."""
    found: list[tuple[Any, ...]] = []
    is_whole = True
    try:
        for row in source.execute(rows.SELECT_LOG, (key,)):
            found.append(row)  # noqa: PERF402 - what was read before the error has to stay
    except sqlite3.DatabaseError:
        is_whole = False
    while True:
        try:
            return rows.log_of(found), is_whole
        except (ValueError, TypeError):
            found, is_whole = found[: len(found) - 1], False
