"""One press does not cut a recovery that has just begun, two do; nothing else is refused that was taken before.

It exists because "did it register?" is asked with the key that ends the recovery: whoever asks it right behind a finish
lost the recovery, and stood at the line again in five seconds.
"""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.on_track import OPEN, Track, cycle, easy, metres, plan_of, seconds, sets_of
from tests.core.test_held_press import RATES_MS
from tests.core.test_session_properties import run_plans, scripts
from trackclock.core import commands as ask
from trackclock.core.events import Cause, PressRefused, Reason, RecoveryCut
from trackclock.core.plan import Plan, StartMode, StepEnd, StepKind
from trackclock.core.session import Accepted, replay, results_of, state_at
from trackclock.core.view import space_of

FINISH = 85.0
"""When the rep is over and its pause begins, in each of these sessions."""


def fours(recovery: StepEnd, **options: object) -> Plan:
    return plan_of([*sets_of(1, 3, metres(400), recovery)], **options)


def in_recovery(recovery: StepEnd = seconds(90), **options: object) -> Track:  # noqa: B008 - frozen
    return Track(fours(recovery, **options)).press(0, FINISH)


def reason_at(track: Track, at: float) -> Reason | None:
    decision = track.do(ask.Press(), at)
    if isinstance(decision, Accepted):
        return None
    [event] = decision.events
    assert isinstance(event, PressRefused)
    return event.reason


@pytest.mark.parametrize(
    ("length", "until"), [(240, 20.0), (90, 20.0), (41, 20.0), (40, 20.0), (39, 19.5), (30, 15.0), (5, 2.5), (4, 2.0)]
)
def test_the_first_half_of_a_recovery_or_20_s_of_it_if_that_is_less(length: int, until: float) -> None:
    for into in (2.0, until - 0.001, until, until + 0.001, length - 0.001):
        found = reason_at(in_recovery(seconds(length)), FINISH + into)
        assert found is (Reason.BOUNDARY if into < 2 else Reason.EARLY_CUT if into < until else None), into


def warm_up() -> Track:
    return Track(plan_of([easy(StepKind.WARMUP, seconds(90)), *sets_of(1, 2, metres(400), seconds(90))])).press(0)


def rest() -> Track:
    return Track(plan_of(sets_of(2, 1, metres(400), None, seconds(90)))).press(0, FINISH)


def paused() -> Track:
    track = in_recovery()
    track.do(ask.TogglePause(), FINISH + 4)
    return track


def taken_back() -> Track:
    track = in_recovery(seconds(30))
    track.do(ask.NotReady(), FINISH + 31)
    return track


NOT_ASKED = {
    "a rest": (rest, FINISH + 10),
    "a send-off": (lambda: in_recovery(cycle(240)), FINISH + 10),
    "a recovery by distance": (lambda: in_recovery(metres(200)), FINISH + 10),
    "an open recovery": (lambda: in_recovery(OPEN), FINISH + 10),
    "a warm-up": (warm_up, 10),
    "a paused recovery, where it goes on": (paused, FINISH + 10),
    "a recovery whose GO was taken back": (taken_back, FINISH + 34),
    "one that waits past zero": (lambda: in_recovery(seconds(10), start=StartMode.PRESS), FINISH + 12),
    "a guard in seconds": (lambda: in_recovery(press_guard_ms=300), FINISH + 0.4),
    "no guard at all": (lambda: in_recovery(press_guard_ms=0), FINISH + 0.4),
}


@pytest.mark.parametrize("name", NOT_ASKED)
def test_everywhere_else_one_press_does_as_ever(name: str) -> None:
    make, at = NOT_ASKED[name]
    track = make()
    assert "twice" not in space_of(track.state(at))
    assert reason_at(track, at) is None


@pytest.mark.parametrize(("gap", "cuts"), [(0.4, False), (1.0, False), (1.001, True), (3.0, True), (3.001, False)])
@pytest.mark.parametrize("first", [1.5, 4.0])
def test_a_second_press_within_three_seconds_cuts_whichever_guard_refused_the_first(
    first: float, gap: float, cuts: bool
) -> None:
    track = in_recovery()
    expected = Reason.BOUNDARY if first < 2 else Reason.EARLY_CUT
    assert reason_at(track, FINISH + first) is expected
    second = FINISH + first + gap
    assert reason_at(track, second) is (None if cuts else Reason.BOUNDARY if first + gap < 2 else Reason.EARLY_CUT)
    if cuts:
        assert track.log[-1].event == RecoveryCut(round(second * 1_000), Cause.SPACE, round(second * 1_000) + 5_000)


def test_it_is_said_and_so_is_what_the_next_press_does() -> None:
    track = in_recovery()
    assert space_of(track.state(FINISH + 10)) == "twice: cut short"
    decision = track.do(ask.Press(), FINISH + 10)
    assert decision.message == "press refused: press again to cut it short; ⟨count⟩ counts it"
    assert space_of(track.state(FINISH + 12)) == "cut short"
    assert space_of(track.state(FINISH + 13.1)) == "twice: cut short"
    assert space_of(track.state(FINISH + 20)) == "cut short"


