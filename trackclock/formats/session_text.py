"""Sessions as plain text: what `show` and `history` print for a person.

It exists so that the history can be read over ssh, in a pipe or on paper, without colour and without the app.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from trackclock.core.comparisons import TABLED, Deltas
from trackclock.core.durations import format_distance, format_duration, format_paused
from trackclock.core.figures import PAUSE, RESULT, Delta, laps_ms, time_text
from trackclock.core.plan import StepKind
from trackclock.core.progress import (
    Outcome,
    SessionSummary,
    SizeSummary,
    TargetTally,
    Verdict,
    VerdictState,
    summary_of,
)
from trackclock.core.results import SessionResults, StepResult
from trackclock.formats.session_json import ListedSession
from trackclock.formats.tables import Cell, Table, metres, seconds, to_text

EMPTY_HISTORY = "No sessions yet: `trackclock` lists what you can run, `trackclock demo` shows how it works."
"""What `history` prints before the first session."""

DOUBTFUL = "faster than anybody runs: compared with nothing until it is mended or confirmed"
"""What is said of a rep that is too fast to be true."""


def session_to_text(
    session_id: str,
    started_wall_ms: int,
    utc_offset_s: int,
    results: SessionResults,
    deltas: Sequence[Deltas],
    *,
    recorded_wall_ms: int | None = None,
) -> str:
    """What `show` prints: the head, a table of the reps, the verdicts; without a line break at the end.

    Args:
        session_id: the session.
        started_wall_ms: its first press, milliseconds since 1970 in UTC.
        utc_offset_s: how far local time was ahead of UTC then.
        results: what it came to.
        deltas: one for each of `results.steps`.
        recorded_wall_ms: what the machine's clock said at the first press, where the runner has mended that.
    """
    summary = summary_of(results)
    head = f"{local_time(started_wall_ms, utc_offset_s)}  {results.status.value}  {session_id}"
    if recorded_wall_ms is not None:
        head += f"\nits clock said {local_time(recorded_wall_ms, utc_offset_s)}"
    table = to_text(reps_table(results, deltas))
    parts = [results.plan.name, head, "", table or "No rep was started.", "", *summary_lines(summary)]
    if results.effort is not None:
        parts.append(f"Effort {results.effort} of 10")
    if results.note:
        parts.append(f"Note: {' '.join(results.note.split())}")
    return "\n".join(parts)


def history_to_text(rows: Sequence[ListedSession]) -> str:
    """What `history` prints: a line a session, in the order given; without a line break at the end."""
    return to_text(history_table(rows)) or EMPTY_HISTORY


def history_table(rows: Sequence[ListedSession]) -> Table:
    """The list of sessions as a table."""
    return Table(
        ("Started", "Session", "Reps", "Distance", "Time", "Effort", "Status", "Id"),
        tuple(
            (
                local_time(row.started_wall_ms, row.utc_offset_s),
                row.name,
                str(row.reps),
                Cell(format_distance(row.work_mm), (metres(row.work_mm),)) if row.work_mm else "",
                Cell(format_duration(row.ended_ms), (seconds(row.ended_ms),)),
                str(row.effort) if row.effort is not None else "",
                row.status.value if row.status else "unreadable",
                row.id,
            )
            for row in rows
        ),
        frozenset({2, 3, 4, 5}),
        ("Started", "Session", "Reps", "Distance (m)", "Time (s)", "Effort", "Status", "Id"),
    )


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
    lines += [describe_verdict(verdict) for verdict in summary.verdicts]
    lines += [describe_size(size) for size in summary.sizes if size.fade_ms is not None]
    if summary.target is not None:
        lines.append(describe_target(summary.target))
    return lines


def describe_verdict(verdict: Verdict) -> str:
    """The verdict on "each faster than the last" as a sentence."""
    size, count = verdict.size.describe(), len(verdict.reps)
    if verdict.state is VerdictState.KEPT:
        return f"{size}: each faster than the last, all {count}"
    if verdict.state is VerdictState.HELD:
        level = sum(one.outcome is Outcome.LEVEL for one in verdict.reps)
        return f"{size}: none slower than the last, {level} of {count} level (within 0.2 s)"
    run = verdict.reps[1 : verdict.run]
    words = "none slower" if any(one.outcome is Outcome.LEVEL for one in run) else "each faster"
    start = f"{words} than the last for {verdict.run} reps, then broken" if run else f"{words} than the last: broken"
    tail = f"; longest run {verdict.longest} reps" if verdict.longest > verdict.run else ""
    return f"{size}: {start} {_where_broken(verdict)}{tail}"


def describe_verdict_briefly(verdict: Verdict) -> str:
    """The same in half a line of 80 columns."""
    size, count = verdict.size.describe(), len(verdict.reps)
    if verdict.state is VerdictState.KEPT:
        return f"{size}: each faster, all {count}"
    if verdict.state is VerdictState.HELD:
        return f"{size}: none slower, all {count}"
    return f"{size}: broken {_where_broken(verdict)}"


def _where_broken(verdict: Verdict) -> str:
    """Which rep broke the run and by how much: `at rep 4 of 7 (+0.3 s on rep 2)`.

    Reps are counted as the verdict has them, those of one size that count; where the list of reps has another number
    for it, that is said as well. The number is the one that broke the run, and whose it is unless it is that of the
    rep before.
    """
    broken = verdict.broken_by
    if broken is None:
        return ""
    place = verdict.run + 1
    number = "" if broken.number == place else f", #{broken.number}"
    against = broken.judged_against
    fastest = "" if against is None or against + 2 == place else f" on rep {against + 1}"
    by = broken.judged.shown().with_unit if broken.judged is not None else ""
    return f"at rep {place} of {len(verdict.reps)}{number} ({by}{fastest})"


def describe_size(size: SizeSummary) -> str:
    """Mean, fade and spread of the reps of one size as a sentence."""
    words = "no fade"
    if size.fade is not None and not size.fade.is_level:
        words = f"{'the last faster than the first,' if size.fade.is_faster else 'fade'} {size.fade.with_unit}"
    mean = f"mean {time_text(size.mean_shown_ms, RESULT)}"
    if size.mean_covered_mm is not None:
        mean = f"mean {format_distance(size.mean_covered_mm)}"
    spread = f", spread {size.spread.size}" if size.spread is not None else ""
    return f"{size.size.describe()}: {mean}, {words}{spread}"


def describe_target(tally: TargetTally) -> str:
    """How the targets were met as a sentence."""
    return f"Against target: {tally.inside} inside, {tally.faster} faster, {tally.slower} slower"


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
    return Cell(shown.text + (" =" if shown.is_level else "  "), (seconds(delta.exact_ms),))


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
    if result.edited:
        remarks.append("edited")
    if paused := format_paused(result.recovery_paused_ms):
        remarks.append(f"recovery {paused}")
    return remarks
