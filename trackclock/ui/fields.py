"""What the editor says of its fields and of what is wrong in them.

It exists apart from the screen so that the words can be read in one place.
"""

from __future__ import annotations

from textual.content import Content

from trackclock.ui.draft import Problem
from trackclock.ui.words import clean

LABELS: dict[str, str] = {
    "name": "Name",
    "goal": "Goal",
    "notes": "Notes",
    "lap": "Lap m",
    "split_every": "Split m",
    "get_ready": "Get ready",
    "start": "Start",
    "press_guard": "Guard",
}
"""What stands before each field."""

HINTS: dict[str, str] = {
    "name": "what it is called",
    "goal": "mile 5:30",
    "notes": "what the coach says",
    "lap": "400",
    "split_every": "400",
    "get_ready": "5s",
    "start": "auto",
    "press_guard": "auto",
}
"""What an empty one says."""


def problem_text(problem: Problem) -> Content:
    """What is wrong, with its line."""
    place = f"line {problem.line + 1}: " if problem.line is not None else f"{LABELS.get(problem.field, '')} ".lstrip()
    return Content.assemble(("! ", "bold"), clean(place + problem.message))
