"""Sessions as plain text: what `show` and `history` print for a person.

It exists so that the history can be read over ssh, in a pipe or on paper, without colour and without the app.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from trackclock.core.comparisons import TABLED, Deltas
from trackclock.core.durations import format_distance, format_duration, format_paused
from trackclock.core.events import SessionImported
from trackclock.core.figures import PAUSE, RESULT, Delta, Difference, laps_ms, time_text
from trackclock.core.plan import StepKind
from trackclock.core.progress import AgainstLast, SessionSummary, local_day, summary_of
from trackclock.core.results import SessionResults, StepResult
from trackclock.formats.sentences import describe_against, describe_size, describe_verdict
from trackclock.formats.session_json import ListedSession
from trackclock.formats.tables import Cell, Table, metres, seconds, to_text

EMPTY_HISTORY = "No sessions yet: `trackclock` lists what you can run, `trackclock demo` shows how it works."
"""What `history` prints before the first session."""

DOUBTFUL = "faster than anybody runs: compared with nothing until it is mended or confirmed"
"""What is said of a rep that is too fast to be true."""

UNCONFIRMED = "imported: compared with others, and no best until it is confirmed"
"""What is said of a rep that a watch has measured."""


def session_to_text(
    session_id: str,
    started_wall_ms: int,
    utc_offset_s: int,
    results: SessionResults,
    deltas: Sequence[Deltas],
    *,
    recorded_wall_ms: int | None = None,
    against: AgainstLast | None = None,
    athlete: str | None = None,
    group: str | None = None,
) -> str:
    """What `show` prints: the head, a table of the reps, the verdicts; without a line break at the end.

    Args:
        session_id: the session.
        started_wall_ms: its first press, milliseconds since 1970 in UTC.
        utc_offset_s: how far local time was ahead of UTC then.
        results: what it came to.
        deltas: one for each of `results.steps`.
        recorded_wall_ms: what the machine's clock said at the first press, where the runner has mended that.
        against: the session against last time; None where no rep of it was run before.
        athlete: whose it is; None for whoever the history belongs to.
        group: with whom it was run, as the id of that group; None for a session alone.
    """
    summary = summary_of(results)
    head = f"{local_time(started_wall_ms, utc_offset_s)}  {results.status.value}  {session_id}"
    if athlete is not None:
        head += f"\nrun by {athlete}{' in group ' + group if group is not None else ''}"
    if recorded_wall_ms is not None:
        head += f"\nits clock said {local_time(recorded_wall_ms, utc_offset_s)}"
    if results.origin is not None:
        head += f"\n{origin_text(results.origin)}"
    table = to_text(reps_table(results, deltas))
    parts = [results.plan.name, head, "", table or "No rep was started.", "", *summary_lines(summary)]
    if against is not None:
        said = describe_against(against, local_day(started_wall_ms, utc_offset_s))
        parts.append(said[:1].upper() + said[1:])
    if results.effort is not None:
        parts.append(f"Effort {results.effort} of 10")
    if results.note:
        parts.append(f"Note: {' '.join(results.note.split())}")
    return "\n".join(parts)


def origin_text(origin: SessionImported) -> str:
    """Where an imported session came from: `imported from morning.fit, garmin fenix7`."""
    return f"imported from {origin.file}{f', {origin.device}' if origin.device else ''}"


def history_to_text(rows: Sequence[ListedSession], gained: Mapping[str, Difference]) -> str:
    """What `history` prints: a line a session, in the order given; without a line break at the end.

    Args:
        rows: the sessions.
        gained: the mean difference of those that can be held against last time, by id.
    """
    return to_text(_history_table(rows, {key: _delta_text(mean) for key, mean in gained.items()})) or EMPTY_HISTORY


def history_table(rows: Sequence[ListedSession], against: Mapping[str, AgainstLast]) -> Table:
    """The list of sessions as a table.

    Args:
        rows: the sessions.
        against: those of them that can be held against last time, by id.
    """
    cells = {key: Cell(_delta_text(one.mean), (seconds(one.mean_ms),)) for key, one in against.items()}
    return _history_table(rows, cells)


def _history_table(rows: Sequence[ListedSession], last: Mapping[str, str | Cell]) -> Table:
    return Table(
        ("Started", "Session", "Reps", "Last time", "Distance", "Time", "Effort", "Status", "Id"),
        tuple(
            (
                local_time(row.started_wall_ms, row.utc_offset_s),
                row.name,
                str(row.reps),
                last.get(row.id, ""),
                Cell(format_distance(row.work_mm), (metres(row.work_mm),)) if row.work_mm else "",
                Cell(format_duration(row.ended_ms), (seconds(row.ended_ms),)),
                str(row.effort) if row.effort is not None else "",
                status_text(row),
                row.id,
            )
            for row in rows
        ),
        frozenset({2, 3, 4, 5, 6}),
        ("Started", "Session", "Reps", "Last time (s a rep)", "Distance (m)", "Time (s)", "Effort", "Status", "Id"),
    )


def status_text(row: ListedSession) -> str:
    """How a session ended, and that it was imported if it was: `finished, imported`."""
    status = row.status.value if row.status else "unreadable"
    return f"{status}, imported" if row.is_imported else status


def reps_table(results: SessionResults, deltas: Sequence[Deltas]) -> Table:
    """The reps of a session as a table: time, laps, deltas, the recovery before each as it really was."""
    rows = [
        (
            str(number),
            result.step.label,
            _time(result),
            _laps(result),
            *(_delta(held.against(comparison)) for comparison in TABLED),
            "" if result.recovery_ms is None else time_cell(result.recovery_ms, PAUSE),
            _remarks(result),
        )
        for number, (result, held) in enumerate(
            [pair for pair in zip(results.steps, deltas, strict=True) if pair[0].step.kind is StepKind.REP], start=1
        )
    ]
    against = [comparison.short_name.capitalize() for comparison in TABLED]
    return Table(
        ("#", "Rep", "Time", "Laps", *against, "Recovery", "Remarks"),
        tuple(rows),
        frozenset({0, 2, *range(4, 5 + len(against))}),
        (
            "#",
            "Rep",
            "Time (s)",
            "Lap {} (s)",
            *(f"vs {name.lower()} (s)" for name in against),
            "Recovery (s)",
            "Remarks",
        ),
    )


def summary_lines(summary: SessionSummary) -> list[str]:
    """The figures of a session as sentences, one a line."""
    run = f"{summary.reps} rep{'' if summary.reps == 1 else 's'}"
    if summary.work_mm:
        run += f", {format_distance(summary.work_mm)}"
    paused = format_paused(summary.recovery_paused_ms)
    recovery = f"{format_duration(summary.recovery_shown_ms)} of recovery{f' ({paused})' if paused else ''}"
    work, elapsed = format_duration(summary.work_shown_ms), format_duration(summary.elapsed_ms)
    lines = [f"{run}, {work} of work, {recovery}, {elapsed} in all"]
    if summary.excluded:
        lines[0] += f", {summary.excluded} left out of comparisons"
    lines += [describe_verdict(verdict) for verdict in summary.verdicts if verdict.is_worth_saying]
    lines += [describe_size(size) for size in summary.sizes if size.fade_ms is not None]
    return lines


def local_time(wall_ms: int, utc_offset_s: int) -> str:
    """An instant in the local time of its place: `2026-05-01 19:30`."""
    local = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=wall_ms // 1_000 + utc_offset_s)
    return f"{local:%Y-%m-%d %H:%M}"


def time_cell(time_ms: int, decimals: int = RESULT) -> Cell:
    """A time, cut off for people and exact for a spreadsheet."""
    return Cell(time_text(time_ms, decimals), (seconds(time_ms),))


def delta_cell(delta: Delta | None) -> str | Cell:
    """A difference, of what is shown for people and exact for a spreadsheet; nothing where there is none."""
    return "" if delta is None else Cell(delta.shown().text, (seconds(delta.exact_ms),))


def _time(result: StepResult) -> Cell:
    if result.time_ms is None or result.skipped:
        return Cell("skipped" if result.skipped else "unfinished", ("",))
    return time_cell(result.time_ms)


def _laps(result: StepResult) -> str | Cell:
    if len(result.splits) < 2:
        return ""
    laps = laps_ms(split.split_ms for split in result.splits)
    exact = tuple(seconds(split.lap_ms) for split in result.splits)
    return Cell(" ".join(time_text(lap, RESULT) for lap in laps), exact)


def _delta(delta: Delta | None) -> str | Cell:
    """A delta with an equals sign where it is level, its digits below those of the others."""
    if delta is None:
        return ""
    shown = delta.shown()
    return Cell(_delta_text(shown), (seconds(delta.exact_ms),))


def _delta_text(shown: Difference) -> str:
    return shown.text + (" =" if shown.is_level else "  ")


def _remarks(result: StepResult) -> Cell:
    """What else there is to say; in the CSV also why there is no time, since its column holds nothing but numbers."""
    remarks = _said_of(result)
    missing = ["skipped"] if result.skipped else ["unfinished"] if result.time_ms is None else []
    return Cell(", ".join(remarks), (", ".join([*missing, *remarks]),))


def _said_of(result: StepResult) -> list[str]:
    remarks = []
    if result.covered_mm is not None:
        remarks.append(format_distance(result.covered_mm))
    if result.excluded is not None:
        remarks.append(f"left out: {result.excluded}" if result.excluded else "left out")
    elif result.doubtful:
        remarks.append(DOUBTFUL)
    elif result.unconfirmed:
        remarks.append("not confirmed")
    if result.edited:
        remarks.append("edited")
    if paused := format_paused(result.recovery_paused_ms):
        remarks.append(f"recovery {paused}")
    return remarks
