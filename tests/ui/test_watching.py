"""The second screen: it waits, shows what runs, stands still when that is gone, and no key of it does anything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from tests.fakes import FakeClock, FakeSpeaker, FakeStore, FakeWorld
from tests.ui.track import EIGHTS, begin, on_track, plan_of, rep
from trackclock.core import commands as ask
from trackclock.core.plan import Plan
from trackclock.ports import SpeakerState
from trackclock.recorder import Recorder
from trackclock.recorder.saving import Whose
from trackclock.ui import navigation
from trackclock.ui.app import TrackclockApp
from trackclock.ui.following import Follower
from trackclock.ui.live.big_clock import BigClock
from trackclock.ui.run.big_line import BigLine
from trackclock.ui.run.watching import WatchedSummary, WatchScreen
from trackclock.ui.widgets.line import Line

SIZES = [(20, 6), (30, 8), (39, 60), (40, 12), (60, 20), (80, 24), (120, 36), (200, 60)]
MANY_SIZES = [(columns, rows) for columns in (*range(20, 44, 3), 60, 80, 120, 200) for rows in (*range(6, 26), 36, 60)]


class Silent(FakeSpeaker):
    """As the one of a watcher."""

    def __init__(self) -> None:
        super().__init__(SpeakerState.OFF)
        self.is_muted = True


@pytest.fixture(autouse=True)
def looks_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread that looks again and again is the terminal tests' part; here a test says when."""
    monkeypatch.setattr(Follower, "_run", lambda *_: None)


@dataclass
class Second:
    """An app that watches, beside a runner's recorder on the same clock and store."""

    app: TrackclockApp
    pilot: Pilot[None]
    world: FakeWorld
    runner: Recorder

    @property
    def screen(self) -> WatchScreen:
        found = next(screen for screen in self.app.screen_stack if isinstance(screen, WatchScreen))
        assert isinstance(found, WatchScreen)
        return found

    async def after(self, ms: int, command: ask.Command | None = None) -> None:
        """Let time pass, let the runner do something, and look."""
        now_ms = self.world.fake_clock.advance(ms)
        if command is None:
            self.runner.poll(now_ms)
        else:
            assert self.runner.submit(command, now_ms).is_accepted
        await self.look()

    async def look(self) -> None:
        follower = self.screen._follower
        assert follower is not None
        self.screen.take(follower._watching.look() or self.screen._sight)
        self.screen.show_now()
        await self.pilot.pause()
        await self.pilot.pause()

    async def next_session(self, plan: Plan = EIGHTS) -> None:
        self.runner = Recorder(plan, "next.txt", self.world.fake_clock, self.world.fake_store, FakeSpeaker())
        self.world.fake_clock.advance(5_000)
        await self.after(0, ask.Press())

    def line(self, name: str) -> str:
        return self.screen.query_one(f"#{name}", Line).text

    @property
    def clock(self) -> str:
        return self.screen.query_one("#clock", BigClock).text

    @property
    def band(self) -> str:
        return self.screen.query_one("#big", BigLine).text

    @property
    def is_waiting(self) -> bool:
        return self.screen.query_one("#waiting", Static).display

    def painted(self) -> str:
        return "\n".join(rows_of(self.app.screen))


def rows_of(screen: Screen[Any]) -> list[str]:
    return ["".join(segment.text for segment in strip) for strip in screen._compositor.render_strips(screen.size)]


@asynccontextmanager
async def watched(
    folder: Path, size: tuple[int, int] = (80, 24), *, clock: FakeClock | None = None, store: FakeStore | None = None
) -> AsyncIterator[Second]:
    """The app while it watches, with nothing to be seen yet."""
    world = FakeWorld(folder, clock=clock, store=store, speaker=Silent(), is_watching=True)
    runner = Recorder(EIGHTS, "test.txt", world.fake_clock, world.fake_store, FakeSpeaker())
    app = TrackclockApp(world)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        second = Second(app, pilot, world, runner)
        await second.look()
        yield second


