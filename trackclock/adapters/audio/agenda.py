"""What is still to be played: every cue once, at its instant, never stale.

It exists apart from any device because the worker, the terminal bell and the tests must agree on it: one place decides
what is due, what has been cancelled and what comes too late (ARCHITECTURE.md, "Cues fall in half-open windows").
"""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable
from typing import NamedTuple

from trackclock.core.limits import STALE_GO_MS
from trackclock.core.sounds import Sound

NS_PER_MS = 1_000_000

STALE_NS = 150 * NS_PER_MS
"""A pip that is later than this misleads more than it tells."""

STALE_GO_NS = STALE_GO_MS * NS_PER_MS
"""A GO up to this late is still worth hearing, if no newer one is due."""

STALE_EVENT_NS = 1_000 * NS_PER_MS
"""What answers a press may come this late: it tells what happened and not when."""

STARTS = frozenset({Sound.GO, Sound.BANG})
"""The sounds that send the runner off."""

_REMEMBERED = 10_000
"""How many keys of played cues are kept; a session of 1,000 steps has fewer still to come."""


class Cue(NamedTuple):
    """A cue on its way to the device.

    Attributes:
        at_ns: when, in nanoseconds on the session's clock.
        key: its identity.
        sound: which.
        is_event: whether it answers something that just happened, and is due whatever the schedule says.
    """

    at_ns: int
    key: str
    sound: Sound
    is_event: bool = False


class Due(NamedTuple):
    """What has become of a cue whose instant came.

    Attributes:
        cue: the cue.
        is_heard: False where it is too late or the sound is muted.
    """

    cue: Cue
    is_heard: bool


class Agenda:
    """The cues to come. It has no clock: instants are arguments."""

    def __init__(self) -> None:
        """Nothing is due."""
        self._scheduled: list[Cue] = []
        self._events: list[Cue] = []
        self._done: OrderedDict[str, None] = OrderedDict()
        self.is_muted = False
        """While it is, what is due passes unheard and is never made up for."""

    def schedule(self, cues: Iterable[Cue]) -> None:
        """Replace the schedule; what was in it and is not in `cues` is cancelled.

        Args:
            cues: what is due from now on, in any order.
        """
        done = self._done
        self._scheduled = sorted(cue for cue in cues if cue.key not in done)

    def play(self, cue: Cue) -> None:
        """Add one cue besides the schedule.

        Args:
            cue: the cue; nothing happens if its key has been played or waits already.
        """
        if cue.key not in self._done and all(cue.key != other.key for other in self._events):
            self._events.append(cue)

    def mark_done(self, key: str) -> None:
        """Say that somebody else has played a cue."""
        self._remember(key)
        self._scheduled = [cue for cue in self._scheduled if cue.key != key]
        self._events = [cue for cue in self._events if cue.key != key]

    def pending(self) -> tuple[list[Cue], list[Cue]]:
        """What has not been played: the schedule and the events."""
        return list(self._scheduled), list(self._events)

    def next_ns(self) -> int | None:
        """The instant of the next cue, None without one."""
        scheduled = self._scheduled  # another thread may ask while the list is exchanged
        instants = [cue.at_ns for cue in self._events]
        if scheduled:
            instants.append(scheduled[0].at_ns)
        return min(instants, default=None)

    def due(self, now_ns: int, until_ns: int) -> list[Due]:
        """Take out all that is due before an instant.

        Args:
            now_ns: what lies before it is late.
            until_ns: the end of the window, not included.

        Returns:
            The cues in the order of their instants, each for the only time.
        """
        next_ns = self.next_ns()
        if next_ns is None or next_ns >= until_ns:
            return []
        cut = bisect_left(self._scheduled, (until_ns,))
        taken = self._scheduled[:cut] + [cue for cue in self._events if cue.at_ns < until_ns]
        taken.sort()
        newest_start_ns = max((cue.at_ns for cue in taken if cue.sound in STARTS), default=None)
        result = []
        for cue in taken:
            if cue.key in self._done:
                continue
            self._remember(cue.key)
            in_time = now_ns - cue.at_ns <= self._patience_ns(cue, newest_start_ns)
            result.append(Due(cue, in_time and not self.is_muted))
        self._scheduled = [cue for cue in self._scheduled[cut:] if cue.key not in self._done]
        self._events = [cue for cue in self._events if cue.key not in self._done]
        return result

    def _remember(self, key: str) -> None:
        self._done[key] = None
        if len(self._done) > _REMEMBERED:
            self._done.popitem(last=False)

    @staticmethod
    def _patience_ns(cue: Cue, newest_start_ns: int | None) -> int:
        if cue.is_event:
            return STALE_EVENT_NS
        if cue.sound in STARTS and cue.at_ns == newest_start_ns:
            return STALE_GO_NS
        return STALE_NS
