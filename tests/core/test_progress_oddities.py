"""Laps that are worth a look, worked out by hand."""

from __future__ import annotations

from tests.core.by_hand import Run, pause, rep, repeats, results_of_runs
from trackclock.core.plan import PatternPart
from trackclock.core.progress.oddities import OddLap, odd_laps

EIGHTS = repeats(3, rep(800), pause(120))


def test_even_reps_have_none() -> None:
    assert odd_laps(results_of_runs(EIGHTS, [Run(160_000, (80_000,)), Run(162_000, (80_000,)), 158_000])) == ()


def test_a_mark_pressed_early_makes_its_lap_and_the_next_odd() -> None:
    # 60 s and 100 s beside four laps of 80 s: 25 % faster and 25 % slower.
    runs = [Run(160_000, (80_000,)), Run(160_000, (60_000,)), Run(160_000, (80_000,))]
    assert odd_laps(results_of_runs(EIGHTS, runs)) == (OddLap(3, 400_000, -25), OddLap(3, 800_000, 25))


def test_fifteen_percent_is_still_believed() -> None:
    runs = [Run(160_000, (80_000,)), Run(172_000, (80_000,)), Run(160_000, (80_000,))]
    assert odd_laps(results_of_runs(EIGHTS, runs)) == ()  # 92 s against 80 s


def test_a_rep_of_another_size_is_no_neighbour() -> None:
    steps = [*EIGHTS[:4], rep(200)]
    assert odd_laps(results_of_runs(steps, [Run(160_000, (80_000,)), Run(160_000, (80_000,)), 28_000])) == ()


def test_nothing_is_odd_beside_fewer_than_three_others() -> None:
    assert odd_laps(results_of_runs(repeats(3, rep(200), pause(60)), [30_000, 30_000, 60_000])) == ()
    odd = odd_laps(results_of_runs(repeats(4, rep(200), pause(60)), [30_000, 30_000, 30_000, 60_000]))
    assert odd == (OddLap(7, 200_000, 100),)


def test_sprints_and_jogs_are_not_odd() -> None:
    pattern = (PatternPart(100_000, "sprint"), PatternPart(100_000, "jog"))
    step = rep(800, pattern=pattern, lap_m=100)
    splits = (15_000, 55_000, 70_000, 110_000, 125_000, 165_000, 180_000)
    assert odd_laps(results_of_runs([step], [Run(220_000, splits)])) == ()


def test_a_rep_that_was_left_out_neither_is_odd_nor_makes_others_so() -> None:
    runs = [Run(160_000, (80_000,)), Run(160_000, (20_000,), excluded="fell"), Run(160_000, (80_000,))]
    assert odd_laps(results_of_runs(EIGHTS, runs)) == ()
