"""The worker as the app sees it: a pipe to write orders to, and a thread that reads its reports.

It exists so that the speaker need not know about processes, and a worker that hangs or dies cannot hold it up.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import trackclock

Report = Callable[["WorkerProcess", list[Any] | None], None]
"""Called from the reading thread with each report, and with None when the worker is gone."""

_CODE = "import sys; sys.path.append(sys.argv.pop(1)); from trackclock.adapters.audio.worker import main; main()"
"""Runs the worker of this very trackclock, wherever the app was started: its folder is put last on the path, where it
shadows nothing, and -P keeps the current folder off it."""

_WINDOWS_FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""What a new session is called there; and no window may pop up."""

_FULL_PIPE_S = 1.0
"""A worker that does not read for this long, with its pipe full, hangs."""


class WorkerProcess:
    """One run of the worker."""

    def __init__(self, backends: Sequence[str], report: Report) -> None:
        """Start it.

        Args:
            backends: what it is to try, in order.
            report: called from a thread of its own.

        Raises:
            OSError: if no process can be started.
        """
        home = str(Path(trackclock.__file__).resolve().parent.parent)
        self._process = subprocess.Popen(  # noqa: S603  our own code, no shell
            [sys.executable, "-P", "-c", _CODE, home, *backends],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            # Ctrl-C and a closed terminal are the app's affair; the worker ends with its input
            start_new_session=True,
            creationflags=_WINDOWS_FLAGS,
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("no pipe to the sound worker")
        self._input, self._output = self._process.stdin, self._process.stdout
        if sys.platform != "win32":
            # a worker that hangs fills its pipe: that must be an error, not a wait
            os.set_blocking(self._input.fileno(), False)
        self._report = report
        self._reader = threading.Thread(target=self._read, name="sound reports", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def send(self, order: list[Any]) -> bool:
        """Write one order.

        Args:
            order: see the worker.

        Returns:
            False if it did not take all of it: then it is of no use any more.
        """
        rest = memoryview(json.dumps(order).encode() + b"\n")
        give_up_s = time.monotonic() + _FULL_PIPE_S
        try:
            while rest:
                written = self._input.write(rest)
                rest = rest[written or 0 :]
                if rest and time.monotonic() > give_up_s:
                    return False
                if rest:
                    time.sleep(0.005)  # this is the speaker's own thread: nobody waits for it
        except (OSError, ValueError):
            return False
        return True

    def end(self, *, politely: bool) -> None:
        """Let go of it.

        Args:
            politely: let it end by itself, which it does as soon as its input ends; else kill it.
        """
        with contextlib.suppress(OSError):  # the pipe may be broken already
            self._input.close()
        try:
            self._process.wait(timeout=0.5 if politely else 0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(timeout=1)
        if not self._reader.is_alive():
            self._output.close()

    def _read(self) -> None:
        rest = b""
        while True:
            try:
                piece = os.read(self._output.fileno(), 65_536)
            except (OSError, ValueError):
                piece = b""
            if not piece:
                break
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                try:
                    report = json.loads(line)
                except ValueError:
                    continue
                if isinstance(report, list) and report:
                    self._report(self, report)
        self._report(self, None)
