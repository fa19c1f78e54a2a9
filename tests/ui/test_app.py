"""The shell: from the list into a session and back, and out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from textual.color import Color
from textual.widgets import Static

from tests.fakes import FakeStore, FakeWorld
from tests.ui.track import EIGHTS, Track, begin, on_track, settle
from trackclock.core.plan import Plan
from trackclock.errors import StoreError, TrackclockError
from trackclock.ports import SessionHeader, StoredSession
from trackclock.ui.app import TrackclockApp
from trackclock.ui.run.screen import RunScreen
from trackclock.ui.screens.sessions import SessionsScreen


async def test_from_the_list_into_a_session_and_back_and_out(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path)
    app = TrackclockApp(world)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, SessionsScreen)
        app.start_run(EIGHTS, "eights.txt")
        await settle(pilot)
        track = Track(app, pilot, world)
        await begin(track)
        await track.press("q", "enter")
        await settle(pilot)
        assert isinstance(app.screen, SessionsScreen)
        assert app.live is None
        await pilot.press("space")
        assert len(world.fake_store.sessions) == 1, "space does not count outside a session"
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0
    assert world.fake_speaker.is_closed


async def test_only_the_live_screen_has_a_loud_band(tmp_path: Path) -> None:
    app = TrackclockApp(FakeWorld(tmp_path))
    async with app.run_test() as pilot:
        await settle(pilot)
        panel = Color.parse(app.theme_variables["panel"])
        assert app.screen.query_one("#head").styles.background == panel, "faint and red words are read on it"
        app.start_run(EIGHTS, "eights.txt")
        await settle(pilot)
        assert app.screen.query_one("#head").styles.background == Color.parse(app.theme_variables["tone-ready-band"])


async def test_a_session_file_is_read_behind_the_first_frame(tmp_path: Path) -> None:
    def read() -> Plan:
        return EIGHTS

    app = TrackclockApp(FakeWorld(tmp_path), read, "eights.txt")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.live, RunScreen)
        assert app.live.source == "eights.txt"


async def test_a_session_file_that_cannot_be_read_is_one_message(tmp_path: Path) -> None:
    def read() -> Plan:
        raise TrackclockError("eights.txt:1:3: what; instead")

    app = TrackclockApp(FakeWorld(tmp_path), read, "eights.txt")
    async with app.run_test() as pilot:
        await pilot.pause()
    assert app.return_code == 1
    assert str(app.failure) == "eights.txt:1:3: what; instead"


async def test_ctrl_c_asks_as_well(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.press("ctrl+c")
        assert track.app.screen is not track.screen
        await track.press("escape")
        await track.press("ctrl+q")
        assert track.app.screen is not track.screen


def notes(app: TrackclockApp) -> list[str]:
    """What notifications say now."""
    return [note.message for note in app._notifications]


async def test_where_nothing_can_be_saved_the_list_says_it_and_leaving_a_session_unbegun_claims_no_loss(
    tmp_path: Path,
) -> None:
    world = FakeWorld(tmp_path)
    world.fake_store.fault = "the disk is full"
    app = TrackclockApp(world)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert str(app.screen.query_one("#notice", Static).content) == "Nothing can be saved: the disk is full."
        app.start_run(EIGHTS, "eights.txt")
        await settle(pilot)
        await pilot.press("q")
        await settle(pilot)
        assert isinstance(app.screen, SessionsScreen)
        assert notes(app) == []


async def test_a_session_that_cannot_be_locked_is_said_and_ends_nothing(tmp_path: Path) -> None:
    class Unlockable(FakeStore):
        def hold(self, session_id: str) -> bool:
            raise StoreError(f"cannot write to the locks of {session_id}")

    app = TrackclockApp(FakeWorld(tmp_path, store=Unlockable()))
    async with app.run_test() as pilot:
        await settle(pilot)
        header = SessionHeader("old", EIGHTS, "eights.txt", 0, 0, 0, "boot-1")
        app.pick_up(StoredSession(header, ()), keep_running=True)
        await settle(pilot)
        assert isinstance(app.screen, SessionsScreen)
        assert notes(app) == ["cannot write to the locks of old"]


async def test_settings_that_cannot_be_kept_are_said_once_and_never_over_the_clock(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path)
    (tmp_path / "file").touch()
    vars(world)["config_dir"] = tmp_path / "file"
    app = TrackclockApp(world)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("t")
        await pilot.press("t")
        assert len(notes(app)) == 1
        assert "TRACKCLOCK_CONFIG_DIR" in notes(app)[0]
    world = FakeWorld(tmp_path)
    vars(world)["config_dir"] = tmp_path / "file"
    async with on_track(tmp_path, world=world) as track:
        await track.press("t")
        assert "Changed until the end only" in track.line("message")
        assert notes(track.app) == []


def test_the_first_frame_waits_for_nothing_heavy() -> None:
    code = (
        "import sys, trackclock.ui.app, trackclock.ui.screens.start\n"
        "heavy = ('pydantic', 'sqlite3', 'plotext', 'trackclock.core', 'trackclock.recorder', 'miniaudio',"
        " 'textual.widgets._data_table', 'wakepy')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
