"""One action a hold: tells a key that is held down, and one that bounces, from one that is tapped again.

It exists because a terminal sends a held key as plain repeats: n held for two seconds would skip the session to its
end. No terminal says when a key is let go unless it is asked in a way that Textual 8.2.8 fails on (ARCHITECTURE.md,
"Held keys"), so that the gaps have to tell. The big key is not asked about here: the press guard looks after it, and
no mark ever waits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

REPEAT_MS: Final = 130
"""A key that comes again sooner is held, or bounces. A held key repeats every 25 ms (X11) to 90 ms (the default of
macOS: 6 units of 15 ms; presenter clickers: 33 ms), a worn switch bounces within 20 ms, and a terminal over a network
is late by some; no finger taps one key faster than every 150 ms."""

LONGEST_DELAY_MS: Final = 1_000
"""A held key begins to repeat within this: after 250 ms (clickers, Windows at its shortest), 375 to 500 ms (macOS,
Windows), 500 to 660 ms (X11, GNOME), 1,000 ms (Windows at its longest)."""


@dataclass(frozen=True, slots=True)
class Action:
    """A key that acts.

    Attributes:
        key: which.
        at_ms: when it arrived, as a reading of the clock.
    """

    key: str
    at_ms: int


class Holds:
    """Asked at each arrival of a key, and again when the one that waits is due.

    A key acts at once unless it is the one that came last. Then, less than `REPEAT_MS` after its last arrival, it is a
    repeat and does nothing; up to `LONGEST_DELAY_MS` after it, it may be the first repeat of a hold and waits for what
    follows: a second repeat, and both do nothing, or none, and it acts as of its own arrival.
    """

    def __init__(self, speed: int = 1) -> None:
        """No key has come yet.

        Args:
            speed: how many times as fast as a watch the clock runs that stamps the keys.
        """
        self._repeat_ms = REPEAT_MS * speed
        self._longest_ms = LONGEST_DELAY_MS * speed
        self._last: Action | None = None
        self._waiting: Action | None = None

    def arrive(self, key: str, at_ms: int) -> list[Action]:
        """What acts now that a key has arrived.

        Args:
            key: which.
            at_ms: when it arrived, as a reading of the clock.
        """
        last, self._last = self._last, Action(key, at_ms)
        gap_ms = at_ms - last.at_ms if last is not None and last.key == key else None
        if gap_ms is not None and 0 <= gap_ms < self._repeat_ms:
            self._waiting = None
            return []
        acting = self.let_go()
        if gap_ms is not None and 0 <= gap_ms <= self._longest_ms:
            self._waiting = self._last
        else:
            acting.append(self._last)
        return acting

    def due_ms(self) -> int | None:
        """When the one that waits acts unless it is a repeat, as a reading of the clock; None while none waits."""
        return None if self._waiting is None else self._waiting.at_ms + self._repeat_ms

    def due(self, now_ms: int) -> list[Action]:
        """What has waited long enough at a reading of the clock."""
        due_ms = self.due_ms()
        return self.let_go() if due_ms is not None and now_ms >= due_ms else []

    def let_go(self) -> list[Action]:
        """What waits, which acts now; for a key of another kind, a press and a goodbye."""
        waiting, self._waiting = self._waiting, None
        return [] if waiting is None else [waiting]
