"""How long a runner rested has one answer, in the row, in the head, in the text and in the JSON, pauses and all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings

from tests.core.on_track import Track, cycle, metres, plan_of, seconds, sets_of
from tests.core.test_session_properties import played, run_plans, scripts
from trackclock.application.report import report_of
from trackclock.core import commands as ask
from trackclock.core.comparisons import NO_DELTAS, deltas_of
from trackclock.core.plan import Plan, StepKind
from trackclock.core.progress import summary_of
from trackclock.core.results import SessionResults
from trackclock.core.session import newest_state, results_of
from trackclock.core.view import RepRow, rep_rows
from trackclock.formats.session_json import session_to_json
from trackclock.formats.session_text import session_to_text, summary_lines
from trackclock.ui.report import figures_text, rep_cells, rep_columns, rep_detail
from trackclock.ui.run.parts import last_parts
from trackclock.ui.run.rep_list import rep_line


def as_json(results: SessionResults) -> dict[str, Any]:
    return session_to_json("a", 0, 0, results, deltas_of(results, {}))


@settings(max_examples=300, deadline=None)
@given(plan=run_plans(), script=scripts)
def test_every_place_says_the_same_of_a_recovery(plan: Plan, script: list[tuple[int, ask.Command]]) -> None:
    track = played(plan, script)
    results, state = results_of(plan, track.log), newest_state(plan, track.log)
    plain = as_json(results)
    taken = {one["step"]: one for one in plain["summary"]["recoveries"]}
    rests = [outcome for outcome in state.outcomes if outcome.run.step.is_pause]
    rested_ms = sum(outcome.ended_ms - outcome.started_ms for outcome in rests)
    paused_ms = sum(outcome.paused_ms for outcome in rests)
    assert (plain["summary"]["recovery_ms"], plain["summary"]["recovery_paused_ms"]) == (rested_ms, paused_ms)
    since_rep = paused_since = 0
    had_rep = False
    for result, listed in zip(results.steps, plain["results"], strict=True):
        if result.step.is_pause:
            assert listed["time_ms"] == (None if result.skipped else result.time_ms)
            since_rep += result.time_ms or 0
            paused_since += result.paused_ms
        elif result.step.kind is StepKind.REP:
            if had_rep:
                assert (result.recovery_ms, result.recovery_paused_ms) == (since_rep, paused_since)
                row = taken[result.position]
                assert (row["actual_ms"], row["paused_ms"]) == (since_rep, paused_since)
            since_rep, paused_since, had_rep = 0, 0, True


def paused_session() -> SessionResults:
    """13 recoveries of 5 s between 14 reps, the first one paused for 61.004 s."""
    track = Track(plan_of(sets_of(1, 14, metres(200), seconds(5)), get_ready_ms=0)).press(0, 30)
    track.do(ask.TogglePause(), 32)
    track.do(ask.TogglePause(), 93.004)
    at = 96.004
    for _ in range(13):
        at += 30
        track.press(at)
        at += 5
    return results_of(track.plan, track.log)


def test_a_pause_is_part_of_the_recovery_and_said_beside_it() -> None:
    results = paused_session()
    assert results.steps[2].recovery_ms == 66_004
    [head] = summary_lines(summary_of(results))[:1]
    assert "2:06 of recovery (+1:01 paused)" in head
    text = session_to_text("a", 0, 0, results, deltas_of(results, {}))
    assert "1:06.0  recovery +1:01 paused" in text
    plain = as_json(results)
    assert (plain["results"][1]["time_ms"], plain["results"][1]["paused_ms"]) == (66_004, 61_004)
    assert (plain["summary"]["recovery_ms"], plain["summary"]["recovery_paused_ms"]) == (126_004, 61_004)


def test_the_screens_say_it_as_well() -> None:
    results = paused_session()
    count = len(results.steps)
    rows = rep_rows(results.steps, [NO_DELTAS] * count, [False] * count, [None] * count, 99)
    report = report_of(results, rows)
    assert "2:06 of recovery (+1:01 paused)" in figures_text(report)
    assert "1:06.0" in rep_cells(rows[1], report)
    assert "+1:01" in [str(cell) for cell in rep_cells(rows[1], report)]
    assert "recovery before it 1:06.0 (+1:01 paused), 5.0 s was planned (+1:01.0)" in str(rep_detail(rows[1], report))
    assert "after 1:06 (+1:01 paused)" in str(rep_line(rows[1], 80))
    assert "+1:01" not in [str(cell) for cell in rep_cells(rows[2], report)]
    assert "Paused" in [column.title for column in rep_columns(report)]


def test_a_recovery_on_a_cycle_names_its_cycle() -> None:
    track = Track(plan_of(sets_of(1, 3, metres(200), cycle(60)))).press(0, 45, 105)
    results = track.results(130)
    count = len(results.steps)
    rows = rep_rows(results.steps, [NO_DELTAS] * count, [False] * count, [None] * count, 99)
    assert "recovery before it 20.0 s, on 1:00" in str(rep_detail(rows[1], report_of(results, rows)))
    assert as_json(results)["summary"]["recoveries"][0] == {
        "step": 3, "actual_ms": 20_000, "prescribed_ms": None, "paused_ms": 0, "cycle_ms": 60_000
    }  # fmt: skip


def test_a_rep_in_doubt_is_named_on_the_live_screen() -> None:
    results = paused_session()
    row = RepRow(1, replace(results.steps[0], doubtful=True), NO_DELTAS, is_best=False, is_saved=True)
    assert [part.text for part in last_parts(row)] == ["last 30.00", "? faster than anybody runs"]
    assert "look at it" in str(rep_line(row, 80))
