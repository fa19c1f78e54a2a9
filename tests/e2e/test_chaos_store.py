"""The files of the history cut off, damaged or fought over while a session runs, and a rescue that is itself killed.

It exists because "nothing is lost" is easily said by a program that only asks its own memory: each of these is read
back by a process that knows nothing but the disk.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.e2e.pty_process import app_environment
from tests.e2e.terminal import AppInPty, shown, trackclock
from tests.e2e.test_faults import past_of, press_times, session_file, splits, start
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.events import Cause, Entry, Seen, SessionStarted
from trackclock.formats.bundled import load_bundled
from trackclock.ports import SessionHeader

PAGE = 4_096
PAST = 12

KILLED = """
import os, signal, sys
from pathlib import Path
from trackclock.adapters.store import mending, opening, rescue
from trackclock.adapters.store.handles import Handles

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

point, path = sys.argv[1], Path(sys.argv[2])
if point == "before it is moved":
    mending.move_to = die
elif point == "half moved":
    mending.move_to = lambda path, aside: (path.with_name(path.name + "-wal").rename(f"{aside}-wal"), die())
elif point == "moved":
    mending.make_or_migrate = die
elif point == "begun anew":
    mending.rescue = die
elif point == "nearly brought over":
    rescue._copy_unreachable = die
elif point == "brought over":
    rescue.Rescued.describe = die
