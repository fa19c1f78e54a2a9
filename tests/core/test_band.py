"""What the band names from afar: in every session the rep that runs or comes next, counted once and the same way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.core.on_track import OPEN, Track, metres, plan_of, rep, seconds, sets_of
from tests.core.test_session_properties import run_plans, scripts
from trackclock.core import commands as ask
from trackclock.core.plan import Plan, Step, StepKind, Target
from trackclock.core.session import Phase, State
from trackclock.core.view import title_of
from trackclock.core.view.band import band_of, distance_text


def words(state: State) -> str:
    return "  ".join(piece.text for piece in band_of(state))


def by_rank(state: State) -> list[str]:
    """What is named, in the order in which it goes where there is no room."""
    return [piece.text for piece in sorted(band_of(state), key=lambda piece: -piece.rank)]


def aimed(text: str, low_ms: int, high_ms: int) -> Target:
    return Target(text, low_ms, high_ms)


EIGHTS = plan_of(
    [
        replace(step, target=aimed("2:44", 164_000, 164_000)) if step.kind is StepKind.REP else step
        for step in sets_of(2, 3, metres(800), seconds(120), seconds(300))
    ]
)


def test_a_rep_is_named_with_its_number_and_target_and_a_recovery_with_the_next_one() -> None:
    track = Track(EIGHTS)
    assert words(track.state(0)) == "SET 1/2  1/3  800  @ 2:44"
    track.press(0)
    assert words(track.state(20)) == "SET 1/2  1/3  800  @ 2:44"
    assert by_rank(track.state(20)) == ["@ 2:44", "SET 1/2", "800", "1/3"]
    track.press(85, 166)
    assert words(track.state(200)) == "SET 1/2  2/3  800  @ 2:44"
    assert by_rank(track.state(200)) == ["SET 1/2", "2/3", "@ 2:44", "800"]
    assert by_rank(track.state(290))[-1] == "2/3", "and in the rep itself its number stays longest again"


@pytest.mark.parametrize(
    ("end", "named"),
    [
        (metres(5000), "5000"),
        (seconds(600), "10 MIN"),
        (seconds(20), "20 S"),
        (seconds(90), "1:30"),
        (OPEN, ""),
    ],
)
def test_how_far_else_how_long_else_what_it_is_called(end: object, named: str) -> None:
    state = Track(plan_of([rep(end)])).state(0)  # type: ignore[arg-type]
    [piece] = band_of(state)
    is_name = end is OPEN
    assert (piece.text, piece.is_name) == (state.steps[0].step.label if is_name else named, is_name)


def test_a_mile_is_a_mile_and_metres_have_no_unit() -> None:
    assert distance_text(1_609_344) == "1 MILE"
    assert distance_text(409_344) == "409.344"


@pytest.mark.parametrize(
    ("target", "named"),
    [
        (aimed("78-80", 78_000, 80_000), "@ 1:18-1:20"),
        (aimed("33", 33_000, 33_000), "@ 33"),
        (aimed("goal pace", 33_250, 33_250), "@ 33.2"),
        (Target("80 % effort"), ""),
    ],
)
def test_a_target_is_the_time_that_is_wanted(target: Target, named: str) -> None:
    state = Track(plan_of([replace(rep(metres(200)), target=target)])).state(0)
    assert words(state).removeprefix("200").strip() == named


def single(end: object, group: int) -> Step:
    return replace(rep(end), group=group, block=group)  # type: ignore[arg-type]


def test_a_single_rep_between_sets_of_three_is_not_counted_and_single_reps_are_among_themselves() -> None:
    steps = [*sets_of(1, 3, metres(800), None), single(seconds(600), 901), *sets_of(1, 3, metres(200), None, block=2)]
    track = Track(plan_of(steps))
    titles = []
    for run in track.state(0).steps:
        state = replace(track.state(0), phase=Phase.RUNNING, index=run.uid)
        titles.append(title_of(state).partition(" · ")[0])
    assert titles == [*(f"REP {n} of 3" for n in (1, 2, 3)), "REP", *(f"REP {n} of 3" for n in (1, 2, 3))]
    ladder = Track(plan_of([single(seconds(s), 900) for s in (20, 30, 40, 30, 20)]))
    assert words(replace(ladder.state(0), phase=Phase.RUNNING, index=3)) == "4/5  30 S"


@settings(max_examples=150, deadline=None)
@given(plan=run_plans(), script=scripts)
def test_in_any_session_it_names_the_rep_that_runs_or_comes_next(
    plan: Plan, script: list[tuple[int, ask.Command]]
) -> None:
    track, at_ms = Track(plan).press(0), 0
    for gap, command in script:
        at_ms += gap
        track.do(command, at_ms / 1_000)
        state = track.state(at_ms / 1_000)
        pieces = {piece.text for piece in band_of(state)}
        ahead = state.steps[max(0, state.index + (state.go_ms is not None)) :]
        reps = [run.step for run in ahead if run.step.kind is StepKind.REP]
        if state.phase not in (Phase.READY, Phase.RUNNING) or not reps:
            assert not pieces
            continue
        if (reps[0].reps or 1) > 1:
            assert f"{reps[0].rep}/{reps[0].reps}" in pieces
        if (reps[0].sets or 1) > 1:
            assert f"SET {reps[0].set}/{reps[0].sets}" in pieces
        if reps[0].distance_mm is not None:
            assert distance_text(reps[0].distance_mm) in pieces
        ranks = [piece.rank for piece in band_of(state)]
        assert len(set(ranks)) == len(ranks), "no two of one rank: what goes first is certain"
