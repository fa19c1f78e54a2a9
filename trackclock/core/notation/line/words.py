"""Words: those without a meaning for a stopwatch, and those that bring something in or leave a choice.

It exists so that what is kept as a note is settled in one place, and asks about words that mean more than that.
"""

from __future__ import annotations

import re

from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.line.counts import count_at
from trackclock.core.notation.line.describe import is_prefix
from trackclock.core.notation.line.exercises import past_listed
from trackclock.core.notation.line.lengths import STARTING
from trackclock.core.notation.line.level import (
    END_PARTS,
    PAUSE_LEADS,
    PAUSE_PARTS,
    WISH_PARTS,
    Found,
    Level,
    is_ordinal,
)
from trackclock.core.notation.line.pauses import recovery
from trackclock.core.notation.tree import End, Lead, Pause, Remark, Repeat, Work
from trackclock.core.notation.words.lexer import plain
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import REPEAT_WORDS, Part

_ESCAPED = re.compile(r"\\(.)")
_FURTHEST_PLACE = 4
"""How many atoms behind "with" a word such as "last", and behind that its length, is looked for."""

_NAMING = frozenset((Part.FILLER, Part.WORD, Part.KIND, Part.ADJECTIVE, Part.EFFORT, Part.OF))
_FURTHEST_SESSION = 6
"""So many words behind "or" the session that they name begins."""

_PLACES = frozenset(("first", "last", "final", "opening", "closing", "middle", "penultimate"))
_SMALL = frozenset((Part.FILLER, Part.ADJECTIVE, Part.EASY, Part.WITH, Part.WORD))
"""What may stand between "with" and what it brings in."""

_EMPTY = frozenset((Part.FILLER, Part.REPS, Part.EACH, Part.OF, Part.SETS, Part.PER))
"""Words that are no note by themselves."""

_SHAPES = frozenset(("ladder", "pyramid", "ladders", "pyramids", "session", "workout", "main set", "set", "fartlek"))
"""What "with" brings the content of, and no recovery."""

_ORDERS: tuple[tuple[Lazily, tuple[str, ...]], ...] = (
    (Lazily(r"\brepeat(?:ed|ing)?\b(?=.*\w)", re.IGNORECASE), ("repeat 2 times", "repeat 3 times")),
    (Lazily(r"\brevers(?:e|ed|ing)\b", re.IGNORECASE), ("and back down",)),
    (Lazily(r"\bso on\b|\bvice versa\b|\b(?:until|till)$", re.IGNORECASE), ()),
)
"""What says that more is run than stands there, and how that can be written."""

_RUNS = frozenset((Part.REPS, Part.KIND, Part.EFFORT, Part.NAME))
"""What stands behind a length that is run, and not rested."""

_STOPS = PAUSE_LEADS | END_PARTS | WISH_PARTS | {Part.SIGN, Part.QUANTITY, Part.SEND_OFF, Part.RAW, Part.TOTAL}
_STOPS |= {Part.WITH, Part.AT, Part.THEN, Part.AND, Part.OR}
"""What ends words, being more than that."""


def words(level: Level, index: int) -> Found:
    """Words without a meaning for a stopwatch, up to the next piece that has one."""
    position, has_word = index, False
    while position < level.end and (position == index or not _is_stop(level, position, has_word=has_word)):
        if level.value(position) in ("straights", "bends") and position > index:
            instead = "write the pattern with lengths, such as 6 laps of (100m sprint, 100m jog)"
            raise level.doubt(index, position, "'{}' has no length", instead)
        has_word = has_word or level.part(position) not in _EMPTY
        level.check_words(position, position)
        position += 1
    if not has_word:
        return [], position
    _refuse_orders(level, index, position - 1)
    return [level.remark(index, position - 1)], position


def _refuse_orders(level: Level, first: int, last: int) -> None:
    """Ask what is run where words say that more is: `Repeat pattern`, `and so on`, `now reverse the order`."""
    text = level.text(first, last)
    choices = next((choices for order, choices in _ORDERS if order.search(text) is not None), None)
    if choices is not None:
        note = f"[note: {text}]"
        instead = f"write all that is run, or {' or '.join((note, *choices))}"
        raise level.doubt(first, last, "'{}' can say that more is run than stands there", instead, (*choices, note))


