"""Numbers whose sign or bracket says what they are: a dash before, a dash behind, a pace and the time that it comes to.

It exists because each is a kind with many faces: what stands here is every count with every length, told in all ways
that mean the same, and the plain way to write it is the oracle.
"""

from __future__ import annotations

import itertools
import re

import pytest

from trackclock.core.notation import NotationError, candidates_of, parse

REPS = (("800m", "2 min"), ("400m", "200m jog"), ("1 km", "90s"), ("3 min", "60s"))


def runs(text: str) -> list[tuple[str, int | None, int | None]]:
    """What is run and rested of a text."""
    return [(step.kind.value, step.distance_mm, step.duration_ms) for step in parse(text).steps]


@pytest.mark.parametrize("dash", ["-", "–", "—", "- ", "-- "])
@pytest.mark.parametrize(("count", "rep"), itertools.product((2, 5, 12), REPS))
def test_a_dash_before_a_number_is_the_bullet_of_a_list(dash: str, count: int, rep: tuple[str, str]) -> None:
    length, rest = rep
    plain = [f"10 min warm-up\n{count} x {length} with {rest}", f"{count}x{length} with {rest}\n3x200m with 60s"]
    for text in plain:
        assert runs("\n".join(dash + line for line in text.split("\n"))) == runs(text)


@pytest.mark.parametrize(
    "often", ["(4 times)", "(4 reps)", "[4 times]", "(four times)", "(4 sets)", "(x 4)", "(repeat 4 times)"]
)
@pytest.mark.parametrize("rep", REPS)
def test_how_often_a_rep_with_its_recovery_is_run_can_stand_in_brackets(often: str, rep: tuple[str, str]) -> None:
    length, rest = rep
    for told in (f"{length} with {rest}", f"{length} hard, {rest} recovery", f"{length} run with a {rest} recovery"):
        assert runs(f"{told} {often}") == runs(f"4 x {length} with {rest}")
        assert runs(f"10 min warm-up. {told} {often}. 5 min cool-down") == runs(
            f"10 min warm-up. 4 x {length} with {rest}. 5 min cool-down"
        )


DASHED = (
    *((f"{count} - {length} {reps}", f"{count} x {length}") for count, length, reps in
      itertools.product(("3", "Six"), ("half mile", "800m", "1 mile", "1k", "600 meter"), ("repeats", "intervals"))),
    *((f"{count}{dash}{length}", f"{count} x {length}") for count, dash, length in
      itertools.product((3, 8), ("-", "–"), ("400s", "1000s", "800m", "1200's", "1ks", "1 mile repeats"))),
    *((f"{word} - {length}", f"{count} x {length}") for (word, count), length in
      itertools.product((("Four", 4), ("ten", 10)), ("400m", "1200m", "600s", "quarter mile intervals"))),
)  # fmt: skip


@pytest.mark.parametrize(("dashed", "crossed"), DASHED)
@pytest.mark.parametrize("behind", [" with 2 min rest", " at 5k pace, 200m jog", " w/ 90s, 10 min easy"])
def test_a_number_a_dash_and_what_is_run_is_so_often(dashed: str, crossed: str, behind: str) -> None:
    assert runs(dashed + behind) == runs(crossed + behind)
    assert runs(f"2 miles easy, {dashed}{behind}") == runs(f"2 miles easy, {crossed}{behind}")


@pytest.mark.parametrize("text", ["4 - 3 - 2 - 1 min, 60s", "3 - 2 - 1 mile, 3 min", "2 mile - 1 mile - 800m, 2 min"])
def test_lengths_with_dashes_between_stay_a_list(text: str) -> None:
    assert runs(text) == runs(text.replace(" - ", ", "))


@pytest.mark.parametrize("text", ["8 - 10 miles easy", "4-5 mile run", "60-70s fast", "20-30 min easy", "200-300m"])
def test_a_range_stays_one(text: str) -> None:
    assert len(runs(text)) == 1


@pytest.mark.parametrize("count", [2, 6, 12])
def test_a_number_that_may_be_that_of_a_list_is_asked_about_with_both(count: int) -> None:
    text = f"{count} - 800m with 2 min"
    with pytest.raises(NotationError) as told:
        parse(text)
    found = [len(one.steps) for one in candidates_of(text, told.value)]
    assert sorted(found) == [1, 2 * count - 1]


