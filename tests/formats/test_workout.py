"""Whatever a watch or a service can say becomes a plan in its order, and that prints as notation which reads back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from trackclock.core.limits import MILE_MM
from trackclock.core.notation import parse, tidy
from trackclock.core.plan import ByDistance, ByTime, Open, Plan, RecoveryMode, Step, StepKind
from trackclock.formats.workout.model import KM_MM, Item, Pace, Workout, WorkoutStep, loop_of
from trackclock.formats.workout.plan import to_plan

ends = st.one_of(
    st.sampled_from([100, 200, 300, 400, 800, 1_000, 1_500, 5_000]).map(lambda metres: ByDistance(metres * 1_000)),
    st.sampled_from([MILE_MM, MILE_MM // 2, 402_336, 12_340, 100 * KM_MM]).map(ByDistance),
    st.sampled_from([5_000, 30_000, 60_000, 75_000, 90_000, 180_000, 600_000, 3_725_500, 86_400_000]).map(ByTime),
    st.just(Open()),
)
paces = st.sampled_from([Pace(208_000, 210_000), Pace(330_000, 330_000, MILE_MM), Pace(300_000, 1_300_000)])
texts = st.one_of(
    st.sampled_from(["HR 150-160 bpm", "power 250-300 W", "zone 2", "Hit lap when ready.", "[a] \\ x 400m", "# a"]),
    st.text(max_size=20),
)
kinds = st.sampled_from([*[StepKind.REP] * 4, StepKind.RECOVERY, StepKind.REST, StepKind.WARMUP, StepKind.COOLDOWN])


@st.composite
def steps(draw: st.DrawFn) -> WorkoutStep:
    kind = draw(kinds)
    mode = draw(st.sampled_from([None, None, *RecoveryMode])) if kind is StepKind.RECOVERY else None
    pace = draw(st.one_of(st.none(), paces))
    return WorkoutStep(1, kind, draw(ends), pace, tuple(draw(st.lists(texts, max_size=2))), mode)


def loops(inner: st.SearchStrategy[Item]) -> st.SearchStrategy[Item]:
    bodies = st.lists(inner, min_size=1, max_size=3)
    return st.builds(lambda count, body: loop_of("a.fit", 1, count, body), st.integers(1, 3), bodies)


singles: st.SearchStrategy[Item] = steps()
items = st.one_of(singles, singles, loops(singles), loops(st.one_of(singles, loops(singles))))
workouts = st.lists(items, min_size=1, max_size=4).map(lambda body: Workout("Tuesday", "", tuple(body)))


def unrolled(body: tuple[Item, ...]) -> list[WorkoutStep]:
    """What is run, one after the other: the oracle."""
    return [
        step
        for item in body
        for step in ([item] if isinstance(item, WorkoutStep) else unrolled(item.body) * item.count)
    ]


def run_of(plan: Plan) -> list[Step]:
    """The steps without the recoveries of no length, which only say that there is none."""
    return [step for step in plan.steps if step.end != ByTime(0)]


@settings(max_examples=60)
@given(workouts)
def test_any_workout_is_run_in_its_order_and_reads_back_from_notation(workout: Workout) -> None:
    plan = to_plan(workout, "a.fit", "a")
    asked = unrolled(workout.body)
    assert [step.end for step in run_of(plan)] == [step.end for step in asked]
    text = tidy(plan)
    assert not text.startswith("{")
    assert parse(text).steps == plan.steps


def test_a_long_ladder_is_a_line_for_each_piece_and_a_short_one_a_line() -> None:
    def ladder(count: int) -> list[str]:
        body = [
            WorkoutStep(at, StepKind.REP if at % 2 else StepKind.RECOVERY, ByDistance(at * 100_000))
            for at in range(1, count + 1)
        ]
        return tidy(to_plan(Workout("", "", tuple(body)), "a.fit", "a")).split("\n")

    assert ladder(5) == ["100 m, 200 m recovery, 300 m, 400 m recovery, 500 m"]
    assert ladder(13)[:3] == ["100 m", "200 m recovery", "300 m"]
    assert len(ladder(13)) == 13


def test_what_is_said_in_another_way_is_an_assumption() -> None:
    body = (
        WorkoutStep(1, StepKind.RECOVERY, Open()),
        WorkoutStep(2, StepKind.REP, ByDistance(400_000)),
        WorkoutStep(3, StepKind.REP, ByDistance(400_000), Pace(200_000, 200_000)),
        WorkoutStep(4, StepKind.COOLDOWN, ByTime(60_000)),
        WorkoutStep(5, StepKind.REST, ByTime(30_000)),
    )
    plan = to_plan(Workout("", "", body), "a.fit", "a")
    assert plan.assumptions == (
        "step 1, a recovery, is a part of the warm-up",
        "step 5, a recovery, is a part of the cool-down",
        "step 3 follows without a recovery",
    )
    only = (WorkoutStep(1, StepKind.WARMUP, ByTime(600_000)),)
    assert [step.kind for step in to_plan(Workout("", "", only), "a.fit", "a").steps] == [StepKind.REP]
