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
