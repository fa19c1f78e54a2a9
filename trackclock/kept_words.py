"""Words that are being typed and not saved yet: what is kept of them, and what keeps them.

It exists beside `ports`, as the port between the screens that are typed into and the folder on the disk, because a
closed window must not cost a coach the session that was being written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class WordsKind(StrEnum):
    """Where they were typed."""

    SESSION = "session"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class KeptWords:
    """What stood in a screen's fields.

    Attributes:
        kind: where they were typed.
        key: what they belong to: a session file, or the id of a session that was run.
        title: what that is called.
        written_wall_ms: when they were typed, in milliseconds since 1970 in UTC.
        utc_offset_s: how far local time was ahead of UTC then.
        fields: the fields by name.
        id: the place where they are kept; empty before they have one.
    """

    kind: WordsKind
    key: str
    title: str
    written_wall_ms: int
    utc_offset_s: int
    fields: Mapping[str, str]
    id: str = ""


class WordKeeper(Protocol):
    """Keeps what is typed within a second. Nothing here raises, and only `flush`, `left` and `take` wait for a disk."""

    @property
    def fault(self) -> str | None:
        """Why the newest words could not be kept; None if they were."""

    def begin(self) -> str:
        """A place for the words of one screen; no other app touches it until `end`."""

    def put(self, place: str, words: KeptWords | None) -> None:
        """Keep these instead of the ones before; None: everything is saved or not wanted any more."""

    def end(self, place: str) -> None:
        """Nothing more is typed there; what is kept is offered to whoever comes next."""

    def left(self) -> tuple[KeptWords, ...]:
        """What nobody is typing any more and nobody has saved, newest first."""

    def take(self, words: KeptWords) -> str | None:
        """Go on with words that were left; their place, or None if another app was faster."""

    def flush(self) -> None:
        """Bring everything that was put to the disk now."""


class KeepsNothing:
    """For where nothing is to be kept, such as a demo."""

    fault: str | None = None

    def begin(self) -> str:
        """A place that leads nowhere."""
        return ""

    def put(self, place: str, words: KeptWords | None) -> None:
        """Forget it."""

    def end(self, place: str) -> None:
        """There is nothing to be let go of."""

    def left(self) -> tuple[KeptWords, ...]:
        """Nothing."""
        return ()

    def take(self, words: KeptWords) -> str | None:  # noqa: ARG002
        """Nobody."""
        return None

    def flush(self) -> None:
        """There is nothing to write."""
