"""What tokens make of numbers and words: quantities, ranges, paces, exertions, and wishes made of them."""

from __future__ import annotations

import pytest

from tests.core.notation_words import read
from trackclock.core.limits import LAP_MM
from trackclock.core.notation import Options, parse, parse_goal
from trackclock.core.notation.words import ranges
from trackclock.core.notation.words.atoms import Atom, Reader
from trackclock.core.notation.words.lexer import tokenize
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part


def atoms(text: str) -> list[Atom]:
    return Reader(tokenize(text), text, LAP_MM).read()


def values(text: str) -> list[tuple[Measure, int, int]]:
    return [(atom.quantity.measure, atom.quantity.low, atom.quantity.high) for atom in atoms(text) if atom.quantity]


@pytest.mark.parametrize("row", range(len(ranges.TWO_THINGS)))
def test_each_rule_of_two_things_is_needed_by_its_text(row: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text, _ = ranges.TWO_THINGS[row]
    assert all(low == high for _, low, high in values(text))
    monkeypatch.setattr(ranges, "TWO_THINGS", ranges.TWO_THINGS[:row] + ranges.TWO_THINGS[row + 1 :])
    assert any(low != high for _, low, high in values(text)), "no text needs this rule"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("6-8 x 400m", 6_000, 8_000),
        ("8- to 10-minute tempo", 480_000, 600_000),
        ("60-90 s", 60_000, 90_000),
        ("2-2:30", 120_000, 150_000),
        ("in 62-60 s", 60_000, 62_000),
        ("800 to 1200m", 800_000, 1_200_000),
    ],
)
def test_two_values_are_a_range(text: str, low: int, high: int) -> None:
    assert values(text)[0][1:] == (low, high)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two and a half miles", 4_023_360),
        ("one and three quarter laps", 700_000),
        ("a mile and a half", 2_414_016),
        ("a mile and a quarter", 2_011_680),
        ("2 ½ miles", 4_023_360),
        ("1 1/2 miles", 2_414_016),
        ("half a mile", 804_672),
        ("quarter of a mile", 402_336),
        ("twenty-five minutes", 1_500_000),
        ("two hundred metres", 200_000),
        ("1 hour 5 min 20 s", 3_920_000),
        ("1h30", 5_400_000),
        ("2'30", 150_000),
        ("2m30s", 150_000),
        ("8m 35s", 515_000),
        ("20m 35s", 20_000),
        ("5-k", 5_000_000),
    ],
)
def test_a_length_however_it_is_written(text: str, value: int) -> None:
    assert values(text)[0][1:] == (value, value)


@pytest.mark.parametrize(
    ("text", "part", "low", "high"),
    [
        ("85 per cent", Part.PERCENT, 85_000, 85_000),
        ("85% - 90%", Part.PERCENT, 85_000, 90_000),
        ("7 out of 10 effort", Part.RPED, 7_000, 7_000),
        ("RPE: 7-8", Part.RPED, 7_000, 8_000),
        ("zone 2 to zone 3", Part.ZONED, 2_000, 3_000),
        ("zone IV", Part.ZONED, 4_000, 4_000),
        ("7:30-8:00 min/mile", Part.PACED, 450_000, 480_000),
        ("70 s for 400m", Part.PACED, 70_000, 70_000),
        ("72 s per lap", Part.PACED, 72_000, 72_000),
        ("6 minutes a mile", Part.PACED, 360_000, 360_000),
    ],
)
def test_a_wish_is_one_atom(text: str, part: Part, low: int, high: int) -> None:
    (atom,) = atoms(text)
    assert atom.part is part
    assert values(text)[0][1:] == (low, high)


@pytest.mark.parametrize(
    "text", ["4/10 x 100m", "3:20 for 1 km", "rest 60 s / 100m", "3 x 6 min mile", "zone 2, 3 x 400m"]
)
def test_numbers_that_are_run_are_no_wish(text: str) -> None:
    wishes = [atom.quantity for atom in atoms(text) if atom.part in (Part.PERCENT, Part.RPED, Part.PACED, Part.NAMED)]
    assert wishes == []


@pytest.mark.parametrize("name", ["T pace", "5k effort", "800m goal pace", "HM-10k pace", "MP effort", "i effort"])
def test_a_pace_by_name_is_one_atom(name: str) -> None:
    assert [atom.part for atom in atoms(f"1 km, {name}")] == [Part.QUANTITY, Part.SIGN, Part.NAMED]


@pytest.mark.parametrize("text", ["3 x 400m rec. 2'", "3 x 400m, rec. 2 min", "3 x 400m R = 2 min", "3 x 400m r: 2'"])
def test_a_short_word_for_a_recovery_has_its_value_behind_it(text: str) -> None:
    assert [step for step in read(text) if "400" not in step] == [f"(recovery) 2 min recovery {n}/3" for n in (1, 2)]


@pytest.mark.parametrize(
    ("goal", "wish", "low_ms"),
    [
        ("half marathon 1:30:00", "half marathon pace", 255_954),
        ("half marathon 1:30:00", "HMP", 255_954),
        ("half marathon 1:30:00", "marathon pace", None),
        ("marathon 3:00:00", "marathon pace", 255_954),
        ("marathon 3:00:00", "MP pace", 255_954),
        ("marathon 3:00:00", "half marathon pace", None),
    ],
)
def test_a_race_pace_is_that_of_its_own_goal(goal: str, wish: str, low_ms: int | None) -> None:
    (step,) = parse(f"1 km @ {wish}", Options(goal=parse_goal(goal))).steps
    assert step.target is not None
    assert step.target.low_ms == low_ms


@pytest.mark.parametrize("letter", ["R", "rep", "repeat", "REPEAT", "repetition", "interval"])
@pytest.mark.parametrize("lead", ["at", "@", "in"])
def test_a_pace_by_the_name_of_a_kind_of_session_repeats_nothing(lead: str, letter: str) -> None:
    steps = parse(f"2 x 400m {lead} {letter} pace, 90 s rest").steps
    assert [step.target.text if step.target else step.duration_ms for step in steps] == [
        f"{letter} pace",
        90_000,
        f"{letter} pace",
    ]
