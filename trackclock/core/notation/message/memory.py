"""Lines as they were read in themselves, kept for the next time that they stand in a text.

It exists because a keystroke changes one line of two hundred: the other lines say what they said before. What a line
says in itself depends on its words and the track's lap alone; only what the lines are for each other is settled anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.message.blocks import Line
from trackclock.core.notation.placing.attach import Settled
from trackclock.core.notation.targets import TargetSpec
from trackclock.core.notation.tree import Aim, End, Multiplier, Pause, Place, Remark, Repeat, Work
from trackclock.core.plan import Rests

MOST_LINES = 2_000
"""So many lines are kept; when there are more, all are let go."""

LONGEST_LINE = 400
"""A longer line is read anew each time: it is the one that is being written, and a copy of it costs memory."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a line said when it was read.

    Attributes:
        line: its pieces; None where nothing stands on it, and where it could not be read.
        error: why it could not be read.
        assumptions: what was assumed in reading it, each with its line: one that is broken goes on over several.
        spent: what its looks ahead and back cost.
        numbers: how many numbers stand on it.
        number: which line of its text it was, from 1.
        rests: from when on its pauses count in a group, as the context has it.
    """

    line: Line | None
    error: NotationError | None
    assumptions: tuple[tuple[int, str], ...]
    spent: int
    numbers: int
    number: int
    rests: tuple[tuple[int, tuple[Rests, Place]], ...] = ()

    def line_at(self, number: int) -> Line | None:
        """The pieces as they are on another line: a copy, since the lines of a text change each other.

        Raises:
            NotationError: where it could not be read: a new error, since one remembers who raised it.
        """
        if (old := self.error) is not None:
            line = number + old.line - self.number
            raise NotationError(
                line, old.column, old.what, old.instead, width=old.width, candidates=old.candidates, span=old.span
            )
        return copied(self.line, number - self.number) if self.line is not None else None

    def rests_at(self, number: int) -> Iterator[tuple[int, tuple[Rests, Place]]]:
        """From when on its pauses count in a group, as it is on another line."""
        lower = number - self.number
        return ((line + lower, (rests, _lower(place, lower))) for line, (rests, place) in self.rests)

    def assumed_at(self, number: int) -> Iterator[tuple[int, str]]:
        """What was assumed, each with its line, as it is on another line."""
        return ((number + line - self.number, text) for line, text in self.assumptions)


class Memory:
    """The lines that have been read lately. It belongs to whoever reads one text again and again."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], Known] = {}

    def find(self, text: str, lap_mm: int) -> Known | None:
        """What a line said, if it was read lately."""
        return self._known.get((text, lap_mm))

    def keep(self, text: str, lap_mm: int, known: Known) -> None:
        """Keep what a line says."""
        if len(text) > LONGEST_LINE:
            return
        if len(self._known) >= MOST_LINES:
            self._known.clear()
        self._known[text, lap_mm] = known


def copied(line: Line, lower: int) -> Line:
    """A line so much lower in its text, that shares nothing that changes with the one that it is copied from.

    What is there twice in it, such as a recovery between several reps, is one in the copy as well.
    """
    place = _lower(line.place, lower) if lower else line.place
    return Line(_copy(line.settled, lower, {}), place, line.is_label, line.is_heading, line.number, line.column)


_KINDS: tuple[type, ...] = (Settled, Work, Pause, Repeat, End, Aim, Remark, Multiplier)
_VALUES: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    kind: attrgetter(*(each.name for each in fields(kind))) for kind in _KINDS
}
"""The values of all fields of a piece, in the order of its constructor."""


def _named(*types: str) -> dict[type, tuple[str, ...]]:
    """The fields of each kind of piece that are of these types."""
    return {kind: tuple(each.name for each in fields(kind) if each.type in types) for kind in _KINDS}


_LISTS = _named("list[str]", "list[Quantity]", "list[tuple[Quantity, str]]")
_PIECES = _named("list[Node]", "list[Item]", "list[Pause]", "list[End]")
_PLACES = _named("Place", "TargetSpec")


def _copy(piece: Any, lower: int, made: dict[int, Any]) -> Any:
    """A copy of a piece, the same one each time, as are those of its lists, which two pieces may share."""
    copy = made.get(id(piece))
    if copy is None:
        kind = type(piece)
        copy = made[id(piece)] = kind(*_VALUES[kind](piece))
        for name in _LISTS[kind]:
            old = getattr(piece, name)
            setattr(copy, name, made.setdefault(id(old), [*old]))
        for name in _PIECES[kind]:
            setattr(copy, name, [_copy(each, lower, made) for each in getattr(piece, name)])
        for name in _PLACES[kind] if lower else ():
            setattr(copy, name, _lower(getattr(piece, name), lower))
        if kind is Settled and piece.multiplier is not None:
            copy.multiplier = _copy(piece.multiplier, lower, made)
    return copy


def _lower(piece: Any, lower: int) -> Any:
    """The same place, or target, so many lines further down."""
    if isinstance(piece, Place):
        return Place(piece.line + lower, piece.column, piece.width, piece.text)
    return TargetSpec(piece.parts, piece.line + lower, piece.column, piece.width) if piece.parts else piece
