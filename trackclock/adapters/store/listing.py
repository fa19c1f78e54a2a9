"""The list of sessions as SQL: which of them, in which order, and in which months.

It exists apart from the questions that are asked of the past because it only puts sentences together.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, groupby
from typing import Any, Final

from trackclock.adapters.store import rows
from trackclock.adapters.store.deletions import out_of_sight
from trackclock.adapters.store.derived import whose_of
from trackclock.adapters.store.likes import whose
from trackclock.core.comparisons import SizeKey, SizeKind
from trackclock.core.limits import DAY_MS
from trackclock.ports import MonthRow, SessionFilter, SortBy

_METRES: Final = re.compile(r"(\d+)m", re.ASCII)

_NEWEST_FIRST: Final = "day DESC, started_wall_ms DESC, session DESC"
"""By the local date first, as it is read: a month stands together even for whoever flew across it."""

_OLDEST_FIRST: Final = "day, started_wall_ms, session"

_ORDERS: Final[Mapping[SortBy, tuple[str, str]]] = {
    SortBy.NAME: ("name COLLATE NOCASE", "name COLLATE NOCASE DESC"),
    SortBy.REPS: ("reps DESC", "reps"),
    SortBy.LAST_TIME: ("gained_ms IS NULL, gained_ms", "gained_ms IS NULL, gained_ms DESC"),
    SortBy.TIME: ("ended_ms DESC", "ended_ms"),
    SortBy.DISTANCE: ("work_mm DESC", "work_mm"),
    SortBy.EFFORT: ("effort IS NULL, effort DESC", "effort IS NULL, effort"),
}
"""What is not sorted by date, with its opposite; what is equal stands newest first."""

DAYS: Final = """
    SELECT day, sum(here), sum(reps * here), sum(work_mm * here),
           sum(here AND reps > 0 AND CASE WHEN effort IS NULL THEN work_ms >= ? ELSE effort >= ? END), sum(is_deleted)
    FROM (SELECT *, NOT is_deleted AS here FROM ({source})) {where} GROUP BY day ORDER BY day DESC
"""
"""Day by day, for which there is an index; what makes a month is worked out of those."""


EVER: Final = 2**62

_NEWEST_UNTIL: Final = """
    SELECT s.id FROM sessions s LEFT JOIN summaries m ON m.session = s.key
    WHERE coalesce(m.whose, whose_of({athlete})) IN (SELECT value FROM json_each(?)) AND {no_group}
        AND coalesce(m.started_wall_ms + m.utc_offset_s * 1000, s.started_wall_ms + s.utc_offset_s * 1000) < ?
        AND s.id NOT IN (SELECT value FROM json_each(?))
    ORDER BY coalesce(m.started_wall_ms, s.started_wall_ms) DESC, s.key DESC LIMIT 1
"""
"""What has not been derived yet stands where its header says, and is whose that says."""

_BEGIN_SO: Final = """
    SELECT id FROM sessions
    WHERE id >= ? AND id < ? AND ? <> '' AND id NOT IN (SELECT value FROM json_each(?)) AND {no_group}
    ORDER BY id LIMIT 4
