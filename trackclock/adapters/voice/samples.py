"""What an engine wrote, as samples to be mixed with the beeps: one rate, one loudness, no silence around them.

It exists apart because an engine may write anything: whatever is not speech is refused here, in words.
"""

from __future__ import annotations

import sys
import wave
from array import array
from pathlib import Path

from trackclock.adapters.audio.tones import RATE_HZ

PEAK = 22_000
"""Loudest sample at full volume: words come through beside a track, and the beeps stay the loudest."""

LONGEST_S = 12
"""A phrase that takes longer is none of ours, or an engine that has lost its way."""

_FAINT = 40
"""What is fainter than one part in so many of the loudest is silence before the first sound and behind the last."""

_MARGIN_MS = 10
_LEAST_PEAK = 200
_RATES_HZ = range(8_000, 192_001)


class RubbishError(Exception):
    """What an engine wrote is no speech; the text says why."""


def read_speech(path: Path) -> array[int]:
    """The samples of a wave file, ready to be mixed.

    Args:
        path: what an engine wrote.

    Returns:
        16-bit samples of one channel at `RATE_HZ`, `PEAK` high, without the silence around them.

    Raises:
        RubbishError: if it is no wave file, or nothing that could be a phrase.
    """
    try:
        with wave.open(str(path), "rb") as file:
            channels, width, rate_hz = file.getnchannels(), file.getsampwidth(), file.getframerate()
            if width != 2 or channels < 1 or rate_hz not in _RATES_HZ:
                raise RubbishError(f"{channels} channels of {8 * width} bits at {rate_hz} Hz")
            raw = file.readframes(LONGEST_S * rate_hz + 1)
    except (OSError, EOFError, ValueError, RuntimeError, wave.Error) as problem:  # the module raises all of them
        raise RubbishError(f"no wave file: {problem!r}") from problem
    heard = array("h", raw[: len(raw) // (2 * channels) * 2 * channels])
    if sys.byteorder == "big":
        heard.byteswap()
    heard = heard[::channels]
    if len(heard) > LONGEST_S * rate_hz:
        raise RubbishError(f"longer than {LONGEST_S} s")
    return _leveled(_at_our_rate(_trimmed(heard, rate_hz), rate_hz))


def _trimmed(heard: array[int], rate_hz: int) -> array[int]:
    peak = max(max(heard, default=0), -min(heard, default=0))
    if peak < _LEAST_PEAK:
        raise RubbishError("nothing but silence")
    faint, margin = peak // _FAINT, rate_hz * _MARGIN_MS // 1_000
    first = next(index for index, value in enumerate(heard) if abs(value) > faint)
    last = next(index for index in range(len(heard) - 1, -1, -1) if abs(heard[index]) > faint)
    return heard[max(0, first - margin) : last + margin]


def _at_our_rate(heard: array[int], rate_hz: int) -> array[int]:
    """The same at `RATE_HZ`, a straight line between two samples: what that adds lies above any speech."""
    if rate_hz == RATE_HZ:
        return heard
    count = (len(heard) - 1) * RATE_HZ // rate_hz
    result = array("h", bytes(2 * count))
    for index in range(count):
        place, part = divmod(index * rate_hz, RATE_HZ)
        value = heard[place]
        result[index] = value + (heard[place + 1] - value) * part // RATE_HZ
    return result


def _leveled(heard: array[int]) -> array[int]:
    peak = max(max(heard, default=0), -min(heard, default=0), 1)
    return array("h", [value * PEAK // peak for value in heard])
