"""The name of a session that nobody named says what is run in it: read again it gives the same reps."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.core.test_notation_corpus import READ
from tests.strategies import plans
from trackclock.core.comparisons.keys import size_key
from trackclock.core.notation import NotationError, parse
from trackclock.core.plan import Plan, StepKind
from trackclock.core.short_name import MOST_CHARACTERS, short_name


def reps(plan: Plan) -> list[tuple[str, bool]]:
    return [(size_key(step).as_text(), step.optional) for step in plan.steps if step.kind is StepKind.REP]


def plan_of(text: str) -> Plan:
    return Plan("", parse(text).steps)


def test_what_every_line_of_the_corpus_is_called_reads_as_its_reps() -> None:
    cut_off = []
    for text, _ in READ:
        name = short_name(plan_of(text))
        if name.endswith((" and more", "\u2026")):
            cut_off.append(name)
            continue
        try:
            read_again = reps(plan_of(name))
        except NotationError as error:
            pytest.fail(f"{text!r}: {name!r} is no session: {error}")
        told = reps(plan_of(text)) if "-" in name else [(size, False) for size, _ in reps(plan_of(text))]
        assert read_again == told, (text, name)
    assert len(cut_off) < len(READ) // 10


@given(plans)
def test_no_plan_is_without_a_name_and_none_is_long(plan: Plan) -> None:
    assert len(short_name(plan)) <= MOST_CHARACTERS
    assert bool(short_name(plan)) is any(not step.is_pause for step in plan.steps)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("warm up 10 min\n4-6 x 800m @ 2:44 with 2 min recoveries\ncool down 10 min", "4-6 x 800 m"),
        ("2 x (4 x 200m, 30s), 5 min between sets", "2 x (4 x 200 m)"),
        ("1 mile of (100m sprint, 100m jog)", "1 mile of (100 m sprint, 100 m jog)"),
        ("warm up 10 min\ncool down 5 min", "warm up 10 min, cool down 5 min"),
        ("2 x 100m, 60s, 3 x 200m, 60s, 4 x 300m, 60s, 5 x 400m, 60s", "2 x 100 m, 3 x 200 m, 4 x 300 m and more"),
    ],
)
def test_what_they_are_called(text: str, name: str) -> None:
    assert short_name(plan_of(text)) == name
