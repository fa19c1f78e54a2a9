"""`export`: past sessions as files for a watch's service, a spreadsheet or a program."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trackclock.application.exporting import ExportError, FileThereError, Form, exported, stem_of, write
from trackclock.command_line.past import of_athlete, say_whose
from trackclock.command_line.printing import complain, print_bytes, say, sessions, tell
from trackclock.errors import TrackclockError, UsageError

if TYPE_CHECKING:
    from trackclock.adapters.store.history import SqliteHistory
    from trackclock.ports import SessionFilter

STDOUT: Final = "-"
"""In place of a file: standard output."""


def form_of(named: str | None, output: str | None) -> Form:
    """As what to export: as was asked for, else as the ending of the file says, else as FIT."""
    if named is not None:
        return Form(named)
    ending = Path(output or "").suffix[1:].lower()
    return Form(ending) if ending in list(Form) else Form.FIT


def export_one(
    past: AbstractContextManager[SqliteHistory],
    name: str,
    today: int,
    form: Form,
    output: str | None,
    *,
    may_replace: bool,
    athlete: str | None = None,
) -> int:
    """Export one session.

    Args:
        past: the history; it is closed as soon as it is read.
        name: the session's id, the beginning of it, or "last".
        today: the local date, in days since 1970-01-01, at which "last" ends.
        form: as what.
        output: the file, or a folder for it, or `STDOUT`; the current folder if left out.
        may_replace: whether it may take the place of another file.
        athlete: whose last session; None for that of whoever the history belongs to.

    Raises:
        UsageError: if what is no text is to be printed on a terminal, or nobody has that name.
        TrackclockError: if there is no such session, or the file cannot be written.
    """
    if output == STDOUT and not form.is_text and sys.stdout.isatty():
        raise UsageError(f"export: {form} is no text for a terminal; name a file with -o, or send it to a program")
    with past as opened:
        history = of_athlete(opened, athlete)
        stored = history.find(name, today)
        tell(history.notice)
        data = exported(stored, form, history)
    if output == STDOUT:
        print_bytes(data)
        return 0
    path = Path(output or "")
    if output and output.endswith(("/", os.sep)):
        _make(path)
    if path.is_dir():
        path /= f"{stem_of(stored)}.{form}"
    write(path, data, may_replace=may_replace)
    say(f"{sessions(1)} written to {path}")
    return 0


def export_all(
    past: AbstractContextManager[SqliteHistory],
    wanted: SessionFilter,
    form: Form,
    output: str | None,
    *,
    may_replace: bool,
    athlete: str | None = None,
) -> int:
    """Export sessions into a folder, each as a file; what cannot be exported is a line, and keeps no other from it.

    Args:
        past: the history; it is closed as soon as all is written.
        wanted: which sessions.
        form: as what.
        output: the folder, which is made if need be; the current one if left out.
        may_replace: whether files may take the place of others.
        athlete: whose; None for those of whoever the history belongs to.

    Returns:
        The exit code.

    Raises:
        UsageError: if several files are to be one, or nobody has that name.
        TrackclockError: if the history cannot be read or the folder cannot be made.
    """
    folder = Path(output or "")
    if not folder.is_dir() and (output == STDOUT or folder.is_file() or folder.suffix[1:].lower() in list(Form)):
        raise UsageError(f"export: several sessions are several files; name a folder for them, not {output}")
    _make(folder)
    troubles: list[str] = []
    with past as opened:
        history = of_athlete(opened, athlete)
        say_whose(history, athlete)
        count = sum(1 for _ in _written(history, wanted, form, folder, troubles, may_replace=may_replace))
        tell(history.notice)
    say(f"{sessions(count)} written to {folder.absolute()}")
    return complain(troubles)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"cannot make {folder}: {error.strerror or error}") from error


def _written(
    history: SqliteHistory,
    wanted: SessionFilter,
    form: Form,
    folder: Path,
    troubles: list[str],
    *,
    may_replace: bool,
) -> Iterator[Path]:
    """The files that could be written, oldest session first, so that each has the same name the next time."""
    taken: set[str] = set()
    for row in reversed(history.sessions(wanted)):
        try:
            stored = history.find(row.id)
            data = exported(stored, form, history)
        except TrackclockError as error:
            said = str(error)
            troubles.append(said if row.id in said else f"{row.id}: {said}")
            continue
        stem = stem_of(stored)
        if stem in taken:  # two of one name in one minute
            stem = f"{stem}-{row.id}"
        taken.add(stem)
        path = folder / f"{stem}.{form}"
        try:
            write(path, data, may_replace=may_replace)
        except FileThereError as error:
            troubles.append(str(error))
        except ExportError as error:
            troubles.append(f"{error}; what came after it was not tried")
            return
        else:
            yield path
