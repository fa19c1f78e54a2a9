"""What is derived from the log of one session: the rows of it in each table of the cache.

It exists apart from the cache because it knows what a session comes to, and nothing of when that is written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

from trackclock.adapters.store import rows
from trackclock.core.comparisons import PastRep, SizeKind, past_reps, size_key, workout_of
from trackclock.core.figures import cut
from trackclock.core.group.left import is_over
from trackclock.core.group.names import same_name
from trackclock.core.progress import is_rep_run, local_day, performances_of, volume_of
from trackclock.core.session import results_of
from trackclock.core.session.log import origin_of
from trackclock.ports import SessionHeader, StoredSession

_LARGEST: Final = 2**48
"""Numbers of a log that can have happened lie below it (8,900 years in milliseconds); sums of them fit a column."""


PerformanceRow: TypeAlias = tuple[str, int, bool, int, int, int, int, bool]
"""Whose, distance in millimetres, whether a split, time as shown and as it was, start, position, whether mended."""


@dataclass(frozen=True, slots=True)
class Derived:
    """The rows of one session.

    Attributes:
        key: of the session in the database.
        through: the newest entry that is in them.
        summary: for `summaries`, without the key; None for a session that is no more.
        reps: for `past_reps`, without the key.
        performances: for `performances`, without the key.
        group: for `groups`, without the key, where it is a group's own log; None for a session.
        is_deleted: whether it goes with what is out of sight, and nothing of it is in any total.
        decisions: how many decisions about deletions had been made.
    """

    key: int
    through: int | None
    summary: tuple[Any, ...] | None
    reps: tuple[tuple[Any, ...], ...] = ()
    performances: tuple[PerformanceRow, ...] = ()
    is_deleted: bool = False
    decisions: int = 0
    group: tuple[str, int, bool] | None = None

    def deleted(self) -> Derived:
        """The same, out of sight."""
        return replace(self, reps=(), performances=(), group=None, is_deleted=True)


def _checked(derived: Derived) -> Derived:
    """Refuse numbers that would spoil the sums of all sessions, as a damaged log may have them.

    Raises:
        ValueError: if there are any.
    """
    for row in (derived.summary or (), *derived.reps, *derived.performances):
        if any(isinstance(value, int) and abs(value) >= _LARGEST for value in row):
            raise ValueError("its numbers are too large")
    return derived


def derived_of(key: int, through: int | None, session: StoredSession) -> Derived:
    """The rows of a session.

    Args:
        key: of the session in the database.
        through: its newest entry.
        session: its header and its log.

    Raises:
        ValueError: if its numbers are too large; a log that cannot have happened may raise anything.
    """
    header, start, athlete = session.header, session.start, session.athlete
    whose = whose_of(athlete)
    results = results_of(header.plan, session.log)
    day = local_day(start.wall_ms, start.utc_offset_s)
    volume = volume_of(results)
    past = past_reps(header.id, day, results)
    workout = workout_of(header.plan, results.plan)
    name, source, note = column_text(results.plan.name), column_text(header.source), column_text(results.note)
    is_imported = origin_of(session.log) is not None
    search = (
        *(header.id, name, source, note, results.status.value, _date_of(day)),
        *(["imported"] if is_imported else []),
    )
    sizes = dict.fromkeys(size_key(result.step).describe() for result in results.steps if is_rep_run(result))
    derived = Derived(
        key,
        through,
        (
            *(header.id, name, source, start.wall_ms, start.utc_offset_s, day),
            *(results.status.value, volume.reps, results.ended_ms, volume.work_mm, volume.total_mm, volume.work_ms),
            *(results.effort, note, column_text(workout), None, start.recorded_wall_ms, is_imported),
            *(column_text(athlete) if whose and athlete is not None else None, header.group, whose),
            column_text(" ".join((*search, *sizes)).casefold()),
        ),
        tuple(_rep_row(whose, start.wall_ms, rep) for rep in past),
        _performance_rows(whose, start.wall_ms, past),
    )
    return _checked(derived)


def derived_group(key: int, through: int | None, group: StoredSession) -> Derived:
    """The row of a group's own log; it is in no question about sessions."""
    return Derived(key, through, None, group=(group.header.id, group.header.started_wall_ms, is_over(group.log)))


def unreadable_group(key: int, through: int | None, raw: list[Any]) -> Derived:
    """The row of a group's own log that cannot be read: nobody can go on with it."""
    return Derived(key, through, None, group=(str(raw[0]), raw[2] if isinstance(raw[2], int) else 0, True))


def whose_of(athlete: str | None) -> str:
    """An athlete as the tables know them; empty for whoever the history belongs to."""
    return column_text(same_name(athlete).strip()) if athlete else ""


def unreadable(
    key: int, through: int | None, header: SessionHeader | None, raw: list[Any], error: Exception
) -> Derived:
    """The rows of a session that cannot be read: a line that says why.

    Args:
        key: of the session in the database.
        through: its newest entry.
        header: as far as it can be read.
        raw: its columns without the key, of whatever version.
        error: what went wrong.
    """
    name = column_text(header.plan.name) if header else "(unreadable)"
    started, offset = (value if isinstance(value, int) else 0 for value in (raw[2], raw[3]))
    day = local_day(started, offset)
    athlete, group = (column_text(said) if isinstance(said, str) else None for said in rows.whole_row(raw)[-2:])
    trouble = column_text(str(error)) or type(error).__name__
    return Derived(
        key,
        through,
        (
            *(str(raw[0]), name, column_text(header.source) if header else "", started, offset, day),
            *(None, 0, 0, 0, 0, 0, None, "", "", trouble, None, False),
            *(athlete, group, whose_of(athlete)),
            f"{raw[0]} {name} unreadable".casefold(),
        ),
    )


def column_text(text: str) -> str:
    """Text as a column takes it: without the half surrogates of strange file names."""
    return text.encode("utf-8", "replace").decode()


def _date_of(day: int) -> str:
    return str(date(1970, 1, 1) + timedelta(days=day))


def _rep_row(whose: str, started_wall_ms: int, rep: PastRep) -> tuple[Any, ...]:
    """A rep; its score is lower the better it is, and none where nothing can be held against it.

    A time scores by what is shown of it, so that of two that are shown alike the earlier one is the best.
    """
    score: int | None = None
    if rep.is_comparable:
        score = -rep.covered_mm if rep.key.size.kind is SizeKind.TIME and rep.covered_mm else cut(rep.time_ms)
    flat = json.dumps([number for split in rep.splits for number in split], separators=(",", ":"))
    return (
        *(rep.position, whose, column_text(rep.key.as_text()), started_wall_ms, score),
        *(rep.time_ms, flat, rep.covered_mm, rep.recovery_ms, rep.edited, rep.unconfirmed),
    )


def _performance_rows(whose: str, started_wall_ms: int, reps: tuple[PastRep, ...]) -> tuple[PerformanceRow, ...]:
    """The performances that can have been a best when they were run: faster than all before them in the session."""
    found: list[PerformanceRow] = []
    standing: dict[tuple[int, bool], int] = {}
    for rep in reps:
        for one in performances_of(rep):
            kind, shown_ms = (one.distance_mm, one.is_split), cut(one.time_ms)
            if shown_ms < standing.get(kind, shown_ms + 1):
                standing[kind] = shown_ms
                found.append((whose, *kind, shown_ms, one.time_ms, started_wall_ms, one.position, one.edited))
    return tuple(found)
