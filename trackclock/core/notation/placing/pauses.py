"""Where the pauses of a level belong: between which reps, which sets, or at a place of their own.

It exists apart from `attach` because these are the rules that decide most of what a session looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.placing.levels import ends_in_pause, free_level, has_own_pause, has_sets, innermost
from trackclock.core.notation.tree import Item, Lead, Node, Pause, Repeat, Scope, Work
from trackclock.core.notation.words.quantities import Measure, Quantity


def _at_its_number(nodes: list[Node], pauses: list[Pause]) -> None:
    """Put pauses behind the reps whose numbers they name: `400 after 1st, 300 after 2nd`.

    Raises:
        NotationError: if there is no such rep, or if a repeat has a gap that none is named for.
    """
    works = [node for node in nodes if not isinstance(node, Pause)]
    only = works[0] if len(works) == 1 else None
    if isinstance(only, Repeat) and not only.between:
        told = {pause.number: pause for pause in pauses}
        if sorted(told) == list(range(1, only.high)):
            only.between = [told[number] for number in sorted(told)]
            return
    for pause in sorted(pauses, key=lambda pause: -pause.number):
        if only is not None or not 0 < pause.number <= len(works):
            what = f"there is nothing that '{pause.place.text}' is for"
            raise failure(pause.place, what, "name a recovery for each gap, or a length, such as 2 min after the 600s")
        behind = nodes.index(works[pause.number - 1]) + 1
        if behind < len(nodes) and not isinstance(nodes[behind], Pause):
            nodes.insert(behind, pause)


def place_pauses(
    items: list[Node], context: Context, *, is_repeated: bool = False, known: list[Node] | None = None
) -> tuple[list[Node], list[Item]]:
    """Put every pause of a level where it belongs.

    Args:
        items: reps, repeats and pauses in the order of the text.
        context: gets what was assumed.
        is_repeated: whether they are the body of a repeat.
        known: reps that stand before the level, for lines that hold nothing but pauses.

    Returns:
        The level with its pauses placed, and the pauses that no place was found for.
    """
    nodes: list[Node] = list(known or [])
    loose: list[Item] = []
    numbered = [item for item in items if isinstance(item, Pause) and item.number]
    items = [item for item in items if not (isinstance(item, Pause) and item.number)]
    last_work = max((index for index, item in enumerate(items) if not isinstance(item, Pause)), default=-1)
    cuts = _cuts(items) if not is_repeated else []
    block: list[Node] = nodes
    for index, item in enumerate(items):
        if index in cuts:
            nodes, block = [*nodes, *block] if block is not nodes else nodes, []
        if not isinstance(item, Pause):
            block.append(item)
            continue
        ahead = Ahead(last_work > index, any(index < cut for cut in cuts))
        if block is not nodes and _is_for_all_blocks(block, item):
            nodes = block = [*nodes, *block]
        if not _place(block, item, context, ahead, is_repeated=is_repeated):
            loose.append(item)
    nodes = [*nodes, *block] if block is not nodes else nodes
    if numbered:
        _at_its_number(nodes, numbered)
    return nodes, loose


def _is_for_all_blocks(block: Sequence[Node], pause: Pause) -> bool:
    """Whether a pause is for the blocks before its own too: one between sets where its own has none, or told of all."""
    if pause.scope is Scope.SETS:
        return not any(has_sets(node) for node in block)
    is_left = pause.scope is Scope.REPS and not _run(list(block))
    return is_left or pause.lead is Lead.LABEL or pause.selector is not None


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is run behind a pause on the same level.

    Attributes:
        is_work: whether anything is.
        is_block: whether it is another block, with pauses of its own.
    """

    is_work: bool
    is_block: bool


def _cuts(items: Sequence[Item]) -> list[int]:
    """Where a new block begins, whose pauses are not for the reps before it: `800m, 400m w/ 90s, then 4 x 200m w/ 60s`.

    Args:
        items: reps, repeats and pauses in the order of the text.

    Returns:
        The indices of the reps and repeats behind complete blocks.
    """
    cuts: list[int] = []
    for index, item in enumerate(items):
        if index < _SHORTEST_BLOCK or not isinstance(item, (Work, Repeat)) or not isinstance(items[index - 1], Pause):
            continue
        is_told = isinstance(items[index - 2], Pause)
        following = items[index + 1] if index + 1 < len(items) else None
        has_own = isinstance(item, Work) and not isinstance(following, (Work, Repeat))
        if is_told or (item.joint in _PARTING and not (has_own and _run_before(items, index) < _SHORTEST_LIST)):
            cuts.append(index)
    return cuts


