"""Workouts of Garmin Connect as JSON, in the dialect of today and in the older one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackclock.core.limits import MILE_MM
from trackclock.core.notation import parse, tidy
from trackclock.core.plan import ByDistance, ByTime
from trackclock.formats.errors import FileError
from trackclock.formats.garmin_json import OLD_ROOT, is_garmin, read_workout
from trackclock.formats.guarded_json import read_json

Plain = dict[str, Any]


def step(kind: str, ends: str, value: float | None = None, **more: Any) -> Plain:
    return {
        "type": "ExecutableStepDTO",
        "stepType": {"stepTypeId": 1, "stepTypeKey": kind},
        "endCondition": {"conditionTypeId": 2, "conditionTypeKey": ends},
        "endConditionValue": value,
        **more,
    }


def repeat(count: int, *steps: Plain, **more: Any) -> Plain:
    return {
        "type": "RepeatGroupDTO",
        "stepType": {"stepTypeId": 6, "stepTypeKey": "repeat"},
        "numberOfIterations": count,
        "workoutSteps": list(steps),
        **more,
    }


def target(kind: str, one: float | None, two: float | None, **more: Any) -> Plain:
    return {
        "targetType": {"workoutTargetTypeId": 6, "workoutTargetTypeKey": kind},
        "targetValueOne": one,
        "targetValueTwo": two,
        **more,
    }


def workout(*steps: Plain, sport: str = "running") -> Plain:
    return {
        "workoutName": "Tuesday",
        "description": "Windy.",
        "sportType": {"sportTypeId": 1, "sportTypeKey": sport},
        "workoutSegments": [{"segmentOrder": 1, "workoutSteps": list(steps)}],
    }


def old_step(order: int, kind: str, ends: str, value: Any, unit: str | None, **more: Any) -> Plain:
    return {
        "stepOrder": order, "stepTypeKey": kind, "endConditionTypeKey": ends, "endConditionValue": value,
        "endConditionUnitKey": unit, "targetTypeKey": "no.target", **more,
    }  # fmt: skip


def lines(data: Plain) -> list[str]:
    return tidy(read_workout(json.loads(json.dumps(data)), "a.json", "a")).split("\n")


def refusal(data: object) -> str:
    with pytest.raises(FileError) as raised:
        read_workout(data, "a.json", "a")
    assert "\n" not in str(raised.value)
    return raised.value.message


REP, REST = step("interval", "distance", 400.0), step("recovery", "time", 90.0)


def test_the_dialect_of_today() -> None:
    data = workout(
        step("warmup", "lap.button", None, description="easy"),
        repeat(
            3,
            repeat(4, step("interval", "distance", 400, **target("pace.zone", 4.762, 4.651)), REST),
            step("rest", "time", 180),
        ),
        step("other", "distance", 1609.0),
        step("cooldown", "time", 600.0),
    )
    assert lines(data) == [
        "warm up open [note: easy]",
        "3 x (4 x 400 m @ 3:30-3:35/km with 90 s recovery after each), 3 min rest between sets",
        "3 min rest",
        "1 mile",
        "cool down 10 min",
    ]
    plan = read_workout(data, "a.json", "a")
    assert (plan.name, plan.notes) == ("Tuesday", "Windy.")


def test_a_repeat_can_leave_out_its_last_rest() -> None:
    assert lines(workout(repeat(4, REP, REST, skipLastRestStep=True))) == ["4 x 400 m with 90 s recovery"]
    assert lines(workout(repeat(4, REP, REST, skipLastRestStep=True), step("rest", "time", 300), REP)) == [
        "4 x 400 m with 90 s recovery",
        "5 min rest",
        "400 m",
    ]
    assert lines(workout(repeat(1, REP, REST, skipLastRestStep=True))) == ["400 m"]
    assert len(read_workout(workout(repeat(500, REP, REST, skipLastRestStep=True)), "a", "a").steps) == 999


def test_targets_that_a_stopwatch_cannot_act_on_are_notes() -> None:
    data = workout(
        step("interval", "time", 60, **target("heart.rate.zone", None, None, zoneNumber=4)),
        REST,
        step("interval", "time", 60, **target("heart.rate.zone", 150, 160)),
        REST,
        step("interval", "time", 60, **target("power.zone", 250.0, 300.0)),
        REST,
        step("interval", "time", 60, **target("cadence", 180, 180)),
        REST,
        step("interval", "time", 60, **target("no.target", None, None)),
        REST,
        step(
            "interval",
            "distance",
            400,
            **target("heart.rate.zone", 150, 160),
            secondaryTargetType={"workoutTargetTypeKey": "pace.zone"},
            secondaryTargetValueOne=4.762,
            secondaryTargetValueTwo=4.762,
        ),
    )
    plan = read_workout(data, "a.json", "a")
    assert [step.notes for step in plan.steps if not step.is_pause] == [
        ("HR zone 4",),
        ("HR 150-160 bpm",),
        ("power 250-300 W",),
        ("cadence 180 spm",),
        (),
        ("HR 150-160 bpm",),
    ]
    assert plan.steps[-1].target is not None
    assert plan.steps[-1].target.text == "3:30/km"


def test_the_older_dialect_tells_repeats_by_groups_and_units_by_name() -> None:
    """Numbers may stand in quotes, and the steps in any order."""
    steps = [
        old_step(6, "cooldown", "lap.button", "0.0", "dimensionless"),
        old_step(2, "repeat", "iterations", "3", "dimensionless", groupId=1),
        old_step(3, "repeat", "iterations", 4.0, None, groupId=2, parentGroupId="1"),
        old_step(1, "warmup", "time", 600_000, "ms"),
        old_step(
            4, "interval", "distance", "40000", "centimeter", parentGroupId=2, targetTypeKey="pace.zone",
            targetValueOne="0.4762", targetValueTwo="0.4762", targetValueUnitKey="centimetersPerMillisecond",
        ),
        old_step(5, "rest", "time", "90000.0", "ms", parentGroupId=2),
    ]  # fmt: skip
    for data in ({OLD_ROOT: {"workoutName": "Old", "workoutSteps": steps}}, {"workoutSteps": steps}):
        assert lines(data) == [
            "warm up 10 min",
            "3 x (4 x 400 m @ 3:30/km with 90 s recovery), 90 s rest after each set",
            "cool down open",
        ]


def test_units_of_the_older_dialect() -> None:
    for value, unit, end in (
        (1_500, "millimeter", ByDistance(1_500)),
        (1, "miles", ByDistance(MILE_MM)),
        (2, "kilometer", ByDistance(2_000_000)),
        (400, "meter", ByDistance(400_000)),
        (400, None, ByDistance(400_000)),
    ):
        plan = read_workout({"workoutSteps": [old_step(1, "interval", "distance", value, unit)]}, "a", "a")
        assert plan.steps[0].end == end
    plan = read_workout({"workoutSteps": [old_step(1, "interval", "time", 90, None)]}, "a", "a")
    assert plan.steps[0].end == ByTime(90_000)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (workout(REP, sport="cycling"), "a workout for cycling"),
        (workout(), "there is no step in this workout"),
        ({"workoutSegments": None}, "there is no step"),
        ({"workoutSegments": [3, {"workoutSteps": "x"}]}, "there is no step"),
        (workout(REP, step("interval", "calories", 100)), "step 2 ends by calories, which no stopwatch can tell"),
        (workout(step("interval", "heart.rate", 150)), "step 1 ends by heart rate"),
        (workout({}), "step 1 ends by nothing"),
        (workout(step("interval", "time", -5)), "step 1 has no time"),
        (workout(step("interval", "time", 1e300)), "step 1 has no time"),
        (workout(step("interval", "distance", True)), "step 1 has no distance"),
        (workout({**REP, "endConditionValue": "far"}), "step 1 has no distance"),
        (workout(repeat(10**9, REP)), "step 1 makes more than 1,000 steps"),
        (workout(repeat(0, REP)), "step 1 repeats nothing"),
        (workout(repeat(3)), "step 1 repeats nothing"),
        (workout(repeat(2, repeat(2, repeat(2, REP, REST), REST), REST), *[REP] * 990), "makes more than 1,000 steps"),
        (workout(step("interval", "distance", 400, **target("pace.zone", 240, 250))), "a pace that nobody runs"),
        ({"workoutSteps": [old_step(1, "interval", "time", 5, "parsec")]}, "step 1 ends by time parsec"),
        ({"workoutSteps": [old_step(1, "interval", "time", 5, "s", parentGroupId=3)]}, "a repeat that is not there"),
        ({"workoutSteps": [old_step(1, "repeat", "iterations", 2, None, groupId=1, parentGroupId=1)]}, "follows it"),
    ],
)
def test_what_no_plan_can_say_is_one_refusal(data: object, said: str) -> None:
    assert said in refusal(data)


def test_repeats_without_end_are_refused_before_anything_is_unrolled() -> None:
    inner = REP
    for _ in range(20):
        inner = repeat(2, inner)
    assert "is nested deeper than 8 repeats" in refusal(workout(inner))


@pytest.mark.parametrize(
    "text", ["{", "[" * 5_000, '{"a": NaN}', '{"a": Infinity}', "{'a': 1}", '{"a": 1e999}{', "1" * 5_000]
)
def test_what_is_no_json_is_one_line(text: str) -> None:
    with pytest.raises(FileError) as raised:
        read_json(text, "a.json")
    assert "\n" not in str(raised.value)


plain: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)
keys = st.sampled_from([*REP, "numberOfIterations", "workoutSteps", "targetType", "targetValueOne", "description"])


@settings(max_examples=50)
@given(st.lists(st.tuples(keys, plain), max_size=3), st.booleans())
def test_a_step_with_anything_in_it_is_a_plan_or_one_line(changes: list[tuple[str, Any]], is_repeat: bool) -> None:
    bad = {**(repeat(2, REP) if is_repeat else REP), **dict(changes)}
    data = workout(REP, bad)
    assert is_garmin(data)
    try:
        plan = read_workout(data, "a.json", "a")
    except FileError as error:
        said = str(error)
    else:
        said = ""
        assert parse(tidy(plan)).steps == plan.steps
    assert "\n" not in said
