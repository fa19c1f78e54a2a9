"""The gun through the recorder: what is heard is what happens, and no kill moves a bang.

A runner leaves on what is heard, so the sounds are collected as a loudspeaker would play them and held against the log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.on_track import OPEN, cycle, easy, metres, plan_of, seconds, sets_of
from tests.fakes import FakeClock, FakeSpeaker, FakeStore
from trackclock.core import commands as ask
from trackclock.core.events import DelayDrawn
from trackclock.core.plan import Gun, Late, Plan, StartMode, StepEnd, StepKind
from trackclock.core.session import State
from trackclock.core.sounds import Sound
from trackclock.ports import ScheduledCue
from trackclock.recorder import Recorder
from trackclock.recorder.running_log import drawn_ms

GUN = Gun(marks_ms=4_000, low_ms=1_600, high_ms=2_400)
LEAD = (Sound.ON_YOUR_MARKS, Sound.SET, Sound.BANG, Sound.GO)


class Loudspeaker(FakeSpeaker):
    """Plays what is scheduled when it is due, as the real one does, and remembers it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[int, Sound]] = []
        self._until_ms = 0

    def schedule(self, cues: Sequence[ScheduledCue]) -> None:
        super().schedule([cue for cue in cues if cue.at_ms > self._until_ms])

    def play(self, cue: ScheduledCue) -> None:
        self.heard.append((cue.at_ms, cue.sound))

    def play_until(self, now_ms: int) -> None:
        """Let time pass."""
        due = sorted((cue.at_ms, cue.sound) for cue in self.scheduled if cue.at_ms <= now_ms)
        self.heard += due
        self.scheduled = tuple(cue for cue in self.scheduled if cue.at_ms > now_ms)
        self._until_ms = now_ms


class Session:
    """A recorder that is looked at whenever something is due, as the app does."""

    def __init__(self, plan: Plan) -> None:
        self.clock = FakeClock(now_ms=0)
        self.store = FakeStore()
        self.speaker = Loudspeaker()
        self.recorder = Recorder(plan, "gun.toml", self.clock, self.store, self.speaker)
        self.recorder._running.draw = lambda gun: gun.low_ms + self.clock.now_ms() * 7 % (gun.high_ms - gun.low_ms)

    def wait(self, until_ms: int) -> None:
        while (now_ms := self.clock.now_ms()) < until_ms:
            due_ms = self.recorder.next_deadline_ms()
            self._look(min(until_ms, now_ms + 7_000, until_ms if due_ms is None else max(due_ms, now_ms + 1)))
        self._look(until_ms)

    def _look(self, now_ms: int) -> None:
        self.clock.advance(now_ms - self.clock.now_ms())
        self.speaker.play_until(now_ms)
        self.recorder.poll(now_ms)

    def ask(self, command: ask.Command, at_ms: int) -> None:
        self.wait(at_ms)
        self.recorder.submit(command, at_ms)

    def killed(self) -> Session:
        """The same session, picked up by another start of the app."""
        other = Session(self.recorder.plan)
        other.clock, other.store = self.clock, self.store
        stored = next(iter(self.store.sessions.values()))
        other.recorder = Recorder.pick_up(stored, other.clock, other.store, other.speaker)
        other.recorder._running.draw = lambda gun: gun.high_ms
        return other


def starts_after_pause(state: State) -> list[int]:
    """The instants at which reps began that nothing but a GO or a gun begins."""
    begun = [(outcome.run.step, outcome.started_ms) for outcome in state.outcomes]
    if state.step is not None:
        begun.append((state.step, state.started_ms))
    steps = [None, *(step for step, _ in begun)]
    return [
        at
        for (step, at), before in zip(begun, steps, strict=False)
        if step.kind is StepKind.REP and (before is None or before.kind is not StepKind.REP)
    ]


reps: st.SearchStrategy[StepEnd] = st.sampled_from([metres(100), metres(800), seconds(20), OPEN])
pauses: st.SearchStrategy[StepEnd] = st.sampled_from(
    [seconds(2), seconds(20), seconds(45), cycle(40), OPEN, metres(100)]
)


@st.composite
def gun_plans(draw: st.DrawFn) -> Plan:
    warmup = [easy(StepKind.WARMUP, OPEN)] if draw(st.booleans()) else []
    rep = draw(reps)
    steps = sets_of(draw(st.integers(1, 2)), draw(st.integers(1, 3)), rep, draw(pauses), draw(pauses))
    return plan_of(
        [*warmup, *steps],
        start=StartMode.GUN,
        gun=GUN,
        get_ready_ms=draw(st.sampled_from([0, 3_000])),
        press_guard_ms=draw(st.sampled_from([None, 300])),
        late=draw(st.sampled_from(Late)),
    )


