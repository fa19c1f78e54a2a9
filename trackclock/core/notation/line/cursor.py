"""The atoms of one line, and the questions that the grammar asks about them.

It exists so that each rule of the grammar reads like the sentence that it is for.
"""

from __future__ import annotations

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.phrases import rephrased
from trackclock.core.notation.phrases.matching import Line
from trackclock.core.notation.placing.send_offs import with_send_offs
from trackclock.core.notation.tree import Place
from trackclock.core.notation.words.atoms import Atom, Reader
from trackclock.core.notation.words.lexer import Token
from trackclock.core.notation.words.quantities import Measure, Quantity
from trackclock.core.notation.words.slips import near_miss
from trackclock.core.notation.words.vocabulary import AFTER_LAST, Part

MAX_DEPTH = 8
"""How deep brackets may be nested."""

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
"""Words for the number of a rep."""

_PADDING = (None,) * 16

HARD_SIGNS = frozenset((",", ";", ".", "(", ")", "bullet", "="))
"""Signs that end a phrase whatever stands on either side."""

PAUSE_PARTS = frozenset(
    (Part.PAUSE, Part.MODE, Part.BACK, Part.BETWEEN, Part.OFF, Part.FULL, Part.EQUAL, Part.HALF_PAUSE, Part.DOUBLE)
)
PAUSE_LEADS = PAUSE_PARTS - {Part.OFF}
_AFTER_WHAT = frozenset((Part.EACH, Part.SETS, Part.REPS, Part.QUANTITY))
SMALL_PARTS = frozenset((Part.FILLER, Part.ADJECTIVE, Part.EASY, Part.WORD, Part.ZONED, Part.RPED))
_BEFORE_END = SMALL_PARTS | {Part.MODE, Part.EFFORT, Part.KIND}
_AFTER_LENGTH = frozenset((Part.AFTER, Part.SETS, Part.REPS))
END_PARTS = frozenset((Part.WARM, Part.COOL))
WISH_PARTS = frozenset(
    (Part.NAMED, Part.PACED, Part.PERCENT, Part.RPED, Part.ZONED, Part.PROGRESS, Part.FASTER, Part.SLOWER, Part.EFFORT)
)


