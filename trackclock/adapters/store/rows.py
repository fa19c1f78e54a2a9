"""Sessions and entries to rows and back.

It exists so that the SQL of the log stands in one place, and so that a row that says something else than what is
to be written is found rather than overwritten.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final, TypeAlias, get_args

from trackclock.core.encoding import entry_from_dict, event_to_dict, plan_from_dict, plan_to_dict
from trackclock.core.events import Entry, Log
from trackclock.core.plan import Plan
from trackclock.errors import StoreError
from trackclock.ports import SessionHeader, StoredSession

HeaderRow: TypeAlias = tuple[str, str, int, int, int, str, str, str | None, str | None]
"""id, source, started_wall_ms, utc_offset_s, clock_ms, boot_id, plan as JSON, athlete, group."""

EntryRow: TypeAlias = tuple[int, int, int, str, str]
"""seq, batch, at, type, the other fields of the event as JSON."""

INSERT_HEADER: Final = """
    INSERT OR IGNORE INTO sessions (
        key, id, source, started_wall_ms, utc_offset_s, clock_ms, boot_id, plan, athlete, "group"
    ) SELECT 1 + max(
        coalesce((SELECT max(key) FROM sessions), 0), coalesce((SELECT max(session) FROM deletions), 0)
    ), ?, ?, ?, ?, ?, ?, ?, ?, ?
"""
"""No key is given twice: rows of a session that was deleted for good may still lie in a page that nothing overwrote."""
SELECT_HEADER: Final = "SELECT * FROM sessions WHERE id = ?"
"""Whatever columns there are, the key first (`whole_row`): an older history lacks some, and is read as it is."""
INSERT_ENTRY: Final = """
    INSERT OR IGNORE INTO events (session, seq, batch, at, type, body) VALUES (?, ?, ?, ?, ?, ?)
"""
SELECT_ENTRY: Final = "SELECT seq, batch, at, type, body FROM events WHERE session = ? AND seq = ?"
SELECT_LOG: Final = "SELECT seq, batch, at, type, body FROM events WHERE session = ? ORDER BY seq"


ANY: Final = "1"
"""The condition that every row fulfils."""


class ConflictError(StoreError):
    """The store already holds something else under that name or number."""


def _dump(plain: object) -> str:
    """Compact JSON in ASCII, which holds any text, half surrogates of strange file names included."""
    return json.dumps(plain, separators=(",", ":"))


def header_row(header: SessionHeader) -> HeaderRow:
    """A header as it is stored; the source is quoted, since a file's name may be no valid text."""
    return (
        header.id,
        _dump(header.source),
        header.started_wall_ms,
        header.utc_offset_s,
        header.clock_ms,
        header.boot_id,
        _dump(plan_to_dict(header.plan)),
        header.athlete,
        header.group,
    )


def entry_row(entry: Entry) -> EntryRow:
    """An entry as it is stored."""
    plain = event_to_dict(entry.event)
    name = str(plain.pop("type"))
    del plain["at"]  # a column, like the type
    return entry.seq, entry.batch, entry.event.at, name, _dump(plain)


@lru_cache(maxsize=32)
def _plan_of(text: str) -> Plan:
    """The plan of a row; the same session file is run again and again, and reading a plan is half of the work."""
    return plan_from_dict(json.loads(text))


def whole_row(row: Sequence[Any]) -> tuple[Any, ...]:
    """A `HeaderRow` of a row of any version's `sessions`: what was written before there was an athlete has none."""
    return (*row, None, None)[: len(get_args(HeaderRow))]


def header_of(row: Sequence[Any]) -> SessionHeader:
    """The header of a row without its key, of whatever version (`whole_row`).

    Raises:
        ValueError: if the row is damaged.
    """
    session_id, source, started_wall_ms, utc_offset_s, clock_ms, boot_id, plan, athlete, group = whole_row(row)
    numbers = (started_wall_ms, utc_offset_s, clock_ms)
    are_whole = all(isinstance(number, int) for number in numbers) and isinstance(json.loads(source), str)
    if not are_whole or not all(text is None or isinstance(text, str) for text in (athlete, group)):
        raise ValueError("its header is damaged")
    return SessionHeader(
        id=str(session_id),
        plan=_plan_of(plan),
        source=json.loads(source),
        started_wall_ms=started_wall_ms,
        utc_offset_s=utc_offset_s,
        clock_ms=clock_ms,
        boot_id=str(boot_id),
        athlete=athlete,
        group=group,
    )


