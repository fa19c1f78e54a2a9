"""A text -> its lines, each read and settled in itself, and then joined.

It exists to know what a line begins with, a bullet, a number, a heading, and to tell the errors of all lines at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trackclock.core.limits import MAX_STEPS
from trackclock.core.notation.attach import Settled, settle_level
from trackclock.core.notation.audience import (
    Audience,
    refuse_other_weeks,
    refuse_teams,
    refuse_time_of_day,
    without_ages,
)
from trackclock.core.notation.chat import Chat, without_chat, without_notes_of_mine
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.headings import SAYS_NOTHING, number_in, split_heading, without_bullet, without_number
from trackclock.core.notation.joining import Blocks, Line, absorbed, join
from trackclock.core.notation.languages import refuse_other_language
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.lexer import Token, TokenKind, plain, tokenize
from trackclock.core.notation.memory import Known, Memory
from trackclock.core.notation.parser import LineParser
from trackclock.core.notation.passes import lasting, repeated_until, sets_of, steps_again
from trackclock.core.notation.sections import without_titles
from trackclock.core.notation.tables import columns_of, is_row, is_rule, row_tokens
from trackclock.core.notation.totals import is_whole_run
from trackclock.core.notation.tree import (
    Item,
    Multiplier,
    Place,
    Remark,
    Work,
)

_MOST_NUMBERS = 3 * MAX_STEPS
_MOST_SPENT = 1_000
_MOST_BROKEN = 4
"""A bracket goes on over so many lines at most, as a mail breaks them."""

_LONGEST_END = 40
"""What a line ends in is looked for so near to its end."""

_NEEDS_MORE = Lazily(
    r"(?:(?<![(\w])(?:(?-i:a|an)|with|w/|and|then|plus|followed by|the|at|or"
    r"|(?:recovery|rest|jog|walk|pace|effort|time) of)|\s[+&])\s*$",
    re.IGNORECASE,
)
"""What no line ends in that is not broken in the middle, as a mail breaks it."""

_LAST = frozenset(
    (
        "with",
        "w/",
        "and",
        "then",
        "plus",
        "by",
        "the",
        "a",
        "an",
        "at",
        "or",
        "of",
        "+",
        "&",
        "jog",
        "run",
        "walk",
        "sprint",
    )
)
"""One of these words, or a number, stands last on every line that is broken."""

_NEEDS_LENGTH = Lazily(r"[,;+]\s*(?:easy )?(?:jog|run|walk|sprint)\s*$", re.IGNORECASE)
"""What a line that is broken ends in, if the next one begins with a number: `run 10 min, jog`."""

_NEEDS_UNIT = Lazily(r"\b(?:x|with|w/|of|off|in|and|a|-|,) ?\d[\d.]*\s*$", re.IGNORECASE)
_UNIT = Lazily(r"\s*(?:s|secs?|seconds?|mins?|minutes?|m|met(?:er|re)s?|km|k|miles?|laps?)\b", re.IGNORECASE)
"""What follows a number that stands last on a line that is broken."""

_BULLETED = Lazily(r"\s*(?:[-•*·▪–—]|\d+[.)])\s")

_HOLDING = frozenset(("with", "including", "incl", "inc", "containing", "include", "featuring", "w/"))
"""What a line ends in that tells of a longer run, before the colon."""

_LABELS = frozenset(("recovery", "rest", "recoveries", "jog recovery"))


def split_lines(text: str) -> list[str]:
    """The lines of a text, whichever of the three line breaks it has."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _remark_of(heading: list[Token], context: Context) -> list[Item]:
    """The heading of a line as a note, if it says more than that this is the session."""
    if all(token.text in SAYS_NOTHING for token in heading):
        return []
    place = context.place(heading[0], heading[-1])
    return [Remark(place.text, place)]


@dataclass(slots=True)
class _Source:
    """A line before it is read; lines that are the same are one.

    Attributes:
        text: the line, without its break.
        key: the line with all that its reading depends on.
        columns: what its cells are, where it is a row of a table.
        number: which line it is, from 1; the first of those that are the same.
        tokens: its tokens; empty where it is known.
        numbers: how many of them are numbers.
        known: what it said when it was read before.
        bare: the line without comments and what is no part of the session.
        chat: where that stands; None where nobody has looked yet.
        is_wanted: whether what it says is worth keeping: it stands there again, or somebody remembers it.
    """

    text: str
    key: str
    columns: tuple[str, ...]
    number: int
    tokens: list[Token]
    numbers: int
    known: Known | None
    is_wanted: bool
    bare: str = ""
    chat: tuple[Chat, ...] | None = None

    def look(self) -> tuple[Chat, ...]:
        """Tell chat from the rest, once."""
        if self.chat is None:
            self.bare, self.chat = without_chat(without_ages(without_notes_of_mine(self.text)))
        return self.chat

    def cut(self, number: int) -> list[Token]:
        """The tokens of the line where it stands as another one of the text."""
        if self.tokens and self.number == number:
            return self.tokens
        if self.columns:
            return row_tokens(self.text, number, self.columns)
        self.look()
        return [token for token in tokenize(self.bare, number) if token.kind is not TokenKind.NEWLINE]


_SAME = _Source("", "", (), 0, [], 0, None, is_wanted=False)
"""In the place of a line that is the end of the one above it."""


