"""How long a plan will take, before anybody has run it.

It exists so that "time left" and `check` say the same, and so that every guess in it is written down in one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from trackclock.core.cycles import cycle_over_ms
from trackclock.core.limits import DAY_MS
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


def step_estimate_ms(step: Step, plan: Plan, behind: Step | None = None) -> int:
    """How long one step will take, in milliseconds, a pause that ends with a cycle apart (`estimates_ms`).

    A target's middle counts for a rep; a goal's pace where the rep has none; else the paces above, though no longer
    than the cycle that it is on: whoever wrote it thinks that it can be kept.

    Args:
        step: the step.
        plan: the plan that it belongs to.
        behind: the step behind it, where that is known.
    """
    match step.end:
        case ByTime(duration_ms):
            return duration_ms
        case ByDistance(distance_mm):
            told_ms = _told_ms(step, distance_mm, plan)
            return min(_paced_ms(step, distance_mm), _cycle_of(behind)) if told_ms is None else told_ms
        case ByCycle(cycle_ms):
            return cycle_ms
        case Open():
            if step.kind is StepKind.REP:
                return min(OPEN_REP_MS, _cycle_of(behind))
            return OPEN_PAUSE_MS if step.is_pause else OPEN_EASY_MS


def estimates_ms(steps: Sequence[Step], plan: Plan, rep_ms: int = 0) -> tuple[int, ...]:
    """How long each of some steps that follow one another will take, in milliseconds.

    A pause that ends with a cycle takes what its rep leaves of it.

    Args:
        steps: the steps.
        plan: the plan that they belong to.
        rep_ms: how long the rep before the first of them takes.
    """
    found: list[int] = []
    for step, behind in zip_longest(steps, steps[1:]):
        if step.cycle_ms is not None:
            found.append(cycle_over_ms(step.cycle_ms, rep_ms, plan.late) - rep_ms + _gun_ms(step, plan, behind))
            continue
        found.append(step_estimate_ms(step, plan, behind) + _gun_ms(step, plan, behind))
        if step.kind is StepKind.REP:
            rep_ms = found[-1]
    return tuple(found)


def estimate_at_ms(plan: Plan, index: int) -> int:
    """How long the step at an index of a plan will take, in milliseconds."""
    is_on_cycle = plan.steps[index].cycle_ms is not None
    first = index
    while is_on_cycle and first > 0 and (first == index or plan.steps[first].kind is not StepKind.REP):
        first -= 1
    return estimates_ms(plan.steps[first : index + 2], plan)[index - first]


def estimated_ms(plan: Plan) -> int:
    """How long a whole plan will take, in milliseconds; optional reps count."""
    return sum(estimates_ms(plan.steps, plan))


def _gun_ms(step: Step, plan: Plan, behind: Step | None) -> int:
    """How much longer a step lasts because the rep behind it is started by gun."""
    is_before_rep = step.kind is not StepKind.REP and behind is not None and behind.kind is StepKind.REP
    return plan.gun.usual_ms if plan.gun is not None and is_before_rep else 0


def _cycle_of(behind: Step | None) -> int:
    """The cycle that a rep is on, told by the step behind it; without one longer than any rep."""
    return DAY_MS if behind is None or behind.cycle_ms is None else behind.cycle_ms


def _told_ms(step: Step, distance_mm: int, plan: Plan) -> int | None:
    """How long a rep takes by its target or the goal; None where neither says so."""
    target = step.target
    if step.kind is not StepKind.REP:
        return None
    if target is not None and target.low_ms is not None and target.high_ms is not None:
        return (target.low_ms + target.high_ms) // 2
    return None if plan.goal is None else plan.goal.time_ms * distance_mm // plan.goal.distance_mm


def _paced_ms(step: Step, distance_mm: int) -> int:
    if step.kind is StepKind.REP:
        return REP_MS_PER_KM * distance_mm // 1_000_000
    pace = WALK_MS_PER_KM if step.mode is RecoveryMode.WALK else EASY_MS_PER_KM
    return pace * distance_mm // 1_000_000
