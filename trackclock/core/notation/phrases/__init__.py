"""Phrases: what coaches write in many ways, brought into the one way that the grammar reads.

A phrase is a pattern of atoms, what stands in their place, and the texts that need it. Each construct has a file of its
own; all of them are run over every line once, from left to right, before the grammar sees it. To teach the notation a
new way of saying something it knows, add a phrase to the file of its construct (CONTRIBUTING.md, "A phrase").

They exist as data so that a new one touches one file, and so that the tests can take each away and see that it is
needed.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases import (
    apart,
    counts,
    described,
    endings,
    how_many,
    how_often,
    labels,
    lists,
    once_more,
    other_counts,
    other_runs,
    paces,
    pairs,
    parts,
    patterns,
    recoveries,
    relatives,
    remarks,
    repeating,
    rests,
    results,
    sets,
    signs,
    times,
    times_and_pauses,
    told_again,
    turns,
    units,
    where,
)
from trackclock.core.notation.phrases.matching import Line, Phrase
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.vocabulary import Part

PHRASES: tuple[Phrase, ...] = (
    *labels.PHRASES,
    *paces.PHRASES,
    *units.PHRASES,
    *other_counts.PHRASES,
    *rests.PHRASES,
    *results.PHRASES,
    *told_again.PHRASES,
    *other_runs.PHRASES,
    *apart.PHRASES,
    *repeating.PHRASES,
    *once_more.PHRASES,
    *turns.PHRASES,
    *how_often.PHRASES,
    *how_many.PHRASES,
    *described.PHRASES,
    *counts.PHRASES,
    *sets.PHRASES,
    *lists.PHRASES,
    *pairs.PHRASES,
    *relatives.PHRASES,
    *where.PHRASES,
    *recoveries.PHRASES,
    *times_and_pauses.PHRASES,
    *times.PHRASES,
    *parts.PHRASES,
    *patterns.PHRASES,
    *remarks.PHRASES,
    *endings.PHRASES,
    *signs.PHRASES,
)
"""All of them; of those that fit at one place the first counts."""


_NOTHING = Atom(Part.RAW, "", 0, 0)
"""What stands behind the line."""


class Book(dict[tuple[Part, Part], tuple[Phrase, ...]]):
    """The phrases that can begin with two atoms, by their parts; found out once for each two that meet."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        super().__init__()
        self._phrases = phrases

    def __missing__(self, parts: tuple[Part, Part]) -> tuple[Phrase, ...]:
        """Those of the phrases, in their order, that fit the parts of both atoms."""
        first, second = parts
        fitting = (phrase for phrase in self._phrases if first in phrase.begins)
        found = self[parts] = tuple(phrase for phrase in fitting if not phrase.then or second in phrase.then)
        return found


_BOOK = Book(PHRASES)


def rephrased(line: Line, book: Book = _BOOK) -> Line:
    """A line with every phrase in the one way that the grammar reads.

    Args:
        line: the atoms as they were written.
        book: the phrases.
    """
    words = {token.text for token in line.tokens}
    near: dict[tuple[Part, Part], list[Phrase]] = {}
    index = 0
    while index < len(line.atoms):
        atom, after = line.atoms[index], line.atoms[index + 1] if index + 1 < len(line.atoms) else _NOTHING
        parts = (atom.part, after.part)
        phrases = near.get(parts)
        if phrases is None:
            phrases = near[parts] = [one for one in book[parts] if not one.needs or not one.needs.isdisjoint(words)]
        for phrase in phrases:
            # Asked here and not by the phrase: nearly all fail at once, and a call costs more than the question.
            if index and phrase.is_first:
                continue
            if phrase.values and atom.value not in phrase.values:
                continue
            if phrase.then_values and after.value not in phrase.then_values:
                continue
            if phrase.measures and atom.quantity is not None and atom.quantity.measure not in phrase.measures:
                continue
            found = phrase.match(line, index)
            if found is not None and (atoms := phrase.build(line, found)) is not None:
                line = line.with_atoms(index, found.behind, atoms)
                index += max(len(atoms) - 1, 0) * (not phrase.is_again) - phrase.is_again
                break
        index += 1
    return line
