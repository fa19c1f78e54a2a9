"""How a terminal is shared out between the clock and the athletes, over every size and number."""

from __future__ import annotations

import pytest

from tests.ui.group_track import NAMES
from trackclock.core.group.entrant import MOST
from trackclock.core.group.picture import AthleteRow, Doing, Pass
from trackclock.ui.group.athlete_line import large, name_room, shown_of, small
from trackclock.ui.group.rooms import MOST_LARGE, first_shown, free_rows, share
from trackclock.ui.live.letters import scale_for
from trackclock.ui.sized import LEAST_HEIGHT, LEAST_WIDTH


@pytest.mark.parametrize("athletes", range(2, MOST + 1))
def test_whoever_fits_is_shown_and_the_others_are_counted(athletes: int) -> None:
    for columns in (LEAST_WIDTH, 60, 80, 120, 200):
        for rows in range(LEAST_HEIGHT, 80):
            room = share(columns, rows, athletes)
            free = free_rows(rows)
            taken = room.shown * room.each + room.has_more
            assert free - taken >= 1, "the clock has a row at least"
            assert room.has_more is (room.shown < athletes)
            if room.shown < athletes:
                assert room.each == 1
                assert taken == free - 1, "nobody is left out while there is room"
            if room.each > 1:
                assert athletes <= MOST_LARGE
                assert name_room(columns - 2, scale_for(room.each)) >= 6


def test_the_sizes_that_were_asked_for() -> None:
    twelve, few = share(80, 24, 12), share(80, 24, 4)
    assert (twelve.shown, twelve.each, twelve.has_more) == (12, 1, False)
    assert free_rows(24) - 12 >= 5, "digits of five rows above twelve athletes"
    assert few.each >= 2, "two to four have larger rows"
    assert share(39, 24, 4).shown == share(80, 11, 4).shown == 0, "too small"


@pytest.mark.parametrize("athletes", range(2, MOST + 1))
def test_the_chosen_one_is_always_among_those_who_are_shown(athletes: int) -> None:
    for shown in range(1, athletes + 1):
        first = 0
        for chosen in (*range(athletes), *reversed(range(athletes)), None, 0, athletes - 1):
            first = first_shown(first, shown, athletes, chosen)
            assert 0 <= first <= athletes - shown
            assert chosen is None or first <= chosen < first + shown


FULL = AthleteRow(
    6,
    "Gustav-Adolf the Great",
    Doing.RESTING,
    59_000,
    is_down=True,
    last=Pass(3, 100, "finish", 4_671_234, 1_000, -1_700, is_finish=True, is_saved=True),
    place=12,
    rep="2/6",
    is_due=True,
)


@pytest.mark.parametrize("width", [*range(38, 80), 118, 198])
def test_a_row_is_as_wide_as_there_is_room_and_says_what_matters(width: int) -> None:
    shown = shown_of(FULL, "7", is_flashed=False, is_chosen=True, is_named=False)
    line = small(shown, width, 23)
    assert line.cell_length == width
    assert line.plain.startswith("▸?7 G")
    for words in ("rest", "0:59", "1:17:51", "-1.7"):
        assert words in line.plain, "none of it is ever cut off"
    assert "12th" in line.plain or width < 46, "a time of hours takes the room of it"


@pytest.mark.parametrize(("height", "widths"), [(3, (70, 78, 118, 198)), (5, (116, 118, 198))])
@pytest.mark.parametrize("name", [*NAMES, "Ōtomo", "小林", "-", "A" * 60])
def test_large_rows_fill_their_cells_whatever_the_name(height: int, widths: tuple[int, ...], name: str) -> None:
    for width in widths:
        row = AthleteRow(0, name, Doing.RUNNING, 82_000, last=FULL.last)
        shown = shown_of(row, "1", is_flashed=True, is_chosen=False, is_named=False)
        lines = large(shown, width, height, len(name) + 1).split("\n")
        assert len(lines) == height
        assert all(line.cell_length == width for line in lines)
        assert "running" in lines[0].plain
