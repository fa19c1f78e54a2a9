"""The keys that mend the press just made: enter, k, c, - and +.

They exist beside the press itself because they make marks as it does, and so they obey the same guard: what nobody
runs is refused, and c, which says that it was meant, is the one way past it.
"""

from __future__ import annotations

from trackclock.core.commands import key_of
from trackclock.core.durations import format_distance
from trackclock.core.events import Cause, Entry, Event, Log, PressRefused, Reason, Repaired, RepFinished, SplitMarked
from trackclock.core.figures import time_text, with_unit
from trackclock.core.plan import Plan, StepKind
from trackclock.core.session.decision import Accepted, Decision, Refused
from trackclock.core.session.guard import HELD_GAP_MS, refusal, refusal_as
from trackclock.core.session.log import timing_entries
from trackclock.core.session.past_presses import move_mark
from trackclock.core.session.presses import decide_press, press_refused
from trackclock.core.session.redeciding import MARKS, decided_again, replaced, state_before
from trackclock.core.session.state import Phase, State, Taken
from trackclock.core.session.transitions import state_at

FINISH_REACH_MS = 15_000
"""Enter makes a press of this recent past the finish (ARCHITECTURE.md, "Enter, and the last 15 seconds")."""


def finish_rep(plan: Plan, log: Log, at: int) -> Decision:
    """Enter: a press of the last 15 s becomes the finish, else the rep is finished now; guarded as the press is."""
    state = state_at(plan, log, at)
    step = state.step
    if state.phase is not Phase.RUNNING or step is None or step.kind is not StepKind.REP or state.go_ms is not None:
        return Refused("no rep is running")
    last = _press_for_finish(state, at)
    reason = refusal(state, at, is_finish=True) if last is None else refusal_as(state, len(step.marks_mm) - 1, at)
    if reason is not None:
        return press_refused(state, at, Cause.ENTER, reason)
    if last is None:
        return Accepted((RepFinished(at, Cause.ENTER),))
    finish = RepFinished(last.at, Cause.ENTER)
    what = f"the last press is the finish: {with_unit(time_text(last.at - state.started_ms))}"
    return replaced(plan, log, {last.seq: finish}, what, at)


def _press_for_finish(state: State, at: int) -> Taken | None:
    """The press of the last seconds that enter makes the finish; None where the rep is finished now."""
    last = state.taken[-1] if state.taken else None
    is_by_now = state.step is None or not state.step.marks_mm
    return None if last is None or is_by_now or at - last.at > FINISH_REACH_MS else last


def count_as_next_mark(plan: Plan, log: Log, at: int) -> Decision:
    """K: the press just made was the mark after the one it was taken for, if anybody can have been there by then."""
    state = state_at(plan, log, at)
    event = _as_next_mark(state)
    if event is None or state.step is None:
        return Refused(f"no mark of this rep to move on; {key_of('next_mark')} is for the press just made")
    marks_mm, last = state.step.marks_mm, state.taken[-1]
    mark = event.mark if isinstance(event, SplitMarked) and event.mark is not None else len(marks_mm) - 1
    reason = Reason.HELD if _is_held_repair(log, at) else refusal_as(state, mark, at)
    if reason is not None:
        return press_refused(state, at, Cause.KEY, reason)
    return replaced(plan, log, {last.seq: event}, f"that press was {format_distance(marks_mm[mark])}", at)


def _as_next_mark(state: State) -> SplitMarked | RepFinished | None:
    """The press just made as the mark behind the one it was taken for; None where there is none."""
    last = state.taken[-1] if state.taken else None
    if state.step is None or last is None or last.mark is None or state.phase is not Phase.RUNNING:
        return None
    mark = last.mark + 1
    is_finish = mark == len(state.step.marks_mm) - 1
    return RepFinished(last.at, Cause.REPAIR) if is_finish else SplitMarked(last.at, Cause.REPAIR, mark)


def _is_held_repair(log: Log, at: int) -> bool:
    """Whether the repair before came from the same key, held down."""
    newest = next((entry.event for entry in reversed(log) if isinstance(entry.event, Repaired)), None)
    return newest is not None and 0 <= at - newest.at < HELD_GAP_MS


def count_refused(plan: Plan, log: Log, at: int) -> Decision:
    """C: the key that was refused last was meant, be it the press, enter or k; whatever came after is decided again."""
    found = state_at(plan, log, at).last_refusal
    if found is None:
        return Refused("no refused press that could be counted")
    before = state_before(plan, log, found.seq, found.at)
    cause = next(entry.event.cause for entry in log if entry.seq == found.seq and isinstance(entry.event, PressRefused))
    event: Event | None
    if cause is Cause.SPACE:
        decision = decide_press(before, found.at, Cause.REPAIR, is_guarded=False)
        if isinstance(decision, Refused):
            return decision
        return decided_again(plan, log, (found.seq,), found.at, decision.events, "the refused press counts", at)
    if cause is Cause.ENTER:
        last = _press_for_finish(before, found.at)
        event = RepFinished(found.at if last is None else last.at, Cause.ENTER)
    else:
        event, last = _as_next_mark(before), before.taken[-1] if before.taken else None
    if event is None:
        return Refused("no refused press that could be counted")
    voided = (found.seq,) if last is None else (last.seq, found.seq)
    return decided_again(plan, log, voided, event.at, (event,), "the refused key counts", at)


def move_last_mark(plan: Plan, log: Log, by_ms: int, at: int) -> Decision:
    """Minus and plus: the last mark was earlier or later, but no earlier than anybody can be there."""
    marks = [entry for entry in timing_entries(log) if isinstance(entry.event, MARKS)]
    if not marks:
        return Refused("no mark to move yet")
    to_ms = marks[-1].event.at + by_ms
    if by_ms < 0 and _is_out_of_reach(plan, log, marks[-1], to_ms):
        return Refused("the mark stays: nobody can be there any sooner")
    return move_mark(plan, log, marks[-1].seq, to_ms, at)


def _is_out_of_reach(plan: Plan, log: Log, entry: Entry, to_ms: int) -> bool:
    """Whether nobody can have come to a mark as soon as `to_ms`."""
    before = state_before(plan, log, entry.seq, entry.event.at)
    reason = refusal(before, to_ms, is_finish=isinstance(entry.event, RepFinished))
    return reason in (Reason.TOO_FAST, Reason.BOUNDARY)
