"""What the keys of a group do beside naming: double presses, who is out, the rest cut, a start taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes import FakeClock, FakeSpeaker, FakeStore
from trackclock.core.group import commands as ask
from trackclock.core.group.entrant import Entrant
from trackclock.core.group.picture import Doing
from trackclock.core.notation import parse
from trackclock.core.plan import Plan, Rests
from trackclock.core.session import Phase
from trackclock.core.sounds import Sound
from trackclock.recorder import Submitted
from trackclock.recorder.group import GroupRecorder

BEGIN_MS = 1_000_000
ANA, BEN, CARA = range(3)


class Track:
    """Three athletes; times in seconds from the first press."""

    def __init__(self, workout: str, *, absent: tuple[int, ...] = (), rests: Rests | None = None) -> None:
        steps = tuple(replace(step, rests=rests) if step.is_pause else step for step in parse(workout).steps)
        plan = Plan("evening", steps)
        self.clock, self.store, self.speaker = FakeClock(BEGIN_MS), FakeStore(), FakeSpeaker()
        entrants = [
            Entrant(name, plan, is_in=number not in absent) for number, name in enumerate(("Ana", "Ben", "Cara"))
        ]
        self.group = GroupRecorder(plan, "evening.txt", entrants, self.clock, self.store, self.speaker)
        self.at(0, ask.SomebodyPasses())

    def until(self, seconds: float) -> int:
        """Let time pass, deadline by deadline; returns the reading of the clock."""
        now_ms = BEGIN_MS + round(seconds * 1_000)
        while (due := self.group.next_deadline_ms()) is not None and due <= now_ms:
            self.clock.advance(max(0, due - self.clock.now_ms()))
            self.group.poll(due)
        self.clock.advance(max(0, now_ms - self.clock.now_ms()))
        return now_ms

    def at(self, seconds: float, command: ask.GroupCommand) -> Submitted:
        """Ask for something."""
        return self.group.submit(command, self.until(seconds))

    def doing(self, seconds: float) -> list[Doing]:
        """What everybody does."""
        return [row.doing for row in self.group.view(self.until(seconds)).rows]

    def times(self, athlete: int) -> list[int]:
        """The times of an athlete's reps that are over."""
        results = self.group.members[athlete].results().steps
        return [one.time_ms for one in results if one.splits and one.time_ms is not None]


@pytest.mark.parametrize("has_unnamed", [False, True])
def test_each_athlete_is_guarded_against_a_second_press_and_nobody_against_another(has_unnamed: bool) -> None:
    track = Track("3 x 400m with 60 sec recovery")
    if has_unnamed:
        track.at(84, ask.SomebodyPasses())
    assert track.at(85, ask.Passes(ANA)).is_accepted
    assert track.at(85.05, ask.Passes(BEN)).is_accepted
    second = track.at(85.1, ask.Passes(ANA))
    assert not second.is_accepted
    assert "Ana" in second.message
    assert (track.times(ANA), track.times(BEN)) == ([80_000], [80_050])


@pytest.mark.parametrize("has_unnamed", [False, True])
def test_nobody_runs_that_fast(has_unnamed: bool) -> None:
    track = Track("3 x 400m with 60 sec recovery")
    if has_unnamed:
        track.at(20, ask.SomebodyPasses())
    assert not track.at(25, ask.Passes(ANA)).is_accepted
    assert track.times(ANA) == []


def test_the_rest_counts_from_the_last_one_in_or_from_the_key() -> None:
    track = Track("3 x 400m with 60 sec recovery")
    track.at(80, ask.Passes(ANA))
    track.at(82, ask.Passes(BEN))
    assert track.doing(83) == [Doing.WAITING, Doing.WAITING, Doing.RUNNING]
    assert track.at(90, ask.CallAllIn()).is_accepted
    view = track.group.view(track.until(90))
    assert (view.clock_ms, view.is_down) == (52_000, True)
    # She comes in late, and the rest counts from her after all: the GO has not sounded yet.
    track.at(95, ask.Passes(CARA))
    view = track.group.view(track.until(95))
    assert (view.clock_ms, view.is_down) == (60_000, True)
    assert track.doing(155.5) == [Doing.RUNNING] * 3