class Cursor:
    """One line of atoms.

    Attributes:
        context: what the whole reading shares.
        tokens: the tokens of the line.
        atoms: its atoms.
        closing: for each opening bracket the index of its closing one.
    """

    def __init__(self, context: Context, tokens: list[Token]) -> None:
        self.context = context
        self.tokens = tokens
        lap_mm = context.options.lap_mm
        line = Line(tuple(Reader(tokens, context.source, lap_mm).read()), tokens, context.source, lap_mm)
        self.atoms: list[Atom] = with_send_offs(list(rephrased(line).atoms), tokens)
        # The padding answers for what lies a little beyond the line at either end: an index of -1 is in it as well.
        self._parts: list[Part | None] = [*(atom.part for atom in self.atoms), *_PADDING]
        self.closing = self._match_brackets()

    def _match_brackets(self) -> dict[int, int]:
        opened: list[int] = []
        closing: dict[int, int] = {}
        if not any(atom.part is Part.SIGN and atom.value in ("(", ")") for atom in self.atoms):
            return closing
        for index, atom in enumerate(self.atoms):
            if atom.part is not Part.SIGN:
                continue
            if atom.value == "(":
                opened.append(index)
                if len(opened) > MAX_DEPTH:
                    what = f"brackets are nested more than {MAX_DEPTH} deep"
                    raise failure(self.place(index, index), what, "write the repeats one after the other")
            elif atom.value == ")":
                if not opened:
                    raise failure(self.place(index, index), "this bracket was never opened", "delete it, or open it")
                closing[opened.pop()] = index
        if opened:
            raise failure(self.place(opened[-1], opened[-1]), "this bracket is never closed", "close it with ')'")
        return closing

    def part(self, index: int) -> Part | None:
        """The part of an atom; None beyond the line."""
        try:
            return self._parts[index]
        except IndexError:
            return None

    def value(self, index: int) -> str:
        """The value of an atom; empty beyond the line."""
        return self.atoms[index].value if 0 <= index < len(self.atoms) else ""

    def quantity(self, index: int) -> Quantity:
        """The quantity of an atom that is one.

        Raises:
            ValueError: if it is none; the grammar asks only where it has looked.
        """
        quantity = self.atoms[index].quantity
        if quantity is None:
            raise ValueError(f"atom {index} is no quantity")
        return quantity

    def is_sign(self, index: int, *signs: str) -> bool:
        """Whether one of the signs stands there."""
        try:
            return self._parts[index] is Part.SIGN and self.atoms[index].value in signs
        except IndexError:
            return False

    def place(self, first: int, last: int) -> Place:
        """The place from one atom to another."""
        return self.context.place(self.tokens[self.atoms[first].first], self.tokens[self.atoms[last].last])

    def text(self, first: int, last: int) -> str:
        """What was written from one atom to another, blanks made single."""
        return self.place(first, last).text if last >= first else ""

    def spend(self, amount: int, index: int) -> None:
        """Pay for a look ahead or back from an atom.

        Raises:
            NotationError: if the text has used up what any session needs many times over.
        """
        if self.context.budget < amount:
            self.context.spend(amount, self.place(index, index))
        self.context.budget -= amount

    def is_pause_ahead(self, index: int, end: int) -> bool:
        """Whether the quantity at `index` is the length of a pause, by the words behind it."""
        for position in range(index + 1, end):
            part = self.part(position)
            if part is Part.OFF and self._leads_to_pause(index, position, end):
                return False
            if part in PAUSE_PARTS:
                return True
            if part in _AFTER_LENGTH:
                follows = position + 1
                while self.part(follows) is Part.FILLER:
                    follows += 1
                word = self.text(follows, follows).lower() if follows < len(self.atoms) else ""
                is_told = self.part(follows) in _AFTER_WHAT or word[:1].isdigit() or word in ORDINALS
                return part is Part.AFTER and (is_told or self.value(position) == AFTER_LAST)
            if part not in SMALL_PARTS and not (part is Part.OF and position == index + 1):
                return False
        return False

    def _leads_to_pause(self, index: int, off: int, end: int) -> bool:
        """Whether an "off" tells the length behind it, `1k off 2 minutes`, and not the one before, `1 min off`."""
        follows = off + 1
        while follows < min(end, off + 4) and self.part(follows) in SMALL_PARTS:
            follows += 1
        if off + 1 < follows < end and self.part(follows) in (Part.PAUSE, Part.MODE):
            return True
        if off + 1 >= end or self.part(off + 1) is not Part.QUANTITY:
            return False
        if self.part(off + 2) in (Part.TIMES, Part.ON):
            return False
        return all(self.part(before) is not Part.ON for before in range(max(index - 3, 0), index))

    def end_ahead(self, index: int, end: int) -> Part | None:
        """Whether the quantity at `index` is the length of a warm-up or cool-down, by the words behind it."""
        position = index + 1
        while position < end:
            part = self.part(position)
            if part in END_PARTS:
                return part
            if position == index + 1 and self.is_sign(position, "(") and self._is_lone_length(position):
                position = self.closing[position]
            elif part not in _BEFORE_END:
                return None
            position += 1
        return None

    def _is_lone_length(self, index: int) -> bool:
        """Whether a bracket holds one length and little else: `3 km (15-20 min) warm-up`."""
        close = self.closing[index]
        inside = [self.part(position) for position in range(index + 1, min(close, index + 4))]
        return close < index + 4 and inside.count(Part.QUANTITY) == 1

    def check_words(self, first: int, last: int) -> None:
        """Refuse a number, or a slip of a known word, among words that would become a note.

        Raises:
            NotationError: for the first of them.
        """
        for index in range(first, last + 1):
            atom = self.atoms[index]
            if atom.part is Part.WORD and (known := near_miss(atom.value)) is not None:
                what, instead = f"'{atom.value}' is not known", f"did you mean '{known}'?"
                raise failure(self.place(index, index), what, instead, (known,))
            if atom.part is Part.QUANTITY:
                what = f"'{self.text(index, index)}' has no meaning here"
                raise failure(self.place(index, index), what, "leave it out, or put the words in [note: ...]")

    def refuse_send_off(self, index: int) -> None:
        """Ask what `each 3 min` and `every 2-3 min` tell: how long the reps are, or when they start.

        Raises:
            NotationError: if a time follows the word.
        """
        quantity = self.atoms[index + 1].quantity if self.part(index + 1) is Part.QUANTITY else None
        if quantity is None or quantity.measure is not Measure.TIME:
            return
        place = self.place(index, index + 1)
        what = f"'{place.text}' has no meaning here"
        raise failure(place, what, "for reps that start by the clock write one time, such as 10 x 400m on 2:00")
