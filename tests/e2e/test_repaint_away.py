"""The screens off the track show what one painting of everything would show, whatever sizes and keys came before.

It exists because a text that is wrapped anew can take as many rows as before and show the old ones: no picture of one
size has two in it, and because a row that is scrolled, chosen or typed into is painted without the others. The oracle
is the app's own painting on an empty terminal, after another size and back.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from tests.e2e.terminal import ENTER, ESCAPE, AppInPty
from tests.e2e.test_repaint import ByHand, differing
from tests.ui.past import past_clock, season
from tests.ui.test_group_summary import group_in

if sys.platform == "win32":
    pytest.skip("the driver is that of Linux and macOS", allow_module_level=True)

pytestmark = pytest.mark.pty

WRITTEN = """Tuesday: 4-6 x 800m at above goal pace with 90 sec recoveries, then 3 mins rest, then 3 x 400m in 72
300m - 1:15
# what the coach says of the session stands behind such a sign, as long as it likes, and nobody runs it
2 x (400m, 60s, 300m, 60s, 200m), 4 min between sets - and the last of them as fast as you can without a sprint
"""
SCREENS = {
    "list": ((), "space starts it"),
    "editor": (("n", "\t", "\t", "\t", f"{ESCAPE}[200~{WRITTEN}{ESCAPE}[201~"), "Which is meant"),
    "help": (("?",), "Keys"),
    "history": (("h",), "History"),
}
_STILL_S = 0.3


def resized(app: AppInPty, columns: int, rows: int) -> str:
    """What the screen shows at another size, once that was painted and nothing more for a while."""
    before = painted = len(app.raw)
    app.resize(columns, rows)
    deadline = since = time.monotonic()
    while time.monotonic() < deadline + 20:
        if len(app.raw) != painted:
            painted, since = len(app.raw), time.monotonic()
        elif painted > before and time.monotonic() - since > _STILL_S:
            return app.text()
        time.sleep(0.01)
    raise AssertionError(f"it never stood still:\n{app.text()}")


def whole(app: AppInPty, columns: int, rows: int) -> str:
    """What everything painted at once shows, on a terminal that was empty."""
    resized(app, columns + 1, rows)
    app.clear()
    return resized(app, columns, rows)


@pytest.mark.parametrize("screen", SCREENS)
def test_no_size_leaves_anything_of_the_one_before(tmp_path: Path, screen: str) -> None:
    random = Random(screen)
    with AppInPty(home=tmp_path, columns=80, rows=24) as app:
        app.wait_for("Sessions")
        keys, shown = SCREENS[screen]
        for key in keys:
            app.press(key)
        app.wait_for(shown)
        sizes = [(80, 24)]
        for _ in range(8):
            sizes.append((random.randint(40, 130), random.randint(14, 45)))
            assert resized(app, *sizes[-1]) == whole(app, *sizes[-1]), sizes


ARROWS = tuple(f"{ESCAPE}[{letter}" for letter in "ABCDFH")
PAGES = (f"{ESCAPE}[5~", f"{ESCAPE}[6~")
KEYS = (*"さhhhooowcbgg??/saadefijlmntuxypv,[]k", *(ENTER * 4), *(ESCAPE,) * 4, *ARROWS * 2, *PAGES, "\t", "\x7f")
"""All but those that start a session or leave the app."""


def names_of(keys: Sequence[str], shown: str) -> list[str]:
    """Those of the keys that neither leave this screen for good nor run anything."""
    if shown.lstrip().startswith(("READY", "Leave")):
        return [ESCAPE]
    return [key for key in keys if key != "w" or "History" in shown.partition("\n")[0]]


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 15))])
def test_no_key_leaves_anything_of_what_was_before(tmp_path: Path, seed: int) -> None:
    random, clock = Random(seed), past_clock()
    for store in (season(tmp_path / "data", clock)[0], group_in(tmp_path / "data", clock)[0]):
        store.close()
    size = (random.randint(40, 130), random.randint(12, 45))
    run, done = ByHand(tmp_path, None, size, ready="Sessions"), [str(size)]
    with run.app:
        for _ in range(20 if seed < 3 else 100):
            for key in random.choices(names_of(KEYS, run.app.text()), k=random.randint(1, 3)):
                done.append(key)
                run.app.press(key)
                run.settle()
            if random.random() < 0.3:
                run.resize(random.randint(40, 130), random.randint(12, 45))
                done.append(str(run.size))
            wrong = differing(run.app.cells(), run.whole(by=-1))
            assert not wrong, f"seed {seed}: {done}\n{wrong}"
