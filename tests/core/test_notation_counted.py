"""How often, told behind its name or behind what is run, and lengths that have no number or no unit of their own.

Each way to say it meets several numbers, lengths and recoveries, so that no word of it counts by itself.
"""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_clubs import short
from tests.core.test_notation_counts import reading_of, turns
from trackclock.core.notation import candidates_of, parse, read

MANY = (
    ("300s", "300"),
    ("1200s", "1200"),
    ("kilometre reps", "1000"),
    ("2 minute reps", "120s"),
    ("minute reps", "60s"),
)
BEHIND = (", {} of", ": {} of them", " - {} of them", "! {} of em", ", {} of these", ". {} reps")
PAUSES = ((", 90s rest", "r90s"), (" with 100m jog", "r100"), (", 2 min walk", "r120s"))


@pytest.mark.parametrize("behind", BEHIND)
def test_a_number_of_them_stands_behind_reps_that_have_none(behind: str) -> None:
    ways = itertools.product(MANY, PAUSES, ("3", "Three"))
    texts = {
        f"{many}{behind.format(number)}{rest}": turns(3, rep, pause) for (many, rep), (rest, pause), number in ways
    }
    assert {text: found for text, want in texts.items() if (found := reading_of(text)) != want} == {}


@pytest.mark.parametrize("sign", [": ", ", ", " - "])
@pytest.mark.parametrize("number", [2, 7, 12])
def test_a_bare_number_behind_reps_is_theirs_if_they_cannot_be_run_in_it(sign: str, number: int) -> None:
    ways = itertools.product(
        (("300s", "300"), ("500m reps", "500")), (" @ 80, 90s rest", " with 90s rest", " off 90s rest")
    )
    texts = {f"{many}{sign}{number}{how}": turns(number, rep, "r90s") for (many, rep), how in ways}
    assert {text: found for text, want in texts.items() if (found := reading_of(text)) != want} == {}


@pytest.mark.parametrize(
    "text",
    [
        "1k reps: 4, 2 min jog",
        "mile reps - 6 - 3 min jog",
        "200s: 28, 60s rest",
        "300s: 48, 49, 47",
        "60m reps, 8, 2 min",
    ],
)
def test_a_bare_number_that_can_be_a_time_of_the_reps_is_asked(text: str) -> None:
    assert read(text)[0] is None


@pytest.mark.parametrize("how", ["at 5k pace", "fast", "@ 90%", "at mile pace"])
def test_the_cross_stands_behind_how_they_are_run(how: str) -> None:
    texts = [f"{rep}s {how} x 3, 90s rest" for rep in (200, 300, 800)]
    assert [reading_of(text) for text in texts] == [turns(3, str(rep), "r90s") for rep in (200, 300, 800)]


NAMED = ("Reps: 3", "Number of reps: 3", "Reps = 3", "Rounds: 3", "Sets: 3")


@pytest.mark.parametrize("often", NAMED)
def test_a_number_stands_behind_its_name_on_any_line(often: str) -> None:
    blocks = ("400m\nRest: 60s", "Run: 400m\nRecovery: 60s", "Work: 400m\nRest: 60 sec", "400m\nRecovery: 60s")
    texts = [text for block in blocks for text in (f"{often}\n{block}", f"{block}\n{often}")]
    assert [text for text in texts if reading_of(text) != turns(3, "400", "r60s")] == []


ONES = (
    "A nice simple one: ", "This one is all about pace: ", "One for the milers: ", "Quite a tough one! ",
    "One for those who race on Sunday: ", "I am fond of this one in spring: ", "That one with the hills was fun. ",
)  # fmt: skip


@pytest.mark.parametrize("one", ONES)
def test_one_that_stands_for_a_session_is_no_length(one: str) -> None:
    sessions = ("3 x 300m with 60s", "3 x 300m, 60s rest", "three 300s off 60s")
    assert [one + session for session in sessions if reading_of(one + session) != turns(3, "300", "r60s")] == []


CLOCKS = (
    "Every 3 minutes run 600m{}. {} rounds.",
    "Every 3 min: {} x 600m{}",
    "Every three minutes do a 600m{}, {} reps",
)
LEFT = (
    "",
    " Whatever is left is rest.",
    " What's left over is your recovery.",
    " Whatever remains of the 3 minutes is rest.",
)


