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
    closes,
    count,
    counted,
    either,
    ends,
    in_brackets,
    maybe,
    part,
    quantity,
    row,
    said,
    sign,
    so_often,
    some,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_STRAIGHTS = ("straight", "straights", "straightaway", "straightaways", "home straights")
_BENDS = ("bend", "bends", "turn", "turns", "curve", "curves", "corner", "corners")


_SAYS_HOW = frozenset((Part.EFFORT, Part.EASY, Part.MODE, Part.KIND, Part.PAUSE))


def _how_until(*words: str) -> Test:
    """How a piece is run, up to the word for it and an effort behind that."""

    def found(line: Line, index: int) -> int | None:
        for at in range(index, min(index + 5, len(line.atoms))):
            if line.text(at).lower() in words:
                return at + 1 + (line.part(at + 1) in (Part.EFFORT, Part.EASY))
            if line.part(at) not in (*_SAYS_HOW, Part.FILLER, Part.ADJECTIVE, Part.WORD, Part.ON):
                return None
        return None

    return found


_JOINED = some(either(sign(",", "/", ";", "-", "+"), part(Part.AND, Part.THEN, Part.WITH)))
_BOTH = either(
    row(_how_until(*_STRAIGHTS), _JOINED, _how_until(*_BENDS)),
    row(_how_until(*_BENDS), _JOINED, _how_until(*_STRAIGHTS)),
)
"""`sprint the straights, jog the bends`."""


def _turns(line: Line, told: range, whole: int) -> Sequence[Atom] | None:
    """`2 laps: sprint the straights, jog the bends` as `4 x (100m sprint, 100m jog)`: each that fits into the whole."""
    value = line.quantity(whole)
    pair_mm = line.lap_mm // 2
    if value is None or value.low % pair_mm > pair_mm // _LEFT_OVER or value.low < pair_mm:
        return None
    lead, quarter = line.atoms[whole], Quantity(Measure.DISTANCE, pair_mm // 2, pair_mm // 2, "m")
    often = value.low // pair_mm * 1_000
    atoms = so_often(counted(often, lead, lead))
    how: list[Atom] = []
    for at in told:
        name = line.text(at).lower()
        is_behind = line.text(at - 1).lower() in _PIECES and at > told[0]
        if line.part(at) in _SAYS_HOW and name not in _PIECES and not is_behind:
            how.append(line.atoms[at])
        elif name in _PIECES:
            is_told = line.part(at + 1) in (Part.EFFORT, Part.EASY) and at + 1 in told
            how += [line.atoms[at + 1]] if is_told else []
            if not how and name in _BENDS:
                how = [as_part(Part.MODE, "jog", line.atoms[at])]
            piece = as_quantity(quarter, line.atoms[at], line.atoms[at])
            atoms += [as_part(Part.SIGN, "(" if len(atoms) == 2 else ",", piece), piece, *how]
            how = []
    return [*atoms, as_part(Part.SIGN, ")", line.atoms[told[-1]])]


_PIECES = (*_STRAIGHTS, *_BENDS)
_LEFT_OVER = 10
"""No more than this part of a straight and a bend may be left over: a mile is four laps of 400 m."""


def _whole_before(line: Line, found: Match) -> Sequence[Atom] | None:
    """The laps stand before how they are run."""
    return _turns(line, range(found.starts[-1], found.behind), found.starts[0])


def _whole_behind(line: Line, found: Match) -> Sequence[Atom] | None:
    """The laps stand behind how they are run, with a number of sets or without."""
    sets = range(found.starts[2], found.starts[3])
    turns = _turns(line, range(found.starts[0], found.starts[1]), found.starts[3])
    if turns is None or not sets:
        return turns
    return [*so_often(line.atoms[sets[0]]), *turns]


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
    """`4 x 1200m: 800m steady, 400m fast` as `4 x 1200m of (...)`."""
    whole = line.quantity(found.starts[0])
    values = [value for at in range(found.starts[2], found.behind) if (value := line.quantity(at)) is not None]
    if whole is None or sum(value.low for value in values) != whole.low:
        return None
    like = line.atoms[found.starts[0]]
    inside = [
        as_part(Part.SIGN, ",", atom) if atom.part in (Part.AND, Part.THEN, Part.SIGN) else atom
        for atom in line.atoms[found.starts[2] : found.behind]
    ]
    return [like, as_part(Part.OF, "of", like), *in_brackets(inside)]


def _is_laps(value: Quantity) -> bool:
    """Whether a distance is laps of the track."""
    return value.measure is Measure.DISTANCE and not value.is_range and value.low >= LAP_MM


HARDNESS = some(part(*_SAYS_HOW, Part.FILLER, Part.ADJECTIVE, Part.AT, Part.NAMED, Part.PACED, Part.NAME, Part.PACE))
_RUN = quantity(lambda value: value.measure is Measure.DISTANCE and not value.is_range)

PHRASES = (
    Phrase(
        "what each rep is made of",
        (
            _RUN,
            sign(":"),
            row(
                _RUN,
                HARDNESS,
                some(row(either(sign(",", "+", "/"), part(Part.AND, Part.THEN)), _RUN, HARDNESS), 1),
            ),
            either(sign(")"), before(either(ends(), part(Part.WITH, Part.SIGN)))),
        ),
        _made_of,
        reads={"2 x 1200m: 800m steady, 400m fast; 400m jog": "1200 r400 1200"},
        not_in=("2 x 1200m, 800m, 400m",),
    ),
    Phrase(
        "a bend or a straight as the recovery",
        (
            part(Part.MODE),
            some(part(Part.FILLER)),
            said(*_STRAIGHTS, *_BENDS),
            closes(),
        ),
        _recovery,
        reads={"2 x 100m, jog the turns": "100 r100 100", "2 x 100m on the straights, walk the bends": "100 r100 100"},
        not_in=("2 x 400m, jog the warm-up",),
    ),
    Phrase(
        "the straights and the bends of so many laps",
        (
            quantity(_is_laps),
            maybe(row(sign("("), some(either(part(Part.QUANTITY, Part.TIMES))), sign(")"))),
            some(either(part(Part.OF, Part.FILLER, Part.WITH), sign(":", "-", ","))),
            _BOTH,
        ),
        _whole_before,
        needs=frozenset(_PIECES),
        reads={
            "1 lap: sprint the straightaways and jog the turns": "100 r100 100",
            "400m of fast straights, easy bends": "100 r100 100",
            "1 lap of straights and curves, 2 min, 300m": "100 r100 100 r120s 300",
            "1 lap (1 x 400m) of jogging the bends and sprinting the straights": "r100 100 r100 100",
        },
        not_in=("2 x 300m on the bends, 60s",),
    ),
    Phrase(
        "so many laps of straights and bends",
        (
            _BOTH,
            some(either(part(Part.FILLER), sign(",", ".", ":"))),
            maybe(row(count(20), either(part(Part.OF, Part.TIMES), row(part(Part.SETS), part(Part.OF))))),
            quantity(_is_laps),
            maybe(part(Part.EACH)),
        ),
        _whole_behind,
        needs=frozenset(_PIECES),
        reads={
            "Sprint the straights, jog the bends for 1 lap": "100 r100 100",
            "Run the straights hard and walk slowly around the bends for a total of 400 metres": "100 r100 100",
            "Jog the bends, sprint the straights. 2 sets of 1 lap each": "r100 100 r100 100 ro r100 100 r100 100",
        },
        not_in=("2 x 300m hard, walk the bends",),
    ),
)
