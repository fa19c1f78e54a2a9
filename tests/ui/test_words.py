"""How times, dates and other people's text are put."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackclock.core.figures import Difference, difference
from trackclock.core.progress import local_day
from trackclock.ui import words


@given(st.text())
def test_nothing_that_a_terminal_acts_on_gets_through(text: str) -> None:
    shown = words.clean(text)
    assert all(ord(char) >= 0x20 and not 0x7F <= ord(char) <= 0x9F for char in shown)
    assert shown.encode("utf-8").decode("utf-8") == shown


def test_escape_codes_and_turned_text_are_taken_out() -> None:
    assert words.clean("a\x1b[31mb\u202ec\nd\udc80") == "a[31mbc d"


def test_lines_keep_what_they_are_indented_by() -> None:
    assert words.clean_lines("one\x1b\n    ^^^\ttwo") == "one\n    ^^^ two"


@pytest.mark.parametrize(
    ("delta", "text"),
    [
        (difference(78_750, 80_000), "▼-1.25"),
        (difference(80_000, 78_750), "▲+1.25"),
        (difference(80_000, 80_199), "=-0.19"),
        (difference(80_199, 80_000), "=+0.19"),
        (difference(80_009, 80_000), "=0.00"),
        (difference(80_200, 80_000), "▲+0.20"),
        (difference(142_300, 80_000, 1), "▲+1:02.3"),
        (None, "–"),
    ],
)
def test_a_delta_has_an_arrow_and_a_sign_beside_its_colour(delta: Difference | None, text: str) -> None:
    assert words.delta_text(delta).plain == text


def test_a_date_is_that_of_the_place_where_it_was() -> None:
    late_ms = 1_777_674_600_000  # 1 May 2026, 22:30 UTC
    assert words.local_text(late_ms, 7_200) == "2026-05-02 00:30"
    assert words.local_text(late_ms, -3_600) == "2026-05-01 21:30"
    assert words.day_text(local_day(late_ms, 7_200)) == "2026-05-02"


def test_one_is_not_many() -> None:
    assert [words.plural(count, "rep") for count in (0, 1, 2)] == ["0 reps", "1 rep", "2 reps"]
