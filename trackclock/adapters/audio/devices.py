"""The ways of getting samples out of the machine: miniaudio, and simpleaudio for who prefers it.

They exist behind one small protocol so that the worker does not care which of them opens. Both libraries are imported
only when they are tried: either may be missing, and each takes its time.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Generator
from queue import SimpleQueue
from typing import Any, Protocol

from trackclock.adapters.audio.latency import WORTH_NS, watch
from trackclock.adapters.audio.mixer import Mixer
from trackclock.adapters.audio.priority import go_first
from trackclock.adapters.audio.sampleclock import SampleClock
from trackclock.adapters.audio.tones import RATE_HZ
from trackclock.adapters.clock import now_ns

_NS = 1_000_000_000
_PERIOD_MS = 40
"""How much a device asks for at a time. Half of it is what a thread may be kept waiting on a busy machine: with both
cores loaded 24 ms ran dry ten times in 15 s, 40 ms did not. The price: what answers a press is heard 30 to 70 ms later;
what is sent ahead is not affected."""

_PERIODS = 3
_STEADY_NS = 300_000_000
"""A device settles for this long before its requests can be trusted; cues wait for it."""


class DeviceError(Exception):
    """A device cannot be used; the text says why."""


Order = Callable[[], None]
"""A change to the mixer, to be made by the thread that owns it."""


class Device(Protocol):
    """Something that plays what a mixer makes."""

    name: str
    """Of the backend: what TRACKCLOCK_AUDIO calls it."""

    detail: str
    """Version of the library, and the sound system that it found."""

    offset_ns: int
    """How much later than the machine believes a sound is heard, as the user says."""

    orders: SimpleQueue[Order]
    """Changes to the mixer."""

    def open(self) -> None:
        """Start to play.

        Raises:
            DeviceError: if it cannot.
        """

    def is_stuck(self) -> bool:
        """Whether nothing comes out any more."""


class MiniaudioDevice:
    """A device kept open through miniaudio, which calls back for samples from a thread of its own."""

    name = "miniaudio"

    def __init__(self, mixer: Mixer) -> None:
        """Take the mixer; nothing is opened yet."""
        self.detail = ""
        self.offset_ns = 0
        self.extra_ns = 0
        """What the sound system adds to the latency, as it says itself."""
        self.orders: SimpleQueue[Order] = SimpleQueue()
        self._mixer = mixer
        self._clock = SampleClock(RATE_HZ)
        self._last_ns = self._length_ns = 0
        self._has_stopped = False
        self._device: Any = None
        self._latency: Callable[[int], int] = _latency_ns("")

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
        wanted = systems.get(sys.platform, [kinds.SNDIO, kinds.AUDIO4, kinds.OSS])
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE_HZ,
                buffersize_msec=_PERIOD_MS,
                callback_periods=_PERIODS,
                backends=wanted,
                app_name="trackclock",
            )
            self._latency = _latency_ns(self._device.backend)
            self.detail = f"{miniaudio.__version__} ({self._device.backend})"
            feed = self._feed()
            next(feed)
            self._last_ns = time.monotonic_ns()
            self._device.stop_callback = self._stopped
            self._device.start(feed)
            if self._device.backend == "PulseAudio":
                arguments = (lambda: self._length_ns, self._add_latency)
                threading.Thread(target=watch, args=arguments, name="latency", daemon=True).start()
        except miniaudio.MiniaudioError as problem:
            raise DeviceError(f"no sound device opens ({', '.join(str(part) for part in problem.args)})") from problem

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

    def _add_latency(self, extra_ns: int) -> None:
        """The device turns out to add something; a little more or less than before is no news."""
        if not extra_ns or abs(extra_ns - self.extra_ns) > WORTH_NS:
            self.extra_ns = extra_ns

    def _feed(self) -> Generator[bytes | bytearray, int, None]:
        count = yield b""
        go_first()  # from here on this runs in the device's thread
        while True:
            count = yield self._block(count)

    def _block(self, count: int) -> bytes | bytearray:
        asked_ns = self._clock.request(now_ns(), count)
        self._length_ns = count * _NS // RATE_HZ
        self._last_ns = time.monotonic_ns()
        while not self.orders.empty():
            self.orders.get()()
        heard_ns = asked_ns + self._latency(count) + self.extra_ns + self.offset_ns
        if self._clock.steady_ns < _STEADY_NS:
            return bytes(2 * count)
        return self._mixer.block(heard_ns, count)


def _latency_ns(system: str) -> Callable[[int], int]:
    """How long after a request its first sample is heard, by sound system.

    Args:
        system: as miniaudio names it.

    Returns:
        A function from the size of the request in samples to nanoseconds.
    """
    # PulseAudio: miniaudio asks for a target length of one request with PA_STREAM_ADJUST_LATENCY, and the server
    # wants more as soon as a quarter is gone (protocol-native.c: minreq = tlength / 4).
    # ALSA: blocking writes; a request comes when the ring of all periods has just been filled.
    # The others ask when one request has been used up and hold another.
    quarters = {"PulseAudio": 3, "ALSA": 4 * _PERIODS}.get(system, 4)
    return lambda count: count * quarters * _NS // (4 * RATE_HZ)


class SimpleaudioDevice:
    """simpleaudio, which can only play a piece of sound now: so each piece gets its lead-in of silence.

    A piece is started well ahead of its cue and holds as much silence as is left, so that what the library needs to
    get going is not heard as lateness.
    """

    name = "simpleaudio"

    def __init__(self, mixer: Mixer) -> None:
        """Take the mixer; nothing is opened yet."""
        self.detail = ""
        self.offset_ns = 0
        self.orders: SimpleQueue[Order] = SimpleQueue()
        self._mixer = mixer
        self._library: Any = None
        self._fault = False

    def open(self) -> None:
        """Start to play on the system's default device.

        Raises:
            DeviceError: if there is none, or the library would crash the interpreter.
        """
        version = simpleaudio_version()
        try:
            import simpleaudio
        except (ImportError, OSError) as problem:
            raise DeviceError(f"cannot be loaded: {problem}") from problem
        self._library = simpleaudio
        self.detail = version
        try:
            self._keep_awake()
        except simpleaudio._simpleaudio.SimpleaudioError as problem:  # it has no public name
            raise DeviceError(f"no sound device opens ({problem})") from problem
        threading.Thread(target=self._run, name="simpleaudio", daemon=True).start()

    def is_stuck(self) -> bool:
        """Whether the last piece could not be played."""
        return self._fault

    _LEAD_NS = 150_000_000
    _LATENCY_NS = 0
    _AWAKE_NS = 20 * _NS

    def _keep_awake(self) -> None:
        """Play the silent lead-in for a while: it keeps the loudspeaker on, and opens the device for what follows."""
        quiet = self._mixer.block(-_NS, RATE_HZ)
        self._library.play_buffer(bytes(quiet) * (self._AWAKE_NS // _NS), 1, 2, RATE_HZ)
        self._awake_until_ns = now_ns() + self._AWAKE_NS

    def _run(self) -> None:
        go_first()
        try:
            while True:
                self._step()
        except Exception:  # noqa: BLE001  whatever it is, the worker must learn of it and start anew
            self._fault = True

    def _step(self) -> None:
        while not self.orders.empty():
            self.orders.get()()
        now = now_ns()
        if now > self._awake_until_ns - _NS:
            self._keep_awake()
        next_ns = self._mixer.agenda.next_ns()
        first_ns = now + self._LATENCY_NS + self.offset_ns
        if next_ns is None or next_ns > first_ns + self._LEAD_NS:
            time.sleep(0.01)
            return
        block = bytearray()
        count = RATE_HZ * self._LEAD_NS // _NS
        block += self._mixer.block(first_ns, count)
        while self._mixer.is_sounding and len(block) < 4 * RATE_HZ:
            block += self._mixer.block(first_ns + len(block) // 2 * _NS // RATE_HZ, RATE_HZ // 100)
        late_ns = now_ns() - now
        skip = max(0, late_ns * RATE_HZ // _NS)
        self._library.play_buffer(bytes(block[2 * skip :]) if skip else bytes(block), 1, 2, RATE_HZ)
        time.sleep(0.001)


def simpleaudio_version() -> str:
    """The version of simpleaudio that is installed.

    Raises:
        DeviceError: if there is none, or it is one that crashes this interpreter.
    """
    from importlib import metadata  # slow to import, and needed only here

    found = {}
    for name in ("simpleaudio", "simpleaudio-patched"):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    if not found:
        raise DeviceError('not installed: pip install "trackclock[simpleaudio]"')
    plain = found.get("simpleaudio")
    if plain is not None and sys.version_info >= (3, 12):
        raise DeviceError(
            f"simpleaudio {plain} crashes Python 3.12 and later after the first sound: "
            'pip uninstall simpleaudio, then pip install "trackclock[simpleaudio]"'
        )
    return ", ".join(f"{name} {version}" for name, version in found.items())


DEVICES: dict[str, Callable[[Mixer], Device]] = {
    MiniaudioDevice.name: MiniaudioDevice,
    SimpleaudioDevice.name: SimpleaudioDevice,
}
"""How each backend is made, in the order in which `auto` tries them."""
