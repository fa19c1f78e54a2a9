"""A process on a pseudo-terminal of its own, whose output a thread takes as it comes.

It exists because the tests look at the screen while the app runs, and the benchmarks only afterwards: what they share
is the terminal, the start and the end.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte


class PtyProcess:
    """`python ARGUMENTS` on a terminal of its own, with an emulator that whoever takes the output may feed."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        home: Path,
        columns: int = 100,
        rows: int = 30,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start it with its files under `home`, silent, unless the environment says otherwise."""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.environment = app_environment(home, environment)
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
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
            self.take(data)

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


def text_on(screen: pyte.Screen) -> str:
    """What an emulator shows, line by line."""
    return "\n".join(line.rstrip() for line in screen.display)


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
