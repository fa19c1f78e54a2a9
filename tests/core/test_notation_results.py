"""Times that were run or that say how fast: they are targets or words, and never one more rep.

It exists because a time behind reps looks as their recovery does, and as a rep of its own.
"""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_clubs import short
from tests.core.test_notation_said import reading_of, turns
from trackclock.core.notation import NotationError, parse, read

REPS = ("4 x 450m with 60s", "4 x 450m, 60s jog between", "Today: 4 x 450m off 60s")
LEADS = (". The reps went ", "\nThe reps went ", "\nSplits: ", ". Averaged ")
TIMES = ("91, 92, 89, 90.", "91.5, 92, 89.4, 90", "91 / 92 / 89 / 90", "1:31, 1:32, 1:29, 1:30.", "91, 92, 89 and 90")


def test_times_of_reps_are_not_run() -> None:
    for reps, lead, times in itertools.product(REPS, LEADS, TIMES):
        assert reading_of(f"{reps}{lead}{times}") == turns(4, "450", "r60s"), lead + times


EACH = (
    ", about 95 seconds each", ", 95 sec each", ", usually 92-95 seconds each", " (about 95 seconds each)",
    ", around 95 secs for each rep", ". Each took about 95 seconds",
)  # fmt: skip


def test_a_time_for_each_rep_is_their_target() -> None:
    for each, rest in itertools.product(EACH, (", 2 min jog", ". 2 min jog between")):
        text = f"3 x 450m{each}{rest}"
        assert reading_of(text) == turns(3, "450", "r120s"), text
        target = parse(text).steps[0].target
        assert target is not None, text
        assert target.high_ms == 95_000, text


READ = [
    ("Warmup 1.5 miles - 13:22.74\n2 x 450m with 90s\nCooldown 1.5 miles - 14:33.10", "w2414 450 r90s 450 c2414"),
    ("Warm up 2 miles in 16:30, 2 x 450m with 90s, 1 mile cool-down @ 9:20", "w3218 450 r90s 450 c1609"),
    ("1st 1k: 3:45 (LT pace)\n2nd 1k: 3:43\n3rd 1k: 3:41\n90s recovery", turns(3, "1000", "r90s")),
    ("2 x 450m at 1:35 per mile with 2 min", "450 r120s 450"),
    ("450m - 70.8 (35, 35.8), 3 min, 300m", "450 r180s 300"),
    ("400m, 2 min, 300m (a bit slower than you ran the 400)", "400 r120s 300"),
    ("We ran 900, 700, 500 with 2 min", "900 r120s 700 r120s 500"),
    ("2 x 450m, rest 90s each", "450 r90s 450"),
    ("2 x 450m with 5 min each", "450 r300s 450"),
]


@pytest.mark.parametrize(("text", "reading"), READ)
def test_a_time_is_told_or_is_a_recovery(text: str, reading: str) -> None:
    assert reading_of(text) == reading


def test_times_in_brackets_on_lines_of_one_form_are_read_alike() -> None:
    """One that nobody rests tells of them all, wherever it stands; a recovery with its unit says the contrary."""
    times = {"350m": ("(68)", "(1:07)", "(1:10)"), "700m": ("(2:23)", "(2:30)"), "1k": ("(3:42)", "(3:40)", "(3:45)")}
    for gap, odd in itertools.product(("\n", "\n\n", "\n- "), itertools.permutations(times, 2)):
        for first, second in itertools.product(times[odd[0]][:1], times[odd[1]]):
            for lines in ((odd[0], first, odd[1], second), (odd[1], second, odd[0], first)):
                text = f"2 mile warm-up{gap}{lines[0]} {lines[1]}{gap}{lines[2]} {lines[3]}{gap}1 mile cool-down"
                reps = [one.replace("1k", "1000").rstrip("m") for one in lines[::2]]
                assert reading_of(text) == f"w3218 {' ro '.join(reps)} c1609", text
                steps = [step for step in parse(text).steps if step.target is not None]
                assert [step.target.text for step in steps if step.target] == [one[1:-1] for one in lines[1::2]]
    assert reading_of("350m (1:30)\n700m (2:00)\n350m") == "350 r90s 700 r120s 350"
    assert reading_of("700m (2:23)\n350m (1:30)\n350m (60s)\n350m") == "700 ro 350 r90s 350 r60s 350"


