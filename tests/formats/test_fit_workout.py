"""Workouts of a watch: each step as it is run, targets as targets, and one refusal for what no stopwatch can tell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats import fit_files
from tests.formats.fit_files import FitStep, file_id, step, whole, workout, workout_file
from trackclock.core.limits import MILE_MM
from trackclock.core.notation import parse, tidy
from trackclock.core.plan import ByDistance, ByTime, Plan, StepKind
from trackclock.formats.errors import FileError
from trackclock.formats.fit.workout import read_workout

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "fit-workouts"

REP, REST = FitStep("distance", 40_000), FitStep("time", 60_000, "rest")


def read(*steps: FitStep, **about: str) -> Plan:
    return read_workout(workout_file(steps, **about), "a.fit", "a")


def lines(*steps: FitStep) -> list[str]:
    return tidy(read(*steps)).split("\n")


def refusal(data: bytes) -> str:
    with pytest.raises(FileError) as raised:
        read_workout(data, "a.fit", "a")
    assert "\n" not in str(raised.value)
    return raised.value.message


def refused(*steps: FitStep) -> str:
    return refusal(workout_file(steps))


def test_steps_by_time_by_distance_and_on_the_lap_key() -> None:
    assert lines(
        FitStep("time", 900_000, "warmup"),
        FitStep("open", None, "rest", notes="Hit lap when ready."),
        REP,
        FitStep("time", 90_000, "recovery"),
        FitStep("open", None, "interval"),
        FitStep("open", None, "rest"),
        FitStep("time", 30_000, "other"),
        FitStep("open", None, "cooldown"),
    ) == [
        "warm up 15 min",
        "warm up open [note: recovery] [note: Hit lap when ready.]",
        "400 m, 90 s recovery, open rep, open recovery, 1 x 30 s",
        "cool down open",
    ]


def test_rest_and_recovery_are_alike_and_what_lies_between_says_which() -> None:
    for rest in ("rest", "recovery"):
        plan = read(
            REP, FitStep("time", 60_000, rest), FitStep("repeat", 0, None, 3), FitStep("time", 300_000, rest), REP
        )
        assert [step.kind for step in plan.steps[-3:]] == [StepKind.REST, StepKind.REST, StepKind.REP]
        assert [step.kind for step in plan.steps[:3]] == [StepKind.REP, StepKind.RECOVERY, StepKind.REP]


def test_repeats_are_nested() -> None:
    assert lines(
        REP, REST, FitStep("repeat", 0, None, 4), FitStep("time", 180_000, "recovery"), FitStep("repeat", 0, None, 3)
    ) == ["3 x (4 x 400 m with 1 min recovery after each), 3 min rest after each set"]
    assert lines(FitStep("time", 600_000, "warmup"), REP, REST, FitStep("repeat", 1, None, 4), REP) == [
        "warm up 10 min",
        "4 x 400 m with 1 min recovery",
        "1 min rest",
        "400 m",
    ]


def test_reps_without_a_recovery_go_on_into_each_other() -> None:
    assert lines(FitStep("time", 60_000), FitStep("time", 30_000), REST, FitStep("repeat", 0, None, 5)) == [
        "5 x (1 min into 30 s) with 1 min recovery after each"
    ]
    plan = read(REP, FitStep("repeat", 0, None, 3))
    assert tidy(plan) == "3 x 400 m with 0 s recovery"
    assert plan.assumptions == ("step 1 follows without a recovery",)


def test_a_mile_that_was_cut_off_is_a_mile() -> None:
    for told in (160_900, 160_930, 160_934):
        assert read(FitStep("distance", told)).steps[0].end == ByDistance(MILE_MM)
    assert read(FitStep("distance", 80_467)).steps[0].end == ByDistance(MILE_MM // 2)
    assert read(FitStep("distance", 321_869)).steps[0].end == ByDistance(2 * MILE_MM)
    for metric in (10_000, 16_000, 120_000, 160_000, 320_000, 1_000_000, 160_800):
        assert read(FitStep("distance", metric)).steps[0].end == ByDistance(metric * 10)


@settings(max_examples=50)
@given(st.integers(150, 600), st.integers(0, 30), st.sampled_from(["km", "mile"]))
def test_a_pace_that_was_typed_into_a_watch_comes_back_as_it_was_typed(fast: int, more: int, unit: str) -> None:
    """It is stored as two speeds in millimetres a second, the slower one first."""
    per_mm = 1_000_000 if unit == "km" else MILE_MM
    speeds = [round(per_mm / seconds) for seconds in (fast + more, fast)]
    target = read(FitStep("distance", 100_000, target="speed", low=speeds[0], high=speeds[1])).steps[0].target
    assert target is not None
    assert target.low_ms is not None
    assert target.high_ms is not None
    per_km = 1_000_000 / per_mm
    assert abs(target.low_ms - fast * 1_000 * per_km) <= 150
    assert abs(target.high_ms - (fast + more) * 1_000 * per_km) <= 150
    if unit == "km":
        clock = [f"{seconds // 60}:{seconds % 60:02}" for seconds in (fast, fast + more)]
        assert target.text == f"{'-'.join(dict.fromkeys(clock))}/km"


def test_what_a_stopwatch_cannot_act_on_is_a_note() -> None:
    plan = read(
        FitStep("distance", 40_000, target="heart_rate", low=250, high=260, name="Hard", notes="Stay  tall\n"),
        REST._replace(target="heart_rate", zone=2),
        FitStep("time", 60_000, target="heart_rate", low=80, high=90),
        REST,
        FitStep("time", 60_000, target="power", low=1_250, high=1_300),
        REST,
        FitStep("time", 60_000, target="cadence", low=170, high=180),
        REST,
        FitStep("open", None, target="speed", low=4_000, high=4_000),
    )
    assert [step.notes for step in plan.steps if step.notes] == [
        ("Hard", "Stay tall", "HR 150-160 bpm"),
        ("HR zone 2",),
        ("HR 80-90 % of the highest",),
        ("power 250-300 W",),
        ("cadence 170-180",),
        ("pace 4:10/km",),
    ]
    assert all(step.target is None for step in plan.steps)


def test_steps_before_the_workout_and_out_of_order_are_in_their_order() -> None:
    body = step(1, REST) + step(0, REP) + step(2, FitStep("repeat", 0, None, 6)) + workout("Late", 3)
    plan = read_workout(whole(file_id("workout") + body), "a.fit", "a")
    assert (plan.name, tidy(plan)) == ("Late", "6 x 400 m with 1 min recovery after each")


def test_names_and_words_of_others_come_harmlessly() -> None:
    assert read(REP, name="Tue\x1b[31msday\n\u202e 800s").name == "Tue[31msday 800s"
    assert read(REP, name="").name == "a"
    assert read(REP, name="a" * 250).name == "a" * 120


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((REP, FitStep("calories", 100)), "step 2 ends by calories, which no stopwatch can tell"),
        ((FitStep("hr_less_than", 120),), "step 1 ends by hr less than, which no stopwatch can tell"),
        ((FitStep("reps", 12),), "step 1 ends by reps"),
        ((REP, FitStep("time", None)), "step 2 has no time that it can take"),
        ((FitStep("time", 0),), "step 1 has no time"),
        ((FitStep("time", 2**32 - 2),), "step 1 has no time"),
        ((FitStep("distance", 0),), "step 1 has no distance"),
        ((FitStep("distance", 2**32 - 2),), "step 1 has no distance"),
        ((FitStep("time", 40_000, target="speed", low=60_000, high=60_000),), "step 1 asks for a pace that nobody"),
        ((FitStep("repeat", 0, None, 3), REP), "step 1 repeats from a step that is not there"),
        ((REP, FitStep("repeat", 1, None, 3)), "step 2 repeats from a step that is not there"),
        ((REP, FitStep("repeat", 7, None, 3)), "step 2 repeats from a step that is not there"),
        ((REP, REST, FitStep("repeat", 0, None, 3), FitStep("repeat", 1, None, 3)), "step 4 repeats from a step"),
        ((REP, FitStep("repeat", 0, None, 0)), "step 2 repeats nothing"),
        ((REP, FitStep("repeat", 0, None, 2**31)), "step 2 makes more than 1,000 steps"),
        ((REP, REST, FitStep("repeat", 0, None, 501)), "step 3 makes more than 1,000 steps"),
        ((REP, *[FitStep("repeat", 0, None, 32)] * 6), "step 3 makes more than 1,000 steps"),
        ((REP, *[FitStep("repeat", 0, None, 1)] * 9), "step 10 is nested deeper than 8 repeats"),
        ((), "there is no step in this workout"),
    ],
)
def test_what_no_plan_can_say_is_one_refusal_with_the_number_of_the_step(steps: tuple[FitStep, ...], said: str) -> None:
    assert said in refused(*steps)


def test_another_sport_and_a_file_that_lost_steps_are_refused() -> None:
    assert refusal(workout_file([REP], sport="cycling")) == (
        "this is a workout for cycling, and trackclock times runs; give one for running"
    )
    assert "5 steps are announced and 1 are in the file" in refusal(
        whole(file_id("workout") + workout("a", 5) + step(0, REP))
    )
    assert "same number" in refusal(whole(file_id("workout") + workout("a", 2) + step(0, REP) * 2))


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(
            FitStep,
            st.sampled_from([*["time"] * 3, *["distance"] * 3, "open", "repeat", "calories"]),
            st.one_of(st.none(), st.integers(0, 5), st.integers(0, 2**32 - 1), st.sampled_from([40_000, 90_000])),
            st.sampled_from([*fit_files.INTENSITIES, None]),
            st.one_of(st.none(), st.integers(0, 2**32 - 1), st.integers(1, 8)),
            st.sampled_from([*fit_files.TARGETS]),
            st.integers(0, 2**32 - 1),
            st.integers(0, 2**32 - 1),
            st.integers(0, 9),
            st.just(""),
            st.just(""),
        ),
        max_size=6,
    )
)
def test_whatever_stands_in_the_steps_is_a_plan_that_reads_back_or_one_line(steps: list[FitStep]) -> None:
    try:
        plan = read_workout(workout_file(steps), "a.fit", "a")
    except FileError as error:
        said = str(error)
    else:
        said = ""
        assert parse(tidy(plan)).steps == plan.steps
        assert not any(isinstance(step.end, ByTime) and step.end.duration_ms < 0 for step in plan.steps)
    assert "\n" not in said


def _told(tree: list[dict[str, Any]]) -> list[tuple[str, object]]:
    """The steps of a sample as its manifest tells them, unrolled."""
    steps: list[tuple[str, object]] = []
    for node in tree:
        if "repeat" in node:
            steps += _told(node["steps"]) * node["repeat"]
        else:
            end = ByDistance(round(node["distance_m"] * 1_000)) if "distance_m" in node else None
            steps.append((node["intensity"], end or ByTime(round(node["time_s"] * 1_000))))
    return steps


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_the_samples_are_what_their_manifest_says() -> None:
    kinds = {"active": "rep", "recovery": "pause", "rest": "pause", "warmup": "warmup", "cooldown": "cooldown"}
    told = [sample for sample in json.loads((SAMPLES / "manifest.json").read_text("utf-8")) if "tree" in sample]
    assert len(told) == 5
    for sample in told:
        plan = read_workout((SAMPLES / sample["file"]).read_bytes(), sample["file"], "a")
        found = [("pause" if step.is_pause else step.kind.value, step.end) for step in plan.steps]
        assert found == [(kinds[intensity], end) for intensity, end in _told(sample["tree"])]
        assert parse(tidy(plan)).steps == plan.steps
    assert "a workout for cycling" in refusal((SAMPLES / "trainerroad_cycling.fit").read_bytes())
