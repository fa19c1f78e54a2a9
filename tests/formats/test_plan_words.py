"""`check --text` says in words what a person wrote, however it was written; the rest is told, and never in silence."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.core.test_notation_corpus import READ
from tests.strategies import plans
from trackclock.core.notation import parse
from trackclock.core.notation.exact import is_exact
from trackclock.core.plan import Plan, Step
from trackclock.formats.plan_words import plan_words

NOT_IN_ITS_PLACE = [
    "3 x 800m, rest as long as you need",
    "3 x 3 min on/off",
    "3 x 800m, jog the same distance",
    "2 x 300m, 90s jog, no standing",
    "2 x 850m, recover until your pulse is below 120",
    "3 x 600m. Recover with a slow walk for 2 minutes between each.",
    "100m, 200m, 100m walk same distance recovery",
    "2 min jog / 90s walk\n3 min jog / 60s walk\ncool down",
    "4 x 1000m (3:20 - 3:15) r: 2 min",
    "10k at 3:45",
    "Two repetitions of:\n60 seconds jogging\n90 seconds walking",
    "2 x 1-mile repeats. Take 2 mins between each mile repeat.",
    "3 x 800m with 90 seconds rest between each rep and 3 minutes before the last",
    "6 x 400m with 60 sec rest, extra 2 min after 3",
    "3 x (400m on 2:00, 200m on 1:00)",
    "2 x 1200m: 800m steady, 400m fast; 400m jog",
]
"""What went out as one JSON object a step; some of it the notation has learnt to say since."""


def run_alike(step: Step) -> tuple[object, ...]:
    """What is run in a step, whatever it is called and whichever repeat it is of."""
    target = step.target
    bounds = (target.low_ms, target.high_ms, target.each_faster) if target is not None else None
    return (step.kind, step.end, step.optional, step.mode, bounds, step.marks_mm, len(step.pattern))


@pytest.mark.parametrize("text", NOT_IN_ITS_PLACE)
def test_it_is_said_in_words_that_run_alike_and_what_stands_otherwise_is_told(text: str) -> None:
    plan = Plan("s", parse(text).steps)
    words = plan_words(plan)
    assert not is_exact(words.text)
    assert "{" not in words.text
    steps = parse(words.text).steps
    assert bool(words.remark) is (steps != plan.steps), (
        "a remark stands where something is said otherwise, and only there"
    )
    assert list(map(run_alike, steps)) == list(map(run_alike, plan.steps))
    again = plan_words(Plan("s", parse(words.text).steps))
    assert (again.text, again.remark) == (words.text, ""), "what was printed needs no remark any more"


def test_what_words_can_say_is_the_same_plan_without_a_remark() -> None:
    for text, _ in READ:
        plan = Plan("s", parse(text).steps)
        words = plan_words(plan)
        assert (words.remark, parse(words.text).steps) == ("", plan.steps)


@given(plans)
def test_any_plan_is_said_and_the_exact_form_says_why(plan: Plan) -> None:
    words = plan_words(plan)
    assert words.text
    if is_exact(words.text):
        assert words.remark == "the notation cannot say this session; each step stands in its exact form"


def test_a_ground_stays_where_a_recovery_is_what_cannot_be_said() -> None:
    words = plan_words(Plan("s", parse("8 x 100m hill, rest as long as you need").steps))
    assert words.text == "8 x 100 m hill with open recovery [note: as long as you need]"
    assert words.remark == (
        "some words stand as notes, since the notation cannot say them in their place: 'as long as you need'"
    )
