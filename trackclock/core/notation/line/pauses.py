"""A pause with all that belongs to it: its length, how it is spent, what it lies between.

It exists apart from the grammar of the line because a pause can stand nearly anywhere in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from trackclock.core.notation.line.asides import has_level_left
from trackclock.core.notation.line.level import HARD_SIGNS, PAUSE_LEADS, SMALL_PARTS, Found, Level, is_before_rep
from trackclock.core.notation.line.pause_lists import (
    is_apart,
    is_closed,
    is_next,
    numbers_of_reps,
    ordinal,
    other_reps,
    pause_list,
)
from trackclock.core.notation.tree import Lead, Pause, Relative, Repeat, Scope, Work
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import AFTER_LAST, REPEAT_WORDS, Part
from trackclock.core.plan import RecoveryMode

_LAST = ("last", "final")
_FURTHEST_LENGTH = 6
"""How many atoms behind a word for a recovery its length is looked for."""

_PLAIN = frozenset((Part.FILLER, Part.ADJECTIVE, Part.EASY, Part.OFF, Part.OF, Part.PER))
_DESCRIBING = frozenset(
    (Part.EFFORT, Part.KIND, Part.RPED, Part.ZONED, Part.NAMED, Part.PACED, Part.TOTAL, Part.EXERCISE, Part.WORD)
)
_MANNERS = frozenset((Part.MODE, Part.ADJECTIVE, Part.EASY))
_SPOKEN = _MANNERS | {Part.BACK, Part.WORD, Part.OR, Part.EFFORT, Part.KIND, Part.ZONED, Part.RPED}
"""The parts whose words say how a pause is spent."""

_GOES_ON = frozenset((Part.AND, Part.THEN, Part.WITH))
"""What begins another pause, where a length stands behind it."""

_PAUSE_WORD = re.compile(r"(?:rec|recs|recov\w*|rest|rests|recoveries|interval|intervals)$")

_MODES = {"jog": RecoveryMode.JOG, "walk": RecoveryMode.WALK, "stand": RecoveryMode.STAND}
_RELATIVES = {Part.FULL: Relative.FULL, Part.EQUAL: Relative.EQUAL, Part.HALF_PAUSE: Relative.HALF}
_RELATIVES |= {Part.DOUBLE: Relative.DOUBLE, Part.NONE: Relative.NONE, Part.BACK: Relative.BACK}


@dataclass(slots=True)
class _Told:
    """A pause at work: its first atom, what is known of it, and whether "between" or "after" has been said."""

    level: Level
    first: int
    pause: Pause
    is_scoped: bool = False


def recovery(level: Level, index: int, lead: Lead = Lead.LIST) -> Found:
    """`90 s recovery`, `full recovery between sets`."""
    pause, behind = _read_pause(level, index, lead)
    _refuse_whose_length(level, pause, index)
    return [pause], behind


def _refuse_whose_length(level: Level, pause: Pause, index: int) -> None:
    """Ask whether the 400 of `2x400 rest` is run or is the recovery."""
    before = level.items[-1] if len(level.items) > 1 else None
    work = before.body[0] if isinstance(before, Repeat) and len(before.body) == 1 else None
    is_bare = isinstance(work, Work) and work.measure is Measure.BARE
    is_told = pause.quantities or pause.relative is not None or pause.mode is not None
    is_glued = level.part(index) is Part.PAUSE and level.part(index - 1) is Part.QUANTITY
    if is_bare and is_glued and not is_told:
        text, name = level.text(index - 1), level.text(index)
        choices = (f"{text}m with {text}m {name}", f"{text}m, open {name}")
        what = f"'{text} {name}' can be a length that is run, or that of the {name}"
        raise level.doubt(index - 1, index, what, "", choices)


def _read_pause(level: Level, index: int, lead: Lead) -> tuple[Pause, int]:
    """One pause, and the index behind it."""
    pause = Pause([], level.place(index), lead=lead)
    told = _Told(level, index, pause)
    position = index
    while (take := _TAKES.get(level.part(position))) is not None and (behind := take(told, position)) is not None:
        position = behind
    is_open = pause.relative in (None, Relative.FULL) or level.is_sign(position, "(")
    if is_open and not pause.quantities and (late := _late_length(told, position)) is not None:
        (pause.quantities, position), pause.relative = late, None
    position = max(position, index + 1)
    last = position - 1
    while last > index and level.part(last) in (Part.SIGN, Part.AND):
        last -= 1
    pause.place = level.place(index, last)
    pause.words = _words_of(level, index, last)
    return pause, position


def _length(told: _Told, index: int) -> int | None:
    """`90 s`, `30, 25 and 20 s`, or the length of the reps that it is for: `after the 600s`."""
    level, pause, quantity = told.level, told.pause, told.level.quantity(index)
    follows = level.part(index + 1)
    if quantity is None or follows is Part.TIMES:
        return None
    if quantity.is_count and _counts_reps(told, index):
        return index + 1
    is_free = level.end_of(index) is None
    if told.is_scoped and pause.selector is None and is_free and _names_reps(told, index, quantity):
        pause.selector, pause.scope = quantity, Scope.REPS
        pause.others, behind = other_reps(level, index, is_several=pause.is_behind)
        return behind
    if pause.quantities or level.end_of(index) or (pause.relative is Relative.BACK and is_next(level, index)):
        return None
    if index > told.first or pause.lead is not Lead.LIST:
        several = pause_list(level, index, is_named=_names_several(told, index))
        if several is not None:
            pause.quantities, behind = several
            return behind
    pause.quantities = [quantity]
    return index + 1


def _counts_reps(told: _Told, index: int) -> bool:
    """Whether a number only says how many reps or sets there are: `between 3 sets`, `after each set of 4`."""
    level = told.level
    if level.part(index - 1) is Part.OF and level.part(index - 2) is Part.SETS:
        return True
    return told.is_scoped and level.part(index + 1) in (Part.SETS, Part.REPS)


def _names_reps(told: _Told, index: int, quantity: Quantity) -> bool:
    """Whether a length names the reps that a pause is for: `after the 600s`, `between each 400m to rest`."""
    level, pause, before = told.level, told.pause, told.level.part(index - 1)
    has_length = bool(pause.quantities) or pause.relative is not None
    if pause.scope is not Scope.UNSAID and not has_length and before is not Part.EACH:  # between reps jog 100m
        return False
    if quantity.measure is Measure.TIME and not has_length and level.part(index + 1) is not Part.REPS:
        return False
    is_named = quantity.measure is Measure.DISTANCE and before in (Part.BETWEEN, Part.AFTER, Part.EACH)
    return (has_length and is_named) or not level.is_pause(index)


def _names_several(told: _Told, index: int) -> bool:
    """Whether the word for a recovery stood before its lengths, and several can follow: `recoveries of 30, 25`."""
    level, before = told.level, range(told.first, index)
    if not any(level.part(at) in (Part.PAUSE, Part.MODE) for at in before):
        return False
    last = level.word(index - 1)
    if level.is_sign(index - 1, "=", ":"):
        return True
    return told.first == 0 or (told.pause.lead is Lead.WITH and last == "of") or last.endswith("s")


def _late_length(told: _Told, index: int) -> tuple[list[Quantity], int] | None:
    """The length of `short recovery (about 2 min)` and `recover at an easy pace for a minute`, and the index behind."""
    level = told.level
    if level.is_sign(index, "("):
        inner, close = level.past(index + 1, SMALL_PARTS | {Part.IN}), level.closing[index]
        time = _time(level, inner, is_far=told.pause.mode is not None)
        is_all = level.past(inner + 1, _SPOKEN | _PLAIN) == close
        return ([time], close + 1) if time is not None and is_all else None
    for at in range(index, index + _FURTHEST_LENGTH):
        if at > index and level.value(at - 1) == "for" and (time := _time(level, at)) is not None:
            return [time], at + 1
        if level.part(at) in (Part.SIGN, Part.THEN, Part.QUANTITY, Part.BETWEEN, Part.REPS, Part.RAW, Part.AND):
            return None
    return None


def _time(level: Level, index: int, *, is_far: bool = False) -> Quantity | None:
    """A time, or a distance where that may be, but no number of passes."""
    quantity = level.quantity(index)
    measures = (Measure.TIME, Measure.DISTANCE) if is_far else (Measure.TIME,)
    return quantity if quantity is not None and quantity.measure in measures and not quantity.is_plural else None


def _second(told: _Told, joint: int) -> int | None:
    """The other part of a recovery spent in two ways, `50m walk/50m jog`, `1 min walk and 1 min jog`: they are one.

    Raises:
        NotationError: for two of them that do not add up.
    """
    level, pause, index = told.level, told.pause, joint + 1
    quantity = level.quantity(index)
    if quantity is None or pause.mode is None or len(pause.quantities) != 1:
        return None
    behind, own = level.past(index + 1, SMALL_PARTS), pause.quantities[0]
    if level.part(behind) is not Part.MODE or _MODES.get(level.value(behind)) is pause.mode:
        return None
    is_sum = own.measure is quantity.measure is not Measure.BARE
    is_named = "rec" in level.word(behind) or level.part(behind + 1) in (Part.PAUSE, Part.BETWEEN)
    is_last = is_closed(level, behind + 1) and not is_apart(level, index, own, is_other=True)
    is_joined = level.is_sign(joint, "/", "+") or (is_last and (is_sum or level.part(joint) is not Part.SIGN))
    if not is_joined or not (is_named or level.has_work):
        return None
    if not is_sum:
        instead = "add them up, such as 100m walk and jog"
        raise level.doubt(told.first, behind, "'{}' names two lengths for one recovery", instead)
    total = quantity._replace(low=own.low + quantity.low, high=own.high + quantity.high)
    pause.quantities = [total]
    level.context.assume(level.place(told.first, behind), f"'{level.text(told.first, behind)}' is one recovery")
    return behind + 1


def _name(told: _Told, index: int) -> int | None:
    """`recovery`, `walk rest`, `full`; behind a length the name of the next pause: `90s, rest = 3 min`."""
    level, pause, part = told.level, told.pause, told.level.atoms[index].part
    if part is Part.PAUSE and pause.quantities and level.is_sign(index + 1, "=", ":"):
        is_next = level.part(index - 1) is not Part.QUANTITY and level.part(index + 3) is not Part.TIMES
        return None if is_next else index + 1
    pause.is_rest = pause.is_rest or level.value(index) == "rest" or level.word(index).endswith("rest")
    pause.mode = pause.mode or _MODES.get(level.value(index))
    if pause.relative in (None, Relative.BACK) and part in _RELATIVES:
        pause.relative, pause.share = _RELATIVES[part], level.atoms[index].quantity
    return index + 1


def _between(told: _Told, index: int) -> int:
    """`between`, `after each`, `after the last rep`, `after the 4th`."""
    level, pause, is_after = told.level, told.pause, told.level.part(index) is Part.AFTER
    pause.numbers, behind = numbers_of_reps(level, index + 1) if is_after else ((), index)
    if pause.numbers:
        pause.scope = Scope.SETS if level.part(behind - 1) is Part.SETS else Scope.UNSAID
        return behind
    told.is_scoped = level.value(index) != AFTER_LAST
    if not told.is_scoped:
        pause.is_last = pause.is_fixed = True
    follows = level.part(index + 1)
    is_each = follows is Part.EACH or level.word(index + 1).startswith(("each", "every"))
    pause.is_behind = is_after and (follows is Part.FILLER or level.part(index + 1 + is_each) is Part.QUANTITY)
    pause.is_after = pause.is_after or (is_after and is_each)
    if not is_after and follows in (None, Part.SIGN):
        is_second = bool(level.items) and isinstance(level.items[-1], Pause) and has_level_left(level)
        pause.scope = Scope.SETS if is_second else Scope.REPS
    return index + 1


def after_number(level: Level, index: int) -> Found | None:
    """`after the 3rd take 2 min`: a pause that begins with the rep that it is for."""
    numbers, behind = numbers_of_reps(level, index + 1)
    behind = level.past(behind, (Part.FILLER, Part.PAUSE, Part.MODE))
    behind = level.past(behind + level.is_sign(behind, ",", ":"), (Part.FILLER, Part.PAUSE, Part.MODE))
    return recovery(level, index) if numbers and _time(level, behind) is not None else None


def _before(told: _Told, index: int) -> int | None:
    """`before the last rep`, `before the 3rd`: behind the one in front of it."""
    level = told.level
    if not is_before_rep(level, index):
        return _second(told, index)
    at = level.past(index + 1, (Part.FILLER,))
    word, behind = level.word(at), at + 1
    is_of_sets = level.part(behind) is Part.SETS
    if level.part(at) in (Part.EACH, Part.REPS) or word == "next":
        told.pause.scope = Scope.SETS if is_of_sets else Scope.REPS
    else:
        told.pause.numbers = (-1,) if word in _LAST else (ordinal(word) - 1,)
        told.pause.scope = Scope.SETS if is_of_sets else told.pause.scope
    return behind + (level.part(behind) in (Part.REPS, Part.SETS) or level.word(behind) == "one")


def _scope(told: _Told, index: int) -> int:
    """The `reps` or `sets` of "between sets"."""
    is_sets = told.level.part(index) is Part.SETS
    if told.is_scoped and (is_sets or told.pause.scope is Scope.UNSAID):
        told.pause.scope = Scope.SETS if is_sets else Scope.REPS
    return index + 1


def _word(told: _Told, index: int) -> int | None:
    """A word that may say how it is spent; `twice` is how often all is run."""
    if REPEAT_WORDS.get(told.level.value(index), 1) > 1:
        return None
    told.level.check_words(index, index)
    return index + 1


def _at(told: _Told, index: int) -> int | None:
    """`at an easy pace` is a note on the pause, unless it is the target of the rep."""
    level, pause = told.level, told.pause
    is_named = not (pause.quantities or pause.relative or pause.mode) and level.word(index) in ("at", "under", "within")
    if is_named and _time(level, index + 1) is not None:
        return index + 1  # keep the rest at 60 s
    if pause.relative is Relative.BACK and level.part(index) is Part.IN:  # walk back in 90 s
        timed = level.past(index + 1, (Part.FILLER, Part.ADJECTIVE))
        if (time := _time(level, timed)) is not None and not pause.quantities:
            pause.quantities, pause.relative = [time], None
            return timed + 1
    if _is_for_the_rep(told, index):
        return None
    behind = index + 1
    while behind < level.end and not level.is_sign(behind, *HARD_SIGNS) and level.part(behind) is not Part.BETWEEN:
        if level.part(behind + 1) is Part.QUANTITY and _goes_on(level, behind):
            break
        behind += 1
    told.pause.notes.append(level.text(index, behind - 1))
    return behind


def _goes_on(level: Level, joint: int) -> bool:
    """Whether a length behind a note is the pause's, `at an easy pace for 90 s`, or that of another one."""
    return level.word(joint) == "for" or (level.part(joint) in _GOES_ON and level.is_pause(joint + 1))


