"""Terminals that send nonsense, take nothing, or are stopped and go on: the clock and the marks must not care.

It exists because whoever stands at the track has the terminal that there is: one that sends bytes of another alphabet,
a connection that stalls, a shell that stops whatever runs in it.
"""

from __future__ import annotations

import signal
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.terminal import ENTER, SPACE, AppInPty, shown
from tests.e2e.test_faults import eventually, leave, press_times, session_file, splits, start
from trackclock.ui.sent import readable

# --- what comes in ----------------------------------------------------------------------------------------------------

NONSENSE: tuple[bytes, ...] = (
    b"\xff\xfe\xe9",  # Latin-1
    b"\xc3",  # half a letter
    b"\x1b[99999999999u",
    b"\x1b[32;1:3u",  # the kitty protocol's space let go
    b"\x1b[0n",  # n skips a step
    b"\x1b[?62;22c",  # c counts a refused press
    b"\x1b[8;30;100x",  # x drops the remaining reps
    b"\x1b]11;rgb:0000/0000/0000\x1b\\",  # r takes the start back
    b"\x1bP1$r0m\x1b\\",
    b"\x1b_Gi=1;OK\x1b\\",
    b"\x1b[200~  \r n u x q\x1b[201~",  # pasted: no press
    b"\x1b[<0;40;12M\x1b[<0;40;12m",
    b"\x1b[I\x1b[O",
)
SPACES: tuple[bytes, ...] = (
    b" ",
    b"\x1b[32u",
    b"\x1b[32;2u",
    b"\x1b[32;1:1u",
    b"\x1b[32:32;1;32u",
    b"\x1b[27;1;32~",
    b"\x1b[27;2;32~",
    b"\xff ",
    "\u3000".encode(),  # full-width mode
    "\u00a0".encode(),  # AltGr or Option
    b"\x1b[12288;2u",
    b"\x00",  # ctrl
)


def test_no_byte_of_a_terminal_ends_the_session_or_becomes_another_key(tmp_path: Path) -> None:
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path) as app:
        start(app)
        for sent in (*NONSENSE, *SPACES):
            app.send(sent)
        assert eventually(lambda: "● saved" in app.text())
        leave(app)
        assert app.process.wait(20) == 0
        assert b"Traceback" not in app.raw
    with closing(sqlite3.connect(tmp_path / "data" / "history.db")) as connection:
        found = [row[0] for row in connection.execute("SELECT type FROM events ORDER BY seq")]
    assert found == ["session_started", *["split_marked"] * len(SPACES), "session_stopped"]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("\x1b[A", "\x1b[A"),
        ("\x1b[1;5A", "\x1b[1;5A"),
        ("\x1bOP", "\x1bOP"),
        ("\x1b", "\x1b"),
        ("\x1b ", "\x1b "),
        ("\x1b[", "\x1b["),
        ("\x1b[M !!", "\x1b[M !!"),
        ("\x1b[?2026;2$y", "\x1b[?2026;2$y"),
        ("\x1b[<35;10;10m", "\x1b[<35;10;10m"),
        ("\x1b[200~ab\x1b[201~c", "\x1b[200~ab\x1b[201~c"),
        ("a\x1b[0nb", "ab"),
        ("\x1b]11;rgb:00/00/00\x07a", "a"),
        ("\x1b[97:65;2:1;65u", "\x1b[97;2;65u"),
        ("\x1b[32;1:3u ", " "),
    ],
)
def test_what_is_handed_on_of_what_a_terminal_sends(sent: str, read: str) -> None:
    assert readable(sent) == read


# --- what goes out ----------------------------------------------------------------------------------------------------


class StalledApp(AppInPty):
    """The app on a terminal that takes what it is sent only while it is let."""

    def __init__(self, *arguments: str, home: Path) -> None:
        self.takes = threading.Event()
        self.takes.set()
        super().__init__(*arguments, home=home)

    def take(self, data: bytes) -> None:
        self.takes.wait()
        super().take(data)

    def close(self) -> None:
        self.takes.set()
        super().close()


