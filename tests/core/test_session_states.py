"""ARCHITECTURE.md, "The table of states": what the space bar does in each state, and what happens at zero."""

from __future__ import annotations

import pytest

from tests.core.on_track import OPEN, Track, easy, metres, pause, plan_of, rep, seconds, sets_of
from trackclock.core.commands import CountRefused, NotReady, Press, Stop, TogglePause
from trackclock.core.events import PressRefused, Reason
from trackclock.core.plan import StartMode, StepKind
from trackclock.core.results import Status
from trackclock.core.session import Accepted, Phase, Refused

EIGHTS = sets_of(1, 3, metres(800), seconds(90))


def test_nothing_exists_before_the_first_press() -> None:
    track = Track(plan_of(EIGHTS))
    assert track.log == ()
    assert track.state(0).phase is Phase.READY


def test_a_first_rep_starts_get_ready_after_the_press() -> None:
    track = Track(plan_of(EIGHTS)).press(0)
    assert track.state(4.999).is_getting_ready
    assert track.state(5).started_ms == 5_000
    assert not track.state(5).is_getting_ready


def test_a_first_warm_up_starts_at_the_press() -> None:
    track = Track(plan_of([easy(StepKind.WARMUP, seconds(600)), *EIGHTS])).press(0)
    state = track.state(0)
    assert state.step is not None
    assert state.step.kind is StepKind.WARMUP
    assert not state.is_getting_ready


def test_without_get_ready_the_press_is_the_go() -> None:
    track = Track(plan_of(EIGHTS, get_ready_ms=0)).press(0)
    assert track.state(0).index == 0


def test_a_distance_rep_takes_splits_and_then_its_finish() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170.123)
    first = track.reps(200)[0]
    assert [(s.distance_mm, s.split_ms, s.lap_ms) for s in first.splits] == [
        (400_000, 80_000, 80_000),
        (800_000, 165_123, 85_123),
    ]
    assert first.time_ms == 165_123


def test_a_recovery_ends_at_its_deadline_to_the_millisecond() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170.123)
    state = track.state(1_000)
    assert state.outcomes[1].ended_ms == 170_123 + 90_000
    assert state.started_ms == 260_123


def test_a_press_in_a_recovery_cuts_it_short_by_a_get_ready() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170, 200)
    assert track.state(300).started_ms == 205_000


def test_a_press_near_the_deadline_never_lengthens_a_recovery() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170, 258)
    assert track.state(300).started_ms == 260_000


def test_start_by_press_counts_on_past_zero() -> None:
    track = Track(plan_of(EIGHTS, start=StartMode.PRESS)).press(0, 85, 170)
    assert track.state(400).index == 1
    track.press(400)
    assert track.state(500).started_ms == 405_000
    assert track.results(500).steps[1].time_ms == 235_000


def test_a_timed_rep_ends_by_itself_and_takes_splits_without_distance() -> None:
    track = Track(plan_of(sets_of(1, 2, seconds(60), seconds(30)))).press(0, 25)
    first = track.reps(70)[0]
    assert first.time_ms == 60_000
    assert [(s.distance_mm, s.split_ms) for s in first.splits] == [(None, 20_000)]
    assert track.state(100).started_ms == 95_000


def test_an_open_rep_finishes_on_a_press() -> None:
    track = Track(plan_of(sets_of(1, 2, OPEN, seconds(60)))).press(0, 45)
    assert track.reps(50)[0].time_ms == 40_000


def test_an_open_recovery_ends_on_a_press_and_then_gets_ready() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(100), OPEN))).press(0, 25, 100)
    assert track.state(104.999).is_getting_ready
    assert track.state(105).started_ms == 105_000
    assert track.results(110).steps[1].time_ms == 80_000


def test_a_warm_up_counts_on_past_zero() -> None:
    track = Track(plan_of([easy(StepKind.WARMUP, seconds(60)), *EIGHTS])).press(0)
    assert track.state(100).index == 0
    track.press(100)
    assert track.state(105).started_ms == 105_000


def test_a_timed_cool_down_ends_by_itself_and_with_it_the_session() -> None:
    plan = plan_of([*sets_of(1, 1, metres(200), None), easy(StepKind.COOLDOWN, seconds(60))])
    track = Track(plan).press(0, 40)
    assert track.state(99.999).phase is Phase.RUNNING
    assert track.state(100).phase is Phase.FINISHED
    assert track.results(100).status is Status.FINISHED
    assert track.results(99.999).status is Status.UNFINISHED


def test_space_ends_a_cool_down() -> None:
    plan = plan_of([*sets_of(1, 1, metres(200), None), easy(StepKind.COOLDOWN, OPEN)])
    track = Track(plan).press(0, 40, 77)
    assert track.state(77).phase is Phase.FINISHED
    assert track.results(80).ended_ms == 77_000


