"""A group after its session: the table, what is taken away of it, and whose each mark was."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Input, Static

from tests.fakes import FakeClock, FakeHistory, FakeStore
from tests.groups import run_group
from tests.ui.away import AwayApp, services_in, settle
from tests.ui.group_track import begin, on_group
from tests.ui.past import past_clock, reps
from tests.ui.test_away_sizes import on_screen
from tests.ui.test_contrast import weak_in_any_theme
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.application.group_report import group_report
from trackclock.core.plan import Plan
from trackclock.core.session import results_of
from trackclock.ports import StoredGroup
from trackclock.recorder.group import GroupRecorder
from trackclock.ui.screens.group_marks import GroupMarksScreen
from trackclock.ui.screens.group_summary import Beside, GroupSummaryScreen, cell_of, first_beside
from trackclock.ui.screens.preview import PreviewScreen
from trackclock.ui.screens.session import SessionScreen
from trackclock.ui.widgets.rows import RowList

TIMES = [[73_990, 79_010], [74_500, 77_000], [75_019, 77_009]]


def group_in(
    folder: Path, clock: FakeClock, times: list[list[int]] = TIMES, names: tuple[str, ...] = ("Ana", "Ben")
) -> tuple[SqliteStore, GroupRecorder]:
    store = SqliteStore(folder)
    plans = {
        name: Plan("3 x 400", tuple(reps(len(times), 400, 60, 74_000 + 4_000 * n))) for n, name in enumerate(names)
    }
    recorder = run_group(store, clock, plans, times, unnamed=1, note="windy")
    assert store.flush(10)
    return store, recorder


def id_of(recorder: GroupRecorder) -> str:
    assert recorder.header is not None
    return recorder.header.id


def lines(app: App[None]) -> list[str]:
    rows = app.screen.query_one(RowList)
    return [rows.render_line(y).text.rstrip() for y in range(rows.row_count + 1)]


def text_of(app: App[None], selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


def told(app: AwayApp) -> str:
    return [toast.message for toast in app._notifications][-1]


def times_of(folder: Path, recorder: GroupRecorder) -> list[list[int | None]]:
    """What each athlete's session has come to on the disk."""
    found: list[list[int | None]] = []
    store = SqliteStore(folder)
    for member in recorder.members:
        assert member.header is not None
        stored = store.read(member.header.id)
        results = results_of(stored.header.plan, stored.log)
        found.append([step.time_ms for step in results.steps if step.splits])
    store.close()
    return found


async def test_each_row_is_an_athlete_and_opens_their_session(tmp_path: Path) -> None:
    clock = past_clock()
    store, recorder = group_in(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), lambda: GroupSummaryScreen(id_of(recorder)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        head, ana, ben = lines(app)
        assert head.split("  ")[0].strip() == "Athlete"
        assert "Mean 400 m" in head
        assert ana.split() == ["Ana", "1:14.50", "1:13.99", "=-0.01", "1:14.50", "▲+0.50", "1:15.01", "▲+1.01"]
        assert ben.split()[:4] == ["Ben", "1:17.67", "1:19.01", "▲+1.01"]
        assert "3 x 400" in text_of(app, "#head")
        assert "2 athletes" in text_of(app, "#head")
        assert text_of(app, "#note") == "windy"
        assert "on target (1:14)" in text_of(app, "#said")
        await pilot.press("down", "p")
        assert text_of(app, "#said").startswith("Ben  3 reps")
        assert lines(app)[2].split()[2:4] == ["1:19.01", "2."]
        await pilot.press("p")
        assert lines(app)[2].split()[2:] == ["1:19.01", "1:17.00", "1:17.00"]
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, SessionScreen)
        assert app.screen.recorder is not None
        assert app.screen.recorder.header == recorder.members[1].header
        assert "g shows the group" in text_of(app, "#head")
        await pilot.press("g")
        await settle(pilot)
        assert isinstance(app.screen, GroupSummaryScreen)
    store.close()


