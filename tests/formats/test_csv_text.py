"""The long CSV says lap by lap what the JSON says, and the wide one what the screens show."""

from __future__ import annotations

import csv
import io

import pytest

from tests.fakes import FakeStore
from trackclock.core.comparisons import deltas_of
from trackclock.core.durations import format_duration
from trackclock.core.figures import RESULT
from trackclock.core.plan import StepKind
from trackclock.core.session import results_of
from trackclock.core.stretches import parted
from trackclock.demo import SimulatedRunner, run_through
from trackclock.formats.bundled import list_bundled, load_bundled
from trackclock.formats.csv_text import LONG_HEAD, LongSession, long_csv, wide_csv
from trackclock.formats.load import load_text
from trackclock.formats.session_json import session_to_json

WALL_MS = 1_777_656_600_000


def read(text: str) -> list[dict[str, str]]:
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert len(set(head)) == len(head)
    return [dict(zip(head, row, strict=True)) for row in rows]


def number(text: str) -> float | None:
    return float(text) if text else None


@pytest.mark.parametrize("name", list_bundled())
def test_the_long_one_has_what_the_json_has(name: str) -> None:
    store = FakeStore()
    stored = store.read(run_through(load_bundled(name), name, SimulatedRunner(2), store, WALL_MS))
    results = results_of(stored.header.plan, stored.log)
    said = session_to_json("s1", WALL_MS, 0, results, deltas_of(results, {}))
    session = parted(stored.header.plan, stored.log)
    rows = read(long_csv([LongSession("s1", WALL_MS, 3_600, session)] * 2))
    half = len(rows) // 2
    assert rows[:half] == rows[half:], "several sessions stand one below the other"
    assert sum(int(row["elapsed_ms"]) for row in rows[:half]) == results.ended_ms
    # Not in JSON: the countdown before the first step, and what followed the last mark of a rep.
    lapped = {row["step"] for row in rows if row["lap"]}
    left = iter(row for row in rows[:half] if row["step"] and (row["lap"] or row["step"] not in lapped))
    for result in said["results"]:  # type: ignore[attr-defined]
        for index, split in enumerate(result["splits"] or [None], start=1):
            row = next(left)
            assert (row["session"], row["name"], int(row["step"])) == ("s1", results.plan.name, result["step"])
            assert (row["kind"], row["label"]) == (result["kind"], result["label"])
            for column, key in (("set", "set"), ("rep", "rep"), ("distance_m", "distance_m"), ("time_ms", "time_ms")):
                assert number(row[column]) == result[key]
            assert number(row["started_ms"]) == result["started_ms"]
            for column, key in (("skipped", "skipped"), ("left_out", "excluded"), ("edited", "edited")):
                assert row[column] == str(int(result[key]))
            assert number(row["lap"]) == (None if split is None else index)
            lap = split or {"distance_m": None, "split_ms": None, "lap_ms": None}
            assert [number(row[column]) for column in ("mark_m", "split_ms", "lap_ms")] == [*lap.values()]
    assert next(left, None) is None


@pytest.mark.parametrize("name", list_bundled())
def test_the_wide_one_has_a_rep_a_row_and_its_laps_add_up(name: str) -> None:
    store = FakeStore()
    stored = store.read(run_through(load_bundled(name), name, SimulatedRunner(2), store, WALL_MS))
    results = results_of(stored.header.plan, stored.log)
    rows = read(wide_csv(results, deltas_of(results, {})))
    reps = [step for step in results.steps if step.step.kind is StepKind.REP]
    assert [row["Rep"] for row in rows] == [step.step.label for step in reps]
    for row, step in zip(rows, reps, strict=True):
        assert step.time_ms is not None
        assert row["Time"] == format_duration(step.time_ms, RESULT)
        laps = [value for key, value in row.items() if key.startswith("Lap ") and value]
        assert len(laps) == (len(step.splits) if len(step.splits) > 1 else 0)


def test_no_name_can_do_a_terminal_harm() -> None:
    store = FakeStore()
    plan = load_text('name = "x"\nworkout = "2 x 400m, 60 s rest"\n', "x.toml")
    from dataclasses import replace

    plan = replace(plan, name='a\x1b]0;PWNED\x07\nb, "c"')
    stored = store.read(run_through(plan, "x", SimulatedRunner(2), store, WALL_MS))
    text = long_csv([LongSession("s1", 0, 0, parted(stored.header.plan, stored.log))])
    assert "\x1b" not in text
    assert {row["name"] for row in read(text)} == {'a\ufffd]0;PWNED\ufffd\ufffdb, "c"'}
    assert text.startswith(",".join(LONG_HEAD) + "\r\n")
