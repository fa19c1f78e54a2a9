"""`check --json`, exactly as ARCHITECTURE.md, "Stable and versioned", prints it, and `check` for people."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.test_workout import workouts
from trackclock.core.plan import Plan
from trackclock.formats.errors import FileError
from trackclock.formats.load import load_text
from trackclock.formats.plan_json import is_plan_json, metres, plan_from_json, plan_to_json
from trackclock.formats.plan_text import plan_to_text
from trackclock.formats.workout.model import Workout
from trackclock.formats.workout.plan import to_plan

SESSION = """
name = "A mile and more"
goal = "mile 5:30"
notes = "Windy."
workout = \"\"\"
warm up 10 min
2-3 x 800m @ 2:44 with 2 min jog
5 squats [note: slowly]
1 mile @ goal pace
\"\"\"
"""

STEP_KEYS = [
    "step",
    "kind",
    "label",
    "set",
    "sets",
    "rep",
    "reps",
    "end",
    "distance_m",
    "duration_ms",
    "optional",
    "mode",
    "target",
    "marks_m",
]

HEADER_KEYS = ["notes", "goal", "lap_m", "split_every_m", "get_ready_ms", "start", "press_guard_ms", "late"]


def test_the_object_is_that_of_the_design() -> None:
    plain = plan_to_json(load_text(SESSION))
    first = ["schema", "name", "total_distance_m", "estimated_ms", "steps", "assumptions"]
    assert list(plain) == [*first, "notes", "goal"]
    assert list(plan_to_json(load_text("400m"))) == first
    assert [*plan_to_json(load_text(EVERYTHING))] == [*first, *HEADER_KEYS]
    assert (plain["schema"], plain["name"], plain["total_distance_m"]) == (1, "A mile and more", 4009.344)
    steps = plain["steps"]
    assert isinstance(steps, list)
    assert all(list(step) == [*STEP_KEYS, *(["notes"] if "squats" in step["label"] else [])] for step in steps)
    assert json.loads(json.dumps(plain)) == plain


def test_a_recovery_on_a_cycle_says_so_and_how_long_it_is() -> None:
    steps = plan_to_json(load_text("2 x 400m on 2:00"))["steps"]
    assert isinstance(steps, list)
    assert [step["end"] for step in steps] == ["distance", "cycle", "distance"]
    assert list(steps[1]) == [*STEP_KEYS, "cycle_ms"]
    assert (steps[1]["cycle_ms"], steps[1]["duration_ms"], steps[1]["label"]) == (120_000, None, "on 2:00")
    assert all("cycle_ms" not in step for step in steps[::2])


def test_a_rep_with_everything() -> None:
    steps = plan_to_json(load_text(SESSION))["steps"]
    assert isinstance(steps, list)
    assert steps[1] == {
        "step": 2,
        "kind": "rep",
        "label": "800 m",
        "set": 1,
        "sets": 1,
        "rep": 1,
        "reps": 3,
        "end": "distance",
        "distance_m": 800,
        "duration_ms": None,
        "optional": False,
        "mode": None,
        "target": {"low_ms": 164_000, "high_ms": 164_000, "text": "2:44"},
        "marks_m": [400, 800],
    }


def test_the_other_kinds_of_step() -> None:
    steps = plan_to_json(load_text(SESSION))["steps"]
    assert isinstance(steps, list)
    warmup, recovery, squats, mile = steps[0], steps[2], steps[7], steps[-1]
    assert (warmup["kind"], warmup["rep"], warmup["set"], warmup["end"]) == ("warmup", None, None, "time")
    assert (warmup["duration_ms"], warmup["marks_m"]) == (600_000, [])
    assert (recovery["kind"], recovery["mode"], recovery["optional"]) == ("recovery", "jog", False)
    assert [step["optional"] for step in steps[1:6]] == [False, False, False, True, True]
    assert (squats["end"], squats["distance_m"], squats["duration_ms"]) == ("open", None, None)
    assert mile["marks_m"] == [409.344, 809.344, 1209.344, 1609.344]


def test_only_an_added_step_says_so() -> None:
    plan = load_text("400m")
    added = replace(plan, steps=(plan.steps[0], replace(plan.steps[0], planned=False)))
    steps = plan_to_json(added)["steps"]
    assert isinstance(steps, list)
    assert "planned" not in steps[0]
    assert steps[1]["planned"] is False


def test_metres_have_three_decimals_at_most() -> None:
    assert [metres(value) for value in (800_000, 409_344, 1, 500)] == [800, 409.344, 0.001, 0.5]
    assert isinstance(metres(800_000), int)


def test_check_shows_steps_totals_and_assumptions() -> None:
    text = plan_to_text(load_text(SESSION + "# a comment\n"))
    lines = text.split("\n")
    assert lines[:3] == ["A mile and more", "goal: mile 5:30", "Windy."]
    assert any("rep 2 of 3" in line and "800 m" in line and "@ 2:44" in line for line in lines)
    assert any("optional" in line for line in lines)
    assert any("5 squats" in line and "(slowly)" in line for line in lines)
    assert any("@ goal pace = 5:30" in line for line in lines)
    assert any(line.startswith("10 steps, 4009.344 m, about ") for line in lines)
    assert "assumed:" in lines


def test_check_says_when_nothing_is_measured() -> None:
    text = plan_to_text(load_text("10 min tempo"))
    assert "1 steps" not in text
    assert "no measured distance" in text
    assert "assumed" not in text


# --- back -------------------------------------------------------------------------------------------------------------

EVERYTHING = """
name = "All of it"
notes = "Windy: go by effort.\\nTake water."
goal = "mile 5:30"
lap = 200
split_every = 50
get_ready = "15s"
start = "press"
late = "now"
press_guard = "0.3s"
workout = \"\"\"
warm up open [note: easy]
4-6 x 400m on 2:30
5 min rest
3 x 200m @ 32, 31, 30 with walk back recovery
(1 mile of (100m sprint, 100m jog) each faster)
5 squats
800m @ 72/lap
cool down 1 km
\"\"\"
"""


def back(plan: Plan) -> Plan:
    return plan_from_json(json.loads(json.dumps(plan_to_json(plan))), "a.json", "a")


def test_a_plan_with_everything_comes_back_as_it_was() -> None:
    for text in (EVERYTHING, SESSION, "10 x 1km"):
        plan = load_text(text)
        assert back(plan) == plan


@settings(max_examples=25)
@given(workouts)
def test_any_plan_comes_back_as_it_was(workout: Workout) -> None:
    plan = to_plan(workout, "a.fit", "a")
    assert back(plan) == plan


def test_what_an_older_build_printed_is_read_without_what_it_lacks() -> None:
    plan = load_text(EVERYTHING)
    plain: dict[str, Any] = json.loads(json.dumps(plan_to_json(plan)))
    older = {key: value for key, value in plain.items() if key not in HEADER_KEYS}
    older["steps"] = [
        {key: value for key, value in step.items() if key not in ("block", "group", "notes", "pattern")}
        for step in plain["steps"]
    ]
    read = plan_from_json(older, "a.json", "a")
    assert [(step.kind, step.end, step.label, step.rep, step.set, step.optional) for step in read.steps] == [
        (step.kind, step.end, step.label, step.rep, step.set, step.optional) for step in plan.steps
    ]
    groups = [step.group for step in read.steps]
    assert groups == sorted(groups)
    assert (read.notes, read.goal, read.get_ready_ms) == ("", None, 5_000)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"schema": 2}, "another schema than 1"),
        ({"steps": []}, "a session has 1 to 1,000 steps"),
        ({"steps": [{}] * 1_001}, "and this one 1,001"),
        ({"steps": [None]}, "this is no plan"),
        ({"lap_m": 1}, "out of bounds"),
        ({"lap_m": "x"}, "this is no plan"),
        ({"split_every_m": 3}, "out of bounds"),
        ({"get_ready_ms": -5}, "out of bounds"),
        ({"get_ready_ms": 1.5}, "this is no plan"),
        ({"press_guard_ms": 10**9}, "out of bounds"),
        ({"start": "now"}, "this is no plan"),
        ({"goal": {"text": "mile", "distance_m": 0, "time_ms": 1}}, "out of bounds"),
        ({"goal": 3}, "this is no plan"),
        ({"notes": ["x"]}, ""),
    ],
)
def test_a_header_that_no_session_has(changes: dict[str, Any], said: str) -> None:
    assert said in outcome({**plan_to_json(load_text("400m")), **changes})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"end": "never"}, "this is no plan"),
        ({"distance_m": -1}, "this is no plan"),
        ({"distance_m": float("nan")}, "this is no plan"),
        ({"distance_m": 10**9}, "step 1 is none (its distance is out of bounds)"),
        ({"marks_m": [300, 200]}, "step 1 is none (its marks do not lead to its end)"),
        ({"marks_m": 3}, "this is no plan"),
        ({"label": ""}, "step 1 is none (it has no label)"),
        ({"label": "a\u001b[2J"}, "step 1 is none (it holds control characters)"),
        ({"rep": 5}, "step 1 is none (its numbers do not fit)"),
        ({"rep": 10**30}, "this is no plan"),
        ({"block": -1}, "step 1 is none"),
        ({"target": {"low_ms": 5, "text": ""}}, "step 1 is none (a target needs both bounds or none)"),
        ({"target": []}, "this is no plan"),
        ({"pattern": [{"distance_m": 0, "label": ""}]}, "step 1 is none (its pattern has no length)"),
        ({"pattern": [3]}, "this is no plan"),
        ({"end": "cycle", "cycle_ms": 5}, "this is no plan"),
        ({"end": "time", "duration_ms": -1}, "this is no plan"),
    ],
)
def test_a_step_that_nobody_can_run(changes: dict[str, Any], said: str) -> None:
    plain: dict[str, Any] = plan_to_json(load_text("400m"))
    plain["steps"] = [{**plain["steps"][0], **changes}]
    assert said in outcome(plain)


def outcome(plain: object) -> str:
    """What is said of a plan; empty for a good one."""
    assert is_plan_json(plain)
    try:
        return plan_from_json(plain, "a.json", "a").notes
    except FileError as error:
        return str(error) if "\n" not in str(error) else "MORE THAN A LINE"


@settings(max_examples=50)
@given(
    st.dictionaries(
        st.sampled_from([*STEP_KEYS, "notes", "pattern", "cycle_ms", "planned"]),
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.floats(),
            st.text(max_size=4),
            st.lists(st.integers(), max_size=2),
        ),
        max_size=4,
    )
)
def test_a_step_with_anything_in_it_is_a_plan_or_one_line(changes: dict[str, Any]) -> None:
    plain: dict[str, Any] = plan_to_json(load_text("400m"))
    plain["steps"] = [{**plain["steps"][0], **changes}]
    assert outcome(plain) != "MORE THAN A LINE"
