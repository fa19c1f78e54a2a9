"""Mending: every slip of the finger can be put right, and a start that has sounded stays where it was."""

from __future__ import annotations

from tests.core.on_track import OPEN, Track, easy, metres, pause, plan_of, rep, seconds, sets_of
from trackclock.core import commands as ask
from trackclock.core.events import Cause, GoHeld, RecoveryCut, RepFinished, SplitMarked, Undone
from trackclock.core.plan import StepKind
from trackclock.core.results import Status
from trackclock.core.session import Accepted, Phase, Refused
from trackclock.core.session.log import timing_entries

EIGHTS = sets_of(1, 3, metres(800), seconds(90))


def seq_of(track: Track, kind: type, index: int = 0) -> int:
    return [entry.seq for entry in timing_entries(track.log) if isinstance(entry.event, kind)][index]


def test_undo_of_a_split_names_it_and_takes_it_back() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85)
    decision = track.do(ask.Undo(), 90)
    assert isinstance(decision, Accepted)
    assert decision.message == "undone: split at 400 m of rep 1, 1:20.0"
    assert track.state(91).taken == ()


def test_undo_of_a_finish_lets_the_rep_run_on_from_its_own_start() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 130)
    track.do(ask.Undo(), 131)
    state = track.state(140)
    assert (state.index, state.elapsed_ms()) == (0, 135_000)
    track.press(170)
    assert track.reps(180)[0].time_ms == 165_000


def test_undo_of_something_before_the_current_step_asks_first() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    track.see(300)
    asked = track.do(ask.Undo(), 300)
    assert isinstance(asked, Refused)
    assert asked.needs_confirmation
    assert "⟨undo⟩ again within 3 s" in asked.message
    assert track.state(300).index == 2
    assert isinstance(track.do(ask.Undo(is_confirmed=True), 301), Accepted)
    assert track.state(301).index == 0


def test_undo_on_the_summary_of_an_old_session_asks_first() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(200), seconds(60)))).press(0, 35, 125)
    finished = track.state(125)
    asked = track.do(ask.Undo(), 125 + 121)
    assert isinstance(asked, Refused)
    assert asked.needs_confirmation
    assert asked.message == "⟨undo⟩ again within 3 s undoes finish of rep 2, 30.0 s"
    assert track.state(246).outcomes == finished.outcomes
    assert isinstance(track.do(ask.Undo(is_confirmed=True), 248), Accepted)
    assert track.state(248).phase is Phase.RUNNING


def test_undo_on_the_summary_of_the_session_just_run_and_of_a_change_just_made_does_not_ask() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(200), seconds(60)))).press(0, 35, 125)
    assert isinstance(track.do(ask.Undo(), 125 + 120), Accepted)
    track.do(ask.Redo(), 245)
    track.do(ask.ExcludeRep(0, "tripped"), 90_000)
    assert isinstance(track.do(ask.Undo(), 90_001), Accepted)
    assert track.reps(90_002)[0].excluded is None
    assert isinstance(track.do(ask.Undo(), 90_003), Refused)


def test_undo_of_a_session_that_was_left_asks_first() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85)
    track.do(ask.Stop(), 100)
    assert isinstance(track.do(ask.Undo(), 9_000), Refused)


def test_redo_brings_back_at_any_depth_and_a_new_event_clears_it() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    finished = track.state(171)
    track.do(ask.Undo(), 171)
    track.do(ask.Undo(), 171)
    track.do(ask.Redo(), 171)
    track.do(ask.Redo(), 171)
    assert track.state(171).outcomes == finished.outcomes
    track.do(ask.Undo(), 172)
    track.press(175)
    assert isinstance(track.do(ask.Redo(), 176), Refused)


def test_a_redone_finish_whose_recovery_is_over_leaves_time_to_get_ready() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    track.do(ask.Undo(), 180)
    track.do(ask.Redo(), 400)
    assert track.state(400).index == 1
    assert track.state(405).started_ms == 405_000
    assert track.reps(410)[0].time_ms == 165_000


def test_enter_makes_a_press_of_the_last_15_s_the_finish() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 170)
    track.do(ask.FinishRep(), 180)
    first = track.reps(181)[0]
    assert first.time_ms == 165_000
    assert [split.distance_mm for split in first.splits] == [800_000]
    assert track.state(181).started_ms == 170_000


def test_enter_finishes_now_when_the_last_press_is_long_ago() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85)
    track.do(ask.FinishRep(), 170)
    assert track.reps(171)[0].time_ms == 165_000


def test_enter_far_back_into_a_short_recovery_still_leaves_time_to_get_ready() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(800), seconds(8)))).press(0, 170)
    track.do(ask.FinishRep(), 182)
    assert track.state(186.999).is_getting_ready or track.state(186.999).index == 1
    assert track.state(187).started_ms == 187_000


