"""How long a recovery is and where it lies, in all combinations of the ways of saying the parts of it.

It exists because each of these is told with the same few pieces in any order: what is known of one holds for the next.
"""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_clubs import short
from trackclock.core.notation import NotationError, parse


def reading_of(text: str) -> str:
    """The steps of a text in a few letters."""
    return " ".join(short(step) for step in parse(text).steps)


def differing(cases: dict[str, str]) -> dict[str, str]:
    """Those of the texts that are read otherwise, with what came of them."""
    found: dict[str, str] = {}
    for text, wanted in cases.items():
        try:
            reading = reading_of(text)
        except NotationError as error:  # a question is another reading as well
            reading = str(error)
        if reading != wanted:
            found[text] = reading
    return found


SHARES = {
    "half": 30, "50% of": 30, "twice": 120, "three times": 180, "1 1/2 times": 90, "75% of": 45, "two thirds of": 40,
    "a third of": 20, "1/4 of": 15, "the same as": 60,
}  # fmt: skip
RUNS = ("the time of the rep", "the rep time", "the time it took", "the duration of the effort")
TOLD = (
    ", rest for {}", ", recovery is {}", " with {} as recovery", ". Take {} as a rest", ", recovery = {}",
    "\nRecovery: {}",
)  # fmt: skip


def test_a_recovery_is_so_many_times_as_long_as_the_rep_however_that_is_told() -> None:
    cases = {
        f"2 x 60s{told.format(f'{share} {run}')}": f"60s r{seconds}s 60s"
        for (share, seconds), run, told in itertools.product(SHARES.items(), RUNS, TOLD)
    }
    assert differing(cases) == {}


LENGTHS = ("60s", "200m")
ALTERNATING = (
    ", alternating recoveries of {} and {}", " with recoveries alternating between {} and {}",
    ". Recoveries alternate: {}, {}", ", alternate {} and {} recoveries", " with alternating {}/{} recovery",
)  # fmt: skip


def test_recoveries_that_alternate_come_in_turn_whatever_joins_them() -> None:
    pairs = (("60s", "2 min", "r60s", "r120s"), ("200m", "100m", "r200", "r100"))
    cases = {
        f"{number} x 350m{told.format(one, other)}": " ".join(
            ["350", *(piece for gap in range(number - 1) for piece in ((first, second)[gap % 2], "350"))]
        )
        for told, (one, other, first, second), number in itertools.product(ALTERNATING, pairs, (3, 4, 7))
    }
    assert differing(cases) == {}


PLACES = {
    "": True, " to the start": True, " to where you began": True, " to the line": True, " to your starting point": True,
    " to the car park": False, " to the club house": False, " to join the others": False,
}  # fmt: skip


def test_back_is_as_far_as_the_rep_unless_it_leads_elsewhere() -> None:
    ways = (", {} back{}", " with a {} back{}", ". {} back{} between reps")
    cases = {
        f"2 x 250m{told.format(way, place)}": f"250 {'r250' if is_start else 'ro'} 250"
        for told, way, (place, is_start) in itertools.product(ways, ("walk", "jog"), PLACES.items())
    }
    assert differing(cases) == {}


OPENINGS = ("We opened with a {} effort", "Started off with a {} tempo", "Began with a {} rep")
JOINS = (" and after a {} jog we ran ", ", then after {} rest did ", "; after {} of recovery it was ")
FOLLOWING = {"2 x 300m with 60s": "300 r60s 300", "two 90 second efforts with 60s recovery": "90s r60s 90s"}


def test_the_first_rep_of_a_story_is_not_lost_to_the_recovery_behind_it() -> None:
    cases = {}
    for opening, run, join, (text, reading) in itertools.product(
        OPENINGS, (("4 minute", "240s"), ("2k", "2000")), JOINS, FOLLOWING.items()
    ):
        cases[f"{opening.format(run[0])}{join.format('3 minute')}{text}"] = f"{run[1]} r180s {reading}"
    assert differing(cases) == {}


def test_each_recovery_on_a_line_between_reps_lies_where_it_stands() -> None:
    lines = ("with {} rest", "Recovering with a {} jog.", "Recover for {}", "{} jog recovery", "With {} easy jog.")
    cases = {
        "\n".join(("900m", one.format("3 min"), "700m", other.format("2 min"), "500m")): "900 r180s 700 r120s 500"
        for one, other in itertools.product(lines, lines)
    }
    assert differing(cases) == {}


