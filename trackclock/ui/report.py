"""What the summary and the session's own screen show of the reps: cells, sentences and the chart's points.

It exists apart from the widgets so that both screens say the same, and so that it can be tested without a screen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TypeAlias

from rich.cells import cell_len
from textual.content import Content

from trackclock.application.report import Report
from trackclock.core.comparisons import TABLED, ComparisonGenerator
from trackclock.core.comparisons.keys import prescribed_cycles_ms, prescribed_recoveries_ms
from trackclock.core.comparisons.last_session import LAST_SESSION
from trackclock.core.durations import format_distance, format_duration, format_paused
from trackclock.core.figures import PAUSE, RESULT, difference, laps_ms, time_text, told_text, with_unit
from trackclock.core.progress import Aim, SplitShape, Verdict, VerdictState, rep_splits
from trackclock.core.results import SessionResults, Status, StepResult
from trackclock.core.view import RepRow
from trackclock.formats.sentences import describe_size, describe_verdict, describe_verdict_briefly
from trackclock.formats.session_text import DOUBTFUL, UNCONFIRMED
from trackclock.ui.widgets.row_line import GAP
from trackclock.ui.widgets.rows import Column
from trackclock.ui.words import (
    BEST,
    BEST_STYLE,
    FASTER,
    FASTER_STYLE,
    LEVEL_STYLE,
    MUTED_STYLE,
    SLOWER_STYLE,
    clean,
    delta_text,
    plural,
    short_date,
)

_VERDICT_SIGNS = {
    VerdictState.MET: ("✓", FASTER_STYLE),
    VerdictState.PARTLY: ("=", LEVEL_STYLE),
    VerdictState.MISSED: ("✗", SLOWER_STYLE),
    VerdictState.OPEN: (" ", ""),
}
"""A cross stands only where an aim of the plan was missed."""
_STATUS_WORDS = {Status.FINISHED: "finished", Status.STOPPED: "stopped", Status.UNFINISHED: "unfinished"}
_TITLES = {comparison: comparison.short_name.capitalize() for comparison in TABLED}
_SHORT_TITLES = {comparison: comparison.tight_name for comparison in TABLED if comparison.tight_name}
_TIGHT_HEADS = {"Left out": "Out"}
_MOST_BRIEF = 2
_MOST_WIDTHS = {"Rep": 14, "Laps": 15}
_SIDE = ("Paused", "Covered", "Edited", "Left out", "Look")
"""Heads of what few reps have; each stands only where one of them does."""

_LEFT_FIRST = ("Paused", "Covered")
"""They go first where the line is too short: below the list they stand in full."""

"""The laps grow into what room there is; cut off, they stand below the list in full."""

_Part: TypeAlias = Content | str | tuple[str, str]
"""What `Content.assemble` takes: text, plain or with its style."""


# --- the table of reps ------------------------------------------------------------------------------------------------


def rep_columns(report: Report, room: int | None = None) -> tuple[Column, ...]:
    """The columns that have anything to say about these reps, as wide as what they say.

    Args:
        report: the session.
        room: the width of the list; where the names of the comparisons are too long for it, they are cut short.
    """
    columns = _columns(report, _TITLES)
    is_tight = room is not None and sum(column.width + GAP for column in columns) > room
    if not is_tight:
        return columns
    short = _columns(report, _TITLES | _SHORT_TITLES)
    tight = (replace(column, title=_TIGHT_HEADS.get(column.title, column.title)) for column in short)
    return tuple(replace(one, width=len(one.title)) if one.title in _TIGHT_HEADS.values() else one for one in tight)


def _columns(report: Report, titles: Mapping[ComparisonGenerator, str]) -> tuple[Column, ...]:
    rows = report.rows
    heads = ["#", "Rep", "Time", *(titles[comparison] for comparison in _comparisons_shown(rows))]
    if any(row.result.recovery_ms is not None for row in rows):
        heads.append("Recov.")
    heads += [*_sides_shown(report), "Laps"]
    cells = [rep_cells(row, report) for row in rows]
    bests = [titles[comparison] for comparison in TABLED if comparison.is_best]
    columns: list[Column] = []
    for index, head in enumerate(heads):
        widest = max((cell_len(str(cell[index])) for cell in cells), default=0)
        width = max(len(head), min(widest, _MOST_WIDTHS.get(head, widest)))
        # A new best has its star and all deltas stand below the list: where there is no room, that column goes first.
        rank = 2 if head in _LEFT_FIRST else int(head in bests)
        columns.append(Column(head, width, head not in ("Rep", "Laps"), head == "Laps", rank=rank))
    return tuple(columns)


def _comparisons_shown(rows: Sequence[RepRow]) -> tuple[ComparisonGenerator, ...]:
    return tuple(one for one in TABLED if any(row.deltas.against(one) is not None for row in rows))


def rep_cells(row: RepRow, report: Report) -> list[Content | str]:
    """The cells of one rep, for the columns of `rep_columns(report)`."""
    result, rows = row.result, report.rows
    cells: list[Content | str] = [str(row.number), clean(result.step.label), _time_cell(row)]
    cells += [delta_text(row.deltas.shown(comparison)) for comparison in _comparisons_shown(rows)]
    if any(other.result.recovery_ms is not None for other in rows):
        cells.append("" if result.recovery_ms is None else time_text(result.recovery_ms, PAUSE))
    cells += [_side_cell(row, report, head) for head in _sides_shown(report)]
    cells.append(_laps_cell(row, report))
    return cells


def _time_cell(row: RepRow) -> Content:
    result = row.result
    if result.skipped:
        return Content.styled("skipped", MUTED_STYLE)
    if result.time_ms is None:
        return Content.styled("…", MUTED_STYLE)
    text = time_text(result.time_ms, RESULT)
    if result.excluded is not None:
        return Content.styled(text, f"{MUTED_STYLE} strike")
    if result.doubtful:
        return Content.styled(f"{text}?", SLOWER_STYLE)
    if result.unconfirmed:
        return Content.styled(f"{text}?", MUTED_STYLE)
    if row.is_best:
        return Content.styled(f"{BEST}{text}", BEST_STYLE)
    return Content(text)


def _sides_shown(report: Report) -> tuple[str, ...]:
    return tuple(head for head in _SIDE if any(_side_cell(row, report, head) for row in report.rows))


def _side_cell(row: RepRow, report: Report, head: str) -> Content:
    """What a rep has to say below one of `_SIDE`; empty as a rule."""
    result = row.result
    if head == "Paused":
        return Content.styled(format_paused(result.recovery_paused_ms).removesuffix(" paused"), MUTED_STYLE)
    if head == "Covered":
        return Content("" if result.covered_mm is None else format_distance(result.covered_mm))
    if head == "Edited":
        return Content.styled("edited" if result.edited else "", MUTED_STYLE)
    if head == "Left out":
        return Content.styled("" if result.excluded is None else "out", MUTED_STYLE)
    is_odd = len(result.splits) < 2 and any(lap.position == result.position for lap in report.odd)
    is_doubted = result.doubtful and result.excluded is None
    return Content.styled("look?" if is_odd or is_doubted else "", SLOWER_STYLE)


def _laps_cell(row: RepRow, report: Report) -> Content:
    result = row.result
    if len(result.splits) < 2:
        return Content("")
    odd = {lap.distance_mm for lap in report.odd if lap.position == result.position}
    shown = (time_text(ms, RESULT) for ms in laps_ms(split.split_ms for split in result.splits))
    laps = [
        Content.styled(f"{lap}?", SLOWER_STYLE) if split.distance_mm in odd else Content(lap)
        for lap, split in zip(shown, result.splits, strict=True)
    ]
    return Content(" ").join(laps)


def rep_detail(row: RepRow, report: Report) -> Content:
    """All that is known of one rep, in two or three lines."""
    return Content.assemble(
        *_head_parts(row, report),
        *_split_parts(row.result),
        *_recovery_parts(row.result, report.results),
        *_doubt_parts(row.result, report),
    )


def _head_parts(row: RepRow, report: Report) -> list[_Part]:
    result = row.result
    parts: list[_Part] = [(f"Rep {row.number} · {clean(result.step.label)}", "bold")]
    if result.step.target is not None:
        parts.append(f"  target {clean(told_text(result.step.target.text))}")
    if result.covered_mm is not None:
        parts.append(f"  {format_distance(result.covered_mm)}")
    paced = rep_splits(result)
    if paced is not None:
        course = "slower" if paced.shape is SplitShape.POSITIVE else "faster"
        words = "even halves" if paced.shape is SplitShape.EVEN else f"second half {paced.difference.size} {course}"
        parts.append(f"  {words}")
    held = [
        f"{delta_text(delta).plain} {title.lower()}{_named(comparison, row, report)}"
        for comparison, title in _TITLES.items()
        if (delta := row.deltas.shown(comparison)) is not None
    ]
    if held:
        parts.append(f"  {' · '.join(held)}")
    return parts


def _named(comparison: ComparisonGenerator, row: RepRow, report: Report) -> str:
    """Which session it was, for several can be the last one: ` (10 Sep, Jo Pavey)`."""
    against = report.against
    last = against.last.get(row.result.position) if comparison is LAST_SESSION and against is not None else None
    return "" if last is None else f" ({short_date(last.day)}, {clean(last.session)})"


def _split_parts(result: StepResult) -> list[_Part]:
    if len(result.splits) < 2:
        return []
    splits = (
        f"{format_distance(split.distance_mm) if split.distance_mm is not None else 'split'}: "
        f"{time_text(split.split_ms, RESULT)}"
        for split in result.splits
    )
    return [f"\n  {' · '.join(splits)}"]


def _recovery_parts(result: StepResult, results: SessionResults) -> list[_Part]:
    if result.recovery_ms is None:
        return []
    prescribed = prescribed_recoveries_ms(results.plan.steps)[result.position - 1]
    words = f"\n  recovery before it {with_unit(time_text(result.recovery_ms, PAUSE))}"
    if paused := format_paused(result.recovery_paused_ms):
        words += f" ({paused})"
    if prescribed is not None:
        apart = difference(result.recovery_ms, prescribed, PAUSE)
        words += f", {with_unit(time_text(prescribed, PAUSE))} was planned ({apart.with_unit})"
    if (cycle_ms := prescribed_cycles_ms(results.plan.steps)[result.position - 1]) is not None:
        words += f", on {format_duration(cycle_ms)}"
    return [words]


def _doubt_parts(result: StepResult, report: Report) -> list[_Part]:
    """What is wrong with a rep, or may be."""
    parts: list[_Part] = []
    if result.excluded is not None:
        parts.append((f"\n  left out: {clean(result.excluded) or 'no reason given'}", SLOWER_STYLE))
    elif result.doubtful:
        parts.append((f"\n  {DOUBTFUL} (e)", SLOWER_STYLE))
    elif result.unconfirmed:
        parts.append((f"\n  {UNCONFIRMED} (e)", MUTED_STYLE))
    odd = [lap for lap in report.odd if lap.position == result.position]
    if odd:
        words = ", ".join(
            f"{format_distance(lap.distance_mm)} ({abs(lap.percent)} % {'slower' if lap.percent > 0 else 'faster'})"
            for lap in odd
        )
        parts.append((f"\n  worth a look, out of line with the other laps: {words}", SLOWER_STYLE))
    return parts


# --- sentences --------------------------------------------------------------------------------------------------------


def status_text(status: Status | None) -> str:
    """How a session ended, in a word."""
    return _STATUS_WORDS[status] if status is not None else "unreadable"


def figures_text(report: Report) -> str:
    """Reps, distance and times in one line."""
    summary = report.summary
    parts = [plural(summary.reps, "rep")]
    if summary.work_mm:
        parts.append(format_distance(summary.work_mm))
    if summary.work_ms:
        parts.append(f"{format_duration(summary.work_shown_ms)} of work")
    if summary.recovery_ms:
        paused = format_paused(summary.recovery_paused_ms)
        parts.append(f"{format_duration(summary.recovery_shown_ms)} of recovery{f' ({paused})' if paused else ''}")
    parts.append(f"{format_duration(summary.elapsed_ms)} in all")
    if summary.excluded:
        parts.append(f"{summary.excluded} left out of comparisons")
    if summary.skipped:
        parts.append(f"{summary.skipped} skipped")
    return " · ".join(parts)


def verdict_lines(report: Report) -> list[Content]:
    """The verdicts with their signs, what is odd, the mean and the ends of each size, then all in all, one a line."""
    lines = aim_lines(report.summary.verdicts)
    if report.odd:
        positions = {lap.position for lap in report.odd}
        numbers = ", ".join(str(row.number) for row in report.rows if row.result.position in positions)
        lines.append(Content.styled(f"? worth a look, a lap out of line: rep {numbers}", SLOWER_STYLE))
    if report.summary.doubtful:
        lines.append(Content.styled(f"? {DOUBTFUL}: {_reps_of(report, report.summary.doubtful)}", SLOWER_STYLE))
    if report.summary.unconfirmed:
        lines.append(Content.styled(f"? {UNCONFIRMED}: {_reps_of(report, report.summary.unconfirmed)}", MUTED_STYLE))
    lines += [Content(f"  {clean(describe_size(size))}") for size in report.summary.sizes if size.fade_ms is not None]
    return [*lines, Content.styled(f"  {figures_text(report)}", MUTED_STYLE)]


def aim_lines(verdicts: Iterable[Verdict]) -> list[Content]:
    """The verdicts that are worth saying with their signs, one a line."""
    lines: list[Content] = []
    for verdict in filter(attrgetter("is_worth_saying"), verdicts):
        sign, style = verdict_sign(verdict)
        lines.append(Content.assemble((f"{sign} ", style), (clean(describe_verdict(verdict)), f"bold {style}")))
    return lines


def _reps_of(report: Report, positions: Collection[int]) -> str:
    """Reps by their numbers: `rep 2, 5`; `all reps` where it is every one of several."""
    numbers = [str(row.number) for row in report.rows if row.result.position in positions]
    return "all reps" if 1 < len(numbers) == len(report.rows) else f"rep {', '.join(numbers)}"


def brief_verdict_lines(report: Report) -> list[Content]:
    """The verdicts where there are few rows: each in half a line, or all of them in one where they are many."""
    verdicts = report.summary.verdicts
    if len(verdicts) > _MOST_BRIEF:
        return [Content(short_verdict(report.results))]
    lines: list[Content] = []
    for verdict in verdicts:
        sign, style = verdict_sign(verdict)
        lines.append(Content.assemble((f"{sign} ", style), (clean(describe_verdict_briefly(verdict)), f"bold {style}")))
    return lines


def verdict_sign(verdict: Verdict) -> tuple[str, str]:
    """The sign of a verdict and its colour."""
    if verdict.state is VerdictState.OPEN and verdict.is_each_faster:
        return FASTER, FASTER_STYLE
    return _VERDICT_SIGNS[verdict.state]


def short_verdict(results: SessionResults) -> str:
    """The verdicts of a session in a few signs, for the list: `✓▼800 ✗200 1/4`; empty where there are none."""
    from trackclock.core.progress import verdicts_of

    parts: list[str] = []
    for verdict in verdicts_of(results):
        sign = verdict_sign(verdict)[0].strip()
        if not sign:
            continue
        size = clean(verdict.size.describe()).removesuffix(" with a pattern").removesuffix(" m")
        tally = verdict.tally
        is_counted = verdict.aim is Aim.TARGET and tally is not None and tally.met < tally.reps and tally.reps > 1
        if verdict.aim is Aim.EACH_FASTER:
            sign += FASTER
        parts.append(f"{sign}{size}{f' {tally.met}/{tally.reps}' if is_counted and tally is not None else ''}")
    return " ".join(parts)
