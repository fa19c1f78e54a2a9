"""What is seen of a line that is scrolled aside: whole words, or a sign where one is torn."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.content import Content

from trackclock.ui.widgets.row_line import in_sight, side_by_side

LINES = (
    ("1209.344 m", "4:14.51", "▼-1.24", "Mile time trial"),
    ("800 m", "12:45.21 ▲+0.30", "", "x"),
    ("田中さくらの練習", "2:45.21", "さ", "らく らく"),
    ("👩‍🚀 Zoë 👩‍🚀👩‍🚀", "1:14.00", "é̂x̂ŷ", "🏃‍♀️"),
)
WIDTHS = (17, 15, 8, 16)


@pytest.mark.parametrize("cells", LINES, ids=lambda cells: cells[0])
def test_no_part_of_a_word_stands_for_the_whole(cells: tuple[str, ...]) -> None:
    line = side_by_side(cells, WIDTHS, (True, True, False, False))
    words = line.plain.split()
    for room in range(1, 60):
        for left in range(line.cell_length + 3):
            seen = in_sight(line, left, room)
            assert seen.cell_length <= room
            assert [word for word in seen.plain.split() if "…" not in word and word not in words] == [], (left, room)
            signs = [at for at, word in enumerate(seen.plain) if word == "…"]
            first, last = len(seen.plain) - len(seen.plain.lstrip()), len(seen.plain.rstrip()) - 1
            assert all(at in (first, last) for at in signs), (left, room)
            assert all(cell_len(seen.plain[:at]) in (0, 1, room - 2, room - 1) for at in signs), (left, room)


@pytest.mark.parametrize("cells", LINES[:3], ids=lambda cells: cells[0])
def test_what_stands_between_the_edges_stays_where_it_is(cells: tuple[str, ...]) -> None:
    line = side_by_side(cells, WIDTHS, (True, True, False, False))
    whole = "".join(char + "\0" * (cell_len(char) - 1) for char in line.plain)
    for left in range(line.cell_length - 20):
        seen = "".join(char + "\0" * (cell_len(char) - 1) for char in in_sight(line, left, 20).plain)
        assert seen[2:18] == whole[left + 2 : left + 18]


def test_the_sign_has_the_colours_of_what_it_stands_for() -> None:
    line = Content.assemble(("1:14.00", "bold red"), "  ", ("2:45.21", "blue"))
    assert str(in_sight(line, 3, 9)) == "….00  2:…"
    assert in_sight(line, 3, 9).spans[0].style == "bold red"
