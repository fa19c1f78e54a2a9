"""How often: numbers of passes in words, in a row, or without a sign behind them.

It exists because "x" is the one sign for it that the grammar knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.limits import LAP_MM
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    before,
    count,
    doubt,
    either,
    length,
    maybe,
    part,
    quantity,
    row,
    said,
    sign,
    so_often,
    some,
    stops,
    word,
)
from trackclock.core.notation.phrases.times import is_likely
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import FEWEST_BARE_METRES, Measure, Quantity
from trackclock.core.notation.words.vocabulary import LAP_UNITS, MS_UNITS, UM_UNITS, Part

_STOP = sign(",", ".", ";")


def _times_length(line: Line, found: Match) -> Sequence[Atom]:
    """`5 of 600m` and `5 timed miles` as `5 x 600m`."""
    return so_often(line.atoms[found.starts[0]])


_JUST_OF = row(before(part(Part.OF)), said("of"))
"""The bare word, and not the one of `sets of`."""


def is_bare_metres(value: Quantity) -> bool:
    """Whether a number without a unit can only be metres: hundreds, from a hundred on."""
    return (
        value.measure is Measure.BARE
        and not value.is_range
        and value.low >= FEWEST_BARE_METRES
        and value.low % 50_000 == 0
    )


def is_at_start(line: Line, index: int) -> bool:
    """Whether nothing of a list stands right before an atom."""
    is_apart = line.part(index - 1) not in (Part.QUANTITY, Part.TIMES, Part.OF)
    return is_apart and line.value(index - 1) not in ("/", "-")


def is_first_of_list(line: Line, index: int) -> bool:
    """Whether no length without its number stands right before a joint before an atom."""
    return line.quantity(index - 1) is None


def is_many(value: Quantity) -> bool:
    """Whether it is `300s`, whatever it measures."""
    return value.is_plural


def _says_number(line: Line, found: Match) -> bool:
    """Whether a number in brackets is one of reps, by a word or a sign with it, and no time of the rep."""
    return any(line.part(at) in (Part.REPS, Part.KIND, Part.TIMES) for at in range(found.starts[0], found.behind))


def _count_before(line: Line, found: Match) -> Sequence[Atom] | None:
    """`400m reps (6)`, `400m, 6 reps`, `400s: 6` and `3 min (8 times)` as `6 x 400m reps`."""
    before_it = next((at for at in range(found.starts[0] - 1, -1, -1) if line.part(at) is not Part.FILLER), -1)
    is_other = line.part(before_it) in (Part.TIMES, Part.MODE, Part.PAUSE, Part.IN, Part.AT)  # jog 2 min (x5)
    run = line.quantity(found.starts[0])
    is_of_set = line.part(before_it) is Part.OF and line.said(before_it) != "of"
    is_known = not is_of_set and not (run and run.is_plural)  # the grammar knows 350m x 2
    is_other |= line.part(found.starts[2]) is Part.TIMES and is_known
    is_other |= line.part(before_it) is Part.WITH and line.quantity(before_it - 1) is not None
    is_first = is_of_set or line.value(found.starts[2]) == "(" or is_first_of_list(line, found.starts[0])
    at = next(at for at in range(found.starts[2], found.behind) if line.part(at) is Part.QUANTITY)
    is_bare = line.part(at - 1) is Part.SIGN and line.value(at - 1) != "(" and line.part(at + 1) is not Part.REPS
    is_said = _is_only_number(line, found.starts[0], at) if is_bare else _says_number(line, found)
    if is_other or not is_first or not is_said:
        return None
    return [*so_often(line.atoms[at]), *line.atoms[found.starts[0] : found.starts[2]]]


def _is_only_number(line: Line, run: int, at: int) -> bool:
    """Whether a bare number behind reps that have none is theirs: it is no time of theirs, and begins no list."""
    value, number = line.quantity(run), line.quantity(at)
    if value is None or number is None:
        return False
    is_many = value.is_plural or Part.REPS in map(line.part, range(run, at))
    others = (found for found in line.behind(at + 2) if line.part(found - 1) is Part.SIGN)
    is_list = any(_ANOTHER(line, other) is not None for other in others)
    units = (1, 60) if value.low >= 2 * LAP_MM else (1,)
    is_time = value.measure is not Measure.TIME and any(is_likely(number.low * unit, value.low) for unit in units)
    is_sure = line.part(at + 1) in (Part.OF, Part.AT, Part.IN) or line.said(at + 1) == "of"
    return is_many and not is_list and (is_sure or not is_time)


def _kind_behind(line: Line, found: Match) -> Sequence[Atom] | None:
    """`Strides x 5` and `fast strides (x5)` as `5 x strides`, unless their length stands before them."""
    start, behind = found.starts[0], found.starts[2]
    is_list = not {line.text(at).lower() for at in range(start, behind)}.isdisjoint(SHAPES)
    is_apart = line.part(start - 1) in (None, Part.SIGN, Part.AND, Part.THEN, Part.WITH)
    if is_list or not is_apart:
        return None
    cross = next(at for at in range(behind, found.behind) if line.part(at) is Part.TIMES)
    return [line.atoms[cross + 1], line.atoms[cross], *line.atoms[start:behind]]


def _so_often(line: Line, found: Match) -> Sequence[Atom] | None:
    """`6 - half mile intervals`, `8-400s` as so many times that; a number may be that of a line of a list as well."""
    first, last = found.starts[0], found.behind
    value, number = line.quantity(last) or Quantity(Measure.BARE, 0, 0), line.text(first)
    is_named = value.is_plural or Part.REPS in map(line.part, range(last + 1, last + 3))
    is_list = not is_at_start(line, first) or (line.value(last + 1) == "-" and line.quantity(last + 2))
    if is_list or not (is_named or value.unit in ("m", "metres", "meters", "")):
        return None
    if first or is_named or number.isalpha() or line.atoms[1].glued or number == "1":
        return _times_length(line, found)
    choices = (f"{number} x {line.text(last)}", line.text(last))
    what = "'{}' can be so many reps, or one with its number in a list"
    raise doubt(line, first, last, what, "write " + " or ".join(choices), choices)


_PACES = (Part.NAMED, Part.PACED, Part.NAME, Part.KIND, Part.PERCENT)
_OF_THEM = row(said("of"), maybe(said("them", "em", "'em", "those", "these")))
_ANOTHER = row(quantity(lambda value: value.measure is Measure.BARE and not value.is_plural), stops())

SETS = (
    *("set", "round", "lot", "series", "block", "circuit", "cycle", "rotation", "alternation", "combo", "combination"),
)
"""What sets are called; the plural begins with it."""

_LADDERS = ("ladder", "down ladder", "up ladder", "descending ladder", "ascending ladder")
SHAPES = frozenset(("pyramid", "pyramids", "ladders", "sequence", "combo", "combination", *_LADDERS))
"""Names of a list of lengths, which is run as a whole."""


PHRASES = (
    Phrase(
        "a number behind what is run and has no length",
        (
            some(part(Part.EFFORT, Part.ADJECTIVE)),
            some(part(Part.KIND), 1),
            row(maybe(sign("(")), part(Part.TIMES), count(), maybe(part(Part.REPS)), maybe(sign(")"))),
        ),
        _kind_behind,
        is_again=True,
        reads={
            "9 min warm up\nStrides x 2\n350m": "w540s o ro o ro 350",
            "Fast hill sprints (x2) over about 70m with walk back": "70 r70 70",
        },
        not_in=("350m strides x 2, 90s", "Pyramid x 2: 300m, 400m, 300m"),
    ),
    Phrase(
        "a number of reps behind them",
        (
            quantity(lambda value: value.is_plural or value.measure is not Measure.BARE),
            some(either(part(Part.REPS, Part.KIND, Part.EFFORT), row(part(Part.AT, Part.IN), part(*_PACES)))),
            either(
                row(sign("("), maybe(part(Part.TIMES)), count(), maybe(part(Part.TIMES)), sign(")")),
                row(some(sign(*",:-.!"), 1), count(), maybe(either(part(Part.REPS), _OF_THEM)), stops()),
                row(part(Part.TIMES), count(), stops()),
            ),
        ),
        _count_before,
        needs=frozenset((*UM_UNITS, *MS_UNITS, *LAP_UNITS, "'s", "(", "reps", "repeats", "repetitions", "intervals")),
        reads={
            "350m reps (2) with 90s": "350 r90s 350",
            "350m, 2 reps, 150m, 2 reps, 90s rest": "350 r90s 350 r90s 150 r90s 150",
            "300s: 2 @ 56, 90s rest": "300 r90s 300",
            "300s at 5k pace x 2, 90s": "300 r90s 300",
            "2 sets of 350m x 2 with 60s, 4 min between sets": "350 r60s 350 r240s 350 r60s 350",
        },
        not_in=("2 x 350m (47), 90s", "350m, 60s, 150m, 2 sets", "350m reps, 60, 62, 61"),
    ),
    Phrase(
        "a number and bare metres",
        (
            count(20),
            maybe(row(word("yasso", "yassos"), maybe(sign("-")))),
            before(
                quantity(is_bare_metres),
                stops(),
            ),
        ),
        lambda line, found: _times_length(line, found) if is_at_start(line, found.starts[0]) else None,
        reads={
            "1 1000 at 5k race pace, 2 800s at 3k pace": "1000 ro 800 ro 800",
            "2 Yasso-800's, 3 min": "800 r180s 800",
        },
        not_in=("400 - 800 - 400",),
    ),
    Phrase(
        "a number, a dash and what is run so often",
        (count(30), sign("-"), before(either(length(), quantity(is_many), quantity(is_bare_metres)))),
        _so_often,
        needs=frozenset((*UM_UNITS, *MS_UNITS, "'s")),
        reads={
            "2 - half mile intervals with 2 min rest": "804 r120s 804",
            "2-600s w/ 2 min": "600 r120s 600",
            "5 min warm up, 2 - 600m at 5k pace, 2 min": "w300s 600 r120s 600",
        },
        asks={"2 - 600m with 2 min": "600 r120s 600"},
        not_in=("3 - 2 - 1 mile, 2 min",),
    ),
    Phrase(
        "so many of a length",
        (
            count(),
            either(
                row(_JUST_OF, some(said("the", "those", "these"))),
                row(said("time"), maybe(_JUST_OF)),
                row(word("timed"), before(word("mile", "miles"))),
                said("reps of", "repeats of", "x of", "last", "final", "more"),
            ),
            before(some(part(Part.FILLER)), either(length(), quantity(is_many), word("mile", "miles"))),
        ),
        _times_length,
        reads={
            "Recovery - 2 reps of 200m w/ same rest": "200 ro 200",
            "2 of 600m, 2 min rest": "600 r120s 600",
            "two timed miles, 4 min rest": "1609 r240s 1609",
            "2 x 200m, 60s and finish with one last 400m": "200 r60s 200 ro 400",
        },
        not_in=("2 sets of 2 x 600m, 2 min rest",),
    ),
)
