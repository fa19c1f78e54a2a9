"""Warm-ups and cool-downs: one sentence under every joint, what belongs to them, and what is asked.

It exists because a coach names the ends of a session in many ways, and what stands beside them must not be lost or run
in another place.
"""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_clubs import short
from tests.core.test_notation_said import reading_of
from trackclock.core.notation import NotationError, candidates_of, parse, tidy
from trackclock.core.plan import Plan, Step

MAIN = "2 x 600m off 75s"
REPS = "600 r75s 600"


def steps_in_short(text: str) -> str:
    """What is run, a step a word."""
    return " ".join(short(step) for step in parse(text).steps)


def said(steps: tuple[Step, ...]) -> str:
    """The notes of the steps, in order."""
    return ", ".join(note for step in steps for note in step.notes)


@pytest.mark.parametrize("joint", [", ", "; ", ". ", " + ", " then ", ", then ", "\n", "\n\n", "\n- "])
@pytest.mark.parametrize(
    "exercises", ["drills", "stretches", "dynamic stretches", "some running drills", "a good stretch", "drills, skips"]
)
def test_exercises_beside_a_warm_up_are_a_step_of_their_own_under_every_joint(joint: str, exercises: str) -> None:
    steps = parse(f"9 min warm up{joint}{exercises}\n{MAIN}").steps
    assert " ".join(map(short, steps)) == f"w540s wo {REPS}"
    assert said(steps) == exercises


@pytest.mark.parametrize("joint", [", ", "; ", ". ", " + ", " then ", "\n", "\n\n"])
@pytest.mark.parametrize("exercises", ["drills", "stretching", "leg swings"])
def test_exercises_behind_a_cool_down_are_done_behind_it(joint: str, exercises: str) -> None:
    steps = parse(f"{MAIN}\n9 min cool down{joint}{exercises}").steps
    assert " ".join(map(short, steps)) == f"{REPS} c540s co"
    assert said(steps) == exercises


UP = ("warm up", "warming up", "warmed up", "we warmed up")
DOWN = (
    "cool down",
    "cooled down",
    "cooling down",
    "warm down",
    "warmed down",
    "warming down",
    "cooled off",
    "cool off",
)


@pytest.mark.parametrize("joint", [". ", ", ", "\n", "; ", " - "])
def test_an_end_is_told_in_any_form_of_its_verb(joint: str) -> None:
    """`We cooled down for 9 min`: neither the way back nor a rep, with a length or without."""
    for verb, length in itertools.product(DOWN, (" for 9 min", " 9 min", " with 9 min", "")):
        done = "c540s" if length else "co"
        for lead in ("", "we ", "then "):
            clause = f"{lead}{verb}{length}"
            text = f"{MAIN}{joint}{clause[0].upper() if joint == '. ' else clause[0]}{clause[1:]}"
            assert steps_in_short(text) == f"{REPS} {done}", text
    for verb, length in itertools.product(UP, (" for 9 min", " with 9 min")):
        assert steps_in_short(f"{verb.capitalize()}{length}{joint}{MAIN}") == f"w540s {REPS}", verb


BEGUN = ("warmed up", "Warmed up", "I warmed up", "We warmed up", "warming up")
ENDED = ("cooled down", "Cooled down", "and cooled down", "We cooled down", "cooling down")
HOW = ("2 km", "with 2 km", "for 2 km", "with a 2 km jog", "with an easy 2 km", "by jogging 2 km")


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("joint", [", ", ". ", "; ", ", then ", "\n"])
def test_the_ends_of_a_session_are_run_as_well_when_somebody_tells_that_they_were(how: str, joint: str) -> None:
    for begun, ended in zip(BEGUN, ENDED, strict=True):
        assert steps_in_short(f"{begun} {how}{joint}{MAIN}") == f"w2000 {REPS}", begun
        assert steps_in_short(f"{MAIN}{joint}{ended.capitalize()} {how}") == f"{REPS} c2000", ended


