"""The tree -> steps: repeats unrolled, numbers given.

It exists as the one place where the numbers of a step are decided. How many steps there will be is reckoned from the
numbers of passes alone, before a single step is made, so that no text can blow it up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.labels import label
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.message.blocks import Blocks
from trackclock.core.notation.placing.levels import has_sets
from trackclock.core.notation.placing.send_offs import check_send_off, told_twice
from trackclock.core.notation.steps.fill import finish
from trackclock.core.notation.steps.said import LONGEST_LABEL, Said, end_of, pause_end, said_of
from trackclock.core.notation.tree import End, Node, Pause, Relative, Repeat, Scope, Work
from trackclock.core.plan import ByCycle, ByDistance, Open, Rests, Step, StepEnd, StepKind

_SAME_REST = Lazily(r"^(?:the |with )*(?:same|identical) (?:rest|recover|break)", re.IGNORECASE)
"""The recovery of the reps before, told again for others."""

_NAMES = {StepKind.WARMUP: "warm-up", StepKind.COOLDOWN: "cool-down"}


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers that a step bears.

    Attributes:
        rep: number within the innermost repeat.
        reps: how many there are in it.
        set: number within the levels further out.
        sets: how many there are in them.
    """

    rep: int = 1
    reps: int = 1
    set: int = 1
    sets: int = 1

    def inside(self, index: int, count: int) -> Numbers:
        """The numbers one level further in: what was a rep becomes a set."""
        return Numbers(index + 1, count, (self.set - 1) * self.reps + self.rep, self.sets * self.reps)


