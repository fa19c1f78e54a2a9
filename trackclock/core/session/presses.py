"""A press of the one big key: guarded first, then what the table of space has for it.

It exists because the press is the one command that must never be misread.
"""

from __future__ import annotations

from trackclock.core.commands import key_of
from trackclock.core.events import Cause, PressRefused, Reason
from trackclock.core.session.decision import Decision, Refused
from trackclock.core.session.guard import REASONS, refusal
from trackclock.core.session.space import use_of
from trackclock.core.session.state import State


def press_refused(state: State, at: int, cause: Cause, reason: Reason) -> Refused:
    """A key that makes marks came too early: why, and how it counts all the same where it can."""
    words = f"{REASONS[reason]}; {key_of('count')} counts it" if state.takes_presses else REASONS[reason]
    return Refused(words, (PressRefused(at, cause, reason),))


def decide_press(state: State, at: int, cause: Cause, *, is_guarded: bool = True, is_meant: bool = False) -> Decision:
    """What the one big key does in a state advanced to `at`; `is_meant` as for `guard.refusal`."""
    if is_guarded and (reason := refusal(state, at, is_meant=is_meant)) is not None:
        return press_refused(state, at, cause, reason)
    return use_of(state, at).decide(state, at, cause)
