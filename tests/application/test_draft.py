"""A session file while it is being written."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackclock.application.draft import Draft, DraftError, check, file_name, open_draft, save
from trackclock.application.problems import WORKOUT
from trackclock.application.session_file import SessionFile, stamp_of
from trackclock.errors import TrackclockError
from trackclock.formats.bundled import list_bundled, load_bundled
from trackclock.formats.load import load_plan

WORK = "3 x 800m @ 2:44 with 2 min recoveries"


@pytest.mark.parametrize("name", list_bundled())
def test_a_bundled_file_taken_apart_and_put_together_is_the_same_plan(name: str) -> None:
    draft = open_draft(SessionFile(name, None))
    plan, original = check(draft).plan, load_bundled(name)
    assert plan is not None
    # An assumption names a line, and the header may have another length.
    assert replace(plan, assumptions=()) == replace(original, assumptions=())
    assert len(plan.assumptions) == len(original.assumptions)


def test_numbers_and_text_are_written_as_toml() -> None:
    draft = Draft(name='say "hi" \\', lap="300", split_every="0", get_ready="0s", start="press", workout=WORK)
    plan = check(draft).plan
    assert plan is not None
    assert (plan.name, plan.lap_mm, plan.split_every_mm, plan.get_ready_ms) == ('say "hi" \\', 300_000, 0, 0)


@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_is_a_plan_or_a_problem_with_a_place(name: str, workout: str) -> None:
    checked = check(Draft(name=name, workout=workout))
    assert (checked.plan is None) == bool(checked.problems)
    for problem in checked.problems:
        assert problem.message
        assert problem.line is None or 0 <= problem.line <= len(workout)


def test_an_error_is_placed_in_the_workout_whatever_stands_above_it() -> None:
    draft = Draft(name="A", goal="mile 5:30", notes="n", workout=f"{WORK}\n2 x 400m w/ 2 min recovry")
    (problem,) = check(draft).problems
    assert (problem.field, problem.line, problem.column, problem.width) == (WORKOUT, 1, 18, 7)
    assert "did you mean 'recovery'?" in problem.message


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (Draft(name="A", goal="mile", workout=WORK), "goal"),
        (Draft(name="A", lap="x", workout=WORK), "lap"),
        (Draft(name="A", notes="n", get_ready="soon", workout=WORK), "get_ready"),
        (Draft(name="A", start="never", workout=WORK), "start"),
        (Draft(name="A", press_guard="!", workout=WORK), "press_guard"),
        (Draft(name="A"), WORKOUT),
    ],
)
def test_an_error_in_the_header_is_placed_at_its_field(draft: Draft, field: str) -> None:
    assert [problem.field for problem in check(draft).problems] == [field]


def test_an_assumption_names_the_line_of_the_workout() -> None:
    draft = Draft(name="A", goal="mile 5:30", notes="n", workout="400m\n4 x 200m")
    plan = check(draft).plan
    assert plan is not None
    assert {assumption.split(":")[0] for assumption in plan.assumptions} <= {"line 1", "line 2"}
    assert plan.assumptions


def test_what_cannot_be_taken_apart_is_edited_as_it_stands(tmp_path: Path) -> None:
    for number, text in enumerate(
        (
            f'# keep me\nname = "A"\nworkout = """\n{WORK}\n"""\n',
            f'name = "A" # me too\nworkout = """\n{WORK}\n"""\n',
            f'name = "A"\nworkout = """\n{WORK}\n"""\n# and me\n',
            f'colour = "red"\nworkout = """\n{WORK}\n"""\n',
            'name = "A\n',
        )
    ):
        path = tmp_path / f"{number}.toml"
        path.write_text(text, encoding="utf-8")
        draft = open_draft(SessionFile(path.name, path))
        assert (draft.is_raw, draft.workout) == (True, text)


def test_a_hash_in_the_workout_is_no_comment_to_be_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f'name = "A"\nworkout = """\n{WORK}\n"""\n', encoding="utf-8")
    assert not open_draft(SessionFile(path.name, path)).is_raw


def test_an_error_in_a_raw_file_is_placed_by_its_own_lines() -> None:
    text = '# c\nname = "A"\ncolour = 1\nworkout = """\n400m\n"""\n'
    assert [problem.line for problem in check(Draft(workout=text, is_raw=True)).problems] == [2]


@pytest.mark.parametrize("raw", [b"\0\1\2", b"x" * 70_000])
def test_what_is_no_session_file_is_not_opened(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(raw)
    with pytest.raises(DraftError, match="no session file"):
        open_draft(SessionFile(path.name, path))
    with pytest.raises(DraftError, match="cannot be read"):
        open_draft(SessionFile("gone.toml", tmp_path / "gone.toml"))


def test_a_file_of_an_older_editor_of_windows_is_opened_and_saved_in_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("3 x 400m\r\n".encode("utf-16"))
    draft = open_draft(SessionFile(path.name, path))
    assert draft.workout.strip() == "3 x 400m"


@given(st.text(max_size=100))
def test_every_name_gives_a_file_name(name: str) -> None:
    made = file_name(name)
    assert made.endswith(".toml")
    assert made.removesuffix(".toml").replace("-", "a").isascii()
    assert made.removesuffix(".toml").replace("-", "a").isalnum()
    assert len(made) <= 65


def test_a_file_name_reads_like_the_name() -> None:
    assert file_name("Jo Pavey: 800s, 400s & más") == "jo-pavey-800s-400s-mas.toml"
    assert file_name("///") == "session.toml"


@pytest.mark.parametrize(
    "draft", [Draft(name="A", workout=WORK), Draft(workout=f"# c\nworkout = '{WORK}'", is_raw=True)]
)
def test_a_draft_is_saved_whole_and_never_over_another(tmp_path: Path, draft: Draft) -> None:
    path = tmp_path / "new" / "a.toml"
    assert save(path, draft, may_replace=False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = (stamp_of(path), path.read_bytes())
    other = replace(draft, workout=draft.workout.replace("800m", "600m"))
    assert not save(path, other, may_replace=False)
    assert (stamp_of(path), path.read_bytes()) == before
    assert save(path, other, may_replace=True)
    assert [step.distance_mm for step in load_plan(path).steps][:1] == [600_000]
    assert [entry.name for entry in path.parent.iterdir()] == ["a.toml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_text("", encoding="utf-8")
    (tmp_path / "a.toml").symlink_to(tmp_path / "real.toml")
    assert save(tmp_path / "a.toml", Draft(name="A", workout=WORK), may_replace=True)
    assert (tmp_path / "a.toml").is_symlink()
    assert load_plan(tmp_path / "real.toml").name == "A"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(TrackclockError, match="cannot be written"):
        save(tmp_path / "file" / "a.toml", Draft(name="A", workout=WORK), may_replace=False)


def test_a_saved_file_is_what_was_checked(tmp_path: Path) -> None:
    draft = Draft(name='say "hi" \\', goal="mile 5:30", lap="300", notes="n", workout=WORK)
    assert save(tmp_path / "a.toml", draft, may_replace=False)
    assert load_plan(tmp_path / "a.toml") == check(draft).plan
