"""A session file by its name and place, before anything in it is read.

It exists apart from the list of all of them so that the one that is edited needs no list.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

OWN_SUFFIXES = (".toml", ".txt")
"""What the name of a session file ends with that the editor writes, or that is a text as it stands."""

FOREIGN_SUFFIXES = (".fit", ".icu", ".json", ".zwo")
"""What the name of a workout of a watch or a service ends with."""

SUFFIXES = (*OWN_SUFFIXES, *FOREIGN_SUFFIXES)
"""What the name of a file ends with that can be run."""

DRAFT_SUFFIX = ".draft.toml"
"""What the name of a file ends with that was saved with an error in it."""


@dataclass(frozen=True, slots=True)
class SessionFile:
    """A file that may hold a session.

    Attributes:
        name: its name, without the folder.
        path: where it lies; None for one that comes with trackclock.
        stamp: changes whenever the file does.
    """

    name: str
    path: Path | None
    stamp: tuple[int, int] = (0, 0)

    @property
    def is_own(self) -> bool:
        """Whether it lies in the user's own folder."""
        return self.path is not None

    @property
    def is_draft(self) -> bool:
        """Whether it was saved with an error in it, to be put right later."""
        return self.is_own and self.name.lower().endswith(DRAFT_SUFFIX)

    @property
    def is_foreign(self) -> bool:
        """Whether another's programme wrote it: it is read and never written."""
        return self.is_own and self.name.lower().endswith(FOREIGN_SUFFIXES)

    @property
    def stem(self) -> str:
        """Its name without the ending."""
        if self.is_draft:
            return self.name[: -len(DRAFT_SUFFIX)]
        return self.name.rpartition(".")[0] or self.name


def stamp_of(path: Path) -> tuple[int, int] | None:
    """Changes whenever the file does; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size)
