"""The date of a session whose clock was wrong, and a step that was left running, mended on its screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Input, Static

from tests.fakes import FakeClock, FakeSpeaker
from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import DAY_MS, START_MS, next_days, past_clock, pavey, put, run_session
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.application.start_text import StartError, start_of_text
from trackclock.core import commands as ask
from trackclock.core.plan import Open, Plan, Step, StepKind
from trackclock.core.results import Status
from trackclock.core.session import results_of
from trackclock.ports import Start
from trackclock.recorder import Recorder
from trackclock.ui.screens.ask import AskScreen
from trackclock.ui.screens.history import HistoryScreen
from trackclock.ui.screens.mend_session import MendSessionScreen
from trackclock.ui.screens.preview import PreviewScreen
from trackclock.ui.screens.session import SessionScreen
from trackclock.ui.widgets.rows import RowList

COOL_DOWN = Step(StepKind.COOLDOWN, Open(), "cool down", rep=None, reps=None, set=None, sets=None)
WARM_UP = Step(StepKind.WARMUP, Open(), "warm up", rep=None, reps=None, set=None, sets=None)


def lines(app: App[None], selector: str = "#reps") -> list[str]:
    rows = app.screen.query_one(selector, RowList)
    return [rows.render_line(y).text.rstrip() for y in range(1, rows.row_count + 1)]


def text_of(app: App[None], selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


def ahead(clock: FakeClock, days: int) -> None:
    """Put the wall clock, and nothing else, some days ahead or back."""
    clock._ahead_ms += days * DAY_MS


async def test_a_session_of_the_future_is_given_its_date_and_everything_follows(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    first = run_session(store, clock, pavey(), [168_000, 169_000, 167_000, 78_000, 78_000, 78_000])
    next_days(clock, 7)
    ahead(clock, 4_000)
    wrong = run_session(store, clock, pavey(), [166_000, 165_000, 164_000, 77_000, 77_000, 76_000])
    recorded_ms = store.read(wrong).header.started_wall_ms
    ahead(clock, -4_000)
    next_days(clock, 7)
    third = run_session(store, clock, pavey(), [167_000, 166_000, 165_000, 77_500, 77_500, 77_000])
    app = AwayApp(services_in(tmp_path, clock, store), lambda: SessionScreen(wrong))
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        assert "2037-" in text_of(app, "#head")
        # Held against the newest that lies before it, which is the third.
        assert lines(app)[0].split()[3] == "★2:46.00"
        assert "▼-1.0" in lines(app)[0]
        await pilot.press("e", "s")
        await settle(pilot)
        assert isinstance(app.screen, MendSessionScreen)
        await pilot.press("t")
        await settle(pilot)
        assert isinstance(app.screen, AskScreen)
        app.screen.query_one(Input).value = "2026-05-08 19:30"
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        assert "began" in text_of(app, "#changes")
        assert "→ 2026-05-08 19:30" in text_of(app, "#changes")
        await pilot.press("enter")
        await settle(pilot)
        assert "2026-05-08 19:30" in text_of(app, "#head")
        assert "its clock said 2037-" in text_of(app, "#head")
        # Now the newest before it is the first.
        assert "▼-2.0" in lines(app)[0]
        assert [row.id for row in SqliteHistory(tmp_path, store).sessions()] == [third, wrong, first]
        assert SqliteHistory(tmp_path, store).find("last").header.id == third
        mended = Start(START_MS + 7 * DAY_MS + 1_800_000, 7_200, recorded_ms)
        assert store.read(wrong).start == mended
        await pilot.press("u")
        await settle(pilot)
        assert "undone: the mended date" in str(app.screen.query_one(Static).content)
        await pilot.press("enter")
        await settle(pilot)
        assert "2037-" in text_of(app, "#head")
        assert "▼-1.0" in lines(app)[0]
        await pilot.press("b", "enter")
        await settle(pilot)
        assert store.flush(10)
        assert store.read(wrong).start == mended
    app = AwayApp(services_in(tmp_path, clock, store), HistoryScreen)
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        shown = [line[:10].split() for line in lines(app, "RowList")]
        assert shown == [["May", "2026"], ["Fri", "15", "May"], ["Fri", "8", "May"], ["Fri", "1", "May"]]
    store.close()


def left_running(store: SqliteStore, clock: FakeClock, plan: Plan, *, goodbye: bool) -> str:
    """All reps are run, then the laptop is forgotten until the next day."""
    recorder = Recorder(plan, "p.toml", clock, store, FakeSpeaker())
    recorder.submit(ask.Press(), clock.now_ms())
    clock.advance(600_000)
    recorder.submit(ask.Press(), clock.now_ms())
    go_ms = clock.advance(5_000)
    for at_ms in (82_000, 165_000):
        put(clock, go_ms + at_ms)
        recorder.submit(ask.Press(), clock.now_ms())
    clock.advance(DAY_MS + 5 * 3_600_000)
    if goodbye:
        recorder.submit(ask.Press(), clock.now_ms())
    recorder.leave(clock.now_ms())
    assert store.flush(10)
    assert recorder.header is not None
    return recorder.header.id


@pytest.mark.parametrize("goodbye", [True, False])
async def test_a_cool_down_left_running_is_shortened_and_the_session_ends_there(tmp_path: Path, goodbye: bool) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    plan = replace(pavey(), steps=(WARM_UP, pavey().steps[0], COOL_DOWN))
    session_id = left_running(store, clock, plan, goodbye=goodbye)
    before = results_of(plan, store.read(session_id).log)
    app = AwayApp(services_in(tmp_path, clock, store), lambda: SessionScreen(session_id))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert "29:12:50" in text_of(app, "#verdicts")
        await pilot.press("e", "s")
        await settle(pilot)
        assert [line.split()[0] for line in lines(app, "RowList")] == ["date", "warm-up", "cool-down"]
        await pilot.press("down", "down", "t")
        await settle(pilot)
        assert app.screen.query_one(Input).value == "29:00:00"
        app.screen.query_one(Input).value = "10 min"
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        assert "in all 29:12:50 → 22:50" in " ".join(text_of(app, "#changes").split())
        await pilot.press("enter")
        await settle(pilot)
        after = results_of(plan, store.read(session_id).log)
        assert (after.status, after.ended_ms) == (Status.FINISHED, 600_000 + 5_000 + 165_000 + 600_000)
        assert after.steps[1] == before.steps[1]
        assert "22:50" in text_of(app, "#verdicts")
        assert store.flush(10)
        assert SqliteHistory(tmp_path, store).row(session_id).ended_ms == after.ended_ms
        await pilot.press("u", "enter")
        await settle(pilot)
        assert results_of(plan, store.read(session_id).log) == before
    store.close()


async def test_a_session_without_reps_can_be_mended_too(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    recorder = Recorder(Plan("jog", (WARM_UP,)), "jog.txt", clock, store, FakeSpeaker())
    recorder.submit(ask.Press(), clock.now_ms())
    recorder.leave(clock.advance(DAY_MS))
    assert recorder.header is not None
    session_id = recorder.header.id
    assert store.flush(10)
    app = AwayApp(services_in(tmp_path, clock, store), lambda: SessionScreen(session_id))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("e", "down", "t")
        await settle(pilot)
        app.screen.query_one(Input).value = "30:00"
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert results_of(recorder.plan, store.read(session_id).log).ended_ms == 1_800_000
    store.close()


async def test_an_undo_that_opens_an_old_session_again_says_so_before(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    session_id = run_session(store, clock, pavey(), [168_000, 169_000, 167_000, 78_000, 78_000, 78_000])
    next_days(clock, 3)
    before = store.read(session_id)
    app = AwayApp(services_in(tmp_path, clock, store), lambda: SessionScreen(session_id))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        assert any("opens the session again" in str(line.content) for line in app.screen.query(Static))
        await pilot.press("escape")
        await settle(pilot)
        assert store.read(session_id) == before
        await pilot.press("e", "x", *"dog", "enter", "enter")
        await settle(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert not any("opens the session again" in str(line.content) for line in app.screen.query(Static))
    store.close()


NOW = START_MS
WAS = Start(START_MS - 3 * DAY_MS, 3_600)


@pytest.mark.parametrize(
    ("text", "wall_ms"),
    [
        ("2026-04-30 18:00", START_MS - DAY_MS),
        ("2026-04-30T18:00", START_MS - DAY_MS),
        (" 2026-4-30  18:00 ", START_MS - DAY_MS),
        ("2026-04-30", START_MS - DAY_MS),
        ("17:00", START_MS - 3 * DAY_MS - 3_600_000),
        ("2026-05-01 18:00", START_MS),
    ],
)
def test_a_start_is_read_in_the_local_time_of_its_place(text: str, wall_ms: int) -> None:
    assert start_of_text(text, WAS, FakeClock(wall_ms=NOW)) == (wall_ms, 3_600)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a date"),
        ("yesterday", "not a date"),
        ("2026-04-30 18", "not a date"),
        ("2026-02-30", "no such date"),
        ("2026-04-30 24:00", "no such date"),
        ("0000-01-01", "no such date"),
        ("2026-05-01 18:02", "in the future"),
        ("9999-12-31 23:59", "in the future"),
        ("1969-12-31 18:00", "before 1970"),
        ("٢٠٢٦-04-30", "not a date"),
    ],
)
def test_what_is_no_start_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(StartError, match=words):
        start_of_text(text, WAS, FakeClock(wall_ms=NOW))


def test_summer_time_is_that_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FakeClock(wall_ms=NOW)
    march_29_ms = 1_774_746_000_000
    monkeypatch.setattr(clock, "utc_offset_s", lambda wall_ms: 3_600 if wall_ms < march_29_ms else 7_200)
    summer = Start(START_MS - DAY_MS, 7_200)
    assert start_of_text("2026-01-15 12:00", summer, clock) == (1_768_474_800_000, 3_600)
