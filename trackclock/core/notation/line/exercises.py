"""Exercises and patterns: `5 squats`, `foam roll 10 min`, `1 mile of (100m sprint, 100m jog)`.

It exists apart from the repeats because each of them is one rep, whatever numbers stand in it.
"""

from __future__ import annotations

from trackclock.core.notation.line.describe import tail
from trackclock.core.notation.line.level import Found, Level
from trackclock.core.notation.tree import End, Remark, Work, first_work
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part, word_set

_LONGEST_NAME = 7
"""Atoms of a count and the exercise behind it."""

_IN_NAME = frozenset(
    (Part.WORD, Part.KIND, Part.EASY, Part.BACK, Part.FILLER, Part.EFFORT, Part.MODE, Part.EXERCISE, Part.OF)
)

_LIKE_THIS = "write metres, such as (100m sprint, 100m jog)"

_WHICH = word_set(
    "dynamic static light gentle good thorough proper quick full some few more whole total lower upper body leg legs"
    " arm hip ankle core pre post pre-run post-run running sprint form technique plyo plyometric mobility speed"
    " general usual normal standard various basic loosening"
)
"""Words that say which exercises: `dynamic stretches`, `a few running drills`."""

_LONGEST_STRIDE = {Measure.DISTANCE: 200_000, Measure.TIME: 60_000}
"""A length up to this can be that of strides, in millimetres and in milliseconds."""

_SUCH_AS = frozenset(("like", "such", "including", "eg"))
_SMALL = frozenset((Part.FILLER, Part.EASY, Part.ADJECTIVE))
STRIDES = frozenset(("strides", "striders", "accelerations", "accels", "build ups", "buildups", "pick ups", "pickups"))
"""Short runs that stand without a number beside drills as one of them."""


def counted(level: Level, index: int) -> Found | None:
    """`5 squats`, `8 single-leg deadlifts`; behind "reps of" any word is an exercise: `10 reps of frog jumps`."""
    quantity = level.quantity(index)
    if quantity is None or not quantity.is_count:
        return None
    has_reps = "rep" in level.text(index, index + 1).lower()  # "12 of them" are none
    is_of_any = has_reps and level.part(index + 1) is Part.OF
    naming = {Part.EXERCISE, Part.WORD} if is_of_any else {Part.EXERCISE}
    behind = min(level.past(index + 1, _IN_NAME), index + _LONGEST_NAME)
    last = next((at for at in range(behind - 1, index, -1) if level.part(at) in naming), 0)
    if not last:
        return None
    name = level.text(index, last)
    work = Work(None, level.place(index, last), words=[name.lower()], is_spoken_for=True, is_exercise=True)
    return [work], tail(level, work, last + 1)


def exercise(level: Level, index: int) -> Found:
    """Exercises without a number: `foam roll 10 min`, `glute band`, `stretches and drills`."""
    behind = max(level.past(index + 1, (Part.EXERCISE, Part.FILLER)), past_listed(level, index))
    name, place = _name(level, index, behind), level.place(index, behind - 1)
    at = behind + level.is_sign(behind, "-", ":")
    quantity = level.quantity(at)
    if quantity is not None and quantity.measure is Measure.TIME and not level.is_pause(at):
        work = Work(quantity, place, words=[name], is_spoken_for=True, is_exercise=True)
        return [work], tail(level, work, at + 1)
    before = next((item for item in reversed(level.items[-4:]) if not isinstance(item, Remark)), None)
    beside = first_work(before)
    if beside is not None and beside.is_guessed and level.depth == 1:
        return [Remark(name, place)], behind  # drills told beside strides
    work = Work(None, place, words=[name], is_spoken_for=True, is_exercise=True)
    return [work], tail(level, work, behind)


def _is_behind_run(level: Level) -> bool:
    """Whether what was read last is too long for strides, so that these are not what it is called."""
    ran = next((work for item in reversed(level.items) if (work := first_work(item)) is not None), None)
    length = ran.quantity if ran is not None else None
    return length is not None and length.low > _LONGEST_STRIDE.get(length.measure, length.low)


def described_exercise(level: Level, index: int) -> Found | None:
    """A piece that is nothing but exercises, and begins with which: `some dynamic stretches`, `strides and drills`."""
    behind = past_listed(level, index)
    is_told = Part.EXERCISE in level.parts[index:behind] or (level.items and isinstance(level.items[-1], End))
    if behind == index or not (is_told or _is_behind_run(level)) or not _is_over(level, behind):
        return None
    name, place = _name(level, index, behind), level.place(index, behind - 1)
    return [Work(None, place, words=[name], is_spoken_for=True, is_exercise=True)], behind


def _name(level: Level, first: int, behind: int) -> str:
    """What exercises are called; a colon among them would read as that of a heading."""
    return level.text(first, behind - 1).lower().replace(":", ",")


def past_listed(level: Level, index: int) -> int:
    """The index behind a list of exercises without numbers; the index itself where none stands there."""
    behind = index
    position = index + level.is_sign(index, ".")
    while True:
        while level.value(position) in _WHICH or level.part(position) in _SMALL:
            position += 1
        level.spend(position - behind, index)
        is_name = level.part(position) is Part.EXERCISE
        if not is_name and not (level.value(position) in STRIDES and _is_over(level, position + 1)):
            return behind
        behind = position = level.past(position + 1, (Part.EXERCISE,))
        is_such = level.word(position) in _SUCH_AS
        if not is_such and level.part(position) is not Part.AND and not level.is_sign(position, ",", "/", "+", ":"):
            return behind
        position += 1 + (level.part(position + 1) is Part.AS)


def _is_over(level: Level, index: int) -> bool:
    """Whether a piece ends before an index."""
    return level.part(index) in (None, Part.SIGN, Part.THEN, Part.AND)


def work_behind(level: Level, work: Work, index: int) -> int:
    """Read the pattern of a rep of a repeat, or its words; the index behind them."""
    first = index + (level.part(index) is Part.OF)
    if (
        work.quantity is not None
        and work.quantity.measure is Measure.TIME
        and (behind := past_listed(level, first)) > first
    ):
        work.words.append(level.text(first, behind - 1).lower())
        work.is_exercise = work.is_spoken_for = True
        return behind
    if level.part(index) not in (Part.OF, Part.AS) or not level.is_sign(index + 1, "("):
        return tail(level, work, index)
    close = level.closing[index + 1]
    _give_pattern(level, work, index + 2, close)
    if not work.pattern:
        raise level.doubt(index + 1, close, "the pattern is empty", _LIKE_THIS)
    return tail(level, work, close + 1)


def _give_pattern(level: Level, work: Work, index: int, behind: int) -> None:
    """Give a rep the pieces of its pattern."""
    position = index
    while position < behind:
        quantity = level.quantity(position)
        if level.is_sign(position, ",", "/", "-", "+", ";") or level.part(position) in (Part.AND, Part.THEN):
            position += 1
            continue
        if quantity is None:
            raise level.doubt(position, position, "'{}' has no length in the pattern", _LIKE_THIS)
        if quantity.measure is not Measure.DISTANCE or quantity.is_range or quantity.low <= 0:
            raise level.doubt(position, position, "'{}' cannot be part of a pattern", _LIKE_THIS)
        first, position = position + 1, position + 1
        while position < behind and level.part(position) not in (Part.QUANTITY, Part.SIGN, Part.AND, Part.THEN):
            position += 1
        work.pattern.append((quantity, level.text(first, position - 1).lower()))
