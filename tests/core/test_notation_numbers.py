"""What a number is: a length, a time that was run, a target, a setting, a part of a rep."""

from __future__ import annotations

import pytest

from tests.core.test_notation_clubs import short
from trackclock.core.notation import parse

THREE = "300 r120s 300 r120s 300"

RESULTS = [
    ("3 x 300m with 2 min rest. 52, 51, 50", THREE),
    ("3 x 300m with 2 min rest. 52.4, 51.9, 51.1.", THREE),
    ("3 x 300m with 2 min rest - 0:52, 0:51, 0:50", THREE),
    ("3 x 300m with 2 min rest (52, 51, 50)", THREE),
    ("3 x 300m with 2 min rest (52-51-50)", THREE),
    ("3 x 300m with 2 min rest\n0:52, 0:51, 0:50", THREE),
    ("3 x 300m with 2 min rest. Times: 52, 51 and 50", THREE),
    ("3 x 300m with 2 min rest. Results - 52 / 51 / 50", THREE),
    ("3 x 300m with 2 min rest, fastest 50, slowest 52", THREE),
    ("3 x 300m with 2 min rest (avg. 51)", THREE),
    ("3 x 300m (52, 51, 50, avg 51) with 2 min rest", THREE),
    ("3 x 300m with 2 min rest, all around 1:01", THREE),
    ("3 x 300m - 52, 51, 50 (2 min rest)", THREE),
    ("1 x 800m - 2:50", "800"),
    ("1 x 800m: 2:52, 3 min rest, 1 x 400m: 1:22", "800 r180s 400"),
    ("800m - 2:50\n800m - 2:49", "800 ro 800"),
    ("1 mile: 6:10, 3 min rest, 1 mile: 6:05", "1609 r180s 1609"),
    ("600m - 1:55, 300m - 52", "600 ro 300"),
    ("600 1:55, 300 52", "600 ro 300"),
    ("300m - 41.5, rest 60 sec, 100m - 14.5", "300 r60s 100"),
    ("1000m - 3:00, 600m - 1:44, 300m - 0:50", "1000 ro 600 ro 300"),
    ("1000 (3:00), 600 (1:44), 300 (51) w/ 3 min rest", "1000 r180s 600 r180s 300"),
    ("2 x 1 mile: 6:00, 5:55, 3 min rest", "1609 r180s 1609"),
    ("3 x 3 km (10:30, 10:15, 10:00) w/ 3 min", "3000 r180s 3000 r180s 3000"),
    ("2 x 1000m in 3:20 (5:21 pace), 2:00 rest", "1000 r120s 1000"),
    ("2 x 800m (goal pace 2:55-3:00) w/ 400m jog", "800 r400 800"),
    ("1500m hard ~4:50, 2 min, 300m", "1500 r120s 300"),
    ("850m x 2 each in 3:24 on 30 secs recovery", "850 r30s 850"),
    ("6 km tempo on a hill in about 30 min, 2 min, 300m", "6000 r120s 300"),
    ("2 x 350m on a hill in about 70-80 seconds", "350 ro 350"),
    ("2 mile warm-up: 8:30 pace\n300m", "w3218 300"),
]
"""Times that were run, or are to be run, are no reps and no rests."""


UNITS = [
    ("2 x 1 M w/ 2 mins", "1609 r120s 1609"),
    ("2 x 30-s sprint, 4-min rest", "30s r240s 30s"),
    ("2 x 300-m, 200-m jog", "300 r200 300"),
    ("2 x 3-mi, 1-mi jog", "4828 r1609 4828"),
    ("1M jog, 2 x 3 min hills with 90s jog, 1M jog", "w1609 180s r90s 180s c1609"),
    ("2M easy (18 mins), 400m", "3218 r1080s 400"),
    ("2 x 2M tempo, 3 min rest", "3218 r180s 3218"),
    ("2 x 10M sprints, walk back", "10 r10 10"),
    ("2 x 6 laps (1.5M), 5 min rest", "2400 r300s 2400"),
    ("half mile, 3/4 mile, mile with 2 min rest", "804 r120s 1207 r120s 1609"),
    ("800, mile, 800 with 2 min rest", "800 r120s 1609 r120s 800"),
    ("300m, full recovery, mile for time", "300 ro 1609"),
    ("2 x 3 miles with .5 jog", "4828 r804 4828"),
    ("2 x 3k with 0.4 jog", "3000 r400 3000"),
    ("10m, 20m and 30m sprints, walk back", "10 r10 20 r20 30"),
    ("2 x 300m or so with 90 secs or so rest", "300 r90s 300"),
    ("2 x {300m, 200m} with 60s, 3 min between sets", "300 r60s 200 r180s 300 r60s 200"),
    ("4k, 2.5k, 1k. 6 min rest after the 4, 3 min after the 2.5", "4000 r360s 2500 r180s 1000"),
    ("mile, 1100m, 700m, 3 minutes after the mile, 2 minutes after the 1100", "1609 r180s 1100 r120s 700"),
    ("a pyramid session with 1 min (30 s rest), 2 min (60 s rest), 1 min", "60s r30s 120s r60s 60s"),
    ("3 minutes out, rest 90 seconds, then 3 minutes back", "180s r90s 180s"),
    ("2 x 5/8 mile, 1/8 mile jog", "1005 r201 1005"),
    ("3 x 1/1 min", "60s r60s 60s r60s 60s"),
    ("2 x 440 yards with 220 jog", "402 r201 402"),
    ("4 mins (2), 3 mins (2), 2 mins", "240s r120s 180s r120s 120s"),
    ("4 min hard (2 easy); then 3 (1); then 2", "240s r120s 180s r60s 120s"),
    ("700m (one and three quarter laps of the track), 90 s rest, 300m", "700 r90s 300"),
    ("400m (one lap of the track), 90 s rest, 300m", "400 r90s 300"),
    ("2 x 700m with 350m jog (one lap of the old track)", "700 r350 700"),
    ("2 x Mill Road hill, jog down", "o ro o"),
    ("2 x 7th St. hill repeats with 2 min rest", "o r120s o"),
    ("2 x 30m shuttles, 30s rest", "30 r30s 30"),
]
"""A number without its unit, or with it at some distance."""

