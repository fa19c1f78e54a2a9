"""How often something is run: a number before words for runs, and a number apart from what it counts.

Every way to say the number meets every way to say what is run, so that no pair of them is read otherwise.
"""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_clubs import short
from trackclock.core.notation import candidates_of, parse, read


def reading_of(text: str) -> str:
    """The steps of a text in a few letters; what is wrong with it if it cannot be read."""
    parsed, errors = read(text)
    return " ".join(short(step) for step in parsed.steps) if parsed is not None else f"error: {errors[0].what}"


def turns(count: int, rep: str, rest: str) -> str:
    """So many reps in a few letters with a recovery between them."""
    return f" {rest} ".join([rep] * count)


NUMBERS = ("3", "three", "2-3", "2 (or 3 if you feel good)")
LOOKS = ("easy paced", "fast and relaxed", "solid", "10k pace", "nice, smooth", "consecutive")
RUNS = ("300s", "300m reps", "300m efforts", "bursts of 300m", "goes at 300m", "climbs over 300m")
RESTS = (" with 60s", ", 60s jog", " off 60s rest")


@pytest.mark.parametrize("look", LOOKS)
def test_a_number_counts_the_runs_behind_it_whatever_describes_them(look: str) -> None:
    texts = [
        f"{number} {look} {runs}{rest}" for number, runs, rest in zip(NUMBERS * 9, RUNS * 6, RESTS * 12, strict=True)
    ]
    assert [text for text in texts if reading_of(text) != turns(3, "300", "r60s")] == []


TOLD = ("300m hard, 60s jog", "300m up the hill, 60s rest", "300m fast with 60s jog")
JOINTS = (". ", "; ", ".\n", " - ")
APART = (
    "3 reps", "Three of them", "Do 3", "3 in all", "3 rounds", "3 sets", "2-3 reps is plenty",
    "Aim for 3 reps", "3 cycles in total", "We did three of these", "Repeat anywhere from 2-3 times",
    "Complete 3 rounds", "String three of those together", "Keep going until 3 reps are done",
    "3 rounds and you are done",
)  # fmt: skip
ENDINGS = ("", ".", ", then 10 min cool down")


@pytest.mark.parametrize("apart", APART)
def test_a_number_counts_what_the_sentence_before_it_tells(apart: str) -> None:
    ways = itertools.product(TOLD, JOINTS)
    texts = [f"{told}{joint}{apart}{end}" for (told, joint), end in zip(ways, ENDINGS[:3] * 4, strict=True)]
    wanted = turns(3, "300", "r60s")
    assert [text for text in texts if reading_of(text).removesuffix(" c600s") != wanted] == []


