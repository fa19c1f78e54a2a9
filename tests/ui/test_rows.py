"""A list whose rows are asked for when they are painted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Static

from trackclock.ui.themes import DARK
from trackclock.ui.widgets.rows import Column, RowList

COLUMNS = (Column("Number", 8, is_right=True), Column("What", 10, grows=True), Column("End", 5))


class ListApp(App[None]):
    def __init__(self, count: int, columns: Sequence[Column] = COLUMNS, *, is_choosable: bool = True) -> None:
        super().__init__()
        self.count = count
        self.columns = columns
        self.is_choosable = is_choosable
        self.asked: set[int] = set()
        self.chosen: list[int] = []
        self.keys: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(DARK.variables)

    def compose(self) -> ComposeResult:
        yield RowList(self.columns, is_choosable=self.is_choosable, fixed=1)
        yield Static("below")

    def on_mount(self) -> None:
        self.query_one(RowList).show(self.count, self.cells)

    def cells(self, index: int) -> Sequence[Content | str]:
        self.asked.add(index)
        return (str(index), "[red]not markup[/]", "end", *("wide" for _ in self.columns[3:]))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.chosen.append(event.index)

    def on_key(self, event: object) -> None:
        self.keys.append(getattr(event, "key", ""))


def line(app: App[None], y: int) -> str:
    return app.query_one(RowList).render_line(y).text


async def test_only_rows_in_sight_are_asked_for() -> None:
    app = ListApp(100_000)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert app.asked <= set(range(11))
        await pilot.press("end")
        await pilot.pause()
        assert app.query_one(RowList).cursor == 99_999
        assert len(app.asked) < 30
        assert "99999" in line(app, 10)


async def test_the_head_stays_and_markup_is_text() -> None:
    app = ListApp(50)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("pagedown", "pagedown")
        assert line(app, 0).split() == ["Number", "What", "End"]
        assert "[red]not mark" in line(app, 3)


async def test_keys_move() -> None:
    app = ListApp(50)
    async with app.run_test(size=(40, 12)) as pilot:
        seen = []
        for key in ("down", "down", "up", "pagedown", "home"):
            await pilot.press(key)
            seen.append(app.query_one(RowList).cursor)
        assert seen == [1, 2, 1, 11, 0]


@pytest.mark.parametrize("is_choosable", [True, False])
async def test_space_and_enter_are_left_to_the_screen(is_choosable: bool) -> None:
    app = ListApp(5, is_choosable=is_choosable)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("enter", "space")
        await pilot.pause()
        assert app.chosen == []
        assert app.keys == ["enter", "space"]


async def test_a_click_moves_the_cursor_and_another_chooses() -> None:
    app = ListApp(50)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.click(RowList, offset=(5, 4))
        await pilot.pause()
        assert (app.query_one(RowList).cursor, app.chosen) == (3, [])
        await pilot.click(RowList, offset=(5, 4))
        await pilot.pause()
        assert app.chosen == [3]


async def test_wide_rows_scroll_aside_behind_the_first_column() -> None:
    app = ListApp(5, (*COLUMNS, *(Column(f"More {number}", 12) for number in range(5))))
    async with app.run_test(size=(40, 12)) as pilot:
        assert "More 4" not in line(app, 0)
        await pilot.press(*["right"] * 8)
        await pilot.pause()
        assert "Number" in line(app, 0)
        assert "More 4" in line(app, 0)


async def test_a_list_that_has_become_shorter_keeps_its_cursor_inside() -> None:
    app = ListApp(50)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("end")
        app.query_one(RowList).show(3, app.cells)
        await pilot.pause()
        assert app.query_one(RowList).cursor == 2
        app.query_one(RowList).show(0, app.cells)
        await pilot.press("down")
        assert app.query_one(RowList).cursor == 0


async def test_columns_of_the_highest_rank_are_left_out_where_the_line_is_too_short() -> None:
    columns = (Column("Number", 8), Column("What", 20), Column("End", 5, rank=1), Column("More", 5, rank=2))
    app = ListApp(3, columns)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert line(app, 0).split() == ["Number", "What", "End"]
        assert line(app, 1).split() == ["0", "[red]not", "markup[/]", "end"]
        await pilot.resize_terminal(60, 12)
        await pilot.pause()
        assert line(app, 1).split() == ["0", "[red]not", "markup[/]", "end", "wide"]
