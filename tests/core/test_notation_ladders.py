"""Ladders whose steps are left out: each step has what the steps that were told have, and grows as they do."""

from __future__ import annotations

import itertools

import pytest

from tests.core.test_notation_said import reading_of
from trackclock.core.notation import NotationError, parse

ON = (" and so on up to {}m", ", and so on until we reached {}m", " ... {}m", ", continuing up to {}m")
UP = (150, 250, 350, 450, 550)


def climbed(steps: tuple[int, ...], times: int, gap: str, *, own: str | None = None) -> str:
    """The steps of a ladder, each so often with a recovery between, and another one between the steps."""
    return f" {own or gap} ".join(f" {gap} ".join([str(step)] * times) for step in steps)


@pytest.mark.parametrize("said", ["{n} x {m}m", "{m}m x {n}", "{m}m {w}"])
@pytest.mark.parametrize("on", ON)
def test_a_ladder_of_several_reps_of_each_length_goes_on_with_as_many(said: str, on: str) -> None:
    for times, steps in itertools.product((2, 3), (UP, UP[::-1])):
        told = [said.format(n=times, m=step, w={2: "twice", 3: "three times"}[times]) for step in steps[:2]]
        text = f"{', '.join(told)}{on.format(steps[-1])} with 60s"
        if "..." in on and said.startswith("{n}"):
            text = text.replace("... ", f"... {times} x ")
        assert reading_of(text) == climbed(steps, times, "r60s"), text


@pytest.mark.parametrize("times", [1, 2, 3])
def test_the_way_back_of_a_ladder_has_as_many_reps_of_each_length(times: int) -> None:
    for back, rest in itertools.product((" and back down", ", then back down"), (" with 60s", ", walk back")):
        steps = UP[:3]
        text = ", ".join(f"{times} x {step}m" if times > 1 else f"{step}m" for step in steps) + back + rest
        down = (*steps, *steps[-2::-1])
        wanted = climbed(down, times, "r60s") if "60s" in rest else None
        read = reading_of(text)
        assert read == wanted if wanted else read.split()[::2] == [str(step) for step in down for _ in range(times)]


def test_the_recoveries_of_a_ladder_grow_as_its_steps_do() -> None:
    for first, more, last in itertools.product((30, 60, 90), (0, 30, 60), (4, 5)):
        steps = [f"{number} min hard, {first + more * (number - 1)} sec easy" for number in (1, 2)]
        text = f"{', '.join(steps)} and so on up to {last} min"
        wanted = [f"60s r{first}s"] + [f"{60 * number}s r{first + more * (number - 1)}s" for number in range(2, last)]
        assert reading_of(text) == " ".join([*wanted, f"{60 * last}s"]), text


def test_what_follows_a_recovery_behind_each_rep_needs_none_more() -> None:
    for rest, gap in (("60s rest after each", "r60s"), ("100m jog after every rep", "r100")):
        for joint in (", then ", ". ", "\n", "; "):
            assert reading_of(f"2 x 300m with {rest}{joint}700m") == f"300 {gap} 300 {gap} 700"


def test_a_ladder_that_leads_nowhere_is_asked_about() -> None:
    for text in ("2 x 150m, 2 x 250m and so on up to 500m", "150m, 2 x 250m and so on up to 450m"):
        with pytest.raises(NotationError):
            parse(text)


ENDS = ("{a} down to {b} by {s}", "from {a} down to {b} in steps of {s}", "{a} to {b}, dropping {s} each time",
        "start at {a} and work down to {b} by {s} drops", "{a} down to {b} (down by {s} each rep)",
        "{a} down to {b} in {s} increments")  # fmt: skip
RUNGS = [(950, 350, 200), (800, 400, 100), (1000, 250, 250), (300, 100, 50)]


@pytest.mark.parametrize("told", ENDS)
@pytest.mark.parametrize(("high", "low", "step"), RUNGS)
def test_a_ladder_is_told_by_its_ends_and_its_step_in_either_direction(
    told: str, high: int, low: int, step: int
) -> None:
    rungs = [str(run) for run in range(high, low - 1, -step)]
    for rest in (" with 75s", ", 75s jog"):
        falling = told.format(a=f"{high}m", b=f"{low}m", s=f"{step}m") + rest
        assert reading_of(falling) == " r75s ".join(rungs), falling
        rising = told.replace("down", "up").replace("dropping", "adding").replace("drops", "steps")
        rising = rising.format(a=f"{low}m", b=f"{high}m", s=f"{step}m") + rest
        assert reading_of(rising) == " r75s ".join(reversed(rungs)), rising


@pytest.mark.parametrize("told", [" down to {}m", ", down to {}m", ", and down to {}m", " ... down to {}m"])
def test_a_falling_ladder_goes_on_to_its_end_as_a_rising_one_does(told: str) -> None:
    for high, low, step in RUNGS:
        rungs = [str(run) for run in range(high, low - 1, -step)]
        text = f"{high}m, {high - step}m{told.format(low)} with 75s"
        assert reading_of(text) == " r75s ".join(rungs), text


@pytest.mark.parametrize(
    "back", [" then back up", ", and back up", ", then go back up the ladder", " and back up again"]
)
def test_a_falling_ladder_is_run_back_up(back: str) -> None:
    for high, low, step in RUNGS:
        rungs = [str(run) for run in range(high, low - 1, -step)]
        text = f"{', '.join(f'{run}m' for run in rungs)}{back} with 75s"
        assert reading_of(text) == " r75s ".join([*rungs, *rungs[-2::-1]]), text
