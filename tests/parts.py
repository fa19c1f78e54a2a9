"""Runs parts of the tests, each in a pytest of its own, and says at the end what failed.

One after the other, but for those that may run in the gaps of the one behind them: Linux gives such a part only the
time that nobody else wants (SCHED_IDLE, sched(7)), so that it takes none away from what measures an instant.

It exists because a part that fails, crashes or finds no test must neither hide the others nor pass for a good one, and
because a process that a test left behind is a fault of that test, which nobody sees while the tests are green.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_NO_TESTS = 5
"""pytest's exit code where none was collected."""

_WHY = {
    1: "tests failed",
    2: "it was interrupted, or a file with tests cannot be read",
    3: "pytest itself failed",
    4: "pytest does not know these options",
    _NO_TESTS: "it found no test",
}
_INTERRUPTED = 130
_PR_SET_CHILD_SUBREAPER = 36
_GRACE_S = 3.0
"""A process that is about to end by itself, as a sound worker whose app was killed, is given this long."""


@dataclass(frozen=True, slots=True)
class Part:
    """Tests that want one way of running.

    Attributes:
        name: what it is called in the last lines.
        options: what pytest is told of it.
        is_for_gaps: whether it may run beside the next one, in the time that this leaves.
        files: where its tests lie, so that each worker reads no others; not looked at where a choice is given.
    """

    name: str
    options: tuple[str, ...]
    is_for_gaps: bool = False
    files: tuple[str, ...] = ()

    def words(self, options: Sequence[str]) -> list[str]:
        """What pytest is told, with further options and files, if any."""
        return [*self.options, *(options or self.files)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a part came to.

    Attributes:
        why: why it is red; empty if it is not.
        names: the tests that failed, or the processes that were left.
        is_empty: whether there was no test in it.
    """

    why: str
    names: tuple[str, ...] = ()
    is_empty: bool = False


def run(parts: Sequence[Part], options: Sequence[str], folder: Path) -> int:
    """Run all parts, whatever becomes of each.

    Args:
        parts: what is to be run, in this order.
        options: further options and files for each of them; with any, a part may have no test as long as one has some.
        folder: where to run them.

    Returns:
        The exit code: 0 if all is well.
    """
    _adopt_orphans()
    found: dict[str, Outcome] = {}
    in_gaps = [part for part in parts if part.is_for_gaps and len(parts) > 1 and hasattr(os, "SCHED_IDLE")]
    with contextlib.ExitStack() as stack:
        beside: list[_InGaps] = []
        for part in parts:
            if part in in_gaps:
                beside.append(stack.enter_context(_InGaps(part, options, folder)))
                continue
            try:
                found[part.name] = _run(part, options, folder)
                # The next part may leave too few gaps: whatever waits for a screen would wait too long.
                found.update({one.part.name: one.outcome() for one in beside})
                beside = []
            except KeyboardInterrupt:
                found[part.name] = Outcome("it was interrupted")
                break
        found.update({one.part.name: one.outcome() for one in beside})
    if options and not all(outcome.is_empty for outcome in found.values()):
        found = {name: Outcome("") if outcome.is_empty else outcome for name, outcome in found.items()}
    red = {name: outcome for name, outcome in found.items() if outcome.why}
    for name, outcome in red.items():
        print(f"== {name}: {outcome.why}", *(f"   {one}" for one in outcome.names), sep="\n", flush=True)
    if len(found) < len(parts) or any(outcome.why == "it was interrupted" for outcome in found.values()):
        return _INTERRUPTED
    if not red:
        print("== every part is green")
    return 1 if red else 0


class _InGaps:
    """A part that runs beside the others, under a runner of its own; what it prints is shown when it has ended."""

    def __init__(self, part: Part, options: Sequence[str], folder: Path) -> None:
        self.part = part
        self._printed = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `__exit__`
        alone = Part(part.name, part.options, files=part.files)
        imports = "import sys; from pathlib import Path; from tests.parts import Part, run"
        code = f"{imports}; sys.exit(run(({alone!r},), {tuple(options)!r}, Path()))"
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
        self._process = subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=folder,
            env=environment,
            stdout=self._printed,
            stderr=subprocess.STDOUT,
            preexec_fn=lambda: os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0)),
        )
        _runners[self._process.pid] = self._process

    def __enter__(self) -> _InGaps:
        return self

    def __exit__(self, *_: object) -> None:
        self._printed.close()

    def outcome(self) -> Outcome:
        """Wait for its end, show what it printed, and say what it came to."""
        with contextlib.suppress(KeyboardInterrupt):
            _exit_code(self._process)
        code = _exit_code(self._process)
        del _runners[self._process.pid]
        self._printed.seek(0)
        lines = self._printed.read().decode(errors="replace").splitlines()
        head = f"== {self.part.name}: "
        at = next((index for index, line in enumerate(lines) if line.startswith(head)), len(lines))
        print(*(line for line in lines[:at] if not line.startswith("== every part")), sep="\n", flush=True)
        if code == 0:
            return Outcome("")
        if code == _INTERRUPTED:
            return Outcome("it was interrupted")
        why = lines[at].removeprefix(head) if at < len(lines) else f"exit code {code}"
        return Outcome(why, tuple(line.strip() for line in lines[at + 1 :]), is_empty=why == _WHY[_NO_TESTS])


_runners: dict[int, subprocess.Popen[bytes]] = {}
"""The runners of parts in the gaps: children that are not left behind, whoever sees them end."""


def _run(part: Part, options: Sequence[str], folder: Path) -> Outcome:
    with tempfile.TemporaryDirectory() as kept:
        names = Path(kept) / "failed"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.failed_names", f"--failed-to={names}"]
        # What was compiled and rewritten for the tests is kept: without it every worker of every part does it anew.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        process = subprocess.Popen([*command, *part.words(options)], cwd=folder, env=environment)
        try:
            code = _exit_code(process)
        except KeyboardInterrupt:
            _exit_code(process)  # it was interrupted as well, and says what it came to
            raise
        finally:
            left = _end_what_is_left()
        failed = tuple(names.read_text(encoding="utf-8").splitlines()) if names.exists() else None
    if code < 0:
        return Outcome(f"killed by {signal.Signals(-code).name}", failed or ())
    if code:
        return Outcome(_WHY.get(code, f"exit code {code}"), failed or (), is_empty=code == _NO_TESTS)
    if failed is None:
        return Outcome("it ended with exit code 0 in the middle")
    return Outcome("processes were left behind", left) if left else Outcome("")


def _exit_code(process: subprocess.Popen[bytes]) -> int:
    """Wait for a process, and let the orphans go that end meanwhile."""
    if sys.platform == "win32":
        return process.wait()
    while process.returncode is None:
        pid, status = os.waitpid(-1, 0)
        ended = process if pid == process.pid else _runners.get(pid)
        if ended is not None:
            ended.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode


def _adopt_orphans() -> None:
    """Become the parent of whatever a part leaves behind; only Linux knows how."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _end_what_is_left() -> tuple[str, ...]:
    """Kill what a part has left behind, and what that leaves; returns the command of each."""
    give_up_s = time.monotonic() + _GRACE_S
    while _children() and time.monotonic() < give_up_s:
        time.sleep(0.05)
    commands = []
    while left := _children():
        for pid in left:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0").split(b"\0")
            commands.append(f"{pid}: {b' '.join(words).decode(errors='replace')}"[:200])
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    return tuple(commands)


def _children() -> list[int]:
    """The children of this process that still run."""
    if sys.platform != "linux":
        return []
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            if ended[0] in _runners:
                _runners[ended[0]].returncode = os.waitstatus_to_exitcode(ended[1])
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            parent = path.read_text(errors="replace").rpartition(")")[2].split()[1]
            if int(parent) == os.getpid() and int(path.parent.name) not in _runners:
                found.append(int(path.parent.name))
    return found
