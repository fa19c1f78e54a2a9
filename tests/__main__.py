"""All the tests: `python -m tests [PYTEST OPTIONS]`.

It exists because three kinds of test want three ways of running. What stays in its own process runs on every core at
once, two of them a core since half of their time is waiting for a screen; what drives the real app in a terminal runs
two at a time; what listens to its sound, or measures an instant, runs afterwards and alone, since nobody may take its
time away.
"""

from __future__ import annotations

import os
import subprocess
import sys


def main() -> int:
    """Run every kind; returns the first exit code that is not 0."""
    options = sys.argv[1:]
    for arguments in (
        ["-n", str(2 * (os.cpu_count() or 1)), "-m", "not slow and not pty and not alone"],
        ["-n", "2", "-m", "not slow and pty and not alone"],
        ["-p", "no:xdist", "-m", "not slow and alone"],
    ):
        code = subprocess.call([sys.executable, "-m", "pytest", "-q", *arguments, *options])
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