def test_space_does_nothing_once_it_is_finished() -> None:
    track = Track(plan_of(sets_of(1, 1, metres(200), None))).press(0, 40)
    log = track.log
    assert isinstance(track.do(Press(), 50), Refused)
    assert track.log == log


def test_reps_without_a_pause_abut() -> None:
    track = Track(plan_of([rep(metres(200)), rep(metres(200))])).press(0, 35)
    assert track.state(35).started_ms == 35_000
    assert track.state(35).index == 1


def test_a_zero_recovery_takes_no_time() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(400), seconds(0)))).press(0, 75)
    state = track.state(75)
    assert (state.index, state.started_ms) == (2, 75_000)
    assert [outcome.time_ms for outcome in state.outcomes] == [70_000, 0]


@pytest.mark.parametrize(
    ("at", "reason"),
    [(1.0, Reason.GET_READY), (4.999, Reason.GET_READY), (5.0, Reason.BOUNDARY), (6.999, Reason.BOUNDARY)],
)
def test_presses_around_a_start_are_refused(at: float, reason: Reason) -> None:
    track = Track(plan_of(EIGHTS)).press(0)
    assert isinstance(track.do(Press(), at), Refused)
    refused = track.log[-1].event
    assert isinstance(refused, PressRefused)
    assert refused.reason is reason
    refusal = track.state(at).last_refusal
    assert (refusal is None) == (reason is Reason.GET_READY), "only what would have counted can be counted"
    assert track.state(400).taken == ()


def test_nobody_runs_400_m_in_under_32_s() -> None:
    track = Track(plan_of(EIGHTS)).press(0)
    assert isinstance(track.do(Press(), 36.999), Refused)
    assert isinstance(track.do(Press(), 37.3), Accepted)


def test_a_held_key_is_one_press() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    at = 170.4
    while at < 180:
        assert isinstance(track.do(Press(), at), Refused)
        at += 0.033
    assert track.state(180).index == 1


def test_a_guard_by_time_is_the_least_gap_between_two_presses_and_nothing_else() -> None:
    track = Track(plan_of(EIGHTS, press_guard_ms=300)).press(0, 5.2)
    assert isinstance(track.do(Press(), 5.4), Refused)
    track.press(5.8)
    assert track.reps(10)[0].time_ms == 800


def test_a_refused_press_changes_nothing_but_can_be_counted() -> None:
    track = Track(plan_of(EIGHTS)).press(0)
    track.do(Press(), 36)
    assert track.state(40).taken == ()
    track.do(CountRefused(), 40)
    assert [taken.at for taken in track.state(41).taken] == [36_000]


def test_a_press_stamped_before_a_boundary_belongs_to_the_step_it_fell_in() -> None:
    track = Track(plan_of(sets_of(1, 2, seconds(60), seconds(30)))).press(0)
    track.see(70)
    track.press(64.9)
    first = track.reps(70)[0]
    assert [split.split_ms for split in first.splits] == [59_900]


def test_a_pause_shifts_the_deadline() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    track.do(TogglePause(), 180)
    assert track.state(1_000).index == 1
    track.do(TogglePause(), 200)
    assert track.state(1_000).started_ms == 170_000 + 90_000 + 20_000
    # The runner rested on while the clock stood still.
    recovery, following = track.results(300).steps[1:3]
    assert (recovery.time_ms, recovery.paused_ms) == (110_000, 20_000)
    assert (following.recovery_ms, following.recovery_paused_ms) == (110_000, 20_000)


def test_space_ends_a_pause() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    track.do(TogglePause(), 180)
    track.press(200)
    assert not track.state(200).is_paused
    assert track.state(200).index == 1


def test_a_distance_rep_is_never_paused() -> None:
    track = Track(plan_of(EIGHTS)).press(0)
    assert isinstance(track.do(TogglePause(), 50), Refused)


def test_not_ready_takes_back_a_go_and_the_recovery_goes_on_past_zero() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    track.do(NotReady(), 262)
    state = track.state(280)
    assert (state.index, state.started_ms, state.waits) == (1, 170_000, True)
    track.press(300)
    assert track.state(305).started_ms == 305_000


def test_not_ready_while_getting_ready() -> None:
    track = Track(plan_of(EIGHTS)).press(0)
    track.do(NotReady(), 3)
    assert track.state(100).index == -1
    track.press(100)
    assert track.state(105).started_ms == 105_000


def test_stopping_freezes_the_session() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    track.do(Stop(), 200)
    assert track.state(5_000).phase is Phase.STOPPED
    results = track.results(200)
    assert results.status is Status.STOPPED
    assert results.steps[-1].time_ms is None


def test_a_rest_before_a_cool_down_ends_by_itself() -> None:
    plan = plan_of([rep(metres(200)), pause(seconds(60), StepKind.REST), easy(StepKind.COOLDOWN, OPEN)])
    track = Track(plan).press(0, 35)
    assert track.state(95).index == 2
