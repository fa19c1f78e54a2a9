"""Disks that fail under the real app, histories that are damaged, newer or foreign, and two apps at once.

It exists because "nothing is ever lost" is a promise of the whole app, from the key to the file: what the store does
about each fault is tested beside it, here it is what the runner sees, does and has afterwards.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.e2e.terminal import ENTER, ESCAPE, SPACE, AppInPty, shown, trackclock

pytestmark = pytest.mark.pty

SESSION = """
name = "On a bad disk"
get_ready = "0s"
press_guard = "0.01s"
workout = "{workout}"
"""
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


def press_times(app: AppInPty, count: int) -> None:
    for _ in range(count):
        app.press(SPACE)
        time.sleep(0.1)


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


# --- 1. Disks ---------------------------------------------------------------------------------------------------------


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
        app.wait_for("1 session would be lost", "/trackclock-", "enter: save it there and leave")
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
        app.wait_for("enter: save it there and leave")
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


def test_leaving_without_a_file_has_to_be_asked_for_and_is_said(tmp_path: Path, disk: Path) -> None:
    fill(disk)
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path, columns=120) as app:
        start(app)
        app.wait_for("NOT SAVED")
        leave(app)
        app.wait_for("ctrl+d: leave and lose it")
        app.press("\x04")
        assert app.process.wait(20) == 1
        assert said(app, "1 session NOT SAVED in the history")
    assert not list(tmp_path.glob("trackclock-*"))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, None])
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
    assert trackclock("restore", str(rescued), home=tmp_path).returncode == 0
    assert splits(tmp_path) == 3
    assert shown(tmp_path)["status"] == "stopped"


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
