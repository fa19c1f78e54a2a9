"""The one way into a running group: commands in, the picture out.

It holds a recorder an athlete and the log that ties them together. What one press comes to is appended to all the logs
that it touches at once, and what the group fixes for all, its starts, is brought to each session behind every change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from trackclock.core import commands as ask
from trackclock.core.causes import Cause
from trackclock.core.comparisons import LikeHistory, LikeKey
from trackclock.core.events import Event, Log, NoteWritten, Undone
from trackclock.core.group import commands as group_ask
from trackclock.core.group.commands import GroupCommand
from trackclock.core.group.deciding import decide
from trackclock.core.group.entrant import Entrant
from trackclock.core.group.group import Group, GroupDecision, Member
from trackclock.core.group.look import Looked, look
from trackclock.core.group.marks import GroupState, state_of
from trackclock.core.group.picture import GroupView, picture_before
from trackclock.core.group.starts import Standing, Wave, go_to_give, still_running, wave_at
from trackclock.core.group_events import AthleteOut, GoGiven, GroupEnded, GroupFormed, GroupMember, Passed, Told
from trackclock.core.plan import Plan, StartMode, StepKind
from trackclock.core.session import Phase
from trackclock.core.session.log import appended, remarks
from trackclock.core.sounds import Sound
from trackclock.ports import Clock, SessionHeader, SessionStore, Speaker, StoredSession
from trackclock.recorder.group_heard import GroupHeard
from trackclock.recorder.group_seen import looked_at
from trackclock.recorder.group_starts import bring_starts, is_behind, keep_running, with_late_starts
from trackclock.recorder.recorder import Recorder, Submitted
from trackclock.recorder.saving import Keeper, Saving, Whose, new_session_ids, wall_of
from trackclock.recorder.silent import SilentSpeaker

_OVER = (Phase.FINISHED, Phase.STOPPED)


class GroupRecorder:
    """One group, from ready to its end.

    All instants that go in and out are readings of the clock in milliseconds; inside, times count from the first
    press, which is the same in all the logs.
    """

    def __init__(
        self,
        plan: Plan,
        source: str,
        entrants: Sequence[Entrant],
        clock: Clock,
        store: SessionStore,
        speaker: Speaker,
    ) -> None:
        """Get a group ready; nothing is written before its first press.

        Args:
            plan: the group's.
            source: the name of the file that it came from.
            entrants: who is there, in the order of their keys.
            clock: the clock that presses are stamped with.
            store: where the logs go.
            speaker: who plays the cues.
        """
        self.plan = plan
        self.source = source
        self._entrants = tuple(entrants)
        self._clock = clock
        self._store = store
        self._silent = SilentSpeaker()
        self._keeper = Keeper(store, clock)
        self._log: Log = ()
        self._state = GroupState()
        self._settled: tuple[object, ...] = ()
        self._seen: tuple[tuple[object, ...], tuple[tuple[Looked, ...], Wave | None, int]] | None = None
        self._heard = GroupHeard(speaker)
        self.members: tuple[Recorder, ...] = tuple(
            # The group fixes each start: none begins by itself (ARCHITECTURE.md, "A group is sessions on one clock").
            Recorder(replace(one.plan, start=StartMode.PRESS), source, clock, store, self._silent)
            for one in self._entrants
        )
        """One recorder an athlete, in the order of their keys."""

    @classmethod
    def pick_up(
        cls,
        group: StoredSession,
        members: Sequence[StoredSession],
        clock: Clock,
        store: SessionStore,
        speaker: Speaker,
    ) -> GroupRecorder:
        """Open a stored group to go on with it, or to mend it; the caller holds all of its logs in the store.

        Args:
            group: its own log.
            members: the sessions of its athletes, in the order of their keys.
            clock: the clock that presses are stamped with.
            store: where the logs go.
            speaker: who plays the cues.
        """
        header = group.header
        recorder = cls(header.plan, header.source, (), clock, store, speaker)
        recorder._keeper.header = header
        recorder._heard.group_id = header.id
        recorder._log = group.log
        recorder._state = state_of(group.log)
        formed = recorder._state.members
        recorder._entrants = tuple(
            Entrant(formed[number].name, one.header.plan, formed[number].after_ms, recorder._state.is_in(number))
            for number, one in enumerate(members)
        )
        recorder.members = tuple(Recorder.pick_up(one, clock, store, recorder._silent) for one in members)
        recorder._heard.origin_ms = recorder.members[0].clock_ms(0)
        seen_ms = max(entry.event.at for log in (group.log, *(one.log for one in members)) for entry in log)
        for one in recorder.members:
            one.advance_to(seen_ms)  # all of them were there: no boundary before that is crossed anew
        recorder._settled = recorder._as_it_is()
        return recorder

    # --- looking ------------------------------------------------------------------------------------------------------

    @property
    def names(self) -> tuple[str, ...]:
        """Who is there, in the order of their keys."""
        return tuple(one.name for one in self._entrants)

    @property
    def log(self) -> Log:
        """What ties the sessions together."""
        return self._log

    @property
    def header(self) -> SessionHeader | None:
        """The head of the group's own log; known from the first press on."""
        return self._keeper.header

    @property
    def state(self) -> GroupState:
        """Whose each mark is."""
        return self._state

    @property
    def phase(self) -> Phase:
        """How far the group is."""
        if not self._log:
            return Phase.READY
        return Phase.FINISHED if all(one.phase in _OVER for one in self.members) else Phase.RUNNING

    @property
    def note(self) -> str:
        """The words about the group."""
        notes = [entry.event.text for entry in remarks(self._log) if isinstance(entry.event, NoteWritten)]
        return notes[-1] if notes else ""

    def session_ms(self, clock_ms: int) -> int:
        """A reading of the clock as time since the first press."""
        return clock_ms - self._heard.origin_ms if self._log else 0

    def clock_ms(self, session_ms: int) -> int:
        """Time since the first press as a reading of the clock."""
        return session_ms + self._heard.origin_ms

    def saving(self, now_ms: int) -> Saving:
        """How safe the logs are at this instant: as safe as the one that is worst off."""
        found = {self._keeper.saving(self._log, now_ms), *(one.saving(now_ms) for one in self.members)}
        return next(one for one in (Saving.NOT_SAVED, Saving.PENDING, Saving.SAVED) if one in found)

    def view(self, now_ms: int) -> GroupView:
        """The picture of this instant; polls first."""
        if not self._log:
            return picture_before(self.plan, self.names)
        self.poll(now_ms)
        now = self.session_ms(now_ms)
        athletes, wave, running = self._looked(now, now_ms)
        return look(self.plan, self._state, athletes, wave, running, now, self._keeper.saved_through())

    def set_history(self, pasts: Sequence[Mapping[LikeKey, LikeHistory]]) -> None:
        """Hold everybody's session against the like reps of their earlier ones, in the order of the keys."""
        for one, past in zip(self.members, pasts, strict=True):
            one.set_history(past)
        self._seen = None

    def _looked(self, now: int, now_ms: int) -> tuple[tuple[Looked, ...], Wave | None, int]:
        """What a picture is made of; made once for each change, since nothing else of it moves than the clock."""
        is_saved = self.saving(now_ms) is Saving.SAVED
        key = (*self._settled, is_saved)
        if self._seen is not None and is_saved and self._seen[0] == key:
            return self._seen[1]
        standings = self._standings()
        athletes = looked_at(self.names, self.members, standings, self._state, now_ms)
        wave = wave_at(self.plan, self._state, standings, now)
        found = athletes, wave, still_running(self.plan, self._state, standings, now)
        self._seen = key, found
        return found

    # --- driving ------------------------------------------------------------------------------------------------------

    def submit(self, command: GroupCommand, at_ms: int) -> Submitted:
        """Decide a command at the instant it was given, write what it comes to, and say so.

        Args:
            command: what is asked for.
            at_ms: when the key arrived, as a reading of the clock.

        Returns:
            What became of it.
        """
        with self._store.together():
            if not self._log:
                return self._start(command, at_ms)
            self._poll(at_ms)
            decision = decide(self._group(self.session_ms(at_ms)), command)
            self._apply(decision, at_ms)
            if isinstance(command, group_ask.ToggleOut) and self._state.is_in(command.athlete):
                self._catch_up(command.athlete, at_ms)
            self._settle(at_ms)
            self._reopen_or_end(at_ms)
        self._schedule(self.session_ms(at_ms))
        message = with_late_starts(decision.message, self.names, self.members, self.session_ms(at_ms))
        return Submitted(decision.is_accepted, message, decision.needs_confirmation)

    def poll(self, now_ms: int) -> None:
        """Let time pass up to a reading of the clock; call it at each deadline, at each repaint and after a suspend."""
        if not self._log:
            return
        with self._store.together():
            self._poll(now_ms)
        now = self.session_ms(now_ms)
        if self._heard.is_behind(now):
            self._schedule(now)

    def next_deadline_ms(self) -> int | None:
        """When the next automatic boundary is due, as a reading of the clock; None if only a press brings one."""
        due = [deadline for one in self.members if (deadline := one.next_deadline_ms()) is not None]
        now = max((one.state.now_ms for one in self.members), default=0)
        due += [
            self.clock_ms(one.go_ms) for one in self._state.given.values() if one.go_ms is not None and one.go_ms > now
        ]
        return min(due, default=None)

    def leave(self, now_ms: int, *, is_cut_off: bool = False) -> None:
        """Say goodbye: whoever still runs is kept as stopped.

        Args:
            now_ms: a reading of the clock.
            is_cut_off: whether nobody has left, but a terminal was closed or a signal came: the group is then
                unfinished, as after a crash.
        """
        self._heard.silence()
        if not self._log:
            return
        with self._store.together():
            self._poll(now_ms)
            for one in self.members:
                one.leave(now_ms, is_cut_off=is_cut_off)
            if not is_cut_off and not self._state.is_ended:
                self._append((GroupEnded(self.session_ms(now_ms), Cause.KEY),), now_ms)
            self._keeper.release()

    def go_on(self, now_ms: int) -> None:
        """Go on after it was left, as if nothing had happened: whoever was stopped with it runs or rests again."""
        with self._store.together():
            keep_running(self.members, self._state.present, now_ms)
            self._settle(now_ms)
            self._reopen_or_end(now_ms)

    def write_note(self, text: str, now_ms: int) -> None:
        """Put down words about the group."""
        if self._log:
            self._append((NoteWritten(self.session_ms(now_ms), Cause.KEY, text),), now_ms)

    # --- the mechanism ------------------------------------------------------------------------------------------------

    def _start(self, command: GroupCommand, at_ms: int) -> Submitted:
        """The first press: all the sessions begin at once, whoever is not there stops at once."""
        if not isinstance(command, group_ask.SomebodyPasses):
            return Submitted(False, f"the session has not begun; {ask.key_of('mark')} starts it")
        if not any(one.is_in for one in self._entrants):
            return Submitted(False, "nobody is there")
        self._heard.origin_ms = at_ms
        wall_ms = wall_of(self._clock, at_ms)
        group_id, *ids = new_session_ids(wall_ms, 1 + len(self._entrants))
        self._heard.group_id = self._keeper.begin(self.plan, self.source, at_ms, Whose(group_id, None, group_id)).id
        first = self.plan.steps[0].kind is StepKind.REP
        go_ms = self.plan.get_ready_ms if first else 0
        members = tuple(
            GroupMember(one.name, session, one.after_ms) for one, session in zip(self._entrants, ids, strict=True)
        )
        events: list[Event] = [GroupFormed(0, Cause.SPACE, members)]
        events += [GoGiven(0, Cause.KEY, 0, go_ms)] if first else []
        self._append(tuple(events), at_ms)
        for one, recorder, session in zip(self._entrants, self.members, ids, strict=True):
            recorder.belong_to(Whose(session, one.name, group_id))
            recorder.submit(ask.LeadTo(go_ms + (one.after_ms if first else 0)), at_ms)
        out = [number for number, one in enumerate(self._entrants) if not one.is_in]
        for number in out:
            self._append((AthleteOut(0, Cause.GROUP, number),), at_ms)
            self.members[number].submit(ask.Stop(), at_ms)
        self._settle(at_ms)
        self._schedule(0)
        return Submitted(True)

    def _group(self, at: int) -> Group:
        members = tuple(
            Member(entrant.name, one.plan, one.log, entrant.after_ms, one.state)
            for entrant, one in zip(self._entrants, self.members, strict=True)
        )
        return Group(self.plan, self._log, members, at)

    def _standings(self) -> tuple[Standing, ...]:
        state = self._state
        return tuple(
            Standing(one.state, entrant.after_ms, state.of(number), state.is_in(number))
            for number, (entrant, one) in enumerate(zip(self._entrants, self.members, strict=True))
        )

    def _append(self, events: tuple[Event, ...], now_ms: int) -> None:
        if not events:
            return
        entries = appended(self._log, events)
        self._log = (*self._log, *entries)
        self._state = state_of(self._log)
        self._keeper.append(entries, now_ms)

    def _apply(self, decision: GroupDecision, at_ms: int) -> None:
        """Bring a decision into all the logs that it touches, and let it be heard."""
        before, at = self._state, self.session_ms(at_ms)
        self._append(decision.events, at_ms)
        for order in decision.orders:
            recorder = self.members[order.athlete]
            seq = len(recorder.log)
            recorder.submit(order.command, at_ms)
            if decision.told and len(recorder.log) > seq:
                self._append((Told(at, Cause.KEY, order.athlete, seq, decision.told),), at_ms)
            self._heard.play_marks(recorder, recorder.log[seq:], at)
        for athlete in self._state.out - before.out:
            self.members[athlete].submit(ask.Stop(), at_ms)
        for athlete in before.out - self._state.out:
            self.members[athlete].submit(ask.KeepRunning(), at_ms)
        is_unnamed = any(isinstance(event, Passed) for event in decision.events) and not decision.orders
        if is_unnamed:
            self._heard.play(at, Sound.MARK if decision.is_accepted else Sound.REFUSED)

    def _catch_up(self, athlete: int, at_ms: int) -> None:
        """Let somebody who joins skip what the others have run, or are running."""
        for _ in self.plan.steps:
            self._settle(at_ms)
            wave = wave_at(self.plan, self._state, self._standings(), self.session_ms(at_ms))
            if wave is None or not is_behind(self.members[athlete], wave):
                break
            self.members[athlete].submit(ask.Skip(), at_ms)

    def _poll(self, now_ms: int) -> None:
        for one in self.members:
            one.poll(now_ms)
        if self._as_it_is() != self._settled:
            self._settle(now_ms)
            self._reopen_or_end(now_ms)
            self._heard.forget()

    def _as_it_is(self) -> tuple[object, ...]:
        """How much has happened, by a clock or by a press."""
        now, gaps = max(one.state.now_ms for one in self.members), {one.after_ms for one in self._entrants}
        starts = [one.go_ms + gap for one in self._state.given.values() if one.go_ms is not None for gap in gaps]
        passed = sum(at <= now for at in starts)
        return len(self._log), passed, *(len(one.log) for one in self.members)

    def _settle(self, now_ms: int) -> None:
        """Fix the starts that follow from who is in, and bring them to each session, until nothing is left to do."""
        for _ in range(2 * len(self.plan.steps) + 2):
            if not self._settle_once(now_ms):
                break
        self._settled = self._as_it_is()

    def _settle_once(self, now_ms: int) -> bool:
        now = self.session_ms(now_ms)
        given = go_to_give(self.plan, self._state, self._standings(), now)
        if given is not None:
            self._append((given,), now_ms)
        has_changed = bring_starts(self.members, self._standings(), self._state, now, now_ms)
        return has_changed or given is not None

    def _reopen_or_end(self, now_ms: int) -> None:
        """The group is over with the last of its sessions, and is not over any more where one of them goes on."""
        is_over, now = self.phase is Phase.FINISHED, self.session_ms(now_ms)
        if is_over and not self._state.is_ended:
            self._append((GroupEnded(now, Cause.GROUP),), now_ms)
            self._heard.play(now, Sound.SESSION_FINISHED)
        elif not is_over and self._state.is_ended:
            ended = [entry.batch for entry in self._log if isinstance(entry.event, GroupEnded)]
            self._append(tuple(Undone(now, Cause.GROUP, batch) for batch in ended[-1:]), now_ms)

    def _schedule(self, now: int) -> None:
        if self.phase is Phase.RUNNING:
            self._heard.schedule(self.plan, self._state, self._standings(), now)
        else:
            self._heard.silence()
