"""What tidy notation can say: text that prints as it stands, and notes that say nothing to whoever looks for words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackclock.core.notation import parse, tidy
from trackclock.core.notation.words.lexer import plain
from trackclock.core.plan import Open, Plan


def again(text: str) -> str:
    return tidy(Plan("", parse(text).steps))


@pytest.mark.parametrize(
    "text",
    [
        "3 x (2 x 300 m with 100 m jog recovery after each), 6 min rest after each set",
        "3 x (400 m, 1 min recovery, 200 m), 30 s rest after each set",
        "3 x (2 x 300 m with 100 m jog recovery), 6 min rest between sets\n5 min rest\n800 m",
        "10 min into 5 min into 1000 m",
        "10 min @ 4:00/km into 5 min @ 3:30/km, 2 min recovery, 1 x 3 min into 400 m",
        "400 m into 2 x 200 m with 30 s recovery",
        "2 x (400 m into 2 x 200 m with 30 s recovery), 5 min rest between sets",
        "400 m into 200 m, 1 min recovery",
        "400 m into 200 m, 1 min recovery, 800 m",
        "5 x (1 min into 30 s) with 1 min recovery after each",
        "open rep",
        "6 x open rep with 90 s recovery",
        "400 m into open rep into 200 m",
        "12.34 metres",
        "10 x 19 metres with 40 metres jog recovery",
        "warm up 150 metres\n400 m",
        "2 x 1200 m of (800 m steady, 400 m fast) with 400 m jog recovery",
        "3 x (30 s, open recovery, 1 x 1 min), 2 min rest between sets",
        "5 x 1000 m on 3:00, open rest, 1 x 10 min @ easy",
    ],
)
def test_tidy_text_prints_as_it_stands(text: str) -> None:
    assert again(text) == text
    assert parse(text).assumptions == ()


def test_an_open_rep_ends_on_a_press() -> None:
    (step,) = parse("open rep").steps
    assert (step.end, step.label) == (Open(), "open rep")


def test_a_recovery_behind_what_goes_on_stays_behind_it() -> None:
    """It is for what is one run, and not for the gap that there is none of."""
    assert again("400m into 200m, 400m into 200m with 60 s recovery") == (
        "400 m into 200 m, 1 min recovery, 400 m into 200 m"
    )
    assert again("3 x (400m into 200m) with 60 s recovery") == "3 x (400 m into 200 m) with 1 min recovery"
    assert again("1 x 10 min into 1 x 5 min, 60 s recovery") == "10 min into 5 min, 1 min recovery"


@pytest.mark.parametrize(
    "note",
    [
        "# not a remark", "(never closed", "see you at 7 pm, 300 r60s 300", "group A: 6 x 400m", "Mon 5 x 1k", "2 | 3",
        "repeat everything above", "*bold* words", "or 3 x 800m", "> quoted", "with", "U15: 200m",
        "Staffel 4 x 400", "a:b:c",
    ],
)  # fmt: skip
def test_words_in_a_note_mean_nothing(note: str) -> None:
    for text in (f"400 m [note: {note}]", f"3 x 400 m [note: {note}] with 1 min recovery [note: {note}]\n800 m"):
        parsed = parse(text)
        assert parsed.steps[0].notes == (note,)
        assert again(text) == again(again(text))


@settings(max_examples=50)
@given(st.text(min_size=1, max_size=40).map(plain).filter(bool))
def test_any_note_comes_back_as_it_is(note: str) -> None:
    escaped = "".join(f"\\{sign}" if sign in "[]\\" else sign for sign in note)
    for text in (f"400 m [note: {escaped}]", f"400 m [note: {escaped}] into 200 m, 1 min recovery [note: {escaped}]"):
        steps = parse(text).steps
        assert {step.notes for step in steps} <= {(note,), ()}
        assert steps[0].notes == (note,)
        assert tidy(Plan("", steps)) == text


def test_a_control_character_in_a_note_is_still_found() -> None:
    with pytest.raises(Exception, match="the control character U\\+001B"):
        parse("400m [note: a\x1b[31m]")