@dataclass(slots=True)
class Unroller:
    """Makes the steps of one plan.

    Attributes:
        context: what the whole reading shares.
        steps: the steps so far.
        block: number of the block at work.
        groups: how many groups there are so far.
        last: the newest rep with its numbers.
        said: what each rep says of itself, by its identity and its place in a list of times.
        rested: the lines with a pause that counts from a finish.
        told: the end of the newest recovery whose length was told.
    """

    context: Context
    steps: list[Step] = field(default_factory=list)
    block: int = 0
    groups: int = 0
    last: tuple[Work | None, Numbers] = (None, Numbers())
    said: dict[tuple[int, int], Said] = field(default_factory=dict)
    rested: set[int] = field(default_factory=set)
    told: StepEnd | None = None

    def new_group(self) -> int:
        """Begin a group."""
        self.groups += 1
        return self.groups - 1

    def end(self, end: End) -> None:
        """A warm-up or cool-down: a block of its own, without numbers."""
        ends = Open() if end.quantity is None else end_of(end.quantity, end.place, self.context)
        text = label(ends, _NAMES[end.kind], _NAMES[end.kind])
        self.steps.append(
            Step(
                end.kind, ends, text, None, None, None, None, self.block, self.new_group(),
                marks_mm=(ends.distance_mm,) if isinstance(ends, ByDistance) else (), notes=tuple(end.notes),
            )
        )  # fmt: skip
        self.block += 1

    def sequence(
        self, nodes: Sequence[Node], numbers: Numbers, group: int | None, index: int = 0, *, is_optional: bool
    ) -> None:
        """Nodes one after the other.

        Args:
            nodes: the nodes.
            numbers: the numbers of the pass that they are.
            group: the group of an innermost pass; None outside, where the reps make one.
            index: which pass they are, from 0.
            is_optional: whether they may be left out.
        """
        is_alone = group is None and len(nodes) == 1
        has_repeat = any(isinstance(node, Repeat) for node in nodes)
        for node, follows in zip_longest(nodes, nodes[1:]):
            if isinstance(node, Repeat):
                self.repeat(node, numbers, is_optional=is_optional)
            elif isinstance(node, Work):
                group = self.new_group() if group is None else group
                self.work(node, numbers, group, index, is_optional=is_optional)
            else:
                is_rest = (node.is_rest or node.scope is Scope.SETS) if is_alone else has_repeat
                is_left_out = is_optional or (isinstance(follows, Work) and follows.is_optional)
                self.pause(node, group, is_rest=is_rest, is_optional=is_left_out)

    def repeat(self, repeat: Repeat, outer: Numbers, *, is_optional: bool) -> None:
        """All passes of a repeat."""
        is_innermost = not any(isinstance(node, Repeat) for node in repeat.body)
        group = self.new_group() if is_innermost else None
        is_rest = not is_innermost or (repeat.is_between_sets and has_sets(repeat))
        for index in range(repeat.high):
            numbers = outer if repeat.high == 1 else outer.inside(index, repeat.high)
            self.sequence(repeat.body, numbers, group, index, is_optional=is_optional or index >= repeat.low)
            if repeat.between and (index + 1 < repeat.high or repeat.is_after):
                pause = repeat.between[min(index, len(repeat.between) - 1)]
                is_left_out = is_optional or repeat.low <= min(index + 1, repeat.high - 1)
                self.pause(pause, group, is_rest=is_rest, is_optional=is_left_out)

    def work(self, work: Work, numbers: Numbers, group: int, index: int, *, is_optional: bool) -> None:
        """One rep; what it says of itself is the same for all passes, and reckoned once."""
        key = (id(work), index if any(part.each for part in work.target.parts) else 0)
        if key not in self.said:
            self.said[key] = said_of(work, index, self.context)
        said = self.said[key]
        self.steps.append(
            Step(
                StepKind.REP, said.end, said.label, numbers.rep, numbers.reps, numbers.set, numbers.sets,
                self.block, group, is_optional or work.is_optional,
                target=said.target, marks_mm=said.marks_mm, pattern=said.pattern, notes=said.notes,
            )
        )  # fmt: skip
        self.last = (work, numbers)

    def pause(self, pause: Pause, group: int | None, *, is_rest: bool, is_optional: bool) -> None:
        """One recovery or rest, with the numbers of the rep before it; a rest is a group of its own."""
        work, numbers = self.last
        is_again = _SAME_REST.search(pause.place.text) is not None and self.told is not None
        end = self.told if is_again and self.told is not None else pause_end(pause, work, self.context)
        self.told = end if pause.quantities and not is_rest else self.told
        last = self.steps[-1] if self.steps else None
        if isinstance(end, ByCycle):
            check_send_off(last, end, pause.place)
        elif last is not None and last.cycle_ms is not None:
            raise told_twice(pause.place, last.label)
        nameless = "rest" if is_rest else "recovery"
        words = pause.words or nameless
        if isinstance(end, ByCycle):
            words = ""
        elif isinstance(end, Open) and pause.relative is not Relative.BACK:
            words = f"{pause.words} {nameless}".strip()
        rests = None if isinstance(end, ByCycle) else self.rests_of(pause)
        self.steps.append(
            Step(
                StepKind.REST if is_rest else StepKind.RECOVERY, end, label(end, words, nameless)[:LONGEST_LABEL],
                numbers.rep, numbers.reps, numbers.set, numbers.sets,
                self.block, self.new_group() if is_rest or group is None else group, is_optional, pause.mode,
                marks_mm=(end.distance_mm,) if isinstance(end, ByDistance) else (), notes=tuple(pause.notes),
                rests=rests,
            )
        )  # fmt: skip

    def rests_of(self, pause: Pause) -> Rests | None:
        """From when on a pause counts in a group: as its line says, else as the header does; together is not named."""
        self.rested.add(pause.place.line)
        said = self.context.rests.get(pause.place.line)
        rests = said[0] if said is not None else self.context.options.rests
        return Rests.OWN if rests is Rests.OWN else None

    def refuse_rests_of_nothing(self) -> None:
        """Refuse words on rests in a line that has none.

        Raises:
            NotationError: at the first of them.
        """
        for line, (_, place) in self.context.rests.items():
            if line not in self.rested:
                what = f"'{place.text}' stands in a line without a recovery"
                raise failure(place, what, "write it in the line of the reps")


def unroll(blocks: Blocks, context: Context) -> tuple[Step, ...]:
    """Make the steps.

    Args:
        blocks: the whole text.
        context: gets what was assumed.

    Returns:
        The steps in order; empty where the text holds none.

    Raises:
        NotationError: for more steps than a plan may have, or a target that nobody can run.
    """
    return unrolled(blocks.warmups, finish(blocks, context), blocks.cooldowns, context)


def unrolled(
    warmups: Sequence[End], tree: Sequence[Sequence[Node]], cooldowns: Sequence[End], context: Context
) -> tuple[Step, ...]:
    """Make the steps of a tree whose gaps are filled.

    Args:
        warmups: what is run before it.
        tree: the blocks; how many steps they come to has been looked at.
        cooldowns: what is run after it.
        context: gets what was assumed.

    Raises:
        NotationError: for a target that nobody can run.
    """
    unroller = Unroller(context)
    for end in warmups:
        unroller.end(end)
    for nodes in tree:
        unroller.sequence(nodes, Numbers(), None, is_optional=False)
        unroller.block += 1
    for end in cooldowns:
        unroller.end(end)
    unroller.refuse_rests_of_nothing()
    return tuple(unroller.steps)
