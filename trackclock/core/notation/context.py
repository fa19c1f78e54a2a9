"""What the parts of the notation share while one text is read.

It exists so that assumptions are gathered in one place and every error is made with a place in the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from trackclock.core.limits import LAP_MM
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.tree import Place
from trackclock.core.notation.words.lexer import Token, plain, split_lines
from trackclock.core.notation.words.values import Quantity
from trackclock.core.plan import FIRST_MARK_MIN_MM, Goal, Rests

LONGEST_QUOTED = 60
"""An error shows the line anyway, so that it need not repeat more of it than names the piece."""

_LONGEST_PIECE = 1_000
"""More of the text than this is never quoted, nor kept as one note."""

_BUDGET = 100_000
"""Looks ahead and back for one text; the longest session of real texts needs about two thousand."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the notation has to know of the session's header.

    Attributes:
        lap_mm: one lap in the lane that is run in.
        split_every_mm: distance between marks; 0 for the finish only.
        first_mark_min_mm: the finish apart, no mark lies nearer to the start than this.
        goal: the goal race, if it is known.
        rests: from when on a pause counts in a group where its line says nothing; None is together.
    """

    lap_mm: int = LAP_MM
    split_every_mm: int = LAP_MM
    first_mark_min_mm: int = FIRST_MARK_MIN_MM
    goal: Goal | None = None
    rests: Rests | None = None


@dataclass(slots=True)
class Context:
    """One reading of one text.

    Attributes:
        source: the whole text.
        options: what the header says.
        assumptions: what was taken for granted, each with its line, in order and without doubles.
        budget: how many more looks ahead and back this reading may cost.
        places: the places that have been asked for, by the offsets of their ends.
        races: the race distance that each pace by name says, None for none.
        rests: from when on the pauses of a line count in a group, with the place of the words that say so.
        lines: the lines of the text, once one of them has been asked for.
        first: the number of its first line, where it is a part of a text.
    """

    source: str
    options: Options
    assumptions: dict[tuple[int, str], None] = field(default_factory=dict)
    budget: int = _BUDGET
    places: dict[tuple[int, int], Place] = field(default_factory=dict)
    races: dict[str, Quantity | None] = field(default_factory=dict)
    rests: dict[int, tuple[Rests, Place]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    first: int = 1

    def of_line(self, text: str, number: int) -> Context:
        """The context in which one line is read in itself: its own text and assumptions, and what is left to spend."""
        return Context(text, self.options, budget=self.budget, races=self.races, first=number)

    def line(self, number: int) -> str:
        """One line of the text as it was written; lines count from 1."""
        self.lines = self.lines or split_lines(self.source)
        return self.lines[number - self.first]

    def assume(self, place: Place, text: str) -> None:
        """Write down a reading that the text does not state."""
        self.assumptions[place.line, text] = None

    def forget(self, place: Place, text: str) -> None:
        """Take back what was written down, where more of the text says otherwise."""
        self.assumptions.pop((place.line, text), None)

    def spend(self, amount: int, place: Place) -> None:
        """Pay for a look ahead or back, so that no text can make the reading quadratic.

        Raises:
            NotationError: if the text has used up what any session needs many times over.
        """
        self.budget -= amount
        if self.budget < 0:
            raise failure(place, "this text is too tangled to be a session", "write fewer pieces, or several sessions")

    def place(self, first: Token, last: Token) -> Place:
        """The place from one token to another."""
        offset, end = key = (first.offset, last.end)
        if (known := self.places.get(key)) is not None:
            return known
        width = end - offset if end > offset else 1
        text = self.source[offset : end if width <= _LONGEST_PIECE else offset + _LONGEST_PIECE]
        if not (text.isalnum() and text.isascii()):
            text = plain(text)
        place = self.places[key] = Place(first.line, first.column, width, text)
        return place


def failure(
    place: Place,
    what: str,
    instead: str = "",
    candidates: tuple[str, ...] = (),
    whole: Place | None = None,
    left_out: tuple[tuple[int, int], ...] = (),
) -> NotationError:
    """The error for a place.

    Args:
        place: what is at fault.
        what: what is wrong.
        instead: what to write instead; where nothing is said, the candidates.
        candidates: the readings to choose from, each as text that can stand there instead.
        whole: what they stand for, where that is more than the place.
        left_out: the lines that can be left out instead (see `NotationError`).
    """
    if candidates and not instead:
        instead = "write " + " or ".join(candidates)
    if len(place.text) > LONGEST_QUOTED:
        short = f"{place.text[:LONGEST_QUOTED].rstrip()}..."
        what, instead = what.replace(place.text, short), instead.replace(place.text, short)
    span = (whole.column, whole.width) if whole is not None else None
    return NotationError(
        place.line,
        place.column,
        what,
        instead,
        width=place.width,
        candidates=candidates,
        span=span,
        left_out=left_out,
    )
