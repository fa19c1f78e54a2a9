"""The real app in one terminal and `trackclock watch` in another: the same instants, as soon as they are on the disk.

What the watcher shows is read off both screens, and its clock is held against the session's.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.terminal import SPACE, AppInPty, printed
from trackclock.adapters.clock import SystemClock
from trackclock.adapters.store.sqlite_store import SqliteStore

pytestmark = [
    pytest.mark.pty,
    pytest.mark.skipif(sys.platform != "linux", reason="only there can be seen who has a lock"),
]

SESSION = """
name = "Watched"
get_ready = "0s"
press_guard = "0.03s"
workout = "3 x 800m with 20 sec recoveries"
"""
SPLITS = re.compile(r"^\s*\d+ 800 m .*$", re.MULTILINE)
CLOCK = re.compile(r"^\s*(\d+):(\d\d)\.(\d)\s*$", re.MULTILINE)
BEHIND_MS = 300
"""What is painted may be this old: a look at the clock each tenth, and what the terminal takes."""


def laps(app: AppInPty) -> list[str]:
    """The reps as a screen lists them, saved or not."""
    return SPLITS.findall(app.text())


def agree(watcher: AppInPty, app: AppInPty, wanted: str) -> None:
    """Wait until both list the same reps, and the newest as it is wanted."""
    deadline = time.monotonic() + 20
    while not (laps(watcher) == laps(app) and re.search(wanted, laps(app)[-1])):
        assert time.monotonic() < deadline, (laps(watcher), laps(app))
        time.sleep(0.01)


def origin_ms(home: Path) -> int:
    """The first press, as a reading of the clock."""
    store = SqliteStore(home / "data")
    (session,) = printed("history", "--json", home=home)
    stored = store.read(session["id"])
    store.close()
    return stored.header.clock_ms


def holds(app: AppInPty, shows: str) -> None:
    """Wait until a screen does not show something any more."""
    deadline = time.monotonic() + 20
    while shows in app.text():
        assert time.monotonic() < deadline, app.text()
        time.sleep(0.01)


def test_the_second_screen_shows_what_is_on_the_disk_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "watched.toml"
    path.write_text(SESSION, encoding="utf-8")
    with AppInPty("watch", home=tmp_path) as watcher, AppInPty("run", str(path), home=tmp_path) as app:
        watcher.wait_for("No session is running")
        app.wait_for("READY")
        app.press(SPACE)
        watcher.wait_for("REP 1 of 3 · 800 m", "next 400 m", "watching")
        app.press(SPACE)
        watcher.wait_for("next finish")
        agree(watcher, app, r"running  \d+\.\d$")
        with closing(sqlite3.connect(tmp_path / "data" / "history.db", timeout=20, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")  # nothing reaches the disk now
            app.press(SPACE)
            app.wait_for("NOT SAVED", "RECOVERY")
            assert "REP 1 of 3" in watcher.text(), "the finish is not on the disk"
            other.execute("ROLLBACK")
        watcher.wait_for("RECOVERY", "last ")
        agree(watcher, app, r"800 m\s+\d+\.\d\d\s+\d+\.\d\d  \d+\.\d\d$")
        app.press("u")
        watcher.wait_for("REP 1 of 3", "next finish")
        app.press("b")
        watcher.wait_for("RECOVERY")
        app.press("n")
        watcher.wait_for("REP 2 of 3", "next 400 m")
        app.kill()
        watcher.wait_for("not running any more: last seen 0:")
        with AppInPty("run", str(path), home=tmp_path) as again:
            again.wait_for("Unfinished", "READY")
            again.press("y")
            again.wait_for("REP 2 of 3", "● saved")
            watcher.wait_for("REP 2 of 3", "next 400 m")
            holds(watcher, "not running any more")
            again.press("q")
            again.wait_for("eave")
            again.press("y")
            watcher.wait_for("STOPPED")
        with AppInPty("run", str(path), home=tmp_path) as following:
            following.wait_for("READY")
            following.press(SPACE)
            watcher.wait_for("REP 1 of 3", "next 400 m")
        watcher.press("q")
        assert watcher.process.wait(20) == 0
    assert [session["status"] for session in printed("history", "--json", home=tmp_path)] == ["unfinished", "stopped"]


def test_its_clock_is_the_sessions(tmp_path: Path) -> None:
    path = tmp_path / "watched.toml"
    path.write_text(SESSION, encoding="utf-8")
    with (
        AppInPty("run", str(path), home=tmp_path) as app,
        AppInPty("watch", home=tmp_path, columns=20, rows=6) as watcher,
    ):
        app.wait_for("READY")
        watcher.wait_for("No session")
        app.press(SPACE)
        app.wait_for("● saved")
        began_ms, clock = origin_ms(tmp_path), SystemClock()
        behind: list[int] = []
        deadline = time.monotonic() + 20
        while len(behind) < 5 or min(behind) > BEHIND_MS:
            assert time.monotonic() < deadline, (behind, watcher.text())
            read = CLOCK.search(watcher.text())
            now_ms = clock.now_ms() - began_ms
            if read is not None:
                minutes, seconds, tenths = map(int, read.groups())
                behind.append(now_ms - (minutes * 60_000 + seconds * 1_000 + tenths * 100))
                assert behind[-1] >= 0, "it is never ahead"
            time.sleep(0.05)


def test_it_wants_a_terminal() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "trackclock", "watch"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "this is not a terminal" in done.stderr
