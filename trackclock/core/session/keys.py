"""What the other keys do: skip, not ready, pause, stop, and reps and sets added or dropped.

They exist apart from the press because they may refuse in words without leaving a trace in the log.
"""

from __future__ import annotations

from trackclock.core import commands as ask
from trackclock.core.events import (
    Cause,
    GoTakenBack,
    Paused,
    RepAdded,
    RepsDropped,
    Resumed,
    SessionStopped,
    SetAdded,
    SetsDropped,
    StepSkipped,
)
from trackclock.core.plan import ByTime, StepKind
from trackclock.core.session import reshape
from trackclock.core.session.presses import Accepted, Decision, Refused, go_after
from trackclock.core.session.state import Phase, State


def decide_key(state: State, command: ask.Command, at: int) -> Decision:
    """Decide skip, not ready, pause or stop in a state advanced to `at`."""
    match command:
        case ask.Skip():
            return _decide_skip(state, at)
        case ask.NotReady():
            return _decide_not_ready(state, at)
        case ask.TogglePause():
            return _decide_pause(state, at)
        case ask.Stop():
            if state.phase is not Phase.RUNNING:
                return Refused("no session is running")
            return Accepted((SessionStopped(at, command.cause),))
        case _:
            return Refused("nothing to do")


def _decide_skip(state: State, at: int) -> Decision:
    if state.phase is Phase.READY:
        return Refused("press space to start the session; n then skips a step")
    if state.phase is not Phase.RUNNING:
        return Refused("the session is over")
    if state.is_getting_ready or state.step is None:
        return Refused("the next step is already counting down; r takes that back")
    label = state.step.label
    return Accepted((StepSkipped(at, Cause.KEY, go_after(state, at)),), f"skipped: {label}")


def _decide_not_ready(state: State, at: int) -> Decision:
    event = GoTakenBack(at, Cause.KEY)
    message = "not ready: the recovery goes on; space when you are"
    if state.phase is not Phase.RUNNING:
        return Refused("no start to take back")
    if state.go_ms is not None:
        return Accepted((event,), message) if state.leads_to_rep else Refused("no start to take back")
    step = state.step
    previous = state.outcomes[-1].run.step if state.outcomes else None
    if step is None or step.kind is not StepKind.REP or (previous and previous.kind is StepKind.REP):
        return Refused("no start to take back")
    if state.taken:
        return Refused("the rep has a split already; u takes that back first")
    return Accepted((event,), message)


def _decide_pause(state: State, at: int) -> Decision:
    if state.phase is not Phase.RUNNING:
        return Refused("nothing to pause")
    if state.is_paused:
        return Accepted((Resumed(at, Cause.KEY),))
    step = state.step
    if step is not None and step.kind is StepKind.REP and not isinstance(step.end, ByTime):
        return Refused("a rep is never paused; n skips it, r takes the start back")
    return Accepted((Paused(at, Cause.KEY),), "paused: space or p goes on")


def decide_reshape(state: State, command: ask.Command, at: int) -> Decision:
    """Decide one more or no more reps or sets in a state advanced to `at`."""
    if state.phase not in (Phase.RUNNING, Phase.FINISHED) or reshape.current_group(state) is None:
        return Refused("no set has begun yet")
    match command:
        case ask.AddRep():
            if not reshape.can_add(state):
                return Refused("too late for one more rep: the set is long over")
            return Accepted((RepAdded(at, Cause.KEY),), "one more rep")
        case ask.AddSet():
            if not reshape.can_add(state):
                return Refused("too late for one more set: the block is long over")
            return Accepted((SetAdded(at, Cause.KEY),), "one more set")
        case ask.DropReps():
            if not reshape.can_drop_reps(state):
                return Refused("this is the last rep of the set")
            return Accepted((RepsDropped(at, Cause.KEY),), "this was the last rep of the set")
        case _:
            if not reshape.can_drop_sets(state):
                return Refused("this is the last set")
            return Accepted((SetsDropped(at, Cause.KEY),), "this is the last set")
