"""What a watcher sees is what the runner sees: the same picture of each instant, made from the log and the clock alone.

And it is decided here, without a screen, which session is seen, and whether it still runs.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.on_track import metres, plan_of, seconds, sets_of
from tests.core.test_session_properties import run_plans, scripts
from tests.fakes import FakeClock, FakeSpeaker, FakeStore, FakeWatch
from tests.oracles import like_history
from trackclock.application.reopening import KEEP_RUNNING_MS
from trackclock.application.watching import SILENT_MS, Kind, Sight, Watching
from trackclock.core import commands as ask
from trackclock.core.comparisons import PastRep, like_keys
from trackclock.core.plan import Plan
from trackclock.ports import StoredSession
from trackclock.recorder import Recorder

PLAN = plan_of(sets_of(1, 3, metres(800), seconds(90)))


class Pair:
    """A runner's recorder and somebody who watches, on one clock and one store."""

    def __init__(self, plan: Plan = PLAN) -> None:
        self.clock = FakeClock()
        self.store = FakeStore()
        self.watch = FakeWatch(self.store)
        self.watching = Watching(self.watch, self.clock)
        self.runner = self.recorder(plan)
        self.sight = Sight()

    def recorder(self, plan: Plan = PLAN) -> Recorder:
        return Recorder(plan, "test.toml", self.clock, self.store, FakeSpeaker())

    def look(self) -> Sight:
        """Look, and return what is to be seen by then."""
        seen = self.watching.look()
        if seen is not None:
            self.sight = seen
        return self.sight

    def press(self, after_s: float = 0) -> None:
        assert self.runner.submit(ask.Press(), self.clock.advance(round(after_s * 1_000))).is_accepted

    @property
    def id(self) -> str:
        assert self.runner.header is not None
        return self.runner.header.id


def same_picture(pair: Pair) -> None:
    """The watcher's picture of now is the runner's, to the last word."""
    now_ms = pair.clock.now_ms()
    watched = pair.look().recorder
    assert watched is not None
    assert watched.view(now_ms) == replace(pair.runner.view(now_ms), offered=frozenset())
    assert watched.rows() == pair.runner.rows()
    assert watched.flashes() == pair.runner.flashes()
    assert watched.session_ms(now_ms) == pair.runner.session_ms(now_ms)
    assert watched.results() == pair.runner.results()


@settings(max_examples=12, deadline=None)
@given(plan=run_plans(), script=scripts, waits=st.lists(st.integers(0, 90_000), max_size=5))
def test_a_watcher_sees_the_runners_picture_at_every_instant(
    plan: Plan, script: list[tuple[int, ask.Command]], waits: list[int]
) -> None:
    pair = Pair(plan)
    pair.press()
    for index, (gap, command) in enumerate(script):
        pair.runner.submit(command, pair.clock.advance(gap))
        same_picture(pair)
        pair.clock.advance(waits[index % len(waits)] if waits else 0)
        pair.runner.poll(pair.clock.now_ms())
        same_picture(pair)


def test_in_another_boot_the_wall_clock_tells_the_same() -> None:
    pair = Pair()
    elsewhere = FakeClock(5, pair.clock.wall_ms())
    elsewhere.boot_id = "boot-2"
    watching = Watching(pair.watch, elsewhere)
    pair.press()
    elsewhere.advance(85_000)
    pair.press(85)
    sight = watching.look()
    assert sight is not None
    assert sight.recorder is not None
    elsewhere.advance(12_345)
    seen = pair.runner.view(pair.clock.advance(12_345))
    assert sight.recorder.view(elsewhere.now_ms()) == replace(seen, offered=frozenset())


def test_what_is_not_on_the_disk_is_not_seen() -> None:
    pair = Pair()
    pair.press()
    pair.press(85)
    pair.store.is_stuck = True
    before = pair.look().recorder
    pair.press(80)
    assert pair.watching.look() is None
    assert before is not None
    assert len(before.rows()[0].result.splits) == 1
    pair.store.catch_up(pair.id)
    after = pair.look().recorder
    assert after is not None
    assert len(after.rows()[0].result.splits) == 2


def test_looking_writes_nothing_and_holds_nothing() -> None:
    pair = Pair()
    pair.press()
    stored, held = dict(pair.store.sessions), set(pair.store.held)
    recorder = pair.look().recorder
    assert recorder is not None
    recorder.view(pair.clock.advance(4_000_000))  # many boundaries later
    assert (pair.store.sessions, pair.store.held) == (stored, held)


def test_it_is_held_against_what_the_runner_has() -> None:
    pair = Pair()
    key = like_keys(PLAN.steps)[0]
    assert key is not None
    history = {key: like_history([PastRep("s1", 20_000, 1, key, 170_000, ((400_000, 85_000), (800_000, 170_000)))])}
    pair.watch.past = history
    pair.runner.set_history(history)
    pair.press()
    pair.press(85)
    same_picture(pair)
    assert pair.runner.view(pair.clock.now_ms()).comparison == "last session"


def test_nothing_is_to_be_seen_before_a_session_begins_and_then_it_is() -> None:
    pair = Pair()
    assert pair.look().kind is Kind.NOTHING
    assert pair.watching.look() is None, "nothing new"
    pair.press()
    assert (pair.look().kind, pair.sight.session_id) == (Kind.RUNNING, pair.id)