TARGETS = [
    ("2 x 2 miles at 6:00, 3 min rest", "3218 r180s 3218"),
    ("10k at 3:45", "10000"),
    ("3 x 300m at 10k, 5k and mile pace with 2 min", THREE),
    ("3 x 300m. Run these with 5k to half marathon pace. 2 min rest", THREE),
    ("3 x 300m from half marathon down to 5k pace, 2 min rest", THREE),
    ("Run at 80-85% MAS for 3 mins, jog at 55% MAS for 2 min, 2 times", "180s r120s 180s"),
    ("Sprint at 95% for 60m, walk back, 2 times", "60 r60 60"),
    ("4 x 300m, odd ones in 60, even ones in 70, 60s rest", "300 r60s 300 r60s 300 r60s 300"),
    ("3 x 300m, first in 62, second in 60, third in 58, 2 min rest", THREE),
    ("3 x 300m no slower than 0:58, 2 min rest", THREE),
    ("3 x 300m at 10K race pace (1:00) with 2 min recovery", THREE),
    ("2 min at 9/10, 1 min at 4/10 x 2", "120s r60s 120s"),
    ("2 x 4 min at 90-95% max HR with 3 min at 60-70% between", "240s r180s 240s"),
    ("Speed: 3 x 300m @ 5k pace with 2 min", THREE),
    ("Race pace, 3 x 300m with 2 min", THREE),
    ("Run at RPE 8 for 3 minutes, walk for 2 minutes, 2 times", "180s r120s 180s"),
]
"""Numbers that say how fast."""

PARTS = [
    ("2 x 300m (200m fast, 100m float), 200m jog", "300 r200 300"),
    ("2 x 300m as 200m fast and 100m jog, 3 min rest", "300 r180s 300"),
    ("1100-700-400 @ 5k pace, 300 jog", "1100 r300 700 r300 400"),
    ("2 x 700m - 350m jog", "700 r350 700"),
    ("700m - 400m - 300m with 2 min rest", "700 r120s 400 r120s 300"),
    ("10k, 8k and 2k at marathon pace", "10000 ro 8000 ro 2000"),
]
"""Lengths inside a rep, and lengths that only come to as much."""

ALL = [*RESULTS, *UNITS, *TARGETS, *PARTS]


@pytest.mark.parametrize(("text", "reading"), ALL, ids=[text for text, _ in ALL])
def test_a_number_is_what_a_runner_takes_it_for(text: str, reading: str) -> None:
    assert " ".join(short(step) for step in parse(text).steps) == reading


EXERTIONS = [
    f"3 x 300m {joint}{name} {between}{number}{scale}, 2 min rest"
    for joint in ("at an ", "at ", "(")
    for name in ("effort level", "perceived exertion", "intensity level")
    for between in ("of ", "of about ", "")
    for number in ("7", "7-8", "8 to 9")
    for scale in ("", "/10", " out of 10", " on a scale of 10", " on a scale of 1 to 10", " on a 1-10 scale")
]


@pytest.mark.parametrize("text", EXERTIONS)
def test_how_hard_on_a_scale_is_no_length_and_no_count(text: str) -> None:
    text = text.replace(", 2 min", "), 2 min") if "(" in text else text
    parsed = parse(text)
    assert " ".join(short(step) for step in parsed.steps) == THREE
    assert all(step.target or step.notes for step in parsed.steps if not step.is_pause)


@pytest.mark.parametrize(
    "text", ["3 x 300m effort 2 min rest", "3 x 300m efforts, 2 min", "3 x 300m effort: 2 min rest"]
)
def test_a_length_behind_an_effort_is_none_of_a_scale(text: str) -> None:
    assert " ".join(short(step) for step in parse(text).steps) == THREE
