"""What each session is against last time: asked for some, and kept beside all of them for the order by it.

It exists because ten thousand sessions cannot be held against their pasts whenever the list is sorted. A session that
changes can only change its own figure and those of the sessions that follow it with a like rep: these are
due (`tables.HELD` marks them), and only these are held anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final

from trackclock.adapters.store.likes import past_rep
from trackclock.adapters.store.likes import whose as whose_is
from trackclock.core.comparisons import PastRep
from trackclock.core.figures import Difference
from trackclock.core.progress import AgainstLast, against_of

_AGAINST: Final = """
    SELECT s.id, s.day, r.position, r.like_key, r.time_ms, '[]', r.covered_mm, NULL, 0, '', 0,
           o.id, o.day, p.position, p.like_key, p.time_ms, '[]', p.covered_mm, NULL, 0, o.name, 0
    FROM json_each(?) j CROSS JOIN sessions k ON k.id = j.value
    CROSS JOIN summaries s ON s.session = k.key
    CROSS JOIN past_reps r ON r.session = k.key AND r.score IS NOT NULL
    CROSS JOIN summaries o ON o.session = (
        SELECT session FROM ({last}) ORDER BY started_wall_ms DESC, session DESC LIMIT 1
    )
    CROSS JOIN past_reps p ON p.session = o.session AND +p.like_key = r.like_key
"""
"""A step along an index for each rep, in this order; the + keeps SQLite to the few reps of the session found."""

_LAST: Final = """
    SELECT * FROM (
        SELECT q.session, q.started_wall_ms FROM past_reps q
        WHERE q.whose = ? AND q.like_key = r.like_key AND q.score IS NOT NULL AND q.started_wall_ms < r.started_wall_ms
        ORDER BY q.started_wall_ms DESC, q.session DESC LIMIT 1
    )
"""
"""By one key; of several at once SQLite would read all there is."""


def against(connection: sqlite3.Connection, athlete: Sequence[str], ids: Iterable[str]) -> dict[str, AgainstLast]:
    """As `History.against_last`, of an athlete as `likes.keys_of` says."""
    query = _AGAINST.format(last=" UNION ALL ".join([_LAST] * len(athlete)))
    pairs: dict[str, list[tuple[PastRep, PastRep]]] = {}
    for row in connection.execute(query, (json.dumps(list(ids)), *athlete)):
        rep, last = past_rep(row[:11], ()), past_rep(row[11:], ())
        pairs.setdefault(rep.session_id, []).append((rep, last))
    return {key: said for key, several in pairs.items() if (said := against_of(several)) is not None}


_KEPT: Final = """
    SELECT s.id, s.gained_ms FROM json_each(?) j CROSS JOIN sessions k ON k.id = j.value
    CROSS JOIN summaries s ON s.session = k.key WHERE s.is_held AND s.{whose}
"""


def gained(connection: sqlite3.Connection, athlete: Sequence[str], ids: Sequence[str]) -> dict[str, Difference]:
    """The means of `against`: as they are kept, and of what is due, or somebody else's, as they are now."""
    kept: dict[str, int | None] = {}
    if is_one(connection, athlete):
        kept |= connection.execute(_KEPT.format(whose=whose_is(athlete)), (json.dumps(ids), *athlete))
    found = {key: Difference(gained_ms) for key, gained_ms in kept.items() if gained_ms is not None}
    if others := [key for key in ids if key not in kept]:
        found |= {key: said.mean for key, said in against(connection, athlete, others).items()}
    return found


def hold(connection: sqlite3.Connection, at_most: int) -> None:
    """Hold some of the sessions that are due against their last time."""
    due = connection.execute(
        "SELECT session, id, whose FROM summaries WHERE NOT is_held LIMIT ?", (at_most,)
    ).fetchall()
    for whose in {whose for *_, whose in due}:
        own = [(session, session_id) for session, session_id, other in due if other == whose]
        found = against(connection, _keys(connection, whose), (session_id for _, session_id in own))
        connection.executemany(
            "UPDATE summaries SET gained_ms = ?, is_held = 1 WHERE session = ?",
            [(found[one].mean.shown_ms if one in found else None, session) for session, one in own],
        )


def count_due(connection: sqlite3.Connection) -> int:
    """How many sessions have yet to be held against last time."""
    return int(connection.execute("SELECT count(*) FROM summaries WHERE NOT is_held").fetchone()[0])


def is_one(connection: sqlite3.Connection, athlete: Sequence[str]) -> bool:
    """Whether the sessions of an athlete are held under just these keys."""
    wanted = tuple(sorted(athlete))
    return all(_keys(connection, key) == wanted for key in wanted)


def make_one(connection: sqlite3.Connection, athlete: Sequence[str]) -> None:
    """Take some keys for one athlete: what any of them was held under is due."""
    known = {other for key in athlete for other in _keys(connection, key)}
    for key in known.union(athlete):
        connection.execute("DELETE FROM one_athlete WHERE whose = ?", (key,))
        connection.execute("UPDATE summaries SET is_held = 0 WHERE whose = ?", (key,))
    if len(athlete) > 1:
        keys = json.dumps(sorted(athlete))
        connection.executemany("INSERT INTO one_athlete VALUES (?, ?)", [(key, keys) for key in athlete])


def _keys(connection: sqlite3.Connection, whose: str) -> tuple[str, ...]:
    """Under which keys the sessions of one of them are held."""
    found = connection.execute("SELECT keys FROM one_athlete WHERE whose = ?", (whose,)).fetchone()
    return tuple(json.loads(found[0])) if found else (whose,)
