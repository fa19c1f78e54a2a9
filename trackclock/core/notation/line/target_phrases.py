"""A target: a time, a pace, a name, an effort, or several of them, and the reps that it is for.

It exists apart from the grammar of the line because a target can stand nearly anywhere in it.
"""

from __future__ import annotations

from trackclock.core.limits import MILE_MM
from trackclock.core.notation.context import failure
from trackclock.core.notation.line.cursor import HARD_SIGNS, PAUSE_PARTS, WISH_PARTS, Cursor
from trackclock.core.notation.line.pause_phrases import LONGEST_LIST
from trackclock.core.notation.targets import TargetPart, TargetSpec, read_part
from trackclock.core.notation.tree import Aim
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.quantities import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_ENDS = HARD_SIGNS | {"bullet", ":"}
_END_PARTS = frozenset((Part.WITH, Part.THEN, Part.WARM, Part.COOL, Part.AND, Part.RAW, Part.REPEAT, Part.AS, Part.OR))
_LEADS = frozenset((Part.AT, Part.IN, Part.AIM, Part.PACE, Part.FILLER, Part.OF))

_SHORTEST_NEXT_MS = 60_000
"""A time with its unit from this on, behind a dash, is the next rep and no offset."""

_MOST_OFFSET_MS = 30_000
"""Seconds up to this behind a pace are an offset; bare numbers are thousandths and thus seconds too."""


def read_aims(cursor: Cursor, index: int, end: int, list_size: int, *, is_label: bool) -> tuple[list[Aim], int]:
    """Read a target, or several that are told apart by the reps that they are for.

    Args:
        cursor: the line.
        index: the word that leads to it, or its first atom.
        end: where the level ends.
        list_size: how many reps there are to share a list of times among; 0 where there is no such list.
        is_label: whether it was brought in by a label such as "Intensity:".

    Returns:
        The targets and the index behind them.

    Raises:
        NotationError: for a target that is empty or nearly a known word.
    """
    first = index
    while index < end and (cursor.part(index) in _LEADS or cursor.is_sign(index, ":", "-", "~", "=")):
        index += 1
    aims: list[Aim] = []
    while True:
        selector: Quantity | None = None
        atom = cursor.atoms[index] if index < end else None
        if atom is not None and atom.part is Part.QUANTITY and cursor.part(index + 1) in (Part.AT, Part.IN):
            selector, index = atom.quantity, index + 2
        spec, behind = _read_spec(cursor, index, end, list_size, first)
        aims.append(Aim(spec, cursor.place(first, max(behind - 1, first)), selector, is_label=is_label))
        follows = behind + 1
        is_more = selector is not None and (cursor.is_sign(behind, ",", ";") or cursor.part(behind) is Part.AND)
        if not (is_more and cursor.part(follows) is Part.QUANTITY and cursor.part(follows + 1) in (Part.AT, Part.IN)):
            return aims, behind
        first = index = follows


def _read_spec(cursor: Cursor, index: int, end: int, list_size: int, lead: int) -> tuple[TargetSpec, int]:
    """The wishes from here on, and the index behind them."""
    parts: list[TargetPart] = []
    start = index
    while True:
        behind = _wish_end(cursor, index, end, is_first=not parts)
        if behind == index:
            break
        parts.append(_one_wish(cursor, index, behind))
        index = behind
        if len(parts) == 1 and (laps := _laps(cursor, index, end)) is not None:
            text = cursor.text(start, laps[1] - 1)
            parts[0] = parts[0]._replace(laps_ms=laps[0], text=text)
            index = laps[1]
        if len(parts) == 1 and list_size > 1 and (times := _times(cursor, start, end, list_size)) is not None:
            text = cursor.text(start, times[1] - 1)
            texts = _pieces(text, list_size)
            parts[0] = parts[0]._replace(list_ms=times[0], list_texts=texts, times_ms=None, text=text)
            index = times[1]
        if cursor.part(index) is not Part.AND or not _is_wish(cursor, index + 1):
            break
        index += 1
        while cursor.part(index) in (Part.AT, Part.IN):
            index += 1
    if not parts and (cursor.part(lead) in (Part.AT, Part.IN) or cursor.value(lead) == "@"):
        own = next((at for at in range(lead, index) if cursor.value(at) == "target pace"), None)
        if own is not None:
            parts, start = [TargetPart(cursor.text(own, own))], own
    if not parts:
        what = f"a target is missing after '{cursor.text(lead, max(index - 1, lead))}'"
        raise failure(
            cursor.place(lead, max(index - 1, lead)), what, "write a time or a pace, such as @ 2:44 or @ 5k pace"
        )
    place = cursor.place(start, max(index - 1, start))
    return TargetSpec(tuple(parts), place.line, place.column, place.width), index


