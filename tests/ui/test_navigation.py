"""Every screen stands in the one table under a name, and the function of that name takes what the screen takes."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

import pytest
from textual.screen import Screen

import trackclock.ui.group
import trackclock.ui.run
import trackclock.ui.screens
from tests.fakes import FakeWorld
from trackclock.application.entrants import Gathered
from trackclock.core import commands
from trackclock.ui import navigation
from trackclock.ui.access import Shell, shell_of
from trackclock.ui.app import TrackclockApp
from trackclock.ui.live.leaving import LiveScreen
from trackclock.ui.navigation import SCREENS


def kind_of(name: str) -> type[Screen[Any]]:
    module, kind = SCREENS[name]
    found = getattr(importlib.import_module(module), kind)
    assert isinstance(found, type)
    assert issubclass(found, Screen)
    return found


def taken_by(function: Any) -> list[tuple[str, Any, Any, Any]]:
    """What a function takes: names, whether by place or by name, what is left out, and of what type."""
    found = inspect.signature(function).parameters.values()
    return [(each.name, each.kind, each.default, each.annotation) for each in found if each.name != "self"]


def result_of(kind: type[Screen[Any]]) -> Any:
    """What a screen gives back when it is left."""
    for each in kind.__mro__:
        for base in getattr(each, "__orig_bases__", ()):
            arguments = get_args(base)
            is_result = get_origin(base) is not LiveScreen  # which is told what is polled
            if is_result and arguments and not isinstance(arguments[0], TypeVar):
                return arguments[0]
    raise AssertionError(kind)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_made_with_what_it_takes_and_gives_back_what_is_said(name: str) -> None:
    make, kind = getattr(navigation, name), kind_of(name)
    own = vars(kind).get("__init__", lambda self: None)  # most dialogs take something, the page of help nothing
    assert taken_by(make) == taken_by(own)
    said = eval(inspect.signature(make).return_annotation, {"Screen": Screen, "ask": commands, "Gathered": Gathered})
    assert get_args(said) == (result_of(kind),)


def test_every_screen_has_a_name() -> None:
    found: set[tuple[str, str]] = set()
    for package in (trackclock.ui.screens, trackclock.ui.run, trackclock.ui.group):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                is_here = isinstance(value, type) and issubclass(value, Screen) and value.__module__ == module.name
                made_of_it = value.__subclasses__() if is_here else []  # a test may make its own out of one
                if is_here and not any(one.__module__.startswith("trackclock.") for one in made_of_it):
                    found.add((module.name, name))  # what others are made of is never shown
    assert found == set(SCREENS.values())
    assert len(found) == len(SCREENS)


def test_a_screen_is_told_by_its_name_alone() -> None:
    shown = navigation.history()
    assert [name for name in SCREENS if navigation.shows(shown, name)] == ["history"]
    assert not any(navigation.shows(Screen(), name) for name in SCREENS)


def test_the_table_imports_no_screen_before_it_is_opened() -> None:
    code = (
        "import sys, trackclock.ui.navigation as n; a = set(sys.modules); n.goal(); "
        "print(*sorted(a), '|', *sorted(set(sys.modules) - a))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    before, after = (set(part.split()) for part in done.stdout.split("|"))
    opened = {module for module, _ in SCREENS.values()}
    assert before.isdisjoint(opened)
    assert after & opened == {"trackclock.ui.screens.goal"}


async def test_the_app_is_what_the_screens_take_it_for(tmp_path: Path) -> None:
    app = TrackclockApp(FakeWorld(tmp_path))
    shell: Shell = app  # what mypy says of it
    async with app.run_test() as pilot:
        await pilot.pause()
        assert shell_of(app) is shell
        assert shell_of(app.screen) is shell
        wanted = {name for name in vars(Shell) if not name.startswith("_")} | set(Shell.__annotations__)
        assert len(wanted) > 10
        assert [name for name in wanted if not hasattr(app, name)] == []
