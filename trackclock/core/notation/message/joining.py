"""The lines of a text, let find each other: headers their bodies, recoveries their reps, warm-ups their place.

It exists because a line can be for the lines around it: "Recovery: 200m walk", "3 rounds of:", "repeat 3 times".
"""

from __future__ import annotations

import re
from dataclasses import replace

from trackclock.core.limits import SHORTEST_JOG_MM, SHORTEST_JOG_MS
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.message.again import fill_time, repeat_all, repeat_steps
from trackclock.core.notation.message.blocks import Blocks, Line
from trackclock.core.notation.placing.aims import add_note, give_aim
from trackclock.core.notation.placing.attach import Settled
from trackclock.core.notation.placing.levels import free_level
from trackclock.core.notation.placing.pauses import place_pauses
from trackclock.core.notation.placing.roles import pause_from
from trackclock.core.notation.tree import (
    Aim,
    End,
    Item,
    Lead,
    Node,
    Pause,
    Remark,
    Repeat,
    Scope,
    Work,
)
from trackclock.core.notation.words.quantities import Measure, Quantity
from trackclock.core.plan import StepKind

_SAYS_ALL = re.compile(r"\b(?:each|every|all)\b", re.IGNORECASE)


def absorbed(lines: list[Line], context: Context) -> list[Line]:
    """Let a warm-up or cool-down that is a heading alone take its length from the line below it."""
    kept: list[Line] = []
    waiting: End | None = None
    for line in lines:
        settled = line.settled
        quantity = _lone_length(settled)
        if waiting is not None and quantity is not None:
            item = _lengths_of(settled)[0]
            waiting.quantity = quantity
            waiting.notes.extend(_words_of(item))
            for other in (*settled.nodes, *settled.loose):
                if isinstance(other, Remark):
                    waiting.notes.append(other.text)
                elif other is not item:
                    waiting.notes.extend(_words_of(other))
            context.assume(waiting.place, f"'{item.place.text}' is read as the length of '{waiting.place.text}'")
            waiting = None
            continue
        kept.append(line)
        end = settled.ends[0] if len(settled.ends) == 1 else None
        is_heading = end is not None and end.quantity is None and not end.is_open and not settled.nodes
        waiting = end if is_heading and not settled.loose else None
    return kept


def _lone_length(settled: Settled) -> Quantity | None:
    """The length of a line that holds nothing but one easy rep or jog."""
    items = _lengths_of(settled)
    if settled.ends or len(items) != 1:
        return None
    item = items[0]
    if isinstance(item, Pause) and item.mode is not None and len(item.quantities) == 1 and item.scope is Scope.UNSAID:
        return item.quantities[0]
    is_plain = isinstance(item, Work) and not item.pattern and not item.target.is_time
    return item.quantity if is_plain and isinstance(item, Work) else None


def _lengths_of(settled: Settled) -> list[Item]:
    """What stands on a line, without words and exercises that nothing is told of."""
    items: list[Item] = [*settled.nodes, *settled.loose]
    is_told = any(isinstance(item, Pause) and item.quantities for item in items)
    return [item for item in items if not isinstance(item, Remark) and not (is_told and _is_exercise(item))]


def _is_exercise(item: Item) -> bool:
    return isinstance(item, Work) and item.is_exercise and not item.words[0][:1].isdigit()


def _words_of(item: Item) -> list[str]:
    """What was said of a length, as notes."""
    if isinstance(item, Pause):
        return [item.words, *item.notes] if item.words else list(item.notes)
    if isinstance(item, Work):
        words = " ".join([*item.words, item.target.text]).strip()
        return [words, *item.notes] if words else list(item.notes)
    return []


