"""Trends, bests, load, advice and the table of one workout."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.by_hand import Run, exercise, pause, rep, repeats, results_of_runs, session, timed_rep, warmup
from tests.oracles import bests_of, falls_of, load_of
from trackclock.core.plan import ByDistance, Goal, PatternPart
from trackclock.core.progress import (
    Course,
    Outcome,
    SessionLoad,
    Volume,
    WeekVolume,
    days_since_hard,
    days_to_race,
    goal_paces,
    line_of,
    local_day,
    monday_of,
    summary_of,
    trend_of,
    volume_of,
    week_volumes,
    workout_table,
)
from trackclock.core.progress.trends import RECENT_DAYS, TREND_OF, YEAR_DAYS, median

MONDAY = 20_577
"""2026-05-04."""


def test_a_straight_line_is_found_exactly() -> None:
    line = line_of([(MONDAY + 7 * week, 80_000 - 250 * week) for week in range(5)])
    assert line is not None
    assert (line.change_ms, line.start_ms, line.points) == (-1_000, 80_000, 5)
    assert line.at_ms(MONDAY + 70) == 77_500


def test_a_bad_day_does_not_bend_the_trend() -> None:
    points = [(MONDAY + 7 * week, 80_000 - 250 * week) for week in range(7)]
    points[3] = (points[3][0], 95_000)
    line = line_of(points)
    assert line is not None
    assert line.change_ms == -1_500


@pytest.mark.parametrize("points", [[], [(1, 80_000)], [(1, 80_000), (2, 79_000)], [(1, 80_000)] * 5])
def test_too_little_has_no_trend(points: list[tuple[int, int]]) -> None:
    assert line_of(points) is None
    assert trend_of(points, 10) is None


def test_only_the_newest_points_make_the_line() -> None:
    old = [(day, 90_000 + day * 100) for day in range(50)]
    new = [(1_000 + day, 80_000 - day) for day in range(TREND_OF)]
    line = line_of([*new, *old])
    assert line is not None
    assert (line.first_day, line.change_ms, line.points) == (1_000, 1 - TREND_OF, TREND_OF)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(60_000, 90_000)), max_size=15), st.integers(-500, 500))
def test_a_line_does_not_depend_on_the_order_or_on_where_zero_is(points: list[tuple[int, int]], shift: int) -> None:
    line = line_of(points)
    shifted = line_of([(day, time_ms + shift) for day, time_ms in reversed(points)])
    assert (line is None) == (shifted is None)
    if line and shifted:
        assert line.slope_ns == shifted.slope_ns
        assert line.start_ms + shift == shifted.start_ms


@given(
    st.lists(st.tuples(st.integers(-500, 10), st.integers(60_000, 90_000)), max_size=25, unique_by=lambda one: one[0])
)
def test_a_trend_has_its_two_windows_and_is_level_only_where_the_whole_of_it_is(points: list[tuple[int, int]]) -> None:
    trend = trend_of(points, 0)
    windows = [[one for one in points if -days < one[0] <= 0] for days in (RECENT_DAYS, YEAR_DAYS)]
    expected = [line_of(windows[0]), line_of(windows[1]) if windows[0] != windows[1] else None]
    assert ([trend.recent, trend.year] if trend else [None, None]) == expected
    if trend and any(line.course is not Course.LEVEL for line in expected if line):
        assert trend.course is not Course.LEVEL, "no arrow stands still beside a curve that falls or climbs"
    for line in filter(None, expected):
        assert (line.course is Course.LEVEL) == (abs(line.change_ms) < 200)


def test_a_slow_gain_is_no_standstill() -> None:
    """Three seconds in a year are 0.06 s a week: too little to see in one, and a falling curve all the same."""
    trend = trend_of([(day, 80_000 - 3_000 * day // 365) for day in range(5, 365, 14)], 364)
    assert trend is not None
    assert trend.year is not None
    assert (trend.year.course, trend.is_whole_year) == (Course.FASTER, True)
    assert trend.year.change.text == "-2.8"


def test_medians() -> None:
    assert median([3, 1, 2]) == 2
    assert median([4, 1, 2, 3]) == 3
    with pytest.raises(ValueError, match="nothing"):
        median([])


def test_bests_fall_one_after_the_other_reps_and_splits_apart() -> None:
    steps = repeats(2, rep(800), pause(120))
    reps = [
        *session("a", 1, steps, [Run(165_000, (80_000,)), Run(164_000, (81_000,))]).reps,
        *session("b", 8, steps, [Run(164_000, (79_500,)), Run(163_500, (82_000,))]).reps,
        *session("c", 9, [rep(400)], [78_000]).reps,
    ]
    falls = falls_of(reps)
    assert list(falls) == [(400_000, False), (400_000, True), (800_000, False)]
    whole = falls[800_000, False]
    assert [
        (fall.performance.time_ms, fall.gained and fall.gained.shown_ms, fall.performance.session_id) for fall in whole
    ] == [
        (165_000, None, "a"),
        (164_000, -1_000, "a"),
        (163_500, -500, "b"),
    ]
    assert [(best.distance_mm, best.is_split, best.time_ms, best.day) for best in bests_of(reps)] == [
        (400_000, False, 78_000, 9),
        (400_000, True, 79_500, 8),
        (800_000, False, 163_500, 8),
    ]


def test_patterns_timed_reps_and_exercises_have_no_bests() -> None:
    sprints = (PatternPart(100_000, "sprint"), PatternPart(100_000, "jog"))
    steps = [rep(1_600, pattern=sprints), pause(60), timed_rep(60), pause(60), exercise("5 squats")]
    reps = session("a", 1, steps, [400_000, Run(60_000, covered_m=300), 20_000]).reps
    assert len(reps) == 3
    assert bests_of(reps) == ()


def test_hills_and_doubtful_reps_give_no_bests() -> None:
    hill = replace(rep(100), label="100 m hill")
    runs: list[Run | int] = [16_000, 14_000, Run(3_000, doubtful=True)]
    reps = session("a", 1, [rep(100), pause(60), hill, pause(60), rep(100)], runs).reps
    assert [(best.distance_mm, best.time_ms) for best in bests_of(reps)] == [(100_000, 16_000)]
    assert bests_of(replace(one, edited=True) for one in reps)[0].edited


def test_load_counts_what_was_run() -> None:
    steps = [warmup(), rep(400), pause(90), rep(400), pause(90), timed_rep(60), pause(60), exercise("5 squats")]
    runs: list[Run | int] = [80_000, Run(81_000, excluded="wind"), Run(60_000, covered_m=300), 30_000]
    load = load_of("a", MONDAY, results_of_runs(steps, runs, effort=6))
    assert load == SessionLoad("a", MONDAY, 1_100_000, 1_100_000, 221_000, 6, 4)


def test_each_total_is_the_same_wherever_it_is_asked_for() -> None:
    steps = [warmup(), rep(400), pause(ByDistance(200_000)), rep(400), pause(90), rep(400), pause(90), exercise("hill")]
    runs: list[Run | int] = [80_000, Run(81_000, excluded="wind"), Run(50_000, skipped=True), 30_000]
    results = results_of_runs(steps, runs)
    volume = volume_of(results)
    assert volume == Volume(reps=3, work_mm=800_000, total_mm=1_000_000, work_ms=191_000, work_shown_ms=191_000)
    load, summary = load_of("a", MONDAY, results), summary_of(results)
    assert load is not None
    assert (load.work_mm, load.total_mm, load.work_ms) == (volume.work_mm, volume.total_mm, volume.work_ms)
    assert (summary.reps, summary.work_mm, summary.work_ms) == (volume.reps, volume.work_mm, volume.work_ms)
    assert (summary.excluded, summary.skipped) == (1, 1)


def test_foam_rolling_on_a_gym_day_is_not_running() -> None:
    steps = [*repeats(3, exercise("5 squats"), pause(120)), pause(60), timed_rep(600)]
    load = load_of("a", MONDAY, results_of_runs(steps, [40_000, 40_000, 40_000, 600_000]))
    assert load is not None
    assert (load.work_ms, load.is_hard) == (0, False)


@pytest.mark.parametrize(
    ("work_ms", "effort", "hard"),
    [(179_999, None, False), (180_000, None, True), (900_000, 6, False), (10_000, 7, True)],
)
def test_the_runner_decides_what_was_hard_else_the_work_does(work_ms: int, effort: int | None, hard: bool) -> None:
    assert SessionLoad("a", 1, 0, 0, work_ms, effort).is_hard is hard


def test_days_are_local() -> None:
    last_second_of_sunday = MONDAY * 86_400_000 - 1_000
    assert local_day(last_second_of_sunday, 0) == MONDAY - 1
    assert local_day(last_second_of_sunday, 3_600) == MONDAY
    assert local_day(MONDAY * 86_400_000, -3_600) == MONDAY - 1


def test_weeks_begin_on_monday() -> None:
    assert monday_of(MONDAY) == monday_of(MONDAY + 6) == MONDAY
    assert monday_of(MONDAY - 1) == MONDAY - 7
    assert monday_of(-3) == -3  # 1969-12-29


def test_volume_per_week_has_the_idle_weeks_too() -> None:
    loads = [
        SessionLoad("b", MONDAY + 15, 2_000_000, 3_000_000, 400_000),
        SessionLoad("a", MONDAY + 6, 2_400_000, 4_000_000, 480_000, 5),
        SessionLoad("c", MONDAY, 1_000_000, 1_000_000, 100_000),
    ]
    assert week_volumes(loads, MONDAY + 21) == (
        WeekVolume(MONDAY, 2, 0, 3_400_000, 5_000_000, 580_000),
        WeekVolume(MONDAY + 7),
        WeekVolume(MONDAY + 14, 1, 1, 2_000_000, 3_000_000, 400_000),
        WeekVolume(MONDAY + 21),
    )
    assert week_volumes([], MONDAY) == ()


def test_weeks_end_at_today_whatever_a_wrong_clock_has_dated_ahead() -> None:
    loads = [SessionLoad("a", MONDAY, 1_000_000, 1_000_000, 100_000), SessionLoad("b", MONDAY + 400, 9, 9, 9)]
    assert week_volumes(loads, MONDAY + 8) == (
        WeekVolume(MONDAY, 1, 0, 1_000_000, 1_000_000, 100_000),
        WeekVolume(MONDAY + 7),
    )
    assert week_volumes(loads[1:], MONDAY) == ()


def test_a_session_without_a_rep_done_is_no_load() -> None:
    steps = [warmup(), rep(400), pause(90), rep(400)]
    assert load_of("a", MONDAY, results_of_runs(steps, [], effort=9)) is None
    assert load_of("a", MONDAY, results_of_runs(steps, [Run(None, skipped=True), Run(None)])) is None
    assert load_of("a", MONDAY, results_of_runs(steps, [80_000])) is not None


def hard(day: int, effort: int | None = None) -> SessionLoad:
    return SessionLoad(str(day), day, 0, 0, 600_000, effort)


def easy(day: int) -> SessionLoad:
    return SessionLoad(str(day), day, 0, 0, 1_800_000, 3)


def test_days_since_the_last_hard_session() -> None:
    loads = [hard(10), easy(14), hard(30)]
    assert days_since_hard(loads, 15) == 5
    assert days_since_hard(loads, 30) == 0
    assert days_since_hard([easy(14)], 15) is None


def test_days_to_the_race_and_its_pace() -> None:
    goal = Goal("mile 5:30", 1_609_344, 330_000)
    assert [days_to_race(120, today) for today in (100, 120, 121)] == [20, 0, None]
    # 330 s / 1609.344 m = 0.20505249 s/m.
    assert goal_paces(goal) == ((100_000, 20_505), (200_000, 41_010), (400_000, 82_021))


def test_a_workout_over_time_is_sessions_by_reps() -> None:
    table = workout_table(
        [
            session("a", 1, repeats(3, rep(800), pause(90)), [165_000, 164_000, 166_000]),
            session("b", 8, repeats(2, rep(800), pause(90)), [164_000, 164_100]),
            session("c", 15, repeats(3, rep(800), pause(90)), [163_000, Run(160_000, excluded="short"), 167_000]),
        ]
    )
    assert [column.label for column in table.columns] == ["800 m 1", "800 m 2", "800 m 3"]
    assert [row.session_id for row in table.rows] == ["c", "b", "a"]
    cells = [
        [(cell.delta and cell.delta.exact_ms, cell.outcome, cell.is_best) if cell else None for cell in row.cells]
        for row in table.rows
    ]
    assert cells == [
        [(-1_000, Outcome.FASTER, True), None, (1_000, Outcome.SLOWER, False)],
        [(-1_000, Outcome.FASTER, False), (100, Outcome.LEVEL, False), None],
        [(None, Outcome.FIRST, False), (None, Outcome.FIRST, True), (None, Outcome.FIRST, True)],
    ]
    trend = table.columns[0].trend
    assert trend is not None
    assert trend.recent is not None
    assert trend.recent.change_ms == -2_000
    # The means are 165.0, 164.05 and 165.0 s: level over the three weeks.
    assert [(size.describe(), one.course) for size, one in table.trends] == [("800 m", Course.LEVEL)]


def test_a_rep_that_one_session_has_more_of_stands_beside_its_like() -> None:
    short = [*repeats(2, rep(800), pause(90)), pause(90), *repeats(2, rep(400), pause(90))]
    long = [*repeats(3, rep(800), pause(90)), pause(90), *repeats(2, rep(400), pause(90))]
    times = [165_000, 164_000, 80_000, 79_000]
    table = workout_table([session("a", 1, short, times), session("b", 8, long, [166_000, *times])])
    assert [column.label for column in table.columns] == ["800 m 1", "800 m 2", "800 m 3", "400 m 1", "400 m 2"]


def test_a_workout_with_timed_reps_has_cells_without_best_or_trend() -> None:
    steps = [*repeats(2, rep(200), pause(60)), pause(60), timed_rep(60)]
    table = workout_table([session(name, day, steps, [35_000, 34_000, 60_000]) for day, name in enumerate("abc")])
    assert [(column.label, column.best is None, column.trend is None) for column in table.columns] == [
        ("200 m 1", False, False),
        ("200 m 2", False, False),
        ("1:00", True, True),
    ]
    assert workout_table([]).rows == ()
