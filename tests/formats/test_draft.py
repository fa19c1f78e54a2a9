"""The editor's view of a text: the plan and its totals, or everything that is wrong with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trackclock.core.estimates import estimated_ms
from trackclock.core.notation import Memory
from trackclock.formats.draft import read_draft
from trackclock.formats.toml_fields import Fields


def test_a_good_draft_is_a_plan_with_its_totals() -> None:
    draft = read_draft("2 x 400m @ goal pace w/ 200m jog", Fields(name="Mine", goal="mile 5:30"))
    assert draft.plan is not None
    assert (draft.plan.name, draft.errors, draft.total_distance_mm) == ("Mine", (), 1_000_000)
    assert draft.estimated_ms == estimated_ms(draft.plan) > 0
    assert draft.tidy == "2 x 400 m @ goal pace with 200 m jog recovery"


def test_assumptions_come_with_the_plan() -> None:
    draft = read_draft("2 x 400", Fields())
    assert draft.plan is not None
    assert draft.plan.name == "session"
    assert any("has no unit" in assumption for assumption in draft.plan.assumptions)


def test_all_errors_are_told_at_once_fields_first() -> None:
    draft = read_draft("3 x 7\n400m\n5m rest", Fields(goal="mile", lap="big", start="later"))
    assert draft.plan is None
    assert [error.field for error in draft.errors] == ["lap", "start", "goal", "workout", "workout"]
    assert [(error.line, error.column) for error in draft.errors[3:]] == [(1, 5), (3, 1)]
    assert all(error.message for error in draft.errors)
    assert draft.tidy == ""


def test_an_empty_draft_says_what_to_write() -> None:
    draft = read_draft("", Fields())
    assert draft.plan is None
    assert "4 x 400m" in draft.errors[0].instead


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("lap", "0"),
        ("lap", "-1"),
        ("lap", "nan"),
        ("split_every", "3"),
        ("get_ready", "soon"),
        ("press_guard", "often"),
        ("start", "x"),
        ("goal", "fast"),
        ("name", "x" * 200),
        ("notes", "\x1b[31m"),
    ],
)
def test_each_field_has_its_own_error(key: str, value: str) -> None:
    draft = read_draft("400m", replace(Fields(), **{key: value}))
    assert [error.field for error in draft.errors] == [key]
    assert draft.errors[0].instead


def test_fields_may_carry_their_unit() -> None:
    draft = read_draft("800m", Fields(lap="200 m", split_every="100m"))
    assert draft.plan is not None
    assert (draft.plan.lap_mm, draft.plan.split_every_mm) == (200_000, 100_000)


def test_a_memory_changes_nothing_but_the_work() -> None:
    memory = Memory()
    texts = ("2 x 400m\n5m rest", "800m\n2 x 400m\n5m rest", "800m\n2 x 400m\n5 min rest", "2 x 400m\n5 min rest")
    for text in texts:
        for fields in (Fields(goal="mile 5:30"), Fields(lap="200")):
            assert read_draft(text, fields, memory=memory) == read_draft(text, fields)
