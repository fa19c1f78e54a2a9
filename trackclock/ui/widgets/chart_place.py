"""The place of a chart, empty until there is one to show.

It exists because the library behind charts is only imported where one is really shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

if TYPE_CHECKING:
    from trackclock.ui.widgets.chart import ChartData


class ChartPlace(Vertical):
    """Holds one chart, its legend above it and never over its lines."""

    DEFAULT_CSS = """
    ChartPlace > .legend { height: auto; max-height: 2; padding: 0 1; }
    """

    def draw(self, data: ChartData) -> None:
        """Show this in it; nothing where it is being taken away, as on leaving while its screen finds its size."""
        if not self.is_attached:
            return
        from trackclock.ui.widgets.chart import TimeChart, legend

        charts = self.query(TimeChart)
        if charts:
            charts.first().show(data)
            self.query_one(".legend", Static).update(legend(data))
        else:
            self.mount(Static(legend(data), classes="legend"), TimeChart(data))
