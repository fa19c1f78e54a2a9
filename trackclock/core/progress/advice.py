"""What the next few days should look like: rest, easy or hard, each with the rule behind it.

It exists because the most common mistake of a keen runner is the second hard day in a row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from trackclock.core.progress.load import SessionLoad

VERY_HARD_EFFORT = 9
"""From this effort on a session wants a day off after it, and an easy one after that."""

HARD_PER_WEEK = 3
"""At most so many hard sessions in any seven days (Daniels' Running Formula: two or three quality sessions a week)."""

RUNNING_DAYS = 6
"""After so many days of running on end comes a day without."""

LAST_HARD_BEFORE_RACE = 4
"""The last hard session lies at least so many days before the race."""

BREAK_DAYS = 14
"""After so many days without a session the first one is easy."""


class DayKind(StrEnum):
    """What a day is for."""

    REST = "rest"
    EASY = "easy"
    HARD = "hard"
    RACE = "race"


@dataclass(frozen=True, slots=True)
class Advice:
    """What one day should be.

    Attributes:
        day: the date, in days since 1970-01-01.
        kind: rest, easy, hard or race.
        rule: the rule behind it, as a sentence.
    """

    day: int
    kind: DayKind
    rule: str


def next_days(
    loads: Iterable[SessionLoad], today: int, count: int = 4, race_day: int | None = None
) -> tuple[Advice, ...]:
    """What the next days should look like, each one under the assumption that the advice before it was followed.

    The rules, in the order in which they are tried: race day; the day before a race is a rest; a day off after six
    days of running; after an effort of 9 or 10 a day off and then an easy one; no two hard days on end (Bowerman's
    hard/easy principle); nothing hard within four days of a race; at most three hard sessions in seven days; easy
    after two weeks without a session; else hard.

    Args:
        loads: the sessions so far, in any order; those after `today` are left out.
        today: the date, in days since 1970-01-01.
        count: how many days.
        race_day: the date of the race, if there is one.

    Returns:
        `count` days, from today on, or from tomorrow if there was a session today.
    """
    running: set[int] = set()
    hard: dict[int, int] = {}
    for load in loads:
        if load.day <= today:
            running.add(load.day)
            if load.is_hard:
                hard[load.day] = max(load.effort or 0, hard.get(load.day, 0))
    first = today + (today in running)
    advised: list[Advice] = []
    for day in range(first, first + count):
        kind, rule = _advise(day, running, hard, race_day)
        advised.append(Advice(day, kind, rule))
        if kind is not DayKind.REST:
            running.add(day)
        if kind is DayKind.HARD:
            hard[day] = 0
        elif kind is DayKind.RACE:
            hard[day] = 10
    return tuple(advised)


def _advise(day: int, running: set[int], hard: dict[int, int], race_day: int | None) -> tuple[DayKind, str]:
    to_race = race_day - day if race_day is not None and race_day >= day else None
    if to_race == 0:
        return DayKind.RACE, "Race day."
    if to_race == 1:
        return DayKind.REST, "The day before a race is for resting."
    if all(day - back in running for back in range(1, RUNNING_DAYS + 1)):
        return DayKind.REST, f"After {RUNNING_DAYS} days of running on end comes a day off."
    if hard.get(day - 1, 0) >= VERY_HARD_EFFORT:
        return DayKind.REST, f"The day after an effort of {VERY_HARD_EFFORT} or 10 is a day off."
    if hard.get(day - 2, 0) >= VERY_HARD_EFFORT:
        return DayKind.EASY, f"An effort of {VERY_HARD_EFFORT} or 10 wants two days without hard running."
    if day - 1 in hard:
        return DayKind.EASY, "No two hard days on end."
    if to_race is not None and to_race < LAST_HARD_BEFORE_RACE:
        return DayKind.EASY, f"The last hard session lies {LAST_HARD_BEFORE_RACE} days or more before the race."
    if sum(day - back in hard for back in range(1, 7)) >= HARD_PER_WEEK:
        return DayKind.EASY, f"At most {HARD_PER_WEEK} hard sessions in seven days."
    if not any(day - back in running for back in range(1, BREAK_DAYS + 1)):
        return DayKind.EASY, "After two weeks without a session the first one is easy."
    return DayKind.HARD, "The last hard day lies far enough back."
