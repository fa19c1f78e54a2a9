"""A small history worked out on paper, against what `show --json` and `history --json` print of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.terminal import shown, trackclock
from tests.fakes import FakeSpeaker
from tests.ui.past import next_days, past_clock, rep, reps, run_session
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core import commands as ask
from trackclock.core.plan import ByTime, Open, Plan, Step, StepKind
from trackclock.recorder import Recorder

REST = Step(StepKind.REST, ByTime(180_000), "rest", block=1, group=1)


def eights(count: int, recovery_s: int, name: str) -> Plan:
    return Plan(name, tuple(reps(count, 800, recovery_s)))


def eights_and_fours(count: int) -> Plan:
    return Plan("Eights and fours", (*reps(count, 800, 120), REST, *reps(2, 400, 90, block=2)))


def hills() -> Plan:
    hill = replace(rep(100), label="100 m hill")
    jog = Step(StepKind.RECOVERY, ByTime(60_000), "recovery")
    squats = Step(StepKind.REP, Open(), "5 squats")
    return Plan("Hills, flat, gym", (rep(100), jog, hill, jog, rep(100), jog, hill, jog, squats, jog, squats))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Seven sessions, two days apart."""
    folder = tmp_path_factory.mktemp("by-hand")
    clock, store = past_clock(), SqliteStore(folder / "data")
    ids: dict[str, str] = {}

    def run(key: str, plan: Plan, *times_ms: int, source: str = "a.toml") -> None:
        ids[key] = run_session(store, clock, plan, times_ms, source=source)
        next_days(clock, 2)

    run("first", eights_and_fours(3), 168_000, 169_000, 167_000, 78_000, 77_000)
    run("other file", eights(4, 120, "Tuesday"), 166_000, 168_000, 166_500, 165_000, source="b.txt")
    run("other recovery", eights(3, 90, "Eights and fours"), 160_000, 161_000, 160_500)
    exclude(store, clock.now_ms(), ids["other file"], position=3)
    run("asked", eights_and_fours(4), 165_900, 167_000, 166_400, 165_100, 77_900, 77_100)
    run("hills before", hills(), 15_000, 20_000, 14_900, 19_000, 30_000, 25_000)
    run("hills", hills(), 15_100, 19_500, 14_500, 19_100, 29_000, 24_000)
    assert store.flush(10)
    store.close()
    return folder, ids


def exclude(store: SqliteStore, now_ms: int, session_id: str, position: int) -> None:
    from tests.ui.past import past_clock

    assert store.hold(session_id)
    recorder = Recorder.pick_up(store.read(session_id), past_clock(), store, FakeSpeaker())
    uid = next(step.uid for step in recorder.results().steps if step.position == position)
    assert recorder.submit(ask.ExcludeRep(uid, "a dog"), now_ms).is_accepted
    assert store.flush(10)
    store.release(session_id)


def deltas(home: tuple[Path, dict[str, str]], name: str) -> list[dict[str, Any]]:
    results = shown(home[0], home[1][name])["results"]
    return [one["deltas_ms"] for one in results if one["kind"] == "rep"]


def test_each_rep_is_held_against_its_like_and_nothing_else(home: tuple[Path, dict[str, str]]) -> None:
    found = deltas(home, "asked")
    assert [one["previous_rep"] for one in found] == [None, 1_100, -600, -1_300, None, -800]
    assert [one["target"] for one in found] == [None] * 6
    # 1: the first rep of the session before, whatever its later recoveries. 2: left out in the second session, so the
    # first one's. 3 and 4: the second session's, of another file and name. 5 and 6: the first session's.
    assert [one["last_session"] for one in found] == [5_900, -2_000, -100, 100, -100, 100]
    assert [one["best"] for one in found] == [5_900, -2_000, -100, 100, -100, 100]


def test_another_recovery_is_held_against_nothing_but_its_first_rep(home: tuple[Path, dict[str, str]]) -> None:
    found = deltas(home, "other recovery")
    assert [one["last_session"] for one in found] == [-6_000, None, None]
    assert [one["best"] for one in found] == [-6_000, None, None]


def test_what_is_left_out_has_no_delta_and_was_run(home: tuple[Path, dict[str, str]]) -> None:
    found = deltas(home, "other file")
    assert found[1] == {"previous_rep": None, "target": None, "last_session": None, "best": None}
    # The third against the first: what is left out is no rep before.
    assert [one["previous_rep"] for one in found] == [None, None, 500, -1_500]
    summary = shown(home[0], home[1]["other file"])["summary"]
    assert (summary["reps"], summary["excluded"], summary["distance_m"]) == (4, 1, 3_200)
    rows = {row["id"]: row for row in json.loads(trackclock("history", "--json", home=home[0]).stdout)}
    row = rows[home[1]["other file"]]
    assert (row["reps"], row["distance_m"], row["work_ms"]) == (4, 3_200, summary["work_ms"])


def test_hills_are_apart_from_the_flat_and_exercises_from_everything(home: tuple[Path, dict[str, str]]) -> None:
    found = deltas(home, "hills")
    assert [one["previous_rep"] for one in found] == [None, None, -600, -400, None, None]
    assert [one["last_session"] for one in found] == [100, -500, -400, 100, None, None]
    assert [one["best"] for one in found] == [100, -500, -400, 100, None, None]
    summary = shown(home[0], home[1]["hills"])["summary"]
    assert [(size["size"], size["best_ms"]) for size in summary["sizes"]] == [
        ("100 m", 14_500),
        ("100 m hill", 19_100),
        ("5 squats", None),
    ]
    assert [one["size"] for one in summary["each_faster"]] == ["100 m", "100 m hill"]