def _run_before(items: Sequence[Item], index: int) -> int:
    """How many reps of one list stand before the pause that stands before an index, with no pause between them."""
    count, at = 0, index - 2
    while at >= 0 and isinstance(item := items[at], (Work, Repeat)):
        count, at = count + 1, at - 1
        if item.joint in _PARTING:
            break
    return count


_SHORTEST_LIST = 2
"""So many reps in a row are a list, whose one pause is for all of it."""


_SHORTEST_BLOCK = 2
"""A rep and its pause."""


def _place(nodes: list[Node], pause: Pause, context: Context, ahead: Ahead, *, is_repeated: bool) -> bool:
    """Put one pause where it belongs; False if there is no such place."""
    if pause.is_fixed and pause.is_last and nodes and isinstance(nodes[-1], Pause):
        context.assume(pause.place, f"'{pause.place.text}' takes the place of '{nodes[-1].place.text}'")
        nodes.pop()
    if (first := _first_for_reps(nodes, pause)) is not None:
        _between_reps(nodes, first, context, ahead, is_repeated=is_repeated)
    if pause.selector is None and pause.scope is not Scope.SETS:
        return _between_reps(nodes, pause, context, ahead, is_repeated=is_repeated)
    context.spend(len(nodes), pause.place)
    return _between_sets(nodes, pause, context) if pause.selector is None else _for_selected(nodes, pause)


def _first_for_reps(nodes: list[Node], pause: Pause) -> Pause | None:
    """Of `w/ 60s, 3 min between sets` the first is for the reps, where those have none; taken out of the list."""
    is_pair = pause.scope is Scope.SETS and len(pause.quantities) == 2
    is_pair = is_pair and (pause.quantities[0].unit != "" or pause.quantities[0].is_clock)
    if not is_pair:
        return None
    last = next((node for node in reversed(nodes) if isinstance(node, Repeat)), None)
    if last is None or not has_sets(last):
        return None
    is_filled = any(isinstance(node, Pause) for node in innermost(last).body)
    if free_level(last, is_for_reps=True) is None or is_filled:
        return None
    inner = innermost(last)
    if inner is not last and inner.between:
        return None
    first = replace(pause, quantities=pause.quantities[:1], scope=Scope.REPS)
    pause.quantities = pause.quantities[1:]
    return first


def _matches(selector: Quantity | None, quantity: Quantity | None) -> bool:
    if quantity is None or selector is None:
        return False
    if selector.measure is Measure.BARE:
        return quantity.measure is Measure.DISTANCE and selector.low == quantity.low
    if selector.unit == "s" and selector.measure is Measure.TIME and quantity.measure is Measure.DISTANCE:
        return selector.low == quantity.low  # "between 120s": as many metres in millimetres as seconds in milliseconds
    return selector.measure is quantity.measure and selector.low == quantity.low


def _for_selected(nodes: list[Node], pause: Pause) -> bool:
    """A pause for the reps of one length: "2 minutes after the 600s"."""
    found = False
    for index in range(len(nodes) - 1, -1, -1):
        node = nodes[index]
        if isinstance(node, Work) and _matches(pause.selector, node.quantity):
            _insert_behind(nodes, index, pause)
            found = True
        elif isinstance(node, Repeat):
            inner = innermost(node)
            works = [entry for entry in inner.body if isinstance(entry, Work)]
            if len(works) == 1 and _matches(pause.selector, works[0].quantity):
                inner.between, found = _several(inner, pause), True
                if inner.high == 1 or pause.is_behind:
                    _insert_behind(nodes, index, pause if inner.high == 1 else replace(pause, is_spread=True))
            elif len(works) > 1 and _for_selected(inner.body, pause):
                found = True
    return found


def _insert_behind(nodes: list[Node], index: int, pause: Pause) -> None:
    """Put a pause between a piece and the one behind it, if there is one and no pause."""
    if index + 1 < len(nodes) and not isinstance(nodes[index + 1], Pause):
        nodes.insert(index + 1, pause)


