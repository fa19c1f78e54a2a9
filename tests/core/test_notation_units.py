"""Lengths: every spelling of a unit, joined to every way of writing a number, is as long as it says.

They stand apart because what a length is worth has nothing to do with where it stands.
"""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_clubs import short
from tests.core.test_notation_said import reading_of
from trackclock.core.limits import MILE_MM
from trackclock.core.notation import candidates_of, parse, read
from trackclock.core.plan import ByDistance, ByTime, Step

FAR = {
    **dict.fromkeys(("k", "K", "km", "Kms", "klm", "kilometre", "kilometers"), 1_000_000),
    **dict.fromkeys(("mi", "mi.", "M", "mile", "miles"), MILE_MM),
    **dict.fromkeys(("lap", "laps"), 400_000),
}
NEAR = {
    **dict.fromkeys(("m", "m.", "mtr", "mtrs", "metre", "meters"), 1_000),
    **dict.fromkeys(("y", "yd", "yds", "yard", "yards"), 914.4),
}
LONG = dict.fromkeys(("min", "min.", "mins", "minute", "minutes", "mn", "'", "’"), 60_000)
BRIEF = dict.fromkeys(("s", "sec", "sec.", "secs", "second", "seconds", "sec's", '"', "”", "''"), 1_000)
FEW = {"2": 2, "two": 2, "1.5": 1.5, "1½": 1.5, "1 1/2": 1.5, "1-1/2": 1.5, "one and a half": 1.5, "½": 0.5, "1/2": 0.5}
MANY = {"300": 300, "1200": 1200, "1,200": 1200}
SOME = {"45": 45, "forty-five": 45, "90": 90}
REPS = (("3 x {}", 3), ("3x {}", 3), ("3 times {}", 3), ("Run {}", 1), ("{}", 1), ("3 reps of {}", 3))


def amount(step: Step) -> int:
    """How long a step is, in millimetres or milliseconds."""
    end = step.end
    return end.distance_mm if isinstance(end, ByDistance) else end.duration_ms if isinstance(end, ByTime) else 0


def test_a_length_is_as_long_as_it_says_however_it_is_written() -> None:
    count = 0
    for units, numbers in ((FAR, FEW), (NEAR, MANY), (LONG, FEW), (BRIEF, SOME)):
        for unit, size in units.items():
            for number, value in numbers.items():
                for joint in ("", " ", "-"):
                    is_sign = not unit[0].isalpha()
                    if (is_sign and (joint or value == 0.5)) or (not joint and number[-1].isalpha()):
                        continue
                    count += 1
                    form, reps = REPS[count % len(REPS)]
                    text = form.format(f"{number}{joint}{unit}")
                    runs = [amount(step) for step in parse(text).steps if step.kind.value == "rep"]
                    assert len(runs) == reps, text
                    assert all(abs(run - value * size) <= 1_000 for run in runs), text


SAID = [
    ("3 x three-quarter mile, 90s", "1207 r90s 1207 r90s 1207"),
    ("2 x three quarters of a mile, 90s", "1207 r90s 1207"),
    ("3 quarter miles, 90s", "402 r90s 402 r90s 402"),
    ("2 x 2.40 min, 1 min jog", "160s r60s 160s"),
    ("2 x 2.5 min, 1 min jog", "150s r60s 150s"),
    ("1h15m easy", "4500s"),
    ("2 x 1,200, 3 min, 2 x 1,000-meter repeats, 90s", "1200 r180s 1200 ro 1000 r90s 1000"),
    ("2 x 1.500 m, 2 min", "1500 r120s 1500"),
    ("2 x 1 000 m, 2 min", "1000 r120s 1000"),
    ("2 x 2 min 30, 90s rest", "150s r90s 150s"),
    ("2 mi. WU, 2 x 300 w/ 100 float, 1 mi. CD", "w3218 300 r100 300 c1609"),
    ("Warm up 2 mi. Then 2 x 300m.", "w3218 300 ro 300"),
    ("2x300mwith 90s rest", "300 r90s 300"),
    ("3 and 1/2 miles easy", "5632"),
    ("2 x 1km @ 5KP, 2 min", "1000 r120s 1000"),
    ("2 x 1km at LT2, 2 min", "1000 r120s 1000"),
    ("2x1000/3'", "1000 r180s 1000"),
    ("2 x 60/30s", "60s r30s 60s"),
    ("20 sec hard, 40 easy, 40 hard, then 12 min easy", "20s r40s 40s ro 720s"),
    ("Warm up 2mi @ 8:40, 2 x 300m, 60s, cool down 1mi - 9:20", "w3218 300 r60s 300 c1609"),
    ("May 5, 2026: 2 x 300m, 60s", "300 r60s 300"),
    ("Rep 1 = 300m\nRep 2 = 200m", "300 ro 200"),
    ("=> 2 x 300m, 60s", "300 r60s 300"),
    ("1. 300m\n2. 100m jog\n3. Repeat steps a and b until you have done them a total of 3 (three) times",
     "300 r100 300 r100 300"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "steps"), SAID)
