"""What the recorder needs of the world: a clock, a speaker and a store, as protocols.

They exist so that the recorder and all that is above it run the same against the real ones and the fakes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from trackclock.core.events import Entry, Log
from trackclock.core.plan import Plan
from trackclock.core.results import Status
from trackclock.core.sounds import Sound

if TYPE_CHECKING:  # what the screens of the history need is not loaded for the first frame
    from trackclock.core.comparisons import LikeHistory, LikeKey, PastRep
    from trackclock.core.progress import Fall, PastSession, Performance, SessionLoad


class Clock(Protocol):
    """A clock that counts through sleep; its zero means nothing."""

    @property
    def boot_id(self) -> str:
        """Names the boot that `now_ms` counts in: readings of two boots cannot be compared."""

    def now_ms(self) -> int:
        """The reading now, in milliseconds."""

    def stamp_ms(self, event_time: float) -> int:
        """Turn a Textual message's `time` (seconds on Textual's clock) into a reading of this clock."""

    def wall_ms(self) -> int:
        """The wall clock: milliseconds since 1970 in UTC."""

    def utc_offset_s(self, wall_ms: int | None = None) -> int:
        """How far local time is ahead of UTC at an instant of the wall clock, or now, in seconds."""


class SpeakerState(StrEnum):
    """What the screen says about the sound."""

    OK = "ok"
    TRYING = "trying"
    BELL = "bell"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class ScheduledCue:
    """A sound that is due.

    Attributes:
        key: identity; the same cue, sent again, has the same key and is played once.
        at_ms: when, as a reading of the `Clock`.
        sound: which.
    """

    key: str
    at_ms: int
    sound: Sound


class Speaker(Protocol):
    """Plays cues. No method blocks and none raises, whatever happens to the device."""

    @property
    def state(self) -> SpeakerState:
        """How the sound is doing."""

    @property
    def volume(self) -> int:
        """0 to 10."""

    @property
    def is_muted(self) -> bool:
        """Whether nothing is to be heard."""

    def start(self) -> None:
        """Open the sound in the background."""

    def schedule(self, cues: Sequence[ScheduledCue]) -> None:
        """Say everything that is due from now on; what was scheduled before and is not in it is cancelled."""

    def play(self, cue: ScheduledCue) -> None:
        """Play one cue now or at its instant, without touching the schedule."""

    def set_volume(self, volume: int) -> None:
        """Set the volume, 0 to 10."""

    def set_muted(self, is_muted: bool) -> None:
        """Mute or unmute; what is due is neither lost nor played late."""

    def set_offset(self, offset_ms: int) -> None:
        """Say how much later than the machine believes a sound is heard; cues are played that much sooner."""

    def close(self) -> None:
        """Let go of the device; safe to call twice."""


class KeepAwake(Protocol):
    """Keeps the machine from falling asleep while a session runs. Nothing here blocks or raises."""

    @property
    def trouble(self) -> str | None:
        """Why the machine may fall asleep all the same, in a few words; None while it is kept awake or not asked to."""

    def start(self) -> None:
        """Ask for it."""

    def stop(self) -> None:
        """No longer ask for it; safe to call twice."""

    def close(self) -> None:
        """Stop, and see to it that nothing outlives the app that was started to keep the machine awake."""


@dataclass(frozen=True, slots=True)
class SessionHeader:
    """What is known of a session at its first press.

    Attributes:
        id: unique, sortable by start (made by the recorder from the wall clock and a few random letters).
        plan: the plan as loaded.
        source: the file that it came from, as a name without its folder.
        started_wall_ms: wall clock at the first press, milliseconds since 1970 in UTC.
        utc_offset_s: how far local time was ahead of UTC then.
        clock_ms: the `Clock`'s reading at the first press.
        boot_id: the boot in which that reading was taken.
    """

    id: str
    plan: Plan
    source: str
    started_wall_ms: int
    utc_offset_s: int
    clock_ms: int
    boot_id: str


@dataclass(frozen=True, slots=True)
class Start:
    """When a session began.

    Attributes:
        wall_ms: its first press, milliseconds since 1970 in UTC.
        utc_offset_s: how far local time was ahead of UTC then.
        recorded_wall_ms: what the machine's clock said then, where the runner has mended that; else None.
    """

    wall_ms: int
    utc_offset_s: int
    recorded_wall_ms: int | None = None


def start_of(header: SessionHeader, log: Log) -> Start:
    """When a session began: as its header says, or as the runner has said since."""
    from trackclock.core.session.log import mended_start

    mended = mended_start(log)
    if mended is None:
        return Start(header.started_wall_ms, header.utc_offset_s)
    return Start(mended.started_wall_ms, mended.utc_offset_s, header.started_wall_ms)


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session as it lies in the store."""

    header: SessionHeader
    log: Log

    @property
    def start(self) -> Start:
        """When it began."""
        return start_of(self.header, self.log)


