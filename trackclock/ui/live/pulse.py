"""The pulse of a running session: when to look at the clock again, and when a collection may hold the threads up.

It exists apart from the screen so that the rules of ARCHITECTURE.md, "Derive every boundary from the clock", are in one
place: one deadline re-armed after each change, ten looks a second at most, and no garbage collection while somebody
runs.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from trackclock.core.session import Phase
from trackclock.core.view import Counting, Tone
from trackclock.ports import Clock

TICK_MS = 100
"""Between two looks at the clock while a session runs: tenths of a second are shown."""

IDLE_MS = 500
"""Between two looks while nothing moves."""

COLLECT_AFTER_MS = 1_500
"""A collection waits this long after a boundary, and ..."""

COLLECT_BEFORE_MS = 12_000
"""... is not begun nearer to the next one: the cue at ten seconds is the first thing that must not be held up."""

MANY_OBJECTS = 100_000
"""So many new objects in one long rep are looked through all the same, the young ones only."""

_RUNNING = frozenset({Tone.WORK, Tone.GET_READY})


class Beat(Protocol):
    """What a picture of an instant says of when the next one is due."""

    @property
    def phase(self) -> Phase:
        """How far the session is."""

    @property
    def tone(self) -> Tone:
        """What goes on."""

    @property
    def counting(self) -> Counting:
        """Which way the clock runs."""

    @property
    def clock_ms(self) -> int:
        """What it shows."""


Seen = TypeVar("Seen", bound=Beat)
SeenOut = TypeVar("SeenOut", bound=Beat, covariant=True)


class Driven(Protocol[SeenOut]):
    """What is polled: the recorder of a session, or of a group."""

    def view(self, now_ms: int) -> SeenOut:
        """The picture of an instant; polls first."""

    def next_deadline_ms(self) -> int | None:
        """When the next automatic boundary is due, as a reading of the clock; None if only a press brings one."""


class Pulse(Generic[Seen]):
    """Polls the recorder at its deadlines and at each tick, and hands on what it sees."""

    def __init__(self, recorder: Driven[Seen], clock: Clock, on_view: Callable[[Seen, int], None]) -> None:
        """Take what is driven.

        Args:
            recorder: the session.
            clock: its clock.
            on_view: called with each picture and the reading it belongs to.
        """
        self.recorder = recorder
        self._clock = clock
        self._on_view = on_view
        self._tick: asyncio.TimerHandle | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._quiet = Quiet()

    def start(self) -> None:
        """Look now, and from now on."""
        self.look()

    def stop(self) -> None:
        """Never look again by itself."""
        for handle in (self._tick, self._deadline):
            if handle is not None:
                handle.cancel()
        self._tick = self._deadline = None
        self._quiet.end()

    def look(self) -> None:
        """Look at the clock, hand on the picture, and arm the next look.

        Called after each change too: asyncio's own clock stands still in a suspend (cpython issue 106940), so no
        handle armed before one can be trusted and every look counts anew.
        """
        now_ms = self._clock.now_ms()
        view = self.recorder.view(now_ms)
        self._on_view(view, now_ms)
        self._arm(view, now_ms)
        deadline_ms = self.recorder.next_deadline_ms()
        self._quiet.consider(view, None if deadline_ms is None else deadline_ms - now_ms)

    def _arm(self, view: Beat, now_ms: int) -> None:
        if self._tick is not None:
            self._tick.cancel()
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        loop = asyncio.get_running_loop()
        self._tick = loop.call_later(delay_ms(view) / 1_000, self.look)
        deadline_ms = self.recorder.next_deadline_ms()
        if deadline_ms is not None and deadline_ms - now_ms < TICK_MS:
            self._deadline = loop.call_later(max(0, deadline_ms - now_ms) / 1_000, self.look)


def delay_ms(view: Beat) -> int:
    """How long until the clock on the screen has to be looked at again, so that its digits change when they should."""
    if view.phase is not Phase.RUNNING or view.counting is Counting.STILL:
        return IDLE_MS if view.phase is not Phase.RUNNING else TICK_MS
    past_ms = view.clock_ms % TICK_MS
    if view.counting is Counting.DOWN:
        return past_ms or TICK_MS
    return TICK_MS - past_ms


class Quiet:
    """Keeps the garbage collector out of reps, since it holds every thread (ARCHITECTURE.md, "Collect at rests")."""

    def __init__(self) -> None:
        """Nothing is held off yet."""
        self._tone: Tone | None = None
        self._has_collected = False
        self._looks = 0

    def consider(self, view: Beat, left_ms: int | None) -> None:
        """Look at one instant.

        Args:
            view: its picture.
            left_ms: time to the next automatic boundary; None where there is none.
        """
        if view.phase is not Phase.RUNNING:
            self.end()
            return
        if view.tone is not self._tone:
            self._tone, self._has_collected, self._looks = view.tone, False, 0
            gc.disable()
        self._looks += 1
        if view.tone in _RUNNING:
            if gc.get_count()[0] > MANY_OBJECTS:
                gc.collect(0)
            return
        is_settled = self._looks * TICK_MS >= COLLECT_AFTER_MS
        if is_settled and not self._has_collected and (left_ms is None or left_ms > COLLECT_BEFORE_MS):
            self._has_collected = True
            gc.collect()

    def end(self) -> None:
        """Let the collector do as it likes."""
        if self._tone is not None:
            self._tone = None
            gc.enable()
