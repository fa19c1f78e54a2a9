"""Every slip of the finger mended by keys in the real app: while it runs, and weeks later from the history.

It exists because a repair that only works when a test calls it is no use beside a track: here each is done as a runner
does it, and read back by the commands that scripts use.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.past import log_of_events, plan_of, session
from tests.e2e.terminal import ENTER, ESCAPE, SPACE, AppInPty, shown, trackclock
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.events import Cause, Event, RecoveryCut, RepFinished, SessionStarted, SessionStopped, SplitMarked
from trackclock.ports import StoredSession

pytestmark = pytest.mark.pty

DOWN = "\x1b[B"
GO_MS = 5_000


def keep(home: Path, *sessions: StoredSession) -> None:
    store = SqliteStore(home / "data")
    for one in sessions:
        store.begin(one.header)
        store.append(one.header.id, one.log)
        store.release(one.header.id)
    assert store.flush(10)
    store.close()


def pressed_twice() -> StoredSession:
    """An 800 of 2:45 whose 400 was pressed twice, so that the real finish cut the recovery."""
    plan = plan_of([800, 800], recovery_s=120, name="Pressed twice")
    events: list[Event] = [
        SessionStarted(0, Cause.SPACE, GO_MS),
        SplitMarked(GO_MS + 82_000, Cause.SPACE, 0),
        RepFinished(GO_MS + 82_500, Cause.SPACE),
        RecoveryCut(GO_MS + 165_000, Cause.SPACE, GO_MS + 170_000),
        SessionStopped(GO_MS + 365_000, Cause.KEY),
    ]
    return session(1, replace(plan, press_guard_ms=300), log_of_events(events))


def evenly(number: int, *times_ms: int) -> StoredSession:
    """A session of 400s."""
    plan = plan_of([400] * len(times_ms), name=f"Four hundreds {number}")
    events: list[Event] = [SessionStarted(0, Cause.SPACE, GO_MS)]
    now = GO_MS
    for time_ms in times_ms:
        now += time_ms
        events.append(RepFinished(now, Cause.SPACE))
        now += 90_000
    return session(number, plan, log_of_events(events))


def log_of(home: Path, session_id: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(home / "data" / "history.db")) as connection:
        return connection.execute(
            "SELECT seq, at, type, body FROM events JOIN sessions ON key = session WHERE id = ? ORDER BY seq",
            (session_id,),
        ).fetchall()


def times(home: Path, session_id: str, kind: str = "rep") -> list[int | None]:
    return [one["time_ms"] for one in shown(home, session_id)["results"] if one["kind"] == kind]


def open_newest(app: AppInPty) -> None:
    app.wait_for("Sessions", "enter run")
    app.press("h")
    app.wait_for("History", "enter open")
    app.press(ENTER)
    app.wait_for("e mend")


def agree(app: AppInPty, *changes: str) -> None:
    """Look at what a change comes to, and make it."""
    app.wait_for("enter do it", *changes)
    app.press(ENTER)
    gone(app, "enter do it")


def leave(app: AppInPty) -> None:
    """Leave as a user does, which waits for the disk: whoever pulls the plug right behind a change may lose it."""
    app.press(ESCAPE)
    app.wait_for("enter open")
    app.press(ESCAPE)
    app.wait_for("enter run")
    app.press("q")
    assert app.process.wait(20) == 0


def gone(app: AppInPty, text: str) -> None:
    """Wait until something is no longer on the screen."""
    deadline = time.monotonic() + 20
    while text in app.text():
        assert time.monotonic() < deadline, app.text()
        time.sleep(0.02)


def test_one_deletion_in_the_history_puts_a_double_press_right_and_the_log_keeps_it(tmp_path: Path) -> None:
    keep(tmp_path, pressed_twice())
    before = log_of(tmp_path, "s00001")
    assert times(tmp_path, "s00001")[0] == 82_500
    with AppInPty(home=tmp_path, columns=120, rows=36) as app:
        open_newest(app)
        app.press("e")
        app.wait_for("Mend rep 1", "400 m mark", "finish", "recovery cut short")
        app.press(DOWN)
        app.press("d")
        agree(app, "rep 1", "1:22.50", "2:45.00", "recovery after 1")
        app.wait_for("2:45.00")
        app.press("u")
        agree(app, "1:22.50")
        app.press("b")
        agree(app, "2:45.00")
        leave(app)
    assert times(tmp_path, "s00001") == [165_000, None]
    assert times(tmp_path, "s00001", "recovery") == [120_000]
    first = shown(tmp_path, "s00001")["results"][0]
    assert (first["edited"], [split["split_ms"] for split in first["splits"]]) == (True, [82_000, 165_000])
    assert log_of(tmp_path, "s00001")[: len(before)] == before, "the original stays in the log"


def test_a_time_is_typed_a_missed_press_put_in_and_a_rep_left_out(tmp_path: Path) -> None:
    keep(tmp_path, evenly(1, 80_000, 79_000), evenly(2, 70_000, 81_000, 150_000))
    before = log_of(tmp_path, "s00002")
    with AppInPty(home=tmp_path, columns=120, rows=36) as app:
        open_newest(app)
        app.press("e")
        app.wait_for("Mend rep 1", "1:10.00")
        app.press("t")
        app.wait_for("Time of the finish")
        app.press("\x15")
        time.sleep(0.2)
        app.press("1:12.5")
        app.wait_for("1:12.5")
        app.press(ENTER)
        agree(app, "rep 1", "1:10.00", "1:12.50")
        app.wait_for("1:12.50")
        app.press("e")
        app.wait_for("Mend rep 1")
        app.press("x")
        app.wait_for("Why is this rep left out?")
        app.press("short of the line")
        app.wait_for("short of the line")
        app.press(ENTER)
        agree(app, "left out")
        app.wait_for("left out")
        leave(app)
    results = shown(tmp_path, "s00002")
    first = results["results"][0]
    assert (first["time_ms"], first["edited"], first["excluded"]) == (72_500, True, True)
    assert results["summary"]["exclusions"] == [{"step": 1, "reason": "short of the line"}]
    assert log_of(tmp_path, "s00002")[: len(before)] == before
    # The best 400 is the one of the session before, since the faster one does not count.
    keep(tmp_path, evenly(3, 78_000))
    (rep,) = shown(tmp_path, "s00003")["results"]
    assert rep["deltas_ms"]["best"] == -1_000 or rep["deltas_ms"]["best"] == -2_000
    assert "short of the line" in trackclock("show", "s00002", home=tmp_path).stdout
    assert "edited" in trackclock("show", "s00002", home=tmp_path).stdout


def test_a_missed_press_is_put_in_from_the_history(tmp_path: Path) -> None:
    plan = plan_of([800], name="Missed")
    events: list[Event] = [SessionStarted(0, Cause.SPACE, GO_MS), SplitMarked(GO_MS + 165_000, Cause.SPACE, 0)]
    keep(tmp_path, session(1, plan, log_of_events(events)))
    with AppInPty(home=tmp_path, columns=120, rows=36) as app:
        open_newest(app)
        app.press("e")
        app.wait_for("Mend rep 1")
        app.press("i")
        app.wait_for("Time of the missed press")
        app.press("1:22")
        app.wait_for("1:22")
        app.press(ENTER)
        agree(app, "2:45.00")
        app.wait_for("2:45.00")
        leave(app)
    (rep,) = shown(tmp_path)["results"]
    assert [split["split_ms"] for split in rep["splits"]] == [82_000, 165_000]
    assert rep["edited"]


LIVE = """
name = "Live"
get_ready = "0s"
press_guard = "0s"
workout = "2 x 800m with 60 sec recoveries"
"""


def test_a_double_press_is_mended_while_the_session_runs(tmp_path: Path) -> None:
    path = tmp_path / "live.toml"
    path.write_text(LIVE)
    with AppInPty("run", str(path), home=tmp_path, columns=120, rows=36) as app:
        app.wait_for_title("READY")
        began_ms = app.press(SPACE)
        app.wait_for_title("REP 1 of 2")
        time.sleep(0.6)
        app.press(SPACE)
        app.wait_for("SPACE finish")
        app.press(SPACE)  # the stray one: the rep is over
        app.wait_for_title("RECOVERY")
        time.sleep(0.5)
        app.press("u")  # taken back: the rep runs on, its clock as well
        app.wait_for_title("REP 1 of 2")
        time.sleep(0.3)
        finished_ms = app.press(SPACE)
        app.wait_for_title("RECOVERY")
        app.wait_for("● saved")
        app.press("q")
        app.wait_for("Leave this session?")
        app.press(ENTER)
        assert app.process.wait(20) == 0
    first, recovery = shown(tmp_path)["results"]
    assert abs(first["time_ms"] - (finished_ms - began_ms)) <= 250
    assert len(first["splits"]) == 2
    assert recovery["time_ms"] is None or recovery["time_ms"] < 20_000
    kinds = [row[2] for row in log_of(tmp_path, shown(tmp_path)["id"])]
    assert kinds.count("rep_finished") == 2, "the press that was taken back is still in the log"


def test_a_double_press_whose_finish_cut_the_recovery_is_mended_after_the_session(tmp_path: Path) -> None:
    path = tmp_path / "live.toml"
    path.write_text(LIVE)
    with AppInPty("run", str(path), home=tmp_path, columns=120, rows=36) as app:
        app.wait_for_title("READY")
        began_ms = app.press(SPACE)
        for pause_s, title in ((0.6, "REP 1"), (0.15, "RECOVERY"), (0.8, "REP 2 of 2")):
            time.sleep(pause_s)
            pressed_ms = app.press(SPACE)
            app.wait_for_title(title)
        app.press("q")
        app.wait_for("Leave this session?")
        app.press(ENTER)
        assert app.process.wait(20) == 0
    with AppInPty(home=tmp_path, columns=120, rows=36) as app:
        open_newest(app)
        app.press("e")
        app.wait_for("Mend rep 1", "start of the session", "400 m mark", "finish")
        app.press(DOWN)
        app.press(DOWN)
        app.press("d")
        agree(app, "rep 1", "recovery after 1")
        leave(app)
    results = shown(tmp_path)["results"]
    assert abs(results[0]["time_ms"] - (pressed_ms - began_ms)) <= 250
    assert [len(result["splits"]) for result in results] == [2, *[0] * (len(results) - 1)]


def test_a_change_that_cannot_be_written_is_said_and_offered_a_file_on_leaving(tmp_path: Path) -> None:
    keep(tmp_path, evenly(1, 80_000, 79_000))
    with AppInPty(home=tmp_path, columns=120, rows=36) as app:
        open_newest(app)
        with closing(sqlite3.connect(tmp_path / "data" / "history.db", isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")  # another program keeps it locked
            app.press("e")
            app.wait_for("Mend rep 1")
            app.press("x")
            app.wait_for("Why is this rep left out?")
            app.press("wind")
            app.wait_for("wind")
            app.press(ENTER)
            agree(app, "left out")
            app.wait_for("NOT SAVED")
            app.press(ESCAPE)
            app.wait_for("enter open")
            app.press(ESCAPE)
            app.wait_for("enter run")
            app.press("q")
            app.wait_for("1 session would be lost", "esc stay")
            app.press(ESCAPE)
            gone(app, "would be lost")
            app.press("q")
            app.wait_for("1 session would be lost")
            app.press(ENTER)
            assert app.process.wait(30) == 1
    (rescued,) = tmp_path.glob("trackclock-*.jsonl")
    assert not shown(tmp_path)["results"][0]["excluded"]
    assert trackclock("restore", str(rescued), home=tmp_path).returncode == 0
    assert shown(tmp_path)["results"][0]["excluded"]


# --- where a session is read ------------------------------------------------------------------------------------------


def test_a_session_across_midnight_and_the_end_of_summer_time_reads_as_it_was(tmp_path: Path) -> None:
    night = evenly(1, 80_000, 79_000)
    # 2026-10-25 02:59 in Berlin, two hours ahead of UTC; a minute later the clock there is set back to 02:00.
    header = replace(night.header, started_wall_ms=1_792_889_940_000, utc_offset_s=7_200)
    midnight = replace(evenly(2, 80_000, 79_000).header, started_wall_ms=1_793_059_140_000, utc_offset_s=-18_000)
    keep(tmp_path, replace(night, header=header), StoredSession(midnight, evenly(2, 80_000, 79_000).log))
    text = trackclock("history", home=tmp_path).stdout
    assert "2026-10-25 02:59" in text
    assert "2026-10-26 18:59" in text, "where it was run, not where it is read"
    results = shown(tmp_path, "s00001")
    assert results["started_at"] == "2026-10-25T00:59:00Z"
    assert [one["time_ms"] for one in results["results"]] == [80_000, 90_000, 79_000]
    assert "2026-10-25 02:59" in trackclock("show", "s00001", home=tmp_path).stdout


# --- whose files these are --------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="the rights are POSIX")
def test_everything_that_is_written_is_the_users_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    path = tmp_path / "live.toml"
    path.write_text(LIVE)
    was = os.umask(0)  # the least that a system can protect
    try:
        with AppInPty("run", str(path), home=home, columns=120, rows=36) as app:
            app.wait_for_title("READY")
            app.press("t")
            app.press(SPACE)
            app.wait_for("● saved")
            wide = [found for found in written(home) if stat.S_IMODE(found.stat().st_mode) & 0o077]
            assert {"history.db", "history.db-wal", "history.db-shm", "settings.json"} <= {
                found.name for found in written(home)
            }
            assert any(found.suffix == ".lock" for found in written(home))
            assert not wide, wide
        with AppInPty(home=home, columns=120, rows=36) as app:
            app.wait_for("enter run", "bundled")
            app.press("d")
            app.wait_for("^S save")
            app.press("\x13")
            app.wait_for("saved as")
        assert trackclock("backup", str(home / "backup.jsonl"), home=home).returncode == 0
    finally:
        os.umask(was)
    assert any(found.suffix == ".toml" for found in written(home))
    assert (home / "backup.jsonl").exists()
    wide = [found for found in written(home) if stat.S_IMODE(found.stat().st_mode) & 0o077]
    assert not wide, wide


def written(home: Path) -> list[Path]:
    return sorted(home.rglob("*"))
