"""Lines that can mean two things, asked about before anything is placed; lengths told a little later.

It exists apart from `attach` because these rules look at a whole line, and change or refuse it before its pieces meet.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.placing.units import works_of
from trackclock.core.notation.tree import End, Item, Multiplier, Node, Pause, Remark, Repeat, Work
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import word_set
from trackclock.core.plan import StepKind

_SHORTEST_END_MM, _SHORTEST_END_MS = 400_000, 180_000


def refuse_doubtful(items: Sequence[Item]) -> None:
    """Ask about a line whose count, pace or length can be for more than one of its pieces.

    Args:
        items: the pieces of the line in order, numbers of passes behind them already taken in.

    Raises:
        NotationError: for the first that can be read in two ways.
    """
    _refuse_shared_count(items)
    _refuse_length_later(items)


def refuse_told(items: Sequence[Item], context: Context) -> None:
    """Ask about a length that words tell of in a sentence of its own, beside the sentence with the session.

    Args:
        items: the pieces of a line in order.
        context: has the line as it was written.

    Raises:
        NotationError: for `My time for 5k was slow` beside `6 x 400m`: it can be run, or be told of something else.
    """
    if len(items) < 2 or not any(item.joint in _SENTENCES for item in items[1:]):
        return
    sentences: list[list[Item]] = [[]]
    for item in items:
        if item.joint in _SENTENCES and sentences[-1]:
            sentences.append([])
        sentences[-1].append(item)
    sessions = [sentence for sentence in sentences if _is_session(sentence)]
    start = 0
    for sentence in sentences:
        last = sentence[-1].place
        end = last.column - 1 + last.width
        text, start = context.source[start:end].strip(" .,;:"), end
        work = _told(sentence, text)
        if work is not None and sessions:
            raise told_of_something_else(text, work)


def told_of_something_else(text: str, work: Work) -> NotationError:
    """The question whether a length that words tell of is run."""
    what = f"'{text[:60]}' can be told of something else, or '{work.place.text}' of it is run"
    return failure(work.place, what, f"put '# ' before what is not run, or write '1 x {work.place.text}'")


def _is_session(sentence: Sequence[Item]) -> bool:
    """Whether a sentence has reps, or several lengths."""
    works = sum(isinstance(item, Work) for item in sentence)
    return works > 1 or any(isinstance(item, Repeat) and item.high > 1 for item in sentence)


def _told(sentence: Sequence[Item], text: str) -> Work | None:
    """The one length of a sentence, where words stand beside it that are none of a session."""
    works = [item for item in sentence if isinstance(item, (Work, Repeat, Multiplier, End))]
    only = works[0] if len(works) == 1 and isinstance(works[0], Work) else None
    if only is None or only.quantity is None or only.is_many:
        return None
    if not _TELLING.isdisjoint(text.lower().split()):
        return only
    words = [word for item in sentence if isinstance(item, Remark) for word in _WORD.findall(item.text.lower())]
    return only if any(word not in _OF_SESSIONS for word in words) else None


_TELLING = word_set(
    "my his her their was were tomorrow yesterday wednesday thursday friday saturday sunday monday tuesday"
)
"""Words of whoever tells of another run, though they are small ones elsewhere."""

_SENTENCES = (".", ";", ":")
_WORD = re.compile(r"[^\W\d_]{2,}")
_OF_SESSIONS = word_set(
    "go start starting out head home back one single long another additional extra more track session set reps rep"
    " a an the of at on in to for and with then it is be by up down over around you your we our us run running"
    " after before finally first second third last final this that as hill hills group mon tue wed thu fri"
    " workout main part total goal pace race effort hard easy just straight do did finish end now keep going"
    " sprint sprints repeat as can hard fast"
)
"""Words that are no story."""


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
    if not listed or not isinstance(work, Work) or work.target.parts or not all(map(_is_run, works)):
        return
    if all(map(_is_plain, works[1:])):
        raise _shared_count(first, works)


def _is_run(work: Work) -> bool:
    """Whether a rep is a distance."""
    return work.quantity is not None and work.quantity.measure is Measure.DISTANCE


def _is_plain(work: Work) -> bool:
    """Whether nothing is said of a rep but its length."""
    return not (work.target.parts or work.is_spoken_for or work.words or work.is_optional)


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
    return failure(first.place, what, "write " + " or ".join(choices), choices, whole)


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
    if later.joint != "and":
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
    if whole is not None and _is_part(later, whole, items):
        what = f"'{later.place.text}' can be a part of '{whole.place.text}', or a rep after them"
        instead = f"write {whole.place.text} of (100m fast, 100m jog), or 'then {later.place.text}'"
        raise failure(later.place, what, instead)
    guessed = first.body[0] if isinstance(first, Repeat) and first.body else None
    if isinstance(guessed, Work) and guessed.is_guessed and guessed.quantity is None and later.quantity is not None:
        what = f"'{later.place.text}' can be the length of '{guessed.place.text}', or a rep after them"
        choice = f"{first.place.text} x {later.place.text} {guessed.place.text}"
        raise failure(later.place, what, f"write {choice}, or 'then {later.place.text}'", (choice,))


def _is_part(later: Work, whole: Work, items: Sequence[Item]) -> bool:
    """Whether a distance with its recovery may be told of what happens inside the longer reps before it."""
    if not (_is_run(later) and _is_run(whole)) or later.quantity is None or whole.quantity is None:
        return False
    position = next(index for index, item in enumerate(items) if item is later)
    has_own = any(isinstance(item, Pause) for item in items[:position])
    is_pattern = any(isinstance(item, Pause) for item in items[position + 1 : position + 2])
    return is_pattern and not has_own and later.quantity.low * 2 <= whole.quantity.low


def late_lengths(items: list[Item], context: Context) -> list[Item]:
    """Give a recovery without a length the bare time behind it: `rest should be short - 45 s`, `rest (jog) 2 min`.

    Args:
        items: the pieces of the line in order; the pauses among them are changed.
        context: gets what was assumed.

    Returns:
        The pieces that are left.
    """
    kept: list[Item] = []
    for item in items:
        before = next((entry for entry in reversed(kept[-2:]) if not isinstance(entry, Remark)), None)
        if not isinstance(before, Pause) or before.quantities or before.relative is not None:
            kept.append(item)
        elif isinstance(item, Work) and item.quantity is not None and _is_late(item, item.quantity):
            context.assume(item.place, f"'{item.place.text}' is read as the length of '{before.place.text}'")
            before.quantities = [item.quantity]
        elif isinstance(item, Pause) and not item.quantities:
            before.mode = before.mode or item.mode
            before.words = before.words or item.words
        else:
            kept.append(item)
    return kept


def _is_late(work: Work, quantity: Quantity) -> bool:
    """Whether a rep is a bare time that stands right behind a recovery."""
    is_bare = not (work.words or work.target.parts or work.is_spoken_for or quantity.is_plural)
    return quantity.measure is Measure.TIME and is_bare and work.joint in ("", "-", ":", ",")


def with_lengths(items: Sequence[Item], context: Context) -> Sequence[Item]:
    """Give a warm-up the easy length beside it, `warm up, 20 minutes easy`, and the exercises without a number.

    Args:
        items: the pieces of the line in order; the warm-ups and cool-downs among them are changed.
        context: gets what was assumed.

    Returns:
        The pieces that are left.
    """
    if not any(isinstance(item, End) for item in items):
        return items
    kept: list[Item] = []
    for index, item in enumerate(items):
        beside = [near for near in items[max(index - 1, 0) : index + 2] if isinstance(near, End)]
        end = next((near for near in beside if _is_length_of(item, near, items)), None)
        if end is not None and isinstance(item, Work):
            context.assume(item.place, f"'{item.place.text}' is read as the length of '{end.place.text}'")
            end.quantity = item.quantity
            end.notes.extend(note for note in (item.target.text, *item.notes) if note)
        elif isinstance(item, Work) and item.is_exercise and not item.words[0][:1].isdigit():
            holder = next(near for near in items if isinstance(near, End))
            holder.notes.extend([*item.words, *item.notes])
        else:
            kept.append(item)
    return kept


def _is_length_of(item: Item, end: End, items: Sequence[Item]) -> bool:
    """Whether a rep is the length of the warm-up or cool-down beside it: easy, or in brackets behind it."""
    if not isinstance(item, Work) or item.quantity is None or end.quantity is not None or end.is_open or item.pattern:
        return False
    position = items.index(item)
    is_behind = position > items.index(end)
    if end.kind is StepKind.WARMUP and not is_behind:
        return False
    before = items[position - 1] if position else None
    if end.kind is StepKind.COOLDOWN and isinstance(before, Repeat) and not before.between and len(before.body) == 1:
        return False  # the recovery of the repeat before it, rather
    shortest = _SHORTEST_END_MS if item.quantity.measure is Measure.TIME else _SHORTEST_END_MM
    return item.quantity.low >= shortest and item.is_easy
