"""The logs on disk, and a session as it lies there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from trackclock.core.events import Entry, Log
from trackclock.core.plan import Plan


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
        boot_id: the boot in which that reading was taken; empty for a session that came from elsewhere.
        athlete: who ran it; None where nobody has said so, and then it is whoever the history belongs to.
        group: with whom it was run; None likewise.
    """

    id: str
    plan: Plan
    source: str
    started_wall_ms: int
    utc_offset_s: int
    clock_ms: int
    boot_id: str
    athlete: str | None = None
    group: str | None = None

    @property
    def is_group(self) -> bool:
        """Whether it heads a group's own log, which is no session."""
        return self.id == self.group


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


def athlete_of(header: SessionHeader, log: Log) -> str | None:
    """Whose session it is: as its header says, or as was said since; None for whoever the history belongs to."""
    from trackclock.core.session.log import given_athlete

    given = given_athlete(log)
    return header.athlete if given is None else given.athlete


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session as it lies in the store."""

    header: SessionHeader
    log: Log

    @property
    def start(self) -> Start:
        """When it began."""
        return start_of(self.header, self.log)

    @property
    def athlete(self) -> str | None:
        """Whose it is; None for whoever the history belongs to."""
        return athlete_of(self.header, self.log)


@dataclass(frozen=True, slots=True)
class StoredGroup:
    """A group as it lies in the store.

    Attributes:
        group: its own log (`SessionHeader.is_group`).
        members: the sessions of its athletes, in the order in which its log names them.
    """

    group: StoredSession
    members: tuple[StoredSession, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """What has to be held to go on with it: the group's own log first."""
        return (self.group.header.id, *(member.header.id for member in self.members))


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

    def together(self) -> AbstractContextManager[object]:
        """What is begun and appended within it, of whatever sessions, is committed together or not at all."""

    def saved_through(self, session_id: str) -> int:
        """The highest sequence number of that session that is on disk; -1 for none. Never blocks."""

    def unsaved(self) -> tuple[StoredSession, ...]:
        """The sessions of which anything is not on disk, each whole: to be saved elsewhere on leaving."""

    def save_unsaved(self, path: Path) -> int:
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
        """Sessions without a goodbye that no running app holds, newest first; none of those of `unfinished_groups`."""

    def unfinished_groups(self) -> tuple[StoredGroup, ...]:
        """Groups without a goodbye of which no running app holds anything, newest first.

        One whose sessions are not all there, or deleted, is no group any more: what is left of it is `unfinished`.
        """

    def hold(self, session_id: str) -> bool:
        """Take hold of a stored session to go on with it; False if another app has it."""

    def release(self, session_id: str) -> None:
        """Let go of it."""

    def hold_all(self, session_ids: Sequence[str]) -> bool:
        """Take hold of several (`StoredGroup.ids`): of all of them, or of none if another app has any."""

    def delete(self, session_id: str, wall_ms: int) -> None:
        """Take a session out of sight and out of every total; it can be brought back. It blocks: not for the UI thread.

        Args:
            session_id: which.
            wall_ms: now, milliseconds since 1970 in UTC.

        Raises:
            StoreError: if there is none of that id, a running app has it, or it cannot be written.
        """

    def bring_back(self, session_id: str, wall_ms: int) -> None:
        """Bring a deleted session back; as `delete`."""

    def erase(self, session_id: str, wall_ms: int) -> None:
        """Delete a session for good; as `delete`, and only what is deleted already."""

    def deleted(self) -> frozenset[str]:
        """The ids of all sessions that were deleted, for good or not; it reads the disk, as `delete` writes it."""

    def close(self) -> None:
        """Write what is queued and let go of everything; safe to call twice."""
