"""The list of what can be run."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import next_days, past_clock, pavey, run_session
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.application.catalog import load
from trackclock.application.readings import FILE
from trackclock.application.session_file import SessionFile, stamp_of
from trackclock.core.plan import StepKind
from trackclock.core.results import Status
from trackclock.core.session import results_of
from trackclock.formats.bundled import list_bundled
from trackclock.ui.screens.sessions import SessionsScreen
from trackclock.ui.widgets.rows import RowList

GOOD = 'name = "Tuesday"\nworkout = """\n3 x 800m @ 2:44 with 2 min recoveries\n"""\n'
BAD = 'name = "Broken"\nworkout = """\n3 x 800m w/ 2 min recovry\n"""\n'


def app_in(folder: Path, files: dict[str, str] | None = None) -> AwayApp:
    services = services_in(folder, past_clock())
    for name, text in (files or {}).items():
        (folder / "sessions" / name).write_text(text, encoding="utf-8")
    return AwayApp(services, SessionsScreen)


def screen_of(app: AwayApp) -> SessionsScreen:
    assert isinstance(app.screen, SessionsScreen)
    return app.screen


def lines(app: AwayApp) -> list[str]:
    rows = app.screen.query_one("#list", RowList)
    return [rows.render_line(y).text for y in range(1, rows.size.height)]


def said(app: AwayApp) -> str:
    return [notice.message for notice in app._notifications][-1]


def text_of(app: AwayApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


def test_nothing_slow_is_imported_for_the_first_frame() -> None:
    code = (
        "import sys; import trackclock.ui.screens.sessions\n"
        "slow = ['pydantic', 'sqlite3', 'plotext', 'textual_plotext', 'textual.widgets._data_table',\n"
        "        'textual.widgets._text_area', 'trackclock.recorder',\n"
        "        'trackclock.core.progress']\n"
        "print(*[name for name in slow if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


async def test_own_and_bundled_files_are_listed_with_distance_and_time(tmp_path: Path) -> None:
    app = app_in(tmp_path, {"tuesday.toml": GOOD})
    async with app.run_test(size=(80, 30)) as pilot:
        await settle(pilot)
        shown = lines(app)
        assert shown[0].split() == ["Tuesday", "yours", "2.4", "km", "12:12"]
        assert sum("bundled" in line for line in shown) == len(list_bundled())
        assert "3 x 800 m @ 2:44, recovery 2:00" in text_of(app, "#plan")


async def test_a_broken_file_shows_its_error_and_blocks_nothing(tmp_path: Path) -> None:
    app = app_in(tmp_path, {"broken.toml": BAD, "tuesday.toml": GOOD})
    async with app.run_test(size=(80, 30)) as pilot:
        await settle(pilot)
        assert lines(app)[0].split() == ["!", "broken.toml", "yours", "error"]
        assert "'recovry' is not known; did you mean 'recovery'?" in text_of(app, "#plan")
        assert "\n                    ^^^^^^^" in text_of(app, "#plan")
        await pilot.press("enter")
        assert app.started == []
        await pilot.press("down", "enter")
        assert [plan.name for plan, _ in app.started] == ["Tuesday"]


async def test_enter_runs_the_session_under_the_cursor(tmp_path: Path) -> None:
    app = app_in(tmp_path, {"tuesday.toml": GOOD})
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("enter")
        plan, source = app.started[0]
        assert (plan.name, source) == ("Tuesday", "tuesday.toml")
        assert sum(step.kind is StepKind.REP for step in plan.steps) == 3


async def test_typing_filters_and_escape_shows_all_again(tmp_path: Path) -> None:
    app = app_in(tmp_path, {"tuesday.toml": GOOD})
    async with app.run_test(size=(80, 30)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"tue")
        await settle(pilot)
        assert screen_of(app).query_one("#list", RowList).row_count == 1
        await pilot.press("enter", "enter")
        assert len(app.started) == 1
        await pilot.press("slash", *"xyz")
        await settle(pilot)
        assert 'No session has "tuexyz"' in text_of(app, "#plan")
        await pilot.press("escape")
        await settle(pilot)
        assert screen_of(app).query_one("#list", RowList).row_count == 1 + len(list_bundled())
        await pilot.press("slash", *"tue", "enter", "escape")
        await settle(pilot)
        assert screen_of(app).query_one("#list", RowList).row_count == 1 + len(list_bundled()), "from the list as well"
        assert not isinstance(app.focused, Input)


async def test_escape_codes_in_a_file_name_are_not_shown(tmp_path: Path) -> None:
    app = app_in(tmp_path, {"a\x1b[2Jb.toml": BAD})
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "a[2Jb.toml" in lines(app)[0]
        assert "\x1b" not in text_of(app, "#plan")


async def test_without_any_file_it_says_what_to_do(tmp_path: Path, monkeypatch: object) -> None:
    app = app_in(tmp_path)
    async with app.run_test() as pilot:
        await settle(pilot)
        screen = screen_of(app)
        screen._show_files([])
        await settle(pilot)
        assert "Press n to write one" in text_of(app, "#plan")


async def test_an_unfinished_session_is_offered_and_kept_running(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    session_id = run_session(store, clock, pavey(), [168_000, 169_000], finish=False)
    clock.advance(120_000)
    app = AwayApp(services_in(tmp_path, clock, store), SessionsScreen)
    async with app.run_test(size=(90, 30)) as pilot:
        await settle(pilot)
        assert "Jo Pavey: 800s and 400s, 2 of 6 reps, last seen 2:00 ago" in text_of(app, "#offered")
        await pilot.press("y")
        assert app.picked_up == [(session_id, True)]
        assert not app.screen.has_class("-offer")
    store.close()


async def test_after_six_hours_it_can_only_be_carried_on(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    session_id = run_session(store, clock, pavey(), [168_000], finish=False)
    next_days(clock, 1)
    app = AwayApp(services_in(tmp_path, clock, store), SessionsScreen)
    async with app.run_test(size=(90, 30)) as pilot:
        await settle(pilot)
        assert "begun 2026-05-01 19:00" in text_of(app, "#offered")
        await pilot.press("y")
        assert app.picked_up == []
        await pilot.press("o")
        assert app.picked_up == [(session_id, False)]
    store.close()


async def test_one_key_saves_it_as_it_is_where_its_log_ends(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    session_id = run_session(store, clock, pavey(), [168_000], finish=False)
    before = store.read(session_id)
    next_days(clock, 1)
    app = AwayApp(services_in(tmp_path, clock, store), SessionsScreen)
    async with app.run_test(size=(90, 30)) as pilot:
        await settle(pilot)
        await pilot.press("f")
        await settle(pilot)
    assert store.flush(10)
    after = store.read(session_id)
    results = results_of(after.header.plan, after.log)
    assert results.status is Status.STOPPED
    assert results.ended_ms == results_of(before.header.plan, before.log).ended_ms
    assert store.unfinished() == ()
    store.close()


def test_a_fault_of_ours_in_one_file_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise NameError("Pause")

    monkeypatch.setattr("trackclock.formats.load.load_plan", fail)
    loaded = load(SessionFile("a.txt", tmp_path / "a.txt"))
    assert (loaded.plan, loaded.error) == (None, "a.txt: trackclock failed on this file (NameError: Pause)")


async def test_own_files_are_deleted_brought_back_and_renamed_and_bundled_ones_stay(tmp_path: Path) -> None:
    app = app_in(tmp_path, {"tuesday.toml": GOOD, "other.txt": "4 x 400m, 2 min rest"})
    folder = tmp_path / "sessions"
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "New here? w shows a whole session" in text_of(app, "#first")
        assert app.screen.query_one("#first").display
        await pilot.press("x")
        await settle(pilot)
        assert said(app) == "other.txt is deleted. u brings it back."
        assert (lines(app)[0].split()[0], (folder / "other.txt").exists()) == ("Tuesday", False)
        await pilot.press("u")
        await settle(pilot)
        assert (said(app), (folder / "other.txt").read_text()) == ("other.txt is back.", "4 x 400m, 2 min rest")
        assert screen_of(app).chosen == SessionFile(
            "other.txt", folder / "other.txt", stamp_of(folder / "other.txt") or (0, 0)
        )
        await pilot.press("r", *(["backspace"] * 5), *"tuesday", "enter")
        await settle(pilot)
        assert (folder / "tuesday.txt").exists(), "another ending is another name"
        await pilot.press("end", "x")
        assert said(app).endswith("comes with trackclock and cannot be deleted; d copies it.")
        await pilot.press("w")
        assert app.demos == 1


async def test_each_file_says_when_it_was_last_run_and_how_that_went(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    services = services_in(tmp_path, clock, store)
    (tmp_path / "sessions" / "tuesday.toml").write_text(GOOD)
    plan = load(SessionFile("tuesday.toml", tmp_path / "sessions" / "tuesday.toml")).plan
    assert plan is not None
    run_session(store, clock, plan, [164_000, 163_000, 162_000])
    app = AwayApp(services, SessionsScreen)
    async with app.run_test(size=(90, 30)) as pilot:
        await settle(pilot)
        assert lines(app)[0].split()[-4:] == ["1", "May", "2026", "✓800"]
        assert not app.screen.query_one("#first").display
        assert text_of(app, "#plan").startswith("Last run 1 May 2026: ✓800\n")
    store.close()


async def test_a_file_that_is_read_otherwise_than_before_is_marked_until_it_is_run(tmp_path: Path) -> None:
    app = app_in(tmp_path, {"a.txt": "4 x 400m with 90s recovery"})
    folder = tmp_path / "sessions"
    text = sha256((folder / "a.txt").read_bytes()).hexdigest()
    texts = {text: {"run": "as an older trackclock read it", "said": "4 x 400 m with open recovery"}}
    (folder / FILE).write_text(json.dumps({"schema": 1, "texts": texts}), encoding="utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "changed" in lines(app)[0]
        assert "1 changed" in text_of(app, "#head")
        assert "4 x 400 m with open recovery" in text_of(app, "#plan")
        await pilot.press("enter")
        await settle(pilot)
        assert len(app.started) == 1
        assert "yours" in lines(app)[0]
        assert "changed" not in text_of(app, "#head")
        assert "open recovery" not in text_of(app, "#plan")
