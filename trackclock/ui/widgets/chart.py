"""Times drawn as a chart, with axes and units.

It exists apart from the screens because the library behind it is only imported where a chart is really shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.color import Color, ColorParseError
from textual_plotext import PlotextPlot

from trackclock.core.durations import format_duration

_MARKERS = ("o", "x", "+", "*", "#", "@")
"""Plain signs: told apart without colour, and one cell wide in every terminal."""

_COLORS = ("primary", "warning", "success", "error", "accent", "secondary")
_STEPS_MS = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000)
_TICK_ROWS = 3


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart.

    Attributes:
        name: what the legend says; empty without a legend.
        points: x and the time in milliseconds; x has the unit of the chart's axis.
        is_line: whether the points are joined.
    """

    name: str
    points: tuple[tuple[int, int], ...]
    is_line: bool = True


@dataclass(frozen=True, slots=True)
class ChartData:
    """What a chart shows.

    Attributes:
        title: its head.
        x_label: what the x axis counts.
        y_label: what the y axis counts, with its unit.
        x_ticks: positions and labels on the x axis, more than fit at worst; they are thinned out.
        series: the lines.
    """

    title: str
    x_label: str
    y_label: str
    x_ticks: tuple[tuple[int, str], ...]
    series: tuple[Series, ...]


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
        self._draw_series(data)
        self._draw_times(data, height)
        self._draw_positions(data, width)
        self.plt.title(data.title)
        rendered = super().render()
        return rendered if isinstance(rendered, Text) else Text(str(rendered))

    def _draw_series(self, data: ChartData) -> None:
        for number, series in enumerate(data.series):
            xs = [x for x, _ in series.points]
            ys = [time_ms for _, time_ms in series.points]
            color = self._color(_COLORS[number % len(_COLORS)])
            marker = _MARKERS[number % len(_MARKERS)]
            if series.is_line and len(xs) > 1:
                self.plt.plot(xs, ys, marker="braille", color=color)
            # A space in front keeps plotext from dropping the legend of a series without a name of its own.
            self.plt.scatter(xs, ys, marker=marker, color=color, label=series.name or None)

    def _draw_times(self, data: ChartData, height: int) -> None:
        """The y axis, in round times, for a chart of so many rows."""
        times = [time_ms for series in data.series for _, time_ms in series.points]
        marks = _ticks(min(times), max(times), max(2, (height - 4) // _TICK_ROWS))
        decimals = 1 if marks[-1] - marks[0] < 5_000 and any(mark % 1_000 for mark in marks) else 0
        self.plt.ylim(marks[0], marks[-1])
        self.plt.yticks([float(mark) for mark in marks], [format_duration(mark, decimals) for mark in marks])
        self.plt.ylabel(data.y_label)

    def _draw_positions(self, data: ChartData, width: int) -> None:
        """The x axis, with as many labels as have room in so many columns."""
        positions = [x for x, _ in data.x_ticks]
        if positions:
            spare = (max(positions) - min(positions)) * 0.03 or 0.5
            self.plt.xlim(min(positions) - spare, max(positions) + spare)
        ticks = _thinned(data.x_ticks, width)
        self.plt.xticks([x for x, _ in ticks], [label for _, label in ticks])
        self.plt.xlabel(data.x_label)

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


def _thinned(ticks: Sequence[tuple[int, str]], width: int) -> list[tuple[int, str]]:
    """As many ticks as have room, the last one always among them."""
    if not ticks:
        return []
    longest = max(len(label) for _, label in ticks) + 3
    room = max(2, (width - 12) // longest)
    every = -(-len(ticks) // room)
    return list(ticks[::-1][::every][::-1])
