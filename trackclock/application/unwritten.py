"""A store that writes nothing.

It exists because what is watched is pictured by the recorder, which writes down what it crosses.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from trackclock.core.events import Entry
from trackclock.errors import StoreError
from trackclock.ports import SessionHeader, StoredGroup, StoredSession


class UnwrittenStore:
    """Takes every log and keeps none: what it is given is on the disk already, or follows from what is."""

    fault: str | None = None
    notice: str | None = None

    def check(self) -> None:
        """Nothing is to be saved."""

    def begin(self, header: SessionHeader) -> None:
        """Begin nothing."""

    def append(self, session_id: str, entries: Sequence[Entry]) -> None:
        """Keep nothing."""

    def together(self) -> AbstractContextManager[object]:
        """Nothing is written together as well."""
        return nullcontext()

    def saved_through(self, _session_id: str) -> int:
        """Whatever is asked about is saved."""
        return sys.maxsize

    def unsaved(self) -> tuple[StoredSession, ...]:
        """Nothing."""
        return ()

    def save_unsaved(self, _path: Path) -> int:
        """There is nothing."""
        return 0

    def flush(self, _timeout_s: float) -> bool:
        """Nothing is queued."""
        return True

    def read(self, session_id: str) -> StoredSession:
        """There is no session here.

        Raises:
            StoreError: always.
        """
        raise StoreError(f"there is no session {session_id} where nothing is kept")

    def unfinished(self) -> tuple[StoredSession, ...]:
        """None."""
        return ()

    def unfinished_groups(self) -> tuple[StoredGroup, ...]:
        """None."""
        return ()

    def hold(self, _session_id: str) -> bool:
        """Nothing can be held."""
        return False

    def hold_all(self, _session_ids: Sequence[str]) -> bool:
        """Nothing can be held."""
        return False

    def release(self, session_id: str) -> None:
        """Nothing is held."""

    def delete(self, session_id: str, wall_ms: int) -> None:
        """Delete nothing."""

    def bring_back(self, session_id: str, wall_ms: int) -> None:
        """Nothing was deleted."""

    def erase(self, session_id: str, wall_ms: int) -> None:
        """Erase nothing."""

    def deleted(self) -> frozenset[str]:
        """None."""
        return frozenset()

    def close(self) -> None:
        """Nothing is open."""
