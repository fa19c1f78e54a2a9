"""What is done once more with another length has the number of reps and the recovery of what stands before it."""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_said import reading_of
from trackclock.core.notation import NotationError, parse

REPS = {"2 x 700m": ("700", 2), "3 x 1k": ("1000", 3), "2 x 2 km": ("2000", 2)}
RECOVERIES = {" with 90s": "r90s", " off 2 min": "r120s", ", 200m jog": "r200", " w/ 90s jog rest": "r90s"}
LEADS = (", then the same with ", ". Then the same with ", ", and the same over ", ". This was repeated with ")


def test_the_same_with_another_length_is_run_as_often_with_the_same_recovery() -> None:
    for (reps, (one, times)), (rest, gap), lead in itertools.product(REPS.items(), RECOVERIES.items(), LEADS):
        for length, other in {"300m": "300", "500 metres": "500"}.items():
            wanted = f" {gap} ".join([one] * times) + " ro " + f" {gap} ".join([other] * times)
            assert reading_of(f"{reps}{rest}{lead}{length}") == wanted, (reps, rest, lead, length)
            wanted = f" {gap} ".join([one] * times) + " ro " + f" {gap} ".join([other] * 4)
            assert reading_of(f"{reps}{rest}{lead}4 x {length}") == wanted, (reps, rest, lead, length)


@pytest.mark.parametrize("before", ["700m, 90s, 300m", "2 x (700m, 300m) with 90s"])
@pytest.mark.parametrize("lead", LEADS)
def test_the_same_of_what_is_no_repeat_of_one_length_is_asked_about(before: str, lead: str) -> None:
    with pytest.raises(NotationError, match="does not say what is run"):
        parse(f"{before}{lead}500m")


@pytest.mark.parametrize("rest", ["3 min rest", "90s recovery", "400m jog"])
def test_a_recovery_behind_the_word_is_a_rest_before_all_is_run_again(rest: str) -> None:
    gap = {"3 min rest": "r180s", "90s recovery": "r90s", "400m jog": "r400"}[rest]
    assert reading_of(f"2 x 700m with 60s. Repeat with {rest}") == f"700 r60s 700 {gap} 700 r60s 700"


def test_as_many_more_at_another_pace_with_a_recovery_of_their_own_are_run_besides() -> None:
    """A smaller number is that of some of the reps, whose recovery was told before."""
    for reps, joint, pace in itertools.product(
        (2, 3, 4), (", ", ", then ", "; then "), ("at 3k pace", "@ 5k pace", "at 72")
    ):
        text = f"{reps} x 700m with 60s{joint}{reps} {pace} with 90s"
        assert reading_of(text) == " r60s ".join(["700"] * reps) + " ro " + " r90s ".join(["700"] * reps), text
    assert reading_of("4 x 700m with 60s, 2 at 5k pace, 2 at 3k pace") == "700 r60s 700 r60s 700 r60s 700"
