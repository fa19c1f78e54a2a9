"""A session file while it is being written: its fields, what is wrong with them, and how it is saved.

It exists apart from the editor so that what the editor checks is, letter by letter, the file that it saves.
"""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trackclock.errors import TrackclockError
from trackclock.ui.catalog import SessionFile

if TYPE_CHECKING:
    from trackclock.core.plan import Plan

MAX_BYTES = 64 * 1024
"""As `formats.load.MAX_BYTES`: a larger file cannot be run, so it is not opened."""

FIELDS = ("name", "goal", "notes", "lap", "split_every", "get_ready", "start", "press_guard")
"""The keys of the header that the editor has a field for, in the order in which they are written."""

WORKOUT = "workout"
WHOLE = "file"
"""Where an error is when it is not in one of the fields."""

_LINE = re.compile(r"^line (\d+)")
_NUMBERS = ("lap", "split_every")
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
        split_every: metres between marks, as text.
        get_ready: the countdown.
        start: `auto` or `press`; empty for the usual.
        press_guard: `auto` or a time.
        workout: the shorthand; of a raw draft the whole file.
        is_raw: whether the file is edited as it stands, header and all: it could not be taken apart without loss.
    """

    name: str = ""
    goal: str = ""
    notes: str = ""
    lap: str = ""
    split_every: str = ""
    get_ready: str = ""
    start: str = ""
    press_guard: str = ""
    workout: str = ""
    is_raw: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a draft.

    Attributes:
        field: the field, `workout` or `file`.
        message: what is wrong and what to write instead.
        line: within the workout's text, from 0; None elsewhere.
        column: within that line, from 0.
        width: how many characters.
    """

    field: str
    message: str
    line: int | None = None
    column: int = 0
    width: int = 1


@dataclass(frozen=True, slots=True)
class Checked:
    """What a draft says.

    Attributes:
        plan: the session; None where there is a problem.
        problem: the first thing that is wrong; None where nothing is.
    """

    plan: Plan | None
    problem: Problem | None


# --- writing and checking ---------------------------------------------------------------------------------------------


def compose_file(draft: Draft) -> str:
    """The file that a draft is saved as."""
    if draft.is_raw:
        return draft.workout
    lines = [f"{field} = {_value(field, getattr(draft, field))}" for field in _written(draft)]
    workout = draft.workout.replace("\\", "\\\\").replace('"""', '""\\"')
    workout = "".join(char if char in "\n\t" or char.isprintable() else _escaped(char) for char in workout)
    if workout.endswith('"'):
        workout = workout[:-1] + '\\"'
    return "\n".join([*lines, 'workout = """', workout.rstrip("\n"), '"""', ""])


def check(draft: Draft) -> Checked:
    """Read a draft as the file that it would be saved as; for a thread."""
    from trackclock.formats.errors import FileError
    from trackclock.formats.load import load_text

    if not draft.workout.strip():
        return Checked(None, Problem(WORKOUT, "write the session here, such as 3 x 800m @ 2:44 with 2 min recoveries"))
    try:
        plan = load_text(compose_file(draft), "session", name=draft.name or "session", is_toml=True)
    except FileError as error:
        return Checked(None, _problem(draft, error.message, error.line, error.column, error.width))
    if not draft.is_raw:
        before = len(_written(draft)) + 1
        plan = replace(plan, assumptions=tuple(_moved_up(each, before) for each in plan.assumptions))
    return Checked(plan, None)


def _moved_up(assumption: str, lines: int) -> str:
    """An assumption by the line of the workout instead of that of the file."""
    return _LINE.sub(lambda found: f"line {int(found[1]) - lines}", assumption, count=1)


def _problem(draft: Draft, message: str, line: int | None, column: int | None, width: int) -> Problem:
    if line is None:
        return Problem(WHOLE, message)
    if draft.is_raw:
        return Problem(WORKOUT, message, line - 1, (column or 1) - 1, width)
    fields = _written(draft)
    if line <= len(fields):
        return Problem(fields[line - 1], message)
    # The workout begins on the line behind its three quotes.
    inside = line - len(fields) - 2
    last = draft.workout.count("\n")
    if inside < 0 or inside > last:
        return Problem(WORKOUT, message, max(0, min(inside, last)))
    return Problem(WORKOUT, message, inside, (column or 1) - 1, width)