class SessionStore(Protocol):
    """The logs on disk. Writing never blocks the caller; reading does, and belongs off the UI thread."""

    @property
    def fault(self) -> str | None:
        """Why the newest write has not reached the disk, or why none could, in words; None while all is well."""

    @property
    def notice(self) -> str | None:
        """What the user has to be told of the history's file (damaged and moved aside); None as a rule."""

    def check(self) -> None:
        """Find out whether a session could be saved now; `fault` says why not. It blocks: not for the UI thread."""

    def begin(self, header: SessionHeader) -> None:
        """Queue a new session, which this process holds from then on (an OS lock)."""

    def append(self, session_id: str, entries: Sequence[Entry]) -> None:
        """Queue entries; those of one call are committed together or not at all."""

    def saved_through(self, session_id: str) -> int:
        """The highest sequence number of that session that is on disk; -1 for none. Never blocks."""

    def unsaved(self) -> tuple[StoredSession, ...]:
        """The sessions of which anything is not on disk, each whole: to be saved elsewhere on leaving."""

    def save_elsewhere(self, path: Path) -> int:
        """Write what `unsaved` gives into a file that `restore` reads, whole or not at all; an older one is replaced.

        Returns:
            How many sessions there were; for none nothing is written.

        Raises:
            StoreError: if it cannot be written.
        """

    def flush(self, timeout_s: float) -> bool:
        """Wait until everything queued is on disk; False if it is not in time."""

    def read(self, session_id: str) -> StoredSession:
        """One session whole.

        Raises:
            StoreError: if there is none, or it cannot be read.
        """

    def unfinished(self) -> tuple[StoredSession, ...]:
        """Sessions without a goodbye that no running app holds, newest first."""

    def hold(self, session_id: str) -> bool:
        """Take hold of a stored session to go on with it; False if another app has it."""

    def release(self, session_id: str) -> None:
        """Let go of it."""

    def close(self) -> None:
        """Write what is queued and let go of everything; safe to call twice."""


class SortBy(StrEnum):
    """In which order the list of sessions stands; each falls back on the newest first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
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
    """

    text: str = ""
    workout: str | None = None
    since_day: int | None = None
    until_day: int | None = None
    distance_mm: int | None = None


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
    """

    sessions: int = 0
    reps: int = 0
    work_mm: int = 0
    total_mm: int = 0
    work_ms: int = 0
    without_reps: int = 0


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
    """The sessions of the past, read from tables that are derived from the logs.

    Every method reads the disk and belongs off the UI thread. Each raises StoreError if the history cannot be read.
    """

    def sessions(
        self,
        wanted: SessionFilter = ALL_SESSIONS,
        *,
        sort: SortBy = SortBy.NEWEST,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[SessionRow, ...]:
        """The list of sessions, or a page of it."""

    def totals(self, wanted: SessionFilter = ALL_SESSIONS) -> Totals:
        """What the filtered sessions come to."""

    def find(self, name: str, today: int | None = None) -> StoredSession:
        """One session whole, by its id, the beginning of it if there is only one such, or "last".

        Args:
            name: the id, its beginning or "last".
            today: the local date, in days since 1970-01-01, at which "last" ends unless all are later; None for none.

        Raises:
            StoreError: if there is none or more than one, or it cannot be read.
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
