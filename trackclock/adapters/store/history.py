"""What the screens ask of the past, answered from the derived tables.

It exists so that the cost of a screen grows with what it shows and not with what is stored: every question here is
a walk along an index, and a log is only read where one session is opened.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from trackclock.adapters.store.deletions import out_of_sight
from trackclock.adapters.store.derived import column_text
from trackclock.adapters.store.groups import group_named, read_group
from trackclock.adapters.store.listing import (
    AGAINST,
    AGAINST_ALL,
    ALL_FROM,
    DAYS,
    EVER,
    ids_of,
    listed_of,
    months_of,
    order_of,
    where_of,
)
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.comparisons import AVERAGE_OF, LikeHistory, LikeKey, PastRep
from trackclock.core.progress import AgainstLast, Fall, PastSession, Performance, SessionLoad, against_of, fell
from trackclock.core.progress.load import HARD_EFFORT, HARD_WORK_MS
from trackclock.core.results import Status
from trackclock.errors import StoreError
from trackclock.ports import (
    ALL_SESSIONS,
    MonthRow,
    SessionFilter,
    SessionRow,
    SortBy,
    StoredGroup,
    StoredSession,
    Totals,
    WorkoutRow,
)

_ROW_COLUMNS: Final = """
    id, name, source, started_wall_ms, utc_offset_s, day, status, reps, ended_ms, work_mm, total_mm, work_ms,
    effort, note, workout, trouble, recorded_wall_ms, is_imported
"""

_ROW: Final = f"SELECT {_ROW_COLUMNS} FROM summaries WHERE session = (SELECT key FROM sessions WHERE id = ?)"  # noqa: S608

_REP_COLUMNS: Final = """
    s.id, s.day, r.position, r.like_key, r.time_ms, r.splits, r.covered_mm, r.recovery_ms, r.edited, s.name,
    r.unconfirmed
"""

_NEWEST_LIKE: Final = f"""
    SELECT {_REP_COLUMNS} FROM past_reps r JOIN summaries s USING (session)
    WHERE r.like_key = :key AND r.score IS NOT NULL AND r.started_wall_ms < :before
    ORDER BY r.started_wall_ms DESC, r.session DESC LIMIT {AVERAGE_OF}
"""  # noqa: S608 - both are constants

_BEST_LIKE: Final = f"""
    SELECT {_REP_COLUMNS} FROM past_reps r JOIN summaries s USING (session)
    WHERE r.like_key = :key AND r.score IS NOT NULL AND +r.started_wall_ms < :before AND NOT r.unconfirmed
    ORDER BY r.score, r.started_wall_ms, r.session LIMIT 1
"""  # noqa: S608 - a constant; the + keeps SQLite to the index by score, of which it reads a row or two

_BESTS_OF_WORKOUT: Final = f"""
    SELECT {_REP_COLUMNS} FROM (
        SELECT *, row_number() OVER (PARTITION BY like_key ORDER BY score, started_wall_ms, session) AS standing
        FROM past_reps
        WHERE score IS NOT NULL AND NOT unconfirmed AND session IN (SELECT session FROM summaries WHERE workout = ?)
    ) r JOIN summaries s USING (session) WHERE r.standing = 1
"""  # noqa: S608 - a constant

_NEXT_DISTANCE: Final = "SELECT min(distance_mm) FROM performances WHERE distance_mm > ?"
"""A step along the index for each distance, where DISTINCT would read it all."""

_BEST_PERFORMANCE: Final = """
    SELECT p.distance_mm, p.is_split, p.time_ms, s.id, s.day, p.position, p.edited
    FROM performances p JOIN summaries s USING (session)
    WHERE p.distance_mm = ? AND p.is_split = ?
    ORDER BY p.shown_ms, p.started_wall_ms, p.session, p.position LIMIT 1
"""

_PERFORMANCES: Final = """
    SELECT p.distance_mm, p.is_split, p.time_ms, s.id, s.day, p.position, p.edited
    FROM performances p JOIN summaries s USING (session)
    WHERE p.distance_mm = ? AND p.is_split = ?
    ORDER BY p.started_wall_ms, p.session, p.position
