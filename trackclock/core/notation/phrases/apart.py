"""A number told apart from what it counts: `8 to 10 reps is a good target`, `eight of them`, `3 sets of 8 reps` behind.

It exists because the sentence before has told what is run, and nothing but a noun of running joins the number to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    as_remark,
    before,
    count,
    either,
    ends,
    maybe,
    part,
    row,
    said,
    sign,
    some,
)
from trackclock.core.notation.phrases.repeating import is_counted, is_told, is_told_again, refuse_other_number, repeat
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import FEWEST_BARE_METRES, Measure
from trackclock.core.notation.words.vocabulary import Part

_LEAD = frozenset((Part.WORD, Part.FILLER, Part.AIM, Part.TOTAL, Part.OF, Part.AND, Part.AS, Part.THEN, Part.EACH))
_LEAD |= {Part.IN}
_LONGEST_LEAD = 10
"""So many words at most stand between a sign and the number."""

_NAMES = ("goes", "turns", "climbs", "passes", "trips", "laps", "shuttles")
_NOUN = either(part(Part.REPS, Part.SETS, Part.TIMES), said(*_NAMES))
_OF_THESE = row(part(Part.OF), either(said("them", "those", "these", "this", "that"), part(Part.EACH)))
_WHAT = either(
    row(part(Part.REPS), part(Part.PER), part(Part.SETS)),
    row(maybe(part(Part.TOTAL)), some(_NOUN, 1, 3)),
    _OF_THESE,
    part(Part.TOTAL),
    part(Part.KIND),
)
_ENOUGH = ("plenty", "enough", "target", "ideal", "perfect", "good", "fine", "done", "max", "maximum", "minimum")
_TELLS = some(
    either(
        part(Part.TOTAL, Part.EACH, Part.FILLER, Part.AND, Part.REPS),
        said(*_ENOUGH, "together", "through", "over", "round", "should", "you're", "you’re", "or", "on", "off"),
        sign("/"),
    ),
    0,
    8,
)
_STOPS = either(ends(), sign(".", ";", ",", ")"), part(Part.WITH, Part.THEN))


def _before_lead(line: Line, index: int) -> int | None:
    """Where the sign stands before a number and the words that bring it in; None for anything else, -1 for no sign."""
    at = index - 1
    while line.part(at) in _LEAD and index - at <= _LONGEST_LEAD:
        at -= 1
    return at if at < 0 or (line.part(at) is Part.SIGN and line.value(at) != ")") else None


def _is_uncounted(line: Line, behind: int) -> bool:
    """Whether something is run before an atom, and nothing there says how often."""
    return not is_counted(line, behind) and any(map(_is_length, line.atoms[:behind]))


def _is_line_of_its_own(line: Line, found: Match) -> bool:
    """Whether a line says no more than how often the lines above it are run, and what comes behind that."""
    later = [at for at in range(found.behind, len(line.atoms)) if line.quantity(at) is not None]
    is_ended = all(Part.COOL in {line.part(near) for near in range(at, at + 4)} for at in later)
    return is_ended and line.part(found.starts[0] + 1) is not Part.TIMES and line.value(found.behind) != ":"


def _has_recovery(line: Line, behind: int) -> bool:
    """Whether a recovery is told before an atom, so that passes can be counted and no sum of lengths."""
    return behind < 0 or (line.value(behind) != "(" and any(line.part(at) in _RECOVERING for at in range(behind)))


_RECOVERING = frozenset((Part.MODE, Part.PAUSE, Part.BACK, Part.EASY, Part.OFF))


def _says_the_same(line: Line, index: int) -> bool:
    """Whether a number of reps is one that was told before."""
    return any(line.quantity(at) == line.quantity(index) for at in range(index))


def _is_length(atom: Atom) -> bool:
    quantity = atom.quantity
    return quantity is not None and (quantity.measure is not Measure.BARE or quantity.low >= FEWEST_BARE_METRES)


def _is_named(line: Line, index: int, behind: int) -> bool:
    """Whether a kind of runs was told by that name before, or words say that so many are enough."""
    name = line.text(index).lower().rstrip("s")
    is_told = any(line.text(at).lower().rstrip("s") == name for at in range(index - 1))
    return is_told or any(line.text(at).lower() in _ENOUGH for at in range(index, behind))


def _so_often(line: Line, found: Match) -> Sequence[Atom] | None:
    """`..., 8 to 10 reps is a good target` as `..., repeat 8-10 times`."""
    start = found.starts[0]
    signed, number = _before_lead(line, start), line.atoms[start]
    if signed is None or is_told(line, start) or (signed < 0 and not _is_line_of_its_own(line, found)):
        return None
    if signed >= 0 and not _is_uncounted(line, signed):
        if line.part(start + 1) is not Part.REPS:
            return None
        if is_told_again(line, start, found.behind - 1):
            return as_remark(line, found)
        if not _says_the_same(line, start):
            refuse_other_number(line, start, found.behind - 1)
        return None
    is_total = line.part(start + 1) is Part.TOTAL and not _has_recovery(line, signed)  # 7 miles, 12 in all
    is_multiplier = line.part(start + 1) is Part.TIMES and start == signed + 1 and found.behind == start + 2
    if is_total or is_multiplier:
        return None
    kinds = [at for at in range(start, found.behind) if line.part(at) is Part.KIND]
    if kinds and not _is_named(line, kinds[0], found.behind):
        return None
    return [*repeat(number, is_parted=start > 0), number, as_part(Part.TIMES, "x", line.atoms[start + 1])]


def _in_sets(line: Line, found: Match) -> Sequence[Atom] | None:
    """`..., 3 sets of 8 reps` as `..., repeat 8 times, x 3 sets`."""
    start, of = found.starts[0], found.starts[1]
    signed = _before_lead(line, start)
    number, sets, reps = (line.atoms[at] for at in (start, of, found.starts[2]))
    is_alone = signed == -1 and start == 0 and found.starts[4] > found.starts[3] and found.behind == len(line.atoms)
    if signed is None or not (is_alone or (signed > 0 and _is_uncounted(line, signed))):
        return None  # 2 sets of 2, 3 and 2 min
    cross = as_part(Part.TIMES, "x", sets)
    return [*repeat(number, reps, is_parted=signed >= 0), as_part(Part.SIGN, ",", sets), cross, number, sets]


PHRASES = (
    Phrase(
        "so many sets of so many reps, behind what is run",
        (
            count(20),
            either(row(part(Part.SETS), part(Part.OF, Part.TIMES)), part(Part.OF)),
            count(60),
            some(either(_NOUN, part(Part.EACH))),
            before(_STOPS),
        ),
        lambda line, found: _in_sets(line, found) if line.text(found.starts[1]).lower() != "of" else None,
        reads={"15s hard, 15s easy. Done in 2 sets of 2 reps, 3 min between sets": "15s r15s 15s r180s 15s r15s 15s"},
        not_in=("2 sets of 2 x 350m with 60s, 3 min between sets",),
    ),
    Phrase(
        "so many, behind what is run",
        (count(60), _WHAT, _TELLS, before(_STOPS)),
        _so_often,
        reads={
            "Run 300m hard, jog 100m. 2 to 3 reps is a good target.": "300 r100 300 r100 300",
            "300m hard, 100m jog. Two of them.": "300 r100 300",
            "Sprint uphill for 15 secs, walk back down. Do 2 sprints.": "15s ro 15s",
        },
        not_in=("2 x 300m, 60s. 2 reps is plenty",),
    ),
)
