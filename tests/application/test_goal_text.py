"""The runner's goal as a line of text."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackclock.application.goal_file import FILE, load_goal, save_goal
from trackclock.application.goal_text import GoalError, read_goal, with_year


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
        ("mile 5:30 on 29 February", 330_000, day(2028, 2, 29)),
        ("mile 5:30 on Feb 29th", 330_000, day(2028, 2, 29)),
    ],
)
def test_a_goal_is_read_as_it_is_said(text: str, time_ms: int, race_day: int | None) -> None:
    found = read_goal(text, TODAY)
    assert (found.goal.time_ms, found.race_day) == (time_ms, race_day)


@pytest.mark.parametrize("text", ["mile", "mile 5:30 on tuesday", "mile 5:30 on 31 February", "mile 5:30 on 3 Foo", ""])
def test_what_is_no_goal_is_refused_with_a_proposal(text: str) -> None:
    with pytest.raises(GoalError, match="write"):
        read_goal(text, TODAY)


@pytest.mark.parametrize("first", [date(2026, 1, 1), date(2095, 12, 1)])
def test_every_day_without_its_year_is_the_next_one_there_is(first: date) -> None:
    """Nine years of days, and from each of them a hundred days ahead, against a walk along the calendar."""
    start = (first - date(1970, 1, 1)).days
    calendar = [first + timedelta(days=ahead) for ahead in range(18 * 365)]
    nexts: dict[tuple[int, int], int] = {}
    for ahead, when in reversed(list(enumerate(calendar))):
        nexts[when.month, when.day] = start + ahead
        if ahead > 9 * 366:
            continue
        today = start + ahead
        later = when + timedelta(days=ahead % 367)
        for shown in (when, later, date(2096, 2, 29)):
            if (shown.month, shown.day) in nexts:
                found = read_goal(f"mile 5:30 on {shown.day} {shown:%B}", today)
                assert found.race_day == nexts[shown.month, shown.day], (when, shown)


@pytest.mark.parametrize("today", [day(2026, 6, 5), day(2028, 2, 29), day(2096, 3, 1)])
def test_days_that_never_come_are_refused_in_words(today: int) -> None:
    for month in range(1, 13):
        name = date(2000, month, 1).strftime("%B")
        for number in (0, *range(29, 40), 99):
            exists = any(_is_day(year, month, number) for year in range(2000, 2008))
            text = f"mile 5:30 on {number} {name}"
            if exists:
                assert read_goal(text, today).race_day is not None
                continue
            with pytest.raises(GoalError, match=f"no year has a {number} {name}; write it as"):
                read_goal(text, today)
    for text in ("29 February 2027", "2027-02-29", "February 29, 2100"):
        with pytest.raises(GoalError, match=r"the year \d{4} has no 29 February; write it as"):
            read_goal(f"mile 5:30 on {text}", today)
    with pytest.raises(GoalError, match="the year 2027 has no 1 month 13"):
        read_goal("mile 5:30 on 2027-13-01", today)


def _is_day(year: int, month: int, number: int) -> bool:
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True


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
