"""Tokens -> atoms: quantities with their units, paces, and words with the part that they play.

It exists so that the grammar never looks at letters: whether "5k-10k pace" is a pace and "5k" a distance is settled
here, with a lookahead of a few tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.lexer import Token, TokenKind
from trackclock.core.notation.vocabulary import (
    FIRST_WORDS,
    LAP_UNITS,
    MS_UNITS,
    NUMBER_WORDS,
    PER_UNITS,
    PHRASES,
    UM_UNITS,
    Part,
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


@dataclass(frozen=True, slots=True)
class Quantity:
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


class Atom(NamedTuple):
    """One piece of the text that plays one part.

    Attributes:
        part: the part.
        value: the word's one spelling, the sign, or the text of a raw piece.
        first: index of its first token.
        last: index of its last token.
        quantity: for a quantity; a pace has milliseconds per `per_mm`; a percentage has thousandths.
        per_mm: for a numeric pace, the distance that it is told for; 0 where it does not say.
        glued: whether it follows the piece before it without a space.
    """

    part: Part
    value: str
    first: int
    last: int
    quantity: Quantity | None = None
    per_mm: int = 0
    glued: bool = False


_NO_TOKEN = Token(TokenKind.NEWLINE, "\n", 0, 0, 0, 0, False)
_MINUTE_WORDS = frozenset(("min", "mins", "minute", "minutes"))
_SHORT_PAUSES = frozenset(("rec", "recs", "recov", "r", "rcv"))
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}
_PACE_WORDS = frozenset(("pace", "effort", "speed", "intensity", "paced", "efforts"))
_PACE_FILL = frozenset(
    ("goal", "race", "target", "current", "your", "his", "her", "my", "the", "a", "estimated", "ish")
)
_PACE_LETTERS = frozenset("timre")
"""Daniels's letters for easy, marathon, threshold, interval and repetition pace."""

_PACE_LEADS = frozenset(("target", "current", "your", "his", "her", "my", "the", "a", "estimated", "ish"))
_PACE_NAMES = frozenset(
    [
        "mp",
        "hm",
        "hmp",
        "rp",
        "gmp",
        "lt",
        "cv",
        "vo2max",
        "vvo2max",
        "marathon",
        "half",
        "threshold",
        "tempo",
        "goal",
        "race",
        "mile",
        "lactate",
        "critical",
        "velocity",
        "mas",
        "interval",
        "cruise",
        "mgp",
        "ghmp",
        "sprint",
        "easy",
        "steady",
        "recovery",
    ]
)


_CONTINUERS = (
    frozenset(("-", "to", "/", "or", "%", "percent", "per", "rpe", "out", "a", "an", "for"))
    | _PACE_WORDS
    | _PACE_FILL
    | _PACE_NAMES
    | _MINUTE_WORDS
    | frozenset(PER_UNITS)
)
"""What can make more of a number than a length; behind anything else it is one."""


