"""The keys of a screen in the palette and on the help page."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Static

from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import past_clock
from trackclock.ui.palette import KeysProvider
from trackclock.ui.screens.bests import BestsScreen
from trackclock.ui.screens.help import HelpScreen
from trackclock.ui.screens.history import KEYS, HistoryScreen
from trackclock.ui.screens.sessions import KEYS as SESSIONS_KEYS
from trackclock.ui.screens.sessions import SessionsScreen


async def test_the_palette_offers_what_the_keys_do(tmp_path: Path) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), HistoryScreen)
    async with app.run_test() as pilot:
        await settle(pilot)
        provider = KeysProvider(app.screen)
        titles = [str(hit.text) async for hit in provider.discover()]
        assert titles == [f"{key.title}  ({key.shown})" for key in KEYS]
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
        assert titles == [f"{key.title}  ({key.shown})" for key in SESSIONS_KEYS]


async def test_the_help_page_begins_with_the_keys_of_the_screen_below(tmp_path: Path) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), HistoryScreen)
    async with app.run_test() as pilot:
        await settle(pilot)
        await app.push_screen(HelpScreen())
        await pilot.pause()
        text = str(app.screen.query("#keys > Static").first(Static).content)
        assert text.splitlines()[0].split(maxsplit=1) == ["enter", "Open the session"]
        assert "While a session runs" in text
