"""Paces, in numbers and by name: `3:30/km`, `72 s per lap`, `8 min mile`, `5k-10k pace`.

It exists so that whether "5k" is a distance, and "3:30" a time, is settled before any grammar sees it.
A function is given a line and the index of a token; None is nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from trackclock.core.limits import LIKELY_SLOWEST_MS_PER_M, MILE_MM
from trackclock.core.notation.words.lexer import TokenKind
from trackclock.core.notation.words.quantities import MINUTE_WORDS, single
from trackclock.core.notation.words.ranges import ranged
from trackclock.core.notation.words.token_line import TokenLine
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import (
    LAP_UNITS,
    PACE_FILL,
    PACE_LETTERS,
    PACE_NAMES,
    PACE_WORDS,
    PER_UNITS,
    UM_UNITS,
    word_set,
)

_FASTEST_METRES = 10
"""Millimetres in a millisecond that nobody runs: `0:45 mile pace` is 45 seconds at that pace."""

_RESTS = word_set("rec recs recov r rcv rest recovery jog walk")
_METRES = frozenset(unit for unit, um in UM_UNITS.items() if um == 1_000_000)
_NAME_JOINTS = ("-", "to", "/", "or")
_LISTED = (*_NAME_JOINTS, ",", "and", "down")
LEADS = word_set("@ at between from around about your their his her target")
"""What leads to a pace, so that a comma or a word behind it parts two of them."""

_LONGEST_NAME = 10
"""Words of the longest name of a pace that is looked for."""


class _Said(NamedTuple):
    """A time or a number, the word before it, and the index of what stands behind."""

    line: TokenLine
    lead: str
    quantity: Quantity
    after: int


_Told: TypeAlias = tuple[int, int] | None
"""The distance that a pace is told for, in millimetres, and the index behind it."""


def paced(line: TokenLine, index: int) -> tuple[Quantity, int, int] | None:
    """A pace in numbers: its time, the distance that it is told for (0 where it does not say) and the index behind."""
    found = ranged(line, index)
    if found is None or found[0].is_plural:
        return None
    quantity, after = found
    unit = line.text(after)
    if quantity.measure is Measure.DISTANCE:
        is_speed = unit == "/" and line.text(after + 1) in _HOURS
        return (_in_an_hour(quantity, _MM_PER_KM), _MM_PER_KM, after + 2) if is_speed else None
    if unit in SPEEDS and quantity.measure is Measure.BARE:
        return _in_an_hour(quantity, SPEEDS[unit]), SPEEDS[unit], after + 1
    after += unit in MINUTE_WORDS and line.text(after + 1) == "/"  # "7:30 min/mile"
    teller = _TELLERS.get(line.text(after))
    if teller is None or (told := teller(_Said(line, line.text(index - 1), quantity, after))) is None:
        return None
    per_mm, behind = told
    if quantity.measure is Measure.BARE:
        if quantity.high >= 1_000_000:
            return None
        scale = 60 if quantity.high < 20_000 and per_mm >= 1_000_000 else 1
        quantity = Quantity(Measure.TIME, quantity.low * scale, quantity.high * scale)
    return quantity, per_mm, behind + (line.text(behind) in PACE_WORDS)


_MM_PER_KM = 1_000_000
SPEEDS = {**dict.fromkeys(("kph", "kmh", "kmph"), _MM_PER_KM), "mph": MILE_MM}
"""Millimetres of what an hour is told for in each unit of speed, beside `km/h`."""

_HOURS = ("h", "hr", "hour")
_MS_PER_HOUR = 3_600_000


def _in_an_hour(speed: Quantity, per_mm: int) -> Quantity:
    """`14 km/h`, `8-9 mph`: the time of a kilometre or of a mile, where so many of them take an hour."""
    in_one = 1_000 if speed.measure is Measure.BARE else per_mm
    low, high = (_MS_PER_HOUR * in_one // max(value, 1) for value in (speed.high, speed.low))
    return Quantity(Measure.TIME, low, high)


def _by_slash(said: _Said) -> _Told:
    """`3:30/km`, `80/400m`; but not `60/90`, nor `600/400m`, nor `rest 60 sec / 100m`, a sign between two pieces."""
    if not said.line.at(said.after).glued and said.lead in _RESTS:
        return None
    told = _distance(said, is_bare_too=said.quantity.measure is not Measure.BARE)
    if told is None or said.quantity.measure is not Measure.BARE:
        return told
    is_pace = said.quantity.low * 1_000 <= LIKELY_SLOWEST_MS_PER_M * told[0] or told[0] >= 1_000_000
    return told if is_pace and told[0] <= MILE_MM else None


def _by_for(said: _Said) -> _Told:
    """`70 s for 400m`; a time for more than a lap is that of a rep."""
    told = _distance(said, is_bare_too=False)
    is_long = told is not None and told[0] > said.line.lap_mm
    return None if is_long or said.quantity.measure is Measure.BARE else told


def _by_unit(said: _Said) -> _Told:
    """`8 min mile`, `7:30 miles`; but not `3 x 6 min mile` and not `0:45 mile pace`."""
    if not said.quantity.is_clock and said.line.text(said.after - 1) not in MINUTE_WORDS:
        return None
    per_mm = PER_UNITS[said.line.text(said.after)]
    is_length = said.quantity.low * _FASTEST_METRES < per_mm or said.lead in ("x", "times")
    return None if is_length else (per_mm, said.after + 1)


def _by_word(said: _Said) -> _Told:
    """`3:45 pace`; but not `6 x 5:00 efforts`."""
    return (0, said.after) if said.quantity.is_clock and said.lead not in ("x", "times", "of") else None


def _distance(said: _Said, *, is_bare_too: bool) -> _Told:
    """What a pace is told for: a lap, a kilometre, 400m, or a bare number of metres."""
    line, index = said.line, said.after + 1
    index += line.text(index) == "/" and line.text(said.after) == "per"  # 10 sec per/km
    word = line.text(index)
    if word in LAP_UNITS or word in PER_UNITS:
        return PER_UNITS.get(word, line.lap_mm), index + 1
    found = single(line, index)
    if found is None or found[0].measure is Measure.TIME or found[0].is_plural:
        return None
    quantity, after = found
    is_told = quantity.measure is Measure.DISTANCE or (is_bare_too and 100_000 <= quantity.low <= 2_000_000)
    return (quantity.low, after) if is_told else None


_TELLERS: dict[str, Callable[[_Said], _Told]] = {
    "/": _by_slash,
    "per": lambda said: _distance(said, is_bare_too=True),
    **dict.fromkeys(("a", "an"), lambda said: _distance(said, is_bare_too=False)),
    "for": _by_for,
    **{unit: _by_unit for unit in PER_UNITS if unit != "k"},
    **dict.fromkeys(PACE_WORDS, _by_word),
}
"""What behind a time makes a pace of it: `3:30/km`, `72 s per lap`, `6 minutes a mile`, `8 min mile`, `3:45 pace`."""


def named(line: TokenLine, index: int) -> int | None:
    """The index of the word for a pace that ends a name: 5k pace, 800m goal pace, HM-10k pace, goal pace, MP effort.

    Behind a word such as "at" several paces can share that word: `at 10k, 5k and mile pace`, `between 3k and 5k pace`.
    """
    lead = line.text(index - 1)
    if lead in ("x", "times", "by") and line.at(index).kind is TokenKind.NUMBER:
        return None
    joints = _LISTED if lead in LEADS else _NAME_JOINTS
    after, has_base, has_length, is_told = index, False, False, False
    for _ in range(_LONGEST_NAME):
        text = line.text(after)
        if text in PACE_WORDS:
            break
        if text in PACE_NAMES or (text in PACE_LETTERS and line.text(after + 1) in PACE_WORDS):
            if is_told and text not in ("race", "goal"):
                return None
            has_base, after = True, after + 1
        elif has_base and text in joints:
            is_told, after = False, after + 1
        elif text in PACE_FILL:
            after += 1
        elif is_told or (behind := _race(line, after)) is None:
            return None
        else:
            has_base, has_length, is_told, after = True, True, True, behind
    is_name = has_base and line.text(after) in PACE_WORDS and line.text(after - 1) != "recovery"
    return after if is_name and not _is_run(line, index, after, has_length) else None


def _race(line: TokenLine, index: int) -> int | None:
    """The index behind the length of a race; a bare number is one from 400 to 10000, or begins a range of them."""
    found = single(line, index) if line.at(index).kind is TokenKind.NUMBER else None
    if found is None or found[0].measure is Measure.TIME or line.text(found[1]) in ("x", "%"):
        return None
    quantity, after = found
    is_length = quantity.measure is Measure.DISTANCE or 400_000 <= quantity.low <= 10_000_000
    return after if is_length or line.text(after) in ("-", "to") else None


def _is_run(line: TokenLine, index: int, after: int, has_length: bool) -> bool:
    """Whether an effort is run and names no pace: `400m effort with ...`, `6 x 400m efforts`, `did a 2k effort`."""
    word = line.text(after)
    if word not in ("effort", "efforts"):
        return False
    if not has_length:
        return line.text(index) in ("easy", "steady")
    found = single(line, index)
    if found is None or found[1] != after:
        return False
    is_one = line.text(index - 1) in ("a", "one", "another", "final") and line.text(index - 2) not in LEADS
    return is_one or (found[0].unit in _METRES and (index == 0 or word == "efforts"))
