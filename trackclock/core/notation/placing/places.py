"""Where a pause belongs that names neither sets nor the reps that it is for: one row of places, tried in order.

It exists because most recoveries say nothing of it, and what stands around them has to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.placing.cuts import PARTING, Ahead
from trackclock.core.notation.placing.gaps import (
    between_all,
    fill_body,
    fill_each,
    fill_sets,
    move_inwards,
    run_of,
    set_between,
    to_all,
)
from trackclock.core.notation.placing.levels import free_level
from trackclock.core.notation.tree import Lead, Node, Pause, Repeat, Scope, Work, last_work
from trackclock.core.notation.words.values import Measure


class Spot(NamedTuple):
    """A pause, and the level up to where it stands.

    Attributes:
        nodes: what stands before it, which is changed.
        pause: the pause.
        context: gets what was assumed.
        ahead: what is run behind it on the same level.
        is_repeated: whether the level is the body of a repeat.
        run: the indices of the reps and repeats before it that have no pause yet.
    """

    nodes: list[Node]
    pause: Pause
    context: Context
    ahead: Ahead
    is_repeated: bool
    run: list[int]

    @property
    def more(self) -> bool:
        """Whether something is run behind it in the same block."""
        return self.ahead.is_work and not self.ahead.is_block

    @property
    def last(self) -> Node:
        """What stands before it."""
        return self.nodes[-1]

    @property
    def is_for_reps(self) -> bool:
        """Whether it was said to lie between reps."""
        return self.pause.scope is Scope.REPS

    @property
    def is_unsaid(self) -> bool:
        """Whether nothing was said of what it lies between."""
        return self.pause.scope is Scope.UNSAID

    @property
    def is_told(self) -> bool:
        """Whether it was brought in as a recovery, and not only as the next thing in a list."""
        pause = self.pause
        return pause.lead in (Lead.WITH, Lead.PAREN) or (not pause.is_rest and _says_recovery(pause))


def _inside_bracket(spot: Spot) -> bool:
    """`(400m, 300m, 200m) with 90s`: a bracket that is passed once and has no pauses."""
    last, pause = spot.last, spot.pause
    if not (isinstance(last, Repeat) and _is_bare_bracket(last) and pause.lead in (Lead.WITH, Lead.LABEL)):
        return False
    spot.context.spend(len(last.body), pause.place)
    inside = replace(pause, scope=Scope.REPS)
    return between_reps(last.body, inside, spot.context, Ahead(False, False), is_repeated=False)


def _ask_which(spot: Spot) -> bool:
    """`4 x 400m (90s) with 2 min`: one of the two is no recovery, and nothing says which.

    Raises:
        NotationError: always, where the row fits.
    """
    pause, other = spot.pause, _bare_time(spot.last)
    if pause.lead is Lead.WITH and pause.quantities and other is not None:
        choices = (f"[note: {other.place.text.strip('()')}]", pause.place.text)
        what = f"'{other.place.text}' and '{pause.place.text}' cannot both be the recovery"
        raise failure(other.place, what, f"write {choices[0]}, or leave out '{choices[1]}'")
    return False


def _inside_sets(spot: Spot) -> bool:
    """`2 x (400, 300), 5 min between sets, 60s between reps`: the reps behind the sets."""
    last = spot.last
    is_late = not spot.run and spot.is_for_reps and isinstance(last, Repeat) and last.is_between_sets
    return is_late and (fill_body(last, spot.pause) or fill_sets(last, spot.pause))


def _between_repeats(spot: Spot) -> bool:
    """`2 x 500m w/ 5 min; 2 x 300m w/ 3 min [10 min between]`: repeats that have their own."""
    return not spot.run and spot.is_for_reps and not spot.more and between_all(spot.nodes, spot.pause)


def _between_bracketed_sets(spot: Spot) -> bool:
    """`3 x (200m, 300m) 60s, 4 min`: the second one behind a bracket lies between its passes."""
    last, pause = spot.last, spot.pause
    is_alone = isinstance(last, Repeat) and last.is_group and spot.is_unsaid and not spot.more and not spot.run
    if not (isinstance(last, Repeat) and is_alone and last.between and move_inwards(last)):
        return False
    spot.context.assume(pause.place, f"'{pause.place.text}' is taken between the sets")
    set_between(last, pause)
    last.is_between_sets = True
    return True


def _where_it_stands(spot: Spot) -> bool:
    """Behind reps that all have theirs it is the next thing in the list."""
    if not spot.run:
        spot.nodes.append(spot.pause)
    return not spot.run


def _before_what_follows(spot: Spot) -> bool:
    """`4 x 200m, then 3 min, 800m`: behind "then" it leads to what comes next."""
    pause = spot.pause
    if not (spot.ahead.is_work and spot.is_unsaid and pause.quantities and pause.lead is Lead.LIST):
        return False
    is_list = (isinstance(spot.last, Work) and pause.is_rest) or _is_strides(spot.last)
    if pause.joint == "then" or (is_list and pause.joint in PARTING and spot.ahead.is_block):
        spot.nodes.append(pause)
        return True
    return False


def _for_all(spot: Spot) -> bool:
    """`800m, 600m, 400m with 2 min`: told once behind several reps."""
    pause, run = spot.pause, _without_easy_run(spot.nodes, _meant(spot.nodes, spot.run, spot.pause))
    run = run[-1:] if _is_next(spot) else run
    is_own = pause.lead is Lead.PAREN and spot.ahead.is_rep and isinstance(spot.last, Work)  # 5 min (3 min); 4 min (2)
    if len(run) < 2 or pause.is_fixed or ((spot.more or is_own) and not spot.is_for_reps):
        return False
    is_next = (
        pause.lead in (Lead.LIST, Lead.PAREN) and pause.is_rest and spot.is_repeated and isinstance(spot.last, Work)
    )
    if is_next and not spot.is_for_reps:
        return False
    if not (spot.is_for_reps or pause.lead is Lead.LABEL):
        spot.context.assume(pause.place, f"'{pause.place.text}' is taken for all the reps before it")
    to_all(spot.nodes, run, pause)
    return True


def _is_next(spot: Spot) -> bool:
    """`5k tempo, then 1000m, 90 s rest`, `600m, then 300m, then 2 min jog`: it follows the last of them."""
    pause = spot.pause
    is_after = pause.joint == "," or (pause.joint == "then" and isinstance(spot.last, Work))
    return is_after and pause.lead is Lead.LIST and not spot.is_for_reps and _joint(spot.last) == "then"


def _without_easy_run(nodes: list[Node], run: list[int]) -> list[int]:
    """A run without the easy length that it begins with, where what follows is not easy: that is no rep of it."""
    if len(run) < 2 or not isinstance(first := nodes[run[0]], Work) or not first.is_easy:
        return run
    works = [last_work(nodes[index]) for index in run[1:]]
    return run if any(work is not None and work.is_easy for work in works) else run[1:]


def _joint(node: Node) -> str:
    """What parts a rep or repeat from what stands before it."""
    return node.joint if isinstance(node, (Work, Repeat)) else ""


def _inside_body(spot: Spot) -> bool:
    """`3 x (400, 300, 200) w/ 90s`: into the gaps of a pass that has none."""
    return (spot.is_for_reps or spot.is_told) and fill_body(spot.last, spot.pause)


def _inside_mixed_sets(spot: Spot) -> bool:
    """`3 x (800m + 2 x 400m), 60s between each rep`."""
    return spot.is_for_reps and fill_sets(spot.last, spot.pause)


def _one_each(spot: Spot) -> bool:
    """`2 x (400m, 200m) with 60s, 90s recoveries`: as many as there are reps in a pass."""
    if len(spot.pause.quantities) < 2 or not fill_each(spot.last, spot.pause):
        return False
    spot.context.assume(spot.pause.place, f"'{spot.pause.place.text}' is taken for the reps of a set in turn")
    return True


def _between_passes(spot: Spot) -> bool:
    """`4 x 200m, 30s`: the innermost repeat that has none."""
    pause, level = spot.pause, free_level(spot.last, is_for_reps=spot.is_for_reps)
    if level is None:
        return False
    if pause.lead is Lead.LIST and pause.is_rest and spot.more and spot.is_unsaid:
        spot.context.assume(pause.place, f"'{pause.place.text}' is taken between the reps before it")
    set_between(level, pause)
    return True


def _behind_it(spot: Spot) -> bool:
    """`800m, 3 min, 600m`: behind a single rep.

    Raises:
        NotationError: if several are named for the one gap.
    """
    if len(spot.pause.quantities) > 1:
        what = f"{len(spot.pause.quantities)} recoveries are named for one gap"
        raise failure(spot.pause.place, what, "name one, or write the reps as a repeat")
    spot.nodes.append(spot.pause)
    return True


PLACES: tuple[Callable[[Spot], bool], ...] = (
    _inside_bracket,
    _ask_which,
    _inside_sets,
    _between_repeats,
    _between_bracketed_sets,
    _where_it_stands,
    _before_what_follows,
    _for_all,
    _inside_body,
    _inside_mixed_sets,
    _one_each,
    _between_passes,
    _behind_it,
)
"""Where a pause can belong that names neither sets nor the reps it is for, in order: the first that takes it counts."""


def between_reps(nodes: list[Node], pause: Pause, context: Context, ahead: Ahead, *, is_repeated: bool) -> bool:
    """A pause between reps, or at a place of its own."""
    if not nodes:
        return False
    spot = Spot(nodes, pause, context, ahead, is_repeated, run_of(nodes))
    return any(place(spot) for place in PLACES)


def _is_bare_bracket(node: Node) -> bool:
    """Whether a bracket is passed once and holds several reps without a pause between them."""
    if not isinstance(node, Repeat) or node.high != 1 or not node.is_group or len(node.body) < 2:
        return False
    return not any(isinstance(inner, Pause) or (isinstance(inner, Repeat) and inner.between) for inner in node.body)


def _bare_time(node: Node) -> Pause | None:
    """The time in brackets that was taken for the recovery of a repeat though nothing called it one."""
    told = node.between[0] if isinstance(node, Repeat) and len(node.between) == 1 else None
    is_bare = told is not None and told.lead is Lead.PAREN and not (told.words or told.is_rest or told.mode)
    return told if is_bare and told is not None and not told.is_called_recovery else None


def _says_recovery(pause: Pause) -> bool:
    """Whether a pause was called a recovery, or said to be jogged or walked: then it lies between reps."""
    return pause.mode is not None or pause.is_called_recovery


def _meant(nodes: list[Node], run: list[int], pause: Pause) -> list[int]:
    """Those of a run that a pause close behind a repeat is for: the repeats there, and no single rep before them."""
    if len(run) > 1 and pause.scope is not Scope.REPS and not _is_strides(nodes[run[-1]]):
        strides = [position for position, index in enumerate(run) if _is_strides(nodes[index])]
        run = run[strides[-1] + 1 :] if strides else run
    last = nodes[run[-1]]
    is_told = pause.lead in (Lead.WITH, Lead.PAREN) or (isinstance(last, Repeat) and last.joint in PARTING)
    is_told = is_told or [isinstance(nodes[index], Repeat) for index in run] == [False, True]  # 2 miles, 4 x 400m, 60s
    is_close = is_told and pause.lead is not Lead.LABEL and pause.joint != "." and pause.scope is not Scope.REPS
    if not is_close or not isinstance(last, Repeat):
        return run
    plain = [position for position, index in enumerate(run) if not isinstance(nodes[index], Repeat)]
    return run[plain[-1] + 1 :] if plain else run


_SHORTEST_SURGE_MS = 60_000
"""What is called a stride or a pick-up and lasts so long is a rep."""


def _is_strides(node: Node) -> bool:
    """Whether a repeat is of strides, which belong to the warm-up and not to the reps behind them."""
    while isinstance(node, Repeat) and node.body:
        node = node.body[0]
    quantity = node.quantity if isinstance(node, Work) else None
    if quantity is not None and quantity.measure is Measure.TIME and quantity.low >= _SHORTEST_SURGE_MS:
        return False  # pick-ups of 2, 3 and 2 min
    is_drill = isinstance(node, Work) and node.is_exercise
    return is_drill or (
        isinstance(node, Work) and any(word.startswith(("stride", "accel", "build", "pick")) for word in node.words)
    )
