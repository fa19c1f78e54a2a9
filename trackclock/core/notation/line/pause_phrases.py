"""A pause with all that belongs to it: its length, how it is spent, what it lies between.

It exists apart from the grammar of the line because a pause can stand nearly anywhere in it.
"""

from __future__ import annotations

import re

from trackclock.core.notation.context import failure
from trackclock.core.notation.line.cursor import HARD_SIGNS, ORDINALS, PAUSE_LEADS, SMALL_PARTS, Cursor
from trackclock.core.notation.tree import Lead, Pause, Relative, Scope
from trackclock.core.notation.words.quantities import Measure, Quantity
from trackclock.core.notation.words.vocabulary import AFTER_LAST, Part
from trackclock.core.plan import RecoveryMode

LONGEST_LIST = 60
"""More lengths than this are not looked through for the one word behind them, so that the cost stays linear."""

_FURTHEST_LENGTH = 6
"""How many atoms behind a word for a recovery its length is looked for."""

_PLAIN = frozenset((Part.FILLER, Part.ADJECTIVE, Part.EASY, Part.OFF, Part.OF, Part.PER))
_DESCRIBING = frozenset(
    (Part.EFFORT, Part.KIND, Part.RPED, Part.ZONED, Part.NAMED, Part.PACED, Part.TOTAL, Part.EXERCISE)
)
_SPOKEN = frozenset((Part.MODE, Part.BACK, Part.ADJECTIVE, Part.EASY, Part.WORD, Part.OR, Part.EFFORT, Part.KIND))
_SPOKEN |= {Part.ZONED, Part.RPED}
"""The parts whose words say how a pause is spent."""

_PAUSE_WORD = re.compile(r"(?:rec|recs|recov\w*|rest|rests|recoveries|interval|intervals)$")

_MODES = {"jog": RecoveryMode.JOG, "walk": RecoveryMode.WALK, "stand": RecoveryMode.STAND}
_RELATIVES = {
    Part.FULL: Relative.FULL,
    Part.EQUAL: Relative.EQUAL,
    Part.HALF_PAUSE: Relative.HALF,
    Part.DOUBLE: Relative.DOUBLE,
    Part.NONE: Relative.NONE,
    Part.BACK: Relative.BACK,
}


def _names_several(cursor: Cursor, first: int, position: int, lead: Lead) -> bool:
    """Whether the word for a recovery stood before its lengths, and several can follow: `recoveries of 30, 25`."""
    words = [cursor.text(index, index).lower() for index in range(first, position)]
    is_label = first == 0 and any(word in (":", "-", "=") for word in words)
    is_said = any(cursor.part(index) in (Part.PAUSE, Part.MODE) for index in range(first, position))
    return is_said and (is_label or first == 0 or (lead is Lead.WITH and words[-1] == "of") or words[-1].endswith("s"))


def pause_list(cursor: Cursor, index: int, end: int, *, is_named: bool = False) -> tuple[list[Quantity], int] | None:
    """Several lengths that share their words: `60s, 70s and 80s recoveries`; and the index behind them."""
    quantities: list[Quantity] = []
    position = index
    cursor.spend(1, index)
    while position < end and cursor.part(position) is Part.QUANTITY:
        quantity = cursor.atoms[position].quantity
        if quantity is None or quantity.is_plural or len(quantities) >= LONGEST_LIST:
            return None
        quantities.append(quantity)
        behind = position + 1
        if cursor.is_sign(behind, ",", "/") or cursor.part(behind) is Part.AND:
            behind += 1
            behind += cursor.part(behind) is Part.AND
        if behind == position + 1 or cursor.part(behind) is not Part.QUANTITY:
            break
        position = behind
    is_said = is_named and (position + 1 >= end or cursor.is_sign(position + 1, ".", ";", ")"))
    if len(quantities) < 2 or not (is_said or cursor.is_pause_ahead(position, end)):
        return None
    last = quantities[-1]
    if len(quantities) == 2 and {quantity.measure for quantity in quantities} == {Measure.DISTANCE, Measure.TIME}:
        _refuse_either(cursor, index, position)
    if any(quantity.measure not in (Measure.BARE, last.measure) for quantity in quantities):
        return None
    return quantities, position + 1


