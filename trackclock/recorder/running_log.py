"""The log of one session as it grows, and the state that it has come to.

It exists so that the state is folded in one place: from the newest entry on where that will do, else from the start.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import get_args

from trackclock.core import commands as ask
from trackclock.core.events import DelayDrawn, Entry, Event, Log, TimingEvent
from trackclock.core.plan import Gun, Plan, StepKind
from trackclock.core.session import Phase, State, advance, crossings, evolve, initial_state, replay, state_at
from trackclock.core.session.log import appended, newest_ms
from trackclock.core.session.offers import LogOffers, log_offers, offers
from trackclock.core.session.state import RunStep

_TIMING = get_args(TimingEvent)


def drawn_ms(gun: Gun) -> int:
    """A delay from "set" to the bang, every millisecond within its bounds as likely as any other."""
    return gun.low_ms + secrets.randbelow(gun.high_ms - gun.low_ms + 1)


class RunningLog:
    """A log and its state; times count from the first press, which lies at `origin_ms` on the clock."""

    def __init__(self, plan: Plan) -> None:
        """Begin with nothing but a plan."""
        self.plan = plan
        self.origin_ms = 0
        """The first press, as a reading of the clock."""
        self.draw: Callable[[Gun], int] = drawn_ms
        """Draws the delay of a start by gun."""
        self.log: Log = ()
        self.state: State = initial_state(plan)
        self._folded: State = self.state
        """The state right after the newest entry, not advanced: what the next entry is applied to."""
        self._log_offers: LogOffers | None = None
        """What the log says of undo, redo and the newest mark; None where it has to be looked through again."""

    def take_over(self, log: Log, origin_ms: int) -> None:
        """Go on from a stored log whose first press lay at a reading of the clock."""
        self.log = log
        self.origin_ms = origin_ms
        self._fold_all(newest_ms(log))

    def append(self, events: tuple[Event, ...]) -> tuple[Entry, ...]:
        """Number events and put them into the log; the state follows with `fold`."""
        entries = appended(self.log, events)
        self.log = (*self.log, *entries)
        self._log_offers = None
        return entries

    def draw_behind(self, events: tuple[Event, ...], now: int) -> tuple[Event, ...]:
        """The delay that is to be drawn together with new events, so that no start is on disk without its bang.

        Args:
            events: what is about to be appended; may be empty.
            now: the instant.

        Returns:
            The event of the draw; nothing where no start by gun wants one.
        """
        gun = self.plan.gun
        if gun is None:
            return ()
        state = state_at(self.plan, (*self.log, *appended(self.log, events)), now) if events else self.state
        uid = state.wants_draw()
        return () if uid is None else (DelayDrawn(now, uid, self.draw(gun)),)

    def fold(self, entries: tuple[Entry, ...], now: int) -> None:
        """Take new entries into the state: applied to it where they go on from it, else from the whole log."""
        is_next = all(isinstance(entry.event, _TIMING) and entry.event.at >= self._folded.now_ms for entry in entries)
        if not is_next:
            self._fold_all(now)
            return
        for entry in entries:
            self._folded = evolve(self._folded, entry)
        self.state = advance(self._folded, now)

    def _fold_all(self, now: int) -> None:
        self._folded = replay(self.plan, self.log)
        self.state = advance(self._folded, now)

    def advance_to(self, now: int) -> None:
        """Let time pass."""
        if now > self.state.now_ms:
            self.state = advance(self.state, now)

    def crossings_until(self, now: int) -> tuple[State, ...]:
        """The states right after each automatic boundary that is due by then."""
        return tuple(crossings(self.state, now))

    def state_after(self, entry: Entry) -> State:
        """The session right after an entry of the log."""
        is_newest = entry.event.at == self._folded.now_ms
        return self._folded if is_newest else state_at(self.plan, self.log, entry.event.at)

    def running_rep(self) -> RunStep | None:
        """The rep that is being run; None outside of one."""
        run = self.state.run
        if run is None or run.step.kind is not StepKind.REP or self.state.phase is not Phase.RUNNING:
            return None
        return run

    def offered(self) -> frozenset[ask.Command]:
        """The commands, besides the press, that do something now."""
        if self._log_offers is None:
            self._log_offers = log_offers(self.log, self.state)
        return offers(self.state, self._log_offers)
