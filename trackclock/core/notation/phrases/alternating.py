"""Recoveries that come in turn: `alternating recoveries of 200 jog and 100 jog`, `400m after the 1st ... and repeat`.

It exists because they are told once for all gaps, and the grammar knows one for each.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    before,
    either,
    ends,
    maybe,
    part,
    quantity,
    row,
    said,
    sign,
    some,
    word,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part

_TURNS = word("alternate", "alternates", "alternating", "alternately", "alternated")
_LENGTH = quantity(lambda value: not value.is_range and not value.is_plural)
_TIME = quantity(lambda value: value.measure is Measure.TIME)
_TOLD = row(
    some(part(Part.FILLER)),
    _LENGTH,
    some(part(Part.MODE, Part.PAUSE, Part.EASY)),
    maybe(row(part(Part.IN, Part.AT), some(part(Part.FILLER)), _TIME)),
)
_NEXT = some(either(sign(",", "/"), part(Part.AND, Part.THEN, Part.WITH)), 1)
_LEADS = some(either(part(Part.FILLER, Part.BETWEEN, Part.OF, Part.WITH, Part.IN), sign(":", "=", "-")))
_ENDS = before(either(ends(), sign(".", ";", ",", ")")))


def _in_turn(line: Line, first: int, behind: int, places: Sequence[int]) -> Sequence[Atom]:
    """Lengths that come in turn as one list, spent as all of them are: `alternating 60 s, 90 s recovery`."""
    like, ways = line.atoms[first], [line.atoms[at] for at in range(first, behind) if line.part(at) is Part.MODE]
    told = [atom for at in places for atom in (line.atoms[at], as_part(Part.SIGN, ",", like))]
    lead = [] if line.part(first - 1) is Part.WITH else [as_part(Part.WITH, "with", like)]
    way = ways[0] if ways and {one.value for one in ways} == {ways[0].value} else like
    kind = Part.MODE if way is not like else Part.PAUSE
    last = as_part(kind, way.value if way is not like else "recovery", line.atoms[behind - 1])
    return [*lead, as_part(Part.ADJECTIVE, "alternating", like), *told[:-1], last]


def _alternating(line: Line, found: Match) -> Sequence[Atom] | None:
    """`alternating 60 s and 90 s recoveries` as one list, where they are called recoveries."""
    first, behind = found.starts[0], found.behind
    near = range(max(first - 2, 0), min(behind + 1, len(line.atoms)))
    ways = [line.value(at) for at in near if line.part(at) is Part.MODE]
    is_named = any(line.part(at) is Part.PAUSE or "rec" in line.text(at).lower() for at in near)
    if not (is_named or (len(ways) > 1 and len(set(ways)) == 1)):  # 60 s jog and 90 s walk are run
        return None
    places = [at for at in range(first, behind) if line.part(at) is Part.QUANTITY and not _is_time_of(line, at)]
    return _in_turn(line, first, behind, places)


def _is_time_of(line: Line, index: int) -> bool:
    """Whether a length tells in which time the one before it is jogged."""
    while line.part(index - 1) is Part.FILLER:
        index -= 1
    return line.part(index - 1) in (Part.IN, Part.AT)


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_NUMBERED = row(
    some(part(Part.PAUSE, Part.MODE, Part.FILLER)),
    _LENGTH,
    some(part(Part.MODE, Part.PAUSE)),
    part(Part.AFTER),
    some(part(Part.FILLER)),
    lambda line, index: index + 1 if _number(line, index) else None,
    some(part(Part.REPS, Part.QUANTITY)),
)


def _number(line: Line, index: int) -> int:
    """The number of a rep, `first` or `1st`; 0 for what is none."""
    text = line.value(index) if line.part(index) is Part.WORD else ""
    return _ORDINALS.get(text, int(text[:-2]) if text[:-2].isdecimal() and text[-2:].isalpha() else 0)


def _by_number(line: Line, found: Match) -> Sequence[Atom] | None:
    """`jog 400m after the 1st, 300m after the 2nd and repeat` as one list that begins again."""
    first, behind = found.starts[0], found.behind
    numbers = [number for at in range(first, behind) if (number := _number(line, at))]
    places = [at for at in range(first, behind) if line.part(at) is Part.QUANTITY and not _number(line, at - 1)]
    return _in_turn(line, first, behind, places) if numbers == list(range(1, len(places) + 1)) else None


PHRASES = (
    Phrase(
        "recoveries that alternate",
        frozenset((Part.WORD, Part.PAUSE)),
        (
            either(
                row(_TURNS, some(part(Part.PAUSE))),
                row(part(Part.PAUSE), some(either(part(Part.FILLER), sign(":", "=", "-"))), _TURNS),
            ),
            _LEADS,
            row(_TOLD, _NEXT, _TOLD),
            _ENDS,
        ),
        _alternating,
        needs=frozenset(("alternate", "alternates", "alternating", "alternately", "alternated")),
        reads={
            "4 x 350m, alternating recoveries of 250m and 150m jog": "350 r250 350 r150 350 r250 350",
            "4 x 350m with recovery alternating between 60s and 2 min": "350 r60s 350 r120s 350 r60s 350",
            "4 x 350m. Rest alternates 60s, 2 min": "350 r60s 350 r120s 350 r60s 350",
        },
        not_in=("4 x 350m alternating 60s and 70s, 2 min rest", "6 min alternating 60s hard and 60s jog"),
    ),
    Phrase(
        "recoveries by number that begin again",
        frozenset((Part.MODE, Part.PAUSE, Part.QUANTITY)),
        (
            _NUMBERED,
            some(row(some(either(sign(",", ";"), part(Part.AND, Part.THEN))), _NUMBERED), 1),
            some(either(sign(",", ";"), part(Part.AND, Part.THEN))),
            either(part(Part.REPEAT), row(said("so"), said("on")), said("repeat")),
            some(either(part(Part.FILLER, Part.SETS), word("process", "cycle", "pattern", "sequence"))),
            _ENDS,
        ),
        _by_number,
        needs=frozenset(("after",)),
        reads={
            "4 x 350m, jog 300m after the 1st, 200m after the 2nd and repeat": "350 r300 350 r200 350 r300 350",
        },
        not_in=("3 x 350m, jog 300m after the 1st, 200m after the 2nd",),
    ),
)
