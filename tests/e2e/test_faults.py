"""Disks that fail under the real app, histories that are damaged, newer or foreign, and two apps at once.

It exists because "nothing is ever lost" is a promise of the whole app, from the key to the file: what the store does
about each fault is tested beside it, here it is what the runner sees, does and has afterwards.
"""

from __future__ import annotations

import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.e2e.terminal import ENTER, ESCAPE, SPACE, AppInPty, shown, trackclock
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.events import Cause, Entry, Seen, SessionStarted
from trackclock.demo import SimulatedRunner, run_through
from trackclock.formats.bundled import load_bundled
from trackclock.ports import SessionHeader

pytestmark = pytest.mark.pty

SESSION = """
name = "On a bad disk"
get_ready = "0s"
press_guard = "0s"
workout = "{workout}"
"""
DAY_MS = 86_400_000
STARTED_MS = 1_777_656_600_000
LONG = "100 km"
"""A rep with so many marks that a test never runs out of them."""


def session_file(folder: Path, workout: str = LONG) -> Path:
    path = folder / "bad-disk.toml"
    path.write_text(SESSION.format(workout=workout))
    return path


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of one megabyte, which is the data folder of `tmp_path`."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    mount = shutil.which("mount")
    if sys.platform != "linux" or mount is None:
        pytest.skip("needs to mount a tmpfs")
    done = subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m,mode=0700", "tmpfs", str(folder)], capture_output=True)
    if done.returncode:
        pytest.skip(f"may not mount a tmpfs: {done.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Write until nothing more fits, what was given back since the last time included."""
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 256):
            pass
    return filler


def eventually(condition: Callable[[], bool], timeout_s: float = 20.0) -> bool:
    deadline = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def press_times(app: AppInPty, count: int, *, is_shown: bool = True) -> None:
    """Take some marks; after each, where it is shown, wait until the screen asks for the one behind it.

    What the screen says is then said of them, and each was read, stamped and taken apart from the one before.
    """
    found = re.search(r"split at (\d+) m", app.text())
    for number in range(1, count + 1):
        app.press(SPACE)
        if is_shown:
            assert found, app.text()
            app.wait_for(f"split at {int(found[1]) + 400 * number} m")


def press_until_not_saved(app: AppInPty, disk: Path) -> int:
    """Press until nothing can be written any more; returns how often that was.

    The files of a history have some room of their own, and give some back when they are closed after a failure.
    """
    not_saved = 0
    for count in range(1, 200):
        fill(disk)
        press_times(app, 1)
        not_saved = not_saved + 1 if "NOT SAVED: the disk is full" in app.text() else 0
        if not_saved == 5:
            return count
    raise AssertionError(f"it was always saved:\n{app.text()}")


def start(app: AppInPty) -> None:
    app.wait_for_title("READY")
    app.press(SPACE)
    app.wait_for("SPACE split")


def said(app: AppInPty, *wanted: str) -> bool:
    """Whether it says all of these after it has given the terminal back."""
    return eventually(
        lambda: all(part in bytes(app.raw).decode("utf-8", "replace").rpartition("\x1b[?1049l")[2] for part in wanted)
    )


def after_a_look(home: Path) -> str:
    """What stands on the terminal after the list of sessions was opened and left."""
    with AppInPty(home=home, columns=200) as app:
        app.wait_for("Sessions", "4 x 600")
        app.press("q")
        assert app.process.wait(20) == 0
        time.sleep(0.2)
        return bytes(app.raw).decode("utf-8", "replace").rpartition("\x1b[?1049l")[2]


def leave(app: AppInPty) -> None:
    app.press("q")
    app.wait_for("Leave this session?")
    app.press(ENTER)


def splits(home: Path) -> int:
    """How many splits the first rep of the newest session has."""
    return len(shown(home)["results"][0]["splits"])


def colours_of(app: AppInPty, text: str) -> set[str]:
    """The backgrounds under a text on the screen."""
    lines = app.text().splitlines()
    (row,) = [index for index, line in enumerate(lines) if text in line]
    column = lines[row].index(text)
    return {app._screen.buffer[row][column + offset].bg for offset in range(len(text))}


# --- 1. Disks -------------------------------------------------------------------------------------------------------


def test_a_full_disk_is_said_in_red_and_takes_every_mark_once_it_has_room(tmp_path: Path, disk: Path) -> None:
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path, columns=120) as app:
        start(app)
        app.wait_for("● saved")
        pressed = press_until_not_saved(app, disk)
        app.wait_for("NOT SAVED: the disk is full")
        (colour,) = colours_of(app, "NOT SAVED")
        red, green, blue = (int(colour[index : index + 2], 16) for index in (0, 2, 4))
        assert red > 2 * max(green, blue)
        before = app.text()
        assert eventually(lambda: app.text() != before), "it goes on timing"
        press_times(app, 2)
        (disk / "filler").unlink()
        app.wait_for("● saved")
        leave(app)
        assert app.process.wait(20) == 0
    assert splits(tmp_path) == pressed + 2
    assert shown(tmp_path)["status"] == "stopped"
    assert not list(tmp_path.glob("trackclock-*")), "nothing is saved elsewhere that the history has"


