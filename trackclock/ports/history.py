"""The sessions of the past, as the screens and the commands ask for them.

It exists apart from the store because these answers come from tables that are derived from the logs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from trackclock.core.results import Status
from trackclock.ports.store import StoredGroup, StoredSession

if TYPE_CHECKING:  # what the screens of the history need is not loaded for the first frame
    from trackclock.core.comparisons import LikeHistory, LikeKey, PastRep
    from trackclock.core.progress import AgainstLast, Fall, PastSession, Performance, SessionLoad


class SortBy(StrEnum):
    """In which order the list of sessions stands; each falls back on the newest first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    REPS = "reps"
    LAST_TIME = "last time"
    TIME = "time"
    DISTANCE = "distance"
    EFFORT = "effort"


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """Which sessions are wanted; what is left out does not narrow them down.

    Attributes:
        text: words that must all occur, whatever their case, in the name, the file, the note, the local date
            (2026-05-01), the status or the sizes of the reps ("800 m").
        workout: a `workout_key`.
        since_day: the first local date, in days since 1970-01-01.
        until_day: the last local date.
        distance_mm: the distance that at least one rep that counts was run over.
        is_deleted: whether only sessions that are deleted are wanted; else none of them.
        deleted_too: ids of deleted sessions that are listed among the others all the same.
    """

    text: str = ""
    workout: str | None = None
    since_day: int | None = None
    until_day: int | None = None
    distance_mm: int | None = None
    is_deleted: bool = False
    deleted_too: frozenset[str] = frozenset()


ALL_SESSIONS = SessionFilter()
"""No filter."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One line of the list of sessions.

    Attributes:
        id: the session.
        name: of its plan.
        source: the file that it came from.
        started_wall_ms: its first press, milliseconds since 1970 in UTC, as the runner has mended it if need be.
        utc_offset_s: how far local time was ahead of UTC then.
        day: its local date, in days since 1970-01-01.
        status: how it ended; None if its log cannot be read, and `trouble` says why.
        reps: how many reps were run to their end, excluded ones too.
        ended_ms: how long it took, from the first press.
        work_mm: distance of the reps that were run, as far as it is known.
        total_mm: distance of every step that was run, as far as it is known.
        work_ms: running time of the reps.
        effort: 1 to 10, or None.
        note: the runner's words.
        workout: its `workout_key`; empty without reps.
        trouble: why it cannot be read; None as a rule.
        recorded_wall_ms: what the machine's clock said at the first press, where that was mended; else None.
        is_imported: whether it was run elsewhere and taken in from a file.
        is_deleted: whether it is deleted, and so in no total.
        athlete: whose it is; None for whoever the history belongs to.
        group: with whom it was run, as the id of that group; None for a session alone.
    """

    id: str
    name: str
    source: str
    started_wall_ms: int
    utc_offset_s: int
    day: int
    status: Status | None
    reps: int
    ended_ms: int
    work_mm: int
    total_mm: int
    work_ms: int
    effort: int | None
    note: str
    workout: str
    trouble: str | None = None
    recorded_wall_ms: int | None = None
    is_imported: bool = False
    is_deleted: bool = False
    athlete: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """What the filtered sessions come to.

    Attributes:
        sessions: how many, those without a single rep done too.
        reps: reps run to their end.
        work_mm: distance of the reps.
        total_mm: distance of every step, of the sessions with a rep done.
        work_ms: running time of the reps.
        without_reps: how many were left without a single rep done; they are in no total but the first.
        deleted: how many more are listed that are deleted; they are in no other total.
    """

    sessions: int = 0
    reps: int = 0
    work_mm: int = 0
    total_mm: int = 0
    work_ms: int = 0
    without_reps: int = 0
    deleted: int = 0


@dataclass(frozen=True, slots=True)
class MonthRow:
    """What the filtered sessions of one month come to.

    Attributes:
        day: a local date in it, in days since 1970-01-01.
        sessions: how many, those without a single rep done too.
        reps: reps run to their end.
        work_mm: distance of the reps.
        hard: how many of the sessions were hard (`SessionLoad.is_hard`).
        deleted: how many more are listed that are deleted; they are in no other number.
    """

    day: int
    sessions: int
    reps: int
    work_mm: int
    hard: int
    deleted: int = 0


