"""Starting on a session file: the first frame does not wait for it, and neither presses nor faults are lost by that."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

from tests.e2e import warm
from tests.e2e.terminal import SPACE, AppInPty, shown, trackclock

pytestmark = pytest.mark.pty


def wait_for_output(app: AppInPty, timeout_s: float = 20.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not app.text().strip():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_a_press_before_the_session_is_read_starts_it(tmp_path: Path) -> None:
    path = tmp_path / "early.toml"
    path.write_text('name = "Early"\nget_ready = "0s"\nworkout = "800m"\n', encoding="utf-8")
    with AppInPty("run", str(path), home=tmp_path, is_fresh=True) as app:
        wait_for_output(app)
        app.press(SPACE)
        app.wait_for_title("REP · 800 m")
        app.wait_for("SPACE split", "● saved")
    (rep,) = shown(tmp_path)["results"]
    assert rep["started_ms"] == 0, "the early press is the GO"


def test_a_fault_in_the_file_is_said_once_the_terminal_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text('name = "Bad"\nworkout = "4 x 5m rest"\n', encoding="utf-8")
    said = trackclock("check", str(path), home=tmp_path).stderr
    with AppInPty("run", str(path), home=tmp_path, columns=200, is_fresh=True) as app:
        assert app.process.wait(20) == 1
        time.sleep(0.3)
        shown = app.text()
    assert "Traceback" not in shown
    assert said.strip()
    for line in said.splitlines():
        assert line.strip() in shown


@pytest.mark.parametrize(("name", "content"), [("gone.toml", None), ("empty.toml", b" \n"), ("binary.txt", b"\0\1\2")])
def test_a_file_that_is_none_never_opens_the_app(tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with AppInPty("run", str(tmp_path / name), home=tmp_path, columns=200, is_fresh=True) as app:
        assert app.process.wait(20) == 1
        time.sleep(0.3)
        assert name in app.text()
        assert b"\x1b[?1049h" not in app.raw


# --- as most tests start it -------------------------------------------------------------------------------------------


def seen_by_the_system(pid: int) -> dict[str, object]:
    """What the kernel knows of a process and no process chooses for itself, apart from names of its own."""
    place = Path(f"/proc/{pid}")
    lines = (place / "status").read_text().splitlines()
    status = {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
    _, group, session, terminal = (place / "stat").read_text().rpartition(")")[2].split()[1:5]
    kept = ("Umask", "Uid", "Gid", "SigBlk", "SigIgn", "SigCgt", "NoNewPrivs", "Seccomp")
    return {
        **{name: status[name] for name in kept},
        "leads": (int(group), int(session)) == (pid, pid),
        "has a terminal": terminal != "0",
        "files": sorted(is_a_terminal(file) for file in (place / "fd").iterdir() if not is_of_a_library(file)),
        "folder": (place / "cwd").readlink(),
        "policy": (place / "limits").read_text(),
    }


def is_a_terminal(file: Path) -> bool:
    return str(file.readlink()).startswith("/dev/pts")


def is_of_a_library(file: Path) -> bool:
    """Whether it is one that libffi keeps open of itself from its first use on, which a warm start has behind it."""
    return file.readlink().name.startswith("libffi")


def settled(app: AppInPty) -> str:
    """What is shown once nothing more comes."""
    shown = ""
    while shown != (shown := app.text()):
        time.sleep(0.5)
    return shown


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every start is a fresh one")
def test_a_warm_start_is_as_a_fresh_one(tmp_path: Path) -> None:
    found: list[tuple[str, dict[str, object], bytes, int | None]] = []
    for is_fresh in (False, True):
        with AppInPty(home=tmp_path, is_fresh=is_fresh) as app:
            app.wait_for("Sessions", "Pavey", "q quit")
            screen = settled(app)
            assert isinstance(app.process, warm.Started) is not is_fresh
            known = seen_by_the_system(app.process.pid)
            app.kill(signal.SIGTERM)
            time.sleep(0.2)
            found.append((screen, known, bytes(app.raw).rpartition(b"\x1b[?1049l")[2], app.process.returncode))
    for one, other in zip(*found, strict=True):
        assert one == other
    assert found[0][3] == 128 + signal.SIGTERM
    commands = (("doctor",), ("--help",), ("history",), ("history", "--json"), ("show", "nothing"), ("what",))
    for command in commands:
        both = [trackclock(*command, home=tmp_path, is_fresh=is_fresh) for is_fresh in (False, True)]
        assert len({(done.returncode, done.stdout, done.stderr) for done in both}) == 1, both
