"""Counted exercises and patterns: "5 squats", "1 mile of (100m sprint, 100m jog)".

It exists apart from the repeats because both are one rep each, whatever numbers stand in them.
"""

from __future__ import annotations

from trackclock.core.notation.context import failure
from trackclock.core.notation.line.describe import Describer
from trackclock.core.notation.line.pause_phrases import is_ordinal
from trackclock.core.notation.tree import Work
from trackclock.core.notation.words.quantities import Measure
from trackclock.core.notation.words.vocabulary import Part

_PLACES = frozenset(("first", "last", "final", "opening", "closing", "middle", "penultimate"))


class ExerciseRules(Describer):
    """The rules for a rep that is told by more than its length."""

    def exercise_at(self, index: int, end: int) -> tuple[Work, int] | None:
        """A counted exercise ("5 squats", "8 single-leg deadlifts", "10 reps of frog jumps"), and the index behind."""
        position = index + 1
        is_named = self.part(position) is Part.OF or (
            self.part(position) is Part.REPS and self.part(position + 1) is Part.OF
        )
        if is_named:
            position += 1 if self.part(position) is Part.OF else 2
        last = -1
        while position < min(end, index + 7):
            part = self.part(position)
            if part is Part.EXERCISE:
                last = position
            elif part not in (Part.WORD, Part.KIND, Part.EASY, Part.BACK, Part.FILLER, Part.EFFORT, Part.MODE):
                break
            elif is_named and part is Part.WORD:
                last = position
            position += 1
        if last < 0:
            return None
        quantity = self.quantity(index)
        name = self.text(index, last)
        if quantity.low < 1_000:
            raise failure(self.place(index, index), f"'{name}' is nothing to do", "write a number from 1 on")
        return Work(None, self.place(index, last), words=[name.lower()], is_spoken_for=True), last + 1

    def refuse_part_of_rep(self, index: int, end: int) -> None:
        """Ask what is meant by `last 200m fast`: a part of the rep, which no step is, or a rep of its own.

        Raises:
            NotationError: if a place in a row and a length follow each other.
        """
        if self.value(index) not in _PLACES and not is_ordinal(self, index):
            return
        length = index + 1
        if self.part(length) is Part.SETS and self.part(length + 1) is Part.QUANTITY and length + 1 < end:
            self._refuse_set(index, length + 1)
        while length < min(end, index + 4) and self.part(length) in (Part.FILLER, Part.EACH):
            length += 1
        quantity = self.atoms[length].quantity if length < end and self.part(length) is Part.QUANTITY else None
        if quantity is None or quantity.is_count or self.is_pause_ahead(length, end):
            return
        what = f"'{self.text(index, length)}' has no meaning here"
        instead = f"put the words in [note: ...], or write 1 x {self.text(length, length)}"
        raise failure(self.place(length, length), what, instead)

    def _refuse_set(self, index: int, length: int) -> None:
        """Ask what is meant by `first set 200m hard, 200m easy`: how the reps of a set are run, or reps.

        Raises:
            NotationError: if a length follows that is not run so many times.
        """
        if self.part(length + 1) not in (Part.TIMES, Part.OF) and not self.is_pause_ahead(length, len(self.atoms)):
            what = f"'{self.text(index, length)}' can tell how a set is run, or what is run"
            instead = f"put the words in [note: ...], or write '{self.text(index, length - 1)}: ...'"
            raise failure(self.place(index, length), what, instead)

    def pattern(self, work: Work, index: int, end: int) -> int:
        """The pattern of `1 mile of (100m sprint, 100m jog)`: what changes inside one rep; the index behind it."""
        close = self.closing[index]
        self._pattern_parts(work, index + 1, close)
        if not work.pattern:
            what = "the pattern is empty"
            raise failure(self.place(index, close), what, "write lengths, such as (100m sprint, 100m jog)")
        return self.tail(work, close + 1, end)

    def pattern_between(self, work: Work, index: int, end: int) -> int:
        """The pattern of `4 laps alternating 100m fast, 100m slow`, up to the end of the sentence."""
        close = index
        while close < end and not self.is_sign(close, ".", ";", "(", ")") and self.part(close) is not Part.WITH:
            close += 1
        self._pattern_parts(work, index, close)
        return close

    def _pattern_parts(self, work: Work, position: int, close: int) -> None:
        """The pieces of a pattern."""
        while position < close:
            if self.part(position) is Part.QUANTITY:
                quantity = self.quantity(position)
                behind = position + 1
                while behind < close and self.part(behind) not in (Part.QUANTITY, Part.SIGN, Part.AND, Part.THEN):
                    behind += 1
                if quantity.measure is not Measure.DISTANCE or quantity.is_range or quantity.low <= 0:
                    what = f"'{self.text(position, position)}' cannot be part of a pattern"
                    raise failure(self.place(position, position), what, "write metres, such as (100m sprint, 100m jog)")
                work.pattern.append((quantity, self.text(position + 1, behind - 1).lower()))
                position = behind
            elif self.is_sign(position, ",", "/", "-", "+", ";") or self.part(position) in (Part.AND, Part.THEN):
                position += 1
            else:
                what = f"'{self.text(position, position)}' has no length in the pattern"
                raise failure(self.place(position, position), what, "write metres, such as (100m sprint, 100m jog)")
