"""`python -m tests.e2e.piped TEXT ARGUMENTS`: trackclock with a text on its standard input, as behind a pipe."""

from __future__ import annotations

import subprocess
import sys

if __name__ == "__main__":
    command = [sys.executable, "-m", "trackclock", *sys.argv[2:]]
    sys.exit(subprocess.run(command, input=sys.argv[1].encode(), check=False).returncode)
