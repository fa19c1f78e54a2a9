"""The large letters of the band: they fit, what matters least goes first, and no two look alike."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from trackclock.core.view import BandPiece
from trackclock.ui.live.letters import _DRAWN, can_draw, drawn, drawn_width, scale_for
from trackclock.ui.run.big_line import big_rows
from trackclock.ui.run.rows import letter_rows, rep_rows

REP = (BandPiece("SET 1/2", 2), BandPiece("2/6"), BandPiece("800", 1), BandPiece("@ 2:44", 3))
texts = st.text(st.sampled_from(sorted(_DRAWN)), min_size=1, max_size=14)
names = st.text(st.characters(codec="utf-8", categories=("L", "Zs")), min_size=1, max_size=30).map(str.strip)
pieces = st.lists(st.one_of(texts.map(lambda t: (t, False)), names.map(lambda t: (t, True))), min_size=1, max_size=4)
ranked = st.permutations(range(4)).flatmap(
    lambda ranks: pieces.map(
        lambda some: tuple(BandPiece(t, r, n) for (t, n), r in zip(some, ranks, strict=False) if t)
    )
)


@given(ranked, st.integers(1, 300), st.integers(1, 12))
def test_no_row_sticks_out_and_there_are_as_many_as_asked_for(
    some: tuple[BandPiece, ...], columns: int, rows: int
) -> None:
    drawn_rows = big_rows(some, columns, rows)
    assert len(drawn_rows) == rows
    for row in drawn_rows:
        assert sum(1 + (ord(char) > 0x1100) for char in row) <= 2 * columns
        assert len(row) <= columns


@given(texts, st.integers(1, 4), st.integers(0, 2))
def test_a_text_has_the_width_that_was_reckoned(text: str, scale: int, spare: int) -> None:
    rows = -(-scale * 5 // 2) + spare
    assert {len(row) for row in drawn(text, scale, rows)} == {drawn_width(text, scale)}
    assert len(drawn(text, scale, rows)) == rows
    assert scale_for(rows) >= scale


def test_no_two_characters_look_alike() -> None:
    for one, other in combinations(_DRAWN, 2):
        assert _DRAWN[one] != _DRAWN[other] or {one, other} == {"0", "O"}, (one, other)
    for char, shape in _DRAWN.items():
        assert len({len(line) for line in shape.split(",")}) == 1, char
        assert len(shape.split(",")) == 5, char


def shown(columns: int, rows: int = 3, some: tuple[BandPiece, ...] = REP) -> list[str]:
    """Which pieces are there, told by what they look like."""
    scale = scale_for(rows)
    text = "\n".join(big_rows(some, columns, rows))
    return [one.text for one in some if drawn(one.text, scale, rows)[0] in text]


def test_what_does_not_fit_goes_in_the_order_target_set_distance_rep() -> None:
    found = [shown(columns) for columns in range(12, 90)]
    assert [list(kept) for kept in dict.fromkeys(map(tuple, found))] == [
        ["2/6"],
        ["2/6", "800"],
        ["SET 1/2", "2/6", "800"],
        ["SET 1/2", "2/6", "800", "@ 2:44"],
    ]
    assert shown(40) == ["2/6", "800"], "the smallest terminal"


def test_a_name_stands_in_plain_text_and_is_cut_off_before_anything_goes() -> None:
    squats = (BandPiece("2/3", 0), BandPiece("8 single-leg deadlifts", 1, is_name=True))
    assert big_rows(squats, 40, 3)[1].endswith("   8 single-leg deadlifts")
    assert big_rows(squats, 28, 3)[1].endswith("…")
    assert [row.strip() for row in big_rows((BandPiece("5 squats", is_name=True),), 40, 3)] == ["", "5 squats", ""]
    assert not can_draw("5 squats")


@given(st.integers(40, 300), st.integers(12, 100), st.integers(0, 60))
def test_the_rows_are_shared_so_that_the_digits_stay_the_largest(columns: int, rows: int, wanted: int) -> None:
    listed = rep_rows(columns, rows, wanted)
    assert 1 <= listed <= max(1, wanted)
    letters = letter_rows(columns, rows)
    assert letters >= 3
    if rows >= 20:
        left = rows - 8 - letters - (7 if rows >= 34 else 0) - listed
        assert left > letters + 2, "the clock is the biggest thing always"
