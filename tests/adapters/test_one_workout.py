"""A workout stays one over time, whatever of it was added or left out on the track.

It exists because four times 800 m one week and, with reps added, five or eight the next have to be compared: a set more
brought a rest that was in no plan, and with it another workout, which nobody had run before.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes import FakeClock, FakeSpeaker
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core import commands as ask
from trackclock.core.comparisons import workout_key
from trackclock.core.notation import parse
from trackclock.core.plan import Plan, StepKind
from trackclock.core.session import Phase
from trackclock.recorder import Recorder

TODAY = 40_000

WORKOUTS = [
    "warm up 1 min\n4 x 800m, 2 min\ncool down 1 min",
    "4-6 x 800m, 2 min",
    "3 x 800m, 2 min\n3 min rest\n2 x 400m, 60s",
    "2 x (2 x 400m, 60s), 3 min",
    "3 x 400m on 2:00",
    "2 x 300m, 400m, 2 min",
    "3 x 800m with 200m jog",
]
CHANGES: list[Callable[[], ask.Command]] = [ask.AddRep, ask.AddSet, ask.DropReps, ask.DropSets, ask.Skip]
Ask = Callable[[], ask.Command]
changes = st.dictionaries(st.integers(0, 25), st.sampled_from(CHANGES), max_size=4)


def run(store: SqliteStore, plan: Plan, asked: dict[int, Ask], day: int = 0) -> Recorder:
    """Run a plan to its end, a press each half minute, and ask for more or less on the way."""
    clock = FakeClock(wall_ms=1_777_656_600_000 + day * 86_400_000)
    recorder = Recorder(plan, "a.toml", clock, store, FakeSpeaker())
    recorder.submit(ask.Press(), clock.now_ms())
    for tick in range(120):
        recorder.poll(clock.advance(30_000))
        if tick in asked:
            recorder.submit(asked[tick](), clock.now_ms())
        recorder.submit(ask.Press(), clock.now_ms())
        if recorder.phase is not Phase.RUNNING:
            break
    recorder.leave(clock.advance(1_000))
    assert store.flush(10)
    return recorder


def reps(recorder: Recorder) -> int:
    return sum(one.step.kind is StepKind.REP and one.time_ms is not None for one in recorder.results().steps)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(WORKOUTS), changes, changes)
def test_it_is_found_with_all_its_sessions_however_many_reps_they_had(
    workout: str, first: dict[int, Ask], second: dict[int, Ask]
) -> None:
    plan = Plan("Tuesday", parse(workout).steps, press_guard_ms=300)
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder))
        done = [run(store, plan, asked, day) for day, asked in enumerate((first, second))]
        history = SqliteHistory(Path(folder), store)
        run_at_all = sum(reps(one) > 0 for one in done)
        assert [(row.key, row.sessions) for row in history.workouts(TODAY)] == [(workout_key(plan), run_at_all)]
        store.close()


def test_a_rep_of_it_is_held_against_the_same_rep_of_the_shorter_one(tmp_path: Path) -> None:
    plan = Plan("Tuesday", parse("4 x 800m, 2 min").steps, press_guard_ms=300)
    store = SqliteStore(tmp_path)
    assert [reps(run(store, plan, {}, 0)), reps(run(store, plan, {5: ask.AddRep}, 7))] == [4, 5]
    assert reps(run(store, plan, {5: ask.AddSet}, 14)) == 8
    sessions = SqliteHistory(tmp_path, store).workout(workout_key(plan))
    assert [len(one.reps) for one in sessions] == [4, 5, 8]
    firsts = [[rep.key for rep in one.reps][:4] for one in sessions]
    assert firsts[0] == firsts[1] == firsts[2]
    store.close()


@pytest.mark.parametrize("change", [ask.AddRep, ask.AddSet])
def test_a_single_rep_to_which_others_were_added_is_no_time_trial(tmp_path: Path, change: Ask) -> None:
    plan = Plan("Trial", parse("800m").steps, press_guard_ms=300)
    store = SqliteStore(tmp_path)
    run(store, plan, {}, 0)
    run(store, plan, {0: change}, 7)
    keys = [row.key for row in SqliteHistory(tmp_path, store).workouts(TODAY)]
    assert workout_key(plan) in keys
    assert len(keys) == 2
    store.close()


def test_a_history_of_before_has_those_derived_anew_that_were_another_workout_and_no_others(tmp_path: Path) -> None:
    plan = Plan("Tuesday", parse("4 x 800m, 2 min").steps, press_guard_ms=300)
    store = SqliteStore(tmp_path)
    asked: list[dict[int, Ask]] = [{}, {5: ask.AddSet}, {1: ask.DropReps}]
    for day, more in enumerate(asked):
        run(store, plan, more, day)
    assert len(SqliteHistory(tmp_path, store).sessions()) == 3
    store.close()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("UPDATE summaries SET workout = 'as it was'")
        connection.execute("UPDATE cache_info SET version = version - 1000")
        connection.commit()
    store = SqliteStore(tmp_path)
    rows = SqliteHistory(tmp_path, store).sessions()
    assert sorted(row.workout for row in rows) == ["as it was", *[workout_key(plan)] * 2]
    store.close()
