"""A session that nobody said goodbye to is offered in one line that never stands in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import FakeClock, FakeSpeaker, FakeStore, FakeWorld
from tests.ui.track import EIGHTS, Track, begin, on_track, settle
from trackclock.core import commands as ask
from trackclock.core.session import Phase
from trackclock.recorder import Recorder
from trackclock.ui.widgets.line import Line

HOUR_MS = 3_600_000


def interrupted(store: FakeStore, clock: FakeClock) -> str:
    """A session that was killed 20 s into its second lap."""
    recorder = Recorder(EIGHTS, "test.txt", clock, store, FakeSpeaker())
    recorder.submit(ask.Press(), clock.now_ms())
    recorder.poll(clock.advance(5_000))
    recorder.submit(ask.Press(), clock.advance(81_000))
    clock.advance(20_000)
    assert recorder.header is not None
    store.held.clear()
    return recorder.header.id


def world_of(folder: Path, later_ms: int) -> FakeWorld:
    world = FakeWorld(folder)
    interrupted(world.fake_store, world.fake_clock)
    world.fake_clock.advance(later_ms)
    return world


async def test_it_is_offered_in_one_line_and_blocks_nothing(tmp_path: Path) -> None:
    async with on_track(tmp_path, world=world_of(tmp_path, 60_000)) as track:
        assert "Three times 800" in track.line("offer")
        assert track.screen.query_one("#offer").region.height == 1
        await begin(track)
        assert track.head.startswith("REP 1 of 3")
        assert not track.screen.has_class("-offered")


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (
            120,
            [
                "Unfinished",
                "Three times 800",
                "0 of 3 reps, last seen 0:20 ago",
                "y keep running",
                "f file it",
                "esc later",
            ],
        ),
        (80, ["Unfinished", "Three times 800", "y keep running", "o carry on", "f file it", "esc later"]),
        (40, ["Unfinished", "y keep running", "o carry on"]),
    ],
)
async def test_the_offer_says_what_fits_and_no_half_words(tmp_path: Path, width: int, words: list[str]) -> None:
    async with on_track(tmp_path, world=world_of(tmp_path, 0), size=(width, 24)) as track:
        shown = track.screen.query_one("#offer", Line).render().plain
        assert [word for word in words if word not in shown] == []
        assert "…" not in shown


async def test_keep_running_goes_on_as_if_nothing_had_happened(tmp_path: Path) -> None:
    async with on_track(tmp_path, world=world_of(tmp_path, 40_000)) as track:
        await track.press("y")
        await settle(track.pilot)
        assert track.head.startswith("REP 1 of 3")
        assert track.clock == "2:21.0"
        await track.press("space")
        assert track.recorder.results().steps[0].time_ms == 141_000


async def test_carry_on_waits_for_the_rep_to_begin_again(tmp_path: Path) -> None:
    async with on_track(tmp_path, world=world_of(tmp_path, 600_000)) as track:
        await track.press("o")
        await settle(track.pilot)
        assert track.recorder.phase is Phase.RUNNING
        assert track.events()[-1] in ("RepRestarted", "Seen", "Paused")
        assert not track.recorder.results().steps or track.recorder.results().steps[-1].time_ms is None


async def test_after_six_hours_the_clock_cannot_be_kept_running(tmp_path: Path) -> None:
    async with on_track(tmp_path, world=world_of(tmp_path, 7 * HOUR_MS)) as track:
        assert "carry on" in track.line("offer")
        assert "keep" not in track.line("offer")
        await track.press("y")
        assert track.recorder.phase is Phase.READY


async def test_save_as_it_is_and_it_is_not_offered_again(tmp_path: Path) -> None:
    world = world_of(tmp_path, 60_000)
    async with on_track(tmp_path, world=world) as track:
        await track.press("f")
        await settle(track.pilot)
        assert "saved as it is" in track.line("message")
        assert world.fake_store.unfinished() == ()
        assert track.recorder.phase is Phase.READY


async def test_escape_dismisses_it(tmp_path: Path) -> None:
    async with on_track(tmp_path, world=world_of(tmp_path, 60_000)) as track:
        assert track.screen.has_class("-offered")
        await track.press("escape")
        assert not track.screen.has_class("-offered")
        await track.press("y")
        assert track.recorder.phase is Phase.READY


async def test_a_session_that_another_app_holds_is_not_offered(tmp_path: Path) -> None:
    world = world_of(tmp_path, 60_000)
    world.fake_store.held_elsewhere.update(world.fake_store.sessions)
    async with on_track(tmp_path, world=world) as track:
        assert not track.screen.has_class("-offered")


@pytest.mark.parametrize("key", ["y", "o"])
async def test_leaving_it_comes_back_to_the_session_that_was_ready(tmp_path: Path, key: str) -> None:
    async with on_track(tmp_path, world=world_of(tmp_path, 60_000)) as track:
        ready = track.screen
        await track.press(key)
        await settle(track.pilot)
        assert track.screen is not ready
        await leave(track)
        assert track.screen is ready
        assert track.head.startswith("READY")


async def leave(track: Track) -> None:
    await track.press("q")
    await track.press("enter")
    await settle(track.pilot)


async def test_after_a_restart_of_the_machine_the_wall_clock_is_named(tmp_path: Path) -> None:
    world = world_of(tmp_path, 60_000)
    world.fake_clock.boot_id = "boot-2"
    async with on_track(tmp_path, world=world) as track:
        await track.press("y")
        await settle(track.pilot)
        assert "wall clock" in track.line("message")
        assert track.clock == "2:41.0"
