"""How many: a number of passes in words, or two of them to choose from: `a dozen`, `a couple of`, `3 or 4`.

It exists because the grammar knows one number, or a range of them, and coaches leave it to the day.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.limits import LAP_MM
from trackclock.core.notation.phrases.counts import is_many
from trackclock.core.notation.phrases.described import DESCRIBED, NOUN
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    as_quantity,
    before,
    closes,
    count,
    counted,
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
    word,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_MAYBE = ("to", "maybe", "max", "maximum", "possibly", "perhaps", "even", "if")


_FOR_WHOM = part(Part.WORD, Part.FILLER, Part.EASY, Part.EFFORT, Part.AIM)
"""Words for when or for whom it is the other number: `if you feel good`, `for the brave`."""


def _range(line: Line, found: Match) -> Sequence[Atom] | None:
    """`four, five or six` as `4-6`."""
    values = [value for index in range(found.starts[0], found.starts[-1]) if (value := line.quantity(index))]
    signs = [line.value(index) for index in range(found.starts[0], found.starts[-1])]
    is_list = signs[-1] == "," and not set(signs) - {",", ""}  # 1, 2, 3 min
    if is_list or signs.count("(") != signs.count(")"):
        return None
    low, high = min(value.low for value in values), max(value.high for value in values)
    first, last = line.atoms[found.starts[0]], line.atoms[found.starts[-1] - 1]
    return [as_quantity(Quantity(Measure.BARE, low, high), first, last)]


def _by_name(line: Line, found: Match) -> Sequence[Atom] | None:
    """`12 quarters` as `12 x 400m`, a lap, and `6 Yassos` as `6 x 800m`: runners call them so."""
    number, name = line.atoms[found.starts[0]], line.atoms[found.behind - 1]
    run_mm = LAP_MM if name.value == "quarters" else 2 * LAP_MM
    run = Quantity(Measure.DISTANCE, run_mm, run_mm, "m")
    later = (line.quantity(at) for at in line.behind(found.behind))
    if any(told is not None and told.low == run_mm for told in later):
        return None  # 4 Yassos, so 800m at 3:45
    return [*so_often(number), as_quantity(run, name, name)]


_NAMED = {"couple": 2_000, "pair": 2_000, "dozen": 12_000}


def _by_word(line: Line, found: Match) -> Sequence[Atom]:
    """`a couple of` as `2 x`, `half a dozen` as `6 x`."""
    first, last = line.atoms[found.starts[0]], line.atoms[found.starts[2] - 1]
    told, passes = first.quantity, _NAMED[line.value(found.starts[1])]
    passes = passes * told.low // 1_000 if told is not None else passes // (1 + (line.said(found.starts[0]) == "half"))
    return so_often(counted(passes, first, last), last)


def _so_often_behind(line: Line, found: Match) -> Sequence[Atom] | None:
    """`80m accelerations, half a dozen` as `80m accelerations x 6`."""
    like, lengths = line.atoms[found.starts[2]], [line.quantity(at) for at in line.before(found.starts[0])]
    if sum(value is not None for value in lengths) != 1:
        return None
    passes = _NAMED["dozen"] // (1 + (line.said(found.starts[1]) == "half"))
    return [as_part(Part.TIMES, "x", like), counted(passes, like, like)]


def _or_next(line: Line, found: Match) -> Sequence[Atom] | None:
    """`3/4 x` as `3-4 x`, and `3+ x` as `3 x`."""
    one, other = line.quantity(found.starts[0]), line.quantity(found.behind - 1)
    if one is None or other is None:
        return [line.atoms[found.starts[0]]]
    if other.low != one.low + 1_000 or one.low == 1_000:
        return None
    between = Quantity(Measure.BARE, one.low, other.low)
    return [as_quantity(between, line.atoms[found.starts[0]], line.atoms[found.behind - 1])]


PHRASES = (
    Phrase(
        "between one number of reps and another",
        (
            part(Part.BETWEEN),
            count(),
            part(Part.AND),
            count(),
            before(part(Part.OF, Part.TIMES, Part.REPS, Part.QUANTITY)),
        ),
        _range,
        reads={"between 2 and 3 reps of 350m with 60s": "350 r60s 350 r60s 350"},
        not_in=("2 x 350m, 60s between the 1st and the 2nd",),
    ),
    Phrase(
        "a number by its word",
        (
            maybe(either(row(word("half"), word("a")), word("a"), count(3))),
            word(*_NAMED),
            maybe(part(Part.OF)),
            before(DESCRIBED, either(length(), quantity(is_many))),
        ),
        _by_word,
        reads={
            "a dozen quick 200s with 45s": " r45s ".join(["200"] * 12),
            "half a dozen 300s, 90 sec rest": " r90s ".join(["300"] * 6),
            "a couple of 300s with 60s": "300 r60s 300",
            "a pair of 350m reps, 60s": "350 r60s 350",
        },
        not_in=("2 x 300m, a dozen bananas", "2 x 350m, 60s, then a couple of drills"),
    ),
    Phrase(
        "a number by its word behind what is run",
        (sign(","), either(row(word("half"), word("a")), word("a")), word("dozen"), closes()),
        _so_often_behind,
        reads={"80m accelerations, half a dozen, 60s": " r60s ".join(["80"] * 6)},
        not_in=("2 x 80m, a dozen, 60s",),
    ),
    Phrase(
        "several numbers of passes to choose from",
        (
            count(),
            some(row(some(either(sign(",", "("), part(Part.OR), said(*_MAYBE)), 1, 3), count()), 1, 3),
            either(
                row(some(_FOR_WHOM, 1, 6), sign(")", ",")),
                some(either(sign(")", ","), said(*_MAYBE)), 0, 2),
            ),
            before(either(part(Part.TIMES), row(DESCRIBED, either(length(), NOUN, word("miles"), quantity(is_many))))),
        ),
        _range,
        needs=frozenset(("or", "to", "maybe", "max", "maximum", "possibly", "perhaps", "even", "(")),
        is_again=True,
        reads={
            "2 (to 3) x 300m, 60s": "300 r60s 300 r60s 300",
            "2 (or 3 max) x 300m, 60s": "300 r60s 300 r60s 300",
            "2 (or 3 if you feel good) 300m repeats, 60s": "300 r60s 300 r60s 300",
            "2, maybe 3 x 300m, 60s": "300 r60s 300 r60s 300",
            "three, four or five x 300m, 60s": "300 r60s 300 r60s 300 r60s 300 r60s 300",
        },
        not_in=("300m, 4 min or 5 min jog, 300m",),
    ),
    Phrase(
        "one number of passes or the next",
        (count(), either(row(sign("/"), count()), sign("+")), before(part(Part.TIMES))),
        _or_next,
        reads={"2/3 x 350m, 60s": "350 r60s 350 r60s 350", "2+ x 350m, 60s": "350 r60s 350"},
        not_in=("350/150 x 2, 60s",),
    ),
    Phrase(
        "a length by the name that runners give it",
        (count(), maybe(part(Part.TIMES)), word("quarters", "yassos", "yasso's", "yasso’s")),
        _by_name,
        reads={"2 quarters at 72, 90s rest": "400 r90s 400", "2 Yassos, 400m jog": "800 r400 800"},
        not_in=("quarters 5 x 300m, 60s",),
    ),
)
