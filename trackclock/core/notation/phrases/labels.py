"""What numbers or names a session, and is no part of it: `Week 3`, `Day 4`, `a.)`, `Speed:`, `Workout no. 2`.

It exists because plans number their weeks and days, and those numbers are not run.
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
    count,
    doubt,
    either,
    ends,
    length,
    maybe,
    nothing,
    part,
    quantity,
    row,
    said,
    sign,
    some,
    stops,
    word,
)
from trackclock.core.notation.phrases.times import is_likely
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import FEWEST_BARE_METRES, ORDINALS, Measure
from trackclock.core.notation.words.vocabulary import Part

_NUMBERED = ("week", "wk", "weeks", "wks", "day", "stage", "phase", "month", "lesson", "unit", "chapter", "level", "no")


_BY_NUMBER = ("lane", "lanes", "page", "pages", "gate", "season", "episode", "size", "chapter")
"""What is told from others by its number, wherever it stands."""

_ORDINALS = (*ORDINALS, "last", "final", "1st", "2nd", "3rd", *(f"{number}th" for number in range(4, 21)))


def _is_first(line: Line, index: int) -> bool:
    """Whether nothing but signs and small words stands before an atom."""
    before = line.before(index)
    return not before.start and all(line.part(at) in _SMALL_BEFORE for at in before)


_SMALL_BEFORE = frozenset((Part.SIGN, Part.FILLER, Part.WORD, Part.KIND, Part.REPS, Part.IN))


def _label(line: Line, found: Match) -> Sequence[Atom] | None:
    """All of it as one remark, where it stands first on its line, in its sentence or in brackets."""
    index = found.starts[0]
    if line.value(index - 1) == ".":
        return []  # a note would be one of what stands before it
    is_head = line.part(found.behind - 1) is Part.SIGN and line.value(found.behind - 1) == ":"  # couch to 5k week 2:
    is_told = line.value(index - 1) in _LED or is_head or _is_first(line, index)
    return as_remark(line, found) if is_told else None


_LED = ("(", "is", "in", "for", "of", "this", "during")


def _rep(line: Line, found: Match) -> Sequence[Atom]:
    """`2nd 1k: 3:45` as `1k @ 3:45`, and `second 1k interval` as `1k`."""
    run, time = line.quantity(found.starts[1]), line.quantity(found.behind)
    rep = line.atoms[found.starts[1]]
    is_time = run is not None and time is not None and is_likely(time.low, run.low)
    return [rep, as_part(Part.AT, "@", rep)] if is_time else [rep]


def _word(line: Line, index: int) -> str:
    """What was written for an atom, in small letters; empty beyond the line."""
    return line.text(index).lower() if index < len(line.atoms) else ""


def _the(line: Line, index: int) -> int | None:
    """An article before a place; "the minute" is when, and not where."""
    is_article = _word(line, index) in ("the", "a", "an", "our", "your")
    return index + 1 if is_article and _word(line, index + 1) not in ("minute", "hour") else None


def _letter(line: Line, index: int) -> int | None:
    """One letter or a small number."""
    is_letter = len(line.text(index)) <= 2 and (line.text(index).isalpha() or line.text(index).isdigit())
    return index + 1 if is_letter and index < len(line.atoms) else None


_ONE_RUN = said("run", "rep", "interval", "sprint", "effort")
_RUNS = (
    *("run", "session", "workout", "option", "part", "training", "rep", "interval", "round", "effort", "sprint", "set"),
    *("block", "piece", "heat", "example", "version"),
)
_RUN = said(*_RUNS)
_AT_CLOCK = before(quantity(lambda value: value.is_clock))

_NUMBER = quantity(lambda value: value.measure is Measure.BARE and value.high <= 100_000 and not value.is_plural)
_NAMED = (Part.WORD, Part.KIND, Part.FILLER)

_GROUNDS = ("loop", "circuit", "course", "lap", "route")
_LIKE = part(Part.WORD, Part.KIND, Part.ADJECTIVE)


def _ground(line: Line, found: Match) -> Sequence[Atom] | None:
    """`using the 1.2k loop` as words, where something else is run on the line, or nothing stands there."""
    others = (*line.before(found.starts[0]), *line.behind(found.behind))
    is_run = any((value := line.quantity(at)) is not None and not value.is_count for at in others)
    is_counted = any(line.part(at) is Part.REPS and line.quantity(at - 1) is not None for at in others)  # 4 reps of it
    is_lone = all(line.part(at) is Part.SIGN for at in others)
    return as_remark(line, found) if (is_run and not is_counted) or is_lone else None


_CLOCK = quantity(lambda value: value.is_clock)


def _refuse_letters(line: Line, found: Match) -> Sequence[Atom] | None:
    """Ask whose time is meant by `A 2:50, B 3:05`.

    Raises:
        NotationError: always.
    """
    first, last = found.starts[0], found.behind - 1
    what = "'{}' are the times of different runners"
    raise doubt(line, first, last, what, "keep the one that is meant, such as @ 2:50")


PHRASES = (
    Phrase(
        "the number of a week, a run or a rep",
        (
            either(
                row(
                    word(*_NUMBERED),
                    maybe(sign("#", ".")),
                    _NUMBER,
                    maybe(row(either(part(Part.OF), sign("/")), _NUMBER)),
                    maybe(sign(":", "-", ".", ",")),
                    before(either(ends(), part(*_NAMED, Part.QUANTITY, Part.WARM), sign(")", "("))),
                ),
                row(
                    either(_RUN, row(maybe(part(Part.WORD)), sign("#"))),
                    count(60),
                    maybe(row(part(Part.OF), count())),
                    either(sign(":", "=", "~", "-"), said("is", "was"), _AT_CLOCK),
                ),
                row(said("session", "workout"), count(60), before(part(Part.OF), said("the", "our", "my", "this"))),
            ),
        ),
        _label,
        reads={
            "Day 4 2 x 350m, 60s": "350 r60s 350",
            "Wk 8 2 sets of 2 x 350m, 60s, 3 min between sets": "350 r60s 350 r180s 350 r60s 350",
            "Week 2 is run for 90 seconds, walk for 60 seconds, repeated twice": "90s r60s 90s",
            "Interval session 4: 2 x 350m, 60s": "350 r60s 350",
            "Week 3: ladder # 1 = 600/400, 60s": "600 r60s 400",
            "Interval 1 0:50\nRecovery 1:15\nInterval 2 0:50": "50s r75s 50s",
            "Set 1: 2 x 200m, 30s. Set 2: 2 x 400m, 60s": "200 r30s 200 ro 400 r60s 400",
        },
        not_in=("Run 2 x 350m, 60s", "2 runs: 350m, 60s", "2 x 350m #4, 60s"),
    ),
    Phrase(
        "runs and walks as the name of a session",
        (
            either(part(Part.MODE), said("run", "running")),
            sign("/"),
            either(part(Part.MODE), said("run", "running")),
            some(said("session", "workout", "intervals", "day", "plan", "program", "programme")),
            sign(":"),
        ),
        as_remark,
        reads={"Run/walk session: 2 x 5 min with 1 min": "300s r60s 300s"},
        not_in=("run/walk 5 min",),
    ),
    Phrase(
        "times of runners by their letters",
        (said("a"), _CLOCK, some(sign(",", "/", ";")), said("b"), _CLOCK),
        _refuse_letters,
        asks={"2 x 800m; A 2:50, B 3:05; 2 min rec": "800 r120s 800"},
    ),
    Phrase(
        "what has a number for its name",
        (
            maybe(part(Part.IN, Part.ON, Part.AT)),
            said(*_BY_NUMBER),
            _NUMBER,
            some(row(either(sign(",", "/", "&"), part(Part.AND, Part.OF)), count()), 0, 3),
        ),
        as_remark,
        reads={
            "2 x 350m, 60s, use lanes 3 and 4": "350 r60s 350",
            "Season 2, episode 5: 2 x 350m, 60s": "350 r60s 350",
        },
        not_in=("2 x 350m, 60s",),
    ),
    Phrase(
        "which rep it is",
        (word(*_ORDINALS), length(), sign(":"), before(part(Part.QUANTITY))),
        _rep,
        is_first=True,
        reads={"1st 1k: 3:45\n2nd 1k: 3:43\n90s recovery": "1000 r90s 1000"},
        not_in=("700m. First 400m at 5k pace, last 300m fast",),
    ),
    Phrase(
        "the number or letter of a list",
        (
            either(
                row(_letter, sign("."), sign(")")),
                row(count(60), before(_ONE_RUN, either(sign(":"), _AT_CLOCK))),
                row(
                    count(60),
                    sign("-"),
                    before(part(*_NAMED, Part.ADJECTIVE, Part.REPEAT)),
                ),
            ),
        ),
        nothing,
        is_first=True,
        reads={
            "2- Hill Sprints: 2 x 50m, 60s": "50 r60s 50",
            "b.) 2 x 350m (60s rest)": "350 r60s 350",
            "1 Run 0:50\nRecovery 1:15\n2 Run 0:50": "50s r75s 50s",
        },
        not_in=("2 x 350m - 60s",),
    ),
    Phrase(
        "a number behind its name or its cross",
        (
            either(row(part(Part.TIMES), before(count(), length())), row(part(Part.SETS, Part.REPS), sign(":", "="))),
            count(60),
            stops(length()),
        ),
        lambda line, found: [line.atoms[found.starts[1]], line.atoms[found.starts[0]]],
        is_first=True,
        reads={
            "Run: 5:00\nWalk: 1:00\nRounds: 2": "300s r60s 300s",
            "x2 350m w/ 60 sec": "350 r60s 350",
        },
        not_in=("Reps: 2 x 350m, 60s", "350m x2, 60s"),
    ),
    Phrase(
        "what brings in the session",
        (
            either(
                row(word("consists", "consisting"), part(Part.OF)),
                row(
                    word("start", "started", "starting", "begin", "began", "kicked", "opened"),
                    some(part(Part.OFF, Part.OF, Part.WITH), 1, 2),
                    before(quantity(lambda value: value.low >= FEWEST_BARE_METRES), sign(",", "-")),
                ),
            ),
        ),
        lambda line, found: [] if all(line.quantity(at) is None for at in line.before(found.starts[0])) else None,
        reads={
            "The workout consists of 2 x 850m with 2 min": "850 r120s 850",
            "We started off with 900, 700, 500 with 2 min": "900 r120s 700 r120s 500",
        },
        not_in=("40 min consisting of 2 x 10 min",),
    ),
    Phrase(
        "the ground that is run on",
        (
            some(said("held", "on", "based", "using", "use"), 1, 2),
            some(part(Part.FILLER)),
            quantity(lambda value: value.measure is Measure.DISTANCE and not value.is_range),
            either(said(*_GROUNDS), row(_LIKE, said(*_GROUNDS)), row(_LIKE, _LIKE, said(*_GROUNDS))),
            stops(sign(":")),
        ),
        _ground,
        reads={"Held on the 2k lakeside loop. 2 x 300m, 60s": "300 r60s 300"},
        not_in=("using the 800m loop. 3 reps, 60s",),
    ),
    Phrase(
        "where it is run",
        (part(Part.ON), _the, some(part(Part.FILLER, Part.ADJECTIVE, Part.EASY)), maybe(part(Part.WORD, Part.KIND))),
        as_remark,
        reads={"900 + 600 + 300, 75 seconds on the track": "900 r75s 600 r75s 300"},
        not_in=("2 x 40s on, 20s off",),
    ),
)
