"""Which reps a target or a remark is for.

It exists because a coach writes either once, somewhere behind the reps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from trackclock.core.limits import LAP_MM
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.tree import Aim, End, Item, Multiplier, Node, Pause, Remark, Repeat, Work, works_of
from trackclock.core.notation.words.quantities import in_unit
from trackclock.core.notation.words.values import Measure, Quantity

_NEARLY_PERMILLE = 15
"""A length that differs by so little is the same: a mile and 1600 m, a lap of the track and 402 m."""

_LEAST_OF_METRES = 20_000
"""A smaller bare number, in thousandths, is told in the unit of the reps."""


def give_words(items: list[Item], context: Context) -> list[Node]:
    """Hand targets and remarks to the reps that they are for; what is left are reps, repeats and pauses."""
    nodes: list[Node] = []
    early: list[Aim] = []
    pending: list[Remark] = []
    known: dict[int, set[str]] = {}
    for item in items:
        if isinstance(item, Remark):
            if not item.text:
                continue
            _refuse_repeat(item)
            if nodes:
                add_note(_holder(nodes, item), item.text, known)
            else:
                pending.append(item)
        elif isinstance(item, Aim):
            if any(not isinstance(node, Pause) for node in nodes):
                give_aim(nodes, item, context)
            else:
                early.append(item)
        elif not isinstance(item, (End, Multiplier)):
            nodes.append(item)
            if not isinstance(item, Pause):
                for remark in pending:
                    add_note(item, remark.text, known)
                pending = []
    for aim in early:
        give_aim(nodes, replace(aim, joint="."), context)
    return nodes


def _refuse_repeat(remark: Remark) -> None:
    """Ask how often, where words that would become a note say that something is run again.

    Raises:
        NotationError: for "repeat" or "and repeat".
    """
    if remark.joint and _REPEAT.match(remark.text) is not None:
        what = f"'{remark.place.text}' does not say how often"
        raise failure(remark.place, what, "write the number of passes, such as repeat 3 times")


_REPEAT = re.compile(
    r"(?:and |then |now )*repeat(?:s|ed)?(?: (?:again|it|this|that|the|all|until|as)\b.*)?$", re.IGNORECASE
)


def _holder(nodes: list[Node], remark: Remark) -> Node:
    """What words belong to: the piece before them; a sentence of their own is about the rep."""
    if remark.joint == ".":
        return next((node for node in reversed(nodes[-4:]) if not isinstance(node, Pause)), nodes[-1])
    return nodes[-1]


def add_note(node: Node, text: str, known: dict[int, set[str]] | None = None) -> None:
    """Keep words with the last step of a node.

    Args:
        node: the node.
        text: the words; what is there already is not kept twice.
        known: the words that each list of notes has, by its identity, for whoever keeps many one after the other.
    """
    target: Node = node
    while isinstance(target, Repeat) and target.body:
        target = next((inner for inner in reversed(target.body) if not isinstance(inner, Pause)), target.body[-1])
    kept = target.notes if known is None else known.setdefault(id(target.notes), set(target.notes))
    if text not in kept:
        target.notes.append(text)
        if isinstance(kept, set):
            kept.add(text)


def give_aim(nodes: Sequence[Node], aim: Aim, context: Context) -> None:
    """Hand a target to the reps that it is for.

    Args:
        nodes: the reps that stand before it, which are changed.
        aim: the target.
        context: gets what was assumed.

    Raises:
        NotationError: if it names reps that there are none of.
    """
    context.spend(len(nodes), aim.place)
    if aim.selector is not None:
        chosen = [
            work for work in works_of(nodes) if work.quantity is not None and matches(aim.selector, work.quantity)
        ]
        if not chosen:
            what = f"there is no rep that '{aim.place.text}' is for"
            raise failure(aim.place, what, "name a length that is run")
    else:
        last = next((node for node in reversed(nodes) if not isinstance(node, Pause)), None)
        if last is None:
            raise failure(aim.place, f"there is no rep that '{aim.place.text}' is for", "write the reps first")
        chosen = ours = list(works_of([last]))
        if aim.is_label or aim.joint in (".", ";") or not aim.target.is_time:
            chosen = _without_target(nodes, everywhere=aim.is_label or aim.joint in (".", ";")) or ours
        if len(chosen) > len(ours) and not aim.is_label:
            context.assume(aim.place, f"'{aim.place.text}' is taken for all the reps before it")
    context.spend(sum(len(work.target.parts) for work in chosen), aim.place)
    for work in chosen:
        joined = work.target.joined(aim.target)
        if len(joined.parts) > len(work.target.parts) > 0 and len(joined.times) > 1:
            what = f"'{aim.place.text}' is a second time for '{work.place.text}'"
            raise failure(aim.place, what, "write the one that is meant, or the reps that it is for")
        work.target = joined


def with_key(items: list[Item], context: Context) -> list[Item]:
    """The pieces with the targets of a sentence behind them: `1k, 400m with 90s. 1k at 10k pace, 400m at 5k pace`.

    Raises:
        NotationError: if there are others as well, and nothing points at those above.
    """
    start = max((at for at, item in enumerate(items) if isinstance(item, Work) and item.joint == "."), default=-1)
    works, aims = _turns_of(items[start:]) if start > 0 else ([], [])
    if not works:
        return items
    lengths = _lengths_of(works)
    reps = _lengths_of([work for work in works_of(items[:start]) if not work.target.parts])
    place = works[0].place
    is_pointed = context.line(place.line)[: place.column - 1].lower().endswith(" the ")
    if not lengths <= reps or len(lengths) < len(works) or (len(works) == 1 and not is_pointed):
        return items
    if lengths < reps and not is_pointed:
        choices = (f"the {place.text}", f"1 x {place.text}")
        what = f"'{place.text}' can be run once more, or tell how it is run above"
        raise failure(place, what, "", choices)
    given = [replace(aim, selector=work.quantity, joint=work.joint) for work, aim in zip(works, aims, strict=True)]
    return [*items[:start], *given]


def _turns_of(items: Sequence[Item]) -> tuple[list[Work], list[Aim]]:
    """Lengths, each with a target behind it; none where something else stands there."""
    works = [work for work in items[::2] if isinstance(work, Work) and work.quantity is not None and not work.words]
    aims = [aim for aim in items[1::2] if isinstance(aim, Aim)]
    return (works, aims) if len(works) == len(aims) == len(items) / 2 else ([], [])


def _lengths_of(works: Sequence[Work]) -> set[tuple[Measure, int, int]]:
    return {work.quantity[:3] for work in works if work.quantity is not None}


def _without_target(nodes: Sequence[Node], *, everywhere: bool) -> list[Work]:
    """The reps at the end of a level that have no target yet; with `everywhere` those before others as well."""
    chosen: list[Work] = []
    for node in reversed(nodes):
        if isinstance(node, Pause) and not everywhere and chosen:
            break
        free = [work for work in works_of([node]) if not work.target.parts]
        if chosen and any(word.startswith("stride") for work in free for word in work.words):
            break  # strides belong to the warm-up: what is asked of the reps behind them is not for them
        if not free and not isinstance(node, Pause) and not everywhere:
            break
        chosen.extend(free)
    return chosen


def matches(selector: Quantity, quantity: Quantity) -> bool:
    """Whether a rep is one of those that "the 600s" means, or "the 2" of 2 miles."""
    if selector.measure is quantity.measure is Measure.DISTANCE:
        return abs(selector.low - quantity.low) * 1_000 <= quantity.low * _NEARLY_PERMILLE
    if selector.measure is Measure.BARE:
        is_metres = quantity.measure is Measure.DISTANCE and selector.low == quantity.low
        is_in_unit = bool(quantity.unit) and not selector.is_plural and selector.low < _LEAST_OF_METRES
        return is_metres or (is_in_unit and in_unit(selector.low, quantity, LAP_MM).low == quantity.low)
    if selector.unit == "s" and selector.measure is Measure.TIME and quantity.measure is Measure.DISTANCE:
        return selector.low == quantity.low  # "between 120s": as many metres in millimetres as seconds in milliseconds
    return selector.measure is quantity.measure and selector.low == quantity.low
