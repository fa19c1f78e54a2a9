"""Which of the reps a recovery follows, told by how many they are: `60s for the first 4, 90s for the last 4`.

It exists because the grammar knows the numbers of reps, and a coach says which half of them he means.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    count,
    counted,
    either,
    length,
    maybe,
    part,
    row,
    said,
    some,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.vocabulary import Part

_FIRST, _LAST, _NEXT = ("first",), ("last", "final"), ("next", "the next")
_OTHERS = ("rest", "others", "remaining", "remainder", "other")
_PAUSED = some(part(Part.PAUSE, Part.MODE, Part.EASY))
_REPS = maybe(part(Part.REPS))
_SOME = row(maybe(said("the")), said(*_FIRST, *_LAST, *_NEXT), count(), _REPS)
_FOLLOWS = either(part(Part.AFTER, Part.BETWEEN), said("for", "on"))


def _behind_them(line: Line, found: Match) -> Sequence[Atom] | None:
    """`60s for the first 3` as `60s after reps 1, 2, 3`."""
    pause = line.atoms[found.starts[0] : found.starts[2]]
    after = _after(line, found.starts[0], range(found.starts[2], found.behind))
    return [*pause, *after] if after else None


def _with_pause(line: Line, found: Match) -> Sequence[Atom] | None:
    """`first 3 with 60s` as `60s after reps 1, 2, 3`."""
    pause = line.atoms[found.starts[2] : found.behind]
    after = _after(line, found.starts[0], range(found.starts[0], found.starts[1]))
    return [*pause, *after] if after else None


def _after(line: Line, start: int, told: range) -> list[Atom]:
    """`after reps 1, 2, 3` for those that are told of; nothing where no repeat stands before them, or a shorter one."""
    passes = _passes_before(line, start)
    numbers = _numbers_of(line, told, passes)
    if not numbers or numbers.start < 1 or numbers[-1] > passes:
        return []
    first, last = line.atoms[told[0]], line.atoms[told[-1]]
    atoms = [as_part(Part.AFTER, "after", first), as_part(Part.REPS, "reps", first)]
    for number in numbers:
        if number < passes:
            atoms += [counted(number * 1_000, last, last), as_part(Part.SIGN, ",", last)]
    return atoms[:-1]


def _passes_before(line: Line, start: int) -> int:
    """How often the reps before an atom are run; 0 where nothing says so."""
    for at in reversed(line.before(start)):
        number = line.quantity(at - 1)
        if line.part(at) is Part.TIMES and number is not None and line.quantity(at + 1) is not None:
            return number.low // 1_000 if number.is_count else 0
    return 0


def _numbers_of(line: Line, told: range, passes: int) -> range:
    """The numbers of the first or last so many of the reps, of every so manieth of them, or of those that are left."""
    words = {line.said(at) for at in told}
    several = next((value.low // 1_000 for at in told if (value := line.quantity(at)) is not None), 0)
    if any(line.part(at) is Part.EACH for at in told):
        return range(several, passes + 1, several)
    if not words.isdisjoint(_FIRST):
        return range(1, several + 1)
    if not words.isdisjoint(_LAST):
        return range(passes - several + 1, passes + 1)
    known = (line.quantity(at) for at in line.before(told[0]) if _is_number_of_rep(line, at))
    behind = max((value.low // 1_000 for value in known if value is not None and value.is_count), default=0)
    return range(behind + 1, (behind + several if several else passes) + 1) if behind else range(0)


def _is_number_of_rep(line: Line, index: int) -> bool:
    """Whether a number stands in `after reps 1, 2, 3`."""
    while line.quantity(index) is not None and line.part(index - 1) is Part.SIGN and line.quantity(index - 2):
        index -= 2
    return line.quantity(index) is not None and line.part(index - 1) is Part.REPS and line.part(index - 2) is Part.AFTER


PHRASES = (
    Phrase(
        "which of the reps a recovery follows",
        (
            length(),
            _PAUSED,
            _FOLLOWS,
            either(_SOME, row(part(Part.EACH), count(), _REPS), row(said("the"), said(*_OTHERS), _REPS)),
        ),
        _behind_them,
        reads={
            "4 x 350m with 60s for the first 2 and 90s for the last 2": "350 r60s 350 r60s 350 r90s 350",
            "4 x 350m, 2 min after the first two, 3 min after the rest": "350 r120s 350 r120s 350 r180s 350",
            "4 x 350m with 60s, 2 min after every 2": "350 r60s 350 r120s 350 r60s 350",
        },
        not_in=("2 x 350m, 60s for the first rep",),
    ),
    Phrase(
        "which of the reps have a recovery",
        (_SOME, either(part(Part.WITH, Part.OFF), said("have", "has", "get")), length(), _PAUSED),
        _with_pause,
        reads={"4 x 350m, first 2 with 60s, last 2 with 90s": "350 r60s 350 r60s 350 r90s 350"},
        not_in=("First 2 with 60s, last 2 with 90s",),
    ),
)
