"""Brackets, stated totals, alternatives and raw notes: what stands beside the line of reps.

It exists because a bracket may hold a recovery, a target, a remark, an optional rep, a breakdown or a set.
"""

from __future__ import annotations

import re

from trackclock.core.limits import LIKELY_FASTEST_MS_PER_M, LIKELY_SLOWEST_MS_PER_M
from trackclock.core.notation.context import failure
from trackclock.core.notation.line.cursor import PAUSE_LEADS
from trackclock.core.notation.line.repeats import RepeatRules
from trackclock.core.notation.placing.attach import settle
from trackclock.core.notation.placing.units import works_of
from trackclock.core.notation.targets import TargetPart, TargetSpec
from trackclock.core.notation.tree import (
    Aim,
    End,
    Item,
    Lead,
    Multiplier,
    Pause,
    Place,
    Remark,
    Repeat,
    Scope,
    Work,
    levels_of,
)
from trackclock.core.notation.words.lexer import plain
from trackclock.core.notation.words.quantities import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_ESCAPED = re.compile(r"\\(.)")
_RESTATED_PERMILLE = 50
"""A length in brackets that differs by less says the same length again: `6 laps (1.5 miles)`."""

_FURTHEST_PAUSE = 16
"""How many atoms behind a bracket the recovery is looked for that makes its time that of the rep."""

_ROUGHLY = frozenset(("about", "approx", "approximately", "around", "roughly", "ca", "circa", "~", "c .", "ca ."))
_SHORTEST_RUN_MS = 240_000
"""A rough time in brackets from this on says how long the rep takes, and is no recovery."""

_LONGEST_TOTAL = 9
"""A bracket of up to this many atoms with the word for a total says no more than the total."""

_BREAKDOWN_PERMILLE = 50


