"""What stands before the reps or hangs on to them and is no rep: a total, a time of day, a recovery without a length.

It exists apart from the parser because each of these is told by a word, whatever length stands beside it.
"""

from __future__ import annotations

from trackclock.core.notation.context import failure
from trackclock.core.notation.line.endings import EndingRules
from trackclock.core.notation.tree import Pause, Remark, Repeat, Work
from trackclock.core.notation.words.quantities import Measure
from trackclock.core.notation.words.vocabulary import Part

_FURTHEST_PLACE = 4
"""How many atoms before a clock time a word such as "meet" is looked for."""

_MADE_OF = frozenset(("consisting", "consists", "comprising", "comprises", "comprised", "made"))
"""What parts a total from the pieces that it is made of."""

STARTING = frozenset(("start", "starts", "starting", "begin", "begins"))
_EARLIEST_MS = 360_000
"""A clock time after "start" from this on can be one of the day: 6:00."""

_MEETING = frozenset(("meet", "meeting", "leave", "leaving", "arrive", "gates"))


class OpeningRules(EndingRules):
    """The rules for lengths that are not run."""

    def made_of(self, index: int, end: int) -> int | None:
        """`12 miles, consisting of:` is the total of what follows; the index behind it, None if it is none."""
        position = index + 1
        while position < end and (self.is_sign(position, ",", ":", "-") or self.part(position) is Part.FILLER):
            if self.value(position) in _MADE_OF:
                break
            position += 1
        if position >= end or self.value(position) not in _MADE_OF or self.quantity(index).is_count:
            return None
        place = self.place(index, index)
        self.context.assume(place, f"'{place.text}' is read as the total of what follows")
        self.items.append(Remark(place.text, place))
        while position < end and not (self.part(position) is Part.OF or self.is_sign(position, ":")):
            if self.part(position) is Part.QUANTITY:
                return position
            position += 1
        return min(position + 1, end)

    def is_of_the_day(self, index: int) -> bool:
        """Whether a clock time tells when people meet, by the words before it."""
        first = max(0, index - _FURTHEST_PLACE)
        is_start = any(self.value(before) in STARTING for before in range(max(0, index - 2), index))
        is_alone = (
            self.part(index + 1) is None
            or self.value(index + 1) == "sharp"
            or self.is_sign(index + 1, ",", ".", ";", ")")
        )
        if is_start and is_alone and self.quantity(index).low >= _EARLIEST_MS:
            return True
        return any(self.value(before) in _MEETING for before in range(first, index))

    def refuse_whose_length(self, pause: Pause, index: int) -> None:
        """Ask whether the 400 of `2x400 rest` is run or is the recovery.

        Raises:
            NotationError: if "rest" or "recovery" without a length stands directly behind a repeat without a unit.
        """
        before = self.items[-1] if self.items else None
        work = before.body[0] if isinstance(before, Repeat) and len(before.body) == 1 else None
        length = work.quantity if isinstance(work, Work) else None
        is_glued = self.part(index) is Part.PAUSE and self.part(index - 1) is Part.QUANTITY
        is_told = pause.quantities or pause.relative is not None or pause.mode is not None
        if length is None or length.measure is not Measure.BARE or is_told or not is_glued or not self.items[:-1]:
            return
        text, name = self.text(index - 1, index - 1), self.text(index, index)
        choices = (f"{text}m with {text}m {name}", f"{text}m, open {name}")
        what = f"'{text} {name}' can be a length that is run, or that of the {name}"
        raise failure(self.place(index - 1, index), what, "write " + " or ".join(choices), choices)
