"""What is said beside a session and not run: totals, the same in other words, other runs, plans; what is asked about.

Each text is in words of its own; each row of the asides has one that needs it.
"""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_clubs import short
from trackclock.core.notation import candidates_of, parse, read
from trackclock.core.notation.message import asides, chat


def turns(count: int, rep: str, rest: str) -> str:
    """So many reps in a few letters with a recovery between them."""
    return f" {rest} ".join([rep] * count)


def reading_of(text: str) -> str:
    """The steps of a text in a few letters."""
    return " ".join(short(step) for step in parse(text).steps)


FILLED = [
    "An 18-minute drill made up of 2 min hard and 1 min easy",
    "18 minutes of intervals: 2 min fast, 1 min easy around the park",
    "18 mins with 2 min hard 1 min easy",
    "18 min fartlek - 2 min hard, 1 min jog",
    "18 min fartlek (2 min on 1 min off)",
    "18 minute interval session, 2 min hard, 1 min jog",
    "18 min run alternating 2 min hard and 1 min easy",
    "18 minutes broken into 2 min hard and 1 min easy",
    "18 minute run in which you alternate 2 min hard and 1 min easy",
    "18 min as follows: 2 min hard, 1 min easy",
    "Run 18 minutes based on the following:\n2 min hard\n1 min easy",
    "Run 18 minutes, rotating:\n- 2 min hard\n- 1 min easy",
]

