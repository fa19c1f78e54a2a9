"""The screen of a group over fakes, driven by keys and a clock that is set by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.fakes import FakeWorld
from tests.ui.track import EIGHTS, LiveTrack, settle
from trackclock.core.plan import Plan
from trackclock.recorder.group import GroupRecorder
from trackclock.ui.app import TrackclockApp
from trackclock.ui.group.athlete_line import AthleteLine, Shown
from trackclock.ui.group.screen import GroupScreen

NAMES = ("Ana", "Ben", "Chloé", "Dov", "Eva", "Finn", "Gustav-Adolf", "Hana", "Ines", "Jo", "Kim", "Lea")
KEYS = (*"1234567890", "e", "p")


@dataclass
class GroupTrack(LiveTrack):
    """One app on one group."""

    @property
    def screen(self) -> GroupScreen:
        assert isinstance(self.app.live, GroupScreen)
        return self.app.live

    @property
    def recorder(self) -> GroupRecorder:
        assert self.screen.recorder is not None
        return self.screen.recorder

    def rows(self) -> list[Shown]:
        """The rows that are on the screen."""
        return [line.shown for line in self.screen.query(AthleteLine) if line.display and line.shown is not None]

    def events(self) -> list[str]:
        """The names of what is in the group's log."""
        return [type(entry.event).__name__ for entry in self.recorder.log]

    def marks(self, athlete: int) -> list[int]:
        """The instants of an athlete's marks, from the first press."""
        return [
            step.started_ms + split.split_ms
            for step in self.recorder.members[athlete].results().steps
            for split in step.splits
        ]


def on_screen(track: GroupTrack) -> list[str]:
    """The rows of cells as they are painted."""
    screen = track.app.screen
    return ["".join(segment.text for segment in strip) for strip in screen._compositor.render_strips(screen.size)]


@asynccontextmanager
async def on_group(
    folder: Path,
    count: int = 6,
    plan: Plan = EIGHTS,
    *,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[GroupTrack]:
    """The app, ready on a group."""
    world = FakeWorld(folder)
    world.names = NAMES[:count]
    app = TrackclockApp(world, plan, "test.txt")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield GroupTrack(app, pilot, world)


async def begin(track: GroupTrack) -> None:
    """Start the group, and stand at its GO."""
    await track.press("space")
    await track.after(5_000)
