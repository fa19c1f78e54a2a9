"""Mending: undo, redo and every repair of a press; each appends and erases nothing.

Where a repair removes or moves a press, the presses after it are decided again and the whole is appended as one
batch. A GO that has sounded is a fact: a repair never moves the start that a runner left on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from trackclock.core import commands as ask
from trackclock.core.durations import format_distance, format_duration
from trackclock.core.events import (
    Cause,
    Entry,
    Event,
    GoHeld,
    GoTakenBack,
    Log,
    Paused,
    PressRefused,
    RecoveryCut,
    Redone,
    Repaired,
    RepFinished,
    RepRestarted,
    Seen,
    SessionStarted,
    SessionStopped,
    SplitMarked,
    StepEnded,
    StepSkipped,
    TimingEvent,
    Undone,
)
from trackclock.core.plan import ByTime, Plan, StepKind
from trackclock.core.session.log import appended, batch_of, newest_ms, timing_entries, undo_stack
from trackclock.core.session.naming import describe
from trackclock.core.session.presses import Accepted, Decision, Refused, decide_press
from trackclock.core.session.state import Phase, State
from trackclock.core.session.transitions import IllegalTransition, advance, evolve, replay, state_at

FINISH_REACH_MS = 15_000
"""Enter makes a press of this recent past the finish (DESIGN.md, 4)."""

_PRESSES = (SplitMarked, RepFinished, RecoveryCut, StepEnded, PressRefused)
_DEEDS = (SplitMarked, RepFinished, RecoveryCut, StepEnded, StepSkipped)
_RETRACTIONS = (Repaired, Undone, Redone, GoTakenBack)
_MARKS = (SplitMarked, RepFinished)
_FIXED = (SessionStarted, Seen, SessionStopped)


def decide_repair(plan: Plan, log: Log, command: ask.Command, at: int) -> Decision:
    """Decide a command that mends what is in the log already."""
    match command:
        case ask.Undo():
            return _undo(plan, log, at, is_confirmed=command.is_confirmed)
        case ask.Redo():
            return _redo(plan, log, at)
        case ask.FinishRep():
            return _finish_rep(plan, log, at)
        case ask.CountAsNextMark():
            return _count_as_next_mark(plan, log, at)
        case ask.CountRefused():
            return _count_refused(plan, log, at)
        case ask.MoveLastMark():
            return _move_last_mark(plan, log, command.by_ms, at)
        case ask.MoveMark():
            return _move_mark(plan, log, command.seq, command.to_ms, at)
        case ask.DeletePress():
            return _delete_press(plan, log, command.seq, at)
        case ask.InsertPress():
            return _insert_press(plan, log, command.at_ms, at)
        case ask.KeepRunning():
            return _keep_running(log, at)
        case ask.CarryOn():
            return _carry_on(plan, log, at)
        case _:
            return Refused("nothing to mend")


# --- undo and redo --------------------------------------------------------------------------------------------------


def _undo(plan: Plan, log: Log, at: int, *, is_confirmed: bool) -> Decision:
    stack, _ = undo_stack(log)
    if not stack:
        return Refused("nothing to undo")
    batch = stack[-1]
    name = describe(plan, log, batch)
    state = state_at(plan, log, at)
    happened_at = batch_of(log, batch)[0].event.at
    if not is_confirmed and state.phase is Phase.RUNNING and happened_at < state.started_ms:
        return Refused(f"u again within 3 s undoes {name}", needs_confirmation=True)
    return Accepted(with_unsounded_go_held(plan, log, (Undone(at, Cause.KEY, batch),), at), f"undone: {name}")


def _redo(plan: Plan, log: Log, at: int) -> Decision:
    _, undone = undo_stack(log)
    if not undone:
        return Refused("nothing to redo")
    name = describe(plan, log, undone[-1])
    return Accepted(with_unsounded_go_held(plan, log, (Redone(at, Cause.KEY, undone[-1]),), at), f"redone: {name}")


# --- repairs of the newest press ------------------------------------------------------------------------------------


def _finish_rep(plan: Plan, log: Log, at: int) -> Decision:
    state = state_at(plan, log, at)
    step = state.step
    if state.phase is not Phase.RUNNING or step is None or step.kind is not StepKind.REP or state.go_ms is not None:
        return Refused("no rep is running")
    last = state.taken[-1] if state.taken else None
    if last is None or at - last.at > FINISH_REACH_MS or isinstance(step.end, ByTime):
        return Accepted((RepFinished(at, Cause.ENTER),))
    finish = RepFinished(last.at, Cause.ENTER)
    what = f"the last press is the finish: {format_duration(last.at - state.started_ms, 2)}"
    return _replaced(plan, log, {last.seq: finish}, what, at)


def _count_as_next_mark(plan: Plan, log: Log, at: int) -> Decision:
    state = state_at(plan, log, at)
    step = state.step
    last = state.taken[-1] if state.taken else None
    if step is None or last is None or last.mark is None or state.phase is not Phase.RUNNING:
        return Refused("no mark of this rep to move on; k is for the press just made")
    mark = last.mark + 1
    what = f"that press was {format_distance(step.marks_mm[mark])}"
    is_finish = mark == len(step.marks_mm) - 1
    event = RepFinished(last.at, Cause.REPAIR) if is_finish else SplitMarked(last.at, Cause.REPAIR, mark)
    return _replaced(plan, log, {last.seq: event}, what, at)


def _count_refused(plan: Plan, log: Log, at: int) -> Decision:
    found = state_at(plan, log, at).last_refusal
    if found is None:
        return Refused("no refused press that could be counted")
    before = _state_before(plan, log, found.seq, found.at)
    decision = decide_press(before, found.at, Cause.REPAIR, is_guarded=False)
    if isinstance(decision, Refused):
        return decision
    return _decided_again(plan, log, found.seq, found.at, decision.events, "the refused press counts", at)


def _move_last_mark(plan: Plan, log: Log, by_ms: int, at: int) -> Decision:
    marks = [entry for entry in timing_entries(log) if isinstance(entry.event, _MARKS)]
    if not marks:
        return Refused("no mark to move yet")
    return _move_mark(plan, log, marks[-1].seq, marks[-1].event.at + by_ms, at)


# --- repairs of any press -------------------------------------------------------------------------------------------


def _move_mark(plan: Plan, log: Log, seq: int, to_ms: int, at: int) -> Decision:
    entries = timing_entries(log)
    index = next((i for i, entry in enumerate(entries) if entry.seq == seq), None)
    if index is None:
        return Refused("that mark is not in the log any more")
    entry = entries[index]
    event = entry.event
    if not isinstance(event, SplitMarked | RepFinished):
        return Refused("only a mark can be moved")
    before = _state_before(plan, log, seq, entry.event.at)
    earliest = before.taken[-1].at if before.taken else before.started_ms
    later = [other.event.at for other in entries[index + 1 :] if not isinstance(other.event, Seen | PressRefused)]
    latest = min([*later, max(at, newest_ms(log)) + 1])
    go_ms = _next_start_ms(plan, log, entry)
    if go_ms is not None:
        latest = min(latest, go_ms)
    if not earliest < to_ms < latest:
        return Refused("a mark stays between the press before it and the one after it")
    elapsed = format_duration(to_ms - before.started_ms - before.paused_ms, 2)
    moved = replace(event, at=to_ms, cause=Cause.REPAIR)
    return _replaced(plan, log, {seq: moved}, f"the mark is now at {elapsed}", at, keeps_starts=True)


def _delete_press(plan: Plan, log: Log, seq: int, at: int) -> Decision:
    entry = next((entry for entry in timing_entries(log) if entry.seq == seq), None)
    if entry is None or not isinstance(entry.event, _PRESSES):
        return Refused("that press is not in the log any more")
    what = "a press deleted"
    decision = _decided_again(plan, log, seq, entry.event.at, (), what, at)
    if (
        isinstance(entry.event, RecoveryCut)
        and isinstance(decision, Accepted)
        and _marks(log) - _marks(_with(log, decision.events))
    ):
        # With the full recovery a later mark would be too early to count: the runner did leave on the GO of this cut.
        return _replaced(plan, log, {seq: None}, what, at, keeps_starts=True)
    return decision


def _marks(log: Log) -> set[int]:
    """The instants of the marks that count."""
    return {entry.event.at for entry in timing_entries(log) if isinstance(entry.event, _MARKS)}


def _insert_press(plan: Plan, log: Log, at_ms: int, at: int) -> Decision:
    if not 0 <= at_ms <= max(at, newest_ms(log)):
        return Refused("a press can only be put in between the start of the session and now")
    before = _state_before(plan, log, None, at_ms)
    decision = decide_press(before, at_ms, Cause.REPAIR, is_guarded=False)
    if isinstance(decision, Refused):
        return decision
    return _decided_again(plan, log, None, at_ms, decision.events, "a missed press put in", at)


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
    since = newest_ms(log)
    without_stops = tuple(entry for entry in log if entry.seq not in stops)
    state = advance(replay(plan, without_stops), since)
    if state.phase is not Phase.RUNNING:
        return Refused("that session is over")
    step = state.step
    events: list[Event] = [Repaired(at, Cause.PICKED_UP, stops, "picked up where it stopped")]
    if step is not None and step.kind is StepKind.REP and not isinstance(step.end, ByTime):
        events.append(RepRestarted(since, Cause.PICKED_UP))
        message = "the rep begins again: space when you are ready"
    else:
        if not state.is_paused:
            events.append(Paused(since, Cause.PICKED_UP))
        message = "paused where it stopped: space goes on"
    return Accepted((*events, Seen(at)), message)


def _stops(log: Log) -> tuple[int, ...]:
    return tuple(entry.seq for entry in timing_entries(log) if isinstance(entry.event, SessionStopped))


# --- the mechanism --------------------------------------------------------------------------------------------------


def _state_before(plan: Plan, log: Log, seq: int | None, at: int) -> State:
    """The session at `at`, with everything that counts up to there but not the entry `seq` or any behind it."""
    kept: list[Entry] = []
    for entry in timing_entries(log):
        if entry.event.at > at or entry.seq == seq:
            break
        kept.append(entry)
    held = tuple(entry for entry in log if isinstance(entry.event, GoHeld))
    return state_at(plan, (*kept, *held), at)


def _next_start_ms(plan: Plan, log: Log, entry: Entry) -> int | None:
    """The start of the rep behind the pause that this finish begins; None if it began none, or none has started."""
    if not isinstance(entry.event, RepFinished):
        return None
    horizon = newest_ms(log)
    state = state_at(plan, log, horizon)
    starts = [
        start
        for uid, start in _starts(plan, log, horizon)
        if start >= entry.event.at and _begins_after_pause(state, uid)
    ]
    return min(starts, default=None)


def _starts(plan: Plan, log: Log, at: int) -> tuple[tuple[int, int], ...]:
    """Every rep that has begun by `at`, as (uid, start)."""
    return _starts_in(state_at(plan, log, at))


def _starts_in(state: State) -> tuple[tuple[int, int], ...]:
    begun = [(outcome.run, outcome.started_ms) for outcome in state.outcomes]
    if state.run is not None:
        begun.append((state.run, state.started_ms))
    return tuple((run.uid, start) for run, start in begun if run.step.kind is StepKind.REP)


def _with(log: Log, events: tuple[Event, ...]) -> Log:
    return (*log, *appended(log, events))


def _horizon(log: Log, at: int) -> int:
    return max(at, newest_ms(log))


def _replaced(
    plan: Plan, log: Log, changes: Mapping[int, Event | None], what: str, at: int, *, keeps_starts: bool = False
) -> Decision:
    """Void some entries and put others, or nothing, in their places."""
    put_in = (event for event in changes.values() if event is not None)
    events: tuple[Event, ...] = (Repaired(at, Cause.REPAIR, tuple(changes), what), *put_in)
    try:
        if keeps_starts:
            events = _with_starts_held(plan, log, events, at)
        else:
            events = with_unsounded_go_held(plan, log, events, at)
    except IllegalTransition:
        return Refused("that does not fit what came after it; undo that first")
    return Accepted(events, what)


def _with_starts_held(plan: Plan, log: Log, events: tuple[Event, ...], at: int) -> tuple[Event, ...]:
    """Hold every start that has sounded and that the repair would move."""
    horizon = _horizon(log, at)
    sounded = _starts(plan, log, horizon)
    state = state_at(plan, log, horizon)
    for _ in sounded:
        now = dict(_starts(plan, _with(log, events), horizon))
        moved = next(
            ((uid, start) for uid, start in sounded if now.get(uid) != start and _begins_after_pause(state, uid)), None
        )
        if moved is None:
            break
        events = (*events, GoHeld(at, Cause.REPAIR, moved[0], moved[1]))
    return events


def with_unsounded_go_held(plan: Plan, log: Log, events: tuple[Event, ...], at: int) -> tuple[Event, ...]:
    """Keep a correction from making a start out of an instant at which nobody heard a GO.

    Args:
        plan: the plan as loaded.
        log: what has happened so far.
        events: what is about to be appended.
        at: the instant of the correction.

    Returns:
        The events, with held starts where they are needed: the one that did sound, where the correction would put
        it earlier; `get_ready` from now, where a GO would lie in the past unheard and no press lies behind it. A
        start with a press behind it is left where it is: the runner has run on from there.
    """
    sounded = _sounded(plan, log, at)
    for _ in range(len(sounded) + 1):
        changed = _with(log, events)
        state = state_at(plan, changed, at)
        hold = _missing_hold(state, sounded, timing_entries(changed), at)
        if hold is None:
            break
        events = (*events, hold)
    return events


def _missing_hold(
    state: State, sounded: dict[int, frozenset[int]], entries: tuple[Entry, ...], at: int
) -> GoHeld | None:
    if state.phase is not Phase.RUNNING:
        return None
    newest_deed = max((entry.event.at for entry in entries if isinstance(entry.event, _DEEDS)), default=0)
    for uid, start in _starts_in(state):
        heard = sounded.get(uid, frozenset())
        is_held = any((hold.step, hold.go_ms) == (uid, start) for hold in state.holds)
        if start in heard or is_held or not _begins_after_pause(state, uid):
            continue
        if later := [instant for instant in heard if instant > start]:
            return GoHeld(at, Cause.REPAIR, uid, max(later))
        if newest_deed < start:
            return GoHeld(at, Cause.REPAIR, uid, at + state.plan.get_ready_ms)
    return None


def _sounded(plan: Plan, log: Log, at: int) -> dict[int, frozenset[int]]:
    """The instants at which each rep's GO was heard by `at`: now, and before whatever took starts back."""
    heard = set(_starts(plan, log, at))
    for index, entry in enumerate(log):
        if entry.seq == entry.batch and isinstance(entry.event, _RETRACTIONS):
            heard.update(_starts(plan, log[:index], entry.event.at))
    return {uid: frozenset(start for other, start in heard if other == uid) for uid, _ in heard}


