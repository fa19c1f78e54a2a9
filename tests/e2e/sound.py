"""A loudspeaker that a test can hear: a PulseAudio daemon of its own with a null sink, and its monitor recorded.

It exists because only a recording shows what was played and when. Everything is in a private folder: no daemon, cookie
or setting of the user is touched. Recorded samples are mapped to the session's clock by the instants at which they
arrive.

    with SoundServer.start(folder) as server, server.record() as recorder:
        ...run something with `server.environment`...
        onsets = recorder.onsets()
"""

from __future__ import annotations

import contextlib
import math
import os
import shutil
import subprocess
import threading
import time
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import mul
from pathlib import Path

from trackclock.adapters.audio.tones import RATE_HZ, TONES
from trackclock.adapters.clock import now_ns
from trackclock.core.sounds import Sound

SINK = "trackclock_test"
_NS = 1_000_000_000
_ABANDONED_S = 60
"""A daemon without clients ends after this long: a test run that was killed leaves none behind."""

_SETTLE_S = 2.3
"""An idle null sink renders up to two seconds ahead before it learns that somebody wants less."""


def missing_tools() -> str | None:
    """Why no sound can be recorded here, None if it can: a test skips with it."""
    missing = [tool for tool in ("pulseaudio", "parec", "pactl") if shutil.which(tool) is None]
    return f"needs {', '.join(missing)} (apt: pulseaudio pulseaudio-utils)" if missing else None


@dataclass(frozen=True, slots=True)
class Onset:
    """Where a sound begins in a recording.

    Attributes:
        at_ns: when, on the session's clock.
        hz: the pitch of its first 30 ms.
    """

    at_ns: int
    hz: float

    @property
    def at_ms(self) -> float:
        """When, in milliseconds."""
        return self.at_ns / 1e6

    def is_sound(self, sound: Sound) -> bool:
        """Whether the pitch is that of the sound's first part."""
        return abs(self.hz / TONES[sound][0].hz - 1) < 0.03

    @property
    def name(self) -> str:
        """The first sound with that pitch, for messages; three, two and one share theirs."""
        return next((sound.value for sound in Sound if self.is_sound(sound)), f"{self.hz:.0f} Hz")


