"""A text -> its lines, each read and settled in itself, and then joined.

It exists so that the errors of all lines are told at once, and no line is read that is known.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from trackclock.core.limits import MAX_STEPS
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.message.audience import Audience
from trackclock.core.notation.message.blocks import Blocks, Line
from trackclock.core.notation.message.chat import Span
from trackclock.core.notation.message.joining import join
from trackclock.core.notation.message.kinds import Written, line_of
from trackclock.core.notation.message.memory import Known, Memory
from trackclock.core.notation.message.sections import arranged
from trackclock.core.notation.message.sources import Source, sources_of
from trackclock.core.notation.placing.attach import settle_level
from trackclock.core.notation.tree import Item, Place
from trackclock.core.notation.words.lexer import Token, TokenKind, plain

_MOST_SPENT = 1_000
"""A line that cost more looks ahead and back is not kept: it is read again, so that the text pays for it again."""

_MOST_NUMBERS = 3 * MAX_STEPS


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
    sources = list(sources_of(text))
    times = Counter(source.key for source in sources) if memory is None else None
    reader = _Reader(context, memory or Memory(), times)
    audience = Audience()
    lines: list[Line] = []
    is_after_gap = False
    for source in sources:
        line: Line | None = None
        try:
            if source.text:
                line = reader.line_of(source)
                audience.meet(source.veiled, source.number, line.place if line and line.settled.nodes else None)
        except NotationError as error:
            if errors is None or reader.numbers > _MOST_NUMBERS:
                raise
            errors.append(error)
            continue
        if line is not None:
            lines.append(replace(line, after_gap=True) if is_after_gap else line)
            if len(lines) > MAX_STEPS:
                what = f"this makes more than {MAX_STEPS:,} steps"
                raise failure(line.place, what, f"a session has at most {MAX_STEPS:,}")
        is_after_gap = line is None
    if errors:
        return Blocks(context)
    if announced := reader.announced:
        lines.append(Line(settle_level(announced, context), announced[0].place))
    return join(arranged(lines, context), Blocks(context))


@dataclass(slots=True)
class _Reader:
    """Reads the lines of one text, each in itself, and none that is known.

    Attributes:
        context: gets what was assumed.
        memory: what lines said, in this text or before.
        times: how often each line stands in the text, where nobody remembers them; None where somebody does.
        announced: the headings that stood alone and wait for the line that they are headings of.
        numbers: how many numbers stand on the lines so far.
    """

    context: Context
    memory: Memory
    times: Counter[str] | None
    announced: list[Item] = field(default_factory=list)
    numbers: int = 0

    def line_of(self, source: Source) -> Line | None:
        """One line, read in itself or recalled; None where nothing stands on it but a heading.

        Raises:
            NotationError: if it cannot be read.
        """
        known = self.memory.find(source.key, self.context.options.lap_mm)
        if known is None or known.spent > self.context.budget or self.announced:
            return self._read(source)  # what cannot be paid for is read again, to be refused in its place
        self.context.budget -= known.spent
        self.context.assumptions.update(dict.fromkeys(known.assumed_at(source.number)))
        self.context.rests.update(known.rests_at(source.number))
        self._count(known.numbers, source)
        return known.line_at(source.number)

    def _read(self, source: Source) -> Line | None:
        context, number = self.context, source.number
        own = context.of_line(source.text, number)
        is_alone = not self.announced
        line: Line | None = None
        error: NotationError | None = None
        numbers = 0
        try:
            bare, chat = source.without_chat()
            _tell_chat(source, chat, own)
            tokens = source.cut(bare)
            numbers = len(_numbers(tokens))
            self._count(numbers, source)
            line = line_of(Written(bare, number, tokens, own, self.announced))
        except NotationError as caught:
            error = caught.with_traceback(None)
        spent, context.budget = context.budget - own.budget, own.budget
        context.assumptions.update(own.assumptions)
        context.rests.update(own.rests)
        is_wanted = self.times is None or self.times[source.key] > 1
        if is_wanted and is_alone and not self.announced and spent <= _MOST_SPENT:
            known = Known(line, error, tuple(own.assumptions), spent, numbers, number, tuple(own.rests.items()))
            self.memory.keep(source.key, context.options.lap_mm, known)
            return known.line_at(number)
        if error is not None:
            raise error
        return line

    def _count(self, numbers: int, source: Source) -> None:
        """Refuse a text with more numbers than any session needs.

        Raises:
            NotationError: at the first of them.
        """
        before, self.numbers = self.numbers, self.numbers + numbers
        if self.numbers > _MOST_NUMBERS:
            first = _numbers(source.cut(source.without_chat()[0]))[_MOST_NUMBERS - before]
            what = f"there are more than {_MOST_NUMBERS:,} numbers here"
            raise NotationError(first.line, first.column, what, f"a session has at most {MAX_STEPS:,} steps")


def _numbers(tokens: list[Token]) -> list[Token]:
    """The tokens that are numbers or clock times."""
    return [token for token in tokens if token.kind in (TokenKind.NUMBER, TokenKind.CLOCK)]


def _tell_chat(source: Source, chat: tuple[Span, ...], context: Context) -> None:
    """State what of a line is not read."""
    for start, end in chat:
        text = plain(source.text[start:end])
        line = source.number + source.text.count("\n", 0, start)
        place = Place(line, start - source.text.rfind("\n", 0, start), end - start, text)
        context.assume(place, f"'{text}' is not part of the session")
