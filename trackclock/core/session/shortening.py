"""A step that was left running: it took only so long.

It exists because nobody who walks off the track thinks of the laptop: a cool-down of 29 hours says nothing, and makes
nothing of the session's own length. Nothing is erased, and no start that came after the step is moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trackclock.core.durations import format_duration
from trackclock.core.events import (
    Cause,
    Entry,
    Event,
    Log,
    Paused,
    RecoveryCut,
    Repaired,
    Resumed,
    Seen,
    SessionStopped,
    SplitMarked,
    StepEnded,
)
from trackclock.core.plan import Plan, StepKind
from trackclock.core.session.decision import Accepted, Decision, Refused
from trackclock.core.session.log import deserted, timing_entries
from trackclock.core.session.redeciding import with_events
from trackclock.core.session.state import RunStep, State
from trackclock.core.session.transitions import newest_state


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Where a step lies: from its start to whatever ended it, or to the newest that is known of it."""

    run: RunStep
    started_ms: int
    ended_ms: int
    away_ms: int
    """How long the clock stood still and nobody rested: of a recovery or rest only where it was left running."""
    is_last: bool

    @property
    def time_ms(self) -> int:
        return self.ended_ms - self.started_ms - self.away_ms


def can_be_shortened(plan: Plan, log: Log) -> dict[int, int]:
    """The steps that can be, by uid, with how long each took in milliseconds, as its result says.

    These are the step that the session ended in, whatever it is, as long as it is no rep that was finished, and of
    the others each that waited for a press and that is no rep.
    """
    state = newest_state(plan, log)
    return {
        stretch.run.uid: stretch.time_ms
        for stretch in _stretches(state, log)
        if (stretch.is_last and not _is_finished_rep(state)) or _ending_press(log, stretch) is not None
    }


def shorten_step(plan: Plan, log: Log, uid: int, time_ms: int, at: int) -> Decision:
    """Let a step end once it has taken so long.

    Behind the last step there is nothing: the session ends there. Of any other step the rest stands still, as if it had
    been paused: its own time is shorter, and the start of what came next, which is a fact, stays where it was.

    Args:
        plan: the plan as loaded.
        log: what has happened.
        uid: the step.
        time_ms: how long it took, counted as in its result.
        at: the instant of the repair.
    """
    state = newest_state(plan, log)
    stretch = next((stretch for stretch in _stretches(state, log) if stretch.run.uid == uid), None)
    if stretch is None or uid not in can_be_shortened(plan, log):
        return Refused("only a step that was left running can be shortened")
    if not 0 < time_ms < stretch.time_ms:
        return Refused(f"it took {format_duration(stretch.time_ms)}; it can only be made shorter than that")
    what = f"{stretch.run.step.label} shortened to {format_duration(time_ms)}"
    if stretch.is_last:
        end_ms = _end_of(stretch, time_ms, timing_entries(log))
        decision = _end_session(state, log, stretch, end_ms, f"{what}, where the session ends", at)
    else:
        decision = _stand_still(log, stretch, time_ms, what, at)
    if isinstance(decision, Accepted) and not _is_all_that_moves(plan, log, decision.events, uid, time_ms):
        return Refused("a start was taken back in that step; its presses are mended one by one")
    return decision


def _is_all_that_moves(plan: Plan, log: Log, events: tuple[Event, ...], uid: int, time_ms: int) -> bool:
    """Whether with these events the step takes so long, and every other step lies where it lay."""
    changed = with_events(log, events)
    before = {stretch.run.uid: stretch for stretch in _stretches(newest_state(plan, log), log)}
    after = {stretch.run.uid: stretch for stretch in _stretches(newest_state(plan, changed), changed)}
    if before.keys() != after.keys() or after[uid].time_ms != time_ms:
        return False
    return all(
        stretch.started_ms == before[other].started_ms and (other == uid or stretch.time_ms == before[other].time_ms)
        for other, stretch in after.items()
    )


