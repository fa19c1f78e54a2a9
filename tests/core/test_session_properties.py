"""The four properties of the core: ticks never matter, undo restores, cues partition time, steps abut."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.on_track import OPEN, Track, cycle, easy, metres, plan_of, seconds, sets_of
from trackclock.core import commands as ask
from trackclock.core.cues import cues_between
from trackclock.core.events import Seen
from trackclock.core.plan import Late, Plan, StartMode, Step, StepEnd, StepKind
from trackclock.core.session import Accepted, Refused, State, advance, crossings, replay, results_of, state_at
from trackclock.core.session.log import appended
from trackclock.core.sounds import Cue

rep_ends: st.SearchStrategy[StepEnd] = st.sampled_from(
    [metres(200), metres(800), metres(1000), seconds(20), seconds(60), OPEN]
)
pause_ends: st.SearchStrategy[StepEnd] = st.sampled_from(
    [seconds(0), seconds(4), seconds(30), seconds(90), cycle(20), cycle(90), metres(200), OPEN]
)
easy_ends: st.SearchStrategy[StepEnd] = st.sampled_from([seconds(60), OPEN])


@st.composite
def run_plans(draw: st.DrawFn) -> Plan:
    steps: list[Step] = []
    if draw(st.booleans()):
        steps.append(easy(StepKind.WARMUP, draw(easy_ends)))
    for block in range(draw(st.integers(1, 2))):
        if block:
            steps.append(Step(StepKind.REST, draw(pause_ends), "rest", block=50 + block, group=9_000 + block))
        steps += sets_of(
            draw(st.integers(1, 2)),
            draw(st.integers(1, 3)),
            draw(rep_ends),
            draw(pause_ends),
            draw(pause_ends),
            block,
        )
    if draw(st.booleans()):
        steps.append(easy(StepKind.COOLDOWN, draw(easy_ends)))
    return plan_of(
        steps,
        get_ready_ms=draw(st.sampled_from([0, 3_000, 5_000])),
        start=draw(st.sampled_from(StartMode)),
        press_guard_ms=draw(st.sampled_from([None, 300])),
        late=draw(st.sampled_from(Late)),
    )


live_commands: st.SearchStrategy[ask.Command] = st.one_of(
    st.just(ask.Press()),
    st.just(ask.Press()),
    st.just(ask.Press()),
    st.sampled_from(
        [
            ask.FinishRep(),
            ask.CountAsNextMark(),
            ask.CountRefused(),
            ask.MoveLastMark(-500),
            ask.MoveLastMark(500),
            ask.NotReady(),
            ask.Skip(),
            ask.AddRep(),
            ask.AddSet(),
            ask.DropReps(),
            ask.DropSets(),
            ask.TogglePause(),
        ]
    ),
)
mending: st.SearchStrategy[ask.Command] = st.sampled_from([ask.Undo(True), ask.Redo(), ask.Undo(True)])
gaps = st.integers(0, 60_000)
scripts: st.SearchStrategy[Any] = st.lists(st.tuples(gaps, st.one_of(live_commands, mending)), min_size=1, max_size=25)


def played(plan: Plan, script: list[tuple[int, ask.Command]]) -> Track:
    track = Track(plan)
    track.press(0)
    at = 0
    for gap, command in script:
        at += gap
        track.do(command, at / 1_000)
    return track


@settings(max_examples=300, deadline=None)
@given(plan=run_plans(), script=scripts, slices=st.lists(st.integers(0, 400_000), max_size=12))
def test_ticks_never_matter(plan: Plan, script: list[tuple[int, ask.Command]], slices: list[int]) -> None:
    track = played(plan, script)
    end = 500_000 + max(entry.event.at for entry in track.log)
    whole = state_at(plan, track.log, end)
    sliced = replay(plan, track.log)
    for at in sorted({*slices, end}):
        sliced = advance(sliced, at) if at >= sliced.now_ms else sliced
    assert sliced == whole


@settings(max_examples=300, deadline=None)
@given(plan=run_plans(), script=scripts, slices=st.lists(st.integers(0, 400_000), max_size=6))
def test_words_that_the_session_was_alive_change_nothing(
    plan: Plan, script: list[tuple[int, ask.Command]], slices: list[int]
) -> None:
    quiet = played(plan, script)
    at = 0
    talking = Track(plan)
    talking.press(0)
    for gap, command in script:
        at += gap
        seen = [Seen(instant) for instant in slices if at - gap < instant <= at]
        for word in seen:
            talking.log = (*talking.log, *appended(talking.log, (word,)))
        talking.do(command, at / 1_000)
    end = at / 1_000 + 300
    assert _without_numbers(quiet.state(end)) == _without_numbers(talking.state(end))


def _without_numbers(state: State) -> object:
    """A state without the numbers of its log entries, which other entries shift."""
    times = [(o.run, o.started_ms, o.ended_ms, o.paused_ms, o.is_skipped) for o in state.outcomes]
    marks = [[(taken.mark, taken.at) for taken in outcome.taken] for outcome in state.outcomes]
    return state.steps, state.phase, state.index, state.started_ms, state.go_ms, state.waits, times, marks


@settings(max_examples=300, deadline=None)
@given(plan=run_plans(), script=scripts, gap=gaps, command=live_commands)
def test_undo_restores_the_state_before_and_redo_the_state_after(
    plan: Plan, script: list[tuple[int, ask.Command]], gap: int, command: ask.Command
) -> None:
    track = played(plan, script)
    at = sum(part for part, _ in script) + gap
    before = state_at(plan, track.log, at)
    decision = track.do(command, at / 1_000)
    if not isinstance(decision, Accepted):
        return
    after = state_at(plan, track.log, at)
    track.do(ask.Undo(True), at / 1_000)
    assert _without_numbers(state_at(plan, track.log, at)) == _without_numbers(before)
    track.do(ask.Redo(), at / 1_000)
    assert _without_numbers(state_at(plan, track.log, at)) == _without_numbers(after)


@settings(max_examples=300, deadline=None)
@given(plan=run_plans(), script=scripts, is_stopped=st.booleans(), gone=gaps, more=scripts)
def test_undo_goes_back_to_where_a_session_was_picked_up_and_no_further(
    plan: Plan, script: list[tuple[int, ask.Command]], is_stopped: bool, gone: int, more: list[tuple[int, ask.Command]]
) -> None:
    track = played(plan, script)
    at = sum(gap for gap, _ in script)
    if is_stopped:
        track.do(ask.Stop(), at / 1_000)
    at += gone
    if not isinstance(track.do(ask.CarryOn(), at / 1_000), Accepted):
        return
    picked_up = state_at(plan, track.log, at)
    for gap, command in more:
        at += gap
        track.do(command, at / 1_000)
    while isinstance(decision := track.do(ask.Undo(True), at / 1_000), Accepted):
        continue
    assert decision == Refused("nothing to undo since it was picked up")
    left = state_at(plan, track.log, at)
    assert left.outcomes[: len(picked_up.outcomes)] == picked_up.outcomes


@settings(max_examples=200, deadline=None)
@given(plan=run_plans(), script=scripts, cuts=st.lists(st.integers(0, 300_000), max_size=15))
def test_cue_windows_partition_time(plan: Plan, script: list[tuple[int, ask.Command]], cuts: list[int]) -> None:
    track = played(plan, script)
    start = max(entry.event.at for entry in track.log)
    state = state_at(plan, track.log, start)
    edges = [start, *sorted(start + cut for cut in cuts), start + 300_000]
    whole = cues_between(state, start, edges[-1])
    parts: list[Cue] = []
    for after, until in pairwise(edges):
        parts += cues_between(advance(state, after), after, until)
    assert tuple(parts) == whole
    assert len({cue.at for cue in whole}) == len(whole)


@settings(max_examples=300, deadline=None)
@given(plan=run_plans(), script=scripts)
def test_steps_abut_without_a_gap(plan: Plan, script: list[tuple[int, ask.Command]]) -> None:
    track = played(plan, script)
    end = 300_000 + max(entry.event.at for entry in track.log)
    state = state_at(plan, track.log, end)
    for earlier, later in pairwise(state.outcomes):
        assert earlier.ended_ms == later.started_ms
    if state.outcomes and state.run is not None:
        assert state.outcomes[-1].ended_ms == state.started_ms
    assert all(outcome.started_ms <= outcome.ended_ms for outcome in state.outcomes)


@settings(max_examples=200, deadline=None)
@given(plan=run_plans(), script=scripts)
def test_every_boundary_is_announced_by_the_deadline_before_it(
    plan: Plan, script: list[tuple[int, ask.Command]]
) -> None:
    track = played(plan, script)
    state = state_at(plan, track.log, max(entry.event.at for entry in track.log))
    for crossed in crossings(state, state.now_ms + 300_000):
        assert state.next_deadline() == crossed.boundary_ms
        state = crossed


@settings(max_examples=100, deadline=None)
@given(plan=run_plans(), script=scripts)
def test_a_log_replays_to_the_same_results(plan: Plan, script: list[tuple[int, ask.Command]]) -> None:
    track = played(plan, script)
    assert results_of(plan, track.log) == results_of(plan, tuple(track.log))
