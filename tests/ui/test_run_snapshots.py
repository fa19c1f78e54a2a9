"""Pictures of the live screen, to be looked at like code: `pytest --snapshot-update` takes them anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

import pytest
from textual.pilot import Pilot

from tests.fakes import FakeWorld
from tests.ui.track import EIGHTS, Track, settle
from trackclock.core.plan import Plan
from trackclock.ui.app import TrackclockApp


class SnapCompare(Protocol):
    """What pytest-textual-snapshot gives a test."""

    def __call__(
        self,
        app: TrackclockApp,
        *,
        terminal_size: tuple[int, int],
        run_before: Callable[[Pilot[None]], Awaitable[None]],
    ) -> bool: ...


async def ready(track: Track) -> None:
    """Nothing has been pressed."""


async def get_ready(track: Track) -> None:
    await track.press("space")
    await track.after(2_000)


async def work(track: Track) -> None:
    await get_ready(track)
    await track.after(3_000)
    await track.run_rep(81_300)
    await track.after(40_400)


async def split(track: Track) -> None:
    await get_ready(track)
    await track.after(3_000)
    await track.run_rep(79_500)
    await track.after(1_200)


async def recovery(track: Track) -> None:
    await work(track)
    await track.run_rep(42_000)
    await track.after(120_000)
    await track.run_rep(80_100, 81_700)
    await track.after(33_000)


async def nearly_over(track: Track) -> None:
    await recovery(track)
    await track.after(84_800)


async def refused(track: Track) -> None:
    await work(track)
    await track.run_rep(42_000)
    await track.after(1_000, "space")


async def not_saved(track: Track) -> None:
    await work(track)
    track.world.fake_store.is_stuck = True
    track.world.fake_store.fault = "the disk is full"
    await track.run_rep(42_000)
    await track.after(300)


async def leaving(track: Track) -> None:
    await work(track)
    await track.press("q")


async def helped(track: Track) -> None:
    await track.press("question_mark")


async def finished(track: Track) -> None:
    await recovery(track)
    await track.after(87_000)
    await track.run_rep(80_500, 79_000)
    await track.pilot.pause()


STATES = {
    "ready": ready,
    "get_ready": get_ready,
    "work": work,
    "split": split,
    "recovery": recovery,
    "nearly_over": nearly_over,
    "refused": refused,
    "not_saved": not_saved,
    "leaving": leaving,
    "finished": finished,
    "help": helped,
}


def check(
    snap_compare: SnapCompare, folder: Path, size: tuple[int, int], state: str, theme: str = "dark", plan: Plan = EIGHTS
) -> None:
    world = FakeWorld(folder)
    app = TrackclockApp(world, plan, "test.txt")

    async def before(pilot: Pilot[None]) -> None:
        app.theme = theme
        await settle(pilot)
        await STATES[state](Track(app, pilot, world))
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=before)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
@pytest.mark.parametrize("state", STATES)
def test_live_screen(snap_compare: SnapCompare, tmp_path: Path, size: tuple[int, int], state: str) -> None:
    check(snap_compare, tmp_path, size, state)


@pytest.mark.parametrize("state", ["ready", "work", "split", "recovery", "refused"])
def test_live_screen_at_its_smallest(snap_compare: SnapCompare, tmp_path: Path, state: str) -> None:
    check(snap_compare, tmp_path, (40, 12), state)


@pytest.mark.parametrize("state", ["work", "recovery"])
def test_live_screen_in_the_sun(snap_compare: SnapCompare, tmp_path: Path, state: str) -> None:
    check(snap_compare, tmp_path, (80, 24), state, "sun")


def test_live_screen_without_colours(
    snap_compare: SnapCompare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    check(snap_compare, tmp_path, (80, 24), "recovery")