def test_leaving_with_unsaved_marks_offers_a_file_which_restore_brings_back(tmp_path: Path, disk: Path) -> None:
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path, columns=120) as app:
        start(app)
        app.wait_for("● saved")
        pressed = press_until_not_saved(app, disk)
        leave(app)
        app.wait_for("1 session would be lost", "/trackclock-", "enter save it there and leave")
        app.press(ENTER)
        assert app.process.wait(20) == 1
        (rescued,) = tmp_path.glob("trackclock-*.jsonl")
        assert said(app, "NOT SAVED in the history: the disk is full", f"trackclock restore {rescued}")
    assert rescued.stat().st_mode & 0o777 == 0o600
    assert splits(tmp_path) < pressed
    (disk / "filler").unlink()
    done = trackclock("restore", str(rescued), home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert splits(tmp_path) == pressed
    assert shown(tmp_path)["status"] == "stopped"


def test_the_offer_takes_another_file_refuses_one_that_is_there_and_goes_away_with_the_fault(
    tmp_path: Path, disk: Path
) -> None:
    filler = fill(disk)
    taken = tmp_path / "taken"
    taken.write_text("mine")
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path, columns=120) as app:
        start(app)
        press_times(app, 2)
        app.wait_for("NOT SAVED")
        leave(app)
        app.wait_for("enter save it there and leave")
        app.press("\x15")  # ctrl+u deletes what is proposed
        assert eventually(lambda: "/trackclock-" not in app.text())
        app.press(f"{taken}{ENTER}")
        app.wait_for("choose another name")
        app.press(ESCAPE)  # the session is over: there is nothing to go back to
        app.press(f"/nowhere{ENTER}")
        app.wait_for("cannot write")
        filler.unlink()
        assert app.process.wait(20) == 0
    assert taken.read_text() == "mine"
    assert splits(tmp_path) == 2


@pytest.mark.slow
def test_leaving_without_a_file_has_to_be_asked_for_and_is_said(tmp_path: Path, disk: Path) -> None:
    fill(disk)
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path, columns=120) as app:
        start(app)
        app.wait_for("NOT SAVED")
        leave(app)
        app.wait_for("^D leave and lose it")
        app.press("\x04")
        assert app.process.wait(20) == 1
        assert said(app, "1 session NOT SAVED in the history")
    assert not list(tmp_path.glob("trackclock-*"))


@pytest.mark.parametrize("how", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow), None])
def test_a_signal_and_a_closed_terminal_save_elsewhere_without_asking(
    tmp_path: Path, disk: Path, how: signal.Signals | None
) -> None:
    filler = fill(disk)
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path, columns=120) as app:
        start(app)
        press_times(app, 3)
        app.wait_for("NOT SAVED")
        if how is None:
            app.hang_up()
        else:
            app.kill(how)
            assert app.process.returncode == 128 + how
            assert said(app, "NOT SAVED in the history", "trackclock restore")
    (rescued,) = tmp_path.glob("trackclock-*.jsonl")
    filler.unlink()
    if how is None:  # nobody has seen the name of the file: the next start says it
        assert f"trackclock restore {rescued}" in after_a_look(tmp_path)
    assert trackclock("restore", str(rescued), home=tmp_path).returncode == 0
    assert splits(tmp_path) == 3
    assert shown(tmp_path)["status"] == "unfinished"
    if how is None:
        assert "restore" not in after_a_look(tmp_path)


@pytest.mark.slow
def test_where_the_home_is_full_as_well_the_folder_for_temporary_files_takes_it(tmp_path: Path, disk: Path) -> None:
    home = disk / "home"
    home.mkdir()
    spare = tmp_path / "spare"
    spare.mkdir()
    fill(disk)
    environment = {"HOME": str(home), "TMPDIR": str(spare)}
    path = session_file(tmp_path)
    with AppInPty("run", str(path), home=tmp_path, columns=120, environment=environment) as app:
        start(app)
        press_times(app, 2)
        app.wait_for("NOT SAVED")
        app.kill(signal.SIGTERM)
    (rescued,) = spare.glob("trackclock-*.jsonl")
    assert rescued.stat().st_mode & 0o777 == 0o600
    assert not list(home.iterdir())


