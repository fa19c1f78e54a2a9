"""What is said once more: a sum, a length in other units, the rep that was told before.

It exists because a length with such words beside it is none that is run; whether a length agrees with the one before it
is looked at, so that a rep is not taken for words.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.limits import LIKELY_FASTEST_MS_PER_M, LIKELY_SLOWEST_MS_PER_M
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    as_remark,
    before,
    closes,
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
    word,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import FEWEST_BARE_METRES, Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part, word_set

_NEARLY_PERMILLE = 60
"""A length in other units may differ by so much."""

_NEAR = 8
"""So many atoms before it the length is looked for that another one says again, and ..."""

_FAR = 30
"""... that a sum is of, or a word such as "the" points at."""


_SMALL = some(part(Part.FILLER))
_WORK = word_set("work working quality speedwork effort hard fast each running sprinting volume speed")
_IS_WORKED = some(either(part(Part.EFFORT, Part.KIND, Part.ADJECTIVE, Part.EASY), said(*_WORK)))
_IS_WORK = row(maybe(part(Part.OF)), _IS_WORKED, maybe(part(Part.TOTAL)), _IS_WORKED, maybe(part(Part.TOTAL)))
"""`of hard running`, `in total`."""

_POINTING_BACK = ("that's", "that’s", "this", "that", "which", "so", "making", "totalling", "giving")
"""Words that begin a line and point at the lines above it."""

_COMING = word_set(
    "making makes totalling totaling totals covering cover covered giving adding adds add comes coming amounting"
    " amounts that's that’s it's which's reach reaching achieve"
)
_NEARLY = ("just", "over", "only", "nearly", "almost", "just under")
_DONE = ("complete", "completed", "covered", "done", "total", "so far")

_LONGEST_SUM = 9
"""So many words stand between "total" and its length, or behind it."""

_ENDS = (".", ";")


_LABELS = frozenset((Part.PAUSE, Part.MODE, Part.AIM, Part.PACE, Part.TOTAL))
"""Words whose own length stands behind them: `recovery = 90s`."""


def _has_length(line: Line, index: int, most: int) -> bool:
    """Whether a length stands among so many atoms before an index."""
    return any(line.quantity(at) is not None for at in range(max(index - most, 0), index))


def _sum(line: Line, found: Match) -> Sequence[Atom] | None:
    """A sum as words, where there is something that it is of: before it, or on the lines above."""
    first = found.starts[0]
    is_below = (
        first == 0 and line.text(first).lower() in _POINTING_BACK and line.part(found.behind - 1) is not Part.QUANTITY
    )
    return as_remark(line, found) if is_below or _has_length(line, first, _FAR) else None


def _sum_at_the_end(line: Line, found: Match) -> Sequence[Atom] | None:
    """A sum as a sentence of its own, unless it is the length of the recovery before it: `recovery = 400m`."""
    first, total = found.starts[0], line.quantity(found.starts[2])
    own = first - 1
    while line.part(own) in _LABELS or line.part(own) in (Part.EASY, Part.ADJECTIVE):
        own -= 1
    is_label = own < first - 1 and line.quantity(own) is None
    is_sum = line.part(first) is Part.TOTAL or (total is not None and total.measure is Measure.DISTANCE)
    if is_label or not is_sum or not _has_length(line, first, _FAR):
        return None
    return [as_part(Part.SIGN, ".", line.atoms[first]), *as_remark(line, found)]


def _said_sum(line: Line, found: Match) -> Sequence[Atom] | None:
    """`Total kms run (incl. warm-up): approx 6.5km`, `4 laps, total of a mile` as words; not that of a recovery."""
    first = found.starts[0]
    is_sentence = first == 0 or (line.part(first - 1) is Part.SIGN and line.value(first - 1) in (".", ";", "(", ","))
    is_total = line.part(first) is Part.TOTAL or _has_length(line, first, _FAR)
    if not is_sentence or not is_total or line.part(first + 1) in (Part.PAUSE, Part.MODE):
        return None
    return as_remark(line, found)


def agrees(one: Quantity, other: Quantity) -> bool:
    """Whether two lengths are nearly the same, or a runner may take the one for the other."""
    measures = {one.measure, other.measure}
    if Measure.BARE in measures or one.is_range or other.is_range:
        return False
    if len(measures) == 1:
        return abs(one.low - other.low) * 1_000 <= one.low * _NEARLY_PERMILLE
    time, run = (one, other) if one.measure is Measure.TIME else (other, one)
    return LIKELY_FASTEST_MS_PER_M * run.low <= time.low * 1_000 <= LIKELY_SLOWEST_MS_PER_M * run.low


def _sum_of_passes(line: Line, found: Match) -> Sequence[Atom] | None:
    """`repeat 8 times (16 min)` without what 8 passes come to: as long as all that was told before, so often."""
    near = range(max(found.behind - _FAR, 0), found.behind)
    told = [(at, value) for at in near if (value := line.quantity(at)) is not None]
    total = told.pop()[1]
    often = [
        value.high for at, value in told if value.is_count and Part.TIMES in (line.part(at - 1), line.part(at + 1))
    ]
    once = sum(value.low for _, value in told if value.measure is total.measure)
    is_sum = len(often) == 1 < often[0] // 1_000 and abs(once * often[0] // 1_000 - total.low) * 20 <= total.low
    return as_remark(line, found) if is_sum else None


def _restated(line: Line, found: Match) -> Sequence[Atom] | None:
    """Words, where a length is as long as the one before it; behind `=` and "or" in the same measure, too."""
    again, first = line.quantity(found.starts[2]), found.starts[0]
    near = (line.quantity(at) for at in range(first - 1, max(first - _NEAR, -1), -1))
    known = next((value for value in near if value is not None), None)
    if again is None or known is None or line.part(first - 1) in _LABELS or not agrees(known, again):
        return None
    is_strict = line.value(first) in ("=", ",") or line.part(first) is Part.OR
    return as_remark(line, found) if known.measure is again.measure or not is_strict else None


def _pointed_at(line: Line, found: Match) -> Sequence[Atom] | None:
    """`the 900m`, `each 900m` as words, where a rep of that length stands before it."""
    again = line.quantity(found.starts[2])
    before_it = line.part(found.starts[0] - 1)
    lead = [line.part(at) for at in range(max(found.starts[0] - _NEAR, 0), found.starts[0])]
    is_other = before_it is Part.AND and not {Part.AFTER, Part.BETWEEN}.isdisjoint(lead)  # between the 900 and the 700
    if again is None or is_other or before_it in (Part.AFTER, Part.BETWEEN, Part.AT, Part.WITH):
        return None
    earlier = range(max(found.starts[0] - 3 * _FAR, 0), found.starts[0])
    is_known = any((value := line.quantity(at)) is not None and _is_same(value, again) for at in earlier)
    return as_remark(line, found) if is_known else None


def _is_same(one: Quantity, other: Quantity) -> bool:
    """Whether two lengths are the same; a bare number may be of metres, which are written alike."""
    measures = {one.measure, other.measure}
    is_alike = len(measures) == 1 or measures == {Measure.BARE, Measure.DISTANCE}
    return one.low == other.low and is_alike and (Measure.BARE not in measures or one.low >= FEWEST_BARE_METRES)


_MEANING = word_set("basically essentially effectively equals equalling aka meaning ie eq that's that’s")
_BEING = word_set("is was equals makes means")
_SAME = word_set("equal equivalent same")
_MEANS = either(
    said(*_MEANING, "i . e ."),
    either(sign("="), part(Part.OR)),
    row(sign(","), either(part(Part.OR), before(said("about", "roughly")))),
    row(said("which", "that", "this"), said(*_BEING)),
    row(said(*_SAME), said("to", "as")),
)
"""What brings in the same length in other words."""


def _without_number(line: Line, index: int) -> int:
    """The index behind words, in brackets of their own or not, up to a number or the end of the sentence."""
    depth, at = 0, index
    while at < min(len(line.atoms), index + _LONGEST_SUM) and line.quantity(at) is None and line.value(at) not in _ENDS:
        depth += (line.value(at) == "(") - (line.value(at) == ")")
        if depth < 0:
            break
        at += 1
    return at


_RESTED = row(some(part(Part.OF, Part.FILLER, Part.EASY)), part(Part.MODE, Part.PAUSE, Part.EASY))
"""What of a sum is not run hard: `2400m fast, 1000m jog`."""

_UNIT = said("km", "kms", "k", "kilometres", "kilometers", "miles", "mileage", "minutes", "mins", "metres", "meters")


def _heading_again(line: Line, found: Match) -> Sequence[Atom] | None:
    """Words, where all lengths in the brackets of a heading are told once more behind its colon."""
    told = [value for at in range(found.starts[0], found.behind) if (value := line.quantity(at)) is not None]
    later = [value for at in line.behind(found.behind) if (value := line.quantity(at)) is not None]
    is_again = len(told) > 1 and len(later) >= len(told) and all(map(_is_same, told, later))
    return as_remark(line, found) if is_again else None


_IN_HEADING = either(part(*(set(Part) - {Part.TIMES, Part.RAW, Part.SIGN})), sign(",", "-", "/", "+"))

PHRASES = (
    Phrase(
        "a sum in a sentence of its own",
        (
            either(part(Part.TOTAL), word("total of", "a total of")),
            either(
                row(_UNIT, _without_number, quantity(lambda value: not value.is_plural)),
                row(_without_number, length()),
            ),
            _without_number,
            some(row(length(), _RESTED), 0, 2),
            closes(),
        ),
        _said_sum,
        needs=frozenset(("total", "overall", "altogether", "distance", "volume", "duration", "mileage")),
        reads={
            "2 x 900m, 3 min. Total: Exactly 15 minutes.": "900 r180s 900",
            "2 x 900m, 3 min\nTotal kms run (inc warmup/cooldown) - approx 6.5km": "900 r180s 900",
            "2 x 900m, 3 min\nTotal miles - 4": "900 r180s 900",
            "2 x 900m, 3 min\nTotal for the day: 4 miles": "900 r180s 900",
            "2 x 900m with 3 min. Total of 1800m at threshold effort.": "900 r180s 900",
            "2 x 900m with 400m jog. Total 1800m fast, 400m jog": "900 r400 900",
            "Warm up jogging 4 laps, total of a mile. Then 2 x 900m with 3 min": "w1600 900 r180s 900",
        },
        not_in=("2 x 900m, 3 min, total of 2 x 300m", "2 x 900m, total rest 3 min", "A total of 5 miles easy"),
    ),
    Phrase(
        "what it comes to",
        (
            either(
                said(*_COMING),
                row(
                    said("for"),
                    maybe(said("a")),
                    either(word("total of", "a total of"), row(part(Part.TOTAL), part(Part.OF))),
                ),
                row(said("this", "that", "which", "it"), said("means", "is", "was", "makes", "gives", "comes")),
                row(said("so"), said("you", "that's", "we", "it's")),
            ),
            some(either(part(Part.FILLER), said("should", "cover", "covered", "means", *_NEARLY))),
            length(),
            _IS_WORK,
            closes(part(Part.WITH), said("during", "over", "in", "by", "when", "but", "and")),
        ),
        _sum,
        reads={
            "2 x 900m, 3 min, totalling 1.8 km": "900 r180s 900",
            "2 x 900m, 3 min, for a total of 2 km": "900 r180s 900",
            "2 x 900m, 3 min. That's 1.8 km of hard running.": "900 r180s 900",
        },
        not_in=("That is 2 x 900m, 3 min",),
    ),
    Phrase(
        "a sum at the end of the line",
        (
            either(sign("="), part(Part.TOTAL)),
            some(either(part(Part.FILLER, Part.OF, Part.TOTAL), sign(":", "~", "="))),
            length(),
            _IS_WORK,
            before(ends()),
        ),
        _sum_at_the_end,
        reads={"2 x 900m off 45s Total 1.8 km": "900 r45s 900", "2 x 900m with 3 min recovery = 1.8k": "900 r180s 900"},
        not_in=("2 x 900m, recovery = 400m",),
    ),
    Phrase(
        "what is run by then",
        (
            sign(".", "-", "(", ";", ",", "="),
            length(),
            either(
                row(maybe(part(Part.OF)), said(*_DONE)),
                row(part(Part.OF), _SMALL, _IS_WORKED, either(part(Part.TOTAL), before(sign(")")))),
                row(part(Part.OF), said("work", "quality", "volume", "speedwork")),
            ),
            closes(part(Part.WITH)),
        ),
        lambda line, found: [line.atoms[found.starts[0]], *as_remark(line, Match(found.starts[1:], found.behind))],
        reads={
            "2 x 900m, 3 min. 1.8 km complete": "900 r180s 900",
            "2 x 900m, 3 min, 1.8k of hard running in total": "900 r180s 900",
            "2 x 900m, 3 min. 1.8k of work": "900 r180s 900",
            "1 km warm up - 1 km done\n300m": "w1000 300",
            "Run a 400 (one lap of the track), 90s, then 300": "400 r90s 300",
        },
        not_in=("2 x 900m, 3 min. 1.8 km jog",),
    ),
    Phrase(
        "what so many passes come to",
        (
            either(
                row(sign("("), _SMALL, length(), some(either(part(Part.WORD), sign("-")), 0, 4), sign(")")),
                row(said("for", "in"), _SMALL, length(), closes(part(Part.WITH))),
            ),
        ),
        _sum_of_passes,
        needs=frozenset(("x", "times", "repeat", "repeated", "repeating", "rounds", "sets")),
        reads={
            "2 min hard, 1 min jog. Repeat 2 times (6 min non stop)": "120s r60s 120s",
            "2 min hard, 1 min jog. Do this 3 times for 9 min": "120s r60s 120s r60s 120s",
        },
        not_in=("300m, 60s jog, 150m. Repeat 2 times (3 min jog)",),
    ),
    Phrase(
        "the same length in other words",
        (
            _MEANS,
            some(either(part(Part.FILLER), said("basically", "about"))),
            length(),
            some(either(part(Part.FILLER, Part.EACH), part(Part.OF, Part.ON), said("standard", "outdoor", "indoor"))),
            closes(part(Part.WITH), sign("-")),
        ),
        _restated,
        needs=_MEANING | _BEING | _SAME | {"=", "or", "about", "roughly", "i"},
        reads={
            "2 x 800m, or two laps, with 60s": "800 r60s 800",
            "2 x 800m, which equals two laps, 60s": "800 r60s 800",
            "2 x 1 mile, the same as four laps, 60s": "1609 r60s 1609",
            "2 x 400m, equal to one lap, 60s": "400 r60s 400",
        },
        not_in=("3 sets, i.e. 3 x 400m", "2 x 800m or 2 x 400m"),
    ),
    Phrase(
        "the rep that was told before",
        (
            said("the", "that", "this", "these", "those", "each", "every"),
            some(part(Part.FILLER, Part.EFFORT, Part.ADJECTIVE)),
            quantity(lambda value: value.measure is not Measure.TIME or not value.is_plural),
            closes(part(Part.WITH, Part.FILLER, Part.WORD, Part.KIND, Part.REPS)),
        ),
        _pointed_at,
        reads={
            "2 x 900m, 3 min. Run each 900m for time.": "900 r180s 900",
            "2 x 900m, 3 min. The purpose of the 900m is to hurt.": "900 r180s 900",
            "900, 3 min, 700 (a bit slower than you ran the 900)": "900 r180s 700",
            "900m fast. Follow the 900m run with a 300m jog, then 600m": "900 r300 600",
        },
        not_in=("2 x 900m, 3 min, then the 300m",),
    ),
    Phrase(
        "what comes behind what was run",
        (
            sign(".", ";", ","),
            part(Part.AFTER),
            said("the", "those", "these", "that", "all"),
            some(part(Part.FILLER)),
            either(quantity(lambda value: value.measure is not Measure.TIME), part(Part.KIND, Part.REPS, Part.SETS)),
            some(either(sign(","), part(Part.FILLER, Part.WORD, Part.THEN)), 0, 5),
            before(quantity(lambda value: value.is_count), part(Part.TIMES)),
        ),
        lambda line, found: [line.atoms[found.starts[0]], as_part(Part.THEN, "then", line.atoms[found.starts[1]])],
        reads={
            "2 x 300m with 60s. After the 300s I ran 2 x 200m with 30s": "300 r60s 300 ro 200 r30s 200",
            "10 min tempo, 2 min jog. After the tempo, 2 x 200m with 30s": "600s r120s 200 r30s 200",
        },
        not_in=("2 x 300m with 60s. After the 300s 3 min rest, 2 x 200m with 30s",),
    ),
    Phrase(
        "the brackets of a heading, told again behind it",
        (sign("("), some(_IN_HEADING, 3, 20), sign(")"), some(sign("-"), 0, 1), sign(":")),
        _heading_again,
        reads={"The workout (60s hard, 90s easy): 60s close to a sprint, then 90s jog. Repeat twice": "60s r90s 60s"},
        not_in=("The workout (60s hard, 90s easy): 2 x 300m",),
    ),
)