def _between_sets(nodes: list[Node], pause: Pause, context: Context) -> bool:
    """A rest between sets: the passes of the outermost repeat that has sets, else the repeats of the line."""
    with_sets = [node for node in nodes if isinstance(node, Repeat) and has_sets(node)]
    for node in with_sets:
        if node.between and not _move_inwards(node):
            what = f"two rests are named between the sets: '{node.between[0].place.text}' is the other"
            raise failure(pause.place, what, "leave one out")
        node.between, node.is_after, node.is_between_sets = _several(node, pause), pause.is_after, True
    return bool(with_sets) or _between_pieces(nodes, pause) or _between_only(nodes, pause, context)


def _between_pieces(nodes: list[Node], pause: Pause) -> bool:
    """`4 x 400m, 3 x 300m, 5 min between sets`: the repeats of the line are the sets."""
    works = [index for index, node in enumerate(nodes) if not isinstance(node, Pause)]
    if sum(isinstance(nodes[index], Repeat) for index in works) < 2:
        return False
    for index in reversed(works[1:]):
        before = nodes[index - 1]
        if not isinstance(before, Pause):
            nodes.insert(index, pause)
        elif before.is_spread:
            nodes[index - 1] = pause
    return True


def _between_only(nodes: list[Node], pause: Pause, context: Context) -> bool:
    """`4 x 400m, 2 min between sets`: there are no sets, so the reps are meant."""
    works = [node for node in nodes if not isinstance(node, Pause)]
    only = works[0] if len(works) == 1 else None
    if not isinstance(only, Repeat) or only.between or ends_in_pause(only):
        return False
    context.assume(pause.place, f"'{pause.place.text}' is taken between the reps: there are no sets")
    only.between, only.is_after = [pause], pause.is_after
    return True


def _move_inwards(node: Repeat) -> bool:
    """Give the pause of the sets to the reps inside, where they have none: a rest between sets was named after it."""
    told = node.between[0]
    if len(node.between) > 1 or told.scope is Scope.SETS:
        return False
    inner = innermost(node)
    if inner is not node and inner.high > 1 and not inner.between and not ends_in_pause(inner):
        _set_between(inner, told)
        return True
    return inner is node and _fill_body(node, told)


def _several(repeat: Repeat, pause: Pause) -> list[Pause]:
    """One pause for every gap of a repeat.

    Raises:
        NotationError: if there are not as many pauses as gaps.
    """
    if len(pause.quantities) < 2:
        return [pause]
    gaps = repeat.high if pause.is_after else repeat.high - 1
    if len(pause.quantities) != gaps:
        what = f"{len(pause.quantities)} recoveries are named for {gaps} gaps"
        raise failure(pause.place, what, "name one for all, or one for each gap")
    return [replace(pause, quantities=[quantity]) for quantity in pause.quantities]


def _set_between(repeat: Repeat, pause: Pause) -> None:
    repeat.between = _several(repeat, pause)
    repeat.is_after = pause.is_after


@dataclass
class Spot:
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
    last.body, left = place_pauses([replace(pause, scope=Scope.REPS)], spot.context, known=last.body)
    return not left


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
    return is_late and (_fill_body(last, spot.pause) or _fill_sets(last, spot.pause))


def _between_repeats(spot: Spot) -> bool:
    """`2 x 500m w/ 5 min; 2 x 300m w/ 3 min [10 min between]`: repeats that have their own."""
    return not spot.run and spot.is_for_reps and not spot.more and _between_runs(spot.nodes, spot.pause)


def _between_bracketed_sets(spot: Spot) -> bool:
    """`3 x (200m, 300m) 60s, 4 min`: the second one behind a bracket lies between its passes."""
    last, pause = spot.last, spot.pause
    is_alone = isinstance(last, Repeat) and last.is_group and spot.is_unsaid and not spot.more and not spot.run
    if not (isinstance(last, Repeat) and is_alone and last.between and _move_inwards(last)):
        return False
    spot.context.assume(pause.place, f"'{pause.place.text}' is taken between the sets")
    _set_between(last, pause)
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
    if pause.joint == "then" or (is_list and pause.joint in _PARTING and spot.ahead.is_block):
        spot.nodes.append(pause)
        return True
    return False