def _refuse_either(cursor: Cursor, first: int, second: int) -> None:
    """Ask which of `600m/5min jog recovery` ends the recovery.

    Raises:
        NotationError: if the two are parted by a slash.
    """
    if cursor.is_sign(first + 1, "/") and second == first + 2:
        place = cursor.place(first, second)
        choices = tuple(f"{cursor.text(index, index)} recovery" for index in (first, second))
        what = f"'{place.text}' names two lengths for one recovery"
        raise failure(place, what, "write " + " or ".join(choices), choices)


def read_pause(cursor: Cursor, index: int, end: int, lead: Lead) -> tuple[Pause, int]:
    """Read one pause.

    Args:
        cursor: the line.
        index: its first atom.
        end: where the level ends.
        lead: how it was brought in.

    Returns:
        The pause and the index behind it.

    Raises:
        NotationError: for a word that is nearly a known one.
    """
    pause = Pause([], cursor.place(index, index), lead=lead)
    first, position = index, index
    is_scoped = False
    while position < end:
        atom = cursor.atoms[position]
        part, quantity = atom.part, atom.quantity
        if part is Part.QUANTITY and quantity is not None:
            if cursor.part(position + 1) is Part.TIMES:
                break
            if is_scoped and quantity.is_count and cursor.part(position + 1) in (Part.SETS, Part.REPS):
                position += 1
                continue
            if is_scoped and _is_selector(cursor, position, end, pause):
                pause.selector, pause.scope = quantity, Scope.REPS
            elif pause.quantities or cursor.end_ahead(position, end):
                break
            elif (lead is not Lead.LIST or position > index) and (
                several := pause_list(cursor, position, end, is_named=_names_several(cursor, index, position, lead))
            ) is not None:
                pause.quantities, position = several
                continue
            else:
                pause.quantities = [quantity]
        elif part is Part.PAUSE and pause.quantities and cursor.is_sign(position + 1, "=", ":"):
            break
        elif part is Part.PAUSE:
            pause.is_rest = pause.is_rest or atom.value == "rest"
        elif part is Part.MODE:
            pause.is_rest = pause.is_rest or cursor.text(position, position).lower().endswith("rest")
            pause.mode = pause.mode or _MODES[atom.value]
        elif part in (Part.BETWEEN, Part.AFTER):
            if (number := _number_behind(cursor, position)) is not None:
                pause.number, position = number
                continue
            is_scoped = atom.value != AFTER_LAST
            pause.is_behind = part is Part.AFTER and cursor.part(position + 1) in (Part.FILLER, Part.QUANTITY)
            pause.is_last = pause.is_last or not is_scoped
            pause.is_fixed = pause.is_fixed or pause.is_last
            follows = cursor.part(position + 1)
            pause.is_after = pause.is_after or (part is Part.AFTER and _says_each(cursor, position + 1))
            if is_scoped and (follows is None or follows is Part.SIGN):
                pause.scope = Scope.REPS if part is Part.BETWEEN else pause.scope
        elif part in (Part.REPS, Part.EACH):
            if is_scoped and pause.scope is Scope.UNSAID:
                pause.scope = Scope.REPS
        elif part is Part.SETS:
            if is_scoped:
                pause.scope = Scope.SETS
        elif part in _RELATIVES:
            pause.is_rest = pause.is_rest or cursor.text(position, position).lower().endswith("rest")
            relative = _RELATIVES[part]
            pause.relative = relative if pause.relative in (None, Relative.BACK) else pause.relative
        elif (behind := _past_words(cursor, position, end)) is not None:
            position = behind
            continue
        elif not _goes_on(cursor, position, end, pause, first) or _is_for_the_rep(cursor, position, pause):
            break
        elif part in (Part.AT, Part.IN):
            behind = _rough_end(cursor, position + 1, end)
            pause.notes.append(cursor.text(position, behind - 1))
            position = behind
            continue
        position += 1
    if pause.quantities and pause.mode is not None:
        _refuse_second(cursor, index, position, end)
        _refuse_equal(cursor, pause, index, position, end)
    if not pause.quantities and pause.relative is None and (late := _late_length(cursor, position, end)) is not None:
        pause.quantities, position = [cursor.quantity(late[0])], late[1]
    last = max(position - 1, first)
    while last > first and cursor.atoms[last].part in (Part.SIGN, Part.AND):
        last -= 1
    pause.place = cursor.place(first, last)
    pause.words = _pause_words(cursor, first, last)
    return pause, max(position, first + 1)


