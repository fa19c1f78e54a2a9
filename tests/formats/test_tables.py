"""The same cells as text, Markdown and CSV."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from trackclock.formats.csv_text import table_csv
from trackclock.formats.tables import Table, to_markdown, to_text

TABLE = Table(("Rep", "Time", ""), (("800 m", "2:44.10", ""), ("1 mile", "59.0", "")), frozenset({1}))


def test_text_is_aligned_and_leaves_out_empty_columns() -> None:
    assert to_text(TABLE) == "Rep        Time\n800 m   2:44.10\n1 mile     59.0"
    assert to_text(Table(("Rep",), ())) == ""


def test_wide_letters_take_two_columns() -> None:
    assert to_text(Table(("a", "b"), (("長距離", "1"), ("e\u0301", "2")))) == "a       b\n長距離  1\ne\u0301       2"


def test_what_does_not_print_cannot_break_a_line_or_a_terminal() -> None:
    table = Table(("note",), (("one\ntwo\x1b[31m",),))
    assert to_text(table) == "note\none two [31m"
    assert to_markdown(table) == "| note |\n| --- |\n| one two [31m |\n"


def test_markdown_has_a_rule_for_each_column_and_escapes_bars() -> None:
    assert to_markdown(Table(("A", "B"), (("x|y\\", "1"),), frozenset({1}))) == (
        "| A | B |\n| --- | ---: |\n| x\\|y\\\\ | 1 |\n"
    )


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_csv_reads_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    table = Table(("a", "b"), tuple(rows))
    read = list(csv.reader(io.StringIO(table_csv(table), newline="")))
    assert read == [["a", "b"], *[list(row) for row in rows]]


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5))
def test_text_and_markdown_have_one_line_a_row(rows: list[tuple[str, str]]) -> None:
    table = Table(("a", "b"), tuple(rows))
    assert to_markdown(table).count("\n") == len(rows) + 2
    assert to_text(table).count("\n") in (0, len(rows)) or not any(any(row) for row in rows)
