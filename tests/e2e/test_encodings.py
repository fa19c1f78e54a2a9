"""Terminals and files that do not take UTF-8: the app runs, and every command says what it has to say.

It exists because a login over ssh, a rescue system or a cron job often has no locale, and the screens are full of
blocks, arrows and stars.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.pty_process import app_environment
from tests.e2e.terminal import ENTER, SPACE, AppInPty

ENCODINGS: dict[str, dict[str, str]] = {
    "C": {"LC_ALL": "C"},
    "POSIX": {"LC_ALL": "POSIX"},
    "C, plain": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "not UTF-8": {"PYTHONUTF8": "0"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "ascii": {"PYTHONIOENCODING": "ascii:strict"},
}
_TYPICAL = ("C, plain", "latin-1")
"""One in which not even arguments are text, and one that takes some characters: the others fall between them."""

UNREAD = "nö–走"
"""An argument that is no text in the C locale, and is quoted as the bytes that it is."""
NAME = "Über 3 × 800 – ▲★ 走 é"
SESSION = f"""
name = "{NAME}"
get_ready = "0s"
press_guard = "0s"
workout = "2 x 400m @ 72 with 1s (fünf – ▲ ★ 走)"
"""


def session_file(folder: Path) -> Path:
    path = folder / "zwölf–走.toml"
    path.write_text(SESSION, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "encoding",
    [pytest.param(name, marks=() if name in _TYPICAL else pytest.mark.slow) for name in ENCODINGS],
)
def test_a_session_runs_and_every_command_says_it_whatever_the_terminal_takes(tmp_path: Path, encoding: str) -> None:
    environment = ENCODINGS[encoding]
    path = session_file(tmp_path)
    with AppInPty("run", str(path), home=tmp_path, environment=environment) as app:
        app.wait_for_title("READY")
        app.wait_for("q leave")
        app.press(SPACE)
        app.wait_for_title("REP 1 of 2")
        app.wait_for("SPACE finish")
        app.press(SPACE)
        app.wait_for_title("REP 2 of 2")
        app.press(SPACE)
        app.wait_for_title("FINISHED")
        app.wait_for("saved")
        app.press("q")
        assert app.process.wait(20) == 0
        assert_plain(app)
    for arguments, code in (
        (("check", str(path)), 0),
        (("check", str(path), "--text"), 0),
        (("check", str(path), "--json"), 0),
        (("check", str(tmp_path / "nö–走.txt")), 1),
        (("show", "last"), 0),
        (("history",), 0),
        (("history", "--json"), 0),
        (("show", UNREAD), 1),
        ((UNREAD,), 2),
        (("--help",), 0),
        (("doctor",), 0),
    ):
        with AppInPty(*arguments, home=tmp_path, environment=environment) as app:
            assert app.process.wait(30) == code, (arguments, app.text())
            app.finish()
            assert_plain(app, has_codes="--json" in arguments or UNREAD in arguments)


def assert_plain(app: AppInPty, *, has_codes: bool = False) -> None:
    """Neither a traceback nor, but for JSON and for bytes that are no text, the codes of characters in their place."""
    sent = bytes(app.raw).decode("utf-8", "replace")
    assert sent
    assert "Traceback" not in sent
    assert "UnicodeEncodeError" not in sent
    if not has_codes:
        assert "\\u" not in sent
        assert "\\x" not in sent


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_is_whole_wherever_it_is_written(tmp_path: Path, encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "trackclock", "check", str(session_file(tmp_path)), "--json"],
        env=app_environment(tmp_path, ENCODINGS[encoding]),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode("latin-1" if encoding == "latin-1" else "utf-8")
    assert json.loads(text)["name"] == NAME


def test_the_clock_can_be_read_in_ascii(tmp_path: Path) -> None:
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path, environment=ENCODINGS["ascii"]) as app:
        app.wait_for_title("READY")
        rows = [line for line in app.wait_for("SPACE start", "q leave").splitlines() if "####" in line]
        assert len(rows) >= 8, app.text()
        assert all(len(line) <= 100 for line in rows)
        app.press("q")
        app.press(ENTER)
        assert app.process.wait(20) == 0
