"""Tokens -> atoms: quantities with their units, paces, and words with the part that they play.

It exists so that the grammar never looks at letters: whether "5k-10k pace" is a pace and "5k" a distance is settled
here, with a lookahead of a few tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

from trackclock.core.notation.words.exertions import RATED_NAMES, percent, rated, zoned
from trackclock.core.notation.words.lexer import TokenKind
from trackclock.core.notation.words.paces import LEADS, SPEEDS, named, paced
from trackclock.core.notation.words.quantities import MINUTE_WORDS, OPENERS, Found, single
from trackclock.core.notation.words.ranges import ranged
from trackclock.core.notation.words.token_line import TokenLine
from trackclock.core.notation.words.values import Quantity
from trackclock.core.notation.words.vocabulary import (
    PACE_FILL,
    PACE_LEADS,
    PACE_LETTERS,
    PACE_NAMES,
    PACE_WORDS,
    PER_UNITS,
    PHRASE_TREE,
    ZONE_WORDS,
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


_NUMERIC = (TokenKind.NUMBER, TokenKind.CLOCK)
_CONTINUERS = PACE_WORDS | PACE_FILL | PACE_NAMES | MINUTE_WORDS | frozenset(PER_UNITS) | frozenset(SPEEDS)
_CONTINUERS |= frozenset(("-", "to", "/", "or", "%", "percent", "per", "rpe", "out", "a", "an", "for"))
"""What can make more of a number than a length; behind anything else it is one."""


class Reader(TokenLine):
    """Reads the atoms of one line of tokens."""

    _last_pace = -1
    """Index of the last word for a pace: nothing behind it is a pace by name."""

    def read(self) -> list[Atom]:
        """All atoms of the line.

        Raises:
            NotationError: for a number that no session can mean.
        """
        self._last_pace = max((place for place, text in enumerate(self.texts) if text in PACE_WORDS), default=-1)
        atoms: list[Atom] = []
        index, count = 0, len(self.tokens)
        while index < count:
            atom = _READERS[self.tokens[index].kind](self, index)
            atoms.append(atom)
            index = atom.last + 1
        return atoms

    def _atom(self, part: Part, value: str, index: int, behind: int, quantity: Quantity | None = None) -> Atom:
        """An atom, made the short way: a named tuple's own constructor costs twice as much."""
        return tuple.__new__(Atom, (part, value, index, behind - 1, quantity, 0, self.tokens[index].glued))

    def _raw(self, index: int) -> Atom:
        return self._atom(Part.RAW, self.texts[index], index, index + 1)

    def _sign(self, index: int) -> Atom:
        text = self.texts[index]
        found = self._phrase(index) if text in PHRASE_TREE else None
        return found or self._atom(Part.SIGN, text, index, index + 1)

    def _word(self, index: int) -> Atom:
        """What a word begins: something of `_WORD_READERS`, a phrase, or itself."""
        for reader in _WORD_READERS.get(self.texts[index], ()):
            if (atom := reader(self, index)) is not None:
                return atom
        return self._phrase(index) or self._atom(Part.WORD, self.texts[index], index, index + 1)

    def _number(self, index: int) -> Atom:
        """A length by itself, or what a number begins that is more."""
        found = single(self, index)
        if found is not None and not self._goes_on(index, self.texts[found[1]]):
            return self._atom(Part.QUANTITY, "", index, found[1], found[0])
        for reader in _NUMBER_READERS[self.tokens[index].kind]:
            if (atom := reader(self, index)) is not None:
                return atom
        return self._atom(Part.WORD, self.texts[index], index, index + 1)

    def _goes_on(self, index: int, following: str) -> bool:
        """Whether what follows a length can make more of it; behind "at" a comma can part two paces."""
        return following in _CONTINUERS or (following in (",", "and", "down") and self.text(index - 1) in LEADS)

    def _paced(self, index: int) -> Atom | None:
        if (found := paced(self, index)) is None:
            return None
        quantity, per_mm, behind = found
        return self._atom(Part.PACED, "", index, behind, quantity)._replace(per_mm=per_mm)

    def _named(self, index: int) -> Atom | None:
        last = named(self, index) if index < self._last_pace else None
        return self._atom(Part.NAMED, "", index, last + 1) if last is not None else None

    def _phrase(self, index: int) -> Atom | None:
        """The longest phrase that begins here; a hyphen between its words is nothing."""
        if (branch := PHRASE_TREE.get(self.texts[index])) is None:
            return None
        found, following = branch
        position = behind = index + 1
        while following:
            token = self.at(position)
            position += 1
            if token.text == "-" and token.glued and self.at(position).kind is TokenKind.WORD:
                continue
            if (branch := following.get(token.text)) is None:
                break
            following = branch.following
            if branch.entry is not None:
                found, behind = branch.entry, position
        return self._atom(*found, index, behind) if found is not None else None

    def _rest_letter(self, index: int) -> Atom | None:
        """The letter for a recovery, with its value: `R = 30s`, `r: 90`, `r 2'`."""
        is_told = self.text(index + 1) in ("=", ":") or self.at(index + 1).kind in _NUMERIC
        return self._atom(Part.PAUSE, "recovery", index, index + 1) if is_told else self._short_rest(index)

    def _short_rest(self, index: int) -> Atom | None:
        """A word for a recovery with a full stop that only shortens it: `rec. 2'`; but not `rec. 4 x 400m`."""
        if not self.is_glued(index + 1, "."):
            return None
        if self.text(index + 2) in (":", "="):
            return self._atom(Part.PAUSE, "recovery", index, index + 2)
        if self.at(index + 2).kind not in _NUMERIC:
            return None
        found = single(self, index + 2)
        is_count = found is None or self.text(found[1]) in ("x", "times")
        return None if is_count else self._atom(Part.PAUSE, "recovery", index, index + 2)