def _is_stop(level: Level, index: int, *, has_word: bool) -> bool:
    """Whether something with a meaning of its own begins behind words."""
    part = level.part(index)
    if part in _STOPS:
        return not (has_word and part is Part.EFFORT)
    if part is Part.REPEAT:
        is_more = level.value(index + 1) == "another"
        is_number = level.part(index + 1 + is_more) is Part.QUANTITY
        return level.has_work and is_number and level.part(index + 2 + is_more) is Part.TIMES
    if part is Part.TIMES:
        return level.part(index + 1) is Part.QUANTITY
    if part is Part.EACH:
        return level.part(index + 1) is Part.QUANTITY and level.part(index + 2) in (Part.AT, Part.IN)
    if part is Part.IN:
        return level.part(level.past(index + 1, (Part.FILLER, Part.ADJECTIVE))) is Part.QUANTITY
    is_again = not has_word and REPEAT_WORDS.get(level.value(index), 1) > 1
    return is_again or is_prefix(level, index)


def raw_note(level: Level, index: int) -> Found:
    """`[note: ...]`: words that are kept as they are."""
    note = plain(_ESCAPED.sub(r"\1", level.value(index)[len("[note:") : -1].strip()))
    return [Remark(note, level.place(index), joint="raw")] if note else [], index + 1


def alternative(level: Level, index: int) -> Found:
    """An "or" between two pieces of work: the runner has to choose."""
    before = level.has_work
    after = _other_session(level, index + 1)
    _refuse_other_pause(level, index, level.past(index + 1, (Part.FILLER,)))
    is_pair = Part.QUANTITY is level.part(index - 1) is level.part(after) and level.part(after + 1) is not Part.TIMES
    if before and is_pair and level.part(index - 2) not in (Part.AT, Part.IN):
        choices = (level.text(index - 1), level.text(after))
        raise level.doubt(index - 1, after, "'{}' leaves two lengths to choose from", "", choices)
    if before and after < level.end:
        first, second = level.text(0, index - 1), level.text(after, level.end - 1)
        what, instead = "'or' leaves two sessions to choose from", f"keep '{first}' or '{second}'"
        raise level.doubt(index, index, what, instead, (first, second), level.place(0, level.end - 1))
    return [], index + 1


def _refuse_other_pause(level: Level, index: int, after: int) -> None:
    """Ask which of two lengths of a recovery is taken: `2 min or 400m jog`."""
    last, first = level.last, index - 1
    while level.part(first) in PAUSE_LEADS and first > index - _FURTHEST_PLACE:
        first -= 1
    is_time = isinstance(last, Work) and last.measure is Measure.TIME
    is_pause = isinstance(last, Pause) and bool(last.quantities)
    if level.part(first) is not Part.QUANTITY or not (is_time or is_pause):
        return
    if level.part(after) is Part.QUANTITY and level.is_pause(after):
        behind = level.past(after + 1, _SMALL | PAUSE_LEADS)
        one = level.text(first, index - 1) if first < index - 1 else f"{level.text(first)} recovery"
        choices = (one, level.text(after, behind - 1))
        raise level.doubt(first, behind - 1, "'{}' leaves two recoveries to choose from", "", choices)


def _other_session(level: Level, index: int) -> int:
    """Where a session begins that stands behind "or", `or 2 x 400m`, `or pyramids (100, 200)`; the end for none."""
    first = level.past(index, (Part.FILLER,))
    if level.part(first) is Part.QUANTITY:
        return first if not level.is_pause(first) else level.end
    after = min(level.past(first, _NAMING), first + _FURTHEST_SESSION)
    after += level.is_sign(after, ":", "-")
    is_named = any(level.part(at) is Part.KIND for at in range(first, after))
    is_repeat = level.part(after + 1) in (Part.TIMES, Part.SETS)
    if level.part(after) is Part.QUANTITY and (is_named or is_repeat) and not level.is_pause(after):
        return first
    inside = level.parts[after : level.closing.get(after, after)] if level.is_sign(after, "(") else []
    return first if is_named and inside.count(Part.QUANTITY) > 1 else level.end


