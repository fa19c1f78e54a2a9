"""What a line is, and what it is for the lines around it: each case of the tables has a text that needs it."""

from __future__ import annotations

import itertools
from types import ModuleType

import pytest

from tests.core.test_notation_clubs import short
from trackclock.core.notation import parse, read
from trackclock.core.notation.message import joining, kinds

NEEDED = [
    (kinds, "KINDS", "_doubtful", "Time: 18:30"),
    (kinds, "KINDS", "_again", "1. 400m, 60s\n2. 200m\nrepeat steps 1 and 2 twice"),
    (kinds, "KINDS", "_lasting", "2 min on, 1 min off for 24 minutes"),
    (kinds, "KINDS", "_session", "4 x 400m, 90s"),
    (joining, "LINES", "_named_steps", "1. 400m, 60s\n2. 200m\n3. 100m\nrepeat steps 2 and 3 twice"),
    (joining, "LINES", "_all_above", "400m, 60s\n200m\nrepeat 3 times"),
    (joining, "LINES", "_all_below", "repeat 3 times\n400m, 60s\n200m"),
    (joining, "LINES", "_header", "3 rounds of:\n400m, 60s\n200m"),
    (joining, "LINES", "_results", "2 x 600m, 90s\n1:58, 1:57"),
    (joining, "LINES", "_told_again", "4 x 400m, 90s\n2 x 1k, 2 min\nRun the 4 x 400m at 5k pace"),
    (joining, "LINES", "_reps", "4 x 400m, 90s"),
    (joining, "LOOSE", "_long_jog", "4 x 400m, 90s\n15 min jog"),
    (joining, "LOOSE", "_above_reps", "Pace: 5k effort\n4 x 400m, 90s"),
    (joining, "LOOSE", "_beside_header", "repeat 3 times, 2 min rest:\n400m, 60s\n200m"),
    (joining, "LOOSE", "_words", "4 x 400m, 90s\nrun tall"),
    (joining, "LOOSE", "_target", "4 x 400m, 90s\nall @ 5k pace"),
    (joining, "LOOSE", "_under_header", "3 rounds:\n400m\n200m jog"),
    (joining, "LOOSE", "_between_reps", "4 x 400m\nRecovery: 90s"),
    (joining, "LOOSE", "_between_lines", "4 x 400m, 90s\n5 min rest\n4 x 200m, 60s"),
]

READ = [
    ("400m hard\n200m easy\nrepeat 3 times", "400 r200 400 r200 400"),
    ("1. 400m fast\n2. 200m slow\nrepeat steps 1 and 2 three times", "400 r200 400 r200 400"),
    ("2 rounds:\n400m\n200m\n\n800m", "400 ro 200 ro 400 ro 200 ro 800"),
    ("2 rounds:\n\n400m\n200m\n\n800m", "400 ro 200 ro 800 ro 400 ro 200 ro 800"),
    ("2 rounds:\n400m\n90s\ncool down 5 min", "400 r90s 400 c300s"),
    ("repeat 2 times, 2 min rest:\n400m\n300m", "400 ro 300 r120s 400 ro 300"),
    ("repeat 2 times with 3 min between sets:\n400m, 60s\n300m", "400 r60s 300 r180s 400 r60s 300"),
    ("Recovery: 90s\n2 rounds:\n400m\n300m", "400 r90s 300 r90s 400 r90s 300"),
    ("Recovery: 90s\n2 x 400m\n2 x 300m", "400 r90s 400 r90s 300 r90s 300"),
    ("15 min jog recovery\n400m", None),
    ("400m\n300m\n15 min jog between reps", "400 r900s 300"),
    ("Warm up\n10 min jog, loosen up\n2 x 400m, 60s", "w600s wo 400 r60s 400"),
    ("Warm up\n2 x 400m, 60s", "wo 400 r60s 400"),
    ("2 x 400m, 60s\nCool down\n5 min jog\n5 min easy", "400 r60s 400 c300s c300s"),
    ("2 x 400m\nRecovery\n90s", "400 r90s 400"),
]


def outcome(text: str) -> str:
    """What comes of a text; without a case it may be anything at all."""
    try:
        parsed, errors = read(text)
    except IndexError as error:
        return repr(error)
    return " ".join(map(str, (parsed, *errors)))


def name_of(case: object) -> str:
    return getattr(case, "__name__", "")


