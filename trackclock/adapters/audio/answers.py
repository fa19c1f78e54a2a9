"""A press that is the GO is heard at once: on a stream of its own, opened before it is needed and started by the press.

It exists because the stream of the scheduled cues is full of silence to be played first: deep enough for a busy
machine, it makes what answers a press 50 to 70 ms late. A stream that starts has nothing before it, a sound server
mixes it in at once, and as it takes the whole sound when it starts, no busy machine can tear it.
"""

from __future__ import annotations

import threading
import time
from array import array
from collections.abc import Callable, Generator
from queue import SimpleQueue
from typing import Protocol

from trackclock.adapters.audio.agenda import NS_PER_MS, STALE_EVENT_NS, STARTS, Cue, Due
from trackclock.adapters.audio.mixer import Mixer, up_to
from trackclock.adapters.audio.priority import go_first
from trackclock.adapters.clock import now_ns

AT_ONCE = STARTS
"""The answers that are worth a stream. Whenever one starts the server mixes anew what it has mixed ahead, and from then
on the clock of PulseAudio's null sink is 150 ppm fast, since it counts pieces of odd lengths in whole microseconds. The
cues follow it, but a recording that is counted in samples shows it: no more of it than a bound asks for."""

_AT_ONCE_NS = 20 * NS_PER_MS
"""What is due later than this is not due at once, and better placed by the sample clock."""

_STARTS_NS = 10 * NS_PER_MS
"""A stream has started by then, and what is cut off for the next cue has faded when that begins."""

_ENDS_S = 0.25
"""Every sound has ended by then. Another answer within it takes the way of the scheduled cues, where sounds give way to
each other: a key that is held must not fill the server with streams."""

_LET_GO_S = 1.0
"""A sound has left even a deep device by then; a stream that is closed sooner takes the rest of its sound along."""

_RETRY_S = 2.0


class Stream(Protocol):
    """A stream that has been opened and not started."""

    def start(self, feed: Generator[bytes, int, None], /) -> object:
        """Start to play.

        Args:
            feed: is sent how many samples are wanted, and gives that many or fewer; it has been started.
        """

    def close(self) -> object:
        """Let go of it."""


class Answers:
    """One stream that waits for the next answer; its thread starts it, and sees to a successor."""

    def __init__(self, open_stream: Callable[[], Stream], mixer: Mixer, instead: Callable[[Cue], None]) -> None:
        """Take the parts together.

        Args:
            open_stream: opens a stream that takes a whole sound when it starts.
            mixer: knows the sounds and what else is due; it is only read.
            instead: called with a cue that could not be played after all.
        """
        self._open_stream = open_stream
        self._mixer = mixer
        self._instead = instead
        self._ready: SimpleQueue[Cue] | None = None

    def start(self) -> None:
        """Open the first stream, in the background."""
        threading.Thread(target=self._serve, name="answer", daemon=True).start()

    def play(self, cue: Cue) -> bool:
        """Play a cue at once, if that matters, it is due now and a stream waits. Only one thread may call it.

        Args:
            cue: what answers the press.

        Returns:
            False where it has to be played in another way.
        """
        late_ns = now_ns() - cue.at_ns
        if cue.sound not in AT_ONCE:
            return False
        if self._mixer.agenda.is_muted or not -_AT_ONCE_NS <= late_ns <= STALE_EVENT_NS:
            return False
        ready, self._ready = self._ready, None
        if ready is None:
            return False
        ready.put(cue)
        return True

    def _serve(self) -> None:
        """The life of one stream."""
        go_first()
        stream = self._opened()
        inbox: SimpleQueue[Cue] = SimpleQueue()
        self._ready = inbox
        cue = inbox.get()
        feed = _feed(self._samples(cue))
        next(feed)
        try:
            stream.start(feed)
        except Exception:  # noqa: BLE001  whatever it is: the cue must be heard, and the next one too
            self._instead(cue)
        else:
            self._mixer.report(Due(cue, is_heard=True), now_ns())
            time.sleep(_ENDS_S)
        self.start()
        time.sleep(_LET_GO_S)
        stream.close()

    def _opened(self) -> Stream:
        while True:
            try:
                return self._open_stream()
            except Exception:  # noqa: BLE001  what cannot be opened now may be tomorrow; answers have another way
                time.sleep(_RETRY_S)

    def _samples(self, cue: Cue) -> bytes:
        data = self._mixer.sounds.get(cue.sound, array("h"))
        next_ns = self._mixer.agenda.next_ns()
        return (data if next_ns is None else up_to(data, next_ns - now_ns() - _STARTS_NS)).tobytes()


def _feed(data: bytes) -> Generator[bytes, int, None]:
    """Hand out 16-bit samples as they are asked for; what is behind them is left to the library, which is silence."""
    count = yield b""
    go_first()  # from here on this runs in the stream's thread
    position = 0
    while position < len(data):
        piece = data[position : position + 2 * count]
        position += len(piece)
        count = yield piece
