"""The keys of a screen in the palette and on the help page."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Static

from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import past_clock
from trackclock.keys import DEFAULT
from trackclock.ui.app import TrackclockApp
from trackclock.ui.palette import KeysProvider, entry
from trackclock.ui.screens.bests import BestsScreen
from trackclock.ui.screens.help import HelpScreen, keys_text
from trackclock.ui.screens.history import KEYS, HistoryScreen
from trackclock.ui.screens.sessions import KEYS as SESSIONS_KEYS
from trackclock.ui.screens.sessions import SessionsScreen
from trackclock.ui.widgets.keys import HELP, LEAVE, KeyLine, fitting_keys


async def test_the_palette_offers_what_the_keys_do(tmp_path: Path) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), HistoryScreen)
    async with app.run_test() as pilot:
        await settle(pilot)
        provider = KeysProvider(app.screen)
        titles = [str(hit.text) async for hit in provider.discover()]
        assert titles == [entry(key, DEFAULT) for key in KEYS if key.id != "whose"]  # there is nobody else
        hits = [hit async for hit in provider.search("bests")]
        assert [hit.text for hit in hits] == ["Bests by distance  (b)"]
        await pilot.press("ctrl+p")
        await pilot.press(*"bests by", "enter")
        await settle(pilot)
        assert isinstance(app.screen, BestsScreen)


async def test_what_cannot_be_done_now_is_not_offered(tmp_path: Path) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), SessionsScreen)
    async with app.run_test() as pilot:
        await settle(pilot)
        titles = [str(hit.text) async for hit in KeysProvider(app.screen).discover()]
        assert titles == [entry(key, DEFAULT) for key in SESSIONS_KEYS if key.id != "back"]


async def test_the_help_page_begins_with_the_keys_of_the_screen_below(tmp_path: Path) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), HistoryScreen)
    async with app.run_test() as pilot:
        await settle(pilot)
        await app.push_screen(HelpScreen())
        await pilot.pause()
        text = str(app.screen.query("#keys > Static").first(Static).content)
        assert text.splitlines()[0].split(maxsplit=1) == ["enter", "Open the session"]
        assert "While a session runs" in text


def test_the_line_at_the_bottom_leaves_out_whole_keys_and_keeps_help_and_the_way_back() -> None:
    def shown(width: int) -> str:
        return "".join(DEFAULT.shown(key)[0] for key in fitting_keys([*SESSIONS_KEYS[:8], HELP, LEAVE], width, DEFAULT))

    assert shown(120) == "eaned/hb?q"
    assert shown(78) == "ean/hb?q", "copying is what a newcomer misses least"
    assert shown(38) == "eh?q"
    assert shown(5) == "?q"


def test_help_that_is_too_long_for_its_column_goes_on_below_its_beginning() -> None:
    lines = keys_text(SESSIONS_KEYS, 31).plain.split("\n")
    assert max(map(len, lines)) <= 36
    index = lines.index("    e  Edit this session (a")
    assert lines[index + 1 : index + 3] == ["       bundled one as a copy)", "    d  Duplicate this session"]


async def test_what_the_sound_is_made_up_for_is_said_on_every_screen(tmp_path: Path) -> None:
    services = services_in(tmp_path, past_clock())
    app = TrackclockApp(services)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("right_curly_bracket")
        await pilot.pause()
        assert [toast.message for toast in app._notifications] == ["sounds are sent 20 ms ahead"]


async def test_a_click_on_help_in_the_line_at_the_bottom_opens_it(tmp_path: Path) -> None:
    app = TrackclockApp(services_in(tmp_path, past_clock()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        line = app.screen.query(KeyLine).last()
        await pilot.click(offset=(line.region.x + line.render_line(0).text.index("help"), line.region.y))
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
