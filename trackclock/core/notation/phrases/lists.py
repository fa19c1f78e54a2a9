"""Lists: ladders, also those that are told by their ends, and lengths in pairs, such as `4/2, 3/1`.

It exists because nobody writes all the steps of a pyramid with a comma between every two.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.counts import is_at_start, is_bare_metres
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    as_quantity,
    before,
    closes,
    count,
    either,
    ends,
    listed,
    maybe,
    part,
    quantity,
    row,
    said,
    search,
    sign,
    some,
    stops,
    word,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.quantities import MINUTE_WORDS
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part


def _course(line: Line, found: Match, value: str) -> Sequence[Atom] | None:
    """`and back down to 200m` as one atom with the length, behind a list that rises, or on a line of its own."""
    before = range(max(found.starts[0] - _FURTHEST_STEP, 0), found.starts[0])
    lengths = [quantity for at in before if (quantity := line.quantity(at)) is not None]
    around = (*line.before(found.starts[0]), *line.behind(found.starts[0]))
    is_alone = not any(line.part(at) is Part.QUANTITY for at in around)
    counts = sum(line.part(at) is Part.TIMES for at in before)
    if (len(lengths) < 2 and not is_alone) or (counts and 2 * counts < len(lengths)):
        return None
    last = line.atoms[found.behind - 1]
    until = next(
        (line.quantity(at) for at in range(found.behind - 1, found.starts[-2] - 1, -1) if line.quantity(at)), None
    )
    lead = line.atoms[found.starts[0]]
    return [as_part(Part.SIGN, ",", lead), Atom(Part.REPEAT, value, lead.first, last.last, until)]


def _is_left_out(line: Line, found: Match) -> bool:
    """Whether words or dots say that steps of the ladder are left out."""
    dots = sum(line.value(at) == "." for at in range(found.starts[0], found.starts[1]))
    is_ellipsis = dots >= len("...") or "…" in line.text(found.starts[0])
    is_told = found.starts[2] > found.starts[1]
    is_falling = line.said(found.starts[1]) == "down" and line.quantity(found.starts[0] - 1) is not None
    is_told &= found.starts[1] > found.starts[0] or line.value(found.starts[1]) == "up to" or is_falling
    return is_ellipsis or is_told


_FURTHEST_STEP = 30
"""So far before its end the steps of a ladder are looked for."""

_UP_OR_BACK = some(
    either(
        part(Part.FILLER),
        said("go", "come", "work", "way", "climb", "make", "drop", "descend", "step", "coming", "going", "working"),
    )
)
_JOINED = some(either(part(Part.AND, Part.THEN), sign(",", "-", ".", ";")), 1)


def _by_its_ends(line: Line, found: Match) -> Sequence[Atom] | None:
    """`from 900m down to 600m by 100m` as `900m, 800m, 700m, 600m`."""
    inside = range(found.starts[1], found.behind)
    told = [value for at in inside if (value := line.quantity(at)) is not None]
    if not any(line.said(at) in _STEPPING for at in inside) or len({value.measure for value in told}) > 1:
        return None
    (first, last), step = (told[0].low, told[-2].low if len(told) > 2 else told[0].high), told[-1].low
    count, rest = divmod(abs(last - first), step)
    if rest or not 1 < count <= MOST_STEPS:
        return None
    way = step if last > first else -step
    lengths = (told[0]._replace(low=low, high=low) for low in range(first, last + way, way))
    lead, end = line.atoms[found.starts[1]], line.atoms[found.behind - 1]
    return listed([as_quantity(length, lead, end) for length in lengths])


MOST_STEPS = 20
"""A ladder has no more of them."""

_STEPPING = ("by", "steps", "increments", "drops", "jumps", "dropping", "adding", "decreasing", "increasing")
_BEFORE_STEP = (Part.IN, Part.TIMES, Part.AND, Part.ADJECTIVE, Part.WORD, Part.BACK, Part.KIND, Part.OF, Part.FILLER)
_STEPPED = some(either(part(Part.KIND, Part.EACH, Part.REPS), said("time", "drops", "increments", "jumps")))
_RUNG = quantity(lambda value: value.measure is not Measure.BARE or is_bare_metres(value))
_BY_A_STEP = row(some(either(sign(","), part(*_BEFORE_STEP)), 1, 6), _RUNG, _STEPPED)
_TO_END = some(either(part(Part.BACK, Part.FILLER, Part.AND), said("work", "go", "drop", "climb", "build", "until")), 1)
_EACH_STEP = row(
    said("adding", "increasing", "dropping", "decreasing"),
    some(part(Part.FILLER)),
    part(Part.QUANTITY),
    some(either(part(Part.EACH, Part.REPS), said("time", "off"))),
)
"""`adding 20m each time`."""

_AND_SO_ON = some(
    either(
        sign(".", ",", "-"),
        said("and", "so", "on", "etc", "continuing", "continue", "all", "the", "way", "increasing"),
        _EACH_STEP,
    ),
    1,
)
_TO = row(
    maybe(said("up", "down")),
    said("up to", "to", "until", "till"),
    some(either(part(Part.FILLER), said("you", "we", "they", "reach", "reached", "reaching", "get", "hit"))),
)
_ON_WORDS = ("so", "on", "etc", "continuing", "continue", "all", "the", "way", "increasing", "up", "until", "to")


def _leads_on(line: Line, index: int) -> int | None:
    """Nothing, where the next word can go on with a ladder; it is asked first since most words cannot."""
    return None if line.part(index + 1) is Part.WORD and line.value(index + 1) not in _ON_WORDS else index


_BEHIND_LADDER = before(
    either(ends(), sign(",", ";", "(", ".", "-"), part(Part.WITH, Part.OFF, Part.AND, Part.THEN, Part.AT))
)


_STEP = quantity(lambda value: value.is_count and not value.is_range)


_LAST_STEP = quantity(lambda value: value.measure is not Measure.BARE and not value.is_range and not value.is_plural)


_TURNS = word("alternate", "alternates", "alternating", "alternately", "alternated")
_LENGTH = quantity(lambda value: not value.is_range and not value.is_plural)
_BARE = quantity(lambda value: value.measure is Measure.BARE and not value.is_range and not value.is_plural)
_PIECE = either(
    _BARE, quantity(lambda value: value.measure is Measure.TIME or (value.unit == "m" and value.low < 20_000))
)
_TIMED = maybe(row(part(Part.IN), some(part(Part.FILLER)), quantity(lambda value: value.measure is Measure.TIME)))
_TOLD = row(some(part(Part.FILLER)), _LENGTH, some(part(Part.MODE, Part.PAUSE, Part.EASY)), _TIMED)
_NEXT = some(either(sign(",", "/"), part(Part.AND, Part.THEN, Part.WITH)), 1)
_LEADS = some(either(part(Part.FILLER, Part.BETWEEN, Part.OF, Part.WITH, Part.IN), sign(":", "=", "-")))


def _alternating(line: Line, found: Match) -> Sequence[Atom] | None:
    """`alternating 60 s and 90 s recoveries` as one list, where they are called recoveries or spent in one way."""
    first, behind = found.starts[0], found.behind
    near = range(max(first - 2, 0), min(behind + 1, len(line.atoms)))
    ways = [line.atoms[at] for at in near if line.part(at) is Part.MODE]
    is_one_way = len(ways) > 1 and ways[0].value == ways[1].value  # 60 s jog and 90 s walk are run
    if not is_one_way and not any(line.part(at) is Part.PAUSE or "rec" in line.text(at).lower() for at in near):
        return None
    like, last = line.atoms[first], line.atoms[behind - 1]
    inside = range(first, behind)
    timed = {at for start in inside if line.part(start) is Part.IN for at in range(start, _TIMED(line, start) or start)}
    places = [at for at in inside if line.part(at) is Part.QUANTITY and at not in timed]
    told = listed([line.atoms[at] for at in places])
    lead = [] if line.part(first - 1) is Part.WITH else [as_part(Part.WITH, "with", like)]
    way = as_part(Part.MODE, ways[0].value, last) if is_one_way else as_part(Part.PAUSE, "recovery", last)
    return [*lead, as_part(Part.ADJECTIVE, "alternating", like), *told, way]


_JOINT = sign(":", "/")
_RUN = either(part(Part.KIND, Part.NAME, Part.EFFORT, Part.MODE, Part.ON), said("run", "running", "work"))
_RESTED = either(part(Part.PAUSE, Part.MODE, Part.EASY, Part.OFF))
_TIMES = row(_PIECE, _JOINT, _PIECE)
_PAIR = row(_PIECE, sign("/"), _PIECE)
_NAMES = row(_RUN, _JOINT, _RESTED)
_MINUTES = quantity(lambda value: value.unit in MINUTE_WORDS and not value.is_range, Measure.TIME)
_MOST_PAIRS = 12
_MOST_MINUTES = 10
_FEWEST_SECONDS = 15_000


def _minutes(atom: Atom) -> Atom:
    """A length of a pair, minutes where it has no unit or only an m, `2:1 run:walk`, and seconds from 15 on."""
    value = atom.quantity
    if value is None or value.measure is Measure.TIME:
        return atom
    is_seconds = value.measure is Measure.BARE and value.low >= _FEWEST_SECONDS
    many = value.low * (1 if is_seconds else 60)
    return as_quantity(Quantity(Measure.TIME, many, many, "sec" if is_seconds else "min"), atom, atom)


def _work_and_rest(line: Line, found: Match) -> Sequence[Atom] | None:
    """`5 min:1 min threshold:recovery` as `(5 min threshold, 1 min recovery)`; but `1:1 work:rest` is a ratio."""
    atoms = line.atoms[found.starts[0] : found.behind]
    run, rest = (_minutes(atom) for atom in atoms if atom.part is Part.QUANTITY)
    words = [atom for at, atom in enumerate(atoms, found.starts[0]) if _RUN(line, at) or _RESTED(line, at)]
    if words[1].part is Part.PAUSE and not any(atom.quantity and atom.quantity.unit for atom in atoms):
        return None
    how = words[:1] if words[0].part in (Part.KIND, Part.NAME, Part.EFFORT) else []
    way = [as_part(Part.PAUSE, "recovery", words[1])] if words[1].part in (Part.EASY, Part.OFF) else words[1:2]
    opened, comma, closed = (as_part(Part.SIGN, text, words[1]) for text in "(,)")
    return [opened, run, *how, comma, rest, *way, closed]


def _list_of_pairs(line: Line, found: Match) -> Sequence[Atom] | None:
    """`4/2, 3/1, 2/1` as `4 min, 2 min recovery, 3 min, 1 min recovery, ...`."""
    places = [at for at in range(found.starts[0], found.behind) if line.part(at) is Part.QUANTITY]
    told: list[Atom] = []
    for number, at in enumerate(places):
        comma = as_part(Part.SIGN, ",", line.atoms[at])
        told += [_minutes(line.atoms[at]), *[as_part(Part.PAUSE, "recovery", line.atoms[at])] * (number % 2), comma]
    return told[:-1]


PHRASES = (
    Phrase(
        "a ladder of lengths",
        (part(Part.KIND), part(Part.OF), before(part(Part.QUANTITY), sign("+", "/", "-", ","))),
        lambda line, found: [line.atoms[found.starts[0]]] if is_at_start(line, found.starts[0]) else None,
        reads={"Ladder of 900 + 600 + 300 with 2 min": "900 r120s 600 r120s 300"},
        not_in=("2 x 900m hills",),
    ),
    Phrase(
        "a ladder with blanks between its steps",
        (
            _STEP,
            _STEP,
            either(
                row(some(_STEP), _LAST_STEP),
                row(some(_STEP, 1), stops()),
            ),
        ),
        lambda line, found: listed(line.atoms[found.starts[0] : found.behind]),
        reads={"Pyramid 1 2 1 minutes with 1 minute recovery": "60s r60s 120s r60s 60s"},
        not_in=("3 400m, 60s",),
    ),
    Phrase(
        "a ladder and the same way back",
        (
            _JOINED,
            _UP_OR_BACK,
            either(row(maybe(part(Part.KIND)), part(Part.BACK)), row(maybe(said("in")), said("reverse", "reversed"))),
            some(said("again", "in", "reverse", "order", "the", "ladder", "pyramid", "same", "way", "down", "steps")),
            maybe(row(said("to", "until", "till"), some(part(Part.FILLER)), part(Part.QUANTITY))),
            _BEHIND_LADDER,
        ),
        lambda line, found: _course(line, found, "back"),
        reads={
            "200m, 400m, 600m and back down, 90s rest": "200 r90s 400 r90s 600 r90s 400 r90s 200",
            "200m, 400m, 600m, then go back down in reverse with 60s": "200 r60s 400 r60s 600 r60s 400 r60s 200",
            "200m, 60s, 400m, 90s, 600m and back down to 400m": "200 r60s 400 r90s 600 r90s 400",
            "1 min hard, 1 min easy\n2 min hard, 90s easy\nthen back down": "60s r60s 120s r90s 60s",
        },
        not_in=("200m, 400m, walk back",),
    ),
    Phrase(
        "a ladder that goes on to its top",
        (
            row(search(part(Part.SIGN, Part.AND, Part.FILLER, Part.WORD, Part.BACK), _leads_on), maybe(_AND_SO_ON)),
            maybe(_TO),
            row(maybe(row(count(), part(Part.TIMES))), part(Part.QUANTITY)),
            _BEHIND_LADDER,
        ),
        lambda line, found: _course(line, found, "on") if _is_left_out(line, found) else None,
        needs=frozenset(("up", "to", ".", "until", "till")),
        reads={
            "200m, 400m and so on up to 800m, 90s rest": "200 r90s 400 r90s 600 r90s 800",
            "50m, 60s, 70m, 60s, and so on adding 20m each time until you reach 90m": "50 r60s 70 r60s 90",
            "200m, 400m ... 800m with 60s": "200 r60s 400 r60s 600 r60s 800",
            "1 min, 60s jog, 2 min, 60s jog and so on up to 4 min": "60s r60s 120s r60s 180s r60s 240s",
        },
        not_in=("200m, 400m, up to 3 min rest",),
    ),
    Phrase(
        "a ladder by its ends and its step",
        (
            some(either(part(Part.FILLER, Part.AT), word("from", "begin"))),
            _RUNG,
            maybe(row(_TO_END, _RUNG)),
            either(row(sign("("), _BY_A_STEP, sign(")")), _BY_A_STEP),
            stops(sign(")")),
        ),
        _by_its_ends,
        needs=frozenset(_STEPPING),
        reads={
            "Start at 900m and work down to 500m by 200m drops with 60s": "900 r60s 700 r60s 500",
            "From 300m up to 900m in steps of 300m, 60s rest": "300 r60s 600 r60s 900",
            "1 min up to 3 min, adding a minute each time, with 60s": "60s r60s 120s r60s 180s",
        },
        not_in=("900m down to 500m, 60s",),
    ),
    Phrase(
        "a walk in the minutes of the run",
        (
            either(row(said("run", "running", "for"), maybe(said("for")), _MINUTES), row(_MINUTES, _NEXT)),
            row(some(_NEXT), part(Part.MODE), maybe(said("for"))),
            count(_MOST_MINUTES),
            closes(part(Part.AND), row(part(Part.TIMES), count(), ends())),
        ),
        lambda line, found: [*line.atoms[found.starts[0] : found.starts[2]], _minutes(line.atoms[found.starts[2]])],
        reads={
            "run 3 mins walk 2, twice through": "180s r120s 180s",
            "Running for 4 minutes and jogging for 2. Do that twice": "240s r120s 240s",
        },
        not_in=("run 3 min, walk 200",),
    ),
    Phrase(
        "recoveries that alternate",
        (
            either(
                row(_TURNS, some(part(Part.PAUSE))),
                row(part(Part.PAUSE), some(either(part(Part.FILLER), sign(":", "=", "-"))), _TURNS),
            ),
            _LEADS,
            row(_TOLD, _NEXT, _TOLD),
            closes(),
        ),
        _alternating,
        reads={
            "4 x 350m, alternating recoveries of 250m and 150m jog": "350 r250 350 r150 350 r250 350",
            "4 x 350m with recovery alternating between 60s and 2 min": "350 r60s 350 r120s 350 r60s 350",
            "4 x 350m. Rest alternates 60s, 2 min": "350 r60s 350 r120s 350 r60s 350",
        },
        not_in=("4 x 350m alternating 60s and 70s, 2 min rest", "6 min alternating 60s hard and 60s jog"),
    ),
    Phrase(
        "work and rest by their names",
        (
            either(row(_TIMES, some(sign(",")), _NAMES), row(_NAMES, some(sign(",", ":")), _TIMES)),
            some(part(Part.REPS)),
        ),
        _work_and_rest,
        reads={
            "2 x 5 min:1 min threshold:recovery": "300s r60s 300s",
            "Run:walk 2:1 x 2": "120s r60s 120s",
            "3 min/1 min run/walk intervals x 2": "180s r60s 180s",
        },
        not_in=("2 x 300m/200m fast/jog",),
    ),
    Phrase(
        "a list of minutes in pairs",
        (
            row(before(_PAIR), lambda line, index: None if line.part(index - 1) is Part.QUANTITY else index),  # once
            _PAIR,
            some(row(maybe(sign(",", ";")), _PAIR), 2, _MOST_PAIRS),
            some(either(sign(",", "("), part(Part.AS))),
            maybe(row(_RUN, sign("/"), _RESTED)),
            closes(),
        ),
        _list_of_pairs,
        reads={
            "Ladder: 1/1, 2/1, 3/2 as work/rest": "60s r60s 120s r60s 180s r120s",
            "3 min/90s, 2 min/60s, 1 min/30s": "180s r90s 120s r60s 60s r30s",
        },
        not_in=("Wed 1/12: 2 x 300m", "800/600/400/200, 60s", "3 min/2 min/1 min, 60s"),
    ),
)
