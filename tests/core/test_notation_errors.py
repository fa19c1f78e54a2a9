"""Errors that teach: where, what is wrong, and what to write instead."""

from __future__ import annotations

import pytest

from trackclock.core.limits import MAX_STEPS
from trackclock.core.notation import NotationError, parse, parse_goal, read

ERRORS: list[tuple[str, int, int, str, str]] = [
    ("", 1, 1, "no step", "400m"),
    ("   \n\n", 1, 1, "no step", "400m"),
    ("hello there", 1, 1, "no step", "a note of"),
    ("4 x 400m with 90s recovry", 1, 19, "'recovry' is not known", "did you mean 'recovery'?"),
    ("4 x 400m\n3 x 300m, 90 secnods rest", 2, 14, "'secnods' is not known", "did you mean 'seconds'?"),
    ("4 x 5", 1, 5, "'5' has no unit", "5 min or 5 sec"),
    ("4 x 60", 1, 5, "'60' has no unit", "60m or 60 sec"),
    ("4 x 400m, 5m rest", 1, 11, "5 min or 5 metres?", "5 min or 5 metres"),
    ("8 x 200m @ race pace. 5m –10m ez jog recovery.", 1, 23, "5 min or 5 metres?", "5 min"),
    ("15m warm up\n400m", 1, 1, "15 min or 15 metres?", "15 min"),
    ("10m tempo", 1, 1, "10 min or 10 metres?", "10 min"),
    ("sets of 5 x 400m", 1, 9, "'5' has no meaning here", "leave it out"),
    ("4 x 400m, 90s, repeat until tired", 1, 16, "does not say how often", "repeat 3 times"),
    ("400m, each 3 min", 1, 7, "'each 3 min' has no meaning here", "10 x 400m on 2:00"),
    ("400m @ 80 each 3 min", 1, 11, "'each 3 min' has no meaning here", "10 x 400m on 2:00"),
    ("4 x (400m, 90s", 1, 5, "never closed", "')'"),
    ("4 x 400m)", 1, 9, "never opened", "open it"),
    ("4 x 400m [note: a", 1, 10, "never closed", "')'"),
    ("0 x 400m", 1, 1, "'0' repeats nothing", "from 1 on"),
    ("-0 x 400m", 1, 2, "'0' repeats nothing", "from 1 on"),
    ("4 x 0m", 1, 5, "no length", "above zero"),
    ("9999999 x 400m", 1, 1, "more than a session can have", "1,000"),
    ("501 x 400m", 1, 1, "1,001 steps", "1,000"),
    ("999 x (999 x (999 x (999 x 400m)))", 1, 1, "more than a billion steps", "1,000"),
    ("40 x 40 x 400m", 1, 1, "3,199 steps", "1,000"),
    ("999999999999 km", 1, 1, "too much for one session", "1000 km"),
    ("9999999999999 x 400m", 1, 1, "", ""),
    ("1:75", 1, 1, "not a time", "under 60"),
    ("400m @ 6:28", 1, 8, "too slow", "/km"),
    ("400m @ 3", 1, 8, "nobody runs", "whole rep"),
    ("400m @", 1, 6, "a target is missing", "2:44"),
    ("@ 5k pace", 1, 1, "no rep", "write the reps first"),
    ("2 min rest", 1, 1, "no rep before", "write the reps first"),
    ("seventy five seconds static recovery between each effort", 1, 1, "no rep before", "write the reps first"),
    ("8 x 400m or 4 x 800m", 1, 10, "two sessions to choose from", "keep '8 x 400m' or '4 x 800m'"),
    ("2 x 400m/200m", 1, 5, "more than one way", "2 x (400m, 200m)"),
    ("5 x 1 min, 30s", 1, 12, "a rep or the recovery", "with 30s recovery"),
    ("6 miles with middle 4 at tempo", 1, 21, "no meaning here", "[note: ...]"),
    ("400m, good form 37", 1, 17, "no unit", "37"),
    ("4 x 400m, 5 min between sets, 3 min between sets", 1, 31, "", ""),
    ("4 x", 1, 1, "nothing follows", "below it"),
    ("3 rounds:", 1, 1, "nothing follows", "below it"),
    ("repeat 3 times", 1, 1, "nothing to repeat", "below what is repeated"),
    ("jogging with walking, 2 min, repeat 3 times", 1, 30, "nothing to repeat", "behind what is repeated"),
    ("300m\n60s jog\nthen back down", 3, 1, "no ladder before it", "all of its steps"),
    ("200m, 500m up to 1000m", 1, 12, "no ladder before it", "all of its steps"),
    ("8 x 400m, 2 min rest after 4th", 1, 11, "nothing that", "after the 600s"),
    ("12 laps: 5 laps fast, 5 laps slow", 1, 1, "not made of", "how often"),
    ("10k, 8k, last 2k fast", 1, 15, "no meaning here", "[note: ...]"),
    ("8 x 400m, 90", 1, 11, "no unit", "90m or 90 sec"),
    ("20 min fartlek (3 min hard / 3 min easy)", 1, 1, "no whole number of times", "10 x"),
    ("2 x 300m, 2 min, 10 min", 1, 18, "a rep or a rest", "10 min rest"),
    ("600m each 3 min x 5", 1, 6, "'each 3 min' has no meaning here", "10 x 400m on 2:00"),
    ("every 3 min x 5: 600m", 1, 1, "there is nothing that 'every 3 min' is for", "10 x 400m on 2:00"),
    ("400m every 3 mins", 1, 6, "no rep starts after 'every 3 mins'", "10 x 400m on 2:00"),
    ("10 x 400m on 2:00 with 60 s rest", 1, 24, "told twice: 'on 2:00' and '60 s rest'", "leave one of them out"),
    ("10 x 400m on 2:00, 60 s rest", 1, 20, "told twice: 'on 2:00' and '60 s rest'", "leave one of them out"),
    ("10 x 400m with 60 s rest on 2:00", 1, 26, "told twice: '60 s rest' and 'on 2:00'", "leave one of them out"),
    ("3 x (400m, 200m) on 2:00", 1, 18, "counts from the start of one rep", "3 x (400m on 2:00, 200m on 1:00)"),
    ("10 x 2 min on 1:30", 1, 12, "a rep that takes 2:00 is longer than its cycle", "write a longer cycle"),
    ("10 x 400m @ 2:10 on 2:00", 1, 18, "a rep that takes 2:10 is longer than its cycle", "write a longer cycle"),
    ("10 x 400m on 2-3 min", 1, 11, "'on 2-3 min' has no meaning here", "10 x 400m on 2:00"),
    ("1 mile MP, 1 mile 10k", 1, 12, "its pace, or another rep?", "1 mile @ 10k or 1 mile, 10k"),
    ("8 x 300m (100m zigzag)", 1, 10, "the recovery or a remark", "[100m recovery]"),
    ("3 x 100m (5 mins, 3 mins)", 1, 10, "which recovery is for which reps", "behind its reps"),
    ("150s", 1, 1, "150 metres or 150 seconds", "150m or 150 sec"),
    ("3 x (10 min warm up)", 1, 6, "cannot be repeated", "line of its own"),
    ("4 x 400m with 60s, 70s recoveries", 1, 15, "2 recoveries are named for 3 gaps", "one for each gap"),
    ("400m \x1b[31m", 1, 6, "control character U+001B", "delete it"),
    ("400m \x07", 1, 6, "control character U+0007", "delete it"),
    ("$400m", 1, 1, "'$' says nothing", "[note: ...]"),
    ("1 mile of (sprint)", 1, 12, "no length in the pattern", "100m sprint"),
    ("1 mile of (30s sprint)", 1, 12, "cannot be part of a pattern", "metres"),
    ("(" * 2_000 + "400m" + ")" * 2_000, 1, 9, "more than 8 deep", "one after the other"),
    ("2 x " * 2_000 + "400m", 1, 1, "more than 8 deep", "multiply"),
    ("repeat 2 times: " * 500 + "400m", 1, 1, "", "one after the other"),
    ('{"kind": "rep"}', 1, 1, "this is no step", "shorthand"),
]


