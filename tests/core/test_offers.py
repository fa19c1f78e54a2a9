"""Nothing is offered that does not hold: what the screen and the messages name does something when it is asked for.

It exists because a runner believes the bottom line. The oracle is `decide`: whatever is named is pressed in the very
instant in which it is named.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from tests.core.on_track import Track
from tests.core.test_session_properties import run_plans, scripts
from tests.core.test_session_table import HOLDS, KEYS, STATES, eights
from trackclock.core import commands as ask
from trackclock.core.events import PressRefused
from trackclock.core.plan import Plan, StepKind
from trackclock.core.session import Accepted, Decision, Phase, Refused, State, decide
from trackclock.core.session.log import appended
from trackclock.core.session.offers import log_offers, offers
from trackclock.core.session.presses import decide_press
from trackclock.core.view import space_of, title_of

ASKED: tuple[ask.Command, ...] = (
    *(ask.Undo() if key == "u" else command for key, command in KEYS.items() if key not in ("space", "q")),
    ask.MoveLastMark(500),
)

NAMED: tuple[tuple[str, ask.Command], ...] = (
    (r"⟨count⟩ counts it", ask.CountRefused()),
    (r"⟨skip⟩ skips", ask.Skip()),
    (r"⟨not_ready⟩ takes", ask.NotReady()),
    (r"⟨undo⟩ (again|takes)", ask.Undo()),
    (r"⟨mark⟩ or ⟨pause⟩", ask.TogglePause()),
)
"""Commands as messages name them, and what they ask for."""


def does_something(decision: Decision) -> bool:
    """Whether the key was not pressed in vain; a press that is only too early is a press, and can be counted."""
    if isinstance(decision, Accepted):
        return True
    return decision.needs_confirmation or any(isinstance(event, PressRefused) for event in decision.events)


def offered_at(track: Track, at: float) -> frozenset[ask.Command]:
    state = track.state(at)
    return offers(state, log_offers(track.log, state))


def assert_words_hold(track: Track, at: int) -> None:
    """All that is said of this instant is true."""
    state = track.state(at / 1_000)
    offered = offered_at(track, at / 1_000)
    for command in ASKED:
        if command in offered:
            decision = decide(track.plan, track.log, command, at)
            assert does_something(decision), (command, decision)
    assert_space_holds(track, state, at)
    if isinstance(track.decision, Refused | Accepted):
        for words, command in NAMED:
            if re.search(words, track.decision.message):
                assert does_something(decide(track.plan, track.log, command, at)), track.decision.message
        if "⟨mark⟩" in track.decision.message and "starts" not in track.decision.message:
            assert isinstance(decide_press(state, at, ask.Press().cause, is_guarded=False), Accepted)


def assert_space_holds(track: Track, state: State, at: int) -> None:
    """What the pill says is what an unhurried press does."""
    said = space_of(state)
    pressed = decide_press(state, at, ask.Press().cause, is_guarded=False)
    assert bool(said) == isinstance(pressed, Accepted), said
    if not said:
        return
    after = Track(track.plan)
    after.log = (*track.log, *appended(track.log, pressed.events))
    now = after.state(at / 1_000)
    if said == "get ready":
        assert now.is_getting_ready
        assert "GET READY" in title_of(now)
    elif said == "start" and state.phase is Phase.RUNNING:
        assert now.step is not None
        assert now.step.kind is StepKind.REP
    elif said.startswith("split"):
        assert now.index == state.index
        assert len(now.taken) == len(state.taken) + 1
    elif said == "finish":
        assert now.index > state.index or now.phase is Phase.FINISHED


@settings(max_examples=150, deadline=None)
@given(plan=run_plans(), script=scripts)
def test_what_is_named_in_any_state_does_something(plan: Plan, script: list[tuple[int, ask.Command]]) -> None:
    track = Track(plan)
    assert_words_hold(track, 0)
    track.press(0)
    at = 0
    assert_words_hold(track, at)
    for gap, command in script:
        at += gap
        assert_words_hold(track, at)
        track.do(command, at / 1_000)
        assert_words_hold(track, at)


@pytest.mark.parametrize("state", STATES)
def test_what_holds_in_a_state_is_offered_in_it(state: str) -> None:
    track, then = STATES[state]()
    offered = offered_at(track, then)
    held = {key for key in HOLDS[state].split() if key not in ("space", "q")}
    assert {key for key, command in KEYS.items() if (ask.Undo() if key == "u" else command) in offered} == held


def test_c_is_offered_only_where_a_press_was_refused_that_can_be_counted() -> None:
    track = Track(eights())
    track.press(0)
    decision = track.do(ask.Press(), 0.1)
    assert decision.message == "press refused: the key was held down"
    assert ask.CountRefused() not in offered_at(track, 0.2)
    assert isinstance(track.do(ask.CountRefused(), 0.3), Refused)
    decision = track.do(ask.Press(), 20)
    assert decision.message == "press refused: nobody runs that fast; ⟨count⟩ counts it"
    assert ask.CountRefused() in offered_at(track, 20.5)
    assert isinstance(track.do(ask.CountRefused(), 21), Accepted)
    assert ask.CountRefused() not in offered_at(track, 21)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("get ready at the start", "not ready: ⟨mark⟩ when you are"),
        ("distance rep", "not ready: ⟨mark⟩ when you are"),
        ("get ready after a cut", "not ready: the recovery goes on; ⟨mark⟩ when you are"),
    ],
)
def test_not_ready_says_what_goes_on_if_anything_does(state: str, words: str) -> None:
    track, then = STATES[state]()
    assert track.do(ask.NotReady(), then).message == words


def test_not_ready_names_the_warm_up_and_the_rest() -> None:
    track, _ = STATES["warm-up"]()
    track.press(30)
    assert track.do(ask.NotReady(), 31).message == "not ready: the warm-up goes on; ⟨mark⟩ when you are"
    track, then = STATES["rest between sets"]()
    track.press(then)
    assert track.do(ask.NotReady(), then + 1).message == "not ready: the rest goes on; ⟨mark⟩ when you are"


@pytest.mark.parametrize(("get_ready_ms", "pill"), [(5_000, "get ready"), (0, "start: GO")])
def test_who_waits_at_the_start_is_told_what_space_does(get_ready_ms: int, pill: str) -> None:
    track = Track(eights(get_ready_ms=get_ready_ms))
    track.press(0)
    track.do(ask.NotReady(), 5.5)
    state = track.state(10)
    assert title_of(state).startswith("READY · ")
    assert space_of(state) == pill
    track.press(10)
    assert title_of(track.state(10.1)).startswith("GET READY" if get_ready_ms else "REP")
