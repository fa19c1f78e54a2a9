"""The gun: "on your marks" at zero, "set", and a bang that the log alone knows; it is the start, and nothing else is.

A start by gun is asked for in every way that a start can be moved: skipped, taken back, paused, mended, cut, late.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.on_track import OPEN, Track, cycle, easy, metres, plan_of, seconds, sets_of
from trackclock.core import commands as ask
from trackclock.core.cues import cue_of, cues_between
from trackclock.core.encoding import event_from_dict, event_to_dict, plan_from_dict, plan_to_dict
from trackclock.core.estimates import estimated_ms
from trackclock.core.events import DelayDrawn, RecoveryCut, StepEnded
from trackclock.core.plan import Gun, Plan, StartMode, StepEnd, StepKind
from trackclock.core.session import Accepted, Phase, Refused, State
from trackclock.core.session.log import appended, undo_stack
from trackclock.core.sounds import Cue, Sound
from trackclock.core.speech import quiet_of
from trackclock.core.view import Counting, Tone, Urgency, live_view
from trackclock.core.view.picture import clock_of, tone_of, urgency_of

GUN = Gun(marks_ms=8_000, low_ms=1_600, high_ms=2_400)


MINUTE = seconds(60)


def sprints(recovery: StepEnd = MINUTE, **options: object) -> Plan:
    """Three 100s by gun; the countdown to the first ends at 0:05."""
    return plan_of(sets_of(1, 3, metres(100), recovery), start=StartMode.GUN, gun=GUN, **options)


class Starter(Track):
    """A track whose delays are given in advance, in milliseconds; the last of them stands for all that follow."""

    def __init__(self, plan: Plan, *delays_ms: int) -> None:
        super().__init__(plan)
        self.delays_ms = list(delays_ms) or [2_000]

    def _drawn(self, state: State) -> tuple[DelayDrawn, ...]:
        uid = state.wants_draw()
        if uid is None:
            return ()
        delay_ms = self.delays_ms.pop(0) if len(self.delays_ms) > 1 else self.delays_ms[0]
        return (DelayDrawn(state.now_ms, uid, delay_ms),)


def starts(track: Track, at: float) -> list[float]:
    track.draw(round(at * 1_000))
    state = track.state(at)
    begun = [(outcome.run.step, outcome.started_ms) for outcome in state.outcomes]
    if state.step is not None:
        begun.append((state.step, state.started_ms))
    return [ms / 1_000 for step, ms in begun if step.kind is StepKind.REP]


def due(track: Track, after: float, until: float) -> list[tuple[float, Sound]]:
    track.draw(round(after * 1_000))
    cues = cues_between(track.state(after), round(after * 1_000), round(until * 1_000))
    return [(cue.at / 1_000, cue.sound) for cue in cues]


def draws(track: Track) -> list[DelayDrawn]:
    return [entry.event for entry in track.log if isinstance(entry.event, DelayDrawn)]


# --- the way to the bang ----------------------------------------------------------------------------------------------


def test_the_first_press_counts_down_to_the_marks_and_the_gun_starts_the_rep() -> None:
    track = Starter(sprints(), 1_732).press(0)
    assert due(track, 0, 60) == [(5, Sound.ON_YOUR_MARKS), (13, Sound.SET), (14.732, Sound.BANG)]
    assert starts(track, 14.731) == []
    assert starts(track, 14.732) == [14.732]


def test_at_zero_of_the_recovery_the_marks_begin_and_it_runs_on_to_the_bang() -> None:
    track = Starter(sprints(), 2_000, 1_600).press(0, 30)
    assert due(track, 30, 120) == [
        (80, Sound.TEN_SECONDS),
        (90, Sound.ON_YOUR_MARKS),
        (98, Sound.SET),
        (99.6, Sound.BANG),
    ]
    track.draw(99_600)
    recovery = track.results(99.6).steps[1]
    assert (recovery.step.kind, recovery.time_ms) == (StepKind.RECOVERY, 69_600)
    assert track.reps(99.6)[1].recovery_ms == 69_600


def test_the_last_rep_is_announced_as_ever_and_there_is_no_three_two_one() -> None:
    track = Starter(sprints()).press(0, 30, 120)
    sounds = [sound for _, sound in due(track, 120, 300)]
    assert sounds == [Sound.LAST_REP, Sound.ON_YOUR_MARKS, Sound.SET, Sound.BANG]


def test_the_delay_is_drawn_with_the_press_that_leads_to_it_and_undone_with_it() -> None:
    track = Starter(sprints(), 1_600, 1_700, 1_800).press(0, 30)
    assert [(drawn.at, drawn.step, drawn.delay_ms) for drawn in draws(track)] == [(0, 0, 1_600), (30_000, 2, 1_700)]
    finish = next(entry for entry in track.log if entry.event == draws(track)[1]).batch
    assert undo_stack(track.log)[0][-1] == finish
    track.do(ask.Undo(), 31)
    assert track.state(31).step == track.plan.steps[0]
    track.press(35)
    assert draws(track)[-1] == DelayDrawn(35_000, 2, 1_800)


def test_every_kind_of_step_before_a_rep_leads_to_the_marks() -> None:
    for recovery, press in ((OPEN, 60), (metres(100), 60), (cycle(90), None), (seconds(75), None)):
        track = Starter(sprints(recovery)).press(0, 30)
        if press is not None:
            track.press(press)
        zero = {OPEN: 65, metres(100): 65, cycle(90): 105, seconds(75): 105}[recovery]
        assert starts(track, 130)[1:] == [zero + 10], recovery
    warm = Starter(plan_of([easy(StepKind.WARMUP, seconds(60)), *sprints().steps], start=StartMode.GUN, gun=GUN))
    assert starts(warm.press(0, 100), 130) == [115]


def test_reps_that_follow_each_other_at_once_have_no_gun_between_them() -> None:
    track = Starter(plan_of(sets_of(1, 2, metres(100), None), start=StartMode.GUN, gun=GUN)).press(0, 30)
    assert starts(track, 40) == [15, 30]
    assert cue_of(track.log[-1].event, track.state(30)) == Cue(30_000, Sound.GO)


@given(at=st.integers(5_000, 14_998))
def test_what_is_shown_on_the_marks_does_not_give_the_bang_away(at: int) -> None:
    pictures = []
    for delay_ms in (1_999, 2_000):
        track = Starter(sprints(), delay_ms).press(0)
        state = track.state(at / 1_000)
        pictures.append(live_view(state, None, None, ""))
        assert clock_of(state) == (at - 5_000, Counting.OVER)
        assert (tone_of(state), urgency_of(state)) == (Tone.GET_READY, Urgency.NOW)
    assert pictures[0] == pictures[1]
    assert pictures[0].title.startswith("SET · REP 1 of 3" if at >= 13_000 else "ON YOUR MARKS · REP 1 of 3")
    assert pictures[0].space == ""


def test_no_word_is_said_in_the_five_seconds_before_the_marks_set_or_the_bang() -> None:
    track = Starter(sprints(), 1_732).press(0)
    spans = quiet_of(cues_between(track.state(0), 0, 60_000))
    assert spans == ((0, 5_000), (8_000, 13_000), (13_000, 14_732))


def test_a_press_on_the_marks_is_refused_and_nothing_moves() -> None:
    track = Starter(sprints()).press(0)
    for at in (6, 9, 13.5):
        assert isinstance(track.do(ask.Press(), at), Refused)
    assert starts(track, 15) == [15]


def test_the_estimate_has_the_way_to_the_bang_in_it() -> None:
    plan = sprints()
    assert estimated_ms(plan) == estimated_ms(replace(plan, start=StartMode.AUTO)) + 2 * (8_000 + 2_000)


# --- moved, held, taken back ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [3, 6, 13.5, 15.5])
def test_a_false_start_is_taken_back_and_the_next_one_has_a_delay_of_its_own(at: float) -> None:
    track = Starter(sprints(), 2_000, 1_777).press(0)
    assert isinstance(track.do(ask.NotReady(), at), Accepted)
    assert track.state(400).waits
    assert due(track, at, 400) == []
    track.press(60)
    assert due(track, 60, 100) == [(65, Sound.ON_YOUR_MARKS), (73, Sound.SET), (74.777, Sound.BANG)]


@pytest.mark.parametrize("at", [91, 98.5, 100.5])
def test_a_false_start_after_a_recovery_lets_it_go_on_until_a_press(at: float) -> None:
    track = Starter(sprints()).press(0, 30)
    track.draw(round(at * 1_000))
    assert isinstance(track.do(ask.NotReady(), at), Accepted)
    state = track.state(150)
    assert (state.waits, state.step, clock_of(state)) == (True, track.plan.steps[1], (60_000, Counting.OVER))
    track.press(150)
    assert starts(track, 170) == [15, 165]
    assert track.reps(170)[1].recovery_ms == 135_000


def test_before_zero_of_a_recovery_there_is_no_start_to_take_back() -> None:
    track = Starter(sprints()).press(0, 30)
    assert isinstance(track.do(ask.NotReady(), 60), Refused)


def test_the_undo_of_a_false_start_says_on_your_marks_anew_with_the_delay_that_was_drawn() -> None:
    soon = Starter(sprints(), 1_700).press(0)
    soon.do(ask.NotReady(), 14)
    soon.do(ask.Undo(), 14.5)
    assert starts(soon, 40) == [14.5 + 8 + 1.7], "set was not said"
    late = Starter(sprints(), 1_700).press(0, 30)
    late.do(ask.NotReady(), 98)
    late.do(ask.Undo(), 120)
    assert cue_of(late.log[-1].event, late.state(120)) == Cue(120_000, Sound.ON_YOUR_MARKS)
    assert due(late, 120, 200) == [(128, Sound.SET), (129.7, Sound.BANG)]


def test_a_pause_before_the_marks_shifts_them_and_one_on_them_begins_them_anew() -> None:
    before = Starter(sprints(), 1_700, 1_800, 1_900).press(0, 30)
    for at in (60, 80):
        before.do(ask.TogglePause(), at)
    assert starts(before, 130)[1:] == [110 + 8 + 1.8]
    on_them = Starter(sprints(), 1_700, 1_800, 1_900).press(0, 30)
    on_them.do(ask.TogglePause(), 98.5)
    assert clock_of(on_them.state(110))[1] is Counting.STILL
    assert due(on_them, 98.5, 200) == []
    on_them.do(ask.TogglePause(), 120)
    assert cue_of(on_them.log[-1].event, on_them.state(120)) == Cue(120_000, Sound.ON_YOUR_MARKS)
    assert due(on_them, 120, 200) == [(128, Sound.SET), (129.9, Sound.BANG)]
    at_the_start = Starter(sprints(), 1_700, 1_800).press(0)
    at_the_start.do(ask.TogglePause(), 7)
    at_the_start.do(ask.TogglePause(), 20)
    assert starts(at_the_start, 60) == [20 + 8 + 1.8]


def test_a_cut_or_a_skip_leads_to_the_marks_after_the_countdown_and_not_later_than_zero() -> None:
    for command, event in ((ask.Press(), RecoveryCut), (ask.Skip(), None)):
        track = Starter(sprints()).press(0, 30)
        track.do(command, 60)
        assert event is None or isinstance(track.log[-1].event, event)
        assert due(track, 60, 100) == [(65, Sound.ON_YOUR_MARKS), (73, Sound.SET), (75, Sound.BANG)]
        soon = Starter(sprints()).press(0, 30)
        soon.do(command, 88)
        assert due(soon, 88, 120)[0] == (90, Sound.ON_YOUR_MARKS)


def test_with_no_countdown_the_press_itself_is_on_your_marks() -> None:
    track = Starter(sprints(OPEN, get_ready_ms=0)).press(0)
    sounds = [cue_of(entry.event, track.state(0)) for entry in track.log]
    assert [cue for cue in sounds if cue is not None] == [Cue(0, Sound.ON_YOUR_MARKS)]
    cut = Starter(sprints(get_ready_ms=0)).press(0, 30, 60)
    assert cue_of(cut.log[-1].event, cut.state(60)) == Cue(60_000, Sound.ON_YOUR_MARKS)
    assert starts(cut, 80)[1:] == [70]


def test_a_rep_more_or_less_has_the_bang_of_the_rep_that_then_comes() -> None:
    track = Starter(sprints(), 1_600, 1_700, 1_800, 1_900).press(0, 30, 120)
    track.press(210)
    assert track.state(210).phase is Phase.FINISHED
    track.do(ask.AddRep(), 220)
    assert starts(track, 300)[3:] == [270 + 8 + 1.9]
    less = plan_of([*sets_of(2, 2, metres(100), seconds(60), seconds(90))], start=StartMode.GUN, gun=GUN)
    dropped = Starter(less, 1_600, 1_700, 1_800).press(0, 30)
    dropped.do(ask.DropReps(), 50)
    assert draws(dropped)[-1].step == 4
    # The rest to the next set begins with the finish.
    assert starts(dropped, 160)[1:] == [30 + 90 + 8 + 1.8]


def test_after_start_by_press_nothing_is_by_gun() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(100), seconds(60)), start=StartMode.PRESS)).press(0, 30)
    assert draws(track) == []
    assert track.plan.gun is None


# --- moved by a correction --------------------------------------------------------------------------------------------


def test_a_bang_that_has_sounded_is_a_fact() -> None:
    track = Starter(sprints(), 1_700).press(0, 30)
    assert starts(track, 110) == [14.7, 99.7]
    track.do(ask.MoveLastMark(-5_000), 110)
    assert starts(track, 110) == [14.7, 99.7]
    assert track.reps(110)[0].time_ms == 25_000 - 14_700
    assert track.reps(110)[1].recovery_ms == 99_700 - 25_000


def test_a_cut_that_was_none_gives_the_recovery_back_with_its_own_bang() -> None:
    track = Starter(sprints(), 1_700).press(0, 30, 60)
    cut = next(entry.seq for entry in track.log if isinstance(entry.event, RecoveryCut))
    assert isinstance(track.do(ask.DeletePress(cut), 62), Accepted)
    assert starts(track, 120)[1:] == [90 + 8 + 1.7]


def test_a_correction_on_the_marks_does_not_move_the_bang_that_was_announced() -> None:
    track = Starter(sprints(), 1_700).press(0, 30)
    track.do(ask.MoveLastMark(-500), 95)
    assert due(track, 95, 120) == [(98, Sound.SET), (99.7, Sound.BANG)]
    assert track.reps(110)[0].time_ms == 29_500 - 14_700


def test_a_start_that_is_said_anew_and_paused_on_its_marks_begins_them_once_more() -> None:
    track = Starter(sprints(), 1_700, 1_700, 1_800).press(0, 30)
    track.do(ask.NotReady(), 98)
    track.do(ask.Undo(), 120)
    track.do(ask.TogglePause(), 125)
    assert due(track, 125, 200) == []
    track.do(ask.TogglePause(), 150)
    assert due(track, 150, 200) == [(158, Sound.SET), (159.8, Sound.BANG)]


def test_a_delay_that_is_drawn_only_after_zero_begins_the_marks_then() -> None:
    track = Starter(sprints(OPEN)).press(0)
    whole = Starter(sprints(), 1_700).press(0, 30)
    without = tuple(entry for entry in whole.log if not isinstance(entry.event, DelayDrawn) or entry.event.at == 0)
    track.plan, track.log = whole.plan, without
    assert track.state(500).step == whole.plan.steps[1]
    assert track.state(500).wants_draw() == 2
    track.log = (*without, *appended(without, (DelayDrawn(500_000, 2, 1_900),)))
    assert due(track, 500, 600) == [(508, Sound.SET), (509.9, Sound.BANG)]


# --- in files ---------------------------------------------------------------------------------------------------------


def test_only_what_is_by_gun_is_written_so() -> None:
    plain = plan_to_dict(plan_of(sprints().steps))
    assert "gun" not in plain
    by_gun = sprints()
    assert plan_from_dict(plan_to_dict(by_gun)) == by_gun
    drawn = DelayDrawn(5, 2, 1_700)
    assert event_to_dict(drawn) == {"type": "delay_drawn", "at": 5, "step": 2, "delay_ms": 1_700}
    assert event_from_dict(event_to_dict(drawn)) == drawn
    with pytest.raises(ValueError, match=r"plan\.gun"):
        plan_from_dict(plan_to_dict(replace(by_gun, gun=Gun(1, 3, 2))))


def test_an_end_of_a_step_is_the_marks_and_the_countdown_belongs_to_the_recovery() -> None:
    track = Starter(sprints(OPEN)).press(0, 30, 60)
    assert isinstance(track.log[-2].event, StepEnded)
    assert track.reps(80)[1].recovery_ms == 45_000
