"""A step that was left running is shortened: nothing else moves, nothing is erased, and it can be undone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.on_track import OPEN, Track, easy, metres, plan_of, seconds, sets_of
from tests.core.test_session_properties import played, run_plans, scripts
from trackclock.core import commands as ask
from trackclock.core.plan import Plan, StepKind
from trackclock.core.results import SessionResults, Status
from trackclock.core.session import Accepted, Decision, Refused, results_of
from trackclock.core.session.shortening import can_be_shortened

DAY_S = 86_400.0
FOURS = sets_of(1, 3, metres(400), OPEN)
COOL = easy(StepKind.COOLDOWN, OPEN)


def results(track: Track) -> SessionResults:
    return results_of(track.plan, track.log)


def shorten(track: Track, uid: int, to_s: float, at: float = 3 * DAY_S) -> Decision:
    return track.do(ask.ShortenStep(uid, round(to_s * 1_000)), at)


def left_in_cool_down() -> Track:
    """One rep of 70 s, and a cool-down that nobody ended before the next day."""
    return Track(plan_of([*sets_of(1, 1, metres(400), None), COOL])).press(0, 75)


@pytest.mark.parametrize("goodbye", ["pressed", "stopped", "seen"])
def test_a_cool_down_left_running_ends_the_session_where_it_is_said_to_have_ended(goodbye: str) -> None:
    track = left_in_cool_down()
    if goodbye == "pressed":
        track.press(DAY_S)
    elif goodbye == "stopped":
        track.do(ask.Stop(), DAY_S)
    else:
        track.see(DAY_S)
    before, log = results(track), track.log
    assert before.ended_ms == DAY_S * 1_000
    assert isinstance(shorten(track, 1, 600), Accepted)
    after = results(track)
    assert (after.status, after.ended_ms, after.steps[1].time_ms) == (Status.FINISHED, 675_000, 600_000)
    assert after.steps[0] == before.steps[0]
    assert track.log[: len(log)] == log, "the original stays"
    assert isinstance(track.do(ask.Undo(), 3 * DAY_S + 1), Accepted)
    assert results(track) == before
    track.do(ask.Redo(), 3 * DAY_S + 2)
    assert results(track) == after


def test_an_open_recovery_in_which_the_session_was_left_ends_it_there() -> None:
    track = Track(plan_of(FOURS)).press(0, 75)
    track.do(ask.Stop(), DAY_S)
    before = results(track)
    assert isinstance(shorten(track, 1, 120), Accepted)
    after = results(track)
    assert (after.status, after.ended_ms, after.steps) == (Status.STOPPED, 195_000, before.steps)
    assert can_be_shortened(track.plan, track.log) == {1: 120_000}
    track.do(ask.CarryOn(), 3 * DAY_S)
    track.press(3 * DAY_S + 5)
    assert track.state(3 * DAY_S + 6).elapsed_ms() == 121_000, "carried on from where it ended"


def test_a_rep_in_which_the_session_was_left_ends_it_there_unless_a_split_lies_behind() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(800), seconds(90)))).press(0, 85)
    track.do(ask.Stop(), DAY_S)
    assert isinstance(shorten(track, 0, 79), Refused)
    assert isinstance(shorten(track, 0, 100), Accepted)
    assert (results(track).ended_ms, results(track).steps[0].time_ms) == (105_000, None)


def test_an_open_recovery_between_reps_is_shorter_and_the_next_start_stays() -> None:
    track = Track(plan_of(FOURS)).press(0, 75, DAY_S, DAY_S + 75)
    before = results(track)
    assert isinstance(shorten(track, 1, 120), Accepted)
    after = results(track)
    assert (after.steps[1].time_ms, after.steps[2].recovery_ms, after.steps[2].recovery_paused_ms) == (
        120_000,
        120_000,
        0,
    )
    for old, new in zip(before.steps, after.steps, strict=True):
        assert (new.started_ms, new.splits) == (old.started_ms, old.splits)
        assert new.time_ms == old.time_ms or new.uid == 1
    assert after.ended_ms == before.ended_ms
    assert isinstance(shorten(track, 1, 121), Refused)
    assert isinstance(shorten(track, 1, 60), Accepted)
    assert results(track).steps[1].time_ms == 60_000


def test_a_pause_in_it_is_rest_as_well() -> None:
    track = Track(plan_of(FOURS)).press(0, 75)
    for at in (100, 200, 5_000, 6_000):
        track.do(ask.TogglePause(), at)
    track.press(DAY_S, DAY_S + 75)
    for to_s in (120, 25, 20):
        assert isinstance(shorten(track, 1, to_s), Accepted)
        assert results(track).steps[1].time_ms == to_s * 1_000


@pytest.mark.parametrize(("uid", "to_s"), [(0, 30), (1, 90), (1, 100_000), (1, 0), (1, -5), (2, 30), (99, 5)])
def test_what_cannot_be_shortened_is_refused_in_words(uid: int, to_s: float) -> None:
    track = Track(plan_of(sets_of(1, 2, metres(400), seconds(90)))).press(0, 75, 235)
    decision = shorten(track, uid, to_s)
    assert isinstance(decision, Refused)
    assert decision.message


@settings(max_examples=300, deadline=None)
@given(plan=run_plans(), script=scripts, gone_s=st.integers(0, 100_000), share=st.integers(1, 999))
def test_whatever_is_shortened_takes_so_long_and_nothing_else_moves(
    plan: Plan, script: list[tuple[int, ask.Command]], gone_s: int, share: int
) -> None:
    track = played(plan, script)
    now = max(entry.event.at for entry in track.log) / 1_000 + gone_s
    track.do(ask.Stop(), now) if share % 2 else track.see(now)
    before = results(track)
    for uid, time_ms in can_be_shortened(plan, track.log).items():
        mended = Track(plan)
        mended.log, mended.is_left = track.log, True
        to_ms = time_ms * share // 1_000
        # Asked where the log ends, as the app mends what is over (`Reopened.at_ms`): by gun a correction draws anew,
        # and one that came later would say that the session got so far.
        if not isinstance(mended.do(ask.ShortenStep(uid, to_ms), now), Accepted):
            continue
        after = results(mended)
        old = {step.uid: step for step in before.steps}
        new = {step.uid: step for step in after.steps}
        assert new.keys() == old.keys()
        for other, step in new.items():
            assert step.started_ms == old[other].started_ms
            assert step.splits == old[other].splits
            assert other == uid or step.time_ms == old[other].time_ms
        assert can_be_shortened(plan, mended.log)[uid] == to_ms
        assert after.ended_ms <= before.ended_ms
        mended.do(ask.Undo(is_confirmed=True), now)
        assert results(mended) == before