def test_two_presses_cut_the_rest_and_an_undo_gives_it_back() -> None:
    track = Track("2 x 400m with 60 sec recovery")
    for athlete in (ANA, BEN, CARA):
        track.at(80 + athlete, ask.Passes(athlete))
    assert not track.at(82.5, ask.SomebodyPasses()).is_accepted
    assert not track.at(90, ask.SomebodyPasses()).is_accepted
    assert track.at(91.5, ask.SomebodyPasses()).is_accepted
    assert track.group.view(track.until(92)).clock_ms == 4_500
    undone = track.at(93, ask.UndoNewest())
    assert undone.message == "undone: the cut of the rest"
    assert track.group.view(track.until(93)).clock_ms == 49_000
    assert track.group.state.unnamed() == ()


def test_whoever_is_out_is_not_waited_for_and_joins_with_the_next_start() -> None:
    track = Track("3 x 400m with 60 sec recovery", absent=(CARA,))
    assert track.doing(20) == [Doing.RUNNING, Doing.RUNNING, Doing.OUT]
    track.at(80, ask.Passes(ANA))
    track.at(81, ask.Passes(BEN))
    assert track.at(100, ask.ToggleOut(CARA)).message == "Cara joins"
    assert track.doing(101) == [Doing.RESTING] * 3
    assert track.doing(141.5) == [Doing.RUNNING] * 3
    assert track.at(180, ask.ToggleOut(BEN)).message == "Ben is out"
    track.at(215, ask.Passes(ANA))
    track.at(216, ask.Passes(CARA))
    assert track.group.view(track.until(216)).clock_ms == 60_000
    assert (track.times(ANA), track.times(BEN), track.times(CARA)) == ([75_000, 74_000], [76_000], [75_000])


def test_an_undone_out_goes_on_as_if_nothing_had_happened() -> None:
    track = Track("2 x 400m with 60 sec recovery")
    track.at(30, ask.ToggleOut(BEN))
    assert track.doing(31) == [Doing.RUNNING, Doing.OUT, Doing.RUNNING]
    assert track.at(32, ask.UndoNewest()).message == "undone: Ben out"
    track.at(80, ask.Passes(BEN))
    assert track.times(BEN) == [75_000]


@pytest.mark.parametrize("at", [3.0, 6.0])
def test_a_start_is_taken_back_before_and_after_it_sounds(at: float) -> None:
    track = Track("2 x 400m with 60 sec recovery")
    assert track.at(at, ask.TakeBackGo()).is_accepted
    assert track.doing(20) == [Doing.WAITING] * 3
    assert track.at(30, ask.SomebodyPasses()).is_accepted
    assert track.doing(35.5) == [Doing.RUNNING] * 3
    track.at(110, ask.Passes(ANA))
    assert track.times(ANA) == [75_000]
    assert not track.at(111, ask.TakeBackGo()).is_accepted


def test_a_skip_is_undone_by_the_group() -> None:
    track = Track("2 x 400m with 60 sec recovery")
    assert track.at(30, ask.SkipStep(BEN)).message == "Ben skips 400 m"
    assert track.doing(31)[BEN] is Doing.WAITING
    assert track.at(33, ask.UndoNewest()).message == "undone: Ben skips 400 m"
    track.at(80, ask.Passes(BEN))
    assert track.times(BEN) == [75_000]


def test_the_group_is_over_with_the_last_one_and_goes_on_after_an_undo() -> None:
    track = Track("1 x 400m")
    for athlete in (ANA, BEN, CARA):
        track.at(80 + athlete, ask.Passes(athlete))
    assert (track.group.phase, track.group.state.is_ended) == (Phase.FINISHED, True)
    track.at(84, ask.UndoNewest())
    assert (track.group.phase, track.group.state.is_ended) == (Phase.RUNNING, False)
    track.at(86, ask.Passes(CARA))
    assert (track.group.phase, track.group.state.is_ended) == (Phase.FINISHED, True)
    assert track.times(CARA) == [81_000]