def _pieces(text: str, size: int) -> tuple[str, ...]:
    """The times of a list as they were written, whatever sign stands between them."""
    listed = text.replace("/", ",").replace(" and ", ",")
    pieces = tuple(piece.strip() for piece in listed.split(",") if piece.strip())
    dashed = tuple(piece.strip() for piece in listed.replace("-", ",").split(",") if piece.strip())
    return dashed if len(pieces) != size and len(dashed) == size else pieces


def _is_wish(cursor: Cursor, index: int) -> bool:
    """Whether a further wish follows an "and"."""
    part = cursor.part(index)
    if part in (Part.AT, Part.IN):
        return True
    if part is Part.QUANTITY:
        quantity = cursor.atoms[index].quantity
        return quantity is not None and quantity.is_clock and not cursor.is_pause_ahead(index, len(cursor.atoms))
    return part in WISH_PARTS


def _one_wish(cursor: Cursor, index: int, behind: int) -> TargetPart:
    """One wish from its atoms."""
    atoms: list[Atom] = []
    for position in range(index, behind):
        atom = cursor.atoms[position]
        if atom.part is Part.WORD:
            cursor.check_words(position, position)
        if atom.part is Part.NAMED:
            name = cursor.text(position, position).lower()
            if name not in cursor.context.races:
                cursor.context.races[name] = _race_of(cursor, atom)
            atom = atom._replace(value=name, quantity=cursor.context.races[name])
        atoms.append(atom)
    while behind - 1 > index and (cursor.part(behind - 1) is Part.FILLER or cursor.is_sign(behind - 1, "/", "-", "+")):
        behind -= 1
    return read_part(atoms, cursor.text(index, behind - 1))


def _race_of(cursor: Cursor, atom: Atom) -> Quantity | None:
    """The one race distance inside a pace by name; None for none or a range of two."""
    from trackclock.core.notation.words.atoms import Reader

    tokens = cursor.tokens[atom.first : atom.last]
    found = [
        token_atom.quantity
        for token_atom in Reader(tokens, cursor.context.source, cursor.context.options.lap_mm).read()
        if token_atom.part is Part.QUANTITY and token_atom.quantity is not None
    ]
    if any(token.text == "mile" for token in tokens) and not found:
        return Quantity(Measure.DISTANCE, MILE_MM, MILE_MM, "mile")
    if len(found) != 1 or found[0].is_range or any(token.text in ("hm", "mp", "marathon") for token in tokens):
        return None
    return found[0]


def _wish_end(cursor: Cursor, index: int, end: int, *, is_first: bool) -> int:
    """The index behind one wish: where its phrase ends or something else begins."""
    has_quantity = False
    for position in range(index, end):
        part = cursor.part(position)
        if part is Part.SIGN and cursor.value(position) in _ENDS:
            return position
        if part is Part.AND and cursor.value(position) == "plus" and has_quantity and _is_seconds(cursor, position + 1):
            continue
        if part in _END_PARTS:
            return position
        if part in PAUSE_PARTS and part is not Part.EQUAL and position > index:
            return position
        if (
            cursor.is_sign(position, "-")
            and cursor.part(position + 1) is Part.QUANTITY
            and cursor.is_pause_ahead(position + 1, end)
        ):
            return position
        if part is Part.SEND_OFF:
            return position
        if part is Part.TIMES and position > index:
            return position - 1 if cursor.part(position - 1) is Part.QUANTITY else position
        if part in (Part.AT, Part.IN) and position > index and cursor.part(position + 1) is Part.QUANTITY:
            return position
        if cursor.is_sign(position, "-") and _is_length(cursor, position + 1, has_quantity=has_quantity):
            return position
        if (
            cursor.is_sign(position, "/", "+")
            and cursor.part(position + 1) is Part.QUANTITY
            and not (cursor.is_sign(position, "+") and has_quantity and _is_seconds(cursor, position + 1))
        ):
            return position
        if part is Part.EACH and position > index:
            cursor.refuse_send_off(position)
        if part is Part.PROGRESS and position > index and is_first:
            return position
        if part is Part.QUANTITY:
            is_offset = cursor.is_sign(position - 1, "-", "+") or cursor.value(position - 1) in (
                "minus",
                "plus",
                "less",
            )
            if cursor.is_pause_ahead(position, end) or cursor.end_ahead(position, end):
                return position
            if has_quantity and not is_offset and not _is_compared(cursor, position):
                return position
            has_quantity = True
        if part in (Part.NAMED, Part.PACED):
            has_quantity = True
    return end


