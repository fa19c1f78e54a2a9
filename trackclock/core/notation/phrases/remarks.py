"""Words that no clock can act on though they have numbers in them: times of day, how often a week, how one rep is run.

It exists so that every number of a text is owned by something: these are remarks by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_remark,
    as_remark_on_rep,
    before,
    closes,
    count,
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
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.slips import near_miss
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part


def _anything_in_brackets(line: Line, index: int) -> int | None:
    """An atom that is no bracket."""
    is_bracket = line.part(index) is Part.SIGN and line.value(index) in ("(", ")")
    return None if is_bracket or index >= len(line.atoms) else index + 1


def _anything_without_number(line: Line, index: int) -> int | None:
    """An atom that is neither a bracket nor a number."""
    return None if line.part(index) is Part.QUANTITY else _anything_in_brackets(line, index)


def _date(line: Line, found: Match) -> Sequence[Atom] | None:
    """A day and a month as one word, unless they stand beside a length."""
    values = [value.low for index in (1, 3) if (value := line.quantity(found.starts[index])) is not None]
    is_beside = line.part(found.starts[0] - 1) not in (Part.WARM, Part.COOL, Part.WORD, Part.PAUSE)
    return None if is_beside or min(values) > 12_000 else as_remark(line, found)


def _not_so(line: Line, found: Match) -> Sequence[Atom] | None:
    """`(no walking)` as a word, with its full stop, behind a recovery that is spent in another way."""
    first, words = found.starts[0], Match(found.starts[1:], found.behind)
    told = [line.value(at) for at in line.before(first) if line.part(at) in (Part.MODE, Part.PAUSE)]
    if not told or line.value(found.starts[2]) in told:
        return None
    stop = [line.atoms[first]] if line.value(first) in (".", ";") else []
    return [*stop, *as_remark(line, words)]


_TURNS = frozenset(("first", "next", "last", "final", "rest", "others", "remaining", "remainder"))
_FURTHEST_TURN = 8


def _of_one_turn(line: Line, found: Match) -> Sequence[Atom] | None:
    """How the last rep is run as one word; but `first 3 at 5k pace, the rest at 3k pace` gives each rep its own."""
    earlier = range(max(found.starts[0] - _FURTHEST_TURN, 0), found.starts[0])
    behind = range(found.behind, min(found.behind + _FURTHEST_TURN, len(line.atoms)))
    later = takewhile(lambda at: line.part(at) is not Part.QUANTITY, behind)
    return None if any(_is_turn(line, at) for at in (*earlier, *later)) else as_remark(line, found)


def _is_turn(line: Line, index: int) -> bool:
    """Whether reps are named there, `next 2 at`, `the rest at`, and no length (`last 300m`) or recovery."""
    value = line.quantity(index + 1)
    is_named = (value is None or value.is_count) and line.text(index).lower() in _TURNS
    return is_named and (line.part(index) is not Part.PAUSE or line.part(index + 1) in (Part.AT, Part.IN))


_FEW = count(20)
_HOW = some(part(Part.EFFORT, Part.EASY, Part.FASTER, Part.NAMED), 1)
_OF_THE_DAY = ("am", "pm", "o'clock", "oclock", "a.m", "p.m")


_SPANS = ("week", "weeks", "month", "season", "fortnight", "year")
_BEFORE_THINGS = ("over", "from", "within", "around", "across")
_MOST_FASTER_MS = 15_000
"""Nobody runs one rep faster than the last by more."""


def _thing(line: Line, index: int) -> int | None:
    """A word that names no part of a session, and is no slip for one."""
    is_name = line.part(index) in (Part.WORD, Part.EXERCISE) and line.text(index).isalpha()
    return index + 1 if is_name and near_miss(line.text(index).lower()) is None else None


def _no_length(line: Line, index: int) -> int | None:
    """No length nor the name of one among the next words of the clause."""
    for at in range(index, min(index + _NEXT_WORDS, len(line.atoms))):
        if line.part(at) is Part.SIGN:
            break
        if line.part(at) in (Part.QUANTITY, Part.KIND, Part.REPS, Part.SETS, Part.EXERCISE, Part.MODE, Part.PAUSE):
            return None
    return index


_NEXT_WORDS = 4


def _pronoun(line: Line, found: Match) -> Sequence[Atom] | None:
    """`a longish one`, `the last two`, `this one is`, `one for the milers` as words: what they stand for is known."""
    index, is_one = found.starts[0], line.said(found.starts[0]) == "one"
    is_pointed = line.value(1) == "for" if index == 0 else line.said(index - 1) in ("this", "that", "which")
    if is_one and is_pointed and line.quantity(index + 2) is None:
        return as_remark(line, found)
    is_like = (
        is_one and line.part(index - 1) in (Part.WORD, Part.ADJECTIVE, Part.EASY) and not _is(line, index, "first")
    )
    is_ended = line.part(index + 1) in (None, Part.SIGN, Part.THEN, Part.OF) and (is_like or _is(line, index, *_OTHERS))
    is_told = _tells(line, index + 1, is_one) and (is_like or _is(line, index, "first", *_OTHERS))
    return as_remark(line, found) if index and (is_ended or is_told) else None


_OTHERS = ("last", "on the last", "final", "next", "other", "into")


def _is(line: Line, index: int, *words: str) -> bool:
    """Whether one of the words stands before an atom."""
    return line.value(index - 1) in words


def _tells(line: Line, index: int, is_one: bool) -> bool:
    """Whether a word tells of a pronoun, and is no noun that it counts: `two felt` and not `two bits`."""
    is_verb = line.part(index) is Part.WORD and (is_one or not line.text(index).endswith("s"))
    return is_verb or line.part(index) is Part.FILLER


PHRASES = (
    Phrase(
        "a time of day",
        (
            maybe(part(Part.AT)),
            quantity(lambda value: value.measure is not Measure.DISTANCE and not value.is_plural),
            word(*_OF_THE_DAY),
        ),
        as_remark,
        reads={"Track at 7pm! 2 x 300m with 60s": "300 r60s 300", "Tonight 6.30pm, 2 x 300m, 60s": "300 r60s 300"},
    ),
    Phrase(
        "an aside in brackets",
        (
            sign("("),
            either(
                row(part(Part.QUANTITY), word("avg", "average", "ave", "mean", "avg.")),
                row(part(Part.OR), some(_anything_in_brackets, 1)),
                row(word("time"), word("to"), some(_anything_without_number, 1)),
            ),
            sign(")"),
        ),
        as_remark,
        reads={
            "2 x 300m - 50.5, 52.5 (51.5 avg)": "300 ro 300",
            "2 x 400m at mile pace (or a second or two faster), 40s rest": "400 r40s 400",
            "300m\nrest time: about 60 seconds (time to walk back down)\nrepeat 2 times": "300 r60s 300",
        },
        not_in=("2 x 400m or 2 x 300m", "2 x 300m, 60s (time to walk 100m)"),
    ),
    Phrase(
        "how one of the reps is run",
        (
            either(
                row(
                    word("first", "last", "final"),
                    either(word("one"), part(Part.REPS), row(_FEW, some(part(Part.REPS)))),
                    some(part(Part.FILLER, Part.IN)),
                    either(
                        word("fastest", "quickest", "hardest", "slowest", "best"),
                        row(part(Part.AT), part(Part.NAME, Part.KIND)),
                        row(maybe(part(Part.AT)), _HOW),
                    ),
                ),
                row(
                    part(Part.EACH),
                    word("other", "second", "third", "fourth", "fifth", "3rd", "4th", "5th", "2nd", "6th", "sixth"),
                    maybe(either(word("one"), part(Part.REPS), count(1))),
                    some(part(Part.FILLER, Part.AT, Part.IN)),
                    _HOW,
                ),
                row(
                    word("for"),
                    some(part(Part.FILLER)),
                    word("first", "last", "final"),
                    _FEW,
                    some(part(Part.REPS, Part.SETS)),
                    closes(),
                ),
            ),
        ),
        _of_one_turn,
        reads={
            "2 x 400m, last one flat out, 2 min": "400 r120s 400",
            "2 x 400m with 2 min. Last 2 fastest": "400 r120s 400",
            "3 x 450m @ 10k pace, last 2 @ 5k pace, 2 min jog": "450 r120s 450 r120s 450",
            "3 x 450m, every third one hard, 2 min jog": "450 r120s 450 r120s 450",
            "2 x 450m, every other one fast, 2 min": "450 r120s 450",
            "3 x 400m with 2 min. Spikes for the last 2": "400 r120s 400 r120s 400",
        },
        not_in=(
            "2 x 400m, 60s, last 1 x 300m",
            "2 x 450m, every rep hard, 2 min",
            "3 x 400m with 2 min for the last 300m",
        ),
    ),
    Phrase(
        "a date in brackets",
        (
            sign("("),
            quantity(lambda value: value.is_count and value.low <= 31_000),
            sign("/"),
            quantity(lambda value: value.is_count and value.low <= 31_000),
            sign(")"),
            ends(),
        ),
        _date,
        reads={"2 x 300m, 60s, 2 mi cool down (9/12)": "300 r60s 300 c3218"},
        not_in=("2 x 300m (9/12)",),
    ),
    Phrase(
        "a time that somebody has run",
        (
            either(word("your", "my", "his", "her", "their", "our"), word("last", "best", "previous")),
            some(word("last", "best", "previous", "fastest", "current")),
            either(length(), word("mile")),
            word("time", "times"),
        ),
        as_remark,
        reads={"run 1 mile to beat your last 1 mile time, 3 min rest, 300m": "1609 r180s 300"},
        not_in=("2 x 1 mile at your mile pace, 3 min",),
    ),
    Phrase(
        "what is run in pieces",
        (word("split", "broken"), quantity(lambda value: value.measure is not Measure.TIME), before(sign("-", ":"))),
        as_remark,
        reads={"'split 400' - 300m, rest 60 sec, 100m": "300 r60s 100"},
        not_in=("2 x 400m, split evenly - 60s",),
    ),
    Phrase(
        "where the recoveries stand",
        (
            part(Part.PAUSE),
            part(Part.IN),
            word("brackets", "bracket", "parentheses", "parenthesis"),
            maybe(sign(":", ".")),
        ),
        nothing,
        reads={"Rest in brackets: 1200m (3 min), 800m (2 min), 400m": "1200 r180s 800 r120s 400"},
    ),
    Phrase(
        "how a recovery is not spent",
        (
            some(either(sign(",", "(", "-", ".", ";"), part(Part.AND)), 1),
            part(Part.NONE),
            part(Part.MODE),
            maybe(sign(")")),
            stops(),
        ),
        _not_so,
        reads={
            "300m, 150m recovery jog (no walking), twice": "300 r150 300",
            "2 x 300m, 90s jog, no standing": "300 r90s 300",
        },
        not_in=("2 x 300m, no jog",),
    ),
    Phrase(
        "how often in a week",
        (
            either(
                word("once", "twice"), row(count(14), either(part(Part.TIMES), said("runs", "sessions", "workouts")))
            ),
            some(either(part(Part.FILLER, Part.PER, Part.EACH, Part.IN), said("during", "over", "that"))),
            word(*_SPANS),
            maybe(count()),
        ),
        as_remark,
        reads={
            "2 x 350m, 60s, twice a week": "350 r60s 350",
            "2 x 3 min, 60s rest. Do this 3 times per week": "180s r60s 180s",
            "For your 3 runs in week 4, 2 x 2 min, 60s rest": "120s r60s 120s",
            "2 x 2 min, 60s rest. You do it 3 times during the week": "120s r60s 120s",
        },
        not_in=("350m, 60s. Do this twice", "week 3: 2 x 350m, 60s"),
    ),
    Phrase(
        "so many things on the way",
        (
            said(*_BEFORE_THINGS),
            some(either(part(Part.FILLER), word("first", "last", "next"))),
            count(),
            maybe(sign("-")),
            _thing,
        ),
        as_remark,
        reads={
            "2 x 300m over the first seven hurdles, 3 min": "300 r180s 300",
            "2 x 60m from a three-point start, 2 min": "60 r120s 60",
        },
        not_in=("2 x 60m from a standing start, 2 min", "run for 3 minutes"),
    ),
    Phrase(
        "how much faster than the one before",
        (
            quantity(lambda value: value.measure is Measure.TIME and value.high <= _MOST_FASTER_MS),
            either(row(part(Part.PROGRESS), maybe(count(1))), row(part(Part.FASTER, Part.SLOWER), closes())),
        ),
        as_remark,
        reads={"2 x 350m, 90s, each rep one second faster than the previous one": "350 r90s 350"},
        not_in=("2 x 350m 5 seconds faster than mile pace, 2 min",),
    ),
    Phrase(
        "which way a ladder goes",
        (said("going", "working", "coming", "stepping"), part(Part.BACK), closes()),
        as_remark_on_rep,
        reads={"800m, 600m, 400m going down, 60s rest": "800 r60s 600 r60s 400"},
        not_in=("800m, 600m, 400m, jog back down",),
    ),
    Phrase(
        "one that counts nothing that is run",
        (
            said("one"),
            either(
                row(part(Part.REPS, Part.KIND), part(Part.AT), said("time")),
                row(
                    either(part(Part.WORD), row(part(Part.OF), said("my", "our", "the", "those", "these"))), _no_length
                ),
            ),
        ),
        as_remark_on_rep,
        reads={
            "2 x 300m, 60s. Take it one rep at a time.": "300 r60s 300",
            "2 x 300m, 60s. One of my best days": "300 r60s 300",
        },
        not_in=("2 x 300m, 60s, then one all-out 300m",),
    ),
    Phrase(
        "a pronoun",
        (
            said("one", "two", "three", "four"),
            before(
                either(ends(), sign(*".,;):!"), part(Part.THEN, Part.OF, Part.FILLER, Part.WORD, Part.IN, Part.WITH))
            ),
        ),
        _pronoun,
        reads={
            "2 x 300m, 60s. A bit of a push on the last one.": "300 r60s 300",
            "Keep it a simple one: 2 x 300m, 60s": "300 r60s 300",
            "This was the hardest one so far. 2 x 300m, 60s": "300 r60s 300",
            "2 x 300m, 60s. The first two felt easy": "300 r60s 300",
            "One for the marathoners: 2 x 300m, 60s": "300 r60s 300",
        },
        not_in=("2 x 300m, 60s, then one last 300m",),
    ),
)
