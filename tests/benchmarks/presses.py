"""How far a recorded press is from the instant at which its key was written to the terminal.

It exists because that error is what a stopwatch is judged by. A plain Textual app that only writes down the stamps of
its keys gets the same presses in turn: it is the best that an app can do that trusts those.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median

from tests.benchmarks.table import Row, percentile
from tests.benchmarks.watch import Watched, text_of
from tests.benchmarks.world import World
from tests.e2e.terminal import shown
from trackclock.adapters.clock import offset_ns
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.events import SessionStarted, SplitMarked

AIM_MS = 5.0

SESSION = """
name = "Presses"
get_ready = "0s"
press_guard = "0.01s"
split_every = 100
workout = "{metres}m"
"""


def rows(world: World) -> list[Row]:
    """The section."""
    home = world.folder("presses")
    presses = world.pick(60, 300)
    path = home / "presses.toml"
    path.write_text(SESSION.format(metres=(presses + 10) * 100), encoding="utf-8")
    stamps = home / "stamps"
    random = Random(5)
    ours: list[int] = []
    theirs: list[int] = []
    with (
        Watched(("-m", "trackclock", "run", str(path)), home) as app,
        Watched(("-m", "tests.benchmarks.apps.stamps", str(stamps)), home) as plain,
    ):
        for watched in (app, plain):
            watched.wait_for(text_of("READY"))
        time.sleep(1)
        for _ in range(presses + 1):
            ours.append(app.type(" "))
            time.sleep(random.uniform(0.04, 0.08))
            theirs.append(plain.type(" "))
            time.sleep(random.uniform(0.04, 0.08))
        time.sleep(0.5)
        app.type("q")
        app.wait_for(text_of("eave"), quiet_s=0.04)
        app.type("y")
        app.process.wait(10)
        plain.leave()
    our_ms = errors_ms(_recorded_ns(home), ours)
    their_ms = errors_ms([int(line) for line in stamps.read_text(encoding="ascii").split()], theirs)
    return [
        Row(
            "error of a press, median",
            f"{median(our_ms):.1f} ms",
            f"stamps of a plain app {median(their_ms):.1f} ms",
            None,
            f"<= {AIM_MS:.0f} ms",
            median(our_ms) <= AIM_MS,
        ),
        Row(
            "99th percentile",
            f"{percentile(our_ms, 99):.1f} ms",
            f"stamps of a plain app {percentile(their_ms, 99):.1f} ms",
            None,
            f"<= {AIM_MS:.0f} ms",
            percentile(our_ms, 99) <= AIM_MS,
        ),
    ]


def _recorded_ns(home: Path) -> list[int]:
    """When the presses were, as the log has it: whole milliseconds, on the clock that the writes were stamped with."""
    store = SqliteStore(home / "data")
    stored = store.read(shown(home)["id"])
    store.close()
    ahead_ns = offset_ns()
    return [
        (stored.header.clock_ms + entry.event.at) * 1_000_000 - ahead_ns
        for entry in stored.log
        if isinstance(entry.event, SessionStarted | SplitMarked)
    ]


def errors_ms(recorded_ns: Sequence[int], written_ns: Sequence[int]) -> list[float]:
    """How far each press is from the instant before its write, in milliseconds."""
    assert len(recorded_ns) == len(written_ns), f"{len(recorded_ns)} of {len(written_ns)} presses were recorded"
    return [abs(here - there) / 1e6 for here, there in zip(recorded_ns, written_ns, strict=True)]
