"""Lines that can mean two things, asked about before anything is placed; lengths told a little later.

It exists apart from `attach` because these rules look at a whole line, and change or refuse it before its pieces meet.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from trackclock.core.notation.context import failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.tree import Item, Node, Pause, Repeat, Work, works_of
from trackclock.core.notation.words.values import Measure


def refuse_doubtful(items: Sequence[Item]) -> None:
    """Ask about a line whose count, pace or length can be for more than one of its pieces.

    Args:
        items: the pieces of the line in order, numbers of passes behind them already taken in.

    Raises:
        NotationError: for the first that can be read in two ways.
    """
    _refuse_shared_count(items)
    _refuse_length_later(items)


def _refuse_shared_count(items: Sequence[Item]) -> None:
    """Ask whether the number of `4 x 100, 200, 300 metres` is for the first length or for the list.

    Raises:
        NotationError: if lengths of the same kind follow a repeat in a list, with nothing that tells them apart.
    """
    repeats = [item for item in items if isinstance(item, Repeat)]
    first = items[0] if items else None
    if len(repeats) != 1 or first is not repeats[0] or first.high < 2 or first.is_group or len(first.body) != 1:
        return
    work = first.body[0]
    _refuse_second_pace(items, first, work)
    is_listed = (isinstance(item, Work) and item.joint in (",", "/", "-") for item in items[1:])
    listed = [item for item, _ in zip(items[1:], itertools.takewhile(bool, is_listed), strict=False)]
    works = [item for item in (work, *listed) if isinstance(item, Work)]
    if listed and isinstance(work, Work) and not work.target.parts and _is_list(works):
        raise _shared_count(first, works)


def _is_list(works: Sequence[Work]) -> bool:
    """Whether reps are distances of which none but the first says more than that."""
    is_far = all(work.measure is Measure.DISTANCE for work in works)
    return is_far and all(work.is_bare and not work.is_optional for work in works[1:])


def _shared_count(first: Repeat, works: Sequence[Work]) -> NotationError:
    """The error for a number that can be for one length or for a list."""
    texts = [work.place.text for work in works]
    choices = (
        f"{first.place.text} x ({', '.join(texts)})",
        f"{first.place.text} x {texts[0]}, then {', '.join(texts[1:])}",
    )
    what = f"'{first.place.text} x' can be for '{texts[0]}' or for '{', '.join(texts)}'"
    last = works[-1].place
    whole = first.place._replace(width=last.column + last.width - first.place.column)
    return failure(first.place, what, "", choices, whole)


def _refuse_second_pace(items: Sequence[Item], first: Repeat, work: Node) -> None:
    """Ask whether the second length of `6 x 400m at 5k pace and 400m at 10k pace` is run each time.

    Raises:
        NotationError: if a rep as long as that of the repeat follows it, each with a target.
    """
    works = [item for item in items if isinstance(item, (Work, Repeat))]
    later = works[-1]
    if len(works) != 2 or not isinstance(later, Work) or not isinstance(work, Work):
        return
    if _is_change_of_pace(items, work, later):
        texts = f"{work.place.text} ..., {later.place.text} ..."
        what = f"'{later.place.text}' can be a part of each pass, or be run once behind them"
        choice = f"{first.place.text} x ({texts})"
        raise failure(later.place, what, f"write {choice}, or 'then {later.place.text}'", (choice,))
    if later.joint != "and" or later.is_easy:  # 1 min hard and 1 min easy are run in turn
        return
    if later.quantity is None or work.quantity is None or later.quantity.low != work.quantity.low:
        return
    texts = f"{work.place.text} ..., {later.place.text} ..."
    what = f"'{first.place.text} x' can be for '{work.place.text}' alone, or for both lengths"
    raise failure(first.place, what, f"write {first.place.text} x ({texts}), or 'then {later.place.text}'")


def _is_change_of_pace(items: Sequence[Item], work: Work, later: Work) -> bool:
    """Whether a time in another zone or pace follows the one of a repeat: `8 x 4 min Level IV, 1 min Level V`."""
    lengths = [item.quantity for item in (work, later) if item.quantity is not None]
    if later.joint != "," or len(lengths) != 2 or any(length.measure is not Measure.TIME for length in lengths):
        return False
    is_told = bool(work.target.parts and later.target.parts) and not (work.is_easy or later.is_easy)
    is_shorter = lengths[1].low < lengths[0].low
    return is_told and is_shorter and not any(isinstance(item, Pause) for item in items)


def _refuse_length_later(items: Sequence[Item]) -> None:
    """Ask for the length of `10 x hill sprints. Sprint for 45 seconds` in one piece.

    Raises:
        NotationError: if reps without a length are followed by one length in a sentence of its own.
    """
    works = [item for item in items if isinstance(item, (Work, Repeat))]
    first, later = (works[0], works[1]) if len(works) == 2 else (None, None)
    if first is None or not isinstance(later, Work) or later.joint != ".":
        return
    whole = next(works_of([first]), None)
    if whole is not None and _is_inside(later, whole, items):
        what = f"'{later.place.text}' can be a part of '{whole.place.text}', or a rep after them"
        instead = f"write {whole.place.text} of (100m fast, 100m jog), or 'then {later.place.text}'"
        raise failure(later.place, what, instead)
    guessed = first.body[0] if isinstance(first, Repeat) and first.body else None
    if isinstance(guessed, Work) and guessed.is_guessed and guessed.quantity is None and later.quantity is not None:
        what = f"'{later.place.text}' can be the length of '{guessed.place.text}', or a rep after them"
        choice = f"{first.place.text} x {later.place.text} {guessed.place.text}"
        raise failure(later.place, what, f"write {choice}, or 'then {later.place.text}'", (choice,))


def _is_inside(later: Work, whole: Work, items: Sequence[Item]) -> bool:
    """Whether a distance with its recovery may be told of what happens inside the longer reps before it."""
    if later.quantity is None or whole.quantity is None or {later.measure, whole.measure} != {Measure.DISTANCE}:
        return False
    position = next(index for index, item in enumerate(items) if item is later)
    has_own = any(isinstance(item, Pause) for item in items[:position])
    is_pattern = any(isinstance(item, Pause) for item in items[position + 1 : position + 2])
    return is_pattern and not has_own and later.quantity.low * 2 <= whole.quantity.low
