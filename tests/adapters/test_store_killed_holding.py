"""Killed at any instant of what keeps the order by last time: it is that of the logs, and of a rebuild."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.adapters.past import put
from tests.adapters.test_store_last_time import ATHLETES, TIMES, assert_in_order, listed, made, names_of
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.likes import only_that
from trackclock.adapters.store.sqlite_store import SqliteStore

ROOT = Path(__file__).parents[2]
MOST_S = 0.25
"""By then it has done a dozen things."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="SIGKILL is POSIX")


@pytest.fixture
def workers() -> Iterator[subprocess.Popen[str]]:
    """What begins a worker for each line that it is sent."""
    command = [sys.executable, "-m", "tests.adapters.last_time_worker"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A history of more sessions than are held at once."""
    chance = Random(0)
    with closing(SqliteStore(tmp_path / "data")) as store:
        drawn = [(chance.randrange(3), chance.randrange(9), chance.randrange(3)) for _ in range(50)]
        put(store, *(made(n, *one, chance.choices(TIMES, k=3)) for n, one in enumerate(drawn)))
    return tmp_path / "data"


def kill_somewhere(workers: subprocess.Popen[str], folder: Path, seed: int) -> None:
    """Kill a worker at a random instant, and hold what it left against the logs and against tables made anew."""
    assert workers.stdin is not None
    assert workers.stdout is not None
    workers.stdin.write(f"{folder} {seed}\n")
    workers.stdin.flush()
    worker = int(workers.stdout.readline())
    time.sleep(Random(seed).uniform(0, MOST_S))
    os.kill(worker, signal.SIGKILL)
    assert workers.stdout.readline() == "killed\n"
    names = (names_of, only_that)[seed % 2]
    with closing(SqliteStore(folder)) as store:
        assert_in_order(store, names)
        histories = [SqliteHistory(folder, store, names, athlete) for athlete in ATHLETES]
        before = [listed(history) for history in histories]
        if seed % 3 == 0:
            histories[0].rebuild()
            assert [listed(history) for history in histories] == before
        assert store.reader.ask(lambda c: c.execute("PRAGMA integrity_check").fetchone()[0], "") == "ok"


def test_the_order_survives_thirty_kills(workers: subprocess.Popen[str], folder: Path) -> None:
    for seed in range(30):
        kill_somewhere(workers, folder, seed)


@pytest.mark.slow
def test_the_order_survives_three_hundred_kills(workers: subprocess.Popen[str], folder: Path) -> None:
    for seed in range(1_000, 1_300):
        kill_somewhere(workers, folder, seed)
