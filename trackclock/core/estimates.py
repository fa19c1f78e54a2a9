"""How long a plan will take, before anybody has run it.

It exists so that "time left" and `check` say the same, and so that every guess in it is written down in one place.
"""

from __future__ import annotations

from collections.abc import Iterable

from trackclock.core.cycles import cycle_over_ms
from trackclock.core.plan import ByCycle, ByDistance, ByTime, Open, Plan, RecoveryMode, Step, StepKind

REP_MS_PER_KM = 240_000
"""Pace of a rep without a target time: 4:00 a kilometre."""

EASY_MS_PER_KM = 360_000
"""Pace of a warm-up, a cool-down or a jogged recovery: 6:00 a kilometre."""

WALK_MS_PER_KM = 600_000
"""Pace of a walked recovery: 10:00 a kilometre."""

OPEN_REP_MS = 60_000
"""An open rep or exercise."""

OPEN_PAUSE_MS = 120_000
"""An open recovery or rest."""

OPEN_EASY_MS = 600_000
"""An open warm-up or cool-down."""


def step_estimate_ms(step: Step, plan: Plan, rep_ms: int = 0) -> int:
    """How long one step will take, in milliseconds.

    A target's middle counts for a rep; a goal's pace where the rep has none; else the paces above.

    Args:
        step: the step.
        plan: the plan that it belongs to.
        rep_ms: how long the rep before it takes: what a pause that ends with a cycle has left depends on it.
    """
    match step.end:
        case ByTime(duration_ms):
            return duration_ms
        case ByDistance(distance_mm):
            return _distance_ms(step, distance_mm, plan)
        case ByCycle(cycle_ms):
            return cycle_over_ms(cycle_ms, rep_ms, plan.late) - rep_ms
        case Open():
            if step.kind is StepKind.REP:
                return OPEN_REP_MS
            return OPEN_PAUSE_MS if step.is_pause else OPEN_EASY_MS


def estimates_ms(steps: Iterable[Step], plan: Plan, rep_ms: int = 0) -> tuple[int, ...]:
    """How long each of some steps that follow one another will take, in milliseconds.

    Args:
        steps: the steps.
        plan: the plan that they belong to.
        rep_ms: how long the rep before the first of them takes.
    """
    found: list[int] = []
    for step in steps:
        found.append(step_estimate_ms(step, plan, rep_ms))
        if step.kind is StepKind.REP:
            rep_ms = found[-1]
    return tuple(found)


def estimate_at_ms(plan: Plan, index: int) -> int:
    """How long the step at an index of a plan will take, in milliseconds."""
    rep = next((step for step in reversed(plan.steps[:index]) if step.kind is StepKind.REP), None)
    return step_estimate_ms(plan.steps[index], plan, 0 if rep is None else step_estimate_ms(rep, plan))


def estimated_ms(plan: Plan) -> int:
    """How long a whole plan will take, in milliseconds; optional reps count."""
    return sum(estimates_ms(plan.steps, plan))


def _distance_ms(step: Step, distance_mm: int, plan: Plan) -> int:
    if step.kind is StepKind.REP:
        target = step.target
        if target is not None and target.low_ms is not None and target.high_ms is not None:
            return (target.low_ms + target.high_ms) // 2
        if plan.goal is not None:
            return plan.goal.time_ms * distance_mm // plan.goal.distance_mm
        return REP_MS_PER_KM * distance_mm // 1_000_000
    pace = WALK_MS_PER_KM if step.mode is RecoveryMode.WALK else EASY_MS_PER_KM
    return pace * distance_mm // 1_000_000
