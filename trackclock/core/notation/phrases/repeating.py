"""That what stands before is done again, and how often: `repeat this cycle 5 times`, `(4 repeats)`, `do it twice`.

It exists because there are as many names for a pass as there are coaches, and the grammar knows one.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    Test,
    as_part,
    as_remark,
    before,
    closes,
    count,
    counted,
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
    so_often,
    some,
    stops,
    word,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import LAP_UNITS, REPEAT_WORDS, UM_UNITS, Part

_PASS = (
    *("cycle", "cycles", "sequence", "pattern", "process", "combo", "combination", "whole", "routine", "loop", "thing"),
    *("pair", "series", "circuit", "set", "from", "start", "beginning", "top", "segment", "minute", "mins", "entire"),
    *("both", "all", "everything", "through", "again", "them", "part", "phase", "phases", "above", "list", "lot"),
    *("hard", "easy", "fast", "slow", "hill", "flat", "run", "walk", "jog", "recover", "recovery", "interval", "on"),
    *("off", "rest", "sprint", "steps", "section", "hills", "anywhere", "somewhere", "as", "many", "effort", "efforts"),
    *("drill", "intervals", "until", "till", "you've", "you’ve", "completed", "done", "cycling", "going", "same"),
)
"""What a pass is called behind "repeat", beside the words that the grammar knows."""

MORE = said("more", "another", "additional", "further", "extra")
_ONCE = word("once", "twice", "thrice")
_NOUN = either(
    part(Part.TIMES, Part.REPS, Part.SETS), said("cycles", "cycle", "rotations", "passes", "time", "circuits", "goes")
)
_STOPS = before(
    either(
        ends(),
        sign(".", ",", ";", "-", "(", ")"),
        part(Part.WITH, Part.THEN, Part.WORD, Part.AFTER, Part.AND),
        either(said("so"), row(said("for"), part(Part.FILLER))),
    )
)
_ASIDE = some(either(part(Part.FILLER, Part.TOTAL, Part.OF), sign(":", "-", "=", ","), word("aim", "most")), 0, 4)
_TELLS = some(either(part(Part.TOTAL), said("more", "again", "through", "over", "or", "are", "done")), 0, 3)


_AGAIN = maybe(row(sign("("), count(), sign(")")))
"""The same number in figures: `six (6) times`."""


def _number(noun: Test) -> Test:
    """How often: `3 more times`, `for a total of 3`, `another 2 sets`, `x 3`, `3 in all`, `6 sprint rounds`."""
    number = row(maybe(part(Part.TIMES)), maybe(MORE), count(), _AGAIN, maybe(MORE), _TELLS)
    return row(_ASIDE, number, maybe(row(part(Part.KIND), before(_NOUN))), noun, _TELLS)


HOW_OFTEN = either(_number(some(_NOUN)), row(_ASIDE, _ONCE, maybe(MORE), _TELLS))
_SO_MANY = either(_number(some(_NOUN, 1)), row(_ASIDE, _ONCE, maybe(MORE), _TELLS))
_OF_THESE = row(
    _ASIDE,
    count(),
    either(
        row(part(Part.OF), said("these", "those", "them", "this", "that", "it")),
        row(_TELLS, before(either(ends(), sign(".", ";"), row(some(sign(",")), part(Part.THEN, Part.WITH))))),
    ),
)


def called(least: int) -> Test:
    """What is repeated, by a name that says nothing but that it stands before."""
    return some(
        either(
            part(Part.FILLER, Part.SETS, Part.ADJECTIVE, Part.AND, Part.EFFORT, Part.REPS, Part.BETWEEN),
            said(*_PASS),
            sign("/"),
            row(length(), said("segment", "block", "set", "section")),
            row(part(Part.OF), count(), part(Part.TIMES), length(), maybe(part(Part.KIND))),
            row(said("of"), before(said("that", "this", "it", "those", "these", "the"))),
        ),
        least,
        _LONGEST_NAME,
    )


_LONGEST_NAME = 8


def repeat(lead: Atom, number: Atom | None = None, *, is_parted: bool = False) -> list[Atom]:
    """`repeat 3 times`, or `repeat`, behind a comma or not."""
    joint = [as_part(Part.SIGN, ",", lead)] if is_parted else []
    often = so_often(number) if number is not None else []
    return [*joint, as_part(Part.REPEAT, "repeat", lead), *often]


def said_often(line: Line, found: Match) -> Sequence[Atom] | None:
    """`repeat this cycle 5 times` as `repeat 5 times`, `do that twice more` as `repeat another 2 times`."""
    if line.value(found.behind) == "(" and _IN_BRACKETS(line, found.behind) is None:
        return None  # run 2 x (500m, 300m)
    if line.value(found.behind) in (*UM_UNITS, *LAP_UNITS, "during") or is_told(line, found.starts[0]):
        return None  # do 4 x mile, do it 4 times during a week
    lead, places = line.atoms[found.starts[0]], range(found.starts[-2], found.starts[-1])
    if is_told_again(line, found.starts[0], found.behind - 1):
        return as_remark(line, found)
    refuse_other_number(line, found.starts[0], found.behind - 1)
    at = next(at for at in places if line.quantity(at) is not None or line.value(at) in REPEAT_WORDS)
    number, last = line.atoms[at], line.atoms[found.starts[-1] - 1]
    if (times := REPEAT_WORDS.get(number.value)) is not None:
        number = counted(times * 1_000, number, number)
    is_more = any(line.text(at).lower() in _SAYS_MORE for at in places)
    if number.quantity == _ONE and not is_more and line.part(found.starts[0]) not in (Part.REPEAT, Part.REPS):
        return None
    more = [as_part(Part.WORD, "another", lead)] if is_more else []
    is_told_by = line.part(found.starts[0] - 1) in (Part.FILLER, Part.WORD)  # we did three of these
    return [*repeat(lead, is_parted=is_told_by), *more, *so_often(number, last)]


def is_counted(line: Line, behind: int) -> bool:
    """Whether a number of passes stands before an atom."""
    return bool(_counted(line, behind))


def _counted(line: Line, behind: int) -> list[int]:
    """Where the numbers of passes stand before an atom."""
    near = line.before(behind)
    return [at for at in near if _is_count(line, at) and Part.TIMES in (line.part(at - 1), line.part(at + 1))]


def is_told_again(line: Line, first: int, last: int) -> bool:
    """Whether a number of reps is that of the one piece counted last, as in `12 x 300m, 60s. Do 12 reps`."""
    told = [value for at in range(first, last + 1) if (value := line.quantity(at)) is not None]
    counted = _counted(line, first)
    if not told or not counted or told[0] != line.quantity(counted[-1]):
        return False
    runs = [at for at in range(counted[-1] + 1, first) if line.quantity(at) and not _is_rested(line, at)]
    is_one = len(runs) < len(("rep", "other")) or line.value(counted[-1] + 2) == "("
    return is_one and not any(line.part(at) in _ANEW for at in range(first, last + 1))


_ANEW = frozenset((Part.SETS, Part.TIMES, Part.REPEAT))
"""Words by which a number counts passes of what was counted already."""


def _is_rested(line: Line, index: int) -> bool:
    """Whether a length is that of a recovery by the word before or behind it."""
    return any(line.part(at) in (*_REST_WORDS, Part.WITH, Part.OFF) for at in (index - 1, index + 1))


def _is_count(line: Line, index: int) -> bool:
    value = line.quantity(index)
    return value is not None and value.is_count


def refuse_other_number(line: Line, first: int, last: int) -> None:
    """Ask about `5 x 800m. I did 3 of them`, where the reps were counted already; a number of sets counts them anew.

    Raises:
        NotationError: with what was told first, and with all of it so often.
    """
    told = {line.part(at) for at in range(first, last + 1)}
    if told & _ANEW or not is_counted(line, first):
        return
    number = next((at for at in range(first, last + 1) if line.quantity(at) is not None), None)
    if number is None:
        return  # twice
    choices = (f"[note: {line.text(last)}]", f"repeat {line.text(number)} times")
    what = "'{}' and the number before it both say how often the same is run"
    raise doubt(line, first, last, what, "write one of them, such as 5 x 800m", choices)


def is_told(line: Line, index: int) -> bool:
    """Whether the words before an atom only bring in what "repeat 3 times" before them comes to."""
    at = index - 1
    while at > index - _LONGEST_NAME and (line.part(at) in _BRINGING or line.value(at) in (",", "-", ";", "(")):
        at -= 1
    is_often = line.part(at) in (Part.TIMES, Part.SETS, Part.REPS) and line.part(at - 1) is Part.QUANTITY
    return is_often and Part.REPEAT in (line.part(at - 2), line.part(at - 3))


_BRINGING = (Part.WORD, Part.FILLER, Part.TOTAL, Part.AND)
_ONE = Quantity(Measure.BARE, 1_000, 1_000)
_SAYS_MORE = ("more", "another", "additional", "further", "extra")


def _only_rests(line: Line, _found: Match) -> Sequence[Atom] | None:
    """`2 sets, 3 min between` as `repeat 2 times, 3 min between`, where nothing is run on the line."""
    lengths = [at for at in range(1, len(line.atoms)) if line.part(at) is Part.QUANTITY]
    if not lengths or any(line.part(at + 1) not in _REST_WORDS for at in lengths):
        return None
    number, sets, joint = (line.atoms[at] for at in range(3))
    return [*repeat(number), *so_often(number, sets), joint]


_REST_WORDS = (Part.PAUSE, Part.MODE, Part.BETWEEN, Part.ADJECTIVE, Part.EASY)


def _as_sets(line: Line, found: Match) -> Sequence[Atom]:
    """`2 times through` and `do twice:` as `2 sets`, and as `2 sets:` before what is run."""
    first, last = line.atoms[found.starts[0]], line.atoms[found.starts[1] - 1]
    often = next((REPEAT_WORDS[atom.value] for atom in (first, last) if atom.value in REPEAT_WORDS), 0)
    number = counted(often * 1_000, last, last) if often else first
    colon = [as_part(Part.SIGN, ":", last)] if line.part(found.behind) is Part.QUANTITY else []
    return [number, as_part(Part.SETS, "sets", last), *colon]


_IN_BRACKETS = row(
    *(sign("("), some(part(Part.FILLER, Part.TOTAL)), length()),
    *(some(either(part(Part.TOTAL, Part.WORD), sign("-")), 0, 4), sign(")")),
)
"""`(30 min in all)` behind a number of passes."""


_SUM = row(said("so", "making", "giving", "for"), some(part(Part.FILLER, Part.WORD, Part.TOTAL)), count(), ends())
"""`so you get 16` behind a number of passes."""


def _of_these_in_all(line: Line, found: Match) -> Sequence[Atom] | None:
    """`a total of 10 200s` as `repeat 10 times`, where a 200 was told before."""
    first, number, reps = line.atoms[found.starts[0]], line.atoms[found.starts[1]], line.quantity(found.starts[2])
    earlier = [value.low for at in line.before(found.starts[0]) if (value := line.quantity(at)) is not None]
    is_known = reps is not None and reps.low in earlier and not is_counted(line, found.starts[0])
    return repeat(first, number, is_parted=True) if is_known else None


def _is_rested_for(line: Line, found: Match) -> bool:
    """Whether a bare number says how long somebody jogs: `jog back down for 3`."""
    start = found.starts[0]
    is_bare = line.part(found.behind - 1) is Part.QUANTITY and line.said(start) == "for"
    return is_bare and line.part(start - 1) in (Part.MODE, Part.BACK, Part.PAUSE, Part.EASY)


_REPEAT = either(part(Part.REPEAT), said("repeats"))
_DO = (
    *("do", "run", "complete", "doing", "perform", "performing", "completing", "go", "going", "make", "get", "take"),
    *("start with", "starting with", "continue", "redo", "running", "total of", "a total of", "for", "aim for", "did"),
    *("this", "number of", "total", "managed", "got", "keep", "does"),
)
PHRASES = (
    Phrase(
        "so many of them in all",
        (
            row(maybe(said("for")), word("total of", "a total of")),
            count(),
            quantity(lambda value: value.is_plural),
            before(ends()),
        ),
        _of_these_in_all,
        reads={"300m sprint, 50m walk back, for a total of 2 300s": "300 r50 300"},
        not_in=("2 x 300m, 60s, then a total of 2 300s", "350m, 60s, for a total of 2"),
    ),
    Phrase(
        "to repeat a length so many times",
        (part(Part.REPEAT), before(length(), count(), part(Part.TIMES))),
        nothing,
        reads={"10 min warm up, repeat 350m 2 times, 60s jog": "w600s 350 r60s 350"},
        not_in=("350m, 60s jog, repeat 2 times",),
    ),
    Phrase(
        "that this was one set",
        (
            either(
                said("that's", "this's", "thats"),
                row(said("that", "this"), said("is", "makes", "equals", "was", "completes", "counts as")),
                sign("="),
                row(sign("("), maybe(sign("="))),
            ),
            maybe(row(said("a"), before(part(Part.SETS)))),
            quantity(lambda value: value.is_count and value.low == value.high == 1_000),
            maybe(word("full", "complete")),
            part(Part.SETS, Part.REPS),
            maybe(sign(")")),
            stops(),
        ),
        lambda line, found: [] if found.starts[0] else [as_part(Part.FILLER, "is", line.atoms[found.starts[0]])],
        reads={"350m, 60s jog, 150m, 2 min jog. That's one set; do 2 sets.": "350 r60s 150 r120s 350 r60s 150"},
        not_in=("one set of 2 x 350m, 60s",),
    ),
    Phrase(
        "repeat so often",
        (_REPEAT, called(0), HOW_OFTEN, _STOPS),
        said_often,
        reads={
            "350m hard, 60s easy. Repeat from the start for 2 rounds": "350 r60s 350",
            "350m, 60s jog\nRepeat the sequence twice": "350 r60s 350",
            "400m\n200m jog\nrepeat two more times": "400 r200 400 r200 400",
            "400m fast, 3 min walk; repeat that sequence once more": "400 r180s 400",
        },
        not_in=("350m, 60s jog\nrepeat 2 times", "repeat 2 x 350m, 60s"),
    ),
    Phrase(
        "do so many of these",
        (word(*_DO), called(0), either(_SO_MANY, _OF_THESE), row(maybe(_SUM), _STOPS)),
        lambda line, found: None if _is_rested_for(line, found) else said_often(line, found),
        reads={
            "300m hard, 100m jog. Do at least 2": "300 r100 300",
            "300m, 60s. Do this 2 more times so you get 3": "300 r60s 300 r60s 300",
            "20s hard, 40s jog x 2\nComplete 2 sets - 2 min break between sets": "20s r40s 20s r120s 20s r40s 20s",
            "300m hard, 100m jog. Go through this 2 times": "300 r100 300",
            "300m hard, 100m jog, then do that once more": "300 r100 300",
        },
        not_in=("do 3 x 300m, 60s",),
    ),
    Phrase(
        "so many times through",
        (
            either(
                row(
                    count(), part(Part.TIMES), some(part(Part.FILLER)), said("through", "over", "following"), called(0)
                ),
                row(_ONCE, said("through"), called(0), before(part(Part.QUANTITY))),
                row(count(), part(Part.SETS), part(Part.TOTAL)),
                row(either(word(*_DO), part(Part.REPEAT)), some(part(Part.FILLER)), _ONCE, before(sign(":"))),
            ),
            closes(sign(":"), part(Part.WITH, Part.QUANTITY)),
        ),
        _as_sets,
        reads={
            "350m\n60s jog\n2 times through": "350 r60s 350",
            "2 times through:\n350m\n60s jog": "350 r60s 350",
            "then 2 x the following:\n350m\n60s jog": "350 r60s 350",
            "2 times through 350m, 60s jog": "350 r60s 350",
            "Twice through the 350, 250 with 60s": "350 r60s 250 r60s 350 r60s 250",
            "Do twice: 350m, 60s jog, 150m, 3 min jog": "350 r60s 150 r180s 350 r60s 150",
        },
        not_in=("2 sets of 350m, 60s", "350m, 60s jog, do twice"),
    ),
    Phrase(
        "sets with what lies between them",
        (count(), part(Part.SETS), either(part(Part.WITH), sign(",", "(", "-"))),
        _only_rests,
        is_first=True,
        reads={
            "2 rounds, 3 min between\n350m\n60s jog\n150m": "350 r60s 150 r180s 350 r60s 150",
            "350m\n60s jog\n150m\n2 sets with 3 min rest": "350 r60s 150 r180s 350 r60s 150",
        },
        not_in=("2 sets, 2 x 350m, 60s",),
    ),
)
