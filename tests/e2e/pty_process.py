"""A process on a pseudo-terminal of its own, whose output a thread takes as it comes.

It exists because the tests look at the screen while the app runs, and the benchmarks only afterwards: what they share
is the terminal, the start and the end.
"""

from __future__ import annotations

import os
import select
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte
import pytest
from pyte.screens import wcwidth

from tests.e2e import warm
from tests.e2e.signals import default_signals

if sys.platform != "win32":
    import fcntl
    import pty
    import termios

_MOST_AT_ONCE = 1 << 18
_KEPT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT")
"""What is taken over from the environment of the tests; without the last ones no Python starts on Windows."""


class PtyProcess:
    """`python ARGUMENTS` on a terminal of its own, with an emulator that whoever takes the output may feed."""

    gathers_s = 0.0
    """What follows within this time is taken together with what came before, since it belongs to one painting."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        home: Path,
        columns: int = 100,
        rows: int = 30,
        environment: Mapping[str, str] | None = None,
        ignored: Collection[signal.Signals] = (),
        may_be_warm: bool = False,
    ) -> None:
        """Start it with its files under `home`, silent, unless the environment says otherwise.

        Args:
            arguments: what Python is to run.
            home: where it finds and leaves its files.
            columns: cells of a line of its terminal.
            rows: lines of its terminal.
            environment: what it is to find in its environment besides.
            ignored: the signals that it is to ignore from its start, as nohup has it.
            may_be_warm: whether it is the app, and a Python that has read its modules already may start it.
        """
        if sys.platform == "win32":
            pytest.skip("there are no pseudo-terminals here")

        def prepare() -> None:
            default_signals()
            for number in ignored:
                signal.signal(number, signal.SIG_IGN)
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.master, slave = pty.openpty()
        self._slave = os.ttyname(slave)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.environment = app_environment(home, environment)
        started = warm.start(arguments[2:], self.environment, (slave, slave, slave)) if may_be_warm else None
        self.process: subprocess.Popen[bytes] | warm.Started = started or subprocess.Popen(
            [sys.executable, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=self.environment,
            start_new_session=True,
            preexec_fn=prepare,
        )
        os.close(slave)
        self._is_open = True
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def take(self, data: bytes) -> None:
        """Do something with what it has just written; called on the thread that reads."""
        raise NotImplementedError

    def close(self) -> None:
        """End it, whatever it is doing."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(20)
        self._let_go()

    def unread(self) -> int:
        """How many bytes that were typed wait to be read by it; none where its terminal is gone."""
        try:
            slave = os.open(self._slave, os.O_RDWR | os.O_NOCTTY)
        except OSError:
            return 0
        try:
            return int.from_bytes(fcntl.ioctl(slave, termios.FIONREAD, bytes(4)), sys.byteorder)
        finally:
            os.close(slave)

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
            self.take(data + self._rest() if self.gathers_s else data)

    def _rest(self) -> bytes:
        """What follows at once: a terminal hands a large painting on in pieces."""
        rest = bytearray()
        while len(rest) < _MOST_AT_ONCE and select.select([self.master], [], [], self.gathers_s)[0]:
            try:
                data = os.read(self.master, 65_536)
            except OSError:
                break
            if not data:
                break
            rest += data
        return bytes(rest)

    def finish(self) -> None:
        """Take what is left of the output of a process that has ended."""
        self._reader.join(10)

    def _let_go(self) -> None:
        """Close the terminal."""
        self._is_open = False
        self._reader.join()
        if self.master >= 0:
            os.close(self.master)
            self.master = -1


def is_running(pid: int) -> bool:
    """Whether a process lives; one that has ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


class Lines:
    """What an emulator shows; only what has changed since the last look is read again, since tests look often."""

    def __init__(self, screen: pyte.Screen) -> None:
        self._screen = screen
        self._lines: dict[int, str] = {}

    def text(self) -> str:
        """The same as `text_on`."""
        screen = self._screen
        for row in (row for row in range(screen.lines) if row in screen.dirty or row not in self._lines):
            self._lines[row] = self._line(row).rstrip()
        screen.dirty.clear()
        return "\n".join(self._lines[row] for row in range(screen.lines))

    def _line(self, row: int) -> str:
        cells = self._screen.buffer[row]
        data = [cells[column].data for column in range(self._screen.columns)]
        line = "".join(data)
        if line.isascii():
            return line
        return "".join(_seen(iter(data)))


def _seen(cells: Iterator[str]) -> Iterator[str]:
    """The characters of cells, but for what stands behind a wide one, as `pyte.Screen.display` has them."""
    for data in cells:
        yield data
        if wcwidth(data[:1]) == 2:
            next(cells, None)


def text_on(screen: pyte.Screen) -> str:
    """What an emulator shows, line by line."""
    return "\n".join(line.rstrip() for line in screen.display)


def app_environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """An environment in which the app finds nothing but what lies under `home`."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TRACKCLOCK_DATA_DIR": str(home / "data"),
        "TRACKCLOCK_CONFIG_DIR": str(home / "config"),
        "TRACKCLOCK_AUDIO": "off",
        **(more or {}),
    }
