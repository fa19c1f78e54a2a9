"""What the screens ask of the past, answered from the derived tables.

It exists so that the cost of a screen grows with what it shows and not with what is stored: every question here is
a walk along an index, and a log is only read where one session is opened.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from trackclock.adapters.store import held, rows
from trackclock.adapters.store import past_sql as sql
from trackclock.adapters.store.deletions import out_of_sight
from trackclock.adapters.store.derived import column_text, whose_of
from trackclock.adapters.store.groups import group_named
from trackclock.adapters.store.likes import REP_COLUMNS, NamesOf, keys_of, like_of, only_that, past_rep, whose
from trackclock.adapters.store.listing import (
    DAYS,
    EVER,
    ids_of,
    listed_of,
    months_of,
    order_of,
    where_of,
)
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.comparisons import LikeHistory, LikeKey, PastRep
from trackclock.core.figures import Difference
from trackclock.core.group.left import members_of
from trackclock.core.progress import AgainstLast, Fall, PastSession, Performance, SessionLoad, fell
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


class SqliteHistory:
    """The past of one athlete in one store; see `ports.History` for what each method answers.

    Attributes:
        athlete: whose it is; None for whoever the history belongs to.
    """

    def __init__(
        self,
        folder: Path,
        store: SqliteStore | None = None,
        names_of: NamesOf = only_that,
        athlete: str | None = None,
    ) -> None:
        """Prepare; nothing is opened before something is asked.

        Args:
            folder: the data folder.
            store: the app's own store of that folder, so that `find` also gives what is not on the disk yet.
            names_of: every name of an athlete by any of them, the one that is used now first.
            athlete: whose past it is; None for whoever the history belongs to.
        """
        self._store = store or SqliteStore(folder)
        self.athlete = athlete
        self.names_of = names_of
        self._whose = keys_of(athlete, names_of)
        self._is_theirs = whose(self._whose)
        self._reader = self._store.reader
        self._cache = self._store.cache

    @property
    def notice(self) -> str | None:
        """What the user has to be told of the history's file (it was damaged and moved aside); None as a rule."""
        return self._store.notice

    def of(self, athlete: str | None) -> SqliteHistory:
        """The past of one athlete, out of the same store; see `ports.History`."""
        return SqliteHistory(self._store.path.parent, self._store, self.names_of, athlete)

    def athletes(self) -> tuple[str, ...]:
        """Everybody but the owner who has a session, by the name that is used now, in the order of these."""

        def question(connection: sqlite3.Connection) -> tuple[str, ...]:
            found: list[str] = []
            key = ""
            while (key := connection.execute(sql.NEXT_ATHLETE, (key,)).fetchone()[0]) is not None:
                found.append(connection.execute(sql.NEWEST_NAME, (key,)).fetchone()[0])
            return tuple(found)

        nobody: tuple[str, ...] = ()
        names = (self.names_of(name)[0] for name in self._cache.ask(question, nobody))
        return tuple(dict(sorted((whose_of(name), name) for name in names)).values())

    def has_any(self) -> bool:
        """Whether there is a session of this athlete, a deleted one too."""
        return any(self.sessions(SessionFilter(is_deleted=is_deleted), limit=1) for is_deleted in (False, True))

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
            self._cache.hold(self._whose)
        (source, ids), (where, values) = listed_of(wanted, self._whose), where_of(wanted, self._whose)
        order = order_of(sort, is_reversed=is_reversed)
        found = self._ask(
            sql.ROWS.format(columns=sql.ROW_COLUMNS, source=source, where=where, order=order),
            (*ids, *values, -1 if limit is None else limit, offset),
        )
        return tuple(_session_row(row) for row in found)

    def totals(self, wanted: SessionFilter = ALL_SESSIONS) -> Totals:
        """What the filtered sessions come to."""
        (source, ids), (where, values) = listed_of(wanted, self._whose), where_of(wanted, self._whose)
        found = self._ask(sql.TOTALS.format(source=source, where=where), (*ids, *values))
        return Totals(*(number or 0 for number in found[0])) if found else Totals()

    def months(self, wanted: SessionFilter = ALL_SESSIONS) -> tuple[MonthRow, ...]:
        """What each month of the filtered sessions comes to, newest first; months without any are left out."""
        (source, ids), (where, values) = listed_of(wanted, self._whose), where_of(wanted, self._whose)
        found = self._ask(DAYS.format(source=source, where=where), (HARD_WORK_MS, HARD_EFFORT, *ids, *values))
        return months_of(MonthRow(*row) for row in found)

    def against_last(self, session_ids: Iterable[str]) -> Mapping[str, AgainstLast]:
        """Some sessions against last time; those of which no rep was run before are left out."""
        ids, nothing = tuple(session_ids), dict[str, AgainstLast]()
        return self._cache.ask(lambda connection: held.against(connection, self._whose, ids), nothing)

    def gained(self, session_ids: Iterable[str]) -> Mapping[str, Difference]:
        """The means alone of `against_last`, which are kept beside the sessions."""
        self._cache.hold(self._whose)
        ids, nothing = tuple(session_ids), dict[str, Difference]()
        return self._cache.ask(lambda connection: held.gained(connection, self._whose, ids), nothing)

    def find(self, name: str, today: int | None = None) -> StoredSession:
        """One session whole, by its id, the beginning of it if there is only one such, or "last" (up to today).

        Raises:
            StoreError: if there is none or more than one, or it cannot be read.
        """
        nothing: list[str] = []
        nobody: frozenset[str] = frozenset()
        if name == "last":
            self._cache.refresh()  # the newest start is that which the runner has mended
        ids = self._reader.ask(lambda connection: ids_of(connection, column_text(name), today, self._whose), nothing)
        if not ids and name in self._reader.ask(out_of_sight, nobody):
            raise StoreError(f"session {name} was deleted; 'trackclock history --deleted' lists what was")
        if not ids and (group := self._reader.ask(lambda connection: _group_of(connection, column_text(name)), None)):
            sessions = ", ".join(f"{member.session} ({member.name})" for member in members_of(group.log))
            raise StoreError(f"{name} is a group, whose sessions are {sessions}; give one of these")
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
        return group_named(self._reader, self._store.read, name)

    def row(self, session_id: str) -> SessionRow:
        """The line of one session.

        Raises:
            StoreError: if there is none of that id.
        """
        found = self._ask(sql.ROW.format(columns=sql.ROW_COLUMNS), (session_id,))
        if not found:
            raise StoreError(f"there is no session {session_id!r} in the history")
        return _session_row(found[0])

    def like(self, keys: Iterable[LikeKey], before_wall_ms: int) -> Mapping[LikeKey, LikeHistory]:
        """The like reps of the sessions started before an instant, for each key that has any."""
        nothing: dict[LikeKey, LikeHistory] = {}
        return self._cache.ask(lambda connection: like_of(connection, self._whose, keys, before_wall_ms), nothing)

    def past_sessions(self, since_day: int, until_day: int | None = None) -> tuple[PastSession, ...]:
        """The sessions of some days with the reps that count, oldest first."""
        return self._past_sessions(
            "s.day BETWEEN ? AND ?", (since_day, EVER if until_day is None else until_day), limit=None
        )

    def workouts(self, today: int) -> tuple[WorkoutRow, ...]:
        """Every workout that was run, the one run last first; those that lie after today altogether at the end."""
        found = self._ask(sql.WORKOUTS.format(whose=self._is_theirs), (today, EVER // 2, *self._whose))
        return tuple(WorkoutRow(*row[:5]) for row in found)

    def workout(self, key: str, limit: int | None = None, until_day: int | None = None) -> tuple[PastSession, ...]:
        """The sessions of one workout in which a rep was done, with the reps that count, oldest first."""
        until = EVER if until_day is None else until_day
        return self._past_sessions("s.workout = ? AND s.day <= ? AND s.reps > 0", (key, until), limit)

    def workout_bests(self, key: str) -> Mapping[LikeKey, PastRep]:
        """The best of each like rep of one workout, in its own sessions; of equal ones the earliest."""
        of_workout = sql.BESTS_OF_WORKOUT.format(columns=REP_COLUMNS, whose=self._is_theirs)
        bests = (past_rep(row) for row in self._ask(of_workout, (*self._whose, key)))
        return {best.key: best for best in bests}

    def bests(self) -> tuple[Performance, ...]:
        """The bests that stand, reps and splits apart, by distance."""
        next_distance = sql.NEXT_DISTANCE.format(whose=self._is_theirs)
        best_performance = sql.BEST_PERFORMANCE.format(whose=self._is_theirs)

        def question(connection: sqlite3.Connection) -> tuple[Performance, ...]:
            found: list[Performance] = []
            last, distance_mm = (*self._whose, 0), 0
            while (distance_mm := connection.execute(next_distance, last).fetchone()[0]) is not None:
                last = (*self._whose, distance_mm)
                for is_split in (False, True):
                    best = connection.execute(best_performance, (*last, is_split)).fetchone()
                    found += [_performance(best)] if best else []
            return tuple(found)

        nothing: tuple[Performance, ...] = ()
        return self._cache.ask(question, nothing)

    def falls(self, distance_mm: int, *, is_split: bool) -> tuple[Fall, ...]:
        """When and how the best over one distance fell, oldest first; the last one stands."""
        found = self._ask(sql.PERFORMANCES.format(whose=self._is_theirs), (*self._whose, distance_mm, is_split))
        return fell(_performance(row) for row in found)

    def loads(self, since_day: int | None = None) -> tuple[SessionLoad, ...]:
        """What each session in which a rep was done cost, from a day on or from the first, oldest first."""
        since = -EVER if since_day is None else since_day
        found = self._ask(sql.LOADS.format(whose=self._is_theirs), (*self._whose, since))
        return tuple(SessionLoad(*row) for row in found)

    def _ask(self, text: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Bring the tables up to date and query them."""
        nothing: list[tuple[Any, ...]] = []
        return self._cache.ask(lambda connection: connection.execute(text, values).fetchall(), nothing)

    def _past_sessions(self, where: str, values: tuple[Any, ...], limit: int | None) -> tuple[PastSession, ...]:
        found = self._ask(
            sql.PAST_SESSIONS.format(columns=REP_COLUMNS, whose=self._is_theirs, where=where),
            (*self._whose, *values, -1 if limit is None else limit),
        )
        # All splits in one go: a call of the parser for each rep costs more than the rest of it.
        splits = iter(json.loads(f"[{','.join(row[7] for row in found if row[4] is not None)}]"))
        sessions: dict[str, tuple[int, str, int | None, list[PastRep]]] = {}
        for workout, effort, *rep in found:
            reps = sessions.setdefault(rep[0], (rep[1], workout, effort, []))[3]
            if rep[2] is not None:
                reps.append(past_rep(rep, next(splits)))
        return tuple(
            PastSession(session_id, day, workout, tuple(reps), effort)
            for session_id, (day, workout, effort, reps) in sessions.items()
        )


def _group_of(connection: sqlite3.Connection, session_id: str) -> StoredSession | None:
    """A group's own log by its id; None for whatever else has that id."""
    found = rows.read_session(connection, session_id)
    return found if found is not None and found.header.is_group else None


def _session_row(row: tuple[Any, ...]) -> SessionRow:
    status = None if row[6] is None else Status(row[6])
    is_imported, athlete, group, *is_deleted = row[17:]
    return replace(
        SessionRow(*row[:17]),
        status=status,
        is_imported=bool(is_imported),
        is_deleted=any(is_deleted),
        athlete=athlete,
        group=group,
    )


def _performance(row: tuple[Any, ...]) -> Performance:
    distance_mm, is_split, time_ms, session_id, day, position, edited = row
    return Performance(distance_mm, bool(is_split), time_ms, session_id, day, position, bool(edited))
