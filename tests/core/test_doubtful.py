"""Reps that nobody runs: flagged for a look, and counting for nothing until they are mended or confirmed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.by_hand import Run, pause, repeats, session
from tests.core.by_hand import rep as rep_of
from tests.core.on_track import Track, metres, plan_of, rep, seconds, sets_of
from trackclock.core import commands as ask
from trackclock.core.comparisons import past_reps
from trackclock.core.events import RepFinished
from trackclock.core.progress import predictions, summary_of
from trackclock.core.progress.predictions import PREDICTOR_WORKOUT, mile_predictor, session_predictions
from trackclock.core.results import StepResult
from trackclock.core.session import Refused, results_of
from trackclock.core.session.log import timing_entries

FOURS = plan_of(sets_of(1, 2, metres(400), seconds(90)), get_ready_ms=0)
EIGHTS = plan_of(sets_of(1, 2, metres(800), seconds(90)), get_ready_ms=0)


def first(track: Track) -> StepResult:
    return results_of(track.plan, track.log).steps[0]


def keys_tried() -> Track:
    """Somebody tried the keys: space, enter after three seconds, and c, since that was refused."""
    track = Track(FOURS).press(0)
    finish_whatever(track, 3)
    return track


def finish_whatever(track: Track, at: float) -> None:
    """Finish the rep then, past the guard if need be."""
    if isinstance(track.do(ask.FinishRep(), at), Refused):
        track.do(ask.CountRefused(), at)


def test_a_400_of_three_seconds_is_doubtful_and_counts_for_nothing_but_the_distance() -> None:
    track = keys_tried()
    assert (first(track).time_ms, first(track).doubtful, first(track).excluded) == (3_000, True, None)
    results = results_of(track.plan, track.log)
    assert past_reps("a", 0, results) == ()
    summary = summary_of(results)
    assert (summary.doubtful, summary.sizes, summary.reps, summary.work_mm) == ((1,), (), 1, 400_000)


def test_confirmed_it_counts_and_doubt_comes_back_with_undo() -> None:
    track = keys_tried()
    track.do(ask.IncludeRep(first(track).uid), 10)
    assert not first(track).doubtful
    assert [one.time_ms for one in past_reps("a", 0, results_of(track.plan, track.log))] == [3_000]
    track.do(ask.Undo(is_confirmed=True), 11)
    assert first(track).doubtful


def test_mended_it_counts() -> None:
    track = keys_tried()
    [finish] = [entry.seq for entry in timing_entries(track.log) if isinstance(entry.event, RepFinished)]
    track.do(ask.DeletePress(finish), 80)
    track.press(81)
    assert (first(track).time_ms, first(track).doubtful, first(track).edited) == (81_000, False, True)


@pytest.mark.parametrize(
    ("time_s", "doubtful"),
    [(31.999, True), (32.0, False), (60.0, False)],
)
def test_the_bound_is_that_of_the_press_guard(time_s: float, doubtful: bool) -> None:
    track = Track(FOURS).press(0)
    finish_whatever(track, time_s)
    assert first(track).doubtful is doubtful


def test_a_lap_that_nobody_runs_makes_the_rep_doubtful() -> None:
    track = Track(EIGHTS).press(0, 155)
    track.do(ask.Press(), 160)
    track.do(ask.CountRefused(), 162)
    assert (first(track).time_ms, first(track).doubtful) == (160_000, True)
    assert not first(Track(EIGHTS).press(0, 80, 160)).doubtful


def test_a_plan_with_a_gap_in_place_of_the_guard_takes_any_time() -> None:
    track = Track(replace(FOURS, press_guard_ms=300)).press(0, 25)
    assert (first(track).time_ms, first(track).doubtful) == (25_000, False)


def test_a_distance_that_nobody_covers_makes_a_timed_rep_doubtful() -> None:
    track = Track(plan_of([rep(seconds(60))], get_ready_ms=0)).press(0)
    track.see(70)
    track.do(ask.GiveDistance(0, 3_100_000), 71)
    assert first(track).doubtful
    track.do(ask.GiveDistance(0, 310_000), 72)
    assert not first(track).doubtful


def test_nothing_is_predicted_from_it() -> None:
    steps = repeats(4, rep_of(600), pause(300))
    good = session("a", 1, steps, [120_000, 120_000, 120_000, 120_000])
    assert good.workout == PREDICTOR_WORKOUT
    assert mile_predictor(good) is not None
    doubted = session("a", 1, steps, [120_000, 120_000, 120_000, Run(40_000, doubtful=True)])
    assert mile_predictor(doubted) is None
    run = Run(330_000, (82_000, 164_000, 246_000))
    trial = session("b", 2, [rep_of(1_600)], [run])
    doubted = session("c", 2, [rep_of(1_600)], [replace(run, doubtful=True)])
    assert session_predictions(trial)
    assert session_predictions(doubted) == ()
    assert predictions([trial, doubted], 3, 1_600_000) == predictions([trial], 3, 1_600_000)
