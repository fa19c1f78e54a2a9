"""Starting on a session file: the first frame does not wait for it, and neither presses nor faults are lost by that."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

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
    with AppInPty("run", str(path), home=tmp_path) as app:
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
    with AppInPty("run", str(path), home=tmp_path, columns=200) as app:
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
    with AppInPty("run", str(tmp_path / name), home=tmp_path, columns=200) as app:
        assert app.process.wait(20) == 1
        time.sleep(0.3)
        assert name in app.text()
        assert b"\x1b[?1049h" not in app.raw
