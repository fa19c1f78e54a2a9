"""One level of a line, the whole of it or the inside of a bracket, and the questions that the grammar asks about it.

It exists so that each rule of the grammar reads like the sentence that it is for.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import TypeAlias

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.phrases import rephrased
from trackclock.core.notation.phrases.matching import Line
from trackclock.core.notation.placing.send_offs import with_send_offs
from trackclock.core.notation.tree import Item, Place, Remark, Repeat, Work
from trackclock.core.notation.words.atoms import Atom, Reader
from trackclock.core.notation.words.lexer import Token
from trackclock.core.notation.words.slips import near_miss
from trackclock.core.notation.words.values import ORDINALS, Measure, Quantity
from trackclock.core.notation.words.vocabulary import AFTER_LAST, Part

MAX_DEPTH = 8
"""How deep brackets may be nested."""

_MAX_LEVELS = 12
"""How many levels may be open at once; what stands behind a colon is a level as well."""

_PADDING = (None,) * 16

HARD_SIGNS = frozenset((",", ";", ".", "(", ")", "bullet", "="))
"""Signs that end a phrase whatever stands on either side."""

PAUSE_PARTS = frozenset(
    (Part.PAUSE, Part.MODE, Part.BACK, Part.BETWEEN, Part.OFF, Part.FULL, Part.EQUAL, Part.HALF_PAUSE, Part.DOUBLE)
)
PAUSE_LEADS = PAUSE_PARTS - {Part.OFF}
SMALL_PARTS = frozenset((Part.FILLER, Part.ADJECTIVE, Part.EASY, Part.WORD, Part.ZONED, Part.RPED))
_BEFORE_END = SMALL_PARTS | {Part.MODE, Part.EFFORT, Part.KIND}
HALFWAY = "halfway"
"""The value of the words for the middle of the reps."""

_FURTHEST_BRACKET = 6
"""So many atoms of a bracket may stand between a length and the words that make it a pause."""

_AFTER_WHAT = frozenset((Part.EACH, Part.SETS, Part.REPS, Part.QUANTITY))
END_PARTS = frozenset((Part.WARM, Part.COOL))
WISH_PARTS = frozenset(
    (Part.NAMED, Part.PACED, Part.PERCENT, Part.RPED, Part.ZONED, Part.PROGRESS, Part.FASTER, Part.SLOWER, Part.EFFORT)
)

RUN_WORDS = frozenset(("do", "did", "does", "doing", "run", "ran", "complete"))
"""Words before a length that is run."""

Found: TypeAlias = tuple[list[Item], int]
"""The items that were read, and the index behind them."""

Rule: TypeAlias = Callable[["Level", int], Found | None]
"""Reads what begins at an index of a level; None if that is something else.

