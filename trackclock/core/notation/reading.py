"""A text -> its steps, in whichever of the two forms it is written.

It exists apart from the package's door so that whoever prints or asks can read as well.
"""

from __future__ import annotations

from trackclock.core.notation.context import Context, Options
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.exact import exact_to_steps, is_exact
from trackclock.core.notation.message.lines import read_lines
from trackclock.core.notation.message.memory import Memory
from trackclock.core.notation.steps.unroll import unroll
from trackclock.core.plan import Step


def read_text(
    text: str, options: Options, errors: list[NotationError] | None = None, memory: Memory | None = None
) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """Read a text.

    Args:
        text: any text at all.
        options: what the session's header says.
        errors: gets the error of each line that cannot be read; without it the first is raised.
        memory: what lines said when they were read before.

    Returns:
        Its steps, and what was assumed in reading it.

    Raises:
        NotationError: if it cannot be read in one way only, or holds no step.
    """
    context = Context(text, options)
    steps = exact_to_steps(text) if is_exact(text) else unroll(read_lines(text, context, errors, memory), context)
    if errors:
        raise errors[0]
    if not steps:
        raise NotationError(1, 1, "there is no step here", "write what is run, such as 4 x 400m with 90 s recovery")
    return steps, tuple(f"line {line}: {text}" for line, text in context.assumptions)


def steps_of(text: str, options: Options) -> tuple[Step, ...]:
    """The steps of a text alone; raises as `read_text`."""
    return read_text(text, options)[0]
