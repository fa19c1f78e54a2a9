"""Whose past is looked at: chosen with one key, the same on every screen; and a session given to somebody else."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.adapters.past import put
from tests.adapters.test_store_athletes import formed, of
from tests.fakes import FakeClock
from tests.ui.away import AwayApp, services_in, settle
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.ui import navigation
from trackclock.ui.screens.history import HistoryScreen
from trackclock.ui.screens.session import SessionScreen
from trackclock.ui.widgets.keys import KeyLine


def lines(app: AwayApp) -> list[str]:
    """The rows as they are painted."""
    screen = app.screen
    return ["".join(segment.text for segment in strip) for strip in screen._compositor.render_strips(screen.size)]


async def test_who_is_alone_sees_nothing_of_it(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path)) as store:
        put(store, of(1, None))
        app = AwayApp(services_in(tmp_path, FakeClock(), store), HistoryScreen)
        async with app.run_test(size=(120, 24)) as pilot:
            await settle(pilot)
            assert " whose" not in lines(app)[-1]
            await pilot.press("a")
            await settle(pilot)
            assert isinstance(app.screen, HistoryScreen)


async def test_who_has_only_timed_others_is_told_where_those_are(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path)) as store:
        put(store, of(1, "Ana"))
        app = AwayApp(services_in(tmp_path, FakeClock(), store), HistoryScreen)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "You have no sessions." in "\n".join(lines(app))
            assert "Press a to see somebody else's." in "\n".join(lines(app))


@pytest.mark.parametrize("name", ["bests", "workouts", "volume", "goal"])
async def test_the_one_who_was_chosen_holds_on_every_screen(tmp_path: Path, name: str) -> None:
    with closing(SqliteStore(tmp_path)) as store:
        put(store, of(1, None), of(2, "Ana"), of(3, "Ana"), of(4, "Ben"))
        app = AwayApp(services_in(tmp_path, FakeClock(), store), HistoryScreen)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "a whose" in lines(app)[-1]
            assert lines(app)[0].startswith(" History  1 session")
            await pilot.press("a")
            await settle(pilot)
            assert [row.strip() for row in lines(app) if row.strip() in ("you", "Ana", "Ben")] == ["you", "Ana", "Ben"]
            await pilot.press("down", "enter")
            await settle(pilot)
            assert lines(app)[0].startswith(" Ana History  2 sessions")
            await app.push_screen(getattr(navigation, name)())
            await settle(pilot)
            assert lines(app)[0].startswith(" Ana ")
            await pilot.press("a", "up", "enter")
            await settle(pilot)
            assert "Ana" not in lines(app)[0]
            await pilot.press("escape")
            await settle(pilot)
            assert lines(app)[0].startswith(" History  1 session")


async def test_a_session_is_given_to_somebody_and_back(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path)) as store:
        put(store, of(1, "Ana"), of(2, None, times=(79_000, 81_000)))
        history = SqliteHistory(tmp_path, store)
        app = AwayApp(services_in(tmp_path, FakeClock(), store), lambda: SessionScreen("s00002"))
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "Ana" not in lines(app)[0]
            await pilot.press("a", "down", "enter")
            await settle(pilot)
            shown = "\n".join(lines(app))
            assert "the session is Ana's" in shown
            assert "run by" in shown
            await pilot.press("enter")
            await settle(pilot)
            assert "session  Ana" in lines(app)[0]
            assert "-1.00" in "\n".join(lines(app)), "it is held against Ana's other one at once"
            assert store.flush(30)
            assert [row.id for row in history.of("Ana").sessions()] == ["s00002", "s00001"]
            await pilot.press("u", "enter")
            await settle(pilot)
            assert "Ana" not in lines(app)[0]
            assert store.flush(30)
            assert [row.id for row in history.sessions()] == ["s00002"]


async def test_a_session_is_given_to_a_name_that_is_typed_and_what_is_none_is_refused(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path)) as store:
        put(store, of(2, None))
        app = AwayApp(services_in(tmp_path, FakeClock(), store), lambda: SessionScreen("s00002"))
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("a", "down", "enter")
            await settle(pilot)
            await pilot.press("A", "comma", "enter")
            await settle(pilot)
            assert "a name has no ',' in it" in "\n".join(lines(app))
            await pilot.press("backspace", "d", "a", "enter")
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert "session  Ada" in lines(app)[0]
            assert store.flush(30)
            assert SqliteHistory(tmp_path, store).athletes() == ("Ada",)


async def test_one_of_a_group_that_was_left_goes_on_with_the_whole_group(tmp_path: Path) -> None:
    """Alone it would be a session that the others know nothing of."""
    resumed: list[tuple[str, ...]] = []
    with closing(SqliteStore(tmp_path)) as store:
        ids = formed(store, is_over=False)
        stored = store.read(ids[1])
        clock = FakeClock(now_ms=100_000, wall_ms=stored.header.started_wall_ms + 100_000)
        app = AwayApp(services_in(tmp_path, clock, store), lambda: SessionScreen(ids[1]))
        app.resume_group = lambda group: resumed.append(group.ids)  # type: ignore[attr-defined]
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("r")
            await settle(pilot)
            assert resumed == [ids]
            assert app.picked_up == []
            clock.advance(7 * 3_600_000)
            await pilot.press("r")
            await settle(pilot)
            assert resumed == [ids]
            assert app.screen.query(KeyLine)
