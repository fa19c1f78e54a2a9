"""A line that was read, and what the lines of a text come to: what the rules for several lines work on."""

from __future__ import annotations

from dataclasses import dataclass, field

from trackclock.core.notation.context import Context
from trackclock.core.notation.placing.attach import Settled
from trackclock.core.notation.tree import End, Item, Multiplier, Node, Pause, Place, Repeat


@dataclass(frozen=True, slots=True)
class Line:
    """One line, settled in itself.

    Attributes:
        settled: what stands on it.
        place: where it stands.
        is_label: whether it begins with a label such as "Recovery:".
        is_heading: whether it only announces the main part.
        number: its number in a list, from 1; 0 where it has none.
        column: where its text begins, behind the sign of a list; 0 where that says nothing.
        after_gap: whether an empty line stands before it.
    """

    settled: Settled
    place: Place
    is_label: bool = False
    is_heading: bool = False
    number: int = 0
    column: int = 0
    after_gap: bool = False


@dataclass(slots=True)
class Blocks:
    """What the lines come to, from the first down to the one that is joined.

    Attributes:
        context: gets what is assumed.
        warmups: the warm-ups, in the order of the text.
        blocks: the blocks in order: the nodes of one top-level piece each.
        cooldowns: the cool-downs, in the order of the text.
        opening: the rests between the warm-ups and the first block.
        early: the recoveries, targets and words that stand above the first rep.
        for_all: the recoveries that stood above the first rep: they are for all reps that have none.
        header: the repeat whose lines are being read, "3 rounds of:"; None where none is.
        columns: where the text of its line and that of its first line below begin.
        is_spaced: whether an empty line stands between it and its first line, so that none ends it.
        is_end: whether nothing is run below the line that is joined.
        is_led: whether a number of passes stands above all reps, so that each number is for the lines below it.
        lasting: the header whose lines are repeated until a length is reached, and what told it.
        again: what a line "repeat" has repeated.
        levels: how often all that stood above was repeated.
        steps: for each number of a list, or of a line where none has one, the block that it begins with, or None where
            it begins with none.
    """

    context: Context
    warmups: list[End] = field(default_factory=list)
    blocks: list[list[Node]] = field(default_factory=list)
    cooldowns: list[End] = field(default_factory=list)
    opening: list[Pause] = field(default_factory=list)
    early: list[Item] = field(default_factory=list)
    for_all: list[Pause] = field(default_factory=list)
    header: Repeat | None = None
    columns: tuple[int, int] = (0, 0)
    is_spaced: bool = False
    is_end: bool = False
    is_led: bool = False
    lasting: tuple[Repeat, Multiplier] | None = None
    again: Repeat | None = None
    levels: int = 0
    steps: dict[int, list[Node] | None] = field(default_factory=dict)

    def nodes(self) -> list[Node]:
        """All that is run, in one list."""
        return [node for block in self.blocks for node in block]

    def has_pause(self) -> bool:
        """Whether any recovery was named so far."""
        return any(map(is_told, self.nodes()))


def is_told(node: Node) -> bool:
    """Whether a recovery was named for a node, or inside it."""
    if isinstance(node, Repeat):
        return bool(node.between) or any(map(is_told, node.body))
    return isinstance(node, Pause)
