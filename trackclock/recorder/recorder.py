"""The one way into a running session: commands in, the picture out.

It decides with the core, and hands what that comes to on to the parts: the log, the store, the speaker.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trackclock.core import commands as ask
from trackclock.core.comparisons import Comparison, Deltas, LikeHistory, LikeKey
from trackclock.core.events import Entry, Event, Log, Redone, Repaired, Seen, SessionStarted, Undone
from trackclock.core.pacer import Pacer
from trackclock.core.plan import Plan
from trackclock.core.results import SessionResults, StepResult
from trackclock.core.session import Accepted, Decision, Phase, State, decide
from trackclock.core.speech import Telling
from trackclock.core.view import Flash, LiveView, RepRow, live_view
from trackclock.ports import (
    Clock,
    SessionHeader,
    SessionStore,
    Speaker,
    Start,
    StoredSession,
    Voice,
    athlete_of,
    start_of,
)
from trackclock.recorder.heard import Heard
from trackclock.recorder.running_log import RunningLog
from trackclock.recorder.saving import Keeper, Saving, Whose
from trackclock.recorder.standing import Standing
from trackclock.recorder.told import Told

_CORRECTIONS = (Repaired, Undone, Redone)


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of a command.

    Attributes:
        is_accepted: whether it holds.
        message: what the screen says; empty where the change speaks for itself.
        needs_confirmation: whether the same command, confirmed, would hold.
    """

    is_accepted: bool
    message: str = ""
    needs_confirmation: bool = False


