"""The list of all workouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App
from textual.command import CommandPalette
from textual.widgets import Static

from tests.core.by_hand import pause, rep, repeats, session, timed_rep
from tests.fakes import FakeHistory, FakeWorld
from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import mile, past_clock, pavey, run_session, season, timed
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.comparisons import workout_key
from trackclock.core.progress import PastSession, local_day
from trackclock.errors import StoreError
from trackclock.ports import WorkoutRow
from trackclock.ui.screens.history import HistoryScreen
from trackclock.ui.screens.workout import WorkoutScreen, workout_chart
from trackclock.ui.screens.workouts import WorkoutsScreen
from trackclock.ui.widgets.rows import RowList


def lines(app: App[None]) -> list[str]:
    rows = app.screen.query_one("#list", RowList)
    return [" ".join(rows.render_line(y).text.split()) for y in range(1, min(rows.size.height, rows.row_count + 1))]


def text_of(app: App[None], selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


class ManyWorkouts(FakeHistory):
    """A thousand workouts; remembers which were read."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def workouts(self, today: int) -> tuple[WorkoutRow, ...]:
        return tuple(WorkoutRow(f"d{n}000|-", f"W{n:04}", 1, 20_000 - n, "id") for n in range(1, 1_001))

    def workout(self, key: str, limit: int | None = None, until_day: int | None = None) -> tuple[PastSession, ...]:
        self.read.append(key)
        return (session("id", 20_000, [rep(400)], [80_000]),)


async def test_each_workout_has_its_count_last_date_best_and_trend(tmp_path: Path) -> None:
    clock = past_clock()
    store, _ = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), WorkoutsScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        # The trend of the 800s is the one on the workout's own screen; of two sessions there is none.
        assert lines(app) == [
            "Jo Pavey: 800s an… 3 2026-06-05 800 m 2:43.90 ▼-4.0",
            "Mile time trial 2 2026-05-30 1 mile 5:38.70",
            "4 x 600 m, a mile… 2 2026-05-23 600 m 1:58.90",
        ]
        assert "Workouts  3 workouts · last run first" in text_of(app, "#head")
        assert text_of(app, "#what").splitlines() == [
            "800 m · 800 m after 2:00 · 400 m after 3:00 · 400 m after 1:30",
            "▼ mean 800 m: last 8 weeks -4.0 s (3 sessions)",
        ]
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, WorkoutScreen)
        assert "Mile time trial" in text_of(app, "#head")
        assert "★5:38.70" in lines(app)[0]
    store.close()


async def test_it_is_reached_from_the_history_by_key_by_mouse_and_by_palette(tmp_path: Path) -> None:
    clock = past_clock()
    store, _ = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), HistoryScreen)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("w")
        await settle(pilot)
        assert isinstance(app.screen, WorkoutsScreen)
        await pilot.click("#list", offset=(5, 2))
        await settle(pilot)
        assert isinstance(app.screen, WorkoutsScreen)
        assert text_of(app, "#what") == "1 mile"
        await pilot.click("#list", offset=(5, 2))
        await settle(pilot)
        assert isinstance(app.screen, WorkoutScreen)
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
        line = app.screen.query_one("KeyLine")
        await pilot.click("KeyLine", offset=(str(line.render()).index("w workouts") + 2, 0))
        await settle(pilot)
        assert isinstance(app.screen, WorkoutsScreen)
        await pilot.press("escape", "ctrl+p")
        assert isinstance(app.screen, CommandPalette)
        await pilot.press(*"all workouts")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, WorkoutsScreen)
    store.close()


async def test_typing_narrows_it_down_and_s_sorts_it(tmp_path: Path) -> None:
    clock = past_clock()
    store, _ = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), WorkoutsScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("s")
        assert [line.split()[0] for line in lines(app)] == ["4", "Jo", "Mile"]
        await pilot.press("s")
        assert lines(app)[0].startswith("Jo Pavey")
        assert "most often first" in text_of(app, "#head")
        await pilot.press("slash", *"600 m")
        await settle(pilot)
        assert [line.split()[0] for line in lines(app)] == ["4"]
        await pilot.press(*"zz")
        await settle(pilot)
        assert 'No workout has "600 mzz" in it.' in text_of(app, "#empty")
        await pilot.press("escape")
        await settle(pilot)
        assert len(lines(app)) == 3
    store.close()


