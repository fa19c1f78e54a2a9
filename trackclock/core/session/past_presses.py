"""The repairs of any press of the past: another time for it, gone, or one that was missed.

They exist apart from the keys of the live screen because they are typed at leisure, with the result shown first.
"""

from __future__ import annotations

from dataclasses import replace

from trackclock.core.events import Cause, Log, PressRefused, RecoveryCut, RepFinished, Seen, SplitMarked
from trackclock.core.figures import time_text, with_unit
from trackclock.core.plan import Plan
from trackclock.core.session.decision import Accepted, Decision, Refused
from trackclock.core.session.log import newest_ms, timing_entries
from trackclock.core.session.presses import decide_press
from trackclock.core.session.redeciding import (
    MARKS,
    PRESSES,
    decided_again,
    next_start_ms,
    replaced,
    state_before,
    with_events,
)


def move_mark(plan: Plan, log: Log, seq: int, to_ms: int, at: int) -> Decision:
    """A mark was taken at another instant, between the press before it and the one after it."""
    entries = timing_entries(log)
    index = next((i for i, entry in enumerate(entries) if entry.seq == seq), None)
    if index is None:
        return Refused("that mark is not in the log any more")
    entry = entries[index]
    event = entry.event
    if not isinstance(event, SplitMarked | RepFinished):
        return Refused("only a mark can be moved")
    before = state_before(plan, log, seq, entry.event.at)
    earliest = before.taken[-1].at if before.taken else before.started_ms
    later = [other.event.at for other in entries[index + 1 :] if not isinstance(other.event, Seen | PressRefused)]
    latest = min([*later, max(at, newest_ms(log)) + 1])
    go_ms = next_start_ms(plan, log, entry, at)
    if go_ms is not None:
        latest = min(latest, go_ms)
    if not earliest < to_ms < latest:
        return Refused("a mark stays between the press before it and the one after it")
    elapsed = with_unit(time_text(to_ms - before.started_ms - before.paused_ms))
    moved = replace(event, at=to_ms, cause=Cause.REPAIR)
    return replaced(plan, log, {seq: moved}, f"the mark is now at {elapsed}", at, keeps_starts=True)


def delete_press(plan: Plan, log: Log, seq: int, at: int) -> Decision:
    """A press was none: whatever came after it is decided again."""
    entry = next((entry for entry in timing_entries(log) if entry.seq == seq), None)
    if entry is None or not isinstance(entry.event, PRESSES):
        return Refused("that press is not in the log any more")
    what = "a press deleted"
    decision = decided_again(plan, log, (seq,), entry.event.at, (), what, at)
    if (
        isinstance(entry.event, RecoveryCut)
        and isinstance(decision, Accepted)
        and _marks(log) - _marks(with_events(log, decision.events))
    ):
        # With the full recovery a later mark would be too early to count: the runner did leave on the GO of this cut.
        return replaced(plan, log, {seq: None}, what, at, keeps_starts=True)
    return decision


def _marks(log: Log) -> set[int]:
    """The instants of the marks that count."""
    return {entry.event.at for entry in timing_entries(log) if isinstance(entry.event, MARKS)}


def insert_press(plan: Plan, log: Log, at_ms: int, at: int) -> Decision:
    """A press was missed: whatever came after it is decided again."""
    if not 0 <= at_ms <= max(at, newest_ms(log)):
        return Refused("a press can only be put in between the start of the session and now")
    before = state_before(plan, log, None, at_ms)
    decision = decide_press(before, at_ms, Cause.REPAIR, is_guarded=False)
    if isinstance(decision, Refused):
        return decision
    return decided_again(plan, log, (), at_ms, decision.events, "a missed press put in", at)
