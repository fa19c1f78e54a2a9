"""The list of past sessions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event

from textual.content import Content
from textual.widgets import Static

from tests.fakes import FakeHistory, FakeWorld
from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import past_clock, season
from trackclock.core.results import Status
from trackclock.ports import ALL_SESSIONS, SessionFilter, SessionRow, SortBy, Totals
from trackclock.ui.away.in_sight import PAGE
from trackclock.ui.screens.help import HelpScreen
from trackclock.ui.screens.history import HistoryScreen
from trackclock.ui.screens.session import SessionScreen
from trackclock.ui.widgets.rows import RowList


def lines(app: AwayApp) -> list[str]:
    rows = app.screen.query_one("#list", RowList)
    return [rows.render_line(y).text.rstrip() for y in range(1, rows.size.height)]


def head(app: AwayApp) -> str:
    return str(app.screen.query_one("#head", Static).content)


class CountingHistory(FakeHistory):
    """Ten thousand sessions; remembers which pages were read."""

    def __init__(self) -> None:
        row = SessionRow("id", "800s", "a.toml", 0, 0, 0, Status.FINISHED, 1, 1, 1, 1, 1, None, "", "w")
        super().__init__(tuple(row for _ in range(10_000)))
        self.read: list[tuple[int | None, int]] = []

    def sessions(
        self,
        wanted: SessionFilter = ALL_SESSIONS,
        *,
        sort: SortBy = SortBy.NEWEST,
        is_reversed: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[SessionRow, ...]:
        if limit is not None:
            self.read.append((limit, offset))
        return super().sessions(wanted, sort=sort, is_reversed=is_reversed, limit=limit, offset=offset)


async def test_sessions_stand_newest_first_with_their_verdicts(tmp_path: Path) -> None:
    clock = past_clock()
    store, _ = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), HistoryScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        shown = lines(app)
        assert " ".join(shown[0].split()) == "June 2026 1 session · 6 reps · 3.6 km · 1 hard"
        assert " ".join(shown[1].split()) == "Fri 5 Jun 20:42 Jo Pavey: 800s… 6 =800 2/3 ▼400 ▼-0.80 22:05"
        assert shown[2].startswith("May 2026  6 sessions · 22 reps · 15.2 km · 6 hard")
        assert shown[8].startswith("Fri  1 May 19:00")
        assert "✗800 0/3 ✓4" in shown[8]
        assert "7 sessions · newest first · 28 reps" in head(app)
        rows = app.screen.query_one("#list", RowList)
        assert rows.cursor == 1, "the line of a month is passed over"
        what = app.screen.query_one("#what", Static)
        assert str(what.content) == "against 16 May, Jo Pavey: 800s and 400s: 0.80 s a rep faster over 6 reps"
        await pilot.press("down", "up", "up", "home")
        assert rows.cursor == 1
        await pilot.press("end")
        assert rows.cursor == 8
        await settle(pilot)
        assert str(what.content) == "", "the first of its kind is held against nothing"
    store.close()


async def test_typing_narrows_the_list_and_escape_widens_it(tmp_path: Path) -> None:
    clock = past_clock()
    store, _ = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), HistoryScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"trial")
        await settle(pilot)
        assert [line.split()[4:7] for line in lines(app) if line][1:] == [["Mile", "time", "trial"]] * 2
        await pilot.press(*"zzz")
        await settle(pilot)
        assert 'No session has "trialzzz" in it.' in str(app.screen.query_one("#empty", Static).content)
        await pilot.press("escape")
        await settle(pilot)
        assert len([line for line in lines(app) if line]) == 9
    store.close()


async def test_enter_opens_the_session(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), HistoryScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, SessionScreen)
        assert app.screen.session_id == ids[-2]
    store.close()


async def test_the_list_is_sorted_by_the_next_thing_at_each_press(tmp_path: Path) -> None:
    clock = past_clock()
    store, _ = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), HistoryScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        rows = app.screen.query_one("#list", RowList)
        await pilot.press("v")
        await settle(pilot)
        assert [line[:6].strip() for line in lines(app)[:2]] == ["May 20", "Fri  1"]
        assert "oldest first" in head(app)
        await pilot.press("s")
        await settle(pilot)
        assert "4 x 600 m" in lines(app)[0]
        assert lines(app)[0].startswith("2026-05-23"), "out of their months dates have their year"
        assert "Session↑" in rows.render_line(0).text
        at = rows.render_line(0).text.index("Reps")
        await pilot.click("#list", offset=(at + 1, 0))
        await settle(pilot)
        assert "most reps first" in head(app)
        assert [line.split()[-1] for line in lines(app)[:3]] == ["22:05", "22:10", "22:24"]
        await pilot.click("#list", offset=(at + 1, 0))
        await settle(pilot)
        assert "fewest reps first" in head(app)
        assert "Mile time" in lines(app)[0]
        at = rows.render_line(0).text.index("Last time")
        for first in ("▼-6.60", "▼-0.80"):
            await pilot.click("#list", offset=(at + 1, 0))
            await settle(pilot)
            assert first in lines(app)[0], "the largest gain, and the other way round the smallest"
        await pilot.click("#list", offset=(rows.render_line(0).text.index("Verdict"), 0))
        assert "there is no order by it" in [notice.message for notice in app._notifications][-1]
        await pilot.click("#list", offset=(3, 0))
        await settle(pilot)
        assert "newest first" in head(app)
    store.close()


async def test_an_empty_history_says_what_to_do(tmp_path: Path) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), HistoryScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "choose a session and press enter to run it" in str(app.screen.query_one("#empty", Static).content)
        assert not app.screen.query_one("#list").display


async def test_the_list_is_copied_as_markdown_and_as_csv(tmp_path: Path) -> None:
    clock = past_clock()
    store, _ = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), HistoryScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("y")
        await settle(pilot)
        assert app.copied.startswith("| Started |")
        assert app.copied.count("\n") == 9
        await pilot.press("comma")
        await settle(pilot)
        assert app.copied.startswith("Started,")
    store.close()


async def test_of_ten_thousand_sessions_only_the_pages_in_sight_are_read(tmp_path: Path) -> None:
    history = CountingHistory()
    app = AwayApp(FakeWorld(tmp_path, history=history), HistoryScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert history.read == [(PAGE, 0)]
        await pilot.press("end")
        await settle(pilot)
        assert history.read == [(PAGE, 0), (PAGE, 10_000 - PAGE)]
        assert "800s" in lines(app)[-1]


async def test_an_unreadable_session_is_a_line_and_no_more(tmp_path: Path) -> None:
    row = SessionRow("id", "800s", "a.toml", 0, 0, 0, None, 0, 0, 0, 0, 0, None, "", "", "its log is \x1b[31mdamaged")
    app = AwayApp(FakeWorld(tmp_path, history=FakeHistory([row])), HistoryScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "800s: its log is [31mdamaged" in lines(app)[0]
        await pilot.press("enter")
        assert isinstance(app.screen, HistoryScreen)


async def test_a_history_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    history = FakeHistory()
    history.trouble = "the history is on fire"
    app = AwayApp(FakeWorld(tmp_path, history=history), HistoryScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert [notice.message for notice in app._notifications] == ["the history is on fire"]


async def test_at_every_width_the_columns_are_those_there_is_room_for(tmp_path: Path) -> None:
    """The first painted rows, and every row that is painted after the terminal has become wider or narrower."""
    painted: list[tuple[int, int, int]] = []

    class Watched(HistoryScreen):
        def _cells(self, index: int) -> Sequence[Content | str]:
            cells = super()._cells(index)
            painted.append((self.app.size.width, len(cells), len(self.rows._given)))
            return cells

    store, _ = season(tmp_path, past_clock())
    for first in (98, 99, 100, 101):
        app = AwayApp(services_in(tmp_path, past_clock(), store), Watched)
        painted.clear()
        async with app.run_test(size=(first, 24)) as pilot:
            await settle(pilot)
            assert {(cells, columns) for _, cells, columns in painted} == {(8, 8) if first >= 100 else (6, 6)} | {
                (1, 8 if first >= 100 else 6)
            }
            for width in (102, 100, 99, 97, 103, 40, 200):
                await pilot.resize_terminal(width, 24)
                await settle(pilot)
                heads = app.screen.query_one("#list", RowList).render_line(0).text
                assert ("Effort" in heads) is (width >= 100), width
                assert (" in all" in head(app)) is (width >= 100), width
            assert all(cells in (1, columns) for _, cells, columns in painted)
    store.close()


async def test_a_cursor_that_is_moved_while_it_is_read_again_stays(tmp_path: Path) -> None:
    gate = Event()
    gate.set()

    class Slow(CountingHistory):
        def totals(self, wanted: SessionFilter = ALL_SESSIONS) -> Totals:
            assert gate.wait(10)
            return super().totals(wanted)

    app = AwayApp(FakeWorld(tmp_path, history=Slow()), HistoryScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await app.push_screen(HelpScreen())
        gate.clear()
        await pilot.press("escape")
        await pilot.press("end", "up")
        gate.set()
        await settle(pilot)
        assert app.screen.query_one("#list", RowList).cursor == 10_000 - 2
        assert "800s" in lines(app)[-1]
        await pilot.press("s")
        await settle(pilot)
        assert app.screen.query_one("#list", RowList).cursor == 0, "another order begins at its first"
