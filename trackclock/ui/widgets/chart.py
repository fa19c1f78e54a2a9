"""Times drawn as a chart, with axes and units.

It exists apart from the screens because the library behind it is only imported where a chart is really shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from rich.text import Text
from textual.color import Color, ColorParseError
from textual.content import Content
from textual_plotext import PlotextPlot

from trackclock.core.figures import time_text
from trackclock.ui.words import FASTER, MUTED_STYLE, axis_date

_MARKERS = ("o", "x", "+", "*", "#", "@")
"""Plain signs: told apart without colour, and one cell wide in every terminal."""

_COLORS = ("primary", "warning", "success", "error", "accent", "secondary")
_STEPS_MS = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000)
_TICK_ROWS = 3
_LEVEL_MARKER = "─"
_HALF = 0.4
"""A target reaches so far beyond the rep on either side: half of the way to the next is its own."""

_MARGIN = 12
LONG_DAYS = 300


class Shape(StrEnum):
    """How a series is drawn."""

    LINE = "line"
    """Its points, joined."""
    STEPS = "steps"
    """Each time stands until the next one: a best."""
    LEVEL = "level"
    """A flat line through points beside each other that have the same time: a target, a goal."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart.

    Attributes:
        name: what the legend says; empty without a legend.
        points: x and the time in milliseconds; x has the unit of the chart's axis.
        shape: how it is drawn.
    """

    name: str
    points: tuple[tuple[int, int], ...]
    shape: Shape = Shape.LINE


@dataclass(frozen=True, slots=True)
class ChartData:
    """What a chart shows.

    Attributes:
        title: its head.
        unit: what the times are, on the y axis.
        x_ticks: positions and labels on the x axis, more than fit at worst; they are thinned out.
        series: the lines.
    """

    title: str
    unit: str
    x_ticks: tuple[tuple[int, str], ...]
    series: tuple[Series, ...]


def day_ticks(days: Iterable[int]) -> tuple[tuple[int, str], ...]:
    """The labels of an axis of days: `Sep 10`; over more than ten months `Sep 2026`.

    Args:
        days: in days since 1970-01-01.
    """
    known = sorted(set(days))
    is_long = bool(known) and known[-1] - known[0] > LONG_DAYS
    return tuple((day, axis_date(day, is_long=is_long)) for day in known)


def legend(data: ChartData) -> Content:
    """The head above a chart: its title, its unit, which way is faster, and the sign of each line."""
    parts: list[str | tuple[str, str]] = [
        (data.title, "bold"),
        (f"  {data.unit}, {FASTER} lower is faster", MUTED_STYLE),
    ]
    for number, series in enumerate(data.series):
        if series.name:
            parts.append((f"  {_sign(number, series)} {series.name}", f"${_color_of(number, series)}"))
    return Content.assemble(*parts)


def _sign(number: int, series: Series) -> str:
    return _LEVEL_MARKER if series.shape is Shape.LEVEL else _MARKERS[number % len(_MARKERS)]


def _color_of(number: int, series: Series) -> str:
    """The name of its colour in the theme."""
    return "foreground" if series.shape is Shape.LEVEL else _COLORS[number % len(_COLORS)]


class TimeChart(PlotextPlot):
    """A chart of times. Lower is faster, as on every list of results."""

    DEFAULT_CSS = """
    TimeChart { width: 1fr; height: 1fr; min-height: 6; }
    """

    def __init__(self, data: ChartData | None = None, *, id: str | None = None) -> None:  # noqa: A002
        """Make a chart, empty for now if there is nothing to show yet."""
        super().__init__(id=id)
        self._data = data

    def show(self, data: ChartData) -> None:
        """Show other data."""
        self._data = data
        self.refresh()

    def render(self) -> Text:
        """Draw it anew for the size and the theme of this moment."""
        data = self._data
        width, height = self.size
        if data is None or not any(series.points for series in data.series) or width < 20 or height < 5:
            return Text("")
        self.plt.clear_figure()
        # Flat lines first: whatever was run lies on top of what was wanted.
        for number, series in sorted(enumerate(data.series), key=lambda one: one[1].shape is not Shape.LEVEL):
            self._draw_series(number, series)
        self._draw_times(data, height)
        self._draw_positions(data, width)
        self.plt.xaxes(True, False)
        self.plt.yaxes(True, False)
        rendered = super().render()
        return rendered if isinstance(rendered, Text) else Text(str(rendered))

    def _draw_series(self, number: int, series: Series) -> None:
        color = self._color(_color_of(number, series))
        xs, ys = [x for x, _ in series.points], [time_ms for _, time_ms in series.points]
        if series.shape is Shape.LEVEL:
            for first, last, time_ms in levels(series.points):
                self.plt.plot([first - _HALF, last + _HALF], [time_ms, time_ms], marker=_LEVEL_MARKER, color=color)
            return
        if len(xs) > 1:
            joined = steps(series.points) if series.shape is Shape.STEPS else series.points
            self.plt.plot([x for x, _ in joined], [y for _, y in joined], marker="braille", color=color)
        self.plt.scatter(xs, ys, marker=_sign(number, series), color=color)

    def _draw_times(self, data: ChartData, height: int) -> None:
        """The y axis, in round times, for a chart of so many rows."""
        times = [time_ms for series in data.series for _, time_ms in series.points]
        marks = _ticks(min(times), max(times), max(2, (height - 2) // _TICK_ROWS))
        decimals = 1 if marks[-1] - marks[0] < 5_000 and any(mark % 1_000 for mark in marks) else 0
        self.plt.ylim(marks[0], marks[-1])
        self.plt.yticks([float(mark) for mark in marks], [time_text(mark, decimals) for mark in marks])

    def _draw_positions(self, data: ChartData, width: int) -> None:
        """The x axis, with as many labels as have room in so many columns."""
        positions = [x for x, _ in data.x_ticks]
        if positions:
            spare = (max(positions) - min(positions)) * 0.03 or 0.5
            self.plt.xlim(min(positions) - spare, max(positions) + spare)
        ticks = thinned(data.x_ticks, width)
        self.plt.xticks([x for x, _ in ticks], [label for _, label in ticks])

    def _color(self, name: str) -> tuple[int, int, int]:
        try:
            return Color.parse(self.app.theme_variables.get(name, "#888888")).rgb
        except ColorParseError:
            return (136, 136, 136)


def _ticks(low_ms: int, high_ms: int, wanted: int) -> list[int]:
    """Round times around a span, about as many as wanted, two at least."""
    for step in _STEPS_MS:
        first = low_ms // step * step
        last = -(-high_ms // step) * step
        last = last if last > first else first + step
        if (last - first) // step <= wanted:
            return list(range(first, last + 1, step))
    step = _STEPS_MS[-1]
    return [low_ms // step * step, -(-high_ms // step) * step + step]


def steps(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The corners of a line on which each time stands until the next one."""
    corners: list[tuple[int, int]] = list(points[:1])
    for (_, before), (x, time_ms) in pairwise(points):
        corners += [(x, before), (x, time_ms)]
    return corners


def levels(points: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Flat pieces: from x to x at a time, each as long as the time stays the same."""
    pieces: list[tuple[int, int, int]] = []
    for x, time_ms in points:
        if pieces and pieces[-1][2] == time_ms:
            pieces[-1] = (pieces[-1][0], x, time_ms)
        else:
            pieces.append((x, x, time_ms))
    return pieces


def thinned(ticks: Sequence[tuple[int, str]], width: int) -> list[tuple[int, str]]:
    """The ticks whose labels stand apart on an axis of so many columns, the last one always among them."""
    if not ticks:
        return []
    first, last = ticks[0][0], ticks[-1][0]
    scale = max(1, width - _MARGIN) / max(1, last - first)
    kept: list[tuple[int, str]] = []
    free = float("inf")
    seen: set[str] = set()
    for x, label in reversed(ticks):
        middle, half = (x - first) * scale, len(label) / 2
        if middle + half <= free and label not in seen:
            kept.append((x, label))
            seen.add(label)
            free = middle - half - 2
    return kept[::-1]
