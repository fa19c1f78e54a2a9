"""How a repair is put together: entries voided, others in their places, and every press behind them decided again.

It exists apart from the repairs themselves because all of them share its one promise: a GO that has sounded is a
fact, and no repair moves the start that a runner left on.
"""

from __future__ import annotations

from collections.abc import Mapping

from trackclock.core.events import (
    Cause,
    DelayDrawn,
    Entry,
    Event,
    GoHeld,
    GoTakenBack,
    Log,
    PressRefused,
    RecoveryCut,
    Redone,
    Repaired,
    RepFinished,
    Seen,
    SessionStarted,
    SessionStopped,
    SplitMarked,
    StepEnded,
    StepSkipped,
    Undone,
)
from trackclock.core.plan import ByCycle, Late, Plan, StepKind
from trackclock.core.session.decision import Accepted, Decision, Refused
from trackclock.core.session.guard import refusal
from trackclock.core.session.gun import Drawn
from trackclock.core.session.log import appended, counting, is_picked_up, newest_ms, timing_entries
from trackclock.core.session.presses import decide_press
from trackclock.core.session.state import Phase, State, send_off_ms
from trackclock.core.session.transitions import IllegalTransition, advance, evolve, state_at

MARKS = (SplitMarked, RepFinished)
"""Presses that take a mark."""

PRESSES = (*MARKS, RecoveryCut, StepEnded, PressRefused)
"""What a press can have come to."""

_DEEDS = (SplitMarked, RepFinished, RecoveryCut, StepEnded, StepSkipped)
_RETRACTIONS = (Repaired, Undone, Redone, GoTakenBack)
_FIXED = (SessionStarted, Seen, SessionStopped)


def state_before(plan: Plan, log: Log, seq: int | None, at: int) -> State:
    """The session at `at`, with everything that counts up to there but not the entry `seq` or any behind it."""
    kept: list[Entry] = []
    for entry in timing_entries(log):
        if entry.event.at > at or entry.seq == seq:
            break
        kept.append(entry)
    held = tuple(entry for entry in counting(log) if isinstance(entry.event, GoHeld))
    return state_at(plan, (*kept, *held), at)


def does_not_fit(log: Log) -> Refused:
    """What is said where a change takes away what a later event needs; what was picked up is not undone."""
    way_out = "" if is_picked_up(log) else "; undo that first"
    return Refused(f"that does not fit what came after it{way_out}")


def next_start_ms(plan: Plan, log: Log, entry: Entry, at: int) -> int | None:
    """The start of the rep behind the pause that this finish begins; None if it began none, or none has by `at`."""
    if not isinstance(entry.event, RepFinished):
        return None
    horizon = _horizon(log, at)
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


def with_events(log: Log, events: tuple[Event, ...]) -> Log:
    """A log with new events behind it, as one batch."""
    return (*log, *appended(log, events))


def _horizon(log: Log, at: int) -> int:
    return max(at, newest_ms(log))


def replaced(
    plan: Plan, log: Log, changes: Mapping[int, Event | None], what: str, at: int, *, keeps_starts: bool = False
) -> Decision:
    """Void some entries and put others, or nothing, in their places."""
    put_in = (event for event in changes.values() if event is not None)
    events: tuple[Event, ...] = (Repaired(at, Cause.REPAIR, tuple(changes), what), *put_in)
    try:
        if keeps_starts:
            events = _with_starts_held(plan, log, events, at)
        events = with_unsounded_go_held(plan, log, events, at)
    except IllegalTransition:
        return does_not_fit(log)
    return Accepted(events, what)