def join(lines: list[Line], context: Context) -> Blocks:
    """Let the lines that are for other lines find them."""
    result = Blocks()
    early: list[Item] = []
    header: Repeat | None = None
    seen_work = led = is_spaced = False
    frame = above = ""
    for line in lines:
        settled = line.settled
        if header is not None and not header.body:
            is_spaced = line.after_gap
        is_frame = header is not None and len(header.body) > 1 and bool(frame) and line.place.text == frame
        above = line.place.text if settled.nodes else ""
        if header is not None and is_frame:
            context.assume(line.place, f"'{frame}' stands before '{header.place.text}' too, and is run once behind it")
        if header is not None and ((line.after_gap and header.body and not is_spaced) or settled.ends or is_frame):
            _close(header)
            header = None
        for end in settled.ends:
            _take_end(end, result, context, seen_work=seen_work)
        if settled.multiplier is not None and settled.multiplier.steps is not None:
            repeat_steps(result, settled.multiplier, context)
            continue
        blocks = len(result.blocks)
        if settled.multiplier is not None and ((seen_work and not led) or line.is_last):
            repeat_all(result, settled.multiplier, context)
        elif settled.multiplier is not None:
            # Nothing stands above it: it is for the lines below, and so are all others of the text.
            _close(header)
            led, seen_work = True, True
            found = settled.multiplier
            header = Repeat(found.low, found.high, [], found.place, is_group=True, is_open_header=True)
            result.lasting = (header, found) if found.until is not None else result.lasting
            result.blocks.append([header])
            continue
        opened = _open_header(settled.nodes)
        if opened is not None:
            _close(header)
            header, frame = opened, above
            result.blocks.append(list(settled.nodes))
            seen_work = True
            continue
        if settled.nodes:
            seen_work = True
            if header is not None:
                _into_header(header, settled.nodes, context)
            else:
                result.blocks.append(list(settled.nodes))
            for item in early:
                _give_early(result, item, context)
            early = []
        for item in settled.loose:
            jog = _as_end(item, context, seen_work=seen_work, is_last=line.is_last)
            if jog is not None:
                _take_end(jog, result, context, seen_work=seen_work)
                continue
            if not seen_work:
                if isinstance(item, Remark) and result.warmups and not line.is_last:
                    result.warmups[-1].notes.append(item.text)
                else:
                    early.append(item)
                continue
            _give_loose(result, header, item, line, context)
        if line.number:
            result.steps[line.number] = result.blocks[blocks] if blocks < len(result.blocks) else None
    _close(header)
    if result.lasting is not None:
        fill_time(*result.lasting, context)
    if early:
        _refuse_early(early, result)
    return result


def _as_end(item: Item, context: Context, *, seen_work: bool, is_last: bool) -> End | None:
    """The warm-up or cool-down that a long jog on a line of its own is: the first line, or the last."""
    if not isinstance(item, Pause) or item.is_rest or item.scope is not Scope.UNSAID or len(item.quantities) != 1:
        return None
    if (
        item.mode is None
        or "rec" in item.place.text.lower()
        or item.lead is not Lead.LIST
        or (seen_work and not is_last)
    ):
        return None
    quantity = item.quantities[0]
    shortest = SHORTEST_JOG_MS if quantity.measure is Measure.TIME else SHORTEST_JOG_MM
    if quantity.low < shortest:
        return None
    kind = StepKind.COOLDOWN if seen_work else StepKind.WARMUP
    name = "cool-down" if seen_work else "warm-up"
    context.assume(item.place, f"'{item.place.text}' is read as the {name}")
    return End(kind, quantity, item.place, notes=[item.words] if item.words else [])


def _close(header: Repeat | None) -> None:
    """The lines of a header have ended."""
    if header is not None and not header.body:
        what = f"nothing follows '{header.place.text}'"
        raise failure(header.place, what, "write what is repeated on the lines below it")


def _open_header(nodes: list[Node]) -> Repeat | None:
    last = nodes[-1] if nodes else None
    return last if isinstance(last, Repeat) and last.is_open_header else None


def _into_header(header: Repeat, nodes: list[Node], context: Context) -> None:
    if not header.body:
        context.assume(header.place, f"'{header.place.text}' repeats the lines below it")
    only, before = nodes[0], header.body[-1] if header.body else None
    if isinstance(only, Work) and isinstance(before, Work) and only.is_easy and not before.is_easy:
        context.assume(only.place, f"'{only.place.text}' is read as the recovery")
        nodes = [pause_from(only), *nodes[1:]]
    elif _is_time_behind_metres(only, before):
        context.assume(only.place, f"'{only.place.text}' is read as the recovery")
        nodes = [pause_from(only), *nodes[1:]] if isinstance(only, Work) else nodes
    header.body.extend(nodes)


