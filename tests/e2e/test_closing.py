"""Whichever way the app ends, the history is one file: a copy of it alone has every session.

It exists because people copy that file: to a stick, to a new laptop, into a folder that is synced.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest

from tests.adapters.test_store_processes import acknowledged, worker
from tests.e2e.pty_process import app_environment
from tests.e2e.terminal import ENTER, SPACE, AppInPty, printed, shown, trackclock
from tests.e2e.test_faults import disk, eventually, fill, past_of, press_times, session_file, start  # noqa: F401
from trackclock.adapters.store.sqlite_store import SqliteStore

pytestmark = pytest.mark.pty


def files(home: Path) -> list[str]:
    """The files of the history."""
    return sorted(path.name for path in (home / "data").glob("history.db*"))


def ids_in_a_copy(home: Path) -> list[str]:
    """The sessions that somebody else finds who is given history.db and nothing else."""
    other = home / "another laptop"
    (other / "data").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(home / "data" / "history.db", other / "data" / "history.db")
    rows = printed("history", "--json", home=other, says="")
    return [row["id"] for row in rows]


def leave_with(key: str) -> Callable[[AppInPty], None]:
    """Leave the session, which asks, then the app."""

    def leave(app: AppInPty) -> None:
        app.press(key)
        app.wait_for("Leave this session?")
        app.press(ENTER)
        if eventually(lambda: app.process.poll() is not None or app.text().lstrip().startswith("READY")):
            with suppress(OSError):  # it has ended already
                app.press(key)
        app.process.wait(20)

    return leave


WAYS: dict[str, Callable[[AppInPty], None]] = {
    "q": leave_with("q"),
    "ctrl+q": leave_with("\x11"),
    "SIGINT": lambda app: app.kill(signal.SIGINT),
}
"""Other signals and a closed terminal, in a rep as well, are in test_in_a_terminal.py, which looks in the same way."""


@pytest.mark.parametrize("way", WAYS)
def test_every_way_out_leaves_the_whole_history_in_its_file(tmp_path: Path, way: str) -> None:
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path) as app:
        start(app)
        press_times(app, 2)
        app.wait_for("● saved")
        WAYS[way](app)
    assert files(tmp_path) == ["history.db"]
    assert len(ids_in_a_copy(tmp_path)) == 1


def test_a_look_at_the_list_leaves_one_file(tmp_path: Path) -> None:
    past_of(tmp_path)
    with AppInPty(home=tmp_path) as app:
        app.wait_for("Pavey")
        app.press("h")
        app.wait_for("800s")
        app.press("qq")
        app.process.wait(20)
    assert files(tmp_path) == ["history.db"]
    assert len(ids_in_a_copy(tmp_path)) == 3


def test_every_command_leaves_one_file(tmp_path: Path) -> None:
    past_of(tmp_path)
    backup = str(tmp_path / "r.jsonl")
    commands = (
        ("backup", backup),
        ("history",),
        ("show", "last"),
        ("show", "nothing"),
        ("rebuild",),
        ("restore", backup),
    )
    for command in commands:
        assert trackclock(*command, home=tmp_path).returncode == (1 if command[-1] == "nothing" else 0), command
        assert files(tmp_path) == ["history.db"], command
        assert len(ids_in_a_copy(tmp_path)) == 3, command


BROKEN = """
import sys
from trackclock import cli
from trackclock.ui.app import TrackclockApp

def run(app):
    from tests.adapters.test_store import entries, header, START
    app.services.store.begin(header("broken-off"))
    app.services.store.append("broken-off", entries(START))
    assert app.services.store.flush(20)
    app.services.history.sessions()
    raise RuntimeError("a fault in the app")