async def test_the_list_is_copied(tmp_path: Path) -> None:
    clock = past_clock()
    store, _ = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), WorkoutsScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("comma")
        await settle(pilot)
        assert app.copied.splitlines() == [
            "Workout,Sessions,Last run,Rep,Best (s),8 weeks (s),A year (s),Reps",
            "Jo Pavey: 800s and 400s,3,2026-06-05,800 m,163.900,-4.080,,"
            "800 m · 800 m after 2:00 · 400 m after 3:00 · 400 m after 1:30",
            "Mile time trial,2,2026-05-30,1 mile,338.700,,,1 mile",
            '"4 x 600 m, a mile predictor",2,2026-05-23,600 m,118.900,,,600 m · 600 m after 5:00',
        ]
    store.close()


async def test_only_the_workouts_in_sight_are_read(tmp_path: Path) -> None:
    history = ManyWorkouts()
    app = AwayApp(FakeWorld(tmp_path, history=history), WorkoutsScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert len(history.read) == len(set(history.read)) <= 24
        await pilot.press("end")
        await settle(pilot)
        assert "d1000000|-" in history.read
        assert len(history.read) <= 48


async def test_a_workout_that_cannot_be_read_is_said_once_and_the_list_stays(tmp_path: Path) -> None:
    class Broken(ManyWorkouts):
        def workouts(self, today: int) -> tuple[WorkoutRow, ...]:
            return super().workouts(today)[:6]

        def workout(self, key: str, limit: int | None = None, until_day: int | None = None) -> tuple[PastSession, ...]:
            super().workout(key, limit)
            raise StoreError("the history is on fire")

    history = Broken()
    app = AwayApp(FakeWorld(tmp_path, history=history), WorkoutsScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert lines(app)[0].startswith("W0001 1 2024")
        assert "…" not in "".join(lines(app))
        assert {notice.message for notice in app._notifications} == {"the history is on fire"}
        assert len(history.read) == 3, "each batch is given up at its first error"


async def test_without_workouts_it_says_what_to_do(tmp_path: Path) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), WorkoutsScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "run a session with reps" in text_of(app, "#empty")
        await pilot.press("enter", "s", "y")
        await settle(pilot)
        assert isinstance(app.screen, WorkoutsScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, WorkoutsScreen)


async def test_a_workout_by_time_has_no_best_in_the_list(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    run_session(store, clock, timed(), [60_000, 60_000])
    run_session(store, clock, mile(), [340_000])
    app = AwayApp(services_in(tmp_path, clock, store), WorkoutsScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert lines(app)[1] == "2 x 60 s 1 2026-05-01"
    store.close()


def charted(sessions: Sequence[PastSession]) -> tuple[str, list[str]]:
    data = workout_chart(sessions)
    assert data is not None
    return data.title, [series.name for series in data.series]


@pytest.mark.parametrize(
    ("other", "title", "names"),
    [
        (None, "100 m hill over time", ["mean", "fastest"]),
        (rep(100), "Mean pace over time", ["100 m hill", "100 m"]),
        (timed_rep(60), "100 m hill over time", ["mean", "fastest"]),
    ],
)
def test_hills_are_charted_apart_from_the_flat(other: object, title: str, names: list[str]) -> None:
    hill = replace(rep(100), label="100 m hill")
    steps = repeats(2, hill, pause(60))
    if other is not None:
        steps = [*steps, pause(60), other]  # type: ignore[list-item]
    sessions = [session(str(day), day, steps, [20_000, 19_000, 15_000][: len(steps) // 2 + 1]) for day in (1, 2)]
    assert charted(sessions) == (title, names)


def test_the_key_of_the_list_is_the_key_of_the_sessions(tmp_path: Path) -> None:
    clock = past_clock()
    store, _ = season(tmp_path, clock)
    history = services_in(tmp_path, clock, store).history
    today = local_day(clock.wall_ms(), clock.utc_offset_s())
    assert history.workouts(today)[0].key == workout_key(pavey())
    assert sum(row.sessions for row in history.workouts(today)) == 7
    store.close()
