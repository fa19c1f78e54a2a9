"""Sessions said in ways that nobody listed are run as they were meant, or asked about; never otherwise."""

from __future__ import annotations

import pytest

from tests.core.coach_speak import OPEN, Length, Wanted, session
from trackclock.core.notation import NotationError, parse
from trackclock.core.plan import ByDistance, ByTime, Step

SESSIONS = 2_500
"""So many are drawn; each takes a millisecond."""

MOST_ASKED = SESSIONS // 25
"""What can be read two ways is asked about: `10 x 20 s hard, 45 s`; of what is said clearly, hardly anything."""


def length_of(step: Step) -> Length:
    """How long a step is."""
    if isinstance(step.end, ByDistance):
        return Length(mm=step.end.distance_mm)
    return Length(ms=step.end.duration_ms) if isinstance(step.end, ByTime) else OPEN


def is_same(wanted: list[Wanted], steps: tuple[Step, ...]) -> bool:
    """Whether what is run is what was said: every rep, and every pause that a length was told of, in order."""
    left = [(step.is_pause, length_of(step)) for step in steps]
    for want in wanted:
        if want.is_pause and want.length == OPEN:
            del left[: bool(left and left[0][0])]
            continue
        while left and left[0] == (True, OPEN):
            del left[0]
        if not left or left[0] != want:
            return False
        del left[0]
    return all(is_pause for is_pause, _ in left)


def outcomes() -> tuple[list[str], list[str]]:
    """The sessions that are run otherwise than they were said, and those that are asked about."""
    wrong: list[str] = []
    asked: list[str] = []
    for seed in range(SESSIONS):
        said = session(seed)
        try:
            steps = parse(said.text).steps
        except NotationError:
            asked.append(said.text)
            continue
        if not is_same(said.steps, steps):
            wrong.append(said.text)
    return wrong, asked


@pytest.fixture(scope="module")
def drawn() -> tuple[list[str], list[str]]:
    return outcomes()


def test_nothing_is_run_otherwise_than_it_was_said(drawn: tuple[list[str], list[str]]) -> None:
    assert drawn[0] == []


def test_hardly_anything_that_is_said_clearly_is_asked_about(drawn: tuple[list[str], list[str]]) -> None:
    assert len(drawn[1]) <= MOST_ASKED, drawn[1][:20]


def test_the_oracle_knows_a_wrong_reading() -> None:
    wanted = [Wanted(False, Length(mm=400_000)), Wanted(True, Length(ms=60_000)), Wanted(False, Length(mm=400_000))]
    assert is_same(wanted, parse("2 x 400m, 60s").steps)
    assert not is_same(wanted, parse("2 x 400m, 90s").steps)
    assert not is_same(wanted, parse("3 x 400m, 60s").steps)
    assert not is_same(wanted, parse("400m, 60s").steps)
    assert not is_same(wanted, parse("2 x 400m, walk back").steps)
