"""Which sounds are due when: each once, one an instant, and nothing that the step is too short for."""

from __future__ import annotations

from dataclasses import replace

from tests.core.on_track import OPEN, Track, easy, metres, plan_of, rep, seconds, sets_of
from trackclock.core.commands import Press, TogglePause
from trackclock.core.cues import cue_of, cues_between
from trackclock.core.events import Cause, PressRefused, Reason, RepFinished, SplitMarked
from trackclock.core.pacer import Pacer, Ticks, pace_cues, pattern_changes_mm, position_at, time_at
from trackclock.core.plan import PatternPart, Plan, StartMode, Step, StepKind, Target
from trackclock.core.session import Accepted
from trackclock.core.sounds import Cue, Sound

EIGHTS = sets_of(1, 3, metres(800), seconds(90))


def due(track: Track, after: float, until: float) -> list[tuple[float, Sound]]:
    cues = cues_between(track.state(after), round(after * 1_000), round(until * 1_000))
    return [(cue.at / 1_000, cue.sound) for cue in cues]


def test_getting_ready_counts_three_two_one_go() -> None:
    track = Track(plan_of(EIGHTS)).press(0)
    assert due(track, 0, 60) == [(2, Sound.THREE), (3, Sound.TWO), (4, Sound.ONE), (5, Sound.GO)]


def test_a_recovery_warns_at_ten_seconds_and_counts_down_to_the_go() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    assert due(track, 170, 300) == [
        (250, Sound.TEN_SECONDS),
        (257, Sound.THREE),
        (258, Sound.TWO),
        (259, Sound.ONE),
        (260, Sound.GO),
    ]


def test_the_last_rep_is_announced() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170, 345, 430)
    assert due(track, 430, 515) == [(510, Sound.LAST_REP)]


def test_a_short_recovery_has_no_ten_second_warning() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(200), seconds(8)))).press(0, 40)
    assert due(track, 40, 60) == [(45, Sound.THREE), (46, Sound.TWO), (47, Sound.ONE), (48, Sound.GO)]


def test_a_timed_rep_has_a_half_and_a_countdown() -> None:
    track = Track(plan_of(sets_of(1, 2, seconds(60), OPEN))).press(0)
    assert due(track, 5, 100) == [
        (35, Sound.HALF),
        (62, Sound.THREE),
        (63, Sound.TWO),
        (64, Sound.ONE),
        (65, Sound.FINISHED),
    ]


def test_go_comes_before_finished_where_rep_follows_rep() -> None:
    track = Track(plan_of([rep(seconds(20)), rep(seconds(20))])).press(0)
    assert (25, Sound.GO) in due(track, 5, 30)
    assert (25, Sound.FINISHED) not in due(track, 5, 30)


def test_the_end_of_a_timed_cool_down_finishes_the_session() -> None:
    plan = plan_of([rep(metres(200)), easy(StepKind.COOLDOWN, seconds(60))])
    track = Track(plan).press(0, 40)
    assert due(track, 40, 200) == [(100, Sound.SESSION_FINISHED)]


def test_a_recovery_that_waits_says_that_its_time_is_up() -> None:
    track = Track(plan_of(EIGHTS, start=StartMode.PRESS)).press(0, 85, 170)
    assert due(track, 255, 400)[-1] == (260, Sound.TIME_UP)


def test_a_pause_silences_what_was_due() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    track.do(TogglePause(), 200)
    assert due(track, 200, 1_000) == []


def test_what_a_press_makes_sound() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85)
    split = track.log[-1].event
    assert cue_of(split, track.state(85)) == Cue(85_000, Sound.MARK)
    assert isinstance(split, SplitMarked)
    track.press(170)
    finish = track.log[-1].event
    assert isinstance(finish, RepFinished)
    assert cue_of(finish, track.state(170)) == Cue(170_000, Sound.FINISHED)
    assert cue_of(finish, track.state(170), is_best=True) == Cue(170_000, Sound.BEST)
    refused = PressRefused(171_000, Cause.SPACE, Reason.BOUNDARY)
    assert cue_of(refused, track.state(171)) == Cue(171_000, Sound.REFUSED)


