"""The native session file: every fault at its line and column, and a file written whole or not at all."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackclock.formats.draft import read_draft
from trackclock.formats.errors import FileError
from trackclock.formats.load import load_plan, load_text
from trackclock.formats.toml_fields import Fields
from trackclock.formats.toml_write import SessionExistsError, session_text, write_session

FAULTS: list[tuple[str, int, int, str, str]] = [
    ('nam = "x"\nworkout = "400m"', 1, 1, "the key 'nam' is not known", "did you mean 'name'?"),
    ('name = "x"\n  splitt_every = 3\nworkout = "400m"', 2, 3, "'splitt_every' is not known", "'split_every'"),
    ('colour = 1\nworkout = "400m"', 1, 1, "'colour' is not known", "the keys are name, notes"),
    ("[workout]\na = 1", 1, 2, "workout has a value", '"""'),
    ('name = 3\nworkout = "400m"', 1, 8, "name has a value", 'name = "Tuesday 800s"'),
    ('name = ""\nworkout = "400m"', 1, 8, "it is empty", "leave the key out"),
    (f'name = "{"x" * 121}"\nworkout = "400m"', 1, 8, "too long", "at most 120"),
    ('name = "\\u001b[31m"\nworkout = "400m"', 1, 8, "control characters", "delete them"),
    ('lap = "400"\nworkout = "400m"', 1, 7, "lap has a value", "lap = 400"),
    ('lap = true\nworkout = "400m"', 1, 7, "lap has a value", "lap = 400"),
    ('lap = 20\nworkout = "400m"', 1, 7, "at least 50 m", "lap = 400"),
    ('lap = nan\nworkout = "400m"', 1, 7, "lap has a value", "lap = 400"),
    ('lap = 1e99\nworkout = "400m"', 1, 7, "lap has a value", "lap = 400"),
    ('split_every = -5\nworkout = "400m"', 1, 15, "at least 10 m apart", "0 for the finish only"),
    ('get_ready = "5x"\nworkout = "400m"', 1, 13, "'5x' is not a time", '"5s"'),
    ('get_ready = 5\nworkout = "400m"', 1, 13, "get_ready has a value", 'get_ready = "5s"'),
    ('get_ready = "3 h"\nworkout = "400m"', 1, 13, "too long", "10 min"),
    ('start = "now"\nworkout = "400m"', 1, 9, "start has a value", 'start = "press"'),
    ('late = "soon"\nworkout = "400m"', 1, 8, "late has a value that it cannot have", 'late = "now"'),
    ('press_guard = "never"\nworkout = "400m"', 1, 15, "'never' is not a time", "0.3s"),
    ('goal = "mile"\nworkout = "400m"', 1, 9, "a goal needs", "mile 5:30"),
    ('goal = "mile 5:75"\nworkout = "400m"', 1, 14, "'5:75' is not a time", "under 60"),
    ('name = "x"\n', 1, 1, "the key 'workout' is missing", "workout ="),
    ('name = "x\nworkout = "400m"', 1, 10, "this is not TOML", "KEY = VALUE"),
    ('name = "x"\nname = "y"\nworkout = "400m"', 2, 11, "this is not TOML", "KEY = VALUE"),
    ('workout = """\n400m', 2, 5, "this is not TOML", "KEY = VALUE"),
    ('workout = """\n400m\n3 x 7\n"""', 3, 5, "'7' has no unit", "7 min"),
    ('workout = """400m\n3 x 7\n"""', 2, 5, "'7' has no unit", "7 min"),
    ("workout = '''\n400m\n3 x 7'''", 3, 5, "'7' has no unit", "7 min"),
    ('workout = "3 x 7"', 1, 16, "'7' has no unit", "7 min"),
    ("workout = '3 x 7'", 1, 16, "'7' has no unit", "7 min"),
    ('workout = "400m\\n\\t3 x 7"', 1, 24, "'7' has no unit", "7 min"),
    ('workout = "\\u0034 x 7"', 1, 21, "'7' has no unit", "7 min"),
    ('workout = """\n400m, \\\n   3 x 7"""', 3, 8, "'7' has no unit", "7 min"),
    ('# workout = "4"\nname = "workout = 5"\nworkout = "3 x 7"', 3, 16, "'7' has no unit", "7 min"),
    ('notes = """\nworkout = 4\n"""\nworkout = "3 x 7"', 4, 16, "'7' has no unit", "7 min"),
    ('"workout" = "3 x 7"', 1, 18, "'7' has no unit", "7 min"),
    ('workout = """\n"""', 1, 14, "no step", "400m"),
]


