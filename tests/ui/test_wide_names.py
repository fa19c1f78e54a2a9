"""Names in wide characters have the room that narrow ones of as many columns have, on every screen and at every size.

It exists because a name that is measured in characters is cut off, or pushes what stands behind it aside. The oracle is
the same picture with each wide character written as two narrow ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

import trackclock.ui.app
from tests.fakes import FakeWorld
from tests.ui.away import AwayApp, come_to, services_in, settle
from tests.ui.group_track import GroupTrack
from tests.ui.past import past_clock, reps, run_session
from tests.ui.test_away_sizes import on_screen
from tests.ui.test_group_summary import group_in, id_of
from tests.ui.track import LiveTrack, Track, plan_of, recovery, rep
from trackclock.application.athletes import Athlete
from trackclock.application.athletes_edit import add_athlete
from trackclock.core.plan import Plan
from trackclock.ui import navigation
from trackclock.ui.app import TrackclockApp

WIDE = str.maketrans({"く": "αα", "さ": "ββ", "ら": "γγ", "中": "δδ", "田": "εε"})
PAIRS = "αα|ββ|γγ|δδ|εε"
NAMES = ("田中さくら", "らく")
SIZES = [(40, 12), (60, 15), (80, 24), (100, 30), (133, 40)]


def narrow(text: str) -> str:
    """With two narrow characters for each wide one; where half of one is cut off there is a blank behind the sign."""
    halved = re.sub(rf"({PAIRS})|[α-ε]…", lambda found: found[1] or "… ", text.translate(WIDE))
    return re.sub(r"… (?=\S)", "…", halved)  # the line ends where there is no room for the blank


def written(name: str, is_wide: bool) -> str:
    return name if is_wide else name.translate(WIDE)


Make = Callable[[str, tuple[str, ...]], Screen[Any]]
SCREENS: dict[str, tuple[Make, tuple[str, ...]]] = {
    "group": (lambda group, _: navigation.group_summary(group), ()),
    "marks": (lambda group, _: navigation.group_summary(group), ("e",)),
    "preview": (lambda group, _: navigation.group_summary(group), ("e", "2")),
    "athlete": (lambda group, _: navigation.group_summary(group), ("enter",)),
    "whose": (lambda *_: navigation.history(), ("a",)),
    "athletes": (lambda _, names: navigation.athletes(Plan(names[0] * 3, tuple(reps(2, 400, 60))), print), ("space",)),
    "history": (lambda *_: navigation.history(), ()),
    "session": (lambda *_: navigation.history(), ("enter",)),
    "workouts": (lambda *_: navigation.history(), ("w",)),
    "workout": (lambda *_: navigation.history(), ("o",)),
}


async def pictures(folder: Path, screen: str, is_wide: bool) -> list[list[str]]:
    """A screen at each size."""
    clock = past_clock()
    names = tuple(written(name, is_wide) for name in NAMES)
    for name in names:
        add_athlete(folder, Athlete(name, written("田中", is_wide)))
    store, group = group_in(folder, clock, names=names)
    run_session(store, clock, Plan(names[0] * 3, tuple(reps(3, 400, 60))), [80_000, 81_000, 80_500], note=names[0] * 9)
    make, keys = SCREENS[screen]
    app = AwayApp(services_in(folder, clock, store), lambda: make(id_of(group), names))
    found = []
    async with app.run_test(size=SIZES[0]) as pilot:
        await come_to(pilot, keys)
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await settle(pilot)
            found.append(on_screen(app))
    store.close()
    return found


@pytest.mark.parametrize("screen", SCREENS)
async def test_a_screen_off_the_track_has_the_same_room_for_both(tmp_path: Path, screen: str) -> None:
    wide, other = [await pictures(tmp_path / str(is_wide), screen, is_wide) for is_wide in (True, False)]
    assert [[narrow(row) for row in rows] for rows in wide] == [[narrow(row) for row in rows] for rows in other]
    assert any("田" in row for row in wide[-1])


async def live(folder: Path, is_wide: bool, count: int, size: tuple[int, int]) -> list[list[str]]:
    """A session of somebody alone, or of a group, from ready to the end of its second rep."""
    names = [written(name, is_wide) for name in ("田中さくら", "らくさ", "田中田中田中田中", "中")]
    first, second = (replace(rep(400, number, 2), label=names[0] * 2) for number in (1, 2))
    plan = plan_of(first, recovery(20_000, 1, 2), second, name=names[0] * 4)
    world = FakeWorld(folder)
    world.names = tuple(names[:count])
    app, found = TrackclockApp(world, plan, "test.txt"), []
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        track: LiveTrack = GroupTrack(app, pilot, world) if count else Track(app, pilot, world)
        presses = ("space", "1", "2", "space", "tab", "2") if count else ("space",) * 3
        found.append(on_screen(app))
        for key in presses:
            await track.after(6_000, key)
            found.append(on_screen(app))
            await track.after(30_000)
            found.append(on_screen(app))
    return found


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("count", [0, 2, 4])
async def test_a_live_screen_has_the_same_room_for_both(tmp_path: Path, count: int, size: tuple[int, int]) -> None:
    wide, other = [await live(tmp_path / str(is_wide), is_wide, count, size) for is_wide in (True, False)]
    assert [[narrow(row) for row in rows] for rows in wide] == [[narrow(row) for row in rows] for rows in other]


def test_only_one_place_cuts_text_off() -> None:
    folder = Path(trackclock.ui.app.__file__).parent
    found = {path.name for path in folder.rglob("*.py") if "ellipsis=True" in path.read_text(encoding="utf-8")}
    assert found == {"cells.py"}, "Textual's own leaves a hole in front of the sign"