def test_the_last_finish_of_all_finishes_the_session() -> None:
    track = Track(plan_of(sets_of(1, 1, metres(200), None)))
    track.press(0, 40)
    assert cue_of(track.log[-1].event, track.state(40), is_best=True) == Cue(40_000, Sound.SESSION_FINISHED)


def test_without_get_ready_the_press_itself_sounds_the_go() -> None:
    track = Track(plan_of(EIGHTS, get_ready_ms=0))
    assert isinstance(track.do(Press(), 0), Accepted)
    assert cue_of(track.log[-1].event, track.state(0)) == Cue(0, Sound.GO)


# --- the pacer ------------------------------------------------------------------------------------------------------


def paced(step: Step, **target: object) -> tuple[Plan, Track]:
    plan = plan_of([replace(step, target=Target("goal", **target))])  # type: ignore[arg-type]
    return plan, Track(plan).press(0)


def test_ticks_fall_at_each_hundred_from_the_absolute_target() -> None:
    _, track = paced(rep(metres(800)), low_ms=163_999, high_ms=163_999)
    cues = pace_cues(track.state(5), Pacer(), ())
    assert [cue.at - 5_000 for cue in cues] == [163_999 * k // 8 for k in range(1, 8)]
    assert [cue.sound for cue in cues] == [Sound.PACE] * 3 + [Sound.PACE_LAP] + [Sound.PACE] * 3


def test_a_mile_ticks_at_the_painted_hundreds() -> None:
    step = replace(rep(metres(1)), end=metres(1), marks_mm=())
    mile = replace(step, end=type(metres(1))(1_609_344), marks_mm=(409_344, 809_344, 1_209_344, 1_609_344))
    _, track = paced(mile, low_ms=330_000, high_ms=330_000)
    cues = pace_cues(track.state(5), Pacer(Ticks.EVERY_MARK), ())
    assert [cue.at - 5_000 for cue in cues] == [330_000 * mm // 1_609_344 for mm in (409_344, 809_344, 1_209_344)]
    assert {cue.sound for cue in cues} == {Sound.PACE_LAP}
    hundreds = pace_cues(track.state(5), Pacer(), ())
    assert hundreds[0].at - 5_000 == 330_000 * 109_344 // 1_609_344


def test_lap_times_bend_the_pace() -> None:
    step = replace(rep(metres(800)), target=Target("2:44 as 80, 84", 164_000, 164_000, laps_ms=(80_000, 84_000)))
    assert time_at(step, 164_000, 400_000) == 80_000
    assert time_at(step, 164_000, 600_000) == 80_000 + 42_000
    assert time_at(step, 164_000, 800_000) == 164_000
    assert position_at(step, 164_000, 80_000) // 1_000 == 400


def test_each_faster_paces_at_the_rep_before_less_the_margin() -> None:
    steps = [
        replace(step, target=Target("each faster", each_faster=True)) if step.kind is StepKind.REP else step
        for step in EIGHTS
    ]
    track = Track(plan_of(steps)).press(0)
    assert pace_cues(track.state(5), Pacer(), ()) == ()
    track.press(85, 170)
    cues = pace_cues(track.state(260), Pacer(margin_ms=1_000), track.results(260).steps)
    assert cues[3].at == 260_000 + 82_000


def test_a_pattern_sounds_where_it_changes() -> None:
    pattern = (PatternPart(100_000, "sprint"), PatternPart(100_000, "jog"))
    step = replace(rep(metres(400)), pattern=pattern)
    assert pattern_changes_mm(step) == (100_000, 200_000, 300_000)
    _, track = paced(step, low_ms=100_000, high_ms=100_000)
    assert {cue.sound for cue in pace_cues(track.state(5), Pacer(), ())} == {Sound.PATTERN}


def test_ticks_are_part_of_what_is_due() -> None:
    _, track = paced(rep(metres(400)), low_ms=80_000, high_ms=80_000)
    state = track.state(0)
    cues = cues_between(state, 0, 60_000, lambda at: pace_cues(at, Pacer(), ()))
    assert [cue.at for cue in cues if cue.sound is Sound.PACE] == [25_000, 45_000]
