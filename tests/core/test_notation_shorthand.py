"""What runners leave unsaid because everybody knows it: speeds, a mile that is one, whose session it is, the hour."""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_clubs import short
from trackclock.core.notation import NotationError, parse


def reading_of(text: str) -> str:
    """The steps of a text in a few letters."""
    return " ".join(short(step) for step in parse(text).steps)


SPEEDS = {"14 km/h": 257_142, "15kph": 240_000, "12.5 kmh": 288_000, "9 mph": 400_000, "16km/hr": 225_000}


@pytest.mark.parametrize(("speed", "ms"), SPEEDS.items())
def test_a_speed_is_a_pace_and_never_a_length(speed: str, ms: int) -> None:
    for frame in ("3 x 950m at {}, 2 min rest", "3 x 950m @ {} with 2 min rest", "3 x 950m, {}, 2 min rest"):
        steps = parse(frame.format(speed)).steps
        assert " ".join(map(short, steps)) == "950 r120s 950 r120s 950", frame
        target = steps[0].target
        assert target is not None
        assert speed.replace(" ", "") in target.text.replace(" ", "")


@pytest.mark.parametrize("how", ["Easy", "Steady", "easy", "gentle"])
def test_a_mile_without_its_one_is_run(how: str) -> None:
    for joint in ("\n", ", ", "; "):
        assert reading_of(f"{how} mile{joint}3 x 450m, 80s{joint}{how} mile").split()[::8] == ["1609", "1609"]
    assert reading_of(f"{how} mile to warm up, 3 x 450m, 80s") == "w1609 450 r80s 450 r80s 450"
    assert reading_of("Mile, 3 min, 1250m, 3 min, 850m") == "1609 r180s 1250 r180s 850"


WHOSE = ("5k group", "10k squad", "The 450m squad", "my 1500 lot", "Our 850m crew", "marathon group")


@pytest.mark.parametrize("whose", WHOSE)
def test_the_length_in_the_name_of_a_group_is_not_run(whose: str) -> None:
    for joint in (": ", " do ", " - "):
        assert reading_of(f"{whose}{joint}3 x 350m, 5 min rest") == "350 r300s 350 r300s 350", joint


@pytest.mark.parametrize("one", ["5k group", "1500m squad"])
def test_two_groups_are_two_sessions(one: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(f"{one}: 3 x 950m, 60s\n10k group: 5 x 950m, 60s")
    assert "different runners" in caught.value.what


@pytest.mark.parametrize("count", ["10", "ten"])
def test_so_many_of_each_are_so_many_passes(count: str) -> None:
    passes = " r30s ".join(["45s"] * 10)
    for pair, joint in itertools.product(("45s hard, 30s easy", "45 sec fast, 30 sec slow"), (", ", ". ", " - ")):
        assert reading_of(f"{pair}{joint}{count} of each") == passes, joint


@pytest.mark.parametrize("hour", ["0600", "0630", "0745 hrs"])
def test_an_hour_in_four_figures_is_not_run(hour: str) -> None:
    for frame in ("{}: 3 x 450m, 80s", "Track, {}:\n3 x 450m, 80s", "Meet {}. 3 x 450m, 80s", "{} - 3 x 450m, 80s"):
        assert reading_of(frame.format(hour)) == "450 r80s 450 r80s 450", frame


@pytest.mark.parametrize("sum_", ["Nine miles for the day", "9 miles on the day", "8 km for the day"])
def test_what_a_day_comes_to_is_not_run(sum_: str) -> None:
    assert reading_of(f"3 x 450m, 80s. {sum_}.") == "450 r80s 450 r80s 450"


@pytest.mark.parametrize("times", [("2:52", "2:51", "2:53"), ("172s", "171s", "173s")])
@pytest.mark.parametrize("number", ["{}. {}", "{}) {}", "- {1}", "{1}"])
def test_times_on_a_line_each_are_those_of_the_reps_above(number: str, times: tuple[str, ...]) -> None:
    lines = "\n".join(number.format(index, time) for index, time in enumerate(times, 1))
    assert reading_of(f"3 x 850m with 2 min jog\n{lines}") == "850 r120s 850 r120s 850"
    assert reading_of(f"3 x 850m with 2 min jog:\n{lines}\ncool down 9 min") == "850 r120s 850 r120s 850 c540s"


@pytest.mark.parametrize("label", ["Set rest: 3 min", "Set rest = 3 min", "Set recovery: 3 min", "set rest 3 min"])
def test_the_rest_of_sets_is_told_by_its_label(label: str) -> None:
    for joint in ("\n", ", ", ". "):
        assert reading_of(f"2 x (5 min, 1 min jog, 2 min){joint}{label}") == "300s r60s 120s r180s 300s r60s 120s"


@pytest.mark.parametrize("time", ["@ 2:24", "in 2:24", "@ 144"])
@pytest.mark.parametrize("rest", ["6min", "6 min", "7 mins"])
def test_a_rest_behind_the_one_time_of_two_reps_is_no_second_time(time: str, rest: str) -> None:
    assert reading_of(f"2 x 850m {time}, {rest}") == f"850 r{60 * int(rest[0])}s 850"


def test_w_with_its_full_stop_is_with() -> None:
    assert reading_of("3 x 1 min w. 30s") == "60s r30s 60s r30s 60s"


def test_the_letter_for_a_recovery_may_have_any_sign_behind_it() -> None:
    for sign, time, joint in itertools.product(
        (" = ", "=", ": ", ". ", " "), ("90s", '90"', "1:30"), (" ", ", ", " (")
    ):
        text = f"3 x 1k{joint}r{sign}{time}{')' if '(' in joint else ''}"
        assert reading_of(text) == "1000 r90s 1000 r90s 1000", text
    assert reading_of("1000-800-600 r. 2'") == "1000 r120s 800 r120s 600"


def test_what_the_first_and_last_reps_are_run_in_may_stand_in_brackets() -> None:
    for at, rest, joint in itertools.product(("@", "at", "in"), (" 90s", ", 90s", " with 90s"), (", ", " and ")):
        text = f"4 x 400m (first 2 {at} 75{joint}last 2 {at} 72){rest}"
        assert reading_of(text) == "400 r90s 400 r90s 400 r90s 400", text
        targets = [step.target for step in parse(text).steps if not step.is_pause]
        assert [target.low_ms for target in targets if target is not None] == [75_000, 75_000, 72_000, 72_000], text
