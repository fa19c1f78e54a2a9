"""Runs that are named beside a session and are none of it: a longer one, one of another day, what reps are examples of.

It exists because whoever tells a session tells of other runs as well, and says so by the words beside their lengths.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_remark,
    before,
    either,
    length,
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
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part

_EARLIER = 30
"""So many atoms before them the reps are looked for that may become more."""

_SMALL = some(part(Part.FILLER))

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
    if line.value(found.starts[0] - 1) in ("x", "up to"):
        return None
    opened = [line.atoms[at] for at in range(found.starts[2], found.starts[3]) if line.value(at) == "("]
    return [*as_remark(line, found), *opened]


PHRASES = (
    Phrase(
        "what the reps are an example of",
        (
            quantity(lambda value: value.measure is not Measure.BARE and (value.is_range or value.is_plural)),
            _SMALL,
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
                        row(part(Part.IN), _SMALL, said("middle", "midst", "course"), part(Part.OF)),
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
