"""Steps as short words, so that a test of the notation reads like the session that it expects."""

from __future__ import annotations

from trackclock.core.notation import Options, parse, parse_goal
from trackclock.core.plan import Step, StepKind

WITH_GOAL = Options(goal=parse_goal("mile 5:30"))


def words(step: Step) -> str:
    """`800 m 1/3 @ 2:44 =164000`, `(recovery) 2 min recovery 1/3`; `?` marks what may be left out."""
    numbers = ""
    if step.reps is not None and step.sets is not None and (step.reps > 1 or step.sets > 1):
        numbers = f" {step.rep}/{step.reps}"
        if step.sets > 1:
            numbers += f" of {step.set}/{step.sets}"
    text = step.label if step.kind is StepKind.REP else f"({step.kind.value}) {step.label}"
    text += numbers
    if step.mode is not None:
        text += f" ~{step.mode.value}"
    if step.target is not None:
        text += f" @ {step.target.text}"
        low, high = step.target.low_ms, step.target.high_ms
        if low is not None:
            text += f" ={low}" if low == high else f" ={low}-{high}"
    text += "".join(f" [{note}]" for note in step.notes)
    return text + ("?" if step.optional else "")


def read(text: str, options: Options | None = None) -> list[str]:
    """The steps of a text as words."""
    return [words(step) for step in parse(text, options).steps]
