"""The same reps told twice in a row: in short and then in full, `8 x 400m. Run a 400, then jog 200m`.

It exists because a coach names a session and then explains it, and what is explained is not run beside what was named.
Of two tellings the one that says more is run; the other one is words. Whether they tell the same is reckoned from their
lengths, numbers of passes and recoveries, so that one more rep is never taken for words.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias, TypeGuard

from trackclock.core.notation.context import Context
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.placing.aims import matches
from trackclock.core.notation.placing.totals import hard_and_easy
from trackclock.core.notation.tree import Aim, Item, Pause, Remark, Repeat, Scope, Work, works_of
from trackclock.core.notation.words.values import Measure

Length: TypeAlias = tuple[Measure, int, int]

_APART = (".", ":", ";", "-", "")
"""What stands between two tellings."""

_MOST_PARTS, _MOST_REPS = 6, 60
"""So many tellings stand on a line at most, and so many reps are compared."""

IN_OTHER_WORDS = Lazily(
    r"\b(?:which|that|this|it)(?:['’]s| is| was| equals| means)\b|\bmean(?:s|ing)\b|\bi\.? ?e\b|\bin other words\b"
    r"|\b(?:so|basically|essentially)\W*$",
)
"""What brings in the same in other words."""

_VERB = Lazily(r"\b(?:run|runs|running|ran|sprint|do|start|begin|first)\b")
"""Who explains a session says what to do."""


class Telling(NamedTuple):
    """What a part of a line tells.

    Attributes:
        face: its lengths in the order of the text, those of a repeat once.
        counts: how often its repeats are run.
        reps: its lengths as often as they are run.
        gaps: the lengths of its recoveries, those between sets aside.
        is_timed: whether any of its reps has a target.
    """

    face: tuple[Length, ...]
    counts: tuple[tuple[int, int], ...]
    reps: tuple[Length, ...]
    gaps: tuple[tuple[Length, ...], ...]
    is_timed: bool

    @property
    def is_short(self) -> bool:
        """Whether it is one rep, run several times."""
        return len(self.face) == len(self.counts) == 1

    def says_more_than(self, other: Telling) -> bool:
        """Whether it tells sets, recoveries or targets, and the other telling does not."""
        is_in_sets = len(self.counts) > len(other.counts) > 0
        return is_in_sets or (bool(self.gaps), self.is_timed) > (bool(other.gaps), other.is_timed)


def telling_of(items: Sequence[Item]) -> Telling | None:
    """What some pieces tell; None where one of them has no length, or there are too many."""
    works = list(works_of(items))
    face = tuple(work.quantity[:3] for work in works if work.quantity is not None)
    reps = _reps_of(items)
    if not face or len(face) < len(works) or not 0 < len(reps) <= _MOST_REPS:
        return None
    repeats = [item for item in _inside(items) if isinstance(item, Repeat)]
    counts = tuple((item.low, item.high) for item in repeats if item.high > 1)
    gaps = tuple(_length_of(item) for item in _inside(items) if _is_gap(item))
    is_timed = any(work.target.parts for work in works) or any(isinstance(item, Aim) for item in items)
    return Telling(face, counts, reps, gaps, is_timed)


def _inside(items: Sequence[Item]) -> list[Item]:
    """All pieces, those inside repeats and between their passes too."""
    found: list[Item] = []
    for item in items:
        found.append(item)
        if isinstance(item, Repeat):
            found += _inside([*item.body, *item.between])
    return found


def _is_gap(item: Item) -> TypeGuard[Pause]:
    """Whether a piece is a recovery between reps."""
    return isinstance(item, Pause) and item.scope is not Scope.SETS


def _length_of(pause: Pause) -> tuple[Length, ...]:
    return tuple(quantity[:3] for quantity in pause.quantities)


def _reps_of(items: Sequence[Item]) -> tuple[Length, ...]:
    """The lengths of reps as often as they are run; none where they are too many."""
    found: tuple[Length, ...] = ()
    for item in items:
        if isinstance(item, Work) and item.quantity is not None:
            found += (item.quantity[:3],)
        elif isinstance(item, Repeat) and item.low <= _MOST_REPS:
            found += _reps_of(item.body) * item.low
        if len(found) > _MOST_REPS:
            return ()
    return found


def is_pass_of(reps: Telling, one: Telling) -> bool:
    """Whether one pass with its recovery is that of reps told in short: `8 x 400m`, `400m, jog 200m`."""
    if not reps.is_short or one.counts or set(one.face) != set(reps.face) or not one.gaps or not one.gaps[0]:
        return False
    is_all = len(one.face) == reps.counts[0][0] and len(one.gaps) == len(one.face) - 1
    is_even = len(set(one.gaps)) == 1 and (len(one.gaps) == len(one.face) or is_all)
    return is_even and set(reps.gaps) <= set(one.gaps) and not (reps.is_timed and one.is_timed)


def is_same(short: Telling, full: Telling, *, is_said: bool) -> bool:
    """Whether two tellings have the same reps, and differ in how these are told."""
    gaps = (set(short.gaps), set(full.gaps))
    if len(short.reps) < 2 or (all(gaps) and gaps[0] != gaps[1]) or (short.is_timed and full.is_timed):
        return False
    if short.reps == full.reps:
        return is_said or short.counts != full.counts
    # Of `600, 400 x 2` nobody knows whether the number is for both, until it is told in full.
    return short.face == full.face and bool(short.counts) and short.counts == full.counts and not short.gaps


def told_once(items: list[Item], context: Context) -> list[Item]:
    """The pieces of a line, of what is told twice on it the telling that says more.

    Args:
        items: the pieces in order, numbers of passes behind them already taken in.
        context: gets what was assumed.
    """
    runs = [at for at, item in enumerate(items) if isinstance(item, (Work, Repeat))] if len(items) > 1 else []
    if not 1 < len(runs) <= _MOST_REPS:
        return items
    cuts = [at for at in runs[1:] if _is_apart(items, at, context)]
    if not cuts or len(cuts) > _MOST_PARTS:
        return items
    for cut in cuts:
        if is_told_of(items[:cut], items[cut:], _text_between(items, cut, context), context):
            return [*items[:cut], *_as_words(items[cut:], context)]
    for start, cut, behind in zip([runs[0], *cuts], cuts, [*cuts[1:], len(items)], strict=False):
        found = _once(items, start, cut, behind, context)
        if found is not None:
            return found
    return items


def is_told_of(above: Sequence[Item], below: Sequence[Item], said: str, context: Context) -> bool:
    """Whether reps are those above that words point at, `Run the 3 x 1k at 10k pace`; these get their targets."""
    is_aimed = any(isinstance(item, Aim) or (isinstance(item, Work) and item.target.parts) for item in _inside(below))
    if not is_aimed or _POINTING.search(said) is None or any(isinstance(item, Pause) for item in _inside(below)):
        return False
    context.spend(len(above) * len(below), below[0].place)
    told = [(work, _same_reps(item, work, above)) for item in below for work in works_of([item])]
    if not all(works for _, works in told):
        return False
    for work, other in ((work, other) for work, works in told for other in works):
        other.target = other.target if other.target.parts else work.target
    for before, item in itertools.pairwise(below):
        if isinstance(item, Aim) and item.selector is None:
            item.selector = next((work.quantity for work in works_of([before])), None)
    return True


_POINTING = Lazily(
    r"^\W*(?:(?:aim|try|plan|remember|want|run|do|hit|keep|make|so|and|to|for|you|should) )*(?:the|those|these|your) $"
)


def _same_reps(told: Item, run: Work, above: Sequence[Item]) -> list[Work]:
    """The reps above that are as long as one that is told of, and as many, if it says how many."""
    alike = [item for item in above if not isinstance(told, Repeat) or getattr(item, "low", 0) == told.low]
    return [work for work in works_of(alike) if run.quantity and work.quantity and matches(run.quantity, work.quantity)]


def _is_apart(items: Sequence[Item], at: int, context: Context) -> bool:
    """Whether a run begins another telling: behind a full stop, in other words, or with its number spelled out."""
    item, before = items[at], items[at - 1]
    is_after_words = isinstance(before, Remark) and before.joint in (*_APART, ",")
    is_parted = item.joint in _APART and (bool(item.joint) or is_after_words or isinstance(item, Repeat))
    is_spelled = item.joint == "," and isinstance(item, Work) and item.place.text[:1].isalpha()
    return is_parted or is_spelled or IN_OTHER_WORDS.search(_text_between(items, at, context)) is not None


def _text_between(items: Sequence[Item], at: int, context: Context) -> str:
    """What was written between a run and the piece before it, in small letters, its joint aside."""
    before = next((item for item in reversed(items[:at]) if not isinstance(item, Remark)), None)
    is_one = before is not None and "\n" not in context.source
    return context.source[_span(before)[1] : _span(items[at])[0]].lower() if before is not None and is_one else ""


def _span(item: Item) -> tuple[int, int]:
    """Where the text of a piece begins, from 0, and ends."""
    places = [one.place for one in _inside([item])]
    return min(at.column for at in places) - 1, max(at.column + at.width for at in places) - 1


def _once(items: list[Item], start: int, cut: int, behind: int, context: Context) -> list[Item] | None:
    """The pieces with what two parts of them tell told once; None where they tell two things."""
    first, second, rest = items[start:cut], hard_and_easy(items[cut:behind]), items[behind:]
    short, full = telling_of(first), telling_of(second)
    if short is None or full is None:
        return None
    between, joint = _text_between(items, cut, context), items[cut].joint
    is_said = IN_OTHER_WORDS.search(between) is not None
    is_last = not any(isinstance(item, (Work, Repeat)) for item in rest)
    is_listed = joint == "," and not is_said
    if is_pass_of(short, full) and (is_said or (is_last and (not is_listed or bool(short.gaps)))):
        give_pass(first, second)
        return [*items[:start], *first, *_as_words(second, context), *rest]
    is_spelled = second[0].place.text[:1].isalpha() and not first[0].place.text[:1].isalpha()
    is_explained = is_said or is_spelled or joint in (":", "") or _VERB.search(between) is not None
    if is_listed or not is_same(short, full, is_said=is_explained):
        return None
    if full.says_more_than(short):
        _give_gap(second, first)
        return [*items[:start], *_as_words(first, context), *second, *rest]
    if is_last and any(first[-1].place == item.place for item in _inside(first[:-1])):
        first.pop()  # the rest between the passes, which would lie before what is told again
    _give_gap(first, second)
    return [*items[:start], *first, *_as_words(second, context), *rest]


def _give_gap(kept: Sequence[Item], dropped: Sequence[Item]) -> None:
    """Give reps the recovery that only the other telling has: `12 x 300m off 45s: 3 sets of 4 x 300m`."""
    gaps = [item for item in _inside(dropped) if _is_gap(item)]
    repeats = [item for item in _inside(kept) if isinstance(item, Repeat)]
    if gaps and repeats and not any(map(_is_gap, _inside(kept))):
        repeats[-1].between = gaps[:1]


def give_pass(reps: Sequence[Item], one: Sequence[Item]) -> None:
    """Give reps what one pass of them is told with: its recovery and its target, where they have none of their own."""
    told, timed = next(works_of(one)), next(works_of(reps))
    timed.target = timed.target if timed.target.parts else told.target
    _give_gap(reps, one)


def _as_words(items: Sequence[Item], context: Context) -> list[Item]:
    """A telling as words: its runs and recoveries are not run; what else was said stays."""
    kept: list[Item] = []
    for item in items:
        if isinstance(item, (Work, Repeat)):
            start, end = _span(item)
            text = context.source[start:end] if "\n" not in context.source else item.place.text
            context.assume(item.place, f"'{text}' tells the same reps again")
            item = Remark(text, item.place, joint=item.joint)
        if not isinstance(item, Pause):
            kept.append(item)
    return kept
