"""Runs that begin with a walk, as beginners' plans have them, and what all of it comes to.

They stand together because such a plan says both on every line, and neither may be run in another place.
"""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_clubs import short
from trackclock.core.notation import NotationError, candidates_of, parse, read, tidy
from trackclock.core.plan import Plan

JOINTS = (", ", " + ", " / ", "; ", " then ")
PASSES = ("({}) x 3", "3 x ({})", "({}) × 3", "3 sets of ({})", "9 min warm up, ({}) x 3", "2 x 500m off 90s. ({}) x 3")
TURNS = (
    ("walk 2 min", "jog 40s"),
    ("brisk walk 2 min", "run 40s"),
    ("2 min walk", "40s jog"),
    ("2 min walk", "run 40s"),
    ("walk for 2 min", "jog for 40 seconds"),
)


@pytest.mark.parametrize("passes", PASSES)
@pytest.mark.parametrize("joint", JOINTS)
def test_each_pass_begins_with_the_walk_wherever_the_number_stands(joint: str, passes: str) -> None:
    for walk, run in TURNS:
        steps = parse(passes.format(f"{walk}{joint}{run}")).steps
        assert " ".join(map(short, steps)).endswith("r120s 40s r120s 40s r120s 40s"), (walk, run)


@pytest.mark.parametrize("text", ["3 x ({}, {})", "9 min warm up\n3 x ({}, {})", "3 x ({}, {}), 6 min rest, 1 x 300s"])
def test_passes_that_begin_with_a_walk_are_told_in_tidy_text(text: str) -> None:
    for walk, run in TURNS:
        steps = parse(text.format(walk, run)).steps
        told = tidy(Plan("", steps))
        assert "3 x (2 min" in told
        assert parse(told).steps == steps


ROUGHLY = ("Approx. {}", "about {}", "around {}.", "roughly {}", "~{}", "(about {})")
SESSIONS = ("3 x 300m, 50s rest", "3 x 300m with 50s", "3 x (walk 2 min, run 3 min)")


@pytest.mark.parametrize("session", SESSIONS)
@pytest.mark.parametrize("joint", [". ", ", ", "\n", " "])
def test_a_rough_length_at_the_end_is_never_run_unasked(session: str, joint: str) -> None:
    alone = parse(session).steps
    for roughly, length in itertools.product(ROUGHLY, ("25 min", "40 minutes", "7 km", "5 miles")):
        text = f"{session}{joint}{roughly.format(length)}"
        try:
            assert list(map(short, parse(text).steps)) == list(map(short, alone)), text
        except NotationError as error:
            offered = [[short(step) for step in candidate.steps] for candidate in candidates_of(text, error)]
            assert list(map(short, alone)) in offered, text


@pytest.mark.parametrize("text", ["3 x 300m off 50s, then about 2 km easy", "3 x 300m off 50s and about 9 min steady"])
def test_a_rough_length_with_words_of_its_own_is_run(text: str) -> None:
    assert len(parse(text).steps) > 6


WAYS = ["{} run", "run {}", "{} of running", "{} running"]
WALKS = ["{} walk", "walk {}", "{} of walking", "{} jog", "jog {}"]
ROWS = list(itertools.islice(itertools.product(WAYS, WALKS, WAYS, WALKS, WAYS), 7, None, 11))


@pytest.mark.parametrize("joint", [" ", " and ", " then "])
@pytest.mark.parametrize("row", ROWS)
def test_runs_and_walks_in_a_row_are_read_as_with_commas_between_them(row: tuple[str, ...], joint: str) -> None:
    pieces = [way.format(time) for way, time in zip(row, ("6 min", "2 mins", "4 min", "90s", "8 mins"), strict=True)]
    told = joint.join([" ".join(pieces[:4]), pieces[4]])
    parsed, errors = read(told)
    assert parsed is not None, errors
    assert list(map(short, parsed.steps)) == list(map(short, parse(", ".join(pieces)).steps))


@pytest.mark.parametrize("joint", [" and ", " then ", ", then ", " + "])
@pytest.mark.parametrize("walk", ["1 min walk", "1 min of walking", "1 min jog", "walk 1 min"])
@pytest.mark.parametrize("run", ["2 min run", "2 min hard", "2 min of running"])
@pytest.mark.parametrize("often", ["3 rounds of", "3 x", "3 sets of"])
def test_so_many_walks_and_runs_are_so_many_of_both(often: str, walk: str, joint: str, run: str) -> None:
    text = f"{often} {walk}{joint}{run}"
    parsed, errors = read(text)
    told = [parsed] if parsed is not None else candidates_of(text, errors[0])[:1]
    assert (parsed is None) == (often == "3 x" and joint.startswith(","))  # which can be so many walks, and then a run
    assert " ".join(map(short, told[0].steps)) == "r60s 120s r60s 120s r60s 120s"


def test_no_run_behind_the_last_walk_is_left_out() -> None:
    text = "6 min of running, 3 min of walking, 9 min of running, 2 min of walking and 1 min of running"
    assert " ".join(map(short, parse(text).steps)) == "360s r180s 540s r120s 60s"
