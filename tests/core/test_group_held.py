"""Presses of a group's one big key: any two can be two athletes, a key that is held down is none."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from trackclock.core.group.held import EVEN_MS, REPEAT_MS, REPEATS, held_repeats
from trackclock.core.session.guard import FIRST_REPEAT_MS


@given(
    st.lists(st.integers(REPEAT_MS, 5_000), max_size=4),
    st.integers(250, FIRST_REPEAT_MS),
    st.integers(12, REPEAT_MS - EVEN_MS - 1),
    st.lists(st.integers(0, EVEN_MS), min_size=REPEATS, max_size=20),
)
def test_a_key_that_is_held_is_one_press(before: list[int], delay: int, gap: int, jitter: list[int]) -> None:
    # The gaps between feet, the delay before the first repeat, the repeats.
    gaps = [*before, delay, *(gap + more for more in jitter)]
    instants = list(accumulate(gaps, initial=0))
    first_repeat = len(before) + 1
    assert held_repeats(instants) == tuple(range(first_repeat, len(instants)))


@given(st.lists(st.integers(REPEAT_MS, 10_000), max_size=12))
def test_feet_are_never_a_key_that_is_held(gaps: list[int]) -> None:
    assert held_repeats(list(accumulate(gaps, initial=0))) == ()


@given(st.lists(st.integers(0, REPEAT_MS - 1), max_size=REPEATS - 1), st.integers(REPEAT_MS, 300))
def test_as_many_as_can_be_feet_are_taken(gaps: list[int], before: int) -> None:
    assert held_repeats(list(accumulate([before, *gaps], initial=0))) == ()


@given(st.integers(0, 20), st.integers(0, 20))
def test_uneven_gaps_are_feet(short: int, more: int) -> None:
    long = short + EVEN_MS + 1 + more
    assert held_repeats(list(accumulate([short, long, short, long, short], initial=0))) == ()
