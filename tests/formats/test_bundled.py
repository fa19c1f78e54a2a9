"""The bundled sessions, each against steps written by hand."""

from __future__ import annotations

import pytest

from tests.core.notation_words import words
from trackclock.core.limits import MILE_MM
from trackclock.core.plan import PatternPart, StartMode
from trackclock.formats.bundled import bundled_dir, list_bundled, load_bundled, read_bundled
from trackclock.formats.errors import FileError


def between(rep: str, count: int, pause: str, low: int = 0) -> list[str]:
    """`count` reps with a pause between each two; those above `low` are optional, and the pause before them."""
    lines: list[str] = []
    for number in range(1, count + 1):
        mark = "?" if low and number > low else ""
        if number > 1:
            name, _, mode = pause.partition(" ~")
            lines.append(f"(recovery) {name} {number - 1}/{count}{f' ~{mode}' if mode else ''}{mark}")
        name, _, rest = rep.partition(" @")
        lines.append(f"{name} {number}/{count}{f' @{rest}' if rest else ''}{mark}")
    return lines


def noted(rep: str, note: str, count: int, pause: str) -> list[str]:
    """The same with a note on each rep."""
    return [line if line.startswith("(") else f"{line} [{note}]" for line in between(rep, count, pause)]


PAVEY_CORE = [
    "(rest) 3 min rest 3/3",
    *between("400 m", 3, "90 s recovery"),
    "(rest) 5 min rest 3/3",
    "10 min @ tempo pace",
    "(rest) 5 min rest",
    *between("200 m", 4, "1 min recovery"),
]

EXPECTED: dict[str, list[str]] = {
    "pavey.toml": [
        "(warmup) 10 min warm-up",
        *between("800 m @ 2:44 =164000", 3, "2 min recovery"),
        *PAVEY_CORE,
        "(cooldown) 10 min cool-down",
    ],
    "plain-text-example.txt": [*between("800 m", 3, "2 min recovery"), *PAVEY_CORE],
    "800s.toml": [
        "(warmup) 10 min warm-up",
        *between("800 m @ faster than goal pace and each faster than the last =164042", 6, "90 s recovery", low=4),
        "(cooldown) 10 min cool-down",
    ],
    "straights-and-bends.toml": [
        "(warmup) 10 min warm-up",
        *between("1 mile", 4, "3 min recovery", low=2),
        "(cooldown) 10 min cool-down",
    ],
    "hill-pyramid.toml": [
        "(warmup) 15 min warm-up",
        "20 s uphill",
        "(recovery) jog back down ~jog",
        "30 s uphill",
        "(recovery) jog back down ~jog",
        "40 s uphill",
        "(recovery) jog back down ~jog",
        "1 min uphill",
        "(recovery) jog back down ~jog",
        "40 s uphill",
        "(recovery) jog back down ~jog",
        "30 s uphill",
        "(recovery) jog back down ~jog",
        "20 s uphill",
        "(cooldown) 10 min cool-down",
    ],
    "hill-repeats.toml": [
        "(warmup) 15 min warm-up",
        *between("100 m hill @ 80% effort", 8, "100 m walk back down ~walk"),
        "(cooldown) 10 min cool-down",
    ],
    "mile-time-trial.toml": [
        "(warmup) 15 min warm-up",
        *between("100 m strides", 4, "100 m walk back ~walk"),
        "(rest) 5 min rest 4/4",
        "1 mile time trial @ goal pace =330000",
        "(cooldown) 10 min cool-down",
    ],
    "4x600.toml": [
        "(warmup) 15 min warm-up",
        *between("600 m @ goal pace =123031", 4, "5 min recovery"),
        "(cooldown) 10 min cool-down",
    ],
    "gym-day.toml": [
        "(warmup) 5 min warm-up",
        *between("5 squats", 3, "2 min recovery"),
        "(rest) 2 min rest 3/3",
        *between("3 cleans", 3, "2 min recovery"),
        "(rest) 2 min rest 3/3",
        *between("5 deadlifts", 3, "2 min recovery"),
        "(rest) 2 min rest 3/3",
        *noted("8 single-leg deadlifts", "each leg", 3, "90 s recovery"),
        "(rest) 2 min rest 3/3",
        *between("15 glute band", 3, "1 min recovery"),
        "(rest) 1 min rest 3/3",
        "10 min foam roll",
    ],
}


def test_every_bundled_file_is_expected_and_there() -> None:
    assert list_bundled() == sorted(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_bundled_session_is_its_steps(name: str) -> None:
    assert [words(step) for step in load_bundled(name).steps] == EXPECTED[name]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_bundled_session_leaves_nothing_to_assume(name: str) -> None:
    assert load_bundled(name).assumptions == ()


def test_the_time_trial_is_marked_at_the_finish_line() -> None:
    plan = load_bundled("mile-time-trial.toml")
    trial = next(step for step in plan.steps if step.label == "1 mile time trial")
    assert trial.marks_mm == (409_344, 809_344, 1_209_344, MILE_MM)
    assert plan.get_ready_ms == 15_000
    assert plan.goal is not None
    assert (plan.goal.distance_mm, plan.goal.time_ms) == (MILE_MM, 330_000)


def test_straights_and_bends_is_one_rep_with_a_pattern() -> None:
    plan = load_bundled("straights-and-bends.toml")
    assert plan.steps[1].pattern == (PatternPart(100_000, "sprint"), PatternPart(100_000, "jog"))
    assert plan.steps[1].marks_mm == (MILE_MM,)


def test_the_800s_ask_to_be_faster_each_time() -> None:
    targets = [step.target for step in load_bundled("800s.toml").steps if step.target is not None]
    assert len(targets) == 6
    assert all(target.each_faster for target in targets)


def test_headers_are_read() -> None:
    plan = load_bundled("pavey.toml")
    assert plan.name == "Jo Pavey: 800s, 400s, tempo, 200s"
    assert plan.start is StartMode.AUTO
    assert load_bundled("plain-text-example.txt").name == "plain-text-example"


def test_a_bundled_file_can_be_copied() -> None:
    assert read_bundled("plain-text-example.txt").startswith("3 x 800m with 2 min recoveries\n3 mins rest\n")
    assert bundled_dir() is not None


@pytest.mark.parametrize("name", ["nothing.toml", "../pyproject.toml", ""])
def test_only_bundled_files_are_opened(name: str) -> None:
    with pytest.raises(FileError):
        load_bundled(name)
    with pytest.raises(FileError):
        read_bundled(name)