SESSIONS = (
    ("2 x 1200m, 2 x 450m with 90s", (1200, 450)),
    ("450m, 1200m, 450m with 90s", (1200, 450)),
    ("3-2-1-2-3 minutes with 90s jog between", (180, 120, 60)),
    ("1 min, 3 min, 2 min, 1 min off 90s", (60, 120, 180)),
)
KEYS = ("{}. {}", "{}. Run the {}", "{}. The {}.", "{}. Run {}")
AIMS = ("10k pace", "5k effort", "mile pace")


def test_how_each_length_is_run_is_told_once_behind_them_all() -> None:
    for (session, lengths), key, joint, at in itertools.product(SESSIONS, KEYS, (", ", " and ", ", the "), ("at", "@")):
        names = [f"{length}m" if length > 400 else f"{length // 60} min" for length in lengths]
        told = joint.join(f"{name} {at} {aim}" for name, aim in zip(names, AIMS, strict=False))
        steps = parse(key.format(session, told)).steps
        assert [step.end for step in steps] == [step.end for step in parse(session).steps], (session, told)
        for step in steps:
            run = step.distance_mm or step.duration_ms or 0
            if not step.is_pause:
                assert step.target is not None, told
                assert step.target.text == AIMS[lengths.index(run // 1_000)], told


def test_a_length_told_again_among_others_is_asked_about_unless_words_point_at_it() -> None:
    for reps in ("2 x 900m, 2 x 700m, 2 x 450m with 90s", "900m, 700m, 450m, 700m, 900m with 90s"):
        for first, second in itertools.permutations(("900m", "700m", "450m"), 2):
            assert read(f"{reps}. {first} at 10k pace, {second} at 5k pace")[0] is None
            steps = parse(f"{reps}. The {first} at 10k pace, {second} at 5k pace").steps
            assert [step.end for step in steps] == [step.end for step in parse(reps).steps]
            assert len(parse(f"{reps}. {first} at 10k pace").steps) > len(steps)
            assert len(parse(f"{reps}. The {first} at 10k pace").steps) == len(steps)


TIMED = {
    ("70 second", 70_000): ("400", "400m", "quarter"),
    ("70-second", 70_000): ("400m", "quarter"),
    ("3 min", 180_000): ("800", "800m"),
}


def test_a_length_behind_its_time_is_run_in_it() -> None:
    """`a 70 second quarter` is no rep of 70 s, and its 400 m are not lost."""
    for ((time, ms), runs), lead in itertools.product(
        TIMED.items(), ("4 x {} {}", "a {} {}", "run a {} {}", "one {} {}")
    ):
        for run, behind in itertools.product(runs, ("", ", 2 min rest", " with 2 min rest", ".")):
            text = lead.format(time, run) + behind
            reps = [step for step in parse(text).steps if not step.is_pause]
            assert len(reps) == (4 if "x" in lead else 1), text
            assert {step.distance_mm for step in reps} <= {400_000, 800_000}, text
            assert [step.target.low_ms for step in reps if step.target is not None] == [ms] * len(reps), text
    assert [step.duration_ms for step in parse("3 x 30 second 200m jog").steps][:1] == [30_000]


def test_a_log_tells_the_times_of_what_was_run_and_of_what_was_jogged() -> None:
    """`400m - 1:16, 200m jog - 1:31` runs neither of the times; nor does a time for each of two with a stroke."""
    jogs = {"200m jog": ("1:31", "1:28", "97"), "400m jog": ("2:42", "2:57")}
    for (jog, jogged), run, sign in itertools.product(jogs.items(), ("1:16", "71", "69.5"), (" - ", ": ", " – ")):
        gap = f"r{jog[:3]}"
        for slow, form in itertools.product(jogged, ("{r}, {j}, {r}", "{r}, {j}, {r}, {j}", "{r}, {j}\n{r}, {j}")):
            text = form.format(r=f"400m{sign}{run}", j=f"{jog}{sign}{slow}")
            assert reading_of(text).removesuffix(f" {gap}") == f"400 {gap} 400", text
        for slow, form in itertools.product(jogged, ("{p}\n{p}", "{p}; {p}")):
            text = form.format(p=f"400m/{jog}{sign}{run}/{slow}")
            assert reading_of(text).removesuffix(f" {gap}") == f"400 {gap} 400", text
    assert reading_of("400m - 60s, 400m - 60s, 400m") == "400 r60s 400 r60s 400"


TOLD = [
    f"3 x 300m with 2 min. {who} {what} {times}"
    for who in ("My", "Our", "Ana's")
    for what, times in (
        *((noun, time) for noun in ("goal was", "target is", "target was") for time in ("0:52", "1:02")),
        *(
            (noun, time)
            for noun in ("times were", "splits were about", "times went like this:")
            for time in ("53, 52, 51", "53/52/51", "53, 52 and 51")
        ),
    )
]


@pytest.mark.parametrize("text", TOLD)
def test_whose_times_they_were_changes_nothing_that_is_run(text: str) -> None:
    assert reading_of(text) == turns(3, "300", "r120s")


@pytest.mark.parametrize("text", ["My goal was 1:25. 3 x 300m, 2 min", "My times were 80, 81, 82. 3 x 300m, 2 min"])
def test_times_before_anything_that_is_run_are_asked_about(text: str) -> None:
    with pytest.raises(NotationError, match="something else"):
        parse(text)


CLOCKED = {"400m": ("1:16", "1:20", "1:15"), "1k": ("3:28", "3:30", "3:45"), "800m": ("2:43", "2:30", "2:41")}


def test_clock_times_behind_lengths_on_lines_of_one_form_are_read_alike() -> None:
    """`1k 3:30` above `400m 1:16` is run in it, though a rest may be so long: nobody rests 1:16."""
    metres = {"400m": "400", "1k": "1000", "800m": "800"}
    for first, second in itertools.permutations(CLOCKED, 2):
        for one, other in itertools.product(CLOCKED[first], CLOCKED[second]):
            odd = {time for time in (one, other) if int(time[-2:]) % 5}
            text = f"{first} {one}\n{second} {other}\n{first} {one}"
            if odd:
                assert reading_of(text) == f"{metres[first]} ro {metres[second]} ro {metres[first]}", text


def test_times_of_some_of_the_reps_are_what_was_run() -> None:
    """Five times below `5-6 x 1k`, on one line or on a line each, with the numbers of a list or without."""
    for reps, most in (("5-6 x 1k", 6), ("8 x 1k", 8), ("5 x 1k", 5)):
        for times in (("3:38", "3:39", "3:37", "3:36"), ("3:41", "3:32", "3:36", "3:38", "3:39")):
            forms = (", ".join(times), "Actual: " + ", ".join(times), "Splits: " + " / ".join(times), "\n".join(times))
            listed = "\n".join(f"{number}) {time}" for number, time in enumerate(times, 1))
            for told in (*forms, listed):
                text = f"{reps} with 3 min rest\n{told}"
                assert reading_of(text) == turns(most, "1000", "r180s"), text


def test_the_times_of_parts_before_their_sum_are_words() -> None:
    for parts, whole in (("79, 80, 80", "3:59"), ("1:19, 1:20, 1:20", "3:59"), ("78 / 81 / 80", "3:59")):
        for text in (f"1200m ({parts}) {whole}, 3 min rest, 900m", f"1200m {whole} ({parts}), 3 min rest, 900m"):
            assert reading_of(text) == "1200 r180s 900", text


RAN = [
    f"{verb} {time}{tail}"
    for verb in ("averaged", "averaging", "hit", "averaged about")
    for time in ("2:48", "2:45-2:50")
    for tail in ("", " for the first 6", " on the last few", " for each 800", " for the 800s")
]


@pytest.mark.parametrize("ran", RAN)
@pytest.mark.parametrize("form", ["3 x 800m (75s), {}", "3 x 800m with 75s. {}.", "3 x 800m with 75s rest, {}"])
def test_what_was_averaged_is_not_run_and_not_rested(form: str, ran: str) -> None:
    assert " ".join(map(short, parse(form.format(ran)).steps)) == "800 r75s 800 r75s 800"


@pytest.mark.parametrize("time", ["(6:50-7:00)", "(5:11)", "(6:03)"])
@pytest.mark.parametrize("form", ["1 mile {}, 3 x 400m with 60s", "2 x 1 mile {}", "2 x 1 mile {} 3 min"])
def test_a_clock_time_that_nobody_rests_is_what_the_rep_is_run_in(form: str, time: str) -> None:
    steps = parse(form.format(time)).steps
    assert steps[0].target is not None
    assert steps[1].duration_ms in (None, 180_000)
