"""Phrases: what coaches write in many ways, brought into the one way that the grammar reads.

A phrase is a pattern of atoms, what stands in their place, and the texts that need it. Each construct has a file of its
own; all of them are run over every line once, from left to right, before the grammar sees it. To teach the notation a
new way of saying something it knows, add a phrase to the file of its construct (CONTRIBUTING.md, "A phrase").

They exist as data so that a new one touches one file, and so that the tests can take each away and see that it is
needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TypeAlias

from trackclock.core.notation.phrases import (
    counts,
    described,
    endings,
    how_many,
    in_order,
    labels,
    laps,
    lists,
    once_more,
    paces,
    parts,
    patterns,
    recoveries,
    relatives,
    remarks,
    repeating,
    results,
    run_and_walk,
    sets,
    times,
    told_again,
    turns,
    units,
    where,
    which_gaps,
    zones,
)
from trackclock.core.notation.phrases.heads import ANYTHING, Head, head_of, in_a_row
from trackclock.core.notation.phrases.matching import Line, Phrase
from trackclock.core.notation.words.vocabulary import Part

PHRASES: tuple[Phrase, ...] = (
    *which_gaps.PHRASES,
    *labels.PHRASES,
    *paces.PHRASES,
    *units.PHRASES,
    *remarks.PHRASES,
    *results.PHRASES,
    *told_again.PHRASES,
    *once_more.PHRASES,
    *laps.PHRASES,
    *in_order.PHRASES,
    *zones.PHRASES,
    *repeating.PHRASES,
    *run_and_walk.PHRASES,
    *turns.PHRASES,
    *how_many.PHRASES,
    *described.PHRASES,
    *counts.PHRASES,
    *sets.PHRASES,
    *lists.PHRASES,
    *relatives.PHRASES,
    *where.PHRASES,
    *recoveries.PHRASES,
    *times.PHRASES,
    *parts.PHRASES,
    *patterns.PHRASES,
    *endings.PHRASES,
)
"""All of them; of those that fit at one place the first counts."""


Look: TypeAlias = tuple[str, str, str]
"""What an atom looks like to a phrase: its part, or what it measures, its value and its text."""


class Book(dict[tuple[Look, Look], tuple[tuple[Phrase, Head], ...]]):
    """The phrases that can begin with two atoms, in their order; found out once for each two that meet."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        super().__init__()
        self._heads = [(phrase, in_a_row((*map(head_of, phrase.tests), ANYTHING))) for phrase in phrases]
        self._words = frozenset().union(*(head.first.union(head.then, *head.needs) for _, head in self._heads))
        self._needed = frozenset[str]().union(*(phrase.needs for phrase in phrases))
        self._first: dict[Look, list[tuple[Phrase, Head]]] = {}
        self._near: dict[tuple[frozenset[str], frozenset[str]], Near] = {}

    def __missing__(self, looks: tuple[Look, Look]) -> tuple[tuple[Phrase, Head], ...]:
        first, then = looks
        if first not in self._first:
            self._first[first] = [(phrase, head) for phrase, head in self._heads if not head.first.isdisjoint(first)]
        found = self[looks] = tuple(each for each in self._first[first] if not each[1].then.isdisjoint(then))
        return found

    def looks(self, line: Line, atoms: Iterable[int]) -> list[Look]:
        """What atoms of a line look like; what no phrase asks for is left out."""
        found: list[Look] = []
        for index in atoms:
            atom = line.atoms[index]
            kind = atom.quantity.measure if atom.part is Part.QUANTITY and atom.quantity is not None else atom.part
            is_figure = atom.part is Part.QUANTITY and line.source[line.tokens[atom.first].offset].isdigit()
            value, text = atom.value, "" if is_figure or atom.part is Part.SIGN else line.said(index)
            found.append((kind, value if value in self._words else "", text if text in self._words else ""))
        return found

    def near(self, line: Line, looks: Sequence[Look]) -> Near:
        """The phrases that can stand on a line; lines that have the same in them share what was found out."""
        has = frozenset[str]().union(*looks)
        told = self._needed.intersection([token.text for token in line.tokens])
        if (found := self._near.get((has, told))) is None:
            if len(self._near) == _MOST_NEAR:
                self._near.clear()
            found = self._near[has, told] = Near(self, has, told)
        return found


_MOST_NEAR = 500
"""So many kinds of lines are remembered; when there are more, all are let go."""


class Near(dict[tuple[Look, Look], list[Phrase]]):
    """The phrases of a book that can stand on a line, by the two atoms that they begin with.

    Attributes:
        has: what the atoms of the line look like.
        told: the words on it that phrases need.
    """

    def __init__(self, book: Book, has: frozenset[str], told: frozenset[str]) -> None:
        super().__init__()
        self._book, self.has, self.told = book, has, told

    def __missing__(self, looks: tuple[Look, Look]) -> list[Phrase]:
        found = self[looks] = [
            phrase
            for phrase, head in self._book[looks]
            if not (phrase.needs and phrase.needs.isdisjoint(self.told))
            and not any(map(self.has.isdisjoint, head.needs))
        ]
        return found


_BOOK = Book(PHRASES)

_END: Look = (Part.RAW, "", "")
"""What stands behind a line."""


def rephrased(line: Line, book: Book = _BOOK) -> Line:
    """A line with every phrase in the one way that the grammar reads.

    Args:
        line: the atoms as they were written.
        book: the phrases.
    """
    looks, index = [*book.looks(line, range(len(line.atoms))), _END], 0
    near = book.near(line, looks)
    while index < len(line.atoms):
        for phrase in near[looks[index], looks[index + 1]]:
            if index and phrase.is_first:
                continue
            found = phrase.match(line, index)
            if found is not None and (atoms := phrase.build(line, found)) is not None:
                line = line.with_atoms(index, found.behind, atoms)
                new = looks[index : found.behind] = book.looks(line, range(index, index + len(atoms)))
                if not near.has.issuperset(chain(*new)):
                    near = book.near(line, looks)
                index += max(len(atoms) - 1, 0) * (not phrase.is_again) - phrase.is_again
                break
        index += 1
    return line
