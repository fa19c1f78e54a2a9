"""A workout of a watch or a service -> a plan.

It exists so that whatever comes in can be kept as tidy notation: of the ways in which the notation can write a workout
the first that reads back is taken, and what no plan can say is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from trackclock.core.limits import DAY_MS, FASTEST_MS_PER_M, MAX_STEPS
from trackclock.core.notation import NotationError, tidy
from trackclock.core.notation.context import Context, Options
from trackclock.core.notation.exact import is_exact
from trackclock.core.notation.steps.unroll import unrolled
from trackclock.core.plan import ByDistance, ByTime, Plan
from trackclock.formats.errors import FileError
from trackclock.formats.workout.model import KM_MM, Item, Loop, Workout, WorkoutStep, refusal, too_many_steps
from trackclock.formats.workout.tree import Maker
from trackclock.safe_text import clean, clean_lines

_LONGEST_MM: Final = 100 * KM_MM
_LONGEST_NAME: Final = 120
_LONGEST_NOTES: Final = 4_000


def to_plan(workout: Workout, file: str, stem: str) -> Plan:
    """Make a plan of a workout.

    Args:
        workout: what a file says.
        file: the file's name, for errors.
        stem: what the session is called where it has no name.

    Returns:
        The plan: its steps in the order of the file, its assumptions what had to be said in another way.

    Raises:
        FileError: for what no plan can say, with the step's number.
    """
    _check(workout.body, file)
    maker = Maker(workout.body)
    title = clean(workout.name.replace("\\n", " "))  # a line break that its writer spelt out
    name = title[:_LONGEST_NAME].strip() or clean(stem)[:_LONGEST_NAME].strip() or "session"
    notes = clean_lines(workout.notes)[:_LONGEST_NOTES].strip()
    plan: Plan | None = None
    for tree in maker.trees():
        try:
            steps = unrolled(maker.warmups, tree, maker.cooldowns, Context("", Options()))
        except NotationError as error:  # no step of a workout that was checked is known to lead here
            raise FileError(file, error.what, error.instead) from None
        if len(steps) > MAX_STEPS:
            raise too_many_steps(file, workout.body[-1].number)
        plan = Plan(name, steps, tuple(dict.fromkeys(maker.assumptions)), notes)
        if not is_exact(tidy(plan)):
            break
    if plan is None:
        raise FileError(file, "there is no step in this workout", "give a workout with at least one step")
    return plan


def _check(body: Sequence[Item], file: str) -> None:
    """Refuse lengths and paces that nobody runs, and more steps than a plan may have.

    Raises:
        FileError: with the step's number.
    """
    total = 0
    for item in body:
        total += item.size if isinstance(item, Loop) else 1
        if total > MAX_STEPS:
            raise too_many_steps(file, item.number)
        if isinstance(item, Loop):
            _check(item.body, file)
        else:
            _check_step(item, file)


def _check_step(step: WorkoutStep, file: str) -> None:
    end, pace = step.end, step.pace
    if isinstance(end, ByTime) and not 0 < end.duration_ms <= DAY_MS:
        raise refusal(file, step.number, "has no time that it can take", "give it one between 1 s and a day")
    if isinstance(end, ByDistance) and not 0 < end.distance_mm <= _LONGEST_MM:
        raise refusal(file, step.number, "has no distance that can be run", "give it one between 1 m and 100 km")
    if pace is not None and not FASTEST_MS_PER_M * pace.per_mm <= pace.fast_ms * 1_000 <= pace.slow_ms * 1_000:
        raise refusal(file, step.number, "asks for a pace that nobody runs", "give it one such as 3:30/km")