@pytest.mark.parametrize("run", ["2 km", "2 km easy", "9 min jog", "3 miles on grass"])
@pytest.mark.parametrize("lead", ["Got going with", "Went off with", "Loosened up with"])
def test_what_is_told_before_reps_that_have_their_recovery_is_asked_about(lead: str, run: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(f"{lead} {run}, then {MAIN}")
    offered = [" ".join(map(short, found.steps)) for found in candidates_of(f"{lead} {run}, then {MAIN}", caught.value)]
    assert REPS in offered
    assert any(found.endswith(REPS) and found != REPS for found in offered)


@pytest.mark.parametrize("joint", [", then ", " then ", ". Then ", " followed by a "])
def test_an_end_told_in_passing_and_on_a_line_of_its_own_is_one(joint: str) -> None:
    for name, how in (("Cool down", "7 min jog"), ("Cooldown", "easy 7 min"), ("Cool-down", "7 minutes on the grass")):
        assert steps_in_short(f"{MAIN}{joint}cool down\n{name}: {how}") == f"{REPS} c420s"
        assert steps_in_short(f"Warm up{joint}{MAIN}\nWarm-up: {how}") == f"w420s {REPS}"


READ = [
    (f"9 min warm up and drills, {MAIN}", f"w540s {REPS}"),
    (f"9 min warm up with some drills, {MAIN}", f"w540s {REPS}"),
    (f"9 min warm up including drills and strides, {MAIN}", f"w540s {REPS}"),
    (f"9 min warm up (drills and stretches), {MAIN}", f"w540s {REPS}"),
    (f"warm up (drills), {MAIN}", f"wo {REPS}"),
    (f"Warm up\ndrills\nactivation\n{MAIN}\nCool down\nstretches", f"wo {REPS} co"),
    (f"Warm up:\n9 min jog\ndrills\n{MAIN}", f"w540s wo {REPS}"),
    (f"Warm up jog\ndrills\n{MAIN}", f"wo wo {REPS}"),
    (f"9 min warm up, 6 min stretching, {MAIN}", f"w540s w360s {REPS}"),
    (f"9 min warm up\nstretch 6 min\n{MAIN}", f"w540s w360s {REPS}"),
    (f"stretch, 9 min warm up, {MAIN}", f"wo w540s {REPS}"),
    (f"9 min warm up, {MAIN}, drills, cool down", f"w540s {REPS} ro o co"),
    (f"9 min warm up, 2 x 80m strides, drills, {MAIN}", f"w540s 80 ro 80 ro o ro {REPS}"),
    (f"9 min warm up, 3 min rest, {MAIN}", f"w540s r180s {REPS}"),
    (f"9 min warm up (3 min rest), {MAIN}", f"w540s r180s {REPS}"),
    (f"9 min warm up\n3 min rest\n{MAIN}", f"w540s r180s {REPS}"),
    (f"9 min warm up, 200m walk, {MAIN}", f"w540s r200 {REPS}"),
    (f"9 min warm up, drills, 3 min rest, {MAIN}", f"w540s wo r180s {REPS}"),
    (f"2 min walk, 7 min jog warm up, {MAIN}", f"w120s w420s {REPS}"),
    (f"2 min walk\n7 min jog warm up\n{MAIN}", f"w120s w420s {REPS}"),
    (f"walk 2 min, jog 7 min warm up, {MAIN}", f"w120s w420s {REPS}"),
    (f"Warm up: walk 2 min, jog 7 min\n{MAIN}", f"w120s w420s {REPS}"),
    (f"Warm up: jog to the park\n{MAIN}\nCool down: jog back", f"wo {REPS} co"),
    (f"warm up, jog, {MAIN}, cool down, walk home", f"wo {REPS} co"),
    (f"9 min warm up [jog], {MAIN}", f"w540s {REPS}"),
    (f"(warm up) 9 min warm up, {MAIN}", f"w540s {REPS}"),
    (f"warm up and down 2 km, {MAIN}", f"w2000 {REPS} c2000"),
    (f"{MAIN} with 2 km easy warm-up and cool-down", f"w2000 {REPS} c2000"),
    (f"2 km w/up & dn with {MAIN}", f"w2000 {REPS} c2000"),
    (f"{MAIN} (9 min wu/cd)", f"w540s {REPS} c540s"),
    (f"{MAIN}, 9 min jog at either end", f"w540s {REPS} c540s"),
    (f"9 min jog warm up, {MAIN}, 9 min jog warm down", f"w540s {REPS} c540s"),
    (f"9 min jog, {MAIN}, 9 min jog", f"w540s {REPS} c540s"),
    (f"9 min or so warm up, {MAIN}", f"w540s {REPS}"),
    (f"usual warm up, {MAIN}, short cool down", f"wo {REPS} co"),
    (f"full warm up with drills, {MAIN}", f"wo {REPS}"),
    (f"9 min walk (warm up)\n{MAIN}\n6 min slow walk (cool down)", f"w540s {REPS} c360s"),
    (f"warm up - 9 mins\ndrills - 5 mins\n{MAIN}", f"w540s w300s {REPS}"),
    (f"drills: skips, hops, high knees\n{MAIN}", f"o ro {REPS}"),
    (f"2 x 20m high knees, {MAIN}", f"20 ro 20 ro {REPS}"),
    (f"9 min jog\nstretch\n{MAIN}\n9 min jog\nstretch", f"w540s wo {REPS} c540s co"),
    (f"9 min warm-up, then 5 minutes of dynamic stretching\n{MAIN}", f"w540s w300s {REPS}"),
    (f"2 miles warm up (8:00 pace), {MAIN}, 1 mile cool down (9:00 pace)", f"w3218 {REPS} c1609"),
    (f"warm up: 2 miles, 8:00/mi\n{MAIN}", f"w3218 {REPS}"),
    (f"{MAIN}\ncool down 1 mile\n200m walk", f"{REPS} c1609 c200"),
    (f"{MAIN}, cool down 1 mile, 200m walk", f"{REPS} c1609 c200"),
    (f"{MAIN}. Finish off with 9 min easy.", f"{REPS} ro 540s"),
    (f"{MAIN}\nFinish with 9 minutes easy running after all reps.", f"{REPS} ro 540s"),
    (f"9 min easy jog including 2 x 20 sec strides, {MAIN}", f"w540s 20s ro 20s ro {REPS}"),
    (f"9 min jog {MAIN} 9 min jog", f"w540s {REPS} c540s"),
    (f"9 min warm up, A-skips, B-skips, {MAIN}", f"w540s wo {REPS}"),
    (f"2-3 strides, {MAIN}", f"o ro o ro o ro {REPS}"),
    (f"warm up, 20 squats, {MAIN}", f"wo wo {REPS}"),
    ("2 rounds: 400m run, 15 squats, 10 lunges, 75s rest", "400 o o r75s 400 o o"),
    ("2 rounds of\n400m\n15 squats\n300m\nrest 75s", "400 o 300 r75s 400 o 300"),
    ("2 x (400m, 10 press ups) with 75s rest", "400 o r75s 400 o"),
    (f"1 lap slow jog\n9 min warm-up and drills\n{MAIN}", f"w400 w540s {REPS}"),
    (f"9 minutes brisk walk or light jog to warm up, {MAIN}", f"w540s {REPS}"),
    (f"9 min warm-up between a brisk walk and light jog (with some skips and high knees)\n{MAIN}", f"w540s {REPS}"),
    (f"9 min warm-up, dynamic stretches (leg swings, lunges), {MAIN}", f"w540s wo {REPS}"),
    (f"9 min warm-up, dynamic stretches like leg swings and lunges, {MAIN}", f"w540s wo {REPS}"),
    (f"w-up 9 min, {MAIN}, w-down 6 min", f"w540s {REPS} c360s"),
    ("warm up, 3 miles easy, cool down", "wo 4828 co"),
    ("warm up, 20 min steady, cool down", "wo 1200s co"),
    (f"warm up, 9 min easy, {MAIN}", f"w540s {REPS}"),
]


TOTALS = [
    ("moderate fartlek, 24 minutes, 8 x 2 min hard, 1 min easy", 15),
    ("2 x 600m off 75s, 24 minute fartlek, 8 x 2 min hard, 1 min easy", 19),
    ("24 min: 8 x 2 min on, 1 min off", 15),
    ("23 min: 8 x 2 min hard, 1 min easy", 15),
    ("600m reps: 2 x 600m off 75s", 3),
]


@pytest.mark.parametrize(("text", "steps"), TOTALS)
def test_what_the_reps_come_to_is_not_run_beside_them(text: str, steps: int) -> None:
    assert len(parse(text).steps) == steps


@pytest.mark.parametrize(("text", "expected"), READ)
def test_what_stands_beside_an_end_belongs_to_it(text: str, expected: str) -> None:
    assert steps_in_short(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in READ])
