"""The speaker that the recorder talks to: hands the cues to the worker, and keeps a working worker there.

It exists so that nothing that happens to the sound can be felt in the app: its methods only leave a note for a thread
of its own, which starts, watches and restarts the worker, re-sends what is still due, and rings the terminal's bell
while nothing better is to be had.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from trackclock.adapters.audio.agenda import NS_PER_MS, Agenda, Cue
from trackclock.adapters.audio.choice import SPEAKS_THROUGH, Choice
from trackclock.adapters.audio.installed import lacking
from trackclock.adapters.clock import now_ns
from trackclock.adapters.process import WorkerProcess
from trackclock.ports import ScheduledCue, SpeakerState

DEFAULT_VOLUME = 8
"""Two steps below the loudest."""

_SILENT_S = 3.0
"""A worker that has said nothing for this long is killed; it speaks twice a second."""

_BACK_OFF_S = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""How long to wait before a worker that died is started again, each time in a row."""

_HEALTHY_S = 10.0
"""A worker that has played for this long had no lasting fault: the back-off starts afresh."""

_TICK_S = 1.0
_AFTER_FAULT_S = 0.1
"""After a fault of its own the thread waits: one that comes at each turn must not take the whole processor."""

_HORIZON = 2_000
"""No more cues are handed over at once; the rest follow with the next schedule."""


@dataclass(frozen=True, slots=True)
class SpeakerReport:
    """What `trackclock doctor` says about the sound.

    Attributes:
        choice: what was asked for.
        state: how the sound is doing.
        backend: the backend that plays; empty if none does.
        detail: its version and the sound system that it found.
        faults: for each backend that failed its name and why.
        restarts: how often a worker has died.
    """

    choice: Choice
    state: SpeakerState
    backend: str
    detail: str
    faults: tuple[tuple[str, str], ...]
    restarts: int