def _is_for_the_rep(told: _Told, index: int) -> bool:
    """Whether a target behind a recovery is the rep's: nobody times a rest, and nobody jogs at race pace."""
    level, pause = told.level, told.pause
    position = level.past(index + 1, (Part.FILLER,))
    near = range(position + 1, position + _FURTHEST_LENGTH)
    between = next((at for at in near if level.part(at) in (Part.BETWEEN, Part.SIGN, Part.WITH, None)), position)
    if level.part(between) is Part.BETWEEN and pause.quantities:
        return False
    part = level.part(position)
    is_jogged = pause.mode is not None or any(quantity.measure is Measure.DISTANCE for quantity in pause.quantities)
    if part is Part.PACED:
        return not is_jogged
    if part is Part.NAMED:
        return not level.word(position).startswith(("easy", "steady", "recovery", "jog"))
    return part in (Part.QUANTITY, Part.NAME, Part.PERCENT) and not (is_jogged and level.part(index) is Part.IN)


def _joint(told: _Told, index: int) -> int | None:
    """A sign or a word between two ways to spend the same pause, `walk / jog`, or before its length, `rest: 90 s`."""
    level, part = told.level, told.level.part(index)
    if part is not Part.OR and (behind := _second(told, index)) is not None:
        return behind
    if level.is_sign(index, "("):
        return _past_words(told, index)
    is_next = level.is_sign(index, "/") and level.part(index + 2) is Part.QUANTITY  # 45 s rest between / jog 6 min
    if is_next or level.is_sign(index, ":", "~", "="):
        return None if told.pause.quantities else index + 1
    is_way = level.part(index - 1) is Part.MODE and level.part(index + 1) is Part.MODE  # 5 min stop, walk, jog
    if level.is_sign(index, ",") and (is_way or (told.pause.numbers and not told.pause.quantities)):
        return index + 1
    return index + 1 if _is_of_one(told, index) else None


