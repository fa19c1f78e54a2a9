"""Plays through miniaudio: one device, kept open, that asks for samples from a thread of its own.

It is the first choice because only a device that asks can be played to the sample: what is asked for when tells which
sample is heard when. The library is imported only when it is tried; it may be missing, and takes its time.
"""

from __future__ import annotations

import contextlib
import struct
import sys
import time
from collections.abc import Generator
from queue import SimpleQueue
from typing import Any

from trackclock.adapters.audio.agenda import Cue
from trackclock.adapters.audio.answers import Answers
from trackclock.adapters.audio.devices import DeviceError, Order
from trackclock.adapters.audio.mixer import Mixer
from trackclock.adapters.audio.priority import go_first
from trackclock.adapters.audio.sampleclock import SampleClock
from trackclock.adapters.audio.tones import RATE_HZ
from trackclock.adapters.clock import now_ns

_NS = 1_000_000_000
_SERVER_MS = 100
"""How much sound a sound server is asked to hold. Half of it is what a thread may be kept waiting on a busy machine
before the sound is torn: with 24 ms and both cores loaded it was, ten times in 15 s. On it an answer to a press
comes 50 to 70 ms late, which is why a GO by press has a stream of its own; what is sent ahead is not affected."""

_FILL = RATE_HZ * (_SERVER_MS // 2 + 20) // 1_000
"""How many samples of that it keeps for the stream, 20 ms more than half; the rest is on its way through the sink."""

_ANSWER_MS = 450
"""The same for the stream of an answer, where what is kept for it is longer than any sound."""

_PERIOD_MS = 30
"""The same, per period, for a device without a server between."""

_PERIODS = 2
_POINTER = struct.calcsize("P")
_STEADY_NS = 300_000_000
"""A device settles for this long before its requests can be trusted; cues wait for it."""


class MiniaudioDevice:
    """A device kept open through miniaudio, which calls back for samples from a thread of its own."""

    name = "miniaudio"
    can_speak = True

    def __init__(self, mixer: Mixer) -> None:
        """Take the mixer; nothing is opened yet."""
        self.detail = ""
        self.offset_ns = 0
        self.orders: SimpleQueue[Order] = SimpleQueue()
        self._mixer = mixer
        self._clock = SampleClock(RATE_HZ)
        self._last_ns = 0
        self._has_stopped = False
        self._device: Any = None
        self._held = 0
        self._answers: Answers | None = None
        self._answered: set[str] = set()

    def open(self) -> None:
        """Start to play on the system's default device.

        Raises:
            DeviceError: if there is none.
        """
        try:
            import miniaudio
        except (ImportError, OSError) as problem:
            raise DeviceError(f"cannot be loaded: {problem}") from problem
        # a list of our own: the library's ends with a null device, which would open anywhere and play nothing
        kinds = miniaudio.Backend
        systems = {"linux": [kinds.PULSEAUDIO, kinds.ALSA], "darwin": [kinds.COREAUDIO], "win32": [kinds.WASAPI]}
        faults = []
        for system in systems.get(sys.platform, [kinds.SNDIO, kinds.AUDIO4, kinds.OSS]):
            try:
                self._start(miniaudio, system)
            except miniaudio.MiniaudioError as problem:
                faults.append(f"{system.name.lower()}: {', '.join(str(part) for part in problem.args)}")
                continue
            return
        raise DeviceError(f"no sound device opens ({'; '.join(faults)})")

    def _start(self, library: Any, system: Any) -> None:
        period_ms = _SERVER_MS if system is library.Backend.PULSEAUDIO else _PERIOD_MS
        self._device = _stream(library, playback_class(library), system, period_ms)
        self._clock = SampleClock(RATE_HZ)
        self.detail = f"{library.__version__} ({self._device.backend})"
        feed = self._feed()
        next(feed)
        self._last_ns = time.monotonic_ns()
        self._has_stopped = False
        self._device.stop_callback = self._stopped
        self._device.start(feed)
        if system is library.Backend.PULSEAUDIO:
            kind = playback_class(library)
            self._answers = Answers(lambda: _stream(library, kind, system, _ANSWER_MS), self._mixer, self._play_later)
            self._answers.start()

    def play(self, cue: Cue) -> None:
        """Play what answers a press: a GO on a stream of its own, all else as soon as what waits has been heard."""
        if cue.key not in self._answered:
            self._answered.add(cue.key)
            if self._answers is None or not self._answers.play(cue):
                self._play_later(cue)
            else:
                self.orders.put(self._mixer.speech.break_off)

    def _play_later(self, cue: Cue) -> None:
        self.orders.put(lambda: self._mixer.agenda.play(cue))

    def is_stuck(self) -> bool:
        """Whether the device has stopped asking: a second, or three while it settles."""
        if self._has_stopped:
            return True
        patience_ns = 1 * _NS if self._clock.steady_ns > _NS else 3 * _NS
        # on a clock that stands still in suspend: to have slept is not to be stuck
        return time.monotonic_ns() - self._last_ns > patience_ns

    def _stopped(self) -> None:
        """The sound system has ended it; the library would not ask for samples again even if it came back."""
        self._has_stopped = True

    def _feed(self) -> Generator[bytes | bytearray, int, None]:
        count = yield b""
        go_first()  # from here on this runs in the device's thread
        while True:
            count = yield self._block(count)

    def _block(self, count: int) -> bytes | bytearray:
        if self._clock.frames == 0:
            self._held = held_frames(self._device.backend, count, is_exact=self._device.is_exact)
        else:
            self._held = still_filling(self._held, self._clock.frames, count)
        ends_ns = self._clock.request(now_ns(), count) + self._held * _NS // RATE_HZ + self.offset_ns
        self._last_ns = time.monotonic_ns()
        while not self.orders.empty():
            self.orders.get()()
        if self._clock.steady_ns < _STEADY_NS:
            return bytes(2 * count)
        return self._mixer.block(ends_ns - count * _NS // RATE_HZ, count)


def held_frames(system: str, first: int, *, is_exact: bool) -> int:
    """How much a device holds once it has got what it asked for: so much later the end of that is heard.

    Args:
        system: the sound system, as miniaudio names it.
        first: the size of the first request.
        is_exact: whether requests come as the sound system makes them.

    Returns:
        The number of samples.
    """
    match system:
        case "PulseAudio":
            # the first request fills the server's buffer, and every later one fills it up again: recordings of a null
            # sink and of a tunnel agree with that to a tenth of a millisecond. Collected into blocks as large as the
            # buffer, one is asked for when the server wants its next quarter
            return first if is_exact else first * 7 // 4
        case "ALSA":
            # blocking writes: a request comes when the ring of all periods is full, and what it brings comes on top
            return _PERIODS * _PERIOD_MS * RATE_HZ // 1_000 + first
        case _:
            # one piece is being heard while the next is asked for
            return 2 * first


def still_filling(held: int, handed: int, count: int) -> int:
    """What a device holds when it asks again: more, if it is being filled for the first time in several pieces.

    PipeWire takes 2,048 samples at a time; together the pieces are what PulseAudio asks for at once. Without this a cue
    was heard 27 ms late there.

    Args:
        held: the number of samples that it was believed to hold so far.
        handed: how many it has been given.
        count: how many it asks for.

    Returns:
        The number of samples.
    """
    return held + count if held == handed and handed + count <= _FILL else held


def _stream(library: Any, kind: Any, system: Any, period_ms: int) -> Any:
    """Open a stream; nothing is played before it is started."""
    return kind(
        output_format=library.SampleFormat.SIGNED16,
        nchannels=1,
        sample_rate=RATE_HZ,
        buffersize_msec=period_ms,
        callback_periods=_PERIODS,
        backends=[system],
        app_name="trackclock",
    )


def playback_class(library: Any) -> Any:
    """The playback device of miniaudio, made to ask for exactly as much as the sound system asks it.

    By default the C library collects requests into blocks of one size, which blurs when each was made by up to a
    quarter of the buffer. It has a switch for that, `noFixedSizedCallback`, which the Python package does not pass on:
    the last of four flags behind `periods` and `performanceProfile` in ma_device_config (miniaudio.h, 0.11). Where the
    structure looks different the switch is left alone, and a beep may be off by those milliseconds.

    Args:
        library: the module `miniaudio`.

    Returns:
        A class with the interface of `miniaudio.PlaybackDevice`, and `is_exact`, which says whether the switch is on.
        All its devices share one context: the package never lets go of one, and each holds a connection to the server.
    """
    shared: list[Any] = []

    class Playback(library.PlaybackDevice):  # type: ignore[misc]
        is_exact = False

        def _make_context(self, *arguments: Any, **options: Any) -> Any:
            # called between the making of the configuration and its use
            with contextlib.suppress(AttributeError, KeyError, TypeError, ValueError):
                ffi, config = library.ffi, self._devconfig
                flag = ffi.offsetof("ma_device_config", "periods") + 11
                # the flags end at a pointer, which lies on a multiple of its size
                is_known = ffi.offsetof("ma_device_config", "dataCallback") == -(-(flag + 1) // _POINTER) * _POINTER
                if library.lib_version().startswith("0.11.") and flag == 27 and is_known:
                    ffi.buffer(ffi.addressof(config))[flag : flag + 1] = b"\x01"
                    self.is_exact = True
            if not shared:
                shared.append(super()._make_context(*arguments, **options))
            return shared[0]

    return Playback
