"""What changes inside a rep, told without lengths: the straights and the bends of a track.

It exists because every runner knows how long they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.limits import LAP_MM
from trackclock.core.notation.phrases.counts import is_bare_metres
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    Test,
    as_part,
    as_quantity,
    before,
    count,
    doubt,
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
from trackclock.core.notation.phrases.times import FURTHEST
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.quantities import in_unit
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_STRAIGHTS = ("straight", "straights", "straightaway", "straightaways", "home straights")
_BENDS = ("bend", "bends", "turn", "turns", "curve", "curves", "corner", "corners")


_SAYS_HOW = frozenset((Part.EFFORT, Part.EASY, Part.MODE, Part.KIND, Part.PAUSE))
_SAYS_EASY = frozenset((Part.EASY, Part.MODE, Part.PAUSE))


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


_JOINED = some(either(sign(",", "/", ";", "-", "&", "+"), part(Part.AND, Part.THEN, Part.WITH)))
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
    passes = as_quantity(Quantity(Measure.BARE, often, often), lead, lead)
    atoms = [passes, as_part(Part.TIMES, "x", lead)]
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
    return [line.atoms[sets[0]], as_part(Part.TIMES, "x", line.atoms[sets[0]]), *turns]


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
    """`4 x 1200m: 800m steady, 400m fast` as `4 x 1200m of (...)`, minutes as `4 x (... into ...)`.

    Where the pieces come to a part of the whole they are passed until it is over: `6 x 3 min: 30s hard, 30s float`.

    Raises:
        NotationError: where each rep cannot be made of the pieces, so that nobody knows what they are.
    """
    start, first, is_bracket = found.starts[0], found.starts[2], line.value(found.starts[1]) == "("
    whole, end = line.quantity(start), found.behind - is_bracket
    if whole is None or line.part(start - 1) is not Part.TIMES or whole.is_range:
        return None
    places = [index for index in range(first, end) if line.quantity(index) is not None]
    for number in range(len(places), 1, -1):
        behind = end if number == len(places) else places[number] - 1
        passes = _passes(line, whole, places[:number])
        if passes and not (is_bracket and behind != end):
            inside = list(line.atoms[first:behind])
            return [*_pieces(line, whole, start, inside, passes), *line.atoms[behind:end]]
    values = [value for index in places if (value := line.quantity(index)) is not None]
    if line.value(found.starts[1]) != ":" or any(value.measure is not whole.measure for value in values):
        return None
    named, count = line.text(start), line.text(start - 2)
    told = " ".join(line.text(at) for at in range(first, end))
    choices = (f"{named}, then {told}", f"{named} [note: {told}]")
    what = f"'{told}' is not what {count} x {named} can be made of"
    raise doubt(line, start, end - 1, what, "write 'then' before it, or put it in [note: ...]", choices)


def _passes(line: Line, whole: Quantity, places: Sequence[int]) -> int:
    """How often the pieces at some places are passed until a length is over; 0 if they do not come to it."""
    values = [value for index in places if (value := line.quantity(index)) is not None]
    once = sum(value.low for value in values if value.measure is whole.measure)
    is_alike = all(value.measure is whole.measure for value in values)
    return whole.low // once if is_alike and whole.low % once == 0 else 0


def _pieces(line: Line, whole: Quantity, start: int, inside: list[Atom], passes: int) -> list[Atom]:
    """The pieces of a rep in brackets, as the grammar reads them."""
    like, last = line.atoms[start], inside[-1]
    joints = (Part.SIGN, Part.AND, Part.THEN)
    if passes > 1:
        pieces = [as_part(Part.SIGN, ",", atom) if atom.part in joints else atom for atom in inside]
        often = Quantity(Measure.BARE, passes * 1_000, passes * 1_000)
        count = [as_part(Part.SIGN, "(", like), as_quantity(often, like, like), as_part(Part.TIMES, "x", like)]
        closing = as_part(Part.SIGN, ")", last)
        return [*count, as_part(Part.SIGN, "(", like), *pieces, closing, closing]
    is_time = whole.measure is Measure.TIME
    joint = (Part.THEN, "into") if is_time else (Part.SIGN, ",")
    pieces = [as_part(*joint, atom) if atom.part in joints else atom for atom in inside]
    lead = [] if is_time else [like, as_part(Part.OF, "of", like)]
    return [*lead, as_part(Part.SIGN, "(", like), *pieces, as_part(Part.SIGN, ")", last)]


_TOLD = frozenset((Part.EFFORT, Part.EASY, Part.NAMED, Part.PACED, Part.NAME, Part.PACE, Part.FASTER, Part.SLOWER))
_TOLD |= {Part.PERCENT, Part.RPED, Part.ZONED, Part.AT, Part.MODE, Part.KIND, Part.WORD}
_RESTED = frozenset((Part.PAUSE, Part.MODE, Part.BACK, Part.OFF, Part.BETWEEN))
_NEXT = frozenset((Part.AND, Part.THEN, Part.SIGN))
_PLACES = ("first", "1st", "opening", "last", "final", "second", "2nd", "initial", "remaining", "other")
_NO_PART = frozenset((Part.TIMES, Part.PAUSE, Part.WARM, Part.COOL))
_FURTHEST_PART = 8
"""So many atoms at most stand between one part of a rep and the next."""


def _length_before(line: Line, index: int) -> Quantity | None:
    """What a rep before an atom is as long as: that of the last repeat, else the length right before it."""
    last = line.quantity(index - 1)
    if last is not None or line.part(index) is line.part(index - 1):
        return last
    before = (at for at in range(index - 1, max(index - FURTHEST, 0), -1) if line.part(at) is Part.TIMES)
    return line.quantity(next(before, -2) + 1)


def _parts_of_rep(line: Line, index: int) -> int | None:
    """The index behind lengths that come to the rep before a sign or word, each told how it is run; None for others.

    Behind a comma or a full stop, which part reps as well, the words "first" or "last" have to say so; one such part is
    enough then.
    """
    is_plain = line.value(index) == "," and line.part(index + 1) is Part.QUANTITY
    if is_plain and "/" not in (line.value(index + 2), line.value(index + 3)):
        return None  # one more length of a list: asked first, as it stands most often
    whole, first = _length_before(line, index), line.quantity(index + 1)
    if whole is None or whole.is_range or whole.is_plural or (first is not None and first.low >= whole.low):
        return None
    left, position, is_placed, told, pieces = whole.low, index + 1, False, 0, 0
    while left > 0 and (length := _next_length(line, position)) is not None:
        value = line.quantity(length)
        is_here = any(line.text(at).lower() in _PLACES for at in range(position, length))
        if value is None or not _is_of_rep(value, whole) or value.low > left:
            break
        if not (pieces or is_placed or is_here) and line.part(length + 1) in _RESTED:
            return None
        left, pieces, position = left - value.low, pieces + 1, length + 1
        told += any(line.part(at) in _TOLD for at in range(length + 1, length + 3))
        is_slashed = line.value(position) == "/" or line.value(position + 1) == "/"
        is_placed = is_placed or (is_here and pieces == 1) or (is_slashed and line.part(position) is Part.EFFORT)
    is_strong = line.value(index) in (":", "(", "as", "with") or (line.value(index) == "-" and told == pieces)
    is_one = (
        index <= FURTHEST
        and pieces == told == 1
        and is_placed
        and left * 2 >= whole.low
        and _is_alone(line, index, position, whole)
    )
    is_all = left == 0 and told > 0 and pieces > 1 and (is_strong or is_placed)
    return _past_how(line, position) if is_all or is_one else None


def _is_alone(line: Line, index: int, behind: int, whole: Quantity) -> bool:
    """Whether one length or repeat stands before a part of it, no list, and no other part of it behind."""
    lengths = [value for at in range(index) if (value := line.quantity(at)) is not None and not value.is_count]
    later = (line.quantity(at) for at in range(behind, min(behind + FURTHEST, len(line.atoms))))
    return len(lengths) == 1 and not any(value is not None and _is_of_rep(value, whole) for value in later)


def _parts_without_unit(line: Line, index: int) -> int | None:
    """The index behind bare numbers that come to the length before a sign: `40 min run: 10 easy, 20 tempo, 10 easy`."""
    start = index
    while index < len(line.atoms) and line.part(index) in (Part.QUANTITY, Part.FILLER, Part.KIND, Part.WORD):
        index += 1
    whole = line.quantity(start)
    if whole is None or not whole.unit or line.value(index) not in (":", "(", "-", "="):
        return None
    position, left, pieces = index + 1, whole.low, 0
    while left > 0 and (length := _next_length(line, position)) is not None:
        value = line.quantity(length)
        if value is None or not value.is_count or value.is_range:
            return None
        left, pieces, position = left - in_unit(value.low, whole, line.lap_mm).low, pieces + 1, length + 1
    return position if left == 0 and pieces > 1 else None


def _in_unit_of_whole(line: Line, found: Match) -> Sequence[Atom]:
    """The bare numbers with the unit of what they come to."""
    start = found.starts[0]
    whole, atoms = line.quantity(start), list(line.atoms[start : found.behind])
    for at, atom in enumerate(atoms):
        if whole is not None and atom.quantity is not None and atom.quantity.measure is Measure.BARE:
            atoms[at] = atom._replace(quantity=in_unit(atom.quantity.low, whole, line.lap_mm))
    return atoms


def _next_length(line: Line, index: int) -> int | None:
    """The index of the next length that stands near; None where a full stop parts it."""
    for at in range(index, min(index + _FURTHEST_PART + 1, len(line.atoms))):
        if line.part(at) is Part.QUANTITY:
            return at
        if line.value(at) in (".", ";", ")", "(") or line.part(at) in _NO_PART:
            return None
    return None


def _is_of_rep(value: Quantity, whole: Quantity) -> bool:
    """Whether a length may be a part of another: told in the same measure, or without its unit."""
    is_metres = is_bare_metres(value) and whole.measure is Measure.DISTANCE
    return (value.measure is whole.measure or is_metres) and not (value.is_range or value.is_plural)


def _past_how(line: Line, index: int) -> int:
    """The index behind the words for how the last part is run."""
    while index < len(line.atoms) and line.part(index) not in (*_NEXT, Part.WITH, Part.QUANTITY, Part.OFF):
        index += 1
    return index


def _inside(line: Line, found: Match) -> Sequence[Atom]:
    """`with 100m at mile pace, 100m flat out` behind 200m as words: they say how the rep is run."""
    lead, last = line.atoms[found.starts[0]], line.atoms[found.behind - 1]
    return [as_part(Part.WORD, "", lead)._replace(last=last.last)]


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
_ENDS_PART = (Part.PAUSE, Part.BETWEEN, Part.AFTER, Part.TIMES)


def _part_of_rep(line: Line, index: int) -> int | None:
    """A length inside a rep with how it is run; the recovery behind it is none."""
    behind = row(_PIECE, _HARDNESS, maybe(either(part(Part.ON, Part.OFF), word("float"))), _HARDNESS)(line, index)
    return behind if behind is not None and line.part(behind) not in _ENDS_PART else None


_RUN = quantity(lambda value: value.measure is Measure.DISTANCE and not value.is_range)

PHRASES = (
    Phrase(
        "what each rep is made of",
        frozenset((Part.QUANTITY,)),
        (
            _PIECE,
            either(sign(":", "-", "("), part(Part.OF, Part.AS)),
            row(
                _part_of_rep,
                some(row(some(either(sign(",", "+", "/"), part(Part.AND, Part.THEN)), 1), _part_of_rep), 1),
            ),
            either(sign(")"), before(either(ends(), part(Part.WITH, Part.SIGN)))),
        ),
        _made_of,
        then=frozenset((Part.SIGN, Part.OF, Part.AS)),
        measures=frozenset((Measure.TIME, Measure.DISTANCE)),
        reads={
            "2 x 1200m: 800m steady, 400m fast; 400m jog": "1200 r400 1200",
            "2 x 5 min: 3 min at 10k pace, 2 min at 5k pace, with 2 min jog between": "180s 120s r120s 180s 120s",
            "2 x 5 min (2 min hard, 3 min easy), 90s rest": "120s 180s r90s 120s 180s",
            "2 x 5 min as 2 min hard then 3 min easy": "120s 180s ro 120s 180s",
            "2 x 2 min: 40s hard, 20s easy": "40s r20s 40s ro 40s r20s 40s",
        },
        asks={"2 x 1200m: 800m, 300m": "1200 ro 1200 ro 800 ro 300"},
        not_in=("2 x 1200m, 800m, 400m",),
    ),
    Phrase(
        "numbers that come to the length before them",
        frozenset((Part.QUANTITY,)),
        (_parts_without_unit,),
        _in_unit_of_whole,
        measures=frozenset((Measure.TIME, Measure.DISTANCE)),
        then=frozenset((Part.SIGN, Part.FILLER, Part.KIND, Part.WORD)),
        needs=frozenset((":", "(", "-", "=")),
        reads={
            "7 miles: 3 easy, 2 at tempo, 2 easy": "4828 ro 3218 ro 3218",
            "40 min run (15 easy, 20 steady, 5 easy)": "900s ro 1200s ro 300s",
        },
        not_in=("2 x 6 min - 90s jog",),
    ),
    Phrase(
        "how the parts of each rep are run",
        frozenset((Part.SIGN, Part.WITH, Part.AS)),
        (_parts_of_rep, maybe(sign(")"))),
        _inside,
        values=frozenset((":", "-", "(", ",", ".", "as", "with")),
        reads={
            "2 x 300m with 60s recovery with 100m at mile pace, 200m flat out": "300 r60s 300",
            "2 x 400m, 250 hard/150 moderate, 60s": "400 r60s 400",
            "2 x 700m, first 400m at 5k pace, last 300m fast, 3 min rest": "700 r180s 700",
            "2 x 700m. Run the first 400m at 5k pace and the last 300m fast. 3 min rest": "700 r180s 700",
            "45 minutes with the last 10 minutes hard": "2700s",
            "2 x 900m, last 200m fast, 2 min rest": "900 r120s 900",
            "900m with first 200m quicker than mile pace, then 100m jog, then the last 600m hard": "900",
        },
        not_in=("700m with 400m jog, 300m", "2 x 700m, 400m jog, 300m"),
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
        frozenset((Part.QUANTITY,)),
        (
            quantity(_is_laps),
            maybe(row(sign("("), some(either(part(Part.QUANTITY, Part.TIMES))), sign(")"))),
            some(either(part(Part.OF, Part.FILLER, Part.WITH), sign(":", "-", ","))),
            _BOTH,
        ),
        _whole_before,
        measures=frozenset((Measure.DISTANCE,)),
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
        frozenset((Part.EFFORT, Part.EASY, Part.MODE, Part.KIND, Part.WORD, Part.FILLER, Part.PAUSE)),
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
