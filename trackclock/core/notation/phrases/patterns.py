"""What changes inside a rep, told without lengths: the straights and the bends of a track.

It exists because every runner knows how long they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.limits import LAP_MM
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    Test,
    as_part,
    as_quantity,
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
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_STRAIGHTS = ("straight", "straights", "straightaway", "straightaways", "home straights")
_BENDS = ("bend", "bends", "turn", "turns", "curve", "curves", "corner", "corners")


_SAYS_HOW = frozenset((Part.EFFORT, Part.EASY, Part.MODE, Part.KIND))


def _how_until(*words: str) -> Test:
    """How a piece is run, up to the word for it."""

    def found(line: Line, index: int) -> int | None:
        for at in range(index, min(index + 5, len(line.atoms))):
            if line.text(at).lower() in words:
                return at + 1
            if line.part(at) not in (*_SAYS_HOW, Part.FILLER, Part.ADJECTIVE, Part.WORD):
                return None
        return None

    return found


def _pattern(line: Line, found: Match) -> Sequence[Atom]:
    """`sprint the straights, jog the bends` as `of (100m sprint, 100m jog)`."""
    quarter_mm = line.lap_mm // 4
    length = Quantity(Measure.DISTANCE, quarter_mm, quarter_mm, "metres")
    lead = line.atoms[found.starts[0]]
    atoms = [as_part(Part.OF, "of", lead), as_part(Part.SIGN, "(", lead)]
    for number, (start, behind) in enumerate(((found.starts[1], found.starts[2]), (found.starts[3], found.behind))):
        piece = line.atoms[behind - 1]
        how = [line.atoms[at] for at in range(start, behind - 1) if line.part(at) in _SAYS_HOW]
        atoms += [as_quantity(length, piece, piece), *(how or [as_part(Part.WORD, piece.value, piece)])]
        atoms.append(as_part(Part.SIGN, "," if number == 0 else ")", piece))
    return atoms


def _pattern_alone(line: Line, found: Match) -> Sequence[Atom] | None:
    """`8 laps sprinting straights & jogging bends` as `8 laps of (100m sprint, 100m jog)`; the laps may be behind."""
    told, start = found.starts[-1], found.starts[0]
    behind_laps = line.quantity(start - 1) is not None and line.quantity(told) is None
    if not behind_laps and line.quantity(found.behind - 1) is None:
        return None
    lead = line.atoms[start]
    moved = Match((start, start, found.starts[1], found.starts[2]), told)
    pattern = _pattern(line, moved)
    return pattern if behind_laps else [line.atoms[found.behind - 1]._replace(glued=lead.glued), *pattern]


def _recovery(line: Line, found: Match) -> Sequence[Atom] | None:
    """`20 x 100m, jog the turns` as `20 x 100m, 100m jog`."""
    if not any(
        line.part(index) is Part.TIMES for index in range(max(found.starts[0] - _FURTHEST_SIGN, 0), found.starts[0])
    ):
        return None
    quarter_mm = line.lap_mm // 4
    how, piece = line.atoms[found.starts[0]], line.atoms[found.behind - 1]
    return [as_quantity(Quantity(Measure.DISTANCE, quarter_mm, quarter_mm, "m"), how, piece), how]


_FURTHEST_SIGN = 14
"""So far before the recovery the sign of a repeat is looked for."""


def _made_of(line: Line, found: Match) -> Sequence[Atom] | None:
    """`4 x 1200m: 800m steady, 400m fast` as `4 x 1200m of (...)`, minutes as `4 x (... into ...)`."""
    whole = line.quantity(found.starts[0])
    places = [index for index in range(found.starts[2], found.behind) if line.quantity(index) is not None]
    values = [value for index in places if (value := line.quantity(index)) is not None]
    pieces = [value for value in values if whole is not None and value.measure is whole.measure]
    if whole is None or len(pieces) != len(values) or sum(value.low for value in values) != whole.low:
        return None
    like = line.atoms[found.starts[0]]
    inside = list(line.atoms[found.starts[2] : found.behind])
    if whole.measure is Measure.TIME:
        inside = [as_part(Part.THEN, "into", a) if a.part in (Part.SIGN, Part.AND, Part.THEN) else a for a in inside]
        return [as_part(Part.SIGN, "(", like), *inside, as_part(Part.SIGN, ")", inside[-1])]
    inside = [as_part(Part.SIGN, ",", a) if a.part in (Part.AND, Part.THEN, Part.SIGN) else a for a in inside]
    return [
        like,
        as_part(Part.OF, "of", like),
        as_part(Part.SIGN, "(", like),
        *inside,
        as_part(Part.SIGN, ")", inside[-1]),
    ]


def _alternating(line: Line, found: Match) -> Sequence[Atom] | None:
    """`4 laps, alternating 200m hard with 200m easy` as `4 laps alternating 200m hard, 200m easy`."""
    before = line.quantity(found.starts[0] - 1)
    if before is None or before.measure is not Measure.DISTANCE:
        return None
    return [
        as_part(Part.SIGN, ",", atom) if atom.part in (Part.WITH, Part.AND) else atom
        for atom in line.atoms[found.starts[1] : found.behind]
    ]


def _is_laps(value: Quantity) -> bool:
    """Whether a distance is laps of the track."""
    return value.measure is Measure.DISTANCE and not value.is_range and value.low >= LAP_MM


_HARDNESS = some(part(*_SAYS_HOW, Part.FILLER, Part.ADJECTIVE, Part.AT, Part.NAMED, Part.PACED, Part.NAME, Part.PACE))
_PIECE = quantity(lambda value: value.measure is not Measure.BARE and not value.is_range and not value.is_plural)
_RUN = quantity(lambda value: value.measure is Measure.DISTANCE and not value.is_range)

PHRASES = (
    Phrase(
        "what each rep is made of",
        frozenset((Part.QUANTITY,)),
        (
            _PIECE,
            sign(":", "-"),
            row(
                _PIECE,
                _HARDNESS,
                some(row(either(sign(",", "+", "/"), part(Part.AND, Part.THEN)), _PIECE, _HARDNESS), 1),
            ),
            before(either(ends(), part(Part.WITH), sign(";", ".", ","))),
        ),
        _made_of,
        then=frozenset((Part.SIGN,)),
        measures=frozenset((Measure.TIME, Measure.DISTANCE)),
        then_values=frozenset((":",)),
        reads={
            "2 x 1200m: 800m steady, 400m fast; 400m jog": "1200 r400 1200",
            "2 x 5 min: 3 min at 10k pace, 2 min at 5k pace, with 2 min jog between": "180s 120s r120s 180s 120s",
        },
        not_in=("2 x 1200m: 800m, 300m",),
    ),
    Phrase(
        "lengths that alternate inside a rep",
        frozenset((Part.SIGN, Part.WORD)),
        (
            maybe(sign(",")),
            word("alternating", "alternate"),
            _RUN,
            _HARDNESS,
            either(part(Part.WITH, Part.AND), sign(",", "/")),
            _RUN,
        ),
        _alternating,
        values=frozenset((",", "alternating", "alternate")),
        needs=frozenset(("alternating", "alternate")),
        reads={"Run 4 laps, alternating 200m hard with 200m easy": "1600"},
        not_in=("4 laps alternating 200m hard, 200m easy",),
    ),
    Phrase(
        "a bend or a straight as the recovery",
        frozenset((Part.MODE,)),
        (
            part(Part.MODE),
            some(part(Part.FILLER)),
            said(*_STRAIGHTS, *_BENDS),
            before(either(ends(), sign(".", ",", ";", ")"))),
        ),
        _recovery,
        needs=frozenset((*_STRAIGHTS, *_BENDS)),
        reads={"2 x 100m, jog the turns": "100 r100 100", "2 x 100m on the straights, walk the bends": "100 r100 100"},
        not_in=("2 x 400m, jog the warm-up",),
    ),
    Phrase(
        "the straights and the bends of so many laps",
        frozenset((Part.EFFORT, Part.EASY, Part.MODE, Part.KIND, Part.WORD)),
        (
            _how_until(*_STRAIGHTS),
            some(either(sign(",", "/", ";", "-", "&"), part(Part.AND, Part.THEN))),
            _how_until(*_BENDS),
            maybe(row(some(part(Part.FILLER), 1), quantity(_is_laps))),
        ),
        _pattern_alone,
        then=_SAYS_HOW | {Part.FILLER, Part.ADJECTIVE, Part.WORD},
        needs=frozenset((*_STRAIGHTS, *_BENDS)),
        reads={
            "2 laps sprinting straights & jogging bends": "800",
            "Sprint the straights, jog the bends for 2 laps": "800",
            "Sprint the straights and slowly jog around the bends for a total of 1200 metres": "1200",
        },
        not_in=("2 x 300m hard, walk the bends",),
    ),
    Phrase(
        "the straights and the bends",
        frozenset((Part.OF, Part.SIGN)),
        (
            either(part(Part.OF), sign(":", "-", ",")),
            _how_until(*_STRAIGHTS),
            some(either(sign(",", "/", ";", "-", "&"), part(Part.AND, Part.THEN))),
            _how_until(*_BENDS),
        ),
        _pattern,
        then=_SAYS_HOW | {Part.FILLER, Part.ADJECTIVE, Part.WORD},
        needs=frozenset((*_STRAIGHTS, *_BENDS)),
        reads={
            "4 laps: sprint the straightaways and jog the turns": "1600",
            "2 miles of fast straights, easy bends": "3218",
        },
        not_in=("2 x 300m on the bends, 60s",),
    ),
)
