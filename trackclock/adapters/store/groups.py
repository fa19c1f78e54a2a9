"""Groups by name: which of them is meant, and which of its sessions are there.

It exists apart from the questions about sessions because a group's own log is none, and no such question finds it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Final

from trackclock.adapters.store.deletions import out_of_sight
from trackclock.adapters.store.derived import column_text
from trackclock.adapters.store.reader import Reader
from trackclock.core.group.left import members_of
from trackclock.errors import StoreError
from trackclock.ports import StoredGroup, StoredSession

_NAMED: Final = """
    SELECT id, id IS "group" FROM sessions
    WHERE (id = ? OR (id >= ? AND id < ?)) AND ? <> '' AND id NOT IN (SELECT value FROM json_each(?))
    ORDER BY id <> ?, id LIMIT 4
"""
"""No id has a character above `~`, so that this is every id that begins so; the one that is equal comes first."""


def group_named(reader: Reader, read: Callable[[str], StoredSession], name: str) -> StoredGroup | None:
    """The group that a name means, with those of its sessions that are not deleted.

    Args:
        reader: of the history.
        read: reads a session or a group's own log.
        name: its id, or the beginning of that if nothing else begins so.

    Returns:
        None where no group is meant.

    Raises:
        StoreError: if it is the beginning of a group and of something else, or anything of it cannot be read.
    """
    group_id = reader.ask(lambda connection: _id_of(connection, column_text(name)), None)
    if group_id is None:
        return None
    nobody: frozenset[str] = frozenset()
    gone = reader.ask(out_of_sight, nobody)
    group = read(group_id)
    members = members_of(group.log)
    if not members:
        raise StoreError(f"the log of group {group_id} does not say who was in it")
    return StoredGroup(group, tuple(read(member.session) for member in members if member.session not in gone))


def _id_of(connection: sqlite3.Connection, name: str) -> str | None:
    if "group" not in {column for _, column, *_ in connection.execute("PRAGMA table_info(sessions)")}:
        return None  # a history from before there were groups
    gone = json.dumps(sorted(out_of_sight(connection)))
    found = connection.execute(_NAMED, (name, name, name + "~", name, gone, name)).fetchall()
    if found and found[0][0] == name:
        found = found[:1]
    if not any(is_group for _, is_group in found):
        return None
    if len(found) > 1:
        ids = ", ".join(one for one, _ in found)
        raise StoreError(f"{name!r} is the beginning of more than one session or group: {ids}")
    return str(found[0][0])