BY_LENGTH = ("{} after the {}", "{} after {}", "{} rest after each {}", "{} jog after the {}s")


@pytest.mark.parametrize("head", ["3 x 350m\n2 x 700m\n", "3 x 350m, 2 x 700m\n", "3 x 350m, 2 x 700m. "])
def test_a_recovery_told_by_the_length_of_the_reps_lies_behind_them_in_any_line(head: str) -> None:
    cases = {
        f"{head}{one.format('60s', '350')}{joint}{one.format('90s', '700')}": "350 r60s 350 r60s 350 r60s 700 r90s 700"
        for one, joint in itertools.product(BY_LENGTH, (", ", "; ", " and "))
    }
    assert differing(cases) == {}


def test_a_pair_is_work_and_rest_by_its_names() -> None:
    pairs = (
        "{} x 2:1 {}:{}",
        "{0} x ({1}:{2} 2:1)",
        "2:1 {1}/{2} intervals x {0}",
        "{1}/{2} 2/1 x {0}",
        "{} x 2 min/1 min {}/{}",
    )
    cases = {
        pair.format(4, run, rest): "120s r60s 120s r60s 120s r60s 120s"
        for pair, (run, rest) in itertools.product(pairs, (("run", "walk"), ("hard", "easy"), ("tempo", "jog")))
    }
    assert differing(cases) == {}


