"""Who starts: names, a plan and the user's own athletes make a group, each with a plan and a start of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackclock.application.athletes import Athlete
from trackclock.application.entrants import (
    EntrantsError,
    aim_of,
    entrants_of,
    names_given,
    names_in,
    starts_ms,
    with_rests,
)
from trackclock.core.group.entrant import MOST
from trackclock.core.notation import parse
from trackclock.core.plan import Plan, PlanAthlete, Rests, Stagger, StartMode
from trackclock.errors import UsageError

SQUAD = (
    Athlete("Ana", "A", "5k 17:30", ("Anna",)),
    Athlete("Ben", "B"),
    Athlete("Cleo", "A"),
    Athlete("Dan"),
)
PLAN = Plan("x", parse("2 x 1000m @ 5k pace with 2 min\n2 x 400m on 2:00").steps)
NAMES = tuple(one.name for one in SQUAD)


def naming(*athletes: tuple[str, str]) -> Plan:
    return replace(PLAN, athletes=tuple(PlanAthlete(*one) for one in athletes))


def low(plan: Plan) -> int | None:
    target = plan.steps[0].target
    return None if target is None else target.low_ms


def test_a_pace_group_is_all_who_are_in_it_and_a_former_name_is_its_athlete() -> None:
    assert names_in(naming(("Group A", ""), ("Zoe", ""), ("Ben", "")), SQUAD) == ("Ana", "Cleo", "Zoe", "Ben")
    assert names_in(naming(("anna", ""), ("group a", "")), SQUAD) == ("Ana", "Cleo")
    assert names_in(PLAN, SQUAD) == ()


def test_a_target_is_found_by_name_then_by_pace_group() -> None:
    plan = naming(("Group A", "3:30/km"), ("Anna", "3:20/km"), ("Ben", ""))
    assert [aim_of(plan, name, SQUAD) for name in (*NAMES, "Zoe")] == ["3:20/km", "", "3:30/km", "", ""]


def test_everybody_has_a_plan_of_their_own() -> None:
    plan = naming(("Ben", "3:20/km"))
    found = entrants_of(plan, ("Anna", "Ben", "Zoe"), SQUAD)
    assert [one.name for one in found] == ["Ana", "Ben", "Zoe"]
    assert [low(one.plan) for one in found] == [210_000, 200_000, None]
    assert [one.after_ms for one in found] == [0, 0, 0]
    assert all(one.plan.athletes == () and len(one.plan.steps) == len(plan.steps) for one in found)


@given(st.lists(st.sampled_from(NAMES), unique=True, min_size=1), st.integers(1, 60).map(lambda s: s * 1_000))
def test_starts_are_one_after_the_other_or_by_pace_group(names: list[str], gap_ms: int) -> None:
    assert starts_ms(names, SQUAD, None) == [0] * len(names)
    assert starts_ms(names, SQUAD, Stagger(gap_ms)) == [gap_ms * index for index in range(len(names))]
    waves = starts_ms(names, SQUAD, Stagger(gap_ms, by_group=True))
    groups = {one.name: one.pace_group for one in SQUAD}
    for name, start in zip(names, waves, strict=True):
        for other, after in zip(names, waves, strict=True):
            assert (start == after) is (groups[name] == groups[other])
    assert list(dict.fromkeys(waves)) == sorted(set(waves))
    assert set(waves) == {gap_ms * wave for wave in range(len(set(waves)))}


@pytest.mark.parametrize(
    ("plan", "names", "what"),
    [
        (PLAN, (), "nobody is chosen"),
        (PLAN, tuple(f"A{number}" for number in range(MOST + 1)), "at most 12 athletes, and here are 13"),
        (PLAN, ("Ben", "BEN"), "'Ben' is there twice"),
        (PLAN, ("Ana", "Anna"), "'Ana' is there twice"),
        (replace(PLAN, start=StartMode.GUN), ("Ana",), "not started by gun; write start"),
        (naming(("Ben", "3")), ("Ben",), "Ben @ 3: nobody runs"),
    ],
)
def test_a_group_that_cannot_start_is_refused(plan: Plan, names: tuple[str, ...], what: str) -> None:
    with pytest.raises(EntrantsError, match=what):
        entrants_of(plan, names, SQUAD)


def test_rests_are_chosen_for_all_but_send_offs() -> None:
    own = with_rests(PLAN, Rests.OWN)
    assert {step.rests for step in own.steps if step.is_pause and step.cycle_ms is None} == {Rests.OWN}
    assert {step.rests for step in own.steps if step.cycle_ms is not None or not step.is_pause} == {None}
    assert with_rests(own, None) == own
    assert with_rests(own, Rests.TOGETHER) == PLAN


def test_names_are_given_by_commas() -> None:
    assert names_given(" Ana ,Ben,  Zoe  B") == ("Ana", "Ben", "Zoe B")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "--athletes: a name is missing"),
        ("Ana,,Ben", "--athletes: a name is missing"),
        ("Ana,ANA", "'ANA' stands there twice"),
        ("Ben @ 72", "a name has no '@' in it"),
        (",".join(map(str, range(13))), "at most 12 athletes, and here are 13"),
        ("A\x1bna", "no control characters"),
    ],
)
def test_names_that_are_none_are_a_fault_of_the_call(text: str, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        names_given(text)
