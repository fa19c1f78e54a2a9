"""The facts of a length and of the rep or repeat before it.

It exists apart from the table that asks them, because what stands beside a length does not depend on what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trackclock.core.notation.tree import Aim, Item, Pause, Remark, Repeat, Work, last_work
from trackclock.core.notation.words.values import Measure, Quantity

_MOST_WORDS = 4
"""So many words may stand before the first rep of a level, such as a heading."""


@dataclass(slots=True)
class Beside:
    """A length, and the rep or repeat that stands before it with nothing but pauses and words between them.

    Attributes:
        work: the length as a rep.
        quantity: its amount.
        before: the rep or repeat before it.
        last: the last rep of that.
        length: the amount of the last rep.
        pauses: how many pauses stand between.
        items: the level that it stands on.
        index: which of them it is.
        is_first: whether the rep or repeat before it is the first of the level.
        is_repeated: whether the level is the body of a repeat.
    """

    work: Work
    quantity: Quantity
    before: Work | Repeat
    last: Work
    length: Quantity
    pauses: int
    items: Sequence[Item]
    index: int
    is_first: bool
    is_repeated: bool

    @property
    def following(self) -> Item | None:
        """What stands behind it."""
        return self.items[self.index + 1] if self.index + 1 < len(self.items) else None

    @property
    def is_end(self) -> bool:
        """Whether nothing but words stands behind it."""
        return all(isinstance(item, Remark) for item in self.items[self.index + 1 :])

    @property
    def repeat(self) -> Repeat | None:
        """The repeat before it, if it is one of more than a single rep."""
        is_one = self.before is not self.last and isinstance(self.before, Repeat) and self.before.body == [self.last]
        return self.before if isinstance(self.before, Repeat) and not (is_one and self.before.high == 1) else None

    @property
    def is_time(self) -> bool:
        """Whether it is a time."""
        return self.quantity.measure is Measure.TIME

    @property
    def is_easy_behind_hard(self) -> bool:
        """Whether it is run easily, and what stands right before it is not."""
        return self.work.is_easy and not self.last.is_easy and not self.pauses

    @property
    def alternates(self) -> bool:
        """Whether easy lengths just before it were recoveries."""
        near = self.items[max(0, self.index - 4) : self.index]
        return any(isinstance(item, Pause) and item.is_fixed for item in near)

    @property
    def is_bare(self) -> bool:
        """Whether nothing is said of it but a time."""
        return self.is_time and self.work.is_bare


def beside_of(items: Sequence[Item], index: int, *, is_repeated: bool) -> Beside | None:
    """The facts of a length; None for what is none, or has no rep with a length before it."""
    item = items[index]
    if not isinstance(item, Work) or item.quantity is None or index == 0 or item.is_optional:
        return None
    back, pauses = index - 1, 0
    while isinstance(items[back], (Aim, Remark, Pause)) and back > 0:
        pauses += isinstance(items[back], Pause)
        back -= 1
    before = items[back]
    last = last_work(before)
    if not isinstance(before, (Work, Repeat)) or last is None or last.quantity is None:
        return None
    is_first = back <= _MOST_WORDS and all(isinstance(words, Remark) for words in items[:back])
    return Beside(item, item.quantity, before, last, last.quantity, pauses, items, index, is_first, is_repeated)
