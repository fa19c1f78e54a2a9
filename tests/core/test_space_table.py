"""What space does in each state stands once: every row is reached, and its word and its press say the same.

It exists because the screen once had its own copy of the table, and a copy is wrong from the first change on.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.core.on_track import OPEN, Track, cycle, metres, plan_of, sets_of
from tests.core.test_session_properties import run_plans, scripts
from tests.core.test_session_table import STATES, at, eights
from trackclock.core import commands as ask
from trackclock.core.events import Cause, RecoveryCut, RepFinished, Resumed, SessionStarted, SplitMarked, StepEnded
from trackclock.core.plan import Plan
from trackclock.core.session import Accepted, Refused, State, space
from trackclock.core.session.presses import decide_press
from trackclock.core.session.space import SPACE_USES, use_of
from trackclock.core.view import space_of

MEANT = {
    "": (),
    "start": (SessionStarted, StepEnded),
    "get ready": (StepEnded,),
    "split": (SplitMarked,),
    "finish": (RepFinished,),
    "cut short": (RecoveryCut,),
    "twice: cut short": (RecoveryCut,),
    "next rep": (StepEnded,),
    "go on": (Resumed, StepEnded),
    "end the session": (StepEnded,),
    "end the cool-down": (StepEnded,),
    "end the warm-up": (StepEnded,),
}
"""What a press of each word may come to; written down apart from the table, so that it can be wrong."""


def taken_back() -> tuple[Track, float]:
    track = Track(eights()).press(0)
    track.do(ask.NotReady(), 3)
    return track, 10


REACHED = STATES | {
    "start taken back": taken_back,
    "recovery on a cycle": at(plan_of(sets_of(2, 2, metres(800), cycle(240), OPEN)), (0, 85, 170), 200),
    "recovery by distance": at(plan_of(sets_of(2, 2, metres(800), metres(200), OPEN)), (0, 85, 170), 200),
}


def press_of(state: State) -> Accepted | Refused:
    return decide_press(state, state.now_ms, Cause.SPACE, is_guarded=False)


def assert_row_holds(state: State) -> None:
    words, pressed = space_of(state), press_of(state)
    is_go = words.endswith(": GO")
    kinds = MEANT["split" if words.startswith("split at ") else words.removesuffix(": GO")]
    if not kinds:
        assert isinstance(pressed, Refused), words
        return
    assert isinstance(pressed, Accepted), words
    assert [isinstance(event, kinds) for event in pressed.events] == [True], (words, pressed)
    [event] = pressed.events
    begins_ms = getattr(event, "go_ms", None)
    assert is_go == (begins_ms == event.at and state.leads_to_rep and not state.plan.get_ready_ms), words
    assert state.phase.value == "ready" or state.takes_presses


@settings(max_examples=150, deadline=None)
@given(plan=run_plans(), script=scripts)
def test_the_word_is_what_the_press_does_in_any_session(plan: Plan, script: list[tuple[int, ask.Command]]) -> None:
    track = Track(plan)
    assert_row_holds(track.state(0))
    track.press(0)
    at_ms = 0
    for gap, command in script:
        at_ms += gap
        assert_row_holds(track.state(at_ms / 1_000))
        track.do(command, at_ms / 1_000)
        assert_row_holds(track.state(at_ms / 1_000))


def test_every_row_of_the_table_is_reached_and_no_two_have_one_name() -> None:
    states = [track.state(then) for track, then in (make() for make in REACHED.values())]
    names = [use.state for use in SPACE_USES]
    assert {use_of(state, state.now_ms).state for state in states} == set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", REACHED)
def test_a_row_that_changes_changes_the_word_and_the_press(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    track, then = REACHED[name]()
    state = track.state(then)
    row = use_of(state, state.now_ms)
    other = replace(row, words=lambda _: "another word", decide=lambda *_: Refused("another press"))
    monkeypatch.setattr(space, "SPACE_USES", tuple(other if use is row else use for use in SPACE_USES))
    assert (space_of(state), press_of(state)) == ("another word", Refused("another press"))
