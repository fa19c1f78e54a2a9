"""Lengths in turn: so many times, for a time, or by the clock, with no sign of a repeat before them.

It exists because the grammar knows a number, an x and a bracket, and runners say "for 20 minutes".
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    as_quantity,
    as_remark,
    before,
    closes,
    count,
    counted,
    doubt,
    either,
    in_brackets,
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
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import LAP_UNITS, Part


def _bracketed(line: Line, found: Match) -> Sequence[Atom] | None:
    """`run 200m, walk 200m x 6` as `6 x (run 200m, walk 200m)`."""
    signs = [line.value(at) for at in range(found.starts[0], found.behind)]
    if signs.count("(") != signs.count(")"):
        return None  # the whole of it stands in brackets
    number = next(line.atoms[at] for at in range(found.starts[-2], found.behind) if line.part(at) is Part.QUANTITY)
    inside = line.atoms[found.starts[0] : found.starts[-3]]
    joints = (Part.AND, Part.THEN)
    parted = [as_part(Part.SIGN, ",", atom) if atom.part in joints else atom for atom in inside]
    return [*so_often(number), *in_brackets(parted)]


_BOTH = 2
"""A run and a walk."""


def _until(line: Line, found: Match, total: Quantity | None, start: int, behind: int) -> Sequence[Atom] | None:
    """Two lengths in turn, as often as they fit into a time: `8 x (90s ..., 60s ...)`."""
    lengths = [value for index in range(start, behind) if (value := line.quantity(index)) is not None]
    once = sum(value.low for value in lengths)
    if total is None or len(lengths) != _BOTH or once <= 0:
        return None
    turns = -(-total.low // once) if total.is_range else total.low // once
    if turns * once > total.high or turns * once < total.low - total.low // 100 or not 1 < turns <= _MOST_TURNS:
        return None
    passes = turns * 1_000
    first = line.atoms[found.starts[0]]
    inside = [
        as_part(Part.SIGN, ",", atom) if atom.part in (Part.AND, Part.THEN, Part.SIGN) else atom
        for atom in line.atoms[start:behind]
    ]
    if not any(atom.part in (Part.SIGN, Part.WITH) for atom in inside[1:]):
        places = [at for at, atom in enumerate(inside) if atom.part is Part.QUANTITY]
        parted = next((at for at in range(places[0], places[1]) if inside[at].part is Part.MODE), places[1])
        inside.insert(parted, as_part(Part.SIGN, ",", inside[parted]))
    return [*so_often(counted(passes, first, first)), *in_brackets(inside)]


def _in_turn_for(line: Line, found: Match) -> Sequence[Atom] | None:
    """`alternate 2 min running and 1 min walking for 18 min` as `6 x (2 min running, 1 min walking)`."""
    last = found.starts[-1] - 1
    total = line.quantity(last)
    places = (*range(found.starts[0], found.starts[-4]), last)
    measures = {value.measure for at in places if (value := line.quantity(at)) is not None}
    if len(measures) > 1 or line.part(found.starts[0] - 1) is Part.TIMES:
        return None
    listed = sum(value.low for at in line.before(found.starts[-4]) if (value := line.quantity(at)) is not None)
    if total is not None and total.low == listed:  # 2 min fast, 2 min slow, 1 min fast, 1 min slow, for 6 min in all
        told = as_remark(line, Match(found.starts[-3:], found.behind))
        return [*line.atoms[found.starts[0] : found.starts[-4]], *told]
    atoms = _until(line, found, total, found.starts[0], found.starts[-4])
    number = next((value for at in range(last + 1, found.behind) if (value := line.quantity(at)) is not None), None)
    if atoms is None and line.value(found.starts[-3]) != "for" and number is None:
        return None
    if atoms is None or (number is not None and number != atoms[0].quantity):
        instead = "write how often they are run, such as 6 x (2 min run, 1 min walk)"
        raise doubt(line, last, last, "'{}' is no whole number of turns", instead)
    return atoms


def _parts_of(line: Line, found: Match) -> Sequence[Atom] | None:
    """`12 min as 90s hard, 30s easy` as `12 min (90s hard, 30s easy)`, of as many pieces as go into the whole."""
    whole, start = line.quantity(found.starts[0]), found.starts[2]
    joint = line.atoms[start - 1]
    if whole is None or not _can_be_made_of(line, found, whole):
        return None
    places = [at for at in range(start, found.behind) if line.quantity(at) is not None]
    values = [_like(value, whole) for at in places if (value := line.quantity(at)) is not None]
    pieces = next((number for number in range(len(places), 1, -1) if _turns(values[:number], whole)), 0)
    turns = _turns(values[:pieces], whole)
    is_told = turns == 1 and (joint.value == ":" or line.part(found.starts[0] - 1) is Part.TIMES)
    is_pattern = whole.measure is Measure.DISTANCE and (joint.value == "alternating" or is_told)
    if not turns or is_pattern:  # a pattern is one rep
        return None
    behind = _joint_before(line, places[pieces]) if pieces < len(places) else found.behind
    inside = list(line.atoms[start:behind])
    for at, value in zip(places[:pieces], values, strict=False):
        inside[at - start] = inside[at - start]._replace(quantity=value)
    inside = _joined_pieces(inside, is_pair=pieces < len(("hard", "easy", "other")) and turns > 1)
    return [line.atoms[found.starts[0]], *in_brackets(inside), *line.atoms[behind : found.behind]]


def _can_be_made_of(line: Line, found: Match, whole: Quantity) -> bool:
    """Whether a length is laps or stands behind others, as the first of a line is known by its pieces."""
    if line.said(found.starts[1] + 1) in ("running", "walking", "jogging") and line.value(found.starts[2] - 1) == ",":
        return False  # 9 min of running, 2 min of walking and 1 min of running
    earlier = range(max(found.starts[0] - _MOST_BEFORE, 0), found.starts[0])
    return whole.unit in LAP_UNITS or any(line.quantity(at) is not None for at in earlier)


def _turns(values: Sequence[Quantity | None], whole: Quantity) -> int:
    """How often the pieces go into the whole; 0 where they do not, or too often."""
    once = sum(value.low for value in values if value is not None)
    if None in values or not once or whole.low % once or whole.low // once > _MOST_TURNS:
        return 0
    return whole.low // once


def _joined_pieces(inside: Sequence[Atom], *, is_pair: bool) -> list[Atom]:
    """The pieces with a comma between a hard one and an easy one; else they go on into one another."""
    is_hard = any(atom.part in (Part.EFFORT, Part.KIND, Part.MODE, Part.ON, Part.OFF) for atom in inside)
    parted = (Part.SIGN, ",") if is_hard and is_pair else (Part.THEN, "into")
    joints = (Part.AND, Part.THEN, Part.SIGN)
    joined = [as_part(*parted, atom) if atom.part in joints else atom for atom in inside]
    if is_hard:
        return joined
    return [as_part(Part.WORD, atom.value, atom) if atom.part is Part.PAUSE else atom for atom in joined]


_MOST_TURNS = 60
_MOST_BEFORE = 30
"""So many atoms before a whole another length is looked for."""


def _like(value: Quantity, whole: Quantity) -> Quantity | None:
    """A piece in the measure of its whole; None for one of another."""
    return value if value.measure is whole.measure and not value.is_range else None


def _joint_before(line: Line, index: int) -> int:
    """Where the joint before a piece begins, or its first word."""
    start = index
    while line.part(start - 1) in (Part.FILLER, Part.MODE, Part.EFFORT, Part.EASY, Part.KIND, Part.PAUSE):
        start -= 1
    start = start if line.part(start - 1) in (Part.SIGN, Part.AND, Part.THEN) else index
    while line.part(start - 1) in (Part.SIGN, Part.AND, Part.THEN):
        start -= 1
    return start


def _every_for(line: Line, found: Match) -> Sequence[Atom] | None:
    """`300m every 90 s for 15 min` as `10 x 300m every 90 s`, the length before or behind it."""
    clock = line.atoms[found.starts[2]]
    cycle = line.quantity(found.starts[2]) or Quantity(Measure.TIME, 60_000, 60_000, "s")
    total, run = line.quantity(found.starts[5]), line.atoms[found.starts[0]]
    behind = line.atoms[found.starts[6] : found.behind]  # told before it, what stands behind is another length
    if run.quantity is None:
        run, behind = line.atoms[found.behind - 1], ()
    is_run = run.quantity is not None and (run.quantity.measure is Measure.DISTANCE or run.quantity.low < cycle.low)
    if total is None or not is_run or total.low % cycle.low or not 1 < total.low // cycle.low <= 60:
        return None
    number = counted(total.low // cycle.low * 1_000, run, run)
    how = line.atoms[found.starts[0] + 1 : found.starts[1]] if run is line.atoms[found.starts[0]] else ()
    every = [line.atoms[found.starts[1]], as_quantity(cycle, clock, clock)]
    return [*so_often(number), run, *how, *every, *behind]


_TIME = quantity(lambda value: value.measure is Measure.TIME and not value.is_range and not value.is_plural)
_LENGTH = quantity(lambda value: value.measure is not Measure.BARE and not value.is_range and not value.is_plural)
_SAYS_HOW = frozenset((Part.FILLER, Part.EFFORT, Part.EASY, Part.MODE, Part.ADJECTIVE, Part.KIND))
_SAYS_HOW |= {Part.ON, Part.OFF, Part.PAUSE, Part.NAMED, Part.OF}


def _how(line: Line, index: int) -> int | None:
    """A word for how a length is run."""
    return index + 1 if line.part(index) in _SAYS_HOW and line.value(index) != "for" else None


_HOW = some(_how)
_WISH = (Part.NAMED, Part.PACED, Part.NAME, Part.KIND, Part.PERCENT, Part.RPED, Part.ZONED)
_ASIDE = row(
    sign("("), some(part(*_WISH, Part.OF, Part.WORD, Part.EFFORT, Part.EASY, Part.RPE, Part.AT), 1, 6), sign(")")
)
_WISHED = some(either(_how, row(part(Part.AT, Part.IN), part(*_WISH)), _ASIDE))
_JOINED = some(either(sign(",", "/", "+"), part(Part.AND, Part.THEN)), 1)
_ANY = quantity(lambda value: value.measure is not Measure.BARE)
_MODE = row(some(said("for")), either(part(Part.MODE), word("run", "running")), some(part(Part.MODE, Part.FILLER)))
_WHOLE, _WINDS_DOWN = ("entire", "whole", "full"), row(part(Part.AND), part(Part.COOL, Part.THEN))
_SO_OFTEN = either(
    row(sign("("), part(Part.TIMES), count(), sign(")")),
    row(
        some(either(part(Part.FILLER), sign(",", "(", "-", ";")), 1),
        count(),
        some(part(Part.REPS, Part.TIMES, Part.SETS), 1),
        row(some(part(Part.TOTAL)), maybe(sign(")"))),
    ),
)
"""How often they fit into it, told beside it: `(10 reps)`."""

_MADE = some(either(said("up", "down", "of", "into", "as"), part(Part.OF, Part.THEN)))
_BESIDE = some(
    either(
        _how,
        row(part(Part.AT, Part.IN), part(Part.NAMED, Part.PACED, Part.NAME, Part.KIND)),
        part(Part.PAUSE),
        said("less"),
    )
)
PIECE = row(_BESIDE, quantity(lambda value: not value.is_range and not value.is_plural), _BESIDE)
JOINT = some(either(sign(",", "/", "+"), part(Part.AND, Part.THEN)))

PHRASES = (
    Phrase(
        "running and walking so many times",
        (
            maybe(either(word("run", "running"), part(Part.MODE))),
            _ANY,
            _HOW,
            some(
                row(
                    _JOINED,
                    either(row(_ANY, some(part(Part.FILLER, Part.OF)), part(Part.MODE)), row(_MODE, _ANY)),
                    _HOW,
                ),
                1,
            ),
            maybe(sign(",", "(")),
            row(either(row(part(Part.TIMES), count()), row(count(), part(Part.TIMES))), maybe(sign(")"))),
            stops(sign("+"), part(Part.WORD, Part.ON)),
        ),
        _bracketed,
        needs=frozenset(("walk", "walking", "jog", "jogging")),
        reads={
            "Jog 200m, walk 200m x 3": "200 r200 200 r200 200",
            "Alternate 60 s of jogging and 90 s of walking three times": "60s r90s 60s r90s 60s",
            "Jog 1 min and walk 2 min x 2": "60s r120s 60s",
            "Run 100m, walk 100m x 2, 5 min rest, 300m": "100 r100 100 r300s 300",
        },
        not_in=("run 100m, walk 100m",),
    ),
    Phrase(
        "a length by the clock for a time",
        (
            maybe(row(_LENGTH, _HOW)),
            part(Part.EACH, Part.ON),
            either(_TIME, said("minute")),
            word("for"),
            some(part(Part.FILLER, Part.TOTAL, Part.OF)),
            _TIME,
            some(either(part(Part.FILLER, Part.KIND), sign(",", ":"))),
            either(_LENGTH, closes()),
        ),
        _every_for,
        reads={
            "run 300m every 90 seconds for 3 minutes": "300 ro 300",
            "every 90 seconds for 3 minutes run 300m": "300 ro 300",
            "sprint 15 s hard every minute for 2 minutes": "15s ro 15s",
        },
        not_in=("2 x 300m every 90 seconds",),
    ),
    Phrase(
        "two lengths in turn for a time",
        (
            _LENGTH,
            _WISHED,
            some(either(_JOINED, part(Part.WITH))),
            row(_WISHED, maybe(word("for")), _LENGTH, _WISHED),
            maybe(sign(",", "-", ".", ";")),
            either(
                word("for"), before(some(part(Part.FILLER, Part.AIM)), _LENGTH, either(part(Part.TOTAL), _SO_OFTEN))
            ),
            row(some(either(part(Part.FILLER, Part.TOTAL, Part.OF, Part.AIM), said(*_WHOLE))), _ANY),
            row(
                some(part(Part.TOTAL)),
                maybe(_SO_OFTEN),
                closes(sign("(", "="), part(Part.THEN), _WINDS_DOWN),
            ),
        ),
        _in_turn_for,
        needs=frozenset(("for", "total", "all", "altogether", "overall", "reps", "times", "x", "rounds")),
        reads={
            "2 min hard, 1 min easy. 6 minutes in all": "120s r60s 120s",
            "Run hard for 2 min and easy for 1 min for 6 min and cool down for 5 min": "120s r60s 120s c300s",
            "Alternate 2 min running and 1 min walking for 6 min": "120s r60s 120s",
            "Alternate running 1 minute at 5K pace with 1 minute recovery for a total of 4 minutes": "60s r60s 60s",
            "20s jog, 10s sprint at 95% for 1 minute": "r20s 10s r20s 10s",
            "30s fast (80% of max) and 1 min walking, for 3 minutes": "30s r60s 30s",
            "Run 9 min walk 1 min for 20 min": "540s r60s 540s",
            "Alternate 60 seconds of jogging and 90 seconds of walking for a total of 5 minutes": "60s r90s 60s",
            "Alternate 60 seconds of jogging and 90 seconds of walking, 5 minutes in all": "60s r90s 60s",
            "Run 60s and walk 90s, for the entire 5 minutes": "60s r90s 60s",
            "A 60-second jog/ 60-second walk for 4-5 minutes": "60s r60s 60s",
            "Alternate 300m hard and 100m jog for 800m": "300 r100 300",
            "1 min on, 1 min off, 4 minutes (2 reps)": "60s r60s 60s",
        },
        not_in=("4 x 300m alternating 52 and 56, 60s",),
    ),
    Phrase(
        "a whole and the pieces that go into it",
        (
            _LENGTH,
            row(
                some(either(part(Part.KIND, Part.FILLER, Part.EFFORT), said("drill", "block"))),
                maybe(sign(",")),
                either(
                    part(Part.AS, Part.WITH, Part.OF),
                    row(said("made", "comprised", "consisting", "split", "broken", "divided", "composed"), _MADE),
                    word("alternating", "rotating", "switching"),
                    before(sign(":")),
                ),
                some(either(part(Part.REPS, Part.KIND, Part.OF, Part.FILLER), sign(",", ":"))),
            ),
            row(PIECE, some(row(JOINT, PIECE), 1)),
        ),
        _parts_of,
        reads={
            "2 x 4 min as 2 min easy, 1 min steady, 1 min hard, 90s jog": "120s 60s 60s r90s 120s 60s 60s",
            "2 x 3 min: 2 min hard, 1 min easy, 90s jog": "120s 60s r90s 120s 60s",
            "2 laps of float 100m, then steady 300m": "100 300 100 300",
        },
        not_in=("5 min of 2 min hard, 1 min easy", "4 x 5 min with 1 min jog, 1 min stretch"),
    ),
)
