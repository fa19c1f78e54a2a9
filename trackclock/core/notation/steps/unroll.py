"""The tree -> steps: repeats unrolled, numbers given, gaps filled.

It exists as the one place where the numbers of a step are decided. How many steps there will be is reckoned from the
numbers of passes alone, before a single step is made, so that no text can blow it up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from trackclock.core.limits import FASTEST_MS_PER_M, MAX_STEPS
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.labels import label, time_text
from trackclock.core.notation.message.blocks import Blocks
from trackclock.core.notation.placing.levels import has_sets
from trackclock.core.notation.placing.send_offs import check_send_off, told_twice
from trackclock.core.notation.steps.fill import check_size, finish
from trackclock.core.notation.targets import SLOWEST_MS_PER_M, resolve
from trackclock.core.notation.tree import End, Lead, Node, Pause, Place, Relative, Repeat, Scope, Work
from trackclock.core.notation.words.quantities import Measure, Quantity
from trackclock.core.plan import (
    ByCycle,
    ByDistance,
    ByTime,
    Open,
    PatternPart,
    Step,
    StepEnd,
    StepKind,
    Target,
    marks_mm,
)

_NAMES = {StepKind.WARMUP: "warm-up", StepKind.COOLDOWN: "cool-down"}
_LONGEST_LABEL = 120


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


class Said(NamedTuple):
    """What a rep says of itself, whichever pass it is in; as the fields of `Step`."""

    end: StepEnd
    label: str
    target: Target | None
    marks_mm: tuple[int, ...]
    pattern: tuple[PatternPart, ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class Unroller:
    """Makes the steps of one plan.

    Attributes:
        context: what the whole reading shares.
        steps: the steps so far.
        block: number of the block at work.
        group: number of the group at work.
        groups: how many groups there are so far.
        last: the newest rep with its numbers and group.
        marks: the marks of each distance.
        said: what each rep says of itself, by its identity and its place in a list of times.
    """

    context: Context
    steps: list[Step] = field(default_factory=list)
    block: int = 0
    group: int = -1
    groups: int = 0
    last: tuple[Work, Numbers, int] | None = None
    marks: dict[int, tuple[int, ...]] = field(default_factory=dict)
    said: dict[tuple[int, int], Said] = field(default_factory=dict)

    def marks_of(self, distance_mm: int, place: Place) -> tuple[int, ...]:
        """The marks of a rep, reckoned once for each distance.

        Raises:
            NotationError: for more of them than anyone can press.
        """
        every = self.context.options.split_every_mm
        if distance_mm not in self.marks:
            if every > 0 and distance_mm // every > MAX_STEPS:
                what = f"'{place.text}' has more than {MAX_STEPS:,} marks"
                raise failure(place, what, "write a shorter length, or a greater distance between marks")
            self.marks[distance_mm] = marks_mm(distance_mm, every, self.context.options.first_mark_min_mm)
        return self.marks[distance_mm]

    def new_group(self) -> int:
        """Begin a group."""
        self.group = self.groups
        self.groups += 1
        return self.group


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
    tree = finish(blocks, context)
    check_size(tree)
    unroller = Unroller(context)
    for end in blocks.warmups:
        _end_step(end, unroller)
    for nodes in tree:
        _sequence(nodes, Numbers(), unroller, is_optional=False)
        unroller.block += 1
    for end in blocks.cooldowns:
        _end_step(end, unroller)
    return tuple(unroller.steps)


def _end_step(end: End, unroller: Unroller) -> None:
    """A warm-up or cool-down."""
    step_end: StepEnd = Open()
    if end.quantity is not None:
        step_end = _end_of(end.quantity, end.place, unroller.context)
    marks: tuple[int, ...] = ()
    if isinstance(step_end, ByDistance):
        marks = marks_mm(step_end.distance_mm, 0)
    unroller.steps.append(
        Step(
            end.kind, step_end, label(step_end, _NAMES[end.kind], _NAMES[end.kind]),
            rep=None, reps=None, set=None, sets=None, block=unroller.block, group=unroller.new_group(), marks_mm=marks,
            notes=tuple(end.notes),
        )
    )  # fmt: skip
    unroller.block += 1


def _end_of(quantity: Quantity, place: Place, context: Context) -> StepEnd:
    """How a length ends; of a range the low end, which is stated."""
    if quantity.is_range:
        text = label(_plain_end(quantity), "", "")
        context.assume(place, f"'{place.text}' is a range; {text} is taken")
    return _plain_end(quantity)


def _plain_end(quantity: Quantity) -> StepEnd:
    if quantity.measure is Measure.TIME:
        return ByTime(quantity.low)
    return ByDistance(max(quantity.low, 1))


def _sequence(nodes: Sequence[Node], numbers: Numbers, unroller: Unroller, *, is_optional: bool) -> None:
    """Nodes one after the other."""
    group: int | None = None
    has_repeat = any(isinstance(node, Repeat) for node in nodes)
    for node, follows in zip_longest(nodes, nodes[1:]):
        if isinstance(node, Work):
            if group is None:
                group = unroller.new_group()
            unroller.group = group
            _work_step(node, numbers, unroller, 0, is_optional=is_optional)
        elif isinstance(node, Pause):
            kind = StepKind.REST if has_repeat else StepKind.RECOVERY
            if len(nodes) == 1:
                kind = StepKind.REST if node.is_rest or node.scope is Scope.SETS else StepKind.RECOVERY
            own = kind is StepKind.REST or len(nodes) == 1
            leads_to_optional = is_optional or (isinstance(follows, Work) and follows.is_optional)
            _pause_step(node, unroller, kind, is_optional=leads_to_optional, group=None if own else group)
        else:
            _repeat_steps(node, numbers, unroller, is_optional=is_optional)


def _repeat_steps(repeat: Repeat, outer: Numbers, unroller: Unroller, *, is_optional: bool) -> None:
    """All passes of a repeat."""
    is_innermost = not any(isinstance(node, Repeat) for node in repeat.body)
    is_single = repeat.high == 1
    group = unroller.new_group() if is_innermost else None
    is_rest = not is_innermost or (repeat.is_between_sets and has_sets(repeat))
    for index in range(repeat.high):
        optional = is_optional or index >= repeat.low
        numbers = outer if is_single else outer.inside(index, repeat.high)
        _pass(repeat, numbers, unroller, index, group, is_optional=optional)
        is_end = index == repeat.high - 1
        if repeat.between and (not is_end or repeat.is_after):
            pause = repeat.between[min(index, len(repeat.between) - 1)]
            leads_to_optional = is_optional or (index + 1 >= repeat.low and repeat.high > repeat.low)
            kind = StepKind.REST if is_rest else StepKind.RECOVERY
            _pause_step(pause, unroller, kind, is_optional=leads_to_optional, group=None if is_rest else group)


def _pass(
    repeat: Repeat, numbers: Numbers, unroller: Unroller, index: int, group: int | None, *, is_optional: bool
) -> None:
    """One pass of a repeat."""
    if group is None:
        _sequence(repeat.body, numbers, unroller, is_optional=is_optional)
        return
    unroller.group = group
    for node, follows in zip_longest(repeat.body, repeat.body[1:]):
        if isinstance(node, Work):
            unroller.group = group
            _work_step(node, numbers, unroller, index, is_optional=is_optional)
        elif isinstance(node, Pause):
            leads_to_optional = is_optional or (isinstance(follows, Work) and follows.is_optional)
            _pause_step(node, unroller, StepKind.RECOVERY, is_optional=leads_to_optional, group=group)


def _work_step(work: Work, numbers: Numbers, unroller: Unroller, index: int, *, is_optional: bool) -> None:
    """One rep."""
    has_list = any(part.list_ms for part in work.target.parts)
    key = (id(work), index if has_list else 0)
    if key not in unroller.said:
        unroller.said[key] = _said(work, unroller, index)
    said = unroller.said[key]
    unroller.steps.append(
        Step(
            StepKind.REP, said.end, said.label, rep=numbers.rep, reps=numbers.reps, set=numbers.set, sets=numbers.sets,
            block=unroller.block, group=unroller.group, optional=is_optional or work.is_optional,
            target=said.target, marks_mm=said.marks_mm, pattern=said.pattern, notes=said.notes,
        )
    )  # fmt: skip
    unroller.last = (work, numbers, unroller.group)


def _said(work: Work, unroller: Unroller, index: int) -> Said:
    """What a rep says of itself, apart from its numbers: the same for all passes, and reckoned once."""
    context = unroller.context
    end: StepEnd = Open() if work.quantity is None else _end_of(work.quantity, work.place, context)
    distance = end.distance_mm if isinstance(end, ByDistance) else None
    if work.is_guessed and isinstance(end, Open):
        context.assume(work.place, f"no length is named for '{work.place.text}'; each ends on a press")
    target = resolve(work.target, distance, context.options.goal, index)
    if target is not None:
        _check_target(target, distance, work, context)
    return Said(
        end,
        label(end, " ".join(work.words), "rep")[:_LONGEST_LABEL],
        target,
        unroller.marks_of(distance, work.place) if distance is not None else (),
        tuple(PatternPart(quantity.low, words or "run") for quantity, words in work.pattern),
        tuple(work.notes),
    )


def _check_target(target: Target, distance: int | None, work: Work, context: Context) -> None:
    """Refuse what nobody runs, and state what was not said."""
    spec = work.target
    place = Place(spec.line, spec.column, spec.width, spec.text)
    if target.low_ms is None or target.high_ms is None or distance is None:
        is_clock = any(part.times_ms is not None and not part.per_mm for part in spec.parts)
        if is_clock:
            context.assume(place, f"'{spec.text}' is kept as words: it says no time for {work.place.text}")
        return
    is_told = any(part.times_ms is not None and not part.per_mm for part in spec.parts)
    if target.low_ms * 1_000 < FASTEST_MS_PER_M * distance:
        what = f"nobody runs {work.place.text} in {time_text(target.low_ms)}"
        raise failure(place, what, "write a time for the whole rep, such as @ 2:44, or a pace, such as @ 3:30/km")
    if is_told and target.high_ms * 1_000 > SLOWEST_MS_PER_M * distance:
        text = spec.text
        choices = (f"{text}/km", f"{text}/mile")
        what = f"'{text}' is too slow for {work.place.text} to be its time"
        raise failure(place, what, f"if it is a pace, write @ {choices[0]} or @ {choices[1]}", choices)
    if any(part.offset_ms != (0, 0) and not part.offset_per_mm and part.race_mm for part in spec.parts):
        context.assume(place, f"the seconds of '{spec.text}' are for the whole rep")


def _pause_step(pause: Pause, unroller: Unroller, kind: StepKind, *, is_optional: bool, group: int | None) -> None:
    """One recovery or rest, with the numbers of the rep before it."""
    before = unroller.last
    numbers = before[1] if before is not None else Numbers()
    end = _pause_end(pause, before[0] if before is not None else None, unroller.context)
    last = unroller.steps[-1] if unroller.steps else None
    if isinstance(end, ByCycle):
        check_send_off(last, end, pause.place)
    elif last is not None and last.cycle_ms is not None:
        raise told_twice(pause.place, last.label)
    words = pause.words
    nameless = "rest" if kind is StepKind.REST else "recovery"
    if isinstance(end, Open) and pause.relative is not Relative.BACK:
        words = f"{words} {nameless}".strip()
    mode = pause.mode
    text = label(end, "" if isinstance(end, ByCycle) else words or nameless, nameless)[:_LONGEST_LABEL]
    unroller.steps.append(
        Step(
            kind, end, text, rep=numbers.rep, reps=numbers.reps, set=numbers.set, sets=numbers.sets,
            block=unroller.block, group=unroller.new_group() if group is None else group,
            optional=is_optional, mode=mode,
            marks_mm=(end.distance_mm,) if isinstance(end, ByDistance) else (), notes=tuple(pause.notes),
        )
    )  # fmt: skip


_PERMILLE = {Relative.EQUAL: 1_000, Relative.BACK: 1_000, Relative.HALF: 500, Relative.DOUBLE: 2_000}
"""Thousandths of the rep before it that a pause without a number is long."""


def _pause_end(pause: Pause, before: Work | None, context: Context) -> StepEnd:
    """How a pause ends."""
    if pause.is_cycle:
        return ByCycle(pause.quantities[0].low)
    if pause.quantities:
        return _end_of(pause.quantities[0], pause.place, context)
    if pause.relative is Relative.NONE:
        return ByTime(0)
    quantity = before.quantity if before is not None else None
    permille = _PERMILLE.get(pause.relative) if pause.relative is not None else None
    if permille is not None and quantity is not None:
        length = quantity.low * permille // 1_000
        if quantity.measure is Measure.DISTANCE and _is_by_distance(pause):
            context.assume(pause.place, f"'{pause.place.text}' is read as {label(ByDistance(length), '', '')}")
            return ByDistance(max(length, 1))
        if quantity.measure is Measure.TIME and pause.relative is not Relative.BACK:
            return ByTime(length)
    if pause.lead is not Lead.ASSUMED and pause.relative not in (Relative.FULL, Relative.BACK):
        context.assume(pause.place, f"'{pause.place.text}' has no length; it ends on a press")
    return Open()


def _is_by_distance(pause: Pause) -> bool:
    """Whether a relative pause is as far as the rep, and not as long."""
    text = pause.place.text.lower()
    if pause.relative is Relative.BACK:
        return True
    if "jog" in text and "time" not in text:
        return True
    return "distance" in text or (pause.mode is not None and pause.mode != "stand" and "time" not in text)
