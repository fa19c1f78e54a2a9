"""What a line is, read in itself: one table of kinds, in the order in which they are tried.

It exists so that whoever wants to know what can stand on a line finds it in one place. Chat is blanked before (`chat`),
and lines that a mail broke are put together (`sources`); whom a line is for is asked of all lines together
(`audience`), as is what it is for the lines around it (`sections`, `joining`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from trackclock.core.notation.context import Context
from trackclock.core.notation.line.parser import read_line
from trackclock.core.notation.message.again import passes_until
from trackclock.core.notation.message.blocks import Line
from trackclock.core.notation.message.chat import LONGEST_MESSAGE
from trackclock.core.notation.message.doubts import refuse_doubtful_line
from trackclock.core.notation.message.headings import (
    SAYS_NOTHING,
    is_day_off,
    number_in,
    split_heading,
    without_bullet,
    without_number,
)
from trackclock.core.notation.message.languages import refuse_other_language
from trackclock.core.notation.message.passes import lasting, steps_again
from trackclock.core.notation.message.stories import refuse_story
from trackclock.core.notation.placing.attach import Settled, settle_level
from trackclock.core.notation.tree import Item, Multiplier, Node, Pause, Remark, Repeat
from trackclock.core.notation.words.lexer import Token, TokenKind
from trackclock.core.notation.words.vocabulary import NUMBER_WORDS, PHRASE_TREE, REPEAT_WORDS, Part

_LABELS = frozenset(("recovery", "rest", "recoveries", "jog recovery"))
_MOST_HEADINGS = 3
_SILENT = frozenset((Part.FILLER, Part.WORD, Part.ADJECTIVE, Part.AND, Part.OF))
_ALONE = {word: branch.entry for word, branch in PHRASE_TREE.items()}
_SPEAKING = frozenset(word for word, entry in _ALONE.items() if entry is None or entry[0] not in _SILENT)
_SPEAKING |= NUMBER_WORDS.keys() | REPEAT_WORDS.keys() | {"again", "over"}
"""Words that can mean something to a stopwatch, or begin what does."""

_EFFORTS = frozenset(word for word, entry in _ALONE.items() if entry and entry[0] in (Part.EFFORT, Part.EASY))
_ADVICE = frozenset(("stay", "keep", "focus", "think", "remember", "enjoy", "concentrate", "be", "relax", "listen"))
"""How a sentence begins that may tell of an effort and is no target."""

_JOINTS = frozenset((",", ";", "and", "then", ".", "-", ":", "+"))


@dataclass(frozen=True, slots=True)
class Written:
    """A line as it is written.

    Attributes:
        text: the line, without what is no part of the session.
        number: which line of the text it is, from 1.
        tokens: its tokens.
        context: gets what is assumed in reading it.
        announced: the headings that wait for what they are headings of; it gets the heading of the line.
        is_passed_on: whether all of it is run again until a length is reached, so that nothing on it is the last.
    """

    text: str
    number: int
    tokens: list[Token]
    context: Context
    announced: list[Item]
    is_passed_on: bool = False


Kind: TypeAlias = Callable[[Written], list[Line] | None]
"""Reads a line: what is to be run on it; nothing where that is nothing; None for a line of another kind."""


def line_of(written: Written) -> Line | None:
    """What a line says, as the first kind reads it that it is of; None where nothing on it is to be run.

    Raises:
        NotationError: if it cannot be read, or not in one way.
    """
    behind = _end_of_session(written.tokens, written.context.source)
    said, written = written.tokens[behind:], replace(written, tokens=written.tokens[:behind])
    if said:
        written = replace(written, text=written.text[: said[0].offset])
    line = next((found[0] if found else None for read in KINDS if (found := read(written)) is not None), None)
    if line is not None and said:
        place = written.context.place(said[0], said[-1])
        line.settled.loose.append(Remark(place.text, place))
    return line


def _end_of_session(tokens: list[Token], source: str) -> int:
    """Where sentences begin that a line ends in and that say nothing to a stopwatch, such as `See you there!`."""
    behind = end = len(tokens)
    label = end - len(without_number(without_bullet(tokens))[1])
    is_of_effort = False
    while end > label:
        end -= 1
        token = tokens[end]
        if token.kind is TokenKind.WORD and (token.text not in _SPEAKING or token.text in _EFFORTS):
            is_of_effort = is_of_effort or token.text in _EFFORTS
            continue
        first = tokens[end + 1] if end + 1 < len(tokens) else None
        is_said = first is None or (source[first.offset].isupper() and (first.text in _ADVICE or not is_of_effort))
        if token.text != "." or not is_said:
            break
        behind, is_of_effort = end + 1, False
    return behind


def _doubtful(written: Written) -> None:
    """A line in another language, or of another day, of a team, with a time of day: it is asked about."""
    refuse_other_language(written.text, written.number)
    refuse_doubtful_line(written.text, written.number)
    refuse_story(written.text, written.number)


def _again(written: Written) -> list[Line] | None:
    """The steps of a list that are run again, by their numbers."""
    told = steps_again(written.text, written.number) if len(written.text) <= LONGEST_MESSAGE else None
    if told is None:
        return None
    return [Line(Settled(multiplier=told), told.place, number=without_number(without_bullet(written.tokens))[0])]


def _lasting(written: Written) -> list[Line] | None:
    """A length up to which something is repeated: what stands on the line beside it, else all above."""
    if len(written.text) > LONGEST_MESSAGE:
        return None
    told = lasting(written.text, written.tokens, written.context)
    if told is None:
        return None
    rest = [token for token in written.tokens if token.offset < told.start]
    behind = [token for token in written.tokens if token.offset >= told.end]
    while behind and behind[0].text in _JOINTS:
        behind.pop(0)
    while rest and (rest[-1].text in _JOINTS or [token.text for token in without_bullet(rest)] == ["repeat"]):
        rest.pop()
    until = Multiplier(1, 1, told.place, is_all=True, until=told.quantity, is_sum=told.is_sum)
    line = line_of_session(replace(written, tokens=rest, announced=[], is_passed_on=True))
    if line is None:
        return [Line(Settled(multiplier=until), told.place)]
    nodes = _run_on(line.settled)
    if nodes:
        count = passes_until(nodes, until, written.context)
        line.settled.nodes = [Repeat(count, count, nodes, told.place, is_group=True)]
    later = line_of_session(replace(written, tokens=behind, announced=[])) if behind else None
    if later is not None:
        line.settled.nodes += _run_on(later.settled)
        line.settled.ends += later.settled.ends
        line.settled.loose += later.settled.loose
    return [line]


def _run_on(settled: Settled) -> list[Node]:
    """What is run on a line, with the walks or rests that it begins with, which are no longer loose."""
    first = next((node.place for node in settled.nodes), None)
    early = [item for item in settled.loose if isinstance(item, Pause) and first is not None and item.place < first]
    settled.loose = [item for item in settled.loose if item not in early]
    last = getattr(settled.nodes[-1], "mode", None) if settled.nodes else None
    if settled.opening and settled.opening[-1].mode not in (None, last):  # nobody walks twice on end
        early.insert(0, settled.opening.pop())
    return [*early, *settled.nodes]


def _session(written: Written) -> list[Line]:
    line = line_of_session(written)
    return [line] if line is not None else []


def line_of_session(written: Written) -> Line | None:
    """What is to be run on a line behind its bullet, its number and its heading; None where nothing is behind them.

    Raises:
        NotationError: if it cannot be read.
    """
    context, announced = written.context, written.announced
    number, numbered = without_number(without_bullet(written.tokens))
    heading, tokens = split_heading(numbered)
    for _ in range(_MOST_HEADINGS if heading else 0):  # Tuesday: 1. 4 x 400m; Workout: Set 1: 4 x 400m
        more, tokens = without_number(without_bullet(tokens))
        number, (below, tokens) = number or more, split_heading(tokens)
        heading = [*heading, *below]
    if is_day_off(heading, tokens):
        return None
    if not SAYS_NOTHING.issuperset(token.text for token in heading):
        place = context.place(heading[0], heading[-1])
        announced.append(Remark(place.text, place))
    if not tokens:
        return None
    items = [*announced, *read_line(context, tokens)]
    announced.clear()
    settled = settle_level(items, context, is_passed_on=written.is_passed_on)
    return Line(
        settled,
        context.place(tokens[0], tokens[-1]),
        is_label=tokens[0].text in _LABELS and len(tokens) > 1 and tokens[1].text in (":", "-", "="),
        is_heading=all(token.text in SAYS_NOTHING or token.text in (":", "-") for token in tokens),
        number=number or number_in(heading),
        column=numbered[0].column,
    )


KINDS: tuple[Kind, ...] = (
    _doubtful,  # last week 6 x 800m
    _again,  # repeat steps 2 and 3 five times
    _lasting,  # 2 min on, 1 min off for 24 minutes
    _session,  # Tuesday 5th May: 4 x 400m
)
"""The kinds of lines, in the order in which they are tried; of the last is every line that is of no other one."""
