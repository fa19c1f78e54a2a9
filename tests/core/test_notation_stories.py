"""A story told beside a session is asked about, never run, and the session without it is among the answers."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.core.coach_speak import Said, session
from tests.core.test_notation_spoken import is_same
from trackclock.core.notation import candidates_of, read

STORIES = (
    "Last week I ran 68.2 and felt good",
    "He is 17 and already ran 9:24",
    "My goal is 4:59 by July",
    "Heart rate went up to 183",
    "We were 14 in the rain",
    "Race on Sunday with bib 214",
    "It was 31 degrees and 80 % humid",
    "She came 3rd of 28",
    "Splits in the last race: 74, 76, 79, 73",
    "I weighed 71 this morning",
    "My 5th time on this track since 2019",
    "Coach says 8 of 10",
    "On Sunday I went for my usual 14 km",
    "The loop at home measures 1300m",
    "It was hot when she did her 9 miler",
    "Last year this took me 52 min",
)
PLACES = ("{session}. {story}.", "{story}. {session}", "{session}\n{story}.", "{session} ({story})")
SESSIONS = 150
"""So many are drawn; a question takes some ten milliseconds."""


def told() -> Iterator[tuple[str, Said]]:
    """Sessions that are read, each with a story somewhere."""
    for seed in range(SESSIONS):
        said = session(seed)
        if read(said.text)[0] is not None:
            draw = random.Random(seed)
            yield draw.choice(PLACES).format(session=said.text.rstrip("."), story=draw.choice(STORIES)), said


def test_a_story_is_never_run_and_the_session_without_it_is_offered() -> None:
    asked, offered = [], 0
    for text, said in told():
        steps, errors = read(text)
        if steps is not None:
            assert is_same(said.steps, steps.steps), text
            continue
        asked.append(text)
        offered += any(is_same(said.steps, candidate.steps) for candidate in candidates_of(text, errors[0]))
    assert len(asked) > SESSIONS // 4
    assert offered >= 0.95 * len(asked)


@pytest.mark.parametrize(
    "text",
    [
        "We ran 3 minutes of hills, 5 times",
        "we ran a 200, 400, 800 and 400 with two minutes rest",
        "My favourite: 6 x 400m off 60s",
        "3 x 2 min @ race intensity, 90s rec",
        "He wants 4 x 300m in 48",
    ],
)
def test_a_session_that_somebody_tells_is_none(text: str) -> None:
    assert not any("tells of something else" in error.what for error in read(text)[1])
