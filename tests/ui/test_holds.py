"""One action a hold and one a tap, in order, each with its own stamp: whatever key, delay and repeat rate."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.track import begin, on_track
from trackclock.core.session.guard import FIRST_REPEAT_MS
from trackclock.ui.holds import LONGEST_DELAY_MS, REPEAT_MS, Action, Holds


@dataclass(frozen=True)
class Stroke:
    """A key that is tapped, or held down and repeated."""

    key: str
    after_ms: int
    repeats_ms: tuple[int, ...] = ()


GAPS_MS = st.integers(150, 3_000)
KEYS = st.sampled_from("nu-")
TAPS = st.builds(Stroke, KEYS, GAPS_MS)
REPEATS_MS = st.lists(st.integers(20, 100), min_size=1, max_size=60)
"""A rate that jitters from one repeat to the next, as over a network."""
HELD = st.builds(
    lambda key, after_ms, delay_ms, rest: Stroke(key, after_ms, (delay_ms, *rest)),
    KEYS,
    GAPS_MS,
    st.integers(250, 900),
    REPEATS_MS,
)


def played(strokes: list[Stroke], holds: Holds, *, wakes: bool = True, speed: int = 1) -> list[Action]:
    """What a session is asked, with a timer that looks at each due instant."""
    acted: list[Action] = []
    at_ms = 0
    for stroke in strokes:
        arrivals, at_ms = [at_ms + stroke.after_ms * speed], at_ms + stroke.after_ms * speed
        for gap_ms in stroke.repeats_ms:
            at_ms += gap_ms * speed
            arrivals.append(at_ms)
        for arrival_ms in arrivals:
            if wakes:
                acted += holds.due(arrival_ms)
            acted += holds.arrive(stroke.key, arrival_ms)
    return acted + holds.let_go()


def meant(strokes: list[Stroke], speed: int = 1) -> list[Action]:
    found: list[Action] = []
    at_ms = 0
    for stroke in strokes:
        found.append(Action(stroke.key, at_ms + stroke.after_ms * speed))
        at_ms += (stroke.after_ms + sum(stroke.repeats_ms)) * speed
    return found


@given(st.lists(st.one_of(TAPS, HELD), max_size=20), st.booleans(), st.sampled_from([1, 10]))
def test_a_hold_and_a_tap_are_one_action_each(strokes: list[Stroke], wakes: bool, speed: int) -> None:
    assert played(strokes, Holds(speed), wakes=wakes, speed=speed) == meant(strokes, speed)


@given(KEYS, st.lists(st.integers(0, REPEAT_MS - 1), max_size=5), st.integers(0, 10**6))
def test_a_key_that_bounces_acts_once_and_at_once(key: str, bounces_ms: list[int], at_ms: int) -> None:
    holds = Holds()
    assert holds.arrive(key, at_ms) == [Action(key, at_ms)]
    for gap_ms in bounces_ms:
        at_ms += gap_ms
        assert holds.arrive(key, at_ms) == []
    assert holds.let_go() == []


@pytest.mark.parametrize("gap_ms", [REPEAT_MS, 200, LONGEST_DELAY_MS])
def test_what_may_be_the_first_repeat_waits_no_longer_than_it_must(gap_ms: int) -> None:
    holds = Holds()
    holds.arrive("n", 0)
    assert holds.arrive("n", gap_ms) == []
    assert holds.due(gap_ms + REPEAT_MS - 1) == []
    assert holds.due_ms() == gap_ms + REPEAT_MS
    assert holds.due(gap_ms + REPEAT_MS) == [Action("n", gap_ms)]
    assert holds.due_ms() is None


def test_another_key_and_what_comes_late_act_at_once() -> None:
    holds = Holds()
    assert holds.arrive("n", 0) == [Action("n", 0)]
    assert holds.arrive("u", 10) == [Action("u", 10)]
    assert holds.arrive("u", 10 + LONGEST_DELAY_MS + 1) == [Action("u", 1_011)]
    assert holds.arrive("u", 1_500) == []
    assert holds.arrive("n", 1_501) == [Action("u", 1_500), Action("n", 1_501)]


@pytest.mark.parametrize("ends", ["time", "press", "another key", "goodbye"])
async def test_a_second_tap_acts_as_of_its_own_instant_whatever_ends_its_wait(tmp_path: Path, ends: str) -> None:
    async with on_track(tmp_path) as track:
        await begin(track)
        await track.run_rep(81_000)
        await track.after(5_000, "minus")
        await track.after(200, "minus")
        recorder = track.recorder
        assert recorder.results().steps[0].splits[0].split_ms == 80_500
        if ends == "time":
            await track.after(130)
        elif ends == "goodbye":
            track.screen.goodbye()
        else:
            await track.after(50, "space" if ends == "press" else "v")
        assert recorder.results().steps[0].splits[0].split_ms == 80_000
        repaired = [entry.event.at for entry in recorder.log if type(entry.event).__name__ == "Repaired"]
        assert repaired[1] - repaired[0] == 200


def test_the_press_guard_knows_the_same_longest_delay() -> None:
    assert FIRST_REPEAT_MS == LONGEST_DELAY_MS