def marks_on_disk(home: Path) -> int:
    with closing(sqlite3.connect(home / "data" / "history.db")) as connection:
        (count,) = connection.execute("SELECT count(*) FROM events WHERE type = 'split_marked'").fetchone()
    return int(count)


def test_a_terminal_that_takes_nothing_holds_up_neither_the_marks_nor_the_end(tmp_path: Path) -> None:
    with StalledApp("run", str(session_file(tmp_path)), home=tmp_path) as app:
        start(app)
        app.wait_for("● saved")
        app.takes.clear()
        time.sleep(3.0)  # until everything between the app and the terminal is full
        press_times(app, 5, is_shown=False)
        assert eventually(lambda: marks_on_disk(tmp_path) == 5, timeout_s=5)
        app.process.send_signal(signal.SIGTERM)
        assert app.process.wait(10) == 128 + signal.SIGTERM
    assert splits(tmp_path) == 5


@pytest.mark.slow
def test_a_terminal_that_takes_nothing_for_two_minutes_shows_the_truth_afterwards(tmp_path: Path) -> None:
    with StalledApp("run", str(session_file(tmp_path)), home=tmp_path) as app:
        start(app)
        app.takes.clear()
        for _ in range(12):
            press_times(app, 1, is_shown=False)
            time.sleep(9.9)
        began_bytes = len(app.raw)
        app.takes.set()
        app.wait_for("SPACE split at 5200 m", "● saved")
        time.sleep(2.0)
        assert len(app.raw) - began_bytes < 3_000_000, "not everything that was missed is sent"
        painted = app.text().splitlines()
        app.resize(99, 30)
        time.sleep(1.0)
        app.resize(100, 30)
        time.sleep(1.0)
        whole = app.text().splitlines()
        moving = range(3, 22)  # the digits and the time that is left
        assert [line for row, line in enumerate(painted) if row not in moving][:3] == whole[:3]
        leave(app)
        assert app.process.wait(20) == 0
    assert splits(tmp_path) == 12


# --- stopped, and going on --------------------------------------------------------------------------------------------

SHORT_THEN_LONG = """
name = "Stopped"
get_ready = "0s"
press_guard = "0.02s"
workout = "1 second, 60 seconds, 1 sec recovery"
"""


def test_a_stop_costs_no_boundary_says_what_began_meanwhile_and_the_app_still_ends(tmp_path: Path) -> None:
    path = tmp_path / "stopped.toml"
    path.write_text(SHORT_THEN_LONG)
    with AppInPty("run", str(path), home=tmp_path) as app:
        app.wait_for_title("READY")
        app.press(SPACE)
        app.wait_for_title("REP 1")
        for stopped_s in (4.0, 0.3):
            app.process.send_signal(signal.SIGSTOP)
            time.sleep(stopped_s)
            app.process.send_signal(signal.SIGCONT)
            app.wait_for("1 min began 0:0")
        app.press("q")
        app.wait_for("Leave this session?")
        app.press(ENTER)
        assert app.process.wait(10) == 0
    results = shown(tmp_path)["results"]
    assert [one["started_ms"] for one in results] == [0, 1_000, 2_000]
    assert [one["time_ms"] for one in results[:-1]] == [1_000, 1_000]


@pytest.mark.slow
def test_a_press_while_the_app_is_stopped_counts_once_it_goes_on(tmp_path: Path) -> None:
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path) as app:
        start(app)
        app.process.send_signal(signal.SIGSTOP)
        app.press(SPACE)
        time.sleep(1.0)
        app.process.send_signal(signal.SIGCONT)
        assert eventually(lambda: marks_on_disk(tmp_path) == 1)
        press_times(app, 4)
        assert eventually(lambda: marks_on_disk(tmp_path) == 5)
        app.process.send_signal(signal.SIGTSTP)  # as a shell stops it: the terminal is given back and taken again
        assert eventually(lambda: app.raw.rstrip().endswith(b"\x1b[?1004l"))
        time.sleep(0.3)
        app.process.send_signal(signal.SIGCONT)
        app.wait_for("SPACE split")
        press_times(app, 1)
        assert eventually(lambda: marks_on_disk(tmp_path) == 6)
        leave(app)
        assert app.process.wait(10) == 0
    assert splits(tmp_path) == 6
