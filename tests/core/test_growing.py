"""A session grows on the track as far as a plan may, says so there, and no change costs more than its length."""

from __future__ import annotations

import sys
from collections.abc import Callable
from random import Random
from types import FrameType

import pytest

from tests.fakes import FakeClock, FakeSpeaker, FakeStore
from trackclock.core import commands as ask
from trackclock.core.limits import MAX_STEPS
from trackclock.formats.load import load_text
from trackclock.recorder import Recorder

CHANGES = (ask.AddRep(), ask.AddSet(), ask.DropReps(), ask.DropSets(), ask.Skip())


def begun(workout: str) -> Recorder:
    """A session whose first rep runs."""
    plan = load_text(f'workout = """\n{workout}\n"""\nget_ready = "0s"', is_toml=True)
    recorder = Recorder(plan, "long.toml", FakeClock(0), FakeStore(), FakeSpeaker())
    recorder.submit(ask.Press(), 1_000)
    return recorder


@pytest.mark.parametrize("seed", range(8))
def test_no_order_of_changes_makes_a_session_longer_than_a_plan(seed: int) -> None:
    random = Random(seed)
    size = random.choice((2, 7, 60))
    recorder = begun(f"{990 // (2 * size)} x ({size} x 400m with 60 sec recoveries), 2 min between sets")
    at_ms, lengths = 10_000, []
    for _ in range(24):
        at_ms += random.choice((500, 70_000))
        command = random.choice((*CHANGES[:2] * 4, *CHANGES[2:], ask.Undo(is_confirmed=True), ask.Redo()))
        recorder.submit(command, at_ms)
        lengths.append(len(recorder.state.steps))
    assert max(lengths) <= MAX_STEPS
    assert len(set(lengths)) > 1, "something was changed"


@pytest.mark.parametrize(("command", "name"), [(ask.AddRep(), "rep"), (ask.AddSet(), "set")])
def test_the_one_too_many_is_refused_in_words_and_offered_no_more(command: ask.Command, name: str) -> None:
    recorder = begun("495 x 400m with 60 sec recoveries")
    outcome, at_ms = recorder.submit(ask.AddRep(), 10_000), 10_000
    while outcome.is_accepted:
        at_ms += 1_000
        outcome = recorder.submit(command, at_ms)
    assert f"one more {name} would make " in outcome.message
    assert outcome.message.endswith("steps: a session has at most 1,000")
    recorder.view(at_ms)
    assert command not in recorder.offered()


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, which is the work whatever the machine is doing."""
    count = 0

    def look(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(look)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("command", CHANGES, ids=lambda command: type(command).__name__)
@pytest.mark.parametrize(
    "workout",
    [
        "{n} x 400m with 60 sec recoveries",
        "{n} x (1 x 400m), 60 sec between sets",
        "\n".join(["1 x 400m"] * 2) + "\n{n} x 200m, 30 sec",
    ],
    ids=["one set", "many sets", "blocks"],
)
def test_the_cost_of_a_change_is_linear_in_the_plan(command: ask.Command, workout: str) -> None:
    per_step = []
    for steps in (100, 500, 980):
        recorder = begun(workout.format(n=steps // 2))
        length = len(recorder.state.steps)

        def change(recorder: Recorder = recorder) -> None:
            recorder.submit(command, 10_000)
            recorder.view(10_000)

        per_step.append(calls(change) / length)
    assert per_step[2] <= 1.2 * per_step[0], per_step


@pytest.mark.parametrize("command", [ask.AddRep(), ask.AddSet()], ids=lambda command: type(command).__name__)
def test_the_cost_of_a_change_is_linear_in_the_changes_before_it(command: ask.Command) -> None:
    recorder = begun("1 x 400m with 60 sec recoveries")
    costs, at_ms = [], 10_000
    for number in range(1, 81):
        at_ms += 500
        if number in (20, 80):  # to count the calls makes each of them dear
            costs.append(calls(lambda at_ms=at_ms: recorder.submit(command, at_ms)))  # type: ignore[misc]
        else:
            recorder.submit(command, at_ms)
    assert costs[1] <= 5 * costs[0], costs
