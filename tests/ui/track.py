"""A live screen over fakes, driven by keys and a clock that is set by hand.

It exists so that a test of the live screen reads like a session: press, let time pass, look.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.fakes import FakeWorld
from trackclock.core.plan import (
    ByDistance,
    ByTime,
    Open,
    Plan,
    RecoveryMode,
    Step,
    StepKind,
    Target,
    marks_mm,
)
from trackclock.recorder import Recorder
from trackclock.ui.app import TrackclockApp
from trackclock.ui.live.big_clock import BigClock
from trackclock.ui.live.leaving import LiveScreen
from trackclock.ui.run.screen import RunScreen
from trackclock.ui.widgets.line import Line

TARGET = Target("2:44", 164_000, 164_000)


def rep(metres: int, number: int = 1, of: int = 1, *, target: Target | None = None, group: int = 0) -> Step:
    return Step(
        StepKind.REP,
        ByDistance(metres * 1_000),
        f"{metres} m",
        number,
        of,
        group=group,
        target=target,
        marks_mm=marks_mm(metres * 1_000, 400_000),
    )


def recovery(ms: int, number: int = 1, of: int = 1, *, group: int = 0) -> Step:
    return Step(StepKind.RECOVERY, ByTime(ms), "recovery", number, of, group=group, mode=RecoveryMode.JOG)


def easy(kind: StepKind, ms: int) -> Step:
    return Step(kind, ByTime(ms), kind.value, None, None, None, None)


def plan_of(*steps: Step, name: str = "Test session", get_ready_ms: int = 5_000) -> Plan:
    return Plan(name, steps, get_ready_ms=get_ready_ms)


EIGHTS = plan_of(
    rep(800, 1, 3, target=TARGET),
    recovery(120_000, 1, 3),
    rep(800, 2, 3, target=TARGET),
    recovery(120_000, 2, 3),
    rep(800, 3, 3, target=TARGET),
    name="Three times 800",
)
"""3 x 800 m @ 2:44, 2:00 jog."""

TAP_MS = 200
"""Between two taps of one key."""

OPEN_PAUSE = Step(StepKind.RECOVERY, Open(), "jog back down")
SQUATS = Step(StepKind.REP, Open(), "5 squats")
TEMPO = Step(StepKind.REP, ByTime(600_000), "10 min tempo")
JOG_200 = Step(StepKind.RECOVERY, ByDistance(200_000), "200 m jog", mode=RecoveryMode.JOG)


@dataclass
class LiveTrack:
    """One app on one session, or on one group."""

    app: TrackclockApp
    pilot: Pilot[None]
    world: FakeWorld

    @property
    def live(self) -> LiveScreen[Any]:
        assert isinstance(self.app.live, LiveScreen)
        return self.app.live

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def after(self, ms: int, *keys: str) -> None:
        """Let time pass, look, and press."""
        self.world.fake_clock.advance(ms)
        self.live.show_now()
        self.live.waiting.act_due()
        await self.pilot.pause()
        if keys:
            await self.press(*keys)

    async def tap(self, *keys: str) -> None:
        """Press keys as a finger does, and wait until the last of them is known not to be held."""
        for key in keys:
            await self.after(TAP_MS, key)
        await self.after(TAP_MS)

    def line(self, name: str) -> str:
        return self.live.query_one(f"#{name}", Line).text


@dataclass
class Track(LiveTrack):
    """One app on one session."""

    @property
    def screen(self) -> RunScreen:
        assert isinstance(self.app.live, RunScreen)
        return self.app.live

    @property
    def recorder(self) -> Recorder:
        assert self.screen.recorder is not None
        return self.screen.recorder

    @property
    def clock(self) -> str:
        return self.screen.query_one("#clock", BigClock).text

    @property
    def head(self) -> str:
        return self.line("head")

    def events(self) -> list[str]:
        """The names of what is in the log."""
        return [type(entry.event).__name__ for entry in self.recorder.log]

    async def run_rep(self, *laps_ms: int) -> None:
        """Press at the end of each lap of a rep that has just begun."""
        for lap_ms in laps_ms:
            await self.after(lap_ms, "space")


@asynccontextmanager
async def on_track(
    folder: Path,
    plan: Plan = EIGHTS,
    *,
    size: tuple[int, int] = (80, 24),
    world: FakeWorld | None = None,
    has_toasts: bool = False,
) -> AsyncIterator[Track]:
    """The app, ready on a plan."""
    the_world = world or FakeWorld(folder)
    app = TrackclockApp(the_world, plan, "test.txt")
    async with app.run_test(size=size, notifications=has_toasts) as pilot:
        await settle(pilot)
        yield Track(app, pilot, the_world)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until what is read in threads is shown."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def begin(track: Track) -> None:
    """Start a session whose first step is a rep, and stand at its GO."""
    await track.press("space")
    await track.after(5_000)


def sounds(track: Track) -> Sequence[str]:
    return [cue.sound.value for cue in track.world.fake_speaker.played]
