"""Runs of ever faster reps, fade, spread, splits, recoveries: each number worked out by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.by_hand import Run, exercise, pause, rep, repeats, results_of_runs, timed_rep, warmup
from trackclock.core.figures import difference
from trackclock.core.plan import Open, Target
from trackclock.core.progress import (
    FasterRun,
    Outcome,
    RecoveryTaken,
    RunState,
    SplitShape,
    TargetTally,
    faster_runs,
    recoveries_of,
    rep_splits,
    summary_of,
)


def run(*times_ms: int) -> FasterRun:
    [only] = faster_runs(results_of_runs(repeats(len(times_ms), rep(400), pause(90)), times_ms))
    return only


def test_each_faster_than_the_last_is_kept() -> None:
    found = run(80_000, 79_800, 79_000, 78_000)
    assert (found.state, found.run, found.longest, found.broke_at) == (RunState.KEPT, 4, 4, None)
    assert [one.outcome for one in found.reps] == [Outcome.FIRST, *[Outcome.FASTER] * 3]
    assert [one.delta and one.delta.shown_ms for one in found.reps] == [None, -200, -800, -1_000]


def test_a_level_rep_holds_the_run_but_does_not_keep_it() -> None:
    found = run(80_000, 79_000, 79_199, 78_000)
    assert (found.state, found.run) == (RunState.HELD, 4)
    assert found.reps[2].outcome is Outcome.LEVEL


def test_a_slower_rep_breaks_it_and_starts_a_new_run() -> None:
    found = run(80_000, 79_000, 79_200, 78_000, 77_000, 76_000)
    assert (found.state, found.run, found.longest) == (RunState.BROKEN, 2, 4)
    # Reps and recoveries alternate: the third rep is the fifth step.
    assert found.broke_at == 5


def test_creeping_up_by_less_than_can_be_told_breaks_it_all_the_same() -> None:
    found = run(80_000, 80_150, 80_300)
    assert [one.outcome for one in found.reps] == [Outcome.FIRST, Outcome.LEVEL, Outcome.SLOWER]


def test_sizes_are_judged_apart_and_single_ones_not_at_all() -> None:
    steps = [*repeats(2, rep(800), pause(120)), pause(180), *repeats(2, rep(400), pause(90)), pause(60), rep(200)]
    found = faster_runs(results_of_runs(steps, [165_000, 164_000, 75_000, 76_000, 35_000]))
    assert [(one.size.describe(), one.state) for one in found] == [
        ("800 m", RunState.KEPT),
        ("400 m", RunState.BROKEN),
    ]


def test_reps_that_do_not_count_are_passed_over() -> None:
    runs: list[Run | int] = [80_000, Run(90_000, excluded="fell"), Run(None, skipped=True), 79_000]
    [found] = faster_runs(results_of_runs(repeats(4, rep(400), pause(90)), runs))
    assert found.state is RunState.KEPT
    assert [one.position for one in found.reps] == [1, 7]


def test_timed_reps_are_judged_by_their_distances_and_exercises_never() -> None:
    steps = [*repeats(3, timed_rep(60), pause(60)), pause(60), *repeats(2, exercise("5 squats"), pause(60))]
    runs: list[Run | int] = [Run(60_000, covered_m=300), Run(60_000, covered_m=310), Run(60_000), 20_000, 25_000]
    [found] = faster_runs(results_of_runs(steps, runs))
    assert found.state is RunState.KEPT
    # 310 m take 62.0 s at the pace of 300 m in 60 s.
    assert [one.delta and one.delta.shown_ms for one in found.reps] == [None, -2_000]


@given(st.lists(st.integers(60_000, 90_000), min_size=2, max_size=12))
def test_a_run_agrees_with_its_outcomes(times: list[int]) -> None:
    found = run(*times)
    outcomes = [one.outcome for one in found.reps]
    assert (found.state is RunState.BROKEN) == (Outcome.SLOWER in outcomes)
    assert (found.state is RunState.KEPT) == all(
        difference(later, earlier).is_faster for earlier, later in pairwise(times)
    )
    assert 1 <= found.run <= found.longest <= len(times)
    assert (found.run == len(times)) == (found.broke_at is None)


@pytest.mark.parametrize(
    ("distance_m", "splits", "time_ms", "difference_ms", "shape"),
    [
        (800, (82_000,), 160_000, -4_000, SplitShape.NEGATIVE),
        (800, (80_000,), 163_000, 3_000, SplitShape.POSITIVE),
        (800, (80_000,), 160_199, 199, SplitShape.EVEN),
        # Shown as 1:20.00 and 1:20.20.
        (800, (80_009,), 160_209, 191, SplitShape.POSITIVE),
        # 300 m lie a quarter of the way from 200 to 600: 36 + 80 / 4 = 56 s, then 60 s.
        (600, (36_000,), 116_000, 4_000, SplitShape.POSITIVE),
    ],
)
def test_positive_and_negative_splits(
    distance_m: int, splits: tuple[int, ...], time_ms: int, difference_ms: int, shape: SplitShape
) -> None:
    results = results_of_runs([rep(distance_m)], [Run(time_ms, splits)])
    found = rep_splits(results.steps[0])
    assert found is not None
    assert (found.difference_ms, found.shape) == (difference_ms, shape)


def test_halves_are_unknown_without_an_inner_mark() -> None:
    results = results_of_runs([rep(400), pause(60), rep(800)], [80_000, 165_000])
    assert [rep_splits(result) for result in results.steps] == [None, None, None]


def test_recoveries_stand_beside_what_was_prescribed() -> None:
    steps = [warmup(), rep(400), pause(90), rep(400), pause(Open()), rep(400)]
    taken = recoveries_of(results_of_runs(steps, [80_000, 80_000, 80_000]))
    assert taken == (RecoveryTaken(4, 90_000, 90_000), RecoveryTaken(6, 60_000, None))


def test_a_summary_adds_up() -> None:
    target = Target("78-80", 78_000, 80_000)
    steps = [warmup(), *repeats(4, rep(400, target), pause(90)), pause(120), timed_rep(60)]
    runs: list[Run | int] = [77_000, 80_150, Run(82_000, excluded="wind"), 81_000, Run(60_000, covered_m=310)]
    summary = summary_of(results_of_runs(steps, runs))
    assert (summary.reps, summary.excluded, summary.skipped) == (5, 1, 0)
    assert summary.work_mm == 1_910_000
    assert summary.work_ms == 77_000 + 80_150 + 82_000 + 81_000 + 60_000
    assert summary.recovery_ms == 3 * 90_000 + 120_000
    assert summary.elapsed_ms == 600_000 + summary.work_ms + summary.recovery_ms
    assert summary.target == TargetTally(faster=1, inside=1, slower=1, met=1, worst=difference(77_000, 78_000))
    first, second = summary.sizes
    assert (first.count, first.best_ms, first.fade_ms, first.spread_ms) == (3, 77_000, 4_000, 4_000)
    assert first.mean_ms == 79_383
    assert (second.count, second.fade_ms, second.mean_covered_mm) == (1, None, 310_000)


def test_fade_is_the_last_against_the_first_and_spread_the_slowest_against_the_fastest() -> None:
    summary = summary_of(results_of_runs(repeats(4, rep(400), pause(90)), [80_000, 83_000, 78_000, 79_000]))
    assert (summary.sizes[0].fade_ms, summary.sizes[0].spread_ms) == (-1_000, 5_000)


def test_exercises_have_neither_fade_nor_spread() -> None:
    summary = summary_of(results_of_runs(repeats(2, exercise("5 squats"), pause(60)), [20_000, 40_000]))
    assert (summary.sizes[0].count, summary.sizes[0].fade_ms, summary.sizes[0].spread_ms) == (2, None, None)


def test_a_session_without_reps_has_an_empty_summary() -> None:
    summary = summary_of(results_of_runs([warmup()], []))
    assert (summary.reps, summary.work_mm, summary.sizes, summary.verdicts, summary.target) == (0, 0, (), (), None)


def test_a_skipped_rep_was_not_run() -> None:
    summary = summary_of(results_of_runs(repeats(2, rep(400), pause(90)), [80_000, Run(None, skipped=True)]))
    assert (summary.reps, summary.skipped, summary.work_mm) == (1, 1, 400_000)
