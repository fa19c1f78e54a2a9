"""The headless shell around the core: submit(command, at), poll(now).

The screens, the demo and the tests all drive this one, with a real clock, speaker and store or with fakes; it is the
only place where the log of a running session grows.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import get_args

from trackclock.core import commands as ask
from trackclock.core.comparisons import (
    CYCLE,
    NO_HISTORY,
    Comparison,
    ComparisonGenerator,
    Deltas,
    LikeHistory,
    LikeKey,
    RepContext,
    deltas_of,
    like_keys,
)
from trackclock.core.cues import cue_of, cues_between
from trackclock.core.durations import format_duration
from trackclock.core.events import (
    Entry,
    Event,
    Log,
    Redone,
    Repaired,
    RepFinished,
    Seen,
    SessionStarted,
    TimingEvent,
    Undone,
)
from trackclock.core.limits import STALE_GO_MS
from trackclock.core.pacer import Pacer, pace_cues
from trackclock.core.plan import Plan, StepKind
from trackclock.core.results import SessionResults, StepResult
from trackclock.core.session import (
    Accepted,
    Decision,
    Phase,
    State,
    advance,
    crossings,
    decide,
    evolve,
    initial_state,
    replay,
    state_at,
)
from trackclock.core.session.log import appended, newest_ms
from trackclock.core.session.offers import LogOffers, log_offers, offers
from trackclock.core.session.summing import results_at
from trackclock.core.sounds import Cue
from trackclock.core.view import LiveView, RepRow, describe_run, live_view, rep_rows
from trackclock.ports import Clock, ScheduledCue, SessionHeader, SessionStore, Speaker, Start, StoredSession, start_of

HORIZON_MS = 30_000
"""Cues are sent to the speaker this far ahead, so that a busy app cannot make one late."""

REFRESH_MS = 10_000
"""The cues are sent anew at least this often."""

NOT_SAVED_MS = 250
"""After this long without a commit the screen says NOT SAVED (DESIGN.md, 2, rule 9)."""

_CORRECTIONS = (Repaired, Undone, Redone)
_TIMING = get_args(TimingEvent)


class Saving(StrEnum):
    """How safe the log is."""

    SAVED = "saved"
    PENDING = "pending"
    NOT_SAVED = "not_saved"


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

    def __init__(self, plan: Plan, source: str, clock: Clock, store: SessionStore, speaker: Speaker) -> None:
        """Get a session ready; nothing is written before its first press.

        Args:
            plan: the plan as loaded.
            source: the name of the file that it came from.
            clock: the clock that presses are stamped with.
            store: where the log goes.
            speaker: who plays the cues.
        """
        self.plan = plan
        self.source = source
        self.header: SessionHeader | None = None
        """Known from the first press on."""
        self.history: Mapping[LikeKey, LikeHistory] = {}
        """The like reps of earlier sessions, set by whoever has read them."""
        self.chosen_comparison: ComparisonGenerator | None = None
        """What the running delta is against; None takes the first of them that has a time."""
        self.pacer: Pacer | None = None
        """How the runner is paced; None for silence. Change it through `set_pacer`."""
        self._clock = clock
        self._store = store
        self._speaker = speaker
        self._log: Log = ()
        self._state: State = initial_state(plan)
        self._folded: State = self._state
        """The state right after the newest entry, not advanced: what the next entry is applied to."""
        self._origin_ms = 0
        self._results: SessionResults | None = None
        self._deltas: tuple[Deltas, ...] = ()
        self._keys: tuple[LikeKey | None, ...] = ()
        self._unsaved_since_ms: int | None = None
        self._scheduled_until_ms: int | None = None
        self._log_offers: LogOffers | None = None
        """What the log says of undo, redo and the newest mark; None where it has to be looked through again."""
        self._late_go = ""

    # --- picking up -------------------------------------------------------------------------------------------------

    @classmethod
    def pick_up(cls, stored: StoredSession, clock: Clock, store: SessionStore, speaker: Speaker) -> Recorder:
        """Open a stored session to go on with it, or to mend it.

        The caller holds it in the store. Within the boot of its start the clock simply goes on; after another boot
        the wall clock tells how far it is (`is_by_wall_clock`).
        """
        recorder = cls(stored.header.plan, stored.header.source, clock, store, speaker)
        recorder.header = stored.header
        recorder._log = stored.log
        if stored.header.boot_id == clock.boot_id:
            recorder._origin_ms = stored.header.clock_ms
        else:
            recorder._origin_ms = clock.now_ms() - (clock.wall_ms() - stored.header.started_wall_ms)
        recorder._fold_again(newest_ms(stored.log))
        return recorder

    @property
    def start(self) -> Start | None:
        """When the session began, as the runner has mended it if need be; None before its first press."""
        return start_of(self.header, self._log) if self.header is not None else None

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
        if not self._log:
            self._origin_ms = at_ms
        else:
            self.poll(at_ms)
        at = at_ms - self._origin_ms
        decision = decide(self.plan, self._log, command, at)
        if not self._log and not (decision.events and isinstance(decision.events[0], SessionStarted)):
            return Submitted(False, decision.message or "the session has not begun; space starts it")
        self._append(self._witnessed(decision, at), at_ms)
        if isinstance(decision, Accepted):
            return Submitted(True, decision.message)
        return Submitted(False, decision.message, decision.needs_confirmation)

    def poll(self, now_ms: int) -> None:
        """Let time pass up to a reading of the clock; call it at each deadline, at each repaint and after a suspend."""
        if not self._log:
            return
        now = now_ms - self._origin_ms
        for crossed in tuple(crossings(self._state, now)):
            self._append((Seen(crossed.boundary_ms),), now_ms)
            self._note_late_go(crossed, now)
        if now > self._state.now_ms:
            self._state = advance(self._state, now)
        if self._scheduled_until_ms is None or now + HORIZON_MS - self._scheduled_until_ms >= REFRESH_MS:
            self._schedule(now)

    def next_deadline_ms(self) -> int | None:
        """When the next automatic boundary is due, as a reading of the clock; None if only a press brings one."""
        deadline = self._state.next_deadline()
        return None if deadline is None else deadline + self._origin_ms

    def leave(self, now_ms: int, command: ask.Stop | None = None, *, is_cut_off: bool = False) -> None:
        """Say goodbye: the log tells how far the session got, and a running one is kept as stopped.

        Args:
            now_ms: a reading of the clock.
            command: why; by default the key.
            is_cut_off: whether the runner has not left, but was cut off by a closed terminal or a signal: a running
                session is then unfinished, as after a crash, and the next start offers it (DESIGN.md, 4 and 6).
        """
        self._speaker.schedule(())
        if not self._log or self.header is None:
            return
        self.poll(now_ms)
        at = now_ms - self._origin_ms
        if self._state.phase is Phase.RUNNING and not is_cut_off:
            self.submit(command or ask.Stop(), now_ms)
        elif self._state.phase in (Phase.READY, Phase.RUNNING):
            self._append((Seen(at),), now_ms)
        self._speaker.schedule(())
        self._store.release(self.header.id)

    # --- looking ----------------------------------------------------------------------------------------------------

    @property
    def log(self) -> Log:
        """Everything that happened."""
        return self._log

    @property
    def state(self) -> State:
        """The session as of the last poll or command."""
        return self._state

    @property
    def phase(self) -> Phase:
        """How far the session is."""
        return self._state.phase

    def session_ms(self, clock_ms: int) -> int:
        """A reading of the clock as time since the first press."""
        return clock_ms - self._origin_ms if self._log else 0

    def clock_ms(self, session_ms: int) -> int:
        """Time since the first press as a reading of the clock."""
        return session_ms + self._origin_ms

    def results(self) -> SessionResults:
        """What the session has come to so far; computed once for each change."""
        if self._results is None:
            self._results = results_at(self.plan, self._log, self._state)
            self._deltas = deltas_of(self._results, self.history)
            self._keys = like_keys(self._results.plan.steps)
        return self._results

    def deltas(self) -> tuple[Deltas, ...]:
        """The deltas of `results().steps`, in the same order."""
        self.results()
        return self._deltas

    def set_history(self, history: Mapping[LikeKey, LikeHistory]) -> None:
        """Hold this session against earlier ones from now on."""
        self.history = history
        self._results = None

    def rows(self) -> tuple[RepRow, ...]:
        """The reps begun so far."""
        results = self.results()
        bests = tuple(delta.is_best for delta in self.deltas())
        ghosts = tuple(self._ghost_ms(result) for result in results.steps)
        return rep_rows(results.steps, self.deltas(), bests, ghosts, self._saved_through())

    def comparison(self) -> tuple[Comparison | None, str]:
        """What the running rep is held against, and its short name: the chosen one, or the first that has a time."""
        generator, found = self._comparison_in_effect()
        return found, generator.short_name if generator is not None else ""

    def _comparison_in_effect(self) -> tuple[ComparisonGenerator | None, Comparison | None]:
        running = self._running()
        if running is None:
            return None, None
        steps = self.results().steps
        key = self._keys[running.position - 1]
        history = self.history.get(key, NO_HISTORY) if key is not None else NO_HISTORY
        context = RepContext(running.step, steps[:-1], history)
        chosen = (self.chosen_comparison,) if self.chosen_comparison is not None else ()
        for generator in (*chosen, *CYCLE):
            if (found := generator.generate(context)) is not None:
                return generator, found
        return None, None

    def cycle_comparison(self) -> str:
        """Hold the reps against the comparison that follows the chosen one, or before any was chosen the one in effect.

        Returns:
            Its name, and that the running rep has no such time if so.
        """
        current = self.chosen_comparison or self._comparison_in_effect()[0]
        following = CYCLE[(CYCLE.index(current) + 1) % len(CYCLE)] if current is not None else CYCLE[0]
        self.chosen_comparison, name = following, following.name
        is_missing = self._running() is not None and self._comparison_in_effect()[0] is not following
        return f"{name[0].lower()}{name[1:]}{' (this rep has none)' if is_missing else ''}"

    def set_pacer(self, pacer: Pacer | None) -> None:
        """Pace the runner in another way from now on; None is silence."""
        self.pacer = pacer
        self._scheduled_until_ms = None

    def view(self, now_ms: int) -> LiveView:
        """The picture of this instant; polls first."""
        self.poll(now_ms)
        comparison, name = self.comparison()
        steps = self.results().steps
        return live_view(self._state, self._running(), comparison, name, self.pacer, steps, self.offered())

    def offered(self) -> frozenset[ask.Command]:
        """The commands, besides the press, that do something as of the last poll."""
        if self._log_offers is None:
            self._log_offers = log_offers(self._log, self._state)
        return offers(self._state, self._log_offers)

    def saving(self, now_ms: int) -> Saving:
        """How safe the log is at this instant."""
        if not self._log or self._saved_through() >= self._log[-1].seq:
            self._unsaved_since_ms = None
            return Saving.SAVED
        since_ms = self._unsaved_since_ms if self._unsaved_since_ms is not None else now_ms
        return Saving.NOT_SAVED if now_ms - since_ms >= NOT_SAVED_MS else Saving.PENDING

    def take_late_go(self) -> str:
        """A start that nobody heard, in words, once: "REP 3 of 4 · 400 m began 4:10 ago"; else empty."""
        late, self._late_go = self._late_go, ""
        return late

    # --- the mechanism ----------------------------------------------------------------------------------------------

    def _witnessed(self, decision: Decision, at: int) -> tuple[Event, ...]:
        """A correction moves no clock, so a live one is followed by word that the session was alive then."""
        events = decision.events
        is_live = self._state.phase is Phase.RUNNING
        if is_live and any(isinstance(event, _CORRECTIONS) for event in events):
            return events if isinstance(events[-1], Seen) else (*events, Seen(at))
        return events

    def _append(self, events: tuple[Event, ...], now_ms: int) -> None:
        if not events:
            return
        if isinstance(events[0], SessionStarted) and self.header is None:
            self.header = self._new_header()
            self._store.begin(self.header)
        entries = appended(self._log, events)
        self._log = (*self._log, *entries)
        self._log_offers = None
        if self.header is not None:
            self._store.append(self.header.id, entries)
        if self._unsaved_since_ms is None:
            self._unsaved_since_ms = now_ms
        self._fold(entries, max(now_ms - self._origin_ms, self._state.now_ms))
        if any(not isinstance(entry.event, Seen) for entry in entries):
            self._sound(entries, now_ms)

    def _fold(self, entries: tuple[Entry, ...], now: int) -> None:
        """Take new entries into the state: applied to it where they go on from it, else from the whole log."""
        is_next = all(isinstance(entry.event, _TIMING) and entry.event.at >= self._folded.now_ms for entry in entries)
        if not is_next:
            self._fold_again(now)
            return
        for entry in entries:
            self._folded = evolve(self._folded, entry)
        self._state = advance(self._folded, now)
        self._results = None

    def _fold_again(self, now: int) -> None:
        self._folded = replay(self.plan, self._log)
        self._state = advance(self._folded, now)
        self._results = None

    def _sound(self, entries: tuple[Entry, ...], now_ms: int) -> None:
        """Play what the new entries cause, and tell the speaker anew what is due."""
        for entry in entries:
            is_newest = entry.event.at == self._folded.now_ms
            after = self._folded if is_newest else state_at(self.plan, self._log, entry.event.at)
            cue = cue_of(entry.event, after, is_best=self._is_best(entry))
            if cue is not None and now_ms - self._origin_ms - cue.at <= STALE_GO_MS:
                self._speaker.play(self._scheduled(cue, f"{entry.seq}:{cue.sound.value}"))
        self._schedule(self._state.now_ms)

    def _is_best(self, entry: Entry) -> bool:
        if not isinstance(entry.event, RepFinished):
            return False
        for result, delta in zip(self.results().steps, self.deltas(), strict=True):
            if result.splits and result.splits[-1].seq == entry.seq:
                return delta.is_best
        return False

    def _schedule(self, now: int) -> None:
        self._scheduled_until_ms = now + HORIZON_MS
        if self._state.phase is not Phase.RUNNING:
            self._speaker.schedule(())
            return
        pacer = self.pacer
        pace = (lambda state: pace_cues(state, pacer, self.results().steps)) if pacer is not None else None
        cues = cues_between(self._state, now, now + HORIZON_MS, pace)
        self._speaker.schedule([self._scheduled(cue, cue.key) for cue in cues])

    def _scheduled(self, cue: Cue, key: str) -> ScheduledCue:
        prefix = self.header.id if self.header is not None else ""
        return ScheduledCue(f"{prefix}:{key}", cue.at + self._origin_ms, cue.sound)

    def _note_late_go(self, crossed: State, now: int) -> None:
        late_ms = now - crossed.boundary_ms
        run = crossed.run
        if run is None or run.step.kind is not StepKind.REP or late_ms <= STALE_GO_MS:
            return
        self._late_go = f"{describe_run(crossed, run)} began {format_duration(late_ms)} ago"

    def _running(self) -> StepResult | None:
        run = self._state.run
        if run is None or run.step.kind is not StepKind.REP or self._state.phase is not Phase.RUNNING:
            return None
        steps = self.results().steps
        return steps[-1] if steps and steps[-1].uid == run.uid else None

    def _ghost_ms(self, result: StepResult) -> int | None:
        key = self._keys[result.position - 1]
        last = self.history.get(key, NO_HISTORY).last if key is not None else None
        # A timed rep takes what it takes: its time of then says nothing.
        return last.time_ms if last is not None and last.covered_mm is None else None

    def _saved_through(self) -> int:
        return self._store.saved_through(self.header.id) if self.header is not None else -1

    def _new_header(self) -> SessionHeader:
        wall_ms = self._clock.wall_ms() - (self._clock.now_ms() - self._origin_ms)
        started = datetime.fromtimestamp(wall_ms // 1_000, UTC)
        return SessionHeader(
            id=f"{started:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}",
            plan=self.plan,
            source=self.source,
            started_wall_ms=wall_ms,
            utc_offset_s=self._clock.utc_offset_s(),
            clock_ms=self._origin_ms,
            boot_id=self._clock.boot_id,
        )