def test_a_pause_does_not_use_the_time_up_and_a_new_recovery_begins_anew() -> None:
    track = in_recovery()
    track.do(ask.TogglePause(), FINISH + 4)
    track.do(ask.Press(), FINISH + 60)
    assert reason_at(track, FINISH + 65) is Reason.EARLY_CUT, "nine seconds of it"
    track = in_recovery()
    track.press(FINISH + 30, FINISH + 120)
    assert reason_at(track, FINISH + 130) is Reason.EARLY_CUT, "what was refused in another recovery asked nothing here"


def test_c_counts_the_refused_press_as_of_its_own_instant_and_undo_gives_the_recovery_back() -> None:
    track = in_recovery()
    assert reason_at(track, FINISH + 10) is Reason.EARLY_CUT
    assert isinstance(track.do(ask.CountRefused(), FINISH + 13), Accepted)
    assert track.state(FINISH + 15).index == 2, "the rep began five seconds behind the press"
    track = in_recovery()
    reason_at(track, FINISH + 5)
    assert reason_at(track, FINISH + 7) is None
    track.do(ask.Undo(), FINISH + 8)
    assert (track.state(FINISH + 89).index, track.state(FINISH + 90).index) == (1, 2)


@pytest.mark.parametrize(("delay_ms", "repeat_ms"), RATES_MS)
@pytest.mark.parametrize("into_ms", [0, 1_500, 3_000, 12_000])
def test_a_key_that_is_held_down_never_cuts_it(into_ms: int, delay_ms: int, repeat_ms: int) -> None:
    track = Track(fours(seconds(90))).press(0) if into_ms == 0 else in_recovery()
    at_ms = round(FINISH * 1_000) + into_ms
    for then_ms in (at_ms, *range(at_ms + delay_ms, at_ms + 6_000, repeat_ms)):
        track.do(ask.Press(), then_ms / 1_000)
    assert not any(isinstance(entry.event, RecoveryCut) for entry in track.log)


def cuts_at(presses_ms: list[int]) -> int | None:
    """Which of these presses, in ms into a recovery of 90 s, cuts it: worked out from the words of the rule."""
    refused: list[int] = []
    last = 0
    for press in presses_ms:
        gap, last = press - last, press
        if gap < 300:
            continue  # held
        if press >= 2_000 and (press >= 20_000 or any(1_000 < press - other <= 3_000 for other in refused)):
            return press
        refused.append(press)
    return None


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(1, 4_000), min_size=1, max_size=12))
def test_any_presses_cut_it_where_the_rule_says(gaps_ms: list[int]) -> None:
    presses = [sum(gaps_ms[: n + 1]) for n in range(len(gaps_ms))]
    track = in_recovery()
    for press in presses:
        if any(isinstance(entry.event, RecoveryCut) for entry in track.log):
            break
        track.do(ask.Press(), FINISH + press / 1_000)
    cut = next((entry.event.at for entry in track.log if isinstance(entry.event, RecoveryCut)), None)
    assert cut == (None if (found := cuts_at(presses)) is None else round(FINISH * 1_000) + found)


# --- logs of before ---------------------------------------------------------------------------------------------------


def run_by_the_old_rules(plan: Plan, script: list[tuple[int, ask.Command]]) -> Track:
    with patch("trackclock.core.session.guard.is_early_cut", lambda _state, _at: False):
        track, at_ms = Track(plan).press(0), 0
        for gap, command in script:
            at_ms += gap
            track.do(command, at_ms / 1_000)
    return track


short = st.lists(
    st.tuples(st.integers(0, 60_000) | st.integers(2_000, 19_000), st.just(ask.Press())), min_size=3, max_size=20
)


@settings(max_examples=250, deadline=None)
@given(plan=run_plans(), script=scripts | short)
def test_a_log_of_before_reads_as_before(plan: Plan, script: list[tuple[int, ask.Command]]) -> None:
    track = run_by_the_old_rules(replace(plan, press_guard_ms=None), script)
    with patch("trackclock.core.session.guard.is_early_cut", lambda _state, _at: False):
        end = max(entry.event.at for entry in track.log) + 400_000
        then = replay(track.plan, track.log), state_at(track.plan, track.log, end), results_of(track.plan, track.log)
    now = replay(track.plan, track.log), state_at(track.plan, track.log, end), results_of(track.plan, track.log)
    assert now == then


def test_a_repair_of_a_log_of_before_leaves_its_cut_where_it_was() -> None:
    plan = plan_of(sets_of(1, 3, metres(1200), seconds(90)))
    gaps_ms = (85_000, 85_000, 1_000, 84_000, 8_000)
    track = run_by_the_old_rules(plan, [(gap_ms, ask.Press()) for gap_ms in gaps_ms])
    assert isinstance(track.log[-1].event, RecoveryCut)
    before = track.state(400)
    refused = next(entry.seq for entry in track.log if isinstance(entry.event, PressRefused))
    decision = track.do(ask.DeletePress(refused), 264)
    assert isinstance(decision, Accepted), "all behind it is decided again"
    assert track.state(400).outcomes == before.outcomes
    assert track.state(400).started_ms == before.started_ms == 268_000
