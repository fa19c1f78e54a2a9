"""A screen may be left at any step of the loop after it was opened or had a size: nothing of it comes too late.

It exists because a summary that was left in the moment in which it found its width took the whole app with it: what it
had put off was done once its list was gone.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from tests.ui.away import settle
from tests.ui.test_remapped_keys import MORE, Way, app_on
from tests.ui.track import EIGHTS
from trackclock.ui import navigation
from trackclock.ui.live.leaving import LiveScreen

SOON = 64
"""Steps of the loop after which a screen that was opened stands."""
WAYS: dict[str, Way] = MORE | {"run": (lambda _: navigation.run(EIGHTS, "eights.toml"), ())}
WITH_SUMMARY = ("session", "group_summary")


async def leave_after(name: str, folder: Path, steps: Iterable[int]) -> None:
    """Open a screen again and again, and leave it after so many steps; what goes wrong in the app fails the test."""
    make, _ = WAYS[name]
    known: list[str] = []

    def first(ids: list[str]) -> Screen[Any]:
        known.extend(ids)
        return make(ids)

    async with app_on(name, (first, ()), folder) as (app, pilot):
        below = [*app.screen_stack]
        for count in steps:
            screen = make(known)
            app.push_screen(screen)
            for _ in range(count):
                await asyncio.sleep(0)
            screen.ask_to_leave() if isinstance(screen, LiveScreen) else app.pop_screen()
            await pilot.pause()
            assert app.screen_stack == below, count
        await settle(pilot)
        assert app.screen_stack == below


@pytest.mark.parametrize("name", WITH_SUMMARY)
async def test_a_summary_may_be_left_at_any_step(name: str, tmp_path: Path) -> None:
    await leave_after(name, tmp_path, range(SOON))


@pytest.mark.parametrize("name", [name for name in WAYS if name not in WITH_SUMMARY])
async def test_so_may_any_screen(name: str, tmp_path: Path) -> None:
    await leave_after(name, tmp_path, sorted(random.Random(name).sample(range(1, SOON), 10)))


def test_what_is_put_off_is_put_off_in_one_way() -> None:
    ui = Path(navigation.__file__).parent
    using = [path.name for path in sorted(ui.rglob("*.py")) if "call_after_refresh" in path.read_text("utf-8")]
    assert using == ["once_shown.py"]
