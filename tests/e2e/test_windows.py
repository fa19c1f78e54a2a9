"""The app on a simulated Windows: a whole session, every way in which it ends there, and what the commands print.

It exists because nobody here has one; tests/simulated_windows says what is as there and what is not.
"""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.pty_process import app_environment
from tests.e2e.terminal import SPACE, AppInPty, shown
from tests.simulated_windows.files import MARK

if sys.platform != "linux":
    pytest.skip("Windows is simulated on Linux", allow_module_level=True)

SESSION = 'get_ready = "0s"\npress_guard = "0s"\nworkout = "2 x 800m with 1s"\n'
DEAFENING = b"\x1b[1114112u\x1b[32;1:3u\x1b[99999999999u"
"""Numbers of characters that there are not, which Textual's parser fails at."""

ENDED_BY_THE_SYSTEM = 0x3A


def on_windows(
    *arguments: str, home: Path, columns: int = 100, rows: int = 30, environment: Mapping[str, str] | None = None
) -> AppInPty:
    """`trackclock ARGUMENTS` in a console."""
    return AppInPty(
        *("trackclock", *arguments),
        home=home,
        columns=columns,
        rows=rows,
        module="tests.simulated_windows",
        environment={MARK: str(home), **(environment or {})},
    )


def command(*arguments: str, home: Path, encoding: str = "cp1252") -> subprocess.CompletedProcess[bytes]:
    """What a command prints into a pipe, which takes what an old program of Windows takes."""
    return subprocess.run(
        [sys.executable, "-m", "tests.simulated_windows", "trackclock", *arguments],
        env=app_environment(home, {MARK: str(home), "PYTHONIOENCODING": encoding}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


def started(home: Path) -> AppInPty:
    path = home / "session.toml"
    path.write_text(SESSION, encoding="utf-8")
    app = on_windows("run", str(path), home=home, columns=80, rows=24)
    app.wait_for_title("READY")
    app.wait_for("q leave")
    app.press(SPACE)
    app.wait_for("SPACE split at 400 m")
    return app


def test_a_whole_session(tmp_path: Path) -> None:
    with started(tmp_path) as app:
        app.send(DEAFENING)
        app.press(SPACE)
        app.wait_for("SPACE finish")
        app.resize(120, 36)
        app.press(SPACE)
        app.wait_for_title("REP 2 of 2")
        assert max(len(line) for line in app.text().splitlines()) > 100, "the console told its new size"
        app.press(SPACE)
        app.wait_for("SPACE finish")
        app.press(SPACE)
        app.wait_for_title("FINISHED")
        app.wait_for("● saved")
        app.press("q")
        assert app.process.wait(20) == 0
        app.finish()
        assert b"Traceback" not in app.raw
    found = shown(tmp_path)
    assert found["status"] == "finished"
    assert [len(result["splits"]) for result in found["results"] if result["kind"] == "rep"] == [2, 2]


def close(app: AppInPty) -> None:
    app.hang_up()


def press_break(app: AppInPty) -> None:
    app.kill(signal.SIGUSR1)


CLOSED, BREAK = "a closed window", "ctrl and break"
WAYS: dict[str, tuple[Callable[[AppInPty], None], int]] = {
    CLOSED: (close, ENDED_BY_THE_SYSTEM),
    BREAK: (press_break, 128 + 21),
}


@pytest.mark.parametrize("way", [CLOSED, pytest.param(BREAK, marks=pytest.mark.slow)])
def test_a_session_that_is_cut_off_is_unfinished_and_has_every_press(tmp_path: Path, way: str) -> None:
    end, code = WAYS[way]
    with started(tmp_path) as app:
        app.press(SPACE)
        app.wait_for("SPACE finish")
        time.sleep(0.6)
        end(app)
        assert app.process.returncode == code
    with closing(sqlite3.connect(tmp_path / "data" / "history.db")) as history:
        (split_at,), *_, (seen_at,) = history.execute(
            "SELECT at FROM events WHERE type IN ('split_marked', 'seen') ORDER BY seq"
        ).fetchall()
    assert seen_at - split_at >= 500, "it has said how far the session got"
    found = shown(tmp_path)
    assert found["status"] == "unfinished"
    (rep,) = found["results"]
    assert len(rep["splits"]) == 1


@pytest.mark.parametrize("end", ["left", pytest.param(BREAK, marks=pytest.mark.slow)])
def test_the_demo_leaves_nothing_behind(tmp_path: Path, end: str) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with on_windows("demo", home=tmp_path, environment={"TMPDIR": str(temporary)}) as app:
        app.wait_for_title("READY")
        app.wait_for("q leave")
        app.press(SPACE)
        app.wait_for_title("WARM-UP")
        app.wait_for("● saved")
        assert list(temporary.iterdir()), "its history is there"
        if end == "left":
            app.press("q")
            app.wait_for("leave")
            app.press("q")
            assert app.process.wait(20) == 0
        else:
            press_break(app)
            assert app.process.returncode == WAYS[end][1]
        app.finish()
        assert b"Traceback" not in app.raw
    assert list(temporary.iterdir()) == []


@pytest.mark.slow
def test_a_session_of_standard_input_takes_its_keys_from_the_console(tmp_path: Path) -> None:
    with AppInPty(
        "2 x 400m, 1min", "run", "-", home=tmp_path, module="tests.e2e.piped", environment={MARK: "."}
    ) as app:
        app.wait_for_title("READY")
        app.wait_for("q leave")
        app.press(SPACE)
        app.wait_for_title("GET READY")
        app.press("q")
        app.press("\r")
        assert app.process.wait(20) == 0


@pytest.mark.parametrize(
    "encoding", ["cp1252", *(pytest.param(one, marks=pytest.mark.slow) for one in ("cp437", "utf-8"))]
)
def test_what_a_command_prints_into_a_pipe_is_whole_and_never_a_traceback(tmp_path: Path, encoding: str) -> None:
    name = "Läufe ▲★ 走"
    path = tmp_path / "läufe-走.toml"
    path.write_bytes(f'name = "{name}"\nworkout = "2 x 400m @ 72 with 1 min (→ ★)"\n'.encode("utf-16"))
    for arguments, code in (
        (("check", str(path), "--json"), 0),
        (("check", str(tmp_path / "走.txt")), 1),
        (("doctor",), 0),
    ):
        done = command(*arguments, home=tmp_path, encoding=encoding)
        assert done.returncode == code, done.stderr
        assert b"Traceback" not in done.stderr
        if "--json" in arguments:
            assert json.loads(done.stdout.decode(encoding))["name"] == name
