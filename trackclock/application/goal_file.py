"""The file that keeps the runner's own goal, as it was typed.

It exists apart from what a goal means so that a line that cannot be read is kept all the same.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from trackclock.application.goal_text import MAX_LENGTH, GoalError
from trackclock.formats.unicode_text import NotTextError, decode

FILE = "goal.txt"
"""The file's name in the folder of the settings."""


def load_goal(folder: Path) -> str:
    """The goal that was written last, empty if there is none or it cannot be read."""
    try:
        with (folder / FILE).open("rb") as stream:
            return " ".join(decode(stream.read(4 * MAX_LENGTH), "replace").split())[:MAX_LENGTH]
    except (OSError, NotTextError):
        return ""


def save_goal(folder: Path, text: str) -> None:
    """Keep a goal; an empty one is forgotten.

    Raises:
        GoalError: if the folder cannot be written.
    """
    partial = folder / f".{FILE}.{os.getpid()}"
    try:
        if not text:
            (folder / FILE).unlink(missing_ok=True)
            return
        folder.mkdir(parents=True, exist_ok=True)
        partial.write_text(text + "\n", encoding="utf-8")
        partial.replace(folder / FILE)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise GoalError(f"the goal cannot be kept in {folder}: {error.strerror}") from error