def _is_selector(cursor: Cursor, position: int, end: int, pause: Pause) -> bool:
    """Whether a length behind "between" or "after" names the reps, `after the 600s`, and is not the pause's own."""
    if pause.selector is not None or cursor.is_pause_ahead(position, end):
        return False
    is_time = cursor.quantity(position).measure is Measure.TIME
    has_length = bool(pause.quantities) or pause.relative is not None
    return not is_time or has_length or cursor.part(position + 1) is Part.REPS


def _number_behind(cursor: Cursor, position: int) -> tuple[int, int] | None:
    """The rep that a recovery is said to follow, `after the 4th`, and the index behind it; None where none is."""
    behind = position + 1
    while cursor.part(behind) is Part.FILLER:
        behind += 1
    word = cursor.text(behind, behind).lower() if cursor.part(behind) is not None else ""
    if word not in ORDINALS and not is_ordinal(cursor, behind):
        return None
    number = ORDINALS.get(word) or int("".join(char for char in word if char.isdigit()) or 0)
    behind += 1
    behind += cursor.part(behind) in (Part.REPS, Part.SETS)
    return number, behind


def _past_words(cursor: Cursor, position: int, end: int) -> int | None:
    """The index behind a bracket of mere words inside a pause, `2 min rest (RI) between reps`; None if it is none."""
    if position >= end or not cursor.is_sign(position, "("):
        return None
    close = cursor.closing[position]
    inside = range(position + 1, min(close, position + _FURTHEST_LENGTH))
    is_short = close - position <= _FURTHEST_LENGTH
    words = all(cursor.part(index) in _SPOKEN | _PLAIN | {Part.PAUSE} or cursor.is_sign(index, "/") for index in inside)
    goes_on = cursor.part(close + 1) in (Part.BETWEEN, Part.AFTER, Part.PAUSE, Part.MODE) and close + 1 < end
    return close + 1 if is_short and words and goes_on else None


def _refuse_second(cursor: Cursor, first: int, joint: int, end: int) -> None:
    """Ask for one length in place of `50m walk/50m jog`.

    Raises:
        NotationError: if another length that is jogged or walked follows a slash.
    """
    index = joint + 1
    if not cursor.is_sign(joint, "/", "+") or index >= end or cursor.part(index) is not Part.QUANTITY:
        return
    behind = index + 1
    while behind < end and cursor.part(behind) in SMALL_PARTS:
        behind += 1
    if cursor.part(behind) is Part.MODE:
        place = cursor.place(first, behind)
        what = f"'{place.text}' names two lengths for one recovery"
        raise failure(place, what, "add them up, such as 100m walk and jog")


def _refuse_equal(cursor: Cursor, pause: Pause, first: int, joint: int, end: int) -> None:
    """Ask for one length in place of `1 min walk, 1 min jog`.

    Raises:
        NotationError: if the same length follows in a list, spent in another way, and nothing else.
    """
    index = joint + 1
    if not cursor.is_sign(joint, ",") or index + 1 >= end or cursor.part(index) is not Part.QUANTITY:
        return
    is_same = cursor.quantity(index)[:3] == pause.quantities[0][:3] and cursor.part(index + 1) is Part.MODE
    is_end = index + 2 >= end or (index + 3 >= end and cursor.is_sign(index + 2, "."))
    if is_same and is_end and _MODES[cursor.value(index + 1)] is not pause.mode:
        place = cursor.place(first, index + 1)
        what = f"'{place.text}' names two lengths for one recovery"
        raise failure(place, what, "add them up, such as 2 min walk and jog")


def is_ordinal(cursor: Cursor, index: int) -> bool:
    """Whether a word such as "4th" stands there."""
    return cursor.part(index) is Part.WORD and cursor.value(index)[:1].isdigit()


def _late_length(cursor: Cursor, position: int, end: int) -> tuple[int, int] | None:
    """The length of `short recovery (about 2 min)` and `recover at an easy pace for a minute`, and the index behind."""
    if cursor.is_sign(position, "(") and position < end:
        close = cursor.closing[position]
        inner = position + 1
        while inner < close and cursor.part(inner) in SMALL_PARTS:
            inner += 1
        behind = inner + 1
        while behind < close and cursor.part(behind) in _SPOKEN | _PLAIN:
            behind += 1
        return (inner, close + 1) if behind == close and _is_plain_time(cursor, inner) else None
    for index in range(position, min(end, position + _FURTHEST_LENGTH)):
        if cursor.value(index - 1) == "for" and _is_plain_time(cursor, index) and index > position:
            return index, index + 1
        if cursor.part(index) in (Part.SIGN, Part.THEN, Part.QUANTITY, Part.BETWEEN, Part.REPS, Part.RAW, Part.AND):
            return None
    return None


