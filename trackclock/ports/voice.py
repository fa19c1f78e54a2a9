"""Who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ScheduledPhrase:
    """Something that is to be said.

    Attributes:
        key: identity; the same phrase, sent again, has the same key and is said once.
        at_ms: when, as a reading of the `Clock`.
        latest_ms: after this it is stale and not begun.
        rank: a phrase that is due cuts one of the same or a lower rank short; behind a higher one it waits.
        text: words and figures as the screen shows them.
    """

    key: str
    at_ms: int
    latest_ms: int
    rank: int
    text: str


Span = tuple[int, int]
"""From one reading of the `Clock` to another, in milliseconds."""


class Voice(Protocol):
    """Says phrases. No method blocks and none raises, whatever becomes of the engine; without one nothing is said."""

    @property
    def lacks(self) -> str:
        """What keeps it from being heard, and what to install; empty where nothing does."""

    def get_ready(self, texts: Sequence[str]) -> None:
        """Have the pieces of any time ready from now on, and those of such texts as may be said with them."""

    def schedule(self, phrases: Sequence[ScheduledPhrase], quiet: Sequence[Span]) -> None:
        """Say everything that time brings from now on, and when nothing is said; replaces what was there before."""

    def say(self, phrase: ScheduledPhrase) -> None:
        """Say what a press has brought, beside the schedule."""

    def hush(self) -> None:
        """Say nothing more of what was asked for, nor the rest of what is being said."""

    def close(self) -> None:
        """Let go of the engine; safe to call twice."""
