"""What somebody who only watches needs of the store: the sessions that running apps have, without touching any of it.

It exists apart from the store because a watcher may neither write nor lock: beside it an app times a runner.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from trackclock.ports.store import StoredSession

if TYPE_CHECKING:
    from trackclock.core.comparisons import LikeHistory, LikeKey


@dataclass(frozen=True, slots=True)
class Watched:
    """A session as it lies on the disk, and whether an app still has it.

    Attributes:
        stored: the session.
        is_held: whether a running app has it; None where this system cannot tell.
    """

    stored: StoredSession
    is_held: bool | None


class SessionWatch(Protocol):
    """Looks at the history while others write to it: it writes nothing, takes no lock, and keeps nobody waiting.

    Its methods read the disk and belong off the UI thread. Each raises StoreError if the history cannot be read.
    """

    def look(self, known: str | None) -> tuple[Watched, ...] | None:
        """The sessions that running apps may have, and the one that is known, as far as they are on the disk.

        Args:
            known: the id of the session that is shown; None for none.

        Returns:
            None where nothing has changed since the last look; never after one that failed.
        """

    def is_held(self, session_id: str) -> bool | None:
        """Whether a running app has a session, on the disk or not; None where this system cannot tell. Never raises."""

    def like(
        self, keys: Iterable[LikeKey], before_wall_ms: int, athlete: str | None = None
    ) -> Mapping[LikeKey, LikeHistory]:
        """As `History.like` of an athlete, as far as that is known without writing: nothing is derived anew for it."""
