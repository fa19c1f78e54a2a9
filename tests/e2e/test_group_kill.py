"""Kill a group anywhere, and again: what was said to be saved is there, and all of its logs are of one instant.

It exists because a mark that is named in the group's log and missing in the athlete's would be lost to both. What may
lie on the disk is known from the same evening in memory: after each of its steps that whole, and nothing between two.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from operator import ne
from pathlib import Path
from queue import SimpleQueue
from random import Random

import pytest

from tests.e2e.group_evening import (
    NAMES,
    STEPS,
    State,
    group_of,
    instants_of,
    open_group,
    plain,
    state_of_logs,
    take_step,
)
from tests.fakes import FakeClock, FakeStore
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.causes import Cause
from trackclock.core.group.marks import state_of
from trackclock.core.session.log import counting
from trackclock.core.session.redeciding import MARKS, PRESSES
from trackclock.ports import StoredGroup

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork, and a signal that nobody can catch")

ROOT = Path(__file__).parents[2]
KILLS = 4
"""So often one evening is killed; each process after the first goes on with what the kill before it has left."""
LONGEST_S = 0.6
PATIENT_S = 30
IN_EVERY_RUN = 2
IN_ALL = 60


class Driver:
    """The process that becomes two for each drive: what it has imported is there at once."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.group_evening"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self._said: SimpleQueue[str] = SimpleQueue()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as said:
            for line in said:
                self._said.put(line)

    def killed_drive(self, folder: Path, seed: int, first: int, after_s: float) -> int:
        """Drive an evening from a step on and kill it.

        Args:
            folder: where the history is.
            seed: which evening.
            first: the step to begin with.
            after_s: how long after its begin it is killed.

        Returns:
            The last step that was said to be saved by then; -1 for none.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(f"{folder} {seed} {first}\n")
        what, pid = self._said.get(timeout=PATIENT_S).split()
        assert what == "begun"
        killer = threading.Timer(after_s, os.kill, (int(pid), signal.SIGKILL))
        killer.start()
        saved = -1
        while (line := self._said.get(timeout=PATIENT_S).split())[0] == "saved":
            saved = int(line[1])
        killer.cancel()
        assert int(line[1]) in (0, -signal.SIGKILL), "it failed by itself"
        return saved

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.wait(PATIENT_S) == 0
        self._listener.join(PATIENT_S)


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    one = Driver()
    yield one
    one.close()


def evening(seed: int) -> list[State]:
    """What all the logs are after each step, where nobody is killed; they agree behind each."""
    instants, found = instants_of(seed), []
    clock = FakeClock(instants[0])
    group = group_of(clock, FakeStore())
    for number, at_ms in enumerate(instants):
        clock.advance(at_ms - clock.now_ms())
        take_step(group, seed, number, at_ms)
        found.append(state_of_logs(group))
        assert_agree(found[-1])
    return found


def logs_of(stored: StoredGroup) -> State:
    return tuple(plain(one.log) for one in (stored.group, *stored.members))


def assert_agree(state: State) -> None:
    """Each athlete's log has the marks that are theirs in the group's, and no other."""
    group, *members = state
    marks = state_of(group)
    for athlete, log in enumerate(members):
        presses = [entry.event for entry in counting(log) if isinstance(entry.event, PRESSES)]
        given = [event for event in presses if event.cause is Cause.NAMED]
        named = set(marks.of(athlete))
        assert {event.at for event in given if isinstance(event, MARKS)} <= named, NAMES[athlete]
        assert named <= {event.at for event in given}, NAMES[athlete]


def unlike(found: State, whole: list[State]) -> str:
    """Where what was found is unlike the step that it is nearest to."""
    nearest = min(range(len(whole)), key=lambda step: sum(map(ne, found, whole[step])))
    pairs = [(number, *logs) for number, logs in enumerate(zip(found, whole[nearest], strict=True))]
    first = next(((number, a, b) for number, a, b in pairs if a != b), None)
    if first is None:
        return f"it is step {nearest}"
    number, log, other = first
    place = next(
        (place for place, (a, b) in enumerate(zip(log, other, strict=False)) if a != b), min(map(len, first[1:]))
    )
    return f"step {nearest}, log {number}: {log[place : place + 3]} in place of {other[place : place + 3]}"


def left_behind(folder: Path) -> StoredGroup | None:
    """What the next start offers; as a whole, and nothing of it alone."""
    store = SqliteStore(folder)
    groups = store.unfinished_groups()
    assert store.unfinished() == ()
    store.close()
    assert len(groups) <= 1
    return groups[0] if groups else None


@pytest.mark.parametrize(
    "seed",
    [pytest.param(seed, marks=pytest.mark.slow) if seed >= IN_EVERY_RUN else seed for seed in range(IN_ALL)],
)
def test_no_kill_tears_a_group_or_takes_what_was_saved(tmp_path: Path, driver: Driver, seed: int) -> None:
    whole, random, reached = evening(seed), Random(seed), -1
    for _ in range(KILLS):
        saved = driver.killed_drive(tmp_path, seed, reached + 1, random.uniform(0, LONGEST_S))
        stored = left_behind(tmp_path)
        if stored is None:
            assert saved == -1, "it was there, and had been said to be"
            continue
        found = logs_of(stored)
        since = max(saved, reached, 0)
        assert found in whole[since:], f"of one instant, none before step {since}: {unlike(found, whole)}"
        reached = len(whole) - 1 - whole[::-1].index(found)
        if reached == STEPS - 1:
            break
    clock = FakeClock(instants_of(seed)[reached + 1 if reached + 1 < STEPS else reached])
    store = SqliteStore(tmp_path)
    group = open_group(clock, store)
    for number, at_ms in list(enumerate(instants_of(seed)))[reached + 1 :]:
        clock.advance(at_ms - clock.now_ms())
        take_step(group, seed, number, at_ms)
    assert state_of_logs(group) == whole[-1], "it went on as if nothing had happened"
    assert store.flush(PATIENT_S)
    store.close()
    stored = left_behind(tmp_path)
    assert stored is not None
    assert logs_of(stored) == whole[-1]
