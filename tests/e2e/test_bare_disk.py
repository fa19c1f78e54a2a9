"""The real app on disks that lack something or take nothing: it opens, says so before the first press, and goes on."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bare_disk import is_possible
from tests.e2e.terminal import ENTER, ESCAPE, AppInPty, shown, trackclock
from tests.e2e.test_faults import disk, eventually, fill, leave, past_of, press_times, said, session_file, splits, start

__all__ = ["disk"]

pytestmark = [
    pytest.mark.pty,
    pytest.mark.skipif(not is_possible(), reason="needs a filter of system calls (Linux on x86-64 or ARM)"),
]


@pytest.fixture
def read_only_home(tmp_path: Path) -> Iterator[Path]:
    """A home with a past, of which nothing can be written any more; what is temporary can."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, "-t", "tmpfs", "tmpfs", str(home)], capture_output=True).returncode:
        pytest.skip("may not mount a tmpfs")
    try:
        past_of(home, 1)
        own = home / "config" / "sessions"
        own.mkdir(parents=True)
        session_file(own)
        subprocess.run([mount, "-o", "remount,ro", str(home)], check=True)
        yield home
    finally:
        subprocess.run(["umount", "-l", str(home)], check=True)


def words_of(app: AppInPty) -> str:
    """What the screen shows, as one line."""
    return " ".join(app.text().split())


def wait_for_words(app: AppInPty, *wanted: str) -> None:
    """Wait until the screen shows all of these, wherever it breaks its lines."""
    assert eventually(lambda: all(part in words_of(app) for part in wanted)), app.text()


def test_without_shared_memory_a_session_is_saved_and_is_there_on_any_machine(tmp_path: Path) -> None:
    past_of(tmp_path, 1)
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path, columns=120, lacks="memory") as app:
        start(app)
        press_times(app, 2)
        app.wait_for("● saved")
        leave(app)
        assert app.process.wait(20) == 0
    assert (splits(tmp_path), shown(tmp_path)["status"]) == (2, "stopped")
    assert trackclock("history", home=tmp_path).stdout.count("2026-") >= 2
    with AppInPty(home=tmp_path, columns=120) as app:
        app.wait_for("Sessions", "4 x 600")
        app.press("h")
        app.wait_for("On a bad disk")


def test_without_locks_it_says_which_folder_to_choose_before_the_first_press(tmp_path: Path) -> None:
    past_of(tmp_path, 1)
    words = ("no locks", "name a folder on another disk in TRACKCLOCK_DATA_DIR")
    with AppInPty(home=tmp_path, columns=160, lacks="locks") as app:
        wait_for_words(app, "Nothing can be saved: the disk of", *words)
        app.press("h")
        app.wait_for("1 session")
        app.press(ESCAPE)
        app.wait_for("Sessions")
        app.press("q")
        assert app.process.wait(20) == 0
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path, columns=160, lacks="locks") as app:
        app.wait_for_title("READY")
        wait_for_words(app, "CANNOT SAVE: the disk of", words[0])
        start(app)
        press_times(app, 2)
        app.wait_for("NOT SAVED: the disk of")
        leave(app)
        wait_for_words(app, "1 session would be lost", words[0], "another disk in TRACKCLOCK_DATA_DIR")
        app.press(ENTER)
        assert app.process.wait(20) == 1
        assert said(app, "trackclock restore")
    (rescued,) = tmp_path.glob("trackclock-*.jsonl")
    other = tmp_path / "other"
    assert trackclock("restore", str(rescued), home=other).returncode == 0
    assert splits(other) == 2


def test_a_read_only_home_opens_the_list_and_the_run_screen_and_loses_nothing(
    tmp_path: Path, read_only_home: Path
) -> None:
    spare = tmp_path / "spare"
    spare.mkdir()
    with AppInPty(home=read_only_home, columns=160, environment={"TMPDIR": str(spare)}) as app:
        app.wait_for("On a bad disk")
        wait_for_words(app, "Nothing can be saved: cannot write to", "Read-only", "TRACKCLOCK_DATA_DIR")
        app.press("t")
        wait_for_words(app, "Changed until the end only", "TRACKCLOCK_CONFIG_DIR")
        app.press("h")
        app.wait_for("1 session")
        app.press(ENTER)
        app.wait_for("finished")
        app.press(ESCAPE)
        app.press(ESCAPE)
        app.wait_for("On a bad disk")
        app.press(ENTER)
        app.wait_for_title("READY")
        wait_for_words(app, "CANNOT SAVE: cannot write to")
        start(app)
        press_times(app, 2)
        app.wait_for("NOT SAVED: cannot write to")
        leave(app)
        app.wait_for("Sessions")
        app.press("q")
        app.wait_for("1 session would be lost")
        app.press("\x15")  # ctrl+u deletes what is proposed
        assert eventually(lambda: "/trackclock-" not in app.text())
        app.press(f"{spare}/mine.jsonl{ENTER}")
        assert eventually(lambda: app.process.poll() is not None), app.text()
        assert app.process.returncode == 1
        assert said(app, "trackclock restore")
    assert trackclock("history", home=read_only_home).returncode == 0
    other = tmp_path / "other"
    assert trackclock("restore", str(spare / "mine.jsonl"), home=other).returncode == 0
    assert splits(other) == 2


def test_a_home_in_which_nothing_of_ours_can_be_made_opens_all_the_same(tmp_path: Path, disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    nowhere = {"TRACKCLOCK_DATA_DIR": str(disk / "data"), "TRACKCLOCK_CONFIG_DIR": str(disk / "config")}
    with AppInPty(home=tmp_path, columns=160, environment=nowhere) as app:
        app.wait_for("Sessions", "4 x 600")
        wait_for_words(app, "Nothing can be saved: cannot write to", "TRACKCLOCK_DATA_DIR")
        app.press("h")
        app.wait_for("No session")
        app.press(ESCAPE)
        app.wait_for("Sessions")
        app.press("q")
        assert app.process.wait(20) == 0


def test_doctor_names_a_disk_that_takes_nothing(tmp_path: Path, disk: Path) -> None:
    fill(disk)
    done = trackclock("doctor", home=tmp_path)
    assert done.returncode == 1
    assert "nothing can be saved: the disk is full" in done.stdout


def test_a_disk_that_is_full_from_the_start_is_said_on_both_screens_and_no_more_once_it_has_room(
    tmp_path: Path, disk: Path
) -> None:
    filler = fill(disk)
    with AppInPty(home=tmp_path, columns=160) as app:
        wait_for_words(app, "Nothing can be saved: the disk is full.")
        app.press("q")
        assert app.process.wait(20) == 0
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path, columns=160) as app:
        app.wait_for_title("READY")
        app.wait_for("CANNOT SAVE: the disk is full")
        filler.unlink()
        start(app)
        app.wait_for("● saved")
        assert "CANNOT SAVE" not in app.text()
        leave(app)
        assert app.process.wait(20) == 0
