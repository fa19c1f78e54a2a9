"""How near the next rep is, as the colour says it: never in a rep, and each step of it once, in its order."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given, settings

from tests.core.on_track import Track, cycle, easy, metres, plan_of, seconds, sets_of
from tests.core.test_session_properties import run_plans, scripts
from trackclock.core import commands as ask
from trackclock.core.plan import Plan, StartMode, StepEnd, StepKind
from trackclock.core.view import Counting, Urgency
from trackclock.core.view.picture import clock_of, urgency_of


def course(plan: Plan, until: int, *presses: float) -> list[tuple[str, float]]:
    """Each urgency with the second from which on it holds."""
    track = Track(plan).press(*presses)
    tenths = [(urgency_of(track.state(tenth / 10)).value, tenth / 10) for tenth in range(until * 10)]
    return [next(group) for _, group in groupby(tenths, key=lambda one: one[0])]


def eights(recovery: StepEnd, start: StartMode = StartMode.AUTO) -> Plan:
    return plan_of(sets_of(1, 2, metres(800), recovery), start=start)


def test_a_recovery_is_calm_then_soon_at_ten_seconds_then_now_at_three_and_then_a_rep() -> None:
    presses = (0, 85, 165)
    start = [("calm", 0.0), ("now", 2.0), ("calm", 5.0)]
    assert course(eights(seconds(120)), 300, *presses) == [*start, ("soon", 275.0), ("now", 282.0), ("calm", 285.0)]
    assert course(eights(cycle(240)), 260, *presses) == [*start, ("soon", 235.0), ("now", 242.0), ("calm", 245.0)]


def test_one_that_waits_for_a_press_is_overdue_past_zero_and_its_countdown_is_no_longer() -> None:
    found = course(eights(seconds(120), StartMode.PRESS), 300, 0, 85, 165)
    assert found[3:] == [("soon", 275.0), ("now", 282.0), ("overdue", 285.0)]
    pressed = course(eights(seconds(120), StartMode.PRESS), 320, 0, 85, 165, 300)
    assert pressed[5:] == [("overdue", 285.0), ("calm", 300.0), ("now", 302.0), ("calm", 305.0)]


def test_a_warm_up_past_zero_and_a_recovery_without_a_clock_are_calm() -> None:
    warm_up = plan_of([easy(StepKind.WARMUP, seconds(60)), *sets_of(1, 2, metres(400), metres(200))])
    assert course(warm_up, 300, 0) == [("calm", 0.0)]
    assert course(warm_up, 400, 0, 100, 200) == [("calm", 0.0), ("now", 102.0), ("calm", 105.0)]


@settings(max_examples=100, deadline=None)
@given(plan=run_plans(), script=scripts)
def test_in_any_session_urgency_is_of_a_clock_that_counts_to_a_rep(
    plan: Plan, script: list[tuple[int, ask.Command]]
) -> None:
    track, at_ms = Track(plan).press(0), 0
    for gap, command in script:
        at_ms += gap
        track.do(command, at_ms / 1_000)
        state = track.state(at_ms / 1_000)
        urgency, (clock_ms, counting) = urgency_of(state), clock_of(state)
        if urgency is Urgency.CALM:
            continue
        assert state.leads_to_rep
        assert counting in (Counting.DOWN, Counting.OVER)
        if state.is_on_marks:
            assert (urgency, counting) == (Urgency.NOW, Counting.OVER), "when the bang comes nobody is to know"
        elif urgency is Urgency.OVERDUE:
            assert counting is Counting.OVER or clock_ms == 0
        else:
            assert clock_ms <= {Urgency.SOON: 10_000, Urgency.NOW: 3_000}[urgency]
