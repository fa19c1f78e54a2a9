"""The parts of a rep with their lengths: `600m with 400m at 5k pace and 200m fast`, `40 min: 10 easy, 30 steady`.

It exists because lengths that come to the one before them are run inside it, and never beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from trackclock.core.notation.phrases.counts import is_bare_metres
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    before,
    doubt,
    either,
    ends,
    length,
    maybe,
    part,
    quantity,
    row,
    search,
    sign,
    some,
    word,
)
from trackclock.core.notation.phrases.patterns import HARDNESS
from trackclock.core.notation.phrases.times import FURTHEST
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.quantities import in_unit
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_PIECE = quantity(lambda value: value.measure is not Measure.BARE and not value.is_range and not value.is_plural)
_NEXT_PART = some(either(sign(",", "+", "/"), part(Part.AND, Part.THEN)), 1)
_ENDS_PART = (Part.PAUSE, Part.BETWEEN, Part.AFTER, Part.TIMES)


def _part_of_rep(line: Line, index: int) -> int | None:
    """A length inside a rep with how it is run; the recovery behind it is none."""
    behind = row(_PIECE, HARDNESS)(line, index)
    return behind if behind is not None and line.part(behind) not in _ENDS_PART else None


_TOLD = frozenset((Part.EFFORT, Part.EASY, Part.NAMED, Part.PACED, Part.NAME, Part.PACE, Part.FASTER, Part.SLOWER))
_TOLD |= {Part.PERCENT, Part.RPED, Part.ZONED, Part.AT, Part.MODE, Part.KIND, Part.WORD}
_RESTED = frozenset((Part.PAUSE, Part.MODE, Part.BACK, Part.OFF, Part.BETWEEN))
_NEXT = frozenset((Part.AND, Part.THEN, Part.SIGN))
_PLACES = ("first", "1st", "opening", "last", "final", "second", "2nd", "initial", "remaining", "other")
_NO_PART = frozenset((Part.TIMES, Part.PAUSE, Part.WARM, Part.COOL))
_FURTHEST_PART = 8
"""So many atoms at most stand between one part of a rep and the next."""


def _whole_before(line: Line, index: int) -> Quantity | None:
    """What a rep before an atom is as long as: that of the last repeat, else the length right before it."""
    last = line.quantity(index - 1)
    if last is not None or line.part(index) is line.part(index - 1):
        return last
    before = (at for at in range(index - 1, max(index - FURTHEST, 0), -1) if line.part(at) is Part.TIMES)
    return line.quantity(next(before, -2) + 1)


_LEADS = (":", "-", "(", ",", ".", "as", "with", "where", "whose")


def _parts_of_rep(line: Line, index: int) -> int | None:
    """The index behind lengths that come to the rep before a sign or word, each told how it is run; None for others.

    Behind a comma or a full stop, which part reps as well, the words "first" or "last" have to say so; one such part is
    enough then.
    """
    lead = line.value(index)
    is_plain = lead == "," and line.part(index + 1) is Part.QUANTITY
    if lead not in _LEADS or (is_plain and "/" not in (line.value(index + 2), line.value(index + 3))):
        return None  # one more length of a list: asked first, as it stands most often
    is_pattern = lead == "(" and line.part(index - 1) is Part.OF  # 1200m of (800m steady, 400m fast)
    if is_pattern or (line.part(index + 1) is Part.WORD and line.value(index + 1) not in _PLACES):
        return None  # or words of another kind
    whole, first = _whole_before(line, index), line.quantity(index + 1)
    if whole is None or not _is_length(whole) or (first is not None and first.low >= whole.low):
        return None
    parts, alone = _Parts(line, index, whole, whole.low, index + 1), None
    while parts.left > 0 and (length := _next_length(line, parts.position)) is not None and parts.fits(length):
        if parts.is_recovery(length):
            return None
        parts.take(length)
        alone = _past_how(line, parts.position) if parts.are_one() else alone
    return _past_how(line, parts.position) if parts.come_to_all() else alone


def _is_length(whole: Quantity) -> bool:
    """Whether a value is one length that can have parts, and not the 75 of `first 3 @ 75, last 3 @ 72`."""
    return not (whole.is_range or whole.is_plural) and (not whole.is_count or is_bare_metres(whole))


@dataclass(slots=True)
class _Parts:
    """The parts of a rep while they are read: what is left of it, where the next is looked for, and what was told."""

    line: Line
    index: int
    whole: Quantity
    left: int
    position: int
    is_placed: bool = False
    told: int = 0
    pieces: int = 0

    def fits(self, length: int) -> bool:
        """Whether a length can be the next part."""
        value = self.line.quantity(length)
        return value is not None and _is_of_rep(value, self.whole) and value.low <= self.left

    def is_here(self, length: int) -> bool:
        """Whether words before a length, with no sign between them, say which part it is."""
        near = takewhile(lambda at: self.line.part(at) is not Part.SIGN, reversed(range(self.position, length)))
        return any(self.line.text(at).lower() in _PLACES for at in near)

    def is_recovery(self, length: int) -> bool:
        """Whether a length is rather the recovery behind the rep: the first of them, and any behind a dash."""
        follows, is_dash = self.line.part(length + 1), self.line.value(self.index) == "-"
        is_rested = follows in _RESTED or (is_dash and follows is Part.EASY)
        is_free = not (self.is_placed or self.is_here(length))
        return is_rested and is_free and (is_dash or not self.pieces)

    def take(self, length: int) -> None:
        """One more part."""
        line, behind, value = self.line, length + 1, self.line.quantity(length)
        while line.part(behind) in (Part.OF, Part.EACH, Part.REPS):
            behind += 1
        is_first = self.is_here(length) and not self.pieces
        is_slashed = "/" in (line.value(behind), line.value(behind + 1)) and line.part(behind) is Part.EFFORT
        self.is_placed = self.is_placed or is_first or is_slashed
        self.left, self.pieces, self.position = self.left - (value.low if value else 0), self.pieces + 1, behind
        self.told += any(line.part(at) in _TOLD for at in range(behind, behind + 2))

    def come_to_all(self) -> bool:
        """Whether they come to the whole rep, and something says that they are its parts."""
        sign, is_crossed = self.line.value(self.index), self.line.part(self.index - 2) is Part.TIMES
        is_dashed = sign == "-" and self.told == self.pieces and is_crossed
        is_run = self.whole.measure is Measure.TIME and not self.is_placed  # each is a step of its own
        is_led = is_dashed or self.is_placed or sign in (":", "(", "as", "with")
        return self.left == 0 and self.told > 0 and self.pieces > 1 and is_led and not is_run

    def are_one(self) -> bool:
        """Whether there is one of them, the first or the last of a rep that stands alone."""
        if not self.pieces == self.told == 1 or not self.is_placed or self.index > FURTHEST:
            return False
        is_short = self.left * 2 >= self.whole.low
        return is_short and _is_alone(self.line, self.index, self.position, self.whole)


def _is_alone(line: Line, index: int, behind: int, whole: Quantity) -> bool:
    """Whether one length or repeat stands before a part of it, no list, and no other part of it behind."""
    lengths = [value for at in range(index) if (value := line.quantity(at)) is not None and _is_length(value)]
    near = range(behind, min(behind + FURTHEST, len(line.atoms)))
    later = (line.quantity(at) for at in near if line.part(at + 1) not in _RESTED)
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
    measures = {Measure.DISTANCE if is_bare_metres(one) else one.measure for one in (value, whole)}
    return len(measures) == 1 and Measure.BARE not in measures and not (value.is_range or value.is_plural)


def _past_how(line: Line, index: int) -> int:
    """The index behind the words for how the last part is run."""
    while index < len(line.atoms) and line.part(index) not in (*_NEXT, Part.WITH, Part.QUANTITY, Part.OFF):
        index += 1
    return index


def _inside(line: Line, found: Match) -> Sequence[Atom]:
    """`with 100m at mile pace, 100m flat out` behind 200m as words: they say how the rep is run."""
    lead, last = line.atoms[found.starts[0]], line.atoms[found.starts[1] - 1]
    closed = line.atoms[found.starts[1] : found.behind]
    inside = [as_part(Part.WORD, "", lead)._replace(last=(closed[-1] if closed and lead.value == "(" else last).last)]
    return inside if lead.value == "(" else [*inside, *closed]


def _refuse_parts(line: Line, found: Match) -> Sequence[Atom] | None:
    """Ask about `3 x 1200m: 800m, 300m`, which come neither to the rep nor to a part of it.

    Raises:
        NotationError: with the pieces run behind the reps, and as words about them.
    """
    start, first, end = found.starts[0], found.starts[2], found.behind
    whole = line.quantity(start)
    values = [value for at in range(first, end) if (value := line.quantity(at)) is not None]
    if (
        whole is None
        or line.part(start - 1) is not Part.TIMES
        or any(value.measure is not whole.measure for value in values)
    ):
        return None
    if whole.low % sum(value.low for value in values) == 0 or values[0].low == whole.low:
        return None
    named, often = line.text(start), line.text(start - 2)
    told = line.text(first, end - 1)
    choices = (f"{named}, then {told}", f"{named} [note: {told}]")
    what = f"'{told}' is not what {often} x {named} can be made of"
    raise doubt(line, start, end - 1, what, "write 'then' before it, or put it in [note: ...]", choices)


_SHORTEST_RUN = {Measure.TIME: 600_000, Measure.DISTANCE: 3_000_000}
"""What is shorter is no run that is made of others."""


def _length_first(line: Line, found: Match) -> Sequence[Atom]:
    """`Long run (12 miles) - ...` as `12 miles long run: ...`."""
    name, joint = line.atoms[found.starts[0] : found.starts[1]], line.atoms[found.starts[4]]
    return [line.atoms[found.starts[2]], *name, as_part(Part.SIGN, ":", joint)]


PHRASES = (
    Phrase(
        "a run by its name, how long it is, and what it is made of",
        (
            some(part(Part.KIND, Part.EASY, Part.WORD, Part.FILLER, Part.NAME, Part.EFFORT), 1, 4),
            sign("("),
            quantity(lambda value: value.low >= _SHORTEST_RUN.get(value.measure, value.low + 1)),
            sign(")"),
            sign(":", "-"),
            before(length(), some(part(*_TOLD, Part.WARM, Part.FILLER), 0, 6), sign(",", ";", "+")),
        ),
        _length_first,
        is_first=True,
        reads={
            "Long run (12 km) - 3 km easy; 6 km at 10k pace; 3 km easy": "3000 ro 6000 ro 3000",
            "Run (70 min): 2 km warmup; 30 min at tempo; 1 km cooldown": "w2000 1800s c1000",
        },
        not_in=("Strides (20 s): 100m, 60s, 100m",),
    ),
    Phrase(
        "pieces that no rep can be made of",
        (
            _PIECE,
            sign(":"),
            row(
                _part_of_rep,
                some(row(_NEXT_PART, _part_of_rep), 1),
            ),
            before(either(ends(), part(Part.WITH, Part.SIGN))),
        ),
        _refuse_parts,
        asks={"2 x 1200m: 800m, 300m": "1200 ro 1200 ro 800 ro 300"},
        not_in=("2 x 1200m, 800m, 400m",),
    ),
    Phrase(
        "numbers that come to the length before them",
        (search(row(length(), part(Part.SIGN, Part.FILLER, Part.KIND, Part.WORD)), _parts_without_unit),),
        _in_unit_of_whole,
        needs=frozenset((":", "(", "-", "=")),
        reads={
            "7 miles: 3 easy, 2 at tempo, 2 easy": "4828 ro 3218 ro 3218",
            "40 min run (15 easy, 20 steady, 5 easy)": "900s ro 1200s ro 300s",
        },
        not_in=("2 x 6 min - 90s jog",),
    ),
    Phrase(
        "how the parts of each rep are run",
        (search(word(*_LEADS), _parts_of_rep), maybe(sign(")"))),
        _inside,
        reads={
            "2 x 300m with 60s recovery with 100m at 3k pace, 200m all out": "300 r60s 300",
            "2 x 300m (200m at mile pace, 100m flat out), 60s": "300 r60s 300",
            "2 x 300m as 200m steady and 100m flat out, 60s": "300 r60s 300",
            "2 x 300m - 200m at mile pace, 100m flat out, 60s": "300 r60s 300",
            "2 x 400m, 250 hard/150 moderate, 60s": "400 r60s 400",
            "2 x 700m, first 400m at 5k pace, last 300m fast, 3 min rest": "700 r180s 700",
            "2 x 700m. Run the first 400m at 5k pace and the last 300m fast. 3 min rest": "700 r180s 700",
            "45 minutes with the last 10 minutes hard": "2700s",
            "2 x 900m, last 200m fast, 2 min rest": "900 r120s 900",
            "2 x 900, last 200 of each fast, 400 jog": "900 r400 900",
            "900m with first 200m quicker than mile pace, then 100m jog, then the last 600m hard": "900",
        },
        not_in=("700m with 400m jog, 300m", "2 x 700m, 400m jog, 300m"),
    ),
)
