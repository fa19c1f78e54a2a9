"""Steps word for word: one JSON object a line, for plans that no shorthand can say.

It exists so that every plan has a text that reads back as the same plan, also one that was changed while it was run.
"""

from __future__ import annotations

import json
from collections.abc import Callable

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
        if (fault := fault_of(step)) is not None:
            raise NotationError(number, 1, f"this is no step ({fault})", _PROPOSAL, width=max(len(line), 1))
        steps.append(step)
    return tuple(steps)


def fault_of(step: Step) -> str | None:
    """What is wrong with a step that came from outside, in words; None for a right one."""
    return next((fault for fault, is_at_fault in _FAULTS if is_at_fault(step)), None)


def _texts(step: Step) -> list[str]:
    return [step.label, *step.notes, *(part.label for part in step.pattern), step.target.text if step.target else ""]


def _bounds(step: Step) -> int:
    bounds = (step.target.low_ms, step.target.high_ms) if step.target else ()
    return sum(bound is not None for bound in bounds)


def _is_within(value: int | None, least: int, most: int) -> bool:
    return value is None or least <= value <= most


_FAULTS: tuple[tuple[str, Callable[[Step], bool]], ...] = (
    ("a target needs both bounds or none", lambda s: _bounds(s) == 1),
    ("it holds control characters", lambda s: any(map(is_harmful, _texts(s)))),
    ("it has no label", lambda s: not s.label.strip()),
    ("its distance is out of bounds", lambda s: not _is_within(s.distance_mm, 1, MAX_DISTANCE_MM)),
    ("its duration is out of bounds", lambda s: not _is_within(s.duration_ms, 0, MAX_TIME_MS)),
    ("its cycle is out of bounds", lambda s: not _is_within(s.cycle_ms, 0, MAX_TIME_MS)),
    ("its marks do not lead to its end", lambda s: bool(s.marks_mm) and s.marks_mm[-1] != s.distance_mm),
    ("its marks do not lead to its end", lambda s: list(s.marks_mm) != sorted(set(s.marks_mm))),
    ("its pattern has no length", lambda s: any(part.distance_mm <= 0 for part in s.pattern)),
    (
        "its numbers are out of bounds",
        lambda s: not all(_is_within(n, 1, MAX_STEPS) for n in (s.rep, s.reps, s.set, s.sets)),
    ),
    ("its numbers do not fit", lambda s: (s.rep or 0) > (s.reps or 0) or (s.set or 0) > (s.sets or 0)),
    ("its block or group is out of bounds", lambda s: s.block < 0 or s.group < 0),
)
"""What can be wrong with a step that came from outside, in the order in which it is told."""
