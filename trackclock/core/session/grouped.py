"""What a group asks of the session of one of its athletes: marks with their stamps, and starts that others decide.

It exists apart from the keys because here nobody presses: a coach says whose a mark was, perhaps long after it, and
the group says when the next rep begins. Nothing of it can be undone in the athlete's own session: the group's log has
the say, and asks for the contrary.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core import commands as ask
from trackclock.core.events import (
    Cause,
    Entry,
    Event,
    GoHeld,
    Log,
    PressRefused,
    Reason,
    RecoveryCut,
    Redone,
    Repaired,
    SessionStarted,
    StepEnded,
    Undone,
)
from trackclock.core.plan import ByTime, Plan, StepKind
from trackclock.core.session.decision import Accepted, Decision, Refused
from trackclock.core.session.log import counting, newest_ms, timing_entries
from trackclock.core.session.presses import decide_press
from trackclock.core.session.redeciding import MARKS, PRESSES
from trackclock.core.session.state import Phase, State
from trackclock.core.session.transitions import IllegalTransition, advance, evolve, state_at


def decide_grouped(plan: Plan, log: Log, command: ask.Command, at: int) -> Decision:
    """Decide what a group asks of the session of one of its athletes."""
    match command:
        case ask.TakeMarks():
            return _take_marks(plan, log, command.since_ms, command.marks_ms, at)
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


def _take_marks(plan: Plan, log: Log, since_ms: int, marks_ms: tuple[int, ...], at: int) -> Decision:
    """Put the marks where somebody passed: from an instant on all are taken anew, whatever was said before.

    What the session comes to follows from the marks alone, and not from the order in which they were given: one that
    has no place between the others is a press refused, and has its place again where they change.
    """
    if not log:
        return Refused("the session has not begun")
    entries = timing_entries(log)
    voided = {e.seq for e in entries if e.event.at >= since_ms and _is_named(e.event)}
    if not voided and len(marks_ms) == 1 and marks_ms[0] >= newest_ms(log):
        return Accepted(_passed(state_at(plan, log, marks_ms[0]), marks_ms[0]))
    tail: list[Entry | int] = [e for e in entries if e.event.at >= since_ms and e.seq not in voided]
    tail.extend(marks_ms)
    tail.sort(key=lambda one: (one, 1, 0) if isinstance(one, int) else (one.event.at, 0, one.seq))
    held = tuple(entry for entry in counting(log) if isinstance(entry.event, GoHeld))
    kept = tuple(entry for entry in entries if entry.event.at < since_ms)
    made, gone = _again(state_at(plan, (*kept, *held), since_ms), tail, log[-1].seq + 2)
    return Accepted((Repaired(at, Cause.NAMED, tuple(sorted(voided | gone)), "marks given"), *made))


def _again(state: State, tail: Sequence[Entry | int], number: int) -> tuple[tuple[Event, ...], set[int]]:
    """Go on from a state with what stands in the log, as it stands, and with the instants of marks.

    Args:
        state: the session before them.
        tail: both, in order.
        number: the next free seq.

    Returns:
        What the marks come to, and the seqs of what can be no more.
    """
    made: list[Event] = []
    gone: set[int] = set()
    for one in tail:
        if isinstance(one, Entry):
            after = _after(state, one)
            if after is None:
                gone.add(one.seq)
            state = after or state
            continue
        for event in _passed(advance(state, one), one):
            seq = number + len(made)
            after = _after(state, Entry(seq, seq, event))
            if after is not None:
                state = after
                made.append(event)
    return tuple(made), gone


def _after(state: State, entry: Entry) -> State | None:
    """The session after an entry; None where that cannot happen."""
    try:
        return evolve(state, entry)
    except IllegalTransition:
        return None


def _is_named(event: Event) -> bool:
    return isinstance(event, PRESSES) and event.cause is Cause.NAMED


def _passed(state: State, at: int) -> tuple[Event, ...]:
    """What a pass comes to in a session advanced to its instant: a mark in a rep, else nothing but a fact."""
    step = state.step
    is_running = state.phase is Phase.RUNNING and step is not None and step.kind is StepKind.REP
    if is_running and not any(taken.at == at for taken in state.taken) and at > state.started_ms:
        return decide_press(state, at, Cause.NAMED, is_guarded=False).events
    return (PressRefused(at, Cause.NAMED, Reason.NOT_RUNNING),)


def has_mark(log: Log, at_ms: int) -> bool:
    """Whether a session has a mark at an instant."""
    return any(entry.event.at == at_ms and isinstance(entry.event, MARKS) for entry in timing_entries(log))


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
