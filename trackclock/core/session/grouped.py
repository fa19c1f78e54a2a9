"""What a group asks of the session of one of its athletes: marks with their stamps, and starts that others decide.

It exists apart from the keys because here nobody presses: a coach says whose a mark was, perhaps long after it, and
the group says when the next rep begins. Nothing of it can be undone in the athlete's own session: the group's log has
the say, and asks for the contrary.
"""

from __future__ import annotations

from dataclasses import replace

from trackclock.core import commands as ask
from trackclock.core.events import (
    Cause,
    Event,
    GoHeld,
    Log,
    RecoveryCut,
    Redone,
    Repaired,
    SessionStarted,
    StepEnded,
    Undone,
)
from trackclock.core.figures import time_text, with_unit
from trackclock.core.plan import ByTime, Plan, StepKind
from trackclock.core.session.decision import Accepted, Decision, Refused
from trackclock.core.session.log import counting, newest_ms, timing_entries
from trackclock.core.session.past_presses import delete_press
from trackclock.core.session.presses import decide_press
from trackclock.core.session.redeciding import MARKS, decided_again, state_before
from trackclock.core.session.state import Phase, State
from trackclock.core.session.transitions import state_at


def decide_grouped(plan: Plan, log: Log, command: ask.Command, at: int) -> Decision:
    """Decide what a group asks of the session of one of its athletes."""
    match command:
        case ask.TakeNamed():
            return _take(plan, log, command.at_ms, at)
        case ask.DropNamed():
            return _drop(plan, log, command.at_ms, at)
        case ask.FixGo():
            return _fix_go(log, command.step, command.go_ms, at)
        case ask.LeadTo():
            return _lead(state_at(plan, log, at), command.go_ms, at)
        case ask.MaskBatch():
            event = Redone(at, Cause.GROUP, command.batch) if command.counts else Undone(at, Cause.GROUP, command.batch)
            return Accepted((event,))
        case _:
            return Refused("nothing to do")


def held_go(log: Log, step: int) -> int | None:
    """The start of a step that the group has fixed in a session; None where it has fixed none."""
    held = [e.event for e in counting(log) if isinstance(e.event, GoHeld) and e.event.step == step]
    return held[-1].go_ms if held else None


def _take(plan: Plan, log: Log, at_ms: int, at: int) -> Decision:
    """Put a mark where somebody passed; what came after it is decided again where anything did."""
    if not log or not 0 <= at_ms <= max(at, newest_ms(log)):
        return Refused("nobody was running then")
    before = state_before(plan, log, None, at_ms)
    step = before.step
    if before.phase is not Phase.RUNNING or step is None or step.kind is not StepKind.REP:
        return Refused("they were not running then")
    if any(entry.event.at == at_ms and isinstance(entry.event, MARKS) for entry in timing_entries(log)):
        return Refused("they have a mark at that instant")
    decision = decide_press(before, at_ms, Cause.NAMED, is_guarded=False)
    if isinstance(decision, Refused) or at_ms >= newest_ms(log):
        return decision
    what = f"passed at {with_unit(time_text(at_ms - before.started_ms - before.paused_ms))}"
    return _by_coach(decided_again(plan, log, (), at_ms, decision.events, what, at))


def _drop(plan: Plan, log: Log, at_ms: int, at: int) -> Decision:
    """Take a mark away; what came after it is decided again."""
    found = [entry for entry in timing_entries(log) if entry.event.at == at_ms and isinstance(entry.event, MARKS)]
    if not found:
        return Refused("that mark is not in the log any more")
    return _by_coach(delete_press(plan, log, found[-1].seq, at))


def _by_coach(decision: Decision) -> Decision:
    """The same, but no repair: the runner has slipped nowhere, and the key that undoes it is the group's."""
    if isinstance(decision, Refused):
        return decision
    events = tuple(
        replace(event, cause=Cause.NAMED) if isinstance(event, Repaired) else event for event in decision.events
    )
    return Accepted(events, decision.message)


def _fix_go(log: Log, step: int, go_ms: int | None, at: int) -> Decision:
    if go_ms is not None:
        return Accepted((GoHeld(at, Cause.GROUP, step, go_ms),))
    held = [entry.seq for entry in counting(log) if isinstance(entry.event, GoHeld) and entry.event.step == step]
    if not held:
        return Refused("that start is not fixed")
    return Accepted((Repaired(at, Cause.GROUP, tuple(held), "the start waits for the others"),))


def _lead(state: State, go_ms: int, at: int) -> Decision:
    step = state.step
    event: Event
    if state.phase is Phase.READY:
        event = SessionStarted(at, Cause.GROUP, go_ms)
    elif state.phase is not Phase.RUNNING or (step is not None and step.kind is StepKind.REP):
        return Refused("nothing waits to begin")
    elif step is not None and step.is_pause and isinstance(step.end, ByTime) and not state.waits:
        event = RecoveryCut(at, Cause.GROUP, go_ms)
    else:
        event = StepEnded(at, Cause.GROUP, go_ms)
    return Accepted((event,))
