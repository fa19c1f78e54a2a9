"""Who runs a session, in its header: each fault at its place, and what is written reads back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackclock.core.group.names import LONGEST_NAME
from trackclock.core.notation import parse, tidy
from trackclock.core.plan import Plan, PlanAthlete, Rests, Stagger
from trackclock.formats.athletes_text import (
    athlete_text,
    describe_group,
    join_line,
    parse_stagger,
    read_athletes,
    split_line,
    stagger_text,
)
from trackclock.formats.draft import read_draft
from trackclock.formats.errors import FileError
from trackclock.formats.load import load_text
from trackclock.formats.plan_json import plan_from_json, plan_to_json
from trackclock.formats.toml_fields import Fields
from trackclock.formats.toml_write import fields_of, session_text

WORKOUT = '\nworkout = "4 x 400m with 90 s recovery"'
FAULTS = [
    ('athletes = ["Ana", "Ben @ foo"]', 1, 27, "Ben: 'foo' says no time"),
    ('athletes = ["Ana",\n  "Ben @  3" ]', 2, 11, "Ben: nobody runs"),
    ("athletes = ['Ana', 'ana']", 1, 21, "'ana' stands there twice"),
    ('athletes = ["Ana @"]', 1, 18, "behind the @ nothing stands"),
    ('athletes = ["A\\u0301na @ 72, 71"]', 1, 28, "one time or pace"),
    ('athletes = ["@ 72"]', 1, 14, "a name is missing"),
    ('athletes = ["Ana, Ben"]', 1, 14, "a name has no ','"),
    ('athletes = "Ana"', 1, 12, "athletes has a value that it cannot have"),
    ("athletes = [3]", 1, 12, "athletes has a value that it cannot have"),
    (f"athletes = {[f'A{n}' for n in range(13)]}", 1, 88, "at most 12 athletes, and here are 13"),
    ('start = "gun"\nathletes = ["Ana"]', 1, 9, "a group is not started by gun"),
    ('rests = "mine"', 1, 9, "rests has a value that it cannot have"),
    ('stagger = "soon"', 1, 11, "stagger: it is no time from one start to the next"),
    ('stagger = "0.2s"', 1, 11, "stagger: from one start to the next it is 1 s to 10 min"),
]

names = st.text("abÅé '.-λ字", min_size=1, max_size=LONGEST_NAME).filter(lambda text: text.strip() != "")
aims = st.sampled_from(("", "72", "70-72", "3:30/km", "75/lap", "5k pace", "1:20"))
groups = st.lists(st.tuples(names, aims), max_size=5, unique_by=lambda one: "".join(one[0].casefold().split()))
staggers = st.none() | st.builds(Stagger, st.integers(1, 600).map(lambda s: s * 1_000), st.booleans())


@pytest.mark.parametrize(("header", "line", "column", "what"), FAULTS, ids=[row[0][:40] for row in FAULTS])
def test_a_fault_is_told_at_its_place(header: str, line: int, column: int, what: str) -> None:
    with pytest.raises(FileError) as caught:
        load_text(header + WORKOUT, "f.toml", is_toml=True)
    assert what in caught.value.what
    assert caught.value.instead
    assert (caught.value.line, caught.value.column) == (line, column)


@given(groups, staggers, st.sampled_from((None, Rests.OWN)))
def test_what_is_written_reads_back(group: list[tuple[str, str]], stagger: Stagger | None, rests: Rests | None) -> None:
    steps = tuple(replace(one, rests=rests) if one.is_pause else one for one in parse("2 x 400m, 90 s rest").steps)
    athletes = read_athletes([f"{name} @ {aim}" if aim else name for name, aim in group])
    plan = Plan("x", steps, athletes=athletes, stagger=stagger)
    assert read_athletes([athlete_text(one) for one in athletes]) == athletes
    assert split_line(join_line(map(athlete_text, athletes))) == [athlete_text(one) for one in athletes]
    assert load_text(session_text(tidy(plan), fields_of(plan)), is_toml=True) == plan
    assert plan_from_json(json.loads(json.dumps(plan_to_json(plan))), "x", "x") == plan


@given(staggers)
def test_a_stagger_is_written_as_it_is_read(stagger: Stagger | None) -> None:
    if stagger is not None:
        assert parse_stagger(stagger_text(stagger)) == stagger


@pytest.mark.parametrize("text", ["20s by pace group", "20 s, per group", "20s by Pace  group"])
def test_a_stagger_by_pace_group(text: str) -> None:
    assert parse_stagger(text) == Stagger(20_000, by_group=True)


@settings(max_examples=60)
@given(st.text(max_size=30), st.text(max_size=12), st.text(max_size=12))
def test_a_form_is_read_or_its_fault_is_in_its_field(athletes: str, rests: str, stagger: str) -> None:
    draft = read_draft("4 x 400m with 90 s", Fields(athletes=athletes, rests=rests, stagger=stagger))
    assert (draft.plan is None) is bool(draft.errors)
    assert {error.field for error in draft.errors} <= {"athletes", "rests", "stagger"}


def test_the_form_tells_an_aim_that_cannot_be_run_at_its_place() -> None:
    (error,) = read_draft("4 x 400m with 90 s", Fields(athletes="Ana, Ben @ foo")).errors
    assert (error.field, error.column, error.width) == ("athletes", 12, 3)
    (error,) = read_draft("4 x 400m with 90 s", Fields(athletes="Ana", start="gun")).errors
    assert (error.field, error.what) == ("start", "a group is not started by gun")


def test_an_old_plan_says_nothing_of_athletes() -> None:
    plain = plan_to_json(Plan("x", parse("2 x 400m with 90 s").steps))
    assert not {"athletes", "stagger"} & plain.keys()
    assert "rests" not in json.dumps(plain)


def test_check_names_them_with_what_they_run() -> None:
    plan = load_text('athletes = ["Ana", "Ben @ 72"]\nstagger = "5s"\nrests = "own"\nworkout = "2 x 1000m with 2 min"')
    assert describe_group(plan) == [
        "for Ana, Ben @ 72",
        "  Ben: 1000 m @ 72/lap = 3:00",
        "one after the other: 5 s",
        "rests: all count from everybody's own finish",
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"athletes": [{"name": "A,B", "aim": None}]},
        {"athletes": [{"name": "Ana", "aim": "3"}]},
        {"athletes": [{"name": "Ana"}, {"name": "ana"}]},
        {"stagger": {"gap_ms": 0}},
        {"stagger": {"gap_ms": 10**9}},
        {"athletes": [{"name": "Ana"}], "start": "gun"},
    ],
)
def test_a_plan_of_others_is_judged_the_same(change: dict[str, object]) -> None:
    plain = plan_to_json(Plan("x", parse("2 x 400m with 90 s").steps))
    with pytest.raises(FileError):
        plan_from_json({**plain, **change}, "x.json", "x")


def test_a_file_with_athletes_is_taken_apart_for_the_editor_and_put_together_again(tmp_path: Path) -> None:
    from trackclock.application.draft import open_draft, save
    from trackclock.application.session_file import SessionFile

    path = tmp_path / "x.toml"
    path.write_text('name = "x"\nathletes = ["Ana", "Ben @ 72"]\nrests = "own"' + WORKOUT, encoding="utf-8")
    before = load_text(path.read_text(encoding="utf-8"), is_toml=True)
    draft = open_draft(SessionFile("x.toml", path))
    assert (draft.athletes, draft.rests, draft.is_raw) == ("Ana, Ben @ 72", "own", False)
    assert save(path, draft, may_replace=True)
    assert load_text(path.read_text(encoding="utf-8"), is_toml=True) == before
    assert before.athletes == (PlanAthlete("Ana"), PlanAthlete("Ben", "72"))
