"""The session files that come with trackclock.

It exists because they lie in two places: `sessions/` beside the package in a checkout, inside the package in a wheel.
"""

from __future__ import annotations

from pathlib import Path

from trackclock.core.plan import Plan
from trackclock.formats.errors import FileError
from trackclock.formats.load import SUFFIXES, load_plan

_PACKAGE = Path(__file__).resolve().parent.parent


def bundled_dir() -> Path | None:
    """The folder of the bundled files; None where they were not installed."""
    for folder in (_PACKAGE / "sessions", _PACKAGE.parent / "sessions"):
        if folder.is_dir():
            return folder
    return None


def list_bundled() -> list[str]:
    """The names of the bundled files, sorted; empty where they were not installed."""
    folder = bundled_dir()
    if folder is None:
        return []
    return sorted(path.name for path in folder.iterdir() if path.suffix in SUFFIXES and not path.name.startswith("."))


def read_bundled(name: str) -> str:
    """The text of a bundled file, to make a copy of.

    Args:
        name: one of `list_bundled`.

    Raises:
        FileError: if there is no such file.
    """
    return _path_of(name).read_text(encoding="utf-8")


def load_bundled(name: str) -> Plan:
    """The plan of a bundled file.

    Args:
        name: one of `list_bundled`.

    Raises:
        FileError: if there is no such file, or it cannot be read.
    """
    return load_plan(_path_of(name))


def _path_of(name: str) -> Path:
    folder = bundled_dir()
    if folder is None or name not in list_bundled():
        raise FileError(name, "there is no bundled session of that name", f"choose one of {', '.join(list_bundled())}")
    return folder / name
