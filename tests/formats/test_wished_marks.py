"""A distance between marks that is written down is honoured, or answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.on_track import Track
from trackclock.core import commands as ask
from trackclock.core.durations import format_duration
from trackclock.core.notation import parse
from trackclock.core.notation.context import Options
from trackclock.core.notation.writing.printer import tidy
from trackclock.core.plan import WISHED_MARK_MIN_MM, Plan
from trackclock.core.session import Accepted
from trackclock.formats.draft import read_draft
from trackclock.formats.load import load_text
from trackclock.formats.plan_json import plan_to_json
from trackclock.formats.plan_text import plan_to_text
from trackclock.formats.toml_fields import Fields


def plan_of(workout: str, split_every: str | None, more: str = "") -> Plan:
    head = f"split_every = {split_every}\n" if split_every is not None else ""
    return load_text(f'{head}{more}get_ready = "0s"\nworkout = "{workout}"')


def test_a_hundred_metres_has_the_mark_that_was_asked_for() -> None:
    assert plan_of("4 x 100m with 90s", "50").steps[0].marks_mm == (50_000, 100_000)
    assert plan_of("450m", "400").steps[0].marks_mm == (50_000, 450_000)
    assert plan_of("450m", None).steps[0].marks_mm == (450_000,)
    assert plan_of("100m", None, "lap = 60\n").steps[0].marks_mm == (100_000,)


def test_the_editor_reads_it_the_same() -> None:
    draft = read_draft("100m", Fields(split_every="50"))
    assert draft.plan is not None
    assert draft.plan.steps[0].marks_mm == (50_000, 100_000)


@given(distance_m=st.integers(20, 3_000), every_m=st.integers(10, 1_000))
def test_every_mark_is_there_or_said_to_be_left_out(distance_m: int, every_m: int) -> None:
    plan = plan_of(f"{distance_m}m", str(every_m))
    wished = set(range(distance_m * 1_000, 0, -every_m * 1_000))
    missing = wished - set(plan.steps[0].marks_mm)
    assert set(plan.steps[0].marks_mm) <= wished
    assert all(mark < WISHED_MARK_MIN_MM for mark in missing)
    assert any("no mark at" in text for text in plan.assumptions) is bool(missing)


@settings(max_examples=200, deadline=None)
@given(distance_m=st.integers(20, 400), every_m=st.integers(10, 200), ms_per_m=st.integers(90, 300))
def test_a_mark_that_the_guard_refuses_to_a_runner_on_target_is_said(
    distance_m: int, every_m: int, ms_per_m: int
) -> None:
    target_ms = (distance_m * ms_per_m) // 1_000 * 1_000
    if target_ms < 81 * distance_m:
        return
    plan = plan_of(f"{distance_m}m @ {format_duration(target_ms)}", str(every_m))
    [step] = plan.steps
    track = Track(plan).press(0)
    refused = [
        mark
        for mark in step.marks_mm[:-1]
        if not isinstance(track.do(ask.Press(), mark * target_ms / (distance_m * 1_000_000)), Accepted)
    ]
    assert any("comes within 2 s" in text for text in plan.assumptions) is bool(refused)
    free = plan_of(f"{distance_m}m @ {format_duration(target_ms)}", str(every_m), 'press_guard = "0.1s"\n')
    assert not any("within 2 s" in text for text in free.assumptions)


def test_without_a_target_it_is_said_where_a_fast_runner_would_be_refused() -> None:
    [said] = plan_of("60m", "45").assumptions
    assert said.startswith("60 m: the mark at 15 m may come within 2 s of the start, where a press is refused")
    assert plan_of("60m", "40").assumptions == ()


def test_check_shows_the_marks_of_each_rep() -> None:
    plan = plan_of("2 x 100m with 90s\\n1km\\n2km @ 7:00", "50")
    text = plan_to_text(plan)
    assert "100 m          marks 50, 100 m\n" in text
    assert "marks 50, 100, 150 ... 1000 m (20)" in text
    assert "@ 7:00  marks 50, 100, 150 ... 2000 m (40)" in text
    assert "90 s recovery\n" in text, "a recovery has none"
    steps = plan_to_json(plan)["steps"]
    assert isinstance(steps, list)
    assert steps[0]["marks_m"] == [50, 100]


@pytest.mark.parametrize("workout", ["4 x 100m with 90s", "450m", "95m hill", "1 mile"])
@pytest.mark.parametrize("every_m", [45, 50, 400])
def test_tidy_notation_reads_back_with_the_same_header(workout: str, every_m: int) -> None:
    plan = plan_of(workout, str(every_m))
    text = tidy(plan)
    assert not text.startswith("{")
    options = Options(split_every_mm=every_m * 1_000, first_mark_min_mm=WISHED_MARK_MIN_MM)
    assert parse(text, options).steps == plan.steps


def test_the_bundled_sessions_ask_for_no_mark_that_they_do_not_get() -> None:
    for path in (Path(__file__).parents[2] / "sessions").glob("*.toml"):
        plan = load_text(path.read_text(encoding="utf-8"))
        assert not any("mark at" in assumption for assumption in plan.assumptions), path.name
