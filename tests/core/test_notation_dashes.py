"""What a sign, a bracket or one word makes of a number: a bullet, a count, a pace and its time, a group, once more.

It exists because each is a kind with many faces: what stands here is every count with every length, told in all ways
that mean the same, and the plain way to write it is the oracle.
"""

from __future__ import annotations

import itertools
import re

import pytest

from trackclock.core.notation import NotationError, candidates_of, parse, read

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


@pytest.mark.parametrize("said", ["Run the {}", "Aim to run the {}", "The {}", "So do the {}", "Try to keep those {}"])
@pytest.mark.parametrize("joint", ["\n", ". "])
@pytest.mark.parametrize("pace", ["at 5k pace", "at 10% faster than 5k pace", "in 70"])
def test_reps_that_are_pointed_at_are_not_run_again(said: str, joint: str, pace: str) -> None:
    for session in ("4 x 400m with 60s, 3 x 200m with 90s", "3 x 200m with 90s, 2 x 1k with 2 min, 4 x 400m with 60s"):
        for reps in ("4 x 400m", "4 x 400m reps", "3 x 200m"):
            text = f"{session}{joint}{said.format(reps)} {pace}"
            assert runs(text) == runs(session)
            told = {step.distance_mm for step in parse(text).steps if step.target is not None}
            assert told == {int(reps.split()[2].rstrip("m")) * 1_000}


@pytest.mark.parametrize("said", ["Then run 4 x 400m", "Run the 5 x 400m", "Finish with the 4 x 400m", "4 x 400m"])
def test_reps_that_are_others_or_come_then_are_run(said: str) -> None:
    assert len(runs(f"4 x 400m with 60s\n{said} at 5k pace")) > len(runs("4 x 400m with 60s"))


@pytest.mark.parametrize("run", ["5 miles", "6 mile run", "10k", "8 km easy"])
@pytest.mark.parametrize("time", ["7:40", "5:20", "8:15", "48:30", "1:02:10"])
def test_a_time_in_brackets_behind_a_long_run_is_no_rest(run: str, time: str) -> None:
    pieces = runs(f"{run} ({time}), 4 x 200m with 200m jog")
    assert [step for step in pieces if step[2]] == []
    assert len(runs(f"{run} ({time})")) == 1


@pytest.mark.parametrize("aside", ["(8:40)", "(easy)", "easy (8:40)"])
def test_a_run_with_reps_is_asked_about_whatever_stands_beside_it(aside: str) -> None:
    for reps in ("8 x 100m", "6 x 60s hard"):
        assert read(f"6 miles {aside} with {reps}")[0] is None
        assert read(f"6 miles with {reps}")[0] is None


@pytest.mark.parametrize("way", ["recovery", "walking", "jog", "jogging", "rest", "easy", "cool down"])
@pytest.mark.parametrize(
    ("count", "unit", "length"),
    [("a", "lap", "400m"), ("2", "laps", "800m"), ("one", "minute", "1 min"), ("3", "minutes", "3 min")],
)
def test_how_a_recovery_is_spent_can_stand_inside_its_length(way: str, count: str, unit: str, length: str) -> None:
    plain = runs(f"5 x 600m with {length} jog")
    for between in ("between", "in between each", "between reps"):
        assert runs(f"5 x 600m with {count} {way} {unit} {between}") == plain
    if way not in ("cool down", "easy"):
        assert runs(f"5 x 600m, {count} {way} {unit}") == plain


@pytest.mark.parametrize("unit", ["laps", "minutes", "miles"])
@pytest.mark.parametrize("count", ["2", "three", "10"])
def test_the_end_of_a_session_can_stand_inside_its_length(count: str, unit: str) -> None:
    text = f"{count} {{}} {unit}, 5 x 400m with 60s, {count} {{}} {unit}"
    plain = f"{count} {unit} {{}}, 5 x 400m with 60s, {count} {unit} {{}}"
    for ends in (("warm up", "cool down"), ("warm-up", "cool-down"), ("easy warm up", "easy cool down")):
        assert runs(text.format(*ends)) == runs(plain.format(*ends))


SHARES = (
    ("2 @ 80, 2 @ 78, 2 @ 76", 6),
    ("3 at 5k pace, 3 at mile pace", 6),
    ("4 in 80, 2 in 76", 6),
    ("1 @ 80, 2 @ 78, 1 @ 70", 4),
)


@pytest.mark.parametrize(("shares", "reps"), SHARES)
@pytest.mark.parametrize("rest", ["60s rest", "200m jog", "2 min walk"])
def test_so_many_at_a_time_each_are_the_reps_before(shares: str, reps: int, rest: str) -> None:
    plain = runs(f"{reps} x 400m with {rest}")
    forms = ("{} x 400m with {}, {}", "{0} x 400m ({2}), {1}", "{0} x 400m: {2}, {1}", "{} x 400m with {}. {}.")
    for text in (form.format(reps, rest, shares) for form in forms):
        assert runs(text) == plain
        assert len({step.target.text for step in parse(text).steps if step.target}) == len(
            set(re.findall(r"(?:@|at|in) (\w+)", shares))
        )
    assert read(f"{reps + 1} x 400m with {rest}, {shares}")[0] is None


@pytest.mark.parametrize(
    "groups",
    [("5:00-6:00 milers", "6:15 - 7:15 milers", "7:30-8:30+ milers"), ("sub 3:00 marathoners", "3:00-3:30 marathoners"),
     ("Sub-20:00 5k runners", "20:00 to 25:00 5k runners", "25:00+ 5k runners")],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{}: {}", "- {} - {}", "• {}: {}"])
def test_runners_who_are_named_by_their_times_are_groups(groups: tuple[str, ...], form: str) -> None:
    sessions = [f"{3 + at} x {1200 - 200 * at}m with 400m jog" for at in range(len(groups))]
    lines = [form.format(group, session) for group, session in zip(groups, sessions, strict=True)]
    assert [runs(line) for line in lines] == [runs(session) for session in sessions]
    text = "\n".join(lines)
    with pytest.raises(NotationError) as told:
        parse(text)
    offered = [[(step.kind.value, step.distance_mm) for step in one.steps] for one in candidates_of(text, told.value)]
    assert all([(kind, mm) for kind, mm, _ in runs(session)] in offered for session in sessions)


@pytest.mark.parametrize("group", ["U15", "6:00 milers", "Sub 20", "800m runners"])
def test_a_comment_that_names_runners_stays_one(group: str) -> None:
    assert runs(f"6 x 800m, 60s\n# {group}: 4 x 400m, 60s") == runs("6 x 800m, 60s")


@pytest.mark.parametrize("dash", ["-", "", "- "])
@pytest.mark.parametrize("below", ["", "\nrepeat", "\nREPEAT whole session (take 6 min)"])
def test_as_many_reps_on_two_lines_without_their_unit_are_asked_about(dash: str, below: str) -> None:
    text = f"{dash}4x30 (1 min rest)\n{dash}4x60 (2 min rest){below}"
    with pytest.raises(NotationError) as told:
        parse(text)
    assert len(candidates_of(text, told.value)) > 1
