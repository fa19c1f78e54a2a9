"""A group's session as text and JSON: what `show` and `export` give for a group, and what its screen copies.

It exists beside `session_text` because a row here is an athlete: whoever stands beside the track asks who ran what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from trackclock.core.figures import RESULT, time_text
from trackclock.core.group.summary import AthleteSummary, GroupCell, GroupSummary
from trackclock.formats.csv_text import shown_time
from trackclock.formats.sentences import describe_verdict
from trackclock.formats.session_json import SCHEMA, Json, instant, local_instant
from trackclock.formats.session_text import local_time
from trackclock.formats.tables import Table, to_text
from trackclock.safe_text import cells

_LINE: Final = 80
"""What is printed is put into blocks of so many columns; one rep stands in each at least."""

_GAP: Final = 2


def group_table(summary: GroupSummary) -> Table:
    """The group as a table: an athlete a row, a rep a column with the time, what it was against target, the place."""
    head = ("Athlete", summary.mean_title, *(rep.title for rep in summary.reps))
    rows = tuple((row.name, mean_text(row), *map(_cell_text, row.cells)) for row in summary.athletes)
    return Table(head, rows, frozenset(range(1, len(head))))


def mean_text(row: AthleteSummary) -> str:
    """An athlete's mean; empty where no rep of theirs counts."""
    return "" if row.mean_ms is None else time_text(row.mean_ms, RESULT)


def _cell_text(cell: GroupCell | None) -> str:
    if cell is None:
        return ""
    delta = cell.on_target
    parts = ["" if cell.place is None else f"{cell.place}.", _time_text(cell)]
    return " ".join([*filter(None, parts), *([] if delta is None else [delta.shown().text])])


def _time_text(cell: GroupCell) -> str:
    result = cell.result
    if result.skipped or result.time_ms is None:
        return shown_time(result)
    return time_text(result.time_ms, RESULT) + ("?" if cell.is_doubted else "")


# --- printed ----------------------------------------------------------------------------------------------------------


def group_to_text(
    group_id: str,
    name: str,
    started_wall_ms: int,
    utc_offset_s: int,
    summary: GroupSummary,
    *,
    note: str = "",
    gone: Sequence[str] = (),
) -> str:
    """What `show` prints of a group: the head, the table, the verdicts and the notes; without a line break at the end.

    Args:
        group_id: the group.
        name: of its plan.
        started_wall_ms: its first press, milliseconds since 1970 in UTC.
        utc_offset_s: how far local time was ahead of UTC then.
        summary: what it came to.
        note: of the group.
        gone: the athletes whose sessions are deleted.
    """
    count = len(summary.athletes)
    athletes = f"{count} athlete{'' if count == 1 else 's'}"
    parts = [name, f"{local_time(started_wall_ms, utc_offset_s)}  {athletes}  {group_id}"]
    for block in _blocks(summary):
        parts += ["", to_text(block)]
    if not summary.reps:
        parts += ["", "No rep was started."]
    said = [line for row in summary.athletes for line in athlete_lines(row)]
    parts += ["", *said] if said else []
    parts += [gone_text(gone)] if gone else []
    parts += [f"Note: {' '.join(note.split())}"] if note else []
    return "\n".join(parts)


def gone_text(gone: Sequence[str]) -> str:
    """Whose sessions are not there: `Deleted since: Ben, Cleo`."""
    return f"Deleted since: {', '.join(gone)}"


def athlete_lines(row: AthleteSummary) -> list[str]:
    """What there is to say of an athlete besides the times: the verdicts, what was skipped or left out, the note."""
    summary, results = row.summary, row.results
    lines = [describe_verdict(verdict) for verdict in summary.verdicts if verdict.is_worth_saying]
    if summary.skipped:
        lines.append(f"{summary.skipped} skipped")
    if summary.excluded:
        lines.append(f"{summary.excluded} left out of comparisons")
    if results.effort is not None:
        lines.append(f"effort {results.effort} of 10")
    if results.note:
        lines.append(f"note: {' '.join(results.note.split())}")
    return [f"{row.name}  {line}" for line in lines]


def _blocks(summary: GroupSummary) -> Iterator[Table]:
    """The table in pieces that fit a line, each with the names."""
    table = group_table(summary)
    columns = list(zip(table.head, *table.rows, strict=True))
    widths = [_GAP + max(cells(cell if isinstance(cell, str) else cell.text) for cell in column) for column in columns]
    room = _LINE + _GAP - widths[0]
    block: list[int] = []
    left = room
    for index, width in enumerate(widths[1:], start=1):
        if block and width > left:
            yield _only(table, (0, *block))
            block, left = [], room
        block.append(index)
        left -= width
    yield _only(table, (0, *block))


def _only(table: Table, columns: Sequence[int]) -> Table:
    """Some columns of a table, the first of which is of words."""
    head = tuple(table.head[index] for index in columns)
    rows = tuple(tuple(row[index] for index in columns) for row in table.rows)
    return Table(head, rows, frozenset(range(1, len(head))))


# --- for programs -----------------------------------------------------------------------------------------------------


def group_to_json(
    group_id: str,
    name: str,
    started_wall_ms: int,
    utc_offset_s: int,
    athletes: Sequence[Json],
    *,
    note: str = "",
    gone: Sequence[str] = (),
) -> Json:
    """What `show --json` prints of a group.

    Args:
        group_id: the group.
        name: of its plan.
        started_wall_ms: its first press, milliseconds since 1970 in UTC.
        utc_offset_s: how far local time was ahead of UTC then.
        athletes: of each what `show --json` prints of their session.
        note: of the group.
        gone: the athletes whose sessions are deleted.
    """
    return {
        "schema": SCHEMA,
        "group": group_id,
        "name": name,
        "started_at": instant(started_wall_ms),
        "started_at_local": local_instant(started_wall_ms, utc_offset_s),
        "note": note,
        "athletes": list(athletes),
        "deleted": list(gone),
    }
