"""Coach's shorthand -> steps, with exact error positions; a plan -> shorthand.

It exists so that a session pasted from a web page runs as it is. The rooms, in the order in which a text passes them:

- `message/`: what stands around the lines and over several: chat, groups, tables, headings, sections.
- `words/`: text -> tokens with places -> atoms: quantities and words with their parts.
- `phrases/`: what coaches say in many ways, brought into the one way that the grammar reads: data, a file a construct.
- `line/`: the atoms of one line -> its items.
- `placing/`: what a length is, and which reps a pause, a target or a note is for -> the tree (`tree`, `targets`).
- `steps/`: the tree -> steps.
- `writing/`: a plan -> tidy notation; `exact` is the form for what that cannot say, `labels` how lengths are written.
- `asking`: what cannot be read in one way -> the sessions that it may mean.

Imports run one way: asking > writing > reading > steps > message > line > placing > phrases > words.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.core.notation.asking import Candidate, candidates_of
from trackclock.core.notation.context import Options
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.goal import parse_goal
from trackclock.core.notation.message.memory import Memory
from trackclock.core.notation.reading import read_text
from trackclock.core.notation.writing.printer import tidy
from trackclock.core.plan import Step

__all__ = [
    "Candidate",
    "Memory",
    "NotationError",
    "Options",
    "Parsed",
    "candidates_of",
    "parse",
    "parse_goal",
    "read",
    "tidy",
]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text says.

    Attributes:
        steps: the steps in order; never empty.
        assumptions: every reading that was not written there, as sentences with their line.
    """

    steps: tuple[Step, ...]
    assumptions: tuple[str, ...]


def parse(text: str, options: Options | None = None) -> Parsed:
    """Read a session in coach's shorthand.

    Args:
        text: any text at all.
        options: what the session's header says; the defaults of a plan if left out.

    Returns:
        Its steps and what was assumed in reading it.

    Raises:
        NotationError: if it cannot be read in one way only; no other exception, whatever the text.
    """
    parsed, errors = read(text, options)
    if parsed is None:
        raise errors[0]
    return parsed


def read(
    text: str, options: Options | None = None, memory: Memory | None = None
) -> tuple[Parsed | None, tuple[NotationError, ...]]:
    """Read a session and tell every line that cannot be read, for an editor.

    Args:
        text: any text at all.
        options: what the session's header says; the defaults of a plan if left out.
        memory: the caller's, for a text that is read again and again: lines that did not change are not read again.

    Returns:
        What it says and no errors; or None and at least one error, in the order of the lines.
    """
    errors: list[NotationError] = []
    try:
        steps, assumptions = read_text(text, options or Options(), errors, memory)
        return Parsed(steps, assumptions), ()
    except NotationError as error:
        return None, tuple(errors or [error])
