"""Turns cues into samples: each starts at the sample that is heard at its instant.

It exists apart from the device so that a test can ask for samples and find every onset without one.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping

from trackclock.adapters.audio.agenda import STARTS, Agenda, Due
from trackclock.adapters.audio.speaking import Speech
from trackclock.adapters.audio.tones import RATE_HZ
from trackclock.core.sounds import Sound

_NS = 1_000_000_000
_APART = RATE_HZ // 10
"""Two sounds that start closer together than this (100 ms) are both let ring; else the newer cuts the older off."""

_FADE = RATE_HZ * 3 // 1_000
"""Samples over which a sound that is cut off fades."""

_HUM_FRAMES = 4_800
_VOICES = 3
"""More than this many at once are noise; the oldest gives way."""


def _hum() -> bytes:
    """The lead-in: noise of the last bit (-90 dB), which nobody hears and a Bluetooth speaker stays awake for.

    Speakers and their radio link go to sleep on digital silence and swallow the first tone after it.
    """
    state, bits = 0xACE1, array("h")
    for _ in range(_HUM_FRAMES):
        state = (state >> 1) ^ (-(state & 1) & 0xB400)  # a 16-bit shift register: noise without a library
        bits.append(state % 3 - 1)
    return bits.tobytes()


def up_to(data: array[int], next_ns: int) -> array[int]:
    """What is heard of a sound before the next one takes its place.

    Args:
        data: the sound.
        next_ns: how long after it the next one starts.

    Returns:
        The sound, cut off at the next one unless that starts so soon that both are let ring.
    """
    keep = next_ns * RATE_HZ // _NS
    return _faded(data, keep) if keep >= _APART else data


def _faded(data: array[int], keep: int) -> array[int]:
    """A sound that fades out after so many samples; the very same if it has ended by then."""
    if keep >= len(data):
        return data
    faded = data[: keep + _FADE]
    for index in range(keep, len(faded)):
        faded[index] = faded[index] * (keep + _FADE - index) // _FADE
    return faded


class _Voice:
    """A sound on its way out."""

    __slots__ = ("data", "position", "wait")

    def __init__(self, data: array[int], wait: int) -> None:
        self.data = data
        self.position = 0
        self.wait = wait
        """Samples until it starts; never more than the block that is being made."""

    @property
    def left(self) -> int:
        """Samples that are still to be heard."""
        return len(self.data) - self.position


class Mixer:
    """Makes blocks of samples from an agenda. Only the thread that makes them may change it; others may look."""

    def __init__(self, agenda: Agenda, sounds: Mapping[Sound, array[int]], report: Callable[[Due, int], None]) -> None:
        """Take the parts together.

        Args:
            agenda: what is due.
            sounds: the samples of every sound, at `RATE_HZ`.
            report: called with what has become of a cue and the instant at which it is heard, in nanoseconds; must not
                block.
        """
        self.agenda = agenda
        self.sounds = sounds
        self.report = report
        self.speech = Speech()
        """What is said between the sounds."""
        self._voices: list[_Voice] = []
        self._hum = _hum()

    def block(self, first_ns: int, count: int) -> bytes | bytearray:
        """The next samples.

        Args:
            first_ns: when the first of them is heard.
            count: how many.

        Returns:
            16-bit samples of one channel.
        """
        until_ns = first_ns + count * _NS // RATE_HZ
        for due in self.agenda.due(first_ns, until_ns):
            wait = max(0, (due.cue.at_ns - first_ns) * RATE_HZ // _NS)
            sound = self.sounds.get(due.cue.sound)
            if due.is_heard and sound:
                self._start(sound, min(wait, count - 1))
            if due.cue.sound in STARTS:
                self.speech.break_off()
            self.report(due, first_ns + wait * _NS // RATE_HZ)
        if self.agenda.is_muted:
            self.speech.pass_by(until_ns)
        hum = self._quiet(count)
        speaks = self.speech.is_due(until_ns)
        if not self._voices and not speaks:
            return hum
        block = bytearray(hum)
        samples = memoryview(block).cast("h")
        busy = sorted((voice.wait, min(count, voice.wait + voice.left)) for voice in self._voices)
        self._add_voices(samples, count)
        if speaks:
            self.speech.fill(samples, first_ns, busy)
        return block

    @property
    def is_sounding(self) -> bool:
        """Whether a sound has begun and not ended."""
        return bool(self._voices)

    def silence(self) -> None:
        """Let everything that sounds fade out, and say nothing more of what is being said."""
        self.speech.break_off()
        for voice in self._voices:
            self._cut(voice)

    def _quiet(self, count: int) -> bytes:
        while 2 * count > len(self._hum):
            self._hum += self._hum
        return self._hum[: 2 * count]

    def _start(self, data: array[int], wait: int) -> None:
        for voice in self._voices:
            if voice.position + wait - voice.wait >= _APART:
                self._cut(voice, wait)
        if len(self._voices) >= _VOICES:
            del self._voices[0]
        self._voices.append(_Voice(data, wait))

    @staticmethod
    def _cut(voice: _Voice, wait: int = 0) -> None:
        voice.data = _faded(voice.data, voice.position + max(0, wait - voice.wait))

    def _add_voices(self, block: memoryview[int], count: int) -> None:
        filled = 0
        for voice in self._voices:
            start = voice.wait
            length = min(count - start, voice.left)
            piece = voice.data[voice.position : voice.position + length]
            if start < filled:
                for index in range(min(filled - start, length)):
                    piece[index] = max(-32_768, min(32_767, piece[index] + block[start + index]))
            block[start : start + length] = piece
            filled = max(filled, start + length)
            voice.position += length
            voice.wait = 0
        self._voices = [voice for voice in self._voices if voice.left > 0]