def _is_time_behind_metres(only: Node, before: Node | None) -> bool:
    """Whether a line of a header has a time and nothing else, behind a line with a distance."""
    if not isinstance(only, Work) or not isinstance(before, Work) or only.words or only.target.parts or only.pattern:
        return False
    if only.is_spoken_for or only.quantity is None or before.quantity is None:
        return False
    return only.quantity.measure is Measure.TIME and before.quantity.measure is Measure.DISTANCE


def _take_end(end: End, result: Blocks, context: Context, *, seen_work: bool) -> None:
    """Put a warm-up in front and a cool-down behind, wherever they were written."""
    if end.kind is StepKind.WARMUP:
        if seen_work or end.is_out_of_order:
            context.assume(end.place, f"'{end.place.text}' is run first")
        result.warmups.append(end)
    else:
        if end.is_out_of_order:
            context.assume(end.place, f"'{end.place.text}' is run last")
        result.cooldowns.append(end)


def _give_early(result: Blocks, item: Item, context: Context) -> None:
    """A target, recovery or word that stood above the first rep."""
    nodes = result.blocks[-1]
    if isinstance(item, Aim):
        give_aim(nodes, item, context)
    elif isinstance(item, Remark):
        add_note(nodes[0], item.text)
    elif isinstance(item, Pause):
        is_said = item.scope is not Scope.UNSAID or not (item.is_rest or item.mode is not None)
        if not item.quantities or not is_said:
            raise _no_rep_before(item)
        item.lead = Lead.LABEL
        nodes[:], left = place_pauses([item], context, known=nodes)
        if left:
            raise _no_rep_before(item)
        context.assume(item.place, f"'{item.place.text}' is taken between the reps below it")


def _no_rep_before(pause: Pause) -> NotationError:
    what = f"there is no rep before '{pause.place.text}'"
    return failure(pause.place, what, "write the reps first, such as 4 x 400m with 90 s recovery")


def _refuse_early(early: list[Item], result: Blocks) -> None:
    """Nothing that a clock could run has come of the text, apart from a warm-up or cool-down."""
    for item in early:
        if isinstance(item, Pause):
            raise _no_rep_before(item)
        if isinstance(item, Remark):
            holders = result.warmups or result.cooldowns
            if holders:
                holders[-1].notes.append(item.text)
                continue
            what = f"'{_short(item.place.text)}' is no step"
            raise failure(item.place, what, "write a length, such as 4 x 400m, for it to be a note of")
        if isinstance(item, Aim):
            raise failure(
                item.place, f"there is no rep that '{_short(item.place.text)}' is for", "write the reps first"
            )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _give_loose(result: Blocks, header: Repeat | None, item: Item, line: Line, context: Context) -> None:
    """A pause, target or word on a line without a rep."""
    if isinstance(item, Remark):
        holder: list[Node] = result.blocks[-1]
        add_note(holder[-1], item.text)
        return
    if isinstance(item, Aim):
        context.spend(2 * len(result.blocks), item.place)
        give_aim([node for block in result.blocks for node in block], item, context)
        return
    if not isinstance(item, Pause):
        return
    if header is not None and header.body and item.scope is Scope.SETS and not header.between:
        header.between, header.is_between_sets = [item], True
        return
    if header is not None and header.body and item.scope is not Scope.SETS:
        if item.scope is Scope.REPS and len(header.body) == 1:
            header.between = [item]
        else:
            header.body.append(item)
        return
    if _belongs_to_reps(item, result, line):
        _spread(result, item, line, context)
    else:
        result.blocks.append([item])


def _belongs_to_reps(pause: Pause, result: Blocks, line: Line) -> bool:
    """Whether a pause on a line of its own lies between the reps of lines above rather than between two lines."""
    if line.is_label or pause.scope is not Scope.UNSAID or pause.selector is not None or pause.lead is Lead.WITH:
        return True
    last = result.blocks[-1]
    works = [node for node in last if not isinstance(node, Pause)]
    is_free = any(free_level(node) is not None for node in last) or 1 < len(works) == len(last)
    is_only = line.is_last and sum(len(block) for block in result.blocks) > 1 and not _has_pause(result)
    return is_only or (is_free and (line.is_last or not pause.is_rest))


