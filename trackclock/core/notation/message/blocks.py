"""A line that was read, and the blocks that come of a text: what the rules for several lines work on."""

from __future__ import annotations

from dataclasses import dataclass, field

from trackclock.core.notation.placing.attach import Settled
from trackclock.core.notation.tree import End, Multiplier, Node, Place, Repeat


@dataclass(slots=True)
class Line:
    """One line, settled in itself.

    Attributes:
        settled: what stands on it.
        place: where it stands.
        is_label: whether it begins with a label such as "Recovery:".
        is_last: whether no line with anything on it follows.
        after_gap: whether an empty line stands before it.
        is_heading: whether it only announces the main part.
        number: its number in a list, from 1; 0 where it has none.
    """

    settled: Settled
    place: Place
    is_label: bool = False
    is_last: bool = False
    after_gap: bool = False
    is_heading: bool = False
    number: int = 0


@dataclass(slots=True)
class Blocks:
    """A whole text.

    Attributes:
        warmups: the warm-ups, in the order of the text.
        blocks: the blocks in order: the nodes of one top-level piece each.
        cooldowns: the cool-downs, in the order of the text.
        levels: how often all that stood above was repeated.
        lasting: the header whose lines are repeated until a length is reached, and what told it.
        steps: for each number of a list the block that it begins with, or None where it begins with none.
    """

    warmups: list[End] = field(default_factory=list)
    blocks: list[list[Node]] = field(default_factory=list)
    cooldowns: list[End] = field(default_factory=list)
    levels: int = 0
    lasting: tuple[Repeat, Multiplier] | None = None
    steps: dict[int, list[Node] | None] = field(default_factory=dict)
