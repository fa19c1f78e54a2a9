"""A group of twelve: what its screen costs beside that of one runner, and twelve who pass within one second.

It exists because the coach's laptop stands in the same field, and because those who run together come in together.
"""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from statistics import median

from tests.benchmarks.live import COLUMNS, ROWS
from tests.benchmarks.presses import errors_ms
from tests.benchmarks.table import Row, paired_ratio
from tests.benchmarks.watch import Watched, text_of
from tests.benchmarks.world import World
from trackclock.adapters.clock import offset_ns
from trackclock.adapters.store.history import SqliteHistory
from trackclock.core.group_events import Passed
from trackclock.keys.group import ATHLETE_KEYS

BAR = 4.0
"""Per cent of one core, with twelve."""

SESSION = """
name = "Group"
get_ready = "0s"
press_guard = "0.01s"
split_every = 200
workout = "10000m @ 33:20"
"""
NAMES = ("Ana", "Ben", "Cleo", "Dan", "Ed", "Fay", "Gus", "Hal", "Ida", "Jo", "Kim", "Lou")
GAP_S = 0.08
"""Between two who pass: all of them are in within one second."""


def rows(world: World) -> list[Row]:
    """The section."""
    home, alone_home = world.folder("group"), world.folder("group-alone")
    seconds, windows = world.pick(3, 6), world.pick(3, 7)
    ours: list[float] = []
    theirs: list[float] = []
    group_run = ("-m", "trackclock", "run", str(_session(home)), "--athletes", ",".join(NAMES))
    with (
        Watched(group_run, home, columns=COLUMNS, rows=ROWS) as group,
        Watched(
            ("-m", "trackclock", "run", str(_session(alone_home))), alone_home, columns=COLUMNS, rows=ROWS
        ) as alone,
    ):
        for app in (group, alone):
            app.wait_for(text_of("Ana" if app is group else "READY"))
            time.sleep(1)
            app.type(" ")
        written = []
        for _ in range(world.pick(1, 3)):
            time.sleep(3)
            for key in ATHLETE_KEYS:
                written.append(group.type(key))
                time.sleep(GAP_S)
            alone.type(" ")
        time.sleep(3)  # what was flashed is painted out
        for _ in range(windows):
            before, began_ns = (group.busy_ns(), alone.busy_ns()), time.monotonic_ns()
            time.sleep(seconds)
            after, window_ns = (group.busy_ns(), alone.busy_ns()), time.monotonic_ns() - began_ns
            ours.append((after[0] - before[0]) / window_ns * 100)
            theirs.append((after[1] - before[1]) / window_ns * 100)
        shown = group.screen()
    assert all(name in shown for name in NAMES), f"not everybody is on the screen:\n{shown}"
    errors = errors_ms(_passes_ns(home), written)
    share = median(ours)
    return [
        Row(
            "processor share at 10 Hz, twelve athletes",
            f"{share:.1f} %",
            f"one runner {median(theirs):.1f} %",
            paired_ratio(ours, theirs),
            f"<= {BAR:.0f} %",
            share <= BAR,
        ),
        Row(
            "twelve pass within one second: error of a stamp, most",
            f"{max(errors):.1f} ms",
            f"median {median(errors):.1f} ms",
        ),
    ]


def _session(home: Path) -> Path:
    path = home / "group.toml"
    path.write_text(SESSION, encoding="utf-8")
    return path


def _passes_ns(home: Path) -> list[int]:
    """When the passes were, as the group's log has it, on the clock that the writes were stamped with."""
    with closing(SqliteHistory(home / "data")) as history:
        ana = history.of(NAMES[0]).sessions()[0]
        group = history.group(history.find(ana.id).header.group or "")
    assert group is not None
    log, origin_ms = group.group.log, group.group.header.clock_ms
    return [(origin_ms + entry.event.at) * 1_000_000 - offset_ns() for entry in log if isinstance(entry.event, Passed)]