READ = [
    *((text, turns(6, "120s", "r60s")) for text in FILLED),
    ("Moderate fartlek, 35 minutes, 4 x 5 min hard, 5 min easy", turns(4, "300s", "r300s")),
    ("6-minute drill comprised of 1 min hard followed by 1 min less hard", "60s 60s 60s 60s 60s 60s"),
    ("3 km of work: 3 x 1 km, 2 min", turns(3, "1000", "r120s")),
    ("2 km (5 x 400m, 60s)", turns(5, "400", "r60s")),
    ("4 x 300m as 2 sets of 2 x 300m, 60s, 3 min between sets", "300 r60s 300 r180s 300 r60s 300"),
    ("1 mile (4 x 400m) + 0.75 miles jog (400m jog between each) = 1.75 miles total", turns(4, "400", "r400")),
    ("10 mins with 1 min hard 1 min easy, 5 min jog at the end", f"{turns(5, '60s', 'r60s')} r300s"),
    ("2 x 900m, 3 min\n= 1.8 km", "900 r180s 900"),
    ("2 x 900m, 3 min\nWorkout total: 1.8 km", "900 r180s 900"),
    ("2 x 900m, 3 min (so you do 1.8 km of running altogether)", "900 r180s 900"),
    ("2 x 800 m. (2 laps), 3 min", "800 r180s 800"),  # a full stop parts them
    ("2 x 1 mile (4 laps each), 3 min", "1609 r180s 1609"),
    ("2 x 900m with 3 min (2 x 900m / 3 min)", "900 r180s 900"),
    ("45 min easy run, within which do 2 x 1 min hard, 1 min jog", "60s r60s 60s"),
    ("10 miles easy w/ 2 x 1 mile @ tempo in the middle of it, 3 min jog", "1609 r180s 1609"),
    ("4x4: 4 reps of 4 minutes with 3 min jog", turns(4, "240s", "r180s")),
    ("Week 5 - 3 run / 1 walk. Alternate 3 minutes running with a 1-minute walk. Repeat 4x.", turns(4, "180s", "r60s")),
    ("3 min run/1 min walk. Run 3 minutes, walk 1 minute. Repeat 4 times", turns(4, "180s", "r60s")),
    ("Month 2 week 3 - 2 x 900m, 3 min", "900 r180s 900"),
    ("W6D2: 2 x 900m, 3 min", "900 r180s 900"),
    ("#3 2 x 900m, 3 min", "900 r180s 900"),
    ("Tuesday = 2 x 900m, 3 min", "900 r180s 900"),
    ("2 x {300m, 60s, 200m}, 3 min between sets", "300 r60s 200 r180s 300 r60s 200"),
    ("2 x 900m, 3 min. For example, if you run a 60, your first 200 would be 29.", "900 r180s 900"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reading"), READ)
def test_what_is_only_said_is_not_run(text: str, reading: str) -> None:
    assert reading_of(text) == reading


ASIDES = [
    ("2 x 900m, 3 min. 40 miles for the week", 0),
    ("Time: 50 minutes. 2 x 900m, 3 min", 1),
    ("To run a sub-20 5k: 2 x 900m, 3 min", 2),
    ("Aged 40, I still do 2 x 900m, 3 min", 3),
    ("2 x 900m, 3 min. (1.5 hours)", 4),
    ("2 x 900m, 3 min. Add one rep every week until you reach 8", 5),
    ("2 x 900m, 3 min. Do this 2x/week", 6),
    ("2 x 900m, 3 min. Next week 3 more", 7),
    ("2 x 900m, 3 min. Followed by two rest days", 8),
    ("After a 10 mile long run on Sunday, 2 x 900m, 3 min", 9),
    ("With a 5k PB of 19:30 I run 2 x 900m, 3 min", 10),
    ("I am a 19:30 5k runner. 2 x 900m, 3 min", 11),
    ("2 x 900m, 3 min. My goal is sub-20 for 5k", 12),
    ("8 of us ran 2 x 900m, 3 min", 13),
    ("In 2019 I ran 2 x 900m, 3 min", 14),
    ("2 x 900m, 3 min. Drink 500ml of water", 15),
    ("2 x 900m, 3 min. The whole session takes 45 minutes", 16),
    ("2 x 900m, 3 min. Good preparation for 800m or 1500m", 17),
    ("The 5-4-3 workout: 2 x 900m, 3 min", 18),
    ("2 x 900m, 3 min, 65° and sunny", 19),
    ("All of us racing the Northern 10 miler this weekend were to do 2 x 900m, 3 min", 20),
    ("2 x 900m with 3 min by the river, a half-mile jog from the car park", 21),
    ("2 x 900m, 3 min. A 9 to 10 means you cannot speak", 22),
    ("300 meter hurdlers:\n2 x 900m, 3 min", 23),
    ("2 x 900m, 3 min at the effort that you could hold for two miles", 24),
    ("2 x 900m, 3 min. For the pace divide your mile time by 4 and subtract 2 seconds", 25),
    ("2 x 900m, 3ish min", 26),
    ("Couch to 5k, week 3: 2 x 900m, 3 min", 27),
]


@pytest.mark.parametrize(("text", "row"), ASIDES)
def test_an_aside_is_no_part_of_the_session_because_of_its_row(
    text: str, row: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reading_of(text) == "900 r180s 900"
    others = tuple(aside for index, aside in enumerate(asides.ASIDES) if index != row)
    monkeypatch.setattr(chat, "ASIDES", others)
    parsed, _ = read(text)
    assert parsed is None or " ".join(short(step) for step in parsed.steps) != "900 r180s 900"


def test_every_row_of_the_asides_has_its_text() -> None:
    assert [row for _, row in ASIDES] == list(range(len(asides.ASIDES)))


ASKED = [
    ("The book said 2 x 900m. The magazine said 2 x 700m.", "900 ro 900"),
    ("The plan called for 2 x 900m but the group did 2 x 700m", "900 ro 900"),
    ("Ladders (100, 200, 400) or pyramids (100, 200, 100)", "100 ro 200 ro 400"),
    ("2 x 900m, 2 min; or hill sprints 3 x 12 s, walk back", "900 r120s 900"),
    ("2 x 900m, 2 min OR a ladder of 300, 600, 900", "900 r120s 900"),
    ("2 x 900m, 2 min. If it is hot: 3 x 300m, 60s", "900 r120s 900"),
    ("2 x 900m, 2 min. My time for 5k was slow", "900 r120s 900"),
    ("2 x 900m, 2 min. Wednesday 6 miles", "900 r120s 900"),
    ("2 x 900m, 2 min\nTomorrow 6 miles easy", "900 r120s 900"),
    ("Run 1600m fast.\nFollow the 1600m run with a 400m jog\n800m", "1600 r400 800"),
    ("4 x 200m\n200m", "200 ro 200 ro 200 ro 200 ro 200"),
    ("4 min hard / 2 min jog\nRepeat the pattern as above it", "240s r120s 240s"),
    ("2 x 80m is my routine. Sprint, walk back, repeat.", "80 r80 80"),
    (
        "200m, 200m jog, 400m, 400m jog, 600m\nNow reverse that order of things",
        "200 r200 400 r400 600 r400 400 r200 200",
    ),
    ("90m hard, 80m hard, and so on", "90 ro 80"),
    ("2 x 450m for the beginners and 3 x 450m for the advanced", "450 ro 450"),
    ("We were to do 2 x 450m, 1:00 rest, and the city marathoners were to do 3 x 450m.", "450 r60s 450"),
    ("All the locals do 2 x 450m. Me and the track runners do 3 x 450m.", "450 ro 450"),
    ("2 x 850, 4 x 850, 4 x 1050 (depending on age and fitness)", "850 ro 850"),
]


@pytest.mark.parametrize(("text", "meant"), ASKED)
def test_what_can_be_another_session_is_asked_about(text: str, meant: str) -> None:
    parsed, errors = read(text)
    assert parsed is None
    offered = [" ".join(short(step) for step in candidate.steps) for candidate in candidates_of(text, errors[0])]
    assert meant in offered


IN_TURN = [
    ("20 min alternating 2 min hard, 1 min easy", turns(7, "120s", "r60s")),
    ("20 min as 2 min hard, 1 min easy, then 5 min jog", f"{turns(7, '120s', 'r60s')} r300s"),
    ("20 min rotating:\n2 min hard\n1 min easy", turns(7, "120s", "r60s")),
    ("3 km alternating 400m hard, 200m easy", turns(5, "400", "r200")),
    ("Run 3 km, alternating 400m hard with 200m easy", turns(5, "400", "r200")),
    ("3 km of 500m hard, 500m easy", turns(3, "500", "r500")),
    ("2 x 3 min (2 min hard, 1 min easy)", "120s 60s ro 120s 60s"),
    ("2 x 900m, 3 min, then 6 min as 1 min hard, 1 min easy", f"900 r180s 900 ro {turns(3, '60s', 'r60s')}"),
    ("900m: 2 x 900m, 3 min", "900 r180s 900"),
]


@pytest.mark.parametrize(("text", "reading"), IN_TURN)
def test_what_is_run_in_turn_fills_a_length(text: str, reading: str) -> None:
    assert reading_of(text) == reading


KEPT = [
    ("5 x 400m, 60s. 5 x 400m, 60s", f"{turns(5, '400', 'r60s')} ro {turns(5, '400', 'r60s')}"),
    ("20 min tempo, 2 x 7 min hard, 3 min easy", "1200s ro 420s r180s 420s"),
    ("We did 2 x 900m. Then we did 2 x 300m.", "900 ro 900 ro 300 ro 300"),
    ("Work up to 3 x 900m with 2 min", turns(3, "900", "r120s")),
    ("2 x 400m, recovery = 400m", "400 r400 400"),
    ("2 x 2 min, recovery = 120s", "120s r120s 120s"),
    ("Pyramid: 1200m / 800m / 400m, 30s rest between reps", "1200 r30s 800 r30s 400"),
    ("4 x 200m\n1 x 200m", "200 ro 200 ro 200 ro 200 ro 200"),
    ("2 x 200m, 60s\n200m", "200 r60s 200 ro 200"),
    ("2 x 200m\nAnother 200m", "200 ro 200 ro 200"),
    ("2 x 1600m (4 laps on the track / 1.0 mile), 60s", "1600 r60s 1600"),
    ("5 min fast / 5 min slow, 1 min fast / 1 min slow, for 12 min", "300s r300s 60s r60s"),
    ("300m hard, 100m jog twice", "300 r100 300"),
]


@pytest.mark.parametrize(("text", "reading"), KEPT)
def test_what_looks_like_something_said_is_run(text: str, reading: str) -> None:
    assert reading_of(text) == reading


BEFORE = ("", "Alternate ", "5 min walk, then ", "Begin with a brisk 5-minute walk, then alternate ")
BETWEEN = (" and ", ", ", " followed by ", " / ")
LASTING = (
    " for {}", ", for {}", " for a total of {}", ", for a total of {}", ", for the entire {}", ", repeat for {}",
    ". Repeat for {}", ", repeat for a total of {}", " until {}", ", until {} are up", " until you reach {}",
    " until you have done {} in all", " until {} have passed",
)  # fmt: skip


def test_what_is_run_in_turn_for_a_time_is_run_as_often_as_that() -> None:
    lengths = [(60, 90, 8), (120, 60, 5), (90, 90, 3), (240, 60, 9)]
    for before, between, lasting, (run, walk, passes) in itertools.product(BEFORE, BETWEEN, LASTING, lengths):
        minutes = lasting.format(f"{(run + walk) * passes / 60:g} minutes")
        text = f"{before}{run} seconds running{between}{walk} seconds walking{minutes}"
        warm_up = "w300s " if "walk," in before else ""
        assert reading_of(text) == warm_up + turns(passes, f"{run}s", f"r{walk}s"), text


DAYS = (
    "26 October",
    "3rd March",
    "Tuesday 14 May",
    "Sat 7th Dec",
    "Wed, 30 Jan",
    "the 5th of November",
    "Thurs Sept 18",
)
RUN_THERE = (
    ("3 x 400m off 75s", "400 r75s 400 r75s 400"),
    ("400m x 3, 75s jog", "400 r75s 400 r75s 400"),
    ("1 km, 400m with 75s", "1000 r75s 400"),
    ("Relaxed 400m, 75s, 400m", "400 r75s 400"),
    ("Pyramid 1 min, 2 min, 1 min, 75s between", "60s r75s 120s r75s 60s"),
    ("4 miles steady", "6437"),
)


def test_a_day_at_the_head_of_a_line_is_not_run_whatever_stands_behind_it() -> None:
    for day, (reps, reading) in itertools.product(DAYS, RUN_THERE):
        for joint in (" ", ", ", ": ", " - ", "\n"):
            assert reading_of(f"{day}{joint}{reps}") == reading, (day, joint, reps)
    assert reading_of("Sat May 3 x 400m off 75s") == "400 r75s 400 r75s 400"


def test_what_it_all_comes_to_is_not_run_however_roughly_it_is_told() -> None:
    leads = ("It's", "That's", "That was", "This is", "It was")
    roughly, behind = (
        ("just over", "only", "about", "nearly", "just under"),
        (".", " but it hurts.", " and it is enough."),
    )
    for lead, about, clause in itertools.product(leads, roughly, behind):
        for sum_ in ("2 km of speed", "1.3 miles of fast running", "2000m of work", "1 mile in total"):
            assert reading_of(f"3 x 600m with 75s. {lead} {about} {sum_}{clause}") == "600 r75s 600 r75s 600"


PAIRS = ("40s hard, 20s easy", "40 seconds on / 20 seconds off", "40s at 5k pace with 20s rest", "run 40s and walk 20s")
IN_TIME = (" for {}", ", for {}", " for a total of {}", ", {}", ". {}")
SO_OFTEN = (" ({} reps)", " (x{})", ", {} reps", " ({} times)", ", {} rounds in all", ", so {} reps")


def test_how_often_they_fit_into_a_time_is_told_beside_it() -> None:
    for pair, time, often, passes in itertools.product(PAIRS, IN_TIME, SO_OFTEN, (3, 12)):
        text = pair + time.format(f"{passes} minutes") + often.format(passes)
        assert reading_of(text) == turns(passes, "40s", "r20s"), text
        wrong = pair + time.format(f"{passes} minutes") + often.format(passes - 1)
        assert read(wrong)[0] is None, wrong


HOWS = ("easy", "at an easy pace", "steady effort", "(10k pace)", "very hard", "tempo")


@pytest.mark.parametrize(("first", "second", "last"), [("9 min", "16 min", "7 min"), ("3 km", "2 km", "1 km")])
@pytest.mark.parametrize(("one", "other"), itertools.permutations(HOWS, 2))
def test_lengths_that_only_tell_how_they_are_run_are_a_list(
    first: str, second: str, last: str, one: str, other: str
) -> None:
    commas = [step.label for step in parse(f"{first} {one}, {second} {other}, {last} {one}").steps]
    assert [step.label for step in parse(f"{first} {one} {second} {other} {last} {one}").steps] == commas


@pytest.mark.parametrize("between", ["easy like the lads who ran", "easy with Tom who likes", "steady 20 min"])
def test_a_length_behind_other_words_or_of_another_kind_is_asked_about(between: str) -> None:
    assert read(f"3 km {between} 2 km tempo")[0] is None


COMPARED = [
    f"{lead} {could} {hold} for {length}"
    for lead in ("at a pace you", "at the effort that you")
    for could in ("could", "can", "would be able to")
    for hold in ("hold", "sustain", "hold it")
    for length in ("3 miles", "two miles", "an hour", "10k")
]


@pytest.mark.parametrize("pace", COMPARED)
def test_how_long_a_pace_could_be_held_is_not_run(pace: str) -> None:
    assert reading_of(f"3 x 300m {pace} with 2 min rest") == turns(3, "300", "r120s")
