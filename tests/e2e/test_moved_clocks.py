"""The machine sleeps, somebody sets its time, the app is stopped or killed: no split and no deadline is moved by it."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from random import Random

import pytest

from tests.e2e.moved_clocks import MovedClocks
from tests.e2e.terminal import SPACE, AppInPty, shown
from tests.e2e.test_faults import eventually, session_file, splits

pytestmark = pytest.mark.pty

NEAR_MS = 250
"""On a busy machine a key may lie in the terminal for so long; whatever is moved here is moved by more."""
HOUR_S = 3_600
STEPS_S = (-24 * HOUR_S, -HOUR_S, -61, -2, 2, 61, HOUR_S, 24 * HOUR_S)
EVERY_MINUTE = """
name = "Every minute"
get_ready = "0s"
workout = "20 x 60 seconds, 60 sec recovery"
"""


@pytest.fixture
def clocks(tmp_path: Path) -> MovedClocks:
    return MovedClocks(tmp_path)


def be_moved(clocks: MovedClocks, app: AppInPty, chance: Random) -> None:
    """Sleep for up to an hour, set the time, or be stopped for a moment; one or several of them."""
    for _ in range(chance.randrange(3)):
        match chance.randrange(3):
            case 0:
                clocks.sleep(chance.choice((2, 5, 61, chance.randrange(2, HOUR_S))))
            case 1:
                clocks.set_wall(chance.choice(STEPS_S))
            case 2:
                app.process.send_signal(signal.SIGSTOP)
                if chance.random() < 0.5:
                    clocks.sleep(chance.randrange(2, 600))
                app.process.send_signal(signal.SIGCONT)
    time.sleep(chance.choice((0.0, 0.02, 0.3)))


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 14))])
def test_a_split_is_the_instant_of_its_key_whatever_is_done_to_the_clocks(
    tmp_path: Path, clocks: MovedClocks, seed: int
) -> None:
    chance = Random(seed)
    path = session_file(tmp_path)
    pressed_ms: list[int] = []
    for part in range(3):
        with AppInPty("run", str(path), home=tmp_path, environment=clocks.variables) as app:
            if part:
                app.wait_for("Unfinished", "READY")
                be_moved(clocks, app, chance)
                app.press("y")
                app.wait_for("SPACE split", "● saved")
            else:
                app.wait_for_title("READY")
            for _ in range(4):
                be_moved(clocks, app, chance)
                pressed_ms.append(clocks.now_ms())
                app.press(SPACE)
                app.wait_for("SPACE split", "● saved")
                wanted = len(pressed_ms) - 1
                assert eventually(lambda wanted=wanted: not wanted or splits(tmp_path) == wanted)  # type: ignore[misc]
            app.kill()
    started_ms, *marks_ms = pressed_ms
    found_ms = [split["split_ms"] for split in shown(tmp_path)["results"][0]["splits"]]
    late_ms = [found - (mark - started_ms) for found, mark in zip(found_ms, marks_ms, strict=True)]
    assert all(-NEAR_MS < late < NEAR_MS for late in late_ms), late_ms


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 8))])
def test_every_deadline_is_kept_to_the_millisecond_whatever_is_done_to_the_clocks(
    tmp_path: Path, clocks: MovedClocks, seed: int
) -> None:
    chance = Random(seed)
    path = tmp_path / "minutes.toml"
    path.write_text(EVERY_MINUTE)
    with AppInPty("run", str(path), home=tmp_path, environment=clocks.variables) as app:
        app.wait_for_title("READY")
        began_ms = clocks.now_ms()
        app.press(SPACE)
        app.wait_for_title("REP 1")
        while clocks.now_ms() < began_ms + 39 * 60_000:
            be_moved(clocks, app, chance)
            clocks.sleep(chance.randrange(1, 180))
        app.wait_for("FINISHED", "● saved")
        app.kill()
    results = shown(tmp_path)["results"]
    assert [one["started_ms"] for one in results] == [60_000 * step for step in range(39)]
    assert {one["time_ms"] for one in results} == {60_000}
