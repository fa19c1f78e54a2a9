"""What a message tells twice, and whom or when it is for: none of that is run.

They stand apart because here the right reading has fewer steps than the words have lengths.
"""

from __future__ import annotations

import itertools

import pytest

from tests.core.notation_words import words
from tests.core.test_notation_clubs import short
from tests.core.test_notation_said import reading_of
from trackclock.core.notation import NotationError, candidates_of, parse, read

READ = [
    ("9 miles: 2 miles warm up, 2 x 2k with 3 min, 2 miles cool down", "w3218 2000 r180s 2000 c3218"),
    ("4.5 miles, 1 mile w/u, 2 x 450m w/ 200m jog, 1 mile c/d", "w1609 450 r200 450 c1609"),
    ("6 miles with a warm up, 2 x 650m, 200m jog between and a cool down", "wo 650 r200 650 co"),
    ("20 min easy, 25 min threshold, 15 min easy = 1h", "1200s ro 1500s ro 900s"),
    ("20 min easy, 25 min threshold, 30 min easy = 1h15m", "1200s ro 1500s ro 1800s"),
    ("20 min easy, 25 min threshold, 30 min easy (75 min)", "1200s ro 1500s ro 1800s"),
    ("Threshold run (20 min easy, 25 min threshold, 30 min easy = 75 min)", "1200s ro 1500s ro 1800s"),
    ("Tuesday 8th: Intervals (9 min warm-up, 2 x 5min with 1min = 20 min)", "w540s 300s r60s 300s"),
    ("2 x 1k with 60s [2K in 7:20 or so]", "1000 r60s 1000"),
    ("2 x 1k with 60s (2K total in 7:20)", "1000 r60s 1000"),
    ("Tuesday -- 4-5 miles (including 2 x 450m hard, 200m jog)", "450 r200 450"),
    ("Session 1 - 19 min\n\nWarm-up: 5 minutes\nRun 1 minute. Walk 2 minutes. Do this 3 times\nCool-down: 5 minutes",
     "w300s 60s r120s 60s r120s 60s c300s"),
    ("Run - 30 min\n2 x 130m, 60s", "1800s ro 130 r60s 130"),
    ("Warm up\n1 mile at 10k pace\n3 min jog\n1 mile at 10k pace", "wo 1609 r180s 1609"),
    ("11 miles, consisting of:\n1 mile warm up\n2 x 3 miles with 4 min jog\n1 mile warm down",
     "w1609 4828 r240s 4828 c1609"),
    ("9-10 km consisting of 2 km warm up\n2 x 1500m with 3 min rest", "w2000 1500 r180s 1500"),
    ("7 miles made up of 2 x 2 miles with 3 min jog", "3218 r180s 3218"),
    ("4x300m. I want 2 sets of 2x300", "300 ro 300 ro 300 ro 300"),
    ("6 x 150m off 45s: 3 sets of 2 x 150m, 4 min between sets",
     "150 r45s 150 r240s 150 r45s 150 r240s 150 r45s 150"),
    ("4 x 300m, then 2 sets of 2 x 300m", "300 ro 300 ro 300 ro 300 ro 300 ro 300 ro 300 ro 300"),
    ("Fartlek, 24 minutes, 3 x 5 min hard, 3 min easy", "300s r180s 300s r180s 300s"),
    ("20 min tempo, 2 x 7 min hard, 3 min easy", "1200s ro 420s r180s 420s"),
    ("300m\n1 min walk\nRepeat 2 times (so 3 in total)", "300 r60s 300 r60s 300"),
    ("300m\n1 min walk\nRepeat 2 times (2 in total)", "300 r60s 300"),
    ("2 sets of 1 min, 2 min, 1 min with 30s recoveries", "60s r30s 120s r30s 60s r30s 60s r30s 120s r30s 60s"),
    ("2 rounds of 500m, 300m with 90s", "500 r90s 300 r90s 500 r90s 300"),
    ("3 x 45/15", "45s r15s 45s r15s 45s"),
    ("2 x (2 x 20/20), 2 min between sets", "20s r20s 20s r120s 20s r20s 20s"),
    ("Start with 12:00 easy, then 300m", "720s ro 300"),
    ("300m, 1 km warn up", "w1000 300"),
    ("2 x 300m, 25 minutes, moderate pace", "300 ro 300 ro 1500s"),
    ("2 x 700m + 2 x 130m\n90 s rest between 700s, 3 min rest between 130s", "700 r90s 700 ro 130 r180s 130"),
    ("2 x 700m + 2 x 130m\nRecovery: 400m jog in 4' between 700s", "700 r400 700 ro 130 ro 130"),
    ("12 min jog, 2 x 300m with 80s rest, 9 min jog", "w720s 300 r80s 300 c540s"),
    ("3 km jog; 2 x 300m (80s); 2 km jog", "w3000 300 r80s 300 c2000"),
    ("2 x (45 sec hard/45 sec easy), 5 min easy, 2 x (20 sec fast/20 sec easy)", "45s r45s 45s r300s 20s r20s 20s"),
    ("Mile reps x 2 off 3 mins", "1609 r180s 1609"),
    ("2 sets 2 x 300m 60 secs rec 5 mins between sets", "300 r60s 300 r300s 300 r60s 300"),
    ("2 x 2 x 20\"-20\" (r 4')", "20s r20s 20s r240s 20s r20s 20s"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reading"), READ)
def test_a_session_that_is_told_twice_is_run_once(text: str, reading: str) -> None:
    assert " ".join(short(step) for step in parse(text).steps) == reading


REFUSED = [
    ("Hill session, 45 mins\n2 x 350m, 60s", "45 mins"),
    ("9 min warm-up, 2 x 5min with 1min = 60 min", "= 60 min"),
    ("8 miles (2 x 850m with 400m jog)", "8 miles"),
    ("650m (0:00), 300m", "(0:00)"),
    ("16 minutes, 2 x 5 min hard, 3 min easy", "total of what follows"),
    ("300m\n1 min walk\nRepeat 2 times (so 5 in total)", "come to 5"),
    ("500m, 2x300 rest", "length that is run"),
    ("Juniors: 3 x 300m, Seniors: 5 x 300m", "different runners"),
    ("Group 1 - 3 x 300m, 60s. Group 2 - 5 x 300m, 60s", "different runners"),
    ("Start 18:45\n3 x 300m, 60s", "time of day"),
    ("3 x 6 min Level III, 2 min Level V", "each pass"),
    ("Mile repeats with 3 min", "how often"),
    ("2 x 7 min, 2 sets of 5 min, 1 min", "'1 min'"),
]


@pytest.mark.parametrize(("text", "named"), REFUSED)
def test_a_doubtful_total_is_asked_about(text: str, named: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert named in caught.value.what
    assert caught.value.instead


def test_a_total_that_is_left_out_is_stated_and_kept_as_a_note() -> None:
    parsed = parse("11 miles, consisting of:\n300m")
    assert parsed.steps[0].notes == ("11 miles",)
    assert any("'11 miles' is read as the total" in assumption for assumption in parsed.assumptions)


def test_walking_lunges_are_an_exercise_and_no_walk() -> None:
    assert words(parse("30m walking lunges").steps[0]) == "30 m walking lunges"


def test_a_target_pace_without_a_time_is_kept_by_its_name() -> None:
    target = parse("2 x 1500m at target pace, 3 min").steps[0].target
    assert target is not None
    assert (target.text, target.low_ms) == ("target pace", None)


NAMES = ("Long run", "Tempo run", "Run", "Steady run")
SHARED = {"2 km easy, 4 km at 10k pace, 4 km easy": "2000 ro 4000 ro 4000", "2 km warm up; 8 km steady": "w2000 8000"}


@pytest.mark.parametrize("told", SHARED)
@pytest.mark.parametrize("name", NAMES)
def test_how_long_a_run_is_stands_before_or_behind_its_name(name: str, told: str) -> None:
    for joint in (": ", " - ", " — "):
        steps = parse(f"{name} (10 km){joint}{told}").steps
        assert " ".join(map(short, steps)) == SHARED[told]


TITLES = ("6 x 350m workout", "Tuesday session: 6 x 350m", "We did a 6 x 350m session.", "6 x 350m:")
SHARES = (
    ("2 x 350m at 5k pace", "4 x 350m at mile pace"),
    ("350m in 70", "5 x 350m in 65"),
    ("3 x 350m", "2 x 350m", "1 x 350m"),
)


@pytest.mark.parametrize("shares", SHARES, ids=len)
@pytest.mark.parametrize("title", TITLES)
def test_reps_that_the_lines_below_share_out_are_run_once(title: str, shares: tuple[str, ...]) -> None:
    alone = [short(step) for step in parse("\n".join(shares)).steps]
    for bullet in ("", "- ", "• ", "  "):
        lines = (f"{bullet}{share}" for share in shares)
        assert [short(step) for step in parse("\n".join((title, *lines))).steps] == alone, bullet


@pytest.mark.parametrize("whole", ["10 minutes", "8-10 min"])
@pytest.mark.parametrize("kind", ["Warm-up", "Cool-down"])
def test_a_warm_up_whose_length_the_lines_below_it_come_to_is_no_longer_than_they(kind: str, whole: str) -> None:
    for frame, bullet in itertools.product(("{} ({})", "{}: {}", "Step 1: {} ({})"), ("", "• ", "  - ")):
        parts = ("5 minutes walking", "3 min jogging", "2 minutes dynamic stretches")
        lines = "\n".join((frame.format(kind, whole), *(f"{bullet}{part}" for part in parts)))
        text = f"{lines}\nMain set\n3 x 350m" if kind == "Warm-up" else f"3 x 350m\n{lines}"
        ends = [step.duration_ms for step in parse(text).steps if step.duration_ms is not None]
        assert ends == [300_000, 180_000, 120_000], text


def test_a_rep_that_the_lines_below_it_make_up_is_run_as_they_say() -> None:
    """`4 x 900m as:` above 600m and 300m is no 900m beside them."""
    wholes = {"900m": ("600m", "300m"), "1.5k": ("900m", "600m"), "6 min": ("4 min", "2 min")}
    brief = {"600m": "600", "300m": "300", "900m": "900", "4 min": "240s", "2 min": "120s"}
    for (whole, parts), rest in itertools.product(wholes.items(), ("", "30s rest", "30 sec jog")):
        for led, bullet in ((" as:", "- "), (":", ""), ("", "- "), (" as", "")):
            lines = [f"{parts[0]} at 5k pace", *([rest] if rest else []), f"{parts[1]} fast", "2 min rest between sets"]
            text = "\n".join([f"2 x {whole}{led}", *(bullet + line for line in lines)])
            one = f"{brief[parts[0]]} {'r30s ' if rest else ''}{brief[parts[1]]}"
            assert reading_of(text) == f"{one} r120s {one}", text
    assert reading_of("2 x 900m, 60s\n600m\n2 x 300m, 60s") == "900 r60s 900 ro 600 ro 300 r60s 300"


ENDS_OF_SUM = [". {}", ". {} in 1:07:58", "; {}", ". {}."]


@pytest.mark.parametrize("end", ENDS_OF_SUM)
@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("2 miles easy, 4 miles tempo, 2 miles easy", "8 miles"),
        ("1 mile easy, 6 miles at MP, followed by a cooldown of 1 mile", "8 miles"),
        ("2 km warm up, 3 x 1 km with 2 min, 2 km cool down", "7 km"),
        ("3 km easy, 5 km tempo", "8k"),
    ],
)
def test_what_all_of_it_comes_to_is_not_run_behind_it(text: str, total: str, end: str) -> None:
    assert list(map(short, parse(text + end.format(total)).steps)) == list(map(short, parse(text).steps))


@pytest.mark.parametrize("lead", ["10 min easy", "Run 8 minutes, walk 1 minute", "2 miles steady", "400m, 200m jog"])
@pytest.mark.parametrize(
    "then", ["Then 1 min hard, 2 min jog", "Then, run 1 min, walk for 2 min", "Then run hard for 1 min, jog 2 min"]
)
@pytest.mark.parametrize("again", [", repeat 3 times", ", and repeat 3 times", " x 3", ", 3 times"])
@pytest.mark.parametrize("end", ["", ". Then 5 min easy"])
def test_a_number_at_the_end_of_a_sentence_that_begins_with_then_is_for_that(
    lead: str, then: str, again: str, end: str
) -> None:
    read_ = " ".join(map(short, parse(f"{lead}. {then}{again}{end}").steps))
    assert read_.count("60s") - lead.count("1 minute") == 3, read_
    assert read_.count(" 60s r120s 60s r120s 60s") == 1, read_


@pytest.mark.parametrize("unit", ["laps", "miles", "k", "km"])
@pytest.mark.parametrize("told", ["with 90s rest", "with 2 min recovery between", "with 200m jog"])
def test_several_of_a_unit_with_a_recovery_are_asked_about(unit: str, told: str) -> None:
    text = f"4 {unit} {told}"
    parsed, errors = read(text)
    assert parsed is None
    offered = [len(candidate.steps) for candidate in candidates_of(text, errors[0])]
    assert offered[:2] == [7, 1]


@pytest.mark.parametrize("hard", ["sprint", "hard", "fast"])
@pytest.mark.parametrize("first", ["30 seconds", "1 min", "3 minutes", "400m"])
def test_as_much_easy_behind_then_is_the_recovery(first: str, hard: str) -> None:
    one = [short(step) for step in parse(f"{first} {hard} then {first} easy, 2 min {hard} then 2 min easy").steps]
    assert one == [one[0], f"r{one[0]}", "120s", "r120s"]


@pytest.mark.parametrize("pace", ["(4:56)", "[4:37]", "(4:33)", "- 4:51"])
@pytest.mark.parametrize("form", ["5 min steady {}, 90s jog, 4 min fast", "5 min {}, 90s jog, 4 min fast"])
def test_an_odd_clock_time_behind_a_time_is_neither_run_nor_rested(form: str, pace: str) -> None:
    assert " ".join(map(short, parse(form.format(pace)).steps)) == "300s r90s 240s"
