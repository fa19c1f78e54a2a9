"""Cues become samples at the very sample that is heard at their instant."""

from __future__ import annotations

import itertools
from array import array

import pytest

from tests.e2e.sound import find_onsets
from trackclock.adapters.audio.agenda import NS_PER_MS, Agenda, Cue, Due
from trackclock.adapters.audio.mixer import Mixer
from trackclock.adapters.audio.sampleclock import SampleClock
from trackclock.adapters.audio.tones import RATE_HZ, all_samples
from trackclock.core.sounds import Sound

NS = 1_000_000_000
FULL = all_samples(10)


class Desk:
    """A mixer with its agenda and a place for its output."""

    def __init__(self) -> None:
        self.reports: list[tuple[Due, int]] = []
        self.agenda = Agenda()
        self.mixer = Mixer(self.agenda, FULL, lambda due, heard_ns: self.reports.append((due, heard_ns)))
        self.samples = array("h")

    def run(self, frames: int, block: int = 480) -> array[int]:
        for _ in range(0, frames, block):
            self.samples.frombytes(bytes(self.mixer.block(len(self.samples) * NS // RATE_HZ, block)))
        return self.samples


def cue(key: str, at_ms: int, sound: Sound = Sound.GO) -> Cue:
    return Cue(at_ms * NS_PER_MS, key, sound)


@pytest.mark.parametrize("block", [64, 480, 1_152, 4_801])
def test_a_cue_starts_at_its_sample_whatever_the_blocks(block: int) -> None:
    desk = Desk()
    desk.agenda.schedule([cue("a", 333)])
    samples = desk.run(RATE_HZ, block)
    start = 333 * RATE_HZ // 1_000
    assert samples[start : start + len(FULL[Sound.GO])] == FULL[Sound.GO]
    assert desk.reports[0][1] == pytest.approx(333 * NS_PER_MS, abs=NS // RATE_HZ)


def test_silence_is_not_digital_zero_and_not_audible() -> None:
    samples = Desk().run(RATE_HZ)
    assert any(samples)
    assert max(abs(value) for value in samples) <= 1


def test_two_hundred_cues_are_two_hundred_onsets() -> None:
    desk = Desk()
    desk.agenda.schedule([cue(str(index), 100 + index * 120, Sound.MARK) for index in range(200)])
    onsets = find_onsets(desk.run(25 * RATE_HZ), apart_ms=100)
    assert [round(onset * 1_000 / RATE_HZ) for onset in onsets] == [100 + index * 120 for index in range(200)]


def test_a_newer_sound_cuts_an_older_off_without_a_click() -> None:
    desk = Desk()
    desk.agenda.schedule([cue("a", 100), cue("b", 250, Sound.MARK)])
    samples = desk.run(RATE_HZ)
    ends = (250 + 60) * RATE_HZ // 1_000
    assert max(abs(value) for value in samples[ends + 1 :]) <= 1
    assert max(abs(after - before) for before, after in itertools.pairwise(samples)) < 24_000


def test_sounds_that_start_together_are_both_heard() -> None:
    desk = Desk()
    desk.agenda.schedule([cue("a", 100), cue("b", 110, Sound.MARK)])
    samples = desk.run(RATE_HZ)
    start = 120 * RATE_HZ // 1_000
    expected = FULL[Sound.GO][start - 4_800] + FULL[Sound.MARK][start - 5_280]
    assert samples[start] == max(-32_768, min(32_767, expected))


def test_a_crowd_at_one_instant_does_no_harm() -> None:
    desk = Desk()
    desk.agenda.schedule([cue(str(index), 100) for index in range(200)])
    samples = desk.run(RATE_HZ)
    assert len(desk.reports) == 200
    assert len(find_onsets(samples, apart_ms=255)) == 1


def test_muting_fades_what_sounds() -> None:
    desk = Desk()
    desk.agenda.schedule([cue("a", 100)])
    desk.run(RATE_HZ * 150 // 1_000)
    desk.mixer.silence()
    samples = desk.run(RATE_HZ)
    assert max(abs(value) for value in samples[RATE_HZ * 155 // 1_000 :]) <= 1


def test_a_late_cue_starts_at_once_and_is_reported_as_late() -> None:
    desk = Desk()
    desk.run(RATE_HZ // 10)
    desk.agenda.schedule([cue("late", 40), cue("too late", -100, Sound.ONE)])
    samples = desk.run(RATE_HZ // 2)
    assert find_onsets(samples, apart_ms=255)[0] == pytest.approx(RATE_HZ // 10, abs=48)
    assert {due.cue.key: due.is_heard for due, _ in desk.reports} == {"late": True, "too late": False}


def requests(clock: SampleClock, delays_ms: list[float], *, start_ms: float = 0, count: int = 480) -> list[float]:
    """Ask every 10 ms, each time late by so much; the errors of the guesses in milliseconds."""
    errors = []
    for index, delay_ms in enumerate(delays_ms):
        due_ms = start_ms + index * 10
        guess_ns = clock.request(int((due_ms + delay_ms + 1_000) * 1e6), count)
        errors.append(guess_ns / 1e6 - 1_000 - due_ms)
    return errors


def test_the_sample_clock_sees_through_late_requests() -> None:
    delays = [0.1 if index % 7 == 0 else 6.0 for index in range(300)]
    errors = requests(SampleClock(RATE_HZ), delays)[8:]  # it has to meet a prompt one first
    assert max(abs(error) for error in errors) <= 0.2


def test_the_sample_clock_notices_a_device_that_ran_dry() -> None:
    clock = SampleClock(RATE_HZ)
    requests(clock, [0.1] * 200)
    errors = requests(clock, [0.1] * 50, start_ms=2_015)
    assert abs(errors[20]) < 0.2


def test_the_sample_clock_starts_afresh_after_a_gap() -> None:
    clock = SampleClock(RATE_HZ)
    requests(clock, [0.1] * 200)
    assert clock.steady_ns > 1.9e9
    errors = requests(clock, [0.1] * 5, start_ms=60_000)
    assert abs(errors[0]) < 0.2
    assert clock.steady_ns < 0.1e9


def test_the_sample_clock_follows_a_crystal_that_is_off() -> None:
    clock = SampleClock(RATE_HZ)
    errors = []
    for index in range(6_000):
        due_ns = index * 10_001_000 + NS  # 100 ppm slow
        errors.append(clock.request(due_ns, 480) - due_ns)
    assert max(abs(error) for error in errors[200:]) < 550_000