def test_a_session_that_is_over_stays_until_the_next_one_begins() -> None:
    pair = Pair()
    pair.press()
    assert pair.look().kind is Kind.RUNNING
    pair.runner.leave(pair.clock.advance(10_000))
    assert pair.look().kind is Kind.OVER
    first, pair.runner = pair.id, pair.recorder()
    pair.clock.advance(60_000)
    assert pair.watching.look() is None
    pair.press()
    assert (pair.look().kind, pair.sight.session_id) == (Kind.RUNNING, pair.id)
    assert pair.id != first


def test_a_session_that_was_over_before_is_not_shown() -> None:
    pair = Pair()
    pair.press()
    pair.runner.leave(pair.clock.advance(10_000))
    pair.store.held.add(pair.id)  # its app still shows the summary
    assert pair.look().kind is Kind.NOTHING


def test_of_two_that_run_the_one_begun_last_is_shown() -> None:
    pair = Pair()
    pair.press()
    first = pair.id
    pair.look()
    pair.runner = pair.recorder()
    pair.press(20)
    assert pair.look().session_id == pair.id
    pair.runner.leave(pair.clock.advance(1_000))
    assert (pair.look().session_id, pair.sight.kind) == (first, Kind.RUNNING)


def test_a_session_whose_app_was_killed_stands_where_its_log_ends() -> None:
    pair = Pair()
    pair.press()
    pair.press(85)
    pair.look()
    pair.clock.advance(600_000)
    pair.store.held.clear()
    sight = pair.look()
    assert sight.kind is Kind.GONE
    assert sight.recorder is not None
    assert sight.end_ms == pair.runner.clock_ms(85_000)
    assert sight.recorder.view(sight.end_ms).clock_ms == 80_000
    pair.store.held.add(pair.id)  # somebody goes on with it
    assert pair.look().kind is Kind.RUNNING


@pytest.mark.parametrize(("late_ms", "kind"), [(SILENT_MS - 1, Kind.RUNNING), (SILENT_MS, Kind.GONE)])
def test_where_locks_cannot_be_seen_a_boundary_without_a_word_tells(late_ms: int, kind: Kind) -> None:
    pair = Pair()
    pair.watch.can_tell = False
    pair.press()
    pair.look()
    pair.clock.advance(5_000 + late_ms)
    assert pair.look().kind is kind
    pair.runner.poll(pair.clock.now_ms())
    assert pair.look().kind is Kind.RUNNING


def test_one_that_is_only_mended_days_after_does_not_run() -> None:
    pair = Pair()
    pair.press()
    pair.press(85)
    pair.clock.advance(KEEP_RUNNING_MS + 1)
    assert pair.look().kind is Kind.NOTHING


def test_what_was_read_stands_while_the_history_cannot_be_read() -> None:
    pair = Pair()
    pair.press()
    before = pair.look()
    pair.watch.trouble = "the disk reports an error"
    assert pair.look().trouble == "the disk reports an error"
    assert pair.sight.recorder is before.recorder
    assert pair.watching.look() is None, "it was said"
    pair.watch.trouble = None
    assert pair.look().trouble == ""
    assert pair.sight.kind is Kind.RUNNING


def test_a_session_goes_on_while_its_history_is_gone_and_no_longer() -> None:
    pair = Pair()
    pair.press()
    pair.look()
    name = pair.id
    kept = pair.store.sessions.pop(name)
    for _ in range(3):
        assert (pair.look().kind, pair.sight.trouble) == (Kind.RUNNING, "the history is gone")
    pair.store.sessions[name] = kept
    assert (pair.look().kind, pair.sight.trouble) == (Kind.RUNNING, "")
    del pair.store.sessions[name]
    pair.look()
    pair.store.held.clear()
    pair.store.sessions["other"] = StoredSession(replace(kept.header, id="other"), kept.log)
    pair.store.held.add("other")
    assert pair.look().session_id == "other"


def test_one_that_is_over_is_shown_again_once_it_is_found_again() -> None:
    pair = Pair()
    pair.press()
    assert pair.look().kind is Kind.RUNNING
    pair.runner.submit(ask.Stop(), pair.clock.advance(5_000))
    pair.store.held.clear()
    assert pair.look().kind is Kind.OVER
    kept = pair.store.sessions.pop(pair.id)  # for one look, as its app closes the history
    assert pair.look().kind is Kind.NOTHING
    pair.store.sessions[pair.id] = kept
    assert (pair.look().kind, pair.sight.session_id) == (Kind.OVER, pair.id)


def test_a_log_that_cannot_have_happened_is_said_and_shows_nothing_else() -> None:
    pair = Pair()
    pair.press()
    pair.press(85)
    before = pair.look().recorder
    stored = pair.store.sessions[pair.id]
    plan = replace(stored.header.plan, steps=stored.header.plan.steps[:0])
    pair.store.sessions[pair.id] = StoredSession(replace(stored.header, plan=plan), stored.log)
    assert "does not fit its plan" in pair.look().trouble
    assert pair.sight.recorder is before
