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
from trackclock.core.limits import MAX_STEPS
from trackclock.core.plan import ByTime, Step, StepKind
from trackclock.core.session import reshape
from trackclock.core.session.decision import Accepted, Decision, Refused
from trackclock.core.session.space import go_after
from trackclock.core.session.state import Phase, State

_NAMES = {
    StepKind.WARMUP: "warm-up",
    StepKind.REP: "rep",
    StepKind.RECOVERY: "recovery",
    StepKind.REST: "rest",
    StepKind.COOLDOWN: "cool-down",
}


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
        return Refused(f"no step has begun that could be skipped; {ask.key_of('mark')} starts the session")
    if state.phase is not Phase.RUNNING:
        return Refused("the session is over")
    if state.step is None and not state.is_getting_ready:
        return Refused("no step has begun that could be skipped")
    if state.is_getting_ready or state.step is None:
        return Refused(f"the next step is already counting down; {ask.key_of('not_ready')} takes that back")
    label = state.step.label
    return Accepted((StepSkipped(at, Cause.KEY, go_after(state, at)),), f"skipped: {label}")


def _decide_not_ready(state: State, at: int) -> Decision:
    refused = Refused("no start to take back")
    if state.phase is not Phase.RUNNING:
        return refused
    step = state.step
    if state.go_ms is not None or state.is_on_marks:
        return _not_ready(step, at) if state.leads_to_rep else refused
    previous = state.outcomes[-1].run.step if state.outcomes else None
    if step is None or step.kind is not StepKind.REP or (previous and previous.kind is StepKind.REP):
        return refused
    if state.taken:
        return Refused(f"the rep has a split already; {ask.key_of('undo')} takes that back first")
    return _not_ready(previous, at)


def _not_ready(waiting: Step | None, at: int) -> Accepted:
    """Take the start back.

    Args:
        waiting: the step that goes on until a press; None where the session has none before its first rep.
        at: the instant.
    """
    goes_on = f"the {_NAMES[waiting.kind]} goes on; " if waiting is not None else ""
    return Accepted((GoTakenBack(at, Cause.KEY),), f"not ready: {goes_on}{ask.key_of('mark')} when you are")


def _decide_pause(state: State, at: int) -> Decision:
    if state.phase is not Phase.RUNNING:
        return Refused("nothing to pause")
    if state.is_paused:
        return Accepted((Resumed(at, Cause.KEY),))
    step = state.step
    if step is not None and step.kind is StepKind.REP and not isinstance(step.end, ByTime):
        can_go_back = isinstance(_decide_not_ready(state, at), Accepted)
        start = f", {ask.key_of('not_ready')} takes the start back" if can_go_back else ""
        return Refused(f"a rep is never paused; {ask.key_of('skip')} skips it{start}")
    return Accepted((Paused(at, Cause.KEY),), f"paused: {ask.key_of('mark')} or {ask.key_of('pause')} goes on")


def decide_reshape(state: State, command: ask.Command, at: int) -> Decision:
    """Decide one more or no more reps or sets in a state advanced to `at`."""
    if state.phase not in (Phase.RUNNING, Phase.FINISHED) or reshape.current_group(state) is None:
        return Refused("no set has begun yet")
    match command:
        case ask.AddRep():
            if not reshape.can_add(state):
                return Refused("too late for one more rep: the set is long over")
            return _unless_too_long(state, reshape.LENGTH_OF_REP, RepAdded(at, Cause.KEY), "one more rep")
        case ask.AddSet():
            if not reshape.can_add(state):
                return Refused("too late for one more set: the block is long over")
            return _unless_too_long(state, reshape.length_of_set(state), SetAdded(at, Cause.KEY), "one more set")
        case ask.DropReps():
            if not reshape.can_drop_reps(state):
                return Refused("this is the last rep of the set")
            return Accepted((RepsDropped(at, Cause.KEY),), "this was the last rep of the set")
        case _:
            if not reshape.can_drop_sets(state):
                return Refused("this is the last set")
            return Accepted((SetsDropped(at, Cause.KEY),), "this is the last set")


def _unless_too_long(state: State, added: int, event: RepAdded | SetAdded, what: str) -> Decision:
    """Let a session grow as far as a plan may."""
    steps = len(state.steps) + added
    if steps > MAX_STEPS:
        return Refused(f"{what} would make {steps:,} steps: a session has at most {MAX_STEPS:,}")
    return Accepted((event,), what)
