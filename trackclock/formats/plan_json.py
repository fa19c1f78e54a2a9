"""A plan as JSON: what `check --json` prints.

It exists apart from the other formats because scripts rely on it: the schema is stable and versioned (ARCHITECTURE.md,
"Stable and versioned").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trackclock.core.estimates import estimated_ms
from trackclock.core.plan import ByCycle, ByDistance, ByTime, Open, Plan, Step, StepEnd, Target

SCHEMA = 1
"""Version of the schema of `check --json`."""

_END_NAMES: Final[Mapping[type[StepEnd], str]] = {
    ByDistance: "distance",
    ByTime: "time",
    Open: "open",
    ByCycle: "cycle",
}


def plan_to_json(plan: Plan) -> dict[str, object]:
    """What `check --json` prints, as plain dicts and lists.

    Args:
        plan: the plan, as loaded or as it was run.

    Returns:
        The object, its keys in the order of the schema. A pause that ends with a cycle has `cycle_ms` beside them, a
        step that was added `planned`: false.
    """
    return {
        "schema": SCHEMA,
        "name": plan.name,
        "total_distance_m": metres(plan.total_distance_mm),
        "estimated_ms": estimated_ms(plan),
        "steps": [_step(number, step) for number, step in enumerate(plan.steps, start=1)],
        "assumptions": list(plan.assumptions),
    }


def metres(distance_mm: int) -> int | float:
    """Millimetres as metres: an integer where it is whole, else a number with at most three decimals."""
    return distance_mm // 1_000 if distance_mm % 1_000 == 0 else distance_mm / 1_000


def _step(number: int, step: Step) -> dict[str, object]:
    distance_mm = step.distance_mm
    result: dict[str, object] = {
        "step": number,
        "kind": step.kind.value,
        "label": step.label,
        "set": step.set,
        "sets": step.sets,
        "rep": step.rep,
        "reps": step.reps,
        "end": _END_NAMES[type(step.end)],
        "distance_m": None if distance_mm is None else metres(distance_mm),
        "duration_ms": step.duration_ms,
        "optional": step.optional,
        "mode": None if step.mode is None else step.mode.value,
        "target": _target(step.target),
        "marks_m": [metres(mark) for mark in step.marks_mm],
    }
    if step.cycle_ms is not None:
        result["cycle_ms"] = step.cycle_ms
    if not step.planned:
        result["planned"] = False
    return result


def _target(target: Target | None) -> dict[str, object] | None:
    if target is None:
        return None
    return {"low_ms": target.low_ms, "high_ms": target.high_ms, "text": target.text}
