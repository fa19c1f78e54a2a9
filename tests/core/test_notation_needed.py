"""Sentences that a coach may write and that need a rule which no other text needs: without it they are read otherwise.

A rule stands here where its removal changed nothing else; a rule that no such sentence can be found for is removed.
"""

from __future__ import annotations

import pytest

from tests.core.test_notation_clubs import short
from trackclock.core.notation import parse, read

READ = [
    ("2 x (2 x 400m with 60s), 4 min (walk a lap) between sets", "400 r60s 400 r240s 400 r60s 400"),
    ("2 sets of 2 x 400m, 60s, 3 min after each set of 2", "400 r60s 400 r60s r180s 400 r60s 400 r60s r180s"),
    ("2 x 1k with 90s at 3:30/km", "1000 r90s 1000"),
    ("5 min warm up. Walk 2 min, jog 1 min. Repeat 3 times", "w300s r120s 60s r120s 60s r120s 60s"),
    ("2 x 400m, 2 x 300m, 5 min between sets", "400 ro 400 r300s 300 ro 300"),
    ("(2 x 400m, 2 x 300m, 5 min between sets) x 2", "400 ro 400 r300s 300 ro 300 ro 400 ro 400 r300s 300 ro 300"),
    ("2 x 2 min (3k) with 1 min jog", "120s r60s 120s"),
    ("2 min (3k) [90s], 3 min (5k) [2 min], 1 min", "120s r90s 180s r120s 60s"),
    ("400m, 300m, 200m same distance jog", "400 r400 300 r300 200"),
    ("10 min out, 10 min back", "600s ro 600s"),
    ("800-600-400 with 400-300 jog", "800 r400 600 r300 400"),
]


@pytest.mark.parametrize(("text", "reading"), READ)
def test_a_sentence_that_one_rule_reads(text: str, reading: str) -> None:
    assert " ".join(short(step) for step in parse(text).steps) == reading


ASKED = [
    ("6 x 800m with 2 min or 400m jog", "two recoveries to choose from"),
    ("6 x 800m, 400m jog or 2 min rest", "two recoveries to choose from"),
    ("1 mile MP, 1 mile 10k", "is 10k its pace, or another rep?"),
]


@pytest.mark.parametrize(("text", "question"), ASKED)
def test_a_sentence_that_one_rule_asks_about(text: str, question: str) -> None:
    parsed, errors = read(text)
    assert parsed is None
    assert question in errors[0].message