def _is_plain_time(cursor: Cursor, index: int) -> bool:
    """Whether a time stands there that is not a number of passes."""
    quantity = cursor.atoms[index].quantity if cursor.part(index) is Part.QUANTITY else None
    return quantity is not None and quantity.measure is Measure.TIME and not quantity.is_plural


def _says_each(cursor: Cursor, index: int) -> bool:
    """Whether "each" or "every" follows, alone or inside "each rep"."""
    if cursor.part(index) is Part.EACH:
        return True
    return cursor.part(index) in (Part.REPS, Part.SETS) and cursor.text(index, index).lower().startswith(
        ("each", "every")
    )


def _goes_on(cursor: Cursor, position: int, end: int, pause: Pause, first: int) -> bool:
    """Whether an atom with no meaning of its own still belongs to the pause."""
    atom = cursor.atoms[position]
    part, follows = atom.part, cursor.part(position + 1)
    if part in _PLAIN:
        return True
    if part is Part.WORD:
        cursor.check_words(position, position)
        return True
    if part in _DESCRIBING:
        return True
    if part in (Part.AT, Part.IN):
        return True
    if part is Part.AS:
        return (bool(pause.quantities) or pause.relative is not None) and cursor.is_pause_ahead(position, end)
    if part in (Part.OR, Part.AND) or (part is Part.SIGN and atom.value in ("/", "-", "&")):
        is_label = position == first + 1 and atom.value == "-" and cursor.part(first) in PAUSE_LEADS
        return (
            is_label or follows in (Part.MODE, Part.BACK) or (part is Part.OR and _mode_follows(cursor, position, end))
        )
    if part is Part.SIGN and atom.value in (":", "~", "-", "="):
        return not pause.quantities
    return part is Part.WITH and follows is Part.MODE and bool(pause.quantities)


def _is_for_the_rep(cursor: Cursor, position: int, pause: Pause) -> bool:
    """Whether a target behind a recovery is the rep's: nobody times a rest, and nobody jogs at race pace."""
    if cursor.part(position) not in (Part.AT, Part.IN):
        return False
    position += 1
    while cursor.part(position) is Part.FILLER:
        position += 1
    part = cursor.part(position)
    is_in = cursor.part(position - 1) is Part.IN
    is_jogged = pause.mode is not None or any(quantity.measure is Measure.DISTANCE for quantity in pause.quantities)
    if part is Part.PACED:
        return not is_jogged
    if part is Part.NAMED:
        return not cursor.text(position, position).lower().startswith(("easy", "steady", "recovery", "jog"))
    return part in (Part.QUANTITY, Part.NAME, Part.PERCENT) and not (is_in and is_jogged)


def _mode_follows(cursor: Cursor, position: int, end: int) -> bool:
    """Whether another way to spend the same pause follows: "walk or slow jog"."""
    for index in range(position + 1, min(position + 4, end)):
        if cursor.part(index) is Part.MODE:
            return True
        if cursor.part(index) not in (Part.ADJECTIVE, Part.EASY, Part.FILLER):
            return False
    return False


def _pause_words(cursor: Cursor, first: int, last: int) -> str:
    """The words that say how a pause is spent, as they were written, in order."""
    words: list[str] = []
    for index in range(first, last + 1):
        part = cursor.part(index)
        if part in (Part.AT, Part.IN, Part.BETWEEN, Part.AFTER):
            break
        if part in _SPOKEN:
            words.append(cursor.text(index, index).lower())
        elif cursor.is_sign(index, "/") and words and cursor.part(index + 1) in (Part.MODE, Part.EASY, Part.ADJECTIVE):
            words.append("/")
        elif part in (Part.FULL, Part.EQUAL, Part.HALF_PAUSE, Part.DOUBLE) and cursor.value(index) != "open":
            words.append(cursor.text(index, index).lower())
    kept = [word for word in " ".join(words).split() if not _PAUSE_WORD.match(word)]
    return " ".join(kept).replace(" / ", "/").strip("/ ")


def _rough_end(cursor: Cursor, index: int, end: int) -> int:
    """The end of a phrase by its signs alone, or by the word that says what it lies between."""
    while index < end and not cursor.is_sign(index, *HARD_SIGNS) and cursor.part(index) is not Part.BETWEEN:
        index += 1
    return index
