"""Space counts on every screen and dialog of a live session, except in a text field that the user entered."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Button, Input

from tests.ui.track import Track, begin, on_track, plan_of, rep
from trackclock.ui.screens.help import HelpScreen


@pytest.mark.parametrize("opens", ["question_mark", "q"])
async def test_space_counts_while_something_lies_above(tmp_path: Path, opens: str) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.after(50_000, opens)
        assert track.app.screen is not track.screen
        screen = track.app.screen
        await track.after(31_000, "space")
        assert track.events()[-1] == "SplitMarked"
        assert track.app.screen is screen, "space must not answer the dialog"
        assert track.recorder.results().steps[0].splits[0].split_ms == 81_000


async def test_space_counts_before_a_button_sees_it(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        button = Button("x")
        await track.screen.mount(button)
        button.focus()
        await track.after(81_000, "space")
        assert track.events()[-1] == "SplitMarked"


async def test_a_text_field_that_the_user_entered_gets_the_space(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        field = Input()
        await track.screen.mount(field)
        await track.after(40_000, "space")
        assert field.value == "", "nothing may be focused by itself"
        field.focus()
        await track.pilot.pause()
        before = track.events()
        await track.after(40_000, "h", "i", "space", "u", "n", "q")
        assert field.value == "hi unq"
        assert track.events() == before
        await track.press("escape")
        await track.press("space")
        assert track.events()[-1] == "RepFinished"


async def test_the_note_takes_spaces_and_is_never_focused_by_itself(tmp_path: Path) -> None:
    async with on_track(tmp_path, plan_of(rep(400))) as track:
        await begin(track)
        await track.run_rep(80_000)
        await track.pilot.pause()
        focused = track.app.focused
        assert focused is None or not focused.check_consume_key("space", " ")
        await track.press("w")
        assert track.app.screen is not track.screen
        await track.press("e", "a", "s", "y", "space", "o", "n", "e")
        assert track.events().count("NoteWritten") == 0
        await track.press("escape")


async def test_keys_pressed_before_the_store_is_open_are_kept_with_their_stamps(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        early = track.screen
        prepared, early.recorder = early.recorder, None
        track.world.fake_clock.advance(500)
        early.press(track.world.fake_clock.now_ms())
        track.world.fake_clock.advance(300)
        early.prepare()
        assert early.recorder is not None
        assert early.recorder is not prepared
        assert early.recorder.header is not None
        assert early.recorder.header.clock_ms == 1_000_500


async def test_a_press_is_stamped_when_the_key_arrived(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        clock = track.world.fake_clock
        clock.arrived_ms = clock.now_ms() + 81_000
        clock.advance(81_400)  # the handler runs 400 ms late
        await track.press("space")
        assert track.recorder.results().steps[0].splits[0].split_ms == 81_000


async def test_help_scrolls_with_the_arrows_and_never_eats_space(tmp_path: Path) -> None:
    async with on_track(tmp_path, size=(40, 12)) as track:
        await begin(track)
        await track.press("question_mark")
        assert isinstance(track.app.screen, HelpScreen)
        await track.press("pagedown")
        keys = track.app.screen.query_one("#keys")
        assert keys.scroll_y > 0
        await press_split(track)


async def press_split(track: Track) -> None:
    await track.after(81_000, "space")
    assert track.events()[-1] == "SplitMarked"
