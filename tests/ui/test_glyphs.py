"""Digits made of blocks: they fit, they fill, and no two look alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trackclock.core.view import Counting
from trackclock.ui.live.big_clock import clock_text
from trackclock.ui.live.glyphs import char_width, fit, glyph, text_width

TIMES = st.sampled_from(["0:00", "0:07.3", "+0:07", "12:34.5", "1:02:03", "10:00:00", "+2.8", "2:43.70"])


@given(TIMES, st.integers(20, 300), st.integers(3, 80))
def test_what_fits_never_sticks_out(text: str, columns: int, rows: int) -> None:
    width, height = fit(text, columns, rows)
    if width:
        assert text_width(text, width) <= columns
        assert height <= rows


@given(TIMES, st.integers(20, 200), st.integers(3, 60))
def test_more_room_never_makes_them_smaller(text: str, columns: int, rows: int) -> None:
    assert fit(text, columns + 1, rows + 1)[0] >= fit(text, columns, rows)[0]


@given(st.integers(3, 40), st.integers(3, 40), st.booleans())
def test_every_digit_has_its_size_and_a_shape_of_its_own(width: int, height: int, is_lowered: bool) -> None:
    shapes = [glyph(digit, width, height, is_lowered=is_lowered) for digit in "0123456789"]
    assert len(set(shapes)) == 10
    for char in "0123456789:.+-":
        rows = glyph(char, width, height, is_lowered=is_lowered)
        assert not is_lowered or not set(rows[0]) - set(" ▄"), "half a row stays free"
        assert len(rows) == height
        assert all(len(row) == char_width(char, width) for row in rows)


def test_a_time_fills_the_width_of_the_usual_terminals() -> None:
    assert text_width("2:44.2", fit("0:00.0", 78, 11)[0]) >= 70
    assert text_width("2:44.2", fit("0:00.0", 118, 16)[0]) >= 104
    assert fit("0:00.0", 38, 5)[0] >= 5, "even 40 x 12 has digits"


def test_eight_at_its_smallest() -> None:
    assert glyph("8", 3, 3) == ("█▀█", "█▀█", "▀▀▀") or glyph("8", 3, 3) == ("█▀█", "█▀█", "█▄█")


def test_what_the_clock_shows() -> None:
    assert clock_text(164_260, Counting.UP) == "2:44.2"
    assert clock_text(59_999, Counting.UP) == "0:59.9", "a time is cut off, never rounded up"
    assert clock_text(1, Counting.DOWN) == "0:01", "a countdown reads zero only at its end"
    assert clock_text(0, Counting.DOWN) == "0:00"
    assert clock_text(7_900, Counting.OVER) == "+0:07"
    assert clock_text(3_723_456, Counting.UP) == "1:02:03"
    assert clock_text(12_345, Counting.STILL, was_counting_up=True) == "0:12.3"
