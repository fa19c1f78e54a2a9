"""The times of a start by gun in a header: read, refused with a way out, and written so that they read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackclock.core.notation.writing.printer import tidy
from trackclock.core.plan import Gun, Plan, StartMode
from trackclock.formats.draft import read_draft
from trackclock.formats.errors import FileError
from trackclock.formats.gun_text import delay_text, parse_delay
from trackclock.formats.load import load_text
from trackclock.formats.plan_json import plan_from_json, plan_to_json
from trackclock.formats.plan_text import plan_to_text
from trackclock.formats.toml_fields import Fields
from trackclock.formats.toml_write import fields_of, session_text


def plan_of(head: str) -> Plan:
    return load_text(f'{head}\nworkout = "3 x 100m with 2 min"', "f.toml", is_toml=True)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("1.6-2.4s", (1_600, 2_400)),
        ("1.6s - 2.4s", (1_600, 2_400)),
        ("1.6 to 2.4 seconds", (1_600, 2_400)),
        ("1.6\u20132.4", (1_600, 2_400)),
        ("2s", (2_000, 2_000)),
    ],
)
def test_a_delay_is_read_as_it_is_written(text: str, times: tuple[int, int]) -> None:
    assert parse_delay(text) == times


@given(low=st.integers(500, 10_000), more=st.integers(0, 9_500))
def test_every_delay_reads_back(low: int, more: int) -> None:
    high = min(10_000, low + more)
    assert parse_delay(delay_text(low, high)) == (low, high)


def test_only_a_start_by_gun_has_one() -> None:
    assert plan_of('start = "gun"').gun == Gun(10_000, 1_600, 2_400)
    assert plan_of('gun = "1-2s"\nstart = "gun"\non_your_marks = "15s"').gun == Gun(15_000, 1_000, 2_000)
    assert plan_of('start = "press"').gun is plan_of("").gun is None


@pytest.mark.parametrize(
    ("head", "line", "what", "instead"),
    [
        ('start = "gun"\ngun = "2.4-1.6s"', 2, "the longer time stands first", 'gun = "1.6-2.4s"'),
        ('start = "gun"\ngun = "soon"', 2, "no time and no two of them", 'gun = "1.6-2.4s"'),
        ('start = "gun"\ngun = "0.2-2s"', 2, "0.5 to 10 s", 'gun = "1.6-2.4s"'),
        ('start = "gun"\ngun = "1-20s"', 2, "0.5 to 10 s", 'gun = "1.6-2.4s"'),
        ('start = "gun"\ngun = 2', 2, "gun has a value", 'gun = "1.6-2.4s"'),
        ('start = "gun"\non_your_marks = "0s"', 2, "2 s at least", 'on_your_marks = "10s"'),
        ('start = "gun"\non_your_marks = "3 h"', 2, "too long", "10 min"),
        ('start = "gun"\non_your_marks = "x"', 2, "'x' is not a time", "5s"),
        ('gun = "2s"', 1, "no start by gun", 'write start = "gun" beside it'),
        ('on_your_marks = "8s"\nstart = "auto"', 1, "no start by gun", 'write start = "gun" beside it'),
        ('start = "pistol"', 1, "start has a value", 'start = "gun"'),
    ],
)
def test_what_is_none_is_refused_at_its_place(head: str, line: int, what: str, instead: str) -> None:
    with pytest.raises(FileError) as caught:
        plan_of(head)
    assert caught.value.line == line
    assert what in caught.value.what
    assert instead in caught.value.instead


@given(marks=st.integers(2, 600), low=st.integers(500, 10_000), more=st.integers(0, 2_000), is_usual=st.booleans())
def test_a_plan_by_gun_keeps_its_times_through_every_form(marks: int, low: int, more: int, is_usual: bool) -> None:
    gun = Gun() if is_usual else Gun(marks * 1_000, low, min(10_000, low + more))
    plan = plan_of('start = "gun"')
    plan = Plan(plan.name, plan.steps, start=StartMode.GUN, gun=gun)
    fields = fields_of(plan)
    assert ((fields.gun, fields.on_your_marks) == ("", "")) is (gun == Gun())
    assert load_text(session_text(tidy(plan), fields), is_toml=True).gun == gun
    draft = read_draft(tidy(plan), fields).plan
    assert draft is not None
    assert draft.gun == gun
    assert plan_from_json(plan_to_json(plan), "f.json", "f").gun == gun


def test_json_that_nobody_printed_is_refused() -> None:
    plain = plan_to_json(plan_of('start = "gun"'))
    for gun in ({"marks_ms": 5, "low_ms": 3, "high_ms": 2}, {"marks_ms": 700_000, "low_ms": 3, "high_ms": 4}, 5):
        with pytest.raises(FileError):
            plan_from_json({**plain, "gun": gun}, "f.json", "f")
    assert plan_from_json({**plain, "start": "auto"}, "f.json", "f").gun is None


def test_the_editor_says_what_is_wrong_with_a_field() -> None:
    errors = read_draft("100m", Fields(start="gun", gun="9-3s", lane="x", on_your_marks="y")).errors
    assert [error.field for error in errors] == ["lane", "gun", "on_your_marks"]


def test_check_says_how_the_reps_are_started() -> None:
    lines = plan_to_text(plan_of('start = "gun"\ngun = "1-2s"')).split("\n")
    assert 'by gun: "on your marks", 10 s later "set", 1-2 s later the bang' in lines
    assert "by gun" not in plan_to_text(plan_of(""))
