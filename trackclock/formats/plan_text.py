"""A plan as a person reads it: what `check` prints.

It exists so that a session is seen step by step, with every assumption, before anyone runs it.
"""

from __future__ import annotations

from trackclock.core.durations import format_distance, format_duration
from trackclock.core.estimates import estimated_ms
from trackclock.core.figures import tells_times, told_text, wanted_text, with_unit
from trackclock.core.lanes import lane_of
from trackclock.core.plan import Plan, Step, StepKind
from trackclock.formats.athletes_text import describe_group
from trackclock.formats.gun_text import describe_gun
from trackclock.formats.plan_json import metres
from trackclock.safe_text import cells

_MOST_MARKS = 8
"""More marks than these are counted."""


def plan_to_text(plan: Plan) -> str:
    """What `check` prints: the unrolled plan, its totals, and every assumption.

    Args:
        plan: the plan.

    Returns:
        Lines of plain text, without a last line break.
    """
    lines = [plan.name]
    if plan.goal is not None:
        lines.append(f"goal: {plan.goal.text}")
    if (lane := lane_of(plan.lap_mm)) not in (None, 1):
        lines.append(f"lane {lane}: a lap is {metres(plan.lap_mm)} m")
    if plan.gun is not None:
        lines.append(describe_gun(plan.gun))
    lines.extend(describe_group(plan))
    lines.extend(line for line in plan.notes.splitlines() if line.strip())
    lines.append("")
    width = len(str(len(plan.steps)))
    names = [_numbers(step) for step in plan.steps]
    widest = max(len(name) for name in names)
    labels = max(cells(step.label) for step in plan.steps)
    for number, (step, name) in enumerate(zip(plan.steps, names, strict=True), start=1):
        label = step.label + " " * (labels - cells(step.label))
        lines.append(f"{number:>{width}}  {name:<{widest}}  {label}  {_details(step)}".rstrip())
    lines.append("")
    total = format_distance(plan.total_distance_mm) if plan.total_distance_mm else "no measured distance"
    count = f"{len(plan.steps)} steps" if len(plan.steps) > 1 else "1 step"
    lines.append(f"{count}, {total}, about {format_duration(estimated_ms(plan))}")
    if plan.assumptions:
        lines.append("")
        lines.append("assumed:")
        lines.extend(f"  {assumption}" for assumption in plan.assumptions)
    return "\n".join(lines)


def _numbers(step: Step) -> str:
    """`set 1 of 2 · rep 3 of 4` as far as it says anything."""
    if step.kind is not StepKind.REP:
        return step.kind.value
    parts = []
    if step.sets is not None and step.sets > 1:
        parts.append(f"set {step.set} of {step.sets}")
    if step.reps is not None and step.reps > 1:
        parts.append(f"rep {step.rep} of {step.reps}")
    return " · ".join(parts) or "rep"


def _details(step: Step) -> str:
    """Target, marks, pattern, notes and whether it may be left out."""
    parts: list[str] = []
    if step.target is not None:
        parts.append(f"@ {told_text(step.target.text)}{_times(step)}")
    if step.kind is StepKind.REP and step.marks_mm:
        parts.append(_marks(step))
    if step.pattern:
        parts.append(" + ".join(f"{format_distance(part.distance_mm)} {part.label}" for part in step.pattern))
    if step.optional:
        parts.append("optional")
    parts.extend(f"({note})" for note in step.notes)
    return "  ".join(parts)


def _marks(step: Step) -> str:
    """Where a press is expected: `marks 400, 800 m`."""
    numbers = [str(metres(mark)) for mark in step.marks_mm]
    if len(numbers) > _MOST_MARKS:
        return f"marks {', '.join(numbers[:3])} ... {numbers[-1]} m ({len(numbers)})"
    return f"marks {', '.join(numbers)} m"


def _times(step: Step) -> str:
    """The times that a target comes to, where its words do not say so themselves."""
    target = step.target
    if target is None or target.low_ms is None or target.high_ms is None:
        return ""
    if tells_times(target.text, target.low_ms, target.high_ms):
        return ""
    return f" = {with_unit(wanted_text(target.low_ms, target.high_ms))}"
