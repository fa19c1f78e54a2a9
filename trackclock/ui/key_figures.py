"""The three figures of a session that one looks at first: the mean, last time, the targets.

It exists because a table of eleven reps and five deltas does not say at a glance whether it was a good day.
"""

from __future__ import annotations

from textual.content import Content

from trackclock.application.report import Report
from trackclock.core.durations import format_distance
from trackclock.core.figures import RESULT, time_text
from trackclock.core.progress import TargetTally, main_summary
from trackclock.formats.sentences import name_last
from trackclock.ui.cells import cut
from trackclock.ui.words import FASTER_STYLE, MUTED_STYLE, SLOWER_STYLE, clean, delta_sign, delta_style

_GAP = 4
_MOST = 38
"""The widest that one of them gets: what last time was called may be long."""


def key_figures(report: Report, day: int | None) -> Content:
    """The figures beside each other, each below its name, in two rows; those that the session lacks are left out.

    Args:
        report: the session.
        day: its local date, in days since 1970-01-01; None where it has just been run.
    """
    shown = [*_mean(report), *_against(report, day), *_target(report.summary.target)]
    if not shown:
        return Content("")
    widths = [min(_MOST, max(name.cell_length, value.cell_length)) for name, value in shown]
    rows = (_row([pair[at] for pair in shown], widths) for at in (0, 1))
    return Content("\n").join(rows)


def _row(cells: list[Content], widths: list[int]) -> Content:
    fitted = [cut(cell, width, pad=True) for cell, width in zip(cells, widths, strict=True)]
    return Content(" " * _GAP).join(fitted)


def _mean(report: Report) -> list[tuple[Content, Content]]:
    """Of the size that the session is about."""
    main = main_summary(report.summary.sizes)
    if main is None:
        return []
    mean = time_text(main.mean_shown_ms, RESULT)
    if main.mean_covered_mm is not None:
        mean = format_distance(main.mean_covered_mm)
    name = f"Mean {main.size.describe()}" if main.count > 1 else main.size.describe()
    return [(Content.styled(clean(name), MUTED_STYLE), Content.styled(mean, "bold"))]


def _against(report: Report, day: int | None) -> list[tuple[Content, Content]]:
    against = report.against
    if against is None:
        return []
    name = f"Against {name_last(against, against.sessions[0].day if day is None else day)}"
    mean = against.mean
    words = f"{delta_sign(mean)}{mean.with_unit} a rep"
    return [(Content.styled(clean(name), MUTED_STYLE), Content.styled(words, f"bold {delta_style(mean)}"))]


def _target(tally: TargetTally | None) -> list[tuple[Content, Content]]:
    if tally is None:
        return []
    style = FASTER_STYLE if tally.met == tally.reps else SLOWER_STYLE if tally.met * 2 < tally.reps else ""
    return [
        (
            Content.styled("On target", MUTED_STYLE),
            Content.styled(f"{tally.met} of {tally.reps}", f"bold {style}".strip()),
        )
    ]
