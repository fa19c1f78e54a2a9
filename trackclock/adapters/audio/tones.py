"""What each sound is made of: short tones that tell themselves apart with the eyes shut.

They are generated and not recorded, so that every onset is at a known sample and no file can be missing.

The table below is the whole design. Pitch, number of parts and direction all differ, so that no single one has to be
heard well. The pitches lie between 1 and 3.5 kHz: small loudspeakers carry little below, and the ear is most sensitive
between 2 and 4 kHz (ISO 226). A whole sound lasts 250 ms at the most, so that an ear, or a test, counts one. The
first part of every sound has a pitch of its own, on a scale of 15 equal ratios (8.7 %) from 1000 to 3500 Hz; the two
that lead to a bang stand below it, and the bang is the only noise.

    sound             Hz of its parts                   heard as
    go                3500                              one long tone, the highest
    on_your_marks     846 846                           two long low tones: down to the line
    set               920 1839                          a low one that leaps up an octave: still now
    bang              noise around 2415                 a crack that dies away, like nothing else
    three, two, one   1951                              one pip, three times the same
    ten_seconds       1651 1651                         two pips, lower
    last_rep          1794 1794 2305                    two pips and a higher one: ten seconds, and the last rep
    time_up           3220 2121                         a long high tone that drops: zero, but nobody is sent off
    half              1397 1951 1397                    up and back down
    recovery          1518 1087                         two tones falling: ease off
    rest              1285 1137 1000                    three tones falling: ease off for longer
    mark              2962                              one short tick: got it
    refused           1000, rough                       a low buzz: not taken
    finished          2305 2962                         two tones rising
    best              2725 3220 2725 3220 2725          a trill
    session_finished  1087 1564 2305 3220               four tones rising: all done
    pace              2121                              the shortest tick
    pace_lap          2506 2506                         two of the shortest ticks
    pattern           1182 1951                         one leap up: change
"""

from __future__ import annotations

import math
from array import array
from typing import NamedTuple

from trackclock.core.sounds import Sound

RATE_HZ = 48_000
"""Samples a second."""

LONGEST_MS = 235
"""No sound lasts longer: a little less than 250, so that one that the device tears apart still counts as one."""

RAMP_MS = 3
"""Every part swells and fades over this time, so that nothing clicks."""

PEAK = 29_000
"""Loudest sample at full volume, of 32767: room for the resampler of a device that overshoots."""

VOLUME_STEP_DB = 3
"""Each of the ten steps of the volume; the ear calls 3 dB a small but clear change."""

MAX_VOLUME = 10


class Part(NamedTuple):
    """One tone of a sound.

    Attributes:
        hz: its pitch; of noise how often it comes up through zero.
        start_ms: when it starts within the sound.
        length_ms: how long it lasts, ramps included.
        rough_hz: how often a second its loudness is broken up; 0 for a clean tone.
        is_noise: whether it has no pitch.
    """

    hz: int
    start_ms: int
    length_ms: int
    rough_hz: int = 0
    is_noise: bool = False


_PIP = (Part(1951, 0, 100),)

TONES: dict[Sound, tuple[Part, ...]] = {
    Sound.GO: (Part(3500, 0, 235),),
    Sound.ON_YOUR_MARKS: (Part(846, 0, 110), Part(846, 122, 110)),
    Sound.SET: (Part(920, 0, 75), Part(1839, 80, 150)),
    Sound.BANG: (Part(2415, 0, 230, is_noise=True),),
    Sound.THREE: _PIP,
    Sound.TWO: _PIP,
    Sound.ONE: _PIP,
    Sound.TEN_SECONDS: (Part(1651, 0, 80), Part(1651, 130, 80)),
    Sound.LAST_REP: (Part(1794, 0, 60), Part(1794, 80, 60), Part(2305, 160, 75)),
    Sound.TIME_UP: (Part(3220, 0, 140), Part(2121, 145, 90)),
    Sound.HALF: (Part(1397, 0, 72), Part(1951, 78, 72), Part(1397, 156, 76)),
    Sound.RECOVERY: (Part(1518, 0, 105), Part(1087, 115, 120)),
    Sound.REST: (Part(1285, 0, 70), Part(1137, 75, 70), Part(1000, 150, 85)),
    Sound.MARK: (Part(2962, 0, 60),),
    Sound.REFUSED: (Part(1000, 0, 220, rough_hz=45),),
    Sound.FINISHED: (Part(2305, 0, 100), Part(2962, 110, 120)),
    Sound.BEST: tuple(Part(hz, 47 * index, 45) for index, hz in enumerate((2725, 3220, 2725, 3220, 2725))),
    Sound.SESSION_FINISHED: tuple(Part(hz, 58 * index, 56) for index, hz in enumerate((1087, 1564, 2305, 3220))),
    Sound.PACE: (Part(2121, 0, 35),),
    Sound.PACE_LAP: (Part(2506, 0, 35), Part(2506, 80, 35)),
    Sound.PATTERN: (Part(1182, 0, 90), Part(1951, 100, 120)),
}
"""Every sound's parts; see the head of the module."""

