"""Send-offs: the next rep starts when the cycle of the one before is over, whatever was asked in between.

The instants of all starts are held against an account that counts tenths of seconds (`send_off_clock`), then the
cases that a runner meets one by one.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.on_track import OPEN, Track, cycle, easy, metres, pause, plan_of, rep, seconds, sets_of
from tests.core.send_off_clock import TICK_MS, SendOffClock, Where
from trackclock.core import commands as ask
from trackclock.core.comparisons.keys import describe_workout, like_keys, prescribed_cycles_ms, workout_key
from trackclock.core.cues import cues_between
from trackclock.core.encoding import plan_from_dict, plan_to_dict
from trackclock.core.estimates import estimate_at_ms, estimated_ms
from trackclock.core.events import RepFinished, Seen, SplitMarked
from trackclock.core.plan import ByCycle, ByTime, Late, Plan, StartMode, Step, StepKind, Target
from trackclock.core.session import Accepted, Phase, Refused, State, state_at
from trackclock.core.session.log import appended, timing_entries
from trackclock.core.sounds import Sound
from trackclock.core.view import live_view

COMMANDS: dict[str, ask.Command] = {
    "press": ask.Press(),
    "skip": ask.Skip(),
    "not_ready": ask.NotReady(),
    "pause": ask.TogglePause(),
    "add": ask.AddRep(),
    "drop": ask.DropReps(),
    "interrupt": ask.CarryOn(),
}


def twos(count: int = 4, **options: object) -> Plan:
    """So many 200s on 2:00, the first of them at 0:05."""
    return plan_of(sets_of(1, count, metres(200), cycle(120)), **options)


def starts(state: State) -> list[int]:
    begun = [(outcome.run.step, outcome.started_ms) for outcome in state.outcomes]
    if state.step is not None:
        begun.append((state.step, state.started_ms))
    return [at for step, at in begun if step.kind is StepKind.REP]


def starts_at(track: Track, at: float) -> list[float]:
    """The starts in seconds."""
    return [start / 1_000 for start in starts(track.state(at))]


# --- any sequence of commands -----------------------------------------------------------------------------------------


@st.composite
def scripts(draw: st.DrawFn) -> list[tuple[int, str]]:
    """Pauses in ticks, and what is asked behind each; most often a press."""
    asked = st.sampled_from(["press"] * 6 + ["skip", "not_ready", "pause", "pause", "add", "drop", "interrupt"])
    gaps = st.one_of(st.integers(1, 40), st.integers(1, 400), st.sampled_from([50, 100, 150, 200]))
    return draw(st.lists(st.tuples(gaps, asked), min_size=1, max_size=25))


@settings(max_examples=600, deadline=None)
@given(
    script=scripts(),
    reps=st.integers(2, 6),
    length=st.sampled_from([50, 70, 100, 200]),
    get_ready=st.sampled_from([0, 30, 50, 80]),
    start=st.sampled_from([StartMode.AUTO, StartMode.AUTO, StartMode.PRESS]),
    late=st.sampled_from(Late),
)
def test_every_start_is_where_a_plain_counter_has_it(
    script: list[tuple[int, str]], reps: int, length: int, get_ready: int, start: StartMode, late: Late
) -> None:
    steps = sets_of(1, reps, metres(200), ByCycle(length * TICK_MS))
    plan = plan_of(steps, get_ready_ms=get_ready * TICK_MS, start=start, late=late, press_guard_ms=0)
    clock = SendOffClock(reps, length, get_ready, start is StartMode.PRESS, late is Late.NOW)
    track = Track(plan).press(0)
    for gap, asked in script:
        for _ in range(gap):
            clock.tick()
        if clock.where is Where.OVER:
            break
        if asked == "add" and clock.reps == 1:
            continue  # a set of one rep has no recovery that another could have as well
        at_s = clock.now * TICK_MS / 1_000
        if asked == "interrupt":
            track.log = (*track.log, *appended(track.log, (Seen(clock.now * TICK_MS),)))
        getattr(clock, asked)()
        track.do(COMMANDS[asked], at_s)
        assert starts(track.state(at_s)) == [tick * TICK_MS for tick in clock.starts], (clock.now, asked)
    for _ in range(3 * length):
        clock.tick()
    assert starts(track.state(clock.now * TICK_MS / 1_000)) == [tick * TICK_MS for tick in clock.starts]


@settings(max_examples=300, deadline=None)
@given(script=scripts(), late=st.sampled_from(Late), gap_s=st.integers(0, 20_000))
def test_a_session_that_was_kept_running_is_as_if_nothing_had_happened(
    script: list[tuple[int, str]], late: Late, gap_s: int
) -> None:
    plan = plan_of(sets_of(1, 5, metres(200), cycle(10)), late=late, press_guard_ms=0)
    whole, killed = Track(plan).press(0), Track(plan).press(0)
    at_ms = 0
    for gap, asked in script:
        at_ms += gap * TICK_MS
        for track in (whole, killed):
            track.do(COMMANDS[asked] if asked != "interrupt" else ask.Press(), at_ms / 1_000)
    killed.log = (*killed.log, *appended(killed.log, (Seen(at_ms),)))
    end_s = at_ms / 1_000 + gap_s
    killed.do(ask.KeepRunning(), end_s)
    assert starts(killed.state(end_s)) == starts(whole.state(end_s))
    for track in (whole, killed):
        track.do(ask.Press(), end_s + 3)
    assert starts(killed.state(end_s + 60)) == starts(whole.state(end_s + 60))


@settings(max_examples=300, deadline=None)
@given(
    ran_s=st.integers(20, 500),
    by_s=st.integers(-15, 15),
    mended_after_s=st.integers(0, 60),
    late=st.sampled_from(Late),
)
def test_a_finish_that_was_moved_is_as_if_it_had_been_there_unless_a_start_has_sounded(
    ran_s: int, by_s: int, mended_after_s: int, late: Late
) -> None:
    plan = replace(twos(), late=late)
    moved = Track(plan).press(0, 5 + ran_s)
    before = moved.state(5 + ran_s + mended_after_s)
    mended_s = 5 + ran_s + mended_after_s
    decision = moved.do(ask.MoveLastMark(by_s * 1_000), mended_s)
    if isinstance(decision, Refused) or by_s == 0:
        return
    straight = Track(plan).press(0, 5 + ran_s + by_s)
    wanted = starts(straight.state(1_000))[1]
    found = starts(moved.state(1_000))[1]
    heard = starts(before)[1:]
    if heard:
        assert found == heard[0]
    elif wanted > mended_s * 1_000:
        assert found == wanted
    elif late is Late.NOW:
        assert found == mended_s * 1_000 + plan.get_ready_ms
    else:
        assert (found - 5_000) % 120_000 == 0
        assert 0 < found - mended_s * 1_000 <= 120_000


# --- one by one -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("late", Late)
@pytest.mark.parametrize("ran_s", [40, 114.9, 115.1, 119.999, 120])
def test_in_time_the_next_rep_starts_on_the_cycle_to_the_millisecond(ran_s: float, late: Late) -> None:
    track = Track(twos(late=late)).press(0, 5 + ran_s)
    assert starts_at(track, 124.999) == [5]
    assert starts_at(track, 125) == [5, 125]


def test_a_late_finish_waits_for_the_next_multiple_or_starts_at_once() -> None:
    assert starts_at(Track(twos()).press(0, 125.001), 400) == [5, 245]
    assert starts_at(Track(twos()).press(0, 5 + 241), 400) == [5, 365]
    assert starts_at(Track(twos(late=Late.NOW)).press(0, 125.001), 400) == [5, 125.001]


def test_a_finish_right_on_the_cycle_starts_the_next_rep_there() -> None:
    track = Track(twos())
    track.press(0, 125)
    assert track.state(125).step == track.plan.steps[2]
    assert starts_at(track, 125) == [5, 125]
    assert [step.time_ms for step in track.results(126).steps] == [120_000, 0, None]


def test_after_the_last_rep_nothing_is_waited_for() -> None:
    track = Track(twos(2)).press(0, 40, 160)
    assert track.state(160).phase is Phase.FINISHED


@pytest.mark.parametrize(("cut_s", "go_s"), [(60, 65), (119.5, 124.5), (121, 125), (124.9, 125)])
def test_a_cut_starts_after_get_ready_or_on_the_cycle_if_that_is_sooner(cut_s: float, go_s: float) -> None:
    track = Track(twos()).press(0, 40, cut_s)
    assert starts_at(track, 130) == [5, go_s]
    track.press(go_s + 35)
    assert starts_at(track, go_s + 121)[2:] == [go_s + 120]


def test_a_pause_shifts_the_send_off_by_its_length() -> None:
    track = Track(twos()).press(0, 40)
    track.do(ask.TogglePause(), 100)
    assert track.state(200).deadline_ms() == 225_000
    track.do(ask.TogglePause(), 200)
    assert starts_at(track, 224.999) == [5]
    assert starts_at(track, 225) == [5, 225]


def test_a_pause_inside_a_timed_rep_shifts_it_as_well_and_makes_nobody_late() -> None:
    track = Track(plan_of(sets_of(1, 3, seconds(60), cycle(90)))).press(0)
    track.do(ask.TogglePause(), 35)
    track.do(ask.TogglePause(), 135)
    assert starts_at(track, 400) == [5, 195, 285]


def test_a_rep_given_up_keeps_its_cycle() -> None:
    track = Track(twos()).press(0)
    track.do(ask.Skip(), 30)
    assert starts_at(track, 300) == [5, 125]
    late = Track(twos()).press(0)
    late.do(ask.Skip(), 150)
    assert starts_at(late, 300) == [5, 245]


def test_a_start_taken_back_begins_a_cycle_of_its_own_when_it_is_made() -> None:
    track = Track(twos()).press(0, 40)
    track.do(ask.NotReady(), 128)
    assert track.state(200).waits
    track.press(210, 215 + 33)
    assert starts_at(track, 400) == [5, 215, 335]


def test_by_press_the_cycle_is_counted_past_until_space() -> None:
    track = Track(twos(start=StartMode.PRESS)).press(0, 40)
    assert starts_at(track, 200) == [5]
    track.press(200)
    assert starts_at(track, 300) == [5, 205]


@pytest.mark.parametrize(
    ("late", "asked_s", "go_s"),
    [(Late.NEXT, 50, 125), (Late.NEXT, 200, 245), (Late.NOW, 50, 125), (Late.NOW, 200, 205)],
)
def test_one_more_rep_behind_the_last_is_on_the_cycle_too(late: Late, asked_s: float, go_s: float) -> None:
    track = Track(twos(2, late=late)).press(0, 40, 160)
    assert track.state(165).phase is Phase.FINISHED
    track.do(ask.AddRep(), 120 + asked_s)
    assert starts_at(track, 1_000) == [5, 125, 120 + go_s]
    assert track.state(1_000).steps[3].step.end == cycle(120)


def test_one_more_set_brings_its_cycles() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(200), cycle(60), seconds(90)))).press(0, 40, 100)
    track.do(ask.AddSet(), 101)
    track.press(101 + 10)
    track.press(150)
    assert [run.step.end for run in track.state(151).steps if run.step.is_pause] == [cycle(60), OPEN, cycle(60)]
    assert starts_at(track, 300) == [5, 65, 116, 176]


def test_what_follows_dropped_reps_is_reached_on_the_cycle_or_at_once() -> None:
    steps = [*sets_of(1, 3, metres(200), cycle(120)), easy(StepKind.COOLDOWN, OPEN)]
    track = Track(plan_of(steps)).press(0, 40)
    track.do(ask.DropReps(), 50)
    assert track.state(51).step == steps[-1]
    then = [*sets_of(1, 2, metres(200), cycle(120)), pause(seconds(30), StepKind.REST), rep(metres(400))]
    again = Track(plan_of(then)).press(0, 40)
    again.do(ask.DropReps(), 50)
    assert starts_at(again, 200) == [5, 70]


def test_undo_and_redo_of_a_finish_leave_the_send_off_where_it_was() -> None:
    track = Track(twos()).press(0, 40)
    track.do(ask.Undo(), 50)
    assert track.state(60).index == 0
    track.do(ask.Redo(), 70)
    assert starts_at(track, 300) == [5, 125]


def test_a_finish_brought_back_behind_its_send_off_starts_with_the_next_multiple() -> None:
    track = Track(twos()).press(0, 120)
    track.do(ask.Undo(is_confirmed=True), 122)
    track.do(ask.Redo(), 140)
    assert starts_at(track, 244) == [5]
    assert starts_at(track, 245) == [5, 245]


def test_a_start_that_has_sounded_is_a_fact() -> None:
    track = Track(twos()).press(0, 124)
    assert starts_at(track, 130) == [5, 125]
    seq = next(entry.seq for entry in timing_entries(track.log) if isinstance(entry.event, RepFinished))
    assert isinstance(track.do(ask.MoveMark(seq, 60_000), 130), Accepted)
    assert starts_at(track, 200) == [5, 125]
    assert isinstance(track.do(ask.MoveMark(seq, 126_000), 131), Refused)


@pytest.mark.parametrize(("put_in_s", "go_s"), [(100, 125), (200, 245)])
def test_a_missed_finish_put_in_starts_the_next_rep_on_its_cycle(put_in_s: float, go_s: float) -> None:
    track = Track(twos()).press(0)
    assert isinstance(track.do(ask.InsertPress(45_000), put_in_s), Accepted)
    assert starts_at(track, 300) == [5, go_s]


def test_a_press_put_in_that_moves_a_start_moves_the_cycle_behind_it() -> None:
    track = Track(twos(3)).press(0, 40)
    track.do(ask.InsertPress(60_000), 62)
    track.press(65 + 30)
    assert starts_at(track, 300) == [5, 65, 185]


def test_enter_makes_the_press_before_it_the_finish_and_the_send_off_follows() -> None:
    plan = plan_of(sets_of(1, 2, metres(800), cycle(240)))
    track = Track(plan).press(0, 85, 243)
    assert isinstance(track.do(ask.Undo(), 244), Accepted)
    track.press(246)
    assert starts_at(track, 700) == [5, 485]


@pytest.mark.parametrize(("resumed_s", "press_s", "go_s"), [(130, 200, 245), (1_000, 1_010, 1_085)])
def test_kept_running_over_any_gap_the_next_start_is_on_the_right_multiple(
    resumed_s: float, press_s: float, go_s: float
) -> None:
    track = Track(twos()).press(0)
    track.see(100)
    track.do(ask.KeepRunning(), resumed_s)
    track.press(press_s)
    assert starts_at(track, 2_000) == [5, go_s]


def test_carried_on_in_the_pause_the_rest_of_the_cycle_is_waited_for() -> None:
    track = Track(twos()).press(0, 40)
    track.see(100)
    track.do(ask.CarryOn(), 5_000)
    track.press(5_010)
    assert starts_at(track, 6_000) == [5, 5_035]


def test_cycles_of_several_lengths_count_each_from_the_rep_before_it() -> None:
    steps = [rep(metres(400)), pause(cycle(120)), rep(metres(200)), pause(cycle(60)), rep(metres(400))]
    track = Track(plan_of(steps)).press(0, 75, 160)
    assert starts_at(track, 300) == [5, 125, 185]


# --- what is heard and seen -------------------------------------------------------------------------------------------


def test_the_cues_are_those_of_a_timed_recovery() -> None:
    plan = twos(3)
    track = Track(plan).press(0, 40)
    found = [(cue.at / 1_000, cue.sound) for cue in cues_between(track.state(40), 40_000, 125_000)]
    assert found == [
        (115, Sound.TEN_SECONDS), (122, Sound.THREE), (123, Sound.TWO), (124, Sound.ONE), (125, Sound.GO)
    ]  # fmt: skip
    track.press(160)
    assert Sound.LAST_REP in {cue.sound for cue in cues_between(track.state(160), 160_000, 245_000)}


def seen(state: State) -> tuple[str, str, int, str, tuple[str, ...]]:
    view = live_view(state, None, None, "")
    return view.title, view.subtitle, view.clock_ms, view.space, view.coming


def test_the_screen_says_the_cycle_what_is_left_and_who_is_late() -> None:
    track = Track(twos()).press(0)
    assert seen(track.state(25))[:3] == ("REP 1 of 4 · rep", "on 2:00", 20_000)
    assert seen(track.state(126))[1] == "on 2:00 · late"
    track.press(128)
    title, subtitle, clock_ms, space, coming = seen(track.state(130))
    assert (title, subtitle, clock_ms, space) == ("RECOVERY · on 2:00", "late by 0:03", 115_000, "cut short")
    assert coming == ("REP 2 of 4 · rep", "RECOVERY · on 2:00", "REP 3 of 4 · rep")
    in_time = Track(twos()).press(0, 40)
    assert seen(in_time.state(45))[:3] == ("RECOVERY · on 2:00", "", 80_000)


def test_the_last_rep_of_a_cycle_names_none() -> None:
    track = Track(twos(2)).press(0, 40)
    assert seen(track.state(130))[1] == ""


def test_an_estimate_is_as_many_cycles_as_there_are_starts_and_the_last_rep() -> None:
    quick = Target("1:00", 60_000, 60_000)
    steps = [replace(s, target=quick) if s.kind is StepKind.REP else s for s in twos().steps]
    plan = plan_of(steps)
    assert estimated_ms(plan) == 3 * 120_000 + 60_000
    assert [estimate_at_ms(plan, index) for index in range(3)] == [60_000, 60_000, 60_000]
    slow = plan_of([replace(s, target=Target("2:10", 130_000, 130_000)) if s.target else s for s in steps])
    assert estimated_ms(slow) == 3 * 240_000 + 130_000
    assert estimated_ms(replace(slow, late=Late.NOW)) == 4 * 130_000
    # Nobody has said how fast: then the cycle, which 4:00/km would not keep, is taken to be kept.
    assert estimated_ms(plan_of(sets_of(1, 4, metres(200), cycle(40)))) == 3 * 40_000 + 48_000


def test_what_is_left_falls_steadily_through_a_rep_and_its_recovery() -> None:
    track = Track(twos(3)).press(0, 40)
    whole_ms = estimated_ms(track.plan)
    for at in range(6, 125, 7):
        left_ms = live_view(track.state(at), None, None, "").left_ms
        assert left_ms == whole_ms - (at - 5) * 1_000


# --- like for like, and in files --------------------------------------------------------------------------------------


def test_reps_on_a_cycle_are_like_reps_on_that_cycle_and_no_others() -> None:
    def keys(end: ByCycle | ByTime) -> tuple[str, ...]:
        return tuple(key.as_text() for key in like_keys(sets_of(1, 2, metres(200), end)) if key is not None)

    assert keys(cycle(120)) == keys(cycle(120)) == ("d200000|-|1", "d200000|c120000|1")
    assert len({keys(end)[1] for end in (cycle(120), cycle(90), seconds(120), seconds(60))}) == 4
    key = workout_key(twos())
    assert key != workout_key(plan_of(sets_of(1, 4, metres(200), seconds(120))))
    assert describe_workout(key) == "200 m · 200 m on 2:00"
    assert prescribed_cycles_ms(twos(2).steps) == (None, None, 120_000)


def test_late_stands_in_plans_with_cycles_and_in_no_others() -> None:
    plain = plan_of(sets_of(1, 2, metres(200), seconds(60)), late=Late.NOW)
    assert plain.late is None
    assert "late" not in plan_to_dict(plain)
    assert plan_to_dict(twos())["late"] == "next"
    assert plan_from_dict(plan_to_dict(twos(late=Late.NOW))).late is Late.NOW


@pytest.mark.parametrize("kind", [StepKind.REP, StepKind.WARMUP, StepKind.COOLDOWN])
def test_only_a_pause_ends_with_a_cycle(kind: StepKind) -> None:
    plain = plan_to_dict(plan_of([Step(kind, cycle(60), "x")]))
    with pytest.raises(ValueError, match="only a recovery or rest ends with a cycle"):
        plan_from_dict(plain)


@pytest.mark.parametrize("cycle_ms", [0, -1])
def test_a_cycle_has_a_length(cycle_ms: int) -> None:
    plain = plan_to_dict(plan_of(sets_of(1, 2, metres(200), ByCycle(cycle_ms))))
    with pytest.raises(ValueError, match="cannot be that short"):
        plan_from_dict(plain)


def test_a_split_in_a_rep_on_a_cycle_is_a_split() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(800), cycle(240)))).press(0, 85)
    assert [type(entry.event) for entry in track.log][-1] is SplitMarked
    assert state_at(track.plan, track.log, 300_000).index == 0