@pytest.mark.parametrize("left", LEFT)
@pytest.mark.parametrize("clock", CLOCKS)
def test_what_is_run_by_the_clock_stands_behind_it(clock: str, left: str) -> None:
    slots = [(" at 3k pace", "3"), ("", "Three")]
    texts = [clock.format(*(slot if "x" not in clock else slot[::-1])).rstrip(".") + "." + left for slot in slots]
    assert [text for text in texts if reading_of(text) != "600 ro 600 ro 600"] == []


@pytest.mark.parametrize("joint", [", each one ", ". Each set is ", ", each of ", " - each set: ", "; each being "])
def test_sets_are_told_before_what_each_of_them_is(joint: str) -> None:
    inside = {
        "2 x 300m with 60s": "300 r60s 300",
        "300m, 60s rest, 200m": "300 r60s 200",
        "2 x 1 min, 60s jog": "60s r60s 60s",
    }
    texts = {
        f"{count} sets{joint}{told}. 4 min between sets": turns(3, want, "r240s")
        for told, want in inside.items()
        for count in ("3", "Three")
    }
    assert {text: found for text, want in texts.items() if (found := reading_of(text)) != want} == {}


@pytest.mark.parametrize("joint", [" ", ", ", " and ", " then "])
def test_a_walk_without_a_unit_is_told_in_the_minutes_of_the_run(joint: str) -> None:
    ways = itertools.product((2, 5, 9), ("walk", "jog"), (1, 2), ("three times", "3 times through", "x 3"))
    texts = {
        f"Run {run} min{joint}{mode} {rest}, {often}": turns(3, f"{run * 60}s", f"r{rest * 60}s")
        for run, mode, rest, often in ways
    }
    assert {text: found for text, want in texts.items() if (found := reading_of(text)) != want} == {}


@pytest.mark.parametrize(("on", "off"), [(20, 10), (30, 15), (40, 20), (45, 15), (30, 30)])
def test_on_and_off_are_seconds_when_nobody_runs_so_many_minutes(on: int, off: int) -> None:
    texts = [f"3 x {on} on {off} off", f"{on} on, {off} off x 3", f"{on} on/{off} off x3"]
    assert [text for text in texts if reading_of(text) != turns(3, f"{on}s", f"r{off}s")] == []


@pytest.mark.parametrize("maybe", ["possibly", "maybe", "perhaps", "or even"])
def test_another_number_stands_between_commas(maybe: str) -> None:
    texts = [
        f"Two, {maybe} three, {runs}{rest}"
        for runs in ("300s", "easy 300s", "300m reps")
        for rest in (" off 60s", " with 60s")
    ]
    assert [text for text in texts if reading_of(text) != turns(3, "300", "r60s")] == []


@pytest.mark.parametrize("which", ["where", "whose", "with"])
def test_what_the_last_part_of_each_rep_is_run_like_is_no_rep(which: str) -> None:
    texts = [f"3 x {rep}m {which} the {part} 100m is {how}, 90s rest" for rep, part, how in (
        (500, "last", "flat out"), (400, "final", "fast"), (600, "first", "easy"), (300, "last", "all out"),
    )]  # fmt: skip
    assert [reading_of(text) for text in texts] == [turns(3, str(rep), "r90s") for rep in (500, 400, 600, 300)]


@pytest.mark.parametrize("text", ["1,2,3,1 mins with 75s jog", "1, 2, 3, 4 min, 60s jog", "2, 3, 1 min with 60s"])
def test_numbers_between_commas_are_no_choice_by_themselves(text: str) -> None:
    assert reading_of(text).count(" r") == text.split(" m")[0].count(",")


@pytest.mark.parametrize("text", ["2 x 300m, 60s, this one in 50, 200m", "400s - 4 with 60s, 4 at 3k pace with 90s"])
def test_a_number_that_more_than_one_thing_can_be_counted_by_is_asked(text: str) -> None:
    assert read(text)[0] is None


@pytest.mark.parametrize("name", ["strides", "hills", "hill sprints", "sprints"])
@pytest.mark.parametrize("cross", [" x ", "x", " × "])
def test_reps_by_a_name_have_the_length_that_brackets_give_as_many(name: str, cross: str) -> None:
    steps = parse(f"4 {name} (4{cross}100m, 60s)").steps
    assert " ".join(map(short, steps)) == "100 r60s 100 r60s 100 r60s 100"
    text = f"4 {name} (6{cross}100m, 60s)"
    parsed, errors = read(text)
    assert parsed is None
    assert len(candidates_of(text, errors[0])) > 1
