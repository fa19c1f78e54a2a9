"""Workouts of a watch or a service among the user's own files: listed, opened as notation, and never written to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.formats import fit_files
from trackclock.application.catalog import list_files, load
from trackclock.application.draft import Draft, candidates, check, home_of, open_draft, save
from trackclock.application.editing import draft_of, fields_of
from trackclock.application.own_files import Loose, take_in
from trackclock.application.session_file import SessionFile
from trackclock.errors import TrackclockError
from trackclock.formats.load import load_plan

ICU = "Main set 6x\n- 400m\n- 90s"


def own(path: Path) -> SessionFile:
    return SessionFile(path.name, path)


def test_the_list_has_them_with_the_sessions_in_them(tmp_path: Path) -> None:
    (tmp_path / "b.fit").write_bytes(fit_files.sample())
    (tmp_path / "a.ICU").write_text("6x\n- 800mtr\n- 90s", encoding="utf-8")
    (tmp_path / "c.json").write_text("{}", encoding="utf-8")
    (tmp_path / "d.zwo").write_text("<a/>", encoding="utf-8")
    (tmp_path / "e.workout").write_bytes(b"x")
    files = [file for file in list_files(tmp_path) if file.is_own]
    assert [(file.name, file.stem, file.is_foreign) for file in files] == [
        (name, name[0], True) for name in ("a.ICU", "b.fit", "c.json", "d.zwo")
    ]
    loaded = [load(file) for file in files]
    assert [len(found.plan.steps) if found.plan else 0 for found in loaded] == [12, 12, 0, 0]
    assert loaded[0].plan is not None
    assert len(loaded[0].plan.assumptions) == 1
    assert "this JSON is neither" in loaded[2].error
    assert "no Zwift workout" in loaded[3].error
    assert not any("\n" in found.error for found in loaded)


def test_one_opens_as_tidy_notation_and_is_saved_as_a_new_session_file(tmp_path: Path) -> None:
    path = tmp_path / "b.fit"
    path.write_bytes(fit_files.workout_file(fit_files.SAMPLE.values(), "Tuesday 400s"))
    draft = open_draft(own(path))
    assert draft == Draft(name="Tuesday 400s", workout="6 x 400 m with 90 s recovery after each")
    home, is_own = home_of(own(path), draft.name, tmp_path, is_copy=False, is_right=True)
    assert (home.name, is_own) == ("tuesday-400s.toml", False)
    assert save(home, draft, may_replace=is_own)
    assert load_plan(home).steps == load_plan(path).steps
    wrong = home_of(own(path), draft.name, tmp_path, is_copy=False, is_right=False)
    assert (wrong[0].name, wrong[1]) == ("b.draft.toml", False)
    assert path.read_bytes() == fit_files.workout_file(fit_files.SAMPLE.values(), "Tuesday 400s")


def test_one_that_cannot_be_read_is_not_opened(tmp_path: Path) -> None:
    for name, data in (("a.fit", fit_files.sample()[:-1]), ("a.json", b"{}"), ("a.zwo", b"<a/>")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(TrackclockError):
            open_draft(own(tmp_path / name))


def test_a_doubt_of_intervals_icu_is_asked_and_answered_in_notation(tmp_path: Path) -> None:
    path = tmp_path / "a.icu"
    for text in (ICU, "- 800m 5K Pace"):  # the second one has no mark: its file's name says what it is
        path.write_text(text, encoding="utf-8")
        draft = open_draft(own(path))
        assert (draft.workout, draft.is_icu) == (text, True)
        (problem,) = check(draft).problems
        assert "minutes in intervals.icu" in problem.message
        meant = candidates(draft)
        assert [check(replace(draft, workout="\n".join(each.lines))).plan is not None for each in meant] == [True, True]
    assert meant[0].session == "800 m [note: 5K Pace]"
    assert draft_of(fields_of(draft, own(path), is_copy=False)) == draft


def test_pasted_text_of_intervals_icu_is_saved_as_what_it_means(tmp_path: Path) -> None:
    draft = Draft(name="A", lap="200", workout="Main set 2x\n- 800mtr 3:30/km Pace\n- 2m Z1 Pace")
    plan = check(draft).plan
    assert plan is not None
    assert [step.duration_ms for step in plan.steps] == [None, 120_000, None, 120_000]
    assert plan.steps[0].marks_mm == (200_000, 400_000, 600_000, 800_000)
    assert candidates(draft) == ()
    assert save(tmp_path / "a.toml", draft, may_replace=False)
    assert load_plan(tmp_path / "a.toml").steps == plan.steps
    assert "2 x 800 m @ 3:30/km with 2 min recovery after each" in (tmp_path / "a.toml").read_text("utf-8")


def test_what_is_kept_of_a_pipe_has_the_suffix_of_what_it_is(tmp_path: Path) -> None:
    assert take_in(Loose("Tuesday", fit_files.sample()), tmp_path) == ("Tuesday.fit", True)
    assert take_in(Loose("Tuesday", b"6x\n- 800mtr\n- 90s"), tmp_path) == ("Tuesday.icu", True)
    assert take_in(Loose("Tuesday", b"400m"), tmp_path) == ("Tuesday.txt", True)
    assert take_in(Loose("Tuesday", b'workout = "400m"'), tmp_path) == ("Tuesday.toml", True)
