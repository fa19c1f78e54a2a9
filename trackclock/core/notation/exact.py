"""Steps word for word: one JSON object a line, for plans that no shorthand can say.

It exists so that every plan has a text that reads back as the same plan, also one that was changed while it was run.
"""

from __future__ import annotations

import json

from trackclock.core.encoding import plan_from_dict, plan_to_dict
from trackclock.core.limits import MAX_STEPS
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.words.quantities import MAX_DISTANCE_MM, MAX_TIME_MS
from trackclock.core.plan import Plan, Step
from trackclock.safe_text import is_harmful, safe

_PROPOSAL = "write shorthand such as 4 x 400m with 90 s recovery"
_LONGEST_LINE = 40_000


def is_exact(text: str) -> bool:
    """Whether a text is in the exact form."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def steps_to_exact(steps: tuple[Step, ...]) -> str:
    """Steps in the exact form.

    Args:
        steps: the steps of any plan.

    Returns:
        One JSON object a line, without a last line break.
    """
    plain = plan_to_dict(Plan(name="x", steps=steps))["steps"]
    assert isinstance(plain, list)  # noqa: S101 - what `plan_to_dict` makes of a tuple
    return "\n".join(json.dumps(step, ensure_ascii=False, separators=(", ", ": ")) for step in plain)


def exact_to_steps(text: str) -> tuple[Step, ...]:
    """Read steps in the exact form.

    Args:
        text: one JSON object a line.

    Returns:
        The steps.

    Raises:
        NotationError: for a line that is no step.
    """
    steps: list[Step] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        stripped = line.strip("\ufeff \t")
        if not stripped:
            continue
        if len(steps) >= MAX_STEPS:
            raise NotationError(number, 1, f"a session has at most {MAX_STEPS:,} steps", "leave the rest out")
        try:
            if len(stripped) > _LONGEST_LINE:
                raise ValueError("it is too long")
            plan = plan_from_dict({"name": "x", "steps": [json.loads(stripped)]})
        except (ValueError, RecursionError, TypeError, KeyError) as error:
            what = f"this is no step ({safe(str(error), ' ')[:120]})"
            raise NotationError(number, 1, what, _PROPOSAL, width=max(len(line), 1)) from None
        step = plan.steps[0]
        if (fault := _fault(step)) is not None:
            raise NotationError(number, 1, f"this is no step ({fault})", _PROPOSAL, width=max(len(line), 1))
        steps.append(step)
    return tuple(steps)


def _fault(step: Step) -> str | None:
    """What is wrong with a step that came from outside; None if nothing is."""
    texts = [step.label, *step.notes, *(part.label for part in step.pattern)]
    if step.target is not None:
        texts.append(step.target.text)
        if (step.target.low_ms is None) != (step.target.high_ms is None):
            return "a target needs both bounds or none"
    if any(map(is_harmful, texts)):
        return "it holds control characters"
    if not step.label.strip():
        return "it has no label"
    if step.distance_mm is not None and not 0 < step.distance_mm <= MAX_DISTANCE_MM:
        return "its distance is out of bounds"
    if step.duration_ms is not None and not 0 <= step.duration_ms <= MAX_TIME_MS:
        return "its duration is out of bounds"
    if step.cycle_ms is not None and step.cycle_ms > MAX_TIME_MS:
        return "its cycle is out of bounds"
    marks = step.marks_mm
    if (marks and (step.distance_mm is None or marks[-1] != step.distance_mm)) or list(marks) != sorted(set(marks)):
        return "its marks do not lead to its end"
    if any(part.distance_mm <= 0 for part in step.pattern):
        return "its pattern has no length"
    numbers = (step.rep, step.reps, step.set, step.sets)
    if any(number is not None and not 1 <= number <= MAX_STEPS for number in numbers):
        return "its numbers are out of bounds"
    if (step.rep or 0) > (step.reps or 0) or (step.set or 0) > (step.sets or 0):
        return "its numbers do not fit"
    if step.block < 0 or step.group < 0:
        return "its block or group is out of bounds"
    return None
