"""Brackets, stated totals, alternatives and raw notes: what stands beside the line of reps.

It exists because a bracket may hold a recovery, a target, a remark, an optional rep, a breakdown or a set.
"""

from __future__ import annotations

from trackclock.core.notation.atoms import Measure, Quantity
from trackclock.core.notation.attach import settle
from trackclock.core.notation.context import failure
from trackclock.core.notation.repeats import RepeatRules
from trackclock.core.notation.tree import Aim, End, Item, Lead, Multiplier, Pause, Remark, Repeat, Work
from trackclock.core.notation.vocabulary import Part

_RESTATED_PERMILLE = 30
"""A length in brackets that differs by less says the same length again: `6 laps (1.5 miles)`."""

_BREAKDOWN_PERMILLE = 50


class BracketRules(RepeatRules):
    """The rules for what stands beside the line."""

    def bracket(self, index: int, close: int, joint: str) -> int:
        """Read a bracket that no number of passes stands before; the index behind it."""
        inner = self.level(index + 1, close)
        inner = _all_pauses(inner)
        works = [item for item in inner if isinstance(item, (Work, Repeat))]
        if not works:
            for item in inner:
                if isinstance(item, Pause) and item.lead is Lead.LIST:
                    item.lead = Lead.PAREN
                self.items.append(item)
            return close + 1
        last = self.items[-1] if self.items and joint == "" else None
        only = works[0] if len(works) == 1 and isinstance(works[0], Work) else None
        if last is not None and only is not None and only.quantity is not None:
            others = [item for item in inner if not isinstance(item, (Work, Remark))]
            if not others and self._aside(index, close, last, only, only.quantity):
                return close + 1
        if last is not None and isinstance(last, Work) and len(inner) > 1 and self._breakdown(last, inner):
            return close + 1
        if only is not None and len(inner) == 1 and joint in (",", "/", "-", "+", "and", ";"):
            only.is_optional = True
            self.items.append(only)
            return close + 1
        group = Repeat(1, 1, settle(inner, self.context), self.place(index, close), is_group=True)
        self.items.append(group)
        return close + 1

    def _aside(self, index: int, close: int, last: Item, only: Work, quantity: Quantity) -> bool:
        """A lone length in brackets: what was run before, the same length again, or the recovery."""
        place = self.place(index, close)
        text = self.text(index + 1, close - 1)
        if isinstance(last, (End, Remark, Pause)):
            self.items.append(Remark(text, place))
            return True
        if only.is_spoken_for or only.words:
            return False
        work = _last_work(last)
        if work is not None and work.quantity is None and work.words and quantity.measure is not Measure.BARE:
            work.quantity = quantity
            return True
        if work is not None and work.quantity is not None and _is_same(work.quantity, quantity):
            self.items.append(Remark(text, place))
            return True
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

    def stated_total(self, index: int, end: int) -> int:
        """`= 5,600 metres`, `total 10 miles`: a sum, which is kept as a note; the index behind it."""
        position = index
        while position < end and (
            self.part(position) in (Part.FILLER, Part.OF, Part.TOTAL) or self.is_sign(position, ":", "~", "=")
        ):
            position += 1
        if position < end and self.part(position) is Part.QUANTITY:
            position += 1
            while position < end and self.part(position) in (Part.TOTAL, Part.FILLER, Part.OF, Part.KIND):
                position += 1
        place = self.place(index, position - 1)
        self.items.append(Remark(place.text.lstrip("= "), place))
        return position

    def alternative(self, index: int, end: int) -> int:
        """ "or" between two pieces of work: the runner has to choose."""
        before = any(isinstance(item, (Work, Repeat)) for item in self.items)
        after = index + 1
        while after < end and self.part(after) is Part.FILLER:
            after += 1
        if before and after < end and self.part(after) is Part.QUANTITY and not self.is_pause_ahead(after, end):
            first, second = self.text(0, index - 1), self.text(after, end - 1)
            choices = (first, second)
            what = "'or' leaves two sessions to choose from"
            raise failure(self.place(index, index), what, f"keep '{first}' or '{second}'", choices)
        return index + 1

    def raw_note(self, index: int) -> int:
        """`[note: ...]`: words that are kept as they are."""
        text = self.value(index)[len("[note:") : -1].strip()
        plain = text.replace("\\]", "]").replace("\\\\", "\\")
        place = self.place(index, index)
        if plain:
            self.items.append(Remark(plain, place, joint="raw"))
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


def _last_work(item: Item) -> Work | None:
    """The last rep inside an item."""
    while isinstance(item, Repeat) and item.body:
        item = item.body[-1]
    return item if isinstance(item, Work) else None


def _is_same(one: Quantity, other: Quantity) -> bool:
    """Whether two lengths are the same within what rounding and laps make of them."""
    if one.measure is not other.measure or one.measure is Measure.BARE:
        return False
    return abs(one.low - other.low) * 1_000 <= one.low * _RESTATED_PERMILLE


__all__ = ["BracketRules", "Multiplier"]
