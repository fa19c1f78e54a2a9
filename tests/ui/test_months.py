"""The lines of the months in the list of sessions: every session stands once, below the line of its own month."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trackclock.ports import MonthRow
from trackclock.ui.away.months import Months


@given(st.lists(st.integers(1, 5), max_size=8))
def test_every_session_has_one_row_below_the_line_of_its_month(counts: list[int]) -> None:
    months = Months([MonthRow(number, count, 0, 0, 0) for number, count in enumerate(counts)])
    expected: list[tuple[str, int]] = []
    for number, count in enumerate(counts):
        expected += [("month", number), *(("session", sum(counts[:number]) + at) for at in range(count))]
    found: list[tuple[str, int]] = []
    for row in range(len(expected)):
        month = months.month(row)
        found.append(("session", months.place(row)) if month is None else ("month", month.day))
    assert found == expected
    assert months.headings == {row for row, (kind, _) in enumerate(expected) if kind == "month"}
    assert all(months.place(row) == months.place(row + 1) for row in months.headings), "the page of the one below"


def test_without_months_a_row_is_a_session() -> None:
    assert [Months().place(row) for row in range(3)] == [0, 1, 2]
