"""Saving: a session's entries on their way into the store, and how safe they are.

It exists so that the head that a session gets at its first press is made where it is written.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from trackclock.core.events import Entry, Log
from trackclock.core.plan import Plan
from trackclock.ports import Clock, SessionHeader, SessionStore

NOT_SAVED_MS = 250
"""After this long without a commit the screen says NOT SAVED (ARCHITECTURE.md, "Durable, then acknowledged")."""

FIRST_SAVE_MS = 2_000
"""The same for the first commit of a session: its file may have to be made first, and a red line that is gone before
anybody has read it only frightens. A store that knows its fault says so at once."""


class Saving(StrEnum):
    """How safe the log is."""

    SAVED = "saved"
    PENDING = "pending"
    NOT_SAVED = "not_saved"


@dataclass(frozen=True, slots=True)
class Whose:
    """What is known of a session before its first press, where others are run beside it.

    Attributes:
        session_id: its id.
        athlete: who runs it; None for the log of the group itself.
        group: the id of the group.
    """

    session_id: str
    athlete: str | None
    group: str


def new_session_id(wall_ms: int) -> str:
    """An id that nobody else has, sortable by the start: milliseconds since 1970 in UTC."""
    return f"{datetime.fromtimestamp(wall_ms // 1_000, UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def new_session_ids(wall_ms: int, count: int) -> list[str]:
    """Several at once, no two the same: with four letters of chance that is to be looked at."""
    ids: list[str] = []
    while len(ids) < count:
        if (found := new_session_id(wall_ms)) not in ids:
            ids.append(found)
    return ids


def wall_of(clock: Clock, at_ms: int) -> int:
    """The wall clock at a reading of the clock."""
    return clock.wall_ms() - (clock.now_ms() - at_ms)


class Keeper:
    """Hands one session to the store; until its first press there is nothing to hand over."""

    def __init__(self, store: SessionStore, clock: Clock) -> None:
        """Take the store, and the clock that a header is stamped by."""
        self.header: SessionHeader | None = None
        """Known from the first press on."""
        self._store = store
        self._clock = clock
        self._unsaved_since_ms: int | None = None

    def begin(self, plan: Plan, source: str, origin_ms: int, whose: Whose | None = None) -> SessionHeader:
        """Open a new session in the store.

        Args:
            plan: the plan as loaded.
            source: the name of the file that it came from.
            origin_ms: its first press, as a reading of the clock.
            whose: of which athlete in which group; None for somebody alone.

        Returns:
            Its header.
        """
        wall_ms = wall_of(self._clock, origin_ms)
        self.header = SessionHeader(
            id=whose.session_id if whose is not None else new_session_id(wall_ms),
            plan=plan,
            source=source,
            started_wall_ms=wall_ms,
            utc_offset_s=self._clock.utc_offset_s(),
            clock_ms=origin_ms,
            boot_id=self._clock.boot_id,
            athlete=whose.athlete if whose is not None else None,
            group=whose.group if whose is not None else None,
        )
        self._store.begin(self.header)
        return self.header

    def append(self, entries: Sequence[Entry], now_ms: int) -> None:
        """Hand entries to the store as one batch, at a reading of the clock."""
        if self.header is not None:
            self._store.append(self.header.id, entries)
        if self._unsaved_since_ms is None:
            self._unsaved_since_ms = now_ms

    def saving(self, log: Log, now_ms: int) -> Saving:
        """How safe the log is at a reading of the clock."""
        saved = self.saved_through()
        if not log or saved >= log[-1].seq:
            self._unsaved_since_ms = None
            return Saving.SAVED
        since_ms = self._unsaved_since_ms if self._unsaved_since_ms is not None else now_ms
        limit_ms = NOT_SAVED_MS if saved >= 0 else FIRST_SAVE_MS
        return Saving.NOT_SAVED if now_ms - since_ms >= limit_ms else Saving.PENDING

    def saved_through(self) -> int:
        """The highest sequence number that is on disk; -1 for none."""
        return self._store.saved_through(self.header.id) if self.header is not None else -1

    def release(self) -> None:
        """Let go of the session in the store."""
        if self.header is not None:
            self._store.release(self.header.id)
