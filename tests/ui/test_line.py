"""Lines that fit, and keep what matters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.track import rep
from trackclock.core.comparisons import Deltas
from trackclock.core.comparisons.previous_rep import PREVIOUS_REP
from trackclock.core.comparisons.target import TARGET
from trackclock.core.figures import Delta
from trackclock.core.results import SplitResult, StepResult
from trackclock.core.view import RepRow
from trackclock.ui.run.rep_list import newest_laps, rep_line
from trackclock.ui.widgets.line import Part, fitting

PARTS = st.lists(
    st.builds(Part, st.text("abc ", min_size=1, max_size=20), rank=st.integers(0, 4), is_right=st.booleans()),
    max_size=8,
)


@given(PARTS, st.integers(1, 100))
def test_only_what_has_to_go_goes_and_the_least_important_first(parts: list[Part], width: int) -> None:
    kept = fitting(parts, width, 2)
    gone = [part for part in parts if not any(part is other for other in kept)]
    assert all(part.rank > 0 for part in gone)
    if gone and kept:
        assert min(part.rank for part in gone) >= max(part.rank for part in kept)
    length = sum(len(part.text) for part in kept) + 2 * (len(kept) - 1)
    assert length <= width or all(part.rank == 0 for part in kept)


def test_a_line_with_room_shows_everything_in_order() -> None:
    parts = [Part("one", rank=3), Part("two"), Part("three", rank=1)]
    assert fitting(parts, 80, 2) == parts


def test_of_equal_ranks_the_last_goes_first() -> None:
    parts = [Part("aaaa", rank=1), Part("bbbb", rank=1), Part("c")]
    assert [part.text for part in fitting(parts, 8, 1)] == ["aaaa", "c"]


def test_of_a_long_rep_the_newest_laps_are_shown() -> None:
    laps = ["1:20.1", "1:21.2", "1:22.3"]
    assert newest_laps(laps, 24) == "  1:20.1  1:21.2  1:22.3"
    assert newest_laps(laps, 23) == "  …  1:21.2  1:22.3"
    assert newest_laps(laps, 18) == "  …  1:22.3"
    assert newest_laps(laps, 10) == ""
    assert newest_laps([], 80) == ""


def test_the_time_of_last_session_gives_way_to_the_laps() -> None:
    splits = (SplitResult(400_000, 80_009, 80_009), SplitResult(800_000, 161_128, 81_119))
    deltas = Deltas(((PREVIOUS_REP, Delta(161_128, 162_170, 162_170)), (TARGET, Delta(161_128, 164_000, 164_000))))
    result = StepResult(5, 4, rep(800, 3, 3), 0, 161_128, splits, recovery_ms=120_000)
    row = RepRow(3, result, deltas, is_best=True, is_saved=True, ghost_ms=163_589)
    full = " 3 800 m   2:41.12  ▼  -1.05  -2.88 vs target  ★ best  1:20.00  1:21.12  after 2:00"
    assert rep_line(row, 98).plain == full
    assert rep_line(row, 110).plain == f"{full}  last session 2:43.58"
