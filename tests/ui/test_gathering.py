"""Which live screen a session is run on: that of a group wherever somebody is named, or why it cannot be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes import FakeWorld
from trackclock.application.athletes import Athlete
from trackclock.application.athletes_edit import add_athlete
from trackclock.application.config_file import FILE
from trackclock.core.notation import parse
from trackclock.core.plan import Plan, PlanAthlete, StartMode
from trackclock.errors import TrackclockError
from trackclock.ui import navigation
from trackclock.ui.app import TrackclockApp
from trackclock.ui.gathering import live_screen

PLAN = Plan("Tuesday", parse("2 x 400m with 60 s recovery").steps)
NAMED = replace(PLAN, athletes=(PlanAthlete("Group A"),))


def test_somebody_alone_asks_nothing_of_the_file_of_athletes(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path)
    world.config_dir.mkdir()
    (world.config_dir / FILE).write_text("[[athletes]]\nname = 3\n", encoding="utf-8")
    assert navigation.shows(live_screen(world, PLAN, "x"), "run")
    with pytest.raises(TrackclockError, match="2:8: name is text in quotes"):
        live_screen(world, NAMED, "x")


def test_whoever_is_named_is_a_group(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path)
    add_athlete(world.config_dir, Athlete("Ana", "A"))
    assert navigation.shows(live_screen(world, NAMED, "x"), "group")
    assert navigation.shows(live_screen(world, PLAN, "x", ("Zoe",)), "group")


async def test_a_group_that_cannot_start_ends_the_app_with_one_clear_message(tmp_path: Path) -> None:
    app = TrackclockApp(FakeWorld(tmp_path), lambda: replace(NAMED, start=StartMode.GUN), "x.toml")
    async with app.run_test() as pilot:
        await pilot.pause()
    assert app.return_code == 1
    assert "a group is not started by gun" in str(app.failure)
