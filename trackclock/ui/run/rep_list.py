"""The reps so far, the newest at the bottom, as plain lines.

It exists instead of a table because a table on the live screen fills caches that the garbage collector then has to
walk through (ARCHITECTURE.md, "Collect at rests").
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from trackclock.core.comparisons.previous_rep import PREVIOUS_REP
from trackclock.core.comparisons.target import TARGET
from trackclock.core.durations import format_distance, format_duration, format_paused
from trackclock.core.figures import RESULT, RUNNING, Difference, laps_ms, time_text
from trackclock.core.plan import StepKind
from trackclock.core.view import RepRow
from trackclock.ui.cells import cut, cut_text, filled
from trackclock.ui.words import BEST, clean, delta_sign

_FULL = 72
_WIDE = 96
_MEDIUM = 52
_MOST_LABEL = 14


class RepList(Widget):
    """As many of the newest reps as there are rows."""

    DEFAULT_CSS = "RepList { height: 4; width: 1fr; padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Show none."""
        super().__init__(id=id)
        self._rows: tuple[RepRow, ...] = ()
        self._plan: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[RepRow, ...]:
        """What is shown, the oldest first."""
        return self._rows

    @property
    def line_count(self) -> int:
        """How many lines there are to be shown."""
        return len(self._rows or self._plan)

    def show(self, rows: Sequence[RepRow]) -> None:
        """Show these reps."""
        given = tuple(rows)
        if given != self._rows:
            self._rows = given
            self.refresh()

    def show_plan(self, lines: Sequence[str]) -> None:
        """Show what is ahead, as long as there are no reps."""
        given = tuple(clean(line) for line in lines)
        if given != self._plan:
            self._plan = given
            self.refresh()

    def render(self) -> Content:
        """The newest rows that fit."""
        width, height = self.content_size.width, max(1, self.content_size.height)
        if not self._rows:
            lines = [cut(Content.styled(f"     {line}", "$faint"), width) for line in self._plan]
            return Content("\n").join(lines[:height])
        labels = max((cell_len(_label(row)) for row in self._rows), default=0)
        lines = [rep_line(row, width, min(labels, _MOST_LABEL)) for row in self._rows[-height:]]
        return Content("\n").join(lines)


def rep_line(row: RepRow, width: int, label_width: int = 0) -> Content:
    """One rep in a line: number, size, time, delta, laps, recovery, and what is special about it.

    Args:
        row: the rep.
        width: the room in columns; laps and recovery are left out where it is narrow.
        label_width: columns of the size, so that the times stand below each other.
    """
    result = row.result
    label = filled(cut_text(_label(row), _MOST_LABEL), label_width)
    parts: list[Content | str | tuple[str, str]] = [(f"{row.number:>2} ", "$faint"), (label, ""), "  "]
    if result.skipped:
        parts.append(("skipped", "$faint"))
    elif result.time_ms is None:
        parts.append(("running", "$faint"))
    else:
        parts.append((f"{time_text(result.time_ms, RESULT):>8}", "" if row.is_saved else "$faint"))
        parts.extend(_deltas(row, width))
    line = Content.assemble(*parts)
    after, said = _after(row, width), _said(row)
    laps = _laps(row) if width >= _MEDIUM else []
    room = width - line.cell_length - len(after) - len(said)
    ghost = ""
    if width >= _WIDE and row.ghost_ms is not None:
        ghost = f"  last session {time_text(row.ghost_ms, RESULT)}"
        if len(ghost) + sum(len(lap) + 2 for lap in laps) > room:
            ghost = ""  # its delta stands above; the laps stand nowhere else
    shown = newest_laps(laps, room - len(ghost))
    whole = Content.assemble(line, (shown, "$faint"), (f"{after}{ghost}{said}", "$faint"))
    return cut(whole, max(1, width))


def _laps(row: RepRow) -> list[str]:
    """The laps; of a rep that runs in the digits of its clock, as the delta is: its result comes with the finish."""
    result = row.result
    if len(result.splits) < 2 and result.time_ms is not None:
        return []
    decimals = RUNNING if result.time_ms is None else RESULT
    return [time_text(ms, decimals) for ms in laps_ms((split.split_ms for split in result.splits), decimals)]


def _after(row: RepRow, width: int) -> str:
    recovery_ms = row.result.recovery_ms
    if width < _FULL or recovery_ms is None:
        return ""
    paused = format_paused(row.result.recovery_paused_ms)
    return f"  after {format_duration(recovery_ms)}{f' ({paused})' if paused else ''}"


def _said(row: RepRow) -> str:
    result = row.result
    edited = "  edited" if result.edited else ""
    if result.excluded is not None:
        return f"{edited}  left out"
    return f"{edited}  look at it" if result.doubtful else edited


def newest_laps(laps: Sequence[str], room: int) -> str:
    """As many laps as there is room for, of a long rep the newest ones: those are what the runner has in the legs.

    Args:
        laps: the laps in words, the oldest first.
        room: in columns.

    Returns:
        Each after two spaces; the ones left out as an ellipsis.
    """
    for first in range(len(laps)):
        text = "".join(f"  {lap}" for lap in (["…"] if first else []) + list(laps[first:]))
        if len(text) <= room:
            return text
    return ""


def _deltas(row: RepRow, width: int) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    delta = row.deltas.shown(PREVIOUS_REP)
    if delta is None:
        parts.append(("          ", ""))
    else:
        parts.append((f"  {delta_sign(delta)} {delta.text:>6}", delta_colour(delta)))
    target = row.deltas.shown(TARGET)
    if target is not None and width >= _FULL:
        parts.append((f"  {target.text} vs target", delta_colour(target)))
    if row.is_best:
        parts.append((f"  {BEST} best", "bold $best"))
    return parts


def delta_colour(delta: Difference) -> str:
    """The colour of a finished delta, in the theme's words."""
    sign = delta_sign(delta)
    return {"▼": "$ahead", "▲": "$behind"}.get(sign, "$faint")


def _label(row: RepRow) -> str:
    step = row.result.step
    if step.kind is StepKind.REP and step.distance_mm is not None and not step.pattern:
        return format_distance(step.distance_mm)
    return clean(step.label)