def log_of(rows: Iterable[tuple[Any, ...]]) -> Log:
    """The log of rows in the order of their numbers.

    Raises:
        ValueError: if one is damaged or missing.
    """
    log: list[Entry] = []
    for seq, batch, at, name, body in rows:
        plain = json.loads(body)
        if not isinstance(plain, dict):
            raise ValueError(f"entry {seq}: damaged")
        if seq != len(log):
            raise ValueError(f"entry {len(log)}: missing")
        log.append(entry_from_dict({"seq": seq, "batch": batch, "event": {**plain, "at": at, "type": name}}))
    return tuple(log)


def put_header(connection: sqlite3.Connection, header: SessionHeader) -> int:
    """Write a header unless it is there.

    Returns:
        The key of the session in this database.

    Raises:
        ConflictError: if another session has that id.
        sqlite3.Error: if it cannot be written.
    """
    row = header_row(header)
    connection.execute(INSERT_HEADER, row)
    found = connection.execute(SELECT_HEADER, (header.id,)).fetchone()
    if whole_row(found[1:]) != row:
        raise ConflictError(f"the history already holds another session {header.id}")
    return int(found[0])


def put_entries(connection: sqlite3.Connection, key: int, entries: Iterable[Entry]) -> None:
    """Write entries unless they are there: a commit that failed may have reached the disk all the same.

    Raises:
        ConflictError: if other entries have their numbers.
        sqlite3.Error: if they cannot be written.
    """
    for row in map(entry_row, entries):
        if connection.execute(INSERT_ENTRY, (key, *row)).rowcount:
            continue
        if connection.execute(SELECT_ENTRY, (key, row[0])).fetchone() != row:
            raise ConflictError(f"the history already holds another entry {row[0]} of this session")


def is_group_row(row: Sequence[Any]) -> bool:
    """Whether a row without its key heads a group's own log, which is no session; it may be damaged otherwise."""
    session_id, *_, group = whole_row(row)
    return session_id is not None and session_id == group


def no_group(connection: sqlite3.Connection, table: str = "sessions") -> str:
    """The condition that leaves out what is no session but a group's own log, in a history of whatever version.

    Args:
        connection: to the history.
        table: what `sessions` is called in the query.

    Raises:
        sqlite3.Error: if it cannot be read.
    """
    columns = {name for _, name, *_ in connection.execute("PRAGMA table_info(sessions)")}
    return f'{table}.id IS NOT {table}."group"' if "group" in columns else ANY


def is_group(connection: sqlite3.Connection, session_id: str) -> bool:
    """Whether an id is that of a group's own log.

    Raises:
        sqlite3.Error: if that cannot be read.
    """
    row = connection.execute(SELECT_HEADER, (session_id,)).fetchone()
    return row is not None and is_group_row(row[1:])


def is_known(connection: sqlite3.Connection, session_id: str) -> bool:
    """Whether there is a session of that id, readable or not.

    Raises:
        sqlite3.Error: if that cannot be read.
    """
    return connection.execute("SELECT 1 FROM sessions WHERE id = ?", (session_id,)).fetchone() is not None


def has_entry(connection: sqlite3.Connection, header: SessionHeader, key: int, seq: int) -> bool:
    """Whether a session is there under that key, and its log up to a number (-1: nothing of it).

    Raises:
        sqlite3.Error: if it cannot be read.
    """
    found = connection.execute(SELECT_HEADER, (header.id,)).fetchone()
    if found is None or found[0] != key or whole_row(found[1:]) != header_row(header):
        return False
    return seq < 0 or connection.execute(SELECT_ENTRY, (key, seq)).fetchone() is not None


def read_session(connection: sqlite3.Connection, session_id: str) -> StoredSession | None:
    """One session whole; None if there is none of that id.

    Raises:
        StoreError: if it is damaged.
        sqlite3.Error: if the database cannot be read.
    """
    row = connection.execute(SELECT_HEADER, (session_id,)).fetchone()
    if row is None:
        return None
    try:
        return StoredSession(header_of(row[1:]), log_of(connection.execute(SELECT_LOG, (row[0],))))
    except (ValueError, TypeError, RecursionError) as error:
        raise StoreError(f"session {session_id} cannot be read: {error}") from error
