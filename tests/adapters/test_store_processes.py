"""Processes that are killed, and two at once: what was acknowledged is there, and nobody is in the other's way."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.adapters.store_worker import entry, header
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")


@contextmanager
def worker(folder: Path, session_id: str, count: int) -> Iterator[subprocess.Popen[str]]:
    """A running worker, killed at the end at the latest."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.adapters.store_worker", str(folder), session_id, str(count)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def acknowledged(process: subprocess.Popen[str], at_most: int | None = None) -> list[int]:
    """The numbers that a worker has printed: so many of them, or all up to its end."""
    assert process.stdout is not None
    lines: list[str] = []
    while at_most is None or len(lines) < at_most:
        line = process.stdout.readline()
        if not line:
            break
        lines.append(line)
    return [int(line) for line in lines if line.endswith("\n")]


def kill_somewhere(folder: Path, seed: int) -> None:
    """Kill a worker at a random moment and look at what it left."""
    random_count = random.Random(seed).randrange(0, 60)
    with worker(folder, f"killed-{seed}", 10_000) as process:
        acked = acknowledged(process, random_count)
        process.send_signal(signal.SIGKILL)
        acked += acknowledged(process)
    store = SqliteStore(folder)
    found = [one for one in store.unfinished() if one.header.id == f"killed-{seed}"]
    if acked:
        assert found
        assert store.hold(f"killed-{seed}"), "the lock went with the process"
        store.append(f"killed-{seed}", [entry(len(found[0].log))])
        assert store.flush(10)
    for one in found:
        assert one.header == header(f"killed-{seed}")
        assert one.log == tuple(entry(seq) for seq in range(len(one.log)))
        assert len(one.log) > max(acked, default=-1), "every acknowledged entry is on disk"
    store.close()


@pytest.mark.parametrize("seed", range(8))
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path, seed: int) -> None:
    kill_somewhere(tmp_path / "data", seed)


@pytest.mark.slow
def test_what_was_acknowledged_survives_two_hundred_kills(tmp_path: Path) -> None:
    for seed in range(200):
        kill_somewhere(tmp_path / "data", seed)
    store = SqliteStore(tmp_path / "data")
    assert store.reader.ask(lambda c: c.execute("PRAGMA integrity_check").fetchone()[0], "") == "ok"
    store.close()


def test_two_apps_at_once(tmp_path: Path) -> None:
    with worker(tmp_path, "one", 300) as one, worker(tmp_path, "two", 300) as two:
        assert acknowledged(one, 300) == acknowledged(two, 300) == list(range(300))
        store = SqliteStore(tmp_path)
        history = SqliteHistory(tmp_path, store)
        assert store.unfinished() == (), "both are held"
        assert not store.hold("one")
        assert {row.id for row in history.sessions()} == {"one", "two"}
        store.begin(header("three"))
        store.append("three", [entry(0)])
        assert store.flush(10), "a third one can write beside them"
        for process in (one, two):
            assert process.stdin is not None
            process.stdin.close()
            assert process.wait(20) == 0
        for session_id in ("one", "two"):
            assert store.read(session_id).log == tuple(entry(seq) for seq in range(300))
        assert {one.header.id for one in store.unfinished()} == {"one", "two"}
        store.close()


def test_many_apps_make_the_first_history_together(tmp_path: Path) -> None:
    names = [f"app-{number}" for number in range(4)]
    with ExitStack() as stack:
        running = [stack.enter_context(worker(tmp_path / "data", name, 5)) for name in names]
        for process in running:
            assert acknowledged(process, 5) == list(range(5))
    store = SqliteStore(tmp_path / "data")
    assert {one.header.id for one in store.unfinished()} == set(names)
    assert store.notice is None
    store.close()
