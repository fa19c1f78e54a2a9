"""The real app in a real pty: it runs a session, reads its keys on time and says goodbye properly."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.e2e.terminal import SPACE, AppInPty, shown, trackclock
from tests.e2e.test_closing import files, ids_in_a_copy

pytestmark = pytest.mark.pty

QUICK = """
name = "Quick"
get_ready = "0s"
press_guard = "0s"
workout = '''
{workout}
'''
"""


def session_file(folder: Path, workout: str) -> Path:
    path = folder / "quick.toml"
    path.write_text(QUICK.format(workout=workout))
    return path


def test_a_session_from_ready_to_the_history(tmp_path: Path) -> None:
    path = session_file(tmp_path, "2 x 800m with 2 sec recoveries")
    with AppInPty("run", str(path), home=tmp_path) as app:
        app.wait_for_title("READY · REP 1 of 2 · 800 m")
        app.press(SPACE)
        for rep in (1, 2):
            app.wait_for_title(f"REP {rep} of 2")
            app.wait_for("SPACE split at 400 m")
            app.press(SPACE)
            app.wait_for("SPACE finish")
            app.press(SPACE)
            if rep == 1:
                app.wait_for_title("RECOVERY")
        app.wait_for_title("FINISHED")
    results = shown(tmp_path)
    assert results["status"] == "finished"
    kinds = [result["kind"] for result in results["results"]]
    assert kinds == ["rep", "recovery", "rep"]
    assert results["results"][1]["time_ms"] == 2_000
    assert [len(result["splits"]) for result in results["results"]] == [2, 0, 2]


@pytest.mark.alone
def test_a_split_is_the_instant_the_key_arrived(tmp_path: Path) -> None:
    path = session_file(tmp_path, "12000m")
    with AppInPty("run", str(path), home=tmp_path) as app:
        app.wait_for_title("READY")
        time.sleep(0.5)
        written = [app.press(SPACE)]
        for index in range(25):
            time.sleep(0.15 + 0.013 * (index % 7))
            written.append(app.press(SPACE))
        time.sleep(0.5)
    splits = [split["split_ms"] for split in shown(tmp_path)["results"][0]["splits"]]
    errors = sorted(abs(split - (at - written[0])) for split, at in zip(splits, written[1:], strict=True))
    # The machine that runs this may be busy: the median says what the app does, the worst what the machine did.
    assert median(errors) <= 5, errors
    assert errors[-1] <= 250, errors


WAYS: dict[str, Callable[[AppInPty], None]] = {
    "SIGTERM": lambda app: app.kill(signal.SIGTERM),
    "SIGHUP": lambda app: app.kill(signal.SIGHUP),
    "a closed terminal": AppInPty.hang_up,
}


@pytest.mark.parametrize("way", WAYS)
def test_an_end_from_outside_keeps_everything_and_the_next_start_offers_to_go_on(tmp_path: Path, way: str) -> None:
    path = session_file(tmp_path, "3 x 1200m with 60 sec recoveries")
    with AppInPty("run", str(path), home=tmp_path) as app:
        app.wait_for_title("READY")
        app.press(SPACE)
        app.wait_for_title("REP 1 of 3")
        app.press(SPACE)
        app.wait_for("SPACE split at 800 m")
        app.press(SPACE)
        app.wait_for("SPACE finish", "● saved")
        WAYS[way](app)
    in_rep = unfinished(tmp_path)
    assert [len(result["splits"]) for result in in_rep["results"]] == [2]
    with AppInPty("run", str(path), home=tmp_path) as app:
        app.wait_for("Unfinished", "READY")
        app.press("y")
        app.wait_for_title("REP 1 of 3")
        app.press(SPACE)
        app.wait_for_title("RECOVERY")
        WAYS[way](app)
    in_recovery = unfinished(tmp_path)
    assert in_recovery["results"][0]["splits"][:2] == in_rep["results"][0]["splits"]
    assert in_recovery["results"][0]["time_ms"] > 0
    offers_to_go_on(tmp_path, path)
    after = shown(tmp_path, in_rep["id"])
    assert after["status"] == "stopped"
    assert after["results"][0] == in_recovery["results"][0]


def unfinished(home: Path) -> dict[str, Any]:
    """The one session of a history that is one file: nobody has left it."""
    assert files(home) == ["history.db"]
    assert len(ids_in_a_copy(home)) == 1
    results = shown(home)
    assert results["status"] == "unfinished"
    return results


def offers_to_go_on(home: Path, path: Path) -> None:
    """The next start says so, one key goes on, and leaving it is a goodbye."""
    with AppInPty("run", str(path), home=home) as app:
        app.wait_for("Unfinished", "READY")
        app.press("y")
        app.wait_for_title("RECOVERY")
        app.press("q")
        app.wait_for("Leave this session?")
        app.press("\r")
        app.wait_for_title("READY")
        app.press("q")
        app.process.wait(20)


def test_nothing_is_written_before_the_first_press(tmp_path: Path) -> None:
    path = session_file(tmp_path, "400m")
    with AppInPty("run", str(path), home=tmp_path) as app:
        app.wait_for_title("READY")
        app.press("q")
        app.process.wait(10)
    done = trackclock("history", "--json", home=tmp_path)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (80, 24), (120, 36), (200, 60)])
def test_every_size_shows_what_is_run(tmp_path: Path, columns: int, rows: int) -> None:
    path = session_file(tmp_path, "2 x 800m with 2 min recoveries")
    with AppInPty("run", str(path), home=tmp_path, columns=columns, rows=rows) as app:
        app.wait_for("800 m")
        app.press(SPACE)
        app.wait_for_title("REP 1 of 2")
        assert app.wait_for("next 400 m", "SPACE split at 400 m")


def test_a_resize_in_the_middle_of_a_rep_loses_nothing(tmp_path: Path) -> None:
    path = session_file(tmp_path, "800m")
    with AppInPty("run", str(path), home=tmp_path) as app:
        app.wait_for_title("READY")
        app.press(SPACE)
        app.wait_for("SPACE split at 400 m")
        app.press(SPACE)
        app.resize(40, 12)
        app.wait_for("800 m")
        app.resize(120, 36)
        app.wait_for("SPACE finish")
        app.press(SPACE)
        app.wait_for_title("FINISHED")
    assert len(shown(tmp_path)["results"][0]["splits"]) == 2


def test_without_a_terminal_it_says_so(tmp_path: Path) -> None:
    path = session_file(tmp_path, "800m")
    done = trackclock("run", str(path), home=tmp_path, given="")
    assert done.returncode == 1
    assert "not a terminal" in done.stderr
    assert "Traceback" not in done.stderr
