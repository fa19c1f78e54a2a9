"""A workout's steps and repeats -> a tree of the notation, with what lies between them said in its ways.

It exists because a watch goes from any step to any other, while in the notation every two reps have a recovery between
them, or one goes on into the other, and a repeat has one recovery between its passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from trackclock.core.notation.labels import length_text
from trackclock.core.notation.targets import NO_TARGET, TargetPart, TargetSpec
from trackclock.core.notation.tree import End, Node, Pause, Place, Relative, Repeat, Work
from trackclock.core.notation.words.lexer import plain
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.plan import ByDistance, ByTime, Open, StepKind
from trackclock.formats.workout.model import Item, Loop, Pace, WorkoutStep, is_pause

OPEN_REP: Final = "open rep"
"""What the notation calls a rep that ends on a press and has no other name."""

_SLOWEST_MS_PER_M: Final = 1_200
_LONGEST_NOTE: Final = 300
_MOST_NOTES: Final = 12
_MOST_IN_LINE: Final = 12
"""More pieces than this are a line each, so that they can be read."""

_ENDS: Final = (StepKind.WARMUP, StepKind.COOLDOWN)
_ENDS_IN_WORDS: Final = {StepKind.WARMUP: "warm-up", StepKind.COOLDOWN: "cool-down"}


class Maker:
    """Makes the notation's tree of a workout.

    Attributes:
        warmups: what is run before the first rep.
        cooldowns: what is run after the last one.
        assumptions: what is said in another way than in the file.
    """

    def __init__(self, body: Sequence[Item]) -> None:
        if not any(map(_has_rep, body)):
            body = [_as_rep(item) for item in body]
        first = next((at for at, item in enumerate(body) if _has_rep(item)), 0)
        last = next((at for at in range(len(body) - 1, -1, -1) if _has_rep(body[at])), -1)
        behind = next((at for at in range(last + 1, len(body)) if _is_end(body[at])), len(body))
        self.assumptions: list[str] = []
        self._main = body[first:behind]
        self.warmups = [self._end(step, StepKind.WARMUP) for step in _leaves(body[:first])]
        self.cooldowns = [self._end(step, StepKind.COOLDOWN) for step in _leaves(body[behind:])]

    def trees(self) -> Iterable[list[list[Node]]]:
        """The blocks of the main part in the ways in which it can be written, the shortest first."""
        if not self._main:
            return
        nodes = self._with_rest_behind(self._sequence(self._main))
        while nodes and isinstance(lead := nodes[0], Pause):
            self.warmups.append(self._lead(lead))
            nodes = nodes[1:]
        has_repeat = any(isinstance(node, Repeat) for node in nodes)
        if has_repeat or len(nodes) > _MOST_IN_LINE:
            yield _in_lines(nodes, has_sets=has_repeat)
        yield [nodes]
        flat = self._sequence(_leaves(self._main))
        yield [flat[next(at for at, node in enumerate(flat) if not isinstance(node, Pause)) :]]

    def _end(self, step: WorkoutStep, kind: StepKind) -> End:
        """A warm-up or cool-down; a recovery beside one is a part of it, as there is no rep that it could follow."""
        notes = _notes(step)
        if step.kind is not kind:
            said = _ENDS_IN_WORDS.get(step.kind, "recovery")
            self.assumptions.append(f"step {step.number}, a {said}, is a part of the {_ENDS_IN_WORDS[kind]}")
            notes = [said, *notes]
        return End(kind, _quantity(step.end), _place(step), notes + _pace_note(step), is_open=True)

    def _lead(self, pause: Pause) -> End:
        """A recovery that a repeat begins with, before the first rep."""
        self.assumptions.append(f"step {pause.place.line}, a recovery, is a part of the warm-up")
        quantity = pause.quantities[0] if pause.quantities else None
        return End(StepKind.WARMUP, quantity, pause.place, ["recovery", *pause.notes], is_open=True)

    def _sequence(self, items: Iterable[Item]) -> list[Node]:
        """Steps and repeats one after the other, with what lies between them."""
        nodes: list[Node] = []
        for item in items:
            for node in self._loop(item) if isinstance(item, Loop) else [_node(item)]:
                self._add(nodes, node)
        return nodes

    def _add(self, nodes: list[Node], node: Node) -> None:
        if nodes and not isinstance(node, Pause) and not isinstance(nodes[-1], Pause):
            if _goes_on(nodes, node):
                node = replace(node, joint="into")
            else:
                nodes.append(self._none_before(node))
        nodes.append(node)

    def _none_before(self, node: Node) -> Pause:
        self.assumptions.append(f"step {node.place.line} follows without a recovery")
        return Pause([], node.place, Relative.NONE)

    def _loop(self, loop: Loop) -> list[Node]:
        """A repeat, with the recovery that it begins or ends with outside of its first or last pass."""
        if loop.count == 1:
            return self._sequence(loop.last_pass)
        body = self._sequence(loop.body)
        works = [at for at, node in enumerate(body) if not isinstance(node, Pause)]
        if not works:
            return body * loop.count
        last = self._sequence(loop.last_pass)
        lead, core, behind = body[: works[0]], body[works[0] : works[-1] + 1], body[works[-1] + 1 :]
        between = behind + lead
        if len(between) == 2 and not lead and (closed := _closed(core[-1], between[0])) is not None:
            core, between, behind = [*core[:-1], closed], between[1:], behind[1:]
        if len(between) > 1:  # no repeat of the notation has two recoveries between its passes
            return [node for _ in range(loop.count - 1) for node in body] + last
        pauses = between[:1] or [self._none_before(core[0])]
        place = Place(loop.number, 1, 1, f"step {loop.number}")
        repeat = Repeat(loop.count, loop.count, core, place, [pause for pause in pauses if isinstance(pause, Pause)])
        return [*lead, repeat, *([] if loop.skips_last else behind)]

    @staticmethod
    def _with_rest_behind(nodes: list[Node]) -> list[Node]:
        """The nodes with the recovery behind the last repeat as one that follows each pass."""
        if len(nodes) > 1 and (closed := _closed(nodes[-2], nodes[-1])) is not None:
            return [*nodes[:-2], closed]
        return nodes


def _closed(node: Node, behind: Node) -> Repeat | None:
    """A repeat whose recovery follows its last pass as well, if what stands behind is that recovery."""
    is_same = isinstance(node, Repeat) and isinstance(behind, Pause) and node.between == [behind]
    return replace(node, is_after=True) if is_same and isinstance(node, Repeat) else None


def _in_lines(nodes: Sequence[Node], *, has_sets: bool) -> list[list[Node]]:
    """A line for each piece; what goes on into another stands on its line, and what lies between sets is a rest."""
    lines: list[list[Node]] = []
    for node in nodes:
        if node.joint == "into":
            lines[-1].append(node)
        else:
            lines.append([replace(node, is_rest=has_sets) if isinstance(node, Pause) else node])
    return lines


def _goes_on(nodes: Sequence[Node], node: Node) -> bool:
    """Whether one rep can go on into what follows: a target there would be taken for those before it that have none."""
    run = [*takewhile(lambda before: isinstance(before, Work), reversed(nodes))]
    is_aimless = any(isinstance(before, Work) and before.target == NO_TARGET for before in run)
    return bool(run) and not (is_aimless and _is_aimed(node))


def _is_aimed(node: Node) -> bool:
    if isinstance(node, Repeat):
        return any(map(_is_aimed, node.body))
    return isinstance(node, Work) and node.target != NO_TARGET


def _node(step: WorkoutStep) -> Work | Pause:
    """A rep, or a recovery; a warm-up or cool-down between the reps is one of them, and says so."""
    quantity = _quantity(step.end)
    if is_pause(step):
        quantities = [] if quantity is None else [quantity]
        relative = Relative.FULL if quantity is None else None
        spent = step.mode.value if step.mode is not None else ""
        return Pause(quantities, _place(step), relative, step.mode, spent, notes=_notes(step) + _pace_note(step))
    notes = _notes(step)
    if step.kind in _ENDS:
        notes = [_ENDS_IN_WORDS[step.kind], *notes]
    target = NO_TARGET
    if step.pace is not None and quantity is not None and step.pace.slow_ms * 1_000 <= _slowest(step.pace):
        part = TargetPart(step.pace.text, step.pace[:2], step.pace.per_mm)
        target = TargetSpec((part,), step.number, 1)
    else:
        notes += _pace_note(step)
    words = [OPEN_REP] if quantity is None else []
    return Work(quantity, _place(step), words, target, notes, is_exercise=quantity is None)


def _slowest(pace: Pace) -> int:
    """Thousandths of a millisecond of the slowest pace that is a target: slower is a walk, and a note."""
    return _SLOWEST_MS_PER_M * pace.per_mm


def _notes(step: WorkoutStep) -> list[str]:
    cleaned = (plain(note)[:_LONGEST_NOTE].strip() for note in step.notes)
    return [*dict.fromkeys(note for note in cleaned if note)][:_MOST_NOTES]


def _pace_note(step: WorkoutStep) -> list[str]:
    """A pace where there can be no target."""
    return [f"pace {step.pace.text}"] if step.pace is not None else []


def _quantity(end: ByTime | ByDistance | Open) -> Quantity | None:
    if isinstance(end, ByTime):
        return Quantity(Measure.TIME, end.duration_ms, end.duration_ms)
    return Quantity(Measure.DISTANCE, end.distance_mm, end.distance_mm) if isinstance(end, ByDistance) else None


def _place(step: WorkoutStep) -> Place:
    """The step's number stands for a line: nothing here was read from one."""
    return Place(step.number, 1, 1, length_text(step.end) or f"step {step.number}")


def _has_rep(item: Item) -> bool:
    """Whether anything is run hard in it; a repeat of a warm-up is a repeat like any other."""
    if isinstance(item, Loop):
        return any(_has_rep(inner) or _is_end(inner) for inner in item.body)
    return item.kind is StepKind.REP


def _is_end(item: Item) -> bool:
    return isinstance(item, WorkoutStep) and item.kind in _ENDS


def _as_rep(item: Item) -> Item:
    """A step of a workout that has no rep: whatever is run is one."""
    if isinstance(item, Loop):
        return replace(item, body=tuple(map(_as_rep, item.body)))
    return replace(item, kind=StepKind.REP)


def _leaves(items: Iterable[Item]) -> Iterable[WorkoutStep]:
    """The steps, unrolled."""
    for item in items:
        if isinstance(item, Loop):
            for _ in range(item.count - 1):
                yield from _leaves(item.body)
            yield from _leaves(item.last_pass)
        else:
            yield item