READ = [
    ("2 x 350m with a 50m walk/150m jog recovery", "350 r200 350"),
    ("2 x 350m\nuse a 50m walk, 150m jog recovery", "350 r200 350"),
    ("2 x 350m with 200m jog in about 70s", "350 r200 350"),
    ("2 x 350m with a 200m walk that should take 2 min", "350 r200 350"),
    ("2 x 3 min with a generous 1 minute 30 rest", "180s r90s 180s"),
    ("2 x 350m. Recovery: 2 minutes 30", "350 r150s 350"),
    ("4 min hard, recovery is half the time of the rep (so 2 minutes), 3 min hard", "240s r120s 180s"),
    ("2 x 350m, 75s rest, 2 x 250m, same rest", "350 r75s 350 ro 250 r75s 250"),
    ("2 x 350m with 75s rest\n2 x 2 min, the same recovery", "350 r75s 350 ro 120s r75s 120s"),
    ("3 x 350m\nRest 3 min after the first, 4 min after the second", "350 r180s 350 r240s 350"),
    ("2 x (350m, 700m), 60s after the 350, 90s after the 700", "350 r60s 700 r90s 350 r60s 700"),
    ("2 sets:\n350m\n700m\n60s after 350s, 90s after 700s", "350 r60s 700 r90s 350 r60s 700"),
    ("3 x 15s strides\n45s jog between sets", "15s r45s 15s r45s 15s"),
    ("5 min\n2 x 15s strides\n45s jog between sets", "300s ro 15s r45s 15s"),
    ("2 x 3 x 150m, 60s b/reps, 4 min b/sets", "150 r60s 150 r60s 150 r240s 150 r60s 150 r60s 150"),
    ("3 x 800's, jog 200's between", "800 r200 800 r200 800"),
    ("12 min easy, 2 x 3 min hard with 60s between reps", "720s ro 180s r60s 180s"),
    ("12 min easy, 6 + 4 min tempo with 60s recoveries", "720s ro 360s r60s 240s"),
    ("2 x 700m, 45s between / jog 5 min / 2 x 350m, 60s", "700 r45s 700 r300s 350 r60s 350"),
    ("2 x 90m every minute, on the minute", "90 ro 90"),
    ("2 x 350m, 80s walk, 8 min jog", "350 r80s 350 r480s"),
    ("2 x 350m, 80s standing then 60s jog", "350 r140s 350"),
    ("2 x 350m, walk back in about 2 min", "350 r120s 350"),
    ("2 x 50s uphill, return to the start in 90s", "50s r90s 50s"),
    ("2 x 350m every 3 min, walking", "350 ro 350"),
    ("2 x 350m on 3:00 (with the rest in it)", "350 ro 350"),
    ("5 x 350m with 60s rest, 3 min after every second", "350 r60s 350 r180s 350 r60s 350 r180s 350"),
    ("5 x 350m, 100m jog, lap jog after every 3rd rep", "350 r100 350 r100 350 r400 350 r100 350"),
    ("2 x 1200m with 3 min rest. After the last one rest 5 min, then 1 mile", "1200 r180s 1200 r300s 1609"),
    ("2 x 350m with a couple of minutes rest", "350 r120s 350"),
    ("2 x 350m rec.: 80s", "350 r80s 350"),
    ("2 x 350m, recoveries under a minute", "350 r60s 350"),
    ("pick-ups of 2, 3, 2 mins with 75s recovery", "120s r75s 180s r75s 120s"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reading"), READ, ids=[text for text, _ in READ])
def test_how_long_it_is_and_where_it_lies_is_read_as_it_was_said(text: str, reading: str) -> None:
    assert reading_of(text) == reading


LOOKS = ("", "relaxed ", "brisk ", "very smooth ", "nice and slow ", "un-timed ", "gentle, relaxed ", "super-easy ")
SPENT = ("jog", "walk", "recovery")
WHERE = ("", " between", " in between", " after each", " between reps")
ROUGHLY = ("", "~", "about ", "with ", "roughly ", "just ")


def test_words_for_how_a_recovery_is_spent_do_not_make_a_rep_of_it() -> None:
    cases = {
        f"2 x 800m, {roughly}200m {look}{spent}{where}": "800 r200 800" + " r200" * (where == " after each")
        for look, spent, where, roughly in itertools.product(LOOKS, SPENT, WHERE, ROUGHLY)
    }
    assert differing(cases) == {}


def test_a_long_jog_behind_a_time_is_run_when_the_reps_are_over() -> None:
    jogs = {"10 min": "600s", "5 min": "300s", "1 mile": "1609", "2k": "2000"}
    cases = {
        f"2 x 400m{joint}{rest}{joint}{jog} {look}jog": f"400 r{rest} 400 r{steps}"
        for rest, (jog, steps), look, joint in itertools.product(
            ("60s", "75s", "90s"), jogs.items(), ("", "easy ", "relaxed "), (", ", "; ")
        )
    }
    assert differing(cases) == {}


RUN_IN = {"200m": (30, 35), "400m": (65, 70, 75), "800m": (150, 165), "1000m": (200, 210), "2000m": (420, 435)}


@pytest.mark.parametrize("run", RUN_IN)
def test_a_longer_jog_behind_a_time_is_never_sooner_a_recovery(run: str) -> None:
    """From some length on a jog is run when the reps are over: behind the last of them, with the time between them."""
    far = int(run[:-1])
    for seconds, (jogs, unit) in itertools.product(RUN_IN[run], ((MINUTES, " min"), (METRES, "m"))):
        time = f"{seconds // 60}:{seconds % 60:02}"
        readings = [reading_of(f"3 x {run}, {time}, {jog}{unit} jog").split() for jog in jogs]
        home = [len(reading) == 6 for reading in readings]
        assert home == sorted(home)
        assert home[-1]
        shorter = far if jogs is METRES else seconds / 60
        assert not any(is_home for jog, is_home in zip(jogs, home, strict=True) if jog <= 2 * shorter)
        assert {reading[1] for reading in readings if len(reading) == 6} == {f"r{seconds}s"}


MINUTES, METRES = range(1, 31), range(100, 8_100, 100)


NAMED_REPS = ("hills", "all-out sprints", "hard efforts", "reps", "tempo efforts", "trips up the hill", "quick pickups")
HOW_RUN = ("", " at a hard effort", " at 95%", " at RPE 8", ", relaxed and smooth", " on the grass", " at 3k effort")
SO_LONG = (
    ", {} each", " for {} each", " of {} apiece", " lasting about {} each", ", each about {}", ", each of them {}",
    ": {} each", ", {} or so each",
)  # fmt: skip
RESTED = ((", 75s rest", "r75s"), (" with 75s jog", "r75s"), (", walk back", "ro"))


def test_a_length_of_each_is_that_of_reps_that_have_none_however_they_are_run() -> None:
    cases = {
        f"{count} {reps}{how}{told.format(length)}{rest}": f"40s {gap} 40s {gap} 40s"
        for (count, length), reps, how, told, (rest, gap) in itertools.product(
            (("3", "40 seconds"), ("three", "40s")), NAMED_REPS, HOW_RUN, SO_LONG, RESTED
        )
    }
    assert differing(cases) == {}


def test_a_time_of_each_is_what_reps_with_a_length_are_run_in() -> None:
    cases = {
        f"3 x 350m{how}{told} 75 seconds each{rest}": "350 r90s 350 r90s 350"
        for how, told, rest in itertools.product(("", " hard"), (" in", ",", " at"), (", 90s rest", " with 90s jog"))
    }
    assert differing(cases) == {}
