"""A plan prints as tidy notation, and reading that gives the same plan again."""

from __future__ import annotations

import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trackclock.core.notation import NotationError, Options, parse, parse_goal, tidy
from trackclock.core.plan import (
    ByCycle,
    ByDistance,
    ByTime,
    Open,
    PatternPart,
    Plan,
    RecoveryMode,
    Step,
    StepEnd,
    StepKind,
    Target,
    marks_mm,
)

LETTERS = string.ascii_lowercase + "äéß"


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map("".join)


counts = st.integers(2, 5).map(str)
ranges = st.sampled_from(["2-3", "4-6"])
lengths = st.sampled_from(["200m", "400m", "1 mile", "1km", "90s", "1:30", "3 min", "2 laps", "0.5 s", "409.344m"])
targets = st.sampled_from(
    [
        "", " @ 5k pace", " @ goal pace", " @ 3:30/km", " at 80% effort", " @ 72/lap", " each faster", " hard",
        " @ goal pace minus 2", " @ 5k pace and each faster", " @ 3:30-3:40/km", " @ 8/10 RPE", " @ threshold", " easy",
    ]
)  # fmt: skip
kinds = st.sampled_from(["", " tempo", " hill", " strides", " uphill"])
notes = st.one_of(
    st.just(""),
    st.text(LETTERS + ' []\\"():,.-', min_size=1, max_size=20)
    .filter(lambda text: bool(text.strip()))
    .map(
        lambda text: (
            f" [note: {text.replace(chr(92), chr(92) * 2).replace('[', chr(92) + '[').replace(']', chr(92) + ']')}]"
        )
    ),
)
pauses = st.sampled_from(
    [
        "90s recovery", "2 min jog", "200m jog", "walk back recovery", "full recovery", "no recovery", "100m slow walk",
        "1:45 standing rest", "open recovery", "equal time recovery", "half-distance jog", "3 min easy jog",
    ]
)  # fmt: skip
reps = joined(lengths, kinds, targets, notes)
exercises = st.sampled_from(
    ["5 squats", "8 single-leg deadlifts [note: each leg]", "10 reps of frog leaps", "30s plank"]
)
works = st.one_of(reps, reps, reps, exercises, st.just("1 mile of (100m sprint, 100m jog)"))
send_offs = st.sampled_from(
    [
        " on 10 min",
        " on 8:00",
        " every 12 min",
        " on a 500 s cycle",
        " leaving every 9:30",
        " send-off 1:00:00",
        " on 7:00.5",
    ]
)
simple = st.one_of(
    joined(st.one_of(counts, ranges), st.just(" x "), works, st.just(" with "), pauses),
    joined(st.one_of(counts, ranges), st.just(" x "), works, send_offs),
)
bodies = st.lists(works, min_size=2, max_size=3).flatmap(
    lambda found: st.lists(pauses, min_size=len(found) - 1, max_size=len(found) - 1).map(
        lambda gaps: ", ".join(piece for pair in zip(found, [*gaps, ""], strict=True) for piece in pair if piece)
    )
)
groups = joined(st.one_of(counts, ranges), st.just(" x ("), bodies, st.just(") with "), pauses)
on_cycles = joined(
    counts,
    st.just(" x ("),
    works,
    send_offs,
    st.just(", "),
    works,
    send_offs,
    st.sampled_from(["", ", 90s"]),
    st.just(")"),
)
nested = joined(counts, st.just(" x ("), simple, st.just("), "), pauses, st.just(" between sets"))
mixed = joined(
    counts, st.just(" x ("), simple, st.just(", "), pauses, st.just(", "), works, st.just("), 2 min between sets")
)
lists = st.lists(works, min_size=1, max_size=3).map(", ".join)
lines = st.one_of(
    works, simple, groups, on_cycles, nested, mixed, lists, bodies, st.just("3 min rest"), st.just("2 min recovery")
)
texts = st.tuples(
    st.sampled_from(["", "warm up 10 min\n", "warm up 1 mile [note: drills]\nwarm up\n"]),
    st.lists(lines, min_size=1, max_size=4).map("\n".join),
    st.sampled_from(["", "\ncool down 10 min", "\n1 mile cool down"]),
).map("".join)