TrackclockApp.run = run
cli.require_terminal = lambda: None
sys.exit(cli.run([]))
"""


def test_a_fault_in_the_app_leaves_one_file(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BROKEN], env=app_environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert "a fault in the app" in done.stderr
    assert files(tmp_path) == ["history.db"]
    assert ids_in_a_copy(tmp_path) == ["broken-off"]


def test_the_last_of_two_apps_leaves_one_file_and_the_first_what_it_ran(tmp_path: Path) -> None:
    path = session_file(tmp_path)
    with AppInPty("run", str(path), home=tmp_path) as first, AppInPty("run", str(path), home=tmp_path) as second:
        for app in (first, second):
            start(app)
            press_times(app, 1)
            app.wait_for("● saved")
        first.kill(signal.SIGTERM)
        assert len(ids_in_a_copy(tmp_path)) == 2, "what both had saved by then is in the file"
        press_times(second, 3)
        second.wait_for("● saved")
        second.kill(signal.SIGTERM)
    assert files(tmp_path) == ["history.db"]
    assert len(ids_in_a_copy(tmp_path)) == 2
    newest = [shown(tmp_path, session_id) for session_id in ids_in_a_copy(tmp_path)]
    assert sorted(len(one["results"][0]["splits"]) for one in newest) == [1, 4]


def test_a_session_that_is_over_is_in_the_file_while_the_app_is_open(tmp_path: Path) -> None:
    path = session_file(tmp_path, "400m")
    with AppInPty("run", str(path), home=tmp_path) as app:
        start_rep(app)
        app.press(SPACE)
        app.wait_for_title("FINISHED")
        app.press("q")
        app.process.wait(20)
    with AppInPty(home=tmp_path) as app:
        app.wait_for("Pavey")
        app.press(ENTER)
        app.wait_for_title("READY")
        app.press(SPACE)
        app.wait_for("● saved")
        app.press("q")
        app.wait_for("Leave this session?")
        app.press(ENTER)
        assert eventually(lambda: len(ids_in_a_copy(tmp_path)) == 2)
        assert app.process.poll() is None


def start_rep(app: AppInPty) -> None:
    app.wait_for_title("READY")
    app.press(SPACE)
    app.wait_for("SPACE finish")


def test_a_reader_that_is_still_open_keeps_nothing_from_being_saved(tmp_path: Path) -> None:
    path = past_of(tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM sessions").fetchone() == (3,)
        with AppInPty("run", str(session_file(tmp_path)), home=tmp_path) as app:
            start(app)
            press_times(app, 2)
            app.wait_for("● saved")
            began_s = time.monotonic()
            app.kill(signal.SIGTERM)
            assert time.monotonic() - began_s < 4, "leaving does not wait for it"
        assert files(tmp_path) == ["history.db", "history.db-shm", "history.db-wal"]
        reader.execute("COMMIT")
    assert len(ids_in_a_copy(tmp_path)) == 4
    assert files(tmp_path) == ["history.db"], "the last one to close plays the log in, whoever it is"


@pytest.mark.parametrize("seed", [*range(6), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(6, 100))])
def test_a_kill_in_the_middle_of_closing_loses_nothing(tmp_path: Path, seed: int) -> None:
    count = 40
    with worker(tmp_path / "data", "closing", count) as process:
        assert acknowledged(process, count) == list(range(count))
        assert process.stdin is not None
        process.stdin.close()
        time.sleep(Random(seed).uniform(0, 0.02))
        process.kill()
    with closing(SqliteStore(tmp_path / "data")) as store:
        assert len(store.read("closing").log) == count
        assert store.notice is None
    assert files(tmp_path) == ["history.db"]


def test_a_disk_that_is_full_when_the_app_is_left_loses_nothing(tmp_path: Path, disk: Path) -> None:  # noqa: F811
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path) as app:
        start(app)
        press_times(app, 20)
        app.wait_for("● saved")
        filler = fill(disk)
        app.kill(signal.SIGKILL)
    with AppInPty(home=tmp_path) as app:
        app.wait_for("Pavey")
        app.kill(signal.SIGTERM)
    filler.unlink()
    assert len(shown(tmp_path)["results"][0]["splits"]) == 20
    assert files(tmp_path) == ["history.db"]


@pytest.mark.parametrize(
    "room_kb", [*range(0, 64, 16), *(pytest.param(n, marks=pytest.mark.slow) for n in range(0, 256, 8))]
)
def test_whatever_room_is_left_for_closing_nothing_is_lost(tmp_path: Path, disk: Path, room_kb: int) -> None:  # noqa: F811
    count = 60
    with worker(tmp_path / "data", "closing", count) as process:
        assert acknowledged(process, count) == list(range(count))
        filler = fill(disk)
        size = filler.stat().st_size
        os.truncate(filler, max(0, size - room_kb * 1_024))
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == 0
    filler.unlink()
    with closing(SqliteStore(tmp_path / "data")) as store:
        assert len(store.read("closing").log) == count
        assert store.notice is None
    assert files(tmp_path) == ["history.db"]


# --- copied here and there, as people do ------------------------------------------------------------------------------


def test_an_old_copy_over_the_history_of_a_killed_app_is_said_and_loses_nothing(tmp_path: Path) -> None:
    path = past_of(tmp_path, 2)
    stick = tmp_path / "stick.db"
    shutil.copyfile(path, stick)
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path) as app:
        start(app)
        press_times(app, 2)
        app.wait_for("● saved")
        leave_with("q")(app)
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path) as app:
        start(app)
        press_times(app, 3)
        app.wait_for("● saved")
        app.kill(signal.SIGKILL)
    assert "history.db-wal" in files(tmp_path)
    shutil.copyfile(stick, path)
    done = trackclock("history", "--json", home=tmp_path)
    assert done.returncode == 0
    assert "did not belong together" in done.stderr
    rows = json.loads(done.stdout)
    assert len(rows) == 3, "both of the stick, and the one that was in the log"
    assert len(shown(tmp_path, rows[0]["id"])["results"][0]["splits"]) == 3
    assert len([name for name in files(tmp_path) if "strange" in name and not name.endswith("-shm")]) == 2


def test_a_history_that_is_a_link_is_saved_to_where_it_leads(tmp_path: Path) -> None:
    synced = tmp_path / "synced"
    synced.mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "history.db").symlink_to(synced / "history.db")
    with AppInPty("run", str(session_file(tmp_path)), home=tmp_path) as app:
        start(app)
        press_times(app, 4)
        time.sleep(0.4)
        assert "NOT SAVED" not in app.wait_for("● saved")
        leave_with("q")(app)
        assert app.process.returncode == 0
    assert len(shown(tmp_path)["results"][0]["splits"]) == 4
    assert files(tmp_path) == ["history.db"]
    assert sorted(path.name for path in synced.iterdir()) == ["history.db", "locks"]