def _is_of_one(told: _Told, index: int) -> bool:
    """Whether what stands around a sign or word is told of one pause: `walk / jog`, `rest - 90 s`, `walk or jog`."""
    level, part = told.level, told.level.part(index)
    is_label = index == told.first + 1 and level.is_sign(index, "-") and level.part(told.first) in PAUSE_LEADS
    is_joint = part is not Part.SIGN or level.is_sign(index, "/", "-")
    is_again = level.is_sign(index, "/") and level.part(index + 1) is Part.PAUSE
    if is_label or is_again or (is_joint and level.part(index + 1) in (Part.MODE, Part.BACK)):
        return True
    return part is Part.OR and level.part(level.past(index + 1, _PLAIN)) is Part.MODE


def _past_words(told: _Told, index: int) -> int | None:
    """The index behind a bracket of mere words inside a pause, `2 min rest (RI) between reps`; None if it is none."""
    level, close = told.level, told.level.closing[index]
    parts = {level.part(at) for at in range(index + 1, close) if not level.is_sign(at, "/")}
    is_other = {Part.QUANTITY, Part.MODE} <= parts  # 4 min (walk a lap) between sets
    kept = _SPOKEN | _PLAIN | {Part.PAUSE} | ({Part.QUANTITY} if is_other else set())
    goes_on = level.part(close + 1) in (Part.BETWEEN, Part.AFTER, Part.PAUSE, Part.MODE)
    if not (parts <= kept and goes_on):
        return None
    if is_other:
        told.pause.notes.append(level.text(index + 1, close - 1))
    return close + 1


