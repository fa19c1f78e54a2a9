"""A session is parted without a gap or an overlap, to the millisecond, whatever happened in it."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.on_track import OPEN, Track, easy, metres, plan_of, rep, seconds, sets_of
from tests.core.test_session_properties import run_plans
from trackclock.core import commands as ask
from trackclock.core.commands import Command
from trackclock.core.events import GoTakenBack, RepRestarted
from trackclock.core.pauses import Pause
from trackclock.core.plan import ByTime, Plan, StepKind
from trackclock.core.progress.volume import distance_run_mm, volume_of
from trackclock.core.session import Accepted, results_of
from trackclock.core.session.shortening import can_be_shortened
from trackclock.core.stretches import Parted, parted

LIVE: tuple[Command, ...] = (
    *(ask.FinishRep(), ask.CountAsNextMark(), ask.CountRefused(), ask.MoveLastMark(-500), ask.MoveLastMark(500)),
    *(
        ask.NotReady(),
        ask.Skip(),
        ask.AddRep(),
        ask.AddSet(),
        ask.DropReps(),
        ask.DropSets(),
        ask.Undo(True),
        ask.Redo(),
    ),
    *[ask.TogglePause()] * 6,
)


def script(seed: int) -> list[tuple[int, Command]]:
    """What a runner does who mostly presses when it is time, as (gap, command)."""
    chance = Random(seed)
    commands = (ask.Press() if chance.random() < 0.75 else chance.choice(LIVE) for _ in range(chance.randint(1, 30)))
    return [(chance.choice((chance.randint(0, 9_000), chance.randint(9_000, 99_999))), command) for command in commands]


scripts = st.integers(0, 2**32).map(script)
"""Richer than what is drawn command by command, which is mostly short."""


@st.composite
def repairs(draw: st.DrawFn, track: Track, at_ms: int) -> None:
    """What the runner makes of a session afterwards: distances given, steps shortened, marks moved, deleted, put in."""
    for _ in range(draw(st.integers(0, 4))):
        results = results_of(track.plan, track.log)
        reps = [step for step in results.steps if step.step.kind is StepKind.REP]
        presses = [split.seq for step in reps for split in step.splits if split.seq is not None]
        wanted: list[st.SearchStrategy[Command]] = [st.just(ask.Undo(True)), st.just(ask.Redo())]
        if timed := [step.uid for step in reps if isinstance(step.step.end, ByTime)]:
            wanted.append(st.builds(ask.GiveDistance, st.sampled_from(timed), st.sampled_from([None, 1, 137_005])))
        if presses:
            wanted.append(st.builds(ask.DeletePress, st.sampled_from(presses)))
            wanted.append(st.builds(ask.MoveMark, st.sampled_from(presses), st.integers(0, 200_000)))
            wanted.append(st.builds(ask.InsertPress, st.integers(0, at_ms)))
        if reps:
            wanted.append(st.builds(ask.ExcludeRep, st.sampled_from([step.uid for step in reps]), st.just("why")))
        if left := can_be_shortened(track.plan, track.log):
            uids = st.sampled_from(sorted(left))
            wanted.append(uids.flatmap(lambda uid: st.builds(ask.ShortenStep, st.just(uid), st.integers(1, 9_000))))
        track.do(draw(st.one_of(wanted)), at_ms / 1_000)


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    """Any session: paused, skipped, undone, stopped and carried on, left as it was, mended."""
    track = Track(draw(run_plans()))
    track.press(0)
    at_ms = 0
    for _ in range(draw(st.integers(1, 2))):
        for gap, command in draw(scripts):
            at_ms += gap
            track.do(command, at_ms / 1_000)
        if draw(st.booleans()):
            track.do(ask.Stop(), at_ms / 1_000)
        at_ms += draw(st.integers(0, 90_000))
        if draw(st.booleans()):
            track.do(ask.CarryOn(), at_ms / 1_000)
    if draw(st.integers(0, 3)):
        track.see(at_ms / 1_000)
    draw(repairs(track, at_ms))
    return track


def check(found: Parted) -> None:
    """What holds of any session: pieces that abut and add up, and pauses that lie within it."""
    ended_ms = found.results.ended_ms
    pieces = found.stretches
    assert pieces[0].started_ms == 0
    assert pieces[-1].ended_ms == ended_ms
    assert all(earlier.ended_ms == later.started_ms for earlier, later in pairwise(pieces))
    assert all(0 <= piece.paused_ms <= piece.elapsed_ms for piece in pieces)
    assert sum(piece.elapsed_ms for piece in pieces) == ended_ms
    assert all(pause.end_ms <= later.start_ms for pause, later in pairwise(found.pauses))
    paused_ms = sum(pause.length_ms for pause in found.pauses)
    assert sum(piece.timer_ms for piece in pieces) == ended_ms - paused_ms


@settings(max_examples=80, deadline=None)
@given(track=tracks())
def test_any_session_is_parted_to_the_millisecond(track: Track) -> None:
    found = parted(track.plan, track.log)
    check(found)
    results = results_of(track.plan, track.log)
    assert found.results == results
    is_begun_anew = any(isinstance(entry.event, RepRestarted | GoTakenBack) for entry in track.log)
    left = iter(found.stretches if found.stretches[0].result is not None else found.stretches[1:])
    piece = next(left, None)
    for result in results.steps:
        own = []
        while piece is not None and piece.result == result:
            own.append(piece)
            piece = next(left, None)
        assert own, "every step is there"
        assert own[0].started_ms == result.started_ms
        laps = [one for one in own if one.split is not None]
        assert [one.timer_ms for one in laps] == [split.lap_ms for split in result.splits]
        assert [one.split for one in laps] == list(result.splits)
        assert [one.lap for one in own] == [*range(1, len(laps) + 1), *([None] * (len(own) - len(laps)))]
        # A step that a rep goes back to when it begins anew does not know what that rep was paused for.
        if result.time_ms is not None and not result.skipped and not is_begun_anew:
            timed_ms = sum(one.elapsed_ms if result.step.is_pause else one.timer_ms for one in own)
            assert timed_ms == result.time_ms + (result.deserted_ms if result.step.is_pause else 0)
        known_mm = [one.distance_mm for one in own if one.distance_mm is not None]
        assert all(distance_mm > 0 for distance_mm in known_mm)
        if (whole_mm := distance_run_mm(result)) is not None and known_mm:
            assert sum(known_mm) == whole_mm
    assert piece is None


def test_what_a_rep_of_laps_a_skipped_one_and_a_pause_come_to() -> None:
    plan = plan_of(
        [easy(StepKind.WARMUP, OPEN), *sets_of(1, 2, metres(800), seconds(60)), easy(StepKind.COOLDOWN, OPEN)],
        get_ready_ms=5_000,
    )
    track = Track(plan).press(0, 100)  # the warm-up; GO at 105
    track.press(185, 270)
    track.do(ask.TogglePause(), 280)
    track.do(ask.TogglePause(), 300.5)
    track.press(435.25)  # the first lap of the second rep, which began at 350.5
    track.do(ask.Skip(), 470)
    track.do(ask.Stop(), 500)
    found = parted(plan, track.log)
    check(found)
    assert [(one.elapsed_ms, one.paused_ms, one.distance_mm, one.lap) for one in found.stretches] == [
        (105_000, 0, None, None),
        (80_000, 0, 400_000, 1),
        (85_000, 0, 400_000, 2),
        (80_500, 20_500, None, None),
        (84_750, 0, 400_000, 1),
        (34_750, 0, None, None),
        (30_000, 0, None, None),
    ]
    assert found.pauses == (Pause(280_000, 20_500),)


def test_the_countdown_before_the_first_rep_is_a_piece_of_its_own_paused_or_not() -> None:
    track = Track(plan_of([rep(metres(400))], get_ready_ms=5_000)).press(0)
    assert isinstance(track.do(ask.TogglePause(), 2), Accepted)
    track.do(ask.TogglePause(), 9)
    track.press(90)
    first, second = parted(track.plan, track.log).stretches
    assert (first.result, first.elapsed_ms, first.paused_ms) == (None, 12_000, 7_000)
    assert (second.elapsed_ms, second.distance_mm) == (78_000, 400_000)


def test_a_timed_rep_with_presses_and_a_distance_has_laps_whose_distance_nobody_knows() -> None:
    track = Track(plan_of([rep(seconds(60))], get_ready_ms=0)).press(0, 20, 45).see(70)
    uid = results_of(track.plan, track.log).steps[0].uid
    track.do(ask.GiveDistance(uid, 340_000), 80)
    found = parted(track.plan, track.log)
    assert [(one.elapsed_ms, one.distance_mm) for one in found.stretches] == [
        (20_000, None),
        (25_000, None),
        (15_000, None),
    ]
    assert volume_of(found.results).total_mm == 340_000


def test_a_session_of_which_nothing_was_run_is_one_piece() -> None:
    plan: Plan = plan_of([rep(metres(400))])
    assert [(one.elapsed_ms, one.result) for one in parted(plan, ()).stretches] == [(0, None)]
    track = Track(plan).press(0)
    assert [(one.elapsed_ms, one.result) for one in parted(plan, track.log).stretches] == [(0, None)]
