"""Exertions: `RPE 7`, `7/10`, `85-90%`, `zone 3`.

It exists so that their numbers are taken for nothing that is run.
A function is given a line and the index of a token. What it finds it returns with the index behind it; None is nothing.
"""

from __future__ import annotations

from trackclock.core.notation.words.lexer import TokenKind
from trackclock.core.notation.words.quantities import Found
from trackclock.core.notation.words.ranges import DASHES
from trackclock.core.notation.words.token_line import TokenLine
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import LAP_UNITS, MS_UNITS, UM_UNITS, ZONE_WORDS

_HIGHEST = 10_000
"""Ten in thousandths: the top of the scale."""

_MOST_PASSES = 20_000
"""A number behind a cross up to this, in thousandths, is one of passes: `1 min at 4/10 x 3`."""

_COUNTED = frozenset(("x", "times", *UM_UNITS, *MS_UNITS, *LAP_UNITS))
"""What makes a number behind an exertion a count or a length, and no part of it."""

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}


def percent(line: TokenLine, index: int) -> Found | None:
    """`85%`, `85-90%`, `85% to 90%`, `85 per cent`."""
    if (found := _numbers(line, index)) is None:
        return None
    quantity, after = found
    if line.text(after) == "per" and line.text(after + 1) == "cent":
        return quantity, after + 2
    return (quantity, after + 1) if line.text(after) in ("%", "percent") else None


def rated(line: TokenLine, index: int) -> Found | None:
    """`RPE 7`, `7/10`, `7-8 out of 10 effort`, `8 RPE`."""
    has_name = line.text(index) == "rpe"
    index += has_name
    index += has_name and line.text(index) in (":", "of", "=", "at")
    if (found := _numbers(line, index)) is None:
        return None
    quantity, after = found
    scale = _past_scale(line, quantity, after, has_name)
    if scale == after and not has_name and line.text(after) != "rpe":
        return None
    return quantity, scale + (line.text(scale) in ("rpe", "effort"))


def _past_scale(line: TokenLine, quantity: Quantity, after: int, has_name: bool) -> int:
    """The index behind `/10` or `out of 10`; but not that of `4/10 x 100m` and `10/10`."""
    if line.text(after) == "out" and line.text(after + 1) == "of" and line.text(after + 2) == "10":
        return after + 3
    is_slash = line.text(after) == "/" and line.text(after + 1) == "10"
    is_on_scale = quantity.high <= _HIGHEST and (quantity.low < _HIGHEST or has_name)
    is_count = line.text(after + 2) in ("x", "times") and 0 < line.at(after + 3).milli <= _MOST_PASSES
    is_list = line.text(after + 2) == "/" or (line.text(after + 2) in _COUNTED and not is_count)
    return after + 2 if is_slash and is_on_scale and not is_list else after


def zoned(line: TokenLine, index: int) -> Found | None:
    """`zone 3`, `Z2-3`, `level 4/5`, `zone 2 to zone 3`, `zone IV`."""
    numeral = _ROMAN.get(line.text(index + 1))
    if numeral is not None:
        return Quantity(Measure.BARE, numeral * 1_000, numeral * 1_000), index + 2
    found = _numbers(line, index + 1)
    if found is None or found[0].low > _HIGHEST:
        return None
    quantity, after = found
    upper = after + 1 + (line.text(after + 1) in ZONE_WORDS)
    highest = line.at(upper)
    is_two = line.text(after) in ("/", "-", "to", "or") and quantity.low < highest.milli <= _HIGHEST
    if is_two and highest.kind is TokenKind.NUMBER and line.text(upper + 1) not in _COUNTED:
        return quantity._replace(high=highest.milli), upper + 1
    return found


def _numbers(line: TokenLine, index: int) -> Found | None:
    """A number, or two with a dash between; both may have a percent sign, of which the last is left."""
    low = line.at(index)
    if low.kind is not TokenKind.NUMBER:
        return None
    dash = index + 1 + (line.text(index + 1) == "%")
    high = line.at(dash + 1)
    if line.text(dash) in DASHES and high.kind is TokenKind.NUMBER and high.milli > low.milli:
        return Quantity(Measure.BARE, low.milli, high.milli), dash + 2
    return Quantity(Measure.BARE, low.milli, low.milli), index + 1
