"""The screen of a group in terminals of every size: nobody is cut off silently, and what is said is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.group_track import NAMES, GroupTrack, begin, on_group, on_screen
from trackclock.ui.group.athlete_line import AthleteLine
from trackclock.ui.group.rooms import share
from trackclock.ui.live.big_clock import BigClock

SIZES = ((40, 12), (40, 20), (60, 14), (80, 16), (80, 24), (100, 18), (120, 36), (200, 60))


def hold(track: GroupTrack, count: int, size: tuple[int, int]) -> None:
    """Whoever has a row is on the screen, the others are counted, and each line has its place."""
    screen, rows = track.screen, on_screen(track)
    room = share(*size, count)
    lines = [line for line in screen.query(AthleteLine) if line.display]
    assert len(lines) == room.shown
    assert all(screen.region.contains_region(line.region) and line.region.height == room.each for line in lines)
    assert sum(line.region.height for line in lines) == room.shown * room.each
    for line in lines:
        assert line.shown is not None
        found = "\n".join(rows[line.region.y : line.region.bottom])
        assert line.shown.name[:3] in found or room.each > 1
    assert any(f"+{count - room.shown} more" in row for row in rows) is room.has_more
    clock = screen.query_one("#clock", BigClock).region
    assert clock.height >= 1
    assert screen.region.contains_region(clock)
    assert "REP 1 of 3" in rows[0]
    assert any("SPACE" in row for row in rows)
    assert any("saved" in row for row in rows)


@pytest.mark.parametrize("count", [2, 4, 12])
async def test_every_size_has_the_clock_and_everybody_who_fits(tmp_path: Path, count: int) -> None:
    async with on_group(tmp_path, count) as track:
        await begin(track)
        await track.after(80_000, "1")
        await track.after(7_000)
        for size in SIZES:
            await track.pilot.resize_terminal(*size)
            await track.pilot.pause()
            hold(track, count, size)


async def test_the_chosen_one_is_scrolled_to(tmp_path: Path) -> None:
    async with on_group(tmp_path, 12, size=(40, 12)) as track:
        await begin(track)
        names = [row.name for row in track.rows()]
        assert names == list(NAMES[: len(names)])
        assert len(names) < 12
        await track.tap("up")
        assert track.rows()[-1].name == NAMES[-1]
        assert track.rows()[-1].is_chosen
        await track.tap("down", "down")
        assert track.rows()[0].name == NAMES[0]


@pytest.mark.parametrize("size", [(39, 24), (80, 11), (20, 6)])
async def test_a_terminal_that_is_too_small_says_so_and_space_still_counts(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_group(tmp_path, size=size) as track:
        await begin(track)
        rows = on_screen(track)
        assert any("too small" in row for row in rows)
        await track.after(80_000, "space", "2")
        assert track.events().count("Passed") == 2


async def test_a_log_in_danger_is_seen(tmp_path: Path) -> None:
    async with on_group(tmp_path, 12, size=(40, 12)) as track:
        await begin(track)
        track.world.fake_store.is_stuck = True
        track.world.fake_store.fault = "the disk is full"
        await track.after(80_000, "1")
        await track.after(300)
        rows = on_screen(track)
        assert rows[0].startswith(" NOT SAVED")
        await track.after(7_000)
        assert any("✖ NOT SAVED: the disk is full" in row for row in on_screen(track))


async def test_what_is_painted_in_steps_is_what_a_whole_repaint_paints(tmp_path: Path) -> None:
    async with on_group(tmp_path, 12) as track:
        await begin(track)
        for passed_ms, key in ((40_000, "space"), (100, "1"), (900, "2"), (1_000, "tab"), (300, "3"), (2_500, "u")):
            await track.after(passed_ms, key)
            steps = on_screen(track)
            track.app.screen.refresh(layout=True)
            for line in track.screen.query("*"):
                line.refresh()
            await track.pilot.pause()
            assert on_screen(track) == steps
