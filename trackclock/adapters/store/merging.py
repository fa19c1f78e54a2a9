"""Sessions from elsewhere into a history that may know them.

It exists so that what comes from a backup and what comes from a log that lay astray are taken in by one rule: what is
there stays as it is, what is missing is added, and where two things bear one name both are kept.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from trackclock.adapters.store import rows
from trackclock.adapters.store.deletions import Deletion, Fate, put, standing
from trackclock.adapters.store.locks import FileLock
from trackclock.errors import StoreError
from trackclock.ports import SessionHeader, StoredSession


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of the sessions that were merged; a group's own log comes with them, and is counted nowhere.

    Attributes:
        added: were not there.
        extended: were there with a shorter log, which now goes on.
        unchanged: were there already, with all of it or more.
        beside: ids of those of which something else was there under the same id; both are kept, this one under
            the id given here.
        held: ids of those that a running app is writing, and that were left alone.
        cut_off: where the file that they come from was cut off, in words; empty as a rule.
        deleted: ids of those that were deleted here, and were left alone.
        brought_back: how many of all these had been deleted.
    """

    added: int = 0
    extended: int = 0
    unchanged: int = 0
    beside: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    cut_off: str = ""
    deleted: tuple[str, ...] = ()
    brought_back: int = 0


class Merge:
    """Merges sessions within one transaction, which is the caller's."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        lock_path: Callable[[str], Path],
        deletions: Iterable[Deletion] = (),
        *,
        with_deleted: bool = False,
    ) -> None:
        """Take the history.

        Args:
            connection: to it.
            lock_path: the file whose lock says that a running app holds a session.
            deletions: what was deleted where the sessions come from. What is new here comes as it was there; what is
                here already stays as it is here.
            with_deleted: whether what was deleted, here or there, comes back.
        """
        self._connection = connection
        self._lock_path = lock_path
        self._there = {one.session_id: one for one in deletions}
        self._here = dict(standing(connection))
        self._with_deleted = with_deleted
        self._added = self._extended = self._unchanged = self._brought_back = 0
        self._beside: list[str] = []
        self._held: list[str] = []
        self._deleted: list[str] = []

    def all(self, sessions: Iterable[StoredSession]) -> Restored:
        """Merge every one of them.

        Raises:
            StoreError, OSError: if a session cannot be locked.
            sqlite3.Error: if it cannot be written.
        """
        for session in sessions:
            if self._may_come(session.header):
                self._merge(session)
        self._note_erased()
        return Restored(
            *(self._added, self._extended, self._unchanged, tuple(self._beside), tuple(self._held)),
            deleted=tuple(self._deleted),
            brought_back=self._brought_back,
        )

    def _may_come(self, header: SessionHeader) -> bool:
        """Whether a session may come here: one that is deleted here comes back only if that is asked for."""
        here = self._here.get(header.id)
        if here is None or here.fate is Fate.KEPT:
            return True
        if not self._with_deleted:
            self._deleted += [] if header.is_group else [header.id]
            return False
        self._decide(replace(here, fate=Fate.KEPT))
        self._brought_back += not header.is_group
        return True

    def _decide(self, deletion: Deletion) -> None:
        put(self._connection, deletion)
        self._here[deletion.session_id] = deletion

    def _note_erased(self) -> None:
        """Take over what was deleted for good there and was never here, so that no older backup brings it here."""
        for one in self._there.values():
            is_unknown = one.session_id not in self._here
            if one.fate is Fate.ERASED and is_unknown and not rows.is_known(self._connection, one.session_id):
                self._decide(one)

    def _merge(self, session: StoredSession) -> None:
        session_id, counts = session.header.id, not session.header.is_group
        try:
            known = rows.read_session(self._connection, session_id)
        except StoreError:
            # What is there cannot be read, so it cannot be compared either: it stays, and this one comes beside it.
            self._merge_beside(session, "")
            return
        if known is None:
            self._put(session)
            self._added += counts
            self._add_as_it_was_there(session_id)
            return
        if known.header != session.header:
            self._merge_beside(session, "")
            return
        for here, there in zip(known.log, session.log, strict=False):
            if here != there:
                self._merge_beside(session, repr(rows.entry_row(there)))
                return
        if len(known.log) >= len(session.log):
            self._unchanged += counts
            return
        lock = FileLock.take(self._lock_path(session_id))
        if lock is None:
            self._held += [session_id] if counts else []
            return
        try:
            self._put(session)
            self._extended += counts
        finally:
            lock.release()

    def _merge_beside(self, session: StoredSession, first_difference: str) -> None:
        """Keep a session under another id, made of what sets it apart, so that it is the same one the next time."""
        apart = repr(rows.header_row(session.header)) + first_difference
        digest = hashlib.sha256(apart.encode("utf-8", "backslashreplace")).hexdigest()[:8]
        other = f"{session.header.id[:55]}-{digest}"
        there = self._there.get(session.header.id)
        if there is not None:
            self._there[other] = replace(there, session_id=other)
        header = session.header
        renamed = replace(session, header=replace(header, id=other, group=other if header.is_group else header.group))
        if self._may_come(renamed.header):
            self._merge(renamed)
            self._beside += [] if header.is_group else [other]

    def _add_as_it_was_there(self, session_id: str) -> None:
        there = self._there.get(session_id)
        if there is None or there.fate is not Fate.DELETED:
            return
        if self._with_deleted:
            self._brought_back += 1
        else:
            self._decide(there)

    def _put(self, session: StoredSession) -> None:
        rows.put_entries(self._connection, rows.put_header(self._connection, session.header), session.log)
