"""Every transition of a session: evolve, advance, replay, state_at.

A tick is not an event: what arithmetic can derive is not logged, and a state is advanced to an event's own instant
before the event is applied, so that a recovery ends exactly when it was due however late the screen was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trackclock.core.events import (
    Entry,
    Event,
    GoTakenBack,
    Log,
    Paused,
    PressRefused,
    RecoveryCut,
    RepAdded,
    RepFinished,
    RepRestarted,
    RepsDropped,
    Resumed,
    Seen,
    SessionStarted,
    SessionStopped,
    SetAdded,
    SetsDropped,
    SplitMarked,
    StepEnded,
    StepSkipped,
)
from trackclock.core.plan import Plan, Step, StepKind
from trackclock.core.session import reshape
from trackclock.core.session.changing import changed
from trackclock.core.session.guard import CUT_REASONS
from trackclock.core.session.log import holds, newest_ms, timing_entries
from trackclock.core.session.state import Outcome, Phase, Refusal, State, Taken, initial_state


class IllegalTransition(ValueError):  # noqa: N818 - h11's word for it; it is a fault of the log, not of a user
    """An event that cannot happen in this state; nothing was changed."""


def begin_step(state: State, index: int, at: int, outcomes: tuple[Outcome, ...] | None = None) -> State:
    """Make the step at `index` the current one from `at` on; behind the last one the session is finished."""
    return changed(
        state,
        now_ms=max(state.now_ms, at),
        outcomes=state.outcomes if outcomes is None else outcomes,
        phase=Phase.RUNNING if index < len(state.steps) else Phase.FINISHED,
        index=index,
        started_ms=at,
        go_ms=None,
        waits=False,
        is_skipped=False,
        paused_since=None,
        pauses=(),
        taken=(),
        asked_ms=(),
        boundary_ms=at,
    )


def _end_step(state: State, at: int) -> State:
    """Close the current step at `at` and begin the next one there: steps abut without a gap."""
    outcomes = state.outcomes
    if state.run is not None:
        outcome = Outcome(state.run, state.started_ms, at, _paused_ms(state, at), state.taken, state.is_skipped)
        outcomes = (*outcomes, outcome)
    return begin_step(state, state.index + 1, at, outcomes)


def _paused_ms(state: State, at: int) -> int:
    """How long the current step has stood still by an instant, the running pause included."""
    return state.paused_ms + (at - state.paused_since if state.paused_since is not None else 0)


def advance(state: State, to: int) -> State:
    """Let time pass: cross every automatic boundary up to and including `to`."""
    while (boundary := state.next_deadline()) is not None and boundary <= to:
        state = _end_step(state, boundary)
    return changed(state, now_ms=to) if to > state.now_ms else state


def crossings(state: State, until: int) -> Iterator[State]:
    """The states right after each automatic boundary up to and including `until`, in order."""
    while (boundary := state.next_deadline()) is not None and boundary <= until:
        state = _end_step(state, boundary)
        yield state


def evolve(state: State, entry: Entry) -> State:
    """Apply one entry to a state.

    Args:
        state: the session at or before the entry's instant.
        entry: a timing event that counts.

    Returns:
        The session right after it, advanced to its instant.

    Raises:
        IllegalTransition: if the event cannot happen there.
    """
    state = _evolve(state, entry)
    return reshape.counted(state) if isinstance(entry.event, RepAdded | SetAdded) else state


def _evolve(state: State, entry: Entry) -> State:
    """The same, with the counts of added reps still to be said in the steps."""
    at = entry.event.at
    state = _apply(advance(state, at), entry)
    return advance(state, at)


def _apply(state: State, entry: Entry) -> State:
    event = entry.event
    match event:
        case SplitMarked() | RepFinished() | RecoveryCut() | StepEnded() | StepSkipped() | PressRefused():
            return _apply_press(state, event, entry.seq)
        case SessionStarted() | SessionStopped() | Seen():
            return _apply_bounds(state, event)
        case Paused() | Resumed() | GoTakenBack() | RepRestarted():
            return _apply_hold(state, event)
        case RepAdded() | SetAdded() | RepsDropped() | SetsDropped():
            return _apply_reshape(state, event)
        case _:
            raise IllegalTransition(f"{type(event).__name__} is not a timing event")


def _apply_bounds(state: State, event: SessionStarted | SessionStopped | Seen) -> State:
    """The first press, the goodbye, and a sign of life between them."""
    at = event.at
    match event:
        case SessionStarted():
            _require(state.phase is Phase.READY, event, state)
            return changed(
                state, phase=Phase.RUNNING, started_ms=at, boundary_ms=at, last_press_ms=at, go_ms=event.go_ms
            )
        case SessionStopped():
            _require(state.phase is Phase.RUNNING, event, state)
            return changed(state, phase=Phase.STOPPED)
        case Seen():
            return state


def _apply_press(
    state: State, event: SplitMarked | RepFinished | RecoveryCut | StepEnded | StepSkipped | PressRefused, seq: int
) -> State:
    """A press: it takes a time, ends a step or is refused."""
    at = event.at
    match event:
        case SplitMarked():
            _require_rep(state, event)
            taken = Taken(event.mark, at, seq, _paused_ms(state, at))
            return changed(state, taken=(*state.taken, taken), last_press_ms=at, last_refusal=None)
        case RepFinished():
            step = _require_rep(state, event)
            mark = len(step.marks_mm) - 1 if step.marks_mm else None
            taken = Taken(mark, at, seq, _paused_ms(state, at))
            return _end_step(changed(state, taken=(*state.taken, taken), last_press_ms=at, last_refusal=None), at)
        case RecoveryCut() | StepEnded() | StepSkipped():
            _require(state.phase is Phase.RUNNING, event, state)
            resumed = _resume(state, at)
            is_skipped = isinstance(event, StepSkipped)
            hold = resumed.hold
            # A repair made later has fixed the start that the runner left on; this press no longer decides it.
            go_ms = max(at, hold.go_ms) if hold is not None and at < hold.made_ms else event.go_ms
            return changed(resumed, go_ms=go_ms, is_skipped=is_skipped, last_press_ms=at, last_refusal=None)
        case PressRefused():
            refused = Refusal(at, event.reason, seq) if state.takes_presses else None
            asked = (*state.asked_ms, at) if event.reason in CUT_REASONS else state.asked_ms
            return changed(state, last_press_ms=at, last_refusal=refused, asked_ms=asked)


def _apply_hold(state: State, event: Paused | Resumed | GoTakenBack | RepRestarted) -> State:
    """The session held and let go again, or the start of a rep taken back."""
    match event:
        case Paused():
            _require(state.phase is Phase.RUNNING and not state.is_paused, event, state)
            return changed(state, paused_since=event.at)
        case Resumed():
            _require(state.is_paused, event, state)
            return changed(_resume(state, event.at), last_press_ms=event.at)
        case GoTakenBack():
            return changed(_take_back_go(state, event), taken_back_ms=event.at)
        case RepRestarted():
            _require_rep(state, event)
            return changed(_restart_rep(state), taken_back_ms=event.at)


def _apply_reshape(state: State, event: RepAdded | SetAdded | RepsDropped | SetsDropped) -> State:
    """Another plan from here on."""
    match event:
        case RepAdded():
            return reshape.add_rep(state)
        case SetAdded():
            return reshape.add_set(state)
        case RepsDropped():
            return _settle(reshape.drop_reps(state))
        case SetsDropped():
            return _settle(reshape.drop_sets(state))


def _require(condition: bool, event: Event, state: State) -> None:
    if not condition:
        raise IllegalTransition(f"{type(event).__name__} at {event.at} ms cannot happen while {state.phase}")


def _require_rep(state: State, event: Event) -> Step:
    step = state.step
    if state.phase is not Phase.RUNNING or step is None or step.kind is not StepKind.REP:
        raise IllegalTransition(f"{type(event).__name__} at {event.at} ms needs a running rep")
    return step


def _resume(state: State, at: int) -> State:
    """End the running pause, if there is one; a pending GO shifts by its length."""
    if state.paused_since is None:
        return state
    length_ms = at - state.paused_since
    go_ms = state.go_ms + length_ms if state.go_ms is not None else None
    return changed(state, paused_since=None, pauses=(*state.pauses, (state.paused_since, length_ms)), go_ms=go_ms)


def _take_back_go(state: State, event: Event) -> State:
    """Back to the pause before the GO, which goes on until a press."""
    if state.go_ms is not None:
        return changed(_resume(state, event.at), go_ms=None, waits=True)
    _require_rep(state, event)
    _require(not state.taken, event, state)
    return _restart_rep(state)


def _restart_rep(state: State) -> State:
    """Void the running rep and wait for a press before it, in the pause that led to it."""
    previous = state.outcomes[-1] if state.outcomes else None
    if previous is None:
        waiting = begin_step(state, -1, state.started_ms)
        return changed(waiting, phase=Phase.RUNNING, waits=True)
    if previous.run.step.kind is StepKind.REP:
        # Rep followed rep without a pause: an open recovery makes room for the runner to come back.
        pause = reshape.open_recovery(state, previous.run.step)
        steps = (*state.steps[: state.index], pause, *state.steps[state.index :])
        return changed(begin_step(changed(state, steps=steps), state.index, state.started_ms), waits=True)
    back = begin_step(state, state.index - 1, previous.started_ms, state.outcomes[:-1])
    pauses = ((previous.started_ms, previous.paused_ms),) if previous.paused_ms else ()
    return changed(back, waits=True, pauses=pauses, boundary_ms=state.boundary_ms)


def _settle(state: State) -> State:
    """After steps were dropped the current pause may be behind the last step: then the session is over."""
    if state.index >= len(state.steps) and state.phase is Phase.RUNNING:
        return begin_step(state, state.index, state.started_ms)
    return state


def replay(plan: Plan, log: Iterable[Entry]) -> State:
    """Fold a log: the session right after its newest event that counts, not advanced beyond it."""
    entries = tuple(log)
    state = changed(initial_state(plan), holds=holds(entries))
    for entry in timing_entries(entries):
        state = _evolve(state, entry)
    return reshape.counted(state) if state.counts else state


def state_at(plan: Plan, log: Iterable[Entry], at: int) -> State:
    """The session at one instant, from the log and not from an advanced cache.

    Entries after `at` are left out, so that a press stamped before a boundary still belongs to the step it fell in.
    """
    entries = tuple(log)
    state = changed(initial_state(plan), holds=holds(entries))
    for entry in timing_entries(entries):
        if entry.event.at > at:
            break
        state = _evolve(state, entry)
    state = advance(state, at)
    return reshape.counted(state) if state.counts else state


def newest_state(plan: Plan, log: Log) -> State:
    """The session folded to its newest event: what a log alone knows, never the reader's clock."""
    return advance(replay(plan, log), newest_ms(log))
