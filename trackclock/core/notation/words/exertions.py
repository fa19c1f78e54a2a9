"""Exertions: `RPE 7`, `7/10`, `85-90%`, `zone 3`.

It exists so that their numbers are taken for nothing that is run.
A function is given a line and the index of a token. What it finds it returns with the index behind it; None is nothing.
"""

from __future__ import annotations

import re

from trackclock.core.notation.words.lexer import TokenKind
from trackclock.core.notation.words.quantities import Found
from trackclock.core.notation.words.ranges import DASHES
from trackclock.core.notation.words.token_line import TokenLine
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import LAP_UNITS, MS_UNITS, UM_UNITS, ZONE_WORDS

_HIGHEST = 10_000
"""Ten in thousandths: the top of the scale."""

_HARD = 5_000
"""From here on a number behind the word `effort` alone is one of the scale: `effort 8`."""

_CLOSING = frozenset((",", ";", ".", ")", ""))

_MOST_PASSES = 20_000
"""A number behind a cross up to this, in thousandths, is one of passes: `1 min at 4/10 x 3`."""

_COUNTED = frozenset(("x", "times", *UM_UNITS, *MS_UNITS, *LAP_UNITS))
"""What makes a number behind an exertion a count or a length, and no part of it."""

RATED_NAMES = frozenset(("rpe", "effort", "intensity", "exertion"))
_AFTER_NAME = frozenset(("level", "levels", "rating", "of", ":", "=", "at", "about", "around"))
_SCALE = re.compile(r"(out of|on (a|the)( 1 (-|to) 10)? scale( of| from)?( 1 (-|to))?)( 10)?(?= |$)(?<=10|le)")
"""What tells on which scale a number lies, as tokens with blanks between."""

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
    """`RPE 7`, `7/10`, `7-8 out of 10 effort`, `8 RPE`, `effort level of 7 to 8`, `effort 8`, `7 on a scale`."""
    first = name = index
    while line.texts[name] in ("rated", "perceived"):
        name += 1
    has_name = line.texts[name] in RATED_NAMES
    index = _past_name(line, name + 1) if has_name else name
    if (found := _numbers(line, index)) is None:
        return None
    quantity, after = found
    scale = _past_scale(line, quantity, after, has_name)
    if not has_name or line.texts[name] == "rpe":
        is_told = has_name or scale > after or line.text(after) == "rpe"
    else:  # but not 3 min effort: 3 min rest
        is_said = scale > after or index > name + 1 or name > first or line.text(first - 1) in ("at", "@")
        is_said |= line.text(after) in _CLOSING and (quantity.high > quantity.low or quantity.low >= _HARD)
        is_told = is_said and quantity.high <= _HIGHEST and line.text(scale) not in (*_COUNTED, ":")
    return (quantity, scale + (line.text(scale) in ("rpe", "effort"))) if is_told else None


def _past_name(line: TokenLine, index: int) -> int:
    """The index of the number behind the name of an exertion: `(RPE) of 7`, `level: 8`."""
    while line.text(index) in _AFTER_NAME or tuple(line.texts[index : index + 3]) == ("(", "rpe", ")"):
        index += 3 if line.text(index) == "(" else 1
    return index


def _past_scale(line: TokenLine, quantity: Quantity, after: int, has_name: bool) -> int:
    """The index behind `/10`, `out of 10` or `on a 1-10 scale`; but not that of `4/10 x 100m` and `10/10`."""
    sign = line.text(after)
    if sign in ("out", "on") and (scale := _SCALE.match(" ".join(line.texts[after : after + 7]))) is not None:
        return after + scale[0].count(" ") + 1
    is_slash = sign == "/" and line.text(after + 1) == "10"
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
