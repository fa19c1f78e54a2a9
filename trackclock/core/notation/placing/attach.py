"""What belongs to what: the items of a level -> reps and repeats with their pauses, targets and notes.

It exists because a coach writes the recovery once, somewhere behind the reps that it is for, and a reader has to find
them again. Each rule that goes beyond the words is written down as an assumption.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.placing.aims import give_words, with_key
from trackclock.core.notation.placing.doubts import refuse_doubtful
from trackclock.core.notation.placing.ends import join_exercises, with_ends
from trackclock.core.notation.placing.jogs import leading_jogs, run_and_walk
from trackclock.core.notation.placing.levels import has_own_pause
from trackclock.core.notation.placing.multiplying import multiplied
from trackclock.core.notation.placing.pauses import place_pauses
from trackclock.core.notation.placing.pieces import told_in_pieces
from trackclock.core.notation.placing.results import with_results, with_times_before_recoveries
from trackclock.core.notation.placing.roles import in_role
from trackclock.core.notation.placing.summaries import without_summary
from trackclock.core.notation.placing.told_twice import told_once
from trackclock.core.notation.placing.totals import without_sum_first, without_sum_last, without_totals, without_whole
from trackclock.core.notation.placing.units import resolve_units
from trackclock.core.notation.tree import (
    End,
    Item,
    Lead,
    Multiplier,
    Node,
    Pause,
    Remark,
    Repeat,
    Scope,
    Work,
)
from trackclock.core.plan import StepKind


@dataclass(slots=True)
class Settled:
    """A level whose pieces know each other.

    Attributes:
        nodes: its reps, repeats and pauses.
        ends: its warm-ups and cool-downs.
        loose: pauses, targets and words that no rep of the level can have.
        multiplier: a number of passes with nothing to repeat on this level.
        sets: how often those are passed once more, `x 4, 3 sets`.
        opening: rests between a warm-up and the first rep.
    """

    nodes: list[Node] = field(default_factory=list)
    ends: list[End] = field(default_factory=list)
    loose: list[Item] = field(default_factory=list)
    multiplier: Multiplier | None = None
    sets: Multiplier | None = None
    opening: list[Pause] = field(default_factory=list)


def settle(items: Sequence[Item], context: Context, *, passes: bool = False) -> list[Node]:
    """Settle the inside of a bracket.

    Args:
        items: the items in the order of the text.
        context: gets what was assumed.
        passes: whether a number of passes stands before the bracket, so that a rest between sets is between them.

    Raises:
        NotationError: for a warm-up in it, or a pause that fits nowhere.
    """
    if len(items) == 1 and isinstance(group := items[0], Repeat) and group.is_group and group.low == group.high == 1:
        return [group]  # a bracket inside a bracket: its inside is settled
    settled = settle_level(items, context, is_repeated=True)
    if settled.ends:
        end = settled.ends[0]
        raise failure(end.place, f"'{end.place.text}' cannot be repeated", "write it on a line of its own")
    for item in settled.loose:
        if isinstance(item, Pause) and passes and item.scope is Scope.SETS and settled.nodes:
            settled.nodes = _with_set_rest(settled.nodes, item, context)
        elif isinstance(item, Pause) and settled.nodes and _opens(item, items):
            settled.nodes.insert(0, item)
        elif isinstance(item, Pause) and settled.nodes:
            what = f"there are no sets for '{item.place.text}' to lie between"
            raise failure(item.place, what, "write the sets, such as 2 x (4 x 200m, 30s), 5 min between sets")
    return settled.nodes


def _opens(pause: Pause, items: Sequence[Item]) -> bool:
    """Whether each pass begins with a pause of a length, `6 x (2 min walk, 3 min run)`."""
    first = next((item for item in items if not isinstance(item, Remark)), None)
    return bool(pause.quantities) and pause.mode is not None and pause.scope is Scope.UNSAID and pause is first


def _with_set_rest(nodes: list[Node], pause: Pause, context: Context) -> list[Node]:
    """The body of a repeat with the rest between its passes last; of `with 60s, 3 min between sets` one is for reps.

    Raises:
        NotationError: if more lengths are named than one for the reps and one for the sets.
    """
    if len(pause.quantities) > 2:
        what = f"{len(pause.quantities)} recoveries are named for one gap"
        raise failure(pause.place, what, "name one for the reps and one between sets")
    if len(pause.quantities) == 2:
        first = replace(pause, quantities=pause.quantities[:1], scope=Scope.REPS)
        pause.quantities = pause.quantities[1:]
        nodes, _ = place_pauses([first], context, is_repeated=True, known=nodes)
    return [*nodes, pause]


def settle_level(
    items: Sequence[Item], context: Context, *, is_repeated: bool = False, is_passed_on: bool = False
) -> Settled:
    """Settle the items of one line or bracket.

    Args:
        items: the items in the order of the text.
        context: gets what was assumed.
        is_repeated: whether they are the body of a repeat.
        is_passed_on: whether a line is run again until a length is reached, so that nothing on it is the last.

    Returns:
        What came of them.

    Raises:
        NotationError: where they can be read in more than one way, or in none.
    """
    items = with_results(run_and_walk(items if is_repeated else without_summary(items, context)))
    items = items if is_repeated else without_sum_first(items, context)
    resolve_units(items, context)
    if not is_repeated:
        items = leading_jogs(without_sum_last(items, context), context, is_passed_on=is_passed_on)
    items, opening = with_ends(items, context)
    if not is_repeated:
        items = without_whole(list(items), context, settle)
    settled = Settled(ends=[item for item in items if isinstance(item, End)], opening=opening)
    rest: list[Item] = [item for item in items if not isinstance(item, End)]
    if not any(isinstance(item, (Work, Repeat)) for item in rest):
        _settle_without_reps(rest, settled, context)
        return settled
    rest = multiplied(rest, context, settle)
    rest = told_in_pieces(with_times_before_recoveries(rest, context), context, is_repeated=is_repeated)
    rest = rest if is_repeated else told_once(with_key(rest, context), context)
    refuse_doubtful(rest)
    for index in range(len(rest)):
        rest[index] = in_role(rest, index, context, is_repeated=is_repeated)
    if is_repeated:
        join_exercises(rest)
    first = _before_reps(items, rest) if not is_repeated and isinstance(items[0], (End, Pause, Remark)) else None
    kept = give_words([item for item in rest if item is not first], context)
    settled.nodes, settled.loose = place_pauses(kept, context, is_repeated=is_repeated)
    if first is not None:
        settled.nodes.insert(0, first)
    if not is_repeated:
        settled.nodes = without_totals(settled.nodes, context)
    return settled


def _settle_without_reps(items: Sequence[Item], settled: Settled, context: Context) -> None:
    """Settle a level on which nothing is run but a warm-up or cool-down: words beside that are its notes."""
    for item in told_in_pieces(items, context):
        if isinstance(item, Multiplier):
            _take_number(item, settled)
        elif isinstance(item, Remark) and settled.ends:
            settled.ends[-1].notes.extend([item.text] if item.text else [])
        else:
            settled.loose.append(item)


def _take_number(told: Multiplier, settled: Settled) -> None:
    """One more number of passes: of two the sets are passed last.

    Raises:
        NotationError: for a third.
    """
    if settled.multiplier is None:
        settled.multiplier = told
    elif settled.sets is None and "set" not in told.place.text.lower():
        settled.multiplier, settled.sets = told, settled.multiplier
    elif settled.sets is None:
        settled.sets = told
    else:
        what = f"'{told.place.text}' is a third number of passes"
        raise failure(told.place, what, "write one for the reps and one for the sets, such as 3 x (4 x 200m)")


def _before_reps(items: Sequence[Item], rest: Sequence[Item]) -> Pause | None:
    """The pause with a length before all reps, where it lies behind a warm-up or the reps have their own.

    `1 mile warm-up, 3 min rest, 6 x 300m`; `3 min jog, 6 x 300m with 60s`.
    """
    first = next((item for item in rest if not isinstance(item, Remark)), None)
    if not isinstance(first, Pause) or not first.quantities or first.scope is not Scope.UNSAID:
        return None
    at = next(index for index, item in enumerate(items) if item is first)
    before = items[at - 1] if at else None
    is_behind = isinstance(before, End) and before.kind is StepKind.WARMUP
    if first.is_called_recovery or ":" in first.place.text or not (is_behind or _has_own(rest, first)):
        return None
    if first.lead is Lead.WITH and not is_behind:
        choices = (f"1 x {first.place.text}", f"[note: {first.place.text}]")
        what = f"'{first.place.text}' stands before all reps, and they have a recovery of their own"
        raise failure(first.place, what, "", choices)
    return first if first.lead is not Lead.WITH else None


def _has_own(items: Sequence[Item], first: Pause) -> bool:
    """Whether the reps behind a pause have recoveries of their own."""
    return any(
        (isinstance(item, Pause) and item is not first and bool(item.quantities or item.relative))
        or (isinstance(item, Repeat) and has_own_pause(item))
        for item in items
    )
