"""So many runs by their name, with words between: `four easy paced 300s`, `6 steep climbs of 60 s`, `8 runs uphill`.

It exists because any words may describe what a number counts, and a noun of running behind them says that it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from trackclock.core.limits import LAP_MM
from trackclock.core.notation.phrases.counts import SETS, SHAPES, is_at_start, is_bare_metres, is_many
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    Test,
    before,
    count,
    either,
    in_brackets,
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
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import REPEAT_WORDS, Part, word_set

_LOOKS = word_set(
    "separate individual quality consecutive successive continuous timed measured repeated solid big small nice good"
    " great decent longer shorter steep gradual equal sharp snappy tough brutal moderate intense full more extra"
    " further final last paced evenly even near flying single longish shortish little long"
)
"""Words that only say what runs are like, beside those that the grammar knows."""

_NAMES = word_set(
    "runs laps goes legs climbs ascents turns trips attempts shots loops hits shuttles dashes blasts times time charges"
    " attacks spurts"
)
"""What runs are called behind a number, and mean something else where none stands."""

_DESCRIBING = (Part.EFFORT, Part.ADJECTIVE, Part.EASY, Part.NAMED, Part.NAME, Part.PACE, Part.FASTER, Part.SLOWER)
_KEPT = frozenset((*_DESCRIBING, Part.KIND))
NOUN = some(either(part(Part.KIND, Part.REPS), said(*_NAMES)), 1, 3)
_LOOK = either(
    part(*_DESCRIBING),
    said(*_LOOKS),
    row(part(Part.KIND), before(either(part(Part.KIND, Part.REPS, Part.QUANTITY), said(*_NAMES)))),
)
_LOOKING = row(_LOOK, some(row(maybe(either(part(Part.AND), sign(",", "-"))), _LOOK), 0, 4))
DESCRIBED = maybe(_LOOKING)
"""Words that say what runs are like, if there are any: `easy paced`, `fast, relaxed and smooth`."""


def so_many(
    name: str,
    tests: tuple[Test, ...],
    build: Callable[[Line, Match], Sequence[Atom] | None],
    *,
    reads: Mapping[str, str],
    not_in: tuple[str, ...],
) -> Phrase:
    """A phrase that begins with a number that counts, and maybe its cross; `build` makes what stands behind both."""

    def crossed(line: Line, found: Match) -> Sequence[Atom] | None:
        number, lead = line.atoms[found.starts[0]], found.starts[0] - 1
        is_of_sets = line.part(lead) in (Part.OF, Part.TIMES) and line.said(lead) != "of"
        atoms = build(line, found) if is_of_sets or is_at_start(line, found.starts[0]) else None
        return [*so_often(number), *atoms] if atoms is not None else None

    return Phrase(
        name,
        (count(40), maybe(part(Part.TIMES)), *tests),
        crossed,
        reads=reads,
        not_in=not_in,
    )


def _described(line: Line, found: Match) -> Sequence[Atom] | None:
    """`four easy paced 300s` as `4 x 300s easy paced`."""
    how = [atom for atom in line.atoms[found.starts[2] : found.starts[3]] if atom.part in _KEPT]
    runs = [atom for atom in line.atoms[found.starts[3] : found.behind] if atom.part not in (Part.FILLER, Part.WORD)]
    return [*runs, *how] if line.part(found.starts[1]) is not Part.TIMES else None


def _each_so_long(line: Line, found: Match) -> Sequence[Atom] | None:
    """`6 steep climbs of 60 seconds` and `5 sprints at 95%, 40 seconds each` as `5 x 40 seconds sprints at 95%`."""
    run = next(at for at in range(found.starts[3], found.behind) if line.part(at) is Part.QUANTITY)
    noun, how = line.atoms[found.starts[2] : found.starts[3]], list(line.atoms[found.starts[3] : run])
    while how and (how[-1].part in _BEFORE_LENGTH or how[-1].value in _LASTING):
        how.pop()
    is_list = not SHAPES.isdisjoint(atom.value for atom in noun)
    return None if is_list else [line.atoms[run], *(atom for atom in noun if atom.part in _KEPT), *how]


_BEFORE_LENGTH = (Part.FILLER, Part.KIND, Part.REPS, Part.ADJECTIVE, Part.OF, Part.AT, Part.SIGN, Part.EACH)
_LASTING = word_set(
    "incline uphill hill being is lasts lasting last takes taking one should are of run sprint distance over for"
)
_EACH = either(
    part(Part.EACH), said(*(f"each {one}" for one in ("one", "rep", "effort", "run", "interval", "repeat", "of them")))
)
_ABOUT = some(either(part(Part.FILLER, Part.KIND, Part.REPS, Part.ADJECTIVE, Part.OF), said(*_LASTING), sign("~")))
_STOPS = stops(said("to"))

_SHORT = quantity(
    lambda value: 0 < value.high <= {Measure.TIME: 120_000, Measure.DISTANCE: LAP_MM}.get(value.measure, 0)
)
"""A length that a stride or a hill has."""

_HOW = either(_EACH, part(*_KEPT, Part.REPS), said("up"))
_ONE_SO_SHORT = either(row(maybe(sign(":")), length(), some(_HOW)), row(sign("-"), _SHORT, some(_HOW, 1)))


def _over_a_course(line: Line, found: Match) -> Sequence[Atom] | None:
    """`8 repeats from the base to the top of the hill` as so many hills, which end on a press."""
    places = [at for at in line.before(found.starts[0]) if line.quantity(at) is not None]
    near = (range(max(at - _NEAR, 0), at + _NEAR) for at in places)
    if any(all(line.part(at) is not Part.WARM for at in around) for around in near):
        return None  # a length is run before it, which may be that of the course
    first, last = line.atoms[found.starts[2]], line.atoms[found.behind - 1]
    return [Atom(Part.KIND, "hill", first.first, last.last)]


_NEAR = 4
"""So many atoms from its length at most the name of a warm-up stands."""

_TELLING: tuple[Part, ...] = (*_DESCRIBING, Part.AT, Part.IN, Part.OF, Part.ON, Part.FILLER, Part.WORD, Part.KIND)
_TELLING += (Part.BACK, Part.AND, Part.RPE, Part.PACED, Part.PERCENT, Part.RPED, Part.ZONED)
"""How and where something is run, in words that hold no length."""

_STARTING = ("from", "up", "of", "along", "around", "round")
_ON_THE_WAY = either(
    part(Part.FILLER, Part.ADJECTIVE, Part.KIND, Part.WORD, Part.OF, Part.BACK, Part.EASY, Part.EFFORT, Part.AND)
)
_COURSE = row(said(*_STARTING), some(_ON_THE_WAY, 1, 12))

_PAUSES = (Part.BETWEEN, Part.PAUSE, Part.MODE)
_FEW_TOLD = 2
_LIST = row(length(), some(row(some(either(sign(",", "/", "-", "+"), part(Part.AND)), 1, 2), length()), 1, 9))


def _listed(line: Line, found: Match) -> Sequence[Atom] | None:
    """`3 reps (300m, 200m and 100m)` as `(300m, 200m and 100m)`, where the number is that of the lengths."""
    number = line.quantity(found.starts[0])
    told = [at for at in range(found.starts[3], found.starts[4]) if line.quantity(at) is not None]
    is_opened = line.value(found.starts[4]) == ")" and found.behind > found.starts[4]
    told = told if is_opened or number is None else told[: number.low // 1_000]
    measures = {value.measure for at in told if (value := line.quantity(at)) is not None}
    if number is None or number.is_range or number.low != 1_000 * len(told) or len(measures) > 1:
        return None
    if line.text(found.starts[1]).lower().startswith(SETS) or not (is_opened or len(told) > _FEW_TOLD):
        return None
    inside = [
        atom._replace(value="/") if atom.part is Part.SIGN else atom for atom in line.atoms[told[0] : told[-1] + 1]
    ]
    later = [] if is_opened else line.atoms[told[-1] + 1 : found.behind]
    return [*in_brackets(inside), *later]


_RESTS = (Part.PAUSE, Part.MODE, Part.BETWEEN, Part.OFF, Part.BACK, Part.EQUAL, Part.FULL)
_NAME = some(part(Part.WORD, Part.KIND, Part.ADJECTIVE, Part.EXERCISE, Part.NAME, Part.PERCENT, Part.FILLER), 1, 6)
_TIME = quantity(lambda value: value.measure is Measure.TIME and not value.is_range)


def _is_pause(line: Line, index: int) -> bool:
    """Whether the words behind a length say that it is one of a recovery."""
    while line.part(index) in (Part.EASY, Part.ADJECTIVE, Part.FILLER):
        index += 1
    return line.part(index) in _RESTS


def _so_long(line: Line, found: Match) -> Sequence[Atom] | None:
    """`8 x short loop (200m)` and `3 x form run 60% - 25m` as `8 x 200m`, with the name as words behind it."""
    words = line.atoms[found.starts[2] : found.starts[3]]
    run = next(at for at in range(found.starts[3], found.behind) if line.part(at) is Part.QUANTITY)
    is_named = any(atom.part in (Part.WORD, Part.EXERCISE, Part.PERCENT) for atom in words)
    if line.part(found.starts[1]) is not Part.TIMES or not is_named:
        return None
    return [line.atoms[run], Atom(Part.WORD, "", words[0].first, words[-1].last)]


def _one_of_them(line: Line, found: Match) -> Sequence[Atom] | None:
    """`3 hills (run 100m up, jog down; repeat twice more)` as `3 x (run 100m up, jog down)`."""
    number, inside = line.quantity(found.starts[0]), list(line.atoms[found.starts[4] : found.starts[5]])
    run = next((at for at in range(found.starts[4], found.starts[5]) if line.part(at) is Part.QUANTITY), -1)
    again = next((at for at, atom in enumerate(inside) if atom.part is Part.REPEAT), len(inside))
    told = [atom.quantity.low for atom in inside[again:] if atom.quantity is not None]
    told += [REPEAT_WORDS[atom.value] * 1_000 for atom in inside[again:] if atom.value in REPEAT_WORDS]
    if number is None or _is_pause(line, run + 1) or (told and number.low - told[0] not in (0, 1_000)):
        return None
    kept = inside[:again]
    if len(inside) == 1:
        return None  # 3 hills (60s)
    while kept[-1].part is Part.SIGN:
        kept.pop()
    return [line.atoms[found.starts[3]], *kept, line.atoms[found.behind - 1]]


_IN_BRACKETS = row(
    some(either(part(Part.FILLER, Part.KIND, Part.EFFORT), said("each", "of"))),
    length(),
    some(either(part(*set(Part) - {Part.RAW, Part.SETS, Part.SIGN}), sign(",", ";", "-", ".", ":", "/")), 0, 24),
)


def _by_the_clock(line: Line, found: Match) -> Sequence[Atom] | None:
    """`every 3 minutes for 8 rounds: 300m` as `8 x 300m every 3 minutes`; without its number where none is told."""
    start, often, behind = found.starts[0], found.starts[2], found.starts[3]
    number = next((so_often(line.atoms[at]) for at in range(often, behind) if line.quantity(at) is not None), [])
    if start and not number:
        return None  # 300m every 2 minutes, 4 min rest, 200m
    return [*number, *line.atoms[found.starts[4] : found.behind], *line.atoms[start : start + 2]]


PHRASES = (
    Phrase(
        "a number of reps that are listed",
        (
            count(12),
            either(row(part(Part.REPS, Part.KIND), maybe(part(Part.OF))), part(Part.OF), said("runs", "laps")),
            some(either(sign(":", "("), said("over", "of"))),
            _LIST,
            maybe(sign(")")),
            stops(part(*_PAUSES)),
        ),
        _listed,
        reads={"2 sets of 2 reps (300m and 200m), 60s, 3 min between sets": "300 r60s 200 r180s 300 r60s 200"},
        not_in=("2 reps of 300m, 60s",),
    ),
    so_many(
        "so many of them, described",
        (
            _LOOKING,
            either(row(quantity(lambda value: is_many(value) or is_bare_metres(value)), _STOPS), row(length(), NOUN)),
        ),
        _described,
        reads={"2 separate 350m runs with 60s": "350 r60s 350", "two easy paced 300s, 60s jog": "300 r60s 300"},
        not_in=("2 x hard 350m, 60s", "week 3 easy 300s, 60s jog"),
    ),
    so_many(
        "reps by their name, each so long",
        (
            either(
                row(DESCRIBED, either(row(some(part(Part.KIND)), said("blocks")), NOUN)),
                part(Part.NAMED),
                row(part(Part.OF), some(part(Part.FILLER, Part.ADJECTIVE)), part(Part.KIND)),
            ),
            either(
                row(
                    some(either(part(*_TELLING), sign(*",-:.;")), 0, 16),
                    either(
                        row(length(), maybe(part(Part.FILLER)), part(Part.EACH)),
                        row(_EACH, _ABOUT, length(), maybe(said("long"))),
                    ),
                ),
                row(either(part(Part.AT, Part.OF), said("over", "lasting", "for")), _ABOUT, length(), maybe(_EACH)),
                row(some(part(Part.FILLER)), said("takes", "lasts"), _ABOUT, length()),
                _ONE_SO_SHORT,
            ),
            _STOPS,
        ),
        _each_so_long,
        reads={
            "2 sprints at 95%, 40 seconds each, 60s rest": "40s r60s 40s",
            "2 short hill sprints. Each sprint is about 12 seconds.": "12s ro 12s",
            "2 sprints up a steep hill, each 15 seconds long, 60s rest": "15s r60s 15s",
            "2 uphill sprints of about 70 yards": "64 ro 64",
            "2-3 hills at 30-40 metres each, walk down": "30 r30 30 r30 30",
            "2 goes at 300m, 60s": "300 r60s 300",
            "2 repetitions: 350m, 90s rest": "350 r90s 350",
            "2 reps of a hill that takes about 15 seconds to climb": "15s ro 15s",
            "2 strides - 20 seconds quick, 40 seconds easy": "20s r40s 20s",
        },
        not_in=("2 hills, jog down", "2 strides - 5 min rest - 400m", "2 sprints at 95%, 60 seconds rest each"),
    ),
    so_many(
        "runs over a course that has no length",
        (
            row(DESCRIBED, NOUN, _COURSE),
            stops(part(Part.MODE)),
        ),
        _over_a_course,
        reads={"2 repeats from the base to the top of the hill, jog down": "o ro o"},
        not_in=("2 repeats of 300m, 60s",),
    ),
    so_many(
        "so many of a place, and its length",
        (
            _NAME,
            either(
                row(sign("("), length(), sign(")")),
                row(maybe(sign("-", ":")), quantity(lambda value: value.measure is Measure.DISTANCE)),
            ),
            stops(sign("+", "/"), part(Part.QUANTITY)),
        ),
        _so_long,
        reads={"2 x short loop (200m), 60s": "200 r60s 200", "2x Mill Lane 800m, 60s": "800 r60s 800"},
        not_in=("2 x strides, 300m", "2 x 300m on the loop, 60s"),
    ),
    so_many(
        "what each of them is, in brackets",
        (row(DESCRIBED, NOUN), sign("("), _IN_BRACKETS, sign(")")),
        _one_of_them,
        reads={
            "2 hills (60s up, 90s jog down)": "60s r90s 60s",
            "2 hill repeats (run 100m uphill, turn, jog 100m down; repeat once, no breaks)": "100 r100 100",
        },
        not_in=("2 hills (60s rest)",),
    ),
    Phrase(
        "what is run by the clock",
        (
            part(Part.EACH),
            _TIME,
            maybe(row(either(said("for"), part(Part.TIMES)), count(40), part(Part.SETS, Part.REPS, Part.TIMES))),
            some(either(sign(":", ",", "-"), part(Part.FILLER, Part.KIND, Part.EFFORT), said("run", "do", "go"))),
            row(maybe(row(count(40), part(Part.TIMES))), quantity(lambda value: value.measure is Measure.DISTANCE)),
        ),
        _by_the_clock,
        reads={
            "Every 3 minutes for 2 rounds: 300m run": "300 ro 300",
            "Every 2 minutes run 300m. Two rounds.": "300 ro 300",
        },
        not_in=("2 x 300m every 3 minutes",),
    ),
)
