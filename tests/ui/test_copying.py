"""Tables that are taken away: sent to a clipboard that nobody can look into, and into a file where it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import past_clock, season
from trackclock.ui.away import copying
from trackclock.ui.away.copying import AGAIN_MS
from trackclock.ui.screens.bests import BestsScreen
from trackclock.ui.screens.history import HistoryScreen
from trackclock.ui.screens.session import SessionScreen


def told(app: AwayApp) -> str:
    return [toast.message for toast in app._notifications][-1]


def exports(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix in (".csv", ".md"))


@pytest.mark.parametrize(
    ("key", "sign", "name", "ending"), [("comma", ",", "CSV", ".csv"), ("y", "y", "Markdown", ".md")]
)
async def test_the_same_key_again_writes_what_was_sent(
    tmp_path: Path, key: str, sign: str, name: str, ending: str
) -> None:
    clock = past_clock()
    store, _ = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), BestsScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot)
        assert told(app) == f"9 rows as {name} sent to the terminal's clipboard. Not there? {sign} again writes a file."
        assert exports(tmp_path) == []
        sent = app.copied
        await pilot.press(key)
        await settle(pilot)
        assert told(app) == f"9 rows as {name} in {tmp_path / f'trackclock-bests{ending}'}"
        assert (tmp_path / f"trackclock-bests{ending}").read_bytes().decode() == sent
        # What is there is never replaced.
        await pilot.press(key, key)
        await settle(pilot)
        assert exports(tmp_path) == [f"trackclock-bests-2{ending}", f"trackclock-bests{ending}"]
    store.close()


async def test_later_or_in_the_other_form_it_is_the_clipboard_that_is_wanted(tmp_path: Path) -> None:
    clock = past_clock()
    store, _ = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), HistoryScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in ("comma", "y", "comma"):
            await pilot.press(key)
            await settle(pilot)
            assert "sent to the terminal's clipboard" in told(app)
        clock.advance(AGAIN_MS)
        await pilot.press("comma")
        await settle(pilot)
        assert "sent to the terminal's clipboard" in told(app)
        assert exports(tmp_path) == []
    store.close()


async def test_where_no_file_can_be_written_it_says_why(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path / "data", clock)
    services = services_in(tmp_path / "data", clock, store)
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    services._find_exports_dir = lambda: tmp_path / "taken"
    app = AwayApp(services, lambda: SessionScreen(ids[-1]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("comma", "comma")
        await settle(pilot)
        assert told(app).startswith(f"no file could be written in {tmp_path / 'taken'}: ")
    store.close()


@given(st.text())
def test_any_name_makes_a_plain_file_name(name: str) -> None:
    stem = copying.stem_of(name)
    assert stem.startswith("trackclock-")
    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 11 < len(stem) <= 80