def test_a_length_in_its_place_is_read_as_it_was_meant(text: str, steps: str) -> None:
    assert " ".join(map(short, parse(text).steps)) == steps


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2 x 2.50 min with 1 min jog", "170s r60s 170s"),
        ("2 x 120/60s", "120 r60s 120"),
    ],
)
def test_a_length_that_can_be_two_is_asked_about(text: str, first: str) -> None:
    errors = read(text)[1]
    offered = [" ".join(map(short, candidate.steps)) for candidate in candidates_of(text, errors[0])]
    assert offered[0] == first


HALVES = {"1/2": "30s", "½": "30s", "1/4": "15s", "3/4": "45s"}


def test_a_part_of_a_minute_in_a_list_is_that_part_wherever_it_stands() -> None:
    """`3-1/2-2 min` are three runs, whatever the joint, and no date or range."""
    whole = {"1": "60s", "2": "120s", "3": "180s"}
    for joint, (part, run) in itertools.product(("-", ", ", " - "), HALVES.items()):
        for before, behind in itertools.product((("3", "1"), ("2", "1", "2")), (("1", "2"), ("2",))):
            listed = joint.join((*before, part, *behind))
            runs = [*(whole[one] for one in before), run, *(whole[one] for one in behind)]
            for text in (f"{listed} min with 90s jog", f"Ladder: {listed} minutes off 90s"):
                assert " ".join(map(short, parse(text).steps)) == " r90s ".join(runs), text
    assert " ".join(map(short, parse("4-2-1-1/2 minutes with 90s jog").steps)) == "240s r90s 120s r90s 60s r90s 30s"
    assert " ".join(map(short, parse("1-1/2 miles, 2-1/2 miles").steps)) == "2414 ro 4023"


ALONE = {"mile": "1609", "kilometre": "1000", "lap": "400"}
OTHERS = {"900m": "900", "700": "700", "2 km": "2000"}


def test_a_unit_alone_is_one_of_it_wherever_it_stands_in_a_list() -> None:
    """No sign and no verb before it lets a length be lost: `mile/700/mile`, `We ran mile hard, then 900m`."""
    for (unit, one), (other, told) in itertools.product(ALONE.items(), OTHERS.items()):
        for joint, lead in itertools.product(("/", ", ", " - ", " + "), ("", "We ran ", "Workout was ", "Did ")):
            for listed in ((unit, other, unit), (other, unit, other), (unit, unit, other)):
                if listed[0] == unit == listed[1] or (joint == "/" and other != "900m"):
                    continue
                text = f"{lead}{joint.join(listed)} with 2 min"
                wanted = " r120s ".join(one if piece == unit else told for piece in listed)
                assert reading_of(text) == wanted, text
    for unit, one in ALONE.items():
        for lead, sign in itertools.product(
            ("so ", "then ", "", "run ", "start with "), (" @ 5k pace", "@hard", " steady")
        ):
            assert reading_of(f"{lead}{unit}{sign}, 2 min, 900m").startswith(one), (lead, unit, sign)
    for text in ("2 x 900m at 3k/mile pace", "2 x 900m @ mile pace", "2 x 900m at 5:30/mile", "2 x 900m, mile effort"):
        assert reading_of(text) == "900 ro 900", text


@pytest.mark.parametrize("metres", [200, 300, 400, 600])
@pytest.mark.parametrize("lap", ["{} lap", "{} recovery lap", "{} easy lap", "{} jog lap"])
def test_nobody_runs_hundreds_of_laps(lap: str, metres: int) -> None:
    steps = parse(f"3 x 800m with a {lap.format(metres)}").steps
    assert [step.distance_mm for step in steps] == [800_000, metres * 1_000] * 2 + [800_000]
