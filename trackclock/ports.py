"""What the recorder needs of the world: a clock, a speaker and a store, as protocols.

They exist so that the recorder and all that is above it run the same against the real ones and the fakes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from trackclock.core.cues import Sound
from trackclock.core.events import Entry, Log
from trackclock.core.plan import Plan


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

    def utc_offset_s(self) -> int:
        """How far local time is ahead of UTC now, in seconds."""


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
class StoredSession:
    """A session as it lies in the store."""

    header: SessionHeader
    log: Log


class SessionStore(Protocol):
    """The logs on disk. Writing never blocks the caller; reading does, and belongs off the UI thread."""

    @property
    def fault(self) -> str | None:
        """Why the newest write has not reached the disk, in words; None while all is well."""

    @property
    def notice(self) -> str | None:
        """What the user has to be told of the history's file (damaged and moved aside); None as a rule."""

    def begin(self, header: SessionHeader) -> None:
        """Queue a new session, which this process holds from then on (an OS lock)."""

    def append(self, session_id: str, entries: Sequence[Entry]) -> None:
        """Queue entries; those of one call are committed together or not at all."""

    def saved_through(self, session_id: str) -> int:
        """The highest sequence number of that session that is on disk; -1 for none. Never blocks."""

    def unsaved(self) -> tuple[StoredSession, ...]:
        """The sessions of which anything is not on disk, each whole: to be saved elsewhere on leaving."""

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
        """Write what is queued and let go of everything."""
