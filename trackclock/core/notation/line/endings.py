"""Warm-ups, cool-downs and exercises without a number: pieces that begin with their name or end in it.

It exists apart from `parser` because each of them has a length, words and notes of its own.
"""

from __future__ import annotations

from trackclock.core.notation.line.cursor import END_PARTS
from trackclock.core.notation.line.describe import first_work
from trackclock.core.notation.line.shares import ShareRules
from trackclock.core.notation.tree import End, Remark, Work
from trackclock.core.notation.words.quantities import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part
from trackclock.core.plan import StepKind


class EndingRules(ShareRules):
    """The rules for what stands at either end of a session, and for exercises."""

    def ending(self, index: int, end: int) -> int:
        """A warm-up or cool-down that begins with its name."""
        kind = StepKind.WARMUP if self.part(index) is Part.WARM else StepKind.COOLDOWN
        item = End(kind, None, self.place(index, index))
        stops = (Part.RAW, Part.THEN, Part.WARM, Part.COOL, Part.SETS)
        position = index + 1
        while position < end:
            part = self.part(position)
            if part is Part.QUANTITY:
                taken = item.quantity is not None or self.part(position + 1) is Part.TIMES
                if taken or self.end_ahead(position, end):
                    break
                item.quantity = self.atoms[position].quantity
            elif part is Part.SIGN:
                if not (self.value(position) in (":", "-", "~") and item.quantity is None):
                    break
            elif part in stops or (
                part is Part.AND and self.part(position + 1) not in (Part.WORD, Part.EXERCISE, Part.KIND)
            ):
                break
            elif part is Part.WORD:
                self.check_words(position, position)
            item.is_open = item.is_open or part is Part.FULL
            position += 1
        self.end_words(item, index + 1, position)
        item.place = self.place(index, max(position - 1, index))
        self.items.append(item)
        return position

    def length_of_ending(self, index: int, end: int, quantity: Quantity, ending: Part) -> int:
        """A warm-up or cool-down that begins with its length."""
        kind = StepKind.WARMUP if ending is Part.WARM else StepKind.COOLDOWN
        item = End(kind, quantity, self.place(index, index))
        stops = (Part.QUANTITY, Part.SIGN, Part.AND, Part.THEN, Part.WITH, Part.RAW)
        position, named = index + 1, False
        if self.is_sign(position, "(") and position < end:
            position = self.closing[position] + 1
            item.notes.append(self.text(index + 2, position - 2))
        while position < end and self.part(position) not in stops:
            if named and self.part(position) in END_PARTS:
                break
            named = named or self.part(position) in END_PARTS
            if self.part(position) is Part.WORD:
                self.check_words(position, position)
            position += 1
        self.end_words(item, index + 1, position)
        item.place = self.place(index, position - 1)
        self.items.append(item)
        return position

    def exercise(self, index: int, end: int) -> int:
        """An exercise without a number: `foam roll 10 min`, `glute band`."""
        position = index + 1
        while position < end and self.part(position) in (Part.EXERCISE, Part.FILLER):
            position += 1
        name = self.text(index, position - 1).lower()
        quantity = self.atoms[position].quantity if position < end and self.part(position) is Part.QUANTITY else None
        is_length = quantity is not None and quantity.measure is Measure.TIME and not self.is_pause_ahead(position, end)
        work = Work(quantity if is_length else None, self.place(index, position - 1), words=[name], is_spoken_for=True)
        before = next((item for item in reversed(self.items[-4:]) if not isinstance(item, Remark)), None)
        beside = first_work(before) if before is not None else None
        if beside is not None and beside.is_guessed and self.depth == 1 and not is_length:
            self.items.append(Remark(name, work.place))  # drills told beside strides
            return position
        work.is_exercise = not is_length
        self.items.append(work)
        return self.tail(work, position + is_length, end)
