"""The lane: metres stay metres, laps are of the lane, and the marks lie where the runner passes the line."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.on_track import Track
from trackclock.core.comparisons import LikeHistory, RepContext, like_keys
from trackclock.core.comparisons.last_session import LAST_SESSION
from trackclock.core.comparisons.model import past_reps
from trackclock.core.lanes import LANES, lane_mm, lane_of, track_lap_mm
from trackclock.core.notation.writing.printer import tidy
from trackclock.core.pacer import FIRST_TICK_MIN_MM, Pacer, Ticks, pace_cues, position_at
from trackclock.core.plan import Plan
from trackclock.core.session import results_of
from trackclock.core.sounds import Sound
from trackclock.formats.errors import FileError
from trackclock.formats.load import load_text
from trackclock.formats.plan_json import plan_from_json, plan_to_json
from trackclock.formats.plan_text import plan_to_text
from trackclock.formats.toml_write import fields_of, session_text

PUBLISHED = (400_000, 407_040, 414_700, 422_370, 430_030, 437_700, 445_370, 453_030)
"""What World Athletics prints for lanes 1 to 8, in millimetres."""

lanes = st.integers(1, LANES)


def plan_in(lane: int, workout: str, more: str = "") -> Plan:
    return load_text(f'lane = {lane}\n{more}workout = """\n{workout}\n"""', is_toml=True)


def test_the_formula_gives_what_is_published() -> None:
    assert tuple(lane_mm(lane) for lane in range(1, LANES + 1)) == PUBLISHED
    assert [lane_of(lap) for lap in PUBLISHED] == list(range(1, LANES + 1))
    assert (lane_of(300_000), lane_of(422_371)) == (None, None)
    assert [track_lap_mm(lap) for lap in (*PUBLISHED, 300_000)] == [400_000] * LANES + [300_000]


def test_metres_stay_metres_and_laps_are_of_the_lane() -> None:
    plan = plan_in(4, "800m, 2 laps, half a lap, 1000m")
    reps = [step for step in plan.steps if step.marks_mm]
    assert [step.distance_mm for step in reps] == [800_000, 844_740, 211_185, 1_000_000]
    assert [step.marks_mm for step in reps] == [
        (377_630, 800_000),
        (422_370, 844_740),
        (211_185,),
        (155_260, 577_630, 1_000_000),
    ]


@settings(max_examples=40, deadline=None)
@given(lane=lanes, metres=st.integers(100, 10_000))
def test_marks_are_whole_laps_of_the_lane_before_the_finish(lane: int, metres: int) -> None:
    step = plan_in(lane, f"{metres}m").steps[0]
    assert step.distance_mm == step.marks_mm[-1] == metres * 1_000
    passed = [step.marks_mm[-1] - mark for mark in reversed(step.marks_mm)]
    assert passed == [number * lane_mm(lane) for number in range(len(passed))]
    left_mm = metres * 1_000 - len(passed) * lane_mm(lane)
    assert left_mm < 100_000


def test_what_is_written_down_in_metres_stays_there() -> None:
    plan = plan_in(4, "800m", "split_every = 200\n")
    assert plan.steps[0].marks_mm == (200_000, 400_000, 600_000, 800_000)


@settings(max_examples=10, deadline=None)
@given(lane=lanes)
def test_a_target_by_the_lap_is_for_the_lane(lane: int) -> None:
    target = plan_in(lane, "800m @ 80/lap").steps[0].target
    assert target is not None
    assert target.low_ms is not None
    assert abs(target.low_ms - 80_000 * 800_000 / lane_mm(lane)) < 1
    by_laps = plan_in(lane, "800m @ 2:44 as 80, 84").steps[0].target
    assert by_laps is not None
    assert by_laps.laps_ms == (80_000, 84_000)


def test_a_goal_is_a_race_and_its_laps_are_those_of_the_race() -> None:
    goals = [plan_in(lane, "400m", 'goal = "4 laps 5:20"\n').goal for lane in (1, 8)]
    assert goals[0] == goals[1]
    assert goals[0] is not None
    assert goals[0].distance_mm == 1_600_000


def test_a_track_named_in_the_text_is_the_track_and_not_the_lane() -> None:
    assert len(plan_in(4, "4 x 400m with 90s on a 400m track").steps) == 7


@settings(max_examples=30, deadline=None)
@given(lane=lanes, workout=st.sampled_from(["2 laps @ 80/lap, 90s, 800m", "1 mile", "3 x 1000m with 200m jog"]))
def test_a_plan_keeps_its_lane_through_every_form(lane: int, workout: str) -> None:
    plan = plan_in(lane, workout)
    again = load_text(session_text(tidy(plan), fields_of(plan)), name=plan.name, is_toml=True)
    assert (again.steps, again.lap_mm, again.split_every_mm) == (plan.steps, plan.lap_mm, plan.split_every_mm)
    fields = fields_of(plan)
    assert (fields.lane, fields.lap, fields.split_every) == ("" if lane == 1 else str(lane), "", "")
    plain = plan_to_json(plan)
    assert plain.get("lane", 1) == lane
    assert plan_from_json(plain, "f.json", "f").lap_mm == plan.lap_mm


def test_check_says_how_long_the_lap_is_that_it_took() -> None:
    assert "lane 4: a lap is 422.37 m" in plan_to_text(plan_in(4, "800m")).split("\n")
    assert "lane" not in plan_to_text(plan_in(1, "800m"))
    assert "lane" not in plan_to_json(load_text('lap = 300\nworkout = "800m"', is_toml=True))


def test_like_for_like_is_by_distance_and_its_times_are_read_at_the_marks_of_the_lane() -> None:
    inner, outer = plan_in(1, "800m", 'get_ready = "0s"\n'), plan_in(4, "800m", 'get_ready = "0s"\n')
    assert like_keys(inner.steps) == like_keys(outer.steps)
    track = Track(inner).press(0, 80, 164)
    past = past_reps("one", 20_000, results_of(inner, track.log))
    found = LAST_SESSION.generate(RepContext(outer.steps[0], history=LikeHistory(past)))
    assert found is not None
    band = found.band_at(377_630)
    assert band is not None
    assert band.low_ms == 80_000 * 377_630 // 400_000
    assert found.finish.low_ms == 164_000


@settings(max_examples=60, deadline=None)
@given(lane=lanes, ticks=st.sampled_from(Ticks), metres=st.sampled_from([400, 800, 1_500, 3_000]))
def test_the_pacer_ticks_at_the_same_places_of_each_lap(lane: int, ticks: Ticks, metres: int) -> None:
    plan = plan_in(lane, f"{metres}m @ 72/lap", 'get_ready = "0s"\n')
    step, target, lap_mm = plan.steps[0], plan.steps[0].target, lane_mm(lane)
    assert target is not None
    assert target.low_ms is not None
    cues = pace_cues(Track(plan).press(0).state(1), Pacer(ticks), ())
    spacing = lap_mm if ticks is Ticks.EVERY_MARK else int(ticks.value) * 1_000
    for cue in cues:
        back_mm = metres * 1_000 - position_at(step, target.low_ms, cue.at)
        in_lap = back_mm % lap_mm
        # A millisecond is a few millimetres, and it is cut off.
        nearest = min(in_lap, lap_mm - in_lap) if cue.sound is Sound.PACE_LAP else abs(in_lap - round(in_lap, -4))
        assert nearest < 20, (cue, back_mm)
        assert cue.sound is Sound.PACE_LAP or in_lap % spacing < 20 or spacing - in_lap % spacing < 20
    gaps = [later.at - earlier.at for earlier, later in pairwise(cues)]
    assert min(gaps, default=1_000_000) >= target.low_ms * FIRST_TICK_MIN_MM // (metres * 1_000) - 1
    lines = sum(cue.sound is Sound.PACE_LAP for cue in cues)
    passed = [metres * 1_000 - back_mm for back_mm in range(lap_mm, metres * 1_000, lap_mm)]
    # Where a tick is a mark there is none within 100 m of the start, and else none within 40 m.
    wanted = step.marks_mm[:-1] if ticks is Ticks.EVERY_MARK else [mm for mm in passed if mm >= FIRST_TICK_MIN_MM]
    assert lines == len(wanted)


@pytest.mark.parametrize(
    ("head", "column", "what", "instead"),
    [
        ("lap = 300\nlane = 4", 8, "only the lanes of a 400 m track", "write lap = 400, or leave lane out"),
        ("lap = 300\nlane = 1", 8, "only the lanes of a 400 m track", "write lap = 400, or leave lane out"),
        ("lane = 0", 8, "lane has a value that it cannot have", "from 1 to 8"),
        ("lane = 9", 8, "lane has a value that it cannot have", "from 1 to 8"),
        ('lane = "4"', 8, "lane has a value that it cannot have", "such as lane = 4"),
        ("lane = 4.5", 8, "lane has a value that it cannot have", "such as lane = 4"),
        ("lane = true", 8, "lane has a value that it cannot have", "such as lane = 4"),
    ],
)
def test_a_lane_that_is_none_is_refused_at_its_place(head: str, column: int, what: str, instead: str) -> None:
    with pytest.raises(FileError) as caught:
        load_text(f'{head}\nworkout = "800m"', "f.toml", is_toml=True)
    assert (caught.value.line, caught.value.column) == (head.count("\n") + 1, column)
    assert what in caught.value.what
    assert instead in caught.value.instead
