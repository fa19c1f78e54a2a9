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
    ("1500m hard ~4:50, 2 min, 300m", "1500 r120s 300"),
    ("850m x 2 each in 3:24 on 30 secs recovery", "850 r30s 850"),
    ("6 km tempo on a hill in about 30 min, 2 min, 300m", "6000 r120s 300"),
    ("2 x 350m on a hill in about 70-80 seconds", "350 ro 350"),
    ("2 mile warm-up: 8:30 pace\n300m", "w3218 300"),
]
"""Times that were run, or are to be run, are no reps and no rests."""


@pytest.mark.parametrize(("text", "reading"), RESULTS, ids=[text for text, _ in RESULTS])
def test_a_number_is_what_a_runner_takes_it_for(text: str, reading: str) -> None:
    assert " ".join(short(step) for step in parse(text).steps) == reading
