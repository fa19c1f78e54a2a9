"""What a phrase is made of: tests of atoms in a row, and what stands in their place.

It exists so that a phrase reads like the words that it is for: `(count(), some(sign(",")), word("or"), count())`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.phrases.heads import ahead, head_of, in_a_row, one_atom, one_of, repeated, told
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.lexer import Token
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_MOST = 40
"""So many atoms at most belong to one phrase, so that the cost stays linear."""


_NEAR = 60
"""So far at most it looks around itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """The atoms of one line, with the words that they came from.

    Attributes:
        atoms: the atoms.
        tokens: the tokens of the line.
        source: the text that the tokens were cut from.
        lap_mm: one lap of the track.
    """

    atoms: tuple[Atom, ...]
    tokens: Sequence[Token]
    source: str
    lap_mm: int

    def text(self, index: int, last: int | None = None) -> str:
        """What was written for an atom, or from it to another."""
        first, end = self.atoms[index].first, self.atoms[index if last is None else last].last
        return self.source[self.tokens[first].offset : self.tokens[end].end]

    def said(self, index: int) -> str:
        """The same in small letters, with any blanks and apostrophes; empty beyond the line."""
        if index >= len(self.atoms):
            return ""
        text = self.text(index).lower()
        is_plain = len(text) < _SHORTEST_SAID or text.isalnum()
        return text if is_plain else " ".join(text.replace("’", "'").split())

    def part(self, index: int) -> Part | None:
        """The part of an atom; None beyond the line."""
        return self.atoms[index].part if 0 <= index < len(self.atoms) else None

    def value(self, index: int) -> str:
        """The value of an atom; empty beyond the line."""
        return self.atoms[index].value if 0 <= index < len(self.atoms) else ""

    def quantity(self, index: int) -> Quantity | None:
        """The quantity of an atom; None if it is none."""
        return self.atoms[index].quantity if self.part(index) is Part.QUANTITY else None

    def before(self, index: int) -> range:
        """The atoms near before an index: a phrase looks no further, so that the cost stays linear."""
        return range(max(index - _NEAR, 0), index)

    def behind(self, index: int) -> range:
        """The atoms from an index on that are near."""
        return range(index, min(index + _NEAR, len(self.atoms)))

    def with_atoms(self, index: int, behind: int, atoms: Sequence[Atom]) -> Line:
        """The line with other atoms in a place."""
        return Line((*self.atoms[:index], *atoms, *self.atoms[behind:]), self.tokens, self.source, self.lap_mm)


Test: TypeAlias = Callable[[Line, int], int | None]
"""The index behind what it finds at an index; None if it is not there."""


