"""Reading the history, beside the thread that writes it.

It exists so that a long look at the past never stands in the way of a mark: readers have a connection of their own,
and SQLite's WAL lets them read while another writes.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from trackclock.adapters.locations import ensure_private_dir
from trackclock.adapters.store import opening, schema
from trackclock.adapters.store.faults import fault_in_words, is_damage, is_refusal
from trackclock.adapters.store.handles import Handles
from trackclock.adapters.store.opening import Opened
from trackclock.errors import StoreError

_T = TypeVar("_T")


class Reader:
    """One connection for reading, shared by threads that take turns.

    Attributes:
        turn: held by the one whose turn it is.
        derive: makes the derived tables, which no rescue brings over; set by whoever keeps them.
    """

    def __init__(self, path: Path, handles: Handles, tell: Callable[[str | None], None]) -> None:
        """Prepare; nothing is opened before there is something to read.

        Args:
            path: the database.
            handles: of this process.
            tell: takes what the user has to be told about the file.
        """
        self._path = path
        self._handles = handles
        self._tell = tell
        self.turn = threading.RLock()
        self._opened: Opened | None = None
        self._stamp: tuple[tuple[int, int], ...] = ()
        """How the files looked when a connection was opened that stands still."""
        self._is_copy = False
        self._is_recovering = False
        """Whether a new history is being derived, so that damage of that one begins no third."""
        self.derive: Callable[[], None] = lambda: None

    def ask(self, question: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """Read something in one transaction, so that it all belongs to one instant.

        Args:
            question: what to read.
            otherwise: the answer where there is no history yet.

        Returns:
            The answer.

        Raises:
            StoreError: if it cannot be read.
        """
        with self.turn:
            try:
                return self._ask(question, otherwise)
            except sqlite3.Error as error:
                damaged = self._damaged_by(error)
                self._disconnect()
                if damaged is None:
                    raise StoreError(f"the history cannot be read: {fault_in_words(error, self._path)}") from error
                return self._ask_again(question, otherwise, damaged)
            except OSError as error:
                raise StoreError(f"the history cannot be read: {fault_in_words(error, self._path)}") from error

    def write(
        self, change: Callable[[sqlite3.Connection], _T], *, is_repeatable: bool = False, is_kept: bool = False
    ) -> _T:
        """Change tables that are derived from the logs; never the logs, which are the writer's.

        Args:
            change: what to write, in one transaction.
            is_repeatable: whether it makes sense in another history, too: in one begun with what was rescued.
            is_kept: whether it has to be on the disk; else a copy in memory will do where the disk takes nothing.

        Returns:
            What it returns.

        Raises:
            StoreError: if it cannot be written, or there is no history yet.
        """
        with self.turn:
            try:
                return self._change(change, is_kept=is_kept)
            except (OSError, sqlite3.Error) as error:
                if not is_kept and self._goes_on_with_a_copy(error):
                    return self._change_again(change)
                damaged = self._damaged_by(error)
                why = f"the history cannot be written: {fault_in_words(error, self._path)}"
                self._disconnect()
                if damaged is None:
                    raise StoreError(why) from error
                self._recover(damaged)
                if not is_repeatable:
                    raise StoreError(why) from error
                return self._change_again(change)

    def let_go(self) -> None:
        """Let go of the file; it is opened again when needed."""
        with self.turn:
            self._disconnect()

    close = let_go

    def __del__(self) -> None:
        """A reader opens again whenever it is asked, after `close` too, so its last connection ends with it."""
        if self._opened is not None:
            self._opened.connection.close()

    def _ask(self, question: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        connection = self._connection()
        if connection is None:
            return otherwise
        with _reading(connection):
            return question(connection)

    def _ask_again(self, question: Callable[[sqlite3.Connection], _T], otherwise: _T, damaged: tuple[int, int]) -> _T:
        """Read it of what can be rescued."""
        self._recover(damaged)
        try:
            return self._ask(question, otherwise)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"the history is damaged: {fault_in_words(error, self._path)}") from error

    def _change(self, change: Callable[[sqlite3.Connection], _T], *, is_kept: bool = False) -> _T:
        connection = self._connection(is_kept=is_kept)
        if connection is None:
            raise StoreError("there is no history yet")
        with schema.transaction(connection):
            return change(connection)

    def _change_again(self, change: Callable[[sqlite3.Connection], _T]) -> _T:
        """Write it in another place than the one that did not take it; there is no third."""
        try:
            return self._change(change)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"the history cannot be written: {fault_in_words(error, self._path)}") from error

    def _goes_on_with_a_copy(self, error: Exception) -> bool:
        """Take a copy into memory where an error says that the disk takes nothing; False where it says something else.

        What is derived then lasts as long as the history stays as it is, and no look at the past needs the disk.
        """
        if self._opened is None or self._is_copy or not (isinstance(error, sqlite3.Error) and is_refusal(error)):
            return False
        copy = schema.connect_to_memory()
        try:
            self._opened.connection.backup(copy)
        except sqlite3.Error:
            copy.close()
            return False
        identity = self._opened.identity
        self._disconnect()
        # Only now: to close it may have played the log into the file and removed it, which is no news.
        self._stamp = _stamp_of(self._path)
        self._opened, self._is_copy = Opened(copy, identity, stands_still=True), True
        return True

    def _damaged_by(self, error: Exception) -> tuple[int, int] | None:
        """The file that an error says is damaged; None if it says something else.

        What stands still is read without a lock, so that it may seem damaged while another writes to it.
        """
        is_damaged = isinstance(error, sqlite3.Error) and is_damage(error)
        return self._opened.identity if self._opened and is_damaged and not self._opened.stands_still else None

    def _recover(self, damaged: tuple[int, int]) -> None:
        """Begin a new history with what can be read of a damaged one, derived tables and all."""
        if self._is_recovering:
            raise StoreError("the history is damaged, and so is the new one that was begun with what could be read")
        self._is_recovering = True
        try:
            self._tell(opening.recover(self._path, self._handles, damaged))
            self.derive()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"the history is damaged: {fault_in_words(error, self._path)}") from error
        finally:
            self._is_recovering = False

    def _connection(self, *, is_kept: bool = False) -> sqlite3.Connection | None:
        is_open = self._opened is not None and opening.is_in_place(self._path, self._opened)
        if self._opened and is_open and not self._is_outdated() and not (is_kept and self._opened.stands_still):
            return self._opened.connection
        self._disconnect()
        if is_kept := is_kept and self._path.exists():
            ensure_private_dir(self._path.parent)  # it says what to do where nothing can be written
        self._stamp = _stamp_of(self._path)
        how = opening.open_or_make if is_kept else opening.open_to_read
        self._opened = how(self._path, self._handles)
        if self._opened is None:
            return None
        # What is written here can be derived again, so it need not be on the disk at once; without a log of its own
        # the file itself would not be safe (sqlite.org, "PRAGMA synchronous").
        if self._opened.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            self._opened.connection.execute("PRAGMA synchronous = NORMAL")
        self._tell(self._opened.notice)
        return self._opened.connection

    def _is_outdated(self) -> bool:
        """Whether something was written since a connection was opened that stands still."""
        return self._opened is not None and self._opened.stands_still and self._stamp != _stamp_of(self._path)

    def _disconnect(self) -> None:
        if self._opened:
            self._opened.connection.close()
        self._opened, self._is_copy = None, False


def _stamp_of(path: Path) -> tuple[tuple[int, int], ...]:
    """What changes with each commit, as far as a file that is not read can tell it."""
    found: list[tuple[int, int]] = []
    for file in (path, path.with_name(f"{path.name}-wal")):
        with suppress(OSError):
            status = file.stat()
            found.append((status.st_size, status.st_mtime_ns))
    return tuple(found)


@contextmanager
def _reading(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
