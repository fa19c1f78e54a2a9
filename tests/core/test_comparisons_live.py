"""The delta of a running rep, at its marks and between them."""

from __future__ import annotations

import pytest

from tests.core.by_hand import rep, timed_rep
from trackclock.core.comparisons import Band, Comparison, LiveDelta, Pace, live_delta, pace_of
from trackclock.core.figures import RUNNING, Difference, difference
from trackclock.core.results import SplitResult

MARKS = rep(1_200).marks_mm
EVEN = Comparison(
    Band(240_000, 240_000),
    tuple((mark, Band(mark // 5, mark // 5)) for mark in MARKS),
)
"""80 s a lap."""


def tenths(ms: int) -> Difference:
    return Difference(ms, RUNNING)


def split(distance_m: int, split_ms: int) -> SplitResult:
    return SplitResult(distance_m * 1_000, split_ms, 0)


def test_before_the_first_mark_nothing_is_known_until_it_is_overdue() -> None:
    assert live_delta(EVEN, MARKS, [], 80_000) is None
    assert live_delta(EVEN, MARKS, [], 80_100) == LiveDelta(tenths(100), Pace.LEVEL, is_running=True)
    assert live_delta(EVEN, MARKS, [], 81_000) == LiveDelta(tenths(1_000), Pace.BEHIND_LOSING, is_running=True)


@pytest.mark.parametrize(
    ("first", "second", "pace"),
    [
        (79_000, 158_000, Pace.AHEAD_GAINING),
        (79_000, 159_000, Pace.AHEAD_GAINING),
        (79_000, 159_150, Pace.AHEAD_GAINING),
        (79_000, 159_400, Pace.AHEAD_LOSING),
        (82_000, 161_000, Pace.BEHIND_GAINING),
        (82_000, 161_900, Pace.BEHIND_LOSING),
        (82_000, 164_000, Pace.BEHIND_LOSING),
        (82_000, 160_100, Pace.LEVEL),
        (78_000, 159_900, Pace.LEVEL),
        # Shown as 2:39.8 against 2:40.0.
        (78_000, 159_801, Pace.AHEAD_LOSING),
    ],
)
def test_the_states_at_a_mark(first: int, second: int, pace: Pace) -> None:
    live = live_delta(EVEN, MARKS, [split(400, first), split(800, second)], second + 1_000)
    assert live == LiveDelta(difference(second, 160_000, RUNNING), pace, is_running=False)


def test_a_lead_is_eaten_up_once_the_next_mark_is_late() -> None:
    taken = [split(400, 78_000)]
    assert live_delta(EVEN, MARKS, taken, 158_000) == LiveDelta(tenths(-2_000), Pace.AHEAD_GAINING, is_running=False)
    assert live_delta(EVEN, MARKS, taken, 158_100) == LiveDelta(tenths(-1_900), Pace.AHEAD_GAINING, is_running=True)
    assert live_delta(EVEN, MARKS, taken, 159_000) == LiveDelta(tenths(-1_000), Pace.AHEAD_LOSING, is_running=True)
    assert live_delta(EVEN, MARKS, taken, 161_500) == LiveDelta(tenths(1_500), Pace.BEHIND_LOSING, is_running=True)


def test_at_the_finish_the_delta_stands() -> None:
    taken = [split(400, 81_000), split(800, 161_000), split(1_200, 239_000)]
    assert live_delta(EVEN, MARKS, taken, 999_000) == LiveDelta(tenths(-1_000), Pace.AHEAD_GAINING, is_running=False)


def test_a_missed_mark_is_passed_over() -> None:
    assert live_delta(EVEN, MARKS, [split(800, 161_000)], 170_000) == LiveDelta(
        tenths(1_000), Pace.BEHIND_LOSING, is_running=False
    )


def test_a_mark_that_the_comparison_lacks_is_interpolated() -> None:
    whole = Comparison(Band(240_000, 240_000), ((1_200_000, Band(240_000, 240_000)),))
    live = live_delta(whole, MARKS, [split(400, 79_000)], 79_500)
    assert live == LiveDelta(tenths(-1_000), Pace.AHEAD_GAINING, is_running=False)


def test_inside_a_range_is_level_and_late_counts_from_its_slow_end() -> None:
    ranged = Comparison(Band(76_000, 80_000), ((400_000, Band(76_000, 80_000)),))
    assert live_delta(ranged, (400_000,), [], 79_000) is None
    assert live_delta(ranged, (400_000,), [], 80_500) == LiveDelta(tenths(500), Pace.BEHIND_LOSING, is_running=True)
    assert live_delta(ranged, (400_000,), [split(400, 78_000)], 78_000) == LiveDelta(
        tenths(0), Pace.LEVEL, is_running=False
    )


def test_an_open_rep_runs_late_against_the_whole_time() -> None:
    exercise = Comparison(Band(20_000, 20_000))
    assert live_delta(exercise, (), [], 19_000) is None
    assert live_delta(exercise, (), [], 21_000) == LiveDelta(tenths(1_000), Pace.BEHIND_LOSING, is_running=True)


def test_nothing_is_said_without_a_comparison_or_in_a_timed_rep() -> None:
    covered = Comparison(Band(60_000, 60_000), (), 300_000)
    assert live_delta(None, MARKS, [split(400, 80_000)], 80_000) is None
    assert live_delta(covered, timed_rep(60).marks_mm, [], 61_000) is None


def test_a_fifth_of_a_second_is_no_longer_level() -> None:
    assert pace_of(tenths(100), tenths(0)) is Pace.LEVEL
    assert pace_of(tenths(-100), tenths(0)) is Pace.LEVEL
    assert pace_of(tenths(200), tenths(0)) is Pace.BEHIND_LOSING
    assert pace_of(tenths(-200), tenths(0)) is Pace.AHEAD_GAINING
