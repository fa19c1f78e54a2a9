"""Targets that are shared out among the reps of a repeat: `alternating 72 and 76`, `first 4 at 72, last 4 at 70`.

It exists apart from the targets because here the number of reps decides what a line means.
"""

from __future__ import annotations

from trackclock.core.notation.context import failure
from trackclock.core.notation.line.brackets import BracketRules
from trackclock.core.notation.targets import TargetPart, TargetSpec
from trackclock.core.notation.tree import Aim, Repeat, Work
from trackclock.core.notation.words.quantities import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_ALTERNATING = frozenset(("alternating", "alternate", "alternately"))
_TURNS = frozenset(("first", "1st", "next", "last", "final", "second", "remaining", "other"))
_MOST_MS = 900_000
"""A time above this is no time of a rep on the track."""


class ShareRules(BracketRules):
    """The rules for what is told of some of the reps."""

    def share(self, index: int, end: int) -> int | None:
        """Read a target that is shared out.

        Args:
            index: a word that leads to one.
            end: where the level ends.

        Returns:
            The index behind it; None where it is none.

        Raises:
            NotationError: where the numbers of reps do not add up.
        """
        if self.value(index) not in _ALTERNATING and self.value(index) not in _TURNS:
            return None  # asked first: few words do, and it keeps a line of words from being looked back over each time
        repeat = next((item for item in reversed(self.items) if isinstance(item, Repeat)), None)
        work = repeat.body[0] if repeat is not None and repeat.low == repeat.high and repeat.body else None
        if repeat is None or not isinstance(work, Work) or work.quantity is None or len(repeat.body) > 2:
            return None
        if work.quantity.measure is Measure.TIME:
            return None
        if self.value(index) in _ALTERNATING:
            return self._alternate(index, end, repeat)
        return self._in_turn(index, end, repeat)

    def _time(self, index: int, end: int) -> Quantity | None:
        """A time of a rep: a clock time, or bare seconds."""
        quantity = self.atoms[index].quantity if index < end and self.part(index) is Part.QUANTITY else None
        if quantity is None or quantity.measure is Measure.DISTANCE or quantity.is_range or quantity.is_plural:
            return None
        is_pause = self.is_pause_ahead(index, end) or self.part(index + 1) is Part.TIMES
        return quantity if quantity.low <= _MOST_MS and not is_pause else None

    def _alternate(self, index: int, end: int, repeat: Repeat) -> int | None:
        """`alternating 72 and 76`: one time for the odd reps, one for the even."""
        position = index + 1
        while self.part(position) in (Part.AT, Part.IN, Part.FILLER):
            position += 1
        one, two = self._time(position, end), self._time(position + 2, end)
        is_joined = self.part(position + 1) is Part.AND or self.is_sign(position + 1, "/", ",")
        if one is None or two is None or not is_joined:
            return None
        texts = (self.text(position, position), self.text(position + 2, position + 2))
        self._give(index, position + 2, [(one.low, texts[0]), (two.low, texts[1])] * (repeat.high // 2 + 1), repeat)
        return position + 3

    def _in_turn(self, index: int, end: int, repeat: Repeat) -> int | None:
        """`first 4 at 72, last 4 at 70`: as many times as there are reps."""
        position, last, times = index, index, list[tuple[int, str]]()
        while position < end and (self.value(position) in _TURNS or (times and self._says_others(position))):
            count = self.atoms[position + 1].quantity if self.part(position + 1) is Part.QUANTITY else None
            behind = position + 1 + (count is not None)
            behind += self.part(behind) is Part.REPS
            time = self._time(behind + 1, end) if self.part(behind) in (Part.AT, Part.IN) else None
            if time is None or (count is None and not times) or (count is not None and not count.is_count):
                return None
            number = count.low // 1_000 if count is not None else max(repeat.high - len(times), 0)
            times += [(time.low, self.text(behind + 1, behind + 1))] * min(number, repeat.high + 1)
            last = behind + 1
            position = last + 1
            while self.is_sign(position, ",", ";") or self.part(position) in (Part.AND, Part.THEN, Part.FILLER):
                position += 1
        if not times:
            return None
        if len(times) != repeat.high:
            place = self.place(index, last)
            what = f"'{place.text}' tells of {len(times)} reps, and there are {repeat.high}"
            raise failure(place, what, "tell of all of them, or write them as repeats of their own")
        self._give(index, last, times, repeat)
        return last + 1

    def _says_others(self, index: int) -> bool:
        """Whether all other reps are meant: `rest at 70`, `the others at 70`."""
        return self.text(index, index).lower() in ("rest", "others", "remainder") and self.part(index + 1) is Part.AT

    def _give(self, index: int, last: int, times: list[tuple[int, str]], repeat: Repeat) -> None:
        """Make the target of all reps in their order."""
        place = self.place(index, last)
        shared = times[: repeat.high]
        wish = TargetPart(
            place.text, list_ms=tuple(time for time, _ in shared), list_texts=tuple(text for _, text in shared)
        )
        self.items.append(Aim(TargetSpec((wish,), place.line, place.column, place.width), place))