def _stretches(state: State, log: Log) -> Iterator[_Stretch]:
    left = deserted(log)
    for index, outcome in enumerate(state.outcomes):
        is_last = state.run is None and index == len(state.outcomes) - 1
        lost_ms = sum(ms for at, ms in left if outcome.started_ms <= at < outcome.ended_ms)
        away_ms = lost_ms if outcome.run.step.is_pause else outcome.paused_ms
        yield _Stretch(outcome.run, outcome.started_ms, outcome.ended_ms, away_ms, is_last)
    if state.run is not None:
        # Where the session was left, and not how far anything in its log says that it was alive.
        stops = [entry.event.at for entry in timing_entries(log) if isinstance(entry.event, SessionStopped)]
        until_ms = min(state.started_ms + state.elapsed_ms() + state.paused_ms, *stops, state.now_ms)
        away_ms = 0 if state.run.step.is_pause else state.paused_ms
        yield _Stretch(state.run, state.started_ms, until_ms, away_ms, is_last=True)


def _is_finished_rep(state: State) -> bool:
    return state.run is None and bool(state.outcomes) and state.outcomes[-1].run.step.kind is StepKind.REP


def _ending_press(log: Log, stretch: _Stretch) -> Entry | None:
    """The press that ended a warm-up or a pause that waited for one; None where it was cut, or ended by itself."""
    if stretch.run.step.kind is StepKind.REP:
        return None
    within = (e for e in timing_entries(log) if stretch.started_ms < e.event.at <= stretch.ended_ms)
    return next((entry for entry in within if isinstance(entry.event, StepEnded)), None)


def _end_of(stretch: _Stretch, time_ms: int, entries: tuple[Entry, ...]) -> int:
    """The instant at which a step has taken so long; whoever rests does so in a pause as well."""
    end_ms, paused_at = stretch.started_ms + time_ms, None
    if stretch.run.step.is_pause:
        return end_ms
    for entry in entries:
        event = entry.event
        if not stretch.started_ms <= event.at <= stretch.ended_ms:
            continue
        if isinstance(event, Paused):
            paused_at = event.at
        elif isinstance(event, Resumed | StepEnded | RecoveryCut) and paused_at is not None:
            if paused_at < end_ms:
                end_ms += event.at - paused_at
            paused_at = None
    return end_ms


def _end_session(state: State, log: Log, stretch: _Stretch, end_ms: int, what: str, at: int) -> Decision:
    """Let the session end in its last step: finished where nothing was to follow, else left there."""
    behind = [e for e in timing_entries(log) if e.event.at >= end_ms and not isinstance(e.event, Seen)]
    if any(isinstance(entry.event, SplitMarked) for entry in behind):
        return Refused("a split lies behind that; delete it first")
    step = stretch.run.step
    is_end = step.kind is not StepKind.REP and (state.run is None or state.next_run is None)
    ended: Event = StepEnded(end_ms, Cause.REPAIR, end_ms) if is_end else SessionStopped(end_ms, Cause.REPAIR)
    masked = tuple(entry.seq for entry in behind)
    return Accepted((Repaired(at, Cause.REPAIR, masked, what), ended), what)


def _stand_still(log: Log, stretch: _Stretch, time_ms: int, what: str, at: int) -> Decision:
    """Let the clock of an earlier step stand still before the press that ended it."""
    press = _ending_press(log, stretch)
    if press is None:
        return Refused("it ended by itself, at its time")
    get_ready_ms = stretch.ended_ms - press.event.at  # it belongs to the step, and was counted down aloud
    if time_ms <= get_ready_ms:
        return Refused(f"{format_duration(get_ready_ms)} of it were the countdown to the next start")
    end_ms = _end_of(stretch, time_ms - get_ready_ms, timing_entries(log))
    clock = [entry for entry in timing_entries(log) if isinstance(entry.event, Paused | Resumed)]
    within = [entry for entry in clock if stretch.started_ms <= entry.event.at < end_ms]
    masked = [entry.seq for entry in clock if end_ms <= entry.event.at < press.event.at]
    if within and isinstance(within[-1].event, Paused):
        masked.insert(0, within[-1].seq)  # it stood still already, and does so from the new end on
    return Accepted((Repaired(at, Cause.REPAIR, tuple(masked), what), Paused(end_ms, Cause.REPAIR)), what)
