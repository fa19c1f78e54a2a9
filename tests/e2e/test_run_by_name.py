"""`run` with a name, and with a session from a pipe: the keys still come from the terminal."""

from __future__ import annotations

import json
from pathlib import Path

from tests.e2e.terminal import SPACE, AppInPty, trackclock


def test_a_session_from_a_pipe_is_run_with_the_keys_of_the_terminal(tmp_path: Path) -> None:
    with AppInPty("2 x 400m, 60 s rest", "run", "-", home=tmp_path, module="tests.e2e.piped") as app:
        app.wait_for_title("READY")
        app.wait_for("not in your list yet: j puts it there")
        app.press("j")
        app.wait_for("session.txt is in your list")
        app.press(SPACE)
        app.wait_for_title("GET READY")
        app.press("q")
        app.wait_for("Leave this session?")
        app.press("y")
        assert app.process.wait(20) == 0
    assert (tmp_path / "config" / "sessions" / "session.txt").read_text() == "2 x 400m, 60 s rest"
    assert json.loads(trackclock("history", "--json", home=tmp_path).stdout)[0]["source"] == "-"
    done = trackclock("run", "-", home=tmp_path, given="2 x 400m w/ recovry")
    assert (done.returncode, "-:1:" in done.stderr) == (1, True)


def test_a_bundled_session_is_run_by_its_name(tmp_path: Path) -> None:
    with AppInPty("run", "jo pavey", home=tmp_path) as app:
        app.wait_for("Jo Pavey")
        app.wait_for_title("READY")
        app.press("q")
        assert app.process.wait(20) == 0
