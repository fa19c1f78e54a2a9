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


THROUGHOUT = ("throughout", "all the way", "all the way through", "across the board", "the whole way")


@pytest.mark.parametrize("words", THROUGHOUT)
@pytest.mark.parametrize("joint", [" then ", ", then ", ", ", "; ", " and "])
def test_a_recovery_throughout_lies_in_every_gap(words: str, joint: str) -> None:
    for rest, gap in (("75s rest", "r75s"), ("75s jog", "r75s"), ("200m jog", "r200"), ("75s", "r75s")):
        text = f"3 x 950m{joint}2 x 450m, {rest} {words}"
        assert reading_of(text) == f"950 {gap} 950 {gap} 950 {gap} 450 {gap} 450", text


@pytest.mark.parametrize("words", THROUGHOUT)
@pytest.mark.parametrize("sets", ["2 x (3 x 450m)", "2 sets of 3 x 450m", "2 x 3 x 450m"])
def test_nor_are_the_gaps_between_sets_left_out(words: str, sets: str) -> None:
    assert reading_of(f"{sets} with 75s jog {words}") == " r75s ".join(["450"] * 6)


@pytest.mark.parametrize("others", ["after the rest", "after the others", "between the others", "for the rest"])
@pytest.mark.parametrize("joint", [", ", " and ", "; "])
def test_the_other_gaps_of_a_list_have_the_other_recovery(others: str, joint: str) -> None:
    for told, first in (("after the 900", 1), ("after the 900 and 700", 2), ("after the first 2", 2)):
        gaps = ["r150s" if number < first else "r75s" for number in range(3)]
        steps = " ".join(f"{run} {gap}" for run, gap in zip((900, 700, 500), gaps, strict=True)) + " 300"
        recoveries = f"2:30 {told}{joint}75s {others}"
        assert reading_of(f"900m, 700m, 500m, 300m. {recoveries}") == steps, recoveries
        if told != "after the first 2":
            sets = f"2 x (900m, 700m, 500m, 300m), {recoveries}{joint}6 min between sets"
            assert reading_of(sets) == f"{steps} r360s {steps}", sets


EXCEPT = ("except", "except for", "but", "apart from", "except that")
AT_PLACE = (("in the middle", 3), ("after the 2nd", 2), ("after the fifth one", 5), ("at halfway", 3))


@pytest.mark.parametrize("words", EXCEPT)
@pytest.mark.parametrize("joint", [(", {}", ""), (" ({}", ")"), ("; {}", "")])
def test_one_gap_is_told_apart_from_the_others(words: str, joint: tuple[str, str]) -> None:
    for place, number in AT_PLACE:
        for told in (f"{words} {place} 3 min", f"{words} {place}, 3 min rest", f"{words} {place} where it was 3 min"):
            text = f"6 x 450m with 75s recovery{joint[0].format(told)}{joint[1]}"
            assert reading_of(text) == gapped(["r180s" if at == number else "r75s" for at in range(1, 6)]), text


PART_OF_EACH = ("last 200m of each rep fast", "last 200m of each hard", "final 200m all out", "first 200m of each easy")


@pytest.mark.parametrize("inside", PART_OF_EACH)
@pytest.mark.parametrize("run", ["450m", "450"])
def test_a_part_of_each_rep_is_run_inside_it_and_leaves_the_recovery(inside: str, run: str) -> None:
    for rest, gap in (("200m jog", "r200"), ("2 min jog", "r120s"), ("2 min rest", "r120s")):
        for told in (inside, inside.replace("200m", "200")) if run == "450" else (inside,):
            text = f"3 x {run}, {told}, {rest}"
            assert reading_of(text) == gapped([gap, gap]), text


NAMED_SETS = (("A: ", "B: ", "C: "), ("1) ", "2) ", "3) "), ("Set 1: ", "Set 2: ", "Set 3: "), ("", "", ""))
BETWEEN_SETS = (
    ("between A and B", "between B and C"), ("between 1 and 2", "between 2 and 3"),
    ("after the first set", "after the second set"),
    ("between sets 1 and 2", "between sets 2 and 3"), ("between set 1 and set 2", "between set 2 and set 3"),
    ("between part 1 and part 2", "between part 2 and part 3"),
)  # fmt: skip


@pytest.mark.parametrize("names", NAMED_SETS)
@pytest.mark.parametrize("between", BETWEEN_SETS)
@pytest.mark.parametrize("joint", ["\n", ", ", ". "])
def test_between_two_sets_that_are_named_lies_one_rest(
    names: tuple[str, ...], between: tuple[str, str], joint: str
) -> None:
    if between[0] == "between 1 and 2":
        joint = "\n"  # behind another length they could be minutes
    lines = [
        f"{name}2 x {run}m with {gap}s" for name, run, gap in zip(names, (450, 350, 150), (75, 45, 30), strict=True)
    ]
    text = "\n".join(lines) + f"\n6 min {between[0]}{joint}4 min rest {between[1]}"
    assert reading_of(text) == "450 r75s 450 r360s 350 r45s 350 r240s 150 r30s 150", text


@pytest.mark.parametrize("between", ["between these two sets", "between the two sets", "before the next set"])
@pytest.mark.parametrize("lead", ["{} min ", "Have a {} min break ", "{} min rest "])
def test_a_rest_before_the_next_set_lies_where_it_stands(between: str, lead: str) -> None:
    rests = [f"{lead.format(minutes)}{between}" for minutes in (6, 4)]
    text = f"2 x 450m with 75s\n{rests[0]}\n2 x 350m with 45s\n{rests[1]}\n2 x 150m (30s rest)"
    assert reading_of(text) == "450 r75s 450 r360s 350 r45s 350 r240s 150 r30s 150", text