PACES = (("400m", "4:00/km", "96s"), ("800m", "6:00/mile", "2:59"), ("1000m", "7:10 min/mile", "4:27"))
SAID = ("{pace} or {time}", "({pace} or {time})", "({pace} = {time})", "({pace}, {time})", "({time}, {pace})",
        "({time} = {pace})", "at {pace} or {time}", "at {pace} ({time})", "at 10k pace ({pace} or {time})",
        "at {pace} - {time}", "at 10k pace ({time})")  # fmt: skip


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize(("length", "pace", "time"), PACES)
@pytest.mark.parametrize("rest", [" with 200m jog", ", 90s rest", " with 60s walking recovery"])
def test_a_pace_and_what_it_comes_to_are_one_target(said: str, length: str, pace: str, time: str, rest: str) -> None:
    reps = f"3 x {length} {said.format(pace=pace, time=time)}{rest}"
    plain = f"3 x {length}{rest}"
    assert runs(reps) == runs(plain)
    assert runs(f"10 min easy, {reps}") == runs(f"10 min easy, {plain}")
    assert all(step.target is not None for step in parse(reps).steps if step.kind.value == "rep")


@pytest.mark.parametrize("rest", ["60s", "90s", "2 min", "3 min"])
@pytest.mark.parametrize("length", ["300m", "500m", "1000m"])
def test_a_time_beside_a_pace_that_it_does_not_come_to_is_the_recovery(rest: str, length: str) -> None:
    assert runs(f"3 x {length} at 3:50/km ({rest})") == runs(f"3 x {length} with {rest}")
    assert runs(f"3 x {length} at 3:50/km, {rest}") == runs(f"3 x {length} with {rest}")


@pytest.mark.parametrize("seconds", [68, 71, 72, 74, 76, 78, 83, 96])
@pytest.mark.parametrize("form", ["({})", "at 5k pace ({})", "at 5k pace - {}"])
def test_seconds_that_nobody_rests_are_the_time_of_the_rep(seconds: int, form: str) -> None:
    for unit in ("s", " sec", " seconds"):
        assert runs(f"4 x 400m {form.format(f'{seconds}{unit}')}, 2 min rest") == runs("4 x 400m, 2 min rest")


@pytest.mark.parametrize("place", ["at the track", "at our track", "at the track today", "on the track"])
@pytest.mark.parametrize("session", ["6 x 800m with 2 min rest", "3 x 1600m, 3 min", "4 x 400m at 5k pace, 200m jog"])
def test_where_it_is_run_is_no_target(place: str, session: str) -> None:
    for text in (
        f"Speed work {place}: {session}",
        f"{session}, {place}",
        f"{place.title()}: {session}",
        f"{session} {place}",
    ):
        assert runs(text) == runs(session)
    assert runs(re.sub(r"(?<=\dm)", f" {place}", session, count=1)) == runs(session)


AGAIN = ("Then we did it over.", "Then we did it again.", "Do this again.", "Then do the whole thing again.",
         "We ran it all over again.", "Then start over.", "Then we went again.", "Then I did the whole set again.",
         "Do that over again.", "And do it again.")  # fmt: skip


@pytest.mark.parametrize("again", AGAIN)
@pytest.mark.parametrize("session", ["3 x 400m with 60s", "300m, 600m, 300m with 2 min rest", "800m, 90s, 400m, 3 min"])
def test_what_is_done_again_is_run_again(again: str, session: str) -> None:
    once = [step for step in runs(session) if step[0] == "rep"]
    for text in (f"{session}. {again}", f"{session}\n{again}", f"Warm up 10 min\n{session}\n\n{again}"):
        assert [step for step in runs(text) if step[0] == "rep"] == [*once, *once]


@pytest.mark.parametrize(
    "said",
    ["See you again next week.", "Run relaxed over the whole set.", "Over and out.", "Great to see it all again."],
)
def test_words_with_again_or_over_repeat_nothing(said: str) -> None:
    assert runs(f"3 x 400m with 60s. {said}") == runs("3 x 400m with 60s")
