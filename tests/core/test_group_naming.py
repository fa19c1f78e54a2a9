"""A group held against an oracle: whoever is named, when and in which order, the times are those that were run.

The oracle knows only the times that were drawn, the rest and the gaps between the starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from tests.fakes import FakeClock, FakeSpeaker, FakeStore
from trackclock.core.group import commands as ask
from trackclock.core.group.entrant import Entrant
from trackclock.core.group.held import REPEAT_MS
from trackclock.core.notation import parse
from trackclock.core.plan import Plan, Rests, StepKind
from trackclock.core.sounds import Sound
from trackclock.recorder.group import GroupRecorder

BEGIN_MS = 1_000_000
GET_READY_MS = 5_000
_FEW = (Phase.explicit, Phase.reuse, Phase.generate)
"""An evening takes a third of a second, and to make one smaller minutes: the instants in the message tell enough."""

NAMES = ("Ana", "Ben", "Cara", "Dan", "Eva")


@dataclass(frozen=True)
class Evening:
    """What is run.

    Attributes:
        workout: in the notation.
        rests: from when on the rest counts.
        rest_ms: how long it is; of a send-off the cycle.
        after_ms: how long after the first everybody starts.
        laps_ms: rep by rep, athlete by athlete, the laps as they were run.
    """

    workout: str
    rests: str
    rest_ms: int
    after_ms: tuple[int, ...]
    laps_ms: tuple[tuple[tuple[int, ...], ...], ...]

    def starts(self) -> list[list[int]]:
        """When everybody starts each rep, by the rule of the rest."""
        athletes = range(len(self.after_ms))
        starts = [[GET_READY_MS + self.after_ms[one] for one in athletes]]
        for laps in self.laps_ms[:-1]:
            finishes = [starts[-1][one] + sum(laps[one]) for one in athletes]
            if self.rests == "together":
                go_ms = max(finishes) + self.rest_ms
                starts.append([go_ms + self.after_ms[one] for one in athletes])
            elif self.rests == "own":
                starts.append([finish + self.rest_ms for finish in finishes])
            else:
                starts.append([start + self.rest_ms for start in starts[-1]])
        return starts

    def passes(self) -> list[tuple[int, int]]:
        """Every pass as (instant, athlete), in order."""
        found: list[tuple[int, int]] = []
        for starts, laps in zip(self.starts(), self.laps_ms, strict=True):
            for one, start in enumerate(starts):
                at = start
                for lap in laps[one]:
                    at += lap
                    found.append((at, one))
        return sorted(found)


@st.composite
def evenings(draw: st.DrawFn, rests: Sequence[str] = ("together", "own", "send-off")) -> Evening:
    """Three reps of one or two laps, run by two to five."""
    kind = draw(st.sampled_from(rests))
    many, laps = draw(st.integers(2, 5)), draw(st.integers(1, 2))
    gap_ms = draw(st.sampled_from((0, 0, 5_000)))
    times = st.tuples(*[st.integers(60_000, 110_000)] * laps)
    run = draw(st.lists(st.tuples(*[times] * many), min_size=3, max_size=3))
    rest_s = draw(st.integers(30, 90)) if kind != "send-off" else 300
    pause = f"on {rest_s // 60}:00" if kind == "send-off" else f"with {rest_s} sec recovery"
    evening = Evening(
        f"3 x {400 * laps}m {pause}", kind, rest_s * 1_000, tuple(gap_ms * one for one in range(many)), tuple(run)
    )
    instants = [at for at, _ in evening.passes()]
    assume(all(later - at >= REPEAT_MS for at, later in pairwise(instants)))  # else a key that is held down
    return evening


class Trackside:
    """A coach who presses at the instants of an evening."""

    def __init__(self, evening: Evening) -> None:
        steps = parse(evening.workout).steps
        if evening.rests == "own":
            steps = tuple(replace(step, rests=Rests.OWN) if step.is_pause else step for step in steps)
        plan = Plan("evening", steps)
        self.clock, self.store, self.speaker = FakeClock(BEGIN_MS), FakeStore(), FakeSpeaker()
        entrants = [Entrant(NAMES[one], plan, after_ms) for one, after_ms in enumerate(evening.after_ms)]
        self.group = GroupRecorder(plan, "evening.txt", entrants, self.clock, self.store, self.speaker)
        self.ask(0, ask.SomebodyPasses())

    def ask(self, at: int, command: ask.GroupCommand) -> None:
        """Ask for something that has to hold."""
        self.until(at)
        outcome = self.group.submit(command, BEGIN_MS + at)
        assert outcome.is_accepted, (at, command, outcome.message)

    def until(self, at: int) -> None:
        """Let time pass, deadline by deadline."""
        while (due := self.group.next_deadline_ms()) is not None and due <= BEGIN_MS + at:
            self.clock.advance(max(0, due - self.clock.now_ms()))
            self.group.poll(due)
        self.clock.advance(max(0, BEGIN_MS + at - self.clock.now_ms()))

    def pick_up(self) -> None:
        """Go on from what is stored, as after a kill."""
        header = self.group.header
        assert header is not None
        members = [self.store.read(one.session) for one in self.group.state.members]
        stored = self.store.read(header.id)
        self.group = GroupRecorder.pick_up(stored, members, self.clock, self.store, self.speaker)

    def times(self) -> list[list[tuple[int, tuple[int, ...]]]]:
        """What everybody's own session has come to: start and laps of each rep."""
        return [
            [
                (result.started_ms, tuple(split.lap_ms for split in result.splits))
                for result in member.results().steps
                if result.step.kind is StepKind.REP and result.time_ms is not None
            ]
            for member in self.group.members
        ]


