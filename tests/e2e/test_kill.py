"""Kill it anywhere: every mark that the screen had acknowledged is on the disk, and the next start can go on.

It exists because a session cannot be run twice. The presses and the kill fall at random instants, with fixed seeds.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from random import Random

import pytest

from tests.e2e.terminal import SPACE, AppInPty, shown, trackclock
from trackclock.core.durations import format_duration

pytestmark = pytest.mark.pty

SESSION = """
name = "Kill me"
get_ready = "0s"
press_guard = "0.03s"
workout = '''
30 x 800m with 1 sec recoveries
'''
"""
ROW = re.compile(r"^\s*(\d+) 800 m\s+(\d+:\d\d\.\d\d)\b", re.MULTILINE)
SETTLE_S = 0.02
IN_EVERY_RUN = 20
IN_ALL = 200


def acknowledged(text: str) -> dict[int, str]:
    """The finished reps that a screen shows as saved, by number."""
    if "● saved" not in text or "○ saving" in text:
        return {}
    return {int(number): shown_time for number, shown_time in ROW.findall(text)}


def killed_run(path: Path, home: Path, random: Random) -> tuple[dict[int, str], bool]:
    """Run, press and kill at random; returns what the screen had acknowledged by then, and whether it was anything."""
    kept: dict[int, str] = {}
    has_begun = False
    with AppInPty("run", str(path), home=home) as app:
        app.wait_for("READY")
        app.press(SPACE)
        end_s = time.monotonic() + random.uniform(0.2, 3.0)
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


@pytest.mark.parametrize(
    "seed",
    [pytest.param(seed, marks=pytest.mark.slow) if seed >= IN_EVERY_RUN else seed for seed in range(IN_ALL)],
)
def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "kill.toml"
    path.write_text(SESSION)
    kept, has_begun = killed_run(path, tmp_path, Random(seed))
    if not has_begun and trackclock("history", "--json", home=tmp_path).stdout.strip() == "[]":
        # A busy machine was killed before the first press was on the disk, and had not said that it was.
        assert kept == {}
        return
    results = shown(tmp_path)
    assert results["status"] == "unfinished"
    reps = [result for result in results["results"] if result["kind"] == "rep"]
    times = {number: rep["time_ms"] for number, rep in enumerate(reps, start=1) if rep["time_ms"] is not None}
    for number, shown_time in kept.items():
        assert format_duration(times[number], 2) == shown_time
    ends = [result["time_ms"] for result in results["results"] if result["kind"] == "recovery"]
    assert all(time_ms is None or time_ms <= 1_000 for time_ms in ends)
    _goes_on_as_if_nothing_had_happened(path, tmp_path, results["id"], times)


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
    reps = [result for result in again["results"] if result["kind"] == "rep"]
    assert {number: reps[number - 1]["time_ms"] for number in times} == times
    recoveries = [result["time_ms"] for result in again["results"][:-1] if result["kind"] == "recovery"]
    assert all(time_ms <= 1_000 for time_ms in recoveries)
