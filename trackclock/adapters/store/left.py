"""What nobody said goodbye to: sessions, and groups as a whole.

It exists apart from the store because a group takes the sessions of its athletes out of the list of those that are
offered one by one.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Final

from trackclock.adapters.store import rows
from trackclock.adapters.store.deletions import out_of_sight
from trackclock.core.group.left import members_of
from trackclock.errors import StoreError

_OFFERED: Final = 10
"""So many are looked at; whoever wants an older one finds it in the history."""

_GROUPS: Final = "SELECT id FROM groups WHERE NOT is_over ORDER BY started_wall_ms DESC, session DESC LIMIT ?"

_SESSIONS: Final = """
    SELECT id FROM summaries WHERE status = 'unfinished' AND id NOT IN (SELECT value FROM json_each(?))
    ORDER BY started_wall_ms DESC, session DESC LIMIT ?
"""


def sessions(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Ids of the sessions that were neither finished nor left, and are of no group that is, newest first."""
    taken = [session_id for ids in groups(connection) for session_id in ids]
    found = connection.execute(_SESSIONS, (json.dumps(taken), _OFFERED))
    return tuple(str(session_id) for (session_id,) in found)


def groups(connection: sqlite3.Connection) -> tuple[tuple[str, ...], ...]:
    """The groups that nobody has left, newest first: the id of each, then those of its sessions in their order.

    A group of which a session is missing, deleted or unreadable cannot be gone on with, and is left out.
    """
    found = [str(group_id) for (group_id,) in connection.execute(_GROUPS, (_OFFERED,))]
    gone = out_of_sight(connection) if found else frozenset()
    wholes = (_whole(connection, group_id, gone) for group_id in found)
    return tuple(ids for ids in wholes if ids)


def _whole(connection: sqlite3.Connection, group_id: str, gone: frozenset[str]) -> tuple[str, ...]:
    """The ids of a group and its sessions; none where it is not whole."""
    try:
        group = rows.read_session(connection, group_id)
        members = [member.session for member in members_of(group.log)] if group is not None else []
        found = [rows.read_session(connection, session_id) for session_id in members if session_id not in gone]
    except StoreError:
        return ()
    are_there = [one for one in found if one is not None and one.header.group == group_id]
    return (group_id, *members) if members and len(are_there) == len(members) else ()
