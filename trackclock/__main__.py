"""`python -m trackclock`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from trackclock.cli import run

    # Whatever is written, be it history, settings, goal or session files, is this user's alone (0700, 0600).
    os.umask(0o077)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