@pytest.mark.parametrize(("text", "line", "column", "what", "instead"), ERRORS, ids=[row[0][:30] for row in ERRORS])
def test_an_error_points_and_proposes(text: str, line: int, column: int, what: str, instead: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    error = caught.value
    assert what in error.what
    assert instead in error.instead
    if what:
        assert (error.line, error.column) == (line, column)
    assert error.width >= 1


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("4 x 400m, 5m rest", ("5 min rest", "5 metres rest")),
        ("8 x 400m or 4 x 800m", ("8 x 400m", "4 x 800m")),
        ("5 x 1k @ 5k pace (2:00)", ("[2:00 recovery]", "[note: 2:00]")),
    ],
)
def test_candidates_can_stand_in_the_place(text: str, candidates: tuple[str, ...]) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert caught.value.candidates == candidates


def test_a_word_near_a_known_one_is_never_a_note() -> None:
    for slip in ("recovry", "recvoery", "secods", "mintues", "metrse", "stirdes", "warmpu"):
        with pytest.raises(NotationError):
            parse(f"4 x 400m {slip}")


def test_words_of_every_day_are_notes() -> None:
    for word in ("today", "relaxing", "technique", "spikes", "windy", "laps of honour", "stories", "waking", "squash"):
        assert parse(f"400m, {word}").steps[0].label == "400 m"


def test_every_bad_line_is_told_at_once() -> None:
    parsed, errors = read("4 x 5\n4 x 400m\n3 x 7")
    assert parsed is None
    assert [(error.line, error.column) for error in errors] == [(1, 5), (3, 5)]


def test_the_longest_plan_is_still_read() -> None:
    steps = parse("\n".join(["400m"] * (MAX_STEPS // 2))).steps
    assert len(steps) == MAX_STEPS - 1


@pytest.mark.parametrize(
    ("text", "distance_mm", "time_ms"),
    [
        ("mile 5:30", 1_609_344, 330_000),
        ("5:30 mile", 1_609_344, 330_000),
        ("5k 19:30", 5_000_000, 1_170_000),
        ("1500m 4:10", 1_500_000, 250_000),
        ("1500 4:10", 1_500_000, 250_000),
        ("marathon in 3:15:00", 42_195_000, 11_700_000),
        ("half marathon 1:30:00", 21_097_500, 5_400_000),
        ("goal: 10 km - 39:59.5", 10_000_000, 2_399_500),
    ],
)
def test_a_goal_is_a_race_and_a_time(text: str, distance_mm: int, time_ms: int) -> None:
    goal = parse_goal(text)
    assert (goal.distance_mm, goal.time_ms) == (distance_mm, time_ms)


@pytest.mark.parametrize(
    "text", ["", "mile", "5:30", "marathon 3:15", "mile 0:00", "fast", "mile 5:30 5k", "\x1b 5k 20:00"]
)
def test_what_is_no_goal_is_refused(text: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse_goal(text)
    assert caught.value.what


def test_an_error_quotes_no_more_of_a_long_piece_than_names_it() -> None:
    with pytest.raises(NotationError) as caught:
        parse("r=" * 300)
    assert caught.value.what == f"there is no rep before '{'r=' * 30}...'"
    assert caught.value.width == 599
