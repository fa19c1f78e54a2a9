"""What `trackclock watch` costs whoever is timed, and how soon it shows what is on the disk.

It exists because a second screen must not take from the first. Eight real watchers are held (SIGSTOP) and let go on
(SIGCONT) in turn, a few presses each time, so that both ways are measured in the same minute.
"""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random
from statistics import median

from tests.benchmarks.table import Row, paired_ratio, percentile
from tests.benchmarks.watch import Watched, text_of
from tests.benchmarks.world import World
from tests.fakes import FakeSpeaker
from trackclock.adapters.clock import SystemClock
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core import commands as ask
from trackclock.core.plan import ByDistance, Plan, Step, StepKind, marks_mm
from trackclock.recorder import Recorder

WATCHERS = 8
IN_A_ROW = 10
"""Presses of one block, before it is the other way's turn."""
SETTLE_S = 1.0
"""Before and after each block."""
BETWEEN_S = (0.5, 1.0)
"""Between two presses: a group that passes."""
LAP_MM = 400_000
_NEXT = re.compile(rb"next (\d+) m")
MOST_RATIO = 1.1
MOST_BEHIND_MS = 200


class Runner:
    """Who presses, without a screen."""

    def __init__(self, folder: Path, presses: int) -> None:
        """Begin a session of one long rep."""
        self._saved = threading.Event()
        self._clock = SystemClock()
        self.store = SqliteStore(folder, on_saved=self._saved.set)
        distance_mm = LAP_MM * (presses + 10)
        step = Step(StepKind.REP, ByDistance(distance_mm), "long", marks_mm=marks_mm(distance_mm, LAP_MM))
        plan = Plan("Watchers", (step,), get_ready_ms=0, press_guard_ms=1)
        self.recorder = Recorder(plan, "watchers.toml", self._clock, self.store, FakeSpeaker())
        self.marks = -1
        """How many have been taken; the first press begins the rep."""
        self.press()

    def press(self) -> tuple[float, int]:
        """Press; returns how long it took to be on the disk, in milliseconds, and when it was."""
        self._saved.clear()
        began_ns = time.perf_counter_ns()
        outcome = self.recorder.submit(ask.Press(), self._clock.now_ms())
        assert outcome.is_accepted, outcome.message
        assert self.recorder.header is not None
        while self.store.saved_through(self.recorder.header.id) < self.recorder.log[-1].seq:
            assert self._saved.wait(10), f"never saved: {self.store.fault}"
            self._saved.clear()
        self.marks += 1
        return (time.perf_counter_ns() - began_ns) / 1e6, time.monotonic_ns()

    def close(self) -> None:
        """Leave."""
        self.recorder.leave(self._clock.now_ms())
        self.store.close()


def rows(world: World) -> list[Row]:
    """The section."""
    home, rounds, random = world.folder("watchers"), world.pick(3, 10), Random(7)
    alone: list[float] = []
    watched: list[float] = []
    saved_ns: dict[int, int] = {}
    runner = Runner(home / "data", 2 * rounds * IN_A_ROW)
    with ExitStack() as stack:
        apps = [stack.enter_context(Watched(("-m", "trackclock", "watch"), home)) for _ in range(WATCHERS)]
        for app in apps:
            app.wait_for(text_of("REP", "watching"), quiet_s=0.02)
        busy_ns, began_ns = apps[0].busy_ns(), time.monotonic_ns()
        time.sleep(world.pick(2, 10))
        share = (apps[0].busy_ns() - busy_ns) / (time.monotonic_ns() - began_ns)
        for _ in range(rounds):
            for times, how in ((alone, signal.SIGSTOP), (watched, signal.SIGCONT)):
                for app in apps:
                    app.process.send_signal(how)
                time.sleep(SETTLE_S)
                for _ in range(IN_A_ROW):
                    time.sleep(random.uniform(*BETWEEN_S))
                    took_ms, at_ns = runner.press()
                    times.append(took_ms)
                    if how is signal.SIGCONT:
                        saved_ns[runner.marks] = at_ns
                time.sleep(SETTLE_S)
        behind_ms = [ms for app in apps for ms in _behind_ms(app, saved_ns)]
        for app in apps:
            app.leave()
    runner.close()
    ratio = paired_ratio(watched, alone)
    return [
        Row(
            f"a press to the disk, {WATCHERS} watchers, median",
            f"{median(watched):.2f} ms",
            f"nobody {median(alone):.2f} ms",
            ratio,
            f"<= {MOST_RATIO}",
            ratio <= MOST_RATIO,
        ),
        Row(
            "95th percentile",
            f"{percentile(watched, 95):.2f} ms",
            f"nobody {percentile(alone, 95):.2f} ms",
            percentile(watched, 95) / percentile(alone, 95),
        ),
        Row(
            "from the disk to a watcher's screen, 95th percentile",
            f"{percentile(behind_ms, 95):.0f} ms",
            f"median {median(behind_ms):.0f} ms",
            None,
            f"<= {MOST_BEHIND_MS} ms",
            percentile(behind_ms, 95) <= MOST_BEHIND_MS,
        ),
        Row("a watcher while a rep runs", f"{share * 100:.1f} % of a core"),
    ]


def _behind_ms(app: Watched, saved_ns: dict[int, int]) -> Sequence[float]:
    """How long after each mark was on the disk a watcher wrote what is next, or already what is next after that."""
    shown = [(at_ns, int(metres) * 1_000 // LAP_MM - 1) for at_ns, data in app.chunks for metres in _NEXT.findall(data)]
    return [
        (next(when_ns for when_ns, shown_mark in shown if when_ns >= at_ns and shown_mark >= mark) - at_ns) / 1e6
        for mark, at_ns in saved_ns.items()
    ]
