"""Keys that come faster than fingers: in a burst, held down, or pasted without brackets around them.

It exists because a slow line, a macro and a fast hand send several keys in one read, and because a held key or a
line that is pasted into the wrong window must not wreck a session.
"""

from __future__ import annotations

import sqlite3
import string
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.e2e.terminal import ENTER, ESCAPE, SPACE, AppInPty

pytestmark = pytest.mark.pty

CTRL_P = "\x10"

FILE = """
name = "Bursts"
get_ready = "0s"
press_guard = "0.1s"
workout = "9 x 400m with 3 min recoveries"
"""

CLICKER_S = (0.25, 0.033)
X11_S = (0.5, 0.033)
HELD_S = 2.0


def test_what_follows_a_key_that_opens_a_field_is_typed_into_it(tmp_path: Path) -> None:
    with AppInPty(home=tmp_path) as app:
        app.wait_for("400")
        app.press("/pavey" + ENTER)
        app.wait_for("/ pavey")
        app.press("/" + ESCAPE)
        for way in ("", " "):
            typed = f"sprung{way}n"
            app.press("n" + typed)
            app.wait_for("New session", f" {typed}")
            app.press(ESCAPE)
            app.wait_for("Save what you wrote?")
            app.press("n")
            app.wait_for("Sessions")
        app.press(CTRL_P + "louder")
        app.wait_for("louder", "Louder")
        app.press(ESCAPE)
        app.press("g" + "e" + "mile 5:30")
        app.wait_for("mile 5:30")


def hold(app: AppInPty, key: str, delay_s: float, repeat_s: float) -> None:
    """Hold a key down, as a keyboard sends it."""
    begun = time.monotonic()
    for after_s in (delay_s, *[repeat_s] * int((HELD_S - delay_s) / repeat_s)):
        app.press(key)
        time.sleep(after_s)
    assert time.monotonic() - begun >= HELD_S - 2 * repeat_s
    time.sleep(0.3)


def logged(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "data" / "history.db")) as connection:
        found = [row[0] for row in connection.execute("SELECT type FROM events ORDER BY seq")]
    return [name for name in found if name not in ("seen", "rep_finished")]


def eventually_logged(home: Path, wanted: Iterable[str]) -> None:
    deadline = time.monotonic() + 5
    while (found := logged(home)) != [*wanted]:
        assert time.monotonic() < deadline, found
        time.sleep(0.02)


def pasted(random: Random) -> str:
    """A line of which nothing is a press: at least four different characters, the first no space."""
    signs = random.sample(string.ascii_letters + string.digits + string.punctuation, 4)
    rest = random.choices(string.printable[:95] + "\r\t", k=random.randint(0, 60))
    return "".join((*signs, *rest))


def test_a_hold_is_one_action_and_a_paste_is_none(tmp_path: Path) -> None:
    path = tmp_path / "bursts.toml"
    path.write_text(FILE)
    random = Random(10)
    with AppInPty("run", str(path), home=tmp_path) as app:
        app.wait_for_title("READY")
        app.press(SPACE)
        app.wait_for_title("REP 1")
        time.sleep(3.5)
        app.press(SPACE)
        app.wait_for_title("RECOVERY")
        log = ["session_started"]
        for delay_s, repeat_s in (CLICKER_S, X11_S):
            hold(app, "n", delay_s, repeat_s)
            log.append("step_skipped")
        eventually_logged(tmp_path, log)
        hold(app, "-", *X11_S)
        for _ in range(4):
            app.press("-")
            time.sleep(0.2)
        log += ["repaired"] * 5
        eventually_logged(tmp_path, log)
        for _ in range(6):
            app.press(pasted(random))
            time.sleep(0.15)
        app.wait_for("pasted")
        eventually_logged(tmp_path, log)
        app.press("\x1b[200~ xanu\x1b[201~")
        time.sleep(0.15)
        app.press(" xanu")
        log.append("recovery_cut")
        eventually_logged(tmp_path, log)
