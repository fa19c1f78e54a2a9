"""The pulse of a session: when it looks, and when a garbage collection may hold the threads up."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.fakes import FakeClock, FakeSpeaker, FakeStore
from tests.ui.track import EIGHTS
from trackclock.core import commands as ask
from trackclock.core.session import Phase, initial_state
from trackclock.core.view import Counting, LiveView, Tone, live_view
from trackclock.recorder import Recorder
from trackclock.ui.live.pulse import IDLE_MS, MANY_OBJECTS, Pulse, Quiet, delay_ms

VIEW = live_view(initial_state(EIGHTS), None, None, "")


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    yield
    gc.enable()


def noted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The generations that would have been collected."""
    collected: list[int] = []

    def collect(generation: int = 2) -> int:
        collected.append(generation)
        return 0

    monkeypatch.setattr(gc, "collect", collect)
    return collected


def running(tone: Tone, clock_ms: int = 0, counting: Counting = Counting.UP) -> LiveView:
    return replace(VIEW, phase=Phase.RUNNING, tone=tone, clock_ms=clock_ms, counting=counting)


def test_it_looks_when_the_digits_change() -> None:
    assert delay_ms(running(Tone.WORK, 12_345)) == 55
    assert delay_ms(running(Tone.WORK, 12_300)) == 100
    assert delay_ms(running(Tone.RECOVERY, 12_345, Counting.DOWN)) == 45
    assert delay_ms(running(Tone.RECOVERY, 12_300, Counting.DOWN)) == 100
    assert delay_ms(running(Tone.PAUSED, 12_345, Counting.STILL)) == 100
    assert delay_ms(VIEW) == IDLE_MS


def test_no_collection_in_a_rep_and_one_in_each_long_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    collected = noted(monkeypatch)
    quiet = Quiet()
    for _ in range(100):
        quiet.consider(running(Tone.WORK), None)
    assert not gc.isenabled()
    assert collected == []
    for left_ms in range(60_000, 0, -100):
        quiet.consider(running(Tone.RECOVERY), left_ms)
    assert collected == [2]
    for _ in range(100):
        quiet.consider(running(Tone.GET_READY), 5_000)
    for left_ms in range(13_000, 0, -100):
        quiet.consider(running(Tone.RECOVERY), left_ms)
    assert collected == [2], "a pause that is too short for it"
    quiet.consider(replace(VIEW, phase=Phase.FINISHED, tone=Tone.FINISHED), None)
    assert gc.isenabled()


def test_a_very_long_rep_looks_through_the_young_objects_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    collected = noted(monkeypatch)
    monkeypatch.setattr(gc, "get_count", lambda: (MANY_OBJECTS + 1, 0, 0))
    quiet = Quiet()
    quiet.consider(running(Tone.WORK), None)
    assert collected == [0]


async def test_every_look_counts_anew_from_the_clock() -> None:
    clock, seen = FakeClock(), list[LiveView]()
    recorder = Recorder(EIGHTS, "x.txt", clock, FakeStore(), FakeSpeaker())
    pulse = Pulse(recorder, clock, lambda view, _: seen.append(view))
    recorder.submit(ask.Press(), clock.now_ms())
    pulse.look()
    clock.advance(7_200_000)  # a suspend of two hours
    pulse.look()
    assert seen[-1].clock_ms == 7_195_000
    pulse.stop()
