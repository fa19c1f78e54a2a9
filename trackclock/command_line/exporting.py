"""`export`: past sessions as files for a watch's service, a spreadsheet or a program."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trackclock.application.exporting import ExportError, FileThereError, Form, exported, stem_of, write
from trackclock.command_line.past import say_whose
from trackclock.command_line.printing import complain, print_bytes, say, sessions, tell
from trackclock.errors import TrackclockError, UsageError

if TYPE_CHECKING:
    from trackclock.adapters.store.history import SqliteHistory
    from trackclock.ports import SessionFilter, StoredGroup

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
) -> int:
    """Export one session, or a group.

    Args:
        past: the history; it is closed as soon as it is read.
        name: the session's id, the beginning of it, or "last"; or the id of a group.
        today: the local date, in days since 1970-01-01, at which "last" ends.
        form: as what.
        output: the file, or a folder for it, or `STDOUT`; the current folder if left out.
        may_replace: whether it may take the place of another file.

    Raises:
        UsageError: if what is no text is to be printed on a terminal.
        TrackclockError: if there is no such session, or the file cannot be written.
    """
    if output == STDOUT and not form.is_text and sys.stdout.isatty():
        raise UsageError(f"export: {form} is no text for a terminal; name a file with -o, or send it to a program")
    with past as history:
        if (group := history.group(name)) is not None:
            return _export_group(history, group, form, output, may_replace=may_replace)
        stored = history.find(name, today)
        tell(history.notice)
        data = exported(stored, form, history)
    return _put(data, stem_of(stored), sessions(1), form, output, may_replace=may_replace)


def _put(data: bytes, stem: str, what: str, form: Form, output: str | None, *, may_replace: bool) -> int:
    """Write one file, or print it."""
    if output == STDOUT:
        print_bytes(data)
        return 0
    path = Path(output or "")
    if output and output.endswith(("/", os.sep)):
        _make(path)
    if path.is_dir():
        path /= f"{stem}.{form}"
    write(path, data, may_replace=may_replace)
    say(f"{what} written to {path}")
    return 0


def _export_group(
    history: SqliteHistory, stored: StoredGroup, form: Form, output: str | None, *, may_replace: bool
) -> int:
    """Export a group: one file, or one for each athlete where the form holds a single session."""
    from trackclock.application.group_report import ONE_FILE, athlete_files, group_file, group_report, group_stem

    report = group_report(stored, history)
    tell(history.notice)
    what = f"a group of {len(report.sessions)}"
    if form in ONE_FILE:
        data = group_file(report, form, history)
        return _put(data, group_stem(report), what, form, output, may_replace=may_replace)
    folder = _folder_of(output, f"a group is a {form} file for each athlete")
    troubles: list[str] = []
    count = 0
    for stem, make in athlete_files(report, form, history):
        try:
            write(folder / f"{stem}.{form}", make(), may_replace=may_replace)
            count += 1
        except TrackclockError as error:
            troubles.append(str(error))
    say(f"{sessions(count)} written to {folder.absolute()}")
    return complain(troubles)


def _folder_of(output: str | None, why: str) -> Path:
    """The folder for several files, made if need be."""
    folder = Path(output or "")
    if not folder.is_dir() and (output == STDOUT or folder.is_file() or folder.suffix[1:].lower() in list(Form)):
        raise UsageError(f"export: {why}; name a folder for them, not {output}")
    _make(folder)
    return folder


def export_all(
    past: AbstractContextManager[SqliteHistory],
    wanted: SessionFilter,
    form: Form,
    output: str | None,
    *,
    may_replace: bool,
) -> int:
    """Export sessions into a folder, each as a file; what cannot be exported is a line, and keeps no other from it.

    Args:
        past: the history; it is closed as soon as all is written.
        wanted: which sessions.
        form: as what.
        output: the folder, which is made if need be; the current one if left out.
        may_replace: whether files may take the place of others.

    Returns:
        The exit code.

    Raises:
        UsageError: if several files are to be one.
        TrackclockError: if the history cannot be read or the folder cannot be made.
    """
    folder = _folder_of(output, "several sessions are several files")
    troubles: list[str] = []
    with past as history:
        count = sum(1 for _ in _written(history, wanted, form, folder, troubles, may_replace=may_replace))
        tell(history.notice)
        say_whose(history)
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
