"""Who is timed in a group: chosen names, a plan and the user's own athletes -> those who start, each with a plan.

It exists so that the command line, a session file and the screen on which athletes are chosen start the same group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trackclock.application.athletes import Athlete, find, of_group
from trackclock.core.group.entrant import MOST, Entrant
from trackclock.core.group.names import name_of, same_group, same_name
from trackclock.core.plan import Goal, Plan, Rests, Stagger, StartMode
from trackclock.errors import TrackclockError, UsageError


class EntrantsError(TrackclockError):
    """A group that cannot start as it was asked for, with what to do instead."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A group that was chosen.

    Attributes:
        plan: what it runs, with the rests that were chosen.
        entrants: who starts, in the order of their keys.
    """

    plan: Plan
    entrants: tuple[Entrant, ...]


def names_given(text: str) -> tuple[str, ...]:
    """The names of `--athletes Ana,Ben`.

    Raises:
        UsageError: if one of them is none, or stands there twice, or there are too many.
    """
    found: list[str] = []
    for part in text.split(","):
        try:
            name = name_of(part)
        except ValueError as error:
            raise UsageError(f"--athletes: {error}") from None
        if same_name(name) in map(same_name, found):
            raise UsageError(f"--athletes: '{name}' stands there twice; leave one of the two out")
        found.append(name)
    if len(found) > MOST:
        raise UsageError(f"--athletes: a group has at most {MOST} athletes, and here are {len(found)}; leave some out")
    return tuple(found)


def names_in(plan: Plan, athletes: Sequence[Athlete]) -> tuple[str, ...]:
    """Those whom a plan names, by the names that they have now; a pace group is all who are in it.

    Args:
        plan: the group's plan.
        athletes: those of the user's own file.
    """
    names: dict[str, str] = {}
    for one in plan.athletes:
        known = find(athletes, one.name)
        group = () if known is not None else of_group(athletes, one.name)
        for name in [each.name for each in group] or [known.name if known is not None else one.name]:
            names.setdefault(same_name(name), name)
    return tuple(names.values())


def aim_of(plan: Plan, name: str, athletes: Sequence[Athlete]) -> str:
    """What a plan asks of somebody: by their name, else by their pace group; empty for nothing of their own."""
    known = find(athletes, name)
    own = {same_name(each) for each in ((known.name, *known.was) if known is not None else (name,))}
    by_name = [one for one in plan.athletes if same_name(one.name) in own]
    if by_name and by_name[0].aim:
        return by_name[0].aim
    if known is not None and known.pace_group:
        wanted = same_group(known.pace_group)
        return next((one.aim for one in plan.athletes if same_group(one.name) == wanted), "")
    return ""


def entrants_of(
    plan: Plan, names: Sequence[str], athletes: Sequence[Athlete], stagger: Stagger | None = None
) -> tuple[Entrant, ...]:
    """Those who start.

    Args:
        plan: the group's plan.
        names: who, in the order of their keys.
        athletes: those of the user's own file; whoever is not among them runs without a goal of their own.
        stagger: how they start one after the other; None for together.

    Returns:
        One for each name.

    Raises:
        EntrantsError: if there is nobody, or too many, or one twice, or an aim that cannot be run, or a start by gun.
    """
    called = [known.name if (known := find(athletes, name)) is not None else name for name in names]
    _refuse(plan, called)
    starts = starts_ms(called, athletes, stagger)
    return tuple(
        Entrant(name, _own_plan(plan, name, athletes), after_ms) for name, after_ms in zip(called, starts, strict=True)
    )


def with_rests(plan: Plan, rests: Rests | None) -> Plan:
    """A plan in which all rests that a finish begins count alike; None leaves it as it is."""
    if rests is None:
        return plan
    kept = Rests.OWN if rests is Rests.OWN else None
    return replace(
        plan,
        steps=tuple(
            replace(step, rests=kept) if step.is_pause and step.cycle_ms is None else step for step in plan.steps
        ),
    )


def goal_of(athlete: Athlete | None) -> Goal | None:
    """The race that somebody trains for."""
    from trackclock.core.notation import parse_goal

    return parse_goal(athlete.goal) if athlete is not None and athlete.goal else None


def _refuse(plan: Plan, names: Sequence[str]) -> None:
    if plan.start is StartMode.GUN:
        raise EntrantsError('a group is not started by gun; write start = "auto" in the session file, or run it alone')
    if not names:
        raise EntrantsError("nobody is chosen; choose one athlete or more")
    if len(names) > MOST:
        raise EntrantsError(f"a group has at most {MOST} athletes, and here are {len(names)}; leave some out")
    if doubles := _doubles(names):
        raise EntrantsError(f"'{doubles[0]}' is there twice; leave one of the two out")


def _doubles(names: Sequence[str]) -> list[str]:
    """The names that stand there more than once."""
    counted = Counter(map(same_name, names))
    return [name for name in names if counted[same_name(name)] > 1]


def _own_plan(plan: Plan, name: str, athletes: Sequence[Athlete]) -> Plan:
    from trackclock.core.group.personal import AimError, personal_plan

    aim = aim_of(plan, name, athletes)
    try:
        return personal_plan(plan, aim, goal_of(find(athletes, name)))
    except AimError as error:
        raise EntrantsError(f"{name} @ {aim}: {error}") from None


def starts_ms(names: Sequence[str], athletes: Sequence[Athlete], stagger: Stagger | None) -> list[int]:
    """How long after the first each starts, in milliseconds.

    By pace group all of one start as one, the groups in the order in which they are met; those of none are one as well.
    """
    if stagger is None:
        return [0] * len(names)
    if not stagger.by_group:
        return [number * stagger.gap_ms for number in range(len(names))]
    groups = [same_group(known.pace_group) if (known := find(athletes, name)) is not None else "" for name in names]
    order = list(dict.fromkeys(groups))
    return [order.index(group) * stagger.gap_ms for group in groups]
