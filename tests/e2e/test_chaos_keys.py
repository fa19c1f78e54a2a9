"""Every key in any order at any instant, cut off anywhere: the session goes on as if nothing had happened.

It exists because a runner hits whatever key is under a cold thumb, and the battery dies when it likes. The oracle is a
session of the same keys at the same instants that nothing interrupts.
"""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tests.fakes import FakeClock, FakeSpeaker, FakeStore
from trackclock.core import commands as ask
from trackclock.core.plan import Plan
from trackclock.core.session import IllegalTransition, Phase, results_of
from trackclock.formats.load import load_text
from trackclock.ports import StoredSession
from trackclock.recorder import Recorder

KEYS: tuple[ask.Command, ...] = (
    *(ask.Press() for _ in range(12)),
    ask.Undo(),
    ask.Undo(),
    ask.Undo(is_confirmed=True),
    ask.Undo(is_confirmed=True),
    ask.Redo(),
    ask.Redo(),
    ask.FinishRep(),
    ask.CountAsNextMark(),
    ask.CountRefused(),
    ask.MoveLastMark(-500),
    ask.MoveLastMark(500),
    ask.NotReady(),
    ask.Skip(),
    ask.AddRep(),
    ask.AddSet(),
    ask.DropReps(),
    ask.DropSets(),
    ask.TogglePause(),
)

PLANS = tuple(
    load_text(text, is_toml=True)
    for text in (
        """
get_ready = "0.3s"
press_guard = "0.05s"
workout = "3 x (3 x 800m, 1s), 1.5s between sets\\n4 x 400m w/ 400m jog\\n6 x 1 sec, 1 sec rest\\n2-4 x 600m"
""",
        """
get_ready = "0.4s"
start = "press"
press_guard = "0.05s"
workout = "warm up 1 min\\n3 x (2 x 1600m, 1s), 1s between sets\\n10 x 1 sec, 0.5 sec rest\\ncool down 1 min"
""",
        """
get_ready = "0.3s"
workout = "3 x 20m w/ 2.5 s\\n30 x 50m w/ 2.5 s"
""",
    )
)


def begun(plan: Plan) -> Recorder:
    return Recorder(plan, "keys.toml", FakeClock(0), FakeStore(), FakeSpeaker())


def picked_up(before: Recorder, how: ask.Command, at_ms: int) -> Recorder:
    """Another process that knows only the log, and goes on with it."""
    assert before.header is not None
    stored = StoredSession(before.header, before.log)
    after = Recorder.pick_up(stored, FakeClock(0), FakeStore([stored]), FakeSpeaker())
    after.submit(how, at_ms)
    return after


def came_to(recorder: Recorder) -> list[tuple[Any, ...]]:
    return [
        (step.step.label, step.started_ms, step.time_ms, [split.split_ms for split in step.splits], step.skipped)
        for step in results_of(recorder.plan, recorder.log).steps
    ]


def keys_of(random: Random, count: int) -> list[tuple[ask.Command, int]]:
    """Keys with their stamps."""
    found, at_ms = [], 1_000
    for _ in range(count):
        found.append((random.choice(KEYS), at_ms))
        at_ms += random.choice((0, 1, 30, 70, 300, 500, 1_000, 2_100, 4_000))
    return found


@pytest.mark.parametrize(
    "seeds", [range(20), pytest.param(range(20, 2_000), marks=pytest.mark.slow)], ids=["20", "2000"]
)
def test_keys_in_any_order_cut_off_anywhere_come_to_what_they_come_to_uncut(seeds: range) -> None:
    for seed in seeds:
        random = Random(seed)
        plan = random.choice(PLANS)
        keys = [(ask.Press(), 1_000), *keys_of(random, random.randint(5, 40))]
        uncut, cut = begun(plan), begun(plan)
        for number, (command, at_ms) in enumerate(keys):
            if number and cut.phase is not Phase.READY and random.random() < 0.15:
                cut = picked_up(cut, ask.KeepRunning(), random.randint(keys[number - 1][1], at_ms))
            for recorder in (uncut, cut):
                if recorder.log and random.random() < 0.5:
                    recorder.poll(random.randint(keys[number - 1][1], at_ms))
            assert uncut.submit(command, at_ms) == cut.submit(command, at_ms), (seed, command)
        end_ms = keys[-1][1] + 5_000
        uncut.submit(ask.Stop(), end_ms)
        cut.submit(ask.Stop(), end_ms)
        assert came_to(uncut) == came_to(cut), seed


def can_be_replayed(recorder: Recorder) -> bool:
    """Whether the log alone comes to something, as the next start needs it."""
    try:
        results_of(recorder.plan, recorder.log)
    except IllegalTransition:
        return False
    return True


@pytest.mark.parametrize(
    "seeds", [range(20), pytest.param(range(20, 2_000), marks=pytest.mark.slow)], ids=["20", "2000"]
)
def test_no_order_of_keys_with_pick_ups_among_them_makes_a_log_that_cannot_be_replayed(seeds: range) -> None:
    for seed in seeds:
        random = Random(seed)
        recorder = begun(random.choice(PLANS))
        recorder.submit(ask.Press(), 1_000)
        for command, at_ms in keys_of(random, random.randint(5, 40)):
            if random.random() < 0.1:
                how = random.choice((ask.CarryOn(), ask.KeepRunning(), ask.Stop()))
                recorder = picked_up(recorder, how, at_ms)
            # A command of the palette is stamped when it is done, keys that wait behind it when they arrived.
            late_ms = random.choice((0, 0, 0, 20, 400))
            recorder.submit(command, max(1_000, at_ms - late_ms))
            assert can_be_replayed(recorder), (seed, command)


def test_undo_behind_a_pick_up_takes_nothing_back_that_the_pick_up_stands_on() -> None:
    recorder = begun(PLANS[2])
    recorder.submit(ask.Press(), 1_000)
    recorder.submit(ask.Press(), 6_000)
    recorder = picked_up(recorder, ask.CarryOn(), 60_000)
    recorder.submit(ask.Undo(is_confirmed=True), 61_000)
    outcome = recorder.submit(ask.Undo(is_confirmed=True), 62_000)
    assert not outcome.is_accepted
    assert recorder.phase is Phase.RUNNING
