"""A group in a real pty: six athletes by digits and by space, named late, swapped, undone, to the end."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.e2e.terminal import SPACE, AppInPty, trackclock

pytestmark = pytest.mark.pty

SESSION = """
name = "Six"
get_ready = "0s"
press_guard = "0.05s"
athletes = ["Ana", "Ben", "Cleo", "Dov", "Eva", "Finn"]
workout = '''
2 x 400m with 1 sec recovery
'''
"""
PATIENCE_S = 20
NAMES = ("Ana", "Ben", "Cleo", "Dov", "Eva", "Finn")


def test_six_athletes_from_ready_to_the_history(tmp_path: Path) -> None:
    path = tmp_path / "six.toml"
    path.write_text(SESSION)
    with AppInPty("run", str(path), home=tmp_path) as app:
        app.wait_for("SPACE start")
        app.press(SPACE)
        app.wait_for("somebody passes")
        for key in "1234":
            app.press(key)
        app.wait_for("4th")
        app.press("s")
        app.wait_for("swapped: ")
        app.press("u")
        app.wait_for("undone: the swap")
        app.press(SPACE)
        time.sleep(0.2)
        app.press(SPACE)
        app.wait_for("tab name")
        app.press("\t")
        app.wait_for("NAMING")
        app.press("6")
        app.wait_for("5th")
        app.press("5")
        app.wait_for("REP 2 of 2", "somebody passes")
        for key in "654321":
            app.press(key)
        app.wait_for("done", "saved")
        app.press("q")
        app.wait_for("Mean")  # what the group came to, on the way out
        app.press("q")
        app.process.wait(PATIENCE_S)
    times, groups = {}, set()
    for name in NAMES:
        (one,) = json.loads(trackclock("history", "--json", "--athlete", name, home=tmp_path).stdout)
        assert (one["athlete"], one["status"], one["reps"]) == (name, "finished", 2)
        groups.add(one["group"])
        shown = json.loads(trackclock("show", one["id"], "--json", home=tmp_path).stdout)
        times[name] = [result["time_ms"] for result in shown["results"] if result["kind"] == "rep"]
    assert len(groups) == 1
    first, last = ([times[name][rep] for name in ("Ana", "Ben", "Cleo", "Dov", "Finn", "Eva")] for rep in (0, 1))
    assert first == sorted(first), "the undone swap moved nothing, and the first without a name was Finn"
    assert last[0] == max(last)