def test_k_moves_a_press_to_the_next_mark() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(1200), seconds(60)))).press(0, 165)
    track.do(ask.CountAsNextMark(), 170)
    splits = track.state(171).taken
    assert [(taken.mark, taken.at) for taken in splits] == [(1, 165_000)]


def test_k_on_the_last_but_one_mark_is_the_finish() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 165)
    track.do(ask.CountAsNextMark(), 166)
    assert track.reps(167)[0].time_ms == 160_000
    assert track.state(167).index == 1


def test_minus_moves_the_last_mark_half_a_second() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    track.do(ask.MoveLastMark(-500), 175)
    track.do(ask.MoveLastMark(-500), 176)
    first = track.reps(180)[0]
    assert first.time_ms == 164_000
    assert first.edited
    assert track.state(300).started_ms == 259_000


def test_a_go_that_has_sounded_is_a_fact() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170).see(270)
    track.do(ask.MoveLastMark(-500), 270)
    assert track.state(300).started_ms == 260_000
    steps = track.results(300).steps
    assert steps[0].time_ms == 164_500
    assert steps[1].time_ms == 90_500
    assert steps[2].recovery_ms == 90_500
    track.do(ask.Undo(is_confirmed=True), 271)
    assert track.results(300).steps[1].time_ms == 90_000


def test_a_mark_stays_between_its_neighbours() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    finish = seq_of(track, RepFinished)
    assert isinstance(track.do(ask.MoveMark(finish, 85_000), 180), Refused)
    assert isinstance(track.do(ask.MoveMark(finish, 85_001), 180), Accepted)


def test_deleting_a_stray_press_puts_split_finish_and_recovery_right() -> None:
    # 400 at 80 s, a stray press 2.5 s later finishes the rep, the real finish at 165 s cuts the recovery.
    track = Track(plan_of(EIGHTS, press_guard_ms=300)).press(0, 85, 87.5, 170)
    assert track.reps(171)[0].time_ms == 82_500
    stray = seq_of(track, RepFinished)
    assert isinstance(track.do(ask.DeletePress(stray), 172), Accepted)
    first = track.reps(173)[0]
    assert [split.split_ms for split in first.splits] == [80_000, 165_000]
    assert first.edited
    state = track.state(173)
    assert (state.index, state.started_ms, state.go_ms) == (1, 170_000, None)
    assert track.state(300).started_ms == 260_000


def test_deleting_a_stray_press_long_afterwards_decides_all_later_presses_again() -> None:
    presses = (0, 85, 87.5, 170, 345, 430)
    track = Track(plan_of(sets_of(1, 2, metres(800), seconds(90)), press_guard_ms=300))
    for at in presses:
        track.do(ask.Press(), at)
    track.do(ask.DeletePress(seq_of(track, RepFinished)), 500)
    reps = track.reps(500)
    assert [r.time_ms for r in reps] == [165_000, 170_000]
    assert [s.split_ms for s in reps[1].splits] == [85_000, 170_000]
    assert track.state(500).phase is Phase.FINISHED


def test_a_missed_press_put_in_decides_the_later_ones_again() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 170, 300)
    track.do(ask.InsertPress(85_000), 310)
    first = track.reps(310)[0]
    assert [split.split_ms for split in first.splits] == [80_000, 165_000]
    assert track.results(310).steps[1].time_ms == 90_000


def test_the_original_stays_in_the_log() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    before = track.log
    track.do(ask.MoveLastMark(500), 175)
    assert track.log[: len(before)] == before


def test_skipping_a_rep_gives_it_no_time_and_its_recovery_follows() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85)
    track.do(ask.Skip(), 100)
    steps = track.results(110).steps
    assert steps[0].skipped
    assert steps[0].time_ms is None
    assert steps[1].started_ms == 100_000


def test_one_more_rep_with_its_recovery() -> None:
    track = Track(plan_of(EIGHTS)).press(0)
    track.do(ask.AddRep(), 50)
    kinds = [(run.step.kind, run.step.rep, run.step.reps, run.step.planned) for run in track.state(50).steps]
    assert kinds[-2:] == [(StepKind.RECOVERY, 3, 4, False), (StepKind.REP, 4, 4, False)]
    assert kinds[0] == (StepKind.REP, 1, 4, True)


def test_one_more_rep_after_the_last_turns_the_pause_into_its_recovery() -> None:
    plan = plan_of([*EIGHTS, easy(StepKind.COOLDOWN, seconds(600))])
    track = Track(plan).press(0, 85, 170, 345, 430, 605, 690)
    assert track.state(700).step is plan.steps[-1]
    track.do(ask.AddRep(), 700)
    state = track.state(700)
    assert state.step is not None
    assert (state.step.kind, state.started_ms) == (StepKind.RECOVERY, 690_000)
    assert track.state(780).started_ms == 780_000
    assert track.state(780).steps[-1].step.kind is StepKind.COOLDOWN