class Reader:
    """Reads the atoms of one line of tokens.

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

    def read(self) -> list[Atom]:
        """All atoms of the line.

        Raises:
            NotationError: for a number that no session can mean.
        """
        atoms: list[Atom] = []
        index = 0
        numeric = (self._rpe, self._percent, self._named, self._paced, self._quantity)
        verbal = (self._rpe, self._named, self._zoned, self._quantity, self._phrase)
        by_kind: dict[TokenKind, tuple[Callable[[int], Atom | None], ...]] = {
            TokenKind.RAW: (self._raw,),
            TokenKind.NUMBER: numeric,
            TokenKind.CLOCK: (self._paced, self._quantity),
            TokenKind.WORD: verbal,
            TokenKind.SIGN: (self._phrase,),
        }
        while index < len(self.tokens):
            token = self.tokens[index]
            atom: Atom | None = None
            if (
                token.kind is TokenKind.NUMBER
                and (single := self._single(index)) is not None
                and self._text(single[1]) not in _CONTINUERS
            ):
                atoms.append(Atom(Part.QUANTITY, "", index, single[1] - 1, single[0], glued=token.glued))
                index = single[1]
                continue
            if token.kind is not TokenKind.SIGN or token.text in FIRST_WORDS:
                for reader in by_kind[token.kind]:
                    if (atom := reader(index)) is not None:
                        break
            if atom is None:
                part = Part.SIGN if token.kind is TokenKind.SIGN else Part.WORD
                atom = Atom(part, token.text, index, index, glued=token.glued)
            atoms.append(atom)
            index = atom.last + 1
        return atoms

    # -- looking at tokens -------------------------------------------------------------------------------------

    def _at(self, index: int) -> Token:
        return self.tokens[index] if 0 <= index < len(self.tokens) else _NO_TOKEN

    def _text(self, index: int) -> str:
        return self.tokens[index].text if 0 <= index < len(self.tokens) else "\n"

    def _is_dash(self, index: int) -> bool:
        return self._text(index) in ("-", "to") and self._at(index).kind is not TokenKind.NEWLINE

    # -- numbers and units -------------------------------------------------------------------------------------

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
        if token.text in ("half", "quarter"):
            after = index + 1
            after += self._text(after) == "-"
            after += self._text(after) == "of"
            after += self._text(after) in ("a", "an")
            if self._unit(after) is not None:
                return (500 if token.text == "half" else 250), after
        if token.text in ("a", "an") and self._unit(index + 1, words_only=True) is not None:
            return 1_000, index + 1
        return None

    def _and_a_half(self, milli: int, after: int) -> tuple[int, int]:
        """The number with "and a half" behind it, if it stands there."""
        if self._text(after) == "and" and self._text(after + 1) in ("a", "one") and self._text(after + 2) == "half":
            return milli + 500, after + 3
        return milli, after

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
        if index not in self._singles:
            self._singles[index] = self._read_single(index)
        return self._singles[index]

    def _read_single(self, index: int) -> tuple[Quantity, int] | None:
        token = self._at(index)
        if token.kind is TokenKind.CLOCK:
            after = index + 1
            if (self._text(after) in _MINUTE_WORDS and self._text(after + 1) != "/") or self._text(after) in (
                "s",
                "sec",
                "secs",
                "seconds",
            ):
                after = self._past_dot(after + 1)
            return self._checked(Quantity(Measure.TIME, token.milli, token.milli, is_clock=True), index, after)
        if (number := self._number(index)) is None:
            return None
        milli, after = number
        plural = self._at(after)
        if (plural.glued and plural.text == "'s") or (
            plural.text == "'" and plural.glued and self._text(after + 1) == "s"
        ):
            after += 1 if plural.text == "'s" else 2
            return self._checked(Quantity(Measure.BARE, milli, milli, "s", is_plural=True), index, after)
        unit = self._unit(after)
        if unit is None and self._text(after) == "-" and self._at(after).glued:
            unit = self._unit(after + 1, words_only=True)
        if unit is None:
            return self._checked(Quantity(Measure.BARE, milli, milli), index, after)
        measure, size, text, behind = unit
        if text == "s" and self._at(after).glued and milli >= 100_000 and milli % 50_000 == 0:
            return self._checked(Quantity(Measure.BARE, milli, milli, "s", is_plural=True), index, behind)
        value = milli * size // (1_000_000 if measure is Measure.DISTANCE else 1_000)
        if measure is Measure.TIME and size >= 60_000:
            value, behind = self._smaller_units(value, size, behind)
        elif text == "m" and self._at(behind).glued and (small := self._minutes_as_m(milli, behind)) is not None:
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
        return value, index

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
        limit = {Measure.DISTANCE: MAX_DISTANCE_MM, Measure.TIME: MAX_TIME_MS}.get(quantity.measure, 10**15)
        if quantity.high > limit:
            token = self.tokens[index]
            width = self.tokens[after - 1].end - token.offset
            what = f"'{self.source[token.offset : self.tokens[after - 1].end][:40]}' is too much for one session"
            raise NotationError(token.line, token.column, what, "write at most 1000 km or 48 hours", width=width)
        return quantity, after

    # -- atoms -------------------------------------------------------------------------------------------------

    def _ranged(self, index: int) -> tuple[Quantity, int] | None:
        """One value or a range of two, and the index behind it."""
        if (first := self._single(index)) is None:
            return None
        low, after = first
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
        return self._is_dash(index - 1) and before is not _NO_TOKEN and (is_quantity or is_unit)

    def _rescale(self, low: Quantity, high: Quantity) -> Quantity | None:
        """A bare lower end in the unit of the upper one ("8-10 minutes")."""
        if high.measure is Measure.TIME:
            if high.is_clock:
                return None
            value = low.low * MS_UNITS.get(high.unit, 1_000) // 1_000
        else:
            size = self.lap_mm * 1_000 if high.unit in LAP_UNITS else UM_UNITS.get(high.unit, 1_000_000)
            value = low.low * size // 1_000_000
        return Quantity(high.measure, value, value, high.unit)

    def _quantity(self, index: int) -> Atom | None:
        if (ranged := self._ranged(index)) is None:
            return None
        return Atom(Part.QUANTITY, "", index, ranged[1] - 1, ranged[0], glued=self._at(index).glued)

    def _raw(self, index: int) -> Atom | None:
        token = self.tokens[index]
        return Atom(Part.RAW, token.text, index, index) if token.kind is TokenKind.RAW else None

    def _phrase(self, index: int) -> Atom | None:
        if self._text(index) in ("r", "sr", "rr") and self._is_told(index + 1):
            return Atom(Part.PAUSE, "recovery", index, index, glued=self._at(index).glued)
        longest = FIRST_WORDS.get(self._text(index), 0)
        for length in range(longest, 0, -1):
            words: list[str] = []
            position = index
            while len(words) < length:
                token = self._at(position)
                if words and token.text == "-" and token.glued and self._at(position + 1).kind is TokenKind.WORD:
                    position += 1
                    continue
                if token.kind is TokenKind.NEWLINE:
                    break
                words.append(token.text)
                position += 1
            if (found := PHRASES.get(tuple(words))) is not None and len(words) == length:
                last = position - 1 + self._is_abbreviated(found[0], position)
                return Atom(found[0], found[1], index, last, glued=self._at(index).glued)
        return None

    def _is_abbreviated(self, part: Part, index: int) -> bool:
        """Whether the full stop behind a word for a recovery only shortens it: `rec. 2'`."""
        dot = self._at(index)
        if part is not Part.PAUSE or dot.text != "." or not dot.glued or self._text(index - 1) not in _SHORT_PAUSES:
            return False
        single = self._single(index + 1) if self._at(index + 1).kind in (TokenKind.NUMBER, TokenKind.CLOCK) else None
        return single is not None and self._text(single[1]) not in ("x", "times")

    def _is_told(self, index: int) -> bool:
        """Whether a value follows an abbreviation: `R = 30s`, `r: 90`."""
        return self._text(index) in ("=", ":") or self._at(index).kind in (TokenKind.NUMBER, TokenKind.CLOCK)

    def _percent(self, index: int) -> Atom | None:
        if (ranged := self._bare_range(index)) is None:
            return None
        quantity, after = ranged
        if self._text(after) in ("%", "percent"):
            return Atom(Part.PERCENT, "%", index, after, quantity)
        if self._text(after) == "per" and self._text(after + 1) == "cent":
            return Atom(Part.PERCENT, "%", index, after + 1, quantity)
        return None

    def _bare_range(self, index: int) -> tuple[Quantity, int] | None:
        """A number or two with a dash between, percent signs on both allowed."""
        token = self._at(index)
        if token.kind is not TokenKind.NUMBER:
            return None
        after = index + 1
        first_percent = self._text(after) == "%"
        dash = after + first_percent
        second = self._at(dash + 1)
        if self._is_dash(dash) and second.kind is TokenKind.NUMBER and second.milli > token.milli:
            return Quantity(Measure.BARE, token.milli, second.milli), dash + 2
        return Quantity(Measure.BARE, token.milli, token.milli), after

    def _rpe(self, index: int) -> Atom | None:
        start = index
        if self.tokens[index].kind is TokenKind.WORD and self.tokens[index].text != "rpe":
            return None
        if self._text(index) == "rpe":
            index += 1
            index += self._text(index) in (":", "of", "=", "at")
        if (ranged := self._bare_range(index)) is None:
            return None
        quantity, after = ranged
        out_of = False
        if self._text(after) == "/" and self._text(after + 1) == "10" and quantity.high <= 10_000:
            behind = self._text(after + 2)
            is_length = behind in UM_UNITS or behind in LAP_UNITS or behind in MS_UNITS or behind in ("x", "/")
            out_of = not is_length and (quantity.low < 10_000 or start != index)
        elif self._text(after) == "out" and self._text(after + 1) == "of" and self._text(after + 2) == "10":
            out_of, after = True, after + 1
        if out_of:
            after += 2
        elif self._text(after) != "rpe" and start == index:
            return None
        if self._text(after) in ("rpe", "effort"):
            after += 1
        return Atom(Part.RPED, "rpe", start, after - 1, quantity)

    def _zoned(self, index: int) -> Atom | None:
        word = self._text(index)
        if word not in ("zone", "level", "z", "lvl", "zones"):
            return None
        second = self._at(index + 1)
        if second.kind is TokenKind.NUMBER and second.milli <= 10_000:
            ranged = self._bare_range(index + 1)
            if ranged is None:
                return None
            return Atom(Part.ZONED, "zone", index, ranged[1] - 1, ranged[0])
        if second.text in _ROMAN and word != "z":
            milli = _ROMAN[second.text] * 1_000
            return Atom(Part.ZONED, "zone", index, index + 1, Quantity(Measure.BARE, milli, milli))
        return None

    def _paced(self, index: int) -> Atom | None:
        """A numeric pace: 3:30/km, 72 s per lap, 8 min/mile, 80 per 400."""
        if self._at(index).kind not in (TokenKind.CLOCK, TokenKind.NUMBER):
            return None
        if (ranged := self._ranged(index)) is None or ranged[0].measure is Measure.DISTANCE or ranged[0].is_plural:
            return None
        quantity, after = ranged
        if self._text(after) in _MINUTE_WORDS and self._text(after + 1) == "/":
            after += 1
        joint = self._text(after)
        if joint == "/" or joint in ("per", "a", "an", "for"):
            per = self._per(after + 1, needs_unit=joint in ("a", "an", "for"))
            is_slash_list = joint == "/" and quantity.measure is Measure.BARE
            if per is None or (is_slash_list and per[2]):
                return None
        elif joint in PER_UNITS and joint not in ("k", "m") and quantity.measure is Measure.TIME:
            if not quantity.is_clock and self._text(after - 1) not in _MINUTE_WORDS:
                return None
            per = (PER_UNITS[joint], after + 1, False)
        elif joint in _PACE_WORDS and quantity.is_clock:
            per = (0, after, False)
        else:
            return None
        if quantity.measure is Measure.BARE:
            if quantity.high >= 1_000_000 or joint == "for":
                return None
            minutes = quantity.high < 20_000
            scale = 60 if minutes and per[0] >= 1_000_000 else 1
            quantity = Quantity(Measure.TIME, quantity.low * scale, quantity.high * scale)
        if joint == "for" and per[0] > self.lap_mm:
            return None
        behind = per[1]
        if self._text(behind) in _PACE_WORDS:
            behind += 1
        return Atom(Part.PACED, "", index, behind - 1, quantity, per_mm=per[0])

    def _per(self, index: int, *, needs_unit: bool) -> tuple[int, int, bool] | None:
        """The distance that a pace is told for, the index behind it, and whether it was a bare number."""
        word = self._text(index)
        if word in LAP_UNITS:
            return self.lap_mm, index + 1, False
        if word in PER_UNITS and word != "m":
            return PER_UNITS[word], index + 1, False
        single = self._single(index)
        if single is None or single[0].measure is Measure.TIME or single[0].is_plural:
            return None
        quantity, after = single
        if quantity.measure is Measure.DISTANCE:
            return quantity.low, after, False
        if needs_unit or not 100_000 <= quantity.low <= 2_000_000:
            return None
        return quantity.low, after, True

    def _named(self, index: int) -> Atom | None:
        """A pace by name: 5k pace, his 800m goal pace, HM-10k pace, goal pace, MP."""
        after, has_base, has_length = index, False, False
        first = self._text(index)
        if first in _PACE_LEADS:
            return None
        is_known = first in _PACE_NAMES or first in _PACE_FILL or first in _PACE_LETTERS
        if self._at(index).kind is TokenKind.WORD and not is_known:
            return None
        if self._at(index).kind is TokenKind.NUMBER and self._text(index - 1) in ("x", "times", "by"):
            return None
        for _ in range(10):
            text = self._text(after)
            if text in _PACE_WORDS:
                break
            is_letter = text in _PACE_LETTERS and self._text(after + 1) in _PACE_WORDS
            if text in _PACE_NAMES or is_letter:
                if has_length and text not in ("race", "goal") and self._text(after - 1) not in ("-", "to", "/", "or"):
                    return None
                has_base, after = True, after + 1
                continue
            if text in ("x", ",", ".", "(", ")", "\n"):
                return None
            if text in _PACE_FILL or (text == "-" and has_base) or (text in ("to", "/", "or", "race") and has_base):
                after += 1
                continue
            single = self._single(after) if self._at(after).kind is TokenKind.NUMBER else None
            if single is None or single[0].measure is Measure.TIME or self._text(single[1]) in ("x", "%"):
                return None
            if has_length and self._text(after - 1) not in ("-", "to", "/", "or"):
                return None
            if (
                single[0].measure is Measure.BARE
                and not 400_000 <= single[0].low <= 10_000_000
                and self._text(single[1]) not in ("-", "to")
            ):
                return None
            has_base = has_length = True
            after = single[1]
        if not has_base or self._text(after) not in _PACE_WORDS:
            return None
        if self._text(after - 1) == "recovery" or self._text(index) in ("-", "a"):
            return None
        if self._text(after) in ("effort", "efforts") and not has_length and self._text(index) in ("easy", "steady"):
            return None
        return Atom(Part.NAMED, "", index, after, glued=self._at(index).glued)
