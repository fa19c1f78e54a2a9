"""What the editor says of its fields and of what is wrong in them.

It exists apart from the screen so that the words can be read in one place.
"""

from __future__ import annotations

from collections.abc import Sequence

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


def problem_words(problem: Problem) -> str:
    """What is wrong, with its line or its field."""
    if problem.line is not None:
        return clean(f"line {problem.line + 1}: {problem.message}")
    label, message = LABELS.get(problem.field, ""), problem.message.removeprefix(f"{problem.field}: ")
    return clean(f"{label}: {message}" if label else message)


def problem_text(problem: Problem) -> Content:
    """The same as the editor shows it."""
    return Content.assemble(("! ", "bold"), problem_words(problem))


def problems_text(problems: Sequence[Problem], workout: str) -> str:
    """Everything that is wrong with a text that is not open in the editor, each place marked below its line.

    Args:
        problems: what is wrong.
        workout: the text.
    """
    from trackclock.formats.errors import marked

    lines = workout.split("\n")
    told = []
    for problem in problems:
        told.append(problem_words(problem))
        if problem.line is not None and problem.line < len(lines) and lines[problem.line].strip():
            told.append(marked(lines[problem.line], problem.column, problem.width))
    return "\n".join(told)
