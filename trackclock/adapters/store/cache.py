"""Tables that are derived from the logs, for speed and for nothing else.

They exist because parsing every log takes seconds at 10,000 sessions and a query of these takes milliseconds. A
trigger marks a session as stale whenever its log grows, so that a log never waits for them and they can never be
wrong for long; whoever reads them has the stale ones derived anew first. They carry a version: other tables than
this one's are dropped and made again from the logs.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain, count
from typing import Any, Final, TypeVar

from trackclock.adapters.store import held, rows
from trackclock.adapters.store.deletions import Fate, out_of_sight, standing
from trackclock.adapters.store.derived import Derived, derived_group, derived_of, unreadable, unreadable_group
from trackclock.adapters.store.reader import Reader
from trackclock.adapters.store.schema import create_deletions
from trackclock.adapters.store.tables import ADD_HELD, DDL, DERIVED, RESHAPED, TABLES
from trackclock.core import encoding
from trackclock.errors import StoreError
from trackclock.ports import SessionHeader, StoredSession

VERSION: Final = 9
"""Raise it whenever a table here, or what is derived, changes; `tests/adapters/test_old_histories.py` tells."""

_UPGRADES: Final = (
    (7, frozenset(TABLES) - {"one_athlete"}, (*ADD_HELD, *RESHAPED)),
    (8, frozenset(TABLES), RESHAPED),
)
"""The versions whose tables can stay, the tables that they have, and what makes those of this version of them."""

CHUNK: Final = 20
"""So many sessions are derived at once: the writer waits for no more than a few milliseconds."""

_ATTEMPTS: Final = 3
"""So often a question is asked where another app's commits take the tables of a copy away before it is answered."""

_NEXT_STALE: Final = """
    SELECT session, (SELECT max(seq) FROM events WHERE session = stale.session), sessions.*
    FROM stale LEFT JOIN sessions ON key = session ORDER BY started_wall_ms DESC LIMIT ?
"""


_COUNT: Final = "SELECT count(*) FROM sessions WHERE {no_group}"

_NOTHING: Final[tuple[Derived, ...]] = ()

_T = TypeVar("_T")


class _NotWrittenError(StoreError):
    """What was derived cannot be written."""


class Cache:
    """Keeps the derived tables up with the logs."""

    def __init__(self, reader: Reader) -> None:
        """Take the connection to do it through."""
        self._reader = reader
        reader.derive = self.refresh

    def refresh(self, at_most: int | None = None) -> None:
        """Derive what is stale, the newest sessions first.

        Args:
            at_most: about how many sessions; None for all of them.

        Raises:
            StoreError: if the logs cannot be read, or there are no such tables and they cannot be made.
        """
        if not self._reader.ask(is_current, otherwise=True):
            self._reader.write(_make_unless_current, is_repeatable=True)
        with suppress(_NotWrittenError):  # on a full disk the history is behind, but it can be read
            done = 0
            for done, _ in enumerate(self._rounds(), 1):
                if at_most is not None and done * CHUNK >= at_most:
                    return
            if at_most is None:
                self._hold(done + 1)

    def ask(self, question: Callable[[sqlite3.Connection], _T], otherwise: _T, *, at_most: int | None = None) -> _T:
        """Bring the tables up to date and read something of them.

        Args:
            question: what to read.
            otherwise: the answer where there is no history yet.
            at_most: as for `refresh`.

        Returns:
            The answer.

        Raises:
            StoreError: if it cannot be read.
        """

        def answers(connection: sqlite3.Connection) -> tuple[_T, ...]:
            return (question(connection),) if is_current(connection) else ()

        for _ in range(_ATTEMPTS):
            self.refresh(at_most)
            nothing: tuple[_T, ...] = (otherwise,)
            if found := self._reader.ask(answers, nothing):
                return found[0]
        raise StoreError("the history is written to faster than it can be summed up, and its disk is full; try again")

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Derive everything anew.

        Args:
            progress: called with how many sessions are done, and of how many.

        Returns:
            How many sessions there are.

        Raises:
            StoreError: if the logs cannot be read or the tables cannot be written.
        """
        total = self._reader.ask(_count, otherwise=0)
        if not total:
            return 0
        self._reader.write(_make, is_repeatable=True, is_kept=True)
        say = progress or (lambda *_: None)
        for left in chain((total,), self._rounds(is_kept=True)):
            say(max(total - left, 0), total)
        self._hold(is_kept=True)
        say(total, total)
        return total

    def hold(self, athlete: Sequence[str]) -> None:
        """Hold against last time whatever is due, the sessions of one athlete under just these keys.

        Raises:
            StoreError: as for `refresh`.
        """
        self.refresh()
        with suppress(_NotWrittenError):
            if not self._reader.ask(_if_current(partial(held.is_one, athlete=athlete), otherwise=True), otherwise=True):
                self._write(_if_current(partial(held.make_one, athlete=athlete), otherwise=None))
            self._hold()

    def _hold(self, chunks: int | None = None, *, is_kept: bool = False) -> None:
        """Hold against last time what is due, or some of it; it ends and raises as `_rounds` does."""
        count_due = _if_current(held.count_due, otherwise=0)
        left = self._reader.ask(count_due, otherwise=0)
        for _ in count() if chunks is None else range(chunks):
            if not left:
                return
            self._write(_if_current(partial(held.hold, at_most=CHUNK), otherwise=None), is_kept=is_kept)
            before, left = left, self._reader.ask(count_due, otherwise=0)
            if left >= before:
                return

    def _write(self, change: Callable[[sqlite3.Connection], _T], *, is_kept: bool = False) -> _T:
        try:
            return self._reader.write(change, is_kept=is_kept)
        except StoreError as error:
            raise _NotWrittenError(str(error)) from error

    def _rounds(self, *, is_kept: bool = False) -> Iterator[int]:
        """Derive one chunk after the other; gives after each how many sessions are still stale.

        It ends whatever becomes of what is written: at the first chunk that leaves no fewer than there were, because
        all of them are being written to right now, or because the disk forgets. A `_NotWrittenError` says that one
        cannot be written.
        """
        count_stale = _if_current(_count_stale, otherwise=0)
        left = self._reader.ask(count_stale, otherwise=0)
        while left:
            if not (derived := self._reader.ask(_derive_stale, _NOTHING)):
                return
            self._write(partial(_put, chunk=derived), is_kept=is_kept)
            before, left = left, self._reader.ask(count_stale, otherwise=0)
            yield left
            if left >= before:
                return


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the derived tables are there, and those of this version; some sessions in them may be stale."""
    return _are_there(connection, frozenset(TABLES), VERSION)


