"""A text -> its lines, each read and settled in itself, and then joined.

It exists to know what a line begins with, a bullet, a number, a heading, and to tell the errors of all lines at once.
"""

from __future__ import annotations

from trackclock.core.limits import MAX_STEPS
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.line.parser import read_line
from trackclock.core.notation.message.audience import (
    Audience,
    refuse_other_weeks,
    refuse_teams,
    refuse_time_of_day,
)
from trackclock.core.notation.message.blocks import Blocks, Line
from trackclock.core.notation.message.chat import LONGEST_MESSAGE
from trackclock.core.notation.message.headings import (
    SAYS_NOTHING,
    number_in,
    split_heading,
    without_bullet,
    without_number,
)
from trackclock.core.notation.message.joining import absorbed, join
from trackclock.core.notation.message.languages import refuse_other_language
from trackclock.core.notation.message.memory import Known, Memory
from trackclock.core.notation.message.passes import lasting, repeated_until, steps_again
from trackclock.core.notation.message.sections import without_titles
from trackclock.core.notation.message.sources import SAME, Source, sources_of
from trackclock.core.notation.placing.attach import Settled, settle_level
from trackclock.core.notation.placing.totals import is_whole_run
from trackclock.core.notation.tree import (
    Item,
    Multiplier,
    Place,
    Remark,
    Work,
)
from trackclock.core.notation.words.lexer import Token, plain

_MOST_SPENT = 1_000
_HOLDING = frozenset(("with", "including", "incl", "inc", "containing", "include", "featuring", "w/"))
"""What a line ends in that tells of a longer run, before the colon."""

_LABELS = frozenset(("recovery", "rest", "recoveries", "jog recovery"))


def _remark_of(heading: list[Token], context: Context) -> list[Item]:
    """The heading of a line as a note, if it says more than that this is the session."""
    if all(token.text in SAYS_NOTHING for token in heading):
        return []
    place = context.place(heading[0], heading[-1])
    return [Remark(place.text, place)]


def _tell_chat(source: Source, number: int, context: Context) -> None:
    """State what of a line is not read."""
    line = source.text
    for start, end in source.look():
        text = plain(line[start:end])
        above = line.count("\n", 0, start)
        place = Place(number + above, start - (line.rfind("\n", 0, start) + 1) + 1, end - start, text)
        context.assume(place, f"'{text}' is not part of the session")


def _line_of(
    source: Source, number: int, context: Context, memory: Memory | None, announced: list[Item]
) -> Line | None:
    """One line, read in itself or recalled; None where nothing stands on it but a heading, which goes to `announced`.

    Raises:
        NotationError: if it cannot be read.
    """
    known = source.known
    if known is not None and known.spent <= context.budget and not announced:
        line, error = known.line_at(number), known.error_at(number)
        context.budget -= known.spent
        context.assumptions.update(known.assumed_at(number))
    else:  # what cannot be paid for is read again, to be refused in its place
        is_alone = not announced
        known, line = _read_source(source, number, context, announced)
        error = known.error
        if source.is_wanted and is_alone and not announced and known.spent <= _MOST_SPENT:
            source.known, line = known, known.line_at(number)
            if memory is not None:
                memory.keep(source.key, context.options.lap_mm, known)
    if error is not None:
        raise error
    return line


def _read_source(source: Source, number: int, context: Context, announced: list[Item]) -> tuple[Known, Line | None]:
    """What a line says, and its pieces; what it assumed and spent is in the context."""
    own = context.of_line(source.text)
    line: Line | None = None
    error: NotationError | None = None
    try:
        _tell_chat(source, number, own)
        bare = source.bare
        refuse_other_language(bare, number)
        refuse_time_of_day(bare, number)
        refuse_teams(bare, number)
        refuse_other_weeks(bare, number)
        tokens = source.cut(number)
        line = _repeating(bare, number, tokens, own) or _read_line(tokens, own, announced)
    except NotationError as caught:
        error = caught.with_traceback(None)
    spent, context.budget = context.budget - own.budget, own.budget
    context.assumptions.update(own.assumptions)
    told = (entry.removeprefix("line ").partition(": ") for entry in own.assumptions)
    assumptions = tuple((int(at) - number, text) for at, _, text in told)
    return Known(line, error, assumptions, spent, source.numbers, number), line


