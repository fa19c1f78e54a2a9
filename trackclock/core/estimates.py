"""How long a plan will take, before anybody has run it.

It exists so that "time left" and `check` say the same, and so that every guess in it is written down in one place.
"""

from __future__ import annotations

from trackclock.core.plan import ByDistance, ByTime, Plan, RecoveryMode, Step, StepKind

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


def step_estimate_ms(step: Step, plan: Plan) -> int:
    """How long one step will take, in milliseconds.

    A target's middle counts for a rep; a goal's pace where the rep has none; else the paces above.
    """
    match step.end:
        case ByTime(duration_ms):
            return duration_ms
        case ByDistance(distance_mm):
            return _distance_ms(step, distance_mm, plan)
        case _:
            if step.kind is StepKind.REP:
                return OPEN_REP_MS
            return OPEN_PAUSE_MS if step.is_pause else OPEN_EASY_MS


def estimated_ms(plan: Plan) -> int:
    """How long a whole plan will take, in milliseconds; optional reps count."""
    return sum(step_estimate_ms(step, plan) for step in plan.steps)


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