@pytest.mark.parametrize(("module", "table", "case", "text"), NEEDED)
def test_a_text_needs_the_case(
    module: ModuleType, table: str, case: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = outcome(text)
    others = tuple(other for other in getattr(module, table) if name_of(other) != case)
    monkeypatch.setattr(module, table, others)
    assert outcome(text) != before


def test_every_case_has_its_text() -> None:
    tables = {(module, table) for module, table, _, _ in NEEDED}
    cases = {name_of(case) for module, table in tables for case in getattr(module, table)}
    assert cases == {case for _, _, case, _ in NEEDED}


@pytest.mark.parametrize(("text", "reading"), READ)
def test_lines_find_the_lines_that_they_are_for(text: str, reading: str | None) -> None:
    parsed, errors = read(text)
    said = " ".join(map(short, parsed.steps)) if parsed is not None else None
    assert said == reading, errors


@pytest.mark.parametrize("header", ["Pace: 5k effort\n2 rounds:", "repeat 2 times @ 5k effort:"])
def test_a_target_above_a_number_of_passes_is_for_all_their_reps(header: str) -> None:
    steps = parse(f"{header}\n400m, 60s\n300m").steps
    targets = [step.target.text for step in steps if step.target is not None]
    assert targets == ["5k effort"] * 4


def test_a_sign_that_says_nothing_hides_no_error_of_another_line() -> None:
    _, errors = read("4 x 400m {\n\n4 x 300m with recovry")
    assert [error.line for error in errors] == [1, 3]


def test_a_sentence_about_yesterday_takes_no_length_of_today_with_it() -> None:
    steps = parse("felt tired after yesterday's 10 miles, so 20 min easy").steps
    assert "1200s" in [short(step) for step in steps]


ABOVE = (
    "Recovery: 70s",
    "70s recovery",
    "70s rest between reps",
    "Recovery between every interval is a 150m jog",
    "90s rest",
)
BLOCKS = (
    "450m\n350m\n150m",
    "4 x 250m\n3 x 450m",
    "- 850m\n- 2 x 450m\n- 250m",
    "450m, 350m\n250m, 150m",
    "2 x (450m, 250m)",
    "5 x 250m\n850m",
)


@pytest.mark.parametrize("lines", BLOCKS)
@pytest.mark.parametrize("recovery", ABOVE)
def test_a_recovery_above_all_reps_is_what_it_is_below_them(recovery: str, lines: str) -> None:
    above, below = parse(f"{recovery}\n{lines}"), parse(f"{lines}\n{recovery}")
    assert [short(step) for step in above.steps] == [short(step) for step in below.steps]


def test_a_rest_between_sets_above_them_lies_where_it_does_below_them() -> None:
    above, below = (
        parse(text) for text in ("4 min between sets\n3 x 250m\n2 x 450m", "3 x 250m\n2 x 450m\n4 min between sets")
    )
    assert [short(step) for step in above.steps] == [short(step) for step in below.steps]


@pytest.mark.parametrize("label", ["Target", "Aim", "Goal", "Today's target"])
@pytest.mark.parametrize(
    "session", ["650m, 1050m, 1650m with 2 min", "650m (80s rest), 450m", "9 km steady", "3 x 650m, 80s"]
)
def test_no_length_is_lost_behind_a_word_for_a_target(label: str, session: str) -> None:
    assert [short(step) for step in parse(f"{label}: {session}").steps] == [
        short(step) for step in parse(session).steps
    ]


DOING = ("do", "does", "run", "go through", "repeat", "complete")
PASS = ("that", "it", "the same", "that sequence", "the whole set", "all of that", "the whole thing")
MORE = {"once more": 2, "one more time": 2, "again": 2, "twice more": 3, "another two times": 3}


@pytest.mark.parametrize("often", MORE)
@pytest.mark.parametrize("name", PASS)
def test_what_is_done_again_by_any_name_is_run_again(name: str, often: str) -> None:
    once = "450m, 80s jog, 150m, 3 min walk"
    expected = " r180s ".join(["450 r80s 150"] * MORE[often])
    for verb, joint in itertools.product(DOING, (", then ", ". ", " and ", "; ", " - ", "\n")):
        steps = parse(f"{once}{joint}{verb} {name} {often}").steps
        assert " ".join(map(short, steps)) == expected, (verb, joint)


@pytest.mark.parametrize("ground", ["1.2k loop", "2 km lakeside loop", "850m grass circuit", "3k course"])
def test_the_ground_is_told_and_not_run(ground: str) -> None:
    plain = [short(step) for step in parse("3 x 450m, 60s").steps]
    for lead, joint in itertools.product(
        ("Using a", "Use the", "On a", "Held on the", "Using"), (".\n", "\n", ": ", ". ", " - ")
    ):
        assert [short(step) for step in parse(f"{lead} {ground}{joint}3 x 450m, 60s").steps] == plain, (lead, joint)


@pytest.mark.parametrize("time", ["68 seconds", "63s", "72 sec", "1:03"])
def test_a_time_in_brackets_that_nobody_rests_is_that_of_the_rep(time: str) -> None:
    for told in ("", " at 5k pace", " hard", " @ mile pace"):
        steps = parse(f"4 x 350m{told} ({time})").steps
        assert [step.duration_ms for step in steps if step.is_pause] == [None] * 3, told