"""


class SqliteHistory:
    """The past of one store; see `ports.History` for what each method answers."""

    def __init__(self, folder: Path, store: SqliteStore | None = None) -> None:
        """Prepare; nothing is opened before something is asked.

        Args:
            folder: the data folder.
            store: the app's own store of that folder, so that `find` also gives what is not on the disk yet.
        """
        self._store = store or SqliteStore(folder)
        self._reader = self._store.reader
        self._cache = self._store.cache

    @property
    def notice(self) -> str | None:
        """What the user has to be told of the history's file (it was damaged and moved aside); None as a rule."""
        return self._store.notice

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Derive all tables anew from the logs.

        Args:
            progress: called now and then with how many sessions are done, and of how many.

        Returns:
            How many sessions there are.

        Raises:
            StoreError: if the logs cannot be read or the tables cannot be written.
        """
        return self._cache.rebuild(progress)

    def close(self) -> None:
        """Let go of the file; it is opened again when needed."""
        self._reader.close()

    def sessions(
        self,
        wanted: SessionFilter = ALL_SESSIONS,
        *,
        sort: SortBy = SortBy.NEWEST,
        is_reversed: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[SessionRow, ...]:
        """The list of sessions, or a page of it."""
        if sort is SortBy.LAST_TIME:
            return self._by_last_time(wanted, offset, limit, is_reversed=is_reversed)
        (source, ids), (where, values) = listed_of(wanted), where_of(wanted)
        order = order_of(sort, is_reversed=is_reversed)
        found = self._ask(
            f"SELECT {_ROW_COLUMNS}, is_deleted FROM ({source}) {where} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
            (*ids, *values, -1 if limit is None else limit, offset),
        )
        return tuple(_session_row(row) for row in found)

    def _by_last_time(
        self, wanted: SessionFilter, offset: int, limit: int | None, *, is_reversed: bool
    ) -> tuple[SessionRow, ...]:
        """The list by what each session is against last time; what is held against nothing stands at the end."""
        rows = self.sessions(wanted)
        against = self.against_last(row.id for row in rows)
        held = [row for row in rows if row.id in against]
        held.sort(key=lambda row: against[row.id].mean.shown_ms, reverse=is_reversed)
        found = (*held, *(row for row in rows if row.id not in against))
        return found[offset:] if limit is None else found[offset : offset + limit]

    def totals(self, wanted: SessionFilter = ALL_SESSIONS) -> Totals:
        """What the filtered sessions come to."""
        (source, ids), (where, values) = listed_of(wanted), where_of(wanted)
        found = self._ask(
            f"""
            SELECT sum(here), sum(reps * here), sum(work_mm * here), sum(total_mm * (reps > 0) * here),
                sum(work_ms * here), sum((reps = 0) * here), sum(is_deleted)
            FROM (SELECT *, NOT is_deleted AS here FROM ({source})) {where}
            """,  # noqa: S608 - the condition has no values in it
            (*ids, *values),
        )
        return Totals(*(number or 0 for number in found[0])) if found else Totals()

    def months(self, wanted: SessionFilter = ALL_SESSIONS) -> tuple[MonthRow, ...]:
        """What each month of the filtered sessions comes to, newest first; months without any are left out."""
        (source, ids), (where, values) = listed_of(wanted), where_of(wanted)
        found = self._ask(DAYS.format(source=source, where=where), (HARD_WORK_MS, HARD_EFFORT, *ids, *values))
        return months_of(MonthRow(*row) for row in found)

    def against_last(self, session_ids: Iterable[str]) -> Mapping[str, AgainstLast]:
        """Some sessions against last time; those of which no rep was run before are left out."""
        ids = list(session_ids)
        pairs: dict[str, list[tuple[PastRep, PastRep]]] = {}
        if len(ids) >= ALL_FROM:
            found = self._ask(AGAINST_ALL)
            tied = {row[0] for row in found if row[-1]}
            wanted = frozenset(ids) - tied
            ids = list(tied.intersection(ids))
            found = [row for row in found if row[0] in wanted]
        else:
            found = []
        if ids:
            found += self._ask(AGAINST, (json.dumps(ids),))
        for row in found:
            rep, last = _past_rep((*row[:10], False), ()), _past_rep((*row[10:20], False), ())
            pairs.setdefault(rep.session_id, []).append((rep, last))
        return {key: said for key, several in pairs.items() if (said := against_of(several)) is not None}

    def find(self, name: str, today: int | None = None) -> StoredSession:
        """One session whole, by its id, the beginning of it if there is only one such, or "last" (up to today).

        Raises:
            StoreError: if there is none or more than one, or it cannot be read.
        """
        nothing: list[str] = []
        nobody: frozenset[str] = frozenset()
        if name == "last":
            self._cache.refresh()  # the newest start is that which the runner has mended
        ids = self._reader.ask(lambda connection: ids_of(connection, column_text(name), today), nothing)
        if not ids and name in self._reader.ask(out_of_sight, nobody):
            raise StoreError(f"session {name} was deleted; 'trackclock history --deleted' lists what was")
        if not ids:
            raise StoreError(
                "there is no session in the history yet"
                if name == "last"
                else f"there is no session {name!r} in the history; 'trackclock history' lists them"
            )
        if len(ids) > 1:
            raise StoreError(f"{name!r} is the beginning of more than one session: {', '.join(ids)}")
        return self._store.read(ids[0])

    def group(self, name: str) -> StoredGroup | None:
        """One group, by its id or the beginning of it; None where no group is meant."""
        group_id = self._reader.ask(lambda connection: group_named(connection, column_text(name)), None)
        if group_id is None:
            return None
        nobody: frozenset[str] = frozenset()
        return read_group(group_id, self._reader.ask(out_of_sight, nobody), self._store.read)

    def row(self, session_id: str) -> SessionRow:
        """The line of one session.

        Raises:
            StoreError: if there is none of that id.
        """
        found = self._ask(_ROW, (session_id,))
        if not found:
            raise StoreError(f"there is no session {session_id!r} in the history")
        return _session_row(found[0])

    def like(self, keys: Iterable[LikeKey], before_wall_ms: int) -> Mapping[LikeKey, LikeHistory]:
        """The like reps of the sessions started before an instant, for each key that has any."""
        nothing: dict[LikeKey, LikeHistory] = {}
        return self._cache.ask(lambda connection: like_of(connection, keys, before_wall_ms), nothing)

    def past_sessions(self, since_day: int, until_day: int | None = None) -> tuple[PastSession, ...]:
        """The sessions of some days with the reps that count, oldest first."""
        return self._past_sessions(
            "s.day BETWEEN ? AND ?", (since_day, EVER if until_day is None else until_day), limit=None
        )

    def workouts(self, today: int) -> tuple[WorkoutRow, ...]:
        """Every workout that was run, the one run last first; those that lie after today altogether at the end."""
        # The columns beside max() are those of its row (SQLite's own rule); what lies ahead is moved behind all else.
        found = self._ask(
            """
            SELECT workout, name, count(*), day, id, max(started_wall_ms - (day > ?) * ?) AS newest FROM summaries
            WHERE workout <> '' AND reps > 0 GROUP BY workout ORDER BY newest DESC
            """,
            (today, EVER // 2),
        )
        return tuple(WorkoutRow(*row[:5]) for row in found)

    def workout(self, key: str, limit: int | None = None, until_day: int | None = None) -> tuple[PastSession, ...]:
        """The sessions of one workout in which a rep was done, with the reps that count, oldest first."""
        until = EVER if until_day is None else until_day
        return self._past_sessions("s.workout = ? AND s.day <= ? AND s.reps > 0", (key, until), limit)

    def workout_bests(self, key: str) -> Mapping[LikeKey, PastRep]:
        """The best of each like rep of one workout, in its own sessions; of equal ones the earliest."""
        bests = (_past_rep(row) for row in self._ask(_BESTS_OF_WORKOUT, (key,)))
        return {best.key: best for best in bests}

    def bests(self) -> tuple[Performance, ...]:
        """The bests that stand, reps and splits apart, by distance."""

        def question(connection: sqlite3.Connection) -> tuple[Performance, ...]:
            found: list[Performance] = []
            distance_mm = 0
            while (distance_mm := connection.execute(_NEXT_DISTANCE, (distance_mm,)).fetchone()[0]) is not None:
                for is_split in (False, True):
                    best = connection.execute(_BEST_PERFORMANCE, (distance_mm, is_split)).fetchone()
                    found += [_performance(best)] if best else []
            return tuple(found)

        nothing: tuple[Performance, ...] = ()
        return self._cache.ask(question, nothing)

    def falls(self, distance_mm: int, *, is_split: bool) -> tuple[Fall, ...]:
        """When and how the best over one distance fell, oldest first; the last one stands."""
        return fell(_performance(row) for row in self._ask(_PERFORMANCES, (distance_mm, is_split)))

    def loads(self, since_day: int | None = None) -> tuple[SessionLoad, ...]:
        """What each session in which a rep was done cost, from a day on or from the first, oldest first."""
        found = self._ask(
            """
            SELECT id, day, work_mm, total_mm, work_ms, effort, reps FROM summaries
            WHERE day >= ? AND trouble IS NULL AND reps > 0 ORDER BY started_wall_ms, session
            """,
            (-EVER if since_day is None else since_day,),
        )
        return tuple(SessionLoad(*row) for row in found)

    def _ask(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Bring the tables up to date and query them."""
        nothing: list[tuple[Any, ...]] = []
        return self._cache.ask(lambda connection: connection.execute(sql, values).fetchall(), nothing)

    def _past_sessions(self, where: str, values: tuple[Any, ...], limit: int | None) -> tuple[PastSession, ...]:
        found = self._ask(
            f"""
            SELECT s.workout, s.effort, {_REP_COLUMNS} FROM (
                SELECT * FROM summaries s WHERE {where} AND trouble IS NULL
                ORDER BY started_wall_ms DESC, session DESC LIMIT ?
            ) s LEFT JOIN past_reps r USING (session)
            ORDER BY s.started_wall_ms, s.session, r.position
            """,  # noqa: S608 - the condition is written here, above
            (*values, -1 if limit is None else limit),
        )
        # All splits in one go: a call of the parser for each rep costs more than the rest of it.
        splits = iter(json.loads(f"[{','.join(row[7] for row in found if row[4] is not None)}]"))
        sessions: dict[str, tuple[int, str, int | None, list[PastRep]]] = {}
        for workout, effort, *rep in found:
            reps = sessions.setdefault(rep[0], (rep[1], workout, effort, []))[3]
            if rep[2] is not None:
                reps.append(_past_rep(rep, next(splits)))
        return tuple(
            PastSession(session_id, day, workout, tuple(reps), effort)
            for session_id, (day, workout, effort, reps) in sessions.items()
        )