def test_a_mark_that_can_be_nobodys_there_is_refused_in_words() -> None:
    track = Track("2 x 400m with 60 sec recovery")
    track.at(80, ask.Passes(ANA))
    track.at(82, ask.SomebodyPasses())
    refused = track.at(90, ask.NameOldest(ANA))
    assert (refused.is_accepted, refused.message) == (False, "Ana was not running then")
    assert track.at(91, ask.NameOldest(CARA)).is_accepted
    assert not track.at(92, ask.NameOldest(BEN)).is_accepted


@pytest.mark.parametrize(("named_at", "starts_at", "is_late"), [(100.0, 140.0, False), (150.0, 150.0, True)])
def test_who_is_named_after_their_own_rest_was_over_starts_at_once_and_it_is_said(
    named_at: float, starts_at: float, is_late: bool
) -> None:
    track = Track("2 x 400m with 60 sec recovery", rests=Rests.OWN)
    track.at(80, ask.SomebodyPasses())
    named = track.at(named_at, ask.NameOldest(CARA))
    assert named.is_accepted
    assert ("Cara starts now" in named.message) is is_late
    track.until(starts_at)
    track.group.poll(track.clock.now_ms())
    state = track.group.members[CARA].state
    assert (state.step is not None and state.step.label, state.started_ms) == ("400 m", round(starts_at * 1_000))
    assert track.times(CARA) == [75_000]


def heard_until(track: Track, seconds: int) -> list[tuple[float, Sound]]:
    """What time alone makes sound until then, by what is scheduled a tenth of a second before it is due."""
    heard: list[tuple[float, Sound]] = []
    began = track.clock.now_ms() - BEGIN_MS
    for now in range(began, seconds * 1_000, 100):
        track.until(now / 1_000)
        track.group.poll(track.clock.now_ms())
        due = [cue for cue in track.speaker.scheduled if now < cue.at_ms - BEGIN_MS <= now + 100]
        heard += [((cue.at_ms - BEGIN_MS) / 1_000, cue.sound) for cue in due]
    return heard


def test_a_send_off_that_everybody_is_too_late_for_is_not_heard() -> None:
    track = Track("2 x 400m on 1:30")
    assert [at for at, sound in heard_until(track, 98) if sound is Sound.GO] == [5.0]
    for athlete, at in ((ANA, 100), (BEN, 101), (CARA, 104)):
        track.at(at, ask.Passes(athlete))
    sounds = heard_until(track, 190)
    assert [at for at, sound in sounds if sound is Sound.GO] == [185.0]
    assert len({at for at, _ in sounds}) == len(sounds)
    assert track.doing(186) == [Doing.RUNNING] * 3


@pytest.mark.parametrize("is_named", [False, True])
def test_the_last_rep_is_announced_whoever_has_a_name(is_named: bool) -> None:
    track = Track("2 x 400m with 60 sec recovery")
    for athlete in (ANA, BEN, CARA):
        track.at(80 + athlete, ask.Passes(athlete) if is_named else ask.SomebodyPasses())
    assert [sound for at, sound in heard_until(track, 140) if at == 132.0] == [Sound.LAST_REP]


def test_a_group_that_was_left_by_mistake_goes_on_but_for_those_who_are_out() -> None:
    track = Track("2 x 400m with 60 sec recovery")
    track.at(80, ask.Passes(ANA))
    track.at(85, ask.ToggleOut(CARA))
    track.group.leave(track.until(90))
    assert (track.group.phase, track.group.state.is_ended) == (Phase.FINISHED, True)
    header = track.group.header
    assert header is not None
    stored = [track.store.read(one) for one in (header.id, *(one.session for one in track.group.state.members))]
    track.group = GroupRecorder.pick_up(stored[0], stored[1:], track.clock, track.store, track.speaker)
    track.group.go_on(track.until(100))
    assert (track.group.phase, track.group.state.is_ended) == (Phase.RUNNING, False)
    assert track.doing(101) == [Doing.WAITING, Doing.RUNNING, Doing.OUT]
    track.at(105, ask.Passes(BEN))
    assert track.group.view(track.until(105)).clock_ms == 60_000
    assert (track.times(ANA), track.times(BEN)) == ([75_000], [100_000])
