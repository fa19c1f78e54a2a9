"""What the live screen costs during a rep, beside the stopwatch of Textual's tutorial at the same ten ticks a second.

It exists because a laptop on a bench runs from its battery, and because a busy screen delays presses. Both run at the
same time and are read over the same windows.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.table import Row, paired_ratio
from tests.benchmarks.watch import Watched, text_of
from tests.benchmarks.world import World

COLUMNS, ROWS = 120, 36
BAR, AIM = 4.0, 2.0
"""Per cent of one core."""

SESSION = """
name = "Live"
get_ready = "0s"
press_guard = "0.03s"
split_every = 100
workout = '''
8 x 200m @ 20 s with 1 sec recoveries
'''
"""
DONE = 3
"""Reps that are behind the runner, so that there is something to hold the running one against."""

OVERDUE_S = 12
"""By then the first mark of the running rep is overdue, so that its delta runs as well: the most that ever moves."""


def rows(world: World) -> list[Row]:
    """The section."""
    home = world.folder("live")
    seconds, windows = world.pick(3, 6), world.pick(3, 7)
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    with (
        Watched(("-m", "trackclock", "run", str(_session(home))), home, columns=COLUMNS, rows=ROWS) as app,
        Watched(("-m", "tests.benchmarks.apps.stopwatch"), home, columns=COLUMNS, rows=ROWS) as stopwatch,
    ):
        _run_into_a_rep(app)
        for _ in range(windows):
            before = _read(app), _read(stopwatch)
            began_ns = time.monotonic_ns()
            time.sleep(seconds)
            after = _read(app), _read(stopwatch)
            window_ns = time.monotonic_ns() - began_ns
            for index, kept in enumerate((ours, theirs)):
                busy_ns, written = (now - then for now, then in zip(after[index], before[index], strict=True))
                kept.append((busy_ns / window_ns * 100, written / window_ns * 1e6))
        memory = app.most_memory_mb()
        shown = app.screen()
    assert "REP 4 of 8" in shown, f"this is no running rep:\n{shown}"
    share = median(window[0] for window in ours)
    return [
        Row(
            "processor share at 10 Hz",
            f"{share:.1f} %",
            f"Digits at 10 Hz {median(window[0] for window in theirs):.1f} %",
            paired_ratio([window[0] for window in ours], [window[0] for window in theirs]),
            f"<= {AIM:.0f} % (bar {BAR:.0f} %)",
            share <= AIM,
        ),
        Row(
            "written to the terminal",
            f"{median(window[1] for window in ours):.1f} kB/s",
            f"Digits at 10 Hz {median(window[1] for window in theirs):.1f} kB/s",
            paired_ratio([window[1] for window in ours], [window[1] for window in theirs]),
        ),
        Row("memory after it", f"{memory:.0f} MB"),
    ]


def _session(home: Path) -> Path:
    """A session file, and settings with the pacer on, so that all there is moves."""
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "settings.json").write_text(json.dumps({"pacer": "100"}), encoding="utf-8")
    path = home / "live.toml"
    path.write_text(SESSION, encoding="utf-8")
    return path


def _run_into_a_rep(app: Watched) -> None:
    """Press through the first reps, and stay in the next one."""
    app.wait_for(text_of("READY"))
    app.type(" ")
    for _ in range(DONE):
        for _ in range(2):
            time.sleep(0.5)
            app.type(" ")
        time.sleep(1.3)
    time.sleep(OVERDUE_S)


def _read(app: Watched) -> tuple[int, int]:
    return app.busy_ns(), app.written_bytes()
