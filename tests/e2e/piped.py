"""`python -m tests.e2e.piped TEXT ARGUMENTS`: trackclock with a text on its standard input, as behind a pipe."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.simulated_windows.files import MARK

if __name__ == "__main__":
    system = ("tests.simulated_windows",) if MARK in os.environ else ()
    command = [sys.executable, "-m", *system, "trackclock", *sys.argv[2:]]
    sys.exit(subprocess.run(command, input=sys.argv[1].encode(), check=False).returncode)