@dataclass(slots=True)
class _Segment:
    """What one run of parec has recorded."""

    data: bytearray = field(default_factory=bytearray)
    chunks: list[tuple[int, int]] = field(default_factory=list)
    """For each chunk: when it arrived, and the number of samples up to its end."""

    def instants_ns(self, positions: Sequence[int]) -> list[int]:
        """When these samples were played: the earliest arrival within a second sets the line."""
        arrivals = [arrived for arrived, _ in self.chunks]
        ends = [end for _, end in self.chunks]
        result = []
        for position in positions:
            index = min(bisect_left(ends, position + 1), len(ends) - 1)
            low = bisect_left(arrivals, arrivals[index] - _NS)
            high = bisect_right(arrivals, arrivals[index] + _NS)
            zero = min(arrived - end * _NS // RATE_HZ for arrived, end in self.chunks[low:high])
            result.append(zero + position * _NS // RATE_HZ)
        return result


class Recorder:
    """Records the null sink's monitor until it is left; the daemon may die and come back meanwhile."""

    def __init__(self, server: SoundServer) -> None:
        self._server = server
        self._segments: list[_Segment] = []
        self._is_over = False
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Recorder:
        self._thread.start()
        deadline = time.monotonic() + 10
        while not (self._segments and self._segments[-1].chunks):
            if time.monotonic() > deadline:
                raise RuntimeError("the null sink's monitor gives no samples")
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over = True
        if self._process is not None:
            self._process.kill()
        self._thread.join(timeout=5)

    def onsets(self, since_ns: int = 0, until_ns: int = 1 << 62, *, apart_ms: int = 250) -> list[Onset]:
        """Every sound recorded so far.

        Args:
            since_ns: leave out what began earlier, on the session's clock.
            until_ns: leave out what began later.
            apart_ms: what follows an onset within this time belongs to it.

        Returns:
            The onsets in their order.
        """
        found = []
        for segment in list(self._segments):
            samples = array("h", bytes(segment.data[: len(segment.data) // 2 * 2]))
            chunk_count = len(segment.chunks)
            if not chunk_count:
                continue
            # the latest chunk's arrival may not be noted yet
            samples = samples[: segment.chunks[chunk_count - 1][1]]
            positions = find_onsets(samples, apart_ms)
            instants = segment.instants_ns(positions)
            found += [
                Onset(at_ns, pitch_hz(samples, position)) for at_ns, position in zip(instants, positions, strict=True)
            ]
        return [onset for onset in found if since_ns <= onset.at_ns <= until_ns]

    def samples(self, since_ns: int, until_ns: int) -> array[int]:
        """What was played between two instants of one run of the daemon, the newest."""
        segment = self._segments[-1]
        end = segment.chunks[-1][1]
        position = end // 2
        for _ in range(3):  # the line that maps samples to instants is a little another one at another place
            position += (since_ns - segment.instants_ns([position])[0]) * RATE_HZ // _NS
            position = min(max(position, 0), end - 1)
        heard = array("h", bytes(segment.data[: 2 * end]))
        return heard[position : position + (until_ns - since_ns) * RATE_HZ // _NS]

    def _run(self) -> None:
        while not self._is_over:
            segment = _Segment()
            command = ["parec", "-d", f"{SINK}.monitor", "--raw", "--format=s16le", f"--rate={RATE_HZ}", "--channels=1"]
            self._process = subprocess.Popen(
                [*command, "--latency-msec=5"],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._server.environment,
                bufsize=0,
            )
            with contextlib.suppress(OSError):  # a recording that stutters shows nothing; only root may ask for this
                os.setpriority(os.PRIO_PROCESS, self._process.pid, -11)
            with self._process:
                output = self._process.stdout
                assert output is not None
                while piece := os.read(output.fileno(), 65_536):
                    arrived = now_ns()
                    segment.data += piece
                    segment.chunks.append((arrived, len(segment.data) // 2))
                    if len(segment.chunks) == 1:
                        self._segments.append(segment)
                self._process.kill()
            if not self._is_over:
                time.sleep(0.2)


class SoundServer:
    """A PulseAudio daemon of one's own."""

    def __init__(self, folder: Path, rate_hz: int = RATE_HZ) -> None:
        self.folder = folder
        self._rate_hz = rate_hz
        runtime = folder / "run"
        runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        home = folder / "home"
        home.mkdir(mode=0o700, exist_ok=True)
        self._socket = runtime / "native"
        self.variables = {
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_RUNTIME_PATH": str(runtime),
            "XDG_RUNTIME_DIR": str(runtime),
            "PULSE_COOKIE": str(runtime / "cookie"),
            # ALSA's default goes to the daemon as well, for what knows nothing of PulseAudio
            "ALSA_CONFIG_PATH": str(self._alsa_config()),
        }
        """What a program needs in its environment to play here."""
        self.environment = {**os.environ, **self.variables}
        self._daemon: subprocess.Popen[bytes] | None = None

    @classmethod
    @contextlib.contextmanager
    def start(cls, folder: Path, rate_hz: int = RATE_HZ) -> Iterator[SoundServer]:
        """Start a daemon in a folder, and kill it at the end.

        Args:
            folder: a private one.
            rate_hz: samples a second of its sink.
        """
        server = cls(folder, rate_hz)
        server.up()
        try:
            yield server
        finally:
            server.kill()

    def up(self) -> None:
        """Start the daemon and wait until its sink keeps time."""
        command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", f"--exit-idle-time={_ABANDONED_S}"]
        command += ["--log-target=stderr", "-L"]
        command += [f"module-native-protocol-unix auth-anonymous=1 socket={self._socket}", "-L"]
        command += [f"module-null-sink sink_name={SINK} rate={self._rate_hz} channels=1"]
        home = {"HOME": str(self.folder / "home"), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
        self._socket.unlink(missing_ok=True)
        with (self.folder / "pulseaudio.log").open("ab") as log:
            self._daemon = subprocess.Popen(command, env={**self.environment, **home}, stderr=log, stdout=log)
        deadline = time.monotonic() + 10
        while self.control("info") is None:
            if time.monotonic() > deadline or self._daemon.poll() is not None:
                self.kill()
                raise RuntimeError(f"pulseaudio does not start: {(self.folder / 'pulseaudio.log').read_text()[-500:]}")
            time.sleep(0.05)
        self.control("set-default-sink", SINK)
        time.sleep(0.1)

    def control(self, *words: str) -> str | None:
        """Give `pactl` an order.

        Args:
            words: what it is to do.

        Returns:
            What it prints, None if it fails.
        """
        done = subprocess.run(["pactl", *words], env=self.environment, capture_output=True, text=True, check=False)
        return None if done.returncode else done.stdout

    def kill(self) -> None:
        """Kill the daemon without a goodbye."""
        if self._daemon is not None:
            self._daemon.kill()
            self._daemon.wait()
            self._daemon = None

    def record(self) -> Recorder:
        """A recorder of all that is played; to be entered with `with`."""
        return Recorder(self)

    def settle(self) -> None:
        """Wait until the sink plays what it gets at once; to be called with a recorder running."""
        time.sleep(_SETTLE_S)

    def _alsa_config(self) -> Path:
        path = self.folder / "asound.conf"
        path.write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
        return path


def find_onsets(samples: array[int], apart_ms: int, threshold: int = 600) -> list[int]:
    """The positions at which sounds begin.

    Args:
        samples: 16-bit samples of one channel.
        apart_ms: what follows an onset within this time belongs to it.
        threshold: what is louder is a sound.

    Returns:
        The position of the first loud sample of each.
    """
    step, apart = RATE_HZ // 1_000, apart_ms * RATE_HZ // 1_000
    found: list[int] = []
    position, end = 0, len(samples)
    while position < end:
        block = samples[position : position + step]
        if max(block) > threshold or min(block) < -threshold:
            position += next(index for index, value in enumerate(block) if abs(value) > threshold)
            found.append(position)
            position += apart
        else:
            position += step
    return found


def pitch_hz(samples: array[int], onset: int) -> float:
    """The pitch of the 30 ms after an onset, from the zero crossings.

    Args:
        samples: 16-bit samples of one channel.
        onset: a position in them.

    Returns:
        The pitch in hertz; 0 if there is none.
    """
    piece = samples[onset : onset + RATE_HZ * 30 // 1_000]
    crossings = []
    for index in range(1, len(piece)):
        before, after = piece[index - 1], piece[index]
        if before < 0 <= after:
            crossings.append(index - after / (after - before))
    if len(crossings) < 3:
        return 0.0
    return (len(crossings) - 1) * RATE_HZ / (crossings[-1] - crossings[0])


def found_in(heard: array[int], wanted: array[int]) -> tuple[float, float]:
    """Where a sound stands in a recording, by cross-correlation.

    Args:
        heard: 16-bit samples of one channel, longer than `wanted`.
        wanted: what is looked for.

    Returns:
        At which millisecond it begins, and how alike the two are there, 1 for the same shape.
    """
    lags = range(len(heard) - len(wanted) + 1)
    # Words by their loudness first, since that is quick; a tone repeats itself, and is looked for at once.
    for step in (48, 4, 1) if len(wanted) > RATE_HZ * 3 // 10 else (4, 1):
        wide, narrow = _thinned(heard, step), _thinned(wanted, step)
        last = len(wide) - len(narrow)
        coarse = {min(lag // step, last) for lag in lags}
        best = max(coarse, key=lambda lag: _alike(wide[lag : lag + len(narrow)], narrow))
        lags = range(max(0, (best - 1) * step), min(len(heard) - len(wanted), (best + 2) * step) + 1)
    return best * 1_000 / RATE_HZ, _alike(wide[best : best + len(narrow)], narrow)


def _thinned(samples: array[int], step: int) -> list[int]:
    return [sum(samples[index : index + step]) // step for index in range(0, len(samples) - step + 1, step)]


def _alike(heard: Sequence[int], wanted: Sequence[int]) -> float:
    """The normalised correlation of two sounds that begin together."""
    power = _sum_of_products(heard, heard) * _sum_of_products(wanted, wanted)
    return _sum_of_products(heard, wanted) / math.sqrt(power) if power else 0.0


def _sum_of_products(one: Sequence[int], other: Sequence[int]) -> int:
    """The sum of the products; `math.sumprod` is of Python 3.12."""
    return sum(map(mul, one, other))


def jitter_ms(errors_ms: Sequence[float]) -> tuple[float, float]:
    """How unevenly sounds come: their distances from the median error.

    Args:
        errors_ms: for each sound how much later than its instant it began.

    Returns:
        The 95th percentile and the worst.
    """
    median = sorted(errors_ms)[len(errors_ms) // 2]
    distances = sorted(abs(error - median) for error in errors_ms)
    return distances[int(0.95 * (len(distances) - 1))], distances[-1]