class Recorder:
    """One session, from ready to its end.

    All instants that go in and out are readings of the clock in milliseconds; inside, times count from the first
    press.
    """

    def __init__(
        self,
        plan: Plan,
        source: str,
        clock: Clock,
        store: SessionStore,
        speaker: Speaker,
    ) -> None:
        """Get a session ready; nothing is written before its first press.

        Args:
            plan: the plan as loaded.
            source: the name of the file that it came from.
            clock: the clock that presses are stamped with.
            store: where the log goes.
            speaker: who plays the cues.
        """
        self._whose: Whose | None = None
        self.plan = plan
        self.source = source
        self._clock = clock
        self._running = RunningLog(plan)
        self._standing = Standing(self._running)
        self._heard = Heard(speaker, self._running, self._standing)
        self._told = Told(self._running, self._standing)
        self._keeper = Keeper(store, clock)

    def advance_to(self, session_ms: int) -> None:
        """Let time pass that was seen already, up to an instant from the first press."""
        self._running.advance_to(session_ms)

    def belong_to(self, whose: Whose) -> None:
        """Say before the first press which athlete of which group this is."""
        self._whose = whose

    # --- picking up -------------------------------------------------------------------------------------------------

    @classmethod
    def pick_up(cls, stored: StoredSession, clock: Clock, store: SessionStore, speaker: Speaker) -> Recorder:
        """Open a stored session to go on with it, or to mend it.

        The caller holds it in the store. Within the boot of its start the clock simply goes on; after another boot
        the wall clock tells how far it is (`is_by_wall_clock`).
        """
        recorder = cls(stored.header.plan, stored.header.source, clock, store, speaker)
        recorder._keeper.header = stored.header
        recorder._heard.session_id = stored.header.id
        if stored.header.boot_id == clock.boot_id:
            origin_ms = stored.header.clock_ms
        else:
            origin_ms = clock.now_ms() - (clock.wall_ms() - stored.header.started_wall_ms)
        recorder._running.take_over(stored.log, origin_ms)
        return recorder

    @property
    def header(self) -> SessionHeader | None:
        """The head of the session in the store; known from the first press on."""
        return self._keeper.header

    @property
    def start(self) -> Start | None:
        """When the session began, as the runner has mended it if need be; None before its first press."""
        return start_of(self.header, self.log) if self.header is not None else None

    @property
    def athlete(self) -> str | None:
        """Whose session it is; None for whoever the history belongs to."""
        return athlete_of(self.header, self.log) if self.header is not None else None

    @property
    def is_by_wall_clock(self) -> bool:
        """Whether the machine was restarted since the first press, so that only the wall clock spans the gap."""
        return self.header is not None and self.header.boot_id != self._clock.boot_id

    # --- driving ----------------------------------------------------------------------------------------------------

    def submit(self, command: ask.Command, at_ms: int) -> Submitted:
        """Decide a command at the instant it was given, write what it comes to, and say so.

        Args:
            command: what is asked for.
            at_ms: when the key arrived, as a reading of the clock.

        Returns:
            What became of it.
        """
        if not self.log:
            self._running.origin_ms = at_ms
        else:
            self.poll(at_ms)
        at = at_ms - self._running.origin_ms
        decision = decide(self.plan, self.log, command, at)
        if not self.log and not (decision.events and isinstance(decision.events[0], SessionStarted)):
            return Submitted(False, decision.message or f"the session has not begun; {ask.key_of('mark')} starts it")
        events = self._witnessed(decision, at)
        self._append((*events, *self._running.draw_behind(events, at)) if events else (), at_ms)
        if isinstance(decision, Accepted):
            return Submitted(True, decision.message)
        return Submitted(False, decision.message, decision.needs_confirmation)

    def poll(self, now_ms: int) -> None:
        """Let time pass up to a reading of the clock; call it at each deadline, at each repaint and after a suspend."""
        if not self.log:
            return
        now = now_ms - self._running.origin_ms
        for crossed in self._running.crossings_until(now):
            self._append((Seen(crossed.boundary_ms),), now_ms)
            self._heard.note_late_go(crossed, now)
        self._running.advance_to(now)
        self._append(self._running.draw_behind((), self.state.now_ms), now_ms)
        self._heard.keep_ahead(now)
        self._told.keep_ahead(now)

    def next_deadline_ms(self) -> int | None:
        """When the next automatic boundary is due, as a reading of the clock; None if only a press brings one."""
        deadline = self.state.next_deadline()
        return None if deadline is None else deadline + self._running.origin_ms

    def leave(self, now_ms: int, command: ask.Stop | None = None, *, is_cut_off: bool = False) -> None:
        """Say goodbye: the log tells how far the session got, and a running one is kept as stopped.

        Args:
            now_ms: a reading of the clock.
            command: why; by default the key.
            is_cut_off: whether the runner has not left, but was cut off by a closed terminal or a signal: a running
                session is then unfinished, as after a crash, and the next start offers it (ARCHITECTURE.md, "Unfinished
                sessions").
        """
        self._silence()
        if not self.log or self.header is None:
            return
        self.poll(now_ms)
        if self.phase is Phase.RUNNING and not is_cut_off:
            self.submit(command or ask.Stop(), now_ms)
        elif self.phase in (Phase.READY, Phase.RUNNING):
            self._append((Seen(self.session_ms(now_ms)),), now_ms)
        self._silence()
        self._keeper.release()

    # --- looking ----------------------------------------------------------------------------------------------------

    @property
    def log(self) -> Log:
        """Everything that happened."""
        return self._running.log

    @property
    def state(self) -> State:
        """The session as of the last poll or command."""
        return self._running.state

    @property
    def phase(self) -> Phase:
        """How far the session is."""
        return self._running.state.phase

    def session_ms(self, clock_ms: int) -> int:
        """A reading of the clock as time since the first press."""
        return clock_ms - self._running.origin_ms if self.log else 0

    def clock_ms(self, session_ms: int) -> int:
        """Time since the first press as a reading of the clock."""
        return session_ms + self._running.origin_ms

    def results(self) -> SessionResults:
        """What the session has come to so far; computed once for each change."""
        return self._standing.results()

    def deltas(self) -> tuple[Deltas, ...]:
        """The deltas of `results().steps`, in the same order."""
        return self._standing.deltas()

    def rows(self) -> tuple[RepRow, ...]:
        """The reps begun so far."""
        return self._standing.rows(self._keeper.saved_through())

    def view(self, now_ms: int) -> LiveView:
        """The picture of this instant; polls first."""
        self.poll(now_ms)
        comparison, name = self.comparison()
        steps, running = self.results().steps, self._standing.running_result()
        return live_view(self.state, running, comparison, name, self._heard.pacer, steps, self.offered())

    def newest_rep(self) -> tuple[StepResult, Comparison | None] | None:
        """The newest rep with a mark, and what it is held against; None before the first mark."""
        return self._standing.newest_rep()

    def is_best(self, entry: Entry) -> bool:
        """Whether an entry of the log finished a rep faster than any like it before."""
        return self._standing.is_best(entry)

    def flashes(self) -> tuple[Flash, ...]:
        """What is flashed after the newest press, with the instants of it; made once for each change."""
        return self._standing.flashes()

    def offered(self) -> frozenset[ask.Command]:
        """The commands, besides the press, that do something as of the last poll."""
        return self._running.offered()

    def saving(self, now_ms: int) -> Saving:
        """How safe the log is at this instant."""
        return self._keeper.saving(self.log, now_ms)

    def take_late_go(self) -> str:
        """A start that nobody heard, in words, once: "REP 3 of 4 · 400 m began 4:10 ago"; else empty."""
        return self._heard.take_late_go()

    # --- choosing ---------------------------------------------------------------------------------------------------

    @property
    def history(self) -> Mapping[LikeKey, LikeHistory]:
        """The like reps of earlier sessions, as they were handed in."""
        return self._standing.history

    def set_history(self, history: Mapping[LikeKey, LikeHistory]) -> None:
        """Hold this session against the like reps of earlier ones from now on."""
        self._standing.history = history
        self._standing.change()

    def comparison(self) -> tuple[Comparison | None, str]:
        """What the running rep is held against, and its short name: the chosen one, or the first that has a time."""
        return self._standing.comparison()

    def cycle_comparison(self) -> str:
        """Hold the reps against the comparison that follows the chosen one, or before any was chosen the one in effect.

        Returns:
            Its name, and that the running rep has no such time if so.
        """
        return self._standing.cycle_comparison()

    def set_pacer(self, pacer: Pacer | None) -> None:
        """Pace the runner in another way from now on; None is silence."""
        self._heard.pacer = pacer

    def set_voice(self, voice: Voice | None, telling: Telling = Telling.ALL) -> None:
        """Have somebody say more or less of what happens from now on; None is silence."""
        self._told.set_voice(voice, telling)

    # --- the mechanism ----------------------------------------------------------------------------------------------

    def _silence(self) -> None:
        self._heard.silence()
        self._told.silence()

    def _witnessed(self, decision: Decision, at: int) -> tuple[Event, ...]:
        """A correction moves no clock, so a live one is followed by word that the session was alive then."""
        events = decision.events
        is_live = self.phase is Phase.RUNNING
        if is_live and any(isinstance(event, _CORRECTIONS) for event in events):
            return events if isinstance(events[-1], Seen) else (*events, Seen(at))
        return events

    def _append(self, events: tuple[Event, ...], now_ms: int) -> None:
        if not events:
            return
        if isinstance(events[0], SessionStarted) and self.header is None:
            self._heard.session_id = self._keeper.begin(self.plan, self.source, self._running.origin_ms, self._whose).id
        entries = self._running.append(events)
        self._keeper.append(entries, now_ms)
        now = now_ms - self._running.origin_ms
        self._running.fold(entries, max(now, self.state.now_ms))
        self._standing.change()
        if any(not isinstance(entry.event, Seen) for entry in entries):
            self._heard.play(entries, now)
        self._told.follow(now)
