"""The simulated runner runs every bundled session to its end, through the real recorder, store and screens."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from tests.e2e.terminal import SPACE, AppInPty
from tests.fakes import FakeClock, FakeSpeaker, FakeStore
from trackclock.cli import DEMO_SESSION
from trackclock.core import commands as ask
from trackclock.core.commands import key_of
from trackclock.core.plan import Open, StepKind
from trackclock.core.results import SessionResults, Status
from trackclock.core.session import Phase, results_of
from trackclock.demo import FastClock, SimulatedRunner, run_through
from trackclock.formats.bundled import list_bundled, load_bundled
from trackclock.formats.load import load_text
from trackclock.recorder import Recorder
from trackclock.tour import Tour

WALL_MS = 1_777_656_600_000


@pytest.mark.parametrize("name", list_bundled())
def test_every_bundled_session_runs_to_its_end(name: str) -> None:
    store = FakeStore()
    plan = load_bundled(name)
    session_id = run_through(plan, name, SimulatedRunner(3), store, WALL_MS)
    stored = store.read(session_id)
    results = results_of(stored.header.plan, stored.log)
    assert results.status is Status.FINISHED
    assert len(results.steps) == len(plan.steps)
    assert all(step.time_ms is not None for step in results.steps)
    for step, result in zip(plan.steps, results.steps, strict=True):
        if step.duration_ms is not None and step.kind in (StepKind.REP, StepKind.RECOVERY, StepKind.REST):
            assert result.time_ms == step.duration_ms
        if step.kind is StepKind.REP:
            presses = 1 if isinstance(step.end, Open) else len(step.marks_mm)
            assert len(result.splits) == presses


@pytest.mark.parametrize(("workout", "cycle_ms"), [("6 x 400m in 80 on 2:00", 120_000), ("6 x 200m on 0:40", 40_000)])
def test_reps_on_a_cycle_are_run_on_it(workout: str, cycle_ms: int) -> None:
    store = FakeStore()
    stored = store.read(run_through(load_text(workout), "x.txt", SimulatedRunner(3), store, WALL_MS))
    results = results_of(stored.header.plan, stored.log)
    starts = [step.started_ms for step in results.steps if step.step.kind is StepKind.REP]
    assert results.status is Status.FINISHED
    assert len(starts) == 6
    assert all(gap_ms > 0 and gap_ms % cycle_ms == 0 for gap_ms in (b - a for a, b in pairwise(starts)))


def test_the_same_seed_runs_the_same_session() -> None:
    plan = load_bundled("pavey.toml")
    logs = []
    for _ in range(2):
        store = FakeStore()
        logs.append(store.read(run_through(plan, "pavey.toml", SimulatedRunner(5), store, WALL_MS)).log)
    assert logs[0] == logs[1]


def toured(name: str) -> tuple[SessionResults, list[str]]:
    """What a session comes to that is shown with its slips, and what is said, at ten looks a second of real time."""
    clock, store = FakeClock(wall_ms=WALL_MS), FakeStore()
    recorder = Recorder(load_bundled(name), name, clock, store, FakeSpeaker())
    tour = Tour(SimulatedRunner(3))
    assert tour(recorder, clock.now_ms()) == "", "nothing is said before it is started"
    recorder.submit(ask.Press(), clock.now_ms())
    said: list[str] = []
    while recorder.phase is Phase.RUNNING:
        recorder.poll(clock.advance(3_000))
        said += filter(None, [tour(recorder, clock.now_ms())])
    return recorder.results(), said


@pytest.mark.parametrize("name", list_bundled())
def test_every_slip_of_the_tour_is_mended_to_what_was_run(name: str) -> None:
    store = FakeStore()
    stored = store.read(run_through(load_bundled(name), name, SimulatedRunner(3), store, WALL_MS))
    meant = results_of(stored.header.plan, stored.log)
    results, said = toured(name)
    assert results.status is Status.FINISHED
    assert [step.time_ms for step in results.steps if step.step.kind is StepKind.REP] == [
        step.time_ms for step in meant.steps if step.step.kind is StepKind.REP
    ]
    assert said[-1].startswith("That was a whole session.")


def test_the_tour_of_the_demo_shows_a_late_press_a_missed_one_and_an_undo_and_explains_itself_once() -> None:
    results, said = toured(DEMO_SESSION)
    for words in ("three seconds late", key_of("earlier"), "nobody pressed", key_of("next_mark"), key_of("undo")):
        assert any(words in one for one in said), words
    assert sum(step.edited for step in results.steps) == 2
    captions = [one for one in said if "half a second" not in one]
    assert len(set(captions)) == len(captions) >= 12


def test_a_fast_clock_keeps_the_order_of_instants() -> None:
    clock = FakeClock()
    fast = FastClock(clock, 30)
    start = fast.now_ms()
    clock.advance(1_000)
    assert fast.now_ms() - start == 30_000
    assert fast.real_ms(fast.now_ms()) == clock.now_ms()


@pytest.mark.pty
def test_the_demo_runs_by_itself_after_the_first_press(tmp_path: Path) -> None:
    with AppInPty("demo", home=tmp_path) as app:
        app.wait_for_title("READY")
        app.press(SPACE)
        app.wait_for_title("REP 1 of 3", timeout_s=40)
        app.wait_for_title("RECOVERY", timeout_s=40)
        app.wait_for("● saved", "800 m")
        time.sleep(0.2)
        app.press("q")
        app.wait_for("Leave this session?")
        app.press("\r")
        app.process.wait(20)
    assert not (tmp_path / "data").exists()