async def test_it_says_that_nothing_runs_and_shows_what_begins(tmp_path: Path) -> None:
    async with watched(tmp_path) as second:
        assert "No session is running." in second.painted()
        assert "q leaves" in second.painted()
        await second.after(0, ask.Press())
        assert not second.is_waiting
        assert second.line("head").startswith("GET READY · REP 1 of 3 · 800 m")
        await second.after(5_000)
        await second.after(12_340)
        assert second.clock == "0:12.3"
        assert "watching" in second.line("status")


async def test_of_a_group_it_says_whose_session_it_shows(tmp_path: Path) -> None:
    async with watched(tmp_path) as second:
        second.runner.belong_to(Whose("20260501-173000-0001", "Ana", "20260501-173000-0000"))
        await second.after(0, ask.Press())
        assert second.line("status").startswith("○ watching Ana")


@pytest.mark.parametrize("size", [(120, 36), (40, 12)])
async def test_it_paints_what_the_runner_sees(tmp_path: Path, size: tuple[int, int]) -> None:
    own = ("status", "keys", "message", "small", "progress")  # the bar knows how long it has seen the session
    script = [(81_000, "space", True), (82_000, "space", False), (500, "u", False), (100, "b", False)]
    script += [(30_000, "p", False), (8_000, "", True), (100, "p", False)]
    async with on_track(tmp_path, size=size) as track:
        await begin(track)
        for ms, key, is_compared in script:
            await track.after(ms, *filter(None, [key]))
            await track.after(700)
            if not is_compared:
                continue
            assert track.screen._painter is not None
            track.screen._painter.clear_message()  # what is told has rows of its own
            await track.after(0)
            rows, world = rows_of(track.screen), track.world
            async with watched(tmp_path, size, clock=world.fake_clock, store=world.fake_store) as second:
                told = [line.region for line in second.screen.query(Line) if line.id in own]
                painted = rows_of(second.screen)
            kept = [y for y in range(size[1]) if not any(region.y <= y < region.bottom for region in told)]
            assert len(kept) >= size[1] - 5
            assert [painted[y] for y in kept] == [rows[y] for y in kept], key


@pytest.mark.parametrize("is_running", [False, True])
@pytest.mark.parametrize("sizes", [SIZES, pytest.param(MANY_SIZES, marks=pytest.mark.slow)], ids=["some", "many"])
async def test_a_terminal_of_any_size_shows_it(tmp_path: Path, sizes: list[tuple[int, int]], is_running: bool) -> None:
    async with watched(tmp_path) as second:
        if is_running:
            await second.after(0, ask.Press())
            await second.after(5_000)
            await second.after(71_200)
        for size in sizes:
            await second.pilot.resize_terminal(*size)
            await second.look()
            text = second.painted()
            if not is_running:
                assert "No session" in text, size
                continue
            assert second.clock == "1:11.2"
            clock = second.screen.query_one("#clock", BigClock)
            assert clock.region.width == size[0], size
            assert clock.region.height >= 1, size
            assert "1:11.2" in text or "█" in text or "▀" in text, size
            assert "watching" in text or size[1] < 7 or size[0] < 26, size


async def test_no_key_does_anything_to_the_session_or_to_the_settings(tmp_path: Path) -> None:
    async with watched(tmp_path) as second:
        await second.after(0, ask.Press())
        await second.after(85_000)
        log, theme = second.runner.log, second.app.theme
        await second.pilot.press(
            *("space", "enter", "u", "b", "n", "r", "p", "k", "c", "a", "x", "minus", "plus", "v", "l", "w", "j"),
            *("m", "left_square_bracket", "right_square_bracket", "left_curly_bracket", "i", "h", "escape", "f8"),
        )
        assert second.app.screen is second.screen
        assert "this only watches" in second.line("message")
        await second.pilot.press("t")
        assert second.app.theme != theme, "the one thing that is the watcher's own"
        await second.look()
        (stored,) = second.world.fake_store.sessions.values()
        assert stored.log == second.runner.log == log
        assert not (tmp_path / "config").exists()
        assert not second.app.settings.muted
        await second.pilot.press("q")
        await second.pilot.pause()
        assert second.app.return_code == 0
    assert second.world.made_store is None, "no store was ever asked for"


