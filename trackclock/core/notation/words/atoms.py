"""Tokens -> atoms: quantities with their units, paces, and words with the part that they play.

It exists so that the grammar never looks at letters: whether "5k-10k pace" is a pace and "5k" a distance is settled
here, with a lookahead of a few tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from trackclock.core.notation.words.lexer import TokenKind
from trackclock.core.notation.words.quantities import MINUTE_WORDS, OPENERS, Measure, Quantity, QuantityReader
from trackclock.core.notation.words.vocabulary import (
    LAP_UNITS,
    MS_UNITS,
    PER_UNITS,
    PHRASE_TREE,
    UM_UNITS,
    Part,
)


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


_FASTEST_METRES = 10
"""Millimetres in a millisecond that nobody runs: `0:45 mile pace` is 45 seconds at that pace."""

_METRES = frozenset(unit for unit, um in UM_UNITS.items() if um == 1_000_000)
_COUNTERS = frozenset(("x", "times", "min", "mins", "sec", "secs", "m", "km"))
"""What makes a number behind a zone something else than the upper end of it."""

_SHORT_PAUSES = frozenset(("rec", "recs", "recov", "r", "rcv"))
_RESTS = _SHORT_PAUSES | {"rest", "recovery", "jog", "walk"}
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
    | MINUTE_WORDS
    | frozenset(PER_UNITS)
)
"""What can make more of a number than a length; behind anything else it is one."""

_SCALES = frozenset(("/", "out", "rpe", "%", "percent", "per", "-", "to"))
"""What stands directly behind a number that is an exertion or a percentage."""

_ZONES = frozenset(("zone", "level", "z", "lvl", "zones"))
_OPENERS = ((_PACE_NAMES | _PACE_FILL | _PACE_LETTERS) - _PACE_LEADS) | _ZONES
_OPENERS |= OPENERS | frozenset(("rpe",))
"""Words that can begin an exertion, a pace by name, a zone or a number; any other is looked up among the phrases."""


def _atom(fields: tuple[Part, str, int, int, Quantity | None, int, bool]) -> Atom:
    """An atom from its fields in order, made the short way: a named tuple's own constructor costs twice as much."""
    return tuple.__new__(Atom, fields)