def _are_there(connection: sqlite3.Connection, tables: frozenset[str], version: int) -> bool:
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not names.issuperset(tables):
        return False
    return connection.execute("SELECT version FROM cache_info").fetchall() == [(_version(version),)]


def _version(version: int) -> int:
    """Of the tables as this trackclock derives them.

    It counts the kinds of events as well: whoever knows another one reads logs that were beyond the one before.
    """
    return version * 1_000 + len(encoding.EVENT_TYPES)


def _make_unless_current(connection: sqlite3.Connection) -> None:
    if is_current(connection):  # another app may have been faster
        return
    for version, tables, statements in _UPGRADES:
        if _are_there(connection, tables, version):
            for statement in statements:
                connection.execute(statement)
            connection.execute("UPDATE cache_info SET version = ?", (_version(VERSION),))
            return
    _make(connection)


def _count(connection: sqlite3.Connection) -> int:
    total = int(connection.execute(_COUNT.format(no_group=rows.no_group(connection))).fetchone()[0])
    return total - sum(one.fate is Fate.DELETED for one in standing(connection).values())


def _if_current(question: Callable[[sqlite3.Connection], _T], otherwise: _T) -> Callable[[sqlite3.Connection], _T]:
    """Ask only where there are tables of this version: a commit of another app may have taken a copy's away."""
    return lambda connection: question(connection) if is_current(connection) else otherwise


def _count_stale(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM stale").fetchone()[0])


def _make(connection: sqlite3.Connection) -> None:
    """Drop what is there, whatever version it is, and mark every session as stale."""
    create_deletions(connection)  # not there yet in a history of an older version that is only looked at
    for trigger in ("stale_session", "stale_event", "stale_deletion"):
        connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    for table in TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in DDL:
        connection.execute(statement)
    connection.execute("INSERT INTO cache_info VALUES (?)", (_version(VERSION),))


def _derive_stale(connection: sqlite3.Connection) -> tuple[Derived, ...]:
    if not is_current(connection):
        return ()
    found = connection.execute(_NEXT_STALE, (CHUNK,)).fetchall()
    gone, decisions = out_of_sight(connection), _count_decisions(connection)

    def derive(key: int, through: int | None, header: list[Any]) -> Derived:
        if header[0] is None:  # deleted for good
            return Derived(key, through, None, decisions=decisions)
        derived = replace(_derive(connection, key, through, header), decisions=decisions)
        return derived.deleted() if header[0] in gone else derived

    return tuple(derive(key, through, header) for key, through, _, *header in found)


def _count_decisions(connection: sqlite3.Connection) -> int:
    """How many deletions, and what followed them, there have been: one more, and what is derived may be out of date."""
    return int(connection.execute("SELECT count(*) FROM deletions").fetchone()[0])


def _derive(connection: sqlite3.Connection, key: int, through: int | None, raw: list[Any]) -> Derived:
    header: SessionHeader | None = None
    try:
        header = rows.header_of(raw)
        session = StoredSession(header, rows.log_of(connection.execute(rows.SELECT_LOG, (key,))))
        if header.is_group:
            return derived_group(key, through, session)
        return derived_of(key, through, session)
    except sqlite3.Error:
        raise
    # A log that cannot have happened can break the fold in any way; no session may keep the others from the list.
    except Exception as error:  # noqa: BLE001
        if rows.is_group_row(raw):
            return unreadable_group(key, through, raw)
        return unreadable(key, through, header, raw, error)


def _put(connection: sqlite3.Connection, chunk: tuple[Derived, ...]) -> None:
    """Write the rows of some sessions in place of their old ones; whose log has grown meanwhile stays stale."""
    if not is_current(connection):
        return
    for one in chunk:
        for table in DERIVED:
            connection.execute(f"DELETE FROM {table} WHERE session = ?", (one.key,))  # noqa: S608
        if one.summary is not None:
            table, marks = (
                "deleted_summaries" if one.is_deleted else "summaries",
                ", ".join("?" * (len(one.summary) + 1)) + ", NULL, 0",
            )
            connection.execute(f"INSERT INTO {table} VALUES ({marks})", (one.key, *one.summary))  # noqa: S608
        if one.group is not None:
            connection.execute("INSERT INTO groups VALUES (?, ?, ?, ?)", (one.key, *one.group))
        connection.executemany(
            "INSERT INTO past_reps VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [(one.key, *rep) for rep in one.reps]
        )
        connection.executemany(
            """
            INSERT OR IGNORE INTO performances
                (whose, distance_mm, is_split, shown_ms, time_ms, started_wall_ms, position, edited, session)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [(*performance, one.key) for performance in one.performances],
        )
        newest = connection.execute("SELECT max(seq) FROM events WHERE session = ?", (one.key,)).fetchone()[0]
        if newest == one.through and _count_decisions(connection) == one.decisions:
            connection.execute("DELETE FROM stale WHERE session = ?", (one.key,))
