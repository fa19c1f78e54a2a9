"""What a session is called that nobody gave a name: what is run in it.

It exists because a list of sessions that are all called "session" tells nobody which is which.
"""

from __future__ import annotations

from itertools import groupby

from trackclock.core.notation.labels import length_text
from trackclock.core.notation.writing.rollup import Loop, Piece, roll_up
from trackclock.core.plan import ByDistance, Plan, Step, StepKind

MOST_CHARACTERS = 40
"""A name of more characters is cut off in most lists."""

_MORE = " and more"
_EASY = {StepKind.WARMUP: "warm up", StepKind.COOLDOWN: "cool down"}


def short_name(plan: Plan) -> str:
    """What is run, as short as it can be said: `4-6 x 800 m`, `2 x (4 x 200 m)`, `3 x 800 m, 3 x 400 m`.

    Recoveries, targets, warm-up and cool-down are left out, unless there is nothing else; what has no room ends in
    "and more". Empty for a plan without a step.
    """
    reps = [step for step in plan.steps if step.kind is StepKind.REP]
    parts = [part for block in _blocks(plan.steps) for part in _parts(block)] if reps else _easy(plan.steps)
    return _within(parts)


def _blocks(steps: tuple[Step, ...]) -> list[list[Step]]:
    """The blocks without what is run to warm up and to cool down."""
    blocks = groupby(steps, key=lambda step: step.block)
    return [[step for step in block if step.kind not in _EASY] for _, block in blocks]


def _parts(block: list[Step]) -> list[str]:
    return [text for piece in roll_up(block) if (text := _named(piece))]


def _named(piece: Piece) -> str:
    """One piece; empty for a pause."""
    if not isinstance(piece, Loop):
        return _rep(piece.step) if piece.step.kind is StepKind.REP else ""
    inner = [text for each in piece.body if (text := _named(each))]
    text = ", ".join(inner)
    is_one = len(inner) == 1 and not any(isinstance(each, Loop) for each in piece.body)
    count = str(piece.high) if piece.low == piece.high else f"{piece.low}-{piece.high}"
    return f"{count} x {text if is_one else f'({text})'}"


def _rep(step: Step) -> str:
    parts = ", ".join(f"{length_text(ByDistance(part.distance_mm))} {part.label}" for part in step.pattern)
    label = step.label or length_text(step.end) or step.kind.value
    return f"{label} of ({parts})" if parts else label


def _easy(steps: tuple[Step, ...]) -> list[str]:
    return [f"{_EASY[step.kind]} {length_text(step.end)}".strip() for step in steps if step.kind in _EASY]


def _within(parts: list[str]) -> str:
    """As many of the parts as there is room for."""
    text = ", ".join(parts)
    if len(text) <= MOST_CHARACTERS:
        return text
    kept = list(parts)
    while len(kept) > 1 and len(", ".join(kept) + _MORE) > MOST_CHARACTERS:
        kept.pop()
    text = ", ".join(kept)
    return text + _MORE if len(text + _MORE) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1].rstrip(" ,(") + "…"