def refuse_part_of_rep(level: Level, index: int) -> None:
    """Ask whether `last 200m fast` is a part of the rep or one of its own, and what `first set 200m, 200m` is."""
    if level.value(index) not in _PLACES and not is_ordinal(level, index):
        return
    at = index + 1
    if level.part(at) is Part.SETS and level.part(at + 1) is Part.QUANTITY:
        if level.part(at + 2) not in (Part.TIMES, Part.OF) and not level.is_pause(at + 1):
            instead = f"put the words in [note: ...], or write '{level.text(index, at)}: ...'"
            raise level.doubt(index, at + 1, "'{}' can tell how a set is run, or what is run", instead)
        return
    at = level.past(at, (Part.FILLER, Part.EACH))
    quantity = level.quantity(at)
    if quantity is None or quantity.is_count or level.is_pause(at) or at > index + _FURTHEST_PLACE:
        return
    told = level.text(index, at)
    choices = (f"1 x {level.text(at)}", f"[note: {told}]")
    instead = f"put the words in [note: ...], or write {choices[0]}"
    raise level.doubt(at, at, f"'{told}' has no meaning here", instead, choices, level.place(index, at))


def brought_in(level: Level, index: int) -> Found:
    """What "with" brings in: a recovery, more work, a warm-up, or words."""
    for position in range(index + 1, min(index + _FURTHEST_PLACE, level.past(index + 1, _SMALL | {Part.EACH}))):
        refuse_part_of_rep(level, position)
    behind = level.past(index + 1, _SMALL)
    level.spend(behind - index, index)
    is_run = level.part(behind + 1) in _RUNS and not level.has_work and not level.is_pause(behind)
    if level.part(behind) is Part.QUANTITY and (is_run or (index and level.value(index - 1) in STARTING)):
        return [], behind
    if (
        level.items
        and isinstance(level.items[-1], (End, Pause))
        and (listed := past_listed(level, index + 1)) > index + 1
    ):
        return [level.remark(index + 1 + level.is_sign(index + 1, "."), listed - 1)], listed
    part = level.part(behind)
    if part in END_PARTS:
        return [], behind
    if part is Part.QUANTITY:
        return _length_brought_in(level, index, behind)
    if part in PAUSE_PARTS or part is Part.NONE:
        return recovery(level, index + 1, Lead.WITH)
    return words(level, index)


def _length_brought_in(level: Level, index: int, length: int) -> Found:
    """`with 90 s`, `with 4 x 200m`, `with 10 min warm-up`."""
    if level.part(length + 1) is Part.TIMES or level.end_of(length) is not None:
        _refuse_in_turn(level, length)
        return [], length
    if _is_run(level, index, length):
        return [], length
    is_described = level.part(length + 1) in (Part.AT, Part.EFFORT)
    if is_described and level.items and isinstance(level.items[-1], Pause):
        level.check_words(length, length)
    has_words = any(level.part(between) is Part.WORD for between in range(index + 1, length))
    if has_words and not level.is_pause(length):
        level.check_words(index + 1, length)
    return recovery(level, index + 1, Lead.WITH)


def _is_run(level: Level, index: int, length: int) -> bool:
    """Whether "with" brings in what is run, and no recovery."""
    if level.part(length + 1) is Part.KIND and count_at(level, length) is not None:
        return True  # 30 min easy with 6 strides
    counted = level.quantity(length + 1)
    if not level.items and level.length(length).is_count and counted is not None and not counted.is_count:
        return True  # include 15 1 minute reps
    is_shape = any(level.value(at) in _SHAPES for at in range(max(index - 3, 0), index))
    if is_shape and not level.has_work and not level.is_pause(length):
        return True
    return level.is_sign(length + 1, "(") and not level.has_work and _is_of_pause(level, length + 1)


def _is_of_pause(level: Level, bracket: int) -> bool:
    """Whether a recovery stands in a bracket, so that the length before it is a rep: `with 1 min (30 s rest)`."""
    return any(level.part(at) in PAUSE_LEADS for at in range(bracket + 1, level.closing[bracket]))


def _refuse_in_turn(level: Level, index: int) -> None:
    """Ask whether the reps of `15 x 1 min, with 15 x 1 min` are run in turn."""
    before, quantity = level.last, level.quantity(index)
    if isinstance(before, Repeat) and quantity is not None and before.low * 1_000 == quantity.low > 1_000:
        text = level.text(index, index + 1)
        what = f"'with {text}' can be in turn with the reps before it, or after them"
        raise level.doubt(index, index + 1, what, f"write {before.low} x (1 min hard, 1 min easy), or 'then {text}'")
