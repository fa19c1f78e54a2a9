"""Which sessions the runner has deleted: rows of their own, of which the newest for a session stands.

They exist apart from the logs because a deletion says nothing of what was run, and so that it holds for a session whose
log is gone, too. As in a log, rows are only ever added: any copy of one that is found anywhere is a true one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Fate(StrEnum):
    """What the runner has decided about a session; the words are those of the files."""

    DELETED = "deleted"
    """Out of sight and out of every total; its log is there."""
    KEPT = "kept"
    """Brought back after it was deleted."""
    ERASED = "erased"
    """Deleted for good: its log is gone, and only this row says that there was one."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """One decision.

    Attributes:
        session_id: of the session.
        fate: what was decided.
        wall_ms: when, milliseconds since 1970 in UTC.
    """

    session_id: str
    fate: Fate
    wall_ms: int


_STANDING: Final = """
    SELECT id, fate, wall_ms FROM deletions
    WHERE number IN (SELECT max(number) FROM deletions GROUP BY id) ORDER BY number
"""
_INSERT: Final = """
    INSERT INTO deletions (id, fate, wall_ms, session)
    VALUES (?, ?, ?, coalesce((SELECT key FROM sessions WHERE id = ?), 0))
"""


def standing(connection: sqlite3.Connection) -> Mapping[str, Deletion]:
    """The decision that stands for each session about which there is any, in the order in which they were made.

    Raises:
        sqlite3.Error: if they cannot be read; a history in which nothing was ever deleted may have no such table.
    """
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'deletions'").fetchone():
        return {}
    # What a damaged row says of a session is not believed: the session is there.
    words = {fate.value: fate for fate in Fate}
    return {
        session_id: Deletion(session_id, words[fate], wall_ms)
        for session_id, fate, wall_ms in connection.execute(_STANDING)
        if fate in words and isinstance(session_id, str) and isinstance(wall_ms, int)
    }


def out_of_sight(connection: sqlite3.Connection) -> frozenset[str]:
    """The ids of all sessions that are deleted, for good or not.

    Raises:
        sqlite3.Error: if they cannot be read.
    """
    return frozenset(one.session_id for one in standing(connection).values() if one.fate is not Fate.KEPT)


def put(connection: sqlite3.Connection, deletion: Deletion) -> None:
    """Write a decision, in the caller's transaction.

    Raises:
        sqlite3.Error: if it cannot be written.
    """
    session_id = deletion.session_id
    connection.execute(_INSERT, (session_id, deletion.fate.value, deletion.wall_ms, session_id))
