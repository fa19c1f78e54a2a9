"""The pictures of the README, from the running app: `python -m tests.screenshots [FOLDER]`.

It exists so that no picture is ever made by hand: a season of sessions, a runner and a clock that both do as they are
told, and the app itself. A changed picture is reviewed like code.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from tests.fakes import FakeClock, FakeKeepAwake, FakeSpeaker
from tests.generate_history import UNTIL, write_history
from tests.steady import BLINKING
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.application.services import Services
from trackclock.cli import GROUP_DEMO_SESSION
from trackclock.core import commands as ask
from trackclock.core.session import Phase, State
from trackclock.demo import SimulatedRunner
from trackclock.formats.bundled import load_bundled
from trackclock.group_tour import GroupTour, demo_plan
from trackclock.recorder import Recorder
from trackclock.ui.app import TrackclockApp
from trackclock.ui.group.screen import GroupScreen
from trackclock.ui.run.screen import RunScreen

SESSIONS = 150
SIZES = ((80, 24), (120, 36))
SESSION = "pavey.toml"
FORM = 0.985
GROUP_LOOKS = 12_000
"""Ten a second: twenty minutes, in which two have come together."""
GROUP_UNNAMED = 2


class Studio:
    """The app over one season, with a clock that stands until it is moved."""

    def __init__(self, folder: Path, out: Path) -> None:
        noon = datetime(UNTIL.year, UNTIL.month, UNTIL.day + 2, 16, 30, tzinfo=UTC)
        self.clock = FakeClock(wall_ms=round(noon.timestamp() * 1_000))
        self.folder = folder
        self.out = out
        self.runner = SimulatedRunner(seed=4, form=FORM)

    def services(self) -> Services:
        store = SqliteStore(self.folder)
        own = self.folder / "sessions"
        own.mkdir(exist_ok=True)
        return Services(
            clock=self.clock,
            store=lambda: store,
            history=lambda: SqliteHistory(self.folder, store),
            speaker=FakeSpeaker,
            keep_awake=FakeKeepAwake,
            sessions_dir=lambda: own,
            config_dir=lambda: self.folder / "config",
        )

    async def shoot(self, pilot: Pilot[None], name: str) -> None:
        """Take a picture once the screen has settled."""
        await settled(pilot)
        self.out.mkdir(parents=True, exist_ok=True)
        columns, rows = pilot.app.size
        suffix = "" if (columns, rows) == SIZES[-1] else f"-{columns}x{rows}"
        svg = pilot.app.export_screenshot(title="trackclock", simplify=True)
        (self.out / f"{name}{suffix}.svg").write_text(svg, encoding="utf-8")

    def run_until(self, recorder: Recorder, is_there: Callable[[State], bool]) -> None:
        """Let the runner run until a state is reached."""
        while recorder.phase is not Phase.FINISHED and not is_there(recorder.state):
            due = self.runner.next_press_ms(recorder.state)
            deadline = recorder.state.next_deadline()
            now = recorder.session_ms(self.clock.now_ms())
            if due is not None and (deadline is None or due < deadline):
                self.clock.advance(max(0, due - now))
                recorder.submit(ask.Press(), self.clock.now_ms())
            elif deadline is not None:
                self.clock.advance(max(0, deadline - now))
                recorder.poll(self.clock.now_ms())


async def settled(pilot: Pilot[None]) -> None:
    """Wait for what is read and worked out in threads."""
    for _ in range(12):
        await pilot.pause(0.1)


def in_rep(number: int, splits: int) -> Callable[[State], bool]:
    """A state in the rep of that number in its set, with so many splits."""
    return lambda state: (
        state.step is not None
        and state.step.kind.value == "rep"
        and state.step.rep == number
        and state.step.reps == 3
        and len(state.taken) == splits
    )


def in_pause_after(number: int) -> Callable[[State], bool]:
    """A state in the recovery behind the rep of that number."""
    return lambda state: state.step is not None and state.step.is_pause and state.step.rep == number


async def live(studio: Studio, size: tuple[int, int], theme_presses: int) -> None:
    """The run screen, from ready to the summary."""
    app = TrackclockApp(studio.services(), load_bundled(SESSION), SESSION)
    async with app.run_test(size=size) as pilot:
        for _ in range(theme_presses):
            await pilot.press("t")
        suffix = "-sunlight" if theme_presses else ""
        await settled(pilot)
        await pilot.press("escape")
        await studio.shoot(pilot, f"ready{suffix}")
        assert isinstance(app.live, RunScreen)
        recorder = app.live.recorder
        assert recorder is not None
        await pilot.press("space")
        studio.run_until(recorder, in_rep(2, 1))
        studio.clock.advance(42_300)
        app.live.show_now()
        await studio.shoot(pilot, f"run{suffix}")
        studio.run_until(recorder, in_pause_after(2))
        studio.clock.advance(71_000)
        app.live.show_now()
        await studio.shoot(pilot, f"recovery{suffix}")
        await pilot.press("question_mark")
        await studio.shoot(pilot, f"help{suffix}")
        await pilot.press("escape")
        studio.run_until(recorder, lambda _: False)
        app.live.show_now()
        await studio.shoot(pilot, f"summary{suffix}")


async def away(studio: Studio, size: tuple[int, int]) -> None:
    """The screens around it."""
    app = TrackclockApp(studio.services())
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("escape")
        await studio.shoot(pilot, "sessions")
        await pilot.press("n")
        await pilot.pause(0.3)
        await pilot.press(*"Tuesday", "tab", *"mile 5:30", "tab", "tab")
        for line in ("warm up 10 min", "4-6 x 800m @ goal pace, 90s jog", "5m rest", "4 x 200m, walk back"):
            await pilot.press(*line, "enter")
        await studio.shoot(pilot, "editor")
    app = TrackclockApp(studio.services())
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.5)
        await pilot.press("h")
        await pilot.press("down")
        await studio.shoot(pilot, "history")
        await pilot.press("enter")
        await studio.shoot(pilot, "session")
        await pilot.press("escape")
        for key, name in (("o", "workout"), ("b", "bests"), ("g", "goal")):
            await pilot.press(key)
            if name == "goal":
                await settled(pilot)
                await pilot.press("e", *"mile 5:20 on 27 September", "enter")
            await studio.shoot(pilot, name)
            await pilot.press("escape")
            await pilot.pause(0.3)


async def group(studio: Studio, size: tuple[int, int]) -> None:
    """Six on one clock: two have come without a name, and the others with theirs."""
    app = TrackclockApp(studio.services(), demo_plan(load_bundled(GROUP_DEMO_SESSION)), GROUP_DEMO_SESSION)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert isinstance(app.live, GroupScreen)
        recorder, tour = app.live.recorder, GroupTour()
        assert recorder is not None
        await pilot.press("space")
        for _ in range(GROUP_LOOKS):
            if len(recorder.view(studio.clock.now_ms()).unnamed) == GROUP_UNNAMED:
                break
            studio.clock.advance(100)
            tour(recorder, studio.clock.now_ms())
        studio.clock.advance(6_400)
        tour(recorder, studio.clock.now_ms())
        app.live.show_now()
        await studio.shoot(pilot, "group")


async def shoot_all(out: Path) -> None:
    """Every screen at the larger size, the live one at the smaller size and in sunlight too."""
    for size, theme_presses, is_all in ((SIZES[1], 0, True), (SIZES[0], 0, False), (SIZES[1], 1, False)):
        with tempfile.TemporaryDirectory() as folder:
            write_history(Path(folder), SESSIONS)
            studio = Studio(Path(folder), out)
            if is_all:
                await away(studio, size)
            await live(studio, size, theme_presses)
            if is_all:
                await group(studio, size)


def main() -> int:
    """Make the pictures; returns the exit code."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "screenshots"
    for widget, blink in BLINKING:
        setattr(widget, blink, lambda _: None)
    asyncio.run(shoot_all(out))
    print(f"{len(list(out.glob('*.svg')))} pictures in {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
