"""The place of a chart, empty until there is one to show.

It exists because the library behind charts is only imported where one is really shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

if TYPE_CHECKING:
    from trackclock.ui.widgets.chart import ChartData


class ChartPlace(Vertical):
    """Holds one chart."""

    def draw(self, data: ChartData) -> None:
        """Show this in it."""
        from trackclock.ui.widgets.chart import TimeChart

        charts = self.query(TimeChart)
        if charts:
            charts.first().show(data)
        else:
            self.mount(TimeChart(data))
