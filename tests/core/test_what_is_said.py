"""What is not so is not said: no key that would be refused, no recovery that is none, no time twice.

It exists because a word that is wrong once is not believed the next time.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.on_track import Track, easy, metres, plan_of, rep, seconds, sets_of
from tests.core.test_session_properties import run_plans, scripts
from trackclock.core import commands as ask
from trackclock.core.durations import format_duration
from trackclock.core.figures import tells_times, time_text, told_text, wanted_text
from trackclock.core.plan import Plan, StepKind, Target
from trackclock.core.session import Accepted, Refused
from trackclock.core.view import live_view, space_of
from trackclock.formats.load import load_text

FOURS = sets_of(1, 3, metres(400), seconds(90))


@settings(max_examples=200, deadline=None)
@given(plan=run_plans(), script=scripts, late_ms=st.integers(0, 3_000))
def test_a_message_that_names_a_key_names_one_that_does_something(
    plan: Plan, script: list[tuple[int, ask.Command]], late_ms: int
) -> None:
    track, at_ms = Track(plan).press(0), 0
    for gap, command in script:
        at_ms += gap
        decision = track.do(command, at_ms / 1_000)
        said = decision.message
        state = track.state(at_ms / 1_000)
        if "⟨count⟩ counts it" in said:
            assert isinstance(decision, Refused)
            counted = Track(plan)
            counted.log = track.log
            assert isinstance(counted.do(ask.CountRefused(), (at_ms + late_ms) / 1_000), Accepted), said
        for kind, word in ((StepKind.RECOVERY, "recovery"), (StepKind.REST, "rest"), (StepKind.WARMUP, "warm-up")):
            if f"the {word} goes on" in said:
                assert state.step is not None
                assert state.step.kind is kind


@pytest.mark.parametrize("at", [2, 6])
def test_in_the_first_rep_there_is_no_recovery_that_could_go_on(at: float) -> None:
    track = Track(plan_of(FOURS)).press(0)
    assert track.do(ask.NotReady(), at).message == "not ready: ⟨mark⟩ when you are"


def test_where_the_press_is_the_go_it_says_so_and_nowhere_else() -> None:
    for get_ready_ms, go in ((0, ": GO"), (5_000, "")):
        off = get_ready_ms / 1_000
        track = Track(plan_of(FOURS, get_ready_ms=get_ready_ms))
        assert space_of(track.state(0)) == f"start{go}"
        track.press(0, 80 + off)
        assert space_of(track.state(90 + off)) == f"twice: cut short{go}"
        assert space_of(track.state(110 + off)) == f"cut short{go}"
        assert space_of(track.state(180 + off)) == "finish"
        warm_up = plan_of([easy(StepKind.WARMUP, seconds(60)), *FOURS], get_ready_ms=get_ready_ms)
        assert space_of(Track(warm_up).state(0)) == "start", "nobody runs a rep yet"
        assert space_of(Track(warm_up).press(0).state(20)) == f"end the warm-up{go}"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("4 x 60m in 0:12 and each faster than the last, 60s rest", "12 and each faster than the last"),
        ("3 x 200m in 0:33-0:35 w/ 60s", "33-35"),
        ("3 x 200m @ 33 with 60s", "33"),
        ("3 x 800m @ 2:44 with 2 min", "2:44"),
        ("3 x 800m @ 3:30/km with 2 min", "3:30/km 2:48"),
        ("3 x 400m each faster than the last with 60s", "each faster than the last"),
    ],
)
def test_a_target_says_its_time_once_and_as_every_time_is_put(written: str, said: str) -> None:
    plan = load_text(f'workout = """\n{written}\n"""\n', is_toml=True)
    assert live_view(Track(plan).state(0), None, None, "").target == said


@given(
    st.integers(6_000, 600_000).map(lambda ms: ms // 1_000 * 1_000), st.sampled_from(["", " and each faster", ", go"])
)
def test_no_target_that_tells_its_time_gets_it_again(ms: int, more: str) -> None:
    for text in (format_duration(ms), time_text(ms, 1), format_duration(ms, 1)):
        assert tells_times(text + more, ms, ms)
        assert not told_text(text + more).startswith("0:")
        step = replace(rep(metres(400)), target=Target(text + more, ms, ms))
        shown = live_view(Track(plan_of([step])).state(0), None, None, "").target
        assert shown == told_text(text + more)
    named = replace(rep(metres(400)), target=Target("goal pace", ms, ms))
    shown = live_view(Track(plan_of([named])).state(0), None, None, "").target
    assert shown.startswith(f"goal pace {wanted_text(ms, ms)}")
