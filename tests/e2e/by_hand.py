"""The real app on the terminal of a test, with a clock that the test sets: `python -m tests.e2e.by_hand CLOCK [FILE]`.

It exists because two paintings of a screen can be compared cell by cell only while its time stands still; everything
but the clock is what `trackclock run` would have.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from textual.widgets import Input, TextArea

from tests.fakes import FakeClock, FakeKeepAwake
from trackclock.application.lazy import Lazy
from trackclock.application.services import Services
from trackclock.cli import _services
from trackclock.core.plan import Plan
from trackclock.formats.load import load_plan
from trackclock.ui import app
from trackclock.ui.app import TrackclockApp
from trackclock.ui.live.leaving import LiveScreen
from trackclock.ui.run.summary_panel import SummaryPanel
from trackclock.ui.widgets.rows import RowList

LOOK_KEY, SETTLE_KEY = "\x1b[23~", "\x1b[24~"  # F11, F12
SETTLED = "\x1b]7777;{}\x07"
"""What the app writes to the terminal when it stands still: a command that no terminal knows."""

_ROUNDS = 4
"""A key leads to a message, that to a new layout, that to new sizes, those to a painting."""

_ROUND_S = 0.003
_SETTLES = "settle"


class ClockInFile(FakeClock):
    """Reads the time that the test has written: the reading, and the size of the terminal."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def read(self) -> tuple[int, tuple[int, int]]:
        """The reading in milliseconds, and columns and rows."""
        now_ms, columns, rows = map(int, self._path.read_text().split())
        return now_ms, (columns, rows)

    def now_ms(self) -> int:
        return self.read()[0]

    def stamp_ms(self, event_time: float) -> int:
        return self.now_ms()

    def wall_ms(self) -> int:
        return self.now_ms() + self._ahead_ms


class AppByHand(TrackclockApp):
    """Says when it stands still."""

    CSS_PATH = str(Path(app.__file__).with_name("app.tcss"))

    def __init__(self, services: Services, plan: Plan | None, clock: ClockInFile) -> None:
        super().__init__(services, None if plan is None else lambda: plan, "by-hand.toml")
        self._by_hand = clock
        self._settled = 0

    async def on_event(self, event: Any) -> None:
        key = getattr(event, "key", "")
        if key == "f11" and self.live is not None:
            self.live.show_now()
        elif key == "f12":
            self.run_worker(self._settle(), group=_SETTLES, exit_on_error=True)
        else:
            await super().on_event(event)

    async def _paint(self) -> None:
        if self.live is not None:
            self.live.show_now()
        for reps in self.screen.query("SummaryPanel #reps").results(RowList):
            for summary in reps.ancestors:
                if isinstance(summary, SummaryPanel):
                    summary.refresh_summary()  # as it does twice a second
        for _ in range(_ROUNDS):
            await asyncio.sleep(_ROUND_S)
            while any(node.message_queue_size for node in (self, *self.screen.walk_children(with_self=True))):
                await asyncio.sleep(_ROUND_S)
            self.screen._on_timer_update()

    async def _settle(self) -> None:
        """Look at the clock, wait until all that follows is painted, and say so."""
        wanted = self._by_hand.read()[1]
        while tuple(self.screen.outer_size) != wanted:  # `size` is that of the terminal before anything is laid out
            await asyncio.sleep(0.01)
        await self._paint()
        while isinstance(self.live, LiveScreen) and self.live.has_class("-flash"):
            await asyncio.sleep(0.02)
        while any(worker.group != _SETTLES and not worker.is_finished for worker in self.workers):
            await asyncio.sleep(_ROUND_S)  # what is asked in the background is still to be shown
        self.clear_notifications()  # which go by themselves
        for field in self.screen.query(Input):
            field.cursor_blink = False
        for area in self.screen.query(TextArea):
            area.cursor_blink = False
        await asyncio.to_thread(self.services.store.flush, 2)
        await self._paint()
        self._settled += 1
        assert self._driver is not None
        self._driver.write(SETTLED.format(self._settled))


def main() -> None:
    """Run it until it ends or is ended."""
    clock, *files = [Path(argument) for argument in sys.argv[1:]]
    services = _services()
    services.clock = given = ClockInFile(clock)
    services._keep_awake = Lazy(FakeKeepAwake)  # whether the machine may sleep is found out whenever the system answers
    by_hand = AppByHand(services, load_plan(files[0]) if files else None, given)
    from trackclock.ui.driver import SteadyDriver  # of Linux and macOS

    by_hand.driver_class = SteadyDriver
    by_hand.run()


if __name__ == "__main__":
    main()
