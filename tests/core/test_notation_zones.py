"""The zones of a sprint are one run; lengths that are only sprints are as many as there are of them."""

from __future__ import annotations

import itertools

from tests.core.test_notation_said import reading_of

GATHERED = ("{}m build", "{}m acceleration", "run up {}m fast", "accelerate for {}m", "{}m rolling")
KEPT = ("{}m flat out", "{}m at 100%", "sprint {}m", "{}m fast", "100% {}m")
JOINTS = (", ", " / ", " + ", " and ", " into ", ", then ")


def test_the_zones_of_a_sprint_are_one_run() -> None:
    for gathered, kept, joint in itertools.product(GATHERED, KEPT, JOINTS):
        for first, second in ((20, 30), (30, 30), (40, 60)):
            zones = joint.join((gathered.format(first), kept.format(second)))
            total = first + second
            for text in (f"3 x ({zones}) with 3 min", f"3 x ({zones}), 3 min rest"):
                assert reading_of(text) == " r180s ".join([str(total)] * 3), text


def test_lengths_that_are_sprinted_are_not_the_zones_of_one() -> None:
    for kind in ("accelerations", "build ups", "sprints", "strides"):
        for lengths in ((20, 30, 40), (60, 50, 40), (30, 30, 30)):
            text = ", ".join(f"{length}m" for length in lengths) + f" {kind} with 3 min"
            assert reading_of(text) == " r180s ".join(map(str, lengths)), text


def test_a_run_in_is_no_rep_and_no_recovery() -> None:
    for run_in in ("20m run-in", "20m run in", "a 20m build up", "20m acceleration", "30m acceleration zone"):
        for text in (f"3 x 40m flying with {run_in}, 3 min", f"3 x 40m flying ({run_in}), 3 min"):
            assert reading_of(text) == "40 r180s 40 r180s 40", text
