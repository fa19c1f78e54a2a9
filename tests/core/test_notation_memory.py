"""Lines that were read before: what they say is the same, wherever they stand now, and whatever became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trackclock.core.notation import Memory, NotationError, Options, Parsed, parse_goal, read
from trackclock.core.notation.context import Context
from trackclock.core.notation.message.blocks import Line
from trackclock.core.notation.message.kinds import Written, line_of_session
from trackclock.core.notation.message.memory import MOST_LINES, Known, copied
from trackclock.core.notation.tree import Place
from trackclock.core.notation.words.lexer import tokenize

LINES = (
    "warm up 10 min", "3 x 800m @ 2:44 with 2 min recoveries", "3 mins rest", "400m", "400m @ 5k pace, easy",
    "2 x (4 x 200m, 30s), 5 min between sets", "3 rounds:", "repeat 3 times", "60s between reps",
    "2 min after the 400s",
    "Recovery: 200m walk", "@ goal pace", "intensity: 5k pace", "", "  ", "run tall", "5m rest", "3 x 7", "cool down",
    "4-6 x 300m with 60s, 70s and 80s recoveries", "20 min (1 min fast/1 min easy)", "10 x 1,000", "mind the kerb",
    "400m [note: tall]", "1 mile of (100m sprint, 100m jog)", "90s each faster", "2 x 400 x 90s", "Set 1:", "400m $",
    "3 x 300m (6:15)", "600m/5min jog recovery", "8 x 200m, jog back, then 400m @ 72", "5 squats", "part two",
)  # fmt: skip
WITH_GOAL = Options(lap_mm=200_000, goal=parse_goal("mile 5:30"))

Reading = tuple[Parsed | None, list[tuple[int, int, int, str, str, tuple[str, ...]]]]


def reading(text: str, options: Options, memory: Memory | None = None) -> Reading:
    parsed, errors = read(text, options, memory)
    return parsed, [(e.line, e.column, e.width, e.what, e.instead, e.candidates) for e in errors]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.sampled_from(LINES), max_size=9), min_size=2, max_size=5))
@example([["400m", "3 rounds:", "400m", "400m"], ["3 rounds:", "400m", "400m", "", "400m"]])
@example([["400m $"], ["", "400m $"], ["400m"]])
def test_a_text_says_the_same_whatever_was_read_before(texts: list[list[str]]) -> None:
    memory = Memory()
    for lines in texts:
        for options in (Options(), WITH_GOAL):
            text = "\n".join(lines)
            assert reading(text, options, memory) == reading(text, options)


def lists_of(piece: object) -> Iterator[int]:
    """The identity of every list inside a piece."""
    if isinstance(piece, list):
        yield id(piece)
        for each in piece:
            yield from lists_of(each)
    elif is_dataclass(piece):
        for field in fields(piece):
            yield from lists_of(getattr(piece, field.name))


def lines_of(piece: object) -> Iterator[int]:
    """The number of the line of every place inside a piece."""
    if isinstance(piece, Place):
        yield piece.line
    elif isinstance(piece, list):
        for each in piece:
            yield from lines_of(each)
    elif is_dataclass(piece):
        yield from (getattr(piece, "line", 5) or 5,) if isinstance(getattr(piece, "line", 5), int) else ()
        for field in fields(piece):
            yield from lines_of(getattr(piece, field.name))


def line_of(text: str) -> Line | None:
    try:
        return line_of_session(Written(text, 2, tokenize(text, 2), Context(text, Options()), []))
    except NotationError:
        return None


@pytest.mark.parametrize("text", LINES)
def test_a_copy_is_equal_and_shares_nothing_that_changes(text: str) -> None:
    line = line_of(text)
    if line is None:
        return
    same, moved = copied(line, 0), copied(line, 3)
    assert same == line
    assert repr(moved).replace("line=5", "line=2") == repr(line)
    assert not set(lists_of(line)) & set(lists_of(same))
    assert set(lines_of(moved)) == {5}


def test_a_recovery_between_several_reps_stays_one() -> None:
    line = line_of("3 x (400m, 300m, 200m) with 90s recovery")
    assert line is not None
    body = copied(line, 0).settled.nodes[0]
    assert len({id(node) for node in getattr(body, "body", [])}) == 4


def test_an_old_error_is_told_at_its_new_line() -> None:
    memory = Memory()
    for before in range(3):
        _, errors = read("400m\n" * before + "400m with recovry", None, memory)
        assert [(error.line, error.column) for error in errors] == [(before + 1, 11)]


def test_a_line_that_is_broken_keeps_its_places_where_it_is_remembered() -> None:
    memory = Memory()
    broken = "3 x 400m with\n90s recovry"
    sure = "3 x 400m (hard,\n300m, 60s) with\n5 x 200m, 30s"
    for before in range(3):
        _, errors = read("200m\n" * before + broken, None, memory)
        assert [(error.line, error.column) for error in errors] == [(before + 2, 5)]
        text = "200m\n" * before + sure
        assert read(text, None, memory) == read(text)


def test_the_memory_is_bounded() -> None:
    memory = Memory()
    known = Known(None, None, (), 0, 0, 1)
    for number in range(MOST_LINES):
        memory.keep(str(number), 400_000, known)
    assert memory.find("0", 400_000) is known
    assert memory.find("0", 200_000) is None
    memory.keep("one more", 400_000, known)
    assert memory.find("0", 400_000) is None
    memory.keep("x" * 10_000, 400_000, known)
    assert memory.find("x" * 10_000, 400_000) is None