def like_of(connection: sqlite3.Connection, keys: Iterable[LikeKey], before_wall_ms: int) -> dict[LikeKey, LikeHistory]:
    """As `History.like`, from the derived tables as they are."""
    answer: dict[LikeKey, LikeHistory] = {}
    for key in dict.fromkeys(keys):
        values = {"key": column_text(key.as_text()), "before": before_wall_ms}
        newest = tuple(_past_rep(row) for row in connection.execute(_NEWEST_LIKE, values))
        if newest:
            best = connection.execute(_BEST_LIKE, values).fetchone()
            answer[key] = LikeHistory(newest, _past_rep(best) if best else None)
    return answer


def _session_row(row: tuple[Any, ...]) -> SessionRow:
    status = None if row[6] is None else Status(row[6])
    made = SessionRow(*row)
    return replace(made, status=status, is_imported=bool(made.is_imported), is_deleted=bool(made.is_deleted))


@lru_cache(maxsize=4_096)
def _like_key(text: str) -> LikeKey:
    return LikeKey.parse(text)


def _past_rep(row: Iterable[Any], read: Iterable[int] | None = None) -> PastRep:
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


def _performance(row: tuple[Any, ...]) -> Performance:
    distance_mm, is_split, time_ms, session_id, day, position, edited = row
    return Performance(distance_mm, bool(is_split), time_ms, session_id, day, position, bool(edited))
