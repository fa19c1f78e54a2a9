"""What is being written in the editor: text and fields -> a plan with its totals, or every error with its place.

It exists so that the editor can follow each keystroke: nothing is raised, and nothing touches the disk.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.core.estimates import estimated_ms
from trackclock.core.notation import Candidate, Memory, NotationError, candidates_of, read, tidy
from trackclock.core.plan import Plan
from trackclock.formats.toml import Fields, HeaderFault, read_fields


@dataclass(frozen=True, slots=True)
class DraftFault:
    """One thing that is wrong with a draft.

    Attributes:
        field: the field at fault, `workout` for the text.
        line: line of the field's text, from 1.
        column: column in it, from 1.
        width: how many characters are at fault.
        what: what is wrong.
        instead: what to write instead; may be empty.
    """

    field: str
    line: int
    column: int
    width: int
    what: str
    instead: str

    @property
    def message(self) -> str:
        """What is wrong and what to write instead."""
        return f"{self.what}; {self.instead}" if self.instead else self.what


@dataclass(frozen=True, slots=True)
class Draft:
    """One instant of the editor.

    Attributes:
        plan: the plan, with its assumptions; None while something is wrong.
        errors: everything that is wrong: the fields first, then the lines in order.
        total_distance_mm: the plan's distance; 0 without a plan.
        estimated_ms: how long it will take; 0 without a plan.
        tidy: the workout in tidy notation; empty without a plan.
    """

    plan: Plan | None
    errors: tuple[DraftFault, ...] = ()
    total_distance_mm: int = 0
    estimated_ms: int = 0

    @property
    def tidy(self) -> str:
        """The workout in tidy notation, reckoned when it is asked for; empty without a plan."""
        return tidy(self.plan) if self.plan is not None else ""


def read_draft(workout: str, fields: Fields, name: str = "session", memory: Memory | None = None) -> Draft:
    """Read what stands in the editor.

    Args:
        workout: the text.
        fields: the header's fields as they were typed.
        name: what the session is called while its name is empty.
        memory: the editor's, so that a keystroke reads only the line that it changed.

    Returns:
        The draft; errors are in it and never raised.
    """
    header = read_fields(fields)
    faults = tuple(_of_field(fault) for fault in header.faults)
    parsed, errors = read(workout, header.options, memory)
    if parsed is None or faults:
        return Draft(None, faults + tuple(_of_line(error) for error in errors))
    plan = header.plan(parsed.steps, parsed.assumptions, name)
    return Draft(plan, (), plan.total_distance_mm, estimated_ms(plan))


def candidates_of_draft(workout: str, fields: Fields) -> tuple[Candidate, ...]:
    """The sessions that a text in the editor may mean, the likeliest first.

    Args:
        workout: the text.
        fields: the header's fields as they were typed.

    Returns:
        Empty where it is read, and where nothing can be meant by it.
    """
    options = read_fields(fields).options
    errors = read(workout, options)[1]
    return candidates_of(workout, errors[0], options) if errors else ()


def _of_field(fault: HeaderFault) -> DraftFault:
    return DraftFault(fault.key, 1, fault.column, fault.width, fault.what, fault.instead)


def _of_line(error: NotationError) -> DraftFault:
    return DraftFault("workout", error.line, error.column, error.width, error.what, error.instead)
