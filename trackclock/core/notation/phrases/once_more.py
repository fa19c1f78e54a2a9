"""That what stands before is done once more, or how often: `repeat after 4 min`, `same again`, `eight of them`.

It exists because nothing but a word says so, and what lies between stands on either side of that word.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.counts import is_bare_metres
from trackclock.core.notation.phrases.matching import (
    Line,
    Match,
    Phrase,
    as_part,
    as_remark,
    before,
    closes,
    count,
    doubt,
    either,
    ends,
    length,
    maybe,
    part,
    quantity,
    row,
    said,
    sign,
    so_often,
    some,
    word,
)
from trackclock.core.notation.phrases.repeating import (
    HOW_OFTEN,
    MORE,
    called,
    is_counted,
    is_told,
    is_told_again,
    refuse_other_number,
    repeat,
    said_often,
)
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import FEWEST_BARE_METRES, Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part, word_set

_JOINTS = (Part.AND, Part.THEN)


def _once_more(line: Line, found: Match) -> Sequence[Atom] | None:
    """`repeat the set again`, `same again` and `2nd set: same` as `repeat`."""
    start = found.starts[0]
    lead = line.atoms[start]
    words = [line.text(at).lower() for at in range(start, found.behind)]
    if "again" not in words and not _OPEN.isdisjoint(words):
        return None  # `repeat the cycle` goes on until somebody says when
    is_joined = lead.part in _JOINTS
    says_all = any(line.part(at) is Part.SETS for at in range(start, found.behind)) or not _ALL.isdisjoint(words)
    is_behind_sign = line.part(start - 1) is Part.SIGN and says_all
    is_apart = start == 0 or is_behind_sign or (is_joined and says_all) or lead.part is Part.REPEAT
    return repeat(lead, is_parted=is_joined and start > 0) if is_apart else None


def _after(line: Line, found: Match) -> Sequence[Atom]:
    """`repeat after 4 min rest` as `4 min rest, repeat`."""
    lead = line.atoms[found.starts[0]]
    return [
        as_part(Part.SIGN, ",", lead),
        *line.atoms[found.starts[3] : found.starts[4]],
        *repeat(lead, is_parted=True),
    ]


_DO = ("do", "does", "go", "run", "complete", "did", "ran", "went", "doing", "going", "running", "start")
_IT = ("it", "this", "that", "all", "the", "whole", "entire", "thing", "set", "workout", "session")
_DONE_OVER = row(
    maybe(said("we", "i", "you")), said(*_DO), some(said(*_IT)), said("again", "over"), maybe(said("again"))
)
_OPEN = word_set("cycle cycles sequence pattern process combo combination routine loop interval")
_ALL = word_set("again over thing set")
_NAMED = called(1)


def _called_again(line: Line, index: int) -> int | None:
    """The index behind a name of what is done, with "again" before or behind it."""
    behind = _NAMED(line, index)
    return behind if behind is not None and any(line.value(at) == "again" for at in range(index, behind)) else None


_AS_FIRST = row(
    said("as"), some(either(part(Part.FILLER, Part.SETS, Part.AFTER), said("above", "before", "first"))), maybe(count())
)


def _again(line: Line, found: Match) -> Sequence[Atom] | None:
    """`hit it again a further 2 times` as `, repeat another 2 times`, where more are said to be run."""
    atoms = said_often(line, Match(found.starts[2:], found.behind))
    is_more = atoms is not None and any(atom.value == "another" for atom in atoms)
    return [as_part(Part.SIGN, ",", line.atoms[found.starts[0]]), *atoms] if atoms is not None and is_more else None


def _same_with(line: Line, found: Match) -> Sequence[Atom] | None:
    """`4 x 400m with 60s, then the same with 200m` as `4 x 400m with 60s, then 4 x 200m with 60s`.

    Raises:
        NotationError: where it is not one length that was repeated.
    """
    start, run = found.starts[0], found.behind - 1
    at = next((at for at in reversed(line.before(start)) if line.part(at) is Part.TIMES and line.quantity(at + 1)), 0)
    is_counted = found.starts[5] > found.starts[4]
    if is_counted:
        number, tail = line.atoms[found.starts[4]], _recovery_of(line, at + 2, start) if at else ()
    elif not at or not _is_alike(line.quantity(at + 1), line.quantity(run)):
        what = "'{}' does not say what is run"
        raise doubt(line, found.starts[1], run, what, "write all of it, such as 4 x 300m with 60 s recovery")
    else:
        number, tail = line.atoms[at - 1], _recovery_of(line, at + 2, start)
    then = as_part(Part.THEN, "then", line.atoms[start])
    return [then, *so_often(number), line.atoms[run], *tail]


def _as_many_more(line: Line, found: Match) -> Sequence[Atom] | None:
    """`4 x 400m with 60s, 4 at 3k pace with 90s` as `..., then 4 x 400m at 3k pace with 90s`: all of them, told anew.

    A smaller number is that of some of the reps, and reps without a recovery before it are these.
    """
    start = found.starts[0]
    at = next((at for at in reversed(line.before(start)) if line.part(at) is Part.TIMES and line.quantity(at + 1)), 0)
    number = line.atoms[found.starts[1]]
    is_all = at > 0 and line.quantity(at - 1) == number.quantity
    has_pause = any(line.quantity(near) is not None for near in range(at + 2, start))
    if not is_all or not has_pause:
        return None
    then = as_part(Part.THEN, "then", line.atoms[start])
    return [then, *so_often(number), line.atoms[at + 1], *line.atoms[found.starts[2] : found.behind]]


def _is_alike(one: Quantity | None, other: Quantity | None) -> bool:
    """Whether two lengths are of one measure; a bare number is one of metres."""
    measures = {value.measure if value is not None else None for value in (one, other)} - {Measure.BARE}
    return None not in measures and len(measures) < 2


def _recovery_of(line: Line, index: int, end: int) -> Sequence[Atom]:
    """The recovery that is told behind a length: up to the next length, sentence or bracket."""
    lengths, behind = 0, index
    while behind < end and not (line.part(behind) is Part.SIGN and line.value(behind) in ".;("):
        lengths += line.part(behind) is Part.QUANTITY
        if lengths > 1:
            break
        behind += 1
    while line.part(behind - 1) in (Part.SIGN, *_JOINTS):
        behind -= 1
    return line.atoms[index:behind]


_LEAD = frozenset((Part.WORD, Part.FILLER, Part.AIM, Part.TOTAL, Part.OF, Part.AND, Part.AS, Part.THEN, Part.EACH))
_LEAD |= {Part.IN}
_LONGEST_LEAD = 10
"""So many words at most stand between a sign and the number."""

_NAMES = ("goes", "turns", "climbs", "passes", "trips", "laps", "shuttles")
_NOUN = either(part(Part.REPS, Part.SETS, Part.TIMES), said(*_NAMES))
_OF_THESE = row(part(Part.OF), either(said("them", "those", "these", "this", "that"), part(Part.EACH)))
_WHAT = either(
    row(part(Part.REPS), part(Part.PER), part(Part.SETS)),
    row(maybe(part(Part.TOTAL)), some(_NOUN, 1, 3)),
    _OF_THESE,
    part(Part.TOTAL),
    part(Part.KIND),
)
_ENOUGH = ("plenty", "enough", "target", "ideal", "perfect", "good", "fine", "done", "max", "maximum", "minimum")
_TELLS = some(
    either(
        part(Part.TOTAL, Part.EACH, Part.FILLER, Part.AND, Part.REPS),
        said(*_ENOUGH, "together", "through", "over", "round", "should", "you're", "you’re", "or", "on", "off"),
        sign("/"),
    ),
    0,
    8,
)


def _before_lead(line: Line, index: int) -> int | None:
    """Where the sign stands before a number and the words that bring it in; None for anything else, -1 for no sign."""
    at = index - 1
    while line.part(at) in _LEAD and index - at <= _LONGEST_LEAD:
        at -= 1
    return at if at < 0 or (line.part(at) is Part.SIGN and line.value(at) != ")") else None


def _is_uncounted(line: Line, behind: int) -> bool:
    """Whether something is run before an atom, and nothing there says how often."""
    return not is_counted(line, behind) and any(_is_length(line.atoms[at]) for at in line.before(behind))


def _is_line_of_its_own(line: Line, found: Match) -> bool:
    """Whether a line says no more than how often the lines above it are run, and what comes behind that."""
    later = [at for at in line.behind(found.behind) if line.quantity(at) is not None]
    is_ended = all(Part.COOL in {line.part(near) for near in range(at, at + 4)} for at in later)
    return is_ended and line.part(found.starts[0] + 1) is not Part.TIMES


def _has_recovery(line: Line, behind: int) -> bool:
    """Whether a recovery is told before an atom, so that passes can be counted and no sum of lengths."""
    return behind < 0 or any(line.part(at) in _RECOVERING for at in line.before(behind))


_RECOVERING = frozenset((Part.MODE, Part.PAUSE, Part.BACK, Part.EASY, Part.OFF))


def _says_the_same(line: Line, index: int) -> bool:
    """Whether a number of reps is one that was told before."""
    return any(line.quantity(at) == line.quantity(index) for at in line.before(index))


def _is_length(atom: Atom) -> bool:
    quantity = atom.quantity
    return quantity is not None and (quantity.measure is not Measure.BARE or quantity.low >= FEWEST_BARE_METRES)


def _is_named(line: Line, index: int) -> bool:
    """Whether a kind of runs was told by that name before."""
    name = line.text(index).lower().rstrip("s")
    return any(line.text(at).lower().rstrip("s") == name for at in line.before(index - 1))


def _so_often(line: Line, found: Match) -> Sequence[Atom] | None:
    """`..., 8 to 10 reps is a good target` as `..., repeat 8-10 times`."""
    start = found.starts[0]
    signed, number = _before_lead(line, start), line.atoms[start]
    if signed is None or is_told(line, start) or (signed < 0 and not _is_line_of_its_own(line, found)):
        return None
    if signed >= 0 and not _is_uncounted(line, signed):
        if line.part(start + 1) is not Part.REPS:
            return None
        if is_told_again(line, start, found.behind - 1):
            return as_remark(line, found)
        if not _says_the_same(line, start):
            refuse_other_number(line, start, found.behind - 1)
        return None
    is_total = line.part(start + 1) is Part.TOTAL and not _has_recovery(line, signed)  # 7 miles, 12 in all
    is_multiplier = line.part(start + 1) is Part.TIMES and start == signed + 1 and found.behind == start + 2
    if is_total or is_multiplier:
        return None
    kinds = [at for at in range(start, found.behind) if line.part(at) is Part.KIND]
    if kinds and not _is_named(line, kinds[0]):
        return None
    return [*repeat(number, is_parted=start > 0), number, as_part(Part.TIMES, "x", line.atoms[start + 1])]


def _in_sets(line: Line, found: Match) -> Sequence[Atom] | None:
    """`..., 3 sets of 8 reps` as `..., repeat 8 times, x 3 sets`."""
    start, of = found.starts[0], found.starts[1]
    signed = _before_lead(line, start)
    number, sets, reps = (line.atoms[at] for at in (start, of, found.starts[2]))
    if signed is None or signed <= 0 or not _is_uncounted(line, signed):
        return None  # 2 sets of 2, 3 and 2 min
    cross = as_part(Part.TIMES, "x", sets)
    return [*repeat(number, reps, is_parted=True), as_part(Part.SIGN, ",", sets), cross, number, sets]


PHRASES = (
    Phrase(
        "repeat after a rest",
        (
            part(Part.REPEAT),
            called(0),
            part(Part.AFTER),
            row(some(part(Part.FILLER)), length(), some(part(Part.PAUSE, Part.MODE, Part.ADJECTIVE, Part.EASY), 1)),
            closes(),
        ),
        _after,
        reads={"350m, 60s, 150m. Repeat the series again after 3 min rest": "350 r60s 150 r180s 350 r60s 150"},
        not_in=("350m, 60s, 150m. Repeat 2 times",),
    ),
    Phrase(
        "the same again",
        (
            either(
                row(some(part(*_JOINTS)), _DONE_OVER),
                row(either(row(some(part(*_JOINTS)), said(*_DO)), some(part(*_JOINTS), 1)), _called_again),
                row(
                    some(part(Part.FILLER, *_JOINTS)),
                    maybe(said("2nd", "second", "next")),
                    some(either(part(Part.SETS, Part.FILLER), sign(":", "-"))),
                    said("same", "the same"),
                    some(said("thing", "set", "again")),
                    maybe(_AS_FIRST),
                ),
                row(part(Part.REPEAT), called(1)),
            ),
            before(either(ends(), sign("."))),
        ),
        _once_more,
        reads={
            "2 x 350m with 60s\n3 min rest\nSame again": "350 r60s 350 r180s 350 r60s 350",
            "Set 1: 2 x 350m, 60s\n3 min rest\nSet 2: same as set 1": "350 r60s 350 r180s 350 r60s 350",
            "350m, 60s rest, 150m, 3 min rest, 2nd set the same": "350 r60s 150 r180s 350 r60s 150",
            "350m, 60s rest, 150m, 3 min rest and again": "350 r60s 150 r180s 350 r60s 150",
        },
        not_in=(
            "2 x 350m, same rest again",
            "2 x 350m, same rest",
            "350m, 90s jog, repeat the cycle",
            "2 x 350m, 60s\n2 x 150m, recovery: same",
        ),
    ),
    Phrase(
        "again so many times more",
        (word("again"), maybe(part(Part.FILLER)), before(either(MORE, HOW_OFTEN)), HOW_OFTEN, closes()),
        _again,
        reads={"Run up the hill for 40 s. Jog back. Then hit it again a further two times.": "40s ro 40s ro 40s"},
        not_in=("300m, 60s, 300m again",),
    ),
    Phrase(
        "the same with another length",
        (
            some(either(part(Part.FILLER, *_JOINTS), said("was", "we", *_DO))),
            either(said("same", "the same"), part(Part.REPEAT)),
            maybe(said("again", "thing", "session", "set")),
            either(part(Part.WITH), said("over", "for", "at", "using", "but", "but with")),
            maybe(row(count(), part(Part.TIMES))),
            quantity(lambda value: value.measure is not Measure.BARE or value.is_plural or is_bare_metres(value)),
            before(either(ends(), sign(".", ",", ";", ")"), part(Part.KIND, Part.REPS, Part.AT, Part.IN, Part.EFFORT))),
        ),
        _same_with,
        reads={
            "2 x 350m with 60s. Then the same with 150m": "350 r60s 350 ro 150 r60s 150",
            "2 x 350m, 60s. This was repeated with 3 x 150m": "350 r60s 350 ro 150 r60s 150 r60s 150",
        },
        not_in=("2 x 350m with 60s, repeat with 3 min rest",),
    ),
    Phrase(
        "so many sets of so many reps, behind what is run",
        (
            count(20),
            either(row(part(Part.SETS), part(Part.OF, Part.TIMES)), part(Part.OF)),
            count(60),
            some(either(_NOUN, part(Part.EACH))),
            closes(part(Part.WITH, Part.THEN)),
        ),
        lambda line, found: _in_sets(line, found) if line.text(found.starts[1]).lower() != "of" else None,
        reads={"15s hard, 15s easy. Done in 2 sets of 2 reps, 3 min between sets": "15s r15s 15s r180s 15s r15s 15s"},
        not_in=("2 sets of 2 x 350m with 60s, 3 min between sets",),
    ),
    Phrase(
        "so many, behind what is run",
        (count(60), _WHAT, _TELLS, closes(part(Part.WITH, Part.THEN))),
        _so_often,
        reads={
            "Run 300m hard, jog 100m. 2 to 3 reps is a good target.": "300 r100 300 r100 300",
            "300m hard, 100m jog. Two of them.": "300 r100 300",
            "Sprint uphill for 15 secs, walk back down. Do 2 sprints.": "15s ro 15s",
        },
        not_in=("2 x 300m, 60s. 2 reps is plenty",),
    ),
    Phrase(
        "as many more at another pace",
        (
            some(either(sign(",", ";", "."), part(*_JOINTS)), 1, 3),
            count(),
            row(
                part(Part.AT, Part.IN),
                some(part(Part.NAMED, Part.NAME, Part.PACED, Part.PACE, Part.EFFORT, Part.QUANTITY), 1, 3),
            ),
            before(either(part(Part.WITH, Part.OFF), sign("(")), length()),
        ),
        _as_many_more,
        reads={"2 x 400m with 60s, 2 at 3k pace with 90s": "400 r60s 400 ro 400 r90s 400"},
        not_in=("4 x 400m with 60s, 2 at 5k pace, 2 at 3k pace", "2 x 400m, 2 at 3k pace with 90s"),
    ),
)
