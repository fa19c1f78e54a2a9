"""Steps -> repeats: the loops that an unrolled plan was made from.

It exists so that a plan prints as `2 x (4 x 200m ...)` and not step by step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
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

    @property
    def steps(self) -> tuple[Step]:
        """The step, as a repeat tells its own."""
        return (self.step,)


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


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A piece with its number within the repeat around it."""

    piece: Piece
    index: int
    count: int
    is_optional: bool

    @property
    def is_pause(self) -> bool:
        """Whether it is a pause: one belongs to the pass before it, whatever its number."""
        return isinstance(self.piece, Leaf) and self.piece.step.is_pause


_Pass: TypeAlias = tuple[list[_Numbered], list[_Numbered]]
"""What is run in one pass of a repeat, with the pauses within, and the pauses behind it."""


def roll_up(steps: Sequence[Step]) -> list[Piece]:
    """Find the repeats of one block.

    Args:
        steps: the steps of one block.

    Returns:
        The pieces in order. They say what the steps say only where those came from repeats: the printer reads its text
        again to make sure.
    """
    entries: list[_Numbered] = []
    for _, run in groupby(steps, key=lambda step: step.group):
        leaves = [_Numbered(Leaf(step), step.rep or 1, step.reps or 1, step.optional) for step in run]
        loop = _reps(leaves)
        if loop is None:
            entries += leaves
        else:
            first = loop.steps[0]
            is_optional = all(leaf.is_optional for leaf in leaves)
            entries.append(_Numbered(loop, first.set or 1, first.sets or 1, is_optional))
    pieces: list[Piece] = []
    while entries:
        piece, used = _sets(entries)
        pieces.append(piece)
        del entries[:used]
    return _led_by_pause(pieces)


def _led_by_pause(pieces: list[Piece]) -> list[Piece]:
    """The pieces with the pause before a repeat in each of its passes, where it is the one between them as well."""
    first, loop = (*pieces, None, None)[:2]
    if not isinstance(first, Leaf) or not first.step.is_pause or not isinstance(loop, Loop) or loop.is_after:
        return pieces
    if {plain_pause(pause) for pause in loop.pauses} != {plain_pause(first.step)}:
        return pieces
    return [replace(loop, body=(first, *loop.body), pauses=()), *pieces[2:]]


def _reps(leaves: Sequence[_Numbered]) -> Loop | None:
    """The innermost repeat: the steps of one group, if a pass of it has no more than one pause behind it."""
    passes = _passes(leaves)
    if not passes or _size(passes) != len(leaves) or any(len(pauses) > 1 for _, pauses in passes):
        return None
    return _loop(passes)


def _sets(entries: Sequence[_Numbered]) -> tuple[Piece, int]:
    """The repeat around others that begins here, or the first piece alone, and how many entries it takes."""
    passes = _passes(entries)
    if not passes or any(len(pauses) > 1 for _, pauses in passes[:-1]):
        return entries[0].piece, 1
    behind = passes[-1][1]
    is_after = _is_after_each(passes, is_end=_size(passes) == len(entries))
    del behind[1 if is_after else 0 :]  # what else follows the last pass is no part of it
    return _loop(passes), _size(passes)


def _is_after_each(passes: Sequence[_Pass], *, is_end: bool) -> bool:
    """Whether the rest between the passes follows the last one as well, with nothing run after it.

    Before another rep it would be one rest of two: what is run after a repeat wants one of its own.
    """
    behind = passes[-1][1]
    first = [plain_pause(step) for _, pauses in passes for step in _steps(pauses[:1])]
    is_one = len(set(first)) == 1 and len(first) == len(passes) and first[0].kind is StepKind.REST
    return is_one and (len(behind) > 1 or is_end)


def plain_pause(step: Step) -> Step:
    """A pause without its numbers, which follow from where it stands."""
    return replace(step, rep=1, reps=1, set=1, sets=1, optional=False, block=0, group=0)


def _passes(entries: Sequence[_Numbered]) -> list[_Pass]:
    """The passes of the repeat that begins with the first entry; none where not all of them are there."""
    count = entries[0].count
    if count < 2 or entries[0].is_pause:
        return []
    passes: list[_Pass] = []
    for entry in entries:
        if entry.is_pause and passes:
            passes[-1][1].append(entry)
            continue
        if entry.count != count or entry.index - len(passes) not in (0, 1):
            break
        if entry.index > len(passes):
            passes.append(([], []))
        body, pauses = passes[-1]
        body += [*pauses, entry]
        pauses.clear()
    return passes if len(passes) == count else []


def _size(passes: Sequence[_Pass]) -> int:
    """How many entries the passes take."""
    return sum(len(body) + len(pauses) for body, pauses in passes)


def _loop(passes: Sequence[_Pass]) -> Loop:
    """The repeat that passes are; some or all of them may be optional."""
    bodies = [body for body, _ in passes]
    low = sum(not body[-1].is_optional for body in bodies)
    is_in_range = low < len(passes)
    first = (entry.piece for entry in bodies[0])
    return Loop(
        low=low or len(passes),
        high=len(passes),
        body=tuple(replace(piece, is_in_range=is_in_range) if isinstance(piece, Leaf) else piece for piece in first),
        pauses=_steps(entry for _, pauses in passes for entry in pauses),
        is_after=bool(passes[-1][1]),
        first_leaves=tuple(body[0].piece for body in bodies if isinstance(body[0].piece, Leaf)),
        steps=_steps(entry for body, pauses in passes for entry in [*body, *pauses]),
    )


def _steps(entries: Iterable[_Numbered]) -> tuple[Step, ...]:
    """All steps of pieces, in order."""
    return tuple(step for entry in entries for step in entry.piece.steps)
