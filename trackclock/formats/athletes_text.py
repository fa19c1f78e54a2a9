"""Who runs a session, as its header has them: "Ben @ 72"; and how they start one after the other: "5s".

It exists apart from the header so that the file, the editor's field and the writer have one form of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from trackclock.core.durations import parse_duration
from trackclock.core.figures import tells_times, wanted_text, with_unit
from trackclock.core.group.entrant import MOST
from trackclock.core.group.names import name_of, same_name
from trackclock.core.group.personal import AimError, check_aim, personal_plan
from trackclock.core.limits import LONGEST_WAIT_MS
from trackclock.core.notation.labels import time_text
from trackclock.core.plan import Plan, PlanAthlete, Rests, Stagger, StartMode, Target

NO_GUN: Final = ("a group is not started by gun", 'write start = "auto", or leave athletes out')
"""What is wrong with a gun for several who start by themselves, and what to write instead."""

_BY_GROUP = re.compile(r"\s*,?\s*(?:by|per|each)\s+(?:pace\s+)?group$", re.IGNORECASE)
_STAGGER = 'write the time from one start to the next, such as stagger = "5s" or "20s by pace group"'


class AthletesError(ValueError):
    """One thing that is wrong with those who run a session.

    Attributes:
        index: which of them, from 0.
        column: column inside what is written of them, from 1.
        width: how many characters are at fault.
        what: what is wrong.
        instead: what to write instead.
    """

    def __init__(self, index: int, column: int, width: int, what: str, instead: str) -> None:
        """Say where and what is wrong, and what to write instead."""
        super().__init__(f"{what}; {instead}")
        self.index, self.column, self.width = index, column, width
        self.what, self.instead = what, instead


def read_athletes(texts: Sequence[str]) -> tuple[PlanAthlete, ...]:
    """Those who run a session; whether their aims can be run is `check_aims` to say, which needs the plan.

    Raises:
        AthletesError: for the first thing that is wrong with them.
    """
    found: list[PlanAthlete] = []
    names: set[str] = set()
    for index, text in enumerate(texts):
        written, sign, aim = text.partition("@")
        try:
            name = name_of(written)
        except ValueError as error:
            what, _, instead = str(error).partition("; ")
            raise AthletesError(index, 1, max(len(written.rstrip()), 1), what, instead) from None
        if same_name(name) in names:
            raise AthletesError(
                index, 1, len(written.rstrip()), f"'{name}' stands there twice", "leave one of the two out"
            )
        names.add(same_name(name))
        if sign and not aim.strip():
            what, instead = "behind the @ nothing stands", f'write "{name} @ 72", or "{name}" alone'
            raise AthletesError(index, len(written) + 1, 1, what, instead)
        found.append(PlanAthlete(name, " ".join(aim.split())))
    if len(found) > MOST:
        what = f"a group has at most {MOST} athletes, and here are {len(found)}"
        raise AthletesError(MOST, 1, max(len(texts[MOST]), 1), what, "leave some out, or write two sessions")
    return tuple(found)


def check_aims(plan: Plan, texts: Sequence[str]) -> None:
    """Refuse an aim that nobody can run in this plan.

    Args:
        plan: the plan with those who run it.
        texts: the same as they are written.

    Raises:
        AthletesError: for the first aim that is wrong.
    """
    for index, (athlete, text) in enumerate(zip(plan.athletes, texts, strict=True)):
        try:
            check_aim(plan, athlete.aim)
        except AimError as error:
            start = text.index("@") + 1
            start += len(text[start:]) - len(text[start:].lstrip()) + 1
            raise AthletesError(
                index, start + error.column - 1, error.width, f"{athlete.name}: {error.what}", error.instead
            ) from None


def start_fault(plan: Plan) -> tuple[str, str] | None:
    """What is wrong with the start of a plan that names athletes, and what to write instead; None where nothing is."""
    return NO_GUN if plan.athletes and plan.start is StartMode.GUN else None


def athlete_text(athlete: PlanAthlete) -> str:
    """Somebody as a header has them."""
    return f"{athlete.name} @ {athlete.aim}" if athlete.aim else athlete.name


def split_line(text: str) -> list[str]:
    """Those of a line, as a form and the command line have them: parted by commas."""
    return [part.strip() for part in text.split(",")] if text.strip() else []


def join_line(texts: Iterable[str]) -> str:
    """The same as a line."""
    return ", ".join(texts)


def parse_stagger(text: str) -> Stagger:
    """How athletes start one after the other.

    Args:
        text: such as `5s`, or `20s by pace group`.

    Raises:
        ValueError: if it is none; what is wrong and, behind a semicolon, what to write instead.
    """
    gap, is_by_group = text.strip(), False
    if (found := _BY_GROUP.search(gap)) is not None:
        gap, is_by_group = gap[: found.start()], True
    try:
        gap_ms = parse_duration(gap)
    except ValueError:
        raise ValueError(f"it is no time from one start to the next; {_STAGGER}") from None
    if not 1_000 <= gap_ms <= LONGEST_WAIT_MS:
        raise ValueError(f"from one start to the next it is 1 s to 10 min; {_STAGGER}")
    return Stagger(gap_ms, is_by_group)


def stagger_text(stagger: Stagger) -> str:
    """The same as it is written."""
    return f"{time_text(stagger.gap_ms)}{' by pace group' if stagger.by_group else ''}"


def _aims(plan: Plan, athlete: PlanAthlete) -> str:
    """What somebody is to run in each length."""
    steps = personal_plan(plan, athlete.aim).steps
    told = [(step.label, step.target) for step, old in zip(steps, plan.steps, strict=True) if step.target != old.target]
    return join_line(dict.fromkeys(f"{label} @ {_target_text(target)}" for label, target in told if target is not None))


def _target_text(target: Target) -> str:
    """A target with the times that it comes to, where its words do not say so themselves."""
    if target.low_ms is None or target.high_ms is None or tells_times(target.text, target.low_ms, target.high_ms):
        return target.text
    return f"{target.text} = {with_unit(wanted_text(target.low_ms, target.high_ms))}"


def describe_group(plan: Plan) -> list[str]:
    """Who runs a plan, in lines, for `check`; none where it names nobody."""
    lines = []
    if plan.athletes:
        lines.append(f"for {join_line(map(athlete_text, plan.athletes))}")
        lines.extend(f"  {athlete.name}: {_aims(plan, athlete)}" for athlete in plan.athletes if athlete.aim)
    if plan.stagger is not None:
        lines.append(f"one after the other: {stagger_text(plan.stagger)}")
    pauses = [step.rests for step in plan.steps if step.is_pause and step.cycle_ms is None]
    own = sum(rests is Rests.OWN for rests in pauses)
    if own:
        which = "all" if own == len(pauses) else f"{own} of {len(pauses)}"
        lines.append(f"rests: {which} count from everybody's own finish")
    return lines
