"""Two values with a dash, "to" or "or" between: a range, or two things.

It exists so that "8-10 x 400m", "400-800-400" and "400m - 2 min" are told apart in one place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from trackclock.core.notation.words.lexer import TokenKind
from trackclock.core.notation.words.quantities import MOST_MINUTES, PAUSE_WORDS, Found, in_unit, single
from trackclock.core.notation.words.token_line import TokenLine
from trackclock.core.notation.words.values import FEWEST_BARE_METRES, Measure, Quantity
from trackclock.core.notation.words.vocabulary import LAP_UNITS, MS_UNITS, UM_UNITS

DASHES = ("-", "to")
_FAR, _LONGEST_REP_MM = 12, 5_000_000
_JOINTS = frozenset((*DASHES, "or"))
_ENDS_VALUE = frozenset((*UM_UNITS, *MS_UNITS, *LAP_UNITS, "'s"))
"""What a quantity ends with, if it is no number."""


def ranged(line: TokenLine, index: int) -> Found | None:
    """One value or a range of two; remembered like a single one.

    Raises:
        NotationError: for a number that no session can mean.
    """
    try:
        return line.ranges[index]
    except KeyError:
        found = single(line, index)
        if found is not None and line.texts[found[1]] in _JOINTS:
            found = _joined(line, index, found)
        line.ranges[index] = found
        return found


_LEADS_TO_RUN = frozenset(("x", "times", "of", "by", "over", "target", "in", "at", "@"))


class _Pair(NamedTuple):
    """Two values that may be the ends of a range.

    Attributes:
        lead: the word before them.
        low: the first, in the unit of the second where it has none.
        is_bare: whether it has none.
        high: the second.
        is_dash: whether a sign stands between, and no word.
        is_glued: whether the sign follows the first value without a blank.
        is_spaced: whether it has a blank at either side.
        behind: the word behind them.
    """

    lead: str
    low: Quantity
    is_bare: bool
    high: Quantity
    is_dash: bool
    is_glued: bool
    is_spaced: bool
    behind: str

    @property
    def is_run(self) -> bool:
        """Whether the first is a rep or its target by the word before it, and the second a pause by the word behind."""
        return self.is_spaced and self.lead in _LEADS_TO_RUN and self.behind in PAUSE_WORDS

    @property
    def is_far(self) -> bool:
        """Whether the second is so much more that they are no range: `Lap 1 - 90s`."""
        return self.high.low >= _FAR * self.low.low

    @property
    def is_target(self) -> bool:
        """Whether they say what a rep is run in: `in 60-62`."""
        return self.is_dash and self.lead in ("in", "at", "@")

    @property
    def is_descending(self) -> bool:
        """Whether the faster time is told last, as only targets are: `in 62-60`."""
        return self.is_target and self.is_glued and self.low.measure is Measure.TIME and self.high.low < self.low.low


TWO_THINGS: tuple[tuple[str, Callable[[_Pair], bool]], ...] = (
    ("6 x 200 - 400m jog", lambda it: it.lead in ("x", "times") and it.is_bare and it.is_dash and not it.is_glued),
    ("400m in 1:15-90 s rest", lambda it: it.is_target and it.low.is_clock and not it.high.is_clock),
    ("8 x 90s - 4:00 rest", lambda it: it.is_run and not it.is_bare),
    ("in 58-1:02", lambda it: it.is_bare and it.high.is_clock and it.low.low >= 60 * MOST_MINUTES),
    ("800m - 1200m", lambda it: it.is_spaced and not it.is_bare and it.low.measure is Measure.DISTANCE),
    ("2-2:30 x 300m", lambda it: it.behind in ("x", "times") and it.high.is_clock),
    ("400s - 800", lambda it: it.low.is_plural),
    ("100m-2 min", lambda it: it.low.measure is not it.high.measure),
    ("1 - 90s", lambda it: it.is_bare and it.is_spaced and it.high.measure is not Measure.BARE and it.is_far),
    ("8-400s", lambda it: it.is_bare and it.is_dash and it.is_far and _is_rep(it.high)),
    ("90 s-60 s", lambda it: it.high.low <= it.low.low and not it.is_descending),
)
"""What makes two values two things and no range, each with a text that needs it."""


def _joined(line: TokenLine, index: int, first: Found) -> Found:
    """The range that a value begins; the value alone where a chain, another measure or `TWO_THINGS` says so."""
    low, joint = first
    joint += line.text(joint) == "-" and line.text(joint + 1) == "to"  # "8- to 10-minute"
    is_dash = line.text(joint) == "-"
    is_length = line.text(joint) == "or" and low.measure is Measure.DISTANCE
    if is_length or (is_dash and _is_in_chain(line, index)) or (second := single(line, joint + 1)) is None:
        return first
    high, behind = second
    is_same = line.at(joint).glued == line.at(behind).glued  # "72-73 s - 60 s rest" goes on with another thing
    if is_dash and is_same and line.text(behind) == "-" and single(line, behind + 1) is not None:
        return first
    is_bare = low.measure is Measure.BARE
    if is_bare and not low.is_plural and high.measure is not Measure.BARE:
        low = in_unit(low.low, high, line.lap_mm)
    is_glued = is_dash and line.at(joint).glued
    is_spaced = is_dash and not is_glued and not line.at(joint + 1).glued
    pair = _Pair(line.text(index - 1), low, is_bare, high, is_dash, is_glued, is_spaced, line.text(behind))
    if any(is_so(pair) for _, is_so in TWO_THINGS):
        return first
    if pair.is_descending:
        return Quantity(Measure.TIME, high.low, low.low, high.unit, is_clock=low.is_clock), behind
    return Quantity(low.measure, low.low, high.low, high.unit, high.is_plural, low.is_clock | high.is_clock), behind


def _is_rep(length: Quantity) -> bool:
    """Whether it is as long as a rep may be, if it counts metres."""
    return length.measure is not Measure.TIME and FEWEST_BARE_METRES <= length.low <= _LONGEST_REP_MM


def _is_in_chain(line: TokenLine, index: int) -> bool:
    """Whether a dash and another quantity stand before: `400-800-400`."""
    before = line.at(index - 2)
    is_value = before.kind in (TokenKind.NUMBER, TokenKind.CLOCK) or before.text in _ENDS_VALUE
    return line.text(index - 1) in DASHES and is_value