def _is_length(cursor: Cursor, position: int, *, has_quantity: bool) -> bool:
    """Whether the next rep of a list follows a dash: `800m at 5k pace - 1600m at 10k pace`."""
    quantity = cursor.atoms[position].quantity if cursor.part(position) is Part.QUANTITY else None
    if quantity is None:
        return False
    if quantity.measure is Measure.TIME and not quantity.is_clock and quantity.low >= _SHORTEST_NEXT_MS:
        return True
    is_next = quantity.measure is Measure.DISTANCE or cursor.part(position + 1) in (Part.AT, Part.IN, Part.TIMES)
    return has_quantity and is_next


def _is_seconds(cursor: Cursor, position: int) -> bool:
    """Whether a few seconds follow, as in "goal pace plus 3", and not another rep."""
    is_told = cursor.part(position) in (Part.QUANTITY, Part.PACED)
    quantity = cursor.atoms[position].quantity if is_told else None
    if quantity is None or quantity.measure is Measure.DISTANCE or cursor.part(position + 1) is Part.TIMES:
        return False
    most = _MOST_OFFSET_MS if cursor.part(position) is Part.QUANTITY else 4 * _MOST_OFFSET_MS
    return quantity.high <= most and not quantity.is_clock


def _is_compared(cursor: Cursor, position: int) -> bool:
    """Whether the quantity belongs to a comparison: `2 s faster than 5k`."""
    return any(
        cursor.part(before) in (Part.FASTER, Part.SLOWER, Part.PERCENT) for before in (position - 1, position - 2)
    )


def _laps(cursor: Cursor, index: int, end: int) -> tuple[tuple[int, ...], int] | None:
    """The laps of `2:44 as 80, 84` and the index behind them."""
    if cursor.part(index) is not Part.AS:
        return None
    laps, position = _times_from(cursor, index + 1, end)
    return (tuple(laps), position) if laps else None


def _times(cursor: Cursor, index: int, end: int, size: int) -> tuple[tuple[int, ...], int] | None:
    """A list of exactly `size` times, one a rep, and the index behind it."""
    times, position = _times_from(cursor, index, end, size)
    return (tuple(times), position) if len(times) == size else None


def _times_from(cursor: Cursor, index: int, end: int, most: int = LONGEST_LIST) -> tuple[list[int], int]:
    """Times parted by commas or slashes, a bare number being seconds, and the index behind them.

    Where there are as many as reps, a time with its unit behind them is the recovery: `in 47, 46, 45, 3 min`.
    """
    times: list[int] = []
    position = index
    while position < end and len(times) <= LONGEST_LIST:
        quantity = cursor.atoms[position].quantity if cursor.part(position) is Part.QUANTITY else None
        if quantity is None or quantity.measure is Measure.DISTANCE or quantity.is_range:
            break
        if cursor.is_pause_ahead(position, end) or cursor.part(position + 1) is Part.TIMES:
            break
        if len(times) == most and quantity.unit and not quantity.is_clock:
            return times, position - 1
        times.append(quantity.low)
        is_joined = cursor.is_sign(position + 1, ",", "/") or cursor.part(position + 1) is Part.AND
        if not is_joined or cursor.part(position + 2) is not Part.QUANTITY:
            return times, position + 1
        position += 2
    return times, position - (1 if times and position > index else 0)
