"""What the next few days should look like: rest, easy or hard, each with its rule and the days that it comes from.

It exists because the most common mistake of a keen runner is the second hard day in a row. Advice that cannot say what
it comes from is none: without a session there is nothing to go by.
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
        rule: the rule behind it, in words.
        because: what it was applied to, in pieces: words, and days since 1970-01-01 as numbers.
    """

    day: int
    kind: DayKind
    rule: str
    because: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Log:
    """What was run, with what the advice so far adds to it.

    Attributes:
        running: days with a session.
        hard: hard days and their efforts.
        real: days that were run and are no advice.
    """

    running: set[int]
    hard: dict[int, int]
    real: frozenset[int]

    def named(self, day: int) -> tuple[str | int, ...]:
        """A day for `Advice.because`, and that it was only advised if so."""
        return (day,) if day in self.real else (day, " as advised")


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
        `count` days, from today on, or from tomorrow if there was a session today; none without a session up to today.
    """
    known = [load for load in loads if load.day <= today]
    if not known:
        return ()
    log = _Log({load.day for load in known}, {}, frozenset(load.day for load in known))
    for load in known:
        if load.is_hard:
            log.hard[load.day] = max(load.effort or 0, log.hard.get(load.day, 0))
    first = today + (today in log.running)
    advised: list[Advice] = []
    for day in range(first, first + count):
        advice = _advise(day, log, race_day)
        advised.append(advice)
        if advice.kind is not DayKind.REST:
            log.running.add(day)
        if advice.kind is DayKind.HARD:
            log.hard[day] = 0
        elif advice.kind is DayKind.RACE:
            log.hard[day] = 10
    return tuple(advised)


def _advise(day: int, log: _Log, race_day: int | None) -> Advice:
    to_race = race_day - day if race_day is not None and race_day >= day else None
    advice = (
        _before_race(day, to_race)
        or _after_running(day, log)
        or _after_hard(day, log)
        or _close_to_race(day, to_race)
        or _hard_enough(day, log)
        or _after_break(day, log)
    )
    if advice is not None:
        return advice
    of_week = f"{len(_hard_days(day, log))} of {HARD_PER_WEEK} in seven days"
    last = max(log.hard, default=None)
    because = (of_week,) if last is None else ("the last on ", *log.named(last), f", {of_week}")
    return Advice(day, DayKind.HARD, "Time for a hard one", because)


def _before_race(day: int, to_race: int | None) -> Advice | None:
    if to_race == 0:
        return Advice(day, DayKind.RACE, "Race day", (day,))
    if to_race == 1:
        return Advice(day, DayKind.REST, "The day before a race is for resting", ("the race is on ", day + 1))
    return None


def _after_running(day: int, log: _Log) -> Advice | None:
    if not all(day - back in log.running for back in range(1, RUNNING_DAYS + 1)):
        return None
    rule = f"After {RUNNING_DAYS} days of running on end comes a day off"
    return Advice(day, DayKind.REST, rule, ("run every day since ", *log.named(day - RUNNING_DAYS)))


def _after_hard(day: int, log: _Log) -> Advice | None:
    """The day after a hard one, and the day after that where it was very hard."""
    for back, kind in ((1, DayKind.REST), (2, DayKind.EASY)):
        effort = log.hard.get(day - back, 0)
        if effort >= VERY_HARD_EFFORT:
            rule = f"An effort of {VERY_HARD_EFFORT} or 10 wants a day off, and an easy one after it"
            # Of what is only advised nothing but a race is so hard.
            is_run = day - back in log.real
            return Advice(day, kind, rule, (f"effort {effort} on " if is_run else "the race on ", day - back))
    if day - 1 in log.hard:
        return Advice(day, DayKind.EASY, "No two hard days on end", ("hard on ", *log.named(day - 1)))
    return None


def _close_to_race(day: int, to_race: int | None) -> Advice | None:
    if to_race is None or to_race >= LAST_HARD_BEFORE_RACE:
        return None
    rule = f"The last hard session lies {LAST_HARD_BEFORE_RACE} days or more before the race"
    return Advice(day, DayKind.EASY, rule, (f"{to_race} to go to ", day + to_race))


def _hard_enough(day: int, log: _Log) -> Advice | None:
    week = _hard_days(day, log)
    if len(week) < HARD_PER_WEEK:
        return None
    pieces = [piece for number, one in enumerate(week) for piece in (", " if number else "hard on ", *log.named(one))]
    return Advice(day, DayKind.EASY, f"At most {HARD_PER_WEEK} hard sessions in seven days", tuple(pieces))


def _after_break(day: int, log: _Log) -> Advice | None:
    last = max(one for one in log.running if one < day)
    if day - last <= BREAK_DAYS:
        return None
    rule = f"After {BREAK_DAYS} days without a session the first one is easy"
    return Advice(day, DayKind.EASY, rule, (f"{day - last} days since ", *log.named(last)))


def _hard_days(day: int, log: _Log) -> list[int]:
    """The hard ones of the six days before."""
    return [one for one in range(day - 6, day) if one in log.hard]
