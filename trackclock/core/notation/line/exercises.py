"""Exercises: `5 squats`, `10 reps of frog jumps`, `foam roll 10 min`.

It exists apart from the repeats because each of them is one rep, whatever number stands before it.
"""

from __future__ import annotations

from trackclock.core.notation.line.describe import first_work, tail
from trackclock.core.notation.line.level import Found, Level
from trackclock.core.notation.tree import Remark, Work
from trackclock.core.notation.words.quantities import Measure
from trackclock.core.notation.words.vocabulary import Part

_LONGEST_NAME = 7
"""Atoms of a count and the exercise behind it."""

_IN_NAME = frozenset(
    (Part.WORD, Part.KIND, Part.EASY, Part.BACK, Part.FILLER, Part.EFFORT, Part.MODE, Part.EXERCISE, Part.OF)
)


def counted(level: Level, index: int) -> Found | None:
    """`5 squats`, `8 single-leg deadlifts`; behind "reps of" any word is an exercise: `10 reps of frog jumps`.

    Raises:
        NotationError: for a number below one.
    """
    quantity = level.quantity(index)
    if quantity is None or not quantity.is_count:
        return None
    first = index + 1 + (level.part(index + 1) is Part.REPS and level.part(index + 2) is Part.OF)
    naming = {Part.EXERCISE, Part.WORD} if level.part(first) is Part.OF else {Part.EXERCISE}
    behind = min(level.past(first, _IN_NAME), index + _LONGEST_NAME)
    last = next((at for at in range(behind - 1, index, -1) if level.part(at) in naming), 0)
    if not last:
        return None
    name = level.text(index, last)
    if quantity.low < 1_000:
        raise level.doubt(index, index, f"'{name}' is nothing to do", "write a number from 1 on")
    work = Work(None, level.place(index, last), words=[name.lower()], is_spoken_for=True)
    return [work], tail(level, work, last + 1)


def counted_by_name(level: Level, index: int) -> Found | None:
    """`10 of squats`, which no number of passes is asked about."""
    return counted(level, index) if level.part(index + 1) in (Part.OF, Part.REPS) else None


def exercise(level: Level, index: int) -> Found:
    """An exercise without a number: `foam roll 10 min`, `glute band`."""
    behind = level.past(index + 1, (Part.EXERCISE, Part.FILLER))
    name, place = level.text(index, behind - 1).lower(), level.place(index, behind - 1)
    quantity = level.quantity(behind)
    if quantity is not None and quantity.measure is Measure.TIME and not level.is_pause(behind):
        work = Work(quantity, place, words=[name], is_spoken_for=True)
        return [work], tail(level, work, behind + 1)
    before = next((item for item in reversed(level.items[-4:]) if not isinstance(item, Remark)), None)
    beside = first_work(before) if before is not None else None
    if beside is not None and beside.is_guessed and level.depth == 1:
        return [Remark(name, place)], behind  # drills told beside strides
    work = Work(None, place, words=[name], is_spoken_for=True, is_exercise=True)
    return [work], tail(level, work, behind)
