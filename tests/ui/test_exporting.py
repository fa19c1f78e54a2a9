"""A session written into a file from its screen: one key for the form, and never over another file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.formats.exported import fit_messages
from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import past_clock, season
from trackclock.ui.away.copying import AGAIN_MS
from trackclock.ui.screens.export import ExportDialog
from trackclock.ui.screens.session import SessionScreen


def told(app: AwayApp) -> str:
    return [toast.message for toast in app._notifications][-1]


def written(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".fit", ".tcx", ".csv", ".json"))


@pytest.mark.parametrize(("key", "form"), [("f", "fit"), ("t", "tcx"), ("c", "csv"), ("j", "json")])
async def test_one_key_asks_and_one_writes(tmp_path: Path, key: str, form: str) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), lambda: SessionScreen(ids[-1]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f")
        await settle(pilot)
        assert isinstance(app.screen, ExportDialog)
        await pilot.press(key)
        await settle(pilot)
        (path,) = written(tmp_path)
        assert path.suffix == f".{form}"
        assert told(app) == f"Written to {path}. f again copies its name."
        # The same key at once after that is for the name; later it asks again, and what is there stays.
        await pilot.press("f")
        await settle(pilot)
        assert app.copied == str(path)
        await pilot.press("f", key)
        await settle(pilot)
        first, second = written(tmp_path)
        assert {first.name, second.name} == {path.name, f"{path.stem}-2.{form}"}
        assert first.read_bytes() == second.read_bytes()
        clock.advance(AGAIN_MS)
        await pilot.press("f")
        await settle(pilot)
        assert isinstance(app.screen, ExportDialog)
        await pilot.press("escape")
        await settle(pilot)
        assert len(written(tmp_path)) == 2
    store.close()


async def test_what_is_written_is_the_session_as_it_stands(tmp_path: Path) -> None:
    clock = past_clock()
    store, ids = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), lambda: SessionScreen(ids[-1]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, SessionScreen)
        assert app.screen.recorder is not None
        session = app.screen.recorder.results()
        await pilot.press("f", "f")
        await settle(pilot)
        clock.advance(AGAIN_MS)
        await pilot.press("f", "j")
        await settle(pilot)
    fit, said = written(tmp_path)
    laps = [values["total_elapsed_time"] for name, values in fit_messages(fit.read_bytes()) if name == "lap"]
    assert sum(round(seconds * 1_000) for seconds in laps) == session.ended_ms
    assert json.loads(said.read_text("utf-8"))["id"] == ids[-1]
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
        await pilot.press("f", "f")
        await settle(pilot)
        assert told(app).startswith(f"no file could be written in {tmp_path / 'taken'}: ")
        await pilot.press("f")
        await settle(pilot)
        assert isinstance(app.screen, ExportDialog), "nothing was written whose name could be copied"
    store.close()
