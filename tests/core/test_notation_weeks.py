"""Forms of clubs' weekly pages, plans and forum posts, each with the reading that its words have.

They stand apart from the other forms because each came of a rule that a page nobody had read before asked for.
"""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_clubs import short
from trackclock.core.notation import NotationError, parse, read

READ = [
    ("2 x 300m with a minute and a half rest", "300 r90s 300"),
    ("2 x 300m with a minute and half rest", "300 r90s 300"),
    ("two and half miles", "4023"),
    ("1 minute, half a mile jog", "60s r804"),
    ("2 x 300m with 2-2:30 rest", "300 r120s 300"),
    ("2 x 500m @ 1/2 marathon pace, 60s", "500 r60s 500"),
    ("2 – 3 300 mtr efforts with 60s recovery", "300 r60s 300 r60s 300"),
    ("1000m, 600m, 400m with 4 minutes and 2 minutes of recovery", "1000 r240s 600 r120s 400"),
    ("2 x 9 minutes with short recovery c. 2 minutes", "540s r120s 540s"),
    ("2 x 9 minutes, short recovery (about 2 minutes)", "540s r120s 540s"),
    ("4 min, 5 min. Short recovery between efforts about 80 seconds", "240s r80s 300s"),
    ("2 x 300 off short recoveries (40 seconds)", "300 r40s 300"),
    ("Run hard for one minute and recover with an easy pace for two minutes, then 400m", "60s r120s 400"),
    ("Down the ladder: 600m, 400m, 60s jog", "600 r60s 400"),
    ("2 x 350m at race pace plus 5 seconds/ 400, 5 minute walk", "350 r300s 350"),
    ("600m at 5k pace - 800m at 10k pace - 1000m at MP (80 sec rest)", "600 r80s 800 r80s 1000"),
    ("Evening session - pyramid of 1 min / 2 mins / 1 min with 60s recovery", "60s r60s 120s r60s 60s"),
    ("3 x 300m, 60 seconds and 45 seconds between each 300", "300 r60s 300 r45s 300"),
    ("2 x 1 mile: 30 sec slower than 5k pace (80 sec rest)", "1609 r80s 1609"),
    ("2 short hill sprints, walk back", "o ro o"),
    ("2 x easy 100m strides, 60s", "100 r60s 100"),
    ("2 x 400 (2 x 1 lap), 1 lap jog", "400 r400 400"),
    ("2 x 1200 with 1 minute rest (100 m slow jog is about right)", "1200 r60s 1200"),
    ("2 x 2 x 300 w/ 100m jog (3 min rest)", "300 r100 300 r180s 300 r100 300"),
    ("2 x (400m, 200m) with 60s, 90s recoveries", "400 r60s 200 r90s 400 r60s 200"),
    ("2 sets of pyramid: 300m, 600m, 300m with 60s, 90s, 60s recs.",
     "300 r60s 600 r90s 300 r60s 300 r60s 600 r90s 300"),
    ("2 x 500m w/ 4 min; 2 x 300m w/ 3 min [8 min rest in between]", "500 r240s 500 r480s 300 r180s 300"),
    ("2 x 1 km then a 12 minute jog finishing up with 2 x 200m", "1000 ro 1000 r720s 200 ro 200"),
    ("2 x 500m w/ 60s then 3 min rest then 300m", "500 r60s 500 r180s 300"),
    ("300m repeats\n2 x 300m, 90s", "300 r90s 300"),
    ("Yasso 800s\n\n2 x 800m w/ 2 min", "800 r120s 800"),
    ("2 x 2km\n\n10 min warm-up\n\n2 x 2km w/ 3 min", "w600s 2000 r180s 2000"),
    ("2 x 2km\n2 x 2km w/ 3 min", "2000 ro 2000 ro 2000 r180s 2000"),
    ("2 km (12 min) warm-up\n300m", "w2000 300"),
    ("Warm up\n1 km warm up\n5 min of drills\nMain set\n300m", "w1000 w300s 300"),
    ("2 x (600m + 200m)\nRecovery\n2 min between reps\n5 min between sets", "600 r120s 200 r300s 600 r120s 200"),
    ("1, 2, 1 minute reps\n80 second recoveries", "60s r80s 120s r80s 60s"),
    ("600m\n300m\n80s recovery", "600 r80s 300"),
    ("2 x 600m\n300m\n80s recovery between all intervals", "600 r80s 600 r80s 300"),
    ("5:00 warm up\n1:00 5k pace\n2 x 0:45 mile pace\n2:00 10k pace\n1:00 recovery between all intervals",
     "w300s 60s r60s 45s r60s 45s r60s 120s"),
    ("600, 300\n3 min rest\n300, 200", "600 ro 300 r180s 300 ro 200"),
    ("Warm up, 12 minutes easy running, 2 x 300m, 60s, 8 min easy, cool down", "w720s 300 r60s 300 c480s"),
    ("warm up (0.5 miles for me)\n300m", "w804 300"),
    ("12 min warm up; high knees, leg swings\n300m", "w720s wo 300"),
    ("2 x strides; skips, hops", "o ro o"),
    ("300m, squats, 300m", "300 ro o ro 300"),
    ("2 x flying 30s w/ 4 min", "30 r240s 30"),
    ("- 2 mins (50s)\n- 1 min (30s) (3 mins after last rep)\n- 60m", "120s r50s 60s r180s 60"),
    ("2 x 350m at race pace plus 10 seconds, 3 minutes rest", "350 r180s 350"),
    ("2 x 2km (~7-8 min) @ 10k pace, 2 min recovery", "2000 r120s 2000"),
    ("2 x 1k w/ 3 min, then a final 300m", "1000 r180s 1000 ro 300"),
    ("Session 1\n2 x 5 minutes off 2 minutes jog\nSession 2\n300m", "300s r120s 300s ro 300"),
    ("Tuesday 9th August 2016\n2 x 300m, 60s", "300 r60s 300"),
    ("Thursday 14/5 - 2 x 300m, 60s", "300 r60s 300"),
    ("Mon 3/11/2008 (Week 1)\n2 x 300m, 60s", "300 r60s 300"),
    ("Session 20, 30, 20 seconds", "20s ro 30s ro 20s"),
    ("easy warm up, 12 minutes hard (about two miles), cool down", "wo 720s co"),
    ("1 1/2 mins", "90s"),
    ("3 mins at 10k pace (1 min rest) repeat.", "180s r60s 180s"),
    ("2 x 300m for 800m runners, 60s", "300 r60s 300"),
    ("2 x 800m with a 2 minute rest interval (RI) between each", "800 r120s 800"),
    ("3 x 200m with recoveries of 30 and 20 seconds", "200 r30s 200 r20s 200"),
    ("3 x 200m\nRecovery 75, 90", "200 r75s 200 r90s 200"),
    ("2 rounds of:\nRun 300m\nRest 80 seconds between rounds", "300 r80s 300"),
    ("2 rounds: run 3 min rest 2 min", "180s r120s 180s"),
    ("run 90 seconds hard followed by 1 minute easy. Repeat 2 times", "90s r60s 90s"),
    ("2 x 1 mile at speed pace with a 3 minute jog", "1609 r180s 1609"),
    ("300m with mile warm up", "w1609 300"),
    ("600m - 2:03\n600m - 2:05  80 seconds rest\n600m", "600 ro 600 r80s 600"),
    ("12 min warm up with 2 x 60m strides\n300m", "w720s 60 ro 60 ro 300"),
    ("2 x 1-mile repeats. Take 2 mins between each mile repeat.", "1609 r120s 1609"),
    ("200m fast\nwalk 200m\nRepeat!", "200 r200 200"),
    ("600m, 300m x1\n200m recoveries", "600 r200 300"),
    ("2 x 300m with half the run time as recovery\nCool down in the warm", "300 ro 300 co"),
    ("2 x 300m\nJog for 1-2 minutes in-between 300s*", "300 r60s 300"),
    ("300m, recover by jogging 100m, 200m", "300 r100 200"),
    ("warm up, 2 x five minutes hard, four minutes easy, cooldown", "wo 300s r240s 300s co"),
    ("Total distance - 7 miles\n300m", "300"),
    ("2- to 3-mile warm-up\n300m\n1- to 2-mile cooldown", "w3218 300 c1609"),
    ("2 x 500m with 300m jog [so 1 km fast in total]", "500 r300 500"),
    ("mile @ hard, 2 miles @ moderate", "1609 ro 3218"),
    ("5 miles steady,\nFinish w/ 2 x 20 sec sprints\nw/ 80 sec jog", "8046 ro 20s r80s 20s"),
    ("VO2: 2 x 800m (1:20 min recov)", "800 r80s 800"),
    ("5 min easy - 12 min faster - 4 min easy", "300s ro 720s ro 240s"),
    ("2 x 2 min with 1 ½ min recovery", "120s r90s 120s"),
    ("Mile time trial", "1609"),
    ("1 mile @ 8m 35s per mile + 2 min recovery\n300m", "1609 r120s 300"),
    ("2 x 90 seconds, 2 x 60 seconds. Remember equal recovery time", "90s r90s 90s r90s 60s r60s 60s"),
    ("200 meter (.13 mile) repeats x 2", "200 ro 200"),
    ("300m\n1 minute brisk walk\n200m", "300 r60s 200"),
    ("Warm up:\n1 km jog, incorporating lunges and high knees\n300m", "w1000 300"),
    ("2 x 300m\nRest periods should be short - 40 s", "300 r40s 300"),
    ("2 x 300m\nRest (jog easy) two minutes", "300 r120s 300"),
    ("600m, 300m\nrest 2 min\nrepeat x 2", "600 ro 300 r120s 600 ro 300"),
    ("400m\n1 min jog\nrepeat another 2 times", "400 r60s 400 r60s 400"),
    ("400m\nRecover for 5 minutes and repeat the set another 2 times", "400 r300s 400 r300s 400"),
    ("300m, 60s, 200m. 4 min rest. Repeat. 4 min rest. Repeat.", "300 r60s 200 r240s 300 r60s 200 r240s 300 r60s 200"),
    ("300m, 60s, 200m\n4 min rest\nRepeat\n3 min rest\nRepeat", "300 r60s 200 r240s 300 r60s 200 r180s 300 r60s 200"),
    ("300m, 60s, 200m, rest 4 min and repeat", "300 r60s 200 r240s 300 r60s 200"),
    ("300m, 60s, 200m\nRest 4 min and repeat", "300 r60s 200 r240s 300 r60s 200"),
    ("2xmile, 2 min", "1609 r120s 1609"),
    ("Tuesday 6:30pm\n2 x 300m, 60s", "300 r60s 300"),
    ("Distance: 5 miles\n2 x 300m, 60s", "300 r60s 300"),
    ("Group A: 2 x 300m, 60s", "300 r60s 300"),
    ("2 x 80m strides, 2 x 3 minute efforts at 3:20/km, 1 minute jog", "80 ro 80 ro 180s r60s 180s"),
    ("2 x 600m efforts 300m recovery on a hilly 1000m loop", "600 r300 600"),
    ("5 mins easy, 15 mins fast, 10 mins steady, 5 mins easy", "300s ro 900s ro 600s ro 300s"),
    ("2 x 300 in 55-52 sec with a 100m jog", "300 r100 300"),
    ("1 x 400 x 300, 1 x 400 x 200, 400m", "400 r300 400 r200 400"),
    ("2 sets of 2 x 300. 100 meter jog between intervals and 400 meter jog between the two sets.",
     "300 r100 300 r400 300 r100 300"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reading"), READ)
def test_the_words_of_a_week_are_read_as_they_were_meant(text: str, reading: str) -> None:
    assert " ".join(short(step) for step in parse(text).steps) == reading


TARGETS = [
    ("2 x 1km (Zone 4/5), 2 min", "Zone 4/5"),
    ("2 x 350m at race pace plus 5 seconds / 400, 5 minute walk", "race pace plus 5 seconds / 400"),
    ("2 x 500m @ 1/2 marathon pace, 60s", "1/2 marathon pace"),
    ("600m at 5k pace - 800m at 10k pace (80 sec rest)", "5k pace"),
    ("2 x 1 mile w/ 60s (30 sec slower than 5k pace)", "30 sec slower than 5k pace"),
    ("2 x (1000m + 300m)\nIntensity\n1Ks at 1500m pace\n300s at 800m pace", "1500m pace"),
]


@pytest.mark.parametrize(("text", "target"), TARGETS)
def test_a_target_is_taken_whole_and_no_further(text: str, target: str) -> None:
    found = parse(text).steps[0].target
    assert found is not None
    assert found.text == target


REFUSED = [
    ("4 x 300m, 60s after 1st", "after 1st"),
    ("4 x 300m, 60 seconds and 45 seconds between each 300", "2 recoveries"),
    ("3 x 100, 200, 300 metres", "'3 x' can be for"),
    ("2 x 400 (2 x 2 laps), 1 lap jog", "not as long"),
    ("300m repeats with 90s", "how often"),
    ("3 minutes steady followed by 300m reps with 100m walk", "how often"),
    ("400s @ 72\n2 x 300m", "no rep"),
    ("2 x 1 km, 600m, last 200m fast", "last 200m"),
    ("2 x 1 mile, 2 min\nWith each final 400m at 3k pace", "final 400m"),
    ("2 x hill sprints. Sprint up for 40 seconds", "can be the length"),
    ("300m’s off short recoveries (40 seconds) 2 x 300m", "how often"),
    ("2 x (100m x 100m x 200m x 200m)", "recoveries as long"),
    ("30 min run w/ 6 x 20 s pickups", "can be the total"),
    ("2 x 3 x 400m. 100m fast, 100m jog - 5 mins between sets", "part of '400m'"),
    ("2 x 1200 in 4:40 starting every 8 mins with a 2 min jog", "2 min jog"),
    ("4 x 300m, first 2 at 50, last 1 at 48", "tells of 3 reps"),
    ("2 x 300m with 2 min with 100m at mile pace", "100m"),
    ("2 x 400m at 5k pace and 400m at 10k pace", "both lengths"),
    ("2 x 300m followed by 2 x 200m – twice", "from '"),
    ("800m hard (2:40)", "a recovery or a time"),
    ("2 x 1 mile\n1 uphill and 1 downhill", "no unit"),
    ("500m hard\n1 minute easy\nrepeat until 30 minutes is up", "how often"),
    ("5 miles, 34 min", "the time of '5 miles'"),
    ("Group A: 2 x 300m, 60s\nGroup B: 3 x 300m, 60s", "different runners"),
    ("Beginners - 2 x 300m, 60s\nAdvanced - 3 x 300m, 60s", "different runners"),
    ("15 minutes of 300m fast / 100m jog", "how often"),
    ("800 metres x4 (x5 for the others)", "another number of passes"),
    ("1k sprints around 10k pace with 60 sec rest", "how often"),
    ("25 mins easy with 4 x 20 seconds fast", "can be the total"),
]


@pytest.mark.parametrize(("text", "named"), REFUSED)
def test_a_week_that_can_mean_two_things_is_refused_with_a_proposal(text: str, named: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert named in caught.value.what
    assert caught.value.instead


SHARED = [
    ("4 x 300m alternating 52 and 56, 60s", ["52", "56", "52", "56"]),
    ("4 x 300m, first 3 at 54, last 1 at 50, 60s", ["54", "54", "54", "50"]),
]


@pytest.mark.parametrize(("text", "times"), SHARED)
def test_a_target_is_shared_out_among_the_reps(text: str, times: list[str]) -> None:
    reps = [step for step in parse(text).steps if not step.is_pause]
    assert [step.target.text if step.target is not None else "" for step in reps] == times


def test_what_is_told_of_the_first_reps_and_of_the_others_is_for_each_of_them() -> None:
    wishes = (("84", "80"), ("10k pace", "mile pace"), ("80%", "90%"), ("steady", "flat out"))
    others = ("last two {at}{other}", "the last 2 {at}{other}", "rest at {other}", "the others at {other}")
    frames = (
        "6 x 450m, 90s, {told}",
        "6 x 450m ({told}), 90s jog",
        "6 x 450m {told}, 90s rest",
        "6 x 450m, {told}, w/ 90s",
    )
    for (one, other), last, joint, frame in itertools.product(wishes, others, (", ", "; ", " and "), frames):
        at = "in " if one.isdecimal() else "" if one == "steady" else "at "
        told = f"first four {at}{one}{joint}{last.format(at=at, other=other)}"
        steps = parse(frame.format(told=told)).steps
        dealt = [step.target.text if step.target is not None else "" for step in steps if not step.is_pause]
        assert dealt == [one] * 4 + [other] * 2, told
        assert {step.duration_ms for step in steps if step.is_pause} == {90_000}, told


DATES = ("26 October", "26th Oct", "the 26th of October", "October 26th", "Oct 26", "6 May", "26/10", "1st of June")
WEEKDAYS = ("", "Tuesday ", "Tues ", "Thu ")
DATED = ("350m x3, 80s", "3 x 350m, 80s", "350m, 80s, 350m, 80s, 350m", "3 min (1 min recovery), 2 mins (1 min), 1 min")


@pytest.mark.parametrize("session", DATED)
def test_a_date_before_a_session_is_none_of_it(session: str) -> None:
    plain = [short(step) for step in parse(session).steps]
    for weekday, date, sign in itertools.product(WEEKDAYS, DATES, (" ", ": ", " - ", "\n")):
        is_count_near = session[1:4] == " x " or sign != " " or weekday
        if is_count_near or (date[0].isdigit() and "/" not in date):
            assert [short(step) for step in parse(f"{weekday}{date}{sign}{session}").steps] == plain, (
                weekday,
                date,
                sign,
            )


@pytest.mark.parametrize("sign", [" ", ": ", " - "])
@pytest.mark.parametrize(
    ("one", "other"),
    [("26 October", "28 October"), ("Oct 3rd", "Oct 5th"), ("26/10", "28/10"), ("the 1st of May", "the 3rd of May")],
)
def test_lines_of_two_dates_are_two_sessions(one: str, other: str, sign: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(f"{one}{sign}3 x 350m\n{other}{sign}2 x 750m")
    assert "different days" in caught.value.what


@pytest.mark.parametrize(
    "text",
    [
        "1/4 - 1/2 mile, 3 x 350m",
        "1/2 - 3/4 mile warm up, 3 x 350m",
        "you may 3 x 350m",
        "1/2 mile easy\n3/4 mile hard",
    ],
)
def test_what_looks_like_a_date_and_is_a_part_of_a_mile_is_run(text: str) -> None:
    steps = parse(text).steps
    miles = [step.distance_mm for step in steps if step.distance_mm is not None and step.distance_mm % 1_000]
    assert len(miles) == text.count("mile")


COUNTED_AWAY = [
    f"{number} {span} {behind}"
    for number in ("2", "12", "147", "ten")
    for span in ("days", "weeks", "months", "years")
    for behind in ("to the marathon", "to go", "of track left", "until the champs", "before regionals")
]


@pytest.mark.parametrize("away", COUNTED_AWAY)
@pytest.mark.parametrize("form", ["{} - 3 x 300m with 60s", "Just {}. 3 x 300m with 60s", "3 x 300m with 60s. {}."])
def test_how_long_it_is_to_something_is_not_run(form: str, away: str) -> None:
    assert " ".join(map(short, parse(form.format(away)).steps)) == "300 r60s 300 r60s 300"


BY_NUMBER = [
    f"{name} {number}"
    for name in ("lane", "lanes", "page", "gate", "season", "episode")
    for number in ("4", "12", "3 and 4", "5-8", "2/3")
]


@pytest.mark.parametrize("named", [*BY_NUMBER, "week 2", "week 2 of 6", "day 12/30", "session 3 of the block"])
@pytest.mark.parametrize("form", ["In {}: 3 x 300m with 60s", "3 x 300m with 60s ({})"])
def test_what_has_a_number_for_its_name_is_not_run(form: str, named: str) -> None:
    parsed, errors = read(form.format(named))
    assert errors or (parsed and " ".join(map(short, parsed.steps)) == "300 r60s 300 r60s 300"), named


@pytest.mark.parametrize("of", ["12 of the season", "one of which was fast", "two of them", "3 of our best"])
def test_a_number_of_something_is_no_rep(of: str) -> None:
    parsed, _ = read(f"Lap {of}, 3 x 300m with 60s")
    assert parsed is None or [short(step) for step in parsed.steps].count("300") == len(parsed.steps) // 2 + 1