def _sources(text: str, lap_mm: int, memory: Memory | None) -> list[_Source | None]:
    """The lines of a text, each cut into tokens unless it is known; None for an empty one.

    Raises:
        NotationError: for a sign that says nothing, or more numbers than any session needs.
    """
    seen: dict[str, _Source] = {}
    sources: list[_Source | None] = []
    numbers = 0
    columns: tuple[str, ...] = ()
    lines = split_lines(text)
    for number, line in enumerate(lines, start=1):
        if len(sources) >= number:
            continue  # it is the end of the line above
        heading = columns_of(line) if "\t" in line or "|" in line else ()
        columns = heading or (columns if columns and (is_rule(line) or is_row(line, columns)) else ())
        if not line or heading or (columns and is_rule(line)):
            sources.append(None if not line else _SAME)
            continue
        behind = number if columns else _end_of_line(lines, number - 1)
        line = "\n".join(lines[number - 1 : behind])
        key = f"{chr(0).join(columns)}{chr(0)}{line}" if columns else line
        source = seen.get(key)
        if source is not None:
            source.is_wanted = True
        else:
            known = memory.find(key, lap_mm) if memory is not None else None
            source = seen[key] = _Source(line, key, columns, number, [], 0, known, is_wanted=memory is not None)
            if known is None:
                source.tokens = source.cut(number)
            source.numbers = known.numbers if known is not None else len(_numbers(source.tokens))
        sources.append(source)
        sources.extend([_SAME] * (behind - number))
        numbers += source.numbers
    if numbers > _MOST_NUMBERS:
        first = _numbers(tokenize("\n".join(map(_bare, split_lines(text)))))[_MOST_NUMBERS]
        what = f"there are more than {_MOST_NUMBERS:,} numbers here"
        raise NotationError(first.line, first.column, what, f"a session has at most {MAX_STEPS:,} steps")
    return sources


def _end_of_line(lines: list[str], index: int) -> int:
    """The index behind the line that one goes on to: where its bracket is closed, or where its last word is told of.

    A line of which neither is so ends with itself.
    """
    depth, behind = _depth(lines[index]), index + 1
    is_open = depth > 0
    is_unsaid = not is_open and _is_unsaid(lines, index)
    for at in range(index + 1, min(index + _MOST_BROKEN, len(lines))) if is_open or is_unsaid else ():
        if not lines[at].strip() or _BULLETED.match(lines[at]):
            break
        depth += _depth(lines[at])
        is_unsaid = _is_unsaid(lines, at)
        if depth <= 0 and not is_unsaid:
            return at + 1
        behind = behind if is_open else at + 1
    return behind


def _is_unsaid(lines: list[str], index: int) -> bool:
    """Whether a line ends in a word or sign that needs what follows it, and something follows that can be that."""
    line = lines[index][-_LONGEST_END:]
    words = line.split()
    last = words[-1].lower() if words else ""
    if (last not in _LAST and not last[-1:].isdigit()) or index + 1 >= len(lines) or "#" in line:
        return False
    if _NEEDS_MORE.search(line) is not None:
        return True
    if _NEEDS_UNIT.search(line) is not None and _UNIT.match(lines[index + 1]) is not None:
        return True
    return lines[index + 1].lstrip()[:1].isdigit() and _NEEDS_LENGTH.search(line) is not None


def _depth(line: str) -> int:
    """How many brackets a line leaves open; negative where it closes more than it opens."""
    return line.count("(") - line.count(")")


def _bare(line: str) -> str:
    """A line without comments and what is no part of the session; every other character keeps its place."""
    return without_chat(without_ages(without_notes_of_mine(line)))[0]


def _tell_chat(source: _Source, number: int, context: Context) -> None:
    """State what of a line is not read."""
    line = source.text
    for start, end in source.look():
        text = plain(line[start:end])
        above = line.count("\n", 0, start)
        place = Place(number + above, start - (line.rfind("\n", 0, start) + 1) + 1, end - start, text)
        context.assume(place, f"'{text}' is not part of the session")


def _numbers(tokens: list[Token]) -> list[Token]:
    """The tokens that are numbers or clock times."""
    return [token for token in tokens if token.kind is TokenKind.NUMBER or token.kind is TokenKind.CLOCK]


def _line_of(
    source: _Source, number: int, context: Context, memory: Memory | None, announced: list[Item]
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


def _read_source(source: _Source, number: int, context: Context, announced: list[Item]) -> tuple[Known, Line | None]:
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
    again = steps_again(bare, number)
    if again is not None:
        return Line(Settled(multiplier=again), again.place, number=without_number(without_bullet(tokens))[0])
    told = lasting(bare, tokens, context)
    if told is None:
        return _sets_and_rest(bare, number, tokens, context)
    before = [token for token in tokens if token.offset < told.start or token.offset >= told.end]
    while before and before[-1].text in (",", ";", "and", "then", ".", "-", ":", "+"):
        before.pop()
    line = _read_line(before, context, [])
    if line is None:
        return Line(Settled(multiplier=Multiplier(1, 1, told.place, is_all=True, until=told.quantity)), told.place)
    if line.settled.nodes:
        line.settled.nodes = repeated_until(line.settled.nodes, told, context)
    return line


def _sets_and_rest(bare: str, number: int, tokens: list[Token], context: Context) -> Line | None:
    """A line that says how many sets there are of all above, and what lies between them and nothing else."""
    told = sets_of(bare, number)
    rest = [token for token in tokens if told is not None and token.offset >= told[1]]
    while rest and rest[-1].text in (")", "."):
        rest.pop()
    line = _read_line(rest, context, []) if rest and rest[0].kind is TokenKind.NUMBER else None
    if told is None or line is None or line.settled.nodes or line.settled.ends or line.settled.multiplier is not None:
        return None
    line.settled.multiplier = told[0]
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
    items = [*announced, *LineParser(context, tokens).parse()]
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
    for number, source in enumerate(_sources(text, context.options.lap_mm, memory), start=1):
        if source is _SAME:
            continue
        try:
            line = _line_of(source, number, context, memory, announced) if source is not None else None
            if source is not None:
                audience.meet(source.text, line.place if line is not None and line.settled.nodes else None)
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
