"""The real app in a real pseudo-terminal, read back through a terminal emulator.

It exists because only a pty shows when a key arrives, what the screen really says, and what a kill leaves behind.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import pyte

from trackclock.adapters.clock import SystemClock

SPACE = " "
ENTER = "\r"
ESCAPE = "\x1b"


class AppInPty:
    """`trackclock ARGUMENTS` on a terminal of its own."""

    def __init__(
        self,
        *arguments: str,
        home: Path,
        columns: int = 100,
        rows: int = 30,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start it with its files under `home`, silent unless the environment says otherwise."""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._lock = threading.Lock()
        self.raw = bytearray()
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.environment = app_environment(home, environment)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "trackclock", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=self.environment,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)
        self._is_open = True
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> AppInPty:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read(self) -> None:
        while self._is_open:
            ready, _, _ = select.select([self.master], [], [], 0.1)
            if not ready:
                continue
            try:
                data = os.read(self.master, 65_536)
            except OSError:
                return
            if not data:
                return
            with self._lock:
                self.raw += data
                self._stream.feed(data)

    def text(self) -> str:
        """What the screen shows, line by line."""
        with self._lock:
            return "\n".join(line.rstrip() for line in self._screen.display)

    def wait_for(self, *wanted: str, timeout_s: float = 20.0) -> str:
        """Wait until the screen shows all of these; returns it."""
        deadline = time.monotonic() + timeout_s
        while True:
            shown = self.text()
            if all(part in shown for part in wanted):
                return shown
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise AssertionError(f"the screen never showed {wanted}; it shows:\n{shown}")
            time.sleep(0.01)

    def wait_for_title(self, wanted: str, timeout_s: float = 20.0) -> None:
        """Wait until the first line that says anything begins with this."""
        deadline = time.monotonic() + timeout_s
        while not self.text().lstrip().startswith(wanted):
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise AssertionError(f"the title was never {wanted!r}; the screen shows:\n{self.text()}")
            time.sleep(0.01)

    def press(self, keys: str) -> int:
        """Type; returns the reading of the session's clock just before the write."""
        at_ms = SystemClock().now_ms()
        os.write(self.master, keys.encode())
        return at_ms

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        with self._lock:
            self._screen.resize(rows, columns)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal and wait for the end."""
        self.process.send_signal(how)
        self.process.wait(20)

    def hang_up(self) -> None:
        """Close the terminal under the app, as a closed window does, and wait for its end."""
        self._is_open = False
        self._reader.join()
        os.close(self.master)
        self.master = -1
        self.process.wait(20)

    def close(self) -> None:
        """End the app, whatever state it is in."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(20)
        self._is_open = False
        self._reader.join()
        if self.master >= 0:
            os.close(self.master)
            self.master = -1


def app_environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """An environment in which the app finds nothing but what lies under `home`."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "PYTHONPATH") if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TRACKCLOCK_DATA_DIR": str(home / "data"),
        "TRACKCLOCK_CONFIG_DIR": str(home / "config"),
        "TRACKCLOCK_AUDIO": "off",
        **(more or {}),
    }


def trackclock(*arguments: str, home: Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command for scripts to its end."""
    return subprocess.run(
        [sys.executable, "-m", "trackclock", *arguments],
        env=app_environment(home),
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def shown(home: Path, session: str = "last") -> dict[str, Any]:
    """What `trackclock show --json` prints of a session."""
    done = trackclock("show", session, "--json", home=home)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