def _with_starts_held(plan: Plan, log: Log, events: tuple[Event, ...], at: int) -> tuple[Event, ...]:
    """Hold every start that has sounded and that the repair would move."""
    horizon = _horizon(log, at)
    sounded = _starts(plan, log, horizon)
    state = state_at(plan, log, horizon)
    for _ in sounded:
        now = dict(_starts(plan, with_events(log, events), horizon))
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
        it earlier; `get_ready` from now, or with the next multiple of the cycle, where a GO would lie in the past
        unheard and no press lies behind it. A start with a press behind it is left where it is: the runner has run on
        from there. By gun see `_with_marks_said`.
    """
    sounded = _sounded(plan, log, at)
    events = _with_marks_said(plan, log, events, sounded, at)
    for _ in range(len(sounded) + 1):
        changed = with_events(log, events)
        state = state_at(plan, changed, at)
        hold = _missing_hold(state, sounded, timing_entries(changed), at)
        if hold is None:
            break
        events = (*events, hold)
    return events


def _with_marks_said(
    plan: Plan, log: Log, events: tuple[Event, ...], sounded: dict[int, frozenset[int]], at: int
) -> tuple[Event, ...]:
    """Keep a correction from leading to a bang whose "on your marks" and "set" nobody has heard.

    Who is on the marks already has the bang that was to come. For anybody else, and where the bang itself would lie in
    the past, they begin anew: the same delay counts as drawn now.
    """
    if plan.gun is None:
        return events
    changed = with_events(log, events)
    before, after = state_at(plan, log, at), state_at(plan, changed, at)
    if after.phase is not Phase.RUNNING or after.is_paused:
        return events
    drawn = after.next_drawn() if after.is_on_marks else after.drawn
    if after.is_on_marks and after.next_run is not None and before.gun_times() != after.gun_times():
        was_there = before.is_on_marks and not before.is_paused and before.next_run == after.next_run
        times = before.gun_times() if was_there else None
        if times is not None and times.bang_ms is not None:
            return (*events, GoHeld(at, Cause.REPAIR, after.next_run.uid, times.bang_ms))
    elif drawn is None or not _is_unheard(after, drawn.step, sounded, timing_entries(changed)):
        return events
    if drawn is None:
        return events
    old = next(entry.seq for entry in reversed(changed) if _is_draw(entry.event, drawn))
    return (*events, DelayDrawn(at, drawn.step, drawn.delay_ms, instead_of=old))


def _is_draw(event: Event, drawn: Drawn) -> bool:
    return isinstance(event, DelayDrawn) and (event.step, event.at) == (drawn.step, drawn.at)


def _is_unheard(state: State, uid: int, sounded: dict[int, frozenset[int]], entries: tuple[Entry, ...]) -> bool:
    """Whether a rep has begun at an instant at which nobody heard it begin, and no press lies behind that."""
    start = dict(_starts_in(state)).get(uid)
    if start is None or any(heard >= start for heard in sounded.get(uid, frozenset())):
        return False
    return _newest_deed_ms(entries) < start


def _newest_deed_ms(entries: tuple[Entry, ...]) -> int:
    return max((entry.event.at for entry in entries if isinstance(entry.event, _DEEDS)), default=0)


def _missing_hold(
    state: State, sounded: dict[int, frozenset[int]], entries: tuple[Entry, ...], at: int
) -> GoHeld | None:
    if state.phase is not Phase.RUNNING:
        return None
    newest_deed = _newest_deed_ms(entries)
    for uid, start in _starts_in(state):
        heard = sounded.get(uid, frozenset())
        is_held = any((hold.step, hold.go_ms) == (uid, start) for hold in state.holds)
        if start in heard or is_held or not _begins_after_pause(state, uid):
            continue
        if later := [instant for instant in heard if instant > start]:
            return GoHeld(at, Cause.REPAIR, uid, max(later))
        if newest_deed < start:
            return GoHeld(at, Cause.REPAIR, uid, _next_go_ms(state, uid, at))
    return None


def _next_go_ms(state: State, uid: int, at: int) -> int:
    """When a rep begins whose start went by unheard: with the next multiple of its cycle, else after `get_ready`."""
    index = next((index for index, outcome in enumerate(state.outcomes) if outcome.run.uid == uid), len(state.outcomes))
    pause = state.outcomes[index - 1]
    end = pause.run.step.end
    if not isinstance(end, ByCycle) or state.plan.late is Late.NOW:
        return at + state.plan.get_ready_ms
    return send_off_ms(state.plan, end, state.outcomes[: index - 1], at + 1 - pause.paused_ms) + pause.paused_ms


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


def decided_again(
    plan: Plan, log: Log, voided: tuple[int, ...], from_ms: int, first: tuple[Event, ...], what: str, at: int
) -> Decision:
    """Void presses, the first of them at `from_ms`, or put one in, and decide all behind it again, as one batch."""
    seq = voided[0] if voided else None
    entries = timing_entries(log)
    behind = (from_ms, -1 if seq is None else seq)
    tail = [e for e in entries if (e.event.at, e.seq) > behind and e.seq not in voided]
    state = state_before(plan, log, seq, from_ms)
    fresh = log[-1].seq + 2
    masked = list(voided)
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
    if not isinstance(event, PRESSES) or event.cause is Cause.GROUP:
        return (event,)
    is_refused = isinstance(event, PressRefused)
    is_in_rep = state.step is not None and state.step.kind is StepKind.REP and state.go_ms is None
    if is_refused and (event.cause is Cause.KEY or (event.cause is Cause.ENTER and not is_in_rep)):
        return (event,)  # it changed nothing, and here the key means nothing
    if event.cause is Cause.ENTER and is_in_rep:
        reason = refusal(state, event.at, is_finish=True) if is_refused else None
        return (RepFinished(event.at, Cause.ENTER) if reason is None else PressRefused(event.at, Cause.ENTER, reason),)
    # What has cut a recovery was meant to, whatever the guard asks of a new press: old logs stay as they were run.
    is_meant = isinstance(event, RecoveryCut)
    decision = decide_press(state, event.at, event.cause, is_guarded=event.cause is Cause.SPACE, is_meant=is_meant)
    return decision.events
