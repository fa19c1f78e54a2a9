"""`show --json` and `history --json`, field by field, and the same for people."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import pytest

from tests.core.by_hand import Run, exercise, pause, rep, repeats, results_of_runs, timed_rep, warmup
from trackclock.core.comparisons import NO_DELTAS, deltas_of
from trackclock.core.plan import ByDistance, Target
from trackclock.core.progress import summary_of
from trackclock.core.results import SessionResults, Status
from trackclock.formats.plan_json import metres, plan_to_json
from trackclock.formats.session_json import history_to_json, instant, local_instant, session_to_json
from trackclock.formats.session_text import history_to_text, session_to_text, summary_lines

STARTED_MS = 1_777_656_600_999
"""2026-05-01T17:30:00.999Z."""

TARGET = Target("2:44", 164_000, 164_000)


def two_eights() -> SessionResults:
    steps = [warmup(), *repeats(2, rep(800, TARGET), pause(120))]
    return results_of_runs(steps, [Run(165_210, (82_100,)), Run(164_000, (83_000,))])


def as_json(results: SessionResults) -> dict[str, object]:
    found = session_to_json("20260501-173000-ab12", STARTED_MS, 3_600, results, deltas_of(results, {}))
    back: dict[str, object] = json.loads(json.dumps(found))
    assert back == found
    return back


def test_show_is_exactly_what_the_design_prints() -> None:
    found = as_json(two_eights())
    keys = ["schema", "id", "plan", "started_at", "started_at_local", "status", "results", "summary"]
    assert list(found) == [*keys, "started_at_recorded", "against_last", "imported", "athlete", "group"]
    assert found["started_at_local"] == "2026-05-01T18:30:00+01:00"
    assert found["schema"] == 1
    assert found["id"] == "20260501-173000-ab12"
    assert found["started_at"] == "2026-05-01T17:30:00Z"
    assert found["status"] == "finished"
    assert found["plan"] == plan_to_json(two_eights().plan)
    results = found["results"]
    assert isinstance(results, list)
    assert results[1] == {
        "step": 2,
        "kind": "rep",
        "label": "800 m",
        "set": 1,
        "rep": 1,
        "distance_m": 800,
        "started_ms": 600_000,
        "time_ms": 165_210,
        "paused_ms": 0,
        "splits": [
            {"distance_m": 400, "split_ms": 82_100, "lap_ms": 82_100},
            {"distance_m": 800, "split_ms": 165_210, "lap_ms": 83_110},
        ],
        "deltas_ms": {"previous_rep": None, "target": 1_210, "last_session": None, "best": None},
        "skipped": False,
        "excluded": False,
        "doubtful": False,
        "unconfirmed": False,
        "edited": False,
    }
    assert results[3]["deltas_ms"] == {"previous_rep": -1_210, "target": 0, "last_session": None, "best": None}


def test_recoveries_and_the_warm_up_are_results_too() -> None:
    results = as_json(two_eights())["results"]
    assert isinstance(results, list)
    assert [(one["step"], one["kind"], one["rep"]) for one in results] == [
        (1, "warmup", None),
        (2, "rep", 1),
        (3, "recovery", 1),
        (4, "rep", 1),
    ]
    assert (results[2]["splits"], results[2]["time_ms"], results[2]["distance_m"]) == ([], 120_000, None)


def test_skipped_running_and_timed_reps() -> None:
    steps = [rep(400), pause(60), rep(400), pause(60), timed_rep(60)]
    runs = [Run(None, skipped=True), Run(80_000, excluded="wind"), Run(None)]
    results = results_of_runs(steps, runs)
    timed = replace(results.steps[-1], splits=(replace(results.steps[2].splits[0], distance_mm=None),))
    found = as_json(replace(results, steps=(*results.steps[:-1], timed), status=Status.UNFINISHED))
    assert found["status"] == "unfinished"
    listed = found["results"]
    assert isinstance(listed, list)
    assert [(one["time_ms"], one["skipped"], one["excluded"]) for one in listed[::2]] == [
        (None, True, False),
        (80_000, False, True),
        (None, False, False),
    ]
    assert listed[4]["splits"][0]["distance_m"] is None


def test_an_added_step_is_marked_as_unplanned() -> None:
    added = replace(rep(400), planned=False)
    plan = as_json(results_of_runs([rep(400), pause(60), added], [80_000]))["plan"]
    assert isinstance(plan, dict)
    assert [step.get("planned") for step in plan["steps"]] == [None, None, False]


def test_the_summary_carries_what_the_results_have_no_place_for() -> None:
    steps = [*repeats(3, rep(800, TARGET), pause(120)), pause(180), timed_rep(60)]
    runs = [Run(165_000, (82_000,)), Run(164_000, (82_000,)), Run(170_000, excluded="fell"), Run(60_000, covered_m=310)]
    results = replace(results_of_runs(steps, runs, effort=8), note="windy")
    summary = as_json(results)["summary"]
    assert isinstance(summary, dict)
    assert (summary["reps"], summary["excluded"], summary["skipped"]) == (4, 1, 0)
    assert (summary["distance_m"], summary["work_ms"]) == (2_710, 165_000 + 164_000 + 170_000 + 60_000)
    assert [(size["size"], size["reps"]) for size in summary["sizes"]] == [("800 m", 2), ("1:00", 1)]
    assert summary["each_faster"] == [
        {
            "size": "800 m",
            "state": "kept",
            "run": 2,
            "longest_run": 2,
            "broke_at_step": None,
            "broke_by_ms": None,
            "broke_against_step": None,
            "outcomes": [{"step": 1, "outcome": "first"}, {"step": 3, "outcome": "faster"}],
        }
    ]
    assert summary["target"] == {"faster": 0, "inside": 1, "slower": 1, "met": 1}
    assert summary["recoveries"][0] == {"step": 3, "actual_ms": 120_000, "prescribed_ms": 120_000, "paused_ms": 0}
    assert summary["halves"][0] == {"step": 1, "shape": "positive", "difference_ms": 1_000}
    assert summary["covered"] == [{"step": 7, "distance_m": 310}]
    assert summary["exclusions"] == [{"step": 5, "reason": "fell"}]
    assert (summary["effort"], summary["note"]) == (8, "windy")


def test_distances_are_metres_with_at_most_three_decimals() -> None:
    assert [json.dumps(metres(mm)) for mm in (800_000, 1_609_344, 1, 9_344)] == ["800", "1609.344", "0.001", "9.344"]


def test_instants_are_cut_off_to_the_second_before_and_after_1970() -> None:
    assert [instant(ms) for ms in (0, 999, -1, STARTED_MS)] == [
        "1970-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "2026-05-01T17:30:00Z",
    ]


@dataclass(frozen=True)
class Listed:
    id: str
    name: str = "Jo Pavey"
    source: str = "pavey.toml"
    started_wall_ms: int = STARTED_MS
    utc_offset_s: int = 7_200
    status: Status | None = Status.STOPPED
    reps: int = 4
    ended_ms: int = 3_600_000
    work_mm: int = 1_609_344
    total_mm: int = 3_000_000
    work_ms: int = 600_000
    effort: int | None = 7
    note: str = ""
    workout: str = "d800000|-"
    trouble: str | None = None
    recorded_wall_ms: int | None = None
    is_imported: bool = False
    is_deleted: bool = False
    athlete: str | None = None
    group: str | None = None


def test_the_history_is_a_list_in_the_order_given() -> None:
    found = history_to_json([Listed("b"), Listed("a", status=None, trouble="damaged", effort=None)], {})
    assert found[0] == {
        "id": "b",
        "name": "Jo Pavey",
        "started_at": "2026-05-01T17:30:00Z",
        "started_at_local": "2026-05-01T19:30:00+02:00",
        "status": "stopped",
        "reps": 4,
        "distance_m": 1609.344,
        "total_distance_m": 3000,
        "work_ms": 600_000,
        "elapsed_ms": 3_600_000,
        "effort": 7,
        "note": "",
        "source": "pavey.toml",
        "workout": "d800000|-",
        "trouble": None,
        "started_at_recorded": None,
        "against_last": None,
        "deleted": False,
        "imported": False,
        "athlete": None,
        "group": None,
    }
    assert (found[1]["id"], found[1]["status"], found[1]["trouble"]) == ("a", None, "damaged")


def test_the_history_for_people_is_in_local_time() -> None:
    assert history_to_text([Listed("b"), Listed("a", status=None, effort=None, work_mm=0)], {}) == (
        "Started           Session   Reps  Distance     Time  Effort  Status      Id\n"
        "2026-05-01 19:30  Jo Pavey     4    1 mile  1:00:00       7  stopped     b\n"
        "2026-05-01 19:30  Jo Pavey     4            1:00:00          unreadable  a"
    )
    assert "trackclock demo" in history_to_text([], {})


@pytest.mark.parametrize(
    ("utc_offset_s", "text"),
    [
        (0, "2026-05-01T17:30:00+00:00"),
        (-12_600, "2026-05-01T14:00:00-03:30"),
        (20_700, "2026-05-01T23:15:00+05:45"),
        (10**9, "2026-05-01T17:30:00+00:00"),
    ],
)
def test_an_instant_has_the_local_time_of_its_place(utc_offset_s: int, text: str) -> None:
    assert local_instant(STARTED_MS, utc_offset_s) == text


def test_a_session_for_people() -> None:
    results = replace(two_eights(), effort=7, note="wind on\nthe back straight")
    text = session_to_text("20260501-173000-ab12", STARTED_MS, 7_200, results, deltas_of(results, {}))
    assert text == (
        "By hand\n"
        "2026-05-01 19:30  finished  20260501-173000-ab12\n"
        "\n"
        "#  Rep       Time  Laps             Rep before   Target  Recovery\n"
        "1  800 m  2:45.21  1:22.10 1:23.11              +1.21\n"
        "2  800 m  2:44.00  1:23.00 1:21.00     -1.21     0.00 =    2:00.0\n"
        "\n"
        "2 reps, 1600 m, 5:29 of work, 2:00 of recovery, 17:29 in all\n"
        "800 m: 1 of 2 on target (2:44), the farthest off 1.21 s too slow\n"
        "800 m: mean 2:44.60, last 1.21 s faster than first, all within 1.21 s\n"
        "Effort 7 of 10\n"
        "Note: wind on the back straight"
    )


def test_what_is_left_out_was_run_all_the_same() -> None:
    results = results_of_runs(repeats(2, rep(800), pause(120)), [165_000, Run(166_000, excluded="a dog")])
    assert summary_lines(summary_of(results))[0] == (
        "2 reps, 1600 m, 5:31 of work, 2:00 of recovery, 7:31 in all, 1 left out of comparisons"
    )


def test_exercises_have_no_best_and_no_delta() -> None:
    steps = repeats(2, exercise("5 squats"), pause(60))
    found = as_json(results_of_runs(steps, [20_000, 15_000]))
    results, summary = found["results"], found["summary"]
    assert isinstance(results, list)
    assert isinstance(summary, dict)
    assert [result["time_ms"] for result in results] == [20_000, 60_000, 15_000]
    assert all(set(result["deltas_ms"].values()) == {None} for result in results)
    assert (summary["sizes"][0]["best_ms"], summary["sizes"][0]["fade_ms"], summary["each_faster"]) == (None, None, [])
    assert (summary["reps"], summary["work_ms"]) == (2, 0)


def test_a_rep_that_nobody_runs_is_named() -> None:
    results = results_of_runs(repeats(2, rep(400), pause(60)), [70_000, 3_000])
    doubted = replace(results, steps=(*results.steps[:-1], replace(results.steps[-1], doubtful=True)))
    found = as_json(doubted)
    listed, summary = found["results"], found["summary"]
    assert isinstance(listed, list)
    assert isinstance(summary, dict)
    assert (summary["doubtful"], summary["sizes"][0]["best_ms"]) == ([3], 70_000)
    assert (listed[2]["excluded"], listed[2]["doubtful"]) == (False, True)
    assert listed[2]["deltas_ms"] == listed[0]["deltas_ms"]
    text = session_to_text("a", STARTED_MS, 0, doubted, deltas_of(doubted, {}))
    assert "faster than anybody runs: compared with nothing until it is mended or confirmed" in text


def test_a_session_without_a_rep_says_so() -> None:
    results = results_of_runs([warmup()], [])
    assert "No rep was started." in session_to_text("a", 0, 0, results, [NO_DELTAS])


def lines(*times_ms: int) -> list[str]:
    step = rep(400, Target("each faster", each_faster=True))
    return summary_lines(summary_of(results_of_runs(repeats(len(times_ms), step, pause(90)), times_ms)))


def test_the_verdicts_in_words() -> None:
    assert lines(80_000, 79_900, 79_000)[1] == "400 m: none slower than the last, 1 of 3 level (within 0.2 s)"
    assert (
        lines(80_000, 79_000, 80_500)[1]
        == "400 m: each faster than the last for 2 of 3 reps, then broken by rep 3 (+1.50 s on rep 2)"
    )
    assert lines(80_000, 80_100, 81_000)[1] == (
        "400 m: none slower than the last for 2 of 3 reps, then broken by rep 3 (+1.00 s on rep 1)"
    )
    assert lines(80_000, 81_000, 80_000, 79_000)[1] == (
        "400 m: not each faster than the last: broken at once by rep 2 (+1.00 s on rep 1); longest run 3 reps"
    )
    assert lines(80_000, 80_050)[2] == "400 m: mean 1:20.02, last as fast as first, all within 0.05 s"
    assert lines(80_000, 143_000)[2] == ("400 m: mean 1:51.50, last 1:03.00 slower than first, all within 1:03.00")
    assert lines(80_000, 81_500)[2] == ("400 m: mean 1:20.75, last 1.50 s slower than first, all within 1.50 s")


def test_a_recovery_by_distance_has_no_prescribed_time() -> None:
    steps = [rep(400), pause(ByDistance(200_000)), rep(400)]
    summary = as_json(results_of_runs(steps, [80_000, 79_000]))["summary"]
    assert isinstance(summary, dict)
    assert summary["recoveries"] == [{"step": 3, "actual_ms": 60_000, "prescribed_ms": None, "paused_ms": 0}]
