"""`check --json`, exactly as ARCHITECTURE.md, "Stable and versioned", prints it, and `check` for people."""

from __future__ import annotations

import json
from dataclasses import replace

from trackclock.formats.load import load_text
from trackclock.formats.plan_json import metres, plan_to_json
from trackclock.formats.plan_text import plan_to_text

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


def test_the_object_is_that_of_the_design() -> None:
    plain = plan_to_json(load_text(SESSION))
    assert list(plain) == ["schema", "name", "total_distance_m", "estimated_ms", "steps", "assumptions"]
    assert (plain["schema"], plain["name"], plain["total_distance_m"]) == (1, "A mile and more", 4009.344)
    steps = plain["steps"]
    assert isinstance(steps, list)
    assert all(list(step) == STEP_KEYS for step in steps)
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
