"""Started where signals are ignored, as under nohup: the app and its sound outlive the hang-up, and end all the same.

It exists because whoever starts a program with nohup wants it to go on when the connection breaks; a handler that the
app puts in place of an ignored signal takes that away, from its children as well.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import time
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.pty_process import is_running
from tests.e2e.terminal import SPACE, AppInPty, shown
from tests.e2e.test_faults import eventually, press_times, session_file, splits, start

if sys.platform != "linux":
    pytest.skip("looks into /proc", allow_module_level=True)

WITH_SOUND = {"TRACKCLOCK_AUDIO": "miniaudio", "PULSE_SERVER": "unix:/nonexistent", "ALSA_CONFIG_PATH": "/dev/null"}
"""A worker that finds no device and tries again: what a sound costs or needs does not matter here."""

BOUNDARIES = 'get_ready = "0s"\nworkout = "60 x 1 sec, 1 sec recovery"\n'


def status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def descendants(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            is_child = int(status(int(path.name))["PPid"]) == pid
        except (OSError, KeyError):
            continue
        if is_child:
            found += [int(path.name), *descendants(int(path.name))]
    return found


def ignores(pid: int, number: signal.Signals) -> bool:
    return bool(int(status(pid)["SigIgn"], 16) >> (number - 1) & 1)


def worker_of(app: AppInPty) -> int:
    """The process that plays."""
    assert eventually(lambda: bool(descendants(app.process.pid)))
    time.sleep(0.5)  # it has begun to run its own code
    (worker,) = descendants(app.process.pid)
    return worker


def ends(home: Path) -> int:
    """How often the clock has said that it runs on."""
    with closing(sqlite3.connect(home / "data" / "history.db")) as connection:
        (count,) = connection.execute("SELECT count(*) FROM events WHERE type = 'seen'").fetchone()
    return int(count)


def test_under_nohup_neither_the_app_nor_its_sound_ends_at_a_hang_up(tmp_path: Path) -> None:
    path = tmp_path / "long.toml"
    path.write_text(BOUNDARIES)
    with AppInPty("run", str(path), home=tmp_path, environment=WITH_SOUND, ignored=[signal.SIGHUP]) as app:
        app.wait_for_title("READY")
        app.press(SPACE)
        app.wait_for("● saved")
        family = [app.process.pid, worker_of(app)]
        for pid in family:
            assert ignores(pid, signal.SIGHUP), pid
            os.kill(pid, signal.SIGHUP)
        app._let_go()  # the terminal is closed: the kernel sends the signal once more
        before = ends(tmp_path)
        assert eventually(lambda: ends(tmp_path) >= before + 2), "the session goes on"
        assert all(map(is_running, family))
        app.kill(signal.SIGTERM)
        assert eventually(lambda: not any(map(is_running, family))), "both end when they are told to"
    assert shown(tmp_path)["status"] == "unfinished"


@pytest.mark.parametrize("ignored", [(), (signal.SIGINT,), (signal.SIGHUP, signal.SIGTERM)], ids=str)
def test_what_is_not_ignored_ends_the_session_and_what_is_does_not(
    tmp_path: Path, ignored: Collection[signal.Signals]
) -> None:
    path = session_file(tmp_path)
    with AppInPty("run", str(path), home=tmp_path, environment=WITH_SOUND, ignored=ignored) as app:
        start(app)
        worker = worker_of(app)
        for number in ignored:
            os.kill(app.process.pid, number)
            assert ignores(worker, number)
        press_times(app, 2)
        app.wait_for("SPACE split at 1200 m", "● saved")
        last = next(one for one in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT) if one not in ignored)
        assert not ignores(worker, last)
        app.kill(last)
        assert app.process.returncode == 128 + last
        assert eventually(lambda: not is_running(worker))
    assert splits(tmp_path) == 2
