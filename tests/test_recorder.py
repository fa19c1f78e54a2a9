"""The headless shell: what is written, what sounds, what is due, whatever the screen does meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.on_track import metres, plan_of, seconds, sets_of
from tests.core.test_session_properties import run_plans, scripts
from tests.fakes import FakeClock, FakeSpeaker, FakeStore
from tests.oracles import like_history
from trackclock.core import commands as ask
from trackclock.core.comparisons import NO_DELTAS, LikeHistory, PastRep, like_keys
from trackclock.core.events import Seen, SessionStopped
from trackclock.core.plan import ByTime, Plan
from trackclock.core.results import Status
from trackclock.core.session import Phase, results_of, state_at
from trackclock.core.sounds import Sound
from trackclock.core.view import Counting, Tone
from trackclock.recorder import HORIZON_MS, NOT_SAVED_MS, Recorder, Saving

PLAN = plan_of(sets_of(1, 3, metres(800), seconds(90)))


class Bench:
    """A recorder among fakes, driven in seconds since its first press."""

    def __init__(self, plan: Plan = PLAN) -> None:
        self.clock = FakeClock()
        self.speaker = FakeSpeaker()
        self.store = FakeStore()
        self.recorder = Recorder(plan, "test.toml", self.clock, self.store, self.speaker)
        self.start_ms = self.clock.now_ms()

    def at(self, at_s: float) -> int:
        return self.start_ms + round(at_s * 1_000)

    def press(self, *instants: float) -> None:
        for at_s in instants:
            assert self.recorder.submit(ask.Press(), self.at(at_s)).is_accepted, at_s

    def due(self) -> list[tuple[int, Sound]]:
        return [(cue.at_ms - self.start_ms, cue.sound) for cue in self.speaker.scheduled]


def times_of(recorder: Recorder) -> list[object]:
    """Every time of every step, without the numbers of the log entries."""
    steps = recorder.results().steps
    return [(step.started_ms, step.time_ms, [split.split_ms for split in step.splits]) for step in steps]


def test_nothing_is_written_before_the_first_press() -> None:
    bench = Bench()
    bench.recorder.view(bench.at(100))
    bench.recorder.leave(bench.at(101))
    assert bench.store.sessions == {}


def test_the_first_press_begins_a_session_with_its_three_clocks() -> None:
    bench = Bench()
    bench.clock.advance(40)
    bench.press(0)
    header = bench.recorder.header
    assert header is not None
    assert (header.clock_ms, header.boot_id) == (bench.start_ms, "boot-1")
    assert header.started_wall_ms == bench.clock.wall_ms() - 40
    assert list(bench.store.sessions) == [header.id]


def test_what_the_store_holds_replays_to_what_the_screen_shows() -> None:
    bench = Bench()
    bench.press(0, 85, 170, 345, 430)
    bench.recorder.poll(bench.at(440))
    stored = next(iter(bench.store.sessions.values()))
    assert results_of(stored.header.plan, stored.log).steps == bench.recorder.results().steps


def test_every_automatic_boundary_is_witnessed_once_however_late_the_screen_is() -> None:
    bench = Bench()
    bench.press(0, 85, 170)
    for at_s in (200, 900, 901):
        bench.recorder.poll(bench.at(at_s))
    seen = [entry.event.at for entry in bench.recorder.log if isinstance(entry.event, Seen)]
    assert seen == [5_000, 260_000]


def test_the_deadline_to_arm_is_a_reading_of_the_clock() -> None:
    bench = Bench()
    assert bench.recorder.next_deadline_ms() is None
    bench.press(0)
    assert bench.recorder.next_deadline_ms() == bench.at(5)


def test_cues_are_sent_ahead_and_moot_ones_withdrawn() -> None:
    bench = Bench()
    bench.press(0, 85, 170)
    bench.recorder.poll(bench.at(240))
    assert bench.due() == [
        (250_000, Sound.TEN_SECONDS),
        (257_000, Sound.THREE),
        (258_000, Sound.TWO),
        (259_000, Sound.ONE),
        (260_000, Sound.GO),
    ]
    bench.press(245)
    assert bench.due() == [
        (247_000, Sound.THREE),
        (248_000, Sound.TWO),
        (249_000, Sound.ONE),
        (250_000, Sound.GO),
    ]


def test_a_screen_that_is_polled_now_and_then_still_sends_every_cue_ahead() -> None:
    bench = Bench()
    bench.press(0, 85, 170)
    sent: dict[str, int] = {}
    for at_s in range(170, 262, 7):
        bench.recorder.poll(bench.at(at_s))
        for cue in bench.speaker.scheduled:
            sent.setdefault(cue.key, at_s)
            assert cue.at_ms <= bench.at(at_s) + HORIZON_MS
    assert len(sent) == 5


def test_a_mark_and_a_finish_are_heard_at_once() -> None:
    bench = Bench()
    bench.press(0, 85, 170)
    bench.recorder.submit(ask.Press(), bench.at(171))
    sounds = [cue.sound for cue in bench.speaker.played]
    assert sounds == [Sound.MARK, Sound.MARK, Sound.FINISHED, Sound.REFUSED]
    assert len({cue.key for cue in bench.speaker.played}) == 4


def test_a_rep_faster_than_any_before_it_is_a_best() -> None:
    bench = Bench()
    key = like_keys(PLAN.steps)[0]
    assert key is not None
    past = PastRep("old", 20_000, 1, key, 170_000)
    bench.recorder.set_history({key: LikeHistory((past,), past)})
    bench.press(0, 85, 170)
    assert bench.speaker.played[-1].sound is Sound.BEST
    row = bench.recorder.rows()[0]
    assert row.is_best
    assert row.deltas.exact_ms()["last_session"] == -5_000
    assert row.ghost_ms == 170_000


@pytest.mark.parametrize(
    ("best_ms", "is_best"),
    [(165_000, False), (165_009, False), (165_010, True), (164_999, False)],
    ids=["equal", "shown alike", "a digit slower", "faster"],
)
def test_a_best_falls_where_its_digits_do(best_ms: int, is_best: bool) -> None:
    bench = Bench()
    key = like_keys(PLAN.steps)[0]
    assert key is not None
    past = PastRep("old", 20_000, 1, key, best_ms)
    bench.recorder.set_history({key: LikeHistory((past,), past)})
    bench.press(0, 85, 170)
    row = bench.recorder.rows()[0]
    assert row.is_best is is_best
    assert (bench.speaker.played[-1].sound is Sound.BEST) is is_best
    # It is the same best afterwards for whoever reads the history.
    mine = replace(past, session_id="new", time_ms=165_000)
    assert (like_history([mine, past]).best is mine) is is_best


def test_a_test_of_the_keys_is_no_best() -> None:
    bench = Bench()
    key = like_keys(PLAN.steps)[0]
    assert key is not None
    past = PastRep("old", 20_000, 1, key, 170_000)
    bench.recorder.set_history({key: LikeHistory((past,), past)})
    bench.press(0)
    bench.recorder.submit(ask.FinishRep(), bench.at(8))
    bench.recorder.submit(ask.CountRefused(), bench.at(8))
    assert [cue.sound for cue in bench.speaker.played[-2:]] == [Sound.REFUSED, Sound.FINISHED]
    row = bench.recorder.rows()[0]
    assert (row.result.time_ms, row.result.doubtful, row.is_best) == (3_000, True, False)
    assert row.deltas == NO_DELTAS


def test_the_ghost_of_a_timed_rep_has_no_time() -> None:
    minute = replace(PLAN.steps[0], end=ByTime(60_000), label="60 s", marks_mm=())
    bench = Bench(replace(PLAN, steps=(minute,)))
    [key] = like_keys((minute,))
    assert key is not None
    past = PastRep("old", 20_000, 1, key, 60_000, (), 310_000)
    bench.recorder.set_history({key: LikeHistory((past,), past)})
    bench.press(0)
    bench.recorder.poll(bench.at(10))
    assert bench.recorder.rows()[0].ghost_ms is None


def test_a_start_that_nobody_heard_is_told_once() -> None:
    bench = Bench()
    bench.press(0, 85, 170)
    bench.recorder.poll(bench.at(510))
    assert bench.recorder.take_late_go() == "REP 2 of 3 · rep began 4:10 ago"
    assert bench.recorder.take_late_go() == ""


def test_a_mark_is_pending_then_saved_and_said_not_to_be_after_a_quarter_of_a_second() -> None:
    bench = Bench()
    bench.press(0)
    assert bench.recorder.saving(bench.at(0)) is Saving.SAVED
    bench.store.is_stuck = True
    bench.press(85)
    assert bench.recorder.saving(bench.at(85)) is Saving.PENDING
    assert not bench.recorder.rows()[0].is_saved
    assert bench.recorder.saving(bench.at(85) + NOT_SAVED_MS) is Saving.NOT_SAVED


def test_leaving_in_the_middle_keeps_the_session_as_stopped() -> None:
    bench = Bench()
    bench.press(0, 85, 170)
    bench.recorder.leave(bench.at(200))
    stored = next(iter(bench.store.sessions.values()))
    assert isinstance(stored.log[-1].event, SessionStopped)
    assert results_of(stored.header.plan, stored.log).status is Status.STOPPED
    assert bench.speaker.scheduled == ()
    assert bench.store.held == set()


def test_a_session_that_is_cut_off_is_unfinished_and_goes_on_as_if_nothing_had_happened() -> None:
    bench, undisturbed = Bench(), Bench()
    for one in (bench, undisturbed):
        one.press(0, 85, 170)
    bench.recorder.leave(bench.at(200), is_cut_off=True)
    stored = next(iter(bench.store.sessions.values()))
    assert isinstance(stored.log[-1].event, Seen)
    assert results_of(stored.header.plan, stored.log).status is Status.UNFINISHED
    assert bench.speaker.scheduled == ()
    assert bench.store.held == set()
    again = Recorder.pick_up(stored, bench.clock, bench.store, bench.speaker)
    again.submit(ask.KeepRunning(), bench.at(230))
    again.submit(ask.Press(), bench.at(345))
    undisturbed.press(345)
    assert times_of(again) == times_of(undisturbed.recorder)


def test_leaving_after_the_end_changes_nothing() -> None:
    bench = Bench(plan_of(sets_of(1, 1, metres(200), None)))
    bench.press(0, 40)
    bench.recorder.leave(bench.at(100))
    stored = next(iter(bench.store.sessions.values()))
    assert results_of(stored.header.plan, stored.log).status is Status.FINISHED


def test_picking_up_after_a_crash_gives_the_same_times_as_if_nothing_had_happened() -> None:
    bench, undisturbed = Bench(), Bench()
    for one in (bench, undisturbed):
        one.press(0, 85, 170)
    stored = next(iter(bench.store.sessions.values()))
    bench.clock.advance(200_000)
    again = Recorder.pick_up(stored, bench.clock, bench.store, bench.speaker)
    again.submit(ask.KeepRunning(), bench.at(200))
    assert not again.is_by_wall_clock
    again.submit(ask.Press(), bench.at(345))
    undisturbed.press(345)
    assert times_of(again) == times_of(undisturbed.recorder)


def test_picking_up_after_a_reboot_goes_by_the_wall_clock() -> None:
    bench = Bench()
    bench.press(0, 85, 170)
    stored = next(iter(bench.store.sessions.values()))
    rebooted = FakeClock(now_ms=7_000, wall_ms=stored.header.started_wall_ms + 200_000)
    rebooted.boot_id = "boot-2"
    again = Recorder.pick_up(stored, rebooted, bench.store, bench.speaker)
    assert again.is_by_wall_clock
    again.submit(ask.KeepRunning(), 7_000)
    assert again.state.now_ms == 200_000
    assert again.view(7_000).clock_ms == 60_000


def test_a_jump_of_the_wall_clock_changes_no_result() -> None:
    bench = Bench()
    bench.press(0, 85)
    bench.clock._ahead_ms += 3_600_000
    bench.press(170)
    assert bench.recorder.rows()[0].result.time_ms == 165_000


def test_the_picture_of_a_recovery() -> None:
    bench = Bench()
    bench.press(0, 85, 170)
    view = bench.recorder.view(bench.at(200))
    assert (view.tone, view.counting, view.clock_ms) == (Tone.RECOVERY, Counting.DOWN, 60_000)
    assert view.title == "RECOVERY · 1:30"
    assert view.space == "cut short"
    assert view.coming[0] == "REP 2 of 3 · rep"


def test_a_live_undo_is_witnessed_so_that_a_crash_right_after_it_loses_nothing() -> None:
    bench = Bench()
    bench.press(0, 85, 170)
    bench.recorder.submit(ask.Undo(), bench.at(172))
    stored = next(iter(bench.store.sessions.values()))
    results = results_of(stored.header.plan, stored.log)
    assert results.ended_ms == 172_000
    assert bench.recorder.phase is Phase.RUNNING
    assert [step.time_ms for step in results.steps] == [None]


@settings(max_examples=150)
@given(plan=run_plans(), script=scripts, polls=st.lists(st.integers(0, 60_000), max_size=6))
def test_what_it_keeps_in_memory_is_what_its_log_says(
    plan: Plan, script: list[tuple[int, ask.Command]], polls: list[int]
) -> None:
    bench = Bench(plan)
    bench.press(0)
    at, now = 0, 0
    for index, (gap, command) in enumerate(script):
        at += gap
        bench.recorder.submit(command, bench.start_ms + at)
        now = max(now, at + polls[index % len(polls)] if polls else at)
        bench.recorder.poll(bench.start_ms + now)
        # Two entries may bear the same instant; the state then is that of the newest.
        assert bench.recorder.state == state_at(plan, bench.recorder.log, bench.recorder.state.now_ms)
        at = max(at, now - 500)


def test_a_command_before_the_first_press_writes_nothing() -> None:
    bench = Bench()
    assert not bench.recorder.submit(ask.RateEffort(5), bench.at(0)).is_accepted
    assert not bench.recorder.submit(ask.Undo(), bench.at(1)).is_accepted
    assert bench.recorder.log == ()
    bench.recorder.submit(ask.Press(), bench.at(2))
    assert bench.recorder.session_ms(bench.at(2)) == 0
