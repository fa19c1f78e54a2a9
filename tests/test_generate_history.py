"""The generator makes what it says: the same history for the same seed, made of logs that the core accepts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.generate_history import main, mile_ms, sessions, write_history
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.comparisons import past_reps
from trackclock.core.progress import line_of, local_day
from trackclock.core.results import Status
from trackclock.core.session import results_of

UNTIL = date(2026, 9, 20)


def test_the_same_seed_gives_the_same_history() -> None:
    assert list(sessions(6, seed=3)) == list(sessions(6, seed=3))
    assert list(sessions(6, seed=3)) != list(sessions(6, seed=4))


def test_every_session_can_have_happened_and_the_bundled_ones_take_turns() -> None:
    made = list(sessions(60))
    results = [results_of(session.header.plan, session.log) for session in made]
    assert {Status.FINISHED} < {result.status for result in results}
    assert len({session.header.source for session in made}) >= 5
    assert len({session.header.id for session in made}) == 60
    assert any(step.edited for result in results for step in result.steps)
    assert any(result.effort is not None for result in results)
    starts = [session.header.started_wall_ms for session in made]
    assert local_day(starts[-1], made[-1].header.utc_offset_s) == UNTIL.toordinal() - date(1970, 1, 1).toordinal()
    assert starts[0] < starts[-1]


def test_reps_take_what_a_runner_takes() -> None:
    for session in sessions(20, is_twelve=True):
        for rep in past_reps(session.header.id, 0, results_of(session.header.plan, session.log)):
            distance_mm = rep.key.size.distance_mm
            assert distance_mm is not None
            assert 140 <= rep.time_ms * 1_000 // distance_mm <= 300


def test_the_benchmarks_have_twelve_reps_of_four_splits() -> None:
    finished = [
        result
        for session in sessions(15, is_twelve=True)
        if (result := results_of(session.header.plan, session.log)).status is Status.FINISHED
    ]
    assert len(finished) >= 10
    for result in finished:
        splits = [len(step.splits) for step in result.steps if step.splits]
        assert 12 <= len(splits) <= 14
        assert splits.count(4) >= len(splits) - 3


def test_a_season_gets_faster() -> None:
    from random import Random

    random = Random(1)
    points = [
        (day, mile_ms(date.fromordinal(UNTIL.toordinal() - 180 + day), UNTIL, random)) for day in range(0, 180, 5)
    ]
    line = line_of(points)
    assert line is not None
    assert line.change_ms < -3_000


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    assert write_history(tmp_path, 5) == 5
    store = SqliteStore(tmp_path)
    try:
        for session in sessions(5):
            assert store.read(session.header.id) == session
    finally:
        store.close()


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sessions", "3", "--data-dir", str(tmp_path), "--until", "2026-05-01", "--twelve"]) == 0
    assert capsys.readouterr().out == f"3 sessions in {tmp_path}\n"
