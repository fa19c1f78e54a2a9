"""What the sounds are made of."""

from __future__ import annotations

import itertools
import statistics

import pytest

from trackclock.adapters.audio.tones import LONGEST_MS, NAMES, PEAK, RATE_HZ, TONES, all_samples, gain, samples, scaled
from trackclock.core.sounds import Sound

COUNTDOWN = {Sound.THREE, Sound.TWO, Sound.ONE}


def test_every_sound_has_tones_and_a_name() -> None:
    assert set(TONES) == set(Sound)
    assert set(NAMES) == set(Sound)


@pytest.mark.parametrize("sound", Sound)
def test_a_sound_is_short_and_carries_outdoors(sound: Sound) -> None:
    assert len(samples(sound)) * 1_000 <= LONGEST_MS * RATE_HZ
    assert all(800 <= part.hz <= 4_000 for part in TONES[sound])


def test_the_first_pitch_tells_every_sound_from_every_other() -> None:
    firsts = sorted({TONES[sound][0].hz for sound in Sound if sound is not Sound.BANG})
    assert len(firsts) == len(Sound) - len(COUNTDOWN)
    assert all(above / below > 1.08 for below, above in itertools.pairwise(firsts))


def test_the_countdown_is_one_sound_three_times() -> None:
    assert len({tuple(samples(sound)) for sound in COUNTDOWN}) == 1


def test_go_is_the_highest_and_the_longest_tone() -> None:
    go = TONES[Sound.GO]
    others = [part for sound, parts in TONES.items() if sound is not Sound.GO for part in parts]
    assert len(go) == 1
    assert all(part.hz < go[0].hz and part.length_ms < go[0].length_ms for part in others)


def crossings(sound: Sound) -> list[int]:
    """How many samples lie between each two that cross zero."""
    data = samples(sound)
    places = [index for index in range(1, len(data)) if (data[index - 1] < 0) != (data[index] < 0)]
    return [after - before for before, after in itertools.pairwise(places)]


def test_the_bang_is_the_only_one_without_a_pitch_and_dies_away() -> None:
    def unevenness(sound: Sound) -> float:
        gaps = crossings(sound)
        return statistics.pstdev(gaps) / statistics.mean(gaps)

    assert unevenness(Sound.GO) < 0.1 < 0.4 < unevenness(Sound.BANG)
    data = samples(Sound.BANG)
    loudness = [sum(abs(value) for value in data[at : at + RATE_HZ // 20]) for at in range(0, len(data), RATE_HZ // 20)]
    assert loudness == sorted(loudness, reverse=True)
    assert loudness[-1] < loudness[0] / 4


def test_the_way_to_the_bang_lies_below_every_other_sound() -> None:
    lead = {Sound.ON_YOUR_MARKS, Sound.SET}
    others = min(parts[0].hz for sound, parts in TONES.items() if sound not in lead)
    assert all(TONES[sound][0].hz < others / 1.08 for sound in lead)


@pytest.mark.parametrize("sound", Sound)
def test_nothing_clicks(sound: Sound) -> None:
    data = samples(sound)
    assert abs(data[0]) < PEAK / 100
    assert abs(data[-1]) < PEAK / 100
    # the steepest that a pure tone of 4 kHz can be; a click is steeper
    steepest = max(abs(after - before) for before, after in itertools.pairwise(data))
    assert steepest < PEAK * 6.2832 * 4_000 / RATE_HZ


@pytest.mark.parametrize("sound", Sound)
def test_the_onset_is_sharp(sound: Sound) -> None:
    assert max(abs(value) for value in samples(sound)[: RATE_HZ // 200]) > PEAK * 0.8


def test_volume_goes_in_steps_of_three_decibels_down_to_silence() -> None:
    assert gain(10) == 1.0
    assert gain(0) == 0.0
    steps = [gain(volume + 1) / gain(volume) for volume in range(1, 10)]
    assert all(abs(step - 1.4125) < 0.001 for step in steps)
    assert gain(-3) == 0.0
    assert gain(11) == 1.0


def test_turned_down_sounds_keep_their_shape() -> None:
    full = {Sound.GO: samples(Sound.GO)}
    quiet = scaled(full, 4)[Sound.GO]
    assert len(quiet) == len(full[Sound.GO])
    assert max(quiet) == pytest.approx(max(full[Sound.GO]) * gain(4), abs=2)
    assert set(all_samples(0)[Sound.GO]) == {0}
