"""What is shown of times, and that everything beside them agrees with the digits."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackclock.core.durations import format_duration, parse_duration
from trackclock.core.figures import (
    LEVEL_MS,
    RESULT,
    Delta,
    Difference,
    cut,
    difference,
    is_shorter,
    laps_ms,
    mean_ms,
    time_text,
    total_ms,
    wanted_text,
)

times = st.integers(0, 8_000_000)
decimals = st.integers(0, 3)


@st.composite
def close_times(draw: st.DrawFn) -> tuple[int, int]:
    """Two times near each other, where the digits decide."""
    time_ms = draw(times)
    return time_ms, max(0, time_ms + draw(st.integers(-400, 400)))


def read(ms: int, places: int) -> int:
    """What a reader takes a time for."""
    return parse_duration(time_text(ms, places))


def read_difference(text: str) -> int:
    return (-1 if text.startswith("-") else 1) * parse_duration(text.lstrip("+-"))


@given(st.integers(-4_000_000, 4_000_000) | st.integers(-61_000, 61_000), decimals)
def test_under_a_minute_there_is_no_nought_in_front_and_from_there_on_it_is_as_on_the_clock(
    ms: int, places: int
) -> None:
    text, clock = time_text(ms, places), format_duration(ms, places)
    assert text == (clock if abs(ms) >= 60_000 else clock.replace("0:0", "0:").replace("0:", "", 1) or "0")
    assert not text.lstrip("-").startswith("0:")
    assert (-1 if ms < 0 else 1) * read_difference(text.lstrip("-")) == cut(ms, places)


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (164_000, 164_000, "2:44"),
        (33_000, 33_000, "33"),
        (33_250, 33_250, "33.2"),
        (78_000, 80_000, "1:18-1:20"),
        (59_500, 60_000, "59.5-1:00.0"),
    ],
)
def test_a_target_is_put_as_it_is_said(low: int, high: int, text: str) -> None:
    assert wanted_text(low, high) == text


@given(times, decimals)
def test_a_time_is_cut_to_what_is_read_of_it(time_ms: int, places: int) -> None:
    assert cut(time_ms, places) == read(time_ms, places)
    assert cut(-time_ms, places) == -cut(time_ms, places)


@given(st.one_of(close_times(), st.tuples(times, times)), decimals)
def test_a_difference_is_that_of_the_figures_that_are_read(pair: tuple[int, int], places: int) -> None:
    time_ms, other_ms = pair
    shown = difference(time_ms, other_ms, places)
    expected = read(time_ms, places) - read(other_ms, places)
    assert read_difference(shown.text) == expected
    assert shown.text.startswith("-") == (expected < 0)
    assert shown.text.startswith("+") == (expected > 0)
    assert len(shown.text.partition(".")[2]) == places
    assert parse_duration(shown.size) == abs(expected)
    assert shown.with_unit.endswith(" s") == (":" not in shown.text) == shown.size.endswith(" s")
    assert shown.is_level == (abs(expected) < LEVEL_MS)
    assert shown.is_faster == (expected <= -LEVEL_MS)


@given(close_times(), st.integers(0, 500), decimals)
def test_against_a_range_it_is_that_to_the_nearer_bound_that_is_read(
    pair: tuple[int, int], width_ms: int, places: int
) -> None:
    time_ms, low_ms = pair
    delta = Delta(time_ms, low_ms, low_ms + width_ms)
    time, low, high = (read(ms, places) for ms in (time_ms, low_ms, low_ms + width_ms))
    expected = 0 if low <= time <= high else time - high if time > high else time - low
    assert read_difference(delta.shown(places).text) == expected
    assert delta.exact_ms == (
        0 if low_ms <= time_ms <= low_ms + width_ms else time_ms - min(max(time_ms, low_ms), low_ms + width_ms)
    )


@given(close_times())
def test_a_best_is_beaten_where_its_digits_are(pair: tuple[int, int]) -> None:
    time_ms, best_ms = pair
    shown = Delta(time_ms, best_ms, best_ms, is_against_best=True).shown()
    is_beaten = read(time_ms, RESULT) < read(best_ms, RESULT)
    assert is_shorter(time_ms, best_ms) == is_beaten == shown.is_faster
    assert not (is_beaten and shown.is_level)
    assert is_beaten == shown.text.startswith("-")


@given(st.lists(st.integers(1, 400_000), min_size=1, max_size=12), decimals)
def test_laps_add_up_to_each_split(exact: list[int], places: int) -> None:
    splits = [sum(exact[: index + 1]) for index in range(len(exact))]
    laps = [read(lap, places) for lap in laps_ms(splits, places)]
    assert laps == list(laps_ms(splits, places))
    assert [sum(laps[: index + 1]) for index in range(len(laps))] == [read(split, places) for split in splits]


@given(st.lists(times, min_size=1, max_size=20), decimals)
def test_a_mean_and_a_total_are_those_of_the_figures(several: list[int], places: int) -> None:
    figures = [read(time_ms, places) for time_ms in several]
    assert total_ms(several, places) == sum(figures)
    mean = mean_ms(several, places)
    assert read(mean, places) == mean
    assert 0 <= sum(figures) - mean * len(figures) < 10 ** (3 - places) * len(figures)
    assert min(figures) <= mean <= max(figures)


@given(st.lists(times, min_size=2, max_size=8))
def test_differences_add_up_from_the_first_to_the_last(several: list[int]) -> None:
    steps = [difference(later, earlier).shown_ms for earlier, later in pairwise(several)]
    assert sum(steps) == difference(several[-1], several[0]).shown_ms


@pytest.mark.parametrize(
    ("shown", "text", "with_unit"),
    [
        (difference(159_330, 161_030), "-1.70", "-1.70 s"),
        (difference(30_010, 19_640), "+10.37", "+10.37 s"),
        (difference(82_000, 19_700), "+1:02.30", "+1:02.30"),
        (difference(80_009, 80_000), "0.00", "0.00 s"),
        (difference(80_500, 80_000, 0), "0", "0 s"),
        (Difference(-3_700_000, 1), "-1:01:40.0", "-1:01:40.0"),
    ],
)
def test_how_it_is_put(shown: Difference, text: str, with_unit: str) -> None:
    assert (shown.text, shown.with_unit) == (text, with_unit)