class BracketRules(RepeatRules):
    """The rules for what stands beside the line."""

    def bracket(self, index: int, close: int, joint: str) -> int:
        """Read a bracket that no number of passes stands before; the index behind it."""
        if self.items and self._is_total(index, close):
            self.items.append(Remark(self.text(index + 1, close - 1), self.place(index, close)))
            return close + 1
        self.is_beside_work = joint == "" and any(isinstance(item, (Work, Repeat)) for item in self.items[-3:])
        inner = self.level(index + 1, close)
        self.is_beside_work = False
        if any(isinstance(item, (Work, Repeat)) for item in self.items):
            inner = _all_pauses(inner)
        works = [item for item in inner if isinstance(item, (Work, Repeat))]
        if self.is_beside(joint) and (pauses := _bare_times(inner, self.items)):
            self.context.assume(self.place(index, close), f"'{self.text(index, close)}' is read as the recoveries")
            self.items.extend(pauses)
            return close + 1
        if self.is_beside(joint) and len(inner) > 1 and all(_is_plain_time(item) for item in inner):
            if self._times_of_reps(inner, self.place(index, close)):
                return close + 1
            text = self.text(index, close)
            what = f"'{text}' does not say which recovery is for which reps"
            raise failure(self.place(index, close), what, "write each recovery behind its reps")
        other = next((item for item in inner if isinstance(item, Multiplier)), None)
        if other is not None and not works and any(isinstance(item, Multiplier) for item in self.items[-2:]):
            what = f"'{other.place.text}' is another number of passes"
            raise failure(other.place, what, "leave one of the two out, or write a range, such as 4-5 x 800m")
        if self._is_said_again(inner, joint):
            self.items.append(Remark(self.text(index + 1, close - 1), self.place(index, close)))
            return close + 1
        if not works:
            for item in inner:
                if isinstance(item, Pause) and item.lead is Lead.LIST:
                    item.lead = Lead.PAREN
                self.items.append(item)
            return close + 1
        last = self.items[-1] if self.items and joint == "" else None
        only = works[0] if len(works) == 1 and isinstance(works[0], Work) else None
        if isinstance(last, End) and only is not None and _is_length_of_end(last, only, inner):
            last.quantity = only.quantity
            last.notes.extend(item.text for item in inner if isinstance(item, Remark))
            return close + 1
        if (
            last is not None
            and only is not None
            and only.quantity is not None
            and len(inner) == 1
            and self._aside(index, close, last, only, only.quantity)
        ):
            return close + 1
        if (
            only is not None
            and isinstance(last, (Work, Repeat, Aim))
            and self._easy_or_unclear(index, close, only, inner)
        ):
            return close + 1
        is_total = len(inner) > 1
        if is_total and isinstance(last, Work) and (self._breakdown(last, inner) or self._filled(last, inner)):
            return close + 1
        others = [item for item in inner if not isinstance(item, (Work, Aim, Remark))]
        if only is not None and not others and joint in (",", "/", "-", "+", "and", ";"):
            only.is_optional = True
            self.items.extend(inner)
            return close + 1
        group = Repeat(1, 1, settle(inner, self.context), self.place(index, close), is_group=True)
        self.items.append(group)
        return close + 1

    def _times_of_reps(self, inner: list[Item], place: Place) -> bool:
        """`4 x 1 mile (6:05, 6:02, 6:00, 5:55)`: one likely time for every rep is what each is to be run in."""
        last = self.items[-1]
        work = _last_work(last)
        times = [quantity for item in inner if (quantity := _length_of(item)) is not None]
        if not isinstance(last, Repeat) or last.low != last.high or len(times) != last.high or len(last.body) != 1:
            return False
        if work is None or work.quantity is None or work.quantity.measure is Measure.TIME:
            return False
        metres = max(work.quantity.low // 1_000, 1)
        if not all(LIKELY_FASTEST_MS_PER_M <= time.low // metres <= LIKELY_SLOWEST_MS_PER_M for time in times):
            return False
        texts = tuple(item.place.text for item in inner)
        self.context.assume(place, f"'{place.text}' is read as the times of the reps")
        wish = TargetPart(", ".join(texts), list_ms=tuple(time.low for time in times), list_texts=texts)
        self.items.append(Aim(TargetSpec((wish,), place.line, place.column, place.width), place))
        return True

    def _is_total(self, index: int, close: int) -> bool:
        """Whether a bracket says no more than what the reps come to: `(so 4.5 km in total)`."""
        inside = [self.part(at) for at in range(index + 1, min(close, index + _LONGEST_TOTAL))]
        return close <= index + _LONGEST_TOTAL and Part.TOTAL in inside and inside.count(Part.QUANTITY) == 1

    def _is_said_again(self, inner: list[Item], joint: str) -> bool:
        """Whether a bracket says in other units what stands before: `3 x 400 (3 x 1 lap)`, `60s rest (100m walk)`."""
        last = self.items[-1] if self.items and joint == "" else None
        only = inner[0] if len(inner) == 1 else None
        if isinstance(last, Pause) and isinstance(only, Pause) and last.quantities and only.quantities:
            is_other = last.quantities[0].measure is not only.quantities[0].measure
            is_free = only.scope is Scope.UNSAID and not only.is_fixed
            return is_other and is_free and not self._has_level_left()
        if not isinstance(last, Repeat) or not isinstance(only, Repeat) or only.between:
            return False
        works = [_last_work(last), _last_work(only)]
        lengths = [work.quantity for work in works if work is not None and work.quantity is not None]
        is_same_often = (last.low, last.high) == (only.low, only.high) and len(only.body) == 1 and len(lengths) == 2
        is_run = is_same_often and all(quantity.measure is not Measure.TIME for quantity in lengths)
        if is_run and abs(lengths[0].low - lengths[1].low) * 1_000 > lengths[0].low * _RESTATED_PERMILLE:
            texts = " and ".join(f"'{work.place.text}'" for work in works if work is not None)
            raise failure(only.place, f"{texts} are not as long", "leave one of them out, or set the lap of the track")
        return is_same_often

    def is_beside(self, joint: str) -> bool:
        """Whether a bracket stands directly behind a repeat."""
        return joint == "" and bool(self.items) and isinstance(self.items[-1], Repeat)

    def colon(self, index: int, end: int) -> int:
        """`40 min: 10 min easy, 20 min tempo, 10 min easy`: a total and what it is made of; the index behind it.

        Raises:
            NotationError: if it is not made of that.
        """
        total = self.items[-1]
        inner = self.level(index + 1, end)
        works = [item for item in inner if isinstance(item, (Work, Repeat))]
        if not works:
            self.items.extend(inner)
            return end
        if len(inner) == 1 and _is_plain_time(inner[0]):
            inner[0].joint = ","
            self.items.extend(inner)
            return end
        if isinstance(total, Work) and (self._breakdown(total, inner) or self._filled(total, inner)):
            return end
        place = self.place(index + 1, end - 1)
        what = f"'{total.place.text}' is not made of '{place.text}'"
        raise failure(total.place, what, "leave the total out, or write how often the rest is run")

    def _aside(self, index: int, close: int, last: Item, only: Work, quantity: Quantity) -> bool:
        """A lone length in brackets: what was run before, the same length again, or the recovery."""
        place = self.place(index, close)
        text = self.text(index + 1, close - 1)
        if isinstance(last, Pause) and quantity.measure is Measure.TIME and self._has_level_left():
            self.context.assume(place, f"'{place.text}' is read as the rest between sets")
            self.items.append(Pause([quantity], place))
            return True
        if isinstance(last, (End, Remark, Pause)):
            self.items.append(Remark(text, place))
            return True
        if only.is_spoken_for or only.words:
            return False
        work = _last_work(last)
        is_rough = self.value(index + 1) in _ROUGHLY
        if is_rough and isinstance(last, (Work, Repeat)) and self._is_other_measure_of(work, quantity):
            self.items.append(Remark(text, place))
            return True
        if work is not None and work.quantity is None and work.words and quantity.measure is not Measure.BARE:
            work.quantity = quantity
            return True
        if work is not None and work.quantity is not None and _is_same(work.quantity, quantity):
            self.items.append(Remark(text, place))
            return True
        if (
            work is not None
            and work.quantity is not None
            and not isinstance(last, Aim)
            and self._is_time_of(work.quantity, quantity, close)
        ):
            self.context.assume(place, f"'{place.text}' is read as the time of the rep")
            wish = TargetPart(text, times_ms=(quantity.low, quantity.high))
            self.items.append(Aim(TargetSpec((wish,), place.line, place.column, place.width), place))
            return True
        is_run = isinstance(last, Work) and work is not None and work.quantity is not None and quantity.is_clock
        if is_run and work is not None and work.quantity is not None and work.is_spoken_for:
            metres = work.quantity.low // 1_000 if work.quantity.measure is not Measure.TIME else 0
            if metres and LIKELY_FASTEST_MS_PER_M <= quantity.low // metres <= LIKELY_SLOWEST_MS_PER_M:
                choices = (f"[{text} recovery]", f"@ {text}")
                what = f"'{place.text}' can be a recovery or a time"
                raise failure(place, what, "write " + " or ".join(choices), choices)
        if isinstance(last, Aim):
            if quantity.is_clock and any(part.times_ms is None for part in last.target.parts):
                choices = (f"[{text} recovery]", f"[note: {text}]")
                what = f"'{place.text}' can be a recovery or a time"
                raise failure(place, what, "write " + " or ".join(choices), choices)
        elif not isinstance(last, (Work, Repeat)):
            return False
        self.context.assume(place, f"'{place.text}' is read as the recovery")
        self.items.append(Pause([quantity], place, lead=Lead.PAREN))
        return True

    def _is_other_measure_of(self, work: Work | None, quantity: Quantity) -> bool:
        """Whether a rough length in brackets says how long, or how far, the rep is."""
        length = work.quantity if work is not None else None
        if length is None or (quantity.measure is Measure.TIME and quantity.high < _SHORTEST_RUN_MS):
            return False
        return {length.measure, quantity.measure} == {Measure.DISTANCE, Measure.TIME}

    def _has_level_left(self) -> bool:
        """Whether a repeat is waiting for the pause of its outer level."""
        pauses = 0
        for item in reversed(self.items):
            if isinstance(item, (Work, Repeat)):
                return pauses < levels_of(item)
            pauses += isinstance(item, Pause)
        return False

    def _is_time_of(self, length: Quantity, quantity: Quantity, close: int) -> bool:
        """Whether a time in brackets is what the rep is run in: a range of bare seconds, or a pause follows anyway."""
        is_rough = quantity.is_range and self._is_pause_told(close)
        if quantity.measure is Measure.DISTANCE or (quantity.unit and not quantity.is_clock and not is_rough):
            return False
        metres = length.low // 1_000 if length.measure is not Measure.TIME else 0
        if not metres or not LIKELY_FASTEST_MS_PER_M <= quantity.low // metres <= LIKELY_SLOWEST_MS_PER_M:
            return False
        if is_rough or (quantity.measure is Measure.BARE and (quantity.is_range or quantity.low % 15_000)):
            return True
        follows = close + 1
        follows += self.is_sign(follows, ",", "-", "/")
        if self.part(follows) is Part.QUANTITY:
            return self.is_pause_ahead(follows, len(self.atoms))
        return self.part(follows) in PAUSE_LEADS or self.part(follows) is Part.WITH

    def _is_pause_told(self, close: int) -> bool:
        """Whether a recovery with a length of its own stands behind a bracket, a target perhaps between them."""
        end = min(len(self.atoms), close + _FURTHEST_PAUSE)
        return any(
            self.part(position) is Part.QUANTITY and self.is_pause_ahead(position, end)
            for position in range(close + 1, end)
        )

    def _easy_or_unclear(self, index: int, close: int, only: Work, inner: list[Item]) -> bool:
        """`7 x 3' hard (2' easy)`: an easy length is the recovery; one with strange words is asked for."""
        place = self.place(index, close)
        if only.quantity is None or only.words or len(inner) > 2:
            return False
        if only.is_easy and len(inner) == 1:
            self.context.assume(place, f"'{place.text}' is read as the recovery")
            pause = Pause([only.quantity], place, lead=Lead.PAREN, words=only.target.text.lower())
            self.items.append(pause)
            return True
        if len(inner) == 2 and isinstance(inner[1], Remark) and inner[1].joint == "" and not only.target.parts:
            length = only.place.text
            choices = (f"[{length} recovery]", f"[note: {self.text(index + 1, close - 1)}]")
            what = f"'{place.text}' can be the recovery or a remark"
            raise failure(place, what, "write " + " or ".join(choices), choices)
        return False

    def _breakdown(self, last: Work, inner: list[Item]) -> bool:
        """`Fartlek 4 miles (1 mile warm-up, 2 miles fartlek, 1 mile warm down)`: the parts take the total's place."""
        if last.quantity is None or last.quantity.is_range:
            return False
        parts = [item.quantity for item in inner if isinstance(item, (Work, End))]
        if len(parts) < 2 or any(
            quantity is None or quantity.measure is not last.quantity.measure for quantity in parts
        ):
            return False
        total = sum(quantity.low for quantity in parts if quantity is not None)
        if abs(total - last.quantity.low) * 1_000 > last.quantity.low * _BREAKDOWN_PERMILLE:
            return False
        self.items.pop()
        self.context.assume(last.place, f"'{last.place.text}' is the total of what stands in brackets")
        for item in inner:
            if isinstance(item, Work) and not item.words:
                item.words = list(last.words)
            self.items.append(item)
        return True

    def _filled(self, last: Work, inner: list[Item]) -> bool:
        """`20 min fartlek (1 min fast / 1 min easy)`: the bracket is passed as often as the total has room for it."""
        if last.quantity is None or last.quantity.is_range or last.quantity.measure is not Measure.TIME:
            return False
        lengths = [
            item.quantities[0] if isinstance(item, Pause) and item.quantities else _length_of(item) for item in inner
        ]
        if any(length is None or length.measure is not Measure.TIME for length in lengths):
            return False
        once = sum(length.low for length in lengths if length is not None)
        place = last.place
        if not once or last.quantity.low % once or last.quantity.low == once:
            what = f"'{place.text}' is no whole number of times what stands in brackets"
            raise failure(place, what, "write how often it is run, such as 10 x (1 min hard, 1 min easy)")
        passes = last.quantity.low // once
        self.items.pop()
        self.context.assume(place, f"'{place.text}' is filled by passing the bracket {passes} times")
        body = settle(inner, self.context)
        for item in works_of(list[Item](body)):
            item.words = item.words or list(last.words)
        self.items.append(Repeat(passes, passes, body, place, is_group=True, joint=last.joint))
        return True

    def stated_total(self, index: int, end: int) -> int:
        """`= 5,600 metres`, `total 10 miles`: a sum, which is kept as a note; the index behind it."""
        position = index
        while position < end and (
            self.part(position) in (Part.FILLER, Part.OF, Part.TOTAL) or self.is_sign(position, ":", "~", "=", "-")
        ):
            position += 1
        quantity = self.atoms[position].quantity if position < end else None
        says_total = any(self.part(at) is Part.TOTAL for at in range(index, min(position + 2, end)))
        if quantity is not None and self.part(position) is Part.QUANTITY:
            if quantity.measure is Measure.TIME and not says_total:
                what = f"'{self.text(index, position)}' has no meaning here"
                raise failure(self.place(index, position), what, "write R = 90s for a recovery, or total 40 min")
            position += 1
            while position < end and self.part(position) in (Part.TOTAL, Part.FILLER, Part.OF, Part.KIND):
                position += 1
        place = self.place(index, position - 1)
        self.items.append(Remark(place.text.lstrip("= "), place))
        return position

    def alternative(self, index: int, end: int) -> int:
        """Read "or" between two pieces of work: the runner has to choose."""
        before = any(isinstance(item, (Work, Repeat)) for item in self.items)
        after = index + 1
        while after < end and self.part(after) is Part.FILLER:
            after += 1
        if before and after < end and self.part(after) is Part.QUANTITY and not self.is_pause_ahead(after, end):
            first, second = self.text(0, index - 1), self.text(after, end - 1)
            choices = (first, second)
            what = "'or' leaves two sessions to choose from"
            place = self.place(index, index)
            raise failure(place, what, f"keep '{first}' or '{second}'", choices, self.place(0, end - 1))
        return index + 1

    def raw_note(self, index: int) -> int:
        """`[note: ...]`: words that are kept as they are."""
        text = self.value(index)[len("[note:") : -1].strip()
        note = plain(_ESCAPED.sub(r"\1", text))
        place = self.place(index, index)
        if note:
            self.items.append(Remark(note, place, joint="raw"))
        return index + 1


def _all_pauses(inner: list[Item]) -> list[Item]:
    """`(100m jog / 3 min)`: where one length of a bracket is a pause, the bare times beside it are pauses too."""
    if not any(isinstance(item, Pause) for item in inner):
        return inner
    result: list[Item] = []
    for item in inner:
        pause = item
        if not isinstance(item, (Pause, Remark)):
            quantity = item.quantity if isinstance(item, Work) else None
            is_plain = isinstance(item, Work) and not (item.is_spoken_for or item.words or item.target.parts)
            if quantity is None or quantity.measure is not Measure.TIME or not is_plain or not isinstance(item, Work):
                return inner
            pause = Pause([quantity], item.place, joint=item.joint)
        result.append(pause)
    return result


def _bare_times(inner: list[Item], items: list[Item]) -> list[Item]:
    """`3 x 4 x 400 (1'30 / 4')`: one bare time for every level of the repeat before; empty if it is something else."""
    pauses: list[Item] = []
    for item in inner:
        quantity = item.quantity if isinstance(item, Work) and not item.is_spoken_for and not item.words else None
        if quantity is None or quantity.measure is not Measure.TIME or not isinstance(item, Work):
            return []
        pauses.append(Pause([quantity], item.place, lead=Lead.PAREN))
    last = items[-1]
    is_fitting = 2 <= len(pauses) == levels_of(last) if isinstance(last, (Work, Repeat)) else False
    return pauses if is_fitting else []


def _is_plain_time(item: Item) -> bool:
    """Whether an item is a bare time, which behind a distance is its recovery."""
    quantity = _length_of(item)
    is_plain = isinstance(item, Work) and not (item.is_spoken_for or item.words or item.target.parts)
    return is_plain and quantity is not None and quantity.measure is Measure.TIME


def _is_length_of_end(end: End, only: Work, inner: list[Item]) -> bool:
    """Whether a bracket holds the length of the warm-up before it: `warm up (2 km on the grass)`."""
    is_plain = all(item is only or isinstance(item, Remark) for item in inner)
    return is_plain and end.quantity is None and not end.is_open and only.quantity is not None


def _length_of(item: Item) -> Quantity | None:
    return item.quantity if isinstance(item, Work) else None


def _last_work(item: Item) -> Work | None:
    """The last rep inside an item."""
    while isinstance(item, Repeat) and item.body:
        item = item.body[-1]
    return item if isinstance(item, Work) else None


def _is_same(one: Quantity, other: Quantity) -> bool:
    """Whether one length is said in two units: `6 laps (1.5 miles)`. In the same unit it is the recovery."""
    if one.measure is not Measure.DISTANCE or other.measure is not Measure.DISTANCE or one.unit == other.unit:
        return False
    return abs(one.low - other.low) * 1_000 <= one.low * _RESTATED_PERMILLE


__all__ = ["BracketRules", "Multiplier"]
