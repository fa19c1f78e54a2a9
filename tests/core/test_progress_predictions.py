"""Predictions against the published tables, and their limits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.by_hand import Run, exercise, pause, rep, repeats, session, timed_rep
from trackclock.core.limits import MILE_MM
from trackclock.core.plan import ByDistance, Step, StepKind, marks_mm
from trackclock.core.progress import METHODS, Method, PastSession, predictions
from trackclock.core.progress.formulas import (
    RIEGEL_EXPONENT,
    is_vdot_valid,
    riegel_time_ms,
    vdot_tenths,
    vdot_time_ms,
)
from trackclock.core.progress.predictions import mile_predictor, session_predictions, sum_of_best, time_trial

MILE = Step(StepKind.REP, ByDistance(MILE_MM), "1 mile", marks_mm=marks_mm(MILE_MM, 400_000))


@pytest.mark.parametrize(
    ("distance_mm", "time_ms", "tenths"),
    [(MILE_MM, 300_000, 594), (MILE_MM, 360_000, 484), (5_000_000, 1_200_000, 498)],
)
def test_vdot_is_that_of_the_published_tables(distance_mm: int, time_ms: int, tenths: int) -> None:
    assert vdot_tenths(distance_mm, time_ms) == tenths


def test_equal_vdot_gives_the_time_back() -> None:
    assert vdot_time_ms(MILE_MM, 330_000, MILE_MM) == 330_000
    mile = vdot_time_ms(5_000_000, 1_200_000, MILE_MM)
    assert mile is not None
    assert vdot_tenths(MILE_MM, mile) == 498
    # Daniels' table gives 5:50 to 5:51 for the mile at VDOT 50 and 49.8.
    assert 350_000 <= mile <= 352_500


def test_riegels_exponent() -> None:
    assert RIEGEL_EXPONENT == 1.06
    # 2 ** 1.06 = 2.0849315
    assert riegel_time_ms(5_000_000, 1_200_000, 10_000_000) == 2_501_918
    assert riegel_time_ms(MILE_MM, 330_000, MILE_MM) == 330_000


@pytest.mark.parametrize(
    ("distance_mm", "time_ms", "wanted_mm"),
    [
        (800_000, 140_000, MILE_MM),
        (MILE_MM, 209_999, 3_000_000),
        (5_000_000, 1_200_000, 400_000),
        (42_195_000, 13_800_001, MILE_MM),
    ],
)
def test_riegel_is_silent_outside_his_range(distance_mm: int, time_ms: int, wanted_mm: int) -> None:
    assert riegel_time_ms(distance_mm, time_ms, wanted_mm) is None


@pytest.mark.parametrize(
    ("distance_mm", "time_ms", "wanted_mm"),
    [
        (1_000_000, 215_000, MILE_MM),
        (5_000_000, 1_200_000, 800_000),
        (5_000_000, 2_400_000, MILE_MM),
        (50_000_000, 14_000_000, MILE_MM),
    ],
)
def test_vdot_is_silent_outside_its_tables(distance_mm: int, time_ms: int, wanted_mm: int) -> None:
    assert vdot_time_ms(distance_mm, time_ms, wanted_mm) is None


@given(st.integers(236_000, 480_000), st.sampled_from([1_500_000, 3_000_000, 5_000_000, 10_000_000]))
def test_vdot_there_and_back_again(mile_ms: int, distance_mm: int) -> None:
    there = vdot_time_ms(MILE_MM, mile_ms, distance_mm)
    if there is None:
        assert not is_vdot_valid(MILE_MM, mile_ms) or vdot_tenths(MILE_MM, mile_ms) in (300, 301, 849, 850)
        return
    back = vdot_time_ms(distance_mm, there, MILE_MM)
    assert back is None or abs(back - mile_ms) <= 2


def predictor(*times_ms: int, recovery_s: int = 300) -> PastSession:
    return session("p", 100, repeats(len(times_ms), rep(600), pause(recovery_s)), [*times_ms])


def test_the_mean_of_four_600s() -> None:
    found = mile_predictor(predictor(122_000, 123_000, 124_000, 123_000))
    assert found is not None
    # 123 s * 1609.344 / 600 = 329.91552 s
    assert (found.time_ms, found.sessions, found.day) == (329_916, ("p",), 100)
    assert found.facts.name == "Mean of 4 x 600 m with 5 min"


def test_the_mean_of_600s_is_silent_for_anything_else() -> None:
    assert mile_predictor(predictor(122_000, 123_000, 124_000)) is None
    assert mile_predictor(predictor(*[122_000] * 5)) is None
    assert mile_predictor(predictor(*[122_000] * 4, recovery_s=240)) is None
    assert session_predictions(predictor(*[122_000] * 4), 3_000_000) == ()
    excluded = session(
        "p", 1, repeats(4, rep(600), pause(300)), [122_000, 122_000, Run(99_000, excluded="cut"), 122_000]
    )
    assert mile_predictor(excluded) is None


def test_a_longer_rest_than_prescribed_spoils_the_predictor() -> None:
    good = predictor(*[122_000] * 4)
    for recovery_ms, is_silent in ((330_000, False), (330_001, True), (269_999, True), (None, True)):
        last = replace(good.reps[3], recovery_ms=recovery_ms)
        assert (mile_predictor(replace(good, reps=(*good.reps[:3], last))) is None) is is_silent


def test_strides_belong_to_the_warm_up_of_a_time_trial() -> None:
    strides = repeats(4, rep(100), pause(90))
    found = time_trial(session("t", 1, [*strides, pause(300), MILE], [19_000] * 4 + [330_000]))
    assert found is not None
    assert found.time_ms == 330_000
    intervals = repeats(4, rep(400), pause(90))
    assert time_trial(session("t", 1, [*intervals, pause(300), MILE], [80_000] * 4 + [330_000])) is None
    assert time_trial(session("t", 1, strides, [19_000] * 4)) is None
    assert time_trial(session("t", 1, [timed_rep(30), pause(300), MILE], [30_000, 330_000])) is not None
    assert time_trial(session("t", 1, [exercise("a; b"), pause(300), MILE], [30_000, 330_000])) is None


def test_a_time_trial_is_one_plain_distance_run_hard() -> None:
    assert time_trial(session("t", 1, [MILE], [330_000])) is not None
    assert time_trial(session("t", 1, [MILE], [330_000], 6)) is None
    assert time_trial(session("t", 1, repeats(2, MILE, pause(300)), [330_000, Run(331_000, excluded="x")])) is None
    assert time_trial(session("t", 1, [MILE], [Run(None, skipped=True)])) is None


def miles() -> list[PastSession]:
    return [
        session("a", 80, [MILE], [Run(336_000, (84_000, 168_000, 252_500))]),
        session("b", 95, [MILE], [Run(335_000, (85_000, 170_000, 253_000))]),
    ]


def test_the_sum_of_the_best_laps() -> None:
    found = sum_of_best(miles())
    assert found is not None
    # Laps of a: 84, 84, 84.5, 83.5; of b: 85, 85, 83, 82.
    assert (found.time_ms, found.sessions, found.day) == (84_000 + 84_000 + 83_000 + 82_000, ("a", "b"), 95)


def test_one_mile_or_a_missed_mark_has_no_sum_of_best() -> None:
    assert sum_of_best(miles()[:1]) is None
    assert sum_of_best([*miles()[:1], session("c", 99, [MILE], [334_000])]) is None
    assert sum_of_best([session("d", 1, [rep(400)], [80_000]), session("e", 2, [rep(400)], [80_000])], 400_000) is None


def test_what_the_sessions_point_to() -> None:
    trial = session("t", 90, [rep(5_000)], [1_200_000])
    found = predictions([*miles(), predictor(*[123_000] * 4), trial], today=100)
    assert [(one.method, one.sessions) for one in found] == [
        (Method.MILE_PREDICTOR, ("p",)),
        (Method.VDOT, ("b",)),
        (Method.RIEGEL, ("b",)),
        (Method.SUM_OF_BEST, ("a", "b")),
    ]
    assert found[1].time_ms == found[2].time_ms == 335_000


def test_old_and_future_sessions_point_nowhere() -> None:
    assert predictions(miles(), today=138) == ()
    assert [one.method for one in predictions(miles(), today=94)] == [Method.VDOT, Method.RIEGEL]
    assert predictions(miles(), today=79) == ()


def test_an_800_points_nowhere() -> None:
    assert predictions([session("t", 99, [rep(800)], [150_000])], today=100) == ()


@pytest.mark.parametrize("method", list(Method))
def test_every_method_says_where_it_comes_from_and_where_it_holds(method: Method) -> None:
    facts = METHODS[method]
    assert all((facts.name, facts.source, facts.validity))
