"""Sessions deleted in the history: out of every total at once, in sight until it is left, and brought back by a key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widgets import Static

from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import past_clock, run_session, season, six_hundreds
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.ui.screens.confirm import ConfirmDialog
from trackclock.ui.screens.history import HistoryScreen
from trackclock.ui.widgets.rows import RowList


def lines(app: AwayApp) -> list[str]:
    rows = app.screen.query_one("#list", RowList)
    shown = [rows.render_line(y).text.rstrip() for y in range(1, rows.size.height)]
    return [line for line in shown if line]


def head(app: AwayApp) -> str:
    return str(app.screen.query_one("#head", Static).content)


def said(app: AwayApp) -> str:
    return [notice.message for notice in app._notifications][-1]


def listed(app: AwayApp) -> list[str]:
    """The lines of sessions, without those of their months."""
    return [line for line in lines(app) if re.match(r"[A-Z][a-z]+ \d{4} ", line) is None]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_deleted_session_stays_in_sight_until_the_history_is_left(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    services = services_in(tmp_path, clock, store)
    app = AwayApp(services, HistoryScreen)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("down", "x")
        await settle(pilot)
        assert "deleted: Mile time trial" in listed(app)[1]
        assert len(listed(app)) == 7
        assert head(app).startswith("History  6 sessions"), "it counts nowhere from then on"
        assert services.history.totals().sessions == 6
        assert said(app) == "Mile time trial is deleted and counts nowhere. u brings it back."
        await pilot.press("enter", "r")
        await settle(pilot)
        assert (isinstance(app.screen, HistoryScreen), app.started) == (True, [])
        assert said(app) == "This session is deleted; u brings it back."
        # From any line u brings back what was deleted last.
        await pilot.press("home", "delete")
        await settle(pilot)
        await pilot.press("end", "u")
        await settle(pilot)
        assert said(app) == "Jo Pavey: 800s and 400s is back, and counts again."
        assert head(app).startswith("History  6 sessions")
        # Left and opened again it is out of sight, and with d it is all there is.
        await pilot.press("escape")
        await app.push_screen(HistoryScreen())
        await settle(pilot)
        assert len(listed(app)) == 6
        await pilot.press("u")
        assert said(app) == "Nothing was deleted here. d shows what was deleted before."
        await pilot.press("d")
        await settle(pilot)
        assert [line.split("  ")[1:] for line in listed(app)] == [["deleted: Mile time trial"]]
        assert head(app).startswith("History  1 deleted session ")
        # For good only when asked again, and no is no.
        await pilot.press("x")
        assert isinstance(app.screen, ConfirmDialog)
        await pilot.press("n")
        await settle(pilot)
        assert len(listed(app)) == 1
        await pilot.press("x", "y")
        await settle(pilot)
        assert "No session is deleted." in str(app.screen.query_one("#empty", Static).content)
        assert ids[-2] not in [one.id for one in services.history.sessions()]
        await pilot.press("escape")
        await settle(pilot)
        assert len(listed(app)) == 6
    store.close()


async def test_what_is_run_in_another_app_is_not_deleted_and_what_is_run_again_is_the_plan_of_that_day(
    tmp_path: Path,
) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    session_id = run_session(store, clock, six_hundreds(), [122_000, 121_000], finish=False, source="hard.toml")
    other = SqliteStore(tmp_path)
    assert other.hold(session_id)
    app = AwayApp(services_in(tmp_path, clock, store), HistoryScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert said(app) == "this session is being run or mended in another trackclock; leave it there first"
        assert "deleted" not in listed(app)[0]
        await pilot.press("r")
        await settle(pilot)
        assert app.started == [(six_hundreds(), "hard.toml")]
    other.close()
    store.close()


async def test_a_session_without_a_rep_is_listed_and_not_counted(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    run_session(store, clock, six_hundreds(), [])
    run_session(store, clock, six_hundreds(), [121_000, 121_000, 121_000, 121_000])
    app = AwayApp(services_in(tmp_path, clock, store), HistoryScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert head(app).startswith("History  1 session, 1 more without a rep · newest first · 4 reps · ")
        assert len(listed(app)) == 2
    store.close()
