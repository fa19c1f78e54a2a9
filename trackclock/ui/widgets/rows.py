"""A list whose rows are asked for when they are painted, and only then.

It exists because a history of 10,000 sessions has to open at once, and because Textual's own table keeps a copy of
every cell and a cache of every line (ARCHITECTURE.md, "Collect at rests").
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from trackclock.ui.widgets.row_line import GAP, in_sight, side_by_side

_LOW = 6
_KEPT = 500
"""So many painted rows are kept, to be painted again: screens repaint them for reasons of their own."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a `RowList`.

    Attributes:
        title: what its head says.
        width: its width in cells; of a column that grows, the least.
        is_right: whether its text stands on the right, as numbers do.
        grows: whether it takes what is left of the line; at most one column does.
        rank: the larger, the sooner the column is left out where the line is too short; 0 stays, and has to be scrolled
            to if need be.
    """

    title: str
    width: int
    is_right: bool = False
    grows: bool = False
    rank: int = 0


class RowList(ScrollView, can_focus=True):
    """Rows of cells under a head, with a cursor.

    Its tint is as strong as can be with every colour of a cell still at 4.5:1 on it, in both themes.

    Nothing is kept but the number of rows and the few that were painted last: whoever owns the list hands in a function
    that gives the cells of one row.
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        background: transparent;
        overflow-x: auto;
        overflow-y: auto;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 1;
        &.-low { scrollbar-size-horizontal: 0; }
        & > .rows--head { color: $faint; text-style: bold; }
        & > .rows--hover { background: $boost; }
        & > .rows--cursor { background: $primary 10%; }
        &:focus > .rows--cursor { background: $primary 20%; text-style: bold; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--head", "rows--hover", "rows--cursor"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "jump(0)", "First", show=False),
        Binding("end", "jump(-1)", "Last", show=False),
        Binding("left", "aside(-1)", "Left", show=False),
        Binding("right", "aside(1)", "Right", show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)
    """The row that the cursor is on."""

    class Moved(Message):
        """The cursor is on another row."""

        def __init__(self, rows: RowList, index: int) -> None:
            """Say which list, and which row of it."""
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> RowList:
            """The list."""
            return self.rows

    class HeadChosen(Moved):
        """The head of a column was clicked; `index` is which of the columns that the list was given."""

    class Chosen(Moved):
        """A row was chosen with a click; a key for it is a command of the screen."""

    def __init__(
        self,
        columns: Sequence[Column] = (),
        *,
        is_choosable: bool = True,
        has_cursor: bool = True,
        fixed: int = 0,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        """Make an empty list.

        Args:
            columns: its columns.
            is_choosable: whether a click chooses a row.
            has_cursor: whether a row is marked.
            fixed: how many of the first columns stay where they are while the others scroll aside.
            id: as for any widget.
            classes: as for any widget.
        """
        super().__init__(id=id, classes=classes)
        self._given = tuple(columns)
        self._shown: list[int] = list(range(len(self._given)))
        self._columns = self._given
        """The columns that there is room for."""
        self._painted: dict[int, tuple[object, Strip]] = {}
        self._fixed = fixed
        self._count = 0
        self._row: Callable[[int], Sequence[Content | str]] = lambda _: ()
        self._headings: Container[int] = ()
        self._hover: int | None = None
        self.is_choosable = is_choosable
        self.has_cursor = has_cursor

    # --- what it shows ------------------------------------------------------------------------------------------------

    @property
    def row_count(self) -> int:
        """How many rows it has."""
        return self._count

    def show(
        self,
        count: int,
        row: Callable[[int], Sequence[Content | str]],
        *,
        columns: Sequence[Column] | None = None,
        cursor: int | None = None,
        headings: Container[int] = (),
    ) -> None:
        """Show other rows.

        Args:
            count: how many.
            row: gives the cells of a row in sight, or fewer than columns where the last has the rest of the line.
            columns: other columns; None keeps those that are there.
            cursor: where the cursor is to stand; None keeps it, as far as there are rows.
            headings: rows that head those below them: one cell, passed over by the cursor; none is the last row.
        """
        if columns is not None:
            self._given = tuple(columns)
        self._count, self._row, self._headings = count, row, headings
        self._resize()
        wanted = self.cursor if cursor is None else cursor
        self.set_reactive(RowList.cursor, self._off_heading(max(0, min(wanted, count - 1)), 1))
        self._keep_in_sight()
        self.refresh()
        if count:
            self.post_message(self.Moved(self, self.cursor))

    def repaint_row(self, index: int) -> None:
        """Paint one row again."""
        self.refresh_line(index + 1)

    def _choose_columns(self) -> None:
        shown = list(range(len(self._given)))
        room = self.size.width - self.styles.scrollbar_size_vertical
        while self.size.width and sum(self._given[index].width + GAP for index in shown) - GAP > room:
            rank, index = max((self._given[index].rank, index) for index in shown)
            if rank == 0:
                break
            shown.remove(index)
        self._shown = shown
        self._columns = tuple(self._given[index] for index in shown)

    def _resize(self) -> None:
        self._choose_columns()
        # The least width, not that of a column grown into the room there is: a scrollbar beside takes some of it away.
        total = sum(column.width for column in self._columns) + GAP * max(0, len(self._columns) - 1)
        self.virtual_size = Size(total, self._count + 1)

    def _widths(self) -> list[int]:
        widths = [column.width for column in self._columns]
        spare = self.scrollable_content_region.width - sum(widths) - GAP * max(0, len(widths) - 1)
        for index, column in enumerate(self._columns):
            if column.grows and spare > 0:
                widths[index] += spare
        return widths

    # --- painting -----------------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Give the growing column its new width; where there are few rows none is given to a scrollbar."""
        self.set_class(self.size.height < _LOW, "-low")
        self._resize()
        self._keep_in_sight()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one line of what is in sight; the head is always the first."""
        width = self.scrollable_content_region.width
        index = self.scroll_offset.y + y - 1
        if y == 0:
            cells: Sequence[Content | str] = [column.title for column in self._columns]
            style = self.get_visual_style("rows--head")
        elif index < self._count:
            cells = self._row(index)
            if len(cells) == len(self._given):  # a row that is still being read has fewer
                cells = [cells[number] for number in self._shown]
            style = self._row_style(index)
        else:
            return Strip.blank(width, self.visual_style.rich_style)
        # A row is asked for at each repaint, since it may have changed, but put together again only if it has.
        parts = tuple(cell if isinstance(cell, str) else (cell.plain, *cell.spans) for cell in cells)
        made_of = (parts, style, width, self.scroll_offset.x, self._columns, self.app.theme)
        known = self._painted.get(index if y else -1)
        if known is not None and known[0] == made_of:
            return known[1]
        if len(self._painted) > _KEPT:
            self._painted.clear()
        strip = self._paint(cells, width, style)
        self._painted[index if y else -1] = (made_of, strip)
        return strip

    def _paint(self, cells: Sequence[Content | str], width: int, style: Style) -> Strip:
        widths = self._widths()
        if 0 < len(cells) < len(widths):  # the last one has the rest of the line
            widths = [*widths[: len(cells) - 1], sum(widths[len(cells) - 1 :]) + GAP * (len(widths) - len(cells))]
        fixed = self._line(cells[: self._fixed], widths[: self._fixed], 0)
        fixed = fixed.pad_right(max(0, sum(widths[: self._fixed]) + GAP * (self._fixed - 1) - fixed.cell_length))
        if self._fixed:
            fixed = fixed.append(" " * GAP)
        room = width - fixed.cell_length
        until = self._fixed + _fitting(widths[self._fixed :], self.scroll_offset.x + room)
        rest = self._line(cells[self._fixed : until], widths[self._fixed : until], self._fixed)
        line = fixed + in_sight(rest, self.scroll_offset.x, room)
        strips = Visual.to_strips(self, line.truncate(width, pad=True), width, 1, style)
        return strips[0].adjust_cell_length(width, style.rich_style) if strips else Strip.blank(width)

    def _row_style(self, index: int) -> Style:
        if self.has_cursor and index == self.cursor:
            style = self.get_visual_style("rows--cursor")
            # Textual leaves this one out of a style that is put together.
            is_turned = self.get_component_styles("rows--cursor").text_style.reverse
            return style + Style(reverse=True) if is_turned else style
        if self.is_choosable and index == self._hover:
            return self.get_visual_style("rows--hover")
        return self.visual_style

    def _line(self, cells: Sequence[Content | str], widths: Sequence[int], first: int) -> Content:
        are_right = [column.is_right for column in self._columns[first:]]
        return side_by_side(cells, widths, are_right)

    # --- moving -------------------------------------------------------------------------------------------------------

    def watch_cursor(self, old: int, new: int) -> None:
        """Follow the cursor."""
        if not self._count:
            return
        self._keep_in_sight()
        self.repaint_row(old)
        self.repaint_row(new)
        self.post_message(self.Moved(self, new))

    def _keep_in_sight(self) -> None:
        shown = self.scrollable_content_region.height - 1
        if shown <= 0 or not self.has_cursor:
            return
        top = self.scroll_offset.y
        first = self.cursor - (self.cursor - 1 in self._headings)
        if first < top:
            self.scroll_to(y=first, animate=False)
        elif self.cursor >= top + shown:
            self.scroll_to(y=self.cursor - shown + 1, animate=False)

    def _go(self, index: int) -> None:
        if self._count:
            self.cursor = self._off_heading(max(0, min(index, self._count - 1)), 1 if index >= self.cursor else -1)

    def _off_heading(self, index: int, step: int) -> int:
        """The row itself, or the next one beyond a heading; above the first heading there is none."""
        while index in self._headings:
            step = 1 if index == 0 else step
            index += step
        return index

    def action_move(self, by: int) -> None:
        """Move the cursor, or the rows where there is none."""
        if self.has_cursor:
            self._go(self.cursor + by)
        else:
            self.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Move by as many rows as are in sight."""
        shown = max(1, self.scrollable_content_region.height - 1)
        self.action_move(by * shown)

    def action_jump(self, index: int) -> None:
        """Move to the first row (0) or the last (-1)."""
        if self.has_cursor:
            self._go(index if index >= 0 else self._count - 1)
        else:
            self.scroll_to(y=0 if index == 0 else self._count, animate=False)

    def action_aside(self, by: int) -> None:
        """Scroll aside."""
        self.scroll_relative(x=by * 8, animate=False)

    def _index_at(self, y: int) -> int | None:
        index = self.scroll_offset.y + y - 1
        return index if y > 0 and 0 <= index < self._count else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which row a click would choose."""
        self._set_hover(self._index_at(event.y))

    def on_leave(self) -> None:
        """No row is pointed at any more."""
        self._set_hover(None)

    def _set_hover(self, index: int | None) -> None:
        old, self._hover = self._hover, index
        for row in {old, index} - {None}:
            self.repaint_row(row or 0)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row, or choose the one it is on."""
        if event.y == 0:
            self._choose_head(event.x)
        index = self._index_at(event.y)
        if index is None or index in self._headings:
            return
        event.stop()
        if index == self.cursor or event.chain > 1:
            self._go(index)
            if self.is_choosable:
                self.post_message(self.Chosen(self, index))
        else:
            self._go(index)

    def _choose_head(self, x: int) -> None:
        """Say whose head stands at a place; the blanks behind a column belong to it."""
        at = -self.scroll_offset.x
        for number, width in enumerate(self._widths()):
            at += width + GAP
            if x < at:
                self.post_message(self.HeadChosen(self, self._shown[number]))
                return


def _fitting(widths: Sequence[int], room: int) -> int:
    """How many columns begin within a room: those that may be seen."""
    left = 0
    for number, width in enumerate(widths):
        if left >= room:
            return number
        left += width + GAP
    return len(widths)