def _for_all(spot: Spot) -> bool:
    """`800m, 600m, 400m with 2 min`: told once behind several reps."""
    pause, run = spot.pause, _meant(spot.nodes, spot.run, spot.pause)
    if len(run) < 2 or pause.is_fixed or (spot.more and not spot.is_for_reps):
        return False
    is_next = pause.lead is Lead.LIST and pause.is_rest and spot.is_repeated and isinstance(spot.last, Work)
    if is_next and not spot.is_for_reps:
        return False
    if not (spot.is_for_reps or pause.lead is Lead.LABEL):
        spot.context.assume(pause.place, f"'{pause.place.text}' is taken for all the reps before it")
    _to_all(spot.nodes, run, pause)
    return True


def _inside_body(spot: Spot) -> bool:
    """`3 x (400, 300, 200) w/ 90s`: into the gaps of a pass that has none."""
    return (spot.is_for_reps or spot.is_told) and _fill_body(spot.last, spot.pause)


def _inside_mixed_sets(spot: Spot) -> bool:
    """`3 x (800m + 2 x 400m), 60s between each rep`."""
    return spot.is_for_reps and _fill_sets(spot.last, spot.pause)


def _one_each(spot: Spot) -> bool:
    """`2 x (400m, 200m) with 60s, 90s recoveries`: as many as there are reps in a pass."""
    if not (spot.is_told and _fill_each(spot.last, spot.pause)):
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
    _set_between(level, pause)
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


def _between_reps(nodes: list[Node], pause: Pause, context: Context, ahead: Ahead, *, is_repeated: bool) -> bool:
    """A pause between reps, or at a place of its own."""
    if not nodes:
        return False
    spot = Spot(nodes, pause, context, ahead, is_repeated, _run(nodes))
    return any(place(spot) for place in PLACES)


def _between_runs(nodes: list[Node], pause: Pause) -> bool:
    """Put a pause between repeats that have theirs: `2 x 500m w/ 5 min; 2 x 300m w/ 3 min [10 min between]`."""
    gaps = [index for index in range(1, len(nodes)) if not isinstance(nodes[index - 1], Pause)]
    gaps = [index for index in gaps if not isinstance(nodes[index], Pause)]
    for index in reversed(gaps):
        nodes.insert(index, pause)
    return bool(gaps)


def _is_bare_bracket(node: Node) -> bool:
    """Whether a bracket is passed once and holds several reps without a pause between them."""
    if not isinstance(node, Repeat) or node.high != 1 or not node.is_group or len(node.body) < 2:
        return False
    return not any(isinstance(inner, Pause) or (isinstance(inner, Repeat) and inner.between) for inner in node.body)


def _bare_time(node: Node) -> Pause | None:
    """The time in brackets that was taken for the recovery of a repeat though nothing called it one."""
    told = node.between[0] if isinstance(node, Repeat) and len(node.between) == 1 else None
    is_bare = told is not None and told.lead is Lead.PAREN and not (told.words or told.is_rest or told.mode)
    return told if is_bare and told is not None and "rec" not in told.place.text.lower() else None


def _says_recovery(pause: Pause) -> bool:
    """Whether a pause was called a recovery, or said to be jogged or walked: then it lies between reps."""
    return pause.mode is not None or "rec" in pause.place.text.lower()


_PARTING = ("then", "+", ";", ".", "and")
"""Signs and words that part a repeat from what is run before it, so that a pause behind it is its own."""


def _meant(nodes: list[Node], run: list[int], pause: Pause) -> list[int]:
    """Those of a run that a pause close behind a repeat is for: the repeats there, and no single rep before them."""
    if pause.scope is not Scope.REPS and not _is_strides(nodes[run[-1]]):
        strides = [position for position, index in enumerate(run) if _is_strides(nodes[index])]
        run = run[strides[-1] + 1 :] if strides else run
    last = nodes[run[-1]]
    is_told = pause.lead in (Lead.WITH, Lead.PAREN) or (isinstance(last, Repeat) and last.joint in _PARTING)
    is_close = is_told and pause.lead is not Lead.LABEL and pause.joint != "." and pause.scope is not Scope.REPS
    if not is_close or not isinstance(last, Repeat):
        return run
    plain = [position for position, index in enumerate(run) if not isinstance(nodes[index], Repeat)]
    return run[plain[-1] + 1 :] if plain else run