def test_a_read_only_disk_says_so_and_takes_everything_when_it_can_be_written(tmp_path: Path, disk: Path) -> None:
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path, columns=120) as app:
        app.wait_for_title("READY")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        start(app)
        press_times(app, 2)
        app.wait_for("NOT SAVED")
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        app.wait_for("● saved")
        leave(app)
        assert app.process.wait(20) == 0
    assert splits(tmp_path) == 2


def test_a_signal_while_a_write_is_stuck_ends_in_time_and_saves_elsewhere(tmp_path: Path) -> None:
    path = past_of(tmp_path, 1)
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path, columns=120) as app:
        start(app)
        press_times(app, 1)
        app.wait_for("● saved")
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")  # a program that does not let go of the history
            press_times(app, 2)
            app.wait_for("NOT SAVED")
            began_s = time.monotonic()
            app.kill(signal.SIGTERM)
            assert time.monotonic() - began_s < 8
    (rescued,) = tmp_path.glob("trackclock-*.jsonl")
    assert splits(tmp_path) == 1
    assert trackclock("restore", str(rescued), home=tmp_path).returncode == 0
    assert (splits(tmp_path), shown(tmp_path)["status"]) == (3, "unfinished")


# --- 2. What lies where the history should --------------------------------------------------------------------------


def past_of(home: Path, count: int = 3) -> Path:
    """A history of some sessions; returns its file."""
    store = SqliteStore(home / "data")
    plan = load_bundled("800s.toml")
    for week in range(count):
        run_through(plan, "800s.toml", SimulatedRunner(week, 1.0), store, STARTED_MS + week * 604_800_000)
    assert store.flush(10)
    store.close()
    return store.path


def run_and_leave(home: Path, says: str = "") -> tuple[int, str, AppInPty]:
    """Run a session of two marks, once it has said something.

    Returns the exit code, what the screen showed, and the app that has ended.
    """
    with AppInPty("run", str(session_file(home)), home=home, columns=160) as app:
        app.wait_for_title("READY")
        eventually(lambda: says in app.text())
        shown_then = app.text()
        start(app)
        press_times(app, 2)
        eventually(lambda: "● saved" in app.text() or "NOT SAVED" in app.text())
        shown_then += app.text()
        leave(app)
        if "NOT SAVED" in shown_then:
            app.wait_for("enter save it there and leave")
            app.press(ENTER)
        code = app.process.wait(20)
        eventually(lambda: b"\x1b[?1049l" in app.raw)
        time.sleep(0.1)
    return code, shown_then, app