def test_one_more_rep_after_the_session_has_finished() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(200), seconds(60)))).press(0, 35, 125)
    assert track.state(130).phase is Phase.FINISHED
    track.do(ask.AddRep(), 400)
    assert track.state(400).step is not None
    assert track.state(405).started_ms == 405_000
    assert track.results(410).status is Status.UNFINISHED


def test_one_more_set_repeats_the_last_one_behind_a_rest() -> None:
    track = Track(plan_of(sets_of(2, 2, metres(200), seconds(30), seconds(120)))).press(0)
    track.do(ask.AddSet(), 20)
    added = track.state(20).steps[7:]
    assert [run.step.kind for run in added] == [StepKind.REST, StepKind.REP, StepKind.RECOVERY, StepKind.REP]
    assert [run.step.set for run in added] == [2, 3, 3, 3]
    assert added[0].step.duration_ms == 120_000
    assert len({run.uid for run in track.state(20).steps}) == 11


def test_dropping_the_remaining_reps_while_running() -> None:
    plan = plan_of([*EIGHTS, pause(OPEN, StepKind.REST), rep(metres(400))])
    track = Track(plan).press(0)
    track.do(ask.DropReps(), 50)
    kinds = [run.step.kind for run in track.state(50).steps]
    assert kinds == [StepKind.REP, StepKind.REST, StepKind.REP]


def test_dropping_in_the_recovery_makes_it_the_rest_from_the_finish_on() -> None:
    plan = plan_of([*EIGHTS, pause(seconds(300), StepKind.REST), rep(metres(400))])
    track = Track(plan).press(0, 85, 170)
    track.do(ask.DropReps(), 200)
    state = track.state(200)
    assert state.step is not None
    assert (state.step.kind, state.started_ms) == (StepKind.REST, 170_000)
    assert track.state(470).started_ms == 470_000


def test_dropping_the_last_reps_of_all_finishes_the_session_at_the_last_finish() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    track.do(ask.DropReps(), 200)
    assert track.state(200).phase is Phase.FINISHED
    assert track.results(200).ended_ms == 170_000


def test_dropping_the_remaining_sets_keeps_the_current_one() -> None:
    track = Track(plan_of(sets_of(3, 2, metres(200), seconds(30), seconds(120)))).press(0)
    track.do(ask.DropSets(), 20)
    assert len(track.state(20).steps) == 3
    assert isinstance(track.do(ask.DropSets(), 21), Refused)


def test_carrying_on_pauses_a_recovery_since_the_last_sign_of_life() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170).see(190)
    track.do(ask.CarryOn(), 5_000)
    assert track.state(5_000).is_paused
    track.press(5_010)
    state = track.state(5_010)
    assert state.deadline_ms() == 5_010_000 + 70_000


def test_carrying_on_lets_a_distance_rep_begin_again() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170).see(300)
    track.do(ask.CarryOn(), 5_000)
    state = track.state(5_000)
    assert (state.index, state.waits) == (1, True)
    track.press(5_100)
    assert track.state(5_105).started_ms == 5_105_000


def test_keeping_the_clock_running_is_as_if_nothing_had_happened() -> None:
    undisturbed = Track(plan_of(EIGHTS)).press(0, 85, 170)
    stopped = Track(plan_of(EIGHTS)).press(0, 85, 170)
    stopped.do(ask.Stop(), 180)
    stopped.do(ask.KeepRunning(), 200)
    assert stopped.state(300).started_ms == undisturbed.state(300).started_ms
    assert stopped.state(300).phase is Phase.RUNNING


def test_an_excluded_rep_says_why_and_can_count_again() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    track.do(ask.ExcludeRep(0, "tripped"), 180)
    assert track.reps(181)[0].excluded == "tripped"
    track.do(ask.IncludeRep(0), 182)
    assert track.reps(183)[0].excluded is None


def test_words_written_afterwards_do_not_move_the_session() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85)
    track.do(ask.WriteNote("windy"), 90_000)
    track.do(ask.RateEffort(7), 90_000)
    assert isinstance(track.do(ask.RateEffort(11), 90_000), Refused)
    from trackclock.core.session import results_of

    results = results_of(track.plan, track.log)
    assert (results.note, results.effort, results.ended_ms) == ("windy", 7, 85_000)


