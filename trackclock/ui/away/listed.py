"""A screen around one list: enter opens a row, `/` narrows the list down, `c` draws it.

It exists so that the lists answer the same keys in the same way; what is in them is the business of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from trackclock.core.commands import key_of
from trackclock.ui.widgets.chart_place import ChartPlace
from trackclock.ui.widgets.filter import FilterLine
from trackclock.ui.widgets.rows import RowList
from trackclock.ui.words import clean

if TYPE_CHECKING:
    from trackclock.ui.widgets.chart import ChartData


class Listed(Widget):
    """A mixin for screens with a `RowList` called `list`."""

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one("#list", RowList)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        raise NotImplementedError

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the row that was chosen."""
        event.stop()
        self.action_open()


class Filtered(Listed):
    """A mixin for screens whose list is narrowed down in a `FilterLine`."""

    @property
    def filter_text(self) -> str:
        """The words that a row has to have; empty for all rows."""
        return self.query_one(FilterLine).value.strip()

    @property
    def filter_in_head(self) -> tuple[str, str]:
        """The same for the end of the head."""
        return (f' · "{clean(self.filter_text)}"' if self.filter_text else "", "bold")

    def show_filtered(self) -> None:
        """Show the rows that are wanted now, the cursor on the first."""
        raise NotImplementedError

    def why_empty(self, what: str, otherwise: str) -> str:
        """What is said in place of a list without rows: that no such thing has the words, or what is said otherwise."""
        words = clean(self.filter_text)
        return f'No {what} has "{words}" in it.\nPress {key_of("back")} to see them all.' if words else otherwise

    async def action_filter(self) -> None:
        """Open the line to type in."""
        await self.query_one(FilterLine).open()

    def on_filter_line_changed(self, event: FilterLine.Changed) -> None:
        """Narrow the list down with each letter."""
        event.stop()
        self.show_filtered()

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Back to the list."""
        event.stop()
        self.rows.focus()

    def drop_filter(self) -> bool:
        """Show all rows again; returns whether there was anything to drop."""
        is_filtered = bool(self.filter_text)
        if is_filtered:
            self.query_one(FilterLine).clear()
        return is_filtered


class Charted(Listed):
    """A mixin for screens with a `ChartPlace`; its class `-plot` says where that stands."""

    no_chart: ClassVar[str]
    """What is said where there is nothing to draw."""

    def chart(self) -> ChartData | None:
        """What is drawn now; None for nothing."""
        raise NotImplementedError

    @property
    def is_chart_known(self) -> bool:
        """Whether it has been read what is drawn; what is not yet is drawn when it comes."""
        return True

    def action_plot(self) -> None:
        """Show or hide the chart."""
        self.toggle_class("-plot")
        if self.has_class("-plot"):
            self.draw_chart()
        else:
            self.rows.focus()

    def draw_chart(self) -> None:
        """Draw the chart if it is shown."""
        if not self.has_class("-plot") or not self.is_chart_known:
            return
        data = self.chart()
        if data is None:
            self.notify(self.no_chart)
            self.remove_class("-plot")
        else:
            self.query_one(ChartPlace).draw(data)
