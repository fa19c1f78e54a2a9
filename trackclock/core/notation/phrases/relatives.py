"""A recovery as long as what was run: `for the time of the previous rep`, `half as long as it took to run the 800m`.

It exists because no two coaches say it in the same words: what counts is a word for how much, one for a length, and
one for the run that it is the length of.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.phrases.matching import Line, Match, Phrase, as_part, before, either, part, search, word
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part, word_set

_MUCH = {
    **dict.fromkeys(("same", "equal", "equivalent", "identical", "matching"), Part.EQUAL),
    "half": Part.HALF_PAUSE,
    **dict.fromkeys(("twice", "double"), Part.DOUBLE),
}
_LENGTHS = word_set("time duration distance length amount amounts long far period way")
_RUNS = word_set(
    "rep reps repetition interval intervals effort efforts run ran running work sprint hill climb previous last "
    "preceding prior took takes take taken covered completed done set lap hard fast that worked piece tempo"
)
_FAR = word_set("distance far way")
_STARTING = _LENGTHS | _MUCH.keys() | {"that"}
_SMALL = word_set(
    "as of to the a an your you it is was each every just have has for that's which in one before what cover"
)
_KNOWN = _LENGTHS | _RUNS | _SMALL | _MUCH.keys()
_FIRST = frozenset((Part.EQUAL, Part.HALF_PAUSE, Part.DOUBLE, Part.AS))
_TRAILING = word_set("as of to the a an for in it is was your you each")
"""What belongs to what follows, where it stands last."""

_FURTHEST = 16
"""So many atoms tell it at most."""

_MOST_TIMES = 10_000_000
"""No recovery is more often as long as the rep, in millionths."""

_BEFORE_SHARE = frozenset((Part.FILLER, Part.ADJECTIVE, Part.OF, Part.EASY, Part.WITH))
_PAUSES = frozenset((Part.PAUSE, Part.MODE, Part.BETWEEN))
_APART = (".", ";", "(")


def _told(line: Line, index: int) -> int | None:
    """The words for how long, in any order, from a word or number for how much or from a length on."""
    times = _times(line, index) if index < len(line.atoms) else (0, index)
    if times is not None and not 0 < times[0] <= _MOST_TIMES:
        return None
    if times is None and line.part(index) not in _FIRST and line.text(index).lower().split()[0] not in _STARTING:
        return None
    start = times[1] if times is not None else index
    behind = _past_known(line, start)
    is_taken = line.value(behind) in ("as", "as a") and line.part(behind + 1) in _PAUSES  # take the distance as a jog
    is_half = line.part(index) is Part.PERCENT and line.part(start) is Part.PAUSE  # 50% recovery
    words = {word for at in range(start, behind) for word in line.text(at).lower().split()}
    is_told = is_half or _tells_length(words, is_counted=times is not None, is_taken=is_taken)
    return behind + is_taken if is_told else None


def _past_known(line: Line, start: int) -> int:
    """The index behind the words for a length and for what was run."""
    behind = start
    while behind < min(start + _FURTHEST, len(line.atoms)) and _is_known(line, start, behind):
        behind += 1
    while behind > start and _TRAILING.issuperset(line.text(behind - 1).lower().split()):
        behind -= 1
    return behind


def _tells_length(words: set[str], *, is_counted: bool, is_taken: bool) -> bool:
    """Whether words tell a length by what was run, or by how much of it."""
    is_much = is_counted or not _MUCH.keys().isdisjoint(words)
    is_run = not (_RUNS - {"that"}).isdisjoint(words) or ("that" in words and is_much)
    is_length = not _LENGTHS.isdisjoint(words) or (is_much and is_run and (is_taken or is_counted))
    return is_length and (is_run or is_taken or is_much)


def _times(line: Line, index: int) -> tuple[int, int] | None:
    """How many times as long, in millionths, and the index behind it: `3 times the`, `1 1/4 times the`, `75% of`."""
    told, behind = line.atoms[index].quantity, index + 1
    if told is None:
        return (333_333, behind) if line.value(index) == "third" else None
    if line.part(index) is Part.PERCENT:
        return (told.low * 10, behind) if line.part(behind) in (Part.OF, Part.PAUSE) else None
    many = told.low * 1_000
    for at in (index, index + 1):  # 1/4, 1 1/4
        over, under = line.quantity(at), line.quantity(at + 2)
        if line.value(at + 1) == "/" and over is not None and under is not None and 0 < over.low < under.low:
            many, behind = over.low * 1_000_000 // under.low + (many if at > index else 0), at + 3
            break
    if line.value(behind) == "thirds":
        return many // 3, behind + 1
    if line.part(behind) is Part.TIMES:
        words = line.text(behind + 1).lower().split() if behind + 1 < len(line.atoms) else [""]
        return (many, behind + 1) if words[0] in ("the", "as", "what", "that", "your", "each") else None
    return (many, behind) if behind > index + 1 else None


def _is_known(line: Line, first: int, index: int) -> bool:
    """Whether an atom can be one of the words, or the length that was run: `it took to run the 800m`."""
    if line.part(index) is Part.QUANTITY:
        return index > first + 1 and line.value(index - 1) in ("the", "each", "that") and line.value(index - 2) == "run"
    words = line.text(index).lower().split()
    return bool(words) and _KNOWN.issuperset(words)


def _relative(line: Line, found: Match) -> Sequence[Atom] | None:
    """One word for a recovery as long as the rep or so many times as long, where a recovery is told of."""
    start, behind = found.starts[0], found.behind
    first, last = line.atoms[start], line.atoms[behind - 1]
    if (times := _times(line, start)) is not None:
        share = Quantity(Measure.BARE, times[0], times[0])
        told = Atom(Part.DOUBLE, "so many times", first.first, last.last, share, glued=first.glued)
        return [told] if _is_beside_pause(line, start, behind) else None
    if line.part(start - 1) in (Part.IN, Part.AT, Part.AIM) or not _is_of_pause(line, start, behind):
        return None
    words = [word for at in range(start, behind) for word in line.text(at).lower().split()]
    much = next((word for word in words if word in _MUCH), "same")
    value = "distance" if not _FAR.isdisjoint(words) else "time"
    return [Atom(_MUCH[much], f"{much} {value}", first.first, last.last, glued=first.glued)]


def _is_beside_pause(line: Line, start: int, behind: int) -> bool:
    """Whether words for a recovery without a length stand right before or behind it."""
    at = start - 1
    while line.part(at) in _BEFORE_SHARE or line.value(at) in ("periods", "lasting", ":", "=", "-"):
        at -= 1
    is_told = line.part(at) in (Part.PAUSE, Part.MODE) and line.part(at - 1) is not Part.QUANTITY
    return is_told or line.part(behind) is Part.PAUSE or line.value(behind - 1) in ("as", "as a")


def _is_of_pause(line: Line, start: int, behind: int) -> bool:
    """Whether words for a recovery stand beside it, in the same sentence."""
    for at in range(start - 1, max(start - _FURTHEST, -1), -1):
        if line.part(at) in _PAUSES:
            return True
        if line.value(at) in _APART or line.part(at) is Part.QUANTITY:
            break
    near = range(behind, min(behind + 4, len(line.atoms)))
    return any(line.part(at) in _PAUSES for at in near)


_NEEDED = word_set("need needs needed want like likes required require necessary feel ready recovered")


def _as_needed(line: Line, index: int) -> int | None:
    """`as much as you need`, `until you get your breath back`: up to the end of the clause, no length in it."""
    first = line.value(index)
    if first not in ("as", "until", "till") or (first == "as" and line.value(index + 1) not in ("much", "long", "")):
        return None
    behind = index + 1
    while behind < min(index + _FURTHEST, len(line.atoms)) and not _ends_clause(line, behind):
        if line.part(behind) is Part.QUANTITY and not _is_pulse(line, index, behind):
            return None
        behind += 1
        if first == "as" and line.text(behind - 1).lower() in _NEEDED:
            return behind
    return behind if first != "as" and behind > index + 1 else None


def _is_pulse(line: Line, first: int, index: int) -> bool:
    """Whether a number is that of a heart rate or a lane: `until your pulse is below 120`."""
    value = line.quantity(index)
    is_bare = value is not None and value.is_count
    return is_bare and any(line.value(at) in ("heart", "hr", "pulse", "lane") for at in range(first, index))


def _ends_clause(line: Line, index: int) -> bool:
    return line.part(index) in (Part.SIGN, Part.BETWEEN, Part.RAW, Part.THEN, Part.REPEAT, Part.TIMES)


def _open(line: Line, found: Match) -> Sequence[Atom] | None:
    """The word for a recovery that ends when the runner is ready, where a recovery is told of."""
    start, behind = found.starts[0], found.behind
    if not _is_of_pause(line, start, start) or line.part(start - 1) is Part.REPEAT:
        return None
    first, last = line.atoms[start], line.atoms[behind - 1]
    return [Atom(Part.FULL, "as needed", first.first, last.last, glued=first.glued)]


def _walked_back(line: Line, found: Match) -> Sequence[Atom] | None:
    """`45m, 60m walk back` as `45m, 60m, walk back`: nobody walks back further, and half the way is no 60 m."""
    index = found.starts[0]
    run, before = line.quantity(index), line.quantity(index - 2)
    is_further = run is not None and before is not None and run.low > before.low and line.part(index - 3) != Part.TIMES
    is_told = line.part(index + 2) is not Part.BACK or is_further or _is_listed(line, index)
    return [line.atoms[index], as_part(Part.SIGN, ",", line.atoms[index])] if is_told else None


def _is_listed(line: Line, index: int) -> bool:
    """Whether a length is the last of three or more in a row: `10s, 20s, 10s jog back`."""
    last, found = line.quantity(index), 0
    while last is not None and (at := index - 1 - (line.part(index - 1) is Part.SIGN)) >= 0:
        before = line.quantity(at)
        if before is None or before.measure is not last.measure or line.part(at - 1) is Part.TIMES:
            break
        found, index = found + 1, at
    return found >= _LISTED


_LISTED = 2


PHRASES = (
    Phrase(
        "a walk of a part of the way",
        (part(Part.QUANTITY), before(part(Part.MODE), either(_told, part(Part.BACK)))),
        _walked_back,
        reads={
            "50m, 60m walk 50% of the way back": "50 r25 60",
            "45m, 60m walk back": "45 r45 60",
            "10s 20s 10s jog back": "10s ro 20s ro 10s",
        },
        not_in=("2 x 300m with 100m walk", "45m, 45m walk back, 45m"),
    ),
    Phrase(
        "as long as it takes to recover",
        (search(word("as", "until", "till"), _as_needed),),
        _open,
        reads={
            "2 x 850m, rest as much as you need between rounds": "850 ro 850",
            "2 x 850m, recover until your pulse is below 120": "850 ro 850",
            "2 x 850m with a walk until you have your breath back": "850 ro 850",
        },
        not_in=("2 x 850m as fast as you want, 60s rest", "2 x 850m, 60s, repeat until tired"),
    ),
    Phrase(
        "as long as what was run",
        (search(part(Part.FILLER, Part.WORD, Part.NAME, Part.QUANTITY, Part.PERCENT, *_FIRST), _told),),
        _relative,
        needs=_LENGTHS | {"as", "%", "percent", "times", "third", "thirds", "rep", "effort", "work"},
        reads={
            "4 min, 2 min with 75% of the rep as recovery": "240s r180s 120s",
            "2 x 45s, rest is three times the work": "45s r135s 45s",
            "2 x 2 min, rest = 1/2 run time": "120s r60s 120s",
            "2 x 2 min, recovery 1 1/4 times as long as the rep": "120s r150s 120s",
            "2 x 3 min with two thirds of the time as a jog": "180s r120s 180s",
            "50m, 60m, walk half the way back": "50 r25 60",
            "2 x 45s, 1 x 75s\nwalk for the time of the previous rep": "45s r45s 45s r45s 75s",
            "2 x 45s, rest for the same length of time as it took to run": "45s r45s 45s",
            "300m, 150m, 75m with a recovery of half as far as you ran": "300 r150 150 r75 75",
        },
        not_in=("2 x 300m in half the time, 60s rest", "2 x 2 x 300m, 60s rest, 3 times the set", "60s rest, 6 x hill"),
    ),
)