def _fill_sets(node: Node, pause: Pause) -> bool:
    """Put a pause between all reps of a set that has repeats in it: `3 x (800m + 2 x 400m), 60s between each rep`."""
    if not isinstance(node, Repeat) or len(node.body) < 2 or len(pause.quantities) > 1:
        return False
    if any(isinstance(inner, Pause) for inner in node.body) or not any(isinstance(n, Repeat) for n in node.body):
        return False
    body: list[Node] = []
    for inner in node.body:
        if (level := free_level(inner, is_for_reps=True)) is not None:
            _set_between(level, pause)
        body += [pause, inner] if body else [inner]
    node.body = body
    pause.is_spread = True
    return True


def _fill_body(node: Node, pause: Pause) -> bool:
    """Put a pause between the reps inside a repeat of several, where none was named: `3 x (400, 300, 200) w/ 90s`."""
    while isinstance(node, Repeat) and len(node.body) == 1:
        node = node.body[0]
    if (
        not isinstance(node, Repeat)
        or len(pause.quantities) > 1
        or any(isinstance(n, (Pause, Repeat)) for n in node.body)
    ):
        return False
    return _fill_gaps(node, pause)


def _is_strides(node: Node) -> bool:
    """Whether a repeat is of strides, which belong to the warm-up and not to the reps behind them."""
    while isinstance(node, Repeat) and node.body:
        node = node.body[0]
    return isinstance(node, Work) and any(word.startswith(("stride", "accel")) for word in node.words)


def _fill_each(node: Node, pause: Pause) -> bool:
    """Put one pause of several behind each rep inside a repeat: `2 x (400m, 200m) with 60s, 90s recoveries`."""
    is_list = isinstance(node, Repeat) and not node.between and len(pause.quantities) == len(node.body) > 1
    if not isinstance(node, Repeat) or not is_list or not all(isinstance(inner, Work) for inner in node.body):
        return False
    pauses = [replace(pause, quantities=[quantity]) for quantity in pause.quantities]
    node.body = [entry for pair in zip(node.body, pauses, strict=True) for entry in pair]
    return True


def _fill_gaps(node: Repeat, pause: Pause) -> bool:
    """Put a pause into every gap of a body that has none."""
    body: list[Node] = []
    gaps = [work for work in node.body[1:] if isinstance(work, Work) and work.joint != "into"]
    if not gaps:
        return False
    for work in node.body:
        if body and not (isinstance(work, Work) and work.joint == "into"):
            body.append(pause)
        body.append(work)
    node.body = body
    pause.is_spread = True
    return True


def _run(nodes: list[Node]) -> list[int]:
    """Indices of the reps and repeats at the end of a level that have no pause yet."""
    run: list[int] = []
    for index in range(len(nodes) - 1, -1, -1):
        node = nodes[index]
        if isinstance(node, Pause):
            break
        if isinstance(node, Repeat) and has_own_pause(node):
            break
        run.append(index)
    return list(reversed(run))


def _to_all(nodes: list[Node], run: list[int], pause: Pause) -> None:
    """Put one pause between all the reps of a run, inside its repeats and between them."""
    gaps = len(run) - 1
    pause.is_spread = True
    several = len(pause.quantities) > 1
    last = replace(pause, quantities=pause.quantities[-1:]) if several and len(pause.quantities) == gaps + 1 else None
    if several and last is None and len(pause.quantities) != gaps:
        what = f"{len(pause.quantities)} recoveries are named for {gaps} gaps"
        raise failure(pause.place, what, "name one for all, or one for each gap")
    for index in run:
        if (level := free_level(nodes[index])) is not None and not several:
            _set_between(level, pause)
            level.is_after = level.is_after and level is not nodes[index]
    for count, index in enumerate(reversed(run[1:])):
        quantity = pause.quantities[gaps - 1 - count] if several else None
        nodes.insert(index, replace(pause, quantities=[quantity]) if quantity is not None else pause)
    if pause.is_after or last is not None:
        nodes.append(last or pause)
