"""A session that is written in another way is the same session: blanks, signs, short words, headings, advice.

It exists because a rule that looks at letters is right for the texts that it was made for, and no list of texts shows
it. What is read of a text is the oracle for what is read of the text in another dress.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest

from tests.core.test_notation_clubs import READ as CLUBS
from tests.core.test_notation_clubs import short
from tests.core.test_notation_lines import READ as LINES
from tests.core.test_notation_messages import READ as MESSAGES
from tests.core.test_notation_phrases import READS
from tests.core.test_notation_weeks import READ as WEEKS
from trackclock.core.notation import NotationError, parse

SAID = {*(text for table in (CLUBS, LINES, MESSAGES, WEEKS) for text, _ in table), *(text for _, text, _ in READS)}
TEXTS = sorted(text for text in SAID if text[0].isalnum() and not re.search(r"[|\t]|:\)|i\.e\.|@ \dm ", text))
"""But for tables, and what is what it is by its blanks, or by being the last of a line."""

EVERY = 4
"""Each way is tried with each fourth text, so that it takes a few seconds; of several ways together it is all."""

LONG = re.compile(r"(?<=\d)[ -]?(?:metres?|meters?)\b")
SHORT = re.compile(r"(?<=\d)m\b")
WAYS: dict[str, Callable[[str], str]] = {
    "blanks of a page": lambda text: text.replace(" ", "\N{NO-BREAK SPACE}"),
    "two blanks": lambda text: f"{text[: text.find(':') + 1]}{text[text.find(':') + 1 :].replace(' ', '  ')}",
    "the breaks of another system": lambda text: text.replace("\n", "\r\n"),
    "metres in full": lambda text: SHORT.sub(" metres", text),
    "metres short": lambda text: LONG.sub("m", text),
    "a cross": lambda text: re.sub(r"(?<=\d) x (?=\d)", " × ", text),
    "no blanks around the x": lambda text: re.sub(r"(?<!& \d)(?<!and \d)(?<=\d) x (?=\d)", "x", text),
    "and as a sign": lambda text: re.sub(r" and ", " & ", text),
    "another dash": lambda text: text.replace(" - ", " – "),
    "a bullet": lambda text: f"- {text}" if text[0].isalnum() and "\n" not in text else text,
    "a day before it": lambda text: f"Tuesday: {text}" if text[0].isdecimal() and "." not in text[:3] else text,
    "a heading before it": lambda text: f"Workout:\n{text}",
    "a full stop": lambda text: text if text[-1] in ".!?:" else f"{text}.",
    "words behind it": lambda text: f"{text.rstrip('.')}. See you there!",
    "advice behind it": lambda text: f"{text.rstrip('.')}. Stay relaxed and run tall.",
}


@cache
def read(text: str) -> list[str] | None:
    try:
        return [short(step) for step in parse(text).steps]
    except NotationError:
        return None


@pytest.mark.parametrize("way", WAYS)
def test_a_session_in_another_dress_is_the_same(way: str) -> None:
    dressed = [(text, other) for text in TEXTS if (other := WAYS[way](text)) != text]
    changed = dict(dressed[list(WAYS).index(way) % EVERY :: EVERY])
    assert changed
    assert {other: read(other) for other in changed.values()} == {other: read(text) for text, other in changed.items()}
