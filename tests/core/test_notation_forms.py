"""Every form that the README names, against steps written by hand (ARCHITECTURE.md, "Never guess silently")."""

from __future__ import annotations

import pytest

from tests.core.notation_words import WITH_GOAL, read
from trackclock.core.notation import parse, tidy
from trackclock.core.plan import ByDistance, ByTime, Open, PatternPart, Plan, StepKind

FORMS: list[tuple[str, list[str]]] = [
    ("800m", ["800 m"]),
    (
        "3 x 800m @ 2:44 with 2 min recoveries",
        [
            "800 m 1/3 @ 2:44 =164000",
            "(recovery) 2 min recovery 1/3",
            "800 m 2/3 @ 2:44 =164000",
            "(recovery) 2 min recovery 2/3",
            "800 m 3/3 @ 2:44 =164000",
        ],
    ),
    ("3 x 400m on 2:00", ["400 m 1/3", "(recovery) on 2:00 1/3", "400 m 2/3", "(recovery) on 2:00 2/3", "400 m 3/3"]),
    ("2 x 600m @ 1:50 every 4 min", ["600 m 1/2 @ 1:50 =110000", "(recovery) on 4:00 1/2", "600 m 2/2 @ 1:50 =110000"]),
    (
        "2 x (400m on 2:00, 200m on 0:45)",
        [
            "400 m 1/2",
            "(recovery) on 2:00 1/2",
            "200 m 1/2",
            "(recovery) on 0:45 1/2",
            "400 m 2/2",
            "(recovery) on 2:00 2/2",
            "200 m 2/2",
        ],
    ),
    (
        "20, 30, 20 seconds, jog back down",
        ["20 s", "(recovery) jog back down ~jog", "30 s", "(recovery) jog back down ~jog", "20 s"],
    ),
    (
        "2 x (2 x 200m, 30s), 5 min between sets",
        [
            "200 m 1/2 of 1/2",
            "(recovery) 30 s recovery 1/2 of 1/2",
            "200 m 2/2 of 1/2",
            "(rest) 5 min rest 2/2 of 1/2",
            "200 m 1/2 of 2/2",
            "(recovery) 30 s recovery 1/2 of 2/2",
            "200 m 2/2 of 2/2",
        ],
    ),
    (
        "2 x 2 x 400m",
        [
            "400 m 1/2 of 1/2",
            "(recovery) recovery 1/2 of 1/2",
            "400 m 2/2 of 1/2",
            "(rest) rest 2/2 of 1/2",
            "400 m 1/2 of 2/2",
            "(recovery) recovery 1/2 of 2/2",
            "400 m 2/2 of 2/2",
        ],
    ),
    (
        "2-3 x 800m, 90s",
        [
            "800 m 1/3",
            "(recovery) 90 s recovery 1/3",
            "800 m 2/3",
            "(recovery) 90 s recovery 2/3?",
            "800 m 3/3?",
        ],
    ),
    ("2 x 400m w/ 90s", ["400 m 1/2", "(recovery) 90 s recovery 1/2", "400 m 2/2"]),
    ("2 x 400m [3:00 recovery]", ["400 m 1/2", "(recovery) 3 min recovery 1/2", "400 m 2/2"]),
    ("2 x 200m, 200m jog", ["200 m 1/2", "(recovery) 200 m jog 1/2 ~jog", "200 m 2/2"]),
    ("2 x 150m, walk back", ["150 m 1/2", "(recovery) 150 m walk back 1/2 ~walk", "150 m 2/2"]),
    ("2 x 3 min, equal time", ["3 min 1/2", "(recovery) 3 min equal time 1/2", "3 min 2/2"]),
    (
        "2 x 300m with half-distance jog",
        ["300 m 1/2", "(recovery) 150 m half-distance jog 1/2 ~jog", "300 m 2/2"],
    ),
    ("2 x 300m full recovery", ["300 m 1/2", "(recovery) full recovery 1/2", "300 m 2/2"]),
    ("2 x 400m with zero recovery", ["400 m 1/2", "(recovery) 0 s recovery 1/2", "400 m 2/2"]),
    ("400m @ 72", ["400 m @ 72 =72000"]),
    ("400m in 78-80", ["400 m @ 78-80 =78000-80000"]),
    ("1km @ 3:30/km", ["1000 m @ 3:30/km =210000"]),
    ("800m @ 3:30-3:40/km", ["800 m @ 3:30-3:40/km =168000-176000"]),
    ("800m @ 72/lap", ["800 m @ 72/lap =144000"]),
    ("1 mile @ 6:30/mile", ["1 mile @ 6:30/mile =390000"]),
    ("400m @ 5k pace", ["400 m @ 5k pace"]),
    ("400m each faster", ["400 m @ each faster"]),
    ("100m at 80% effort", ["100 m @ 80% effort"]),
    ("1 min on 8-9/10 RPE", ["1 min @ 8-9/10 RPE"]),
    ("90s", ["90 s"]),
    ('90"', ["90 s"]),
    ("1:30", ["90 s"]),
    ("1'30\"", ["90 s"]),
    ("1.5 min", ["90 s"]),
    ("1min30", ["90 s"]),
    ("2m30", ["2:30"]),
    ("one and a half miles", ["2414.016 m"]),
    ("seventy five seconds", ["75 s"]),
    ("2 laps", ["800 m"]),
    ("half a lap", ["200 m"]),
    ("½ mile", ["804.672 m"]),
    ("a mile", ["1 mile"]),
    ("440 yards", ["402.336 m"]),
    (
        "2 x 5 squats, 2 min rest",
        ["5 squats 1/2", "(recovery) 2 min recovery 1/2", "5 squats 2/2"],
    ),
    ("8 lunges each leg", ["8 lunges [each leg]"]),
    ("10 reps of frog leaps", ["10 reps of frog leaps"]),
    ("400m, good running technique", ["400 m [good running technique]"]),
    ("400m, fast feet", ["400 m [fast feet]"]),
    (
        "2 hill sprints (60m), walk back",
        ["60 m hill sprints 1/2", "(recovery) 60 m walk back 1/2 ~walk", "60 m hill sprints 2/2"],
    ),
    ("2 x 600m x 90s", ["600 m 1/2", "(recovery) 90 s recovery 1/2", "600 m 2/2"]),
    ("400 x 800 x 1200", ["400 m", "(recovery) recovery", "800 m", "(recovery) recovery", "1200 m"]),
    ("2 x 400s", ["400 m 1/2", "(recovery) recovery 1/2", "400 m 2/2"]),
    ("tempo 10 mins", ["10 min tempo"]),
    ("800m warm up\n400m", ["(warmup) 800 m warm-up", "400 m"]),
    (
        "2 x 200m (200m jog) 1mile warm up 1mile warm down",
        [
            "(warmup) 1 mile warm-up",
            "200 m 1/2",
            "(recovery) 200 m jog 1/2 ~jog",
            "200 m 2/2",
            "(cooldown) 1 mile cool-down",
        ],
    ),
    (
        "400m\n200m\nrepeat 2 times",
        [
            "400 m 1/2",
            "(recovery) recovery 1/2",
            "200 m 1/2",
            "(recovery) recovery 1/2",
            "400 m 2/2",
            "(recovery) recovery 2/2",
            "200 m 2/2",
        ],
    ),
    (
        "3 x 100m with 60s, 70s recoveries",
        ["100 m 1/3", "(recovery) 1 min recovery 1/3", "100 m 2/3", "(recovery) 70 s recovery 2/3", "100 m 3/3"],
    ),
    (
        "3 x 400m in 80, 78, 76 w/ 1 min",
        [
            "400 m 1/3 @ 80 =80000",
            "(recovery) 1 min recovery 1/3",
            "400 m 2/3 @ 78 =78000",
            "(recovery) 1 min recovery 2/3",
            "400 m 3/3 @ 76 =76000",
        ],
    ),
    (
        "2 x 400m, 60s after each",
        ["400 m 1/2", "(recovery) 1 min recovery 1/2", "400 m 2/2", "(recovery) 1 min recovery 2/2"],
    ),
    ("400, 200, (200)", ["400 m", "(recovery) recovery", "200 m", "(recovery) recovery?", "200 m?"]),
    ("400m into 200m", ["400 m", "200 m"]),
    ("800m, 1 min, 400m. 800s at 5k pace.", ["800 m @ 5k pace", "(recovery) 1 min recovery", "400 m"]),
    ("Pace 10k: 1 mile", ["1 mile @ 10k"]),
    ("@ 5k pace: 800m", ["800 m @ 5k pace"]),
    ("2 x 200m (:60)", ["200 m 1/2", "(recovery) 1 min recovery 1/2", "200 m 2/2"]),
    ("3 miles with last mile fast", ["3 miles [with last mile fast]"]),
    ("60 secs recovery between reps\n2 x 400m", ["400 m 1/2", "(recovery) 1 min recovery 1/2", "400 m 2/2"]),
    (
        "2 x 60m from a standing start, 2 min rest",
        ["60 m 1/2 [from a standing start]", "(recovery) 2 min recovery 1/2", "60 m 2/2 [from a standing start]"],
    ),
    ("2 x 1 min (1 min)", ["1 min 1/2", "(recovery) 1 min recovery 1/2", "1 min 2/2"]),
    (
        "5 min steady + 2 x 1 min (30s)",
        ["5 min @ steady", "(rest) rest", "1 min 1/2", "(recovery) 30 s recovery 1/2", "1 min 2/2"],
    ),
    ("2 laps (800m), hard", ["800 m @ hard [800m]"]),
    ("400m - aim for same distance each rep", ["400 m [aim for] [same distance each rep]"]),
    ("* 10 minute warm-up\n* 400m", ["(warmup) 10 min warm-up", "400 m"]),
    (
        "2 x 1 mile (6:05, 6:02) w/ 400 jog",
        ["1 mile 1/2 @ 6:05 =365000", "(recovery) 400 m jog 1/2 ~jog", "1 mile 2/2 @ 6:02 =362000"],
    ),
    (
        "2 sets: 400m, rest 90s, 200m, rest 3 min",
        [
            "400 m 1/2",
            "(recovery) 90 s recovery 1/2",
            "200 m 1/2",
            "(recovery) 3 min recovery 1/2",
            "400 m 2/2",
            "(recovery) 90 s recovery 2/2",
            "200 m 2/2",
        ],
    ),
    ("2 x 3' hard (2' easy)", ["3 min 1/2 @ hard", "(recovery) 2 min easy 1/2", "3 min 2/2 @ hard"]),
    (
        "2 x (300m, 200m) w/ 60s, 3 min between sets",
        [
            "300 m 1/2",
            "(recovery) 1 min recovery 1/2",
            "200 m 1/2",
            "(rest) 3 min rest 1/2",
            "300 m 2/2",
            "(recovery) 1 min recovery 2/2",
            "200 m 2/2",
        ],
    ),
    (
        "4 min fartlek (1 min fast / 1 min easy)",
        ["1 min fartlek 1/2 @ fast", "(recovery) 1 min easy 1/2", "1 min fartlek 2/2 @ fast"],
    ),
    ("WARM UP\n10 MINUTES EASY\nMAIN SET\n800m", ["(warmup) 10 min warm-up [easy]", "800 m"]),
    (
        "10 min jog\n800m\n1 mile easy jog",
        ["(warmup) 10 min warm-up [jog]", "800 m", "(cooldown) 1 mile cool-down [easy jog]"],
    ),
    ("Set 1: 400m\nTuesday 5th May: 300m", ["400 m [Set 1]", "(recovery) recovery", "300 m [Tuesday 5th May]"]),
    (
        "2 x 600m\n2 x 300m\n2 min after the 600s, 3 min after the 300s",
        [
            "600 m 1/2",
            "(recovery) 2 min recovery 1/2",
            "600 m 2/2",
            "(rest) 2 min rest 2/2",
            "300 m 1/2",
            "(recovery) 3 min recovery 1/2",
            "300 m 2/2",
        ],
    ),
    (
        "2 x 2 x 400m (90s / 4 min)",
        [
            "400 m 1/2 of 1/2",
            "(recovery) 90 s recovery 1/2 of 1/2",
            "400 m 2/2 of 1/2",
            "(rest) 4 min rest 2/2 of 1/2",
            "400 m 1/2 of 2/2",
            "(recovery) 90 s recovery 1/2 of 2/2",
            "400 m 2/2 of 2/2",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text for text, _ in FORMS])
def test_a_form_means_its_steps(text: str, expected: list[str]) -> None:
    assert read(text) == expected


GOAL_FORMS = [
    ("800m @ goal pace", "800 m @ goal pace =164042"),
    ("800m faster than goal pace", "800 m @ faster than goal pace =164042"),
    ("800m @ mile pace", "800 m @ mile pace =164042"),
    ("800m @ 1 mile race pace", "800 m @ 1 mile race pace =164042"),
    ("800m @ 5k pace", "800 m @ 5k pace"),
    ("800m @ goal pace minus 2", "800 m @ goal pace minus 2 =162042"),
    ("800m @ goal pace + 3s", "800 m @ goal pace + 3s =167042"),
    ("800m @ 2 s faster than goal pace", "800 m @ 2 s faster than goal pace =162042"),
    ("800m @ 1 s per 400 faster than goal pace", "800 m @ 1 s per 400 faster than goal pace =162042"),
    ("800m @ 95% goal pace", "800 m @ 95% goal pace =172676"),
]


@pytest.mark.parametrize(("text", "expected"), GOAL_FORMS)
def test_a_known_goal_turns_names_into_times(text: str, expected: str) -> None:
    assert read(text, WITH_GOAL) == [expected]


def test_laps_of_a_target_are_kept_one_by_one() -> None:
    target = parse("800m @ 2:44 as 80, 84").steps[0].target
    assert target is not None
    assert (target.low_ms, target.laps_ms) == (164_000, (80_000, 84_000))


def test_each_faster_stands_beside_another_target() -> None:
    target = parse("2 x 800m @ 5k pace and each faster than the last, 90s").steps[0].target
    assert target is not None
    assert target.each_faster
    assert target.text == "5k pace and each faster than the last"


def test_a_pattern_is_one_rep() -> None:
    step = parse("1 mile of (100m sprint, 100m jog)").steps[0]
    assert step.end == ByDistance(1_609_344)
    assert step.pattern == (PatternPart(100_000, "sprint"), PatternPart(100_000, "jog"))


def test_the_ends_of_steps() -> None:
    steps = parse("warm up\n400m, 90s recovery, 5 squats").steps
    assert [step.end for step in steps] == [Open(), ByDistance(400_000), ByTime(90_000), Open()]


def test_marks_follow_the_track() -> None:
    steps = parse("1000m").steps
    assert steps[0].marks_mm == (200_000, 600_000, 1_000_000)


def test_blocks_and_groups() -> None:
    steps = parse("warm up 10 min\n2 x 800m, 2 min\n3 min rest\n2 x (2 x 200m, 30s), 1 min").steps
    assert [step.block for step in steps] == [0, 1, 1, 1, 2, 3, 3, 3, 3, 3, 3, 3]
    groups = [step.group for step in steps]
    assert groups[1] == groups[2] == groups[3]
    assert groups[5] == groups[6] == groups[7] != groups[9]
    assert groups[8] not in (groups[7], groups[9])
    assert groups[9] == groups[10] == groups[11]


def test_recovery_lies_between_reps_and_rest_between_sets_and_lines() -> None:
    kinds = [step.kind for step in parse("2 x (2 x 200m, 30s), 1 min\n3 min rest\n400m\n1 min recovery\n300m").steps]
    assert kinds.count(StepKind.REST) == 2
    assert kinds[-2] is StepKind.RECOVERY


ASSUMING = [
    ("8 x 400m", "no recovery is named"),
    ("8 x 400, 90s rest", "'400' has no unit"),
    ("2 x 800m\n2 x 400m", "no recovery is named between '800m' and '400m'"),
    ("4 x 400m with 2-3 min", "is a range; 2 min is taken"),
    ("400m, 300m, 200m, 90s jog", "is taken for all the reps before it"),
    ("400, 800 twice", "so many times the whole list"),
    ("10 min tempo @ 6:28", "is kept as words"),
    ("6 x 1 min hard, 1 min easy", "is read as the recovery"),
    ("400m 1 mile warm up", "is run first"),
]


@pytest.mark.parametrize(("text", "part"), ASSUMING)
def test_what_is_not_written_is_stated(text: str, part: str) -> None:
    assumptions = parse(text).assumptions
    assert any(part in assumption for assumption in assumptions), assumptions


@pytest.mark.parametrize(
    "text",
    [
        "3 x 800m @ 2:44 with 2 min recoveries\n3 mins rest\n10 mins at tempo pace",
        "8 x 400m [90s recovery]",
        "2 x (4 x 200m, 30s rest), 5 min between sets",
        "1 mile of (100m sprint, 100m jog)",
    ],
)
def test_what_is_written_in_full_assumes_nothing(text: str) -> None:
    assert parse(text).assumptions == ()


SEND_OFFS = [
    ("3 x 400m on 2 min", 120_000), ("3 x 400m every 3 min", 180_000), ("3 x 400m on a 90 s cycle", 90_000),
    ("3 x 400m on a 2:00 cycle", 120_000), ("3 x 400m leaving every 2:30", 150_000), ("3 x 400m on the 2:00", 120_000),
    ("3 x 400m send-off 2:00", 120_000), ("3 x 400m, send off: 2 min", 120_000), ("3 x 400m sendoff of 2:10", 130_000),
    ("3 x 400m going every 2 minutes", 120_000), ("3 x 400m, starting every 2:30", 150_000),
    ("3 x 400m (on 2:00)", 120_000), ("3 x 400m, 2:00 cycle", 120_000), ("3 x 400m with a 2 min send-off", 120_000),
    ("3 x 400m w/ 2:00 cycle", 120_000), ("400m on 2:00 x 3", 120_000), ("400m every 3 mins x 3", 180_000),
    ("3 x 400m @ 80 on 2:00", 120_000), ("3 x 400m on 2:00 @ 80", 120_000), ("3 x 400m at 5k pace on 2:00", 120_000),
    ("3 x 400m in 75 s on 1:45", 105_000), ("3 x 1 min on 2:00", 120_000), ("3 reps of 400m on 2:00.", 120_000),
    ("2-3 x 400m on 2:00", 120_000), ("3 x 400m on 2:00.5", 120_500),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cycle_ms"), SEND_OFFS)
def test_every_way_to_tell_a_send_off_is_one(text: str, cycle_ms: int) -> None:
    parsed = parse(text)
    assert [step.cycle_ms for step in parsed.steps] == [None, cycle_ms, None, cycle_ms, None]
    assert [step.kind for step in parsed.steps[:2]] == [StepKind.REP, StepKind.RECOVERY]
    assert not any(step.notes for step in parsed.steps)
    assert not parsed.assumptions
    assert parse(tidy(Plan("x", parsed.steps))).steps == parsed.steps


def test_a_send_off_is_printed_as_a_coach_writes_it() -> None:
    steps = parse("3 x (10 x 400m in 75 s every 2 min), 3 min rest").steps
    assert tidy(Plan("x", steps)) == "3 x (10 x 400 m @ 75 s on 2:00), 3 min rest between sets"


@pytest.mark.parametrize(
    ("text", "recovery_ms"),
    [
        ("10 x 1 min on, 1 min off", 60_000),
        ("10 x 1 min on 1 min off", 60_000),
        ("6 x 1 min on 1 min easy", 60_000),
        ("6 x 400m on 90 s rest", 90_000),
        ("6 x 400m on 2 min jog", 120_000),
        ("5 x 1km off 5:00", 300_000),
        ("30 sec on 30 sec off x 10", 30_000),
        ("6 x 400m with recoveries of 90 s", 90_000),
    ],
)
def test_what_only_looks_like_a_send_off_is_a_recovery(text: str, recovery_ms: int) -> None:
    assert {step.duration_ms for step in parse(text).steps if step.is_pause} == {recovery_ms}


def test_a_cycle_of_a_warm_up_is_ridden() -> None:
    assert not any(step.cycle_ms for step in parse("20 min cycle, 4 x 400m with 90 s recovery").steps)