def test_a_counted_press_keeps_its_own_instant() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85)
    track.do(ask.Press(), 110)
    track.do(ask.CountRefused(), 112)
    assert track.reps(113)[0].time_ms == 105_000
    events = [entry.event for entry in timing_entries(track.log)]
    assert RepFinished(110_000, Cause.REPAIR) in events
    assert SplitMarked(85_000, Cause.SPACE, 0) in events


FOURS = sets_of(1, 3, metres(400), seconds(90))


def test_a_cut_deleted_long_after_keeps_the_start_that_the_runner_left_on() -> None:
    track = Track(plan_of(FOURS)).press(0, 75, 100, 175).see(265).press(335)
    before = track.state(340)
    assert [start.started_ms for start in before.outcomes] == [5_000, 75_000, 105_000, 175_000, 265_000]
    track.do(ask.DeletePress(seq_of(track, RecoveryCut)), 340)
    assert track.state(340).outcomes == before.outcomes
    assert [found.time_ms for found in track.reps(340)] == [70_000, 70_000, 70_000]


def test_a_cut_deleted_long_after_gives_the_recovery_back_where_every_mark_still_fits() -> None:
    track = Track(plan_of(FOURS)).press(0, 75, 100, 235)
    assert track.reps(240)[1].time_ms == 130_000
    track.do(ask.DeletePress(seq_of(track, RecoveryCut)), 240)
    assert track.reps(240)[1].started_ms == 165_000
    assert track.reps(240)[1].time_ms == 70_000


def test_a_finish_moved_back_so_far_that_its_start_went_by_unheard_starts_after_get_ready() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(200), seconds(10)))).press(0, 45)
    assert isinstance(track.do(ask.MoveLastMark(-5_000), 52), Accepted)
    state = track.state(52)
    assert (state.index, state.deadline_ms()) == (1, 57_000)
    assert track.state(57).index == 2


def test_a_rep_begun_anew_has_two_starts_and_a_held_go_is_one_of_them() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(200), seconds(0), seconds(0), 0), get_ready_ms=3_000))
    track.press(0)
    track.press(19)
    first = track.state(19).started_ms
    track.do(ask.CarryOn(), 21)  # the second rep, which began at 19 s, begins anew
    track.press(23)
    track.do(ask.NotReady(), 23)
    undone = track.do(ask.Undo(True), 26)  # its start at 26 s went by unheard: it is held at 29 s
    assert isinstance(undone, Accepted)
    assert [type(event) for event in undone.events] == [Undone, GoHeld]
    assert track.state(20).started_ms == first == 19_000
    assert track.state(30).started_ms == 29_000


def test_a_go_that_was_held_is_none_once_the_finish_before_it_is_deleted_and_the_rep_went_on_past_it() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(200), seconds(30), None, 0), get_ready_ms=0)).press(0, 70)
    track.do(ask.MoveLastMark(-5_000), 101)
    assert track.state(102).started_ms == 100_000, "the start of the second rep is a fact"
    track.press(150)
    deleted = track.do(ask.DeletePress(next(split.seq for split in track.reps(151)[0].splits if split.seq)), 155)
    assert isinstance(deleted, Accepted)
    first, second = track.state(181).outcomes
    assert (first.started_ms, first.ended_ms, second.ended_ms) == (0, 150_000, 180_000)


def test_no_finish_is_moved_behind_a_go_that_has_sounded_though_nothing_was_written_since() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(200), seconds(10), None, 0), get_ready_ms=0)).press(0, 70)
    assert track.do(ask.MoveLastMark(10_000), 85) == Refused(
        "a mark stays between the press before it and the one after it"
    )
    assert isinstance(track.do(ask.MoveLastMark(9_500), 85), Accepted)
    assert track.state(85).started_ms == 80_000


def test_reps_dropped_in_a_pause_begin_no_rep_before_the_clock_goes_on() -> None:
    steps = [
        *sets_of(1, 2, metres(200), seconds(30)),
        pause(seconds(0), StepKind.REST),
        *sets_of(1, 1, metres(200), None, block=1),
    ]
    track = Track(plan_of(steps, get_ready_ms=0)).press(0, 90)
    track.do(ask.TogglePause(), 101)
    track.do(ask.DropReps(), 102)
    track.do(ask.TogglePause(), 145)
    state = track.state(146)
    assert (state.started_ms, state.step and state.step.kind) == (145_000, StepKind.REP)


def test_a_timed_rep_that_is_finished_in_a_pause_has_one_time() -> None:
    track = Track(plan_of([rep(seconds(60)), easy(StepKind.COOLDOWN, OPEN)], get_ready_ms=0)).press(0)
    track.do(ask.TogglePause(), 20)
    track.do(ask.FinishRep(), 50)
    (only,) = track.reps(51)
    assert (only.time_ms, only.paused_ms, [split.split_ms for split in only.splits]) == (20_000, 30_000, [20_000])
