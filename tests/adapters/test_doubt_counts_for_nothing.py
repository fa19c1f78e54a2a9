"""A rep that nobody can have run changes no statistic: the same history with it left out says the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters.past import plan_of, run, session
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.comparisons import deltas_of, like_keys, workout_key
from trackclock.core.events import Cause, RepExcluded
from trackclock.core.pacer import wanted_ms
from trackclock.core.plan import Plan, StepKind, Target
from trackclock.core.progress import predictions, size_trends, summary_of, verdicts_of, workout_table
from trackclock.core.progress.oddities import odd_laps
from trackclock.core.results import SessionResults
from trackclock.core.session import results_of
from trackclock.formats.sentences import describe_size, describe_verdict
from trackclock.ports import StoredSession


def each_faster(plan: Plan) -> Plan:
    target = Target("each faster", 80_000, 82_000, each_faster=True)
    steps = (replace(step, target=target) if step.kind is StepKind.REP else step for step in plan.steps)
    return replace(plan, steps=tuple(steps))


PLANS: Sequence[Plan] = (
    each_faster(plan_of([400] * 4, 60, "fours")),
    plan_of([600] * 4, 300, "mile predictor"),
    plan_of([1_600], name="trial"),
    plan_of([800, 400, 800, 400], 90, "mixed"),
)


@dataclass(frozen=True)
class Drawn:
    """A session: its plan, and what each rep took; a time under a second stands for one that nobody runs."""

    plan: Plan
    times_ms: tuple[int, ...]

    def doubted(self) -> list[int]:
        """The uids of the reps that nobody can have run; a step's uid is its index."""
        reps = [uid for uid, step in enumerate(self.plan.steps) if step.kind is StepKind.REP]
        return [uid for uid, time_ms in zip(reps, self.times_ms, strict=False) if time_ms < 1_000]


@st.composite
def histories(draw: st.DrawFn) -> list[Drawn]:
    found: list[Drawn] = []
    for _ in range(draw(st.integers(3, 6))):
        plan = draw(st.sampled_from(PLANS))
        count = sum(step.kind is StepKind.REP for step in plan.steps)
        times = st.one_of(st.integers(150_000, 153_000), st.integers(150_000, 153_000), st.integers(1, 999))
        found.append(Drawn(plan, tuple(draw(st.lists(times, min_size=count, max_size=count)))))
    return found


def stored(drawn: Sequence[Drawn], *, leaves_out: bool) -> list[StoredSession]:
    """The sessions, two days apart, with the reps that nobody can have run as they stand or left out by hand."""
    return [
        session(
            2 * number,
            one.plan,
            run(
                one.plan,
                one.times_ms,
                *(RepExcluded(9_000_000, Cause.KEY, uid, "a slip") for uid in one.doubted() if leaves_out),
            ),
        )
        for number, one in enumerate(drawn)
    ]


def statistics(folder: Path, sessions: Sequence[StoredSession]) -> dict[str, Any]:
    """Everything that is said of these sessions but what was run in them."""
    store = SqliteStore(folder)
    for one in sessions:
        store.begin(one.header)
        store.append(one.header.id, one.log)
        store.release(one.header.id)
    assert store.flush(30)
    history = SqliteHistory(folder, store)
    keys = {key for plan in PLANS for key in like_keys(plan.steps) if key}
    pasts = history.past_sessions(0)
    today = max(past.day for past in pasts)
    bests = history.bests()
    found = {
        "like": history.like(keys, 2**61),
        "bests": bests,
        "falls": [history.falls(best.distance_mm, is_split=best.is_split) for best in bests],
        "past": pasts,
        "predictions": [predictions(pasts, today, mm) for mm in (1_600_000, 1_609_344)],
        "tables": [workout_table(history.workout(workout_key(plan))) for plan in PLANS],
        "trends": [size_trends(history.workout(workout_key(plan)), today) for plan in PLANS],
        "sessions": [of_one(history, one) for one in sessions],
    }
    store.close()
    return found


def of_one(history: SqliteHistory, one: StoredSession) -> dict[str, Any]:
    results = results_of(one.header.plan, one.log)
    keys = [key for key in like_keys(results.plan.steps) if key]
    summary = summary_of(results)
    return {
        "deltas": deltas_of(results, history.like(keys, one.header.started_wall_ms)),
        "sizes": [describe_size(size) for size in summary.sizes],
        "verdicts": [describe_verdict(verdict) for verdict in verdicts_of(results)],
        "summary": replace(summary, doubtful=(), excluded=0),
        "odd": odd_laps(results),
        "pace": paces(results),
    }


def paces(results: SessionResults) -> list[int | None]:
    """How fast each rep would have been paced."""
    return [wanted_ms(result.step, results.steps[:index], 500) for index, result in enumerate(results.steps)]


@settings(max_examples=20, deadline=None)
@given(histories())
def test_a_rep_in_doubt_counts_as_little_as_one_left_out(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Drawn]
) -> None:
    folder = tmp_path_factory.mktemp("doubt")
    as_it_stands = statistics(folder / "a", stored(drawn, leaves_out=False))
    left_out = statistics(folder / "b", stored(drawn, leaves_out=True))
    for name, found in as_it_stands.items():
        assert found == left_out[name], name


@settings(max_examples=20, deadline=None)
@given(histories(), st.integers(1, 999))
def test_how_fast_it_was_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Drawn], other_ms: int
) -> None:
    folder = tmp_path_factory.mktemp("doubt")
    others = [
        replace(one, times_ms=tuple(other_ms if time_ms < 1_000 else time_ms for time_ms in one.times_ms))
        for one in drawn
    ]
    one, other = (
        statistics(folder / name, stored(some, leaves_out=False)) for name, some in (("a", drawn), ("b", others))
    )
    for name in ("like", "bests", "falls", "past", "predictions", "tables", "trends"):
        assert one[name] == other[name], name