def _repeating(bare: str, number: int, tokens: list[Token], context: Context) -> Line | None:
    """A line that says how often something is repeated, by the steps of a list or a length that it lasts."""
    if len(bare) > LONGEST_MESSAGE:
        return None
    again = steps_again(bare, number)
    if again is not None:
        return Line(Settled(multiplier=again), again.place, number=without_number(without_bullet(tokens))[0])
    told = lasting(bare, tokens, context)
    if told is None:
        return None
    before = [token for token in tokens if token.offset < told.start or token.offset >= told.end]
    while before and before[-1].text in (",", ";", "and", "then", ".", "-", ":", "+"):
        before.pop()
    line = _read_line(before, context, [])
    if line is None:
        return Line(Settled(multiplier=Multiplier(1, 1, told.place, is_all=True, until=told.quantity)), told.place)
    if line.settled.nodes:
        line.settled.nodes = repeated_until(line.settled.nodes, told, context)
    return line


def _read_line(raw: list[Token], context: Context, announced: list[Item]) -> Line | None:
    """One line from its tokens, after the headings that wait for it; None where nothing but a heading stands on it.

    Raises:
        NotationError: if it cannot be read.
    """
    number, numbered = without_number(without_bullet(raw))
    heading, tokens = split_heading(numbered)
    announced.extend(_remark_of(heading, context))
    if not tokens:
        return None
    items = [*announced, *read_line(context, tokens)]
    announced.clear()
    line = Line(settle_level(items, context), context.place(tokens[0], tokens[-1]))
    line.number = number or number_in(heading)
    _whole_run(line, tokens, context)
    line.is_heading = all(token.text in SAYS_NOTHING or token.text in (":", "-") for token in tokens)
    line.is_label = tokens[0].text in _LABELS and len(tokens) > 1 and tokens[1].text in (":", "-", "=")
    return line


def _whole_run(line: Line, tokens: list[Token], context: Context) -> None:
    """Read `9 miles with:` above a list as the run that the list is a part of."""
    words = [token.text for token in tokens[-2:]]
    only = line.settled.nodes[0] if len(line.settled.nodes) == 1 else None
    if words[-1:] != [":"] or words[0] not in _HOLDING or not isinstance(only, Work) or not is_whole_run(only):
        return
    context.assume(only.place, f"'{only.place.text}' is the whole run; the rest of it is left to you")
    line.settled.nodes = []
    line.settled.loose.append(Remark(only.place.text, only.place))


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
    gap = False
    announced: list[Item] = []
    audience = Audience()
    for number, source in enumerate(sources_of(text, context.options.lap_mm, memory), start=1):
        if source is SAME:
            continue
        try:
            line = _line_of(source, number, context, memory, announced) if source is not None else None
            if source is not None:
                audience.meet(source.text, number, line.place if line is not None and line.settled.nodes else None)
        except NotationError as error:
            if errors is None:
                raise
            errors.append(error)
            continue
        if line is None:
            gap = gap or bool(lines)
            continue
        line.after_gap = gap
        lines.append(line)
        gap = False
        if len(lines) > MAX_STEPS:
            raise failure(
                line.place, f"this makes more than {MAX_STEPS:,} steps", f"a session has at most {MAX_STEPS:,}"
            )
    if errors:
        return Blocks()
    if announced:
        lines.append(Line(settle_level(announced, context), announced[0].place))
    lines = absorbed(without_titles(lines, context), context)
    last_work = max((index for index, line in enumerate(lines) if line.settled.nodes), default=-1)
    for index, line in enumerate(lines):
        is_end = index == len(lines) - 1
        below = lines[index + 1].settled if not is_end else None
        line.is_last = below is None or (index > last_work and not below.loose and below.multiplier is None)
    return join(lines, context)