def _has_pause(result: Blocks) -> bool:
    """Whether any recovery was named so far."""
    return any(_is_told(node) for block in result.blocks for node in block)


def _is_told(node: Node) -> bool:
    if isinstance(node, Repeat):
        return bool(node.between) or any(_is_told(inner) for inner in node.body)
    return isinstance(node, Pause)


def _spread(result: Blocks, pause: Pause, line: Line, context: Context) -> None:
    """Give a pause to the blocks above it that have none."""
    context.spend(4 * len(result.blocks), pause.place)
    if line.is_label:
        pause.lead = Lead.LABEL
    if pause.scope is Scope.SETS and not _has_sets(result):
        if sum(not isinstance(node, Pause) for block in result.blocks for node in block) < 2:
            what = f"there are no sets for '{pause.place.text}' to lie between"
            raise failure(pause.place, what, "write the sets, such as 2 x (4 x 200m, 30s), 5 min between sets")
        _between_blocks(result, pause)
        return
    if pause.selector is not None or pause.scope is Scope.SETS:
        found = False
        for block in result.blocks:
            block[:], left = place_pauses([pause], context, known=block)
            found = found or not left
        if not found:
            what = f"there is nothing that '{pause.place.text}' is for"
            raise failure(pause.place, what, "name a length that is run, such as 2 min after the 600s")
        return
    said = pause.scope is Scope.REPS or pause.lead in (Lead.LABEL, Lead.WITH)
    open_blocks = [block for block in result.blocks if _is_open(block)]
    is_only = line.is_last and not _has_pause(result) and pause.lead is not Lead.WITH
    if pause.lead is Lead.WITH and pause.scope is Scope.UNSAID and isinstance(result.blocks[-1][-1], Repeat):
        said = said and free_level(result.blocks[-1][-1]) is None
    chosen = open_blocks if said or is_only else open_blocks[-1:]
    if not said or len(chosen) > 1:
        context.assume(pause.place, f"'{pause.place.text}' is taken between the reps above it")
    if not chosen:
        result.blocks.append([pause])
        return
    plain = all(len(block) == 1 and isinstance(block[0], Work) for block in chosen)
    if plain and len(chosen) == 1:
        result.blocks.append([pause])
        return
    if plain and len(chosen) > 1:
        _between_blocks(result, pause)
        return
    for block in chosen:
        if not all(isinstance(node, Work) for node in block) or len(block) > 1:
            block[:], _ = place_pauses([replace(pause, lead=Lead.LABEL)], context, known=block)
    if len(chosen) > 1 and (is_only or _SAYS_ALL.search(pause.place.text)):
        _between_blocks(result, pause)


def _is_open(block: list[Node]) -> bool:
    """Whether a block has a gap that no pause was named for."""
    if not block or isinstance(block[-1], Pause):
        return False
    works = [node for node in block if not isinstance(node, Pause)]
    return any(free_level(node) is not None for node in block) or len(works) > 1 or isinstance(block[-1], Work)


def _has_sets(result: Blocks) -> bool:
    from trackclock.core.notation.placing.levels import has_sets

    return any(has_sets(node) for block in result.blocks for node in block)


def _between_blocks(result: Blocks, pause: Pause) -> None:
    """Put a pause between every two blocks that have none between them, and between the repeats of one line."""
    blocks: list[list[Node]] = []
    for block in result.blocks:
        if blocks and not isinstance(block[0], Pause) and not isinstance(blocks[-1][-1], Pause):
            blocks.append([pause])
        spread: list[Node] = []
        for node in block:
            told = spread[-1] if spread else None
            if isinstance(told, Pause) and told.is_spread and pause.scope is Scope.SETS:
                spread.pop()
            if spread and not isinstance(node, Pause) and not isinstance(spread[-1], Pause):
                spread.append(pause)
            spread.append(node)
        blocks.append(spread)
    result.blocks = blocks
