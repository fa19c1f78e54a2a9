"""An evening of a group whose every step is known ahead, driven over a real store in a process that can be killed.

It exists apart from the test that kills it because the test goes through the same steps in memory, and knows from that
what may lie on the disk. A step is one call of the recorder, and so one commit, at an instant of its own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TypeAlias

from tests.fakes import FakeClock, FakeSpeaker
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.events import Entry
from trackclock.core.group import commands as ask
from trackclock.core.group.entrant import Entrant
from trackclock.core.group_events import GroupFormed
from trackclock.core.notation import parse
from trackclock.core.plan import Plan
from trackclock.ports import SessionStore
from trackclock.recorder import Saving
from trackclock.recorder.group import GroupRecorder

STEPS = 120
BEGIN_MS = 1_000_000
NAMES = ("Ana", "Ben", "Cara", "Dan", "Eva", "Finn")
_GUARD_MS = 300
_AS_OFTEN_AS_CAN_BE_S = 1e-6
"""The thread that writes is let in between any two lines of a step: what is not held together falls apart."""

State: TypeAlias = tuple[tuple[Entry, ...], ...]
"""All the logs at one instant, that of the group first."""


def instants_of(seed: int) -> list[int]:
    """When each step happens, as readings of the clock."""
    random, now_ms, found = Random(seed), BEGIN_MS, []
    for _ in range(STEPS):
        found.append(now_ms)
        now_ms += random.choice((35, 400, 1_500, 4_000, 20_000))
    return found


def group_of(clock: FakeClock, store: SessionStore) -> GroupRecorder:
    """Six athletes who are ready."""
    plan = replace(Plan("evening", parse("40 x 400m with 20 sec recovery").steps), press_guard_ms=_GUARD_MS)
    return GroupRecorder(plan, "evening.txt", [Entrant(name, plan) for name in NAMES], clock, store, FakeSpeaker())


def take_step(group: GroupRecorder, seed: int, number: int, at_ms: int) -> None:
    """Take a step, which follows from its number and what the group has come to."""
    if number == 0:
        assert group.submit(ask.SomebodyPasses(), at_ms).is_accepted
        return
    random = Random(seed * 1_000_003 + number)
    who = random.randrange(len(NAMES))
    marks = sorted(group.state.marks)
    commands: list[ask.GroupCommand] = [
        *[ask.SomebodyPasses()] * 9,
        *[ask.Passes(who)] * 6,
        *[ask.NameOldest(who)] * 9,
        *[ask.UndoNewest(is_confirmed=True)] * 2,
        *[ask.RedoNewest()] * 2,
        *[ask.SwapLast()] * 2,
        *[ask.CallAllIn()] * 2,
        ask.ToggleOut(who),
        ask.SkipStep(who),
        ask.TakeBackGo(),
    ]
    if len(marks) > 1:
        one, other = random.sample(marks, 2)
        commands += [ask.GiveMark(one, who), ask.GiveMark(one, None), ask.SwapMarks(one, other), ask.DropMark(one)]
    chosen = random.choice((*commands, None, None))
    if chosen is None:
        group.poll(at_ms)
    else:
        group.submit(chosen, at_ms)


def state_of_logs(group: GroupRecorder) -> State:
    """All the logs, but for what chance has called the sessions."""
    return tuple(map(plain, (group.log, *(one.log for one in group.members))))


def plain(log: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """A log without the ids of sessions."""
    first = log[0]
    if not isinstance(first.event, GroupFormed):
        return log
    members = tuple(replace(one, session="") for one in first.event.members)
    return (replace(first, event=replace(first.event, members=members)), *log[1:])


def open_group(clock: FakeClock, store: SqliteStore) -> GroupRecorder:
    """The group that was left behind, taken hold of; a new one where there is none."""
    left = store.unfinished_groups()
    if not left:
        return group_of(clock, store)
    assert store.hold_all(left[0].ids)
    return GroupRecorder.pick_up(left[0].group, left[0].members, clock, store, FakeSpeaker())


def drive(folder: Path, seed: int, first: int, say: Callable[[int], None]) -> None:
    """Take all the steps from one on.

    Args:
        folder: where the history is.
        seed: which evening.
        first: the step to begin with.
        say: is told, behind each step after which everything is said to be saved, which it was.
    """
    sys.setswitchinterval(_AS_OFTEN_AS_CAN_BE_S)
    instants = instants_of(seed)
    clock = FakeClock(instants[first])
    store = SqliteStore(folder)
    group = open_group(clock, store)
    random = Random()
    for number in range(first, STEPS):
        clock.advance(instants[number] - clock.now_ms())
        take_step(group, seed, number, instants[number])
        if random.random() < 0.3:
            store.flush(1)
        if group.saving(instants[number]) is Saving.SAVED:
            say(number)
    store.flush(10)
    say(STEPS - 1)
    store.close()


def main() -> None:
    """Read `FOLDER SEED FIRST` line by line; for each become two: one says its number and drives the evening."""
    for line in sys.stdin:
        folder, seed, first = line.split()
        child = os.fork()
        if child == 0:
            os.write(1, f"begun {os.getpid()}\n".encode())
            drive(Path(folder), int(seed), int(first), lambda number: void(os.write(1, f"saved {number}\n".encode())))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        os.write(1, f"ended {os.waitstatus_to_exitcode(status)}\n".encode())


def void(_: object) -> None:
    """Nothing comes of it."""


if __name__ == "__main__":
    main()
