"""The runner's goal as a line of text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackclock.ui.goal_text import FILE, GoalError, load_goal, read_goal, save_goal, with_year


def day(year: int, month: int, number: int) -> int:
    return (date(year, month, number) - date(1970, 1, 1)).days


TODAY = day(2026, 6, 5)


@pytest.mark.parametrize(
    ("text", "time_ms", "race_day"),
    [
        ("mile 5:30", 330_000, None),
        ("mile 5:30 on 27 September", 330_000, day(2026, 9, 27)),
        ("mile 5:30 on 5 June", 330_000, TODAY),
        ("mile 5:30 on 4 June", 330_000, day(2027, 6, 4)),
        ("5k 19:30 on 2026-10-04", 1_170_000, day(2026, 10, 4)),
        ("1500m 4:40 on Sept 27th, 2027", 280_000, day(2027, 9, 27)),
        ("mile 5:30 by 1 Jan", 330_000, day(2027, 1, 1)),
    ],
)
def test_a_goal_is_read_as_it_is_said(text: str, time_ms: int, race_day: int | None) -> None:
    found = read_goal(text, TODAY)
    assert (found.goal.time_ms, found.race_day) == (time_ms, race_day)


@pytest.mark.parametrize("text", ["mile", "mile 5:30 on tuesday", "mile 5:30 on 31 February", "mile 5:30 on 3 Foo", ""])
def test_what_is_no_goal_is_refused_with_a_proposal(text: str) -> None:
    with pytest.raises(GoalError, match="write"):
        read_goal(text, TODAY)


@given(st.text(max_size=80))
def test_any_text_is_a_goal_or_refused(text: str) -> None:
    try:
        found = read_goal(text, TODAY)
    except GoalError:
        return
    assert found.goal.time_ms > 0


def test_the_year_is_kept() -> None:
    assert with_year("mile  5:30 on 27 Sep", TODAY) == "mile 5:30 on 27 September 2026"
    assert read_goal(with_year("mile 5:30 on 27 Sep", TODAY), day(2028, 1, 1)).race_day == day(2026, 9, 27)


def test_a_goal_is_kept_and_forgotten(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    assert load_goal(folder) == ""
    save_goal(folder, "mile 5:30")
    assert load_goal(folder) == "mile 5:30"
    assert [path.name for path in folder.iterdir()] == [FILE]
    save_goal(folder, "")
    assert load_goal(folder) == ""


def test_a_goal_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("not a folder", encoding="utf-8")
    with pytest.raises(GoalError, match="cannot be kept"):
        save_goal(tmp_path / "config", "mile 5:30")
