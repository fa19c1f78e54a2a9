"""Mending: undo, redo and every repair of a press; each appends and erases nothing.

Where a repair removes or moves a press, the presses after it are decided again and the whole is appended as one
batch. A GO that has sounded is a fact: a repair never moves the start that a runner left on.
"""

from __future__ import annotations

from trackclock.core import commands as ask
from trackclock.core.events import (
    Cause,
    Event,
    Log,
    Paused,
    Redone,
    Repaired,
    RepRestarted,
    Seen,
    SessionStopped,
    Undone,
)
from trackclock.core.plan import ByTime, Plan, StepKind
from trackclock.core.session.decision import Accepted, Decision, Refused
from trackclock.core.session.log import PICKED_UP, batch_of, is_picked_up, newest_ms, timing_entries, undo_stack
from trackclock.core.session.naming import describe
from trackclock.core.session.newest_press import count_as_next_mark, count_refused, finish_rep, move_last_mark
from trackclock.core.session.past_presses import delete_press, insert_press, move_mark
from trackclock.core.session.redeciding import with_unsounded_go_held
from trackclock.core.session.shortening import shorten_step
from trackclock.core.session.state import Phase, State
from trackclock.core.session.transitions import advance, replay, state_at

JUST_RUN_MS = 120_000
"""An undo this soon behind what it takes back is about the session just run; later than that an old one lies open."""


def decide_repair(plan: Plan, log: Log, command: ask.Command, at: int) -> Decision:
    """Decide a command that mends what is in the log already."""
    match command:
        case ask.Undo():
            return _undo(plan, log, at, is_confirmed=command.is_confirmed)
        case ask.Redo():
            return _redo(plan, log, at)
        case ask.KeepRunning():
            return _keep_running(log, at)
        case ask.CarryOn():
            return _carry_on(plan, log, at)
        case ask.ShortenStep():
            return shorten_step(plan, log, command.step, command.time_ms, at)
        case _:
            return _mend_press(plan, log, command, at)


def _mend_press(plan: Plan, log: Log, command: ask.Command, at: int) -> Decision:
    match command:
        case ask.FinishRep():
            return finish_rep(plan, log, at)
        case ask.CountAsNextMark():
            return count_as_next_mark(plan, log, at)
        case ask.CountRefused():
            return count_refused(plan, log, at)
        case ask.MoveLastMark():
            return move_last_mark(plan, log, command.by_ms, at)
        case ask.MoveMark():
            return move_mark(plan, log, command.seq, command.to_ms, at)
        case ask.DeletePress():
            return delete_press(plan, log, command.seq, at)
        case ask.InsertPress():
            return insert_press(plan, log, command.at_ms, at)
        case _:
            return Refused("nothing to mend")


# --- undo and redo --------------------------------------------------------------------------------------------------


def _undo(plan: Plan, log: Log, at: int, *, is_confirmed: bool) -> Decision:
    stack, _ = undo_stack(log)
    if not stack:
        return Refused(f"nothing to undo{' since it was picked up' if is_picked_up(log) else ''}")
    batch = stack[-1]
    name = describe(plan, log, batch)
    state = state_at(plan, log, at)
    happened_at = batch_of(log, batch)[0].event.at
    if not is_confirmed and _is_long_ago(state, happened_at, at):
        return Refused(f"{ask.key_of('undo')} again within 3 s undoes {name}", needs_confirmation=True)
    return Accepted(with_unsounded_go_held(plan, log, (Undone(at, Cause.KEY, batch),), at), f"undone: {name}")


def _is_long_ago(state: State, happened_at: int, at: int) -> bool:
    """Whether nobody can be taken to have just done what an undo takes back."""
    is_summed_up = state.phase is not Phase.RUNNING or (state.step is not None and state.step.kind is StepKind.COOLDOWN)
    if is_summed_up and at - happened_at > JUST_RUN_MS:
        return True
    return state.phase is Phase.RUNNING and happened_at < state.started_ms


def _redo(plan: Plan, log: Log, at: int) -> Decision:
    _, undone = undo_stack(log)
    if not undone:
        return Refused("nothing to redo")
    name = describe(plan, log, undone[-1])
    return Accepted(with_unsounded_go_held(plan, log, (Redone(at, Cause.KEY, undone[-1]),), at), f"redone: {name}")


# --- picking up -----------------------------------------------------------------------------------------------------


def _keep_running(log: Log, at: int) -> Decision:
    stops = _stops(log)
    events: tuple[Event, ...] = (Seen(at),)
    if stops:
        what = "picked up, the clock kept running"
        events = (Repaired(at, Cause.PICKED_UP, stops, what), *events)
    return Accepted(events, "the clock kept running")


def _carry_on(plan: Plan, log: Log, at: int) -> Decision:
    stops = _stops(log)
    # A stop may have been moved to before the newest sign of life: by a step that was left running and was shortened.
    since = max((entry.event.at for entry in log if entry.seq in stops), default=newest_ms(log))
    without_stops = tuple(entry for entry in log if entry.seq not in stops)
    state = advance(replay(plan, without_stops), since)
    if state.phase is not Phase.RUNNING:
        return Refused("that session is over")
    step = state.step
    events: list[Event] = [Repaired(at, Cause.PICKED_UP, stops, PICKED_UP)]
    if step is not None and step.kind is StepKind.REP and not isinstance(step.end, ByTime):
        events.append(RepRestarted(since, Cause.PICKED_UP))
        message = f"the rep begins again: {ask.key_of('mark')} when you are ready"
    else:
        if not state.is_paused:
            events.append(Paused(since, Cause.PICKED_UP))
        message = f"paused where it stopped: {ask.key_of('mark')} goes on"
    return Accepted((*events, Seen(at)), message)


def _stops(log: Log) -> tuple[int, ...]:
    return tuple(entry.seq for entry in timing_entries(log) if isinstance(entry.event, SessionStopped))
