"""Which presses cannot have been meant.

It exists so that a held key, a nervous thumb and a press at the wrong mark never become a result, whichever key made
them: space, enter, k and - all ask here.
"""

from __future__ import annotations

from trackclock.core.events import Reason
from trackclock.core.limits import FASTEST_MS_PER_M
from trackclock.core.plan import ByTime, StepKind
from trackclock.core.session.state import Phase, State

BOUNDARY_GUARD_MS = 2_000
"""With the automatic guard no press counts this soon behind a boundary between steps."""

HELD_GAP_MS = 300
"""A held key repeats faster than this once it has begun; a finger does not."""

EARLY_CUT_MS = 20_000
"""With the automatic guard no single press cuts a timed recovery in its first half, or in so much of it if that is
less: "did it register?" is asked with the same key, and would end the recovery that has just begun."""

ASKED_AGAIN_MS = 3_000
"""A press that comes this soon behind one that was refused there says that it was meant, unless it comes so soon
that it may be the first repeat of a key that is held."""

FIRST_REPEAT_MS = 1_000
"""A key that is held begins to repeat within this; `ui/holds.py`, which may import nothing of the core before the first
frame, has the same and says where from."""


CUT_REASONS = (Reason.BOUNDARY, Reason.EARLY_CUT)
"""Why a press is refused that counts as the first of two."""

REASONS = {
    Reason.GET_READY: "press refused: get ready, the start is already counting down",
    Reason.BOUNDARY: "press refused: within 2 s of the last change",
    Reason.HELD: "press refused: the key was held down",
    Reason.TOO_FAST: "press refused: nobody runs that fast",
    Reason.GAP: "press refused: too soon after the press before",
    Reason.EARLY_CUT: "press refused: press again to cut it short",
    Reason.NOT_RUNNING: "press refused: nobody was running then",
}
"""What the screen says of a refused press."""


def is_too_fast(distance_mm: int, time_ms: int) -> bool:
    """Whether nobody runs a distance in that time: under 0.08 s a metre."""
    return time_ms * 1_000 < distance_mm * FASTEST_MS_PER_M


def refusal(state: State, at: int, *, is_finish: bool = False, is_meant: bool = False) -> Reason | None:
    """Why a press at `at` does not count.

    Args:
        state: the session advanced to `at`.
        at: the press.
        is_finish: whether it is the finish of the rep, whatever mark comes next.
        is_meant: whether it has cut a recovery before, so that a recovery that has just begun is cut as well.

    Returns:
        The reason; None for a press that counts.
    """
    if state.phase is not Phase.RUNNING:
        return None
    gap_ms = None if state.last_press_ms is None else at - state.last_press_ms
    if state.plan.press_guard_ms is not None:
        if gap_ms is not None and gap_ms < state.plan.press_guard_ms:
            return Reason.GAP
        return Reason.GET_READY if state.is_getting_ready and not state.is_paused else None
    if gap_ms is not None and gap_ms < HELD_GAP_MS:
        return Reason.HELD
    if state.is_paused:
        return None
    if state.is_getting_ready:
        return Reason.GET_READY
    if at - max(state.boundary_ms, _resumed_ms(state)) < BOUNDARY_GUARD_MS:
        return Reason.BOUNDARY
    if is_early_cut(state, at):
        return None if is_meant else Reason.EARLY_CUT
    return _too_fast(state, at, is_finish=is_finish)


def is_early_cut(state: State, at: int) -> bool:
    """Whether a press at `at` would cut a recovery that has just begun, and nobody has asked for it just before.

    Args:
        state: the session advanced to `at`.
        at: the press.
    """
    step = state.step
    if state.plan.press_guard_ms is not None or step is None or step.kind is not StepKind.RECOVERY:
        return False
    if not isinstance(step.end, ByTime) or state.waits or state.is_paused or state.is_getting_ready:
        return False
    if state.elapsed_ms() >= min(step.end.duration_ms // 2, EARLY_CUT_MS):
        return False
    return not any(FIRST_REPEAT_MS < at - asked <= ASKED_AGAIN_MS for asked in state.asked_ms)


def _resumed_ms(state: State) -> int:
    """When the step last went on after a pause: the key that let it go on may still be held."""
    since_ms, length_ms = state.pauses[-1] if state.pauses else (0, 0)
    return since_ms + length_ms


def refusal_as(state: State, mark: int, at: int) -> Reason | None:
    """Why the press that was taken last cannot have been a later mark.

    Args:
        state: the session advanced to `at`; its last press was taken for another mark of the running rep.
        mark: the mark it is to be.
        at: when the key arrived that says so.

    Returns:
        The reason; None where it can have been.
    """
    step, last = state.step, state.taken[-1]
    if state.plan.press_guard_ms is not None or step is None:
        return None
    if state.last_press_ms is not None and at - state.last_press_ms < HELD_GAP_MS:
        return Reason.HELD
    before = state.taken[-2] if len(state.taken) > 1 else None
    before_mm = step.marks_mm[before.mark] if before is not None and before.mark is not None else 0
    since_ms = last.at - (before.at if before is not None else state.started_ms)
    return Reason.TOO_FAST if is_too_fast(step.marks_mm[mark] - before_mm, since_ms) else None


def _too_fast(state: State, at: int, *, is_finish: bool) -> Reason | None:
    step = state.step
    if step is None or step.kind is not StepKind.REP:
        return None
    mark = len(step.marks_mm) - 1 if is_finish and step.marks_mm else state.next_mark()
    since_ms = at - (state.taken[-1].at if state.taken else state.started_ms)
    if mark is None:
        # Without a distance a second press in a row is told only by its gap.
        return Reason.HELD if isinstance(step.end, ByTime) and state.taken and since_ms < BOUNDARY_GUARD_MS else None
    metres_mm = step.marks_mm[mark] - state.taken_metres_mm()
    return Reason.TOO_FAST if is_too_fast(metres_mm, since_ms) else None
