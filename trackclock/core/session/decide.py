"""decide(plan, log, command, at) -> the events to append as one batch, or a refusal in words.

A command is decided against the state at its own time, from the log and not from an advanced cache: a press stamped
before an automatic boundary but handled after it still belongs to the step that it fell in.
"""

from __future__ import annotations

from typing import get_args

from trackclock.core import commands as ask
from trackclock.core.events import (
    AthleteGiven,
    Cause,
    DistanceGiven,
    EffortRated,
    Log,
    NoteWritten,
    RepExcluded,
    RepIncluded,
    SessionDated,
    TimingEvent,
)
from trackclock.core.group.names import name_of
from trackclock.core.limits import DAY_MS
from trackclock.core.plan import Plan
from trackclock.core.session.decision import Accepted, Decision, Refused
from trackclock.core.session.grouped import decide_grouped
from trackclock.core.session.keys import decide_key, decide_reshape
from trackclock.core.session.log import WALL_LIMIT_MS, appended, newest_ms
from trackclock.core.session.presses import decide_press
from trackclock.core.session.redeciding import does_not_fit, with_unsounded_go_held
from trackclock.core.session.repairs import decide_repair
from trackclock.core.session.transitions import IllegalTransition, replay, state_at

_TIMING = get_args(TimingEvent)


def decide(plan: Plan, log: Log, command: ask.Command, at: int) -> Decision:
    """Decide a command at its own instant.

    Args:
        plan: the plan as loaded.
        log: what has happened so far.
        command: what is asked for.
        at: when it was asked, in milliseconds from the session's first press (0 for that press itself).

    Returns:
        The events to append as one batch, or why nothing happens; with them the log can still be replayed.
    """
    try:
        decision = _decide(plan, log, command, at)
        is_next = all(isinstance(event, _TIMING) for event in decision.events) and at >= newest_ms(log)
        if decision.events and not is_next:
            # What is taken back, or comes before something that is there already, may be what a later event needs.
            replay(plan, (*log, *appended(log, decision.events)))
    except IllegalTransition:
        return does_not_fit(log)
    return decision


def _decide(plan: Plan, log: Log, command: ask.Command, at: int) -> Decision:
    match command:
        case ask.Press():
            return decide_press(state_at(plan, log, at), at, command.cause)
        case (
            ask.FinishRep()
            | ask.CountAsNextMark()
            | ask.CountRefused()
            | ask.Undo()
            | ask.Redo()
            | ask.MoveLastMark()
            | ask.MoveMark()
            | ask.DeletePress()
            | ask.InsertPress()
            | ask.ShortenStep()
            | ask.KeepRunning()
            | ask.CarryOn()
        ):
            return decide_repair(plan, log, command, at)
        case (
            ask.WriteNote()
            | ask.RateEffort()
            | ask.ExcludeRep()
            | ask.IncludeRep()
            | ask.ConfirmReps()
            | ask.DateSession()
            | ask.GiveAthlete()
            | ask.GiveDistance()
        ):
            return _decide_remark(command, at)
        case ask.TakeMarks() | ask.FixGo() | ask.LeadTo() | ask.MaskBatch():
            return decide_grouped(plan, log, command, at)
        case ask.AddRep() | ask.AddSet() | ask.DropReps() | ask.DropSets():
            decision = decide_reshape(state_at(plan, log, at), command, at)
            if isinstance(decision, Refused):
                return decision
            return Accepted(with_unsounded_go_held(plan, log, decision.events, at), decision.message)
        case _:
            return decide_key(state_at(plan, log, at), command, at)


def _decide_remark(
    command: ask.WriteNote
    | ask.RateEffort
    | ask.ExcludeRep
    | ask.IncludeRep
    | ask.ConfirmReps
    | ask.DateSession
    | ask.GiveAthlete
    | ask.GiveDistance,
    at: int,
) -> Decision:
    """What the runner says of the session; it moves no clock."""
    match command:
        case ask.WriteNote():
            return Accepted((NoteWritten(at, Cause.KEY, command.text),))
        case ask.RateEffort():
            if command.effort is not None and not 1 <= command.effort <= 10:
                return Refused("effort is a number from 1 to 10")
            return Accepted((EffortRated(at, Cause.KEY, command.effort),))
        case ask.ExcludeRep():
            return Accepted((RepExcluded(at, Cause.KEY, command.step, command.reason),), "rep left out of comparisons")
        case ask.IncludeRep():
            return Accepted((RepIncluded(at, Cause.KEY, command.step),), "rep counts again")
        case ask.ConfirmReps():
            many = "the reps are" if len(command.steps) > 1 else "the rep is"
            events = tuple(RepIncluded(at, Cause.KEY, step) for step in command.steps)
            return Accepted(events, f"{many} confirmed as run, and may be a best")
        case ask.DateSession():
            if not 0 <= command.started_wall_ms < WALL_LIMIT_MS or abs(command.utc_offset_s) * 1_000 > DAY_MS:
                return Refused("there is no such date")
            dated = SessionDated(at, Cause.KEY, command.started_wall_ms, command.utc_offset_s)
            return Accepted((dated,), "the session has another date and start; its own clock stays as it was")
        case ask.GiveAthlete():
            return _given(command.athlete, at)
        case ask.GiveDistance():
            return Accepted((DistanceGiven(at, Cause.KEY, command.step, command.distance_mm),))


def _given(athlete: str | None, at: int) -> Decision:
    try:
        name = None if athlete is None else name_of(athlete)
    except ValueError as error:
        return Refused(str(error))
    whose = "is yours" if name is None else f"is {name}'s"
    return Accepted((AthleteGiven(at, Cause.KEY, name),), f"the session {whose}, and counts there")
