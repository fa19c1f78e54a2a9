"""Which of the reps a recovery follows, told by how many they are: `60s for the first 4, 90s for the last 4`.

It exists because the grammar knows the numbers of reps, and a coach says which half of them he means.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.counts import is_bare_metres
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    closes,
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
from trackclock.core.notation.phrases.times import is_likely
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure
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
    if not after and line.said(found.behind - 1) in _OTHERS:
        after = _between_reps(line.atoms[found.behind - 1])  # 600, 500, 400, 90s after the 600, 60s after the others
    return [*pause, *after] if after else None


def _between_reps(like: Atom) -> list[Atom]:
    """`between reps`."""
    return [as_part(Part.BETWEEN, "between", like), as_part(Part.REPS, "reps", like)]


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
    """How often the reps before an atom are run, or how many are listed; 0 where nothing says so."""
    for at in reversed(line.before(start)):
        number = line.quantity(at - 1)
        if line.part(at) is Part.TIMES and number is not None and line.quantity(at + 1) is not None:
            return number.low // 1_000 if number.is_count else 0
    listed = [value for at in line.before(start) if (value := line.quantity(at)) is not None]
    return sum(value.measure is Measure.DISTANCE or is_bare_metres(value) for value in listed)


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


def _in_all_gaps(line: Line, found: Match) -> Sequence[Atom] | None:
    """`60s throughout` as `60s between reps, 60s between sets`; but `72s throughout` behind 400s is their time."""
    pause, last = line.atoms[found.starts[0] : found.starts[2]], line.atoms[found.behind - 1]
    runs = [value.low for at in line.before(found.starts[0]) if (value := line.quantity(at)) and _is_run(line, at)]
    time, is_led = line.quantity(found.starts[0]), line.part(found.starts[0] - 1) in (Part.WITH, Part.OFF)
    if len(pause) == 1 and not is_led and time and len(set(runs)) == 1 and is_likely(time.low, runs[0]):
        is_rested = any(line.part(at) in (Part.PAUSE, Part.MODE) for at in line.behind(found.behind))
        return [as_part(Part.AT, "@", last), *pause] if is_rested else None
    between = as_part(Part.BETWEEN, "between", last)
    gaps = [*pause, *_between_reps(last)]
    several = sum(line.part(at) in (Part.TIMES, Part.OF) for at in line.before(found.starts[0]))
    if max(len(runs), several) < 2 or Part.SETS in map(line.part, line.behind(found.behind)):
        return gaps
    return [*gaps, as_part(Part.SIGN, ",", last), *pause, between, as_part(Part.SETS, "sets", last)]


def _is_run(line: Line, index: int) -> bool:
    """Whether a length, or one more number of passes, stands behind a number of them."""
    return line.part(index - 1) is Part.TIMES or line.quantity(index - 1) is not None


_THROUGHOUT = either(
    said("throughout"),
    row(said("across"), said("the"), said("board")),
    row(
        either(said("all"), row(said("the"), said("whole", "entire"))),
        maybe(said("the")),
        said("way", "time"),
        maybe(said("through")),
    ),
)
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
    Phrase(
        "a recovery in all the gaps",
        (length(), _PAUSED, _THROUGHOUT, closes()),
        _in_all_gaps,
        reads={
            "2 x 350m then 2 x 250m, 60s throughout": "350 r60s 350 r60s 250 r60s 250",
            "2 x (2 x 350m), 90s jog all the way": "350 r90s 350 r90s 350 r90s 350",
            "2 x 350m, 70s throughout, 90s rest": "350 r90s 350",
        },
        not_in=("2 x 350m, 60s between, easy throughout",),
    ),
)
