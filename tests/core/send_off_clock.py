"""A second, slow account of reps on a cycle: a counter that is looked at every tenth of a second.

It exists as the oracle of the send-offs: it knows no deadlines, no log, and no multiples that are reckoned ahead. One
counter begins at zero with each rep and stands still while the session does; a rep starts when it reads a whole cycle.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

TICK_MS = 100


class Where(Enum):
    """What the runner does."""

    COUNTDOWN = "countdown"
    REP = "rep"
    PAUSE = "pause"
    WAITS = "waits"
    OVER = "over"


@dataclass
class SendOffClock:
    """One set of reps of a distance on one cycle, from the first press on; every length in ticks."""

    reps: int
    cycle: int
    get_ready: int
    is_by_press: bool
    is_late_now: bool
    where: Where = Where.COUNTDOWN
    starts: list[int] = field(default_factory=list)
    now: int = 0
    to_go: int = 0
    counter: int = 0
    is_paused: bool = False

    def __post_init__(self) -> None:
        """Begin to get ready."""
        self._get_ready(self.get_ready)

    def tick(self) -> None:
        """Let a tenth of a second pass."""
        self.now += 1
        if not self.is_paused:
            self.counter += 1
            self.to_go -= 1
            self._look()

    def _look(self) -> None:
        """See whether a start is due."""
        if self.is_paused:
            return
        if self.where is Where.COUNTDOWN and self.to_go <= 0:
            self._go()
        elif self.where is Where.PAUSE and (self._is_whole() or (self.is_late_now and self.counter > self.cycle)):
            if self.is_by_press:
                self.where = Where.WAITS
            else:
                self._go()

    def _is_whole(self) -> bool:
        return self.counter > 0 and self.counter % self.cycle == 0

    def _go(self) -> None:
        self.where, self.counter = Where.REP, 0
        self.starts.append(self.now)

    def _get_ready(self, ticks: int) -> None:
        self.where, self.to_go = Where.COUNTDOWN, ticks
        self._look()

    def _cut(self) -> None:
        """Get ready, or as long as the cycle still takes: that is tried out tick by tick."""
        ticks, counter = 0, self.counter
        if self.where is Where.PAUSE:
            while ticks < self.get_ready and not self._is_whole():
                ticks, self.counter = ticks + 1, self.counter + 1
        else:
            ticks = self.get_ready
        self.counter = counter
        self._get_ready(ticks)

    def _end_rep(self) -> None:
        self.where = Where.OVER if len(self.starts) >= self.reps else Where.PAUSE
        self._look()

    # --- what can be asked --------------------------------------------------------------------------------------------

    def press(self) -> None:
        """Finish, cut, go on or start, whatever is due."""
        if self.is_paused:
            self.is_paused = False
            self._look()
        elif self.where is Where.REP:
            self._end_rep()
        elif self.where in (Where.PAUSE, Where.WAITS):
            self._cut()

    def skip(self) -> None:
        """Give up the rep, or what is left of the pause."""
        if self.where is Where.REP:
            self._end_rep()
        elif self.where is Where.PAUSE or (self.where is Where.WAITS and self.starts):
            self.is_paused = False
            self._cut()

    def not_ready(self) -> None:
        """Take the start back."""
        if self.where is Where.REP:
            self.starts.pop()
            self.where = Where.WAITS
        elif self.where is Where.COUNTDOWN:
            self.where, self.is_paused = Where.WAITS, False

    def pause(self) -> None:
        """Stop the clock, or let it go on."""
        if self.where not in (Where.REP, Where.OVER):
            self.is_paused = not self.is_paused
            self._look()

    def add(self) -> None:
        """One more rep."""
        self.reps += bool(self.starts)

    def drop(self) -> None:
        """No more reps."""
        if self.starts and len(self.starts) < self.reps:
            self.reps = len(self.starts)
            self.where = self.where if self.where is Where.REP else Where.OVER

    def interrupt(self) -> None:
        """The app was killed, and the session carried on later from here."""
        if self.where is Where.REP:
            self.not_ready()
        else:
            self.is_paused = True