@pytest.mark.parametrize(("text", "line", "column", "what", "instead"), FAULTS, ids=[row[0][:40] for row in FAULTS])
def test_a_fault_is_told_at_its_place(text: str, line: int, column: int, what: str, instead: str) -> None:
    with pytest.raises(FileError) as caught:
        load_text(text, "f.toml", is_toml=True)
    error = caught.value
    assert what in error.what
    assert instead in error.instead
    if what != "no step":
        assert (error.line, error.column) == (line, column)
    assert str(error).startswith(f"f.toml:{error.line}:{error.column}: ")


def test_assumptions_name_the_line_of_the_file() -> None:
    plan = load_text('name = "x"\nworkout = """\n400m\n4 x 300\n"""', is_toml=True)
    assert any(assumption.startswith("line 4: '300' has no unit") for assumption in plan.assumptions)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_any_toml_is_read_or_refused(text: str) -> None:
    for whole in (text, f'workout = """\n{text}\n"""', f'name = "{text}"\nworkout = "400m"', f"workout = '{text}'"):
        try:
            assert load_text(whole, "f.toml", is_toml=True).steps
        except FileError as error:
            assert error.what  # noqa: PT017 - either outcome is right, a refusal has to say why


FIELDS = Fields(
    name='Bob\'s "800s" \\ & more',
    notes="first line\nsecond line",
    goal="mile 5:30",
    lap="400",
    split_every="200",
    get_ready="15s",
    start="press",
    late="now",
    press_guard="0.3s",
)


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "mine" / "800s.toml"
    workout = '4 x 800m @ goal pace [note: """ and \\\\ ], 90s\r\ncool down 10 min\r\n'
    write_session(path, workout, FIELDS)
    plan, draft = load_plan(path), read_draft(workout, FIELDS)
    assert draft.plan is not None
    assert (plan.steps, plan.name, plan.notes, plan.goal) == (
        draft.plan.steps,
        FIELDS.name,
        FIELDS.notes,
        draft.plan.goal,
    )
    assert [entry.name for entry in path.parent.iterdir()] == ["800s.toml"]


def test_a_file_is_never_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    write_session(path, "400m", Fields())
    with pytest.raises(SessionExistsError):
        write_session(path, "300m", Fields())
    assert load_plan(path).steps[0].label == "400 m"
    write_session(path, "300m", Fields(), overwrite=True)
    assert load_plan(path).steps[0].label == "300 m"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.toml"]


def test_what_cannot_be_read_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        write_session(tmp_path / "a.toml", "3 x 7", Fields())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(FileError) as caught:
        write_session(tmp_path / "file" / "a.toml", "400m", Fields())
    assert "cannot be written" in caught.value.what


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
def test_a_session_file_is_the_users_alone(tmp_path: Path) -> None:
    write_session(tmp_path / "a.toml", "400m", Fields())
    assert stat.S_IMODE((tmp_path / "a.toml").stat().st_mode) == 0o600


def test_empty_fields_are_left_out() -> None:
    assert session_text("400m\n", Fields()) == 'workout = """\n400m\n"""\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('name = "A"\nworkout = """\n\n1 mile\nrest 3 min\n3 x 200m\n"""\n', 6),
        ('name = "A"\nworkout = """1 mile\nrest 3 min\n3 x 200m"""\n', 4),
        ('name = "A"\nworkout = "1 mile\\nrest 3 min\\n3 x 200m"\n', 2),
        ('workout = """\n1 mile\\\n   , rest 3 min\n3 x 200m\n"""\n', 4),
        ("workout = '''\n1 mile\nrest 3 min\n3 x 200m\n'''\n", 4),
        ('workout = """\n1 mile\\u000Arest 3 min\n3 x 200m\n"""\n', 3),
    ],
)
def test_an_assumption_names_the_line_of_the_file(text: str, line: int) -> None:
    (told,) = [entry for entry in load_text(text, is_toml=True).assumptions if "200" in entry]
    assert told.startswith(f"line {line}: ")
    assert "200m" in text.split("\n")[line - 1]
