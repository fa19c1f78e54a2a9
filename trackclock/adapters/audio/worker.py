"""The process that plays: `python -m trackclock.adapters.audio.worker BACKEND...`, fed on its standard input.

It is a process of its own because a device that waits for samples must not wait for a screen: in the app's process a
full garbage collection or a repaint delays a beep by up to 120 ms, and a library that crashes takes the session along.

It reads one JSON list a line: `["schedule", [[KEY, AT_MS, SOUND], ...]]`, `["play", [KEY, AT_MS, SOUND]]`,
`["volume", N]`, `["mute", BOOL]`, `["offset", MS]`, `["close"]`, and for the voice `["words", NAME, PATH]`,
`["forget", NAME]`, `["speech", [PHRASE, ...], [[FROM_MS, TO_MS], ...]]`, `["say", PHRASE]`, `["hush"]`, where PHRASE is
`[KEY, AT_MS, LATEST_MS, RANK, [NAME, ...]]`. It writes one a line: `["open", NAME, DETAIL]`,
`["failed", [[NAME, WHY], ...]]`, `["done", KEY, HEARD_MS or null]`, `["alive"]`, `["lost"]`. Instants are milliseconds
on the session's clock. It ends when its input does, so it cannot outlive the app however that ends.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import time
from array import array
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NoReturn

from trackclock.adapters.audio.agenda import NS_PER_MS, Agenda, Cue, Due
from trackclock.adapters.audio.backends import DEVICES
from trackclock.adapters.audio.devices import Device, DeviceError
from trackclock.adapters.audio.mixer import Mixer
from trackclock.adapters.audio.priority import go_first
from trackclock.adapters.audio.speaking import Phrase
from trackclock.adapters.audio.tones import MAX_VOLUME, all_samples, gain, scaled
from trackclock.core.sounds import Sound

ALIVE_S = 0.5
"""It says that it lives this often."""

RETRY_S = (0.3, 0.5, 0.7, 1.0)
"""How long it waits before it tries the devices again; the last stands for all that follow."""

_PATIENT_RETRY_S = 5.0
_PATIENT_AFTER = 60
_TRIES = 240
"""A fresh process is better than libraries that have failed this often."""

_OPEN_S = 8.0
"""A sound system that takes longer to open hangs."""


class Worker:
    """The parts of the process, and what passes between its threads."""

    def __init__(self, names: list[str], report_fd: int) -> None:
        """Take the parts together.

        Args:
            names: the backends to be tried, in this order.
            report_fd: where the reports are written.
        """
        self._names = names
        self._report_fd = report_fd
        self._reports: SimpleQueue[list[Any]] = SimpleQueue()
        self._full = all_samples(MAX_VOLUME)
        self._mixer = Mixer(Agenda(), self._full, self._note)
        self._device: Device | None = None
        self._early: list[list[Any]] = []
        self._lock = threading.Lock()
        self._opening_since_s = time.monotonic()

    def run(self) -> NoReturn:
        """Serve until the input ends."""
        go_first()
        threading.Thread(target=self._open, name="open", daemon=True).start()
        threading.Thread(target=self._tell, name="tell", daemon=True).start()
        # what exists now lives for good, and nothing that follows makes cycles: no collection ever holds the sound up
        gc.collect()
        gc.freeze()
        gc.disable()
        for line in sys.stdin.buffer:
            try:
                order = json.loads(line)
                if order[0] == "close":
                    break
                self._obey(order)
            except (ValueError, KeyError, IndexError, TypeError, OSError):
                continue  # one bad line, or a file that is gone, must not cost the sound of all the others
        # the kernel closes the device; the libraries' own ways of closing have been seen to hang
        os._exit(0)

    def _obey(self, order: list[Any]) -> None:
        if order[0] in ("words", "forget"):
            self._learn(*order)
            return
        with self._lock:
            if self._device is not None:
                self._apply(self._device, order)
                return
            if order[0] not in ("play", "say"):
                self._early = [other for other in self._early if other[0] != order[0]]
            self._early.append(order)

    def _learn(self, what: str, name: str, path: str = "") -> None:
        """Take the samples of a word in, or let go of them, in this thread: whoever mixes only looks them up."""
        words = self._mixer.speech.words
        if what == "words":
            words[name] = array("h", Path(path).read_bytes())
        else:
            words.pop(name, None)

    def _apply(self, device: Device, order: list[Any]) -> None:
        if order[0] in ("speech", "say", "hush"):
            self._speak(device, order)
            return
        agenda, argument = self._mixer.agenda, order[1]
        match order[0]:
            case "schedule":
                cues = [Cue(at_ms * NS_PER_MS, key, Sound(sound)) for key, at_ms, sound in argument]
                device.orders.put(lambda: agenda.schedule(cues))
            case "play":
                key, at_ms, sound = argument
                device.play(Cue(at_ms * NS_PER_MS, key, Sound(sound), is_event=True))
            case "volume":
                sounds, kept = scaled(self._full, int(argument)), gain(int(argument))
                device.orders.put(lambda: self._set_loudness(sounds, kept))
            case "mute":
                is_muted = bool(argument)
                device.orders.put(lambda: self._mute(is_muted=is_muted))
            case "offset":
                device.offset_ns = int(argument) * NS_PER_MS

    def _speak(self, device: Device, order: list[Any]) -> None:
        """Hand on what is to be said; a device that cannot place a sample says nothing."""
        speech = self._mixer.speech
        if not device.can_speak:
            return
        match order:
            case ["speech", phrases, quiet]:
                due = [_phrase(*one) for one in phrases]
                spans = [(from_ms * NS_PER_MS, to_ms * NS_PER_MS) for from_ms, to_ms in quiet]
                device.orders.put(lambda: speech.schedule(due, spans))
            case ["say", phrase]:
                asked = _phrase(*phrase)
                device.orders.put(lambda: speech.say(asked))
            case ["hush"]:
                device.orders.put(speech.hush)

    def _set_loudness(self, sounds: dict[Sound, array[int]], kept: float) -> None:
        self._mixer.sounds = sounds
        self._mixer.speech.gain = kept

    def _mute(self, *, is_muted: bool) -> None:
        self._mixer.agenda.is_muted = is_muted
        if is_muted:
            self._mixer.silence()

    def _note(self, due: Due, heard_ns: int) -> None:
        self._reports.put(["done", due.cue.key, heard_ns // NS_PER_MS if due.is_heard else None])

    def _open(self) -> None:
        for attempt in range(_TRIES):
            self._opening_since_s = time.monotonic()
            failed = []
            for name in self._names:
                device = DEVICES[name](self._mixer)
                try:
                    device.open()
                except DeviceError as problem:
                    failed.append([name, str(problem)])
                    continue
                self._reports.put(["open", name, device.detail])
                self._take(device)
                return
            self._reports.put(["failed", failed])
            wait_s = RETRY_S[min(attempt, len(RETRY_S) - 1)] if attempt < _PATIENT_AFTER else _PATIENT_RETRY_S
            self._opening_since_s = time.monotonic() + wait_s
            time.sleep(wait_s)
        os._exit(3)

    def _take(self, device: Device) -> None:
        """Let the device have the orders that came before it, and before any that come meanwhile."""
        with self._lock:
            self._device = device
            for order in self._early:
                self._apply(device, order)
            self._early = []

    def _tell(self) -> None:
        """Write the reports; a pipe that breaks means that the app is gone."""
        next_alive_s = 0.0
        while True:
            try:
                report = self._reports.get(timeout=ALIVE_S)
                lines = [report]
            except Empty:
                lines = []
            if time.monotonic() >= next_alive_s:
                next_alive_s = time.monotonic() + ALIVE_S
                lines.append(["alive"])
            device = self._device
            is_lost = device.is_stuck() if device else time.monotonic() - self._opening_since_s > _OPEN_S
            if is_lost:
                lines.append(["lost"])
            try:
                os.write(self._report_fd, b"".join(json.dumps(line).encode() + b"\n" for line in lines))
            except OSError:
                os._exit(0)
            if is_lost:
                os._exit(4)


def _phrase(key: str, at_ms: int, latest_ms: int, rank: int, pieces: list[str]) -> Phrase:
    return Phrase(at_ms * NS_PER_MS, latest_ms * NS_PER_MS, rank, key, tuple(pieces))


def main() -> NoReturn:
    """Run the worker with the backends named on the command line."""
    # ALSA and others print whatever they like: on standard error it would land in the middle of the app's screen, on
    # standard output among the reports
    report_fd = os.dup(1)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    sys.setswitchinterval(0.001)
    names = [name for name in sys.argv[1:] if name in DEVICES]
    Worker(names or list(DEVICES), report_fd).run()


if __name__ == "__main__":
    main()
