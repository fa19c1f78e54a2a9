"""A session against last time: the mean of what stands beside its reps, and the same in every place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.core.by_hand import Run, pause, rep, repeats, results_of_runs, session, timed_rep
from trackclock.core.comparisons import LikeHistory, LikeKey, deltas_of
from trackclock.core.comparisons.last_session import LAST_SESSION
from trackclock.core.progress import PastSession, against_last
from trackclock.formats.sentences import describe_against

STEPS = [*repeats(3, rep(800), pause(120)), pause(180), *repeats(3, rep(400), pause(90)), pause(60), timed_rep(60)]
_TIMES = st.integers(60_000, 62_000)
_RUNS = st.lists(
    st.one_of(_TIMES, _TIMES.map(lambda ms: Run(ms, excluded="wind")), st.just(Run(None, skipped=True))),
    min_size=6,
    max_size=6,
)


def past(*sessions: PastSession) -> dict[LikeKey, LikeHistory]:
    found: dict[LikeKey, LikeHistory] = {}
    for one in sessions:
        for rep_ in one.reps:
            if rep_.is_comparable:
                found[rep_.key] = LikeHistory((rep_, *found.get(rep_.key, LikeHistory()).newest))
    return found


@given(_RUNS, _RUNS, st.integers(200, 400), st.integers(200, 400))
def test_it_is_the_mean_of_the_differences_in_sight(
    before: list[Run | int], now: list[Run | int], covered: int, covered_now: int
) -> None:
    history = past(session("a", 1, STEPS, [*before, Run(60_000, covered_m=covered)]))
    results = results_of_runs(STEPS, [*now, Run(60_000, covered_m=covered_now)])
    known = [
        (result.step.distance_mm is not None, delta.shown_ms)
        for result, held in zip(results.steps, deltas_of(results, history), strict=True)
        if (delta := held.shown(LAST_SESSION)) is not None
    ]
    # How far ten minutes went is no lap: it decides only where there is none.
    shown = [ms for is_distance, ms in known if is_distance] or [ms for _, ms in known]
    found = against_last(results, history)
    assert (found is None) == (not shown)
    if found is not None:
        assert found.reps == len(shown) == len(found.last)
        assert abs(found.mean.shown_ms - sum(shown) / len(shown)) < 10
        assert found.mean.shown_ms % 10 == 0


def test_it_is_named_by_the_session_that_most_of_it_is_held_against() -> None:
    first = session("a", 20_600, STEPS, [165_000, 165_000, 165_000, 80_000, 80_000, 80_000])
    second = session("b", 20_610, STEPS[:1], [164_000])
    found = against_last(
        results_of_runs(STEPS, [164_000, 164_000, 163_000, 79_000, 79_000, 79_000]), past(first, second)
    )
    assert found is not None
    assert (found.reps, found.mean.text, found.mean_ms) == (6, "-1.00", -1_000)
    assert describe_against(found, 20_620) == (
        "against 27 May, By hand and 1 other session: 1.00 s a rep faster over 6 reps"
    )
    assert "27 May 2026" in describe_against(found, 21_000)