def _value(part: Part, value: str, find: Callable[[TokenLine, int], Found | None]) -> _Maybe:
    """What makes an atom of a quantity that was found."""

    def read(reader: Reader, index: int) -> Atom | None:
        found = find(reader, index)
        return reader._atom(part, value, index, found[1], found[0]) if found is not None else None

    return read


_Maybe: TypeAlias = Callable[[Reader, int], Atom | None]
_quantity = _value(Part.QUANTITY, "", ranged)
_NUMBER_READERS: dict[TokenKind, tuple[_Maybe, ...]] = {
    TokenKind.CLOCK: (Reader._paced, _quantity),
    TokenKind.NUMBER: (
        _value(Part.RPED, "rpe", rated),
        _value(Part.PERCENT, "%", percent),
        Reader._named,
        Reader._paced,
        _quantity,
    ),
}
"""What a time or a number can begin, in the order in which it is tried."""


def _by_word() -> dict[str, tuple[_Maybe, ...]]:
    """What each word can begin that is more than a phrase, in the order in which it is tried."""
    readers: tuple[tuple[Iterable[str], _Maybe], ...] = (
        ((*RATED_NAMES, "rated", "perceived"), _value(Part.RPED, "rpe", rated)),
        ((PACE_NAMES | PACE_FILL | PACE_LETTERS) - PACE_LEADS, Reader._named),
        (ZONE_WORDS, _value(Part.ZONED, "zone", zoned)),
        (OPENERS, _quantity),
        (("r", "sr", "rr"), Reader._rest_letter),
        (("rec", "recs", "recov", "rcv"), Reader._short_rest),
    )
    found: dict[str, tuple[_Maybe, ...]] = {}
    for words, reader in readers:
        found |= {word: (*found.get(word, ()), reader) for word in words}
    return found


_WORD_READERS = _by_word()

_READERS: dict[TokenKind, Callable[[Reader, int], Atom]] = {
    TokenKind.RAW: Reader._raw,
    TokenKind.CLOCK: Reader._number,
    TokenKind.NUMBER: Reader._number,
    TokenKind.WORD: Reader._word,
    TokenKind.SIGN: Reader._sign,
}
"""What begins with each kind of token."""
