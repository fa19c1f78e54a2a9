"""Plays through simpleaudio, for who prefers it.

It can only play a piece of sound now, so each piece is started early and gets the silence that is left before its cue:
what the library needs to get going is then not heard as lateness.
"""

from __future__ import annotations

import sys
import threading
import time
from queue import SimpleQueue
from typing import Any

from trackclock.adapters.audio.agenda import Cue
from trackclock.adapters.audio.devices import DeviceError, Order
from trackclock.adapters.audio.installed import HOW
from trackclock.adapters.audio.mixer import Mixer
from trackclock.adapters.audio.priority import go_first
from trackclock.adapters.audio.tones import RATE_HZ
from trackclock.adapters.clock import now_ns

_NS = 1_000_000_000
_LEAD_NS = 150_000_000
"""A piece starts this long before its cue."""

_LATENCY_NS = 0
"""How much later than it is started a piece is heard: no more than can be measured, on a null sink."""

_AWAKE_NS = 20 * _NS
"""How much silent lead-in is played at a time."""


class SimpleaudioDevice:
    """Pieces of sound, each started ahead of its cue."""

    name = "simpleaudio"
    can_speak = False

    def __init__(self, mixer: Mixer) -> None:
        """Take the mixer; nothing is opened yet."""
        self.detail = ""
        self.offset_ns = 0
        self.orders: SimpleQueue[Order] = SimpleQueue()
        self._mixer = mixer
        self._library: Any = None
        self._fault = False
        self._awake_until_ns = 0

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

    def play(self, cue: Cue) -> None:
        """Start what answers a press at the next turn."""
        self.orders.put(lambda: self._mixer.agenda.play(cue))

    def is_stuck(self) -> bool:
        """Whether the last piece could not be played."""
        return self._fault

    def _keep_awake(self) -> None:
        """Play the silent lead-in for a while: it keeps the loudspeaker on, and opens the device for what follows."""
        quiet = self._mixer.block(-_NS, RATE_HZ)
        self._library.play_buffer(bytes(quiet) * (_AWAKE_NS // _NS), 1, 2, RATE_HZ)
        self._awake_until_ns = now_ns() + _AWAKE_NS

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
        first_ns = now + _LATENCY_NS + self.offset_ns
        if next_ns is None or next_ns > first_ns + _LEAD_NS:
            time.sleep(0.01)
            return
        block = bytearray()
        count = RATE_HZ * _LEAD_NS // _NS
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
        raise DeviceError(f"not installed: {HOW['simpleaudio']}")
    plain = found.get("simpleaudio")
    if plain is not None and sys.version_info >= (3, 12):
        raise DeviceError(
            f"simpleaudio {plain} crashes Python 3.12 and later after the first sound: "
            'pip uninstall simpleaudio, then pip install "trackclock[simpleaudio]"'
        )
    return ", ".join(f"{name} {version}" for name, version in found.items())