def test_the_ends_read_back_from_tidy_text(text: str) -> None:
    steps = parse(text).steps
    assert [short(step) for step in parse(tidy(Plan("", steps))).steps] == [short(step) for step in steps]


ASKED = [
    ("warm up, 20 min steady, 2 x 600m", ["w1200s 600 ro 600", "wo 1200s ro 600 ro 600"]),
    (f"2WU, {MAIN}", [f"w3218 {REPS}", f"w2000 {REPS}"]),
    (f"W/U 15, {MAIN}", [f"w900s {REPS}", f"w15000 {REPS}"]),
    (f"{MAIN}, 20 min steady, cool down", [f"{REPS} c1200s", f"{REPS} ro 1200s co"]),
]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_what_an_end_can_mean_is_asked_about(text: str, expected: list[str]) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    offered = [" ".join(map(short, candidate.steps)) for candidate in candidates_of(text, caught.value)]
    assert offered[:2] == expected


def test_exercises_that_are_no_part_of_the_warm_up_above_them_are_said_to_be_done_once() -> None:
    steps = parse(f"9 min warm up\n1 x drills\n{MAIN}").steps
    assert " ".join(map(short, steps)) == f"w540s o ro {REPS}"
    text = tidy(Plan("", steps))
    assert "1 x drills" in text
    assert parse(text).steps == steps


