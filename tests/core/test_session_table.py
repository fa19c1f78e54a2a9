"""State by key (ARCHITECTURE.md, "The table of states"): whether each holds, early or late, and what a refusal leaves.

It exists because a key that surprises in one state in twenty is found at the track, in the rain, with cold fingers.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.core.on_track import OPEN, Track, easy, metres, plan_of, seconds, sets_of
from trackclock.core import commands as ask
from trackclock.core.events import PressRefused
from trackclock.core.plan import Plan, StartMode, StepKind
from trackclock.core.session import Accepted, Refused, replay, state_at
from trackclock.core.session.log import appended

EIGHTS = sets_of(2, 2, metres(800), seconds(90), seconds(180))
COOL = easy(StepKind.COOLDOWN, seconds(600))


def eights(**options: object) -> Plan:
    return plan_of([*EIGHTS, COOL], **options)


def at(plan: Plan, presses: tuple[float, ...], then: float) -> Callable[[], tuple[Track, float]]:
    return lambda: (Track(plan).press(*presses), then)


def paused() -> tuple[Track, float]:
    track = Track(eights()).press(0, 85, 170)
    track.do(ask.TogglePause(), 180)
    return track, 190


def by_gun() -> Plan:
    return eights(start=StartMode.GUN)


STATES: dict[str, Callable[[], tuple[Track, float]]] = {
    "ready": at(eights(), (), 0),
    "get ready at the start": at(eights(), (0,), 3),
    "warm-up": at(plan_of([easy(StepKind.WARMUP, seconds(60)), *EIGHTS]), (0,), 30),
    "warm-up past zero": at(plan_of([easy(StepKind.WARMUP, seconds(60)), *EIGHTS]), (0,), 90),
    "distance rep": at(eights(), (0,), 85),
    "distance rep after a split": at(eights(), (0, 85), 170),
    "timed rep": at(plan_of([*sets_of(2, 2, seconds(60), seconds(30), seconds(60)), COOL]), (0,), 30),
    "open rep": at(plan_of([*sets_of(2, 2, OPEN, seconds(30), seconds(60)), COOL]), (0,), 30),
    "timed recovery": at(eights(), (0, 85, 170), 200),
    "recovery that has just begun": at(eights(), (0, 85, 170), 180),
    "recovery that waits": at(eights(start=StartMode.PRESS), (0, 85, 170), 300),
    "open recovery": at(plan_of([*sets_of(2, 2, metres(800), OPEN, OPEN), COOL]), (0, 85, 170), 200),
    "rest between sets": at(eights(), (0, 85, 170, 345, 430), 450),
    "get ready after a cut": at(eights(), (0, 85, 170, 200), 203),
    "on the marks at the start": at(by_gun(), (0,), 8),
    "set": at(by_gun(), (0,), 16),
    "rep by gun": at(by_gun(), (0,), 100),
    "recovery to a gun": at(by_gun(), (0, 100, 190), 220),
    "on the marks after a recovery": at(by_gun(), (0, 100, 190), 285),
    "paused": paused,
    "cool-down": at(plan_of([*sets_of(1, 1, metres(800), None), COOL]), (0, 85, 170), 200),
    "finished": at(plan_of(sets_of(1, 1, metres(800), None)), (0, 85, 170), 200),
}

KEYS: dict[str, ask.Command] = {
    "space": ask.Press(),
    "enter": ask.FinishRep(),
    "k": ask.CountAsNextMark(),
    "c": ask.CountRefused(),
    "u": ask.Undo(is_confirmed=True),
    "U": ask.Redo(),
    "-": ask.MoveLastMark(-500),
    "r": ask.NotReady(),
    "n": ask.Skip(),
    "a": ask.AddRep(),
    "A": ask.AddSet(),
    "x": ask.DropReps(),
    "X": ask.DropSets(),
    "p": ask.TogglePause(),
    "q": ask.Stop(),
}

HOLDS: dict[str, str] = {
    "ready": "space",
    "get ready at the start": "u r p q",
    "warm-up": "space u n p q",
    "warm-up past zero": "space u n p q",
    "distance rep": "space enter u r n a A x X q",
    "distance rep after a split": "space enter k u - n a A x X q",
    "timed rep": "space enter u r n a A x X p q",
    "open rep": "space enter u r n a A x X q",
    "timed recovery": "space u - n a A x X p q",
    "recovery that has just begun": "u - n a A x X p q",
    "recovery that waits": "space u - n a A x X p q",
    "open recovery": "space u - n a A x X p q",
    "rest between sets": "space u - n a A X p q",
    "get ready after a cut": "u - r a A x X p q",
    "on the marks at the start": "u r p q",
    "set": "u r p q",
    "rep by gun": "space enter u r n a A x X q",
    "recovery to a gun": "space u - n a A x X p q",
    "on the marks after a recovery": "u - r a A x X p q",
    "paused": "space u - n a A x X p q",
    "cool-down": "space u - n a A p q",
    "finished": "u - a A",
}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("state", STATES)
def test_every_key_in_every_state(state: str, key: str) -> None:
    track, then = STATES[state]()
    log = track.log
    decision = track.do(KEYS[key], then)
    assert isinstance(decision, Accepted) == (key in HOLDS[state].split()), decision
    if isinstance(decision, Refused):
        assert decision.message
        assert all(isinstance(entry.event, PressRefused) for entry in track.log[len(log) :])
    # Whatever was written can be folded, now and an hour later.
    replay(track.plan, track.log)
    state_at(track.plan, track.log, round(then * 1_000) + 3_600_000)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("late_s", [0.0, 0.2, 100.0])
def test_a_key_handled_late_decides_as_if_it_had_been_handled_at_once(state: str, key: str, late_s: float) -> None:
    prompt, then = STATES[state]()
    prompt.do(KEYS[key], then)
    late, _ = STATES[state]()
    if late.log:
        late.see(then + late_s)
    late.do(KEYS[key], then)
    horizon = round((then + 400) * 1_000)
    one, other = state_at(prompt.plan, prompt.log, horizon), state_at(late.plan, late.log, horizon)
    if (key, late_s) == ("-", 100.0) and state in ("timed recovery", "recovery that has just begun"):
        # By then the GO of the unmoved finish has sounded, and that is a fact.
        assert (one.started_ms, other.started_ms) == (259_500, 260_000)
        return
    if (key, late_s, state) == ("-", 100.0, "recovery to a gun"):
        assert other.started_ms - one.started_ms == 500, "so it is with a bang"
        return
    assert (one.index, one.started_ms, one.phase, one.steps) == (
        other.index,
        other.started_ms,
        other.phase,
        other.steps,
    )
    assert [o.time_ms for o in one.outcomes] == [o.time_ms for o in other.outcomes]


@pytest.mark.parametrize(
    ("presses", "boundary", "offset", "holds"),
    [
        ((0,), 5.0, -0.2, False),
        ((0,), 5.0, 0.0, False),
        ((0,), 5.0, 0.2, False),
        ((0, 85, 170), 170.0, 0.2, False),
        ((0, 85, 170), 170.0, 1.999, False),
        ((0, 85, 170), 170.0, 2.0, False),
        ((0, 85, 170), 170.0, 19.999, False),
        ((0, 85, 170), 170.0, 20.0, True),
        ((0, 85, 170, 345, 430), 430.0, 1.999, False),
        ((0, 85, 170, 345, 430), 430.0, 2.0, True),
        ((0, 85, 170), 260.0, -0.2, True),
        ((0, 85, 170), 260.0, 0.0, False),
        ((0, 85, 170), 260.0, 0.2, False),
        ((0, 85, 170), 260.0, 1.999, False),
    ],
)
def test_presses_around_a_boundary(presses: tuple[float, ...], boundary: float, offset: float, holds: bool) -> None:
    for late_s in (0.0, 3.0):
        track = Track(eights()).press(*presses)
        if late_s:
            track.see(max(boundary + offset, 0) + late_s)
        decision = track.do(ask.Press(), boundary + offset)
        assert isinstance(decision, Accepted) is holds, (late_s, decision)


def test_a_doubled_press_at_ready_at_a_mark_and_at_the_finish_counts_once() -> None:
    track = Track(eights())
    for instant in (0, 0.15, 85, 85.15, 170, 170.15):
        track.do(ask.Press(), instant)
    assert [(taken.mark, taken.at) for taken in track.state(171).outcomes[0].taken] == [(0, 85_000), (1, 170_000)]
    assert track.state(171).started_ms == 170_000


def test_a_word_of_life_written_between_stamp_and_handling_changes_nothing() -> None:
    track = Track(eights()).press(0, 85)
    from trackclock.core.events import Seen

    track.log = (*track.log, *appended(track.log, (Seen(171_000),)))
    track.press(170)
    assert track.reps(180)[0].time_ms == 165_000
