"""How far a recorded split is from the instant at which its key was written to the terminal.

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
    our_ms = _errors(_splits(home), ours)
    their_ms = _errors([int(line) for line in stamps.read_text(encoding="ascii").split()], theirs)
    return [
        Row(
            "error of a split, median",
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


def _splits(home: Path) -> list[int]:
    """The start of the rep and its splits, in nanoseconds; splits are whole milliseconds."""
    result = shown(home)["results"][0]
    return [0, *(split["split_ms"] * 1_000_000 for split in result["splits"])]


def _errors(recorded_ns: Sequence[int], written_ns: Sequence[int]) -> list[float]:
    """How far each split is off, in milliseconds; the first press is the start of the clock.

    The start is off as well, and every split with it, just as on the track.
    """
    assert len(recorded_ns) == len(written_ns), f"{len(recorded_ns)} of {len(written_ns)} presses were recorded"
    return [
        abs((here - recorded_ns[0]) - (there - written_ns[0])) / 1e6
        for here, there in zip(recorded_ns[1:], written_ns[1:], strict=True)
    ]
