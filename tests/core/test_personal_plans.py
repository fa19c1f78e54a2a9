"""A group's plan for one athlete: the same steps, with targets of their own that the notation reads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackclock.core.group.personal import AimError, check_aim, personal_plan
from trackclock.core.notation import Options, parse, parse_goal
from trackclock.core.plan import Plan, PlanAthlete, Stagger, StepKind, Target

WORKOUTS = (
    "4 x 400m @ 75 with 90 s",
    "3 x 1000m with 2 min recovery",
    "200m, 400m, 600m with 60 s recovery",
    "4 x 800m @ 5k pace with 2 min",
    "4 x 100m with 60 s jog\n3 x 1 mile @ goal pace with 3 min",
    "2 x (3 x 300m @ 50 with 60 s), 5 min between sets",
)


def plan_of(workout: str, goal: str = "") -> Plan:
    race = parse_goal(goal) if goal else None
    return Plan("x", parse(workout, Options(goal=race)).steps, goal=race)


def targets(plan: Plan) -> list[Target | None]:
    return [step.target for step in plan.steps if step.kind is StepKind.REP]


def lows(plan: Plan) -> list[int | None]:
    return [None if target is None else target.low_ms for target in targets(plan)]


paces = st.builds(lambda s: f"{s // 60}:{s % 60:02}/km", st.integers(170, 400))
laps = st.builds(lambda s: f"{s}/lap", st.integers(55, 150))
aims = paces | laps | st.integers(56, 120).map(str) | st.sampled_from(("5k pace", "goal pace", "goal pace minus 2"))


@settings(max_examples=60)
@given(st.sampled_from(WORKOUTS), aims, st.sampled_from(("", "5k 19:30")))
def test_the_steps_are_the_same_but_for_the_targets(workout: str, aim: str, goal: str) -> None:
    plan = replace(plan_of(workout), athletes=(PlanAthlete("Ana", aim),), stagger=Stagger(5_000))
    race = parse_goal(goal) if goal else None
    own = personal_plan(plan, aim, race)
    assert [replace(step, target=None) for step in own.steps] == [replace(step, target=None) for step in plan.steps]
    assert (own.athletes, own.stagger) == ((), None)
    for step, old in zip(own.steps, plan.steps, strict=True):
        if step.target == old.target:
            continue
        assert step.target is not None
        assert step.target.text.removesuffix("/lap") == aim.removesuffix("/lap")
        metres = (step.distance_mm or 0) / 1_000
        read = parse(f"1 x {metres:.10g} metres @ {step.target.text}", Options(split_every_mm=0, goal=race)).steps[0]
        assert read.target == step.target


@given(st.sampled_from(WORKOUTS), st.integers(170, 400))
def test_a_pace_is_reckoned_for_each_length(workout: str, s_per_km: int) -> None:
    plan = plan_of(workout)
    own = personal_plan(plan, f"{s_per_km // 60}:{s_per_km % 60:02}/km")
    for step, old in zip(own.steps, plan.steps, strict=True):
        if step.target != old.target and step.target is not None and step.distance_mm is not None:
            assert step.target.low_ms == (2 * s_per_km * step.distance_mm + 1_000) // 2_000


@pytest.mark.parametrize(
    ("workout", "aim", "wanted"),
    [
        ("2 x 400m with 90 s", "72", [72_000, 72_000]),
        ("2 x 400m with 90 s", "70-72", [70_000, 70_000]),
        ("2 x 1000m with 2 min", "72", [180_000, 180_000]),
        ("2 x 1000m with 2 min", "3:20", [200_000, 200_000]),
        ("2 x 800m with 2 min", "72", [144_000, 144_000]),
        ("2 x 200m with 60 s", "33", [33_000, 33_000]),
        ("200m, 400m with 60 s recovery", "72", [36_000, 72_000]),
    ],
)
def test_a_time_is_the_reps_where_it_can_be_run_in_it_and_else_a_laps(
    workout: str, aim: str, wanted: list[int]
) -> None:
    assert lows(personal_plan(plan_of(workout), aim)) == wanted


def test_an_aim_is_for_the_reps_of_which_a_time_is_asked() -> None:
    own = personal_plan(plan_of("2 x 100m with 60 s jog\n2 x 1000m @ 3:30 with 2 min"), "3:20")
    assert lows(own) == [None, None, 200_000, 200_000]


def test_without_an_aim_a_goal_gives_paces_by_race_their_times() -> None:
    plan = plan_of("400m @ 75, 90 s rest, 1000m @ 5k pace, 2 min rest, 400m @ goal pace", "5k 20:00")
    own = personal_plan(plan, "", parse_goal("5k 17:30"))
    assert lows(own) == [75_000, 210_000, 84_000]
    assert own.goal == parse_goal("5k 17:30")
    assert personal_plan(plan) == plan


def test_an_aim_by_race_goes_by_the_athletes_own_goal() -> None:
    assert lows(personal_plan(plan_of("1000m"), "5k pace", parse_goal("5k 17:30"))) == [210_000]
    assert lows(personal_plan(plan_of("1000m"), "5k pace")) == [None]


@pytest.mark.parametrize(
    ("workout", "aim", "column", "what"),
    [
        ("2 x 400m with 90 s", "3", 1, "nobody runs"),
        ("2 x 400m with 90 s", "foo", 1, "'foo' says no time"),
        ("2 x 400m with 90 s", "72, 71", 3, "one time or pace"),
        ("2 x 400m with 90 s", "72 with 60 s", 1, "more than one time or pace"),
        ("2 x 400m with 90 s", "72]", 3, "never opened"),
        ("2 x 3 min with 90 s recovery", "72", 1, "no rep of this session has a distance"),
    ],
)
def test_what_nobody_can_run_is_refused_with_its_place(workout: str, aim: str, column: int, what: str) -> None:
    with pytest.raises(AimError, match=what) as caught:
        check_aim(plan_of(workout), aim)
    assert caught.value.column == column
    assert 1 <= caught.value.width <= len(aim)


@settings(max_examples=80)
@given(st.sampled_from(WORKOUTS), st.text("0123456789:/-.,@ kmlapsxgoic()[]é", min_size=1, max_size=14))
def test_any_aim_is_read_or_refused(workout: str, aim: str) -> None:
    plan = plan_of(workout)
    try:
        length, column = len(personal_plan(plan, aim).steps), 1
    except AimError as error:
        length, column = len(plan.steps), error.column
    assert length == len(plan.steps)
    assert 1 <= column <= len(aim)
