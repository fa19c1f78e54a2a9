"""Every screen has the background of screens: without one, Textual paints all the screens below it each time."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from textual.screen import Screen

import trackclock.ui.screens
from tests.fakes import FakeWorld
from trackclock.ui.app import TrackclockApp
from trackclock.ui.screens.history import HistoryScreen


def screens() -> list[type[Screen[object]]]:
    found: list[type[Screen[object]]] = []
    for module in pkgutil.iter_modules(trackclock.ui.screens.__path__):
        names = vars(importlib.import_module(f"trackclock.ui.screens.{module.name}")).values()
        found += [name for name in names if isinstance(name, type) and issubclass(name, Screen)]
    return [screen for screen in found if screen.__module__.startswith("trackclock")]


def test_textual_takes_the_style_of_a_screen_from_its_first_base() -> None:
    assert len(screens()) > 8
    assert [screen for screen in screens() if not issubclass(screen.__bases__[0], Screen)] == []


async def test_a_pushed_screen_is_opaque(tmp_path: Path) -> None:
    app = TrackclockApp(FakeWorld(tmp_path))
    async with app.run_test() as pilot:
        await app.push_screen(HistoryScreen())
        await pilot.pause()
        assert app.screen.styles.background.a == 1
