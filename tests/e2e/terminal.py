"""The real app in a real pseudo-terminal, read back through a terminal emulator.

It exists because only a pty shows when a key arrives, what the screen really says, and what a kill leaves behind.
"""

from __future__ import annotations

import io
import json
import os
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Collection, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.e2e import warm
from tests.e2e.pty_process import Lines, PtyProcess, app_environment
from trackclock.adapters.clock import SystemClock
from trackclock.cli import run

if sys.platform != "win32":  # where there is no terminal of this kind, nothing here is started
    import fcntl
    import termios
    from signal import SIGKILL
else:
    from signal import SIGTERM as SIGKILL

SPACE = " "
ENTER = "\r"
ESCAPE = "\x1b"
F8, F9 = "\x1b[19~", "\x1b[20~"
_ESCAPE_S = 0.25
"""An escape and a key that come together are one key with alt: nobody types them so fast."""
_MOST_PRINTED = 1 << 24
_ARRIVES_S = 0.01
"""So long the system may take to hand on what was typed; only then can be asked whether it has been read."""


class AppInPty(PtyProcess):
    """`trackclock ARGUMENTS` on a terminal of its own, whose screen can be read at any time."""

    gathers_s = 0.003

    def __init__(
        self,
        *arguments: str,
        home: Path,
        columns: int = 100,
        rows: int = 30,
        environment: Mapping[str, str] | None = None,
        lacks: str = "",
        ignored: Collection[signal.Signals] = (),
        module: str = "trackclock",
        is_fresh: bool = False,
    ) -> None:
        """Start it, or another module, with its files under `home`, silent unless the environment says otherwise.

        Args:
            arguments: of the command.
            home: where its files are.
            columns: of the terminal.
            rows: of the terminal.
            environment: what else there is in its environment.
            lacks: what its disks lack (see `tests.bare_disk`); nothing as a rule.
            ignored: signals that are ignored when it starts.
            module: what is started.
            is_fresh: whether it has to be a new Python even where nothing asks for one (see `tests.e2e.warm`).
        """
        self._lock = threading.Lock()
        self._text: str | None = None
        self._lines: Lines | None = None
        self._escaped_s = self._typed_s = 0.0
        self.raw = bytearray()
        words = ("-m", *(("tests.bare_disk", lacks) if lacks else ()), module, *arguments)
        is_plain = module == "trackclock" and not (lacks or ignored or environment or is_fresh)
        super().__init__(
            words,
            home=home,
            columns=columns,
            rows=rows,
            environment=environment,
            ignored=ignored,
            may_be_warm=is_plain,
        )

    def take(self, data: bytes) -> None:
        """Show it."""
        with self._lock:
            self.raw += data
            self._stream.feed(data)
            self._text = None

    def text(self) -> str:
        """What the screen shows, line by line."""
        with self._lock:
            if self._lines is None:
                self._lines = Lines(self._screen)
            if self._text is None:  # to read a screen takes longer than the tests wait between two looks at it
                self._text = self._lines.text()
            return self._text

    def clear(self) -> None:
        """An empty terminal, as a new one is."""
        with self._lock:
            self._screen.reset()
            self._text = None

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
        """Type, once what was typed before has been read; returns the reading of the session's clock just before.

        However soon one call follows another, and however busy the machine is, their keys are read apart: what comes in
        one read has one stamp, and an escape becomes one key with what stands behind it.
        """
        return self.send(keys.encode())

    def send(self, keys: bytes) -> int:
        """As `press`, with the bytes that the terminal sends for them."""
        self._wait_until_read()
        time.sleep(max(0.0, self._escaped_s + _ESCAPE_S - time.monotonic()))
        at_ms = SystemClock().now_ms()
        os.write(self.master, keys)
        self._typed_s = time.monotonic()
        if keys.endswith(ESCAPE.encode()):
            self._wait_until_read()
            self._escaped_s = time.monotonic()
        return at_ms

    def _wait_until_read(self, timeout_s: float = 20.0) -> None:
        time.sleep(max(0.0, self._typed_s + _ARRIVES_S - time.monotonic()))
        deadline = time.monotonic() + timeout_s
        while self.unread() and self.process.poll() is None:
            assert time.monotonic() < deadline, f"it reads no keys; it shows:\n{self.text()}"
            time.sleep(0.002)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        with self._lock:
            self._screen.resize(rows, columns)
            self._text = None
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def kill(self, how: signal.Signals = SIGKILL) -> None:
        """Send a signal and wait for the end."""
        self.process.send_signal(how)
        self.process.wait(20)

    def hang_up(self) -> None:
        """Close the terminal under the app, as a closed window does, and wait for its end."""
        self._let_go()
        self.process.wait(20)


def trackclock(
    *arguments: str, home: Path, given: str | None = None, is_fresh: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a command for scripts to its end; a fresh one in a new Python, any other as `AppInPty` starts the app."""
    if given is None and not is_fresh:
        with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as said, Path(os.devnull).open("rb") as no:
            if started := warm.start(arguments, app_environment(home), (no.fileno(), printed.fileno(), said.fileno())):
                try:
                    code = started.wait(60)
                finally:
                    started.kill()
                texts = [os.pread(file.fileno(), _MOST_PRINTED, 0).decode() for file in (printed, said)]
                return subprocess.CompletedProcess(arguments, code, *texts)
    return subprocess.run(
        [sys.executable, "-m", "trackclock", *arguments],
        env=app_environment(home),
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def printed(*arguments: str, home: Path, says: str | None = None) -> Any:
    """What a command for scripts prints as JSON; what it says beside that has to be `says`, if anything is asked for.

    It is run in this process, which knows as little of the sessions as any other: half of the tests look at what is on
    the disk, some of them after each kill, and to import everything anew for each look took a tenth of their time.
    """
    output, said = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    before = os.umask(0o077)  # as `trackclock.__main__` has it
    try:
        with patch.dict(os.environ, app_environment(home), clear=True), redirect_stdout(output), redirect_stderr(said):
            code = run(arguments)
    finally:
        os.umask(before)
    text, complaint = (stream.buffer.getvalue().decode() for stream in (output, said))
    assert code == 0, complaint
    assert says is None or complaint == says
    return json.loads(text)


def shown(home: Path, session: str = "last") -> dict[str, Any]:
    """What `trackclock show --json` prints of a session."""
    found: dict[str, Any] = printed("show", session, "--json", home=home)
    return found