It raises a `NotationError` where the text can be read in more than one way, or in none.
"""


@dataclass(slots=True, eq=False)
class Level:
    """One level of a line. Beyond its end there is nothing. What it refuses it raises as a `NotationError`.

    Attributes:
        context: what the whole reading shares.
        tokens: the tokens of the line.
        atoms: its atoms.
        parts: the part of each, and nothing for a little beyond either end: an index of -1 is in it as well.
        read: reads the items of a level from an index on.
        end: the index behind the last atom of the level.
        closing: for each opening bracket of the line the index of its closing one.
        depth: how many levels are open, from 1.
        beside: the rep or repeat that it is a bracket directly behind; None where it is none.
        items: what has been read of it so far; the reader of the level is the one who adds to them.
        joint: the sign or word that parts what is read next from what stands before it.
        pauses: the lengths that were asked about, and whether they are those of pauses.
    """

    context: Context
    tokens: list[Token]
    atoms: list[Atom]
    parts: list[Part | None]
    read: Callable[[Level, int], list[Item]]
    end: int
    closing: dict[int, int] = field(default_factory=dict)
    depth: int = 1
    beside: Work | Repeat | None = None
    items: list[Item] = field(default_factory=list)
    joint: str = ""
    pauses: dict[int, bool] = field(default_factory=dict)

    def inside(self, start: int, end: int, beside: Work | Repeat | None = None) -> list[Item]:
        """The items of a level inside this one."""
        if self.depth >= _MAX_LEVELS:
            at = min(start, len(self.atoms) - 1)  # behind the last colon nothing may stand
            raise self.doubt(at, at, "repeats are nested too deep", "write them one after the other")
        fixed = (self.context, self.tokens, self.atoms, self.parts, self.read)
        return self.read(Level(*fixed, end, self.closing, self.depth + 1, beside), start)

    @property
    def last(self) -> Item | None:
        """What was read last."""
        return self.items[-1] if self.items else None

    @property
    def has_work(self) -> bool:
        """Whether a rep has been read."""
        return any(isinstance(item, (Work, Repeat)) for item in self.items)

    def part(self, index: int) -> Part | None:
        """The part of an atom; None beyond the level."""
        return self.parts[index] if index < self.end else None

    def value(self, index: int) -> str:
        """The value of an atom; empty beyond the level."""
        return self.atoms[index].value if 0 <= index < self.end else ""

    def quantity(self, index: int) -> Quantity | None:
        """The length or number that stands there; None if none does."""
        return self.atoms[index].quantity if index < self.end and self.parts[index] is Part.QUANTITY else None

    def length(self, index: int) -> Quantity:
        """The length or number that stands where one has been seen."""
        quantity = self.atoms[index].quantity
        if quantity is None:
            raise ValueError(f"atom {index} is no quantity")
        return quantity

    def is_sign(self, index: int, *signs: str) -> bool:
        """Whether one of the signs stands there."""
        return index < self.end and self.parts[index] is Part.SIGN and self.atoms[index].value in signs

    def past(self, index: int, parts: Container[Part | None]) -> int:
        """The first index from one on at which none of the parts stands."""
        while index < self.end and self.parts[index] in parts:
            index += 1
        return index

    def place(self, first: int, last: int | None = None) -> Place:
        """The place of an atom, or from one to another."""
        last = first if last is None else last
        return self.context.place(self.tokens[self.atoms[first].first], self.tokens[self.atoms[last].last])

    def text(self, first: int, last: int | None = None) -> str:
        """What was written from one atom to another, or for one, blanks made single; empty beyond the line."""
        last = first if last is None else last
        return self.place(first, last).text if first <= last < len(self.atoms) else ""

    def word(self, index: int) -> str:
        """What was written for one atom, in lower case."""
        return self.text(index).lower() if index < self.end else ""

    def remark(self, first: int, last: int) -> Remark:
        """What was written from one atom to another as words without a meaning for a stopwatch."""
        place = self.place(first, last)
        return Remark(place.text, place)

    def doubt(
        self, first: int, last: int, what: str, instead: str, choices: tuple[str, ...] = (), whole: Place | None = None
    ) -> NotationError:
        """The error for what was written from one atom to another, which is `{}` in what is wrong with it.

        The choices can stand in its place, or in that of `whole`; without `instead` they are proposed.
        """
        place = self.place(first, last)
        return failure(place, what.replace("{}", place.text), instead, choices, whole)

    def no_meaning(
        self, first: int, last: int, instead: str = "leave it out, or put the words in [note: ...]"
    ) -> NotationError:
        """The error for what says nothing where it stands."""
        return self.doubt(first, last, "'{}' has no meaning here", instead)

    def spend(self, amount: int, index: int) -> None:
        """Pay for a look ahead or back from an atom."""
        if self.context.budget < amount:
            self.context.spend(amount, self.place(index, index))
        self.context.budget -= amount

    def check_words(self, first: int, last: int) -> None:
        """Refuse a number, or a slip of a known word, among words that would become a note."""
        for index in range(first, last + 1):
            value = self.atoms[index].value
            if self.parts[index] is Part.WORD and (known := near_miss(value)) is not None:
                raise self.doubt(index, index, f"'{value}' is not known", f"did you mean '{known}'?", (known,))
            if self.parts[index] is Part.QUANTITY:
                raise self.no_meaning(index, index)

    def refuse_send_off(self, index: int) -> None:
        """Ask what `each 3 min` and `every 2-3 min` tell: how long the reps are, or when they start."""
        quantity = self.quantity(index + 1)
        if quantity is not None and quantity.measure is Measure.TIME:
            instead = "for reps that start by the clock write one time, such as 10 x 400m on 2:00"
            raise self.no_meaning(index, index + 1, instead)

    def is_pause(self, index: int) -> bool:
        """Whether the length at an index is that of a pause, by the words behind it."""
        known = self.pauses.get(index)
        if known is None:
            known = self.pauses[index] = self._is_pause(index)
        return known

    def _is_pause(self, index: int) -> bool:
        position = self.past(index + 1 + (self.part(index + 1) is Part.OF), SMALL_PARTS)
        if self.is_sign(position, "(") and self.closing[position] - position <= _FURTHEST_BRACKET:
            behind = self.closing[position] + 1  # 4 min (walk a lap) between sets
            return self.part(behind) is Part.BETWEEN
        part = self.part(position)
        if part is Part.OFF:
            return not self._leads_to_pause(index, position)
        if part is Part.PAUSE and self.word(position).endswith("ing") and self.part(position + 1) is Part.QUANTITY:
            return False  # 8 x 800m resting 75 s
        if part is Part.THEN:
            return is_before_rep(self, position)
        if part is Part.AFTER and self.word(index - 1).startswith(("finish", "end")):
            return False
        if part is Part.AFTER:
            follows = self.past(position + 1, (Part.FILLER,))
            word = self.word(follows)
            is_told = self.part(follows) in _AFTER_WHAT or word[:1].isdigit() or word in ORDINALS
            return (
                is_told
                or HALFWAY in (self.value(follows), self.value(position + 1))
                or self.value(position) == AFTER_LAST
            )
        return part in PAUSE_PARTS

    def _leads_to_pause(self, index: int, off: int) -> bool:
        """Whether an "off" tells the length behind it, `1k off 2 minutes`, and not the one before, `1 min off`."""
        follows = self.past(off + 1, SMALL_PARTS)
        if follows > off + 1 and self.part(follows) in (Part.PAUSE, Part.MODE):
            return True
        if self.part(off + 1) is not Part.QUANTITY or self.part(off + 2) in (Part.TIMES, Part.ON):
            return False
        return all(self.part(before) is not Part.ON for before in range(max(index - 3, 0), index))

    def end_of(self, index: int) -> Part | None:
        """The warm-up or cool-down that a length is of, by the words behind it: `3 km (15-20 min) easy warm-up`."""
        position = index + 1
        inside = self.parts[position + 1 : self.closing[position]] if self.is_sign(position, "(") else []
        if len(inside) < 3 and Part.QUANTITY in inside:
            position = self.closing[position] + 1
        part = self.part(self.past(position, _BEFORE_END))
        return part if part in END_PARTS else None


def is_ordinal(level: Level, index: int) -> bool:
    """Whether a word such as "4th" stands there."""
    return level.part(index) is Part.WORD and level.value(index)[:1].isdigit()


def is_before_rep(level: Level, index: int) -> bool:
    """Whether "before" tells which rep a pause lies before: `2 min before the last`, but not `400m before 200m`."""
    if level.word(index) != "before":
        return False
    follows = level.past(index + 1, (Part.FILLER,))
    is_told = level.word(follows) in (*ORDINALS, "last", "final", "next") or is_ordinal(level, follows)
    return is_told or level.part(follows) in (Part.EACH, Part.REPS)


def whole_line(context: Context, tokens: list[Token], read: Callable[[Level, int], list[Item]]) -> Level:
    """The outermost level of a line, whose brackets match; `read` reads the items of a level from an index on."""
    lap_mm = context.options.lap_mm
    written = Line(tuple(Reader(tokens, context.source, lap_mm).read()), tokens, context.source, lap_mm)
    atoms = with_send_offs(list(rephrased(written).atoms), tokens)
    level = Level(context, tokens, atoms, [*(atom.part for atom in atoms), *_PADDING], read, len(atoms))
    opened: list[int] = []
    for index in (at for at in range(level.end) if level.parts[at] is Part.SIGN):
        if level.is_sign(index, "("):
            opened.append(index)
            if len(opened) > MAX_DEPTH:
                what = f"brackets are nested more than {MAX_DEPTH} deep"
                raise level.doubt(index, index, what, "write the repeats one after the other")
        elif level.is_sign(index, ")"):
            if not opened:
                raise level.doubt(index, index, "this bracket was never opened", "delete it, or open it")
            level.closing[opened.pop()] = index
    if opened:
        raise level.doubt(opened[-1], opened[-1], "this bracket is never closed", "close it with ')'")
    return level