def _begins_after_pause(state: State, uid: int) -> bool:
    index = next((index for index, run in enumerate(state.steps) if run.uid == uid), 0)
    return index > 0 and state.steps[index - 1].step.is_pause


def _decided_again(
    plan: Plan, log: Log, seq: int | None, from_ms: int, first: tuple[TimingEvent | Event, ...], what: str, at: int
) -> Decision:
    """Void one press or put one in, and decide every press behind it again, as one batch."""
    entries = timing_entries(log)
    tail = [e for e in entries if (e.event.at, e.seq) > (from_ms, -1 if seq is None else seq)]
    state = _state_before(plan, log, seq, from_ms)
    fresh = log[-1].seq + 2
    masked: list[int] = [] if seq is None else [seq]
    made: list[Event] = []

    def apply(event: Event, number: int) -> bool:
        nonlocal state
        try:
            state = evolve(state, Entry(number, number, event))
        except IllegalTransition:
            return False
        return True

    for event in first:
        if apply(event, fresh + len(made)):
            made.append(event)
    for entry in tail:
        if isinstance(entry.event, _FIXED):
            if not apply(entry.event, entry.seq):
                masked.append(entry.seq)
            continue
        again = _again(advance(state, entry.event.at), entry.event)
        if again == (entry.event,) and apply(entry.event, entry.seq):
            continue
        masked.append(entry.seq)
        for event in again:
            if apply(event, fresh + len(made)):
                made.append(event)
    events: tuple[Event, ...] = (Repaired(at, Cause.REPAIR, tuple(masked), what), *made)
    return Accepted(with_unsounded_go_held(plan, log, events, at), what)


def _again(state: State, event: Event) -> tuple[Event, ...]:
    """Decide one event of the tail again: a press means what it means now, anything else is kept if it still can be."""
    if not isinstance(event, _PRESSES):
        return (event,)
    if event.cause is Cause.ENTER and state.step is not None and state.step.kind is StepKind.REP:
        return (RepFinished(event.at, Cause.ENTER),)
    decision = decide_press(state, event.at, event.cause, is_guarded=event.cause is Cause.SPACE)
    return decision.events