NAMES: dict[Sound, str] = {
    Sound.THREE: "three seconds to go",
    Sound.TWO: "two seconds to go",
    Sound.ONE: "one second to go",
    Sound.GO: "GO",
    Sound.ON_YOUR_MARKS: "on your marks",
    Sound.SET: "set",
    Sound.BANG: "the gun",
    Sound.RECOVERY: "recovery begins",
    Sound.REST: "rest begins",
    Sound.TEN_SECONDS: "ten seconds left",
    Sound.LAST_REP: "ten seconds left, then the last rep",
    Sound.TIME_UP: "time is up",
    Sound.HALF: "half of a timed rep",
    Sound.MARK: "mark taken",
    Sound.REFUSED: "press refused",
    Sound.FINISHED: "rep finished",
    Sound.BEST: "new best",
    Sound.SESSION_FINISHED: "session finished",
    Sound.PACE: "pacer",
    Sound.PACE_LAP: "pacer, a lap",
    Sound.PATTERN: "change within the rep",
}
"""What a person calls them, in the order in which they are best learnt."""


def gain(volume: int) -> float:
    """How much of the full amplitude a volume keeps.

    Args:
        volume: 0 to 10; what lies outside is cut to it.

    Returns:
        0 for 0, 1 for 10, and in between 3 dB less for each step.
    """
    volume = min(max(volume, 0), MAX_VOLUME)
    return 10 ** (-VOLUME_STEP_DB * (MAX_VOLUME - volume) / 20) if volume else 0.0


def samples(sound: Sound) -> array[int]:
    """One sound at full volume.

    Args:
        sound: which.

    Returns:
        16-bit samples of one channel at `RATE_HZ`.
    """
    parts = TONES[sound]
    result = array("h", bytes(2 * _frames(max(part.start_ms + part.length_ms for part in parts))))
    for part in parts:
        start = _frames(part.start_ms)
        tone = _tone(part)
        result[start : start + len(tone)] = tone
    return result


def all_samples(volume: int) -> dict[Sound, array[int]]:
    """Every sound at one volume, ready to be played.

    Args:
        volume: 0 to 10.

    Returns:
        For each sound its 16-bit samples of one channel at `RATE_HZ`.
    """
    return scaled({sound: samples(sound) for sound in TONES}, volume)


def scaled(full: dict[Sound, array[int]], volume: int) -> dict[Sound, array[int]]:
    """Sounds at full volume turned down.

    Args:
        full: the sounds as `samples` makes them.
        volume: 0 to 10.

    Returns:
        As many sounds; the very same arrays where nothing changes.
    """
    factor = gain(volume)
    if factor == 1.0:
        return full
    return {sound: array("h", [int(value * factor) for value in data]) for sound, data in full.items()}


def _frames(length_ms: int) -> int:
    return length_ms * RATE_HZ // 1_000


def _tone(part: Part) -> array[int]:
    count, ramp = _frames(part.length_ms), _frames(RAMP_MS)
    step = 2 * math.pi * part.hz / RATE_HZ
    tone = _crack(count) if part.is_noise else [PEAK * math.sin(step * index) for index in range(count)]
    if part.rough_hz:
        beat = 2 * math.pi * part.rough_hz / RATE_HZ
        # it starts at full loudness, or the onset would come half a beat late
        tone = [value * (0.6 + 0.4 * math.cos(beat * index)) for index, value in enumerate(tone)]
    for index in range(ramp):
        swell = 0.5 - 0.5 * math.cos(math.pi * (index + 0.5) / ramp)
        tone[index] *= swell
        tone[-1 - index] *= swell
    return array("h", [int(value) for value in tone])


_NARROW, _WIDE = 10, 48
"""Samples of the two means whose difference is what is kept of the noise: about 1 to 3 kHz."""

_LOUD_MS = 45
_FADING_MS = 55


def _crack(count: int) -> list[float]:
    """Noise that is at its loudest at once, stays so for a moment and dies away; always the same."""
    state, white = 0xACE1, [0.0] * _WIDE
    for _ in range(count):
        state = (state >> 1) ^ (-(state & 1) & 0xB400)  # a 16-bit shift register: noise without a library
        white.append((state & 0xFF) / 127.5 - 1)
    sums = [0.0]
    for value in white:
        sums.append(sums[-1] + value)
    noise = [
        (sums[end] - sums[end - _NARROW]) / _NARROW - (sums[end] - sums[end - _WIDE]) / _WIDE
        for end in range(_WIDE + 1, _WIDE + 1 + count)
    ]
    loudest = max(abs(value) for value in noise[: _frames(5)])
    fading = [math.exp(-max(0, index - _frames(_LOUD_MS)) / _frames(_FADING_MS)) for index in range(count)]
    return [max(-PEAK, min(PEAK, PEAK * value / loudest)) * part for value, part in zip(noise, fading, strict=True)]
