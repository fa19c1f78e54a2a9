"""A session file while it is being edited: how it is taken apart, checked and saved.

It exists apart from the editor so that a file that cannot be taken apart without loss (it has comments, or TOML that
is not right) is edited as it stands instead.
"""

from __future__ import annotations

import tomllib
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trackclock.application.problems import WHOLE, WORKOUT, Problem
from trackclock.application.session_file import DRAFT_SUFFIX, SessionFile, stamp_of
from trackclock.errors import TrackclockError
from trackclock.file_names import fit
from trackclock.formats.load import MAX_BYTES
from trackclock.safe_text import clean, is_harmful

if TYPE_CHECKING:
    from trackclock.core.notation import Candidate, Memory
    from trackclock.core.plan import Plan
    from trackclock.formats.toml_fields import Fields

FIELDS = (
    "name",
    "goal",
    "notes",
    "lap",
    "lane",
    "split_every",
    "get_ready",
    "start",
    "late",
    "press_guard",
    "gun",
    "on_your_marks",
    "athletes",
    "rests",
    "stagger",
)
"""The keys of the header that the editor has a field for, in the order in which they are written."""

_NUMBERS = ("lap", "lane", "split_every")
_LONGEST_STEM = 60


class DraftError(TrackclockError):
    """A file that cannot be opened or saved."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the editor holds.

    Attributes:
        name: what the session is called.
        goal: the race.
        notes: the coach's words.
        lap: metres of a lap, as text; empty for the usual.
        lane: the lane of a 400 m track, as text.
        split_every: metres between marks, as text.
        get_ready: the countdown.
        start: `auto`, `press` or `gun`; empty for the usual.
        late: `next` or `now`; empty for the usual.
        press_guard: `auto` or a time.
        gun: from "set" to the bang; empty for the usual.
        on_your_marks: from "on your marks" to "set"; empty for the usual.
        athletes: who runs it, parted by commas; empty for somebody alone.
        rests: `together` or `own`; empty for the usual.
        stagger: the time from one start to the next; empty for together.
        workout: the shorthand; of a raw draft the whole file.
        is_raw: whether the file is edited as it stands, header and all: it could not be taken apart without loss.
        is_icu: whether the workout is text of intervals.icu, whatever stands in it; without this its marks say so.
    """

    name: str = ""
    goal: str = ""
    notes: str = ""
    lap: str = ""
    lane: str = ""
    split_every: str = ""
    get_ready: str = ""
    start: str = ""
    late: str = ""
    press_guard: str = ""
    gun: str = ""
    on_your_marks: str = ""
    athletes: str = ""
    rests: str = ""
    stagger: str = ""
    workout: str = ""
    is_raw: bool = False
    is_icu: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What a draft says.

    Attributes:
        plan: the session; None where there is a problem.
        problems: everything that is wrong, the fields first.
    """

    plan: Plan | None
    problems: tuple[Problem, ...]


# --- checking and writing ---------------------------------------------------------------------------------------------


class Checker:
    """Reads one draft again and again, and remembers its lines: a keystroke costs the line that it changed."""

    def __init__(self) -> None:
        self._memory: Memory | None = None

    def check(self, draft: Draft) -> Checked:
        """Read a draft; for a thread."""
        if self._memory is None:
            from trackclock.core.notation import Memory

            self._memory = Memory()
        return check(draft, self._memory)


def candidates(draft: Draft) -> tuple[Candidate, ...]:
    """The sessions that what is written may mean where it cannot be read in one way; for a thread."""
    from trackclock.formats.draft import candidates_of_draft

    if draft.is_raw or not draft.workout.strip():
        return ()
    return candidates_of_draft(draft.workout, _fields(draft), is_icu=draft.is_icu)


def check(draft: Draft, memory: Memory | None = None) -> Checked:
    """Read a draft; for a thread."""
    if not draft.workout.strip():
        return Checked(None, (Problem(WORKOUT, "write the session here, such as 3 x 800m with 2 min recoveries", 0),))
    return _check_raw(draft) if draft.is_raw else _check_fields(draft, memory)


def _check_fields(draft: Draft, memory: Memory | None) -> Checked:
    from trackclock.formats.draft import read_draft

    read = read_draft(draft.workout, _fields(draft), memory=memory, is_icu=draft.is_icu)
    problems = tuple(
        Problem(error.field, error.message, error.line - 1, error.column - 1, error.width)
        if error.field == WORKOUT
        else Problem(error.field, error.message)
        for error in read.errors
    )
    return Checked(read.plan, problems)


def _check_raw(draft: Draft) -> Checked:
    from trackclock.formats.errors import FileError
    from trackclock.formats.load import load_text

    try:
        return Checked(load_text(draft.workout, "session", is_toml=True), ())
    except FileError as error:
        if error.line is None:
            return Checked(None, (Problem(WHOLE, error.message),))
        return Checked(None, (Problem(WORKOUT, error.message, error.line - 1, (error.column or 1) - 1, error.width),))


def _fields(draft: Draft) -> Fields:
    from trackclock.formats.toml_fields import Fields

    return Fields(**{field: getattr(draft, field) for field in FIELDS})


def home_of(file: SessionFile | None, name: str, folder: Path, *, is_copy: bool, is_right: bool) -> tuple[Path, bool]:
    """Where a draft is saved, and whether a file that is there may be replaced unasked.

    What has an error in it goes into a file of its own, so that a session that can be run stays until it is right.

    Args:
        file: the file that it was opened from.
        name: what the session is called.
        folder: the user's own sessions.
        is_copy: whether it gets a file of its own.
        is_right: whether there is no error in it.
    """
    if file is None or file.path is None or is_copy:
        path = folder / file_name(name)
        return (path if is_right else path.with_name(f"{path.stem}{DRAFT_SUFFIX}")), False
    if file.is_draft is not is_right and file.path.suffix.lower() == ".toml":
        return file.path, stamp_of(file.path) in (file.stamp, None)
    if not is_right or file.is_draft:
        return file.path.with_name(file.stem + (".toml" if is_right else DRAFT_SUFFIX)), False
    return folder / file_name(name), False


def save(path: Path, draft: Draft, *, may_replace: bool, is_right: bool = True) -> bool:
    """Write a draft whole or not at all; for a thread.

    Args:
        path: where to.
        draft: what.
        may_replace: whether a file that is there may be replaced.
        is_right: whether there is no error in it; what has one is written all the same, to be put right later.

    Returns:
        False if there is a file of that name and it may not be replaced.

    Raises:
        TrackclockError: if it cannot be written.
    """
    from trackclock.formats.draft import notation_of
    from trackclock.formats.toml_write import SessionExistsError, session_text, write_session, write_text

    # Where the user's folder of sessions links to another place, that place is written to and the link stays.
    target = path.resolve() if path.is_symlink() else path
    try:
        if draft.is_raw:
            write_text(target, draft.workout, overwrite=may_replace)
        elif not is_right:
            write_text(target, session_text(draft.workout, _fields(draft)), overwrite=may_replace)
        else:
            workout = notation_of(draft.workout, is_icu=draft.is_icu)
            write_session(target, workout, _fields(draft), overwrite=may_replace)
    except SessionExistsError:
        return False
    return True


def drop_draft(file: SessionFile | None, path: Path) -> None:
    """Remove a draft that has been put right and saved as a session, unless it was changed elsewhere; for a thread."""
    if file is not None and file.path not in (None, path) and file.is_draft and stamp_of(file.path) == file.stamp:
        with suppress(OSError):
            file.path.unlink()


# --- opening ----------------------------------------------------------------------------------------------------------


def open_draft(file: SessionFile) -> Draft:
    """Take a file apart to be edited; for a thread.

    Args:
        file: the file.

    Returns:
        Its fields; the whole file as it stands where taking it apart would lose something or cannot be done. A workout
        of a watch or a service is tidy notation; text of intervals.icu that is in doubt stays as it is, to be asked
        about.

    Raises:
        TrackclockError: if it cannot be read.
    """
    if file.is_foreign and file.path is not None:
        return _open_foreign(file, file.path)
    text = _read(file)
    if file.name.lower().endswith(".txt"):
        return Draft(name=file.stem, workout=text)
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return Draft(workout=text, is_raw=True)
    draft = _from_data(data)
    if draft is None or _has_comments(text):
        return Draft(workout=text, is_raw=True)
    return draft if draft.name else replace(draft, name=file.stem)


def _open_foreign(file: SessionFile, path: Path) -> Draft:
    from trackclock.core.notation import tidy
    from trackclock.formats.errors import FileError
    from trackclock.formats.load import load_plan
    from trackclock.formats.toml_write import fields_of

    try:
        plan = load_plan(path)
    except FileError:
        if path.suffix.lower() != ".icu":
            raise
        return Draft(name=file.stem, workout=_read(file), is_icu=True)
    fields = fields_of(plan)
    values = {field: clean(getattr(fields, field)) for field in FIELDS}
    return Draft(**values, workout=tidy(plan), is_raw=False, is_icu=False)


def _read(file: SessionFile) -> str:
    from trackclock.formats.bundled import read_bundled
    from trackclock.formats.unicode_text import NotTextError, decode

    if file.path is None:
        return read_bundled(file.name)
    try:
        with file.path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise DraftError(f"{file.name} cannot be read: {error.strerror}") from error
    if len(raw) > MAX_BYTES:
        raise DraftError(f"{file.name} is no session file: it is too large")
    try:
        return decode(raw, "replace").replace("\r\n", "\n").replace("\r", "\n")
    except NotTextError as error:
        raise DraftError(f"{file.name} is no session file: {error}") from error


def _from_data(data: dict[str, Any]) -> Draft | None:
    """The fields of a header; None where one of them does not fit into a field."""
    if not set(data) <= {*FIELDS, WORKOUT} or not isinstance(data.get(WORKOUT), str):
        return None
    values: dict[str, Any] = {}
    for field in FIELDS:
        value = data.get(field, "")
        if field in _NUMBERS and isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if field == "athletes" and isinstance(value, list) and all(isinstance(one, str) for one in value):
            if any("," in one for one in value):
                return None
            value = ", ".join(value)
        # A line break is kept only in the workout: the fields are lines, and show what is in them as it is.
        if not isinstance(value, str) or is_harmful(value):
            return None
        values[field] = value
    return Draft(**values, workout=str(data[WORKOUT]).strip("\n"))


def _has_comments(text: str) -> bool:
    """Whether there are comments outside the workout, which taking the file apart would lose."""
    head, _, rest = text.partition("workout")
    tail = rest.rpartition('"""')[2] if '"""' in rest else rest
    return any("#" in line for line in (*head.splitlines(), *tail.splitlines()))


# --- names ------------------------------------------------------------------------------------------------------------


def file_name(name: str) -> str:
    """The name of the file that a session is saved in, on every system: `jo-pavey-800s.toml`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = "-".join("".join(char if char.isalnum() else " " for char in plain).split())[:_LONGEST_STEM].strip("-")
    return fit(stem or "session", ".toml")
