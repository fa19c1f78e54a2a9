"""A group's plan for one athlete: the same steps with targets of their own.

It exists so that each athlete's session has an ordinary plan, and nothing that judges a rep has to know of a group.
"""

from __future__ import annotations

from dataclasses import replace

from trackclock.core.limits import LIKELY_FASTEST_MS_PER_M, LIKELY_SLOWEST_MS_PER_M
from trackclock.core.notation import NotationError, Options, parse
from trackclock.core.plan import Goal, Plan, Step, StepKind, Target

_PROPOSAL = "write a time or a pace, such as 72, 3:30/km or 5k pace"


class AimError(ValueError):
    """An aim that cannot be run.

    Attributes:
        column: column inside it, from 1.
        width: how many characters are at fault.
        what: what is wrong.
        instead: what to write instead.
    """

    def __init__(self, column: int, width: int, what: str, instead: str = _PROPOSAL) -> None:
        """Say where and what is wrong, and what to write instead."""
        super().__init__(f"{what}; {instead}")
        self.column, self.width, self.what, self.instead = column, width, what, instead


def personal_plan(plan: Plan, aim: str = "", goal: Goal | None = None) -> Plan:
    """The plan of one athlete of a group.

    An aim takes the place of every target with a time, a pace or a race in it; where the plan asks for nothing, it is
    for every rep with a distance. A time alone is that of the whole rep, where all those reps are of one length and it
    can be run in it, and else that of a lap. Without an aim a goal gives the targets that are told by a race's pace
    their times; all others stand as they are.

    Args:
        plan: the group's plan.
        aim: what is asked of this athlete, as it is written behind a rep's `@`; empty for nothing of their own.
        goal: the race that this athlete trains for; None for the plan's own.

    Returns:
        The same steps but for the targets, of nobody's group.

    Raises:
        AimError: for an aim that cannot be read, or run.
    """
    own = replace(plan, athletes=(), stagger=None, goal=goal or plan.goal)
    if aim:
        own = replace(own, steps=_with_aim(own, aim))
    elif goal is not None and goal != plan.goal:
        own = replace(own, steps=tuple(_with_goal(step, own) for step in own.steps))
    return own


def check_aim(plan: Plan, aim: str) -> None:
    """Refuse an aim that cannot be run in a plan.

    Raises:
        AimError: if it cannot be.
    """
    if aim:
        _with_aim(plan, aim)


# --- an aim -----------------------------------------------------------------------------------------------------------


def _with_aim(plan: Plan, aim: str) -> tuple[Step, ...]:
    """The steps of a plan with an aim in the place of its targets."""
    if "," in aim:
        raise AimError(aim.index(",") + 1, 1, "an aim is one time or pace for the whole session")
    chosen = _aimed(plan)
    lengths = sorted({length for step in chosen if (length := step.distance_mm) is not None})
    if not lengths:
        raise AimError(1, len(aim), "no rep of this session has a distance", "leave the aim out")
    targets = _targets(aim, lengths, plan)
    return tuple(
        replace(step, target=targets[step.distance_mm]) if step.distance_mm in targets and step in chosen else step
        for step in plan.steps
    )


def _aimed(plan: Plan) -> list[Step]:
    """The reps that an aim is for: those of which a time is asked, of none all with a distance."""
    reps = [step for step in plan.steps if step.kind is StepKind.REP and step.distance_mm is not None]
    return [step for step in reps if step.target is not None] or reps


def _targets(aim: str, lengths: list[int], plan: Plan) -> dict[int, Target]:
    """The target of each length: as it is told, or else as that of a lap."""
    first: AimError | None = None
    for text in (aim, f"{aim}/lap"):
        try:
            found = {length: _target(text, length, plan, len(aim)) for length in lengths}
        except AimError as error:
            first = first or error
            continue
        if text != aim or (all(_is_likely(target, length) for length, target in found.items()) and _fits(found)):
            return found
    if first is None:  # it can be read as it stands, though nobody is likely to run it: the coach will know
        return {length: _target(aim, length, plan, len(aim)) for length in lengths}
    raise first


def _target(text: str, length_mm: int, plan: Plan, most: int) -> Target:
    """What the notation reads behind the `@` of a rep of a length.

    Raises:
        AimError: where that is not one target; its place is inside the aim, of which there are `most` characters.
    """
    metres, mm = divmod(length_mm, 1_000)
    lead = f"1 x {f'{metres}.{mm:03}'.rstrip('0').rstrip('.')} metres @ "
    try:
        read = parse(lead + text, Options(plan.lap_mm, 0, goal=plan.goal))
    except NotationError as error:
        column = min(max(error.column - len(lead), 1), most)
        raise AimError(column, max(min(error.width, most - column + 1), 1), error.what) from None
    step = read.steps[0]
    target = step.target
    if len(read.steps) > 1 or step.distance_mm != length_mm or target is None or step.notes or read.assumptions:
        raise AimError(1, most, f"'{text[:most]}' is more than one time or pace")
    if target.low_ms is None and not target.each_faster and "pace" not in text.lower():
        raise AimError(1, most, f"'{text[:most]}' says no time")
    return target


def _is_likely(target: Target, length_mm: int) -> bool:
    """Whether somebody on a track runs that; what says no time is not judged by one."""
    if target.low_ms is None or target.high_ms is None:
        return True
    is_slow_enough = target.low_ms * 1_000 >= LIKELY_FASTEST_MS_PER_M * length_mm
    return is_slow_enough and target.high_ms * 1_000 <= LIKELY_SLOWEST_MS_PER_M * length_mm


def _fits(found: dict[int, Target]) -> bool:
    """Whether the times of several lengths differ as they do in a pace; one time for all of them is that of a lap."""
    return len(found) == 1 or len({target.low_ms for target in found.values()}) != 1 or None in {
        target.low_ms for target in found.values()
    }  # fmt: skip


# --- a goal -----------------------------------------------------------------------------------------------------------


def _with_goal(step: Step, plan: Plan) -> Step:
    """A step with its target as the plan's goal has it; what its words do not say anew stays as it was."""
    if step.target is None or step.distance_mm is None or step.kind is not StepKind.REP:
        return step
    try:
        target = _target(step.target.text, step.distance_mm, plan, len(step.target.text))
    except AimError:
        return step
    return (
        step if target.text != step.target.text else replace(step, target=replace(target, laps_ms=step.target.laps_ms))
    )
