"""Every key that ends or marks something obeys the press guard, not space alone.

It exists because a stray enter made a 400 of 3.5 s, which was then the last session: under the automatic guard no key
but c, which says that it was meant, may leave a time that nobody runs.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.on_track import OPEN, Track, easy, metres, plan_of, rep, seconds, sets_of
from tests.core.test_session_properties import live_commands, mending, played, run_plans
from tests.core.test_session_table import KEYS
from trackclock.core import commands as ask
from trackclock.core.events import Cause, PressRefused, Reason, RepFinished, SplitMarked
from trackclock.core.plan import Plan, StepKind
from trackclock.core.session import Accepted, Refused, results_of
from trackclock.core.session.log import timing_entries

COOL = easy(StepKind.COOLDOWN, seconds(600))
EIGHTS = plan_of([*sets_of(1, 2, metres(800), seconds(90)), COOL])
TWELVES = plan_of([*sets_of(1, 2, metres(1200), seconds(90)), COOL])
FOURS = plan_of([*sets_of(1, 2, metres(400), seconds(90)), COOL])
STRAIGHT_ON = plan_of([rep(metres(400)), rep(metres(200)), COOL])
MINUTES = plan_of([*sets_of(1, 2, seconds(60), seconds(30)), COOL])
LUNGES = plan_of([*sets_of(1, 2, OPEN, seconds(30)), COOL])

TOO_SOON: dict[str, tuple[Plan, tuple[float, ...], float]] = {
    "just off": (FOURS, (0,), 5.5),
    "nearly 2 s off": (FOURS, (0,), 6.999),
    "a 400 of 3.5 s": (FOURS, (0,), 8.5),
    "a 400 of 31.9 s": (FOURS, (0,), 36.9),
    "an 800 of 3.5 s": (EIGHTS, (0,), 8.5),
    "an 800 that has a good split": (EIGHTS, (0, 65), 68.5),
    "an 800 whose last press is too soon for the finish": (EIGHTS, (0, 38), 41),
    "a 1200 whose last press is too soon for the next mark": (TWELVES, (0, 38), 41),
    "a 1200 with two marks, too soon for the third": (TWELVES, (0, 80, 113), 116),
    "a held key behind a mark": (EIGHTS, (0, 65), 65.1),
    "the next rep of two without a pause": (STRAIGHT_ON, (0, 75), 76),
    "further into it, too soon still": (STRAIGHT_ON, (0, 75), 80),
    "a timed rep that has just begun": (MINUTES, (0,), 6.5),
    "an exercise that has just begun": (LUNGES, (0,), 6.5),
}
"""Instants at which nobody can have come to a mark or a finish."""


def marks_of(track: Track) -> list[tuple[int, int | None]]:
    """Every mark and finish that counts, as (instant, mark)."""
    return [
        (entry.event.at, entry.event.mark if isinstance(entry.event, SplitMarked) else -1)
        for entry in timing_entries(track.log)
        if isinstance(entry.event, SplitMarked | RepFinished)
    ]


@pytest.mark.parametrize("key", [key for key in KEYS if key not in ("c", "u", "U", "-", "n", "q")])
@pytest.mark.parametrize("state", TOO_SOON)
def test_no_key_makes_a_mark_or_a_finish_where_none_can_be(state: str, key: str) -> None:
    plan, presses, then = TOO_SOON[state]
    track = Track(plan).press(*presses)
    before = marks_of(track)
    decision = track.do(KEYS[key], then)
    assert marks_of(track) == before, decision
    if key in ("space", "enter"):
        assert isinstance(decision, Refused)
        assert isinstance(decision.events[0], PressRefused)
        assert decision.message.endswith("⟨count⟩ counts it")


@pytest.mark.parametrize(
    ("plan", "at", "mark"), [(EIGHTS, 45, 0), (EIGHTS, 68, 0), (TWELVES, 60, 0), (TWELVES, 100, 0)]
)
def test_a_finish_is_judged_by_all_of_the_rep_where_a_split_is_by_its_lap(plan: Plan, at: float, mark: int) -> None:
    finishing = Track(plan).press(0)
    assert isinstance(finishing.do(KEYS["enter"], at), Refused)
    marking = Track(plan).press(0)
    assert isinstance(marking.do(KEYS["space"], at), Accepted)
    assert [each for _, each in marks_of(marking)] == [mark]


@pytest.mark.parametrize("state", TOO_SOON)
def test_an_enter_that_was_refused_counts_all_the_same_where_it_was_meant(state: str) -> None:
    plan, presses, then = TOO_SOON[state]
    track = Track(plan).press(*presses)
    index = track.state(then).index
    track.do(ask.FinishRep(), then)
    assert track.state(then).index == index
    assert isinstance(track.do(ask.CountRefused(), then + 1), Accepted)
    over = track.state(then + 1).outcomes[index]
    last = presses[-1] if len(presses) > 1 and over.run.step.marks_mm[1:] and then - presses[-1] <= 15 else then
    assert over.ended_ms == round(last * 1_000)
    assert isinstance(track.do(ask.CountRefused(), then + 2), Refused), "once"
    track.do(ask.Undo(is_confirmed=True), then + 3)
    assert track.state(then + 3).index == index


def test_the_reason_is_said_and_kept() -> None:
    for then, reason in ((5.5, Reason.BOUNDARY), (8.5, Reason.TOO_FAST)):
        track = Track(FOURS).press(0)
        track.do(ask.FinishRep(), then)
        assert track.log[-1].event == PressRefused(round(then * 1_000), Cause.ENTER, reason)


def test_a_k_that_was_refused_counts_all_the_same_where_it_was_meant() -> None:
    track = Track(TWELVES).press(0, 38)
    refused = track.do(ask.CountAsNextMark(), 41)
    assert refused.events == (PressRefused(41_000, Cause.KEY, Reason.TOO_FAST),)
    assert isinstance(track.do(ask.CountRefused(), 42), Accepted)
    assert marks_of(track) == [(38_000, 1)]
    assert isinstance(track.do(ask.CountRefused(), 43), Refused), "once"


def test_a_mark_is_not_moved_to_where_nobody_can_be_and_may_be_moved_away_from_there() -> None:
    track = Track(FOURS).press(0, 37.2)
    assert isinstance(track.do(ask.MoveLastMark(-500), 38), Refused)
    assert isinstance(track.do(ask.MoveLastMark(500), 39), Accepted)
    assert isinstance(track.do(ask.MoveLastMark(-500), 40), Accepted)


def test_a_press_of_the_last_15_s_is_still_the_finish() -> None:
    track = Track(EIGHTS).press(0, 170)
    assert isinstance(track.do(ask.FinishRep(), 180), Accepted)
    assert track.reps(181)[0].time_ms == 165_000


def test_a_gap_in_place_of_the_guard_is_all_that_is_asked_of_enter() -> None:
    track = Track(replace(FOURS, press_guard_ms=300, get_ready_ms=0)).press(0)
    assert isinstance(track.do(ask.FinishRep(), 0.2), Refused)
    assert isinstance(track.do(ask.FinishRep(), 3.5), Accepted)


def test_a_refused_enter_stays_one_when_a_press_before_it_is_deleted() -> None:
    track = Track(EIGHTS).press(0, 85)
    track.do(ask.FinishRep(), 85.1)
    track.press(170)
    split = next(entry.seq for entry in track.log if isinstance(entry.event, SplitMarked))
    assert isinstance(track.do(ask.DeletePress(split), 172), Accepted)
    [first] = track.reps(173)
    # Without the split before it the enter was no held key any more: it was the finish.
    assert (first.time_ms, [one.distance_mm for one in first.splits]) == (80_100, [800_000])


scripts = st.lists(
    st.tuples(st.integers(0, 60_000) | st.integers(0, 4_000), st.one_of(live_commands, mending)).filter(
        lambda done: not isinstance(done[1], ask.CountRefused)
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=250, deadline=None)
@given(plan=run_plans(), script=scripts)
def test_no_keys_without_c_come_to_a_time_that_nobody_runs(plan: Plan, script: list[tuple[int, ask.Command]]) -> None:
    track = played(replace(plan, press_guard_ms=None), script)
    doubted = [result for result in results_of(track.plan, track.log).steps if result.doubtful]
    assert doubted == []


@settings(max_examples=200, deadline=None)
@given(plan=run_plans(), script=scripts, late_s=st.integers(0, 5))
def test_c_after_a_refused_enter_ends_the_rep_and_can_be_undone(
    plan: Plan, script: list[tuple[int, ask.Command]], late_s: int
) -> None:
    track = played(plan, script)
    at = max(entry.event.at for entry in track.log) / 1_000
    decision = track.do(ask.FinishRep(), at + late_s)
    if isinstance(decision, Accepted) or not decision.events:
        return
    before = track.state(at + late_s)
    counted = track.do(ask.CountRefused(), at + late_s)
    assert isinstance(counted, Accepted), counted
    assert track.state(at + late_s).index != before.index
    track.do(ask.Undo(is_confirmed=True), at + late_s)
    assert track.state(at + late_s).index == before.index
