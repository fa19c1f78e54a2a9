"""What belongs to a set, and what is run behind it: "sets of" takes the list behind it, or asks."""

from __future__ import annotations

import pytest

from tests.core.test_notation_asking import sessions
from tests.core.test_notation_clubs import short
from trackclock.core.notation import candidates_of, parse, read
from trackclock.core.plan import StepKind

SETS = ("2 sets of", "2 rounds of", "2 lots of", "2 sets (all of us) of", "two sets of", "2 circuits of")
LISTS = [
    ("500m, 60s, 300m", "500 r60s 300 {gap} 500 r60s 300"),
    ("500m, 60s rest, 300m, 30s rest, 200m", "500 r60s 300 r30s 200 {gap} 500 r60s 300 r30s 200"),
    ("500m, 100m jog, 300m", "500 r100 300 {gap} 500 r100 300"),
    ("500m, jog 100m, 300m", "500 r100 300 {gap} 500 r100 300"),
    ("3 min hard, 45s rest, 75s hard", "180s r45s 75s {gap} 180s r45s 75s"),
]
BEHIND = [
    ("", "ro"),
    (", 4 min between sets", "r240s"),
    (", with 4 min jog between sets", "r240s"),
    ("; 4 min between the sets", "r240s"),
    (". 4 min rest between sets", "r240s"),
]


@pytest.mark.parametrize("sets", SETS)
@pytest.mark.parametrize(("listed", "steps"), LISTS)
@pytest.mark.parametrize(("behind", "gap"), BEHIND)
def test_sets_of_a_list_with_its_recoveries_repeat_the_list(
    sets: str, listed: str, steps: str, behind: str, gap: str
) -> None:
    text = f"{sets} {listed}{behind}"
    assert " ".join(map(short, parse(text).steps)) == steps.format(gap=gap), text


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("2 sets of 500m, 60s", "500 r60s 500"),
        ("2 sets of 2 x 300m, 60s; 200m", "300 r60s 300 ro 300 r60s 300 ro 200"),
        ("2 sets of 2 x 300m with 60s, then 200m", "300 r60s 300 ro 300 r60s 300 ro 200"),
        ("2 x 500m, 60s, 300m", "500 r60s 500 ro 300"),
        ("2 sets (all of us) of (300m, 60s, 500m)", "300 r60s 500 ro 300 r60s 500"),
        ("2 x 3 min:1 min", "180s r60s 180s"),
        ("2 x 3 min : 90s, then 300m", "180s r90s 180s ro 300"),
        ("2 x (3 min : 1 min)", "180s r60s 180s"),
        ("2 min jog / 90s walk\n3 min jog / 60s walk\ncool down", "120s r90s 180s r60s co"),
        ("2 x 300m, 100m walk", "300 r100 300"),
    ],
)
def test_what_is_a_set_and_what_is_none(text: str, steps: str) -> None:
    assert " ".join(map(short, parse(text).steps)) == steps


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (
            "2 sets of 2 x 300m with 60s, 2 x 200m with 30s",
            "300 r60s 300 ro 200 r30s 200 ro 300 r60s 300 ro 200 r30s 200",
        ),
        ("2 sets of 2 x 300m with 60s, 2 x 200m with 30s", "300 r60s 300 ro 300 r60s 300 ro 200 r30s 200"),
        ("2 sets of 700m + 2 x 300m", "700 ro 300 ro 300 ro 700 ro 300 ro 300"),
        ("2 sets of 2 x 500m, 300m", "500 ro 500 ro 300 ro 500 ro 500 ro 300"),
    ],
)
def test_what_can_belong_to_a_set_or_follow_it_is_asked_about(text: str, offered: str) -> None:
    assert read(text)[0] is None
    assert offered in sessions(text)


MOVED = [("walk back", "r{length}"), ("a jog back", "r{length}"), ("100m jog", "r100"), ("90s walk", "r90s")]
PASSES = [
    ("2 x (3 x {length}m)", 3),
    ("2 sets of 3 x {length}m", 3),
    ("two sets of 4 x {length}m", 4),
    ("2 x (2 x {length} m)", 2),
]


@pytest.mark.parametrize("length", [60, 150, 300])
@pytest.mark.parametrize(("reps", "times"), PASSES)
@pytest.mark.parametrize(("moved", "gap"), MOVED)
@pytest.mark.parametrize("joint", [" and ", " then ", ", "])
@pytest.mark.parametrize("still", ["5 min rest", "5 minutes standing rest"])
def test_a_rest_told_behind_a_walk_or_jog_lies_between_the_passes(
    length: int, reps: str, times: int, moved: str, gap: str, joint: str, still: str
) -> None:
    text = f"{reps.format(length=length)} with {moved}{joint}{still}"
    once = f" {gap.format(length=length)} ".join([str(length)] * times)
    assert " ".join(map(short, parse(text).steps)) == f"{once} r300s {once}", text


@pytest.mark.parametrize(
    "often", ["x 3, 2 sets", "3 reps per set, 2 sets", "3 runs in each set. Complete 2 sets", "x 3 per set, 2 sets"]
)
@pytest.mark.parametrize("rests", [", 60s between reps, 5 min between sets", "\n60s between reps\n5 min between sets"])
@pytest.mark.parametrize("joint", ["\n", ", "])
def test_how_many_reps_and_how_many_sets_are_both_passed(often: str, rests: str, joint: str) -> None:
    once = " r60s ".join(["150"] * 3)
    assert " ".join(map(short, parse(f"150m{joint}{often}{rests}").steps)) == f"{once} r300s {once}"


