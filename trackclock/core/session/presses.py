"""What the one big key does in each state, and what a decision looks like.

It exists because the press is the one command that must never be misread: the table of DESIGN.md, 4 is here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from trackclock.core.events import (
    Cause,
    Event,
    PressRefused,
    Reason,
    RecoveryCut,
    RepFinished,
    Resumed,
    SessionStarted,
    SplitMarked,
    StepEnded,
)
from trackclock.core.plan import ByTime, StepKind
from trackclock.core.session.guard import refusal
from trackclock.core.session.state import Phase, State


@dataclass(frozen=True, slots=True)
class Accepted:
    """The command holds.

    Attributes:
        events: to be appended as one batch.
        message: what the screen may say, empty where the change speaks for itself.
    """

    events: tuple[Event, ...]
    message: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The command changes nothing.

    Attributes:
        message: why, and what to do instead.
        events: a refused press is a fact as well; empty for every other command.
        needs_confirmation: whether the same command, confirmed, would hold.
    """

    message: str
    events: tuple[Event, ...] = ()
    needs_confirmation: bool = False


Decision: TypeAlias = Accepted | Refused

REASONS = {
    Reason.GET_READY: "press refused: get ready, the start is already counting down",
    Reason.BOUNDARY: "press refused: within 2 s of the last change",
    Reason.HELD: "press refused: the key was held down",
    Reason.TOO_FAST: "press refused: nobody runs that fast",
    Reason.GAP: "press refused: too soon after the press before",
}
"""What the screen says of a refused press."""


def press_refused(state: State, at: int, cause: Cause, reason: Reason) -> Refused:
    """A key that makes marks came too early: why, and how it counts all the same where it can."""
    words = f"{REASONS[reason]}; c counts it" if state.takes_presses else REASONS[reason]
    return Refused(words, (PressRefused(at, cause, reason),))


def go_after(state: State, at: int) -> int:
    """When the next step begins after a press at `at`: after `get_ready` where that is a rep, else at once.

    A timed pause that is nearly over keeps its deadline where that is sooner (DESIGN.md, 4).
    """
    if not state.leads_to_rep:
        return at
    go_ms = at + state.plan.get_ready_ms
    deadline = state.deadline_ms()
    if state.step is not None and state.step.is_pause and not state.waits and deadline is not None and at < deadline:
        return min(go_ms, deadline)
    return go_ms


def decide_press(state: State, at: int, cause: Cause, *, is_guarded: bool = True) -> Decision:
    """What the one big key does in a state advanced to `at` (the table of DESIGN.md, 4)."""
    if state.phase is Phase.READY:
        first_is_rep = state.steps[0].step.kind is StepKind.REP
        return Accepted((SessionStarted(at, cause, at + state.plan.get_ready_ms if first_is_rep else at),))
    if state.phase is not Phase.RUNNING:
        return Refused("the session is over")
    if is_guarded and (reason := refusal(state, at)) is not None:
        return press_refused(state, at, cause, reason)
    if state.is_paused:
        return Accepted((Resumed(at, cause),))
    if state.is_getting_ready:
        return Refused(REASONS[Reason.GET_READY])
    step = state.step
    if step is None or step.kind in (StepKind.WARMUP, StepKind.COOLDOWN):
        return Accepted((StepEnded(at, cause, go_after(state, at)),))
    if step.kind is StepKind.REP:
        if isinstance(step.end, ByTime):
            return Accepted((SplitMarked(at, cause, None),))
        mark = state.next_mark()
        if mark is None or mark == len(step.marks_mm) - 1:
            return Accepted((RepFinished(at, cause),))
        return Accepted((SplitMarked(at, cause, mark),))
    deadline = state.deadline_ms()
    if not state.waits and isinstance(step.end, ByTime) and deadline is not None and at < deadline:
        return Accepted((RecoveryCut(at, cause, go_after(state, at)),))
    return Accepted((StepEnded(at, cause, go_after(state, at)),))
