"""What there is to say of marks that the runner asked for by writing down the distance between them.

It exists because an explicit wish is honoured or answered, never passed over: a mark can lie too near to the start to
be one, or to be pressed.
"""

from __future__ import annotations

from trackclock.core.durations import format_distance
from trackclock.core.plan import WISHED_MARK_MIN_MM, Plan, Step, StepKind
from trackclock.core.session.guard import BOUNDARY_GUARD_MS

FAST_MS_PER_M = 130
"""Pace of a rep without a target as far as the first mark is concerned: 13 s for 100 m."""


def wished_marks(plan: Plan) -> tuple[str, ...]:
    """Which of the marks that were asked for are left out, and which come too soon for the press guard.

    Args:
        plan: a plan whose distance between marks was written down.

    Returns:
        Sentences, each once; empty where every mark is there and can be pressed.
    """
    if plan.split_every_mm <= 0:
        return ()
    reps = [step for step in plan.steps if step.kind is StepKind.REP and step.marks_mm]
    said = [text for step in reps for text in (_left_out(step, plan), _too_soon(step, plan)) if text]
    return tuple(dict.fromkeys(said))


def _left_out(step: Step, plan: Plan) -> str:
    distance_mm = step.marks_mm[-1]
    first_mm = distance_mm % plan.split_every_mm
    if not 0 < first_mm < WISHED_MARK_MIN_MM or distance_mm < plan.split_every_mm:
        return ""
    return f"{format_distance(distance_mm)}: no mark at {format_distance(first_mm)}, so near the start"


def _too_soon(step: Step, plan: Plan) -> str:
    distance_mm, first_mm = step.marks_mm[-1], step.marks_mm[0]
    if plan.press_guard_ms is not None or len(step.marks_mm) < 2:
        return ""
    target = step.target
    is_timed = target is not None and target.low_ms is not None
    rep_ms = target.low_ms if target and target.low_ms is not None else FAST_MS_PER_M * distance_mm // 1_000
    if first_mm * rep_ms >= BOUNDARY_GUARD_MS * distance_mm:
        return ""
    comes = "comes" if is_timed else "may come"
    return (
        f"{format_distance(distance_mm)}: the mark at {format_distance(first_mm)} {comes} within 2 s of the start, "
        'where a press is refused ("count it" takes it afterwards); press_guard = "0.3s" takes it'
    )
