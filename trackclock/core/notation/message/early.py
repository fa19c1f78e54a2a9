"""What stands above the first rep and waits for it: a recovery, a target, a word.

It exists apart from the joining because only the reps below tell what such a thing is for.
"""

from __future__ import annotations

import re

from trackclock.core.notation.context import LONGEST_QUOTED, Context, failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.message.blocks import Blocks, is_told
from trackclock.core.notation.placing.aims import add_note, give_aim
from trackclock.core.notation.placing.jogs import as_warm_up, warm_up_from
from trackclock.core.notation.placing.levels import free_level, has_sets
from trackclock.core.notation.placing.pauses import place_pauses
from trackclock.core.notation.tree import Aim, Item, Lead, Node, Pause, Place, Remark, Scope

NAMED_RECOVERY = re.compile(r"rec|\br(?=\W?\d)|\w ?[:=]", re.IGNORECASE)
"""What a recovery is called, so that it is no jog of its own."""


def give_early(blocks: Blocks) -> None:
    """Give the first reps what stood above them: targets, recoveries and words."""
    early, blocks.early = blocks.early, []
    nodes, context = blocks.blocks[-1], blocks.context
    warm_up = blocks.warmups[0].place if blocks.warmups else None
    for item in early:
        if isinstance(item, Aim):
            give_aim(nodes, item, context)
        elif isinstance(item, Remark):
            add_note(nodes[0], item.text)
        elif isinstance(item, Pause) and item.quantities and _is_rest(item) and (warm_up or not item.is_rest):
            before_reps(item, blocks, warm_up)
        elif isinstance(item, Pause):
            _between_below(item, nodes, blocks)


def _between_below(pause: Pause, nodes: list[Node], blocks: Blocks) -> None:
    """Put a recovery between the reps below it, of this line and of the others; what is done by feel are else the reps.

    Raises:
        NotationError: where they have their recoveries, and for a jog that nothing calls one.
    """
    is_jog = pause.relative is None and not pause.quantities and _is_rest(pause) and not pause.is_rest
    pause.lead = Lead.LABEL
    is_list = len(nodes) > 1 or free_level(nodes[0]) is not None
    has_gap = has_sets(nodes[0]) if pause.scope is Scope.SETS else is_list
    is_other = not pause.quantities and any(map(is_told, nodes))
    if not (is_jog or is_other) and (not has_gap or _is_placed(pause, nodes, blocks.context)):
        blocks.for_all.append(pause)
    elif pause.place.text.lower().endswith((" feel", "pace", "paced")):
        add_note(nodes[0], pause.place.text)
    else:
        raise no_rep_before(pause)


def _is_rest(pause: Pause) -> bool:
    """Whether a pause that stands above all reps is taken before them, and not between them."""
    is_plain = pause.scope is Scope.UNSAID and pause.lead in (Lead.LIST, Lead.PAREN)
    is_called = NAMED_RECOVERY.search(pause.place.text) is not None
    return is_plain and (pause.is_rest or pause.mode is not None) and not is_called


def before_reps(pause: Pause, blocks: Blocks, warm_up: Place | None) -> None:
    """A pause below the warm-up lies before the first rep; what is walked or jogged with none above it is one."""
    if warm_up is not None and (pause.is_rest or pause.place[:2] > warm_up[:2]):
        blocks.blocks.insert(0, [pause])
        return
    blocks.context.assume(pause.place, as_warm_up(pause))
    at = next((at for at, end in enumerate(blocks.warmups) if end.place[:2] > pause.place[:2]), len(blocks.warmups))
    blocks.warmups.insert(at, warm_up_from(pause))


def _is_placed(pause: Pause, nodes: list[Node], context: Context) -> bool:
    nodes[:], left = place_pauses([pause], context, known=nodes)
    return not left


def no_rep_before(pause: Pause) -> NotationError:
    """The refusal of a recovery that has no rep to lie behind."""
    what = f"there is no rep before '{pause.place.text}'"
    return failure(pause.place, what, "write the reps first, such as 4 x 400m with 90 s recovery")


def refuse_early(item: Item, blocks: Blocks) -> None:
    """Refuse what is for reps where none came; words beside a warm-up or cool-down are notes of that."""
    if isinstance(item, Pause):
        raise no_rep_before(item)
    ends = blocks.warmups or blocks.cooldowns
    if isinstance(item, Remark) and ends:
        ends[-1].notes.append(item.text)
        return
    text = item.place.text
    short = text if len(text) <= LONGEST_QUOTED else text[: LONGEST_QUOTED - 3] + "..."
    if isinstance(item, Remark):
        raise failure(item.place, f"'{short}' is no step", "write a length, such as 4 x 400m, for it to be a note of")
    raise failure(item.place, f"there is no rep that '{short}' is for", "write the reps first")
