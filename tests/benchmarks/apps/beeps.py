"""A Textual clock at 30 Hz that beeps: `python -m tests.benchmarks.apps.beeps WAY FIRST_MS GAP_MS COUNT`.

It exists to hold two ways of beeping against each other in the company that they have in an app: `worker` is
trackclock's own, `simpleaudio` opens a device for each beep in the app's process, as its documentation shows.
"""

from __future__ import annotations

import sys
from time import monotonic

from textual.app import App, ComposeResult
from textual.widgets import Digits

from trackclock.adapters.audio.choice import Choice
from trackclock.adapters.audio.speaker import WorkerSpeaker
from trackclock.adapters.audio.tones import RATE_HZ, samples, scaled
from trackclock.adapters.clock import SystemClock
from trackclock.core.sounds import Sound
from trackclock.ports import ScheduledCue

TICKS_A_SECOND = 30
OURS, THEIRS = Sound.GO, Sound.MARK
"""Two pitches that a recording of both tells apart."""


class BeepingApp(App[None]):
    """Counts up and beeps at given instants."""

    def __init__(self, way: str, instants_ms: list[int]) -> None:
        """Beep at `instants_ms`, readings of the session's clock."""
        super().__init__()
        self._clock = SystemClock()
        self._way = way
        self._instants_ms = instants_ms

    def compose(self) -> ComposeResult:
        yield Digits("00:00:00.00")

    def on_mount(self) -> None:
        self._started = monotonic()
        self.set_interval(1 / TICKS_A_SECOND, self._tick)
        if self._way == "worker":
            self._speaker = WorkerSpeaker(Choice.MINIAUDIO)
            self._speaker.start()
            self._speaker.schedule([ScheduledCue(str(at_ms), at_ms, OURS) for at_ms in self._instants_ms])
        else:
            import simpleaudio

            sound = scaled({THEIRS: samples(THEIRS)}, 8)[THEIRS].tobytes()
            for at_ms in self._instants_ms:
                wait_s = max(0, at_ms - self._clock.now_ms()) / 1_000
                self.set_timer(wait_s, lambda: simpleaudio.play_buffer(sound, 1, 2, RATE_HZ))

    def _tick(self) -> None:
        minutes, seconds = divmod(monotonic() - self._started, 60)
        self.query_one(Digits).update(f"{minutes:02.0f}:{seconds:05.2f}")


if __name__ == "__main__":
    first_ms, gap_ms, count = map(int, sys.argv[2:5])
    BeepingApp(sys.argv[1], [first_ms + index * gap_ms for index in range(count)]).run()
