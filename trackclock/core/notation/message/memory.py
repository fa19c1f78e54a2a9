"""Lines as they were read in themselves, kept for the next time that they stand in a text.

It exists because a keystroke changes one line of two hundred: the other lines say what they said before. What a line
says in itself depends on its words and the track's lap alone; only what the lines are for each other is settled anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, TypeVar

from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.message.blocks import Line
from trackclock.core.notation.placing.attach import Settled
from trackclock.core.notation.targets import TargetSpec
from trackclock.core.notation.tree import Aim, End, Item, Multiplier, Node, Pause, Place, Remark, Repeat, Work

MOST_LINES = 2_000
"""So many lines are kept; when there are more, all are let go."""

LONGEST_LINE = 400
"""A longer line is read anew each time: it is the one that is being written, and a copy of it costs memory."""

_T = TypeVar("_T", bound=Item)


@dataclass(frozen=True, slots=True)
class Known:
    """What a line said when it was read.

    Attributes:
        line: its pieces; None where nothing stands on it, and where it could not be read.
        error: why it could not be read.
        assumptions: what was assumed in reading it, each with how far below the first line it stands: a line that is
            broken in the middle goes on over several.
        spent: what its looks ahead and back cost.
        numbers: how many numbers stand on it.
        number: which line of its text it was, from 1.
    """

    line: Line | None
    error: NotationError | None
    assumptions: tuple[tuple[int, str], ...]
    spent: int
    numbers: int
    number: int

    def error_at(self, number: int) -> NotationError | None:
        """The error, if there is one, as it is on another line: a new one, since an error remembers who raised it."""
        old = self.error
        if old is None:
            return None
        line = number + old.line - self.number
        return NotationError(
            line, old.column, old.what, old.instead, width=old.width, candidates=old.candidates, span=old.span
        )

    def line_at(self, number: int) -> Line | None:
        """The pieces as they are on another line: a copy, since the lines of a text change each other."""
        return copied(self.line, number - self.number) if self.line is not None else None

    def assumed_at(self, number: int) -> dict[str, None]:
        """What was assumed, as it is told on another line."""
        return {f"line {number + below}: {text}": None for below, text in self.assumptions}


class Memory:
    """The lines that have been read lately. It belongs to whoever reads one text again and again."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], Known] = {}

    def find(self, text: str, lap_mm: int) -> Known | None:
        """What a line said, if it was read lately.

        Args:
            text: the line, without its break.
            lap_mm: one lap of the track, the one thing outside a line that its reading depends on.
        """
        return self._known.get((text, lap_mm))

    def keep(self, text: str, lap_mm: int, known: Known) -> None:
        """Keep what a line says."""
        if len(text) > LONGEST_LINE:
            return
        if len(self._known) >= MOST_LINES:
            self._known.clear()
        self._known[text, lap_mm] = known


def copied(line: Line, lower: int) -> Line:
    """A line that shares nothing that changes with the one that it is copied from.

    Args:
        line: the line; what is there twice in it, such as a recovery between several reps, is one in the copy as well.
        lower: by how many lines the copy stands lower in its text.
    """
    copier = _Copier(lower)
    settled = line.settled
    copy = Line(*_values(line))
    copy.place = copier.place(line.place)
    copy.settled = Settled(*_values(settled))
    copy.settled.nodes = [copier.item(node) for node in settled.nodes]
    copy.settled.ends = [copier.item(end) for end in settled.ends]
    copy.settled.loose = [copier.item(item) for item in settled.loose]
    if settled.multiplier is not None:
        copy.settled.multiplier = copier.item(settled.multiplier)
    return copy


class _Copier:
    """Copies the pieces of one line to another place in the text.

    Attributes:
        lower: by how many lines the copy stands lower.
        made: the copies so far, by the identity of what they are copies of.
    """

    def __init__(self, lower: int) -> None:
        self.lower = lower
        self.made: dict[int, Any] = {}

    def place(self, place: Place) -> Place:
        """The same place on the other line."""
        return place._replace(line=place.line + self.lower) if self.lower else place

    def item(self, item: _T) -> _T:
        """A copy of a piece, the same one each time."""
        known: _T | None = self.made.get(id(item))
        if known is not None:
            return known
        copy: _T = type(item)(*_values(item))
        self.made[id(item)] = copy
        copy.place = self.place(item.place)
        if isinstance(copy, Work):
            copy.words, copy.notes, copy.pattern = [*copy.words], self.notes(copy.notes), [*copy.pattern]
            copy.target = self.target(copy.target)
        elif isinstance(copy, Pause):
            copy.quantities, copy.notes = [*copy.quantities], self.notes(copy.notes)
        elif isinstance(copy, Repeat):
            copy.body, copy.between = [*map(self.node, copy.body)], [*map(self.item, copy.between)]
            copy.notes = self.notes(copy.notes)
        elif isinstance(copy, End):
            copy.notes = self.notes(copy.notes)
        elif isinstance(copy, Aim):
            copy.target = self.target(copy.target)
        return copy

    def node(self, node: Node) -> Node:
        """A copy of a rep, pause or repeat."""
        return self.item(node)

    def notes(self, notes: list[str]) -> list[str]:
        """A copy of a list of notes, which two pieces may share."""
        known: list[str] | None = self.made.get(id(notes))
        if known is None:
            known = self.made[id(notes)] = [*notes]
        return known

    def target(self, target: TargetSpec) -> TargetSpec:
        """The same target on the other line."""
        if not target.parts or not self.lower:
            return target
        return TargetSpec(target.parts, target.line + self.lower, target.column, target.width)


_GETTERS: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    kind: attrgetter(*(each.name for each in fields(kind)))
    for kind in (Line, Settled, Work, Pause, Repeat, End, Aim, Remark, Multiplier)
}


def _values(piece: Line | Settled | Item) -> tuple[Any, ...]:
    """The values of all fields in the order of the constructor."""
    return _GETTERS[type(piece)](piece)
