"""Reps that are told one by one by their numbers are run; numbers of reps that stand above them are not."""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_asking import sessions
from tests.core.test_notation_said import reading_of
from trackclock.core.notation import NotationError, parse

NUMBERS = (("first", "second", "third"), ("1st", "2nd", "3rd"), ("the first", "the second", "the last"))
HOW = (("easy", "steady", "hard"), ("at 10k pace", "at 5k pace", "at mile pace"), ("in 3:10", "in 3:04", "in 2:58"))
LENGTHS = (("700m", "700m", "700m"), ("1k", "700m", "500m"), ("mile", "mile", "mile"), ("700m", "", ""))
METRES = {"700m": "700", "1k": "1000", "500m": "500", "mile": "1609", "": "700"}


@pytest.mark.parametrize("lengths", LENGTHS)
@pytest.mark.parametrize("numbers", NUMBERS)
def test_reps_in_the_order_of_their_numbers_are_run(numbers: tuple[str, ...], lengths: tuple[str, ...]) -> None:
    for how, joint, name in itertools.product(HOW, (", ", "; ", ". ", ", then "), ("", " rep", " one")):
        if (how[0].startswith("in") and lengths[0] != "700m") or (name and not lengths[1]):
            continue
        told = [f"{number}{name} {length} {way}" for number, length, way in zip(numbers, lengths, how, strict=True)]
        text = joint.join(" ".join(piece.split()) for piece in told) + ", all with 2 min rest"
        assert reading_of(text) == " r120s ".join(METRES[length] for length in lengths), text
        assert [step.target is not None for step in parse(text).steps[::2]] == [True] * 3, text


def test_numbers_of_reps_that_stand_above_them_are_no_more_reps() -> None:
    for first, second in itertools.permutations(("5k pace", "3k pace", "mile pace"), 2):
        text = f"2 x 700m, first at {first}, second at {second}, 2 min"
        assert reading_of(text) == "700 r120s 700", text


def test_a_line_that_begins_with_the_number_of_a_rep_is_asked_about() -> None:
    for length in ("700m", "1k", "9 min"):
        text = f"First {length} easy\nSecond {length} steady\nThird {length} hard"
        with pytest.raises(NotationError):
            parse(text)
        run = {"700m": "700", "1k": "1000", "9 min": "540s"}[length]
        assert f"{run} ro {run} ro {run}" in sessions(text), text


def test_the_times_of_the_laps_inside_a_rep_are_not_run() -> None:
    laps = (("first lap", "second lap"), ("1st lap", "2nd lap"), ("the first 400", "the last 400"))
    for (one, other), sign, lead in itertools.product(laps, (" in ", " ", ": ", " at "), (": ", ", ", " - ", " with ")):
        for first, second in (("80", "78"), ("1:20", "1:18"), ("80 secs", "78 secs")):
            text = f"2 x 800m{lead}{one}{sign}{first}, {other}{sign}{second}, 3 min rest"
            assert reading_of(text) == "800 r180s 800", text
    for told in ("laps of 80, 78", "laps in 80 and 78", "splits of 1:20, 1:18"):
        for joint in (" with ", ", ", " - "):
            assert reading_of(f"2 x 800m{joint}{told}, 3 min rest") == "800 r180s 800", told
