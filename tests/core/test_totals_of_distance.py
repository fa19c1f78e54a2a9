"""How far something goes in all is said in kilometres with one decimal, cut off."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from trackclock.core.durations import format_total


@given(st.integers(0, 10**9))
@example(999_999)
@example(1_000_000)
@example(11_249_999)
def test_a_total_is_what_is_left_when_the_rest_is_cut_off(distance_mm: int) -> None:
    number, unit = format_total(distance_mm).split(" ")
    step_mm = 100_000 if unit == "km" else 1_000
    shown_mm = round(float(number) * (1_000_000 if unit == "km" else 1_000))
    assert (unit == "km") is (distance_mm >= 1_000_000)
    assert shown_mm == distance_mm // step_mm * step_mm


def test_it_reads_as_runners_say_it() -> None:
    assert [format_total(mm) for mm in (0, 800_000, 2_309_344, 11_200_000)] == ["0 m", "800 m", "2.3 km", "11.2 km"]
