"""Every key that makes a space is a press, and a letter is the same under caps lock and on another layout."""

from __future__ import annotations

import string
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

import trackclock.ui.app
from tests.fakes import FakeWorld
from tests.ui.track import EIGHTS, begin, on_track, settle
from trackclock.ui import navigation
from trackclock.ui.app import TrackclockApp
from trackclock.ui.pressed import SPACES, is_space
from trackclock.ui.run.screen import RunScreen
from trackclock.ui.sent import Reader
from trackclock.ui.widgets.line_input import LineInput

_HELD = range(1, 65)
"""Every combination of modifiers of the kitty protocol, lock keys apart; 65 and 129 are those."""


def keys_of(text: str) -> list[events.Key]:
    """What the app gets of what a terminal sends, each of it in a read of its own."""
    return [message for message in Reader().take(text) if isinstance(message, events.Key)]


async def send(pilot: Pilot[None], *texts: str) -> None:
    for text in texts:
        for key in keys_of(text):
            pilot.app.post_message(key)
    await pilot.pause()


def sequences(sign: str) -> list[str]:
    """Every way in which a terminal may say that a character was typed."""
    code = ord(sign)
    alternates = [f"\x1b[{code}u", f"\x1b[{code}::32u", f"\x1b[{code};1:1u", f"\x1b[{code}:{code};129:2;{code}u"]
    return [sign, *alternates, *(f"\x1b[{code};{held}u" for held in (*_HELD, 65, 129, 193))]


def test_the_spaces_are_those_of_unicode() -> None:
    assert {chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Zs"} == set(SPACES)


def test_every_key_that_makes_a_space_is_known_under_each_name() -> None:
    for sign in SPACES:
        for sent in (*sequences(sign), "\x00", f"\x1b[27;2;{ord(sign)}~"):
            assert [is_space(key) for key in keys_of(sent)] == [True], repr(sent)
    for sign in (*string.printable.replace(" ", ""), "\u200b", "\u2028", "\u0441"):
        assert not any(map(is_space, keys_of(sign))), repr(sign)


async def test_every_key_that_makes_a_space_is_a_press(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        for sign in SPACES:
            for sent in (sign, f"\x1b[{ord(sign)}u", f"\x1b[{ord(sign)};2u"):
                before = track.events()
                await track.app.on_event(keys_of(sent)[0])
                now = track.events()[len(before) :]
                assert now in (["SplitMarked"], ["PressRefused"], ["RepFinished"]), repr(sent)
        await track.after(1_000)
        before = track.events()
        await send(track.pilot, "\x00")
        assert track.events()[len(before) :] == ["PressRefused"]


async def test_in_a_text_field_it_is_the_character_itself(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        field = LineInput(max_length=100)
        await track.screen.mount(field)
        field.focus()
        await track.pilot.pause()
        before = track.events()
        await send(track.pilot, *SPACES, *string.ascii_letters, "\u0441", "\u0421")
        assert field.value == SPACES + string.ascii_letters + "\u0441\u0421"
        await send(track.pilot, "\x1b[1089::99u")
        assert field.value[-1] == "\u0441", "the base key counts where nobody types"
        assert track.events() == before


# --- caps lock ------------------------------------------------------------------------------------------------------


class AskedApp(TrackclockApp):
    """Remembers what keys would do, and does nothing of it."""

    CSS_PATH = str(Path(trackclock.ui.app.__file__).with_name("app.tcss"))
    asked: list[str]
    is_asked_only = False

    async def run_action(self, action: Any, *args: Any, **kwargs: Any) -> bool:
        if not self.is_asked_only:
            return await super().run_action(action, *args, **kwargs)
        self.asked.append(str(action))
        return True


AWAY: dict[str, Callable[[], Screen[Any]] | None] = {
    "sessions": None,
    "run": lambda: navigation.run(EIGHTS, "eights.txt"),
    "history": navigation.history,
    "workouts": navigation.workouts,
    "bests": navigation.bests,
    "goal": navigation.goal,
    "help": navigation.help_page,
}


@pytest.mark.parametrize("name", AWAY)
async def test_a_capital_does_what_its_small_letter_does(tmp_path: Path, name: str) -> None:
    app = AskedApp(FakeWorld(tmp_path))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        if (make := AWAY[name]) is not None:
            app.push_screen(make())
            await settle(pilot)
        app.is_asked_only = True
        did_something = set()
        for letter in string.ascii_lowercase:
            code = ord(letter)
            ways = letter, letter.upper(), f"\x1b[{code};2u", f"\x1b[{code};65;{code - 32}u"
            app.asked = []
            await send(pilot, *ways)
            each = app.asked[: len(app.asked) // len(ways)]
            assert app.asked == each * len(ways), letter
            if each:
                did_something.add(letter)
        assert "q" in did_something


# --- other layouts --------------------------------------------------------------------------------------------------

OTHER_LETTERS = "\u0441\u0421\u03c9\u05d0\uff4e\u3042\u00f6\u4e00"
"""Cyrillic, Greek, Hebrew, full width, Hiragana, one of Latin beyond ASCII, Han."""


async def test_other_letters_say_once_that_they_mean_nothing(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        before = track.events()
        await send(track.pilot, OTHER_LETTERS[0])
        assert "the keyboard writes other letters; space counts all the same" in track.line("message")
        track.screen.show_message("something else")
        await send(track.pilot, *OTHER_LETTERS)
        assert "something else" in track.line("message")
        assert track.events() == before


@pytest.mark.parametrize("sign", "\u0441\u03c9\u05d0\uff4e\u3042")
async def test_the_base_key_of_another_layout_counts(tmp_path: Path, sign: str) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.run_rep(80_000, 80_000)
        skips = track.events().count("StepSkipped")
        code, upper = ord(sign), ord(sign.upper()[0])
        for sent in (f"\x1b[{code}::110u", f"\x1b[{code}:{upper}:110;2u", f"\x1b[{code}::110;65;{upper}u"):
            await track.after(10_000)
            await send(track.pilot, sent)
            skips += 1
            assert track.events().count("StepSkipped") == skips, repr(sent)
            await track.after(10_000)


def test_a_base_key_has_its_name_and_what_is_held() -> None:
    names = {"\x1b[1078::59u": "semicolon", "\x1b[1093::91;2u": "left_square_bracket", "\x1b[1089::99;5u": "c"}
    assert [getattr(keys_of(sent)[0], "base", "") for sent in names] == list(names.values())
    assert getattr(keys_of("\x1b[97::98u")[0], "base", "") == "", "a letter of its own is what it says"


async def test_the_palette_takes_what_is_typed_and_says_so(tmp_path: Path) -> None:
    async with on_track(tmp_path) as track:
        await track.press("ctrl+p")
        assert "space" not in track.app.screen.query_one(Input).placeholder
        await track.press("escape")
        await begin(track)
        await track.press("ctrl+p")
        field = track.app.screen.query_one(Input)
        assert "space counts no press here" in field.placeholder
        before = track.events()
        await track.after(80_000, "n", "space", "X", "u")
        assert field.value == "n Xu"
        assert track.events() == before
        await track.press("escape", "space")
        assert isinstance(track.app.screen, RunScreen)
        assert track.events()[-1] == "SplitMarked"
