"""What is like what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.by_hand import exercise, pause, rep, repeats, timed_rep, warmup
from trackclock.core.comparisons import (
    LikeKey,
    SizeKey,
    describe_workout,
    ground_of,
    is_exercise,
    like_keys,
    size_key,
    workout_key,
)
from trackclock.core.comparisons.keys import prescribed_recoveries_ms
from trackclock.core.plan import ByDistance, Open, PatternPart, Plan, RecoveryMode, Step, StepKind, Target


def texts(steps: list[Step]) -> list[str]:
    return [key.as_text() for key in like_keys(steps) if key]


def test_a_key_names_size_recovery_and_place() -> None:
    steps = [warmup(), *repeats(3, rep(800), pause(120)), pause(180, kind=StepKind.REST), rep(800)]
    assert texts(steps) == ["d800000|-|1", "d800000|t120000|1", "d800000|t120000|2", "d800000|t180000|1"]
    assert like_keys(steps)[0] is None
    assert like_keys(steps)[2] is None


@pytest.mark.parametrize(
    ("between", "text"),
    [
        ([], "t0"),
        ([pause(90)], "t90000"),
        ([pause(90, RecoveryMode.JOG)], "t90000"),
        ([pause(90), pause(30, kind=StepKind.REST)], "t120000"),
        ([pause(ByDistance(200_000), RecoveryMode.JOG)], "d200000 jog"),
        ([pause(ByDistance(200_000), RecoveryMode.WALK)], "d200000 walk"),
        ([pause(Open())], "o"),
        ([pause(ByDistance(200_000)), pause(60)], "t60000+d200000"),
        ([warmup()], "t0"),
    ],
)
def test_the_prescribed_recovery(between: list[Step], text: str) -> None:
    assert texts([rep(400), *between, rep(400)])[1] == f"d400000|{text}|1"


def test_prescribed_recoveries_are_known_only_where_all_of_them_is_timed() -> None:
    steps = [rep(400), pause(90), rep(400), pause(Open()), rep(400), rep(400)]
    assert prescribed_recoveries_ms(steps) == (None, None, 90_000, None, None, 0)


def test_sizes_by_distance_time_label_and_pattern() -> None:
    sprints = (PatternPart(100_000, "sprint"), PatternPart(100_000, "Jog"))
    mile = [size_key(rep(1_600)), size_key(rep(1_600, pattern=sprints))]
    assert [size.as_text() for size in mile] == ["d1600000", "d1600000:100000 sprint+100000 jog"]
    assert [size.distance_mm for size in mile] == [1_600_000, None]
    assert size_key(timed_rep(30)).as_text() == "t30000"
    assert size_key(exercise(" 5  Squats")).as_text() == "o0:5 squats"
    assert [size_key(step).describe() for step in (rep(800), timed_rep(90), exercise("5 squats"))] == [
        "800 m",
        "1:30",
        "5 squats",
    ]


@pytest.mark.parametrize(
    ("label", "notes", "ground"),
    [
        ("100 m", (), ""),
        ("100 m hill", (), "hill"),
        ("100 m uphill", (), "hill"),
        ("100 m up  Hill", (), "hill"),
        ("100 m hill repeats", ("stay tall",), "hill"),
        ("100 m", ("hills",), "hill"),
        ("100 m", ("strong arms", "on a slope"), "hill"),
        ("100 m downhill", ("at the top of the hill",), "downhill"),
        ("100 m down hill", (), "downhill"),
        ("100 m stairs", (), "stairs"),
        ("100 m flat", ("chill, no shrill whistles",), ""),
    ],
)
def test_the_ground_is_part_of_the_size(label: str, notes: tuple[str, ...], ground: str) -> None:
    step = replace(rep(100), label=label, notes=notes)
    assert ground_of(step) == ground
    size = size_key(step)
    assert (size == size_key(rep(100))) is not bool(ground)
    assert size.distance_mm == (None if ground else 100_000)
    assert SizeKey.parse(size.as_text()) == size
    assert size.describe() == f"100 m {ground}".strip()
    minute = size_key(replace(timed_rep(60), label=label, notes=notes))
    assert (minute.describe(), SizeKey.parse(minute.as_text())) == (f"1:00 {ground}".strip(), minute)


def test_a_hill_session_is_another_workout_than_a_flat_one() -> None:
    hills = repeats(8, replace(rep(100), label="100 m hill"), pause(60))
    assert key(hills) == "d100000 hill|-; d100000 hill|t60000"
    assert key(hills) == key(repeats(4, replace(rep(100), label="100 m uphill"), pause(60)))
    assert key(hills) != key(repeats(8, rep(100), pause(60)))


def test_an_exercise_is_open_and_on_no_hill() -> None:
    steps = [exercise("5 squats"), exercise("foam roll"), exercise("hill sprints"), rep(400), timed_rep(60), pause(60)]
    assert [is_exercise(step) for step in steps] == [True, True, False, False, False, False]


@pytest.mark.parametrize("label", ["5 squats", "a|b:c|d", "t0"])
def test_keys_survive_their_text(label: str) -> None:
    steps = [exercise(label), pause(ByDistance(100_000), RecoveryMode.JOG), exercise(label), pause(30), rep(400)]
    for key in like_keys(steps):
        assert key is None or LikeKey.parse(key.as_text()) == key
    assert SizeKey.parse(size_key(steps[0]).as_text()).describe() == label


def test_text_that_is_no_key_is_refused() -> None:
    with pytest.raises(ValueError):
        LikeKey.parse("800")
    with pytest.raises(ValueError):
        SizeKey.parse("x5")


def key(steps: list[Step], name: str = "a") -> str:
    return workout_key(Plan(name, tuple(steps)))


def test_the_same_workout_under_another_name_with_other_targets_and_another_length() -> None:
    four = [warmup(), *repeats(4, rep(800, Target("2:44", 164_000, 164_000)), pause(90))]
    assert key(four) == key(repeats(6, rep(800), pause(90)), "b") == "d800000|-; d800000|t90000"


def test_another_recovery_or_a_single_rep_is_another_workout() -> None:
    assert key(repeats(4, rep(800), pause(90))) != key(repeats(4, rep(800), pause(120)))
    assert key([rep(800)]) != key(repeats(2, rep(800), pause(90)))


def test_more_sets_are_the_same_workout() -> None:
    def sets(count: int) -> list[Step]:
        steps: list[Step] = []
        for number in range(count):
            steps += [pause(300, kind=StepKind.REST)] * (number > 0) + repeats(4, rep(200), pause(30))
        return steps

    assert key(sets(2)) == key(sets(3)) == "d200000|-; d200000|t30000; d200000|t300000; d200000|t30000"


def test_a_pyramid_keeps_its_order() -> None:
    def ladder(*seconds: int) -> list[Step]:
        steps: list[Step] = []
        for length in seconds:
            steps += [timed_rep(length), pause(Open(), RecoveryMode.JOG)]
        return steps

    assert key(ladder(20, 30, 40, 30, 20)) != key(ladder(20, 40, 30, 20, 30))
    assert key(ladder(20, 30, 40, 30, 20)).count(";") == 4


def test_a_workout_in_words() -> None:
    steps = [rep(800), pause(120), rep(800), pause(ByDistance(200_000), RecoveryMode.JOG), rep(400), pause(Open())]
    steps += [timed_rep(60), rep(400), pause(30), pause(Open(), RecoveryMode.WALK), exercise("5 squats")]
    assert describe_workout(key(steps)) == (
        "800 m · 800 m after 2:00 · 400 m after 200 m jog · 1:00 after an open pause · 400 m after no pause"
        " · 5 squats after 0:30 and an open walk"
    )
    assert (describe_workout(""), describe_workout("what; ever|x")) == ("", "what · ever|x")


def test_a_plan_without_reps_has_no_workout() -> None:
    assert key([warmup()]) == ""
