"""What is being written in the editor: text and fields -> a plan with its totals, or every error with its place.

It exists so that the editor can follow each keystroke: nothing is raised, and nothing touches the disk.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.core.estimates import estimated_ms
from trackclock.core.notation import Candidate, Memory, NotationError, candidates_of, read, tidy
from trackclock.core.plan import Plan
from trackclock.errors import with_way_out
from trackclock.formats.errors import FileError
from trackclock.formats.icu.text import has_steps, load_icu, looks_like_icu
from trackclock.formats.toml_fields import Fields, HeaderFault, ReadHeader, read_fields


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
        return with_way_out(self.what, self.instead)


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


def read_draft(
    workout: str, fields: Fields, name: str = "session", memory: Memory | None = None, *, is_icu: bool = False
) -> Draft:
    """Read what stands in the editor.

    Args:
        workout: the text.
        fields: the header's fields as they were typed.
        name: what the session is called while its name is empty.
        memory: the editor's, so that a keystroke reads only the line that it changed.
        is_icu: whether the text is of intervals.icu; without this its marks say so.

    Returns:
        The draft; errors are in it and never raised.
    """
    header = read_fields(fields)
    faults = tuple(_of_field(fault) for fault in header.faults)
    if _is_icu(workout, is_icu=is_icu):
        return _read_icu(workout, header, faults, name)
    parsed, errors = read(workout, header.options, memory)
    if parsed is None or faults:
        return Draft(None, faults + tuple(_of_line(error) for error in errors))
    return _drafted(header.plan(parsed.steps, parsed.assumptions, name), header)


def _read_icu(workout: str, header: ReadHeader, faults: tuple[DraftFault, ...], name: str) -> Draft:
    """Text of intervals.icu, read as it is saved: as tidy notation, under the header's options."""
    try:
        found = load_icu(workout, "", name)
        parsed, errors = read(tidy(found), header.options)
    except FileError as error:
        fault = DraftFault("workout", error.line or 1, error.column or 1, error.width, error.what, error.instead)
        return Draft(None, (*faults, fault))
    if parsed is None or faults:
        return Draft(None, faults + tuple(_of_line(error) for error in errors))
    return _drafted(header.plan(parsed.steps, found.assumptions, name), header)


def _drafted(plan: Plan, header: ReadHeader) -> Draft:
    """A plan that was read, unless somebody's own target cannot be run in it."""
    if (fault := header.fault_of(plan)) is not None:
        return Draft(None, (_of_field(fault),))
    return Draft(plan, (), plan.total_distance_mm, estimated_ms(plan))


def notation_of(workout: str, *, is_icu: bool = False) -> str:
    """A workout as it is written into a session file: what stands in the editor, or of intervals.icu what it means.

    Raises:
        FileError: for text of intervals.icu that cannot be read.
    """
    return tidy(load_icu(workout, "", "session")) if _is_icu(workout, is_icu=is_icu) else workout


def _is_icu(workout: str, *, is_icu: bool) -> bool:
    """Whether a text is of intervals.icu; an answer that was chosen is notation, in whatever file it is written."""
    return looks_like_icu(workout) or (is_icu and has_steps(workout))


def candidates_of_draft(workout: str, fields: Fields, *, is_icu: bool = False) -> tuple[Candidate, ...]:
    """The sessions that a text in the editor may mean, the likeliest first.

    Args:
        workout: the text.
        fields: the header's fields as they were typed.
        is_icu: whether the text is of intervals.icu; without this its marks say so.

    Returns:
        Empty where it is read, and where nothing can be meant by it.
    """
    if _is_icu(workout, is_icu=is_icu):
        return _candidates_of_icu(workout)
    options = read_fields(fields).options
    errors = read(workout, options)[1]
    return candidates_of(workout, errors[0], options) if errors else ()


def _candidates_of_icu(workout: str) -> tuple[Candidate, ...]:
    try:
        load_icu(workout, "", "session")
    except FileError as error:
        return tuple(error.ask()) if error.ask is not None else ()
    return ()


def _of_field(fault: HeaderFault) -> DraftFault:
    return DraftFault(fault.key, 1, fault.column, fault.width, fault.what, fault.instead)


def _of_line(error: NotationError) -> DraftFault:
    return DraftFault("workout", error.line, error.column, error.width, error.what, error.instead)