async def test_the_palette_and_the_help_name_only_what_counts(tmp_path: Path) -> None:
    async with watched(tmp_path) as second:
        titles = [command.title for command in second.app.get_system_commands(second.screen)]
        assert len(titles) == 4
        assert not any("mute" in title.lower() for title in titles)
        await second.pilot.press("question_mark")
        await second.pilot.pause()
        assert navigation.shows(second.app.screen, "help_page")
        text = second.painted()
        assert "This only watches" in text
        assert "Leave" in text
        assert "start, split" not in text
        assert "Sounds" not in text


async def test_a_session_whose_app_is_gone_stands_still_and_says_so(tmp_path: Path) -> None:
    async with watched(tmp_path) as second:
        await second.after(0, ask.Press())
        await second.after(85_000, ask.Press())
        second.world.fake_store.held.clear()
        second.world.fake_clock.advance(120_000)
        await second.look()
        assert second.band == "NOT RUNNING"
        assert second.clock == "1:20.0"
        assert "not running any more: last seen 1:25 into it, on 2026-05-01" in second.line("message")
        second.world.fake_clock.advance(60_000)
        await second.look()
        assert second.clock == "1:20.0"
        await second.pilot.resize_terminal(60, 20)
        assert second.clock == "1:20.0"
        second.world.fake_store.held.update(second.world.fake_store.sessions)
        await second.look()
        assert second.clock == "4:20.0"
        assert second.line("message") == ""
        assert second.band != "NOT RUNNING"


async def test_the_summary_stands_until_the_next_session_begins(tmp_path: Path) -> None:
    async with watched(tmp_path) as second:
        await second.after(0, ask.Press())
        await second.after(85_000, ask.Press())
        await second.after(80_000, ask.Press())
        second.runner.leave(second.world.fake_clock.advance(3_000))
        await second.look()
        await second.pilot.pause()
        assert second.line("head").startswith("STOPPED")
        text = second.painted()
        assert "2:40.00" in text
        assert "write a note" not in text
        await second.pilot.press("w", "down", "enter")
        assert second.app.screen is second.screen
        await second.next_session(plan_of(rep(400), name="Another"))
        assert second.line("head").startswith("GET READY · REP · 400 m")
        assert "Another" in second.painted()


async def test_a_note_that_is_written_where_it_ran_is_shown(tmp_path: Path) -> None:
    async with watched(tmp_path) as second:
        await second.after(0, ask.Press())
        await second.after(85_000, ask.Press())
        await second.after(80_000, ask.Stop())
        await second.after(1_000, ask.WriteNote("felt smooth"))
        summary = second.screen.query_one(WatchedSummary)
        summary.refresh_summary()
        await second.pilot.pause()
        assert "felt smooth" in second.painted()


async def test_the_next_session_waits_behind_the_page_of_help(tmp_path: Path) -> None:
    async with watched(tmp_path) as second:
        await second.after(0, ask.Press())
        await second.pilot.press("question_mark")
        await second.pilot.pause()
        second.runner.leave(second.world.fake_clock.advance(3_000))
        await second.look()
        await second.next_session(plan_of(rep(400), name="Another"))
        assert navigation.shows(second.app.screen, "help_page")
        await second.pilot.press("escape")
        await second.pilot.pause()
        await second.look()
        assert second.line("head").startswith("GET READY · REP · 400 m")


async def test_it_says_when_what_is_shown_may_be_out_of_date(tmp_path: Path) -> None:
    async with watched(tmp_path) as second:
        second.world.fake_watch.trouble = "the disk reports an \x1b[31merror"
        await second.look()
        assert "the disk reports an" in second.painted()
        assert "\x1b" not in second.painted()
        second.world.fake_watch.trouble = None
        await second.after(0, ask.Press())
        assert "OUT OF DATE" not in second.line("status")
        second.world.fake_watch.trouble = "the disk reports an error"
        await second.after(9_000)
        assert "OUT OF DATE: the disk reports an error" in second.line("status")
        assert second.clock == "0:04.0", "the clock goes on"
