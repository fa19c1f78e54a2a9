"""Recoveries: as a ratio, shrinking, told behind their word, or for the reps of several lengths.

It exists because a recovery is told in more ways than anything else, and the grammar reads one of each.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    as_remark,
    before,
    closes,
    count,
    either,
    ends,
    length,
    listed,
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
from trackclock.core.notation.words.values import FEWEST_BARE_METRES, Measure, Quantity
from trackclock.core.notation.words.vocabulary import MS_UNITS, Part


def _ratio(line: Line, found: Match) -> Sequence[Atom] | None:
    """`1:1 rest` as a recovery as long as the rep, `work to rest 1:3` as one three times as long."""
    start, behind = found.starts[0], found.behind
    numbers = [value.low for index in range(start, behind) if (value := line.quantity(index)) is not None]
    work, rest = numbers
    first, last = line.atoms[start], line.atoms[behind - 1]
    if line.part(start) is Part.PAUSE and work != rest:
        return None  # which of the two is which is not said
    many = rest * 1_000_000 // work
    share = Quantity(Measure.BARE, many, many)
    told = as_part(Part.EQUAL if work == rest else Part.DOUBLE, "equal time", first)
    return [told._replace(last=last.last, quantity=share), as_part(Part.PAUSE, "recovery", last)]


def _comma_behind(line: Line, found: Match) -> Sequence[Atom] | None:
    """`600m rest 8 min 500m` as `600m, rest 8 min 500m`: what is rested is told behind the word."""
    index = found.starts[0]
    run, before = line.quantity(index), line.quantity(index - 1)
    is_first = index == 0 or line.part(index - 1) in (Part.TIMES, Part.THEN, Part.FILLER)
    is_listed = line.value(index - 1) in ("-", "/", "+", ",") and line.part(index - 3) is not Part.TIMES
    is_listed = is_listed and line.quantity(index - 2) is not None
    is_timed = run is not None and run.measure is Measure.TIME
    is_behind_time = before is not None and before.measure is Measure.TIME
    if line.part(index + 2) is not Part.SIGN and (is_timed or not (is_first or is_listed or is_behind_time)):
        return None
    atom = line.atoms[index]
    return [atom, as_part(Part.SIGN, ",", atom)]


_PAUSED = quantity(lambda value: value.measure is not Measure.DISTANCE and not value.is_range and not value.is_plural)


def _shrinking(line: Line, found: Match) -> Sequence[Atom] | None:
    """`recovery decreasing 4, 3, 2, 1 min` as `4, 3, 2, 1 min recoveries`."""
    start = found.starts[2]
    places = [index for index in range(start, found.behind) if line.part(index) is Part.QUANTITY]
    values = [value.low for index in places if (value := line.quantity(index)) is not None]
    last = line.quantity(places[-1])
    told = line.quantity(found.starts[0] - 1)
    if last is None or last.measure is Measure.BARE or (told is not None and told.measure is Measure.TIME):
        return None
    scaled = [value.low if value.measure is Measure.TIME else value.low // 1_000 * _unit_ms(last)
              for index in places if (value := line.quantity(index)) is not None]  # fmt: skip
    if len(values) < 2 or scaled != sorted(set(scaled), reverse=True):
        return None
    pause = line.atoms[found.starts[0]]
    is_led = any(line.part(at) is Part.WITH for at in range(max(found.starts[0] - 2, 0), found.starts[0]))
    lead = [] if is_led else [as_part(Part.WITH, "with", pause)]
    return [*lead, *listed([line.atoms[index] for index in places]), pause]


def _unit_ms(value: Quantity) -> int:
    """Milliseconds in one of the unit of a time."""
    return MS_UNITS.get(value.unit, 60_000 if value.is_clock else 1_000)


_SHRINKING = ("decreasing", "shrinking", "reducing", "descending", "dropping", "shortening", "going", "falling")


def _is_pause(value: Quantity) -> bool:
    """Whether a length is short enough for a recovery, and no sum."""
    return value.measure is not Measure.DISTANCE or value.low < 1_000_000


def _is_long(value: Quantity) -> bool:
    """Whether a number is a length, with its unit or as metres without one."""
    return value.measure is not Measure.BARE or value.low >= FEWEST_BARE_METRES


def _rest_before(line: Line, found: Match) -> Sequence[Atom]:
    """`5 min later, 1 mile` and `1 mile 5 min after` as `5 min rest, 1 mile`."""
    start, last = found.starts[0], line.atoms[found.behind - 1]
    run = line.atoms[start : found.starts[1]]
    time, word_atom = line.atoms[found.starts[2]], line.atoms[found.starts[3]]
    told = [time, as_part(Part.PAUSE, "rest", word_atom)]
    return [*told, as_part(Part.SIGN, ",", last), *run] if run else [*told, as_part(Part.SIGN, ",", last)]


_TIME = quantity(lambda value: value.measure is Measure.TIME and not value.is_plural and not value.is_range)


_RATIO = row(count(9), sign(":"), count(9))
_WORK_TO_REST = row(maybe(row(word("work"), either(word("to"), sign("/", ":", "-")))), part(Part.PAUSE))


_TAKEN = row(some(word("it", "this", "that", "which", "should", "will", "would", "may", "ought", "to")),
             word("take", "takes", "taking", "lasting", "last", "lasts"))  # fmt: skip


def _is_of_jog(line: Line, found: Match) -> Sequence[Atom] | None:
    """`it should take about 90 s` as words, behind a recovery that ends with its distance."""
    near = range(found.starts[0] - 1, max(found.starts[0] - 8, -1), -1)
    jog = next((at for at in near if line.part(at) in (Part.MODE, Part.PAUSE)), -2)
    beside = [value for at in (jog - 1, jog + 1) if (value := line.quantity(at)) is not None]
    return as_remark(line, found) if any(value.measure is Measure.DISTANCE for value in beside) else None


def _taken(line: Line, found: Match) -> Sequence[Atom]:
    """`take 4 min` as `4 min rest`, of its own before `and go again`."""
    lead, time = line.atoms[found.starts[0]], line.atoms[found.starts[2]]
    is_apart = found.starts[0] > 0 and line.part(found.behind) is Part.AND
    return [*[as_part(Part.SIGN, ";", lead)] * is_apart, time, as_part(Part.PAUSE, "rest", time)]


_RUN = frozenset((Part.TIMES, Part.OF, Part.REPS, Part.SETS, Part.EACH))
_LOOKS = (Part.FILLER, Part.ADJECTIVE, Part.EASY, Part.EFFORT, Part.WORD, Part.KIND)
_REP_LOOKS = frozenset((Part.EFFORT, Part.KIND))
_LOOKING = row(part(*_LOOKS), some(row(maybe(either(sign(",", "-"), part(Part.AND))), part(*_LOOKS)), 0, 5))
_WHERE = part(Part.BETWEEN, Part.AFTER, Part.PAUSE)


def _slow_jog(line: Line, index: int) -> int | None:
    """A word for how a recovery is spent that has its own look: `slow jog`, `easy walk`."""
    is_wide = line.part(index) is Part.MODE and line.atoms[index].first != line.atoms[index].last
    return index + 1 if is_wide else None


def _is_counted(line: Line, index: int) -> bool:
    """Whether a length is that of reps, by what stands before it, or the first on its line."""
    before = (at for at in range(index - 1, -1, -1) if line.part(at) not in (Part.FILLER, Part.ADJECTIVE))
    told = next(before, 0)
    return line.part(told) in _RUN or all(line.part(at) is not Part.QUANTITY for at in line.before(told))


def _how_it_is_spent(line: Line, found: Match) -> Sequence[Atom] | None:
    """`200m relaxed jog` as `200m easy jog`: how it is run does not make a recovery a rep."""
    start, behind = found.starts[0], found.behind
    atoms = [atom for atom in line.atoms[start:behind] if atom.part not in (Part.SIGN, Part.AND)]
    looks = {atom.part for atom in atoms} & _REP_LOOKS
    is_read_anyway = not looks and len(atoms) == behind - start
    is_pause = line.part(behind) in (Part.BETWEEN, Part.AFTER) or line.part(behind - 1) is Part.PAUSE
    if is_read_anyway or (Part.KIND in looks and not is_pause) or _is_counted(line, start):
        return None
    return [as_part(Part.ADJECTIVE, "easy", atom) if atom.part in _REP_LOOKS else atom for atom in atoms]


_A_TIME = quantity(lambda value: value.measure is Measure.TIME and not value.is_plural)
_SENT = frozenset((Part.EACH, Part.ON))


PHRASES = (
    Phrase(
        "what a send-off leaves",
        (
            said("whatever", "whatever's", "what", "what's", "anything"),
            some(either(part(Part.FILLER, Part.WORD, Part.OF, Part.REPS), length()), 1, 8),
            part(Part.PAUSE),
            closes(),
        ),
        lambda line, found: (
            as_remark(line, found) if _SENT.intersection(map(line.part, line.before(found.starts[0]))) else None
        ),
        needs=frozenset(("left", "over", "remains")),
        reads={"2 x 300m every 2 minutes. Whatever is left of them is your rest.": "300 ro 300"},
        not_in=("2 x 300m every 2 minutes, what a rest",),
    ),
    Phrase(
        "a recovery and how it is spent",
        (
            length(),
            _LOOKING,
            either(part(Part.MODE, Part.PAUSE), row(part(Part.AND), _slow_jog)),
            closes(_WHERE),
        ),
        _how_it_is_spent,
        reads={"2 x 350m, about 200m relaxed and un-timed jog": "350 r200 350"},
        not_in=("2 x 350m relaxed jog", "350m fast, 200m fast, jog back"),
    ),
    Phrase(
        "a time that a jog takes",
        (_TAKEN, some(part(Part.FILLER)), quantity(lambda value: value.measure is Measure.TIME), closes()),
        _is_of_jog,
        reads={
            "2 x 350m\nRecovery will be to walk 150m, it should take about 1 min to 90 s": "350 r150 350",
            "2 x 350m with a 150m jog which takes 60s": "350 r150 350",
        },
        not_in=("2 x 350m with a jog, taking 90s",),
    ),
    Phrase(
        "a jog over what comes next",
        (part(Part.MODE), some(part(Part.FILLER)), said("next", "following"), length()),
        lambda line, found: [line.atoms[found.starts[3]], line.atoms[found.starts[0]]],
        reads={"2 x 200m in 32s and jog the next 200m in 75s": "200 r200 200"},
        not_in=("2 x 200m, jog 200m",),
    ),
    Phrase(
        "what follows each rep",
        (
            part(Part.EACH),
            said("followed by"),
            some(part(Part.FILLER)),
            before(part(Part.QUANTITY, Part.PAUSE, Part.MODE)),
        ),
        lambda line, found: [as_part(Part.WITH, "with", line.atoms[found.starts[0]])],
        reads={"2 x 350m, each followed by a 100m jog. Then 8 min rest, then 600m": "350 r100 350 r480s 600"},
        not_in=("2 x 350m, 60s each, then 600m",),
    ),
    Phrase(
        "so long is taken",
        (
            word("take", "taking", "have", "having", "allow"),
            some(part(Part.FILLER)),
            quantity(lambda value: value.measure is Measure.TIME and not value.is_plural),
            some(part(Part.PAUSE)),
            before(
                either(
                    ends(),
                    sign(".", ";", ","),
                    part(Part.THEN),
                    row(part(Part.AND), either(part(Part.REPEAT), said("go", "do", "again"))),
                )
            ),
        ),
        _taken,
        reads={
            "2 x 350m with 90s. Take 5 minutes, then 1 mile": "350 r90s 350 r300s 1609",
            "350m, 60s jog, 150m\nTake 3 min and go again": "350 r60s 150 r180s 350 r60s 150",
        },
        not_in=("2 x 350m with 90s. Take 5 minutes easy", "2 x 350m, 60s, take 3 min, 150m"),
    ),
    Phrase(
        "a rest inside what follows",
        (said("followed"), part(Part.AFTER), some(part(Part.FILLER)), _A_TIME, some(part(Part.PAUSE)), said("by")),
        lambda line, found: [
            as_part(Part.SIGN, ",", line.atoms[found.starts[0]]),
            line.atoms[found.starts[3]],
            as_part(Part.PAUSE, "rest", line.atoms[found.starts[3]]),
            as_part(Part.SIGN, ",", line.atoms[found.behind - 1]),
        ],
        reads={"2 x 500m with 3 min, followed after 10 minutes by 2 x 150m, 60s": "500 r180s 500 r600s 150 r60s 150"},
        not_in=("2 x 500m with 3 min, followed by 10 minutes easy",),
    ),
    Phrase(
        "a time before all of it is run again",
        (
            sign(".", ";"),
            _A_TIME,
            maybe(sign(",")),
            before(
                some(part(Part.THEN, Part.AND)),
                either(part(Part.REPEAT), row(part(Part.EQUAL), said("again")), said("again", "go", "do")),
            ),
        ),
        lambda line, found: [
            *line.atoms[found.starts[0] : found.starts[2]],
            as_part(Part.PAUSE, "rest", line.atoms[found.starts[1]]),
            as_part(Part.SIGN, ",", line.atoms[found.starts[1]]),
        ],
        reads={
            "350m, 250m with 2 min. 5 min, then repeat": "350 r120s 250 r300s 350 r120s 250",
            "350m, 250m with 2 min. 5 min and go again": "350 r120s 250 r300s 350 r120s 250",
        },
        not_in=("350m, 250m with 2 min. 5 min easy, then repeat",),
    ),
    Phrase(
        "a rest told by how much later the next rep is run",
        (
            maybe(quantity(lambda value: _is_long(value) and value.measure is not Measure.TIME)),
            maybe(sign(",")),
            _TIME,
            either(word("later"), row(word("after", "afterwards"), closes())),
            closes(part(Part.QUANTITY)),
        ),
        _rest_before,
        reads={
            "2 x 350m with 90s, followed by 1 mile four minutes after": "350 r90s 350 r240s 1609",
            "2 x 350m with 90s, 5 min later 1 mile": "350 r90s 350 r300s 1609",
        },
        not_in=("2 x 350m, 90s after each",),
    ),
    Phrase(
        "recoveries that get shorter",
        (
            part(Part.PAUSE),
            some(
                either(
                    word(*_SHRINKING), part(Part.FILLER, Part.ADJECTIVE, Part.PROGRESS, Part.OF), sign(":", "-", "=")
                )
            ),
            row(_PAUSED, some(row(some(either(sign(",", "/", "-"), part(Part.AND, Part.THEN)), 1), _PAUSED), 1)),
            closes(),
        ),
        _shrinking,
        reads={
            "4 x 300m, recovery decreasing 3,2,1 mins": "300 r180s 300 r120s 300 r60s 300",
            "300m + 200m + 100m, rec 3'/2'": "300 r180s 200 r120s 100",
            "800m, 600m, 400m rec 2-1 min": "800 r120s 600 r60s 400",
        },
        not_in=("2 x 2 x 300m, rec 60s, 3 min",),
    ),
    Phrase(
        "a recovery told behind its word",
        (
            quantity(_is_long),
            before(
                part(Part.PAUSE),
                either(
                    row(sign("=", ":"), quantity(_is_pause)),
                    row(
                        some(part(Part.FILLER)),
                        quantity(lambda value: value.measure is Measure.TIME and not value.is_plural),
                        either(ends(), part(Part.QUANTITY, Part.THEN), sign(",", ";", "-", "+", "/")),
                    ),
                ),
            ),
        ),
        _comma_behind,
        reads={
            "900, 700, 500 rec 150 sec": "900 r150s 700 r150s 500",
            "600m rest 8 min 500m rest 6 min 300m": "600 r480s 500 r360s 300",
            "600m rest for 8 mins then 500m rest for 6 mins then 300m": "600 r480s 500 r360s 300",
            "450m, 650m, 850m R=90 sec": "450 r90s 650 r90s 850",
            "900/600/300 R=2'": "900 r120s 600 r120s 300",
        },
        not_in=("2 x 300m with 200m rest 3 min", "2 x 300m, 100m recovery", "2 x 450m, 60s recovery"),
    ),
    Phrase(
        "a recovery as a ratio",
        (
            either(
                row(_RATIO, _WORK_TO_REST, maybe(word("ratio"))),
                row(_WORK_TO_REST, some(either(part(Part.FILLER), word("ratio", "of"), sign(":", "=", "-"))), _RATIO),
            ),
        ),
        _ratio,
        reads={
            "2 x 1 min, 1:1 rest": "60s r60s 60s",
            "2 x 30s, 1:2 work to rest": "30s r60s 30s",
            "2 x 40s, work:rest ratio of 1:3": "40s r120s 40s",
        },
        not_in=("2 x 1 min, 1:10 rest", "2 x 40s, recovery 1:10"),
    ),
)
