"""A text -> its lines, each read and settled in itself, and then joined.

It exists so that the errors of all lines are told at once, and no line is read that is known.
"""

from __future__ import annotations

from dataclasses import replace

from trackclock.core.limits import MAX_STEPS
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.message.audience import Audience
from trackclock.core.notation.message.blocks import Blocks, Line
from trackclock.core.notation.message.joining import join
from trackclock.core.notation.message.kinds import Written, line_of
from trackclock.core.notation.message.memory import Known, Memory
from trackclock.core.notation.message.sections import arranged
from trackclock.core.notation.message.sources import Source, sources_of
from trackclock.core.notation.placing.attach import settle_level
from trackclock.core.notation.tree import Item, Place
from trackclock.core.notation.words.lexer import plain

_MOST_SPENT = 1_000
"""A line that cost more looks ahead and back is not kept: it is read again, so that the text pays for it again."""


def read_lines(
    text: str, context: Context, errors: list[NotationError] | None = None, memory: Memory | None = None
) -> Blocks:
    """Read a whole text.

    Args:
        text: any text at all.
        context: gets what was assumed.
        errors: gets the error of each line that cannot be read; without it the first is raised.
        memory: what lines said when they were read before; gets what the lines of this text say.

    Returns:
        The blocks.

    Raises:
        NotationError: where the text cannot be read in one way.
    """
    lines: list[Line] = []
    is_after_gap = False
    announced: list[Item] = []
    audience = Audience()
    for number, source in sources_of(text, context.options.lap_mm, memory):
        line: Line | None = None
        try:
            if source is not None:
                line = _line_of(source, number, context, memory, announced)
                audience.meet(source.text, number, line.place if line is not None and line.settled.nodes else None)
        except NotationError as error:
            if errors is None:
                raise
            errors.append(error)
            continue
        if line is not None:
            lines.append(replace(line, after_gap=True) if is_after_gap else line)
            _check_size(lines)
        is_after_gap = line is None
    if errors:
        return Blocks(context)
    if announced:
        lines.append(Line(settle_level(announced, context), announced[0].place))
    return join(arranged(lines, context), Blocks(context))


def _check_size(lines: list[Line]) -> None:
    if len(lines) > MAX_STEPS:
        what = f"this makes more than {MAX_STEPS:,} steps"
        raise failure(lines[-1].place, what, f"a session has at most {MAX_STEPS:,}")


def _line_of(
    source: Source, number: int, context: Context, memory: Memory | None, announced: list[Item]
) -> Line | None:
    """One line, read in itself or recalled; None where nothing stands on it but a heading, which goes to `announced`.

    Raises:
        NotationError: if it cannot be read.
    """
    known = source.known
    if known is not None and known.spent <= context.budget and not announced:
        context.budget -= known.spent
        context.assumptions.update(known.assumed_at(number))
        error, line = known.error_at(number), known.line_at(number)
    else:  # what cannot be paid for is read again, to be refused in its place
        is_alone = not announced
        known, line = _read(source, number, context, announced)
        error = known.error
        if source.is_wanted and is_alone and not announced and known.spent <= _MOST_SPENT:
            source.known, line = known, known.line_at(number)
            if memory is not None:
                memory.keep(source.key, context.options.lap_mm, known)
    if error is not None:
        raise error
    return line


def _read(source: Source, number: int, context: Context, announced: list[Item]) -> tuple[Known, Line | None]:
    """What a line says, and its pieces; what it assumed and spent is in the context."""
    own = context.of_line(source.text)
    line: Line | None = None
    error: NotationError | None = None
    try:
        _tell_chat(source, number, own)
        line = line_of(Written(source.bare, number, source.cut(number), own, announced))
    except NotationError as caught:
        error = caught.with_traceback(None)
    spent, context.budget = context.budget - own.budget, own.budget
    context.assumptions.update(own.assumptions)
    told = (entry.removeprefix("line ").partition(": ") for entry in own.assumptions)
    assumptions = tuple((int(at) - number, text) for at, _, text in told)
    return Known(line, error, assumptions, spent, source.numbers, number), line


def _tell_chat(source: Source, number: int, context: Context) -> None:
    """State what of a line is not read."""
    line = source.text
    for start, end in source.look():
        text = plain(line[start:end])
        above = line.count("\n", 0, start)
        place = Place(number + above, start - line.rfind("\n", 0, start), end - start, text)
        context.assume(place, f"'{text}' is not part of the session")