def test_a_number_of_passes_behind_a_colon_needs_something_to_pass() -> None:
    with pytest.raises(NotationError, match="not made of"):
        parse("3 rounds:, 800m: 3 rounds:\n4 x 100m")


@pytest.mark.parametrize("lead", ["After", "Following", "When done with"])
def test_what_is_run_when_the_warm_up_is_over_is_not_its_length(lead: str) -> None:
    warm_ups = ("the warm up", "the dynamic warmups and drills", "a warm up and some stretching")
    for warm_up, run in itertools.product(
        warm_ups, ("we did", "I ran", "you do", "we were told to do", "they had to run")
    ):
        for reps in ("500m at 10k pace followed by 300m hard", "500m at 10k pace, then 300m fast"):
            assert steps_in_short(f"{lead} {warm_up} {run} {reps}") == "wo 500 ro 300", (warm_up, run)
        text = f"{lead} {warm_up} and a quick run around the park {run} 500m at 10k pace followed by 300m"
        assert steps_in_short(text).endswith("500 ro 300"), text
    assert steps_in_short("After a warm up of 2 km we did 500m, 3 min, 300m") == "w2000 500 r180s 300"
    assert steps_in_short("After warming up with 2 km we did 500m, 3 min, 300m") == "w2000 500 r180s 300"


@pytest.mark.parametrize("jog", ["10 min jog", "Start with a 10-minute easy jog", "Jog for 10 min"])
def test_a_long_jog_behind_all_reps_is_the_cool_down_whatever_words_stand_below_it(jog: str) -> None:
    below = (
        ("", ""),
        ("Well done everyone", ""),
        ("6 min walk", " c360s"),
        ("Finish with 6 minutes of static stretches", " c360s"),
    )
    for gap, (words, more) in itertools.product(("\n", "\n\n"), below):
        assert steps_in_short(f"{MAIN}{gap}{jog}{gap}{words}".rstrip()) == f"{REPS} c600s{more}", words
    assert steps_in_short(f"2 x 600m\n{jog}\n75s rest between reps").count("c600s") == 0


@pytest.mark.parametrize("exercises", ["Drills", "Drills and stretches", "Dynamic stretching", "Mobility"])
def test_exercises_above_the_warm_up_are_done_before_it_and_without_a_rest(exercises: str) -> None:
    for frame in ("{}\n{}\n{}", "A. {}\nB. {}\nC. {}", "- {}\n- {}\n- {}"):
        assert steps_in_short(frame.format(exercises, "9 min warm up", MAIN)) == f"wo w540s {REPS}", frame


JOGS = {"5 min jog": "300s", "9 min walk": "540s", "1 mile jog": "1609"}
BEHIND_JOG = ("", ", stretch", " and stretch", ", drills", ", 4 x 200m, 60s", ", 2 strides", ", drills, 2 x 200m, 60s")


@pytest.mark.parametrize("below", ["", "\n2 x 500m, 90s"])
@pytest.mark.parametrize("behind", BEHIND_JOG)
@pytest.mark.parametrize("jog", JOGS)
def test_what_a_line_below_reps_begins_with_is_run_behind_them(jog: str, behind: str, below: str) -> None:
    steps = [short(step) for step in parse(f"3 x 300m, 60s\n{jog}{behind}{below}").steps]
    assert steps[:5] == ["300", "r60s", "300", "r60s", "300"]
    assert steps[5][1:] == JOGS[jog]
    assert [step for step in steps if step.endswith("500")] == ["500"] * (2 * bool(below))


COOLED = {"cool down lap": "r400", "cool-down 200m": "r200", "2 min cool down": "r120s", "200m warm down": "r200"}


def test_short_cool_downs_between_reps_are_their_recoveries() -> None:
    """On the line of the reps or on lines of their own, and the one behind the last is the cool-down still."""
    for (cooled, gap), joint, length in itertools.product(COOLED.items(), (", ", "\n", "\n\n", "; "), ("700m", "1 km")):
        run = {"700m": "700", "1 km": "1000"}[length]
        text = joint.join([length, cooled, length, cooled, length])
        assert reading_of(text) == f"{run} {gap} {run} {gap} {run}", text
        text += f"{joint}10 min cool down"
        assert reading_of(text) == f"{run} {gap} {run} {gap} {run} c600s", text


def test_a_long_cool_down_is_one_wherever_it_stands() -> None:
    assert reading_of("700m\n10 min cool down\n700m").endswith("c600s")