@pytest.mark.parametrize(
    "reps", ["4 x 30/30", "4 x 30s/30s", "4 x 40s w/ 20s", "4 x 1 min with 1 min rec", "4 x 300m w/ 60s"]
)
@pytest.mark.parametrize("gap", ["90s", "2 min", "3 min", "5 min"])
@pytest.mark.parametrize("form", ["2 x {}", "3 x ({})", "3 sets of {}"])
def test_a_bare_time_at_the_end_lies_between_sets_whose_reps_have_their_recovery(
    form: str, reps: str, gap: str
) -> None:
    bare, told = (parse(f"{form.format(reps)}, {gap}{words}").steps for words in ("", " between sets"))
    assert list(map(short, bare)) == list(map(short, told))
    assert sum(step.kind is StepKind.REST for step in bare) == int(form[0]) - 1


COUNTS = ("2 sets of {}", "2 rounds of {}", "two times through {}", "twice through {}", "2 x {} ladder")
LADDERS = ("900/700/500", "900, 700, 500", "900-700-500", "900m, 700m, 500m")
SPOKEN = ("900, 700 and 500", "a 900, a 700 and a 500", "the 900, 700, 500 ladder", "a 900/700/500 pyramid")


def twice(text: str, gap: str) -> bool:
    """Whether a text is the ladder twice, a gap between the two."""
    steps = "900 r75s 700 r75s 500"
    return " ".join(map(short, parse(text).steps)) == f"{steps} {gap} {steps}"


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("listed", LADDERS)
@pytest.mark.parametrize("article", ["", "the ", "a "])
def test_a_number_before_a_list_is_that_of_the_list(count: str, listed: str, article: str) -> None:
    assert twice(f"{count.format(article + listed)} with 75s", "r75s")


@pytest.mark.parametrize("count", COUNTS[:-1])
@pytest.mark.parametrize("listed", SPOKEN)
@pytest.mark.parametrize("between", [", 5 min between sets", ". 5 min rest between the sets", "\n5 min between sets"])
def test_and_so_is_that_of_a_spoken_list(count: str, listed: str, between: str) -> None:
    assert twice(f"{count.format(listed)} with 75s{between}", "r300s")


@pytest.mark.parametrize("sets", ["sets", "the two", "blocks", "the 450s and the 250s", "the 450s and 250s"])
@pytest.mark.parametrize(
    ("first", "last", "one", "other"), [("", " with 60s", 60, 60), (" with 75s", " with 45s", 75, 45)]
)
@pytest.mark.parametrize("joint", [", ", ". ", "; "])
def test_a_rest_between_two_repeats_leaves_them_their_recoveries(
    sets: str, first: str, last: str, one: int, other: int, joint: str
) -> None:
    text = f"3 x 450m{first}, 3 x 250m{last}{joint}6 min between {sets}"
    steps = f"450 r{one}s 450 r{one}s 450 r360s 250 r{other}s 250 r{other}s 250"
    assert " ".join(map(short, parse(text).steps)) == steps, text


@pytest.mark.parametrize("again", ["then repeat", "then same again", "and go again", "then do it again", "repeat"])
@pytest.mark.parametrize("mark", [". ", "; "])
@pytest.mark.parametrize("comma", [", ", " "])
def test_a_time_in_a_sentence_before_all_is_run_again_is_the_rest(mark: str, comma: str, again: str) -> None:
    text = f"350m, 250m with 60s{mark}5 min{comma}{again}"
    parsed, errors = read(text)
    assert parsed is not None, errors
    assert " ".join(map(short, parsed.steps)) == "350 r60s 250 r300s 350 r60s 250"


@pytest.mark.parametrize("joint", [", ", " ", "-", "/"])
@pytest.mark.parametrize("back", ["jog back", "walk back", "jog back down"])
@pytest.mark.parametrize("lengths", [("10s", "20s", "10s"), ("60m", "80m", "60m"), ("20s", "30s", "40s", "30s", "20s")])
def test_the_last_length_of_a_list_is_run_before_the_way_back(lengths: tuple[str, ...], joint: str, back: str) -> None:
    parsed, errors = read(f"{joint.join(lengths)} {back}")
    told = parsed if parsed is not None else candidates_of(f"{joint.join(lengths)} {back}", errors[0])[0]
    assert sum(step.kind is StepKind.REP for step in told.steps) == len(lengths)


SAME = ("3 x 40s with 20s", "3 x 40/20", "3 x 40s (20s rest)")
JOINED = (", {}, ", "; {}; ", ". {}. ", ", then {}, then ", " - {} - ", "\n{}\n")


@pytest.mark.parametrize("sets", SAME)
@pytest.mark.parametrize("joined", JOINED)
def test_a_time_between_two_sets_that_are_the_same_is_the_rest_between_them(sets: str, joined: str) -> None:
    for minutes in (2, 3, 5):
        text = f"{sets}{joined.format(f'{minutes} min')}{sets}"
        steps = "40s r20s 40s r20s 40s"
        assert " ".join(map(short, parse(text).steps)) == f"{steps} r{minutes * 60}s {steps}", text


@pytest.mark.parametrize("joined", [", {}, ", "; {}; ", "\n{}\n"])
def test_between_two_that_are_not_the_same_it_is_asked_about(joined: str) -> None:
    for first, last in (("3 x 40s with 20s", "2 x 90s with 45s"), ("4 x 2 min with 60s", "4 x 1 min with 30s")):
        text = f"{first}{joined.format('4 min')}{last}"
        assert read(text)[0] is None, text
        offered = sessions(text)
        assert " r240s " in offered[0], text
        assert any(" 240s " in steps for steps in offered), text
