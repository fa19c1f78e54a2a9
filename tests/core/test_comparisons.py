"""Deltas and the generators behind them, each number worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.by_hand import Run, exercise, pause, rep, repeats, results_of_runs, timed_rep, warmup
from tests.oracles import like_history
from trackclock.core.comparisons import (
    COMPARISONS,
    NO_DELTAS,
    NO_HISTORY,
    Band,
    Comparison,
    ComparisonGenerator,
    Deltas,
    LikeHistory,
    LikeKey,
    PastRep,
    RepContext,
    SizeKey,
    SizeKind,
    delta_between,
    deltas_at,
    deltas_of,
    like_keys,
    past_reps,
)
from trackclock.core.comparisons.average import AVERAGE
from trackclock.core.comparisons.best import BEST
from trackclock.core.comparisons.last_session import LAST_SESSION
from trackclock.core.comparisons.rounding import divide
from trackclock.core.comparisons.target import TARGET
from trackclock.core.figures import Delta
from trackclock.core.plan import Target

KEY_800 = LikeKey(SizeKey(SizeKind.DISTANCE, 800_000), "-", 1)


def past(session: str, time_ms: int, half_ms: int, day: int = 0) -> PastRep:
    return PastRep(session, day, 1, KEY_800, time_ms, ((400_000, half_ms), (800_000, time_ms)))


def test_the_first_rep_of_a_first_session_has_no_deltas() -> None:
    results = results_of_runs([rep(800)], [165_210])
    assert deltas_of(results, {}) == (NO_DELTAS,)


def test_a_rep_is_held_against_the_one_before() -> None:
    results = results_of_runs(repeats(3, rep(800), pause(120)), [165_000, 164_200, 166_000])
    assert [deltas.exact_ms()["previous_rep"] for deltas in deltas_of(results, {})] == [None, None, -800, None, 1_800]


def test_a_400_is_never_held_against_an_800() -> None:
    steps = [rep(800), pause(60), rep(400), pause(60), rep(800)]
    results = results_of_runs(steps, [165_000, 75_000, 166_000])
    assert [deltas.exact_ms()["previous_rep"] for deltas in deltas_of(results, {})] == [None, None, None, None, 1_000]


@pytest.mark.parametrize(
    "second",
    [Run(None, skipped=True), Run(150_000, excluded="wind"), Run(150_000, skipped=True), Run(None)],
)
def test_a_rep_that_does_not_count_is_held_against_nothing_and_serves_as_nothing(second: Run) -> None:
    results = results_of_runs(
        repeats(3, rep(800, Target("2:44", 164_000, 164_000)), pause(120)), [165_000, second, 164_000]
    )
    deltas = deltas_of(results, {})
    assert deltas[2] == NO_DELTAS
    assert deltas[4].exact_ms()["previous_rep"] == -1_000


@pytest.mark.parametrize(
    ("time_ms", "delta"),
    [(77_999, -1), (78_000, 0), (79_000, 0), (80_000, 0), (80_001, 1), (75_500, -2_500)],
)
def test_a_target_range_has_a_delta_to_the_nearer_bound(time_ms: int, delta: int) -> None:
    results = results_of_runs([rep(400, Target("78-80", 78_000, 80_000))], [time_ms])
    assert deltas_at(results, 0).exact_ms()["target"] == delta


def test_an_effort_without_a_time_has_no_target_delta() -> None:
    results = results_of_runs([rep(100, Target("80 % effort"))], [15_000])
    assert deltas_at(results, 0).against(TARGET) is None


def test_against_the_newest_earlier_session_and_against_the_best() -> None:
    history = like_history([past("c", 166_000, 82_000), past("b", 160_000, 79_000), past("a", 165_000, 80_000)])
    results = results_of_runs([warmup(), rep(800)], [161_000])
    deltas = deltas_of(results, {KEY_800: history})
    assert deltas == (
        NO_DELTAS,
        Deltas(
            (
                (LAST_SESSION, Delta(161_000, 166_000, 166_000)),
                (BEST, Delta(161_000, 160_000, 160_000, is_against_best=True)),
            )
        ),
    )
    assert deltas[1].exact_ms() == {"previous_rep": None, "target": None, "last_session": -5_000, "best": 1_000}


def test_of_two_equal_bests_the_earlier_one_keeps_the_title() -> None:
    best = like_history([past("b", 160_000, 79_000), past("a", 160_000, 80_000)]).best
    assert best is not None
    assert best.session_id == "a"


def test_timed_reps_have_no_delta_without_distances() -> None:
    results = results_of_runs(repeats(2, timed_rep(60), pause(60)), [60_000, Run(60_000, covered_m=300)])
    assert [deltas.exact_ms()["previous_rep"] for deltas in deltas_of(results, {})] == [None, None, None]


def test_timed_reps_are_compared_by_the_distance_covered() -> None:
    runs = [Run(60_000, covered_m=300), Run(60_000), Run(60_000, covered_m=320)]
    results = results_of_runs(repeats(3, timed_rep(60), pause(60)), runs)
    # At the pace of 300 m in 60 s, 320 m take 64 s.
    assert deltas_of(results, {})[4].exact_ms()["previous_rep"] == -4_000


@pytest.mark.parametrize("label", ["5 squats", "foam roll", "hill"])
def test_an_open_rep_is_held_against_nothing(label: str) -> None:
    steps = repeats(2, exercise(label), pause(60))
    before = past_reps("a", 0, results_of_runs(steps, [20_000, 19_000]))
    assert [(one.time_ms, one.is_comparable) for one in before] == [(20_000, False), (19_000, False)]
    history = {one.key: like_history([one]) for one in before}
    assert set(history.values()) == {NO_HISTORY}
    results = results_of_runs(steps, [18_000, 17_000])
    assert set(deltas_of(results, history)) == {NO_DELTAS}
    assert delta_between(before[1], before[0]) is None
    for comparison in COMPARISONS:
        assert comparison.generate(RepContext(steps[2], results.steps[:2])) is None


def test_a_hill_without_a_distance_may_have_a_target_an_exercise_not() -> None:
    hill, squats = (replace(exercise(label), target=Target("20", 20_000, 20_000)) for label in ("hill", "5 squats"))
    results = results_of_runs([hill, pause(60), squats], [19_000, 18_000])
    assert [deltas.exact_ms()["target"] for deltas in deltas_of(results, {})] == [-1_000, None, None]


def test_a_hill_is_never_held_against_the_flat() -> None:
    steps = [rep(100), pause(60), replace(rep(100), label="100 m hill"), pause(60), rep(100), pause(60)]
    steps.append(replace(rep(100), label="100 m", notes=("steep hill",)))
    results = results_of_runs(steps, [15_000, 20_000, 14_000, 19_000])
    assert [deltas.exact_ms()["previous_rep"] for deltas in deltas_of(results, {})][::2] == [None, None, -1_000, -1_000]
    assert [one.key.as_text() for one in past_reps("a", 0, results)] == [
        "d100000|-|1",
        "d100000 hill|t60000|1",
        "d100000|t60000|1",
        "d100000 hill|t60000|2",
    ]


def test_a_doubtful_rep_is_held_against_nothing_and_nothing_against_it() -> None:
    runs: list[Run | int] = [160_000, Run(3_000, doubtful=True), 161_000]
    results = results_of_runs(repeats(3, rep(800, Target("2:44", 164_000, 164_000)), pause(120)), runs)
    history = dict.fromkeys(like_keys(results.plan.steps), like_history([past("a", 164_000, 80_000)]))
    found = deltas_of(results, {key: past for key, past in history.items() if key is not None})
    assert found[2] == NO_DELTAS
    assert found[4].exact_ms() == {
        "previous_rep": 1_000,
        "target": -3_000,
        "last_session": -3_000,
        "best": -3_000,
    }


def test_past_reps_are_only_those_that_count() -> None:
    steps = [warmup(), *repeats(3, rep(800), pause(120))]
    runs = [Run(165_000, (82_000,)), Run(160_000, excluded="short cut"), Run(164_000)]
    reps = past_reps("id", 20_000, results_of_runs(steps, runs))
    assert [(one.position, one.key.as_text(), one.time_ms, one.splits, one.recovery_ms) for one in reps] == [
        (2, "d800000|-|1", 165_000, ((400_000, 82_000), (800_000, 165_000)), None),
        (6, "d800000|t120000|2", 164_000, ((800_000, 164_000),), 120_000),
    ]


def test_the_best_of_timed_reps_is_the_one_that_covered_most() -> None:
    key = LikeKey(SizeKey(SizeKind.TIME, 60_000), "-", 1)
    reps = [PastRep(name, 0, 1, key, 60_000, (), mm) for name, mm in (("c", None), ("b", 310_000), ("a", 300_000))]
    history = like_history(reps)
    assert history.best is reps[1]
    assert history.last is reps[1]


def test_targets_at_marks_by_even_pace() -> None:
    comparison = TARGET.generate(RepContext(rep(600, Target("1:48-1:51", 108_000, 111_000))))
    assert comparison is not None
    assert comparison.marks == ((200_000, Band(36_000, 37_000)), (600_000, Band(108_000, 111_000)))


def test_targets_at_marks_by_the_laps_that_were_named() -> None:
    target = Target("80, 76, 74", 230_000, 230_000, laps_ms=(80_000, 76_000, 74_000))
    comparison = TARGET.generate(RepContext(rep(1_200, target)))
    assert comparison is not None
    assert [band.low_ms for _, band in comparison.marks] == [80_000, 156_000, 230_000]


def test_laps_that_do_not_fit_the_marks_give_way_to_even_pace() -> None:
    target = Target("80, 76, 74", 230_000, 230_000, laps_ms=(80_000, 76_000, 74_000))
    comparison = TARGET.generate(RepContext(rep(800, target)))
    assert comparison is not None
    assert [band.low_ms for _, band in comparison.marks] == [115_000, 230_000]


def test_the_average_is_the_mean_at_each_mark_of_the_newest_rep() -> None:
    lacking = PastRep("a", 0, 1, KEY_800, 168_000, ((800_000, 168_000),))
    history = LikeHistory((past("c", 160_000, 79_000), past("b", 164_000, 83_000), lacking))
    comparison = AVERAGE.generate(RepContext(rep(800), history=history))
    # The rep without a mark at 400 is taken to have passed it at half its time: (79 + 83 + 84) / 3 = 82.
    assert comparison == Comparison(
        Band(164_000, 164_000),
        ((400_000, Band(82_000, 82_000)), (800_000, Band(164_000, 164_000))),
    )


def test_the_average_of_timed_reps_is_that_of_their_distances() -> None:
    key = LikeKey(SizeKey(SizeKind.TIME, 60_000), "-", 1)
    reps = tuple(PastRep("a", 0, 1, key, 60_000, (), mm) for mm in (300_000, 310_000))
    comparison = AVERAGE.generate(RepContext(timed_rep(60), history=LikeHistory(reps)))
    assert comparison is not None
    assert comparison.covered_mm == 305_000


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_every_comparison_has_a_name_and_is_absent_without_a_past(comparison: ComparisonGenerator) -> None:
    assert comparison.kind
    assert comparison.name
    assert comparison.short_name
    assert comparison.generate(RepContext(rep(800))) is None


def test_a_comparison_is_interpolated_between_its_marks_and_has_nothing_beyond() -> None:
    comparison = Comparison(
        Band(160_000, 160_000),
        ((400_000, Band(70_000, 70_000)), (800_000, Band(160_000, 160_000))),
    )
    assert comparison.band_at(200_000) == Band(35_000, 35_000)
    assert comparison.band_at(600_000) == Band(115_000, 115_000)
    assert comparison.band_at(800_001) is None


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_divide_is_never_more_than_a_half_away(numerator: int, denominator: int) -> None:
    assert abs(2 * (divide(numerator, denominator) * denominator - numerator)) <= denominator
    assert divide(-numerator, -denominator) == divide(numerator, denominator)
