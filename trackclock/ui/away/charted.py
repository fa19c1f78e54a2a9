"""A chart that one key shows and hides.

It exists so that every screen with one says alike why there is none, and draws it anew when it has read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from trackclock.ui.away.listed import Listed
from trackclock.ui.widgets.chart_place import ChartPlace

if TYPE_CHECKING:
    from trackclock.ui.widgets.chart import ChartData


class Charted(Listed):
    """A mixin for screens with a `ChartPlace`; its class `-plot` says where that stands."""

    no_chart: ClassVar[str]
    """What is said where there is nothing to draw."""

    def chart(self) -> ChartData | None:
        """What is drawn now; None for nothing."""
        raise NotImplementedError

    def action_plot(self) -> None:
        """Show or hide the chart."""
        self.toggle_class("-plot")
        if self.has_class("-plot"):
            self.draw_chart()
        else:
            self.rows.focus()

    def draw_chart(self) -> None:
        """Draw the chart if it is shown."""
        if not self.has_class("-plot"):
            return
        data = self.chart()
        if data is None:
            self.notify(self.no_chart)
            self.remove_class("-plot")
        else:
            self.query_one(ChartPlace).draw(data)
