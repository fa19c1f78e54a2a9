"""Charts: what is drawn, read back from the cells, and the arithmetic of axes and steps."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.widgets import Static

from trackclock.core.progress import Performance, fell
from trackclock.ui.screens.bests import falls_chart
from trackclock.ui.themes import DARK
from trackclock.ui.widgets.chart import ChartData, Series, Shape, TimeChart, day_ticks, levels, steps, thinned
from trackclock.ui.widgets.chart_place import ChartPlace

SEP_10 = 20_706
"""2026-09-10."""


class ChartApp(App[None]):
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(DARK.variables)

    def compose(self) -> ComposeResult:
        yield ChartPlace()


@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=60, unique=True).map(sorted),
    st.integers(20, 200),
    st.booleans(),
)
def test_labels_of_an_axis_never_overlap_and_the_last_stands(days: list[int], width: int, is_dense: bool) -> None:
    ticks = day_ticks(SEP_10 + (day // 10 if is_dense else day) for day in days)
    kept = thinned(ticks, width)
    assert kept[-1] == ticks[-1]
    first, last = ticks[0][0], ticks[-1][0]
    scale = max(1, width - 12) / max(1, last - first)
    ends = [((x - first) * scale - len(label) / 2, (x - first) * scale + len(label) / 2) for x, label in kept]
    assert all(right[0] - left[1] >= 1 for left, right in pairwise(ends))
    assert len({label for _, label in kept}) == len(kept), "no month stands twice"


def test_dates_are_said_as_they_are_read() -> None:
    assert [label for _, label in day_ticks([SEP_10, SEP_10 + 20])] == ["Sep 10", "Sep 30"]
    assert [label for _, label in day_ticks([SEP_10 - 365, SEP_10])] == ["Sep 2025", "Sep 2026"]


def test_a_best_stands_until_the_next_one_and_until_today() -> None:
    falls = fell(Performance(400_000, False, ms, "a", day, 1) for day, ms in ((1, 80_000), (5, 81_000), (9, 79_000)))
    data = falls_chart(falls, today=20)
    assert data is not None
    [series] = data.series
    assert series.shape is Shape.STEPS
    assert steps(series.points) == [(1, 80_000), (9, 80_000), (9, 79_000), (20, 79_000), (20, 79_000)]
    assert levels([(1, 5), (2, 5), (4, 6)]) == [(1, 2, 5), (4, 4, 6)]


async def test_the_target_is_a_line_the_reps_lie_on_it_and_the_legend_over_neither() -> None:
    reps = Series("800 m", ((1, 164_000), (2, 166_000), (3, 162_000)))
    target = Series("target", ((1, 164_000), (2, 164_000), (3, 164_000)), Shape.LEVEL)
    data = ChartData("Reps", "min:s", ((1, "1"), (2, "2"), (3, "3")), (reps, target))
    app = ChartApp()
    async with app.run_test(size=(60, 20)) as pilot:
        place = app.query_one(ChartPlace)
        place.draw(data)
        await pilot.pause()
        await pilot.pause()
        chart = app.query_one(TimeChart)
        lines = [chart.render_line(y).text for y in range(chart.size.height)]
        assert max(line.count("─") for line in lines if "└" not in line) > 30
        assert sum(line.count("o") for line in lines) == 3, "all the reps are seen"
        assert not any("800 m" in line or "target" in line for line in lines)
        legend = str(app.query_one(".legend", Static).content)
        assert legend == "Reps  min:s, ▼ lower is faster  o 800 m  ─ target"
        fastest = next(y for y, line in enumerate(lines) if "o" in line[40:])
        slowest = next(y for y, line in enumerate(lines) if "o" in line)
        assert fastest > slowest, "down is faster"
        place.draw(ChartData("Others", "min:s", ((1, "1"), (2, "2")), (Series("", ((1, 60_000), (2, 61_000))),)))
        assert str(app.query_one(".legend", Static).content) == "Others  min:s, ▼ lower is faster"


async def test_a_place_that_is_on_no_screen_draws_nothing_and_ends_nothing() -> None:
    reps = Series("800 m", ((1, 164_000), (2, 166_000)))
    data = ChartData("Reps", "min:s", ((1, "1"), (2, "2")), (reps,))
    async with ChartApp().run_test(size=(60, 20)):
        # As on leaving in the very moment in which its screen finds its size: seen once in some hundred sessions.
        place = ChartPlace()
        place.draw(data)
        assert not place.query(TimeChart)
