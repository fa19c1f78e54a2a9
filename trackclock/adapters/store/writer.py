"""The thread that brings logs to the disk.

It exists so that no key press ever waits for a disk. It keeps the whole log of every session that this app has
open: what is not on the disk is then simply what it has yet to write, in one transaction for all that has piled up,
and a history that vanished under the app can be written once more.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from trackclock.adapters.locations import DATA_DIR_VARIABLE, ensure_private_dir, ensure_private_file
from trackclock.adapters.store import opening, rows, schema
from trackclock.adapters.store.faults import fault_in_words, is_damage
from trackclock.adapters.store.handles import Handles
from trackclock.adapters.store.locks import FileLock, session_lock_path
from trackclock.adapters.store.opening import Opened
from trackclock.adapters.store.whole import CutOffError, Whole
from trackclock.core.events import Entry
from trackclock.errors import StoreError
from trackclock.ports import SessionHeader, StoredSession

FIRST_RETRY_S: Final = 0.1
LAST_RETRY_S: Final = 5.0
"""Failed writes are tried again after 0.1 s, then twice as long each time, up to this."""

_MOST_RECOVERIES: Final = 5
"""So many new histories are begun, each beside the damaged one before it: a disk that spoils them all fills up."""

CLOSE_S: Final = 10.0
"""How long the last attempt may take when the app is left."""


@dataclass(slots=True)
class OpenSession:
    """A session that this app writes.

    Attributes:
        header: what it began with.
        entries: its whole log, on disk or not.
        lock: that this app holds it; None until the thread has taken it.
        key: its key in the database; None until this writer has found or put it there.
        saved: how many entries are on the disk.
        refused: why the database will never take what is left of it; None as a rule.
        is_released: whether it is to be let go of once it is saved.
    """

    header: SessionHeader
    entries: list[Entry] = field(default_factory=list)
    lock: FileLock | None = None
    key: int | None = None
    saved: int = 0
    refused: str | None = None
    is_released: bool = False

    @property
    def has_unsaved(self) -> bool:
        """Whether anything of it is not on the disk."""
        return self.key is None or self.saved < len(self.entries)


class Writer:
    """Writes what it is given, in order, from a thread of its own.

    Attributes:
        condition: guards everything here; notified whenever anything changes.
        sessions: the sessions that this app has open, by id.
        notice: what the user has to be told about the history's file; None if nothing.
        fault: why the newest write has not reached the disk, or why none could; None while all is well.
        turn: held while the connection is used.
    """

    def __init__(self, path: Path, handles: Handles, on_saved: Callable[[], None] | None) -> None:
        """Prepare; nothing is opened before there is something to write.

        Args:
            path: the database.
            handles: of this process.
            on_saved: called on the thread after each commit, and when the fault or the notice changes.
        """
        self.condition = threading.Condition()
        self.sessions: dict[str, OpenSession] = {}
        self.notice: str | None = None
        self.fault: str | None = None
        self._path = path
        self._handles = handles
        self.turn = threading.RLock()
        self._on_saved = on_saved
        self._thread: threading.Thread | None = None
        self._is_closing = False
        self._has_let_go = False
        """Whether a session is over since the log was played in last."""
        self._opened: Opened | None = None
        self._whole: Whole | None = None
        self._recoveries = 0
        self._saved_through: dict[str, int] = {}

    def saved_through(self, session_id: str) -> int:
        """The newest entry on disk, -1 for none; reads one dict and takes no lock."""
        return self._saved_through.get(session_id, -1)

    def lock_path(self, session_id: str) -> Path:
        """The file whose lock says that a running app holds the session."""
        return session_lock_path(self._path, session_id)

    def keep(self, session_id: str) -> bool:
        """Go on with a session that this app has open or has not let go of yet; False if it has none such."""
        with self.condition:
            if session := self.sessions.get(session_id):
                session.is_released = False
            return session is not None

    def has_let_go(self, session_id: str, timeout_s: float) -> bool:
        """Whether this app has a session no longer; one that it is letting go of is waited for."""

        def is_done() -> bool:
            session = self.sessions.get(session_id)
            return session is None or not session.is_released

        with self.condition:
            self.condition.wait_for(is_done, timeout_s)
            return session_id not in self.sessions

    def add(self, session: OpenSession) -> None:
        """Take a session on; its entries are written from `saved` on.

        Raises:
            StoreError: if this app has it open already.
        """
        with self.condition:
            if session.header.id in self.sessions:
                raise StoreError(f"session {session.header.id} is open already")
            self.sessions[session.header.id] = session
            self._saved_through[session.header.id] = session.saved - 1
            self._wake()

    def append(self, session_id: str, entries: Sequence[Entry]) -> None:
        """Take entries on.

        Raises:
            StoreError: if the session is not open.
            ValueError: if their numbers do not follow on.
        """
        with self.condition:
            session = self.sessions.get(session_id)
            if session is None or session.is_released:
                raise StoreError(f"session {session_id} is not open for writing")
            first = len(session.entries)
            if [entry.seq for entry in entries] != list(range(first, first + len(entries))):
                raise ValueError(f"entries of {session_id} have to go on at {first}")
            session.entries.extend(entries)
            self._wake()

    def release(self, session_id: str) -> None:
        """Let go of a session as soon as it is saved."""
        with self.condition:
            if session := self.sessions.get(session_id):
                session.is_released = True
                self._drop_released()
                self._wake()

    def unsaved(self) -> tuple[StoredSession, ...]:
        """Every session of which anything is not on disk, whole."""
        with self.condition:
            return tuple(
                StoredSession(session.header, tuple(session.entries))
                for session in self.sessions.values()
                if session.has_unsaved
            )

    def flush(self, timeout_s: float) -> bool:
        """Wait until everything is on disk; False if it is not in time."""
        with self.condition:
            self._wake()
            return self.condition.wait_for(lambda: not self.is_behind(), timeout_s)

    def is_behind(self) -> bool:
        """Whether anything is not on disk."""
        with self.condition:
            return any(session.has_unsaved for session in self.sessions.values())

    def check(self, trouble: Callable[[], str | None]) -> None:
        """Keep why nothing could be written now, if so; what is being written says more, and is not disturbed.

        Args:
            trouble: finds out why; it may take its time.
        """
        if self.is_behind():
            return
        found = trouble()
        with self.condition:
            if self.is_behind() or found == self.fault:
                return
            self.fault = found
        self._call_back()

    def close(self) -> None:
        """Try once more to write what is left, then let go of everything; safe to call twice."""
        with self.condition:
            self._is_closing = True
            self.condition.notify_all()
        if self._thread is not None:
            # Longer than a busy history holds out; a disk that hangs for good must not keep the app from ending.
            self._thread.join(CLOSE_S)
        with self.condition:
            for session in self.sessions.values():
                lock, session.lock = session.lock, None
                if lock:
                    lock.release()

    def tell(self, notice: str | None) -> None:
        """Keep a notice about the history's file for the user."""
        if notice:
            with self.condition:
                self.notice = notice if self.notice is None else f"{self.notice} {notice}"
            self._call_back()

    def _wake(self) -> None:
        """Let the thread look at what there is to do; the condition is held."""
        self.condition.notify_all()
        if self._thread is None and not self._is_closing and self._work():
            # A daemon: an app that dies of an exception must end, and what is written is whole at any time.
            self._thread = threading.Thread(target=self._run, name="trackclock-store", daemon=True)
            self._thread.start()

    def _work(self) -> list[tuple[OpenSession, int]]:
        """What can be written: sessions, each with how far it goes now."""
        return [
            (session, len(session.entries))
            for session in self.sessions.values()
            if session.has_unsaved and session.refused is None
        ]

    def _run(self) -> None:
        retry_s = 0.0
        while True:
            with self.condition:
                if retry_s and not self._is_closing:
                    self.condition.wait(retry_s)
                while not (work := self._work()) and not self._is_closing and not self._has_let_go:
                    self.condition.wait()
                is_last, is_over, self._has_let_go = self._is_closing, self._has_let_go, False
            retry_s = self._attempt(work, retry_s) if work else 0.0
            with self.condition:
                is_last = is_last and (bool(retry_s) or not self._work())
            if is_over or is_last:
                self._play_in()
            if is_last:
                break
        self.let_go()

    def _play_in(self) -> None:
        """Play the log into the history itself, so that a copy of that file alone has every session that is over.

        What another app reads right now, or finds no room, is played in later. Closing does the same for the last app
        that has it open, and only for that one (sqlite.org, "WAL-mode", 3).
        """
        with self.turn, contextlib.suppress(sqlite3.Error):
            if self._opened and opening.is_in_place(self._path, self._opened):
                self._opened.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _attempt(self, work: list[tuple[OpenSession, int]], retry_s: float) -> float:
        """Write once; returns how long to wait before the next attempt, 0.0 if this one went well."""
        fault = None
        try:
            self._connect()
            with self.turn:
                self._write(work)
        # Whatever it is, it must be said and tried again: without this thread nothing is saved any more.
        except Exception as error:  # noqa: BLE001
            fault = self._mended(error)
            self.let_go()
        with self.condition:
            refused = next((session.refused for session in self.sessions.values() if session.refused), None)
            self.fault = fault or refused
            self._drop_released()
            self.condition.notify_all()
        self._call_back()
        return min(max(retry_s * 2, FIRST_RETRY_S), LAST_RETRY_S) if fault else 0.0

    def _mended(self, error: Exception) -> str:
        """Deal with a failed write as far as that can be done; returns the fault."""
        if self._opened and self._is_damage(error):
            if self._recoveries >= _MOST_RECOVERIES:
                return f"the disk damages every history; name a folder on another one in {DATA_DIR_VARIABLE}"
            self._recoveries += 1
            try:
                self.tell(opening.recover(self._path, self._handles, self._opened.identity))
            except (OSError, sqlite3.Error, StoreError) as second:
                return f"the history is damaged, and cannot be moved aside: {fault_in_words(second, self._path)}"
        return fault_in_words(error, self._path)

    def _is_damage(self, error: Exception) -> bool:
        """Whether a failed write says that the file is broken, or fails because somebody has cut it off."""
        is_said = isinstance(error, CutOffError) or (isinstance(error, sqlite3.Error) and is_damage(error))
        with contextlib.suppress(OSError):
            return is_said or (self._whole is not None and self._whole.is_cut_off)
        return is_said

    def _write(self, work: list[tuple[OpenSession, int]]) -> None:
        if self._opened is None:
            raise StoreError("the history is being mended")
        connection = self._opened.connection
        for session, _ in work:
            if session.lock is None:
                session.lock = FileLock.take(self.lock_path(session.header.id))
                if session.lock is None:
                    session.refused = f"another app holds session {session.header.id}"
        written: list[tuple[OpenSession, int, int]] = []
        with schema.transaction(connection):
            for session, count in work:
                if session.refused is None:
                    try:
                        key = self._put(connection, session, count)
                    except rows.ConflictError as error:
                        session.refused = str(error)
                    else:
                        written.append((session, count, key))
        if not opening.is_in_place(self._path, self._opened):
            # Another app has just moved the file aside: what was written to it may not have been rescued from it.
            raise StoreError("the history was replaced while it was written")
        if self._whole is not None:
            self._whole.check()
        with self.condition:
            for session, count, key in written:
                session.key, session.saved = key, count
                self._saved_through[session.header.id] = count - 1

    def _put(self, connection: sqlite3.Connection, session: OpenSession, count: int) -> int:
        """Write one session's new entries or, where they cannot stand, none of them."""
        connection.execute("SAVEPOINT session")
        try:
            first = session.saved
            if (key := session.key) is None:
                # Not seen in this file yet: what is there already is compared and left alone.
                key, first = rows.put_header(connection, session.header), 0
            rows.put_entries(connection, key, session.entries[first:count])
        except rows.ConflictError:
            connection.execute("ROLLBACK TO session")
            raise
        finally:
            if connection.in_transaction:
                connection.execute("RELEASE session")
        return key

    def _connect(self) -> None:
        """Open the history, once more if the file is no longer the one that was opened; no turn is held for it."""
        if (opened := self._opened) and opening.is_in_place(self._path, opened):
            return
        self.let_go()
        ensure_private_dir(self._path.parent)
        if self._path.is_file():
            ensure_private_file(self._path)
        opened = opening.open_or_make(self._path, self._handles)
        with self.turn:
            self._opened = opened
            has_own_log = opened.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
            self._whole = Whole(self._path) if has_own_log else None
            self._count_saved(opened.connection)
        self.tell(opened.notice)

    def _count_saved(self, connection: sqlite3.Connection) -> None:
        """Look at what is there of the open sessions: another file may have taken the history's place.

        The number of the file would not tell: a new one often gets that of the one that was removed.
        """
        with self.condition:
            for session in self.sessions.values():
                if session.key is None or rows.has_entry(connection, session.header, session.key, session.saved - 1):
                    continue
                session.key, session.saved = None, 0
                self._saved_through[session.header.id] = -1

    def let_go(self) -> None:
        """Close the connection, if there is one; it is opened again for the next write."""
        with self.turn:
            if self._opened:
                self._opened.connection.close()
            self._opened = None

    def _drop_released(self) -> None:
        """Let go of the sessions that are saved and wanted no more; the condition is held."""
        for session_id, session in list(self.sessions.items()):
            if session.is_released and not session.has_unsaved:
                del self.sessions[session_id]
                self._has_let_go = True
                if session.lock:
                    session.lock.release()

    def _call_back(self) -> None:
        if self._on_saved:
            # It belongs to the screen, which may be gone already; saving goes on.
            with contextlib.suppress(Exception):
                self._on_saved()
