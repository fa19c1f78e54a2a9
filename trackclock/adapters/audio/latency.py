"""How much of our sound a PulseAudio server really holds, where it holds more than it was asked to.

It exists for sinks that want a deep buffer (network, Bluetooth): the server then makes ours deeper, and every sound is
late by that. `pactl` is asked because miniaudio does not pass the figure on; without `pactl` the user's own offset has
to do. What a sink says about its own latency is left out: it was seen to be wrong by 200 ms (module-tunnel-sink),
while the buffer is counted by the server itself.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable

_BUFFER = re.compile(r"Buffer Latency: (\d+) usec")

WORTH_NS = 15_000_000
"""Less than this is the spread of the figures and no property of the device."""

_SAMPLES = 3
_FIRST_S, _AGAIN_S = 1.5, 30.0


def buffered_ns(listing: str, pid: int) -> int | None:
    """Find a process's stream in what `pactl list sink-inputs` prints.

    Args:
        listing: its output, in English.
        pid: the process.

    Returns:
        How much sound the server holds for it, in nanoseconds; None if there is no such stream or figure.
    """
    for stream in listing.split("Sink Input #")[1:]:
        if f'application.process.id = "{pid}"' in stream and (buffer := _BUFFER.search(stream)):
            return int(buffer[1]) * 1_000
    return None


def extra_ns(held_ns: list[int], length_ns: int) -> int:
    """What a server holds beyond what a stream was opened with.

    Args:
        held_ns: what it held at any instants.
        length_ns: the length of one request, which is what the stream was opened with.

    Returns:
        The surplus in nanoseconds; 0 where it is not worth mentioning.
    """
    if not held_ns:
        return 0
    # the server asks for more as soon as a quarter of the length is gone
    surplus = sorted(held_ns)[len(held_ns) // 2] - length_ns * 3 // 4
    return surplus if surplus > WORTH_NS else 0


def watch(length_ns: Callable[[], int], found: Callable[[int], None]) -> None:
    """Ask again and again, for good; returns only where there is nobody to ask.

    Args:
        length_ns: says the length of one request; 0 while it is not known.
        found: told what the device adds, whenever it has been measured.
    """
    if shutil.which("pactl") is None:
        return
    time.sleep(_FIRST_S)
    while True:
        held = []
        for _ in range(_SAMPLES):
            now_ns = _ask()
            if now_ns is not None:
                held.append(now_ns)
            time.sleep(0.05)
        if held and length_ns():
            found(extra_ns(held, length_ns()))
        time.sleep(_AGAIN_S)


def _ask() -> int | None:
    try:
        done = subprocess.run(
            ["pactl", "list", "sink-inputs"],  # noqa: S607  wherever the system has it
            capture_output=True,
            text=True,
            timeout=2,
            check=True,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return buffered_ns(done.stdout, os.getpid())
