"""All the tests: `python -m tests [PYTEST OPTIONS]`.

It exists because four kinds of test want four ways of running. What stays in its own process runs on every core at
once, three of them a core since half of their time is waiting for a screen; of what drives the real app in a terminal
two a core; what listens to its sound, or measures an instant, runs alone, since nobody may take its time away: beside
it, on Linux, runs only what takes the time that it leaves. What plays through simpleaudio has not even that at its
side: the library keeps a tenth of a second, and a sound server that waits for longer has nothing to play.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.parts import Part, run

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

ROOT = Path(__file__).parents[1]


def without_a_terminal() -> tuple[str, ...]:
    """The files and folders with tests, but for those that run the app in a terminal of its own."""
    places = [path for path in (ROOT / "tests").iterdir() if path.name != "e2e"]
    with_tests = [path for path in places if path.match("test_*.py") or any(path.glob("**/test_*.py"))]
    return tuple(sorted(path.relative_to(ROOT).as_posix() for path in with_tests))


MEASURED = "tests/core/test_notation_untrusted.py"
"""Outside the terminal: how long a reading takes in that of a loop, which other tests at its side would change."""

PARTS = (
    Part("quiet", ("-p", "no:xdist", "-m", "not slow and quiet"), files=("tests/e2e",)),
    Part(
        "in the process",
        ("-n", str(3 * CORES), "-m", "not slow and not pty and not alone"),
        is_for_gaps=True,
        files=without_a_terminal(),
    ),
    Part("alone", ("-p", "no:xdist", "-m", "not slow and alone and not quiet"), files=("tests/e2e", MEASURED)),
    Part(
        "in a terminal",
        ("-n", str(2 * CORES), "-m", "not slow and pty and not alone"),
        files=("tests/e2e", "tests/test_demo.py", "tests/test_import_hygiene.py"),
    ),
)

if __name__ == "__main__":
    sys.exit(run(PARTS, sys.argv[1:], ROOT))
