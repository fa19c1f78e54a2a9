"""Plays through simpleaudio, for who prefers it.

It can only play a piece of memory from now on, and to begin takes a millisecond, or a hundred where every core is
busy. So a long piece of silence is begun well before it is needed, and a cue is written into it while it plays, to be
heard at its instant. Measured on two cores with four busy processes: 20 to 100 ms late where a piece was begun for each
cue, within 6 ms where it is written into what plays.
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
from trackclock.adapters.audio.mixer import Mixer, up_to
from trackclock.adapters.audio.priority import go_first
from trackclock.adapters.audio.tones import RATE_HZ
from trackclock.adapters.audio.watched_memory import ReadingClock, WatchedMemory
from trackclock.adapters.clock import now_ns

_NS = 1_000_000_000
_PIECE_NS = 20 * _NS
"""How long a piece is."""

_AWAKE_NS = 20 * _NS
"""How much lead-in is played at a time."""

_OVERLAP_NS = 5 * _NS
"""So long before its end the next piece is begun, which is watched for a while before it takes the cues over."""

_AHEAD_NS = 250_000_000
"""Samples are written this long before they are heard. What is more than the library has taken is how long this thread
may wait for its turn, or for a piece to begin."""

_BUFFER_NS = 100_000_000
"""So far ahead of what is heard the library reads, whatever the system."""

_TAKEN_NS = _BUFFER_NS + 30_000_000
"""What is heard sooner than this is left as it is."""

_STEADY_NS = _NS
"""So long it is watched before it takes over: by then it is known when its samples are heard."""

_TURN_S = 0.004


class _Piece:
    """Silence that is being played, and may still be written ahead of what is heard."""

    def __init__(self, library: Any) -> None:
        """Begin to play.

        Args:
            library: the module `simpleaudio`.
        """
        self._memory = WatchedMemory(_PIECE_NS * RATE_HZ // _NS)
        self._played = library.play_buffer(self._memory.memory, 1, 2, RATE_HZ)
        self._began_ns = now_ns()
        self._clock = ReadingClock(RATE_HZ, _BUFFER_NS, self._began_ns)
        self.written = _TAKEN_NS * RATE_HZ // _NS
        """Samples that are as they will be heard; the first are silence, for the library has taken them by now."""

    @property
    def written_ns(self) -> int:
        """Until when all is written."""
        return self._clock.zero_ns + self.written * _NS // RATE_HZ

    @property
    def ends_ns(self) -> int:
        """When there is no more of it."""
        return self._clock.zero_ns + _PIECE_NS

    @property
    def is_watched(self) -> bool:
        """Whether it is known by now when its samples are heard, as well as it ever will be."""
        return now_ns() > self._began_ns + _STEADY_NS

    def is_of_use(self, now: int) -> bool:
        """Whether it plays, and what is heard next is written: else this process, or the machine, stood still."""
        return now < min(self.written_ns, self.ends_ns) and self._played.is_playing()

    def look(self) -> None:
        """See how far the library has read, and from that when its samples are heard."""
        read = self._memory.samples_read()
        self._clock.look(now_ns(), read)

    def position(self, at_ns: int) -> int:
        """The sample that is heard at an instant; the end of the piece for what is later."""
        return min(at_ns - self._clock.zero_ns, _PIECE_NS) * RATE_HZ // _NS

    def write(self, block: bytes | bytearray) -> None:
        """Write on behind what is written; a page that nobody writes to shows when it is read."""
        if is_heard(block):
            self._memory.write(self.written, block)
        self.written += len(block) // 2


class SimpleaudioDevice:
    """Pieces of silence, into which the cues are written ahead of their instants."""

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
        self._pieces: list[_Piece] = []
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
        go_first(takes_along=True)  # the library's threads, that is: each piece has two
        try:
            self._keep_awake()
            self._pieces = [_Piece(simpleaudio)]
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
        """Play the lead-in for a while, which keeps the loudspeaker on: silence does not."""
        quiet = self._mixer.block(-_NS, RATE_HZ)
        self._library.play_buffer(bytes(quiet) * (_AWAKE_NS // _NS), 1, 2, RATE_HZ)
        self._awake_until_ns = now_ns() + _AWAKE_NS

    def _run(self) -> None:
        go_first(takes_along=True)
        try:
            while True:
                self._turn()
                time.sleep(_TURN_S)
        except Exception:  # noqa: BLE001  whatever it is, the worker must learn of it and start anew
            self._fault = True

    def _turn(self) -> None:
        now = now_ns()
        for piece in self._pieces:
            piece.look()
        if now > self._awake_until_ns - _NS:
            self._keep_awake()
        last = self._pieces[-1]
        if now > last.ends_ns - _OVERLAP_NS or (not last.is_of_use(now) and last is self._pieces[0]):
            self._pieces.append(_Piece(self._library))
        self._exchange()
        while not self.orders.empty():
            self.orders.get()()
        self._play_at_once()
        self._write()

    def _exchange(self) -> None:
        """Let the next piece take over, as soon as it can or has to, at the instant to which this one is written."""
        if len(self._pieces) == 1:
            return
        piece, following = self._pieces[:2]
        if not piece.is_of_use(now_ns()) or (following.is_watched and not self._mixer.is_sounding):
            following.written = max(following.written, following.position(piece.written_ns))
            self._pieces.pop(0)

    def _write(self) -> None:
        """Write what is heard next; what comes too late for its place is heard in the next one."""
        piece, now = self._pieces[0], now_ns()
        piece.written = max(piece.written, piece.position(now + _TAKEN_NS))
        count = piece.position(now + _AHEAD_NS) - piece.written
        if count > 0:
            piece.write(self._mixer.block(piece.written_ns + self.offset_ns, count))

    def _play_at_once(self) -> None:
        """Begin a piece of its own for what is due sooner than can be written, as is what answers a press."""
        agenda, now = self._mixer.agenda, now_ns() + self.offset_ns
        for due in agenda.due(now, self._pieces[0].written_ns + self.offset_ns):
            sound = self._mixer.sounds.get(due.cue.sound)
            wait_ns = max(0, due.cue.at_ns - now)
            self._mixer.report(due, now + wait_ns)
            if due.is_heard and sound:
                next_ns = agenda.next_ns()
                heard = sound if next_ns is None else up_to(sound, next_ns - now - wait_ns)
                silence = bytes(2 * (wait_ns * RATE_HZ // _NS))
                self._library.play_buffer(silence + heard.tobytes(), 1, 2, RATE_HZ)


def is_heard(block: bytes | bytearray) -> bool:
    """Whether 16-bit samples are more than the lead-in, which is noise of the last bit."""
    samples = memoryview(block).cast("h")
    return max(samples) > 1 or min(samples) < -1


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
