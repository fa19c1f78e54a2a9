"""The like reps of one athlete's past, from the derived tables as they are.

It exists apart from the other questions because whoever only watches asks it as well, through a connection of its own.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final, TypeAlias

from trackclock.adapters.store.derived import column_text, whose_of
from trackclock.core.comparisons import AVERAGE_OF, LikeHistory, LikeKey, PastRep

OWNER: Final = ("",)
"""Whoever the history belongs to, as the tables know them."""

NamesOf: TypeAlias = Callable[[str], Sequence[str]]
"""Every name of an athlete by any of them, the one that is used now first."""

REP_COLUMNS: Final = """
    s.id, s.day, r.position, r.like_key, r.time_ms, r.splits, r.covered_mm, r.recovery_ms, r.edited, s.name,
    r.unconfirmed
"""

_NEWEST_LIKE: Final = """
    SELECT {columns} FROM past_reps r JOIN summaries s USING (session)
    WHERE r.{whose} AND r.like_key = ? AND r.score IS NOT NULL AND r.started_wall_ms < ?
    ORDER BY r.started_wall_ms DESC, r.session DESC LIMIT {newest}
"""

_BEST_LIKE: Final = """
    SELECT {columns} FROM past_reps r JOIN summaries s USING (session)
    WHERE r.{whose} AND r.like_key = ? AND r.score IS NOT NULL AND +r.started_wall_ms < ? AND NOT r.unconfirmed
    ORDER BY r.score, r.started_wall_ms, r.session LIMIT 1
"""
"""The + keeps SQLite to the index by score, of which it reads a row or two."""


def only_that(name: str) -> Sequence[str]:
    """The names of an athlete who never had another."""
    return (name,)


def keys_of(athlete: str | None, names_of: NamesOf) -> tuple[str, ...]:
    """All names of one athlete as the tables know them."""
    if athlete is None or not whose_of(athlete):
        return OWNER
    return tuple(dict.fromkeys(key for name in (athlete, *names_of(athlete)) if (key := whose_of(name))))


def whose(keys: Sequence[str]) -> str:
    """The condition that a row is of one athlete; its values are the keys.

    With one name, which is the rule, it is a step along an index that begins with it, and what follows is in order.
    """
    return "whose = ?" if len(keys) == 1 else f"whose IN ({', '.join('?' * len(keys))})"


def like_of(
    connection: sqlite3.Connection, athlete: Sequence[str], keys: Iterable[LikeKey], before_wall_ms: int
) -> dict[LikeKey, LikeHistory]:
    """As `History.like`, from the derived tables as they are; the athlete as `keys_of` says."""
    answer: dict[LikeKey, LikeHistory] = {}
    newest_like, best_like = (
        sql.format(columns=REP_COLUMNS, whose=whose(athlete), newest=AVERAGE_OF) for sql in (_NEWEST_LIKE, _BEST_LIKE)
    )
    for key in dict.fromkeys(keys):
        values = (*athlete, column_text(key.as_text()), before_wall_ms)
        newest = tuple(past_rep(row) for row in connection.execute(newest_like, values))
        if newest:
            best = connection.execute(best_like, values).fetchone()
            answer[key] = LikeHistory(newest, past_rep(best) if best else None)
    return answer


@lru_cache(maxsize=4_096)
def _like_key(text: str) -> LikeKey:
    return LikeKey.parse(text)


def past_rep(row: Iterable[Any], read: Iterable[int] | None = None) -> PastRep:
    """A rep of its row; `read` are its splits, where they have been read already."""
    session_id, day, position, like_key, time_ms, splits, covered_mm, recovery_ms, edited, name, unconfirmed = row
    flat = iter(json.loads(splits) if read is None else read)
    return PastRep(
        session_id,
        day,
        position,
        _like_key(like_key),
        time_ms,
        tuple(zip(flat, flat, strict=True)),
        covered_mm,
        recovery_ms,
        bool(edited),
        name,
        bool(unconfirmed),
    )
