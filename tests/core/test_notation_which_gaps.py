"""Recoveries for so many of the reps, from either end: behind each rep lies the one that was told for it."""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_said import reading_of

FORMS = (
    "{n} x 450m with {a}s for the first {k} and {b}s for the last {l}",
    "{n} x 450m, {a}s for the first {k}, {b}s for the rest",
    "{n} x 450m, {a}s after the first {k}, {b}s after the rest",
    "{n} x 450m with {a}s rest for the first {k}, {b}s rest for the others",
    "{n} x 450m, first {k} with {a}s, last {l} with {b}s",
)


def gapped(gaps: list[str]) -> str:
    """A rep, and one more behind each gap."""
    return " ".join(["450", *(f"{gap} 450" for gap in gaps)])


@pytest.mark.parametrize("form", FORMS)
def test_so_many_from_the_start_have_one_recovery_and_the_others_another(form: str) -> None:
    for reps, (one, other) in itertools.product((4, 6, 8, 9), ((60, 90), (45, 120))):
        for first in range(1, reps - 1):
            text = form.format(n=reps, k=first, l=reps - first, a=one, b=other)
            gaps = [f"r{one if number <= first else other}s" for number in range(1, reps)]
            assert reading_of(text) == gapped(gaps), text


def test_three_recoveries_share_the_reps() -> None:
    for first, second in itertools.product((2, 3), (2, 3)):
        text = f"9 x 450m, 60s for the first {first}, 75s for the next {second}, 90s for the rest"
        gaps = ["r60s"] * first + ["r75s"] * second + ["r90s"] * (8 - first - second)
        assert reading_of(text) == gapped(gaps), text


@pytest.mark.parametrize("told", ["with 60s, 3 min after every {k}", "(60s), 3 min after every {k} reps"])
def test_a_longer_rest_follows_every_so_many_reps(told: str) -> None:
    for reps, every in ((8, 2), (9, 3), (10, 5), (7, 4)):
        text = f"{reps} x 450m {told.format(k=every)}"
        gaps = ["r180s" if number % every == 0 else "r60s" for number in range(1, reps)]
        assert reading_of(text) == gapped(gaps), text


JOINTS = (" and ", " and the ", " & the ")
TOLD = (", {a} between the {x}{j}{y}, {b} between the {y}{j}{z}", ". {a} between {x}{j}{y} and {b} between {y}{j}{z}")


@pytest.mark.parametrize("joint", JOINTS)
@pytest.mark.parametrize("told", TOLD)
@pytest.mark.parametrize("unit", ["", "m"])
def test_between_one_length_and_another_lies_one_recovery(joint: str, told: str, unit: str) -> None:
    for one, two, three in ((850, 650, 450), (300, 500, 900), (650, 300, 650)):
        runs = [f"{run}{unit}" for run in (one, two, three)]
        told_of = told.format(a="2:15", b="75s", x=runs[0], y=runs[1], z=runs[2], j=joint)
        steps = f"{one} r135s {two} r75s {three}"
        assert reading_of(f"{', '.join(runs)}{told_of}") == steps, told_of
        assert reading_of(f"2 x ({', '.join(runs)}){told_of}, 6 min between sets") == f"{steps} r360s {steps}", told_of


@pytest.mark.parametrize("after", ["900 and 700", "900 and the 700", "900m and 700m", "900s & 700s"])
@pytest.mark.parametrize("joint", [" with ", ". ", ", "])
def test_after_several_lengths_lies_the_same_recovery(after: str, joint: str) -> None:
    for rest, steps in (("2 min", "r120s"), ("300m jog", "r300"), ("2 min rest", "r120s")):
        text = f"900m, 700m, 500m, 300m{joint}{rest} after the {after}, 75s after the 500"
        assert reading_of(text) == f"900 {steps} 700 {steps} 500 r75s 300", text


@pytest.mark.parametrize("told", ["after the 900", "between the 900 and the 700", "between the 900m and 700m"])
@pytest.mark.parametrize("joint", [", ", " but ", ". ", "; "])
def test_a_recovery_for_one_gap_goes_before_the_one_for_all(told: str, joint: str) -> None:
    text = f"900m, 700m, 500m, 300m with 75s{joint}2:30 {told}"
    assert reading_of(text) == "900 r150s 700 r75s 500 r75s 300", text


def test_a_mile_is_a_length_between_which_and_another_lies_a_recovery() -> None:
    for one, other in (("the mile", "the 800"), ("the mile", "800"), ("the mile", "the 800m")):
        text = f"1 mile, 800m, 500m. 3 min between {one} and {other}, 2 min between the 800 and the 500"
        assert reading_of(text) == "1609 r180s 800 r120s 500", text