class WorkerSpeaker:
    """The real `ports.Speaker`."""

    def __init__(
        self,
        choice: Choice = Choice.AUTO,
        *,
        bell: Callable[[], None] | None = None,
        volume: int = DEFAULT_VOLUME,
        is_muted: bool = False,
        offset_ms: int = 0,
    ) -> None:
        """Set it up; nothing is opened before `start`.

        Args:
            choice: the backend, or `auto`.
            bell: rings the terminal's bell. Only the user interface may write to the terminal, so it is a callback; it
                is called from the speaker's thread and must not block. None: there is no bell.
            volume: 0 to 10.
            is_muted: whether nothing is to be heard.
            offset_ms: how much later than the machine believes a sound is heard, as with a Bluetooth speaker: sounds
                leave that much earlier.
        """
        self._choice = choice
        self._lacking = lacking(choice.backends)
        self._backends = tuple(name for name in choice.backends if name not in self._lacking)
        self._bell = bell if choice.has_bell else None
        self._volume = volume
        self._is_muted = is_muted
        self._offset_ms = offset_ms
        self._state = SpeakerState.OFF
        self._backend = self._detail = ""
        self._faults: tuple[tuple[str, str], ...] = () if self._backends else tuple(self._lacking.items())
        self._restarts = 0
        self._words: dict[str, str] = {}
        self._inbox: SimpleQueue[tuple[Any, ...]] = SimpleQueue()
        self._sent: tuple[ScheduledCue, ...] = ()
        self._thread: threading.Thread | None = None
        self._is_closed = False
        # all below belongs to the thread
        self._agenda = Agenda()
        self._agenda.is_muted = is_muted
        self._worker: WorkerProcess | None = None
        self._is_open = False
        self._opened_s = self._heard_s = 0.0
        self._deaths = 0
        self._start_at_s = 0.0

    @property
    def state(self) -> SpeakerState:
        """How the sound is doing."""
        return self._state

    @property
    def can_speak(self) -> bool:
        """Whether words can be heard through it, as far as it knows yet."""
        if self._state is SpeakerState.OK:
            return self._backend == SPEAKS_THROUGH
        return self._state is SpeakerState.TRYING and SPEAKS_THROUGH in self._backends

    @property
    def volume(self) -> int:
        """0 to 10."""
        return self._volume

    @property
    def is_muted(self) -> bool:
        """Whether nothing is to be heard."""
        return self._is_muted

    @property
    def offset_ms(self) -> int:
        """How much earlier sounds leave than the machine believes is right."""
        return self._offset_ms

    @property
    def worker_pid(self) -> int | None:
        """The process id of the worker, None while there is none."""
        worker = self._worker
        return worker.pid if worker else None

    def start(self) -> None:
        """Open the sound in the background."""
        if self._thread is not None or self._is_closed or self._choice is Choice.OFF:
            return
        self._state = SpeakerState.TRYING if self._backends else self._fallback_state()
        self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)
        self._thread.start()

    def schedule(self, cues: Sequence[ScheduledCue]) -> None:
        """Say everything that is due from now on; what was scheduled before and is not in it is cancelled."""
        wanted = tuple(cues)
        if wanted != self._sent:
            self._sent = wanted
            self._inbox.put(("schedule", wanted))

    def play(self, cue: ScheduledCue) -> None:
        """Play one cue now or at its instant, without touching the schedule."""
        self._inbox.put(("play", cue))

    def set_volume(self, volume: int) -> None:
        """Set the volume, 0 to 10; what lies outside is cut to it."""
        self._volume = min(max(volume, 0), 10)
        self._inbox.put(("volume", self._volume))

    def set_muted(self, is_muted: bool) -> None:
        """Mute or unmute; what is due is neither lost nor played late."""
        self._is_muted = is_muted
        self._inbox.put(("mute", is_muted))

    def set_offset(self, offset_ms: int) -> None:
        """Say how much later than the machine believes a sound is heard."""
        self._offset_ms = offset_ms
        self._inbox.put(("offset", offset_ms))

    def tell(self, order: list[Any]) -> None:
        """Pass on an order of the voice: see the worker. One that has to be started anew gets its words again."""
        self._inbox.put(("tell", order))

    def describe(self) -> SpeakerReport:
        """How the sound is doing, at length."""
        return SpeakerReport(self._choice, self._state, self._backend, self._detail, self._faults, self._restarts)

    def close(self) -> None:
        """Let go of the device; safe to call twice. Waits a second at most."""
        if self._is_closed:
            return
        self._is_closed = True
        self._inbox.put(("close",))
        if self._thread is not None:
            self._thread.join(timeout=1)
        self._state = SpeakerState.OFF

    def _run(self) -> None:
        while True:
            try:
                if not self._turn():
                    break
            except Exception as problem:  # noqa: BLE001  no fault of the sound may end the sound for good
                self._faults = ((self._choice.value, repr(problem)),)
                if self._backends:
                    self._lose_worker()
                time.sleep(_AFTER_FAULT_S)
        self._drop_worker(politely=True)

    def _turn(self) -> bool:
        """Wait for the next note or the next duty; False when it is over."""
        wait_s = self._wait_s()
        began_s = time.monotonic()
        try:
            note = self._inbox.get(timeout=wait_s) if wait_s > 0 else self._inbox.get_nowait()
        except Empty:
            note = ()
        now_s = time.monotonic()
        if now_s - began_s > wait_s + 1:
            self._heard_s = now_s  # this process was stopped itself: the worker's reports still wait to be read
        if note and not self._take(note):
            return False
        self._ring()
        if self._worker is None:
            if self._backends and now_s >= self._start_at_s:
                self._start_worker(now_s)
        elif now_s - self._heard_s > _SILENT_S:
            self._lose_worker()
        return True

    def _wait_s(self) -> float:
        wait_s = _TICK_S
        if self._worker is None and self._backends:
            wait_s = min(wait_s, self._start_at_s - time.monotonic())
        next_ns = None if self._is_open else self._agenda.next_ns()
        if next_ns is not None:
            wait_s = min(wait_s, (next_ns - now_ns()) / 1e9)
        return max(wait_s, 0.0)

    def _take(self, note: tuple[Any, ...]) -> bool:
        match note:
            case ("close",):
                return False
            case ("report", worker, report) if worker is self._worker:
                self._hear(report)
            case ("schedule", cues):
                # a new schedule starts after this instant: what was due until now must not be lost with it
                self._ring()
                self._agenda.schedule(_cue(cue) for cue in cues)
                self._send_schedule()
            case ("play", cue):
                self._agenda.play(_cue(cue, is_event=True))
                self._send(["play", [cue.key, cue.at_ms, cue.sound.value]])
            case ("mute", is_muted):
                self._agenda.is_muted = is_muted
                self._send(["mute", is_muted])
            case (("volume" | "offset") as what, value):
                self._send([what, value])
            case ("tell", order):
                self._learn(order)
                self._send(order)
        return True

    def _hear(self, report: list[Any] | None) -> None:
        """Act on what the worker says."""
        self._heard_s = time.monotonic()
        match report:
            case ["open", str(name), str(detail)]:
                self._is_open, self._opened_s = True, self._heard_s
                self._backend, self._detail, self._faults = name, detail, ()
                self._state = SpeakerState.OK
            case ["failed", [*faults]]:
                why = self._lacking | {str(name): str(text) for name, text in faults}
                self._faults = tuple((name, why[name]) for name in self._choice.backends if name in why)
                self._state = self._fallback_state()
            case ["done", str(key), _]:
                self._agenda.mark_done(key)
            case None | ["lost"]:
                self._lose_worker()

    def _fallback_state(self) -> SpeakerState:
        return SpeakerState.BELL if self._bell else SpeakerState.TRYING

    def _start_worker(self, now_s: float) -> None:
        try:
            self._worker = WorkerProcess("trackclock.adapters.audio.worker", self._backends, self._report)
        except OSError as problem:
            self._faults = (("worker", str(problem)),)
            self._lose_worker()
            return
        self._heard_s = now_s + 2  # it has to load first
        self._send(["volume", self._volume])
        self._send(["mute", self._is_muted])
        self._send(["offset", self._offset_ms])
        self._send_schedule()
        for cue in self._agenda.pending()[1]:
            self._send(["play", _plain(cue)])
        for name, path in self._words.items():
            self._send(["words", name, path])

    def _learn(self, order: list[Any]) -> None:
        """Keep in mind what a new worker has to be told."""
        match order:
            case ["words", str(name), str(path)]:
                self._words[name] = path
            case ["forget", str(name)]:
                self._words.pop(name, None)

    def _report(self, worker: WorkerProcess, report: list[Any] | None) -> None:
        self._inbox.put(("report", worker, report))

    def _lose_worker(self) -> None:
        """The worker is of no use any more: start another, later each time."""
        if self._is_open and time.monotonic() - self._opened_s > _HEALTHY_S:
            self._deaths = 0
        self._start_at_s = time.monotonic() + _BACK_OFF_S[min(self._deaths, len(_BACK_OFF_S) - 1)]
        # a single death is mended before anybody hears it; after that the bell has to do
        self._state = SpeakerState.TRYING if self._deaths < 2 else self._fallback_state()
        self._deaths += 1
        self._restarts += 1
        self._drop_worker(politely=False)

    def _drop_worker(self, *, politely: bool) -> None:
        worker, self._worker, self._is_open = self._worker, None, False
        self._backend = self._detail = ""
        if worker is not None:
            worker.end(politely=politely)

    def _send_schedule(self) -> None:
        scheduled = self._agenda.pending()[0]
        self._send(["schedule", [_plain(cue) for cue in scheduled[:_HORIZON]]])

    def _send(self, order: list[Any]) -> None:
        if self._worker is not None and not self._worker.send(order):
            self._lose_worker()

    def _ring(self) -> None:
        """Ring the bell for what is due while nothing else can be heard."""
        if self._is_open or self._bell is None:
            return
        now = now_ns()
        if any(due.is_heard for due in self._agenda.due(now, now + 1)) and self._volume:
            self._bell()


def _cue(cue: ScheduledCue, *, is_event: bool = False) -> Cue:
    return Cue(cue.at_ms * NS_PER_MS, cue.key, cue.sound, is_event)


def _plain(cue: Cue) -> list[Any]:
    return [cue.key, cue.at_ns // NS_PER_MS, cue.sound.value]
