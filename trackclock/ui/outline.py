"""A plan in a few lines, as a coach would write it on a card: `3 x 800 m @ 2:44, 2:00`.

It exists because a list of sessions has room for the shape of a plan and not for its forty-six steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.content import Content

from trackclock.core.durations import format_distance, format_duration, format_total
from trackclock.core.estimates import estimate_at_ms, estimated_ms
from trackclock.core.figures import told_text
from trackclock.core.plan import ByDistance, ByTime, Plan, Step, StepKind
from trackclock.core.view import describe_pause
from trackclock.formats.athletes_text import describe_group
from trackclock.ui.words import MUTED_STYLE, clean, clean_lines

_KINDS = {StepKind.WARMUP: "warm up", StepKind.COOLDOWN: "cool down"}


@dataclass(frozen=True, slots=True)
class _Unit:
    """Something that is run, and the pauses behind it."""

    text: str
    pauses: tuple[str, ...]
    optional: bool = False
    count: int = 1
    least: int = 1
    is_rep: bool = True


def outline(plan: Plan) -> list[str]:
    """The plan in lines, what repeats itself written once, ladders in one line."""
    units = _repeated(_repeated(_units(plan.steps)))
    lines: list[str] = []
    index = 0
    while index < len(units):
        ladder = _ladder(units, index)
        lines.append(", ".join(_text(unit) for unit in ladder))
        if len(ladder) > 1 and ladder[0].pauses:
            lines[-1] += ", " + ", ".join(ladder[0].pauses)
        lines += [f"   {pause}" for pause in ladder[-1].pauses]
        index += len(ladder)
    return lines


def _ladder(units: Sequence[_Unit], index: int) -> Sequence[_Unit]:
    """The plain reps from one on that have the same recovery between them; a rest parts what lies around it."""
    first = units[index]
    last = index
    is_open = first.is_rep and not any(pause.startswith("rest") for pause in first.pauses)
    while (
        is_open
        and last + 1 < len(units)
        and units[last].pauses == first.pauses
        and units[last + 1].is_rep
        and units[last + 1].count == first.count == 1
    ):
        last += 1
    return units[index : last + 1]


def totals(plan: Plan) -> str:
    """Total distance and estimated time in one line."""
    parts = [format_total(plan.total_distance_mm)] if plan.total_distance_mm else []
    reps = sum(step.kind is StepKind.REP for step in plan.steps)
    parts.append(f"about {format_duration(estimated_ms(plan))}")
    parts.append(f"{reps} rep{'' if reps == 1 else 's'}")
    if plan.goal is not None:
        parts.append(f"goal {clean(plan.goal.text)}")
    return " · ".join(parts)


def plan_text(plan: Plan) -> Content:
    """A plan as the preview shows it: name, totals, notes, outline, assumptions."""
    parts: list[str | tuple[str, str]] = [(clean(plan.name), "bold"), "\n", (totals(plan), MUTED_STYLE)]
    parts += [(f"\n{clean(line)}", MUTED_STYLE) for line in describe_group(plan)]
    if plan.notes:
        parts.append(("\n" + clean_lines(plan.notes), MUTED_STYLE))
    parts.append("\n" + "\n".join(outline(plan)))
    parts += [(f"\nAssumed: {clean(assumption)}", MUTED_STYLE) for assumption in plan.assumptions]
    return Content.assemble(*parts)


def step_text(step: Step) -> str:
    """What is done in a step: `800 m @ 2:44`, `warm up 10:00`, `5 squats`."""
    if step.is_pause:
        words = clean(describe_pause(step))
        return words if words.startswith(step.kind.value) else f"{step.kind.value} {words}"
    label = clean(step.label)
    if step.kind is not StepKind.REP:
        size = ""
        if isinstance(step.end, ByTime):
            size = format_duration(step.end.duration_ms)
        elif isinstance(step.end, ByDistance):
            size = format_distance(step.end.distance_mm)
        return f"{_KINDS[step.kind]} {size}".rstrip()
    if step.pattern:
        label += " of (" + ", ".join(f"{format_distance(p.distance_mm)} {clean(p.label)}" for p in step.pattern) + ")"
    return f"{label} @ {clean(told_text(step.target.text))}" if step.target is not None else label


def _units(steps: Sequence[Step]) -> list[_Unit]:
    units: list[_Unit] = []
    for step in steps:
        if step.is_pause and units:
            units[-1] = replace(units[-1], pauses=(*units[-1].pauses, step_text(step)))
        else:
            units.append(_Unit(step_text(step), (), step.optional, is_rep=step.kind is StepKind.REP))
    return units


def _repeated(units: Sequence[_Unit]) -> list[_Unit]:
    """Neighbours that are equal, with equal pauses between them, written once."""
    found: list[_Unit] = []
    index = 0
    while index < len(units):
        unit = units[index]
        last = index
        while last + 1 < len(units) and _is_same(units[last + 1], unit) and units[last].pauses == unit.pauses:
            last += 1
        count = last - index + 1
        if count == 1:
            found.append(unit)
        else:
            optional = sum(one.optional for one in units[index : last + 1])
            between = "".join(f", {pause}" for pause in unit.pauses)
            inner = f"({_text(unit)})" if unit.count > 1 else _text(unit)
            found.append(_Unit(f"{inner}{between}", units[last].pauses, False, count, count - optional))
        index = last + 1
    return found


def _is_same(one: _Unit, other: _Unit) -> bool:
    return one.text == other.text and one.count == other.count and one.least == other.least


def _text(unit: _Unit) -> str:
    if unit.count == 1:
        return unit.text
    number = str(unit.count) if unit.least == unit.count else f"{unit.least}-{unit.count}"
    return f"{number} x {unit.text}"


def plan_cells(plan: Plan, index: int, *, is_current: bool) -> Sequence[Content | str]:
    """One step of the unrolled plan."""
    step = plan.steps[index]
    style = "bold" if is_current and step.kind is StepKind.REP else MUTED_STYLE
    text = step_text(step)
    if step.kind is StepKind.REP and (step.reps or 1) > 1:
        text = f"{step.rep}/{step.reps} {text}"
    if step.optional:
        text += " (optional)"
    if step.notes:
        text += f" · {clean(' · '.join(step.notes))}"
    return (
        Content.styled(str(index + 1), MUTED_STYLE),
        Content.styled(text, style),
        Content.styled(format_duration(estimate_at_ms(plan, index)), MUTED_STYLE),
    )
