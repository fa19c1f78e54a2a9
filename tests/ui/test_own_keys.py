"""The user's own keys from the first press on, and the screen that tells what a button sends."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Static

from tests.fakes import FakeWorld
from tests.ui.test_away_sizes import on_screen
from tests.ui.track import EIGHTS, begin, on_track, settle
from trackclock.application.config_file import load_keymap
from trackclock.keys.heard import does_on_run_screen, key_of_event, repeats
from trackclock.keys.keymap import DEFAULT
from trackclock.ui.app import TrackclockApp
from trackclock.ui.navigation import shows
from trackclock.ui.run.screen import RunScreen


def configured(folder: Path, text: str) -> FakeWorld:
    world = FakeWorld(folder)
    world.config_dir.mkdir(parents=True, exist_ok=True)
    (world.config_dir / "config.toml").write_text(text, encoding="utf-8")
    return world


def shown(app: TrackclockApp) -> str:
    return "\n".join(on_screen(app))


# --- from the file ----------------------------------------------------------------------------------------------------


async def test_another_key_marks_and_a_command_has_its_own_keys_only(tmp_path: Path) -> None:
    world = configured(tmp_path, '[keys]\nmark = ["space", "f8"]\nundo = "f7"\n')
    async with on_track(tmp_path, world=world) as track:
        await track.press("f8")
        await track.after(5_000)
        await track.after(80_000, "f8")
        assert track.events().count("SplitMarked") == 1
        await track.press("u")
        assert "undone" not in "".join(track.events()).lower()
        before = track.line("message")
        await track.press("f7")
        assert track.line("message") != before
        assert "F7 undo" in track.line("keys")


async def test_a_shutter_marks_with_enter_and_e_ends_the_rep(tmp_path: Path) -> None:
    world = configured(tmp_path, '[keys]\npreset = "shutter"\n')
    async with on_track(tmp_path, world=world) as track:
        await track.press("enter")
        await track.after(5_000)
        await track.after(80_000, "enter")
        assert track.events().count("SplitMarked") == 1
        assert "e finished" in track.line("keys")
        await track.after(40_000, "e")
        assert track.events().count("RepFinished") == 1


async def test_a_press_before_the_first_screen_counts_with_every_key_of_the_mark(tmp_path: Path) -> None:
    for key in ("f8", "space", "f9"):
        world = configured(tmp_path / key, '[keys]\nmark = ["space", "f8"]\n')
        app = TrackclockApp(world, EIGHTS, "test.txt")
        app.early.append((key, world.fake_clock.now_ms()))
        async with app.run_test() as pilot:
            await settle(pilot)
            assert isinstance(app.live, RunScreen)
            assert app.live.recorder is not None
            assert bool(app.live.recorder.log) is (key != "f9")


async def test_a_key_of_the_mark_marks_on_the_run_screen_only_but_space_everywhere(tmp_path: Path) -> None:
    world = configured(tmp_path, '[keys]\nmark = ["space", "f8"]\n')
    async with on_track(tmp_path, world=world) as track:
        await begin(track)
        await track.press("question_mark")
        await track.after(80_000, "f8")
        assert track.events().count("SplitMarked") == 0
        await track.press("space")
        assert track.events().count("SplitMarked") == 1


async def test_a_fault_is_said_on_the_live_screen_and_the_defaults_count(tmp_path: Path) -> None:
    world = configured(tmp_path, '[keys]\nundo = "spcae"\nmark = ["space", "f8"]\n')
    async with on_track(tmp_path, world=world) as track:
        told = track.line("message")
        assert told.startswith("config.toml:2:8: the key 'spcae' is not known; did you mean 'space'?")
        assert track.app.keymap is DEFAULT
        await track.after(60_000)
        assert track.line("message") == told, "it stays until something is done"
        await track.press("f8")
        assert track.events() == []
        await track.press("space")
        assert track.events() != []


async def test_a_fault_is_said_on_the_list(tmp_path: Path) -> None:
    app = TrackclockApp(configured(tmp_path, "[kyes]\n"))
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        told = " ".join(str(note.message) for note in app._notifications)
        assert "config.toml:1:1: 'kyes' is not known here; did you mean [keys]?" in told
        assert app.keymap is DEFAULT


async def test_footer_palette_and_help_name_the_keys_as_they_are(tmp_path: Path) -> None:
    world = configured(tmp_path, '[keys]\nhelp = "f9"\nskip = "j"\nmute = "b"\n')
    async with on_track(tmp_path, world=world) as track:
        await begin(track)
        assert "F9 help" in track.line("keys")
        entries = [command.title for command in track.app.get_system_commands(track.screen)]
        assert "Skip this step  (j)" in entries
        assert "Mute or unmute  (b)" in entries
        await track.tap("u", "u")
        entries = [command.title for command in track.app.get_system_commands(track.screen)]
        assert any(entry.endswith("what was undone") for entry in entries), "without a key now"
        await track.press("f9")
        assert shows(track.app.screen, "help_page")
        assert " j  skip the step" in shown(track.app)


@pytest.mark.parametrize("text", ["", '[keys]\nmute = ["f6", "ctrl+l"]\n'])
async def test_what_is_not_a_command_keeps_its_keys(tmp_path: Path, text: str) -> None:
    async with on_track(tmp_path, world=configured(tmp_path, text)) as track:
        for _ in range(2):
            await track.press("ctrl+p")
            assert track.app.screen.id == "--command-palette"
            await track.press("escape")
            track.app.take_keys(track.app.keymap)
        await track.press("ctrl+l")
        assert track.world.fake_speaker.is_muted is bool(text)
        await begin(track)
        await track.press("ctrl+q")
        assert shows(track.app.screen, "confirm")


# --- the button -------------------------------------------------------------------------------------------------------


def said(app: TrackclockApp) -> str:
    return str(app.screen.query_one("#seen", Static).content)


async def test_a_key_is_shown_with_what_it_does_and_does_nothing(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.press("i")
        assert shows(track.app.screen, "buttons")
        before = track.events()
        for key, name, does in (
            ("pagedown", '"page down"', "Press: start, split, finish, go on (mark)"),
            ("n", '"n"', "Skip this step (skip)"),
            ("X", '"x"', "Drop the remaining reps of the set (drop_reps)"),
            ("f8", '"F8"', "nothing"),
            ("m", '"m"', "Mute or unmute (mute)"),
            ("question_mark", '"?"', "Help: every key and every sound (help)"),
            ("ctrl+c", '"^C"', "always leaves"),
            ("tab", "", ""),
        ):
            if name:
                await track.press(key)
                assert name in said(track.app)
                assert f"While a session runs: {does}" in said(track.app)
                assert key.lower() in said(track.app)
        assert track.events() == before
        assert not track.world.fake_speaker.is_muted
        await track.after(80_000, "space")
        assert track.events().count("SplitMarked") == 1, "space is the session's on every screen"


async def test_what_cannot_be_a_key_is_told(tmp_path: Path) -> None:
    app = TrackclockApp(FakeWorld(tmp_path))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("i", "ctrl+1")
        assert "ctrl+1 does not arrive in every terminal" in said(app)
        await pilot.click("#head", button=3)
        assert "a mouse button (right, 3): it cannot be given to a command" in said(app)
        app.post_message(events.Paste("abc"))
        await pilot.pause()
        assert "text of 3 characters at once: it cannot be given to a command" in said(app)
        await pilot.press("tab")
        assert "volume, media and brightness never arrive" in said(app)
        assert shows(app.screen, "buttons")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_key_is_given_to_a_command_and_counts_at_once(tmp_path: Path, size: tuple[int, int]) -> None:
    world = configured(tmp_path, "# mine\n")
    async with on_track(tmp_path, world=world, size=size) as track:
        await track.press("i", "f8", "tab")
        assert "Which command is F8?" in said(track.app)
        await track.press("enter")
        text = (world.config_dir / "config.toml").read_text()
        assert text == '# mine\n\n[keys]\nmark = ["space", "page down", "F8"]\n'
        assert "F8 is now: Press: start, split, finish, go on" in said(track.app)
        assert load_keymap(world.config_dir).marks == track.app.keymap.marks
        rows = shown(track.app)
        assert "tab to a command" in rows
        assert "esc twice: back" in rows
        await track.press("escape", "escape")
        assert track.app.screen is track.screen
        await track.press("f8")
        assert track.events() != []


async def test_a_key_that_is_taken_counts_for_the_new_command_on_every_open_screen(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.after(80_000, "space")
        assert "n skip" in track.line("keys")
        await track.press("i", "n", "tab", "down", "down", "down", "down", "enter")
        assert "n is now: Undo" in said(track.app)
        assert "n no longer: Skip this step" in said(track.app)
        await track.press("escape", "escape")
        assert "n skip" not in track.line("keys")
        await track.press("n")
        assert "Undone" in track.events()
        assert "StepSkipped" not in track.events()


async def test_what_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    world = configured(tmp_path, 'keys = { undo = "f7" }\n')
    async with on_track(tmp_path, world=world) as track:
        await track.press("i", "f8", "tab", "enter")
        assert "Not written: 'keys' stands in braces" in said(track.app)
        assert (world.config_dir / "config.toml").read_text() == 'keys = { undo = "f7" }\n'
        assert track.app.keymap.marks == ("space", "pagedown")


async def test_a_key_that_was_given_to_the_wrong_command_goes_to_the_right_one(tmp_path: Path) -> None:
    world = configured(tmp_path, "")
    async with on_track(tmp_path, world=world) as track:
        await track.press("i", "f8", "tab", "down", "enter")
        wrong = said(track.app).partition("\n")[0].removeprefix("F8 is now: ")
        await track.press("f8", "tab", "up", "enter")
        assert "F8 is now: Press" in said(track.app)
        assert said(track.app).count(f"F8 no longer: {wrong}") == 1
        assert "f8" in track.app.keymap.marks
    assert (world.config_dir / "config.toml").read_text().count("F8") == 1


@pytest.mark.parametrize("keys", [("escape", "escape"), ("ctrl+q",), ("f8", "tab", "escape", "escape", "escape")])
async def test_it_can_be_left_whatever_keys_there_are(tmp_path: Path, keys: tuple[str, ...]) -> None:
    world = configured(tmp_path, '[keys]\nback = "f4"\nleave = "f5"\nundo = "u"\n' if "f8" not in keys else "")
    app = TrackclockApp(world)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("i")
        assert shows(app.screen, "buttons")
        await pilot.press(*keys)
        await settle(pilot)
        assert shows(app.screen, "sessions")


async def test_help_and_palette_lead_to_it(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await track.press("question_mark")
        assert "what a button sends" in shown(track.app)
        await track.press("i")
        assert shows(track.app.screen, "buttons")
        await track.press("x", "escape", "escape")
        assert shows(track.app.screen, "help_page")
        titles = [command.title for command in track.app.get_system_commands(track.screen)]
        assert "See what a button sends, and give it to a command  (i)" in titles


async def test_a_clicker_that_is_held_is_told_with_its_gaps(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await track.press("i", "f8")
        for gap_ms in (250, 33, 33, 33):
            await track.after(gap_ms, "f8")
        assert "held: again after 250 ms, then every 33 ms" in said(track.app)
        await track.after(900, "pageup")
        assert "once" in said(track.app)


def test_how_a_key_repeats_is_told_by_its_gaps() -> None:
    clicker = [0, 250, 283, 316, 349]
    assert repeats(clicker) == "held: again after 250 ms, then every 33 ms; while a session runs that is one press"
    assert repeats([0]) == "once"
    assert repeats([0, 400]) == "2 times, the last two 400 ms apart"
    assert repeats([0, 400, 800]) == "3 times, the last two 400 ms apart"
    assert repeats([0, 33, 66]).startswith("held: again every 33 ms")
    assert repeats([0, 5_000, 5_030, 5_060]).startswith("held: again every 30 ms")


def test_a_key_of_an_event_is_the_one_that_a_command_can_have() -> None:
    assert [key_of_event(raw) for raw in ("X", "shift+space", "ä", "f8", "add", "ctrl+1", "\x19")] == [
        "x", "space", "ä", "f8", "add", "", "",
    ]  # fmt: skip
    assert does_on_run_screen("ctrl+q", DEFAULT) == "always leaves"
