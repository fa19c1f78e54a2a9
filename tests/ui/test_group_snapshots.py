"""Pictures of the screen of a group, to be looked at like code: `pytest --snapshot-update` takes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.fakes import FakeWorld
from tests.ui.group_track import KEYS, NAMES, GroupTrack, begin
from tests.ui.test_run_snapshots import SnapCompare
from tests.ui.track import EIGHTS, settle
from trackclock.ui.app import TrackclockApp


async def running(track: GroupTrack) -> None:
    """Two have passed without a name, the others with one, the last two just now."""
    count = len(track.world.names)
    await begin(track)
    await track.after(78_000, "space")
    await track.after(300, "space")
    await track.after(1_700, *KEYS[: count - 2])
    await track.after(500)


async def naming(track: GroupTrack) -> None:
    await running(track)
    await track.tap("tab")


async def resting(track: GroupTrack) -> None:
    """All are in, one is out."""
    count = len(track.world.names)
    await begin(track)
    await track.after(80_000, *KEYS[:count])
    await track.tap("down", "o")
    for number, key in enumerate(KEYS[1:count]):
        await track.after(80_000 if not number else 800, key)
    await track.after(30_000)


@pytest.mark.parametrize(
    ("count", "size", "state", "theme"),
    [
        (12, (80, 24), running, "dark"),
        (6, (80, 24), naming, "sun"),
        (3, (80, 24), resting, "dark"),
        (4, (120, 36), running, "sun"),
        (12, (40, 12), resting, "dark"),
    ],
    ids=["twelve", "naming", "three", "four", "smallest"],
)
def test_group_screen(
    snap_compare: SnapCompare, tmp_path: Path, count: int, size: tuple[int, int], state: object, theme: str
) -> None:
    world = FakeWorld(tmp_path)
    world.names = NAMES[:count]
    app = TrackclockApp(world, EIGHTS, "test.txt")

    async def before(pilot: Pilot[None]) -> None:
        app.theme = theme
        await settle(pilot)
        assert callable(state)
        await state(GroupTrack(app, pilot, world))
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=before)
