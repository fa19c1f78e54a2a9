"""ctrl+l: whatever was left on the terminal, every cell is the app's again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.away import services_in, settle
from tests.ui.emulator import Terminal
from tests.ui.past import past_clock
from tests.ui.track import begin, on_track
from trackclock.ui.app import TrackclockApp

FOREIGN = (
    "\x1b[2J\x1b[5;10r\x1b[41;1m",
    "\x1b[3;1Hroot@host: system is going down\r\n" * 5,
    "\x1b[?25h",
)
"""Another program clears the screen, keeps part of it from scrolling, leaves a colour on, writes, shows the cursor."""


def write_on(terminal: Terminal) -> None:
    for text in FOREIGN:
        terminal.feed(text)


@pytest.mark.parametrize(
    "keys", [(), ("q",), ("question_mark",), ("ctrl+p",)], ids=["rep", "dialog", "help", "palette"]
)
@pytest.mark.parametrize("size", [(40, 12), (100, 30)])
async def test_it_brings_back_the_live_screen_and_what_lies_over_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    terminal = Terminal(monkeypatch, *size)
    async with on_track(tmp_path, size=size) as track:
        await begin(track)
        await track.after(81_300, "space")
        await track.after(3_000, *keys)
        before = terminal.cells()
        assert "800 m" in terminal.text() or keys
        write_on(terminal)
        assert terminal.cells() != before
        await track.press("ctrl+l")
        await track.pilot.pause()
        assert terminal.cells() == before
        assert terminal.screen.cursor.hidden
        assert terminal.screen.margins is None
        assert track.events()[-1] == "SplitMarked", "it is no key of the session"


@pytest.mark.parametrize("keys", [("down",), ("slash", "8"), ("g",), ("e",)], ids=["list", "typing", "goal", "editor"])
async def test_it_brings_back_the_other_screens_and_what_is_being_typed_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    monkeypatch.setattr("textual.widgets.Input.cursor_blink", False)
    monkeypatch.setattr("textual.widgets.TextArea.cursor_blink", False)
    terminal = Terminal(monkeypatch)
    async with TrackclockApp(services_in(tmp_path, past_clock())).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(*keys)
        await settle(pilot)
        before = terminal.cells()
        write_on(terminal)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert terminal.cells() == before
