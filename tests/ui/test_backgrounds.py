"""Every screen stands on the one base of its kind, and has the background of screens.

Without a background Textual paints all the screens below it each time; without one base each
screen has a copy of its own.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from textual.screen import ModalScreen, Screen

import trackclock.ui.screens
from tests.fakes import FakeWorld
from trackclock.ui.app import TrackclockApp
from trackclock.ui.away.dialog import Dialog
from trackclock.ui.away.screen import AwayScreen
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


def test_every_screen_stands_on_the_base_of_its_kind() -> None:
    """The first one is painted before anything is imported, and the page of help fills the screen."""
    others = {screen.__name__ for screen in screens() if not issubclass(screen, AwayScreen | Dialog)}
    assert others == {"StartScreen", "HelpScreen", "ModalScreen", "Screen"} & others
    assert {screen.__name__ for screen in screens() if issubclass(screen, ModalScreen)} > {"AskScreen", "NoteScreen"}


def test_no_screen_stands_more_than_two_levels_above_those_of_textual() -> None:
    for screen in screens():
        levels = [base for base in screen.__mro__ if issubclass(base, Screen) and base.__module__.startswith("track")]
        assert len(levels) <= 2, levels


def test_no_screen_compares_its_size_to_set_a_class() -> None:
    """Textual's breakpoints do; what a screen still does when it is resized needs the size itself."""
    for screen in screens():
        own = vars(screen).get("on_resize")
        if own is not None and screen is not AwayScreen:
            assert "set_class" not in own.__code__.co_names, screen


async def test_a_pushed_screen_is_opaque(tmp_path: Path) -> None:
    app = TrackclockApp(FakeWorld(tmp_path))
    async with app.run_test() as pilot:
        await app.push_screen(HistoryScreen())
        await pilot.pause()
        assert app.screen.styles.background.a == 1
