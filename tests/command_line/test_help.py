"""What `--help` says: of every argument of every command, in 80 columns, and nothing that is not so."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest

from trackclock.command_line.parser import make_parser
from trackclock.core.notation import tidy
from trackclock.core.plan import Plan, StepKind
from trackclock.formats.load import load_text

WORKOUTS: dict[str, tuple[int, int, str]] = {
    "8 x 400m @ 72 with 90s recovery": (8, 3_200, "8 x 400 m @ 72 with 90 s recovery"),
    "3 x 800m in 2:40-2:44 w/ 2 min jog": (3, 2_400, "3 x 800 m @ 2:40-2:44 with 2 min jog recovery"),
    "10 x 400m on 2:00": (10, 4_000, "10 x 400 m on 2:00"),
    "5 x 3 min hard, 90s easy": (5, 0, "5 x 3 min @ hard with 90 s easy recovery"),
    "2 x (4 x 200m, 30s rest), 5 min between sets": (
        8,
        1_600,
        "2 x (4 x 200 m with 30 s recovery), 5 min rest between sets",
    ),
    "200, 400, 600, 400, 200m with 200m jog": (
        5,
        1_800,
        ", 200 m jog recovery, ".join(f"{metres} m" for metres in (200, 400, 600, 400, 200)),
    ),
    "10 x (1 min on, 1 min off)": (10, 0, "10 x 1 min with 1 min recovery"),
    "4-6 x 800m with 2 min": (6, 4_800, "4-6 x 800 m with 2 min recovery"),
    "warm up 10 min": (0, 0, "warm up 10 min"),
}
"""What each example comes to, written down by hand: reps, their metres, and the tidy form."""


def commands() -> dict[str, argparse.ArgumentParser]:
    parser = make_parser()
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    assert len(groups) == 1
    return {"": parser, **groups[0].choices}


def examples(text: str) -> Iterator[str]:
    """The lines of a workout in a page of help, as they are printed."""
    _, found, below = text.partition("a workout is what a coach would write")
    assert found
    for line in below.splitlines()[1:]:
        yield re.split(r"\s{2,}", line.strip())[0]


def plan_of(text: str) -> Plan:
    return load_text(text.encode())


@pytest.mark.parametrize("name", list(commands()))
def test_every_argument_is_explained(name: str) -> None:
    command = commands()[name]
    unexplained = [
        action.dest
        for action in command._actions
        if not isinstance(action, argparse._SubParsersAction) and not (action.help or "").strip(" .=")
    ]
    assert unexplained == []
    assert command.description
    assert "==SUPPRESS==" not in command.format_help()


@pytest.mark.parametrize("name", list(commands()))
def test_every_page_fits(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    page = commands()[name].format_help()
    assert [line for line in page.splitlines() if len(line) > 79] == []


def test_the_examples_of_the_notation_mean_what_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    found = list(examples(commands()["check"].format_help()))
    assert found == list(WORKOUTS)
    for text, (reps, metres, expected) in WORKOUTS.items():
        plan = plan_of(text)
        steps = [step for step in plan.steps if step.kind is StepKind.REP]
        assert len(steps) == reps, text
        assert sum(step.distance_mm or 0 for step in steps) == metres * 1_000, text
        assert tidy(plan) == expected
