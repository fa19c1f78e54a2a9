"""Numbers with their units: tokens -> lengths, times, counts and ranges of them.

It exists so that the many ways to write a length, from "1'30" to "two and a half miles", are one thing to the rest.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.words.lexer import Token, TokenKind
from trackclock.core.notation.words.vocabulary import (
    LAP_UNITS,
    MS_UNITS,
    NUMBER_WORDS,
    UM_UNITS,
)

MAX_DISTANCE_MM = 1_000_000_000
"""The longest distance that is taken for meant: 1000 km."""

MAX_TIME_MS = 48 * 3_600_000
"""The longest time that is taken for meant: two days."""


class Measure(StrEnum):
    """What a quantity counts."""

    DISTANCE = "distance"
    TIME = "time"
    BARE = "bare"


MOST = {Measure.DISTANCE: MAX_DISTANCE_MM, Measure.TIME: MAX_TIME_MS, Measure.BARE: 10**15}
"""The most that is taken for meant, by what is counted."""


class Quantity(NamedTuple):
    """A number with what it counts, or a range of them.

    Attributes:
        measure: what it counts.
        low: millimetres, milliseconds, or thousandths of a bare number.
        high: the upper end of a range; equal to `low` for one value.
        unit: the unit as it was written; empty for a clock time and a bare number.
        is_plural: whether it stands for several, as in "400s" and "800's".
        is_clock: whether it was written as minutes:seconds.
    """

    measure: Measure
    low: int
    high: int
    unit: str = ""
    is_plural: bool = False
    is_clock: bool = False

    @property
    def is_range(self) -> bool:
        """Whether it is a range."""
        return self.high != self.low

    @property
    def is_count(self) -> bool:
        """Whether it can say how many: a bare whole number."""
        return self.measure is Measure.BARE and not self.is_plural and self.low % 1_000 == 0 and self.high % 1_000 == 0


_JOINS_NUMBER = frozenset(("/", "and", "-", "'s", "'", "½", "¼", "¾", "⅓", "⅔"))
"""What behind a number can make a fraction of it, a half more, a plural or a hyphenated length."""

OPENERS = frozenset(NUMBER_WORDS) | frozenset(("half", "quarter", "a", "an", "mile", "lap"))
"""The words that `_number` can begin with: no other is asked."""

_UNITS = frozenset(LAP_UNITS) | frozenset(UM_UNITS) | frozenset(MS_UNITS)


def _quantity(fields: tuple[Measure, int, int, str, bool, bool]) -> Quantity:
    """A quantity from its fields in order, made the short way: a named tuple's own constructor costs twice as much."""
    return tuple.__new__(Quantity, fields)


NO_TOKEN = Token(TokenKind.NEWLINE, "\n", 0, 0, 0, 0, False)
_PADDING = (NO_TOKEN,) * 8
_BEHIND_LONE_UNIT = frozenset(("@", "at", "hard", "easy", "fast", "tempo", "steady", "jog", "moderate", "in"))
"""What makes a "mile" at the beginning of a phrase one mile that is run."""

_VULGAR = frozenset(("½", "¼", "¾", "⅓", "⅔"))
_MOST_MINUTES = 20_000
"""A bare number under this before a clock time is minutes: `2-2:30`; in thousandths."""

_PAUSE_WORDS = frozenset(("rest", "rec", "recs", "recovery", "recoveries", "jog", "walk", "break", "float"))
MINUTE_WORDS = frozenset(("min", "mins", "minute", "minutes"))


