"""Steps -> repeats: the loops that an unrolled plan was made from.

It exists so that a plan prints as `2 x (4 x 200m ...)` and not step by step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from trackclock.core.plan import Step, StepKind


@dataclass(frozen=True, slots=True)
class Leaf:
    """One step.

    Attributes:
        step: the step.
        is_in_range: whether it is optional because of the range of a repeat around it.
    """

    step: Step
    is_in_range: bool = False


@dataclass(frozen=True, slots=True)
class Loop:
    """A repeat.

    Attributes:
        low: passes that are not optional.
        high: passes in all.
        body: what one pass consists of.
        pauses: the steps between the passes, and behind the last one where `is_after`.
        is_after: whether a pause follows the last pass.
        first_leaves: the first rep of every pass, whose targets may differ.
        steps: all its steps.
    """

    low: int
    high: int
    body: tuple[Piece, ...]
    pauses: tuple[Step, ...]
    is_after: bool
    first_leaves: tuple[Leaf, ...]
    steps: tuple[Step, ...]


Piece: TypeAlias = Leaf | Loop


@dataclass(slots=True)
class _Numbered:
    """A piece with its number within the repeat around it."""

    piece: Piece
    index: int
    count: int
    is_optional: bool
    is_pause: bool


def roll_up(steps: Sequence[Step]) -> list[Piece]:
    """Find the repeats of one block.

    Args:
        steps: the steps of one block.

    Returns:
        The pieces in order. They say what the steps say only where those came from repeats: the printer reads its text
        again to make sure.
    """
    return _outer(_inner(list(steps)))


def _inner(steps: list[Step]) -> list[_Numbered]:
    """The innermost repeats: reps 1 to n of n with their group in common."""
    found: list[_Numbered] = []
    position = 0
    while position < len(steps):
        step = steps[position]
        end = position
        while end < len(steps) and steps[end].group == step.group:
            end += 1
        run = steps[position:end]
        loop = _loop_of(run) if not step.is_pause and (step.reps or 1) > 1 and step.rep == 1 else None
        if loop is not None:
            is_optional = all(inner.optional for inner in run)
            found.append(_Numbered(loop, step.set or 1, step.sets or 1, is_optional, False))
            position = end
            continue
        count = step.reps or 1
        found.append(_Numbered(Leaf(step), step.rep or 1, count, step.optional, step.is_pause))
        position += 1
    return found


def _loop_of(run: list[Step]) -> Loop | None:
    """The repeat that steps of one group are; None if they are none."""
    count = run[0].reps or 1
    passes: list[list[Step]] = []
    for step in run:
        if (step.reps or 1) != count:
            return None
        if step.rep == len(passes) + 1:
            passes.append([])
        if not passes or step.rep != len(passes):
            return None
        passes[-1].append(step)
    if len(passes) != count or any(not any(not step.is_pause for step in one) for one in passes):
        return None
    bodies, pauses = [], []
    for one in passes:
        last = max(index for index, step in enumerate(one) if not step.is_pause)
        bodies.append(one[: last + 1])
        pauses.append(one[last + 1 :])
    if any(len(pause) > 1 for pause in pauses) or any(len(pause) != len(pauses[0]) for pause in pauses[:-1]):
        return None
    if any(len(body) != len(bodies[0]) for body in bodies):
        return None
    is_all_optional = all(step.optional for step in run)
    low = count if is_all_optional else sum(not body[-1].optional for body in bodies)
    is_range = 0 < low < count
    body = tuple(Leaf(step, is_in_range=is_range or is_all_optional) for step in bodies[0])
    return Loop(
        low=low or count,
        high=count,
        body=body,
        pauses=tuple(step for pause in pauses for step in pause),
        is_after=bool(pauses[-1]),
        first_leaves=tuple(Leaf(one[0]) for one in bodies),
        steps=tuple(run),
    )


def _outer(entries: list[_Numbered]) -> list[Piece]:
    """The repeats around others: consecutive pieces whose numbers run from 1 to n."""
    pieces: list[Piece] = []
    position = 0
    while position < len(entries):
        entry = entries[position]
        if entry.is_pause or entry.count < 2 or entry.index != 1:
            pieces.append(entry.piece)
            position += 1
            continue
        taken = _take(entries, position)
        if taken is None:
            pieces.append(entry.piece)
            position += 1
            continue
        loop, position = taken
        pieces.append(loop)
    return pieces


def _take(entries: list[_Numbered], start: int) -> tuple[Loop, int] | None:
    """The repeat that begins at an entry, and the index behind it."""
    count = entries[start].count
    passes: list[list[_Numbered]] = []
    position = start
    while position < len(entries):
        entry = entries[position]
        if not entry.is_pause:
            if entry.count != count:
                break
            if entry.index == len(passes) + 1:
                passes.append([])
            if entry.index != len(passes):
                break
        passes[-1].append(entry)
        position += 1
        if len(passes) == count and position < len(entries) and not entries[position].is_pause:
            following = entries[position]
            if following.count != count or following.index != count:
                break
    if len(passes) != count:
        return None
    bodies: list[list[_Numbered]] = []
    pauses: list[list[_Numbered]] = []
    for one in passes:
        last = max(index for index, entry in enumerate(one) if not entry.is_pause)
        bodies.append(one[: last + 1])
        pauses.append(one[last + 1 :])
    position -= len(pauses[-1])
    pauses[-1] = []
    if any(len(pause) > 1 for pause in pauses):
        return None
    body = _normal(bodies[0])
    if any(_normal(other) != body for other in bodies[1:]):
        return None
    low = sum(not one[-1].is_optional for one in bodies)
    steps = tuple(step for one in bodies for entry in one for step in _steps_of(entry.piece))
    between = tuple(step for pause in pauses for entry in pause for step in _steps_of(entry.piece))
    first = tuple(entry.piece for entry in bodies[0])
    leaves = tuple(one[0].piece for one in bodies if isinstance(one[0].piece, Leaf))
    return Loop(low or count, count, first, between, False, leaves, steps), position


def _steps_of(piece: Piece) -> tuple[Step, ...]:
    return piece.steps if isinstance(piece, Loop) else (piece.step,)


def _normal(entries: list[_Numbered]) -> list[Step]:
    """The steps of a pass without what tells the passes apart."""
    return [
        replace(step, rep=1 if step.kind is StepKind.REP else 0, set=1, group=0, optional=False)
        for entry in entries
        for step in _steps_of(entry.piece)
    ]
