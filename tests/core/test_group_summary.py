"""A group's table has the figures of each athlete's own session, and places that are only of the group."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes import FakeClock, FakeStore
from tests.groups import run_group
from tests.ui.past import reps
from trackclock.core.comparisons import deltas_of, is_counting
from trackclock.core.comparisons.target import TARGET
from trackclock.core.figures import cut
from trackclock.core.group.summary import GroupSummary, Ran, group_summary
from trackclock.core.plan import Plan, StepKind
from trackclock.core.progress import summary_of
from trackclock.core.results import SessionResults

_NAMES = ("Ana", "Ben", "Cleo", "Dan")
_TARGETS = (74_000, 78_000, None, 82_000)


def plans(count: int) -> dict[str, Plan]:
    return {
        name: Plan("group", tuple(reps(4, 400, 60, target)))
        for name, target in list(zip(_NAMES, _TARGETS, strict=True))[:count]
    }


def summed(members: dict[str, SessionResults]) -> GroupSummary:
    return group_summary([Ran(name, name, results, deltas_of(results, {})) for name, results in members.items()])


times = st.integers(60_000, 95_000)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 4).flatmap(lambda count: st.lists(st.lists(times, min_size=count, max_size=count), max_size=4)))
def test_every_figure_is_one_of_the_athletes_own(times_ms: list[list[int]]) -> None:
    count = len(times_ms[0]) if times_ms else 2
    recorder = run_group(FakeStore(), FakeClock(), plans(count), times_ms)
    members = {name: one.results() for name, one in zip(recorder.names, recorder.members, strict=True)}
    summary = summed(members)
    assert [row.name for row in summary.athletes] == list(_NAMES[:count])
    for row, results in zip(summary.athletes, members.values(), strict=True):
        run = [step for step in results.steps if step.step.kind is StepKind.REP]
        assert [cell.result for cell in row.cells if cell is not None] == run
        assert row.summary == summary_of(results)
        assert row.mean_ms == next((size.mean_shown_ms for size in row.summary.sizes), None)
        for cell, step in zip([cell for cell in row.cells if cell is not None], run, strict=True):
            delta, target = cell.on_target, step.step.target
            if target is None or step.time_ms is None or not is_counting(step):
                assert delta is None
            else:
                assert delta is not None
                assert delta.shown().shown_ms == cut(step.time_ms) - cut(target.low_ms or 0)
            assert delta is cell.deltas.against(TARGET)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(times, min_size=4, max_size=4), min_size=1, max_size=4))
def test_the_places_are_those_of_the_shown_times(times_ms: list[list[int]]) -> None:
    recorder = run_group(FakeStore(), FakeClock(), plans(4), times_ms)
    summary = summed({name: one.results() for name, one in zip(recorder.names, recorder.members, strict=True)})
    for number, run in enumerate(times_ms):
        shown = [cut(time_ms) for time_ms in run]
        places = [cell.place if cell is not None else None for cell in summary.column(number)]
        assert places == [1 + sum(other < time_ms for other in shown) for time_ms in shown]


def test_whoever_starts_alone_has_no_place() -> None:
    recorder = run_group(FakeStore(), FakeClock(), plans(1), [[75_000], [76_000]])
    summary = summed({"Ana": recorder.members[0].results()})
    assert [cell.place if cell is not None else None for cell in summary.athletes[0].cells] == [None] * len(
        summary.reps
    )


def test_a_rep_that_one_of_them_added_has_a_column_of_its_own() -> None:
    short, long = Plan("a", tuple(reps(2, 400, 60))), Plan("b", tuple(reps(3, 400, 60)))
    first = run_group(FakeStore(), FakeClock(), {"Ana": short}, [[75_000], [76_000]]).members[0].results()
    other = run_group(FakeStore(), FakeClock(), {"Ben": long}, [[75_000], [76_000], [77_000]]).members[0].results()
    summary = summed({"Ana": first, "Ben": other})
    assert [rep.title for rep in summary.reps] == ["1: 400 m", "2: 400 m", "3: 400 m"]
    assert summary.athletes[0].cells[2] is None
    assert summary.athletes[1].cells[2] is not None
    assert summary.mean_title == "Mean 400 m"


def test_a_group_that_ran_nothing_has_no_columns() -> None:
    assert group_summary([]) == GroupSummary((), (), None)
