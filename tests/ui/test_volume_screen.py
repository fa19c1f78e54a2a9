"""Weeks, months and the calendar of the year: what is drawn is what was run."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Static

from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import past_clock, season
from trackclock.core.progress import SessionLoad, monday_of
from trackclock.core.progress.calendar import WEEKS, DayMark, year_calendar
from trackclock.ui.screens.history import HistoryScreen
from trackclock.ui.screens.volume import VolumeScreen, calendar_text
from trackclock.ui.widgets.bars import bar
from trackclock.ui.widgets.rows import RowList

TODAY = 20_717


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 500), st.integers(1, 40))
def test_a_bar_is_as_long_as_its_share(value: int, other: int, most: int, width: int) -> None:
    assert len(bar(value, most, width)) <= width
    assert bar(most, most, width) == "█" * width
    assert (bar(value, most, width) == "") == (value == 0)
    if value <= other:
        eighths = [sum(" ▏▎▍▌▋▊▉█".index(sign) for sign in bar(one, most, width)) for one in (value, other)]
        assert eighths[0] <= eighths[1]


@given(
    st.lists(st.tuples(st.integers(TODAY - 420, TODAY + 3), st.sampled_from([None, 3, 9])), max_size=30),
    st.integers(TODAY - 8, TODAY),
    st.integers(40, 200),
)
def test_every_day_of_the_year_has_the_mark_of_its_hardest_session(
    days: list[tuple[int, int | None]], today: int, width: int
) -> None:
    loads = [SessionLoad(str(n), day, 1, 1, 1, effort, 1) for n, (day, effort) in enumerate(days)]
    weeks = year_calendar(loads, today)
    assert len(weeks) == WEEKS
    first = monday_of(today) - 7 * (WEEKS - 1)
    for number, week in enumerate(weeks):
        for row, mark in enumerate(week):
            day = first + 7 * number + row
            efforts = [effort for one, effort in days if one == day]
            expected = DayMark.HARD if 9 in efforts else DayMark.SESSION if efforts else DayMark.NONE
            assert mark is (DayMark.AHEAD if day > today else expected)
    lines = calendar_text(loads, today, width).plain.splitlines()
    assert len(lines) == 9
    assert all(len(line) <= width for line in lines[:-1])


async def test_weeks_and_months_stand_as_bars_below_the_year(tmp_path: Path) -> None:
    clock = past_clock()
    store, _ = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), HistoryScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("c")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert isinstance(app.screen, VolumeScreen)
        rows = app.screen.query_one("#list", RowList)
        assert rows.has_focus, "a resize before the history is read takes no keyboard away"
        lines = [" ".join(rows.render_line(y).text.split()) for y in range(rows.row_count + 1)]
        assert lines[0] == "Week from Sessions Hard Reps Distance"
        assert lines[1].startswith("1 Jun 2026 1 1 ")
        assert lines[-1].startswith("27 Apr 2026 1 1 ")
        assert "6 ██████████ 3.6 km ██████" in lines[1]
        calendar = str(app.screen.query_one("#calendar", Static).content)
        assert calendar.count("█") == 7 + 1, "seven hard sessions, and the sign of one"
        await pilot.press("p")
        await settle(pilot)
        assert " ".join(rows.render_line(2).text.split()).startswith("May 2026 6 6 ")
        assert "months · the last year: 7 sessions, 7 hard, 28 reps, 18.8 km" in str(
            app.screen.query_one("#head", Static).content
        )
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HistoryScreen)
    store.close()
