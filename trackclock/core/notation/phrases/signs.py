"""Signs and small words that say what another sign says: a comma before "and", letters for paces, `@ WU`.

It exists so that the grammar has one sign for each thing.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.atoms import Atom
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_quantity,
    before,
    count,
    either,
    ends,
    part,
    row,
    sign,
    some,
    word,
)
from trackclock.core.notation.quantities import Measure, Quantity
from trackclock.core.notation.vocabulary import Part

_LETTERS = frozenset("RITME")
"""Daniels's letters for the paces of repetitions, intervals, threshold, marathon and easy running."""


def _letter(line: Line, index: int) -> int | None:
    """A capital that stands for a pace."""
    return index + 1 if index < len(line.atoms) and line.text(index) in _LETTERS else None


def _named_pace(line: Line, found: Match) -> Sequence[Atom]:
    """`@ R` as `@ R pace`."""
    letter = line.atoms[found.starts[1]]
    return [line.atoms[found.starts[0]], letter._replace(part=Part.NAME, value=f"{letter.value} pace", quantity=None)]


def _laps(line: Line, found: Match) -> Sequence[Atom]:
    """`laps: 1-2-3` as lengths."""
    atoms: list[Atom] = []
    for index in range(found.starts[2], found.behind):
        atom, value = line.atoms[index], line.quantity(index)
        if value is not None:
            low_mm = value.low * line.lap_mm // 1_000
            atom = as_quantity(Quantity(Measure.DISTANCE, low_mm, low_mm, "laps"), atom, atom)
        atoms.append(atom)
    return atoms


PHRASES = (
    Phrase(
        "a comma before and",
        frozenset((Part.SIGN,)),
        (sign(","), part(Part.AND), before(part(Part.QUANTITY))),
        lambda line, found: [line.atoms[found.starts[0]]],
        values=frozenset((",",)),
        then=frozenset((Part.AND,)),
        reads={"2 sets of 2, 3, and 2 mins with 60s": "120s r60s 180s r60s 120s r60s 120s r60s 180s r60s 120s"},
    ),
    Phrase(
        "a warm-up behind the sign of a pace",
        frozenset((Part.AT,)),
        (part(Part.AT), part(Part.WARM, Part.COOL)),
        lambda line, found: [line.atoms[found.starts[1]]],
        then=frozenset((Part.WARM, Part.COOL)),
        reads={"2 mi @ WU, 2 x 300m, 60s": "w3218 300 r60s 300"},
    ),
    Phrase(
        "a letter for a pace",
        frozenset((Part.AT,)),
        (
            part(Part.AT),
            _letter,
            before(either(ends(), part(Part.WITH, Part.SIGN, Part.AND, Part.THEN, Part.OFF, Part.QUANTITY))),
        ),
        _named_pace,
        reads={"2 x 4 min @ I w/ 3 min": "240s r180s 240s"},
    ),
    Phrase(
        "a list of laps",
        frozenset((Part.WORD,)),
        (word("laps"), sign(":", "-"), row(count(12), some(row(sign("-", ",", "/"), count(12)), 1))),
        _laps,
        values=frozenset(("laps",)),
        then=frozenset((Part.SIGN,)),
        reads={"ladder of laps: 1-2-1, 90s": "400 r90s 800 r90s 400"},
    ),
)