asked: st.SearchStrategy[ask.Command] = st.one_of(
    st.just(ask.Press()),
    st.just(ask.Press()),
    st.sampled_from(
        [
            ask.NotReady(),
            ask.Skip(),
            ask.TogglePause(),
            ask.AddRep(),
            ask.DropReps(),
            ask.Undo(True),
            ask.Redo(),
            ask.CountRefused(),
            ask.MoveLastMark(-500),
            ask.MoveLastMark(500),
        ]
    ),
)
scripts = st.lists(st.tuples(st.integers(0, 15_000) | st.integers(0, 60_000), asked), min_size=1, max_size=20)


@settings(max_examples=120, deadline=None)
@given(plan=gun_plans(), script=scripts)
def test_no_rep_begins_without_its_bang_and_no_bang_without_its_rep(
    plan: Plan, script: list[tuple[int, ask.Command]]
) -> None:
    session = Session(plan)
    session.ask(ask.Press(), 0)
    at_ms = 0
    for gap, command in [*script, (70_000, ask.Stop())]:
        at_ms += gap
        session.wait(at_ms)
        heard = [entry for entry in session.speaker.heard if entry[1] in LEAD]
        bangs = [at for at, sound in heard if sound is Sound.BANG]
        assert set(starts_after_pause(session.recorder.state)) <= set(bangs)
        session.recorder.submit(command, at_ms)
    heard = [entry for entry in session.speaker.heard if entry[1] in LEAD]
    for (before_ms, before), (bang_ms, sound) in pairwise(heard):
        if sound is Sound.BANG:
            assert before is Sound.SET
            assert GUN.low_ms <= bang_ms - before_ms <= GUN.high_ms
    for (marks_ms, marks), (set_ms, sound) in pairwise(heard):
        if sound is Sound.SET and marks is Sound.ON_YOUR_MARKS:
            assert set_ms - marks_ms == GUN.marks_ms


@settings(max_examples=60, deadline=None)
@given(plan=gun_plans(), script=scripts, killed_after=st.integers(0, 19), gone_ms=st.integers(0, 8_000))
def test_a_session_that_was_killed_has_the_bang_that_it_had(
    plan: Plan, script: list[tuple[int, ask.Command]], killed_after: int, gone_ms: int
) -> None:
    session = Session(plan)
    session.ask(ask.Press(), 0)
    at_ms = 0
    for gap, command in script[:killed_after]:
        at_ms += gap
        session.ask(command, at_ms)
    bang_ms = session.recorder.next_deadline_ms() if session.recorder.state.gun_times() is not None else None
    other = session.killed()
    at_ms += gone_ms
    other.clock.advance(gone_ms)
    other.recorder.submit(ask.KeepRunning(), at_ms)
    if bang_ms is None:
        return
    other.wait(bang_ms + 100)
    assert bang_ms in starts_after_pause(other.recorder.state)


def test_the_draw_is_with_the_store_before_it_is_due() -> None:
    plan = plan_of(sets_of(1, 2, seconds(20), seconds(30)), start=StartMode.GUN, gun=GUN)
    session = Session(plan)
    session.ask(ask.Press(), 0)
    session.wait(60_000)
    stored = next(iter(session.store.sessions.values()))
    drawn = [entry for entry in stored.log if isinstance(entry.event, DelayDrawn)]
    starts = starts_after_pause(session.recorder.state)
    assert len(drawn) == 2
    assert drawn[0].batch == 0, "with the first press, as one batch"
    for entry, start in zip(drawn, starts, strict=False):
        assert entry.event.at <= start - entry.event.delay_ms - GUN.marks_ms  # type: ignore[union-attr]


def test_each_delay_is_drawn_anew_from_the_whole_of_its_bounds() -> None:
    gun = Gun(low_ms=1_600, high_ms=1_603)
    assert {drawn_ms(gun) for _ in range(400)} == {1_600, 1_601, 1_602, 1_603}
    assert drawn_ms(replace(gun, high_ms=1_600)) == 1_600


@pytest.mark.parametrize("start", [StartMode.AUTO, StartMode.PRESS])
def test_nothing_is_drawn_for_any_other_start(start: StartMode) -> None:
    session = Session(plan_of(sets_of(1, 2, seconds(20), seconds(30)), start=start))
    session.ask(ask.Press(), 0)
    session.wait(120_000)
    assert not any(isinstance(entry.event, DelayDrawn) for entry in session.recorder.log)
    assert not {sound for _, sound in session.speaker.heard} & {Sound.BANG, Sound.SET, Sound.ON_YOUR_MARKS}
