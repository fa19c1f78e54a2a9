"""`python -m tests.benchmarks [SECTION ...] [--quick] [--cache DIR]`.

It exists to run the sections one after the other, since two at once would measure each other.
"""

from __future__ import annotations

import argparse
import importlib
import platform
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.table import Row, markdown
from tests.benchmarks.world import World

SECTIONS = {
    "start": "Start-up",
    "live": "The live screen during a rep, 120 x 36, everything shown",
    "commit": "Key to committed mark",
    "history": "The history, sessions of 12 reps and 4 splits",
    "presses": "Presses in a pty",
    "group": "A group of twelve, 120 x 36",
    "watchers": "A second screen",
    "sound": "Sound",
    "voice": "The voice",
}
"""Each is a module here with a function `rows(world)`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    known = [name for name in SECTIONS if find_spec(f"tests.benchmarks.{name}") is not None]
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"all of them if left out: {', '.join(known)}")
    parser.add_argument("--quick", action="store_true", help="few rounds, and at most 1,000 sessions")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keeps the histories that were made for another run")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.sections if name not in known]:
        parser.error(f"there is no section {', '.join(unknown)}; choose from {', '.join(known)}")
    found: list[tuple[str, list[Row]]] = []
    with tempfile.TemporaryDirectory(prefix="trackclock-benchmarks-") as folder:
        root = Path(folder)
        world = World(root, options.cache or root / "histories", options.quick)
        for name in options.sections or known:
            print(f"{name} ...", file=sys.stderr, flush=True)
            found.append((SECTIONS[name], importlib.import_module(f"tests.benchmarks.{name}").rows(world)))
    print(
        f"Python {platform.python_version()}, Textual {version('textual')}, {platform.system()} {platform.machine()}\n"
    )
    print(markdown(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