@dataclass(frozen=True, slots=True)
class WorkoutRow:
    """A workout that was run.

    Attributes:
        key: its `workout_key`.
        name: of the newest session of it.
        sessions: how many there are in which a rep was done.
        newest_day: the local date of the newest up to today, in days since 1970-01-01; where all are later, of the
            newest.
        newest_id: that session.
    """

    key: str
    name: str
    sessions: int
    newest_day: int
    newest_id: str


class History(Protocol):
    """The past of one athlete, read from tables that are derived from the logs.

    Nobody else's sessions are in an answer, except where a session is asked for by its id. A group's own log is none.
    Every method reads the disk and belongs off the UI thread. Each raises StoreError if the history cannot be read.
    """

    def of(self, athlete: str | None) -> History:
        """The past of one athlete.

        Args:
            athlete: by any name that they have or had, as `core.group.names.same_name` tells names apart; None for
                whoever the history belongs to.
        """

    def athletes(self) -> tuple[str, ...]:
        """Everybody but whoever the history belongs to who has a session, by the name that is used now, in order."""

    def sessions(
        self,
        wanted: SessionFilter = ALL_SESSIONS,
        *,
        sort: SortBy = SortBy.NEWEST,
        is_reversed: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[SessionRow, ...]:
        """The list of sessions, or a page of it; reversed, what is sorted by stands the other way round."""

    def totals(self, wanted: SessionFilter = ALL_SESSIONS) -> Totals:
        """What the filtered sessions come to."""

    def months(self, wanted: SessionFilter = ALL_SESSIONS) -> tuple[MonthRow, ...]:
        """What each month of the filtered sessions comes to, newest first; months without any are left out."""

    def against_last(self, session_ids: Iterable[str]) -> Mapping[str, AgainstLast]:
        """Some sessions against last time; those of which no rep was run before are left out.

        Args:
            session_ids: which.
        """

    def find(self, name: str, today: int | None = None) -> StoredSession:
        """One session whole, by its id, the beginning of it if there is only one such, or "last".

        By its id it is found whosever it is; the last one is of this athlete.

        Args:
            name: the id, its beginning or "last".
            today: the local date, in days since 1970-01-01, at which "last" ends unless all are later; None for none.

        Raises:
            StoreError: if there is none or more than one, or it cannot be read.
        """

    @property
    def names_of(self) -> Callable[[str], Sequence[str]]:
        """Every name of an athlete by any of them, the one that is used now first."""

    def group(self, name: str) -> StoredGroup | None:
        """One group with those of its sessions that are not deleted, whosever they are.

        Args:
            name: its id, or the beginning of it if nothing else begins so.

        Returns:
            None where no group is meant.

        Raises:
            StoreError: if it can be a group or something else, or cannot be read.
        """

    def row(self, session_id: str) -> SessionRow:
        """The line of one session.

        Raises:
            StoreError: if there is none of that id.
        """

    def like(self, keys: Iterable[LikeKey], before_wall_ms: int) -> Mapping[LikeKey, LikeHistory]:
        """The like reps of the sessions started before an instant, for each key that has any.

        Args:
            keys: what is asked for (`like_keys` of a plan).
            before_wall_ms: the start of the session that is held against them, or now where it has not begun, in
                milliseconds since 1970 in UTC.
        """

    def past_sessions(self, since_day: int, until_day: int | None = None) -> tuple[PastSession, ...]:
        """The sessions of some days with the reps that count, oldest first."""

    def workouts(self, today: int) -> tuple[WorkoutRow, ...]:
        """Every workout that was run, the one run last first; those of which all sessions are after today at the end.

        Args:
            today: the local date, in days since 1970-01-01.
        """

    def workout(self, key: str, limit: int | None = None, until_day: int | None = None) -> tuple[PastSession, ...]:
        """The sessions of one workout in which a rep was done, with the reps that count, oldest first.

        Args:
            key: its `workout_key`.
            limit: how many of the newest; None for all.
            until_day: the last local date, in days since 1970-01-01; None for whatever date.
        """

    def workout_bests(self, key: str) -> Mapping[LikeKey, PastRep]:
        """The best of each like rep of one workout, in its own sessions; of equal ones the earliest."""

    def bests(self) -> tuple[Performance, ...]:
        """The bests that stand, reps and splits apart, by distance."""

    def falls(self, distance_mm: int, *, is_split: bool) -> tuple[Fall, ...]:
        """When and how the best over one distance fell, oldest first; the last one stands."""

    def loads(self, since_day: int | None = None) -> tuple[SessionLoad, ...]:
        """What each session in which a rep was done cost, from a day on or from the first, oldest first."""