"""

_AND_THESE: Final = " AND id IN (SELECT value FROM json_each(?))"

_LISTED: Final = "SELECT *, {is_deleted} AS is_deleted FROM {table} WHERE {whose}"

_EPOCH: Final = date(1970, 1, 1)
_EARLIEST: Final = (date.min - _EPOCH).days
_LATEST: Final = (date.max - _EPOCH).days


def months_of(days: Iterable[MonthRow]) -> tuple[MonthRow, ...]:
    """What days that stand in order come to month by month."""
    months = (tuple(several) for _, several in groupby(days, key=lambda one: _month_of(one.day)))
    return tuple(
        MonthRow(
            month[0].day,
            sum(one.sessions for one in month),
            sum(one.reps for one in month),
            sum(one.work_mm for one in month),
            sum(one.hard for one in month),
            sum(one.deleted for one in month),
        )
        for month in months
    )


def _month_of(day: int) -> tuple[int, int]:
    when = _EPOCH + timedelta(days=max(_EARLIEST, min(day, _LATEST)))  # what a damaged file says is no date
    return when.year, when.month


def order_of(sort: SortBy, *, is_reversed: bool) -> str:
    """What follows ORDER BY."""
    if sort in (SortBy.NEWEST, SortBy.OLDEST):
        return _NEWEST_FIRST if (sort is SortBy.NEWEST) is not is_reversed else _OLDEST_FIRST
    return f"{_ORDERS[sort][is_reversed]}, {_NEWEST_FIRST}"


def listed_of(wanted: SessionFilter, athlete: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The sessions of an athlete that are listed before anything is filtered, as a query and its values."""
    deleted = _LISTED.format(is_deleted=1, table="deleted_summaries", whose=whose(athlete))
    if wanted.is_deleted:
        return deleted, tuple(athlete)
    there = _LISTED.format(is_deleted=0, table="summaries", whose=whose(athlete))
    if not wanted.deleted_too:
        return there, tuple(athlete)
    ids = json.dumps(sorted(wanted.deleted_too))
    return " UNION ALL ".join((there, deleted + _AND_THESE)), (*athlete, *athlete, ids)


def where_of(wanted: SessionFilter, athlete: Sequence[str]) -> tuple[str, tuple[Any, ...]]:
    """A filter of the sessions of an athlete as a condition and its values."""
    # Sizes are kept as "800 m", and typed as 800m as often as not.
    words = [_METRES.sub(r"\1 m", word) if _METRES.fullmatch(word) else word for word in wanted.text.casefold().split()]
    terms: list[tuple[str, tuple[Any, ...]]] = [("instr(search, ?)", (word,)) for word in words]
    if wanted.workout is not None:
        terms.append(("workout = ?", (wanted.workout,)))
    if wanted.since_day is not None:
        terms.append(("day >= ?", (wanted.since_day,)))
    if wanted.until_day is not None:
        terms.append(("day <= ?", (wanted.until_day,)))
    if wanted.distance_mm is not None:
        # Whatever was run over it: the table of performances has only what can be a best.
        run = "SELECT session FROM past_reps WHERE {whose} AND score IS NOT NULL AND like_key GLOB ?"
        size = f"{SizeKey(SizeKind.DISTANCE, wanted.distance_mm).as_text()}|*"
        terms.append((f"session IN ({run.format(whose=whose(athlete))})", (*athlete, size)))
    conditions = " AND ".join(condition for condition, _ in terms)
    return (f"WHERE {conditions}" if terms else ""), tuple(chain.from_iterable(values for _, values in terms))


def ids_of(connection: sqlite3.Connection, name: str, today: int | None, athlete: Sequence[str]) -> list[str]:
    """The ids that a name may mean, at most four, and none of a group's own log.

    An id is whosever it is. "last" is the athlete's, and none of those dated after today, unless all of them are: then
    it is the clock of today that is wrong.
    """
    gone = out_of_sight(connection)
    deleted = json.dumps(sorted(gone))
    no_group = rows.no_group(connection)
    if name == "last":
        connection.create_function("whose_of", 1, whose_of, deterministic=True)
        said = "s.athlete" if no_group != rows.ANY else "NULL"
        newest_until = _NEWEST_UNTIL.format(athlete=said, no_group=rows.no_group(connection, "s"))
        for until_ms in (EVER if today is None else (today + 1) * DAY_MS, EVER):
            if newest := connection.execute(newest_until, (json.dumps(athlete), until_ms, deleted)).fetchone():
                return [str(newest[0])]
        return []
    if rows.is_known(connection, name):
        return [] if name in gone or rows.is_group(connection, name) else [name]
    # No id has a character above this one, so that this is every id that begins so.
    found = connection.execute(_BEGIN_SO.format(no_group=no_group), (name, name + "~", name, deleted))
    return [str(row[0]) for row in found]
