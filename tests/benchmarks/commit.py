"""From a key to a mark that is on the disk: the recorder and the real store, beside a bare commit of SQLite's.

It exists because a mark is only shown as saved once it is, and that must not take long. A session of sixty marks is
written again and again, each mark followed by a bare commit with the same pragmas to a table of the same shape in the
same folder.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.table import Row, paired_ratio, percentile
from tests.benchmarks.world import World
from tests.fakes import FakeSpeaker
from trackclock.adapters.clock import SystemClock
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core import commands as ask
from trackclock.core.plan import ByDistance, Plan, Step, StepKind, marks_mm
from trackclock.recorder import Recorder

MARKS = 60
LAP_MM = 400_000
BETWEEN_S = 0.012
"""Between two presses: longer than the least gap that the plan allows."""

_TABLE = """
    CREATE TABLE events (session INTEGER NOT NULL, seq INTEGER NOT NULL, batch INTEGER NOT NULL, at INTEGER NOT NULL,
    type TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (session, seq)) WITHOUT ROWID
"""


class Bare:
    """A database that does as little as can be done for an event."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute(_TABLE)
        self._rows = 0

    def commit_ms(self) -> float:
        """Write one row; returns how long that took."""
        began_ns = time.perf_counter_ns()
        self._connection.execute("BEGIN IMMEDIATE")
        row = (1, self._rows, self._rows, 82_100, "split_marked", '{"cause":"space"}')
        self._connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", row)
        self._connection.execute("COMMIT")
        self._rows += 1
        return (time.perf_counter_ns() - began_ns) / 1e6

    def close(self) -> None:
        self._connection.close()


def measure(folder: Path, sessions: int) -> tuple[list[float], list[float]]:
    """Milliseconds from each press to its commit, and of each bare commit after it."""
    saved = threading.Event()
    store, clock, bare = SqliteStore(folder, on_saved=saved.set), SystemClock(), Bare(folder)
    ours: list[float] = []
    theirs: list[float] = []
    for session in range(-1, sessions):
        recorder = Recorder(_plan(), "commit.toml", clock, store, FakeSpeaker())
        for _ in range(MARKS):
            time.sleep(BETWEEN_S)
            saved.clear()
            began_ns = time.perf_counter_ns()
            outcome = recorder.submit(ask.Press(), clock.now_ms())
            assert outcome.is_accepted, outcome.message
            assert recorder.header is not None
            while store.saved_through(recorder.header.id) < recorder.log[-1].seq:
                assert saved.wait(10), f"never saved: {store.fault}"
                saved.clear()
            took_ms = (time.perf_counter_ns() - began_ns) / 1e6
            bare_ms = bare.commit_ms()
            if session >= 0:  # the first session makes the database
                ours.append(took_ms)
                theirs.append(bare_ms)
        recorder.leave(clock.now_ms())
    store.close()
    bare.close()
    return ours, theirs


def rows(world: World) -> list[Row]:
    """The section."""
    ours, theirs = measure(world.folder("commit"), world.pick(2, 12))
    return [
        _row("median", ours, theirs, median(ours), median(theirs)),
        Row(
            "99th percentile",
            f"{percentile(ours, 99):.2f} ms",
            f"bare commit {percentile(theirs, 99):.2f} ms",
            percentile(ours, 99) / percentile(theirs, 99),
        ),
    ]


def _row(what: str, ours: Sequence[float], theirs: Sequence[float], our_ms: float, their_ms: float) -> Row:
    return Row(what, f"{our_ms:.2f} ms", f"bare commit {their_ms:.2f} ms", paired_ratio(ours, theirs))


def _plan() -> Plan:
    distance_mm = LAP_MM * (MARKS + 10)
    step = Step(StepKind.REP, ByDistance(distance_mm), "long", marks_mm=marks_mm(distance_mm, LAP_MM))
    return Plan("Commit", (step,), get_ready_ms=0, press_guard_ms=1)
