"""Kill it anywhere, and again: every mark that the screen had acknowledged is on the disk, and each start goes on.

It exists because a session cannot be run twice. The presses and the kill fall at random instants, with fixed seeds.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.e2e.terminal import SPACE, AppInPty, printed, shown
from tests.waiting import until
from trackclock.core.durations import format_duration

pytestmark = pytest.mark.pty

SESSION = """
name = "Kill me"
get_ready = "0s"
press_guard = "0.03s"
workout = '''
90 x 800m with 1 sec recoveries
'''
"""
ROW = re.compile(r"^\s*(\d+) 800 m\s+(\d+:\d\d\.\d\d)\b", re.MULTILINE)
SETTLE_S = 0.02
KILLS = 5
"""So often one session is killed; each start after the first goes on with what the kill before it left behind."""
IN_EVERY_RUN = 2
IN_ALL = 40


def acknowledged(text: str) -> dict[int, str]:
    """The finished reps that a screen shows as saved, by number."""
    if "● saved" not in text or "○ saving" in text:
        return {}
    return {int(number): shown_time for number, shown_time in ROW.findall(text)}


def killed_run(path: Path, home: Path, random: Random, *, is_begun: bool) -> tuple[dict[int, str], bool]:
    """Run, or go on with what was killed, press and be killed at random.

    Returns:
        What the screen had acknowledged by then, and whether it was anything.
    """
    kept: dict[int, str] = {}
    has_begun = False
    with AppInPty("run", str(path), home=home) as app:
        if is_begun:
            app.wait_for("Unfinished", "READY")
            app.press("y")
            app.wait_for("Kill me", "● saved")
        else:
            app.wait_for("READY")
            app.press(SPACE)
        end_s = time.monotonic() + random.uniform(0.1, 1.6)
        next_press_s = time.monotonic() + random.uniform(0.04, 0.3)
        before = ""
        while time.monotonic() < end_s:
            time.sleep(SETTLE_S)
            text = app.text()
            if text == before or ROW.findall(text) == ROW.findall(before):
                # Two looks in a row that agree are no half-painted frame.
                kept.update(acknowledged(text))
                has_begun = has_begun or "● saved" in text
            before = text
            if time.monotonic() >= next_press_s:
                app.press(SPACE)
                next_press_s = time.monotonic() + random.choice((0.04, 0.1, 0.2, 0.35))
        app.kill()
    return kept, has_begun


BY_GUN = """
start = "gun"
get_ready = "0s"
on_your_marks = "2s"
gun = "2-3s"
workout = "2 x 100m with 1 sec recovery"
"""


def test_a_bang_is_where_the_log_has_it_though_the_app_was_killed_before_it(tmp_path: Path) -> None:
    path = tmp_path / "gun.toml"
    path.write_text(BY_GUN)
    with AppInPty("run", str(path), home=tmp_path) as app:
        app.wait_for("READY")
        app.press(SPACE)
        app.wait_for("SET · REP 1", "● saved")
        app.kill()
    with AppInPty("run", str(path), home=tmp_path) as app:
        app.wait_for("Unfinished", "READY")
        app.press("y")
        until(lambda: bool(shown(tmp_path)["results"]), 20)
        app.kill()
    with closing(sqlite3.connect(tmp_path / "data" / "history.db")) as connection:
        drawn = connection.execute("SELECT at, body FROM events WHERE type = 'delay_drawn'").fetchall()
    [(at, body)] = drawn
    delay_ms = json.loads(body)["delay_ms"]
    assert 2_000 <= delay_ms <= 3_000
    assert (at, shown(tmp_path)["results"][0]["started_ms"]) == (0, 2_000 + delay_ms)


@pytest.mark.parametrize(
    "seed",
    [pytest.param(seed, marks=pytest.mark.slow) if seed >= IN_EVERY_RUN else seed for seed in range(IN_ALL)],
)
def test_no_kill_loses_anything_that_was_acknowledged(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "kill.toml"
    path.write_text(SESSION)
    random = Random(seed)
    session_id = ""
    times: dict[int, int] = {}
    for _ in range(KILLS):
        kept, has_begun = killed_run(path, tmp_path, random, is_begun=bool(session_id))
        if not has_begun and not session_id and history(tmp_path) == []:
            # A busy machine was killed before the first press was on the disk, and had not said that it was.
            assert kept == {}
            continue
        results = shown(tmp_path)
        assert results["status"] == "unfinished"
        assert results["id"] == (session_id or results["id"]), "it is still the same session"
        session_id = results["id"]
        assert_holds(results, kept, times)
        times = times_of(results)
    if session_id:
        _goes_on_as_if_nothing_had_happened(path, tmp_path, session_id, times)


def history(home: Path) -> list[Any]:
    found: list[Any] = printed("history", "--json", home=home)
    return found


def times_of(results: dict[str, Any]) -> dict[int, int]:
    """The finished reps, by number."""
    reps = [result for result in results["results"] if result["kind"] == "rep"]
    return {number: rep["time_ms"] for number, rep in enumerate(reps, start=1) if rep["time_ms"] is not None}


def assert_holds(results: dict[str, Any], kept: dict[int, str], before: dict[int, int]) -> None:
    """All that the screen had acknowledged is there, and what an earlier kill had left is as it was."""
    times = times_of(results)
    for number, shown_time in kept.items():
        assert format_duration(times[number], 2) == shown_time
    assert {number: times.get(number) for number in before} == before
    recoveries = [result["time_ms"] for result in results["results"] if result["kind"] == "recovery"]
    assert all(time_ms is None or time_ms <= 1_000 for time_ms in recoveries)


def _goes_on_as_if_nothing_had_happened(path: Path, home: Path, session_id: str, times: dict[int, int]) -> None:
    with AppInPty("run", str(path), home=home) as app:
        app.wait_for("Unfinished", "READY")
        app.press("y")
        app.wait_for("Kill me", "● saved")
        app.press("q")
        app.wait_for("Leave this session?")
        app.press("\r")
        # The session file that was asked for is still there, untouched.
        app.wait_for_title("READY")
        app.press("q")
        app.process.wait(20)
    again = shown(home, session_id)
    assert again["status"] == "stopped"
    assert_holds({**again, "results": again["results"][:-1]}, {}, times)
