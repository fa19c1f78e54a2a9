"""What can be asked for at an instant: the commands that `decide` would take, without deciding them.

It exists because the bottom line of the live screen is drawn ten times a second and may name no key that does nothing;
to decide each command in turn would fold the log as often.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.core import commands as ask
from trackclock.core.events import Log, RepFinished, SplitMarked
from trackclock.core.plan import StepKind
from trackclock.core.session.decide import decide
from trackclock.core.session.decision import Accepted
from trackclock.core.session.keys import decide_key, decide_reshape
from trackclock.core.session.log import timing_entries, undo_stack
from trackclock.core.session.state import Phase, State

STEP_MS = 500
"""By how much one key press moves the last mark."""

_KEYS = (ask.Skip(), ask.NotReady(), ask.TogglePause())
_RESHAPES = (ask.AddRep(), ask.AddSet(), ask.DropReps(), ask.DropSets())


@dataclass(frozen=True, slots=True)
class LogOffers:
    """What a log lets one ask for, which a state does not tell.

    Attributes:
        can_undo: whether there is something to undo.
        can_redo: whether there is something to redo.
        can_count: whether a press was refused that would count.
        can_be_earlier: whether the newest mark can be moved a step back.
        later_from_ms: from when on it can be moved a step ahead; None where it cannot.
    """

    can_undo: bool = False
    can_redo: bool = False
    can_count: bool = False
    can_be_earlier: bool = False
    later_from_ms: int | None = None


NO_LOG_OFFERS = LogOffers()


def log_offers(log: Log, state: State) -> LogOffers:
    """Look through a log; once for each change of it is enough.

    Args:
        log: what has happened so far.
        state: what it comes to.
    """
    if not log:
        return NO_LOG_OFFERS
    now = state.now_ms

    def is_taken(command: ask.Command, at: int) -> bool:
        return isinstance(decide(state.plan, log, command, at), Accepted)

    stack, undone = undo_stack(log)
    # To count a press or to move a mark decides all that came after it again, so that only the decision knows.
    can_count = state.last_refusal is not None and is_taken(ask.CountRefused(), now)
    marks_ms = [entry.event.at for entry in timing_entries(log) if isinstance(entry.event, SplitMarked | RepFinished)]
    if not marks_ms:
        return LogOffers(bool(stack), bool(undone), can_count)
    there_ms = marks_ms[-1] + STEP_MS
    return LogOffers(
        bool(stack),
        bool(undone),
        can_count,
        can_be_earlier=is_taken(ask.MoveLastMark(-STEP_MS), now),
        later_from_ms=there_ms if is_taken(ask.MoveLastMark(STEP_MS), max(now, there_ms)) else None,
    )


def offers(state: State, by_log: LogOffers) -> frozenset[ask.Command]:
    """The commands that do something now; the press itself, which may be too early, is `view.space_of`'s.

    Args:
        state: the session advanced to the instant.
        by_log: what its log lets one ask for besides.
    """
    at = state.now_ms
    found: set[ask.Command] = set()
    found.update(command for command in _KEYS if isinstance(decide_key(state, command, at), Accepted))
    found.update(command for command in _RESHAPES if isinstance(decide_reshape(state, command, at), Accepted))
    if by_log.can_undo:
        found.add(ask.Undo())
    if by_log.can_redo:
        found.add(ask.Redo())
    if by_log.can_count:
        found.add(ask.CountRefused())
    if _is_in_rep(state):
        found.add(ask.FinishRep())
        if state.taken and state.taken[-1].mark is not None:
            found.add(ask.CountAsNextMark())
    if by_log.can_be_earlier:
        found.add(ask.MoveLastMark(-STEP_MS))
    if by_log.later_from_ms is not None and by_log.later_from_ms <= at:
        found.add(ask.MoveLastMark(STEP_MS))
    return frozenset(found)


def _is_in_rep(state: State) -> bool:
    step = state.step
    return state.phase is Phase.RUNNING and step is not None and step.kind is StepKind.REP and state.go_ms is None
