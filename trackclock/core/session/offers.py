"""What can be asked for at an instant: the commands that `decide` would take, without deciding them.

It exists because the bottom line of the live screen is drawn ten times a second and may name no key that does nothing;
to decide each command in turn would fold the log as often.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from trackclock.core import commands as ask
from trackclock.core.events import Log, PressRefused, RepFinished, Seen, SplitMarked
from trackclock.core.plan import StepKind
from trackclock.core.session.decide import decide
from trackclock.core.session.keys import decide_key, decide_reshape
from trackclock.core.session.log import timing_entries, undo_stack
from trackclock.core.session.newest_press import is_out_of_reach
from trackclock.core.session.presses import Accepted
from trackclock.core.session.state import Phase, State, Taken

STEP_MS = 500
"""By how much one key press moves the last mark."""

_KEYS = (ask.Skip(), ask.NotReady(), ask.TogglePause())
_RESHAPES = (ask.AddRep(), ask.AddSet(), ask.DropReps(), ask.DropSets())


@dataclass(frozen=True, slots=True)
class Past:
    """What a log tells that a state does not.

    Attributes:
        can_undo: whether there is something to undo.
        can_redo: whether there is something to redo.
        can_count: whether a press was refused that would count.
        last_mark: the log entry of the newest mark; None before the first.
        after_mark_ms: when the next thing after that mark happened; None if nothing did.
        is_earliest: whether nobody can have been at that mark a step earlier.
    """

    can_undo: bool = False
    can_redo: bool = False
    can_count: bool = False
    last_mark: int | None = None
    after_mark_ms: int | None = None
    is_earliest: bool = False


NO_PAST = Past()


def past_of(log: Log, state: State) -> Past:
    """Look through a log; once for each change of it is enough.

    Args:
        log: what has happened so far.
        state: what it comes to.
    """
    if not log:
        return NO_PAST
    # To count a press decides all that came after it again, so that only the decision knows; there seldom is one.
    can_count = state.last_refusal is not None and isinstance(
        decide(state.plan, log, ask.CountRefused(), state.now_ms), Accepted
    )
    stack, undone = undo_stack(log)
    mark, after_mark_ms = None, None
    for entry in timing_entries(log):
        if isinstance(entry.event, SplitMarked | RepFinished):
            mark, after_mark_ms = entry, None
        elif after_mark_ms is None and not isinstance(entry.event, Seen | PressRefused):
            after_mark_ms = entry.event.at
    is_earliest = mark is not None and is_out_of_reach(state.plan, log, mark, mark.event.at - STEP_MS)
    seq = None if mark is None else mark.seq
    return Past(bool(stack), bool(undone), can_count, seq, after_mark_ms, is_earliest)


def offers(state: State, past: Past) -> frozenset[ask.Command]:
    """The commands that do something now; the press itself, which may be too early, is `view.space_of`'s.

    Args:
        state: the session advanced to the instant.
        past: of its log.
    """
    at = state.now_ms
    found: set[ask.Command] = set()
    found.update(command for command in _KEYS if isinstance(decide_key(state, command, at), Accepted))
    found.update(command for command in _RESHAPES if isinstance(decide_reshape(state, command, at), Accepted))
    if past.can_undo:
        found.add(ask.Undo())
    if past.can_redo:
        found.add(ask.Redo())
    if past.can_count:
        found.add(ask.CountRefused())
    if _is_in_rep(state):
        found.add(ask.FinishRep())
        if state.taken and state.taken[-1].mark is not None:
            found.add(ask.CountAsNextMark())
    found.update(ask.MoveLastMark(by_ms) for by_ms in (-STEP_MS, STEP_MS) if _can_move(state, past, by_ms))
    return frozenset(found)


def _is_in_rep(state: State) -> bool:
    step = state.step
    return state.phase is Phase.RUNNING and step is not None and step.kind is StepKind.REP and state.go_ms is None


def _can_move(state: State, past: Past, by_ms: int) -> bool:
    """Whether the last mark has room: between the press before it and whatever came after it."""
    found = _last_marks(state)
    if found is None:
        return False
    started_ms, taken = found
    if taken[-1].seq != past.last_mark or (by_ms < 0 and past.is_earliest):
        return False
    earliest_ms = taken[-2].at if len(taken) > 1 else started_ms
    latest_ms = state.now_ms + 1
    if past.after_mark_ms is not None:
        latest_ms = min(latest_ms, past.after_mark_ms)
    if state.taken is not taken:
        latest_ms = min([latest_ms, *_starts_after(state, taken[-1].at)])
    return earliest_ms < taken[-1].at + by_ms < latest_ms


def _last_marks(state: State) -> tuple[int, tuple[Taken, ...]] | None:
    """The start and the marks of the newest step that has any."""
    if state.taken:
        return state.started_ms, state.taken
    return next(((outcome.started_ms, outcome.taken) for outcome in reversed(state.outcomes) if outcome.taken), None)


def _starts_after(state: State, at: int) -> list[int]:
    """The starts behind pauses, of reps that began at or after an instant: a GO that has sounded is a fact."""
    begun = [(outcome.run, outcome.started_ms) for outcome in state.outcomes if outcome.started_ms >= at]
    if state.run is not None and state.started_ms >= at:
        begun.append((state.run, state.started_ms))
    return [
        started_ms
        for (before, _), (run, started_ms) in pairwise(begun)
        if run.step.kind is StepKind.REP and before.step.is_pause
    ]
