"""A verdict says no more than the plan asked: what is judged, by which reps, and when there may be a cross."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.by_hand import Run, exercise, pause, rep, repeats, results_of_runs, timed_rep
from trackclock.core.comparisons import is_counting, size_key
from trackclock.core.figures import LEVEL_MS, cut
from trackclock.core.plan import Step, Target
from trackclock.core.progress import Aim, Verdict, VerdictState, verdicts_of
from trackclock.core.progress.verdict import EVEN_PERCENT
from trackclock.core.results import SessionResults, StepResult
from trackclock.formats.sentences import describe_verdict, describe_verdict_briefly
from trackclock.ui.report import short_verdict, verdict_sign

SIZES = ("400 m", "800 m")
AIMS = (
    None,
    Target("80% effort"),
    Target("1:20", 80_000, 80_000),
    Target("78-81", 78_000, 81_000),
    Target("each faster", each_faster=True),
    Target("1:20 and each faster", 80_000, 80_000, each_faster=True),
)


@st.composite
def sessions(draw: st.DrawFn) -> SessionResults:
    """Reps of two sizes, each size with an aim of its own; some left out, given up or in doubt."""
    aims = {metres: draw(st.sampled_from(AIMS)) for metres in (400, 800)}
    steps: list[Step] = []
    runs: list[Run | int] = []
    for index in range(draw(st.integers(1, 9))):
        metres = draw(st.sampled_from([400, 400, 800]))
        steps += [*([pause(90)] if index else []), rep(metres, aims[metres])]
        time_ms = 80_000 + 10 * draw(st.integers(-45, 45)) * draw(st.sampled_from([1, 1, 8]))
        odd = [Run(time_ms, excluded="wind"), Run(None, skipped=True), Run(3_000, doubtful=True)]
        runs.append(draw(st.sampled_from([time_ms] * 4 + odd)))
    return results_of_runs(steps, runs)


def counting(results: SessionResults, verdict: Verdict) -> list[StepResult]:
    return [result for result in results.steps if is_counting(result) and size_key(result.step) == verdict.size]


def times(results: SessionResults, verdict: Verdict) -> list[int]:
    return [cut(result.time_ms or 0) for result in counting(results, verdict)]


def is_off(result: StepResult) -> bool:
    """Whether a rep missed its target, by a second count."""
    target, time_ms = result.step.target, cut(result.time_ms or 0)
    if target is None or target.low_ms is None or target.high_ms is None:
        return False
    is_range = target.low_ms < target.high_ms
    return time_ms - target.high_ms >= LEVEL_MS or (is_range and target.low_ms - time_ms >= LEVEL_MS)


@given(sessions())
def test_there_is_a_cross_only_where_an_aim_of_the_plan_was_missed(results: SessionResults) -> None:
    for verdict in verdicts_of(results):
        reps, run_ms = counting(results, verdict), times(results, verdict)
        assert verdict.reps == len(reps), "what does not count is in no count"
        if verdict_sign(verdict)[0] != "✗":
            continue
        if verdict.aim is Aim.EACH_FASTER:
            assert all(result.step.target is not None and result.step.target.each_faster for result in reps)
            assert any(later - min(run_ms[:at]) >= LEVEL_MS for at, later in enumerate(run_ms) if at)
        else:
            assert verdict.aim is Aim.TARGET
            assert sum(map(is_off, reps)) * 2 > len(reps)


@given(sessions())
def test_each_size_is_judged_by_what_was_asked_of_it(results: SessionResults) -> None:
    found: dict[str, set[Aim]] = {}
    for verdict in verdicts_of(results):
        found.setdefault(verdict.size.describe(), set()).add(verdict.aim)
    for size in SIZES:
        reps = [one for one in results.steps if is_counting(one) and size_key(one.step).describe() == size]
        target = reps[0].step.target if reps else None
        expected = set()
        if target is not None and target.each_faster and len(reps) > 1:
            expected.add(Aim.EACH_FASTER)
        if target is not None and target.low_ms is not None:
            expected.add(Aim.TARGET)
        if not expected and len(reps) > 1:
            expected.add(Aim.EVEN)
        assert found.get(size, set()) == expected
    aims = [verdict.aim for verdict in verdicts_of(results)]
    assert aims == sorted(aims, key=lambda aim: aim is not Aim.EACH_FASTER), "the run is said first"


@given(sessions())
def test_targets_and_even_reps_are_counted_by_the_figures_in_sight(results: SessionResults) -> None:
    for verdict in verdicts_of(results):
        reps, run_ms = counting(results, verdict), times(results, verdict)
        if verdict.tally is not None:
            off = sum(map(is_off, reps))
            assert (verdict.tally.met, verdict.tally.reps) == (len(reps) - off, len(reps))
            assert (verdict.state is VerdictState.MET) == (not off)
            words = describe_verdict_briefly(verdict).split(": ")[1]
            assert words.startswith(f"{len(reps) - off} of {len(reps)} " if off else f"all {len(reps)} ")
        elif verdict.aim is Aim.EVEN:
            spread = max(run_ms) - min(run_ms)
            is_even = spread < LEVEL_MS or spread * 100 <= min(run_ms) * EVEN_PERCENT
            assert verdict.state is (VerdictState.MET if is_even else VerdictState.OPEN)
            assert f"within {spread // 1_000 % 60}.{spread % 1_000 // 10:02} s" in describe_verdict(verdict)
        is_each_faster = all(earlier - later >= LEVEL_MS for earlier, later in pairwise(run_ms))
        if verdict.aim is not Aim.EACH_FASTER:
            assert ("each faster" in describe_verdict(verdict)) == (is_each_faster and len(run_ms) > 2)


def with_words(name: str = "By hand", notes: str = "", step_note: str = "") -> SessionResults:
    step = replace(rep(400), notes=(step_note,) if step_note else ())
    results = results_of_runs(repeats(3, step, pause(90)), [80_000, 79_000, 81_000])
    return replace(results, plan=replace(results.plan, name=name, notes=notes))


@pytest.mark.parametrize(
    "words",
    [
        {"name": "800s, each faster than the last"},
        {"notes": "Begin slow. Each rep faster than the one before."},
        {"step_note": "get faster"},
        {"step_note": "every one a bit quicker"},
    ],
)
def test_the_own_words_of_a_workout_ask_for_it_as_well(words: dict[str, str]) -> None:
    [verdict] = verdicts_of(with_words(**words))
    assert (verdict.aim, verdict.state) == (Aim.EACH_FASTER, VerdictState.MISSED)


@pytest.mark.parametrize(
    "notes",
    ["", "Strong, not flat out: the last one looks like the first.", "Do not get faster.", "faster than goal pace"],
)
def test_what_asks_for_nothing_is_judged_for_nothing(notes: str) -> None:
    [verdict] = verdicts_of(with_words(notes=notes))
    assert verdict.aim is Aim.EVEN
    assert "✗" not in short_verdict(with_words(notes=notes))


def test_timed_reps_are_even_by_pace_and_exercises_are_never_judged() -> None:
    steps = [*repeats(2, timed_rep(60), pause(60)), pause(60), *repeats(2, exercise("5 squats"), pause(60))]
    runs: list[Run | int] = [Run(60_000, covered_m=300), Run(60_000, covered_m=303), 20_000, 25_000]
    [verdict] = verdicts_of(results_of_runs(steps, runs))
    assert describe_verdict(verdict) == "1:00: even, all 2 within 0.60 s"


def test_a_rep_that_is_to_be_no_faster_than_a_time_is_not_blamed_for_being_slower() -> None:
    target = Target("slower than 1:20", 80_000, 80_000)
    [verdict] = verdicts_of(results_of_runs(repeats(3, rep(400, target), pause(60)), [81_000, 85_000, 70_000]))
    assert describe_verdict(verdict) == "400 m: 2 of 3 on target (1:20), the farthest off 10.00 s too fast"


def test_the_sentences() -> None:
    def said(target: Target | None, *times_ms: int) -> list[str]:
        results = results_of_runs(repeats(len(times_ms), rep(400, target), pause(60)), times_ms)
        return [f"{verdict_sign(one)[0]} {describe_verdict(one)}" for one in verdicts_of(results)]

    single, between = Target("1:20", 80_000, 80_000), Target("78-80", 78_000, 80_000)
    assert said(None, 80_000, 79_900, 80_300) == ["✓ 400 m: even, all 3 within 0.40 s"]
    assert said(None, 80_000, 90_000) == ["  400 m: 2 reps within 10.00 s"]
    assert said(None, 80_000, 76_000, 72_000) == ["▼ 400 m: 3 reps within 8.00 s, each faster than the last"]
    assert said(single, 85_000) == ["✗ 400 m: not on target (1:20), 5.00 s too slow"]
    assert said(single, 75_000) == ["✓ 400 m: on target (1:20)"]
    assert said(single, 80_100, 79_000) == ["✓ 400 m: all 2 on target (1:20)"]
    assert said(between, 77_000, 79_000, 81_500) == [
        "✗ 400 m: 1 of 3 inside 1:18 to 1:20, the farthest off 1.50 s too slow"
    ]
    assert said(replace(single, each_faster=True), 80_000, 79_000, 79_500) == [
        "✗ 400 m: each faster than the last for 2 of 3 reps, then broken by rep 3 (+0.50 s on rep 2)",
        "✓ 400 m: all 3 on target (1:20)",
    ]