class Reader(QuantityReader):
    """Reads the atoms of one line of tokens."""

    _last_pace = -1
    """Index of the last word for a pace: nothing behind it is a pace by name."""

    def read(self) -> list[Atom]:
        """All atoms of the line.

        Raises:
            NotationError: for a number that no session can mean.
        """
        atoms: list[Atom] = []
        index = 0
        verbal = (self._rpe, self._named, self._zoned, self._quantity, self._phrase)
        by_kind: dict[TokenKind, tuple[Callable[[int], Atom | None], ...]] = {
            TokenKind.RAW: (self._raw,),
            TokenKind.CLOCK: (self._paced, self._quantity),
            TokenKind.WORD: verbal,
        }
        tokens, texts, count = self.tokens, self._texts, len(self.tokens)
        self._last_pace = max((place for place, text in enumerate(texts) if text in _PACE_WORDS), default=-1)
        while index < count:
            token = tokens[index]
            kind, text = token.kind, token.text
            atom: Atom | None = None
            if kind is TokenKind.SIGN:
                if text in PHRASE_TREE:
                    atom = self._phrase(index)
                if atom is None:
                    atom = _atom((Part.SIGN, text, index, index, None, 0, token.glued))
            elif kind is TokenKind.NUMBER and (
                (single := self._single(index)) is not None and texts[single[1]] not in _CONTINUERS
            ):
                quantity, behind = single
                atom = _atom((Part.QUANTITY, "", index, behind - 1, quantity, 0, token.glued))
            elif kind is TokenKind.NUMBER:
                atom = self._numeric(index)
            elif kind is TokenKind.WORD and text not in _OPENERS:
                if (atom := self._phrase(index)) is None:
                    atom = _atom((Part.WORD, text, index, index, None, 0, token.glued))
            else:
                for reader in by_kind[kind]:
                    if (atom := reader(index)) is not None:
                        break
                if atom is None:
                    atom = _atom((Part.WORD, text, index, index, None, 0, token.glued))
            atoms.append(atom)
            index = atom.last + 1
        return atoms

    def _numeric(self, index: int) -> Atom:
        """What a number begins that is more than a length by itself."""
        atom: Atom | None = None
        if self._texts[index + 1] in _SCALES:
            atom = self._rpe(index) or self._percent(index)
        if atom is None and index < self._last_pace:
            atom = self._named(index)
        atom = atom or self._paced(index) or self._quantity(index)
        return atom or _atom((Part.WORD, self._texts[index], index, index, None, 0, self.tokens[index].glued))

    def _quantity(self, index: int) -> Atom | None:
        if (ranged := self._ranged(index)) is None:
            return None
        return Atom(Part.QUANTITY, "", index, ranged[1] - 1, ranged[0], glued=self._at(index).glued)

    def _raw(self, index: int) -> Atom | None:
        token = self.tokens[index]
        return Atom(Part.RAW, token.text, index, index) if token.kind is TokenKind.RAW else None

    def _phrase(self, index: int) -> Atom | None:
        text = self._texts[index]
        if text in ("r", "sr", "rr") and self._is_told(index + 1):
            return Atom(Part.PAUSE, "recovery", index, index, glued=self._at(index).glued)
        if (branch := PHRASE_TREE.get(text)) is None:
            return None
        found, following = branch
        position = behind = index + 1
        while following:
            token = self._at(position)
            position += 1
            if token.text == "-" and token.glued and self._at(position).kind is TokenKind.WORD:
                continue
            if (branch := following.get(token.text)) is None:
                break
            following = branch.following
            if branch.entry is not None:
                found, behind = branch.entry, position
        if found is None:
            return None
        part, value = found
        last = behind - 1
        if part is Part.PAUSE and self._is_abbreviated(behind):
            last = behind
        return _atom((part, value, index, last, None, 0, self.tokens[index].glued))

    def _is_abbreviated(self, index: int) -> bool:
        """Whether the full stop behind a word for a recovery only shortens it: `rec. 2'`."""
        dot = self._at(index)
        if dot.text != "." or not dot.glued or self._text(index - 1) not in _SHORT_PAUSES:
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
        if word not in _ZONES:
            return None
        second = self._at(index + 1)
        if second.kind is TokenKind.NUMBER and second.milli <= 10_000:
            ranged = self._bare_range(index + 1)
            if ranged is None:
                return None
            quantity, after = ranged
            behind = after + 1 + (self._text(after + 1) in ("zone", "level", "z", "lvl"))
            upper = self._at(behind)
            is_two = self._text(after) in ("/", "-", "to", "or") and upper.kind is TokenKind.NUMBER
            if is_two and quantity.low < upper.milli <= 10_000 and self._text(behind + 1) not in _COUNTERS:
                return Atom(Part.ZONED, "zone", index, behind, quantity._replace(high=upper.milli))
            return Atom(Part.ZONED, "zone", index, after - 1, quantity)
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
        if self._text(after) in MINUTE_WORDS and self._text(after + 1) == "/":
            after += 1
        joint = self._text(after)
        if joint == "/" and not self._at(after).glued and self._text(index - 1) in _RESTS:
            return None  # "rest 60 sec / 100m": a sign between two pieces
        if joint == "/" or joint in ("per", "a", "an", "for"):
            per = self._per(after + 1, needs_unit=joint in ("a", "an", "for"))
            is_slash_list = joint == "/" and quantity.measure is Measure.BARE
            if per is None or (is_slash_list and per[2]):
                return None
        elif joint in PER_UNITS and joint not in ("k", "m") and quantity.measure is Measure.TIME:
            if not quantity.is_clock and self._text(after - 1) not in MINUTE_WORDS:
                return None
            is_length = quantity.low * _FASTEST_METRES < PER_UNITS[joint]
            if is_length or self._text(index - 1) in ("x", "times"):
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

    def _is_mere_length(self, index: int, after: int) -> bool:
        """Whether an effort at the beginning of a line is a length in metres that is run: `400m effort with ...`."""
        single = self._single(index)
        return single is not None and single[1] == after and single[0].unit in _METRES

    def _named(self, index: int) -> Atom | None:
        """A pace by name: 5k pace, his 800m goal pace, HM-10k pace, goal pace, MP."""
        after, has_base, has_length = index, False, False
        first = self._text(index)
        if first in _PACE_LEADS:
            return None
        is_known = first in _PACE_NAMES or first in _PACE_FILL or first in _PACE_LETTERS
        if self._at(index).kind is TokenKind.WORD and (not is_known or index >= self._last_pace):
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
        is_reps = index == 0 or self._text(after) == "efforts"
        if self._text(after) in ("effort", "efforts") and is_reps and self._is_mere_length(index, after):
            return None
        if self._text(after) in ("effort", "efforts") and not has_length and self._text(index) in ("easy", "steady"):
            return None
        return Atom(Part.NAMED, "", index, after, glued=self._at(index).glued)
