"""One workout over time, the bests, the goal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen
from textual.widgets import Input, Static

from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import past_clock, pavey, season
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.comparisons import workout_key
from trackclock.ui.screens.bests import BestsScreen
from trackclock.ui.screens.goal import GoalScreen
from trackclock.ui.screens.session import SessionScreen
from trackclock.ui.screens.workout import WorkoutScreen
from trackclock.ui.widgets.chart import TimeChart
from trackclock.ui.widgets.rows import RowList


def with_season(folder: Path, make: Callable[[], Screen[Any]]) -> tuple[AwayApp, SqliteStore, list[str]]:
    clock = past_clock()
    store, ids = season(folder, clock)
    return AwayApp(services_in(folder, clock, store), make), store, ids


def lines(app: App[None]) -> list[str]:
    rows = app.screen.query_one("#list", RowList)
    return [rows.render_line(y).text.rstrip() for y in range(1, rows.row_count + 1)]


def text_of(app: App[None], selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


def over_time() -> WorkoutScreen:
    return WorkoutScreen(workout_key(pavey()), "Jo Pavey")


async def test_a_workout_is_a_table_of_sessions_by_reps(tmp_path: Path) -> None:
    app, store, _ = with_season(tmp_path, over_time)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        shown = lines(app)
        assert shown[0].split()[:5] == ["2026-06-05", "★2:45.21", "▼-0.99", "★2:43.90", "▼-1.40"]
        assert shown[1].split()[:3] == ["2026-05-16", "2:46.20", "▼-2.20"]
        assert shown[2].split()[:3] == ["2026-05-01", "2:48.40", "2:49.10"]
        assert shown[3].split()[:3] == ["best", "★2:45.21", "★2:43.90"]
        assert shown[4].split()[:4] == ["8", "weeks", "▼-3.1", "▼-5.2"]
        assert len(shown) == 5, "a year would say the same"
        assert "▼ mean 800 m: last 8 weeks -4.0 s (3 sessions)" in text_of(app, "#trends")
    store.close()


async def test_a_workout_opens_its_sessions_and_copies_its_table(tmp_path: Path) -> None:
    app, store, ids = with_season(tmp_path, over_time)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("y")
        assert "| 2026-06-05 | 2:45.21 | -0.99 | 2:43.90 |" in app.copied
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, SessionScreen)
        assert app.screen.session_id == ids[3]
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("end", "enter")
        assert isinstance(app.screen, WorkoutScreen)
    store.close()


async def test_a_workout_is_a_chart_too(tmp_path: Path) -> None:
    app, store, _ = with_season(tmp_path, over_time)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("d")
        await settle(pilot)
        drawn = app.screen.query_one(TimeChart).render().plain
        assert "min:s per 400 m, ▼ lower is faster  o 800 m  x 400 m" in text_of(app, ".legend")
        assert "May 1 " in drawn
        assert "Jun 5 " in drawn
        await pilot.press("d")
        assert app.screen.query_one("#list").display
    store.close()


async def test_a_workout_that_nobody_ran_says_so(tmp_path: Path) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), lambda: WorkoutScreen("d1|-", "Nothing"))
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "No rep of this workout counts yet" in text_of(app, "#empty")
        await pilot.press("d", "y", "enter")
        await settle(pilot)
        assert app.copied == ""


async def test_bests_stand_with_date_and_session_reps_and_splits_apart(tmp_path: Path) -> None:
    app, store, ids = with_season(tmp_path, BestsScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        shown = [" ".join(line.split()) for line in lines(app)]
        assert "400 m rep 1:14.60 1:14.60 2026-06-05 Jo Pavey: 800s and 400s" in shown
        assert "400 m split 1:21.95 1:21.95 2026-06-05 Jo Pavey: 800s and 400s" in shown
        assert "1 mile rep 5:38.70 1:24.18 2026-05-30 Mile time trial" in shown
        await pilot.press("down")
        await settle(pilot)
        assert "400 m as a rep fell" in text_of(app, "#falls")
        assert "2026-06-05   1:14.60  ▼-1.10 s" in text_of(app, "#falls")
        await pilot.press("d")
        await settle(pilot)
        assert "Best over 400 m" in text_of(app, ".legend")
        assert "Jun 5" in app.screen.query_one(TimeChart).render().plain
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, SessionScreen)
        assert app.screen.session_id == ids[-1]
    store.close()


async def test_without_bests_it_says_what_to_do(tmp_path: Path) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), BestsScreen)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert app.screen.query_one("#empty").display
        await pilot.press("d", "enter", "y")
        await settle(pilot)
        assert isinstance(app.screen, BestsScreen)


async def test_the_goal_is_set_and_everything_is_held_against_it(tmp_path: Path) -> None:
    app, store, ids = with_season(tmp_path, GoalScreen)
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        assert "none set: press e" in text_of(app, "#head")
        await pilot.press("e", *"mile", "enter")
        await settle(pilot)
        assert "a goal needs a distance and a time" in text_of(app, "#wrong")
        app.screen.query_one(Input).value = "mile 5:30 on 27 September"
        await pilot.press("enter")
        await settle(pilot)
        # From 5 June 2026.
        assert text_of(app, "#head") == "Goal  mile 5:30 on Sun 27 Sep 2026  114 days to go"
        assert "100 m 20.5  200 m 41.0  400 m 1:22.0" in text_of(app, "#paces")
        assert " ".join(lines(app)[0].split()) == "5:20.5 ▼-9.5 2026-05-23 Mean of 4 x 600 m with 5 min"
        assert "Runner's World UK" in text_of(app, "#facts")
        assert "each recovery within 30 s of 5 min" in text_of(app, "#facts")
        assert "No two hard days on end: hard on Fri 5 Jun" in text_of(app, "#days")
        assert (tmp_path / "goal.txt").read_text(encoding="utf-8") == "mile 5:30 on 27 September 2026\n"
        await pilot.press("d")
        await settle(pilot)
        assert "goal 5:30" in text_of(app, ".legend")
        assert "─" * 20 in app.screen.query_one(TimeChart).render().plain
        await pilot.press("y")
        assert "| Mean of 4 x 600 m with 5 min | 5:20.5 | -9.5 |" in app.copied
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, SessionScreen)
        assert app.screen.session_id == ids[4]
    store.close()


async def test_without_sessions_the_goal_says_what_points_to_it(tmp_path: Path) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), GoalScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Run 4 x 600 m with 5 min" in text_of(app, "#facts")
        await pilot.press("d", "enter")
        await settle(pilot)
        assert isinstance(app.screen, GoalScreen)


@pytest.mark.parametrize("make", [over_time, BestsScreen, GoalScreen])
async def test_escape_goes_back(tmp_path: Path, make: Callable[[], Screen[Any]]) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), make)
    async with app.run_test() as pilot:
        await settle(pilot)
        before = len(app.screen_stack)
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == before - 1
