"""What belongs to what: the items of a level -> reps and repeats with their pauses, targets and notes.

It exists because a coach writes the recovery once, somewhere behind the reps that it is for, and a reader has to find
them again. Each rule that goes beyond the words is written down as an assumption.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from trackclock.core.limits import LIKELY_FASTEST_MS_PER_M, LIKELY_SLOWEST_MS_PER_M, SHORTEST_JOG_MS
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.placing.doubts import late_lengths, refuse_doubtful, with_lengths
from trackclock.core.notation.placing.jogs import leading_jogs, run_and_walk
from trackclock.core.notation.placing.pauses import free_level, place_pauses
from trackclock.core.notation.placing.totals import without_totals
from trackclock.core.notation.placing.units import resolve_units, works_of
from trackclock.core.notation.targets import TargetPart, TargetSpec
from trackclock.core.notation.tree import (
    Aim,
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
    levels_of,
)
from trackclock.core.notation.words.quantities import Measure, Quantity
from trackclock.core.plan import StepKind

_LONG_JOG_MM = 800_000
_LONGEST_REST_MS = 1_200_000
_ROUND_MS = 5_000
_MOST_MULTIPLIERS = 40
_SECONDS = ("s", "sec", "secs", "second", "seconds", '"')
_LIST_JOINTS = ("", ",", "/", "-", "+", "and")


@dataclass(slots=True)
class Settled:
    """A level whose pieces know each other.

    Attributes:
        nodes: its reps, repeats and pauses.
        ends: its warm-ups and cool-downs.
        loose: pauses, targets and words that no rep of the level can have.
        multiplier: a number of passes with nothing to repeat on this level.
    """

    nodes: list[Node] = field(default_factory=list)
    ends: list[End] = field(default_factory=list)
    loose: list[Item] = field(default_factory=list)
    multiplier: Multiplier | None = None


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
        elif isinstance(item, Pause) and settled.nodes:
            what = f"there are no sets for '{item.place.text}' to lie between"
            raise failure(item.place, what, "write the sets, such as 2 x (4 x 200m, 30s), 5 min between sets")
    return settled.nodes


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


def settle_level(items: Sequence[Item], context: Context, *, is_repeated: bool = False) -> Settled:
    """Settle the items of one line or bracket.

    Args:
        items: the items in the order of the text.
        context: gets what was assumed.
        is_repeated: whether they are the body of a repeat.

    Returns:
        What came of them.

    Raises:
        NotationError: where they can be read in more than one way, or in none.
    """
    items = run_and_walk(items)
    resolve_units(items, context)
    items = with_lengths(items if is_repeated else leading_jogs(items, context), context)
    settled = Settled(ends=[item for item in items if isinstance(item, End)])
    rest: list[Item] = [item for item in items if not isinstance(item, End)]
    _notes_of_ends(items)
    _order_of_ends(items)
    if not any(isinstance(item, (Work, Repeat)) for item in rest):
        for item in rest:
            if isinstance(item, Multiplier):
                settled.multiplier = item
            elif isinstance(item, Remark) and settled.ends:
                if item.text:
                    settled.ends[-1].notes.append(item.text)
            else:
                settled.loose.append(item)
        return settled
    rest = _multiply(rest, context)
    rest = late_lengths(rest, context)
    refuse_doubtful(rest)
    for index in range(len(rest)):
        rest[index] = _as_pause(rest, index, context, is_repeated=is_repeated)
    kept = _give_words(rest, context)
    settled.nodes, settled.loose = place_pauses(kept, context, is_repeated=is_repeated)
    if not is_repeated:
        settled.nodes = without_totals(settled.nodes, context)
    return settled


def _notes_of_ends(items: Sequence[Item]) -> None:
    """Words beside a warm-up belong to it."""
    for before, item in itertools.pairwise(items):
        if isinstance(item, Remark) and isinstance(before, End) and item.joint in ("", "raw"):
            before.notes.append(item.text)
            item.text = ""


def _order_of_ends(items: Sequence[Item]) -> None:
    """Mark a warm-up that stands behind reps, and a cool-down that stands before them."""
    works = [index for index, item in enumerate(items) if isinstance(item, (Work, Repeat))]
    for index, item in enumerate(items):
        if isinstance(item, End) and works:
            item.is_out_of_order = index > works[0] if item.kind is StepKind.WARMUP else index < works[-1]


def _multiply(items: list[Item], context: Context) -> list[Item]:
    """Let "x 3" and "twice" take what they repeat."""
    multipliers = [item for item in items if isinstance(item, Multiplier)]
    count = len(multipliers)
    if count > _MOST_MULTIPLIERS:
        raise failure(
            multipliers[-1].place, "there are too many repeats on one line", "write them on lines of their own"
        )
    last_work = max((index for index, item in enumerate(items) if isinstance(item, (Work, Repeat))), default=-1)
    result: list[Item] = []
    for index, item in enumerate(items):
        if not isinstance(item, Multiplier):
            result.append(item)
            continue
        works = [entry for entry in result if isinstance(entry, (Work, Repeat))]
        if item.low == item.high == 1 and works:
            continue
        if not works:
            raise failure(item.place, f"'{item.place.text}' has nothing to repeat", "write it behind what is repeated")
        later = last_work > index
        has_pause = any(isinstance(entry, Pause) for entry in result[result.index(works[0]) :])
        is_list = all(isinstance(entry, Work) for entry in works) and (len(works) > 1 or has_pause)
        if item.is_all or (is_list and count == 1 and not later):
            if not item.is_all and len(works) > 1:
                context.assume(item.place, f"'{item.place.text}' is read as so many times the whole list")
            body = settle(result, context)
            result = [Repeat(item.low, item.high, body, item.place, is_group=True)]
            continue
        last = works[-1]
        position = len(result) - 1 - next(i for i, entry in enumerate(reversed(result)) if entry is last)
        if isinstance(last, Repeat) and last.is_group and last.low == last.high == 1:
            result[position] = replace(last, low=item.low, high=item.high, place=item.place)
        else:
            if len(works) > 1 and isinstance(last, Repeat) and item.joint == "-":
                first, text = works[0].place.text, item.place.text
                what = f"'{text}' can be for all from '{first}' on, or for the last piece"
                raise failure(item.place, what, "write what is repeated in brackets, as in 2 x (3 x 400m, 2 x 200m)")
            if len(works) > 1:
                context.assume(item.place, f"'{item.place.text}' is read as so many times the last one")
            result[position] = Repeat(item.low, item.high, [last], item.place, joint=last.joint)
    return result


# -- lengths that are pauses ---------------------------------------------------------------------------------------


def _as_pause(items: list[Item], index: int, context: Context, *, is_repeated: bool) -> Item:
    """The item, or the pause that it is in its place: `4 x 200m, 30s`; `1 min hard, 1 min easy`."""
    item = items[index]
    if not isinstance(item, Work) or item.quantity is None or index == 0 or item.is_optional:
        return item
    back, pauses = index - 1, 0
    while isinstance(items[back], (Aim, Remark, Pause)) and back > 0:
        pauses += isinstance(items[back], Pause)
        back -= 1
    before = items[back]
    if not isinstance(before, (Work, Repeat)):
        return item
    last = _last_work(before)
    if item.joint == "." and isinstance(before, Repeat) and not pauses:
        _refuse_sentence(items[index:], item, before)
    is_then = item.joint == "then" and item.is_easy and is_repeated and isinstance(before, Work)
    if last is None or last.quantity is None or not (is_then or item.joint in (*_LIST_JOINTS, ";", ":")):
        return item
    following = items[index + 1] if index + 1 < len(items) else None
    is_winding_down = isinstance(following, Work) and following.is_easy and not is_repeated
    if item.is_easy and not last.is_easy and not pauses and is_winding_down and isinstance(before, Work):
        return item
    is_between = isinstance(before, Repeat) and isinstance(following, Repeat) and not is_repeated
    is_short = item.quantity.measure is Measure.TIME and item.quantity.low < _LONGEST_REST_MS // 2
    if item.is_easy and is_between and is_short and isinstance(before, Repeat) and free_level(before) is None:
        context.assume(item.place, f"'{_described(item)}' is read as the rest before '{items[index + 1].place.text} x'")
        return replace(pause_from(item), is_fixed=True, is_rest=True)
    if item.is_easy and not last.is_easy and not pauses:
        alternates = any(isinstance(entry, Pause) and entry.is_fixed for entry in items[max(0, index - 4) : index])
        is_same = item.quantity.measure is last.quantity.measure
        is_whole = is_repeated and len([entry for entry in items if isinstance(entry, (Work, Repeat))]) == 2
        if is_same and item.quantity.low > 2 * last.quantity.low and not alternates and not is_whole:
            return item
        if isinstance(before, Work) and not is_repeated and index == len(items) - 1 and back > 0 and not alternates:
            return item
        is_long = item.quantity.measure is Measure.DISTANCE and item.quantity.low >= _LONG_JOG_MM
        if isinstance(before, Repeat) and (free_level(before) is None or (is_long and item.joint != "/")):
            return item
        context.assume(item.place, f"'{_described(item)}' is read as the recovery")
        return pause_from(item)
    if item.quantity.measure is not Measure.TIME or item.is_spoken_for or item.target.parts or item.words:
        return item
    after = items[index + 1] if index + 1 < len(items) else None
    is_rested = isinstance(before, Work) and isinstance(after, Pause) and bool(after.quantities)
    if item.joint in ("-", ":", "") and _is_time_of(item.quantity, last.quantity, is_rested=is_rested):
        context.assume(item.place, f"'{item.place.text}' is read as the time of '{last.place.text}'")
        wish = TargetPart(item.place.text, times_ms=(item.quantity.low, item.quantity.high))
        place = item.place
        return Aim(TargetSpec((wish,), place.line, place.column, place.width), place)
    is_dashed = item.joint in ("-", ":") and item.quantity.is_clock
    is_doubtful = is_dashed or item.quantity.low >= _LONGEST_REST_MS
    if isinstance(before, Work) and is_doubtful and _is_likely(item.quantity, last.quantity):
        run, time = last.place, item.place
        choices = (f"{run.text} in {time.text}", f"{run.text}, {time.text} rest")
        what = f"'{time.text}' can be the time of '{run.text}', or a rest behind it"
        whole = run._replace(width=time.column + time.width - run.column)
        raise failure(time, what, "write " + " or ".join(choices), choices, whole)
    is_pair = is_repeated and len(items) == 2 and item.joint == "/" and isinstance(before, Work)
    if is_pair and last.quantity.measure is Measure.TIME:
        context.assume(item.place, f"'{item.place.text}' is read as the recovery")
        return pause_from(item)
    if last.quantity.measure is Measure.DISTANCE:
        if isinstance(before, Repeat) and item.quantity.low >= _LONGEST_REST_MS:
            return item
        if pauses and pauses >= levels_of(before):
            after = items[index + 1] if index + 1 < len(items) else None
            following = _last_work(after) if after is not None else None
            if following is None or following.quantity is None or following.quantity.measure is Measure.TIME:
                choices = (f"{item.place.text} rest", f"1 x {item.place.text}")
                what = f"'{item.place.text}' can be a rep or a rest"
                raise failure(item.place, what, "write " + " or ".join(choices), choices)
        context.assume(item.place, f"'{item.place.text}' is read as the recovery")
        return pause_from(item)
    is_repeat = isinstance(before, Repeat) and before.high > 1 and not pauses
    if (
        is_repeat
        and last.quantity.measure is Measure.TIME
        and item.quantity.low <= _longest_ms(before)
        and (not is_repeated or index == len(items) - 1)
    ):
        is_parted = item.joint == "," and any(entry.joint == ";" for entry in items[max(0, index - 3) : index + 2])
        is_seconds = item.quantity.unit in _SECONDS and last.quantity.unit not in _SECONDS
        if is_parted and is_seconds and item.quantity.low * 2 <= last.quantity.low:
            context.assume(item.place, f"'{item.place.text}' is read as the recovery")
            return pause_from(item)
        what = f"'{item.place.text}' can be a rep or the recovery"
        choices = (f"with {item.place.text} recovery", f"1 x {item.place.text}")
        raise failure(item.place, what, "write " + " or ".join(choices), choices)
    return item


def _refuse_sentence(items: Sequence[Item], work: Work, before: Repeat) -> None:
    """Ask what the time of `8 x 400m. 90 seconds.` is: nothing but the full stop says that it is run.

    Raises:
        NotationError: if a bare time of a few minutes is all that is told behind a repeat of a distance.
    """
    lengths = [inner.quantity for inner in works_of([before]) if inner.quantity is not None]
    is_run = all(length.measure is Measure.DISTANCE for length in lengths)
    is_short = (
        work.quantity is not None and work.quantity.measure is Measure.TIME and work.quantity.low < SHORTEST_JOG_MS
    )
    is_plain = not (work.words or work.target.parts or work.is_spoken_for or work.notes)
    others = [item for item in items[1:] if isinstance(item, (Work, Repeat, Remark, Aim))]
    if is_run and is_short and is_plain and not others:
        text = work.place.text
        choices = (f"with {text} recovery", f"@ {text}", f"1 x {text}")
        what = f"'{text}' can be the recovery, the time of the reps, or a rep"
        raise failure(work.place, what, "write " + " or ".join(choices), choices)


def _longest_ms(repeat: Item) -> int:
    """The longest rep of a repeat that is told in time."""
    lengths = [work.quantity for work in works_of([repeat]) if work.quantity is not None]
    return max((length.low for length in lengths if length.measure is Measure.TIME), default=0)


def _is_time_of(time: Quantity, length: Quantity, *, is_rested: bool) -> bool:
    """Whether a clock time behind a dash is what the rep is run in: nobody rests 2:41, or twice in a row."""
    is_odd = time.is_clock and (time.low % _ROUND_MS != 0 or is_rested)
    return is_odd and _is_likely(time, length)


def _is_likely(time: Quantity, length: Quantity) -> bool:
    """Whether a runner may take so long for a distance."""
    metres = length.low // 1_000 if length.measure is Measure.DISTANCE else 0
    return metres > 0 and LIKELY_FASTEST_MS_PER_M <= time.low // metres <= LIKELY_SLOWEST_MS_PER_M


def _described(work: Work) -> str:
    return f"{work.place.text} {work.target.text}".strip()


def pause_from(work: Work) -> Pause:
    """The pause that a length turned out to be."""
    quantities = [work.quantity] if work.quantity is not None else []
    pause = Pause(quantities, work.place, lead=Lead.LIST, joint=work.joint)
    pause.words = work.target.text.lower() if work.is_easy else ""
    pause.is_fixed = work.is_easy
    pause.notes = list(work.notes)
    return pause


def _last_work(item: Item) -> Work | None:
    while isinstance(item, Repeat) and item.body:
        item = next((node for node in reversed(item.body) if not isinstance(node, Pause)), item.body[0])
    return item if isinstance(item, Work) else None


# -- targets and notes ---------------------------------------------------------------------------------------------


def _give_words(items: list[Item], context: Context) -> list[Node]:
    """Hand targets and remarks to the reps that they are for; what is left are reps, repeats and pauses."""
    nodes: list[Node] = []
    early: list[Aim] = []
    pending: list[Remark] = []
    known: dict[int, set[str]] = {}
    for item in items:
        if isinstance(item, Remark):
            if not item.text:
                continue
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
        give_aim(nodes, replace_joint(aim, "."), context)
    return nodes


def _holder(nodes: list[Node], remark: Remark) -> Node:
    """What words belong to: the piece before them; a sentence of their own is about the rep."""
    if remark.joint == ".":
        return next((node for node in reversed(nodes[-4:]) if not isinstance(node, Pause)), nodes[-1])
    return nodes[-1]


def replace_joint(aim: Aim, joint: str) -> Aim:
    """The same target as if it stood behind another sign."""
    return replace(aim, joint=joint)


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


def _without_target(nodes: Sequence[Node], *, everywhere: bool) -> list[Work]:
    """The reps at the end of a level that have no target yet; with `everywhere` those before others as well."""
    chosen: list[Work] = []
    for node in reversed(nodes):
        if everywhere and isinstance(node, Work) and node.target.parts:
            continue
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
    """Whether a rep is one of those that "the 600s" means."""
    if selector.measure is Measure.BARE:
        return quantity.measure is Measure.DISTANCE and selector.low == quantity.low
    return selector.measure is quantity.measure and selector.low == quantity.low
