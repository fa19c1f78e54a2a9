"""Whoever has run their last rep is shown as such, as is a group in which everybody has, in every order of passes."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from tests.core.test_group_rules import Track
from trackclock.core.group import commands as ask
from trackclock.core.group.picture import Doing
from trackclock.core.plan import StepKind
from trackclock.core.session import Phase
from trackclock.core.view.steps import FINISHED
from trackclock.recorder import Recorder

WORKOUTS = [
    "2 x 400m, 60s",
    "warm up 1 min\n2 x 400m, 60s\ncool down 2 min",
    "2 x 400m, 60s\ncool down",
    "400m\ncool down 10 min",
    "3 x 200m on 1:30",
]
OVER = {Doing.COOLING, Doing.DONE}


def has_reps_left(member: Recorder) -> bool:
    """By the log alone: whether any rep of an athlete is neither run nor given up."""
    state = member.state
    if state.phase in (Phase.FINISHED, Phase.STOPPED):
        return False
    return any(run.step.kind is StepKind.REP for run in state.steps[state.index :])


def passes(track: Track, gaps: list[int], who: list[int]) -> Iterator[None]:
    """Let somebody pass, one after the other; what is refused is none of it."""
    seconds = 0
    for gap, athlete in zip(gaps, who, strict=True):
        seconds += gap
        track.at(seconds, ask.Passes(athlete) if athlete < 3 else ask.SomebodyPasses())
        yield


@given(st.sampled_from(WORKOUTS), st.data())
def test_who_is_done_and_whether_all_are_is_seen_at_every_instant(workout: str, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 14))
    gaps = data.draw(st.lists(st.integers(5, 80), min_size=count, max_size=count))
    who = data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    track = Track(workout)
    for _ in passes(track, gaps, who):
        view = track.group.view(track.clock.now_ms())
        for row, member in zip(view.rows, track.group.members, strict=True):
            assert (row.doing in OVER) is not has_reps_left(member), (row, member.state.phase)
        is_over = all(row.doing is Doing.DONE for row in view.rows)
        assert (view.label == FINISHED) is is_over is (view.phase is Phase.FINISHED)
        assert is_over is (view.sub == "evening")