def _spent(told: _Told, index: int) -> int | None:
    """`the same distance as a jog`, `60 s with jog`: how a pause is spent whose length is told."""
    has_length = bool(told.pause.quantities) or told.pause.relative is not None
    is_as = told.level.part(index) is Part.AS
    is_spent = told.level.is_pause(index) if is_as else told.level.part(index + 1) is Part.MODE
    return index + 1 if has_length and is_spent else None


_TAKES: dict[Part | None, Callable[[_Told, int], int | None]] = {
    Part.QUANTITY: _length,
    **dict.fromkeys((Part.PAUSE, Part.MODE, *_RELATIVES), _name),
    **dict.fromkeys((Part.BETWEEN, Part.AFTER), _between),
    Part.THEN: _before,
    **dict.fromkeys((Part.REPS, Part.EACH, Part.SETS), _scope),
    **dict.fromkeys(_PLAIN | _DESCRIBING, _word),
    **dict.fromkeys((Part.AT, Part.IN), _at),
    **dict.fromkeys((Part.OR, Part.AND, Part.SIGN), _joint),
    **dict.fromkeys((Part.AS, Part.WITH), _spent),
}
"""What may belong to a pause, and what takes it: the index behind it, or None where the pause ends before it."""


def _words_of(level: Level, first: int, last: int) -> str:
    """The words that say how a pause is spent, as they were written, in order."""
    words: list[str] = []
    for index in range(first, last + 1):
        part = level.part(index)
        if part in (Part.AT, Part.IN, Part.BETWEEN, Part.AFTER):
            break
        if part in _SPOKEN:
            words.append(level.word(index))
        elif level.is_sign(index, "/") and words and level.part(index + 1) in _MANNERS:
            words.append("/")
        elif part in (Part.FULL, Part.EQUAL, Part.HALF_PAUSE, Part.DOUBLE) and level.value(index) != "open":
            words.append(level.word(index))
    kept = [word for word in " ".join(words).split() if not _PAUSE_WORD.match(word)]
    return " ".join(kept).replace(" / ", "/").strip("/ ")