class Match(NamedTuple):
    """A phrase that was found.

    Attributes:
        starts: where each of its tests began.
        behind: the index behind it.
    """

    starts: tuple[int, ...]
    behind: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of saying something.

    Attributes:
        name: what it is called where it is told which phrases were found.
        needs: words of which at least one has to stand somewhere on the line, for what no test asks for; empty if none.
        is_first: whether it stands only where a line begins.
        is_again: whether its place is looked at once more, so that others find what it brought; it must not fit there.
        tests: what has to stand there, in a row.
        build: the atoms that stand in its place; None if it is not this phrase after all.
        reads: texts that need it, each with its steps in a few letters.
        asks: texts that are asked about because of it, each with the steps of the first answer.
        not_in: texts that look like it and are read without it.
    """

    name: str
    tests: tuple[Test, ...]
    build: Callable[[Line, Match], Sequence[Atom] | None]
    needs: frozenset[str] = frozenset()
    is_first: bool = False
    is_again: bool = False
    reads: Mapping[str, str] = field(default_factory=dict)
    asks: Mapping[str, str] = field(default_factory=dict)
    not_in: tuple[str, ...] = ()

    def match(self, line: Line, index: int) -> Match | None:
        """Where it stands from an index on; None if it does not."""
        starts: list[int] = []
        position = index
        for test in self.tests:
            starts.append(position)
            behind = test(line, position)
            if behind is None or behind - index > _MOST:
                return None
            position = behind
        return Match(tuple(starts), position)


# --- tests ------------------------------------------------------------------------------------------------------------


def part(*parts: Part) -> Test:
    """One atom that has one of the parts."""
    wanted = frozenset(parts)

    def found(line: Line, index: int) -> int | None:
        return index + 1 if 0 <= index < len(line.atoms) and line.atoms[index].part in wanted else None

    told(found, one_atom(wanted))
    return found


def word(*values: str) -> Test:
    """One atom that is one of the words."""
    wanted = frozenset(values)

    def found(line: Line, index: int) -> int | None:
        return index + 1 if 0 <= index < len(line.atoms) and line.atoms[index].value in wanted else None

    told(found, one_atom(wanted))
    return found


def said(*words: str) -> Test:
    """One atom that was written as one of the words, whatever part it plays, with any blanks and apostrophes."""
    wanted = frozenset(word.replace("’", "'") for word in words)

    def found(line: Line, index: int) -> int | None:
        return index + 1 if line.said(index) in wanted else None

    told(found, one_atom(wanted))
    return found


_SHORTEST_SAID = 3
"""What is shorter has no blank or apostrophe in the middle of it."""


def sign(*signs: str) -> Test:
    """One atom that is one of the signs."""
    wanted = frozenset(signs)

    def found(line: Line, index: int) -> int | None:
        atom = line.atoms[index] if 0 <= index < len(line.atoms) else None
        return index + 1 if atom is not None and atom.part is Part.SIGN and atom.value in wanted else None

    told(found, one_atom(wanted))
    return found


def quantity(test: Callable[[Quantity], bool], *measures: Measure) -> Test:
    """One quantity of a kind; `measures` tells what it can measure, if not anything."""

    def found(line: Line, index: int) -> int | None:
        atom = line.atoms[index] if 0 <= index < len(line.atoms) else None
        value = atom.quantity if atom is not None and atom.part is Part.QUANTITY else None
        return index + 1 if value is not None and test(value) else None

    told(found, one_atom(measures or Measure))
    return found


def count(most: int = 60) -> Test:
    """A number that can say how often."""
    return quantity(lambda value: value.is_count and value.low > 0 and value.high <= most * 1_000, Measure.BARE)


def length() -> Test:
    """A distance or a time."""
    return quantity(lambda value: value.measure is not Measure.BARE, Measure.TIME, Measure.DISTANCE)


def maybe(test: Test) -> Test:
    """What may stand there or not."""

    def found(line: Line, index: int) -> int:
        behind = test(line, index)
        return index if behind is None else behind

    told(found, repeated(head_of(test), 0, 1))
    return found


def some(test: Test, least: int = 0, most: int = _MOST) -> Test:
    """What may stand there several times."""

    def found(line: Line, index: int) -> int | None:
        times, position = 0, index
        while times < most and (behind := test(line, position)) is not None and behind > position:
            times, position = times + 1, behind
        return position if times >= least else None

    told(found, repeated(head_of(test), least, most))
    return found


def row(*tests: Test) -> Test:
    """Several in a row."""

    def found(line: Line, index: int) -> int | None:
        position: int | None = index
        for test in tests:
            position = test(line, position) if position is not None else None
        return position

    told(found, in_a_row(map(head_of, tests)))
    return found


def either(*tests: Test) -> Test:
    """The first of several that stands there."""

    def found(line: Line, index: int) -> int | None:
        for test in tests:  # a generator would cost more than most of what it asks
            behind = test(line, index)
            if behind is not None:
                return behind
        return None

    told(found, one_of(map(head_of, tests)))
    return found


def ends() -> Test:
    """Nothing more stands on the line, a full stop aside."""

    def found(line: Line, index: int) -> int | None:
        rest = line.atoms[index : index + 2]
        is_end = all(atom.part is Part.SIGN and atom.value in (".", ";", ",") for atom in rest)
        return index if is_end and len(rest) < 2 else None

    told(found, ahead(one_atom((Part.RAW, ".", ";", ",")))._replace(needs=()))
    return found


def before(*tests: Test) -> Test:
    """What has to follow and is no part of the phrase."""
    follows = row(*tests)

    def found(line: Line, index: int) -> int | None:
        return index if follows(line, index) is not None else None

    told(found, ahead(head_of(follows)))
    return found


def closes(*more: Test) -> Test:
    """A clause has to end there: nothing more on the line, a sign that ends it, or what begins another one."""
    return before(either(ends(), sign(".", ";", ",", ")"), *more))


def stops(*more: Test) -> Test:
    """A clause ends there, or goes on with what is no part of the phrase: `with 60s`, `then ...`, `- ...`."""
    return closes(sign("(", "-"), part(Part.WITH, Part.OFF, Part.THEN, Part.AND, Part.AT, Part.IN), *more)


def search(first: Test, find: Test) -> Test:
    """A test that looks for itself, where `first` stands, which is not asked again."""
    told(find, ahead(head_of(first)))
    return find


# --- what cannot stand ------------------------------------------------------------------------------------------------


def doubt(
    line: Line, first: int, last: int, what: str, instead: str, candidates: tuple[str, ...] = ()
) -> NotationError:
    """The error for what can be read in two ways; `{}` is what was written from one atom to another."""
    start, end = line.tokens[line.atoms[first].first], line.tokens[line.atoms[last].last]
    text = line.source[start.offset : end.end]
    width = end.end - start.offset
    return NotationError(start.line, start.column, what.format(text[:60]), instead, width=width, candidates=candidates)


# --- what stands in their place ---------------------------------------------------------------------------------------


def as_remark(line: Line, found: Match) -> Sequence[Atom]:
    """All of it as one word, which is kept as a note and not run."""
    first, last = line.atoms[found.starts[0]], line.atoms[found.behind - 1]
    return [Atom(Part.WORD, "", first.first, last.last, glued=first.glued)]


def as_remark_on_rep(line: Line, found: Match) -> Sequence[Atom] | None:
    """All of it as one word, where a length stands before it that it is said of."""
    is_on_rep = any(line.quantity(at) is not None for at in line.before(found.starts[0]))
    return as_remark(line, found) if is_on_rep else None


def nothing(_line: Line, _found: Match) -> Sequence[Atom]:
    """Nothing: it only says what is seen anyway."""
    return []


def as_part(kind: Part, value: str, like: Atom) -> Atom:
    """An atom of another part in the place of one."""
    return like._replace(part=kind, value=value, quantity=None, per_mm=0)


def counted(passes: int, first: Atom, last: Atom) -> Atom:
    """So many passes, in thousandths, in the place of atoms."""
    return as_quantity(Quantity(Measure.BARE, passes, passes), first, last)


def so_often(number: Atom, like: Atom | None = None) -> list[Atom]:
    """A number of passes with its sign, in the place of itself or of another atom."""
    return [number, as_part(Part.TIMES, "x", like or number)]


def listed(atoms: Sequence[Atom]) -> list[Atom]:
    """Atoms with a comma between every two of them."""
    return [told for atom in atoms for told in (atom, as_part(Part.SIGN, ",", atom))][:-1]


def in_brackets(inside: Sequence[Atom]) -> list[Atom]:
    """Atoms in brackets."""
    return [as_part(Part.SIGN, "(", inside[0]), *inside, as_part(Part.SIGN, ")", inside[-1])]


def as_quantity(value: Quantity, first: Atom, last: Atom) -> Atom:
    """A quantity in the place of atoms."""
    return Atom(Part.QUANTITY, "", first.first, last.last, value, glued=first.glued)
