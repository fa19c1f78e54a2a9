"""At every size the screens off the track show what one painting of everything would show, whatever size came before.

It exists because a text that is wrapped anew can take as many rows as before and show the old ones: no picture of one
size has two in it. The oracle is the app's own painting on an empty terminal, after another size and back.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.e2e.terminal import ESCAPE, AppInPty

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
