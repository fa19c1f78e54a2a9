"""Starts of the app from a Python that has read its modules already, so that each does not read them anew.

It exists because the terminal tests start the app some two hundred times, and to import is half of a start. A copy of
a process (fork) that has imported what each start imports gets the terminal, environment, folder and umask that a new
one would have had, and runs `trackclock` as `python -m` does. Those modules do nothing but define, so that they are the
same whoever reads them (tests/test_import_hygiene.py); what Python or a library asks of the environment has to be the
same, else the start is a fresh one. So it is with sound, under nohup, on strange disks and where no locale is, and
where a test asks for it; tests/e2e/test_start.py holds that no difference can be seen.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.e2e.signals import default_signals

if sys.platform != "win32":
    import fcntl
    import termios

ROOT = Path(__file__).parents[2]

LIBRARIES = (
    *("argparse", "asyncio", "json", "platformdirs", "sqlite3"),
    *("textual.app", "textual.drivers.linux_driver", "textual.widgets._select"),
)
OURS = (
    *("trackclock.cli", "trackclock.adapters.store.sqlite_store"),
    *("trackclock.ui.app", "trackclock.ui.run.screen", "trackclock.ui.screens.start", "trackclock.ui.screens.sessions"),
)
"""What every start imports, of others and of ours; what a screen or a command asks for later each imports by itself."""

_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
_ROOM = 1 << 16
_READ_AT_A_START = ("LANG", "LC_", "PYTHON", "TEXTUAL", "TERM", "COLORTERM", "PATH", "TZ")
"""How the names begin of what Python, or a library that is imported, may ask of the environment."""

_Key = tuple[int, tuple[tuple[str, str], ...]]


class Started:
    """A process that was started warm: what the tests ask of a `subprocess.Popen`."""

    def __init__(self, pid: int) -> None:
        """Of a child of this process.

        Args:
            pid: which it is.
        """
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code, once it has ended."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float) -> int:
        """Wait for its end, at most so many seconds.

        Raises:
            TimeoutExpired: if it still runs.
        """
        deadline = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > deadline:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout)
            time.sleep(0.005)
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


class _Server:
    """The process that is copied, one for each process that runs tests."""

    def __init__(self, key: _Key, environment: Mapping[str, str]) -> None:
        self.key = key
        # What it starts is to be a child of this process, not of its own, which could tell nobody how it ended.
        if ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
            raise OSError("this process cannot adopt another")
        self._socket, its_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its_end:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(its_end.fileno())],
                cwd=ROOT,
                env=environment,
                pass_fds=(its_end.fileno(),),
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=default_signals,
            )

    def start(self, words: Sequence[str], environment: Mapping[str, str], files: tuple[int, int, int]) -> Started:
        mask = os.umask(0)
        os.umask(mask)
        asked = {"words": words, "environment": dict(environment), "folder": os.getcwd(), "umask": mask}  # noqa: PTH109
        socket.send_fds(self._socket, [json.dumps(asked).encode()], files)
        answer = self._socket.recv(_ROOM)
        assert answer, "it has ended"
        return Started(int(answer))


_servers: list[_Server] = []


def start(words: Sequence[str], environment: Mapping[str, str], files: tuple[int, int, int]) -> Started | None:
    """Start `python -m trackclock WORDS` warm.

    Args:
        words: behind the name.
        environment: all that it finds in its environment.
        files: its input, output and errors; where the input is a terminal, it becomes the one that controls it.

    Returns:
        None where only a fresh start will do: on another system than Linux, or where the environment holds something
        else that is asked for before the app's own code runs.
    """
    if sys.platform != "linux":
        return None
    names = sorted(name for name in environment if name.startswith(_READ_AT_A_START))
    key = (os.geteuid(), tuple((name, environment[name]) for name in names))
    if not _servers:
        _servers.append(_Server(key, environment))
    (server,) = _servers
    return server.start(words, environment, files) if server.key == key else None


# --- in the process that is copied -----------------------------------------------------------------------------------


def _serve(asked: socket.socket) -> None:
    """Start a copy for each request; returns in the copy, ready to run."""
    while True:
        request, files, _, _ = socket.recv_fds(asked, _ROOM, 3)
        if not request:
            os._exit(0)  # whoever ran the tests has ended
        reading, writing = os.pipe()
        between = os.fork()
        if not between:
            if copy := os.fork():  # it becomes an orphan, and so a child of whoever has asked for it
                os.write(writing, str(copy).encode())
                os._exit(0)
            asked.close()
            for end in (reading, writing):
                os.close(end)
            _become(json.loads(request), files)
            return
        for end in (*files, writing):
            os.close(end)
        os.waitpid(between, 0)
        asked.send(os.read(reading, _ROOM))
        os.close(reading)


def _become(wanted: dict[str, object], files: list[int]) -> None:
    """Get everything that a process gets at its start."""
    os.setsid()
    for number, end in enumerate(files):
        os.dup2(end, number)
    for end in files:
        os.close(end)
    if os.isatty(0):
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    os.chdir(str(wanted["folder"]))
    os.umask(int(str(wanted["umask"])))
    os.environ.clear()
    environment, words = wanted["environment"], wanted["words"]
    assert isinstance(environment, dict)
    assert isinstance(words, list)
    os.environ.update(environment)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        was, mode, buffering = getattr(sys, name), "w" if number else "r", 1 if number == 2 else -1
        stream = open(number, mode, buffering, was.encoding, was.errors, closefd=False)  # noqa: SIM115 - to its end
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.argv = ["trackclock", *words]


def main() -> None:
    """Read the modules, and be copied."""
    for name in (*LIBRARIES, *OURS):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # what lies still is not copied
    asked = socket.socket(fileno=int(sys.argv[1]))
    _serve(asked)
    runpy.run_module("trackclock", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
