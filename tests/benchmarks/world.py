"""What the sections share: how thorough to be, a folder for this run, and histories that are made once.

It exists because ten thousand sessions take a minute or two to make, and no section should make them again.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from tests.generate_history import write_history

QUICK_SIZES = (0, 1_000)
SIZES = (0, 1_000, 10_000)


@dataclass(frozen=True, slots=True)
class World:
    """One run of the benchmarks.

    Attributes:
        root: where everything of this run lies.
        cache: where the histories lie; they may be there from another run.
        is_quick: whether few rounds and small histories will do.
    """

    root: Path
    cache: Path
    is_quick: bool

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many sessions the histories have, the largest last."""
        return QUICK_SIZES if self.is_quick else SIZES

    def pick(self, quick: int, thorough: int) -> int:
        """How often something is done."""
        return quick if self.is_quick else thorough

    def folder(self, name: str) -> Path:
        """A folder for a section."""
        folder = self.root / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def history(self, sessions: int) -> Path:
        """A data folder with so many sessions of 12 reps with 4 splits."""
        folder = self.cache / f"h{sessions}"
        done = self.cache / f"h{sessions}.done"
        if not done.exists():
            folder.mkdir(parents=True, exist_ok=True)
            if sessions:
                print(f"making a history of {sessions:,} sessions ...", file=sys.stderr, flush=True)
                write_history(folder, sessions, is_twelve=True)
            done.touch()
        return folder