class QuantityReader:
    """Reads quantities out of the tokens of one line.

    Attributes:
        tokens: the tokens of the line, without its line break.
        source: the whole text, for what is quoted from it.
        lap_mm: one lap of the track.
    """

    def __init__(self, tokens: list[Token], source: str, lap_mm: int) -> None:
        self.tokens = tokens
        self.source = source
        self.lap_mm = lap_mm
        self._singles: dict[int, tuple[Quantity, int] | None] = {}
        self._ranges: dict[int, tuple[Quantity, int] | None] = {}
        # The padding answers for what lies a little beyond the line at either end: an index of -1 is in it as well.
        self._padded = [*tokens, *_PADDING]
        self._texts = [token.text for token in self._padded]

    def _at(self, index: int) -> Token:
        try:
            return self._padded[index]
        except IndexError:
            return NO_TOKEN

    def _text(self, index: int) -> str:
        try:
            return self._texts[index]
        except IndexError:
            return "\n"

    def _is_dash(self, index: int) -> bool:
        return self._text(index) in ("-", "to") and self._at(index).kind is not TokenKind.NEWLINE

    def _number(self, index: int) -> tuple[int, int] | None:
        """A number in thousandths and the index behind it."""
        token = self._at(index)
        if token.kind is TokenKind.NUMBER:
            milli, after = token.milli, index + 1
            divisor = self._at(index + 2)
            if (
                self._text(after) == "/" and self._at(after).glued and divisor.glued
                and divisor.text in ("2", "3", "4") and milli < divisor.milli and self._unit(index + 3) is not None
            ):  # fmt: skip
                return milli * 1_000 // divisor.milli, index + 3
            return self._and_a_half(milli, after)
        if token.kind is not TokenKind.WORD:
            return None
        if token.text in NUMBER_WORDS:
            value, after = NUMBER_WORDS[token.text], index + 1
            if value >= 20 and value % 10 == 0:
                after += self._text(after) == "-" and self._text(after + 1) in NUMBER_WORDS
                ones = NUMBER_WORDS.get(self._text(after), 0)
                if 0 < ones < 10:
                    value, after = value + ones, after + 1
            if self._text(after) == "hundred":
                value, after = value * 100, after + 1
            return self._and_a_half(value * 1_000, after)
        if token.text in ("mile", "lap") and self._text(index + 1) in (
            "warm",
            "warmup",
            "cool",
            "cooldown",
            "wu",
            "cd",
        ):
            return 1_000, index
        is_first = index == 0 or self._at(index - 1).kind is TokenKind.SIGN
        is_trial = self._text(index + 1) == "tt" or (self._text(index + 1), self._text(index + 2)) == ("time", "trial")
        if token.text in ("mile", "lap") and is_first and (is_trial or self._text(index + 1) in _BEHIND_LONE_UNIT):
            return 1_000, index
        if token.text in ("half", "quarter"):
            after = index + 1
            after += self._text(after) == "-"
            after += self._text(after) == "of"
            after += self._text(after) in ("a", "an")
            if self._unit(after) is not None:
                return (500 if token.text == "half" else 250), after
        if token.text in ("a", "an") and self._unit(index + 1, words_only=True) is not None:
            is_ordinal = self._text(index + 1) == "second" and self._text(index + 2) == "time"
            return None if is_ordinal else (1_000, index + 1)
        return None

    def _and_a_half(self, milli: int, after: int) -> tuple[int, int]:
        """The number with "and a half" behind it, if it stands there."""
        if self._text(after) in _VULGAR and self._unit(after + 1) is not None:
            return milli + self._at(after).milli, after + 1
        over, under = self._at(after), self._at(after + 2)
        is_fraction = over.kind is TokenKind.NUMBER and self._text(after + 1) == "/" and under.text in ("2", "3", "4")
        if is_fraction and 0 < over.milli < under.milli and under.glued and self._unit(after + 3) is not None:
            return milli + over.milli * 1_000 // under.milli, after + 3
        behind = self._half_behind(after, is_before_unit=True)
        return (milli + 500, behind) if behind is not None else (milli, after)

    def _half_behind(self, index: int, *, is_before_unit: bool = False) -> int | None:
        """The index behind "and a half" or "and half"; None if something else, such as half a mile, stands there."""
        half = index + 1 + (self._text(index + 1) in ("a", "one"))
        if self._text(index) != "and" or self._text(half) != "half":
            return None
        unit = half + 1 + (self._text(half + 1) in ("a", "an"))
        return half + 1 if is_before_unit or self._unit(unit) is None else None

    def _unit(self, index: int, *, words_only: bool = False) -> tuple[Measure, int, str, int] | None:
        """Measure, size (micrometres or milliseconds), spelling and index behind a unit."""
        token = self._at(index)
        text = token.text
        if token.kind is TokenKind.SIGN:
            if words_only or text not in ("'", '"') or not token.glued:
                return None
            if text == "'" and self._text(index + 1) == "'" and self._at(index + 1).glued:
                return Measure.TIME, 1_000, '"', index + 2
            return Measure.TIME, MS_UNITS[text], text, index + 1
        if token.kind is not TokenKind.WORD or (words_only and len(text) < 3):
            return None
        if text in LAP_UNITS:
            return Measure.DISTANCE, self.lap_mm * 1_000, text, index + 1
        if text in UM_UNITS:
            return Measure.DISTANCE, UM_UNITS[text], text, self._past_dot(index + 1)
        if text in MS_UNITS:
            return Measure.TIME, MS_UNITS[text], text, self._past_dot(index + 1)
        return None

    def _past_dot(self, index: int) -> int:
        """The index behind the full stop of an abbreviation: one that does not end a sentence."""
        dot, after = self._at(index), self._at(index + 1)
        if dot.text == "." and dot.glued and after.kind is TokenKind.WORD and self.source[after.offset].islower():
            return index + 1
        return index

    def _single(self, index: int) -> tuple[Quantity, int] | None:
        """One value with its unit, and the index behind it; remembered, since several rules ask for the same one."""
        try:
            return self._singles[index]
        except KeyError:
            single = self._singles[index] = self._read_single(index)
            return single

    def _read_single(self, index: int) -> tuple[Quantity, int] | None:
        token = self._at(index)
        if token.kind is TokenKind.CLOCK:
            after = index + 1
            if (self._text(after) in MINUTE_WORDS and self._text(after + 1) != "/") or self._text(after) in (
                "s",
                "sec",
                "secs",
                "seconds",
            ):
                after = self._past_dot(after + 1)
            return self._checked(Quantity(Measure.TIME, token.milli, token.milli, is_clock=True), index, after)
        if (
            token.kind is TokenKind.NUMBER
            and (following := self._text(index + 1)) not in _JOINS_NUMBER
            and self._text(index + 2) != "/"
        ):
            milli, after = token.milli, index + 1
            if following not in _UNITS and milli <= MOST[Measure.BARE]:
                return _quantity((Measure.BARE, milli, milli, "", False, False)), after
        elif (number := self._number(index)) is None:
            return None
        else:
            milli, after = number
        plural = self._at(after)
        if (plural.glued and plural.text == "'s") or (
            plural.text == "'" and plural.glued and self._text(after + 1) == "s"
        ):
            after += 1 if plural.text == "'s" else 2
            return self._checked(Quantity(Measure.BARE, milli, milli, "s", is_plural=True), index, after)
        unit = self._unit(after)
        if unit is None and self._text(after) == "-" and self._at(after).glued:
            is_race = self._text(after + 1) in ("k", "km") and self._at(after + 1).glued
            unit = self._unit(after + 1, words_only=not is_race)
        if unit is None:
            return self._checked(Quantity(Measure.BARE, milli, milli), index, after)
        measure, size, text, behind = unit
        if text == "s" and self._at(after).glued and milli >= 100_000 and milli % 50_000 == 0:
            return self._checked(Quantity(Measure.BARE, milli, milli, "s", is_plural=True), index, behind)
        value = milli * size // (1_000_000 if measure is Measure.DISTANCE else 1_000)
        if (milli == 1_000 and text in ("ks", "k's")) or text in ("m's", "mtr's"):
            return self._checked(Quantity(measure, value, value, text, is_plural=True), index, behind)
        if token.kind is TokenKind.WORD and milli == 1_000 and (half := self._half_behind(behind)) is not None:
            return self._checked(Quantity(measure, value * 3 // 2, value * 3 // 2, text), index, half)
        if measure is Measure.TIME and size >= 60_000:
            value, behind = self._smaller_units(value, size, behind)
        elif (
            text == "m"
            and (self._at(behind).glued or self._is_minutes(milli, behind))
            and (small := self._minutes_as_m(milli, behind)) is not None
        ):
            return self._checked(small[0], index, small[1])
        return self._checked(Quantity(measure, value, value, text), index, behind)

    def _smaller_units(self, value: int, size: int, index: int) -> tuple[int, int]:
        """Add the seconds of "1 min 30 s", "1'30" and "1min30"."""
        after = index + (self._text(index) == "and")
        token = self._at(after)
        if token.kind is not TokenKind.NUMBER or (token.milli % 1_000 and size > 60_000):
            return value, index
        unit = self._unit(after + 1)
        if unit is not None and unit[0] is Measure.TIME and unit[1] < size and token.milli < 60_000:
            value += token.milli * unit[1] // 1_000
            return self._smaller_units(value, unit[1], unit[3]) if unit[1] >= 60_000 else (value, unit[3])
        if unit is None and token.glued and token.milli < 60_000 and len(token.text) == 2 and after == index:
            return value + token.milli * (size // 60_000), after + 1
        if unit is None and size == 60_000 and after == index and len(token.text) == 2 and token.milli < 60_000:
            self._refuse_bare_seconds(index)
        return value, index

    def _refuse_bare_seconds(self, index: int) -> None:
        """Ask whether the 30 of `2 minutes 30 rest` makes them two and a half, or is a length of its own.

        Raises:
            NotationError: if the word for a pause follows.
        """
        if self._text(index - 1) in MINUTE_WORDS and self._text(index + 1) in _PAUSE_WORDS:
            first, second = self._at(index - 2), self._at(index)
            pause = self._text(index + 1)
            choices = (f"{first.text}:{second.text} {pause}", f"{first.text} min, {second.text} sec {pause}")
            what = f"'{self.source[first.offset : second.end][:40]}' can be one length or two"
            width = second.end - first.offset
            instead = "write " + " or ".join(choices)
            raise NotationError(first.line, first.column, what, instead, width=width, candidates=choices)

    def _is_minutes(self, milli: int, index: int) -> bool:
        """Whether an m is followed by seconds and cannot be metres: `8m 35s`."""
        is_seconds = self._text(index + 1) in ("s", "sec", "secs") and self._at(index + 1).glued
        return milli < _MOST_MINUTES and is_seconds and self._at(index).kind is TokenKind.NUMBER

    def _minutes_as_m(self, milli: int, index: int) -> tuple[Quantity, int] | None:
        """`2m30` and `2m30s`: an m that can only mean minutes."""
        token = self._at(index)
        if token.kind is not TokenKind.NUMBER or len(token.text) != 2 or token.milli >= 60_000:
            return None
        value = milli * 60 + token.milli
        after = index + 1
        if self._text(after) in ("s", "sec", "secs", '"') and self._at(after).glued:
            after += 1
        return Quantity(Measure.TIME, value, value, "min"), after

    def _checked(self, quantity: Quantity, index: int, after: int) -> tuple[Quantity, int]:
        """The quantity, if a session can mean it."""
        limit = MOST[quantity.measure]
        if quantity.high > limit:
            token = self.tokens[index]
            width = self.tokens[after - 1].end - token.offset
            what = f"'{self.source[token.offset : self.tokens[after - 1].end][:40]}' is too much for one session"
            raise NotationError(token.line, token.column, what, "write at most 1000 km or 48 hours", width=width)
        return quantity, after

    def _ranged(self, index: int) -> tuple[Quantity, int] | None:
        """One value or a range of two, and the index behind it; remembered like a single one."""
        try:
            return self._ranges[index]
        except KeyError:
            ranged = self._ranges[index] = self._read_range(index)
            return ranged

    def _read_range(self, index: int) -> tuple[Quantity, int] | None:
        if (first := self._single(index)) is None:
            return None
        low, after = first
        if self._text(after) == "-" and self._text(after + 1) == "to":
            after += 1
        joint = self._text(after)
        is_or = joint == "or" and low.measure is not Measure.DISTANCE
        if not (self._is_dash(after) or is_or) or (joint == "-" and self._is_in_chain(index)):
            return first
        if (second := self._single(after + 1)) is None:
            return first
        high, behind = second
        if self._text(behind) == "-" and self._single(behind + 1) is not None and joint == "-":
            return first
        if low.measure is Measure.BARE and not low.is_plural and high.measure is not Measure.BARE:
            token = self._at(after - 1)
            if token.kind is TokenKind.CLOCK:
                return first
            scaled = self._rescale(low, high)
            if scaled is None:
                return first
            low = scaled
        is_count = self._text(index - 1) in ("x", "times") and first[0].measure is Measure.BARE and not is_or
        if is_count and not self._at(after).glued and joint == "-":
            return first
        is_target = self._text(index - 1) in ("in", "at", "@") and joint == "-"
        if is_target and low.is_clock and high.measure is Measure.TIME and not high.is_clock:
            return first
        is_told = is_target and self._at(after).glued
        if is_told and low.measure is high.measure is Measure.TIME and high.low < low.low:
            return Quantity(Measure.TIME, high.low, low.low, high.unit, is_clock=low.is_clock), behind
        if low.measure is not high.measure or high.low <= low.low or low.is_plural:
            return first
        is_spaced = not self._at(after).glued and not self._at(after + 1).glued
        if low.measure is Measure.DISTANCE and second[0].unit and first[0].unit and is_spaced and joint == "-":
            return first
        if low.measure is not Measure.BARE and self._text(behind) in ("x", "times") and high.unit == "":
            return first
        return Quantity(low.measure, low.low, high.low, high.unit, high.is_plural, low.is_clock), behind

    def _is_in_chain(self, index: int) -> bool:
        """Whether a dash and another quantity stand before: `400-800-400`."""
        before = self._at(index - 2)
        is_quantity = before.kind in (TokenKind.NUMBER, TokenKind.CLOCK) or before.text in ("'", '"', "'s")
        is_unit = before.text in UM_UNITS or before.text in MS_UNITS or before.text in LAP_UNITS
        return self._is_dash(index - 1) and before is not NO_TOKEN and (is_quantity or is_unit)

    def _rescale(self, low: Quantity, high: Quantity) -> Quantity | None:
        """A bare lower end in the unit of the upper one ("8-10 minutes")."""
        if high.measure is Measure.TIME:
            if high.is_clock and (low.low * 60 >= high.low or low.low >= _MOST_MINUTES):
                return None
            if high.is_clock:
                return Quantity(high.measure, low.low * 60, low.low * 60, high.unit)
            value = low.low * MS_UNITS.get(high.unit, 1_000) // 1_000
        else:
            size = self.lap_mm * 1_000 if high.unit in LAP_UNITS else UM_UNITS.get(high.unit, 1_000_000)
            value = low.low * size // 1_000_000
        return Quantity(high.measure, value, value, high.unit)
