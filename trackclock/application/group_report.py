"""A group's session put together for whoever shows or exports it.

It exists so that its screen and the commands start from the same: who ran what, by the name that each has now, each
held against their own past.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trackclock.application.exporting import Form, exported, held, json_of, new_folder, slug, stem_of, write_new
from trackclock.core.events import NoteWritten
from trackclock.core.group.left import members_of
from trackclock.core.group.summary import GroupSummary, Ran, group_summary
from trackclock.core.session.log import remarks

if TYPE_CHECKING:
    from pathlib import Path

    from trackclock.ports import History, StoredGroup, StoredSession

ONE_FILE: Final = frozenset({Form.CSV, Form.JSON})
"""As these a group is one file; as the others it is one for each athlete."""


@dataclass(frozen=True, slots=True)
class GroupReport:
    """A group as it is shown.

    Attributes:
        group: its own log.
        sessions: those of its athletes that are there, one for each of `summary.athletes`.
        summary: what it came to.
        note: of the group.
        gone: the athletes whose sessions are deleted.
    """

    group: StoredSession
    sessions: tuple[StoredSession, ...]
    summary: GroupSummary
    note: str
    gone: tuple[str, ...]


def group_report(stored: StoredGroup, history: History) -> GroupReport:
    """Put a group together.

    Args:
        stored: the group.
        history: the past, of whomever.

    Raises:
        ExportError: if a log cannot have happened.
        StoreError: if the past cannot be read.
    """
    formed = {member.session: member.name for member in members_of(stored.group.log)}
    there = {member.header.id: member for member in stored.members}

    def called(name: str) -> str:
        return history.names_of(name)[0]

    def ran(member: StoredSession) -> Ran:
        results, _, deltas = held(member, history)
        name = called(member.athlete or formed.get(member.header.id, ""))
        return Ran(name, member.header.id, results, deltas)

    return GroupReport(
        stored.group,
        stored.members,
        group_summary([ran(member) for member in stored.members]),
        note_of(stored.group),
        tuple(called(name) for session_id, name in formed.items() if session_id not in there),
    )


def note_of(group: StoredSession) -> str:
    """The note of the group, which stands in its own log."""
    notes = [entry.event.text for entry in remarks(group.log) if isinstance(entry.event, NoteWritten)]
    return notes[-1] if notes else ""


def group_stem(report: GroupReport) -> str:
    """What the one file of a group is called, without its ending: `2026-05-01-1830-jo-pavey-group`."""
    return f"{stem_of(report.group)}-group"


def group_file(report: GroupReport, form: Form, history: History) -> bytes:
    """A group as one file.

    Args:
        report: the group.
        form: one of `ONE_FILE`.
        history: the past, of whomever.

    Raises:
        ExportError: if a log cannot have happened.
    """
    if form is Form.CSV:
        from trackclock.formats.csv_text import group_csv

        return group_csv(report.summary).encode("utf-8", "replace")
    from trackclock.formats.json_text import json_text

    return f"{json_text(group_json(report, history))}\n".encode()


def group_json(report: GroupReport, history: History) -> dict[str, object]:
    """What `show --json` prints of a group.

    Raises:
        ExportError: if a log cannot have happened.
    """
    from trackclock.formats.group_text import group_to_json

    header, start = report.group.header, report.group.start
    return group_to_json(
        header.id,
        header.plan.name,
        start.wall_ms,
        start.utc_offset_s,
        [json_of(member, history) for member in report.sessions],
        note=report.note,
        gone=report.gone,
    )


def group_text(report: GroupReport) -> str:
    """What `show` prints of a group."""
    from trackclock.formats.group_text import group_to_text

    header, start = report.group.header, report.group.start
    return group_to_text(
        header.id,
        header.plan.name,
        start.wall_ms,
        start.utc_offset_s,
        report.summary,
        note=report.note,
        gone=report.gone,
    )


def athlete_files(report: GroupReport, form: Form, history: History) -> list[tuple[str, Callable[[], bytes]]]:
    """A group as one file for each athlete, which is that of their session: what it is called, and what makes it.

    Args:
        report: the group.
        form: as what.
        history: the past, of whomever.
    """
    files: list[tuple[str, Callable[[], bytes]]] = []
    taken: set[str] = set()
    for number, (row, member) in enumerate(zip(report.summary.athletes, report.sessions, strict=True), start=1):
        stem = f"{stem_of(member)}-{slug(row.name) or number}"
        if stem in taken:  # two names that the same letters are left of
            stem = f"{stem}-{number}"
        taken.add(stem)

        def make(member: StoredSession = member) -> bytes:
            return exported(member, form, history)

        files.append((stem, make))
    return files


def write_group(report: GroupReport, form: Form, exports: Path, history: History) -> Path:
    """Write a group into a file that was not there, or into a new folder with a file for each athlete; for a thread.

    Args:
        report: the group.
        form: as what.
        exports: the folder of exports, made if need be.
        history: the past, of whomever.

    Returns:
        The file, or the folder.

    Raises:
        ExportError: if anything cannot be written; what was written before it is whole.
    """
    stem = group_stem(report)
    if form in ONE_FILE:
        return write_new(exports, stem, f".{form}", group_file(report, form, history))
    folder = new_folder(exports, stem)
    for name, make in athlete_files(report, form, history):
        write_new(folder, name, f".{form}", make())
    return folder