opening.open_or_make(path, Handles())
"""
"""Opens a damaged history and is killed at one point of its rescue."""


def ids_in(home: Path) -> list[str]:
    done = trackclock("history", "--json", home=home)
    assert done.returncode == 0, done.stderr
    return sorted(row["id"] for row in json.loads(done.stdout))


def look(home: Path, *, rebuilds: bool = False) -> tuple[list[str], str]:
    """The sessions of a history that nobody has open, and what is said of its file."""
    store = SqliteStore(home / "data")
    try:
        history = SqliteHistory(home / "data", store)
        if rebuilds:
            history.rebuild()
        return sorted(row.id for row in history.sessions()), store.notice or ""
    finally:
        store.close()


def damage(path: Path, page: int) -> None:
    """Overwrite one page; pages count from 1, as SQLite counts them."""
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\xee" * PAGE)


def root_page(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    return int(page)


def with_a_log(path: Path) -> None:
    """Give a history that nobody has open a write-ahead log, in which its newest session lies."""
    child = os.fork()
    if not child:
        store = SqliteStore(path.parent)
        header = SessionHeader("in-the-log", load_bundled("800s.toml"), "800s.toml", 1_777_000_000_000, 0, 0, "boot")
        store.begin(header)
        store.append(header.id, [Entry(0, 0, SessionStarted(0, Cause.SPACE, 0))])
        os._exit(0 if store.flush(10) else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert path.with_name(f"{path.name}-wal").exists()


# --- a rescue that is killed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "point",
    [
        "half moved",
        "begun anew",
        *(
            pytest.param(point, marks=pytest.mark.slow)
            for point in ("before it is moved", "moved", "nearly brought over", "brought over")
        ),
    ],
)
def test_a_rescue_that_is_killed_is_finished_by_the_next_start(tmp_path: Path, point: str) -> None:
    path = past_of(tmp_path, PAST)
    wanted = sorted([*look(tmp_path)[0], "in-the-log"])
    page = root_page(path, "sessions_by_start")
    with_a_log(path)
    path.write_bytes(b"\xee" * 100 + path.read_bytes()[100:])
    damage(path, page)
    killed = subprocess.run([sys.executable, "-c", KILLED, point, str(path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    found, notice = look(tmp_path)
    assert found == wanted
    assert "The history was damaged" in notice
    assert look(tmp_path) == (wanted, ""), "it is said once"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_note_of_a_rescue_whose_files_are_gone_does_not_stand_in_the_way(tmp_path: Path) -> None:
    path = past_of(tmp_path, 1)
    for name in ("history.db.damaged-2026-05-01T120000", "../../elsewhere", ""):
        path.with_name("history.db.rescue").write_text(name)
        if name.startswith("history"):
            path.rename(tmp_path / "kept")
            assert look(tmp_path) == ([], "")
            path.unlink(missing_ok=True)
            (tmp_path / "kept").rename(path)
        assert len(look(tmp_path)[0]) == 1
        assert not list(path.parent.glob("*damaged*"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_a_command_that_meets_a_damaged_history_may_be_killed_at_any_instant(tmp_path: Path, seed: int) -> None:
    path = past_of(tmp_path, PAST)
    wanted = ids_in(tmp_path)
    damage(path, root_page(path, "sessions_by_start"))
    child = subprocess.Popen(
        [sys.executable, "-m", "trackclock", "history"],
        env=app_environment(tmp_path),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(Random(seed).uniform(0.05, 0.6))
    child.kill()
    child.wait(20)
    assert ids_in(tmp_path) == wanted


# --- damage that is met while reading, or in what is only derived -----------------------------------------------------


@pytest.mark.parametrize(
    "table",
    ["performances", *(pytest.param(name, marks=pytest.mark.slow) for name in ("stale", "past_reps", "cache_info"))],
)
def test_a_damaged_page_is_met_once_and_costs_no_command(tmp_path: Path, table: str) -> None:
    path = past_of(tmp_path, PAST)
    wanted, _ = look(tmp_path)
    damage(path, root_page(path, table))
    assert look(tmp_path, rebuilds=True)[0] == wanted
    assert look(tmp_path) == (wanted, "")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_first_look_at_a_damaged_history_shows_what_was_rescued(tmp_path: Path) -> None:
    path = past_of(tmp_path, PAST)
    damage(path, root_page(path, "sessions"))
    done = trackclock("history", "--json", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == PAST
    assert "The history was damaged" in done.stderr


# --- files that are cut off under a running app -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "size", "is_garbage"),
    [
        ("history.db", 0, False),
        ("history.db", 50, False),
        ("history.db", PAGE, False),
        ("history.db-wal", 0, False),
        ("history.db-wal", 100, False),
        ("history.db-wal", 3 * PAGE, False),
        ("history.db-wal", 0, True),
    ],
)
def test_what_is_saved_stays_saved_when_a_file_is_cut_off_under_it(
    tmp_path: Path, name: str, size: int, is_garbage: bool
) -> None:
    folder = tmp_path / "data"
    past_of(tmp_path, 2)
    store = SqliteStore(folder)
    header = SessionHeader("cut", load_bundled("800s.toml"), "800s.toml", 1_777_000_000_000, 0, 0, "boot")
    store.begin(header)
    for seq in range(8):
        store.append(header.id, [Entry(seq, seq, Seen(seq) if seq else SessionStarted(0, Cause.SPACE, 0))])
        assert store.flush(10)
        if seq == 4:
            os.truncate(folder / name, size)
            if is_garbage:
                (folder / name).write_bytes(b"\xee" * 20_000)
    assert store.notice is not None
    assert "damaged" in store.notice
    # As after a kill: another process reads what lies on the disk now.
    done = trackclock("show", "cut", "--json", home=tmp_path)
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(folder / "history.db")) as connection:
        rows = connection.execute(
            "SELECT seq FROM events JOIN sessions ON key = session WHERE id = 'cut' ORDER BY seq"
        ).fetchall()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert rows == [(seq,) for seq in range(8)]
    assert list(folder.glob("history.db.damaged-*")), "what was left of it is kept"
    store.close()


def test_a_log_that_is_begun_again_from_its_front_is_no_damage(tmp_path: Path) -> None:
    path = past_of(tmp_path, 1)
    store = SqliteStore(path.parent)
    header = SessionHeader("round", load_bundled("800s.toml"), "800s.toml", 1_777_000_000_000, 0, 0, "boot")
    store.begin(header)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for seq in range(40):
            store.append(header.id, [Entry(seq, seq, Seen(seq) if seq else SessionStarted(0, Cause.SPACE, 0))])
            assert store.flush(10)
            if seq % 7 == 3:
                other.execute(f"PRAGMA wal_checkpoint({('RESTART', 'PASSIVE', 'FULL')[seq % 3]})")
    assert store.notice is None
    assert store.fault is None
    store.close()


# --- two apps and one unfinished session ------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["y", pytest.param("o", marks=pytest.mark.slow)])
def test_an_offer_that_another_app_has_gone_on_with_meanwhile_goes_on_from_there(tmp_path: Path, how: str) -> None:
    path = session_file(tmp_path)
    with AppInPty("run", str(path), home=tmp_path) as first:
        start(first)
        press_times(first, 1)
        first.wait_for("● saved")
        first.kill()
    with AppInPty("run", str(path), home=tmp_path) as late:
        late.wait_for("Unfinished", "READY")
        with AppInPty("run", str(path), home=tmp_path) as other:
            other.wait_for("Unfinished", "READY")
            other.press("y")
            other.wait_for("SPACE split", "● saved")
            press_times(other, 3)
            other.wait_for("● saved")
            other.kill()
        assert splits(tmp_path) == 4
        late.press(how)
        if how == "y":
            late.wait_for("SPACE split", "● saved")
            press_times(late, 1)
        late.wait_for("● saved")
        late.kill()
    assert len(ids_in(tmp_path)) == 1
    if how == "y":
        assert splits(tmp_path) == 5
    assert shown(tmp_path)["status"] == "unfinished"
