"""The words beside a length: what a rep is called, how hard it is, and what is only a note.

It exists apart from the grammar of lengths because a word plays the same part before and behind the length.
"""

from __future__ import annotations

from trackclock.core.notation.line.cursor import WISH_PARTS, Cursor
from trackclock.core.notation.line.target_phrases import read_aims
from trackclock.core.notation.targets import TargetPart, TargetSpec
from trackclock.core.notation.tree import End, Item, Node, Repeat, Work
from trackclock.core.notation.words.quantities import Measure
from trackclock.core.notation.words.vocabulary import Part

_HEADINGS = frozenset(("ladder", "pyramid", "relay", "steps", "relays", "ladders", "pyramids"))
"""Words for the shape of a session, which its lengths show anyway."""

_MANY = frozenset(("sprints", "strides", "striders", "hills", "hill reps", "hill sprints", "hill repeats"))
"""Kinds of reps that are named in the plural."""

_EASY_ZONE = 2_000
"""Zones up to 2 of 5, in thousandths, are easy running."""

_EASY_RPE = 5_000
"""Perceived exertion up to 5 of 10, in thousandths, is easy running (Foster's scale calls 5 hard work for starters)."""

_DESCRIBING = frozenset((Part.KIND, Part.EFFORT, Part.EASY))
_PREFIXED = _DESCRIBING | {Part.FILLER, Part.OF, Part.REPS}


def first_work(item: Item | Node) -> Work | None:
    """The first rep inside an item."""
    while isinstance(item, Repeat) and item.body:
        item = item.body[0]
    return item if isinstance(item, Work) else None


class Describer(Cursor):
    """Reads the words beside a length.

    Attributes:
        items: what has been read of the level at work.
        is_beside_work: whether the bracket at work stands directly behind a rep.
        depth: how many levels are open.
    """

    items: list[Item]
    is_beside_work: bool = False
    depth: int = 0

    def level(self, start: int, end: int) -> list[Item]:
        """The items of one level, brackets being levels of their own."""
        raise NotImplementedError

    def is_prefix(self, index: int, end: int) -> bool:
        """Whether a word such as "tempo" or "easy" belongs to the length that follows it."""
        if self.part(index) not in _DESCRIBING:
            return False
        position = index + 1
        while position < end and self.part(position) in _PREFIXED:
            position += 1
        self.spend(position - index, index)
        position += self.is_sign(position, ":")
        if self.part(position) is not Part.QUANTITY or position >= end:
            return False
        has_count = position + 1 < end and self.part(position + 1) is Part.TIMES
        return has_count or not self.is_pause_ahead(position, end)

    def tail(self, work: Work, index: int, end: int) -> int:
        """Read the words behind a length that describe the rep.

        Args:
            work: the rep, which gets them.
            index: the first atom behind its length.
            end: where the level ends.

        Returns:
            The index behind them.
        """
        position = index
        while position < end:
            part = self.part(position)
            if part in _DESCRIBING or part is Part.EXERCISE:
                if position > index and part in _DESCRIBING and self.is_prefix(position, end):
                    break
                self.describe(work, position)
                is_run = work.quantity is not None and work.quantity.measure is not Measure.TIME
                work.is_many = work.is_many or (is_run and self.value(position) in _MANY)
            elif part in WISH_PARTS and part not in (Part.FASTER, Part.SLOWER):
                aims, behind = read_aims(self, position, end, 0, is_label=False)
                self.spend(len(work.target.parts), position)
                work.target = work.target.joined(aims[0].target)
                work.is_spoken_for = True
                work.is_easy = work.is_easy or self._is_low(position)
                position = behind
                continue
            elif part is Part.ON or part in (Part.REPS, Part.EACH):
                work.is_spoken_for = True
                work.is_many = work.is_many or (part is Part.REPS and self.text(position, position).endswith("s"))
                is_start = part is Part.EACH or (part is Part.ON and self._is_by_the_clock(work, position, end))
                if self.part(position + 1) is Part.QUANTITY and is_start:
                    self.refuse_send_off(position)
                if part is Part.EACH and self.part(position + 1) is Part.WORD:
                    work.notes.append(self.text(position, position + 1))
                    position += 1
            elif part is not Part.FILLER:
                break
            position += 1
        return position

    def _is_by_the_clock(self, work: Work, index: int, end: int) -> bool:
        """Whether `400m on 2:00` tells when each rep starts: a distance is run, and no time off follows."""
        is_distance = work.quantity is not None and work.quantity.measure is not Measure.TIME
        return is_distance and not self.is_pause_ahead(index + 1, end)

    def _is_low(self, index: int) -> bool:
        """Whether a zone or an exertion is one that a runner recovers in."""
        quantity = self.atoms[index].quantity
        if quantity is None or self.part(index) not in (Part.ZONED, Part.RPED):
            return False
        return quantity.high <= (_EASY_ZONE if self.part(index) is Part.ZONED else _EASY_RPE)

    def describe(self, work: Work, index: int) -> None:
        """Give a rep one describing word."""
        part, text = self.part(index), self.text(index, index).lower()
        work.is_spoken_for = True
        if (part is Part.KIND and text not in _HEADINGS) or part is Part.EXERCISE:
            work.words.append(text)
        elif part in (Part.EFFORT, Part.EASY):
            place = self.place(index, index)
            wish = TargetSpec((TargetPart(text),), place.line, place.column, place.width)
            work.target = work.target.joined(wish)
            work.is_easy = work.is_easy or part is Part.EASY
        else:
            work.notes.append(self.text(index, index))

    def end_words(self, item: End, first: int, behind: int) -> None:
        """Keep the words of a warm-up: how it is run, and what else was said."""
        kept = (Part.MODE, Part.EASY, Part.EFFORT, Part.KIND, Part.WORD, Part.EXERCISE, Part.AND, Part.OR)
        words = [
            self.text(index, index)
            for index in range(first, behind)
            if self.part(index) in kept or self.part(index) in WISH_PARTS
        ]
        if words:
            item.notes.append(" ".join(words))
