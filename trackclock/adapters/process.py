"""A process of our own as the app sees it: a pipe to write orders to, and a thread that reads its reports.

It exists so that neither the speaker nor the voice need know about processes, and one that hangs or dies cannot hold
them up.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import trackclock

Report = Callable[["WorkerProcess", list[Any] | None], None]
"""Called from the reading thread with each report, and with None when the worker is gone."""

_CODE = "import sys; sys.path.append(sys.argv.pop(1)); from {} import main; main()"
"""Runs a module of this very trackclock, wherever the app was started: its folder is put last on the path, where it
shadows nothing, and -P keeps the current folder off it."""

_WINDOWS_FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""What a new session is called there; and no window may pop up."""

_FULL_PIPE_S = 1.0
"""A worker that does not read for this long, with its pipe full, hangs."""


def spawn(
    command: Sequence[str],
    *,
    output: int = subprocess.PIPE,
    variables: Mapping[str, str] | None = None,
    is_of_ours: bool = False,
) -> subprocess.Popen[bytes]:
    """Start a program that Ctrl-C and a closed terminal do not reach, its standard input a pipe.

    Args:
        command: the program and its arguments; no shell reads them.
        output: where its standard output goes.
        variables: what it has in its environment besides.
        is_of_ours: whether this is a process of ours already, which takes it along when it is killed.

    Raises:
        OSError: if it cannot be started.
    """
    return subprocess.Popen(  # noqa: S603  our own code or a program that was looked for, no shell
        command,
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env={**os.environ, **variables} if variables else None,
        # those are the app's affair; what is started here ends with its input
        start_new_session=not is_of_ours,
        creationflags=_WINDOWS_FLAGS,
    )


class WorkerProcess:
    """One run of a module of ours that reads orders and writes reports, a JSON list a line."""

    def __init__(self, module: str, arguments: Sequence[str], report: Report) -> None:
        """Start it.

        Args:
            module: its name; its `main` is run.
            arguments: what stands on its command line.
            report: called from a thread of its own.

        Raises:
            OSError: if no process can be started.
        """
        home = str(Path(trackclock.__file__).resolve().parent.parent)
        self._process = spawn([sys.executable, "-P", "-c", _CODE.format(module), home, *arguments])
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError(f"no pipe to {module}")
        self._input, self._output = self._process.stdin, self._process.stdout
        if sys.platform != "win32":
            # a worker that hangs fills its pipe: that must be an error, not a wait
            os.set_blocking(self._input.fileno(), False)
        self._report = report
        self._reader = threading.Thread(target=self._read, name=f"reports of {module}", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def send(self, order: list[Any]) -> bool:
        """Write one order.

        Args:
            order: see the module.

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
                    time.sleep(0.005)  # the callers have threads of their own: nobody waits for them
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
            self._kill()
            self._process.wait()
        self._reader.join(timeout=1)
        if not self._reader.is_alive():
            self._output.close()

    def _kill(self) -> None:
        """End it and whatever it has started."""
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)

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