async def test_twelve_athletes_and_many_reps_scroll_beside_their_names(tmp_path: Path) -> None:
    clock = past_clock()
    names = tuple(f"Athlete {number}" for number in range(1, 13))
    times = [[60_000 + 137 * number + 911 * athlete for athlete in range(12)] for number in range(10)]
    store, recorder = group_in(tmp_path, clock, times, names)
    app = AwayApp(services_in(tmp_path, clock, store), lambda: GroupSummaryScreen(id_of(recorder)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        rows = app.screen.query_one(RowList)
        assert rows.size.height >= 13, "the head and everybody are in sight"
        assert "10: 400 m" not in lines(app)[0]
        rows.scroll_to(x=rows.max_scroll_x, animate=False)
        await pilot.pause()
        shown = lines(app)
        assert shown[0].lstrip().startswith("Athlete")
        assert "10: 400 m" in shown[0]
        for name, line in zip(names, shown[1:], strict=True):
            assert line.startswith(name) or line.strip().startswith(name)
    store.close()


async def test_it_is_copied_and_exported_as_it_is_shown(tmp_path: Path) -> None:
    clock = past_clock()
    store, recorder = group_in(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), lambda: GroupSummaryScreen(id_of(recorder)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("y")
        await settle(pilot)
        assert app.copied.splitlines()[2] == (
            "| Ana | 1:14.50 | 1. 1:13.99 -0.01 | 1. 1:14.50 +0.50 | 1. 1:15.01 +1.01 |"
        )
        await pilot.press("comma")
        await settle(pilot)
        (ana, _) = csv.DictReader(io.StringIO(app.copied, newline=""))
        assert (ana["Athlete"], ana["3: 400 m"], ana["3: 400 m place"]) == ("Ana", "1:15.01", "1")
        await pilot.press("f", "f")
        await settle(pilot)
        folder = tmp_path / "2026-05-01-1900-3-x-400-group"
        assert told(app).startswith(f"Written to {folder}.")
        assert sorted(path.name for path in folder.iterdir()) == [
            "2026-05-01-1900-3-x-400-ana.fit",
            "2026-05-01-1900-3-x-400-ben.fit",
        ]
    store.close()


async def test_the_group_has_a_note_of_its_own(tmp_path: Path) -> None:
    clock = past_clock()
    store, recorder = group_in(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), lambda: GroupSummaryScreen(id_of(recorder)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("w")
        await settle(pilot)
        app.screen.query_one(Input).value = "no wind"
        await pilot.press("enter")
        await settle(pilot)
        assert text_of(app, "#note") == "no wind"
        # Nothing is held any more.
        assert all(store.hold(one.header.id) for one in recorder.members if one.header is not None)
    store.close()


async def test_marks_are_swapped_dropped_named_and_undone(tmp_path: Path) -> None:
    clock = past_clock()
    store, recorder = group_in(tmp_path, clock)
    clock.advance(3 * 86_400_000)
    app = AwayApp(services_in(tmp_path, clock, store), lambda: GroupMarksScreen(id_of(recorder)))
    ana, ben = (list(run) for run in zip(*TIMES, strict=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        shown = lines(app)[1:]
        assert [line.split()[2] for line in shown] == ["Ana", "Ben"] * 3
        assert shown[1].split()[1:] == ["1:19.01", "Ben", "rep", "1,", "finish"]
        assert "1\N{NO-BREAK SPACE}Ana  2\N{NO-BREAK SPACE}Ben" in text_of(app, "#who")

        await pilot.press("s")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        changes = text_of(app, "#changes")
        assert "Ana: rep 1" in changes
        assert "Ben: rep 1" in changes
        await pilot.press("enter")
        await settle(pilot)
        assert told(app) == "swapped: Ana and Ben"
        assert [line.split()[2] for line in lines(app)[1:3]] == ["Ben", "Ana"]
        assert store.flush(10)
        assert times_of(tmp_path, recorder) == [[79_010, *ana[1:]], [73_990, *ben[1:]]]

        await pilot.press("u", "enter")
        await settle(pilot)
        assert told(app) == "undone: the swap"
        assert store.flush(10)
        assert times_of(tmp_path, recorder) == [ana, ben]
        await pilot.press("b", "enter", "u", "enter")
        await settle(pilot)
        assert store.flush(10)
        assert times_of(tmp_path, recorder) == [ana, ben]

        # The last one of Ana was nobody: the key of a name gives it back at once.
        await pilot.press("end", "up", "x", "enter")
        await settle(pilot)
        assert lines(app)[5].split()[2] == "?"
        assert "1 without a name" in text_of(app, "#head")
        await pilot.press("1")
        await settle(pilot)
        assert not isinstance(app.screen, PreviewScreen)
        assert store.flush(10)
        assert times_of(tmp_path, recorder) == [ana, ben]
        await pilot.press("5")
        assert told(app) == "There are 2 athletes."

        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, SessionScreen)
    store.close()
    history = SqliteHistory(tmp_path)
    assert history.group(id_of(recorder)) is not None
    history.close()


async def test_whoever_mends_a_group_has_all_of_it(tmp_path: Path) -> None:
    clock = past_clock()
    store, recorder = group_in(tmp_path, clock)
    header = recorder.members[1].header
    assert header is not None
    other = SqliteStore(tmp_path)
    assert other.hold(header.id)
    app = AwayApp(services_in(tmp_path, clock, store), lambda: GroupMarksScreen(id_of(recorder)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("s", "enter")
        await settle(pilot)
        assert told(app) == "Another running trackclock has this group."
        other.release(header.id)
        await pilot.press("s", "enter")
        await settle(pilot)
        assert told(app) == "swapped: Ana and Ben"
        assert not other.hold(header.id)
    assert other.hold(header.id), "nothing is held once the screen is left"
    other.close()
    store.close()


@pytest.mark.parametrize("screen", [GroupSummaryScreen, GroupMarksScreen])
async def test_a_group_that_is_not_there_says_so(
    tmp_path: Path, screen: type[GroupSummaryScreen] | type[GroupMarksScreen]
) -> None:
    clock = past_clock()
    store, _ = group_in(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), lambda: screen("19700101-000000-0000"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "there is no such group in the history any more" in text_of(app, "#empty")
        assert "Press esc to go back." in text_of(app, "#empty")
        await pilot.press("e", "s", "u", "b", "1", "x", "delete", "enter", "w", "p", "y", "f", "escape")
    store.close()


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_word_can_be_read_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    clock = past_clock()
    store, recorder = group_in(tmp_path, clock)
    group_id = id_of(recorder)
    app = AwayApp(services_in(tmp_path, clock, store), lambda: GroupSummaryScreen(group_id))
    async with app.run_test(size=size) as pilot:
        for keys in ((), ("e",), ("x", "enter")):
            await settle(pilot)
            await pilot.press(*keys)
            await settle(pilot)
            assert "esc" in "\n".join(on_screen(app))
            assert not app.screen.show_vertical_scrollbar
            assert not app.screen.show_horizontal_scrollbar
            if size[0] == 80:
                assert await weak_in_any_theme(app, pilot) == {}
        assert lines(app)[1].split()[2] == "?"
    store.close()


def test_before_anybody_has_a_target_the_places_stand_there(tmp_path: Path) -> None:
    plans = {name: Plan("2 x 400", tuple(reps(2, 400, 60))) for name in ("Ana", "Ben")}
    store = FakeStore()
    recorder = run_group(store, FakeClock(), plans, [[73_990, 79_010], [74_500, 77_000]])
    stored = StoredGroup(store.read(id_of(recorder)), tuple(store.read(one.session) for one in recorder.state.members))
    report = group_report(stored, FakeHistory())
    assert first_beside(report) is Beside.PLACE
    assert [cell_of(cell, Beside.PLACE).plain for cell in report.summary.column(0)] == ["1:13.99 1.", "1:19.01 2."]


async def test_what_a_group_came_to_stands_between_it_and_the_way_out(tmp_path: Path) -> None:
    async with on_group(tmp_path, 2) as track:
        await begin(track)
        recorder, store = track.recorder, track.world.store
        group_id = id_of(recorder)
        members = tuple(store.read(one.session) for one in recorder.state.members)
        history = track.world.history
        assert isinstance(history, FakeHistory)
        history.groups[group_id] = StoredGroup(store.read(group_id), members)
        await track.press("q")
        await track.press("y")
        await settle(track.pilot)
        assert isinstance(track.app.screen, GroupSummaryScreen)
        assert recorder.state.is_ended
        assert track.app.live is None, "no key counts for it any more"
        await track.press("q")
        await settle(track.pilot)
        assert not track.app.is_running


async def test_a_group_that_has_not_begun_is_left_at_once(tmp_path: Path) -> None:
    async with on_group(tmp_path, 2) as track:
        await track.press("q")
        await settle(track.pilot)
        assert not isinstance(track.app.screen, GroupSummaryScreen)