OPTIONS = Options(goal=parse_goal("mile 5:30"))


def plan_of(text: str) -> Plan | None:
    """The plan of a text; None where it is refused, which the notation may."""
    try:
        parsed = parse(text, OPTIONS)
    except NotationError:
        return None
    return Plan("x", parsed.steps, goal=OPTIONS.goal)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_any_session_survives_being_tidied(text: str) -> None:
    plan = plan_of(text)
    if plan is None:
        return
    assert parse(tidy(plan), OPTIONS).steps == plan.steps


def test_most_generated_sessions_are_read_and_have_a_shorthand() -> None:
    """Guards the test above against refusing, or falling back on the exact form, without anyone noticing."""
    outcomes: list[str] = []

    @settings(max_examples=150, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(texts)
    def collect(text: str) -> None:
        plan = plan_of(text)
        outcomes.append("refused" if plan is None else "exact" if tidy(plan).startswith("{") else "shorthand")

    collect()
    assert outcomes.count("refused") * 3 < len(outcomes)
    assert outcomes.count("exact") * 10 < len(outcomes)


labels = st.text(LETTERS + " 0123456789", min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
ends = st.one_of(st.integers(1, 5_000_000).map(ByDistance), st.integers(0, 3_600_000).map(ByTime), st.just(Open()))
target_values = st.one_of(
    st.none(),
    st.builds(Target, labels, each_faster=st.booleans()),
    st.integers(1, 600_000).flatmap(
        lambda low: st.builds(Target, labels, st.just(low), st.integers(low, low + 9_000), st.booleans())
    ),
)


@st.composite
def any_steps(draw: st.DrawFn) -> Step:
    """A step that no shorthand may have made: any numbers, labels, blocks and groups."""
    end: StepEnd = draw(ends)
    kind = draw(st.sampled_from(list(StepKind)))
    if kind in (StepKind.RECOVERY, StepKind.REST) and draw(st.booleans()):
        end = ByCycle(draw(st.integers(1, 3_600_000)))
    reps, sets = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    is_numbered = kind not in (StepKind.WARMUP, StepKind.COOLDOWN)
    return Step(
        kind,
        end,
        draw(labels),
        rep=draw(st.integers(1, reps)) if is_numbered else None,
        reps=reps if is_numbered else None,
        set=draw(st.integers(1, sets)) if is_numbered else None,
        sets=sets if is_numbered else None,
        block=draw(st.integers(0, 9)),
        group=draw(st.integers(0, 9)),
        optional=draw(st.booleans()),
        mode=draw(st.sampled_from([None, *RecoveryMode])),
        target=draw(target_values),
        marks_mm=marks_mm(end.distance_mm, 400_000) if isinstance(end, ByDistance) else (),
        pattern=tuple(draw(st.lists(st.builds(PatternPart, st.integers(1, 400_000), labels), max_size=2))),
        notes=tuple(draw(st.lists(labels, max_size=2))),
        planned=draw(st.booleans()),
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(any_steps(), min_size=1, max_size=8).map(tuple))
def test_any_steps_at_all_survive_being_tidied(steps: tuple[Step, ...]) -> None:
    assert parse(tidy(Plan("x", steps))).steps == steps


def test_tidy_notation_is_what_a_coach_would_write() -> None:
    text = "2 sets of 4 x 200 @ 5k pace (30 secs), 5 mins between sets, then 800m hard 1 mile warm up"
    tidied = tidy(Plan("x", parse(text).steps))
    assert tidied.split("\n") == [
        "warm up 1 mile",
        "2 x (4 x 200 m @ 5k pace with 30 s recovery), 5 min rest between sets, open rest, 800 m @ hard",
    ]


def test_a_dropped_rep_is_printed_step_by_step() -> None:
    steps = parse("4 x 400m with 90s recovery").steps
    kept = steps[:3]
    text = tidy(Plan("x", kept))
    assert text.startswith("{")
    assert parse(text).steps == kept
