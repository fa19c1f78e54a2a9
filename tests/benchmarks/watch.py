"""An app on a pseudo-terminal whose every output is kept with the instant at which it came.

It exists beside `tests.e2e.terminal` because an emulator that runs while the app does would take the time that is to
be measured: here the output is only written down, and looked at once all is over.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests.e2e.pty_process import PtyProcess, text_on

Shows = Callable[[str], bool]
"""Whether a screen, given as its lines, is the one that is waited for."""

POLL_S = 0.02
COUNTED = 200
"""For so many pieces of output it is noted how busy the app had been by then."""
BURST_NS = 1_000_000
"""Output that comes at shorter intervals is one painting."""


def anything(text: str) -> bool:
    """Any screen that is not blank: the first painted frame."""
    return bool(text.strip())


def text_of(*wanted: str) -> Shows:
    """A screen on which all of these stand."""
    return lambda text: all(part in text for part in wanted)


class Watched(PtyProcess):
    """`python ARGUMENTS` on a terminal of its own."""

    def __init__(
        self,
        arguments: Sequence[str],
        home: Path,
        *,
        columns: int = 100,
        rows: int = 30,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start it; its files lie under `home` unless the environment says otherwise."""
        self._fed, self._shown_ns = 0, 0
        self._busy_ns: list[int] = []
        self.chunks: list[tuple[int, bytes]] = []
        """What it wrote, and when: nanoseconds of the monotonic clock."""
        self.started_ns = time.monotonic_ns()
        super().__init__(arguments, home=home, columns=columns, rows=rows, environment=environment)

    def take(self, data: bytes) -> None:
        """Only write it down, and when it came."""
        at_ns = time.monotonic_ns()
        if len(self._busy_ns) < COUNTED:
            self._busy_ns.append(self.busy_ns())
        self.chunks.append((at_ns, data))

    def type(self, keys: str) -> int:
        """Press keys; returns the instant before the write, in nanoseconds of the monotonic clock."""
        at_ns = time.monotonic_ns()
        os.write(self.master, keys.encode())
        return at_ns

    def wait_until_quiet(self, quiet_s: float = 0.4, timeout_s: float = 20.0) -> None:
        """Wait until it has written something and then nothing for a while.

        Raises:
            TimeoutError: if it never stops.
        """
        deadline_ns = time.monotonic_ns() + int(timeout_s * 1e9)
        seen, since_ns = 0, time.monotonic_ns()
        while time.monotonic_ns() < deadline_ns:
            if len(self.chunks) != seen:
                seen, since_ns = len(self.chunks), time.monotonic_ns()
            elif seen and time.monotonic_ns() - since_ns > quiet_s * 1e9:
                return
            time.sleep(POLL_S)
        raise TimeoutError("it never stopped painting")

    def wait_for(self, shows: Shows, quiet_s: float = 0.3, timeout_s: float = 30.0) -> int:
        """Wait for a screen, looking only while nothing is written, so that the looking delays no reading.

        Args:
            shows: the screen; one that is there already counts.
            quiet_s: for how long nothing may have been written before it is looked for.
            timeout_s: how long to wait for it.

        Returns:
            When the output came that first showed it, in nanoseconds of the monotonic clock.

        Raises:
            TimeoutError: if it never comes.
        """
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            self.wait_until_quiet(quiet_s, timeout_s)
            while True:
                if shows(text_on(self._screen)):
                    return self._shown_ns
                if not self._catch_up_with_one():
                    break
        raise TimeoutError(f"never shown; the screen is:\n{self.screen()}")

    def busy_until_shown_ns(self) -> int:
        """How long it had been on a processor when what was last waited for was shown."""
        return self._busy_ns[self._fed - 1]

    def screen(self) -> str:
        """What is shown now, line by line."""
        while self._catch_up_with_one():
            pass
        return text_on(self._screen)

    def _catch_up_with_one(self) -> bool:
        """Feed the emulator with one burst of output; False if there is none left."""
        chunks = self.chunks
        if self._fed == len(chunks):
            return False
        while self._fed < len(chunks):
            self._shown_ns, data = chunks[self._fed]
            self._stream.feed(data)
            self._fed += 1
            if self._fed < len(chunks) and chunks[self._fed][0] - self._shown_ns > BURST_NS:
                break
        return True

    def written_bytes(self) -> int:
        """How much it has written so far."""
        return sum(len(data) for _, data in tuple(self.chunks))

    def busy_ns(self) -> int:
        """How long its threads have been on a processor so far, from the scheduler's own count."""
        total = 0
        with suppress(OSError):  # it, or one of its threads, has just ended
            for task in Path(f"/proc/{self.process.pid}/task").iterdir():
                with suppress(OSError):
                    total += int((task / "schedstat").read_bytes().split()[0])
        return total

    def most_memory_mb(self) -> float:
        """The largest resident size that it ever had, in megabytes (of 1,000,000 bytes)."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1_024 / 1e6
        raise ValueError("the kernel does not say")

    def leave(self, keys: str = "q") -> None:
        """Ask it to end, and wait."""
        self.type(keys)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self.close()
