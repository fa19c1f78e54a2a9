"""What is wrong with a session file while it is edited, and how that is said.

It exists apart from the editor so that the list of sessions says it in the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trackclock.safe_text import clean

WORKOUT = "workout"
WHOLE = "file"
"""Where an error is when it is not in one of the fields."""

LABELS: dict[str, str] = {
    "name": "Name",
    "goal": "Goal",
    "notes": "Notes",
    "lap": "Lap m",
    "lane": "Lane",
    "split_every": "Split m",
    "get_ready": "Get ready",
    "start": "Start",
    "late": "Late",
    "press_guard": "Guard",
    "gun": "Gun",
    "on_your_marks": "On marks",
    "athletes": "Athletes",
    "rests": "Rests",
    "stagger": "Stagger",
}
"""What stands before each field."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a draft.

    Attributes:
        field: the field, `workout` or `file`.
        message: what is wrong and what to write instead.
        line: within the workout's text, from 0; None elsewhere.
        column: within that line, from 0.
        width: how many characters.
    """

    field: str
    message: str
    line: int | None = None
    column: int = 0
    width: int = 1


def problem_words(problem: Problem) -> str:
    """What is wrong, with its line or its field."""
    if problem.line is not None:
        return clean(f"line {problem.line + 1}: {problem.message}")
    label, message = LABELS.get(problem.field, ""), problem.message.removeprefix(f"{problem.field}: ")
    return clean(f"{label}: {message}" if label else message)


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