def expected(evening: Evening) -> list[list[tuple[int, tuple[int, ...]]]]:
    """The same from what was drawn."""
    starts = evening.starts()
    return [
        [(starts[rep][one], evening.laps_ms[rep][one]) for rep in range(len(starts))]
        for one in range(len(evening.after_ms))
    ]


@settings(max_examples=15, phases=_FEW)
@given(evenings())
def test_named_at_once_the_times_are_those_that_were_run(evening: Evening) -> None:
    track = Trackside(evening)
    for at, athlete in evening.passes():
        track.ask(at, ask.Passes(athlete))
    assert track.times() == expected(evening)
    assert not any(result.edited for member in track.group.members for result in member.results().steps)


@settings(max_examples=15, phases=_FEW)
@given(evenings(rests=("together", "send-off")), st.data())
def test_named_later_in_any_order_the_times_are_the_same(evening: Evening, data: st.DataObject) -> None:
    track, waiting = Trackside(evening), list[tuple[int, int]]()
    passes = evening.passes()
    for place, (at, athlete) in enumerate(passes):
        if data.draw(st.booleans(), label="named at once"):
            track.ask(at, ask.Passes(athlete))
        else:
            track.ask(at, ask.SomebodyPasses())
            waiting.append((track.group.state.unnamed()[-1].number, athlete))
        if data.draw(st.integers(0, 5), label="is killed") == 0:
            track.pick_up()
        until = passes[place + 1][0] - 1 if place + 1 < len(passes) else at + 1
        while waiting and data.draw(st.integers(0, 3), label="names one") == 0:
            track.ask(until, ask.GiveMark(*waiting.pop(data.draw(st.integers(0, len(waiting) - 1), label="which"))))
    for mark, athlete in data.draw(st.permutations(waiting), label="order"):
        track.ask(passes[-1][0] + 1_000, ask.GiveMark(mark, athlete))
    assert track.times() == expected(evening)
    assert not any(result.edited for member in track.group.members for result in member.results().steps)


@settings(max_examples=15, phases=_FEW)
@given(evenings(rests=("together", "send-off")), st.data())
def test_two_swaps_and_whatever_is_undone_leave_everything_as_it_was(evening: Evening, data: st.DataObject) -> None:
    track = Trackside(evening)
    for at, athlete in evening.passes():
        track.ask(at, ask.Passes(athlete))
    end = evening.passes()[-1][0] + 1_000
    marks = [mark.number for mark in track.group.state.named()]
    whose = {mark.number: mark.athlete for mark in track.group.state.named()}
    for _ in range(data.draw(st.integers(1, 3))):
        one = data.draw(st.sampled_from(marks))
        others = [mark for mark in marks if whose[mark] != whose[one]]
        other = data.draw(st.sampled_from(others))
        kind = data.draw(st.sampled_from(("swap twice", "swap and undo", "drop and undo", "unname and undo")))
        commands: dict[str, ask.GroupCommand] = {
            "swap twice": ask.SwapMarks(one, other),
            "swap and undo": ask.SwapMarks(one, other),
            "drop and undo": ask.DropMark(one),
            "unname and undo": ask.GiveMark(one, None),
        }
        first = track.group.submit(commands[kind], BEGIN_MS + end)
        if not first.is_accepted:
            continue
        assert track.group.state.named() != ()
        back = ask.SwapMarks(one, other) if kind == "swap twice" else ask.UndoNewest(is_confirmed=True)
        track.ask(end + 10, back)
        end += 20
    assert track.times() == expected(evening)


@given(evenings())
@settings(max_examples=15, phases=_FEW)
def test_one_go_a_wave_is_heard_and_never_two_sounds_at_once(evening: Evening) -> None:
    track = Trackside(evening)
    heard: set[tuple[int, Sound]] = set()

    def listen(until: int) -> None:
        now, due = track.clock.now_ms(), track.speaker.scheduled
        heard.update((cue.at_ms - BEGIN_MS, cue.sound) for cue in due if now < cue.at_ms <= BEGIN_MS + until)
        track.until(until)
        track.group.poll(BEGIN_MS + until)

    at = 0
    for passed, athlete in evening.passes():
        while at + 250 < passed:
            at += 250
            listen(at)
        listen(passed)
        track.ask(passed, ask.Passes(athlete))
        at = passed
    gos = sorted(at for at, sound in heard if sound is Sound.GO)
    assert gos == sorted({start for starts in evening.starts() for start in starts})
    assert len({at for at, _ in heard}) == len(heard)
