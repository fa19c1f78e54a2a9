"""What a voice says and when: each phrase once, what the screen shows, and never in the last 5 s before a GO."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.core.on_track import OPEN, Track, cycle, easy, metres, pause, plan_of, rep, seconds, sets_of
from tests.core.test_session_properties import played, run_plans, scripts
from tests.fakes import FakeClock, FakeSpeaker, FakeStore, FakeVoice
from trackclock.core import commands as ask
from trackclock.core.cues import cues_between
from trackclock.core.plan import Plan, StartMode, Step, StepKind, Target
from trackclock.core.session import Phase, advance, state_at
from trackclock.core.sounds import Sound
from trackclock.core.speech import COMING_MS, Phrase, Rank, Telling, phrases_between, quiet_of
from trackclock.recorder import Recorder

EIGHTS = sets_of(1, 3, metres(800), seconds(90))


def due(track: Track, after: float, until: float, telling: Telling = Telling.ALL) -> list[tuple[float, str]]:
    phrases = phrases_between(track.state(after), round(after * 1_000), round(until * 1_000), telling)
    return [(phrase.due_ms / 1_000, phrase.text) for phrase in phrases]


def aimed(steps: list[Step], **target: Any) -> list[Step]:
    return [replace(one, target=Target(**target)) if one.kind is StepKind.REP else one for one in steps]


# --- what comes, and what is left -----------------------------------------------------------------------------------


def test_before_each_go_what_comes_is_said_and_at_half_of_a_long_recovery_what_is_left() -> None:
    steps = aimed(EIGHTS, text="2:44", low_ms=164_000, high_ms=164_000)
    track = Track(plan_of(steps)).press(0, 85, 170)
    assert due(track, 170, 260) == [(215, "0:45 left"), (245, "rep 2 of 3, 800 in 2:44")]
    track.press(345, 430)
    assert due(track, 430, 520)[-1] == (505, "last one, 800 in 2:44")
    assert [text for _, text in due(track, 430, 520, Telling.STARTS)] == ["last one, 800 in 2:44"]
    assert due(track, 430, 520, Telling.TIMES) == []


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ({"text": "78-80", "low_ms": 78_000, "high_ms": 80_000}, "800 in 1:18 to 1:20"),
        ({"text": "each faster", "each_faster": True}, "800, each faster"),
        ({"text": "80 % effort"}, "800, 80 % effort"),
        ({"text": "goal pace", "low_ms": 33_200, "high_ms": 33_200}, "800 in 33.2"),
    ],
)
def test_a_target_is_said_as_it_is_shown(target: dict[str, Any], words: str) -> None:
    track = Track(plan_of(aimed(EIGHTS, **target))).press(0, 85, 170)
    assert due(track, 230, 260) == [(245, f"rep 2 of 3, {words}")]


def test_a_set_and_a_rest_are_called_by_name() -> None:
    track = Track(plan_of(sets_of(2, 2, metres(200), seconds(20), seconds(180)))).press(0, 40)
    assert due(track, 40, 61) == [(45, "rep 2 of 2, 200")]
    track.press(100)
    assert due(track, 100, 281) == [
        (100.5, "rest, 3:00"),
        (190, "1:30 left"),
        (265, "set 2 of 2, rep 1 of 2, 200"),
    ]


def test_a_short_recovery_says_what_comes_when_it_begins_and_one_under_ten_seconds_nothing() -> None:
    for length, said in ((12, [(40.5, "last one, 200")]), (9, []), (10, [])):
        track = Track(plan_of(sets_of(1, 2, metres(200), seconds(length)))).press(0, 40)
        assert due(track, 40, 60) == said


def test_before_a_press_that_nobody_foresees_what_comes_is_said_as_the_pause_begins() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(200), OPEN))).press(0, 40)
    assert due(track, 40, 400) == [(40.5, "last one, 200")]


def test_a_send_off_and_a_recovery_that_waits_are_recoveries_too() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(200), cycle(120)))).press(0, 40)
    assert due(track, 40, 130) == [(83, "0:42 left"), (110, "last one, 200")]
    track = Track(plan_of(EIGHTS, start=StartMode.PRESS)).press(0, 85, 170)
    assert due(track, 170, 400)[-1] == (245, "rep 2 of 3, 800")


def test_a_timed_rep_and_an_exercise_are_called_what_they_are() -> None:
    steps = [rep(metres(200)), pause(seconds(30)), replace(rep(OPEN), label="5 squats"), pause(seconds(30))]
    track = Track(plan_of([*steps, rep(seconds(90))])).press(0, 40)
    assert due(track, 40, 75) == [(55, "rep 2 of 3, 5 squats")]
    track.press(80)
    assert due(track, 80, 111) == [(95, "last one, 1:30")]


def test_a_warm_up_says_what_comes_before_its_time_is_up() -> None:
    track = Track(plan_of([easy(StepKind.WARMUP, seconds(60)), rep(metres(200))])).press(0)
    assert due(track, 0, 61) == [(45, "200")]


def test_a_pause_silences_what_was_due() -> None:
    track = Track(plan_of(EIGHTS)).press(0, 85, 170)
    track.do(ask.TogglePause(), 200)
    assert due(track, 200, 1_000) == []


# --- windows --------------------------------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(plan=run_plans(), script=scripts, cuts=st.lists(st.integers(0, 300_000), max_size=15))
def test_windows_partition_time_and_nothing_is_begun_in_the_last_five_seconds(
    plan: Plan, script: list[tuple[int, ask.Command]], cuts: list[int]
) -> None:
    track = played(plan, script)
    start = max(entry.event.at for entry in track.log)
    state = state_at(plan, track.log, start)
    whole = phrases_between(state, start, start + 300_000, Telling.ALL)
    # an edge that lies on a phrase is the one that could have it twice, or not at all
    edges = [start, *sorted({*(start + cut for cut in cuts), *(phrase.due_ms for phrase in whole)}), start + 300_000]
    parts: list[Phrase] = []
    for after, until in pairwise(edges):
        parts += phrases_between(advance(state, after), after, until, Telling.ALL)
    assert tuple(parts) == whole
    assert len({phrase.key for phrase in whole}) == len(whole)
    cues = cues_between(state, start, edges[-1] + 60_000)
    goes = [cue.at for cue in cues if cue.sound is Sound.GO]
    for phrase in whole:
        assert phrase.due_ms <= phrase.latest_ms
        if phrase.rank is Rank.COMING:
            assert not any(0 <= go - phrase.latest_ms < COMING_MS[1] for go in goes if go >= phrase.due_ms)
        if phrase.rank is Rank.LEFT:
            assert not any(from_ms < phrase.latest_ms < to_ms for from_ms, to_ms in quiet_of(cues))


@settings(max_examples=80, deadline=None)
@given(plan=run_plans(), script=scripts)
def test_each_countdown_has_five_quiet_seconds_before_it(plan: Plan, script: list[tuple[int, ask.Command]]) -> None:
    track = played(plan, script)
    start = max(entry.event.at for entry in track.log)
    cues = cues_between(state_at(plan, track.log, start), start, start + 300_000)
    quiet = quiet_of(cues)
    for before_ms, sound in ((3_000, Sound.THREE), (2_000, Sound.TWO), (1_000, Sound.ONE), (0, Sound.GO)):
        for cue in (cue for cue in cues if cue.sound is sound):
            zero = cue.at + before_ms
            for instant in range(zero - 5_000, zero, 250):
                assert any(from_ms <= instant < to_ms for from_ms, to_ms in quiet)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(quiet))


# --- what a press brings --------------------------------------------------------------------------------------------


class Bench:
    """A recorder with a voice, driven in seconds since its first press."""

    def __init__(self, plan: Plan, telling: Telling = Telling.ALL) -> None:
        self.clock = FakeClock()
        self.voice = FakeVoice()
        self.recorder = Recorder(plan, "test.toml", self.clock, FakeStore(), FakeSpeaker())
        self.recorder.set_voice(self.voice, telling)
        self.start_ms = self.clock.now_ms()

    def at(self, at_s: float) -> int:
        return self.start_ms + round(at_s * 1_000)

    def press(self, *instants: float) -> Bench:
        for at_s in instants:
            assert self.recorder.submit(ask.Press(), self.at(at_s)).is_accepted, at_s
        return self

    def said(self) -> list[tuple[float, str]]:
        return [((phrase.at_ms - self.start_ms) / 1_000, phrase.text) for phrase in self.voice.said]


def test_laps_finishes_and_the_mean_are_said_with_what_they_are_against() -> None:
    bench = Bench(plan_of(EIGHTS), Telling.TIMES).press(0, 85.04, 170.07, 345.03, 428.99)
    assert bench.said() == [
        (85.04, "1:20.0"),
        (170.07, "2:45.0"),
        (345.03, "1:24.9, plus 4.9"),
        (428.99, "2:48.9, plus 3.9 against rep before"),
    ]
    bench.press(605, 690)
    assert bench.said()[-1] == (690.5, "mean 2:48.33")
    assert len(bench.said()) == 7
    assert bench.voice.scheduled == ()


def test_what_waits_for_the_time_of_a_rep_is_named_again_until_it_is_stale() -> None:
    bench = Bench(plan_of(sets_of(2, 1, metres(200), seconds(20), seconds(180)))).press(0, 40)
    for at_s, texts in ((41, ["rest, 3:00"]), (48.5, ["rest, 3:00"]), (48.6, [])):
        bench.recorder.set_voice(bench.voice, Telling.STARTS)  # as any change of it, and each ten seconds
        bench.recorder.poll(bench.at(at_s))
        assert [phrase.text for phrase in bench.voice.scheduled] == texts


def test_starts_alone_say_no_time_and_nothing_at_all_is_said_without_a_voice() -> None:
    assert Bench(plan_of(EIGHTS), Telling.STARTS).press(0, 85, 170).said() == []
    bench = Bench(plan_of(EIGHTS)).press(0, 85)
    bench.recorder.set_voice(None)
    bench.press(170)
    assert len(bench.said()) == 1
    assert bench.voice.hushes == 1


def test_of_marks_that_follow_closely_only_the_digits_are_said() -> None:
    steps = [replace(one, marks_mm=(40_000, 80_000, 200_000)) if one.kind is StepKind.REP else one for one in EIGHTS]
    steps = aimed(
        [replace(one, end=metres(200)) if one.marks_mm else one for one in steps],
        text="30",
        low_ms=30_000,
        high_ms=30_000,
    )
    bench = Bench(plan_of(steps, press_guard_ms=300)).press(0, 11.5, 17.4, 36)
    assert [text for _, text in bench.said()] == ["6.5, plus 0.5", "5.9", "31.0, plus 1.0 against target"]


def test_a_time_that_is_mended_is_said_anew_and_an_old_one_is_not() -> None:
    bench = Bench(plan_of(EIGHTS)).press(0, 85)
    bench.recorder.submit(ask.MoveLastMark(-500), bench.at(88))
    bench.recorder.submit(ask.Undo(), bench.at(90))
    assert bench.said() == [(85, "1:20.0"), (88, "1:19.5")]


def test_who_listens_from_now_on_is_not_told_what_was_before() -> None:
    bench = Bench(plan_of(EIGHTS)).press(0, 85)
    other = FakeVoice()
    bench.recorder.set_voice(None)
    bench.recorder.set_voice(other, Telling.ALL)
    bench.recorder.poll(bench.at(86))
    assert other.said == []
    assert "against target" in other.ready


@settings(max_examples=30, deadline=None)
@given(plan=run_plans(), script=scripts, polls=st.lists(st.integers(0, 900_000), max_size=30))
def test_what_is_said_of_a_mark_is_what_the_screen_flashes(
    plan: Plan, script: list[tuple[int, ask.Command]], polls: list[int]
) -> None:
    bench = Bench(plan, Telling.TIMES).press(0)
    keys: list[str] = []
    at = 0
    for gap, command in script:
        for poll in sorted(polls):
            if at < poll < at + gap:
                bench.recorder.poll(bench.start_ms + poll)
        at += gap
        before = len(bench.voice.said)
        bench.recorder.submit(command, bench.start_ms + at)
        for phrase in bench.voice.said[before:]:
            keys.append(phrase.key)
            if phrase.rank == Rank.TIME:
                shown = bench.recorder.flashes()[-1].pieces
                figures = re.sub("minus ", "-", re.sub("plus ", "+", phrase.text)).partition(" against")[0].split(", ")
                assert figures == [piece.text for piece in shown if not piece.text.startswith("LAP")][: len(figures)]
    assert len(set(keys)) == len(keys)


@settings(max_examples=30, deadline=None)
@given(plan=run_plans(), script=scripts, polls=st.lists(st.integers(0, 900_000), max_size=60))
def test_whatever_the_polls_the_same_is_told(
    plan: Plan, script: list[tuple[int, ask.Command]], polls: list[int]
) -> None:
    assume(plan.gun is None)  # each run draws other delays

    def told(extra: list[int]) -> tuple[set[str], set[str]]:
        bench = Bench(plan).press(0)
        scheduled: set[str] = set()
        at = 0
        for gap, command in script:
            for poll in sorted({*extra, *range(0, 900_000, 10_000)}):
                if at <= poll < at + gap:
                    bench.recorder.poll(bench.start_ms + poll)
                    scheduled |= {one.key for one in bench.voice.scheduled if one.at_ms <= bench.start_ms + poll}
            at += gap
            bench.recorder.submit(command, bench.start_ms + at)
        if bench.recorder.phase is not Phase.RUNNING:
            assert bench.voice.scheduled == ()
        return {phrase.key for phrase in bench.voice.said}, scheduled

    plain, sliced = told([]), told(polls)
    assert plain[0] == sliced[0]
    assert plain[1] <= sliced[1]
