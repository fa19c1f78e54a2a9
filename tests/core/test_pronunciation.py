"""How figures are said: no two times alike, and every one from pieces that are there before it is run."""

from __future__ import annotations

import re

import pytest

from trackclock.core.figures import difference, time_text
from trackclock.core.pronunciation import PAUSE, PIECES, pieces_of, pronounced
from trackclock.core.speech import signed

_SECONDS = re.compile(r"(?:(\d+) hours? (\d+) minutes? )?(?:(\d+) (?:(oh) )?)?(\d+)((?: point \d(?: \d)?)?)")


def heard(words: str) -> str:
    """The time that somebody writes down who hears these words."""
    if found := re.fullmatch(r"(\d+) (minute|second)s?", words):
        return f"{found[1]}:00" if found[2] == "minute" else f"0:{int(found[1]):02}"
    found = _SECONDS.fullmatch(words)
    assert found is not None, words
    hours, of_hour, minutes, oh, seconds, fraction = found.groups()
    decimals = fraction.replace(" point ", ".").replace(" ", "")
    if hours:
        return f"{hours}:{int(of_hour):02}:{int(seconds):02}{decimals}"
    if minutes is None:
        return f"{seconds}{decimals}"
    assert (int(seconds) < 10) == (oh == "oh"), words
    return f"{minutes}:{int(seconds):02}{decimals}"


@pytest.mark.parametrize("decimals", [1, 2])
def test_whoever_hears_a_time_writes_down_the_one_that_is_shown(decimals: int) -> None:
    for ms in (*range(0, 130_000, 10 if decimals == 2 else 100), *range(130_000, 8_000_000, 9_973)):
        shown = time_text(ms, decimals)
        assert heard(" ".join(pieces_of(shown))) == shown


def test_every_time_under_an_hour_is_made_of_the_pieces_that_are_rendered_ahead() -> None:
    known = {*PIECES, PAUSE}
    for ms in (*range(0, 3_600_000, 1_030), *range(0, 10_000, 10)):
        shown = [time_text(ms, 1), time_text(ms, 2), signed(difference(ms, 60_000, 1).text)]
        assert {piece for text in shown for piece in pieces_of(text)} <= known | {"minute", "minutes"}, shown


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("78.2, minus 0.6", "78.2, minus 0.6"),
        ("2:43.7", "2 43.7"),
        ("2:03.7", "2 oh 3.7"),
        ("2:00.4", "2 oh 0.4"),
        ("1:02:03.4", "1 hour 2 minutes 3.4"),
        ("0:45 left", "45 seconds left"),
        ("1:00 left", "1 minute left"),
        ("rest, 3:00", "rest, 3 minutes"),
        ("rep 4 of 8, 400 in 1:18 to 1:20", "rep 4 of 8, 400 in 1 18 to 1 20"),
    ],
)
def test_what_is_written_is_read_in_one_way(written: str, said: str) -> None:
    assert pronounced(written) == said


def test_pieces_are_said_one_after_the_other() -> None:
    assert pieces_of("1:18.2, minus 0.6 against rep before") == (
        *("1", "18", "point 2", PAUSE, "minus", "0", "point 6"),
        "against rep before",
    )