READ = [
    ("60s hard, 60s easy. Done in 2 sets of 2 reps, 3 min between sets", "60s r60s 60s r180s 60s r60s 60s"),
    ("2 sets of 3 reps (300m, 200m, 100m), 60s, 3 min between sets",
     "300 r60s 200 r60s 100 r180s 300 r60s 200 r60s 100"),
    ("1 set of 3 runs over 80m, 120m and 160m, 2 min between runs", "80 r120s 120 r120s 160"),
    ("10 min jog, then we did 2 sets of the following:\n800m, 60s\n400m, 2 min",
     "w600s 800 r60s 400 r120s 800 r60s 400"),
    ("Two repetitions of:\n60 seconds jogging\n90 seconds walking", "60s r90s 60s"),
    ("10 min WU, 2(4minx2min), 5 min CD", "w600s 240s r120s 240s c300s"),
    ("2(400m), 60s", "400 r60s 400"),
    ("Today I am doing 2 x mile with 3 min", "1609 r180s 1609"),
    ("2 alternations of 1k@3:40 + 1k@4:10", "1000 ro 1000 ro 1000 ro 1000"),
    ("Run 60s, walk 60s. Repeat 2 times, making a total of three reps", "60s r60s 60s r60s 60s"),
    ("Run 60s, walk 60s. Repeat 2 more times for a total of three", "60s r60s 60s r60s 60s"),
    ("1. 400m hard\n2. 200m jog\n3. Repeat steps 1 and 2 two times (so three in total)", "400 r200 400 r200 400"),
    ("1. 400m\n2. 200m jog\n3. Repeat steps a and b until you have done them a total of 2 (two) times", "400 r200 400"),
    ("2 x 400m, 60s. The hill is a longish one", "400 r60s 400"),
    ("12 people turned up for 2 x 400m, 60s", "400 r60s 400"),
    ("Recovery is twice what the rep took. 2 x 400m", "400 ro 400"),
    ("2 x 400m, 60s before setting off on the next repeat.", "400 r60s 400"),
    ("30 min easy with 2 strides at the end", "1800s ro o ro o"),
    ("7 miles @ 6:40/mi. (12 total)", "11265"),
    ("2 sets of 2, 3, and 2 mins with 60s", "120s r60s 180s r60s 120s r60s 120s r60s 180s r60s 120s"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reading"), READ)
def test_how_often_is_read_as_it_was_said(text: str, reading: str) -> None:
    assert reading_of(text) == reading


@pytest.mark.parametrize(
    "text",
    ["3 x 400m, 60s. I did 2 of them.", "3 x 400m, 60s. If you are new, do 2.", "3 x 400m, 60s. Beginners do 2 reps."],
)
def test_two_numbers_for_the_same_are_asked_about(text: str) -> None:
    parsed, errors = read(text)
    assert parsed is None
    offered = [" ".join(short(step) for step in found.steps) for found in candidates_of(text, errors[0])]
    assert turns(3, "400", "r60s") in offered


NAMED = ("pyramid", "ladder", "pyramids", "circuit", "the following", "sets", "rounds", "series", "block", "this")
OPENED = (": {}", " - {}", "- {}", " – {}", " ({})", " of: {}", "\n{}")


def test_a_number_before_the_name_of_a_list_is_that_of_the_whole_list() -> None:
    reading = "200 r60s 300 r60s 200 r60s 300"
    found = {
        text: reading_of(text)
        for name, opened in itertools.product(NAMED, OPENED)
        if reading_of(text := f"2 x {name}{opened.format('200m, 60s jog, 300m, 60s jog')}") != reading
    }
    assert found == {}


@pytest.mark.parametrize("strides", ["strides", "a few strides", "accelerations", "strides and drills"])
@pytest.mark.parametrize("joint", [", ", "; ", " + ", " / ", " then "])
def test_strides_without_a_number_are_run_and_end_on_a_press(strides: str, joint: str) -> None:
    session = ["10 min easy", strides, "2 x 400m with 60s"]
    assert reading_of(joint.join(session)) == "600s ro o ro 400 r60s 400"


@pytest.mark.parametrize("reps", ["6 x 100m", "4 x 80m", "5 x 20s"])
def test_strides_behind_reps_as_short_as_strides_are_their_name(reps: str) -> None:
    assert reading_of(f"{reps}, strides") == reading_of(reps)


RESTED = ("30s easy", "30s jog", "30s walk", "30s slow", "30s recovery", "30s gentle", "30s off")


@pytest.mark.parametrize("rested", RESTED)
@pytest.mark.parametrize("sets", ["2 sets of", "2 rounds of", "2 blocks of", "2 circuits of", "2 sets:", "2 x sets of"])
def test_sets_are_of_the_whole_list_whatever_its_recoveries_are_called(sets: str, rested: str) -> None:
    reading = "20s r30s 40s r30s 20s r30s 40s"
    assert reading_of(f"{sets} 20s hard, {rested}, 40s hard, {rested}") == reading


NAMES = ("Strides", "strides", "Hill sprints", "Fast strides", "short hills", "accelerations", "Hill repeats")
TIMES_BEHIND = ("{} x {}", "{} x{}", "{} × {}", "{} (x{})", "{} x {} reps")
TAILS = (
    "",
    " with walk back",
    ", jog back",
    " over 70m",
    " over about 70m",
    ": 20s",
    " (20 seconds)",
    ", 20s each, 40s rest",
)
AROUND = (
    "{}",
    "9 min warm up\n{}\n2 x 600m off 75s",
    "2 x 600m off 75s\n{}",
    "2 x 600m with 75s; {}",
    "3 miles easy + {}",
)


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("tail", TAILS)
def test_a_number_behind_the_name_of_what_is_run_counts_that_and_nothing_around_it(tail: str, around: str) -> None:
    for name, form in itertools.product(NAMES, TIMES_BEHIND):
        text, plain = around.format(form.format(name, 4) + tail), around.format(f"4 x {name}{tail}")
        assert reading_of(text) == reading_of(plain), text
        assert not reading_of(text).startswith("error"), text


PEOPLE = [
    f"{sentence} 3 x 300m with 2 min"
    for number in ("two", "2", "three", "4")
    for sentence in (
        f"We split into {number} groups.",
        f"There will be {number} groups:",
        f"Split into groups of {number}.",
        f"Set out {number} cones 20m apart.",
        f"In week {number} you do this:",
        f"Couch to 5k week {number}:",
    )
]


@pytest.mark.parametrize("text", PEOPLE)
def test_what_counts_groups_cones_or_weeks_counts_no_reps(text: str) -> None:
    assert reading_of(text) == "300 r120s 300 r120s 300"


SUMS = [
    (f"{first} hard, {second} jog{joint} {often}{told}", passes)
    for first, second, both in (("2 min", "1 min", 3), ("30s", "90s", 2))
    for joint, often, passes in ((",", "repeated 4 times", 4), (".", "Repeat 3 times", 3), (" x", "5", 5))
    for told in (f" ({both * passes} mins non-stop)", f" ({both * passes} min)", f" for {both * passes} minutes")
]


@pytest.mark.parametrize(("text", "passes"), SUMS)
def test_what_the_passes_come_to_is_run_no_more(text: str, passes: int) -> None:
    lengths = [step.duration_ms for step in parse(text).steps]
    assert len(lengths) == 2 * passes - 1
    assert set(lengths) == {lengths[0], lengths[1]}


@pytest.mark.parametrize(
    "name", ["400m interval session", "400m repeats workout", "400 m series session", "400m sprint workout"]
)
@pytest.mark.parametrize("lead", ["We did a {}:", "Tonight was a {}.", "{}."])
def test_the_name_of_a_session_is_not_run(lead: str, name: str) -> None:
    assert reading_of(f"{lead.format(name)} 3 x 300m with 2 min") == "300 r120s 300 r120s 300"


@pytest.mark.parametrize("number", ["1", "two", "3", "12"])
@pytest.mark.parametrize("name", ["Day {} of spring training:", "Week {} in the plan:", "Session {} of the block:"])
@pytest.mark.parametrize("joint", [" ", "\n", "\n\n"])
def test_the_number_of_a_day_in_a_plan_is_none_of_reps(number: str, name: str, joint: str) -> None:
    assert reading_of(f"{name.format(number)}{joint}2 x 300m with 2 min") == "300 r120s 300"
