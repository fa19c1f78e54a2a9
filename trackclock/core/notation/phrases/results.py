"""What was run, and runs that are none of the session: words and numbers that say how fast or when, and are no lengths.

It exists because who tells of a session tells the times and other runs as well, and what is no target must not be run.
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
    either,
    ends,
    length,
    maybe,
    part,
    quantity,
    row,
    said,
    sign,
    some,
    stops,
    word,
)
from trackclock.core.notation.phrases.times import is_likely, repeat_before
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import FEWEST_BARE_METRES, Measure
from trackclock.core.notation.words.vocabulary import Part

_WENT = ("went", "split", "ran", "were")
"""Behind reps on their own line these lead to targets, and elsewhere to what was run."""

_RAN = (
    "averaged", "averaging", "average", "avg", "ave", "avg.", "clocked", "clocking", "hit", "hitting", "splits",
    "times", "results", "mean", "came", "nailed", "fastest", "slowest", "best", "worst", *_WENT,
)  # fmt: skip
_TIME = quantity(lambda value: value.measure is not Measure.DISTANCE and not value.is_plural)
_LASTS = quantity(lambda value: value.measure is Measure.TIME and not value.is_plural)
_PARTED = some(either(sign(",", "/", "-", ";"), part(Part.AND)))
_TIMES = row(_TIME, some(row(_PARTED, _TIME)))
_SMALL = part(Part.FILLER, Part.ADJECTIVE, Part.IN, Part.AT)
_OTHER = (
    *(
        "day",
        "days",
        "week",
        "weeks",
        "wk",
        "wks",
        "months",
        "month",
        "years",
        "year",
        "steps",
        "calories",
        "cals",
        "degrees",
        "kg",
        "lbs",
    ),
    *("bpm", "people", "members", "men", "women", "guys", "ladies", "runners", "athletes", "degree"),
    *("miler", "milers", "pages", "points", "feet", "ft", "inches"),
    *("percent", "grade", "incline", "gradient", "slope", "f", "c", "speed"),
)
"""What is counted beside a session and cannot be run."""


def _for_each(line: Line, found: Match) -> Sequence[Atom] | None:
    """`19-20 seconds for each 150` and `each took 20 seconds` as `@ 20 seconds`, where the reps may take so long."""
    at = next(at for at in range(found.starts[0], found.behind) if line.part(at) is Part.QUANTITY)
    time, value, run = line.atoms[at], line.quantity(at), repeat_before(line, found.starts[0])
    is_led = line.part(found.starts[0] - 1) in (Part.WITH, Part.OFF, Part.PAUSE, Part.MODE, Part.AT, Part.IN)
    is_run = run is not None and value is not None and is_likely(value.low, run[1])
    if line.part(at + 1) is Part.FILLER or (is_run and not is_led):
        return [as_part(Part.AT, "@", time), time]
    return None


def _ran(line: Line, found: Match) -> Sequence[Atom] | None:
    """`averaged 38`, `went 50.5, 51.4` as words; `we ran 400, 300, 200` tells what is run."""
    told = [value for at in range(found.starts[0], found.behind) if (value := line.quantity(at)) is not None]
    is_run = any(value.measure is Measure.BARE and value.low >= FEWEST_BARE_METRES for value in told)
    is_led = line.value(found.starts[0]) in _WENT
    return None if is_led and (is_run or repeat_before(line, found.starts[0])) else as_remark(line, found)


def _splits(line: Line, found: Match) -> Sequence[Atom] | None:
    """`58.4 (28.9, 29.5)` and `(28.9, 29.5) 58.4` as `58.4` and words: the times in the bracket come to the other."""
    start, last = found.starts[0], found.behind - 1
    at, first, behind = (start, start + 1, found.behind) if line.quantity(start) else (last, start, last)
    whole = line.quantity(at)
    told = [value for near in range(first, behind) if (value := line.quantity(near)) is not None]
    if whole is None or len(told) < 2 or abs(sum(value.low for value in told) - whole.low) * _ROUNDED > whole.low:
        return None
    return [line.atoms[at], *as_remark(line, Match((first,), behind))]


_ROUNDED = 100
"""Splits come to their time but for so small a part of it, one in a hundred."""


def _far_in_time(line: Line, found: Match) -> Sequence[Atom] | None:
    """`2 min, aim to cover 600m` as words: a time ends by the clock."""
    before = next((value for at in reversed(line.before(found.starts[1])) if (value := line.quantity(at))), None)
    return as_remark(line, found) if before is not None and before.measure is Measure.TIME else None


_EARLIER = 30
"""So many atoms before them the reps are looked for that may become more."""

_SMALL_WORDS = some(part(Part.FILLER))

_OTHER_DAYS = (
    *("weekly", "usual", "regular", "normal", "daily", "favourite", "favorite", "recent", "upcoming", "next"),
    *("previous", "last", "yesterday's", "week's", "monday's", "tuesday's", "wednesday's", "thursday's", "friday's"),
    *("saturday's", "sunday's", "weekend's", "month's", "year's", "monday’s", "tuesday’s", "wednesday’s"),
    *("thursday’s", "friday’s", "saturday’s", "sunday’s", "weekend’s", "yesterday’s", "week’s"),
)
"""Words for a run of another day, before its length."""

_RUNS = ("run", "runs", "race", "races", "session", "event", "champs", "championships", "debut")


def _another_day(line: Line, found: Match) -> Sequence[Atom] | None:
    """What the reps may become, as words; `work up to 8 x 400m` alone is the session."""
    earlier = range(max(found.starts[0] - _EARLIER, 0), found.starts[0])
    return as_remark(line, found) if any(line.quantity(at) is not None for at in earlier) else None


def _without_bracket(line: Line, found: Match) -> Sequence[Atom] | None:
    """Words, with the bracket that they open or without one."""
    opened = [line.atoms[at] for at in range(found.starts[2], found.starts[3]) if line.value(at) == "("]
    return [*as_remark(line, found), *opened]


PHRASES = (
    Phrase(
        "what a time is made of",
        (either(row(_TIME, sign("("), _TIMES, sign(")")), row(sign("("), _TIMES, sign(")"), _TIME)),),
        _splits,
        reads={
            "1200m (79, 80, 80) 3:59, 3 min rest, 900m": "1200 r180s 900",
            "400m - 57.8 (28, 29.8)": "400",
            "400m - 59 (29, 30), 2 min, 300m": "400 r120s 300",
            "8k in 27:12 (13:42/13:30)": "8000",
        },
        not_in=("2 sets of 400m in 60 (90s, 3 min)",),
    ),
    Phrase(
        "the times that were run",
        (
            word(*_RAN),
            some(either(_SMALL, sign(":", "-", "~", "."), part(Part.OF))),
            _TIMES,
            some(row(maybe(either(sign(","), part(Part.AND))), word(*_RAN), _TIMES)),
            maybe(either(row(part(Part.PER, Part.EACH), maybe(part(Part.REPS))), part(Part.EACH, Part.REPS))),
            before(either(ends(), sign(".", ";", ")"), part(Part.WORD), said("for", "on", "over"))),
        ),
        _ran,
        reads={
            "3 x 250m w/ 3:30 rest. Averaged 37-38 seconds per interval.": "250 r210s 250 r210s 250",
            "3 x 250m with 2 min, hit 38, 39, 37.": "250 r120s 250 r120s 250",
            "3 x 250m with 2 min, fastest 37, slowest 39": "250 r120s 250 r120s 250",
            "2 x 250m with 2 min (avg. 38)": "250 r120s 250",
            "2 x 800 (75s), averaged about 2:48 for the first 2": "800 r75s 800",
        },
        not_in=("3 x 250m, 2 min",),
    ),
    Phrase(
        "so long for each",
        (
            either(
                row(
                    _LASTS,
                    some(part(Part.FILLER)),
                    either(part(Part.EACH), said("each rep", "every rep", "each one", "every one", "each effort")),
                    maybe(either(part(Part.REPS), quantity(lambda value: value.measure is not Measure.TIME))),
                    stops(),
                ),
                row(
                    part(Part.EACH),
                    some(part(Part.REPS)),
                    said("took", "takes", "taking", "lasted"),
                    some(part(Part.FILLER)),
                    _LASTS,
                ),
            ),
        ),
        _for_each,
        reads={
            "2 x 150m w/ 3 min walk rest.\n19-20 seconds for each 150.": "150 r180s 150",
            "2 x 400m, about 80 seconds each, 2 min jog": "400 r120s 400",
            "2 x 400m sprints, usually 70-75 seconds each with 2 min jog": "400 r120s 400",
            "2 x 400m with 2 min. Each took about 80 seconds.": "400 r120s 400",
        },
        not_in=("2 x 150m, 3 min for each rep to recover", "2 x 400m, rest 90s each", "2 x 400m, 3 min each"),
    ),
    Phrase(
        "a number of something else",
        (
            maybe(part(Part.AT, Part.IN)),
            some(part(Part.FILLER)),
            either(quantity(lambda value: value.measure is Measure.BARE and not value.is_plural), part(Part.PERCENT)),
            some(either(sign("-"), part(Part.EASY, Part.ADJECTIVE))),
            word(*_OTHER),
            maybe(word("ago", "old", "uphill")),
        ),
        as_remark,
        reads={
            "2 x 200m on a hill of 8% gradient, walk back": "200 r200 200",
            "2 x 350m with 60s, as 13 months ago": "350 r60s 350",
            "147 days to the marathon - 2 x 75 sec with 3 min": "75s r180s 75s",
        },
        not_in=("2 x 350m with 60s",),
    ),
    Phrase(
        "how far a time is to take one",
        (
            some(
                either(sign(",", "(", ".", "-", ";"), part(Part.FILLER, Part.AIM, Part.AND), said("should", "trying"))
            ),
            said("cover", "covering", "reach", "get", "achieve", "manage", "aiming for", "aim for"),
            some(part(Part.FILLER)),
            quantity(lambda value: value.measure is Measure.DISTANCE and not value.is_plural),
            some(part(Part.EACH, Part.REPS)),
            maybe(sign(")")),
        ),
        _far_in_time,
        reads={
            "2 x 2 min, aim to cover 600m, 90s jog": "120s r90s 120s",
            "2 x 2 min (try to get 600m), 90s jog": "120s r90s 120s",
            "2 x 3 min. You should cover about 900m. 2 min rest": "180s r120s 180s",
        },
        not_in=("2 x 350m, aim for 5k pace, 60s",),
    ),
    Phrase(
        "what the reps are an example of",
        (
            quantity(lambda value: value.measure is not Measure.BARE and (value.is_range or value.is_plural)),
            _SMALL_WORDS,
            some(either(sign(",", "-", ":", "(", ";"), part(Part.KIND, Part.REPS))),
            either(
                row(said("e"), sign("."), said("g"), maybe(sign("."))),
                said("eg"),
                row(said("for"), said("example", "instance")),
                row(said("such"), said("as")),
                said("say", "like"),
            ),
            some(either(sign(",", ":"), part(Part.FILLER))),
            before(part(Part.QUANTITY), either(part(Part.TIMES, Part.SETS, Part.REPS, Part.OF), length())),
        ),
        _without_bracket,
        reads={
            "Speed over 60-100m e.g. 2 x 80m with full recovery": "80 ro 80",
            "Reps of 800-1000m, such as 2 x 900m with 3 min": "900 r180s 900",
        },
        not_in=("2 x 200-300m, such as on grass, 60s",),
    ),
    Phrase(
        "what it may come to on another day",
        (
            said("move", "build", "work", "progress", "increase", "go", "moving", "building", "working", "progressing"),
            some(either(word("up to", "to", "on"), said("eventually")), 1),
            part(Part.QUANTITY),
            either(row(part(Part.TIMES), part(Part.QUANTITY)), part(Part.REPS, Part.SETS), row(part(Part.TIMES))),
            some(part(Part.REPS)),
        ),
        _another_day,
        reads={
            "2 x 900m, 2 min (you can move up to 4 x 900m)": "900 r120s 900",
            "2 x 900m, 2 min, building to 5 reps": "900 r120s 900",
        },
        not_in=("2 x 900m, go for 3 x 300m",),
    ),
    Phrase(
        "another run",
        (
            either(
                row(
                    some(either(part(Part.FILLER), said("last", "this", "next"))),
                    said(*_OTHER_DAYS),
                    some(either(part(Part.EASY, Part.KIND), said(*_OTHER_DAYS, "long"))),
                    part(Part.QUANTITY),
                    maybe(row(part(Part.TIMES), part(Part.QUANTITY))),
                    some(either(part(Part.NAME, Part.KIND), said(*_RUNS, "loop", "route", "long"))),
                ),
                row(
                    either(
                        row(part(Part.IN), _SMALL_WORDS, said("middle", "midst", "course"), part(Part.OF)),
                        said("during", "within", "throughout"),
                        row(part(Part.AS), said("part"), part(Part.OF)),
                        said("to", "than", "like", "from", "for", "before", "as"),
                        row(said("ahead"), part(Part.OF)),
                    ),
                    some(part(Part.FILLER, Part.EASY, Part.ADJECTIVE, Part.EFFORT), 1),
                    length(),
                    some(part(Part.KIND)),
                    said(*_RUNS, "easy run", "easy runs"),
                ),
            ),
        ),
        as_remark,
        reads={
            "2 x 900m, 3 min. Then on to my weekly 12 miler on the trails.": "900 r180s 900",
            "A shorter version of last week's 5k: 2 x 900m, 3 min": "900 r180s 900",
            "Similar to Tuesday's 5 x 1 km: 2 x 900m, 3 min": "900 r180s 900",
            "In the middle of a 10 mile run do 2 x 1 min hard, 1 min jog": "60s r60s 60s",
            "During a 40 minute easy run: 2 x 1 min hard, 1 min jog": "60s r60s 60s",
            "Going the opposite way to our 1300m run: 2 x 900m, 3 min": "900 r180s 900",
            "Getting ready for a 10k race: 2 x 900m, 3 min": "900 r180s 900",
        },
        not_in=(
            "2 x 900m, 3 min, last 300m fast",
            "2 x 1 min hard, 1 min jog, within 40 s",
            "2 x 900m, 3 min, then a 1300m run",
        ),
    ),
)