def test_a_damaged_history_is_moved_aside_and_said_and_a_session_is_run_all_the_same(tmp_path: Path) -> None:
    path = past_of(tmp_path)
    data = bytearray(path.read_bytes())
    data[: len(data) // 2] = b"\xee" * (len(data) // 2)
    path.write_bytes(data)
    code, screen, app = run_and_leave(tmp_path, "The history was damaged")
    assert code == 0
    assert "The history was damaged" in screen
    assert said(app, "The history was damaged. It is now")
    (aside,) = [found for found in path.parent.glob("history.db.damaged-*") if found.suffix != "-wal"][:1]
    assert aside.read_bytes() == bytes(data), "not a byte of it is overwritten"
    assert splits(tmp_path) == 2
    assert trackclock("history", home=tmp_path).returncode == 0


def test_a_file_that_is_no_history_is_moved_aside_whole(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    path = tmp_path / "data" / "history.db"
    path.write_text("Dear diary, today I ran.\n" * 100)
    code, screen, app = run_and_leave(tmp_path, "was no trackclock history")
    assert code == 0
    assert "was no trackclock history" in screen
    assert said(app, "was no trackclock history")
    (aside,) = path.parent.glob("history.db.foreign-*")
    assert aside.read_text() == "Dear diary, today I ran.\n" * 100
    assert splits(tmp_path) == 2


def test_a_newer_history_is_refused_not_touched_and_the_session_is_saved_elsewhere(tmp_path: Path) -> None:
    path = past_of(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    for command in (("history",), ("show", "last"), ("backup", str(tmp_path / "b")), ("rebuild",), ("restore", "x")):
        done = trackclock(*command, home=tmp_path)
        assert done.returncode == 1, command
        assert "a newer trackclock wrote" in done.stderr or command[0] == "restore"
        assert "Traceback" not in done.stderr
    code, screen, _ = run_and_leave(tmp_path)
    assert code == 1
    assert "NOT SAVED: a newer trackclock wrote" in screen
    assert path.read_bytes() == before
    (rescued,) = tmp_path.glob("trackclock-*.jsonl")
    other = tmp_path / "other"
    assert trackclock("restore", str(rescued), home=other).returncode == 0
    assert splits(other) == 2


@pytest.mark.slow
def test_one_unreadable_session_blocks_no_other(tmp_path: Path) -> None:
    path = past_of(tmp_path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE events SET body = '{' WHERE session = 2 AND seq = 1")
    rows = json.loads(trackclock("history", "--json", home=tmp_path).stdout)
    assert [row["status"] for row in rows] == ["finished", None, "finished"]
    assert shown(tmp_path)["status"] == "finished"
    done = trackclock("show", rows[1]["id"], home=tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    code, screen, _ = run_and_leave(tmp_path)
    assert (code, "● saved" in screen) == (0, True)


# --- 3. Two apps ----------------------------------------------------------------------------------------------------


def test_two_apps_run_their_sessions_on_one_history(tmp_path: Path) -> None:
    path = session_file(tmp_path)
    with AppInPty("run", str(path), home=tmp_path) as one:
        start(one)
        with AppInPty("run", str(path), home=tmp_path) as two:
            start(two)
            for count in range(6):
                one.press(SPACE)
                two.press(SPACE)
                if count == 3:
                    rows = json.loads(trackclock("history", "--json", home=tmp_path).stdout)
                    assert [row["status"] for row in rows] == ["unfinished", "unfinished"]
            for app in (one, two):
                app.wait_for("split at 2800 m", "● saved")
                # How late a commit is on a busy disk is the disk's affair; that none is refused is ours.
                assert "NOT SAVED:" not in app.raw.decode("utf-8", "replace")
            two.kill()
            with AppInPty("run", str(path), home=tmp_path) as three:
                three.wait_for("Unfinished", "f file it")
                three.press("f")
                three.wait_for("saved as it is")
                three.press("q")
                assert three.process.wait(20) == 0
            with AppInPty("run", str(path), home=tmp_path) as four:
                four.wait_for_title("READY")
                time.sleep(1.0)
                assert "Unfinished" not in four.text(), "a session that a running app holds is not offered"
        leave(one)
        assert one.process.wait(20) == 0
    rows = json.loads(trackclock("history", "--json", home=tmp_path).stdout)
    assert [row["status"] for row in rows] == ["stopped", "stopped"]
    for row in rows:
        assert len(shown(tmp_path, row["id"])["results"][0]["splits"]) == 6


def test_a_command_beside_a_running_app_takes_nothing_of_it_away(tmp_path: Path) -> None:
    path = past_of(tmp_path)
    before = len(json.loads(trackclock("history", "--json", home=tmp_path).stdout))
    store = SqliteStore(tmp_path / "data")
    assert len(store.unfinished()) == 0  # it has read the history before it writes to it, as the app has
    header = SessionHeader("beside", load_bundled("800s.toml"), "800s.toml", STARTED_MS + DAY_MS, 0, 0, "boot")
    store.begin(header)
    for seq in range(6):
        store.append(header.id, [Entry(seq, seq, Seen(seq) if seq else SessionStarted(0, Cause.SPACE, 0))])
        assert store.flush(10)
        # A command that is over takes itself for the last one at the file unless the app's locks still stand.
        assert len(json.loads(trackclock("history", "--json", home=tmp_path).stdout)) == before + 1
        assert path.with_name("history.db-wal").exists()
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("SELECT max(seq) FROM events WHERE session = 4").fetchone() == (seq,)
    store.close()


@pytest.mark.slow
def test_a_write_ahead_log_that_somebody_removes_is_said_and_loses_nothing(tmp_path: Path) -> None:
    path = past_of(tmp_path)
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path, columns=120) as app:
        start(app)
        press_times(app, 2)
        app.wait_for("● saved")
        path.with_name("history.db-wal").unlink()
        press_times(app, 3)
        app.wait_for("NOT SAVED")
        app.kill(signal.SIGTERM)
    (rescued,) = tmp_path.glob("trackclock-*.jsonl")
    done = trackclock("restore", str(rescued), home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert splits(tmp_path) == 5
    assert len(json.loads(trackclock("history", "--json", home=tmp_path).stdout)) == 4


def test_leaving_a_session_for_the_list_with_unsaved_marks_is_said_and_leaving_the_list_asks(tmp_path: Path) -> None:
    path = past_of(tmp_path, 1)
    own = tmp_path / "config" / "sessions"
    own.mkdir(parents=True)
    session_file(own)
    with AppInPty(home=tmp_path, columns=160) as app:
        app.wait_for("On a bad disk")
        app.press(ENTER)
        start(app)
        app.wait_for("● saved")
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            press_times(app, 2)
            app.wait_for("NOT SAVED: another program keeps the history locked")
            leave(app)
            app.wait_for("NOT SAVED yet: another program keeps the history locked")
            app.press("q")
            app.wait_for("1 session would be lost", "esc stay")
        # The other program is done: what was waiting is saved, and the app ends by itself.
        assert app.process.wait(20) == 0
    assert splits(tmp_path) == 2
