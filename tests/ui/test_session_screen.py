"""One session opened again, and every repair of it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Input, Static

from tests.fakes import FakeClock, FakeHistory, FakeSpeaker, FakeWorld
from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import next_days, past_clock, pavey, put, run_session, season, timed
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core import commands as ask
from trackclock.core.results import SessionResults, Status
from trackclock.core.session import results_of
from trackclock.recorder import Recorder
from trackclock.ui.screens.ask import AskScreen
from trackclock.ui.screens.mend import MendScreen
from trackclock.ui.screens.note import NoteScreen
from trackclock.ui.screens.preview import PreviewScreen
from trackclock.ui.screens.session import SessionScreen
from trackclock.ui.widgets.keys import KeyLine
from trackclock.ui.widgets.rows import RowList
from trackclock.ui.widgets.summary import SummaryView


def opened(folder: Path, clock: FakeClock, store: SqliteStore, session_id: str) -> AwayApp:
    return AwayApp(services_in(folder, clock, store), lambda: SessionScreen(session_id))


def lines(app: App[None]) -> list[str]:
    rows = app.screen.query_one("#reps", RowList)
    return [rows.render_line(y).text.rstrip() for y in range(1, rows.row_count + 1)]


def text_of(app: App[None], selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


def stored_results(store: SqliteStore, session_id: str) -> SessionResults:
    assert store.flush(10)
    stored = store.read(session_id)
    return results_of(stored.header.plan, stored.log)


def rep_times(results: SessionResults) -> list[int | None]:
    return [step.time_ms for step in results.steps if step.recovery_ms is not None or step.splits]


async def test_a_session_is_shown_as_it_was(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = opened(tmp_path, clock, store, ids[-1])
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        shown = lines(app)
        # 2:45.21 against a target of 2:44, 2:46.2 in the session before and a best of 2:46.2.
        assert shown[0].split() == [
            "1",
            "800",
            "m",
            "★2:45.21",
            "–",
            "▲+1.21",
            "▼-0.99",
            "▼-0.99",
            "1:22.60",
            "1:22.61",
        ]
        assert shown[1].split()[3:8] == ["★2:43.90", "▼-1.31", "=-0.10", "▼-1.40", "▼-1.40"]
        assert shown[1].split()[8] == "2:00.0"
        assert "= 800 m: 2 of 3 on target (2:44), the farthest off 1.21 s too slow" in text_of(app, "#verdicts")
        assert "▼ 400 m: 3 reps within 2.30 s, each faster than the last" in text_of(app, "#verdicts")
        assert "Jo Pavey: 800s and 400s  2026-06-05 20:42  finished" in text_of(app, "#head")
        assert "Effort 8 of 10" in text_of(app, "#note")
    store.close()


@pytest.mark.parametrize(
    ("width", "heads"),
    [(80, ["Before", "Target", "Last ses", "Best"]), (120, ["Rep before", "Target", "Last session", "Best"])],
)
async def test_each_comparison_has_its_one_name(tmp_path: Path, width: int, heads: list[str]) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = opened(tmp_path, clock, store, ids[-1])
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        head = re.split(r"\s{2,}", app.screen.query_one("#reps", RowList).render_line(0).text.strip())
        assert head == ["#", "Rep", "Time", *heads, "Recov.", "Laps"]
        assert "▲+1.21 target · ▼-0.99 last session (16 May, Jo Pavey: 800s and 400s) · ▼-0.99 best" in text_of(
            app, "#detail"
        )
    store.close()


async def test_a_time_that_nobody_runs_is_no_best_until_it_is_confirmed(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    run_session(store, clock, pavey(), [168_000, 169_000, 167_000, 78_000, 78_000, 78_000])
    next_days(clock, 1)
    recorder = Recorder(pavey(), "p.toml", clock, store, FakeSpeaker())
    recorder.submit(ask.Press(), clock.now_ms())
    recorder.submit(ask.FinishRep(), clock.advance(8_000))
    recorder.submit(ask.CountRefused(), clock.now_ms())
    assert not recorder.rows()[0].is_best
    recorder.leave(clock.advance(1_000))
    assert store.flush(10)
    assert recorder.header is not None
    app = opened(tmp_path, clock, store, recorder.header.id)
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        assert "3.00?" in lines(app)[0]
        assert "look?" in lines(app)[0]
        assert "? faster than anybody runs: compared with nothing until it is mended or confirmed: rep 1" in text_of(
            app, "#verdicts"
        )
        await pilot.press("e")
        assert "o it was so" in str(app.screen.query_one(KeyLine).render())
        await pilot.press("o")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        assert "3.00, in doubt → 3.00" in text_of(app, "#changes")
        await pilot.press("enter")
        await settle(pilot)
        assert "★3.00" in lines(app)[0]
        assert "look?" not in lines(app)[0]
        await pilot.press("e", "o")
        await settle(pilot)
        assert isinstance(app.screen, MendScreen)
        assert [notice.message for notice in app._notifications][-1] == "Nobody doubts this rep."
    store.close()


async def test_what_is_written_to_a_stopped_session_later_makes_it_no_longer(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    session_id = run_session(store, clock, pavey(), [168_000, 169_000])
    next_days(clock, 100)
    app = opened(tmp_path, clock, store, session_id)
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        before = text_of(app, "#verdicts").splitlines()[-1]
        assert before.strip().startswith("2 reps · 1600 m · 5:37 of work · ")
        assert stored_results(store, session_id).status is Status.STOPPED
        await pilot.press("w", *"dark", "enter")
        await settle(pilot)
        assert text_of(app, "#note") == "dark"
        assert text_of(app, "#verdicts").splitlines()[-1] == before
    store.close()


async def test_what_is_left_out_was_run_all_the_same(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = opened(tmp_path, clock, store, ids[0])
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        before = text_of(app, "#verdicts").splitlines()[-1]
        assert before.strip().startswith("6 reps · 3600 m · 12:19 of work")
        await pilot.press("e", "x", *"dog", "enter", "enter")
        await settle(pilot)
        assert text_of(app, "#verdicts").splitlines()[-1] == f"{before} · 1 left out of comparisons"
    store.close()


async def test_it_is_held_against_what_was_before_it_and_not_after(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = opened(tmp_path, clock, store, ids[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Last" not in app.screen.query_one("#reps", RowList).render_line(0).text
        assert "★" not in lines(app)[0]
    store.close()


async def test_space_types_nowhere_and_the_note_has_no_focus_by_itself(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = opened(tmp_path, clock, store, ids[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = store.read(ids[0])
        await pilot.press("space", "space")
        await settle(pilot)
        assert not isinstance(app.focused, Input)
        assert store.read(ids[0]) == before
    store.close()


async def test_a_note_and_an_effort_are_written_into_the_log(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = opened(tmp_path, clock, store, ids[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("w")
        assert isinstance(app.screen, NoteScreen)
        await pilot.press(*"hot", "tab", "9", "enter")
        await settle(pilot)
        assert text_of(app, "#note") == "Effort 9 of 10  hot"
        results = stored_results(store, ids[0])
        assert (results.note, results.effort) == ("hot", 9)
        await pilot.press("w", "escape")
        await settle(pilot)
        assert stored_results(store, ids[0]) == results
    store.close()


async def test_the_time_of_a_mark_is_typed_shown_and_then_done(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = opened(tmp_path, clock, store, ids[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("down", "e", "down", "t")
        await settle(pilot)
        assert isinstance(app.screen, AskScreen)
        assert app.screen.query_one(Input).value == "2:49.100"
        app.screen.query_one(Input).value = "2:48,3x"
        await pilot.press("enter")
        assert "That is not a time" in text_of(app, "#wrong")
        app.screen.query_one(Input).value = "2:48.3"
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        # The next GO had sounded: the recovery is longer by what the rep is shorter.
        assert "2:49.10 (1:24.55 1:24.55) → 2:48.30 (1:24.55 1:23.75)" in text_of(app, "#changes")
        assert "2:00.80" in text_of(app, "#changes")
        assert rep_times(stored_results(store, ids[0]))[1] == 169_100
        await pilot.press("enter")
        await settle(pilot)
        assert lines(app)[1].split()[3] == "2:48.30"
        assert "edited" in lines(app)[1]
        assert rep_times(stored_results(store, ids[0]))[1] == 168_300
    store.close()


async def test_a_refused_preview_changes_nothing(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = opened(tmp_path, clock, store, ids[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = store.read(ids[0])
        await pilot.press("e", "d")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, SessionScreen)
        assert store.read(ids[0]) == before
    store.close()


def run_with_stray_press(store: SqliteStore, clock: FakeClock) -> str:
    """The 400 of an 800 pressed twice: the second press finishes it, and the real finish cuts the recovery."""
    recorder = Recorder(replace(pavey(), press_guard_ms=300), "p.toml", clock, store, FakeSpeaker())
    recorder.submit(ask.Press(), clock.now_ms())
    go_ms = clock.advance(5_000)
    for at_ms in (82_000, 82_500, 165_200):
        put(clock, go_ms + at_ms)
        recorder.submit(ask.Press(), clock.now_ms())
    clock.advance(200_000)
    recorder.leave(clock.now_ms())
    assert recorder.header is not None
    assert store.flush(10)
    return recorder.header.id


async def test_one_deletion_puts_a_stray_press_and_all_that_followed_right(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    session_id = run_with_stray_press(store, clock)
    wrong = stored_results(store, session_id)
    assert (wrong.steps[0].time_ms, wrong.steps[1].time_ms) == (82_500, 87_700)
    app = opened(tmp_path, clock, store, session_id)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("e")
        assert isinstance(app.screen, MendScreen)
        assert [press.text for press in app.screen._presses] == ["400 m mark", "finish", "recovery cut short"]
        await pilot.press("down", "d")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        changes = text_of(app, "#changes")
        assert "1:22.50 (1:22.00 0.50) → 2:45.20 (1:22.00 1:23.20)" in changes
        await pilot.press("enter")
        await settle(pilot)
        right = stored_results(store, session_id)
        # The split, the finish and the recovery: what was taken for its cut was the finish.
        assert [split.split_ms for split in right.steps[0].splits] == [82_000, 165_200]
        assert (right.steps[0].time_ms, right.steps[1].time_ms) == (165_200, 120_000)
        await pilot.press("u")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert stored_results(store, session_id).steps[0].time_ms == 82_500
        await pilot.press("b")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert stored_results(store, session_id).steps[0].time_ms == 165_200
    store.close()


async def test_a_missed_press_is_put_in(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    recorder = Recorder(timed(), "t.toml", clock, store, FakeSpeaker())
    recorder.submit(ask.Press(), clock.now_ms())
    clock.advance(80_000)
    recorder.poll(clock.now_ms())
    recorder.leave(clock.now_ms())
    assert recorder.header is not None
    assert store.flush(10)
    app = opened(tmp_path, clock, store, recorder.header.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("e", "i")
        await settle(pilot)
        app.screen.query_one(Input).value = "30.5"
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert [split.split_ms for split in stored_results(store, recorder.header.id).steps[0].splits][:1] == [30_500]
    store.close()


async def test_a_rep_is_left_out_with_a_reason_and_counts_again(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = opened(tmp_path, clock, store, ids[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("down", "e", "x")
        await settle(pilot)
        await pilot.press(*"dog", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert stored_results(store, ids[0]).steps[2].excluded == "dog"
        assert " out " in lines(app)[1]
        assert "left out: dog" in text_of(app, "#detail")
        await pilot.press("e", "x")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert stored_results(store, ids[0]).steps[2].excluded is None
    store.close()


async def test_a_timed_rep_is_given_its_distance(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    session_id = run_session(store, clock, timed(), [60_000, 60_000])
    app = opened(tmp_path, clock, store, session_id)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("e", "m")
        await settle(pilot)
        await pilot.press(*"twenty", "enter")
        assert "That is not a distance" in text_of(app, "#wrong")
        app.screen.query_one(Input).value = "310.5 m"
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert stored_results(store, session_id).steps[0].covered_mm == 310_500
        assert "310.5 m" in lines(app)[0]
    store.close()


async def test_mending_an_unfinished_session_does_not_make_it_last_until_today(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    session_id = run_session(store, clock, pavey(), [168_000, 169_000], finish=False)
    before = stored_results(store, session_id)
    next_days(clock, 3)
    app = opened(tmp_path, clock, store, session_id)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "r goes on with it" in text_of(app, "#head")
        await pilot.press("w", *"late", "enter")
        await settle(pilot)
        await pilot.press("e", "x", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
    after = stored_results(store, session_id)
    assert after.note == "late"
    assert after.steps[0].excluded == ""
    assert (after.status, after.ended_ms, len(after.steps)) == (before.status, before.ended_ms, len(before.steps))
    store.close()


async def test_a_session_that_another_app_has_is_not_written_to(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    other = SqliteStore(tmp_path)
    assert other.hold(ids[0])
    app = opened(tmp_path, clock, store, ids[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = store.read(ids[0])
        await pilot.press("w", *"mine", "enter")
        await settle(pilot)
        assert isinstance(app.screen, NoteScreen)
        assert text_of(app, "#wrong") == "Another running trackclock has this session."
        assert app.screen.query_one(Input).value == "mine"
        assert store.read(ids[0]) == before
    other.close()
    store.close()


async def test_a_session_that_was_changed_elsewhere_is_read_again_first(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = opened(tmp_path, clock, store, ids[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        other = SqliteStore(tmp_path)
        assert other.hold(ids[0])
        theirs = Recorder.pick_up(other.read(ids[0]), clock, other, FakeSpeaker())
        theirs.submit(ask.WriteNote("theirs"), clock.now_ms())
        other.release(ids[0])
        assert other.flush(10)
        other.close()
        await pilot.press("w", *"mine", "enter")
        await settle(pilot)
        assert stored_results(store, ids[0]).note == "theirs"
        assert isinstance(app.screen, NoteScreen)
        assert text_of(app, "#wrong") == "This session was changed elsewhere meanwhile; look at it again."
        await pilot.press("escape")
        await settle(pilot)
        assert "theirs" in text_of(app, "#note")
        await pilot.press("w", "backspace", "enter")
        await settle(pilot)
        assert stored_results(store, ids[0]).note == "their"
    store.close()


async def test_a_lap_out_of_line_is_marked_for_a_look_and_not_dropped(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    recorder = Recorder(pavey(), "p.toml", clock, store, FakeSpeaker())
    recorder.submit(ask.Press(), clock.now_ms())
    for ahead_ms in (5_000 + 82_000, 82_000, 120_000 + 60_000, 104_000, 120_000 + 82_000, 82_000):
        recorder.submit(ask.Press(), clock.advance(ahead_ms))
    recorder.leave(clock.now_ms())
    assert recorder.header is not None
    assert store.flush(10)
    app = opened(tmp_path, clock, store, recorder.header.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "1:00.00? 1:44.00?" in lines(app)[1]
        assert "?" not in lines(app)[0] + lines(app)[2]
        assert "? worth a look, a lap out of line: rep 2" in text_of(app, "#verdicts")
        await pilot.press("down")
        await settle(pilot)
        assert "400 m (27 % faster), 800 m (27 % slower)" in text_of(app, "#detail")
    store.close()


async def test_the_mouse_does_what_the_keys_do(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = opened(tmp_path, clock, store, ids[-1])
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        line = app.screen.query_one(KeyLine).region
        await pilot.click(offset=(line.x + 3, line.y))
        await settle(pilot)
        assert isinstance(app.screen, MendScreen)
        keys = app.screen.query_one(KeyLine)
        row = keys.region.height - 1
        text = keys.render_line(row).text
        await pilot.click(offset=(keys.region.x + text.index("back"), keys.region.y + row))
        await settle(pilot)
        assert isinstance(app.screen, SessionScreen)
        await pilot.click("#note")
        await settle(pilot)
        assert isinstance(app.screen, NoteScreen)
    store.close()


async def test_leaving_lets_go_of_the_session(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = opened(tmp_path, clock, store, ids[0])
    other = SqliteStore(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("w", *"mine", "enter")
        await settle(pilot)
        assert not other.hold(ids[0])
        await pilot.press("escape")
        await settle(pilot)
        assert store.flush(10)
        assert other.hold(ids[0])
    other.close()
    store.close()


async def test_a_stopped_session_is_gone_on_with(tmp_path: Path) -> None:
    clock = past_clock()
    store = SqliteStore(tmp_path)
    session_id = run_session(store, clock, pavey(), [168_000])
    assert stored_results(store, session_id).status is Status.STOPPED
    clock.advance(60_000)
    app = opened(tmp_path, clock, store, session_id)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("r", "y")
        await settle(pilot)
        assert app.picked_up == [(session_id, True)]
        next_days(clock, 1)
        await pilot.press("r", "y")
        await settle(pilot)
        assert app.picked_up == [(session_id, True)]
        await pilot.press("o")
        await settle(pilot)
        assert app.picked_up[1:] == [(session_id, False)]
    store.close()


async def test_a_session_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    app = AwayApp(FakeWorld(tmp_path, history=FakeHistory()), lambda: SessionScreen("gone"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "This session cannot be opened: no session gone" in text_of(app, "#empty")
        await pilot.press("e", "u", "w", "d", "o", "y", "r")
        await settle(pilot)
        assert isinstance(app.screen, SessionScreen)


async def test_the_plot_takes_the_place_of_the_reps_where_there_is_no_room(tmp_path: Path) -> None:
    from trackclock.ui.widgets.chart import TimeChart

    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = opened(tmp_path, clock, store, ids[-1])
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert not app.screen.query(TimeChart)
        await pilot.press("d")
        await settle(pilot)
        assert "per 400 m" in text_of(app, ".legend")
        assert not app.screen.query_one("#reps").display
        await pilot.press("d")
        await settle(pilot)
        assert app.screen.query_one("#reps").display
        assert app.screen.query_one(SummaryView).chosen is not None
    store.close()


async def test_the_reps_are_copied(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = opened(tmp_path, clock, store, ids[-1])
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("y")
        assert "| 1 | 800 m | 2:45.21 |" in app.copied
        await pilot.press("comma")
        assert "1,800 m,2:45.21,1:22.60,1:22.61,,+1.21,-0.99,-0.99,,,,,\r\n" in app.copied
    store.close()


async def test_a_dialog_shows_all_its_keys_in_the_smallest_terminal(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = opened(tmp_path, clock, store, ids[-1])
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        await pilot.press("e")
        await settle(pilot)
        line = app.screen.query_one(KeyLine)
        assert line.region.bottom <= 12
        shown = " ".join(line.render_line(y).text.strip() for y in range(line.region.height))
        assert "leave rep out" in shown
        assert "esc back" in shown
    store.close()