def _written(draft: Draft) -> list[str]:
    """The fields that stand in the file: those that are not left out."""
    return [field for field in FIELDS if getattr(draft, field).strip()]


def _value(field: str, text: str) -> str:
    """A field as TOML: a number where it is one, else text in quotes."""
    stripped = text.strip()
    if field in _NUMBERS:
        whole, _, fraction = stripped.partition(".")
        is_number = whole.isascii() and whole.isdecimal() and (not fraction or fraction.isdecimal())
        if is_number and len(stripped) < 12 and not stripped.endswith("."):
            return f"{int(whole)}.{fraction}" if fraction else str(int(whole))
    quoted = stripped.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else _escaped(char) for char in quoted) + '"'


def _escaped(char: str) -> str:
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:  # half of a character, which no file can hold
        return "\ufffd"
    return {"\n": "\\n", "\t": "\\t"}.get(char, f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


# --- opening ----------------------------------------------------------------------------------------------------------


def open_draft(file: SessionFile) -> Draft:
    """Take a file apart to be edited; for a thread.

    Args:
        file: the file.

    Returns:
        Its fields; the whole file as it stands where taking it apart would lose something or cannot be done.

    Raises:
        DraftError: if it cannot be read.
    """
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


def _read(file: SessionFile) -> str:
    from trackclock.formats.bundled import read_bundled

    if file.path is None:
        return read_bundled(file.name)
    try:
        with file.path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise DraftError(f"{file.name} cannot be read: {error.strerror}") from error
    if len(raw) > MAX_BYTES or b"\0" in raw:
        raise DraftError(f"{file.name} is no session file: it is too large or binary")
    return raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _from_data(data: dict[str, Any]) -> Draft | None:
    """The fields of a header; None where one of them does not fit into a field."""
    if not set(data) <= {*FIELDS, WORKOUT} or not isinstance(data.get(WORKOUT), str):
        return None
    values: dict[str, Any] = {}
    for field in FIELDS:
        value = data.get(field, "")
        if field in _NUMBERS and isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        # A line break is kept only in the workout: the fields are lines.
        if not isinstance(value, str) or any(unicodedata.category(char) in ("Cc", "Cs") for char in value):
            return None
        values[field] = value
    return Draft(**values, workout=str(data[WORKOUT]).strip("\n"))


def _has_comments(text: str) -> bool:
    """Whether there are comments outside the workout, which taking the file apart would lose."""
    head, _, rest = text.partition("workout")
    tail = rest.rpartition('"""')[2] if '"""' in rest else rest
    return any("#" in line for line in (*head.splitlines(), *tail.splitlines()))


# --- saving -----------------------------------------------------------------------------------------------------------


def file_name(name: str) -> str:
    """The name of the file that a session is saved in: `jo-pavey-800s.toml`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = "-".join("".join(char if char.isalnum() else " " for char in plain).split())[:_LONGEST_STEM].strip("-")
    return f"{stem or 'session'}.toml"


def stamp_of(path: Path) -> tuple[int, int] | None:
    """Changes whenever the file does; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size)


def save(path: Path, text: str, *, may_replace: bool) -> bool:
    """Write a file whole or not at all.

    Args:
        path: where to.
        text: what.
        may_replace: whether a file that is there may be replaced.

    Returns:
        False if there is a file of that name and it may not be replaced.

    Raises:
        DraftError: if it cannot be written.
    """
    target = path.resolve() if path.is_symlink() else path
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if may_replace:
            partial.replace(target)
            return True
        return _put(partial, target)
    except OSError as error:
        raise DraftError(f"{target.name} cannot be saved in {target.parent}: {error.strerror}") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _put(partial: Path, target: Path) -> bool:
    """Give a file its name only if no other has it."""
    try:
        # A link fails where the name is taken, in one step; a look and a rename could be overtaken in between.
        target.hardlink_to(partial)
    except FileExistsError:
        return False
    except OSError:
        if target.exists():
            return False
        partial.replace(target)
    return True
